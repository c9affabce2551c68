//! Certificates of destruction: taken from the log, signed, and checked by whoever has only the
//! file.
//!
//! What a certificate says is the signed line of destruction.log; its text is made by whoever
//! words it, and signed here once more so that `ssh-keygen` can check the file itself. Ed25519
//! signatures are deterministic: a certificate that is issued again is the same bytes.

use super::error::{Error, Place, Result};
use super::session::Vault;
use crate::crypto::{self, VaultId, VerifyingKey, sshsig};
use crate::log::destruction::{self, Event, Finding, Line, LineError, NAMESPACE};
use crate::log::{Act, BlockError, Certificate, Numbers, extract_block};
use crate::model::{Digest, OperatorNumber, RecordNumber};
use std::io::BufRead;
use std::ops::RangeInclusive;

/// A signature over a certificate's text, and the file that lets `ssh-keygen` check it.
pub struct Attested {
    /// The armoured SSHSIG.
    pub signature: String,
    /// The keys that signed text and line, as `allowed_signers` has them.
    pub allowed_signers: String,
}

impl Vault {
    /// The certificates for the destroyed records among `wanted`, one for each destruction, in
    /// order. A number that stands alone must have been destroyed. Issuing is logged; a rehearsal
    /// issues nothing.
    pub fn certificates(
        &mut self,
        wanted: &[RangeInclusive<RecordNumber>],
        rehearsal: bool,
    ) -> Result<Vec<Certificate>> {
        if rehearsal {
            self.hold_shared()?;
            let found = self.certified(wanted);
            self.release()?;
            return found;
        }
        self.hold_exclusive()?;
        let issued = self.recover().and_then(|()| {
            let certificates = self.certified(wanted)?;
            self.log_issued(&certificates)?;
            Ok(certificates)
        });
        self.release()?;
        issued
    }

    fn log_issued(&mut self, certificates: &[Certificate]) -> Result<()> {
        let logged = self.transact_on_ballast(|transaction| {
            for Certificate { line, numbers, .. } in certificates {
                transaction.log(Act::Certificate { line: *line, numbers: numbers.clone() });
            }
            Ok(())
        });
        logged.map_err(|error| match error {
            error @ Error::Damaged { .. } => error,
            other => Error::NotLogged(Box::new(other)),
        })
    }

    fn certified(&self, wanted: &[RangeInclusive<RecordNumber>]) -> Result<Vec<Certificate>> {
        let range =
            |range: &RangeInclusive<RecordNumber>| Numbers::range(*range.start(), *range.end());
        let all = wanted.iter().fold(Numbers::new(), |all, one| all.union(&range(one)));
        let mut certificates = Vec::new();
        for text in self.logged_lines()? {
            certificates.extend(self.certificate_for(&text, &all)?);
        }
        let covered = certificates
            .iter()
            .fold(Numbers::new(), |covered, one: &Certificate| covered.union(&one.numbers));
        let alone = wanted.iter().filter(|range| range.start() == range.end());
        if let Some(number) = alone.map(|r| *r.start()).find(|number| !covered.contains(*number)) {
            let given_out = number.get() < self.state.checkpoint.next_record;
            return Err(if given_out {
                Error::NotDestroyed(number)
            } else {
                Error::NoRecord(number)
            });
        }
        Ok(certificates)
    }

    /// The certificate that a logged line gives for those of `wanted` that it names.
    fn certificate_for(&self, text: &str, wanted: &Numbers) -> Result<Option<Certificate>> {
        let damaged = || Error::damaged(Place::new("records.db", "damage-done"));
        let line = Line::parse(text).map_err(|_| damaged())?;
        let Event::Destruction(destruction) = &line.payload.event else { return Ok(None) };
        let numbers = destruction.numbers.intersection(wanted);
        if numbers.is_empty() {
            return Ok(None);
        }
        let key = self.signer_key(line.payload.event.signer()).ok_or_else(damaged)?;
        if !signed_by(&key, &line) {
            return Err(damaged());
        }
        Certificate::from_line(text, &numbers).map(Some).map_err(|_| damaged())
    }

    /// The key of an operator, present or past.
    pub(crate) fn signer_key(&self, operator: OperatorNumber) -> Option<VerifyingKey> {
        let known = self.roster.everybody().iter().find(|o| o.member.operator == operator)?;
        known.member.signing_key.parse().ok()
    }

    /// Signs the text of a certificate as the operator who works.
    pub fn attest(&self, certificate: &Certificate, text: &str) -> Result<Attested> {
        let own = self.half.signing_key.verifying_key();
        let executor = certificate.destruction.executor.operator;
        let key = self.signer_key(executor).ok_or(Error::Bug("executor without a key"))?;
        let mut signers = vec![(self.operator, own)];
        if executor != self.operator {
            signers.push((executor, key));
        }
        signers.sort_by_key(|(operator, _)| *operator);
        let allowed = |(operator, key): &(OperatorNumber, VerifyingKey)| {
            sshsig::allowed_signer(&operator.to_string(), NAMESPACE, key) + "\n"
        };
        Ok(Attested {
            signature: sshsig::sign(&self.half.signing_key, NAMESPACE, text.as_bytes()),
            allowed_signers: signers.iter().map(allowed).collect(),
        })
    }
}

/// Whether the holder of `key` signed a line.
fn signed_by(key: &VerifyingKey, line: &Line) -> bool {
    sshsig::verify(&line.signature, NAMESPACE, line.signed.as_bytes()).as_ref() == Ok(key)
}

/// Why a file is not what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forgery {
    /// The signature is none, or not one over this text.
    #[error("the signature is not one over this text")]
    Signature,
    /// There is no destruction line in it.
    #[error("no destruction line in the text")]
    NoLine,
    /// The line in it was changed, or is not signed by whom it names.
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
    /// The line of destruction.log that it carries.
    pub line: String,
    /// What that line says.
    pub destruction: destruction::Destruction,
    /// Who signed the text.
    pub signer: Signer,
    /// Who signed the line.
    pub executor: Signer,
}

/// Checks the signature over a certificate's text, and the line at its end with its own.
pub fn examine(text: &[u8], signature: &str) -> std::result::Result<Examined, Forgery> {
    let signer = sshsig::verify(signature, NAMESPACE, text).map_err(|_| Forgery::Signature)?;
    let text = std::str::from_utf8(text).map_err(|_| Forgery::NoLine)?;
    let carried = extract_block(text).map_err(|error| match error {
        BlockError::Missing => Forgery::NoLine,
        BlockError::Damaged => Forgery::Line,
    })?;
    let line = Line::parse(&carried).map_err(|error| match error {
        LineError::Newer => Forgery::Newer,
        LineError::Malformed => Forgery::Line,
    })?;
    let executor = sshsig::verify(&line.signature, NAMESPACE, line.signed.as_bytes())
        .map_err(|_| Forgery::Line)?;
    let number = line.payload.line;
    let Event::Destruction(destruction) = line.payload.event else { return Err(Forgery::NoLine) };
    if destruction.certificate != destruction::certificate_number(destruction.vault, number) {
        return Err(Forgery::Line);
    }
    let executor = Signer::of(&executor);
    // Operator 1 has the vault's first key, whose hash is the vault id: anybody can see that.
    let first = destruction.executor.operator == OperatorNumber(1);
    if first && !executor.founded(destruction.vault) {
        return Err(Forgery::Line);
    }
    Ok(Examined { line: carried, destruction: *destruction, signer: Signer::of(&signer), executor })
}

/// The signers that a file in the form of ssh-keygen's `allowed_signers` lets sign certificates,
/// with the names it gives them.
pub fn allowed_signers(text: &str) -> Vec<(String, Signer)> {
    let signers = sshsig::allowed_signers(text, NAMESPACE);
    signers.iter().map(|(name, key)| (name.clone(), Signer::of(key))).collect()
}

/// What a destruction log turned out to be, by itself.
#[derive(Clone, Debug)]
pub struct ExaminedLog {
    /// How many lines it has.
    pub lines: u64,
    /// How many of them record a destruction.
    pub destructions: u64,
    /// The vault's id and the key it began with, if the first line is genuine.
    pub founder: Option<(Digest, Signer)>,
    /// The first line that is wrong.
    pub wrong: Option<u64>,
    /// Whether the last line was never finished.
    pub unfinished: bool,
}

/// Checks a destruction log from its first line.
pub fn examine_log(reader: impl BufRead) -> std::io::Result<ExaminedLog> {
    let mut destructions = 0;
    let report = destruction::verify(reader, crypto::sha256, verify_line, |line, _| {
        destructions += u64::from(matches!(line.payload.event, Event::Destruction(_)));
    })?;
    let founder = report.genesis.as_ref().and_then(|genesis| {
        let key = VerifyingKey::from_openssh(&genesis.key).ok()?;
        Some((genesis.vault, Signer::of(&key)))
    });
    let wrong = report.findings.first().map(|Finding { line, .. }| *line);
    let wrong = wrong.or_else(|| founder.is_none().then_some(1));
    Ok(ExaminedLog {
        lines: report.lines,
        destructions,
        founder,
        wrong,
        unfinished: report.unfinished,
    })
}

/// Whether the holder of `key` (OpenSSH text) signed `bytes`.
pub(crate) fn verify_line(key: &str, bytes: &[u8], signature: &str) -> bool {
    let signer = sshsig::verify(signature, NAMESPACE, bytes);
    matches!((signer, VerifyingKey::from_openssh(key)), (Ok(signer), Ok(key)) if signer == key)
}
