//! `kedang certificate show` issues the certificate of a destroyed record.

use std::path::{Path, PathBuf};

use serde::ser::{SerializeStruct, Serializer};

use super::text::render;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::files;
use crate::host::Host;
use crate::ui::{Cell, Format, Ui, View, name_list};
use crate::vault::{Certificate, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show it", line: "kedang certificate show K-3" },
    Example {
        what: "Write it with its signature and the signers' keys beside it",
        line: "kedang certificate show K-3 -o c.txt",
    },
];

/// Show or write the certificate of a destroyed record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Write to a new file, with FILE.sig and `allowed_signers` beside it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs `kedang certificate show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "certificate show")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    if selector.looks_inside() || selector.is_empty() {
        // There is nothing left to look into.
        return Err(Failure::new(Code::BadSelector)
            .arg("position", 1_u8)
            .arg("reason", Arg::Message("usage-selector-numbers")));
    }
    let certificates = vault.certificates(&selector.numbers, globals.dry_run)?;
    if certificates.is_empty() {
        ui.status("certificate-nobody");
        return Ok(Exit::Done);
    }
    let paths = args.output.as_deref().map(beside);
    if let ([_, _, ..], Some(_)) = (certificates.as_slice(), &paths) {
        return Err(Failure::new(Code::SeveralCertificates).arg("count", certificates.len()));
    }
    let names: Vec<String> =
        paths.iter().flatten().map(|path| path.display().to_string()).collect();
    if globals.dry_run {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let id =
            if names.is_empty() { "certificate-would-show" } else { "certificate-would-write" };
        ui.status(Message::new(id).arg("files", name_list(ui.language(), &names)));
        return Ok(Exit::Done);
    }
    if let ([certificate], Some(paths)) = (certificates.as_slice(), &paths) {
        write(ui, &vault, certificate, paths)?;
    }
    show(ui, &certificates, &names)
}

/// Where certificate, signature and keys go.
fn beside(path: &Path) -> [PathBuf; 3] {
    let mut signature = path.as_os_str().to_owned();
    signature.push(".sig");
    [path.to_path_buf(), signature.into(), path.with_file_name("allowed_signers")]
}

fn write(
    ui: &Ui<'_>,
    vault: &Vault,
    certificate: &Certificate,
    paths: &[PathBuf; 3],
) -> Result<()> {
    let text = render(ui.catalogue(), certificate);
    let attested = vault.attest(certificate, &text)?;
    let contents = [&text, &attested.signature, &attested.allowed_signers];
    let files: Vec<(PathBuf, &[u8])> =
        paths.iter().cloned().zip(contents.map(String::as_bytes)).collect();
    // That it was issued stands in the log by now.
    files::create_together(&files).map_err(|error| Failure::from(error).committed())
}

/// Shows the texts to a person, unless they were written; the facts to a program.
fn show(ui: &Ui<'_>, certificates: &[Certificate], written: &[String]) -> Result<Exit> {
    if ui.format() != Format::Table {
        let row = |certificate| Row { ui, certificate, written };
        ui.rows("kedang.certificate/1", certificates.iter().map(row))?;
    } else if written.is_empty() {
        for (n, certificate) in certificates.iter().enumerate() {
            if n > 0 {
                ui.line("")?;
            }
            ui.lines(&render(ui.catalogue(), certificate))?;
        }
    }
    if !written.is_empty() {
        let names: Vec<&str> = written.iter().map(String::as_str).collect();
        let files = name_list(ui.language(), &names);
        ui.status(Message::new("certificate-written").arg("files", files));
    }
    Ok(Exit::Done)
}

/// A certificate for a program.
struct Row<'a> {
    ui: &'a Ui<'a>,
    certificate: &'a Certificate,
    written: &'a [String],
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["certificate", "vault_id", "numbers", "reason", "basis", "started", "completed"];

    fn cells(&self) -> Vec<Cell> {
        let destruction = &self.certificate.destruction;
        vec![
            Cell::text(destruction.certificate.as_str()),
            Cell::text(destruction.vault.to_string()),
            Cell::Many(self.certificate.numbers.iter().map(Cell::from).collect()),
            Cell::Word(destruction.reason.id()),
            Cell::text(destruction.basis.as_str()),
            Cell::text(destruction.started.utc()),
            Cell::text(destruction.completed.utc()),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Certificate { numbers, destruction, line, .. } = self.certificate;
        let numbers: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
        let mut object = serializer.serialize_struct("Certificate", 11)?;
        object.serialize_field("certificate", &destruction.certificate)?;
        object.serialize_field("vault_id", &destruction.vault)?;
        object.serialize_field("line", line)?;
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("reason", destruction.reason.id())?;
        object.serialize_field("basis", destruction.basis.as_str())?;
        object.serialize_field("started", destruction.started.utc())?;
        object.serialize_field("completed", destruction.completed.utc())?;
        object.serialize_field("partial", &self.certificate.is_partial())?;
        object.serialize_field("files", self.written)?;
        object.serialize_field("text", &render(self.ui.catalogue(), self.certificate))?;
        object.end()
    }
}
