//! Certificates and destruction logs, checked by whoever has only the file: no vault, no key.

use crate::crypto::{self, VaultId, VerifyingKey, sshsig};
use crate::log::destruction::{
    self, Event, Fault, Finding, Line, LineError, NAMESPACE, certificate_number,
};
use crate::log::{BlockError, Certificate, extract_block};
use crate::model::{Digest, OperatorNumber};
use std::io::BufRead;

/// Why a file is not what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forgery {
    /// The signature is none, or not one over this text.
    #[error("the signature is not one over this text")]
    Signature,
    /// There is no destruction line in it.
    #[error("no destruction line in the text")]
    NoLine,
    /// A line in it was changed, or is not signed by whom it names.
    #[error("the destruction line in the text is not genuine")]
    Line,
    /// It is of a newer version.
    #[error("of a newer version")]
    Newer,
}

/// Who signed something, as it can be compared with a key known from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The key in OpenSSH text.
    pub key: String,
    /// Its fingerprint as `ssh-keygen -l` shows it.
    pub fingerprint: String,
    /// The vault whose first key it is.
    founded: VaultId,
}

impl Signer {
    fn of(key: &VerifyingKey) -> Self {
        let (key, fingerprint, founded) = (key.to_openssh(), key.fingerprint(), VaultId::of(key));
        Self { key, fingerprint, founded }
    }

    /// Whether this is the key that a vault began with: its id is the key's hash, so whoever
    /// knows the vault's fingerprint knows this signer.
    pub fn founded(&self, vault: Digest) -> bool {
        *self.founded.as_bytes() == vault.0
    }
}

/// A file whose signatures hold.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The lines of destruction.log that it carries, an LF between two of them.
    pub lines: String,
    /// Who signed the text.
    pub signer: Signer,
    /// Who signed each of the lines, in their order; the first is the executor.
    pub executors: Vec<Signer>,
}

/// Checks the signature over a certificate's text, and the lines at its end with their own. What
/// the lines are to each other, [`Certificate::from_lines`] says.
pub fn examine(text: &[u8], signature: &str) -> Result<Examined, Forgery> {
    let signer = sshsig::verify(signature, NAMESPACE, text).map_err(|_| Forgery::Signature)?;
    let text = std::str::from_utf8(text).map_err(|_| Forgery::NoLine)?;
    let lines = extract_block(text).map_err(|error| match error {
        BlockError::Missing => Forgery::NoLine,
        BlockError::Damaged => Forgery::Line,
    })?;
    let mut seen: Vec<(OperatorNumber, Signer)> = Vec::new();
    for (at, text) in lines.split('\n').enumerate() {
        let (operator, executor) = examine_line(text, at == 0)?;
        // One operator has one key, whoever that is.
        if seen.iter().any(|(other, key)| *other == operator && *key != executor) {
            return Err(Forgery::Line);
        }
        seen.push((operator, executor));
    }
    let executors = seen.into_iter().map(|(_, executor)| executor).collect();
    Ok(Examined { lines, signer: Signer::of(&signer), executors })
}

/// Checks one line by itself; gives the operator it names and who signed it.
fn examine_line(text: &str, first: bool) -> Result<(OperatorNumber, Signer), Forgery> {
    let line = Line::parse(text).map_err(|error| match error {
        LineError::Newer => Forgery::Newer,
        LineError::Malformed => Forgery::Line,
    })?;
    let executor = sshsig::verify(&line.signature, NAMESPACE, line.signed.as_bytes())
        .map_err(|_| Forgery::Line)?;
    let (vault, number) = match &line.payload.event {
        Event::Destruction(destruction) if first => {
            (destruction.vault, Some(&destruction.certificate))
        }
        Event::Physical(physical) if first => (physical.vault, Some(&physical.certificate)),
        Event::Scrub(scrub) if !first => (scrub.vault, None),
        _ if first => return Err(Forgery::NoLine),
        _ => return Err(Forgery::Line),
    };
    if number.is_some_and(|number| *number != certificate_number(vault, line.payload.line)) {
        return Err(Forgery::Line);
    }
    let (operator, executor) = (line.payload.event.signer(), Signer::of(&executor));
    // Operator 1 has the vault's first key, whose hash is the vault id: anybody can see that.
    if operator == OperatorNumber(1) && !executor.founded(vault) {
        return Err(Forgery::Line);
    }
    Ok((operator, executor))
}

/// The signers that a file in the form of ssh-keygen's `allowed_signers` lets sign certificates,
/// with the names it gives them.
pub fn allowed_signers(text: &str) -> Vec<(String, Signer)> {
    let signers = sshsig::allowed_signers(text, NAMESPACE);
    signers.iter().map(|(name, key)| (name.clone(), Signer::of(key))).collect()
}

/// How many lines of each kind a destruction log has, as far as they are genuine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// Changes of who may sign.
    pub roster: u64,
    /// Destructions of records.
    pub destruction: u64,
    /// Copies that were settled.
    pub scrub: u64,
    /// Destructions of paper and media.
    pub physical: u64,
}

/// What a destruction log turned out to be, by itself.
#[derive(Clone, Debug)]
pub struct ExaminedLog {
    /// How many lines it has.
    pub lines: u64,
    /// How many of which kind.
    pub counts: LineCounts,
    /// The vault's id and the key it began with, if the first line is genuine.
    pub founder: Option<(Digest, Signer)>,
    /// What is wrong, by line; what comes after the first may be wrong in consequence.
    pub wrong: Vec<Finding>,
    /// Whether the last line was never finished.
    pub unfinished: bool,
    /// The certificate that was looked for, with all that has settled its copies by now; nothing
    /// when a line it carries does not stand there.
    pub now: Option<Certificate>,
}

/// Checks a destruction log from its first line, and looks for the lines of `certificate` in it.
pub fn examine_log(
    reader: impl BufRead,
    certificate: Option<&Certificate>,
) -> std::io::Result<ExaminedLog> {
    let mut counts = LineCounts::default();
    let mut now: Option<Certificate> = None;
    let report = destruction::verify(reader, crypto::sha256, verify_line, |line, text| {
        match &line.payload.event {
            Event::Genesis(_) => {}
            Event::Roster(_) => counts.roster += 1,
            Event::Destruction(_) => counts.destruction += 1,
            Event::Scrub(_) => counts.scrub += 1,
            Event::Physical(_) => counts.physical += 1,
        }
        if let Some(wanted) = certificate.filter(|wanted| wanted.line == line.payload.line) {
            now = Certificate::from_line(text, &wanted.numbers).ok();
        } else if let Some(found) = &mut now {
            // Every line that comes here was read before.
            found.settle(text).ok();
        }
    })?;
    let founder = report.genesis.as_ref().and_then(|genesis| {
        let key = VerifyingKey::from_openssh(&genesis.key).ok()?;
        Some((genesis.vault, Signer::of(&key)))
    });
    let mut wrong = report.findings;
    if report.blank {
        wrong.push(Finding { line: report.lines + 1, fault: Fault::Line(LineError::Malformed) });
    }
    if founder.is_none() && wrong.is_empty() {
        wrong.push(Finding { line: 1, fault: Fault::Genesis });
    }
    // Which line settles a copy follows from the log, so what it carried is what comes first.
    let stands = |now: &Certificate| certificate.is_some_and(|c| now.lines.starts_with(&c.lines));
    Ok(ExaminedLog {
        lines: report.lines,
        counts,
        founder,
        wrong,
        unfinished: report.unfinished && !report.blank,
        now: now.filter(stands),
    })
}

/// Whether the holder of `key` (OpenSSH text) signed `bytes`.
pub(crate) fn verify_line(key: &str, bytes: &[u8], signature: &str) -> bool {
    let signer = sshsig::verify(signature, NAMESPACE, bytes);
    matches!((signer, VerifyingKey::from_openssh(key)), (Ok(signer), Ok(key)) if signer == key)
}
