//! `kedang certificate open` shows that a certificate is about the record of an opening.

use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::verify::{self, Checked};
use crate::cmd::{Example, Globals};
use crate::error::{Code, Exit, Failure, Result};
use crate::files;
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Opening, Subject};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Show that a certificate is about the record that the requester was told",
        line: "kedang certificate open r.txt opening.json",
    },
    Example {
        what: "The same with the opening on standard input",
        line: "kedang certificate open r.txt - < opening.json",
    },
];

/// Check that an opening fits a certificate; needs no vault and no passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate; its signature is in FILE.sig
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The opening that `purge run --opening` wrote; - is standard input
    #[arg(value_name = "OPENING")]
    pub opening: PathBuf,

    /// Accept only signers in this file, in the form of ssh-keygen's allowed signers
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,
}

/// An opening holds the values of a few fields.
const LIMIT: u64 = 1 << 20;

/// Runs `kedang certificate open`.
pub fn run(ui: &Ui, host: &Host, _globals: &Globals, args: &Args) -> Result<Exit> {
    let bad = || Failure::new(Code::BadOpening).arg("path", args.opening.as_path());
    let bytes = read(host, &args.opening)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| bad())?;
    let opening = Opening::parse(text).map_err(|_| bad())?;
    let Checked { certificate, known, name, .. } =
        verify::check(&args.file, args.signers.as_deref())?;
    let named = match (&certificate.subject, opening.record()) {
        (Subject::Records(said), Some(record)) => said.numbers.contains(record),
        _ => false,
    };
    let fits = named
        && opening.vault() == certificate.vault()
        && certificate.commitments().contains(&opening.commitment());
    if !fits {
        return Err(Failure::new(Code::WrongOpening).arg("path", args.file.as_path()));
    }
    let opened = Opened {
        result: verify::result(known),
        signer: name,
        certificate: certificate.number().to_owned(),
        record: opening.record().map(|record| record.to_string()),
        commitment: opening.commitment().to_string(),
        fields: opening.fields().map(str::to_owned).collect(),
        completed: certificate.completed().utc().to_owned(),
    };
    ui.record("kedang.certificate.open/1", &opened)?;
    ui.status("certificate-opens");
    Ok(Exit::Done)
}

fn read(host: &Host, path: &Path) -> Result<Zeroizing<Vec<u8>>> {
    if path.as_os_str() != "-" {
        return Ok(Zeroizing::new(files::read_limited(path, LIMIT)?));
    }
    let mut bytes = Zeroizing::new(Vec::new());
    host.take_stdin()?.lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Failure::new(Code::InputTooLong).arg("limit", LIMIT));
    }
    Ok(bytes)
}

/// An opening that fits; the values in it are not repeated.
#[derive(serde::Serialize)]
struct Opened {
    result: &'static str,
    signer: Option<String>,
    certificate: String,
    record: Option<String>,
    commitment: String,
    fields: Vec<String>,
    completed: String,
}

impl View for Opened {
    const COLUMNS: &'static [&'static str] =
        &["result", "signer", "certificate", "number", "commitment", "fields", "completed"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Word(self.result),
            Cell::maybe(self.signer.as_deref()),
            Cell::text(self.certificate.as_str()),
            Cell::maybe(self.record.as_deref()),
            Cell::text(self.commitment.as_str()),
            Cell::Many(self.fields.iter().map(Cell::text).collect()),
            Cell::text(self.completed.as_str()),
        ]
    }
}
