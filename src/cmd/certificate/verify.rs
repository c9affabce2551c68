//! `kedang certificate verify` checks a certificate without a vault.

use std::path::{Path, PathBuf};

use super::text::{Wording, is_genuine};
use super::verdict::Verdict;
pub(super) use super::verdict::result;
use super::verify_log;
use crate::cmd::{Example, Globals};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::files;
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Certificate, Examined, Forgery, Signer, allowed_signers, examine};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Check a certificate with the files beside it",
        line: "kedang certificate verify c.txt",
    },
    Example {
        what: "Check it against keys known from elsewhere",
        line: "kedang certificate verify c.txt --signers known_signers",
    },
    Example {
        what: "See whether it stands in a destruction log and what was settled since",
        line: "kedang certificate verify c.txt --log vault/destruction.log",
    },
    Example {
        what: "Check a whole destruction log",
        line: "kedang certificate verify vault/destruction.log",
    },
];

/// Check a certificate or a destruction log; needs no vault and no passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate, with its signature in FILE.sig, or a whole destruction.log
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Accept only signers in this file, in the form of ssh-keygen's allowed signers
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,

    /// Look for the certificate in this destruction.log
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// A certificate, or a destruction log, is no longer than this.
pub(super) const LIMIT: u64 = 1 << 30;

/// Runs `kedang certificate verify`.
pub fn run(ui: &Ui, _host: &Host, _globals: &Globals, args: &Args) -> Result<Exit> {
    let bytes = files::read_limited(&args.file, LIMIT)?;
    let pinned = args.signers.as_deref().map(read_signers).transpose()?;
    if bytes.trim_ascii_start().starts_with(b"<") {
        let text = args.file.with_extension("txt").display().to_string();
        let hint = Message::new("hint-verify-text").arg("text", text.as_str());
        let failure = Failure::new(Code::PrintedCertificate).arg("path", args.file.as_path());
        return Err(failure.arg("text", text).hint(hint));
    }
    if bytes.starts_with(b"{\"payload\":") {
        return verify_log::run(ui, &args.file, &bytes, pinned.as_deref());
    }
    let Checked { examined, certificate, known, name } =
        checked(&args.file, &bytes, pinned.as_deref())?;
    let look_up = |log: &PathBuf| verify_log::look_up(log, &args.file, &certificate);
    let log = args.log.as_ref().map(look_up).transpose()?;
    ui.record("kedang.certificate.verify/1", &Verdict { known, name, examined, certificate, log })?;
    Ok(Exit::Done)
}

/// A certificate that was found valid.
pub(super) struct Checked {
    pub(super) examined: Examined,
    pub(super) certificate: Certificate,
    /// Whether its signers are known from elsewhere.
    pub(super) known: bool,
    /// The name under which the signer of the text is listed.
    pub(super) name: Option<String>,
}

/// Checks the certificate in `file` with the files beside it, or with those of `signers`.
pub(super) fn check(file: &Path, signers: Option<&Path>) -> Result<Checked> {
    let bytes = files::read_limited(file, LIMIT)?;
    let pinned = signers.map(read_signers).transpose()?;
    checked(file, &bytes, pinned.as_deref())
}

fn checked(file: &Path, bytes: &[u8], pinned: Option<&Known>) -> Result<Checked> {
    let (examined, certificate) = genuine(file, bytes)?;
    let name = match pinned {
        Some(known) => Some(named(file, known, &examined)?),
        None => neighbour(file, &examined)?,
    };
    Ok(Checked { examined, certificate, known: pinned.is_some(), name })
}

/// Reads a certificate and holds its signatures and its words to what it carries.
fn genuine(file: &Path, bytes: &[u8]) -> Result<(Examined, Certificate)> {
    let forged = || Failure::new(Code::ForgedCertificate).arg("path", file);
    let mut beside = file.as_os_str().to_owned();
    beside.push(".sig");
    let signature = files::read_limited(Path::new(&beside), LIMIT)?;
    let signature = String::from_utf8(signature).map_err(|_| forged())?;
    let examined = examine(bytes, &signature).map_err(|forgery| refused(file, forgery))?;
    let text = std::str::from_utf8(bytes).map_err(|_| forged())?;
    match is_genuine(text, &examined.lines) {
        Wording::Genuine(certificate) => Ok((examined, *certificate)),
        Wording::Newer => Err(refused(file, Forgery::Newer)),
        Wording::Other => Err(forged()),
    }
}

fn refused(file: &Path, forgery: Forgery) -> Failure {
    let code = match forgery {
        Forgery::Signature | Forgery::Line => Code::ForgedCertificate,
        Forgery::NoLine => Code::NoCertificate,
        Forgery::Newer => Code::NewerCertificate,
    };
    Failure::new(code).arg("path", file).because(forgery)
}

pub(super) type Known = [(String, Signer)];

fn read_signers(path: &Path) -> Result<Vec<(String, Signer)>> {
    let bytes = files::read_limited(path, LIMIT)?;
    Ok(allowed_signers(&String::from_utf8_lossy(&bytes)))
}

/// The name under which a file lists a key.
pub(super) fn name_of(known: &Known, signer: &Signer) -> Option<String> {
    known.iter().find(|(_, listed)| listed == signer).map(|(name, _)| name.clone())
}

/// The name of who signed the text, when that signer and those of all lines are listed.
fn named(file: &Path, known: &Known, examined: &Examined) -> Result<String> {
    let listed = examined.executors.iter().all(|executor| name_of(known, executor).is_some());
    let signer = name_of(known, &examined.signer);
    signer.filter(|_| listed).ok_or_else(|| unknown(file))
}

pub(super) fn unknown(file: &Path) -> Failure {
    Failure::new(Code::UnknownSigner).arg("path", file)
}

/// The name in the file beside the certificate. Whoever forges one can forge the other, so it
/// proves nothing; one that contradicts is refused all the same.
fn neighbour(file: &Path, examined: &Examined) -> Result<Option<String>> {
    match read_signers(&file.with_file_name("allowed_signers")) {
        Ok(known) => named(file, &known, examined).map(Some),
        Err(failure) if failure.code == Code::NoFile => Ok(None),
        Err(failure) => Err(failure),
    }
}
