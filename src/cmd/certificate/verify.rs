//! `kedang certificate verify` checks a certificate without a vault.

use std::path::{Path, PathBuf};

use super::text::{Wording, is_genuine};
use super::verdict::{LogVerdict, Verdict, result};
use crate::cmd::{Example, Globals};
use crate::error::{Arg, Code, Exit, Failure, Result};
use crate::files;
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{Examined, Forgery, Signer, allowed_signers, examine, examine_log};

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
];

/// Check a certificate's signature; needs no vault and no passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate; its signature is in FILE.sig
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Accept only signers in this file, in the form of ssh-keygen's allowed signers
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,
}

/// A certificate, or a destruction log, is no longer than this.
const LIMIT: u64 = 1 << 30;

/// Runs `kedang certificate verify`.
pub fn run(ui: &Ui, _host: &Host, _globals: &Globals, args: &Args) -> Result<Exit> {
    let bytes = files::read_limited(&args.file, LIMIT)?;
    let pinned = args.signers.as_deref().map(read_signers).transpose()?;
    if bytes.starts_with(b"{\"payload\":") {
        return verify_log(ui, args, &bytes, pinned.as_deref());
    }
    let forged = || Failure::new(Code::ForgedCertificate).arg("path", args.file.as_path());
    let mut beside = args.file.as_os_str().to_owned();
    beside.push(".sig");
    let signature = files::read_limited(Path::new(&beside), LIMIT)?;
    let signature = String::from_utf8(signature).map_err(|_| forged())?;
    let examined = examine(&bytes, &signature).map_err(|forgery| refused(args, forgery))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| forged())?;
    let certificate = match is_genuine(text, &examined.line) {
        Wording::Genuine(certificate) => *certificate,
        Wording::Newer => return Err(refused(args, Forgery::Newer)),
        Wording::Other => return Err(forged()),
    };
    let name = match &pinned {
        Some(known) => Some(named(args, known, &examined)?),
        None => neighbour(args, &examined)?,
    };
    let known = pinned.is_some();
    ui.record("kedang.certificate.verify/1", &Verdict { known, name, examined, certificate })?;
    Ok(Exit::Done)
}

fn refused(args: &Args, forgery: Forgery) -> Failure {
    let code = match forgery {
        Forgery::Signature | Forgery::Line => Code::ForgedCertificate,
        Forgery::NoLine => Code::NoCertificate,
        Forgery::Newer => Code::NewerCertificate,
    };
    Failure::new(code).arg("path", args.file.as_path()).because(forgery)
}

type Known = [(String, Signer)];

fn read_signers(path: &Path) -> Result<Vec<(String, Signer)>> {
    let bytes = files::read_limited(path, LIMIT)?;
    Ok(allowed_signers(&String::from_utf8_lossy(&bytes)))
}

/// The name under which a file lists a key.
fn name_of(known: &Known, signer: &Signer) -> Option<String> {
    known.iter().find(|(_, listed)| listed == signer).map(|(name, _)| name.clone())
}

/// The name of who signed the text, when both signers are listed.
fn named(args: &Args, known: &Known, examined: &Examined) -> Result<String> {
    let executor = name_of(known, &examined.executor);
    let signer = name_of(known, &examined.signer);
    signer.filter(|_| executor.is_some()).ok_or_else(|| unknown(args))
}

fn unknown(args: &Args) -> Failure {
    Failure::new(Code::UnknownSigner).arg("path", args.file.as_path())
}

/// The name in the file beside the certificate. Whoever forges one can forge the other, so it
/// proves nothing; one that contradicts is refused all the same.
fn neighbour(args: &Args, examined: &Examined) -> Result<Option<String>> {
    match read_signers(&args.file.with_file_name("allowed_signers")) {
        Ok(known) => named(args, &known, examined).map(Some),
        Err(failure) if failure.code == Code::NoFile => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Checks a whole destruction log instead.
fn verify_log(ui: &Ui<'_>, args: &Args, bytes: &[u8], pinned: Option<&Known>) -> Result<Exit> {
    let examined = examine_log(bytes).map_err(|error| Failure::io(&args.file, error))?;
    let (Some((vault, founder)), None) = (examined.founder, examined.wrong) else {
        let line = examined.wrong.unwrap_or(1);
        return Err(Failure::new(Code::Damaged)
            .arg("part", args.file.as_path())
            .arg("what", Arg::Message("damage-line-unsigned"))
            .arg("where", format!("#{line}")));
    };
    let name = pinned.map(|known| name_of(known, &founder).ok_or_else(|| unknown(args)));
    let verdict = LogVerdict {
        result: result(pinned.is_some()),
        signer: name.transpose()?,
        fingerprint: founder.fingerprint,
        vault_id: vault.to_string(),
        lines: examined.lines,
        destructions: examined.destructions,
    };
    if examined.unfinished {
        ui.warning("certificate-log-unfinished");
    }
    ui.record("kedang.certificate.log/1", &verdict)?;
    Ok(Exit::Done)
}
