//! Certificates: what one says, taken from the signed lines that it carries.
//!
//! A certificate carries the line of the destruction log that it is made out for and, for a
//! destruction of records, each later line by which a copy known to remain was settled:
//!
//! ```text
//! destruction   residual: [usb, nas]      line 7
//! scrub         usb, through: 8           line 9     usb: its key file was rewritten
//! scrub         nas, through: 12          line 13    nas: somebody states that it is gone
//! ```
//!
//! A name in `residual` is settled by the first scrub line of that name whose `through` reaches
//! the destruction's line; the certificate is *partial* while one is not. So a certificate that is
//! issued again later may carry more lines, and what is complete stays so while nothing comes back.
//! A name that is in `versioned` too is not settled by a rewritten key file, whose older versions
//! stay: somebody has to state that they, or all of the copy, are gone.
//! Destructions of paper and media have a certificate of their own, of one line.
//!
//! A restore may take records back to before their destruction ([`Comeback`]), or bring up a copy that
//! opens them, which the line could not name or an older line says was settled ([`Copied`]). No line says
//! so, so the text does, and whoever issues it signs that. The same goes for a restore that had not the
//! hashes by which imports refused whom the line says is not to be entered again ([`Unrefused`]).

use super::block::machine_block;
use super::destruction::{Destruction, Event, Executor, Line, LineError, Physical, Scrub};
use super::moment::Moment;
use super::numbers::Numbers;
use super::{Reason, Reference};
use crate::model::Digest;
use serde::{Deserialize, Serialize};

/// All that a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The records it is made out for, all or some of those destroyed together; of paper and
    /// media those that are known to have been on it, perhaps none.
    pub numbers: Numbers,
    /// The line of the destruction log it is taken from.
    pub line: u64,
    /// What that line says, about all that was destroyed together.
    pub subject: Subject,
    /// What settled copies that were known to remain, in the order of the lines.
    pub settled: Vec<Settled>,
    /// The exact lines, the first one first, without newlines.
    pub lines: Vec<String>,
    /// What a restore did to it; the log says so, not the lines.
    pub comeback: Option<Comeback>,
    /// Copies that open it, as the log says against the lines or beyond them.
    pub copies: Vec<Copied>,
    /// What a restore did to the wish that the line tells of.
    pub unrefused: Option<Unrefused>,
}

/// A restore that had not the hashes by which imports refused somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unrefused {
    /// The entry of the log about it.
    pub entry: u64,
    /// When it was.
    pub time: Moment,
    /// The records, of those that the certificate is made out for.
    pub numbers: Numbers,
}

/// A copy that is known to remain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    /// The registered name of the place.
    pub name: String,
    /// What kind it is.
    pub kind: CopyKind,
}

/// A restore that took records back to before their destruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comeback {
    /// The entry of the log about it.
    pub entry: u64,
    /// When it was.
    pub time: Moment,
    /// The records, of those that the certificate is made out for.
    pub numbers: Numbers,
    /// The line of the destruction log by which what came back was destroyed again; none while
    /// it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<u64>,
}

/// What was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Records, or a part of them.
    Records(Box<Destruction>),
    /// Paper or media.
    Physical(Box<Physical>),
}

/// A line that settles a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub line: u64,
    /// What it says.
    pub scrub: Scrub,
}

/// What kind of copy remains, which says how it is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// A key file, which is rewritten once it can be reached.
    KeyFile,
    /// One on storage that keeps older versions of it.
    Versioned,
    /// A whole vault that a restore set aside.
    SetAside,
}

impl CopyKind {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::KeyFile => "key-file",
            Self::Versioned => "versioned",
            Self::SetAside => "set-aside",
        }
    }
}

/// How a key file is said to have been rewritten.
const REWRITTEN: &str = "key-file-rewritten";

/// A copy that was known to remain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Residual<'a> {
    /// The registered name of the destination.
    pub name: &'a str,
    /// What kind it is.
    pub kind: CopyKind,
    /// What settled it; nothing while it is outstanding.
    pub settled: Option<&'a Settled>,
}

impl<'a> Residual<'a> {
    /// One that the lines do not tell of.
    fn beyond(copy: &'a Copied) -> Self {
        Self { name: &copy.name, kind: copy.kind, settled: None }
    }
}

/// Why there is no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// A line cannot be read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The first line records no destruction.
    #[error("not a destruction")]
    NotADestruction,
    /// No record was named, or one that the line does not name.
    #[error("records that were not destroyed there")]
    NotAmong,
    /// A further line settles none of its copies.
    #[error("a line that does not belong to it")]
    Stray,
}

impl Certificate {
    /// The certificate that `text`, a line of the destruction log without its newline, gives for
    /// `numbers`, before any copy is settled. The signature is not checked here.
    pub fn from_line(text: &str, numbers: &Numbers) -> Result<Self, CertificateError> {
        let payload = Line::parse(text)?.payload;
        let (subject, fits) = match payload.event {
            Event::Destruction(destruction) => {
                let among = !numbers.is_empty() && numbers.is_subset(&destruction.numbers);
                (Subject::Records(destruction), among)
            }
            Event::Physical(physical) => {
                let all = *numbers == physical.numbers;
                (Subject::Physical(physical), all)
            }
            _ => return Err(CertificateError::NotADestruction),
        };
        if !fits {
            return Err(CertificateError::NotAmong);
        }
        let (numbers, lines) = (numbers.clone(), vec![text.to_owned()]);
        let (line, settled) = (payload.line, Vec::new());
        let (comeback, copies, unrefused) = (None, Vec::new(), None);
        Ok(Self { numbers, line, subject, settled, lines, comeback, copies, unrefused })
    }

    /// The certificate that carries exactly `lines`, made out for `numbers`. The signatures are
    /// not checked here.
    pub fn from_lines(lines: &str, numbers: &Numbers) -> Result<Self, CertificateError> {
        let mut all = lines.split('\n');
        let mut certificate = Self::from_line(all.next().unwrap_or_default(), numbers)?;
        for text in all {
            if !certificate.settle(text)? {
                return Err(CertificateError::Stray);
            }
        }
        Ok(certificate)
    }

    /// Takes up a later line of the log, if it settles a copy that is outstanding; tells whether
    /// it does. Lines must be offered in their order.
    pub fn settle(&mut self, text: &str) -> Result<bool, CertificateError> {
        let payload = Line::parse(text)?.payload;
        let Event::Scrub(scrub) = payload.event else { return Ok(false) };
        let before = self.settled.last().map_or(self.line, |settled| settled.line);
        let is_rewritten = scrub.how.as_str() == REWRITTEN;
        let outstanding = self.said_residual().any(|copy| {
            let fits = copy.kind != CopyKind::Versioned || !is_rewritten;
            copy.settled.is_none() && copy.name == scrub.destination && fits
        });
        let settles = outstanding
            && payload.line > before
            && scrub.through >= self.line
            && scrub.through < payload.line
            && scrub.vault == self.vault();
        if settles {
            self.settled.push(Settled { line: payload.line, scrub });
            self.lines.push(text.to_owned());
        }
        Ok(settles)
    }

    /// Each copy that was known to remain, in the order of the destruction's line, and then what is
    /// known beyond it.
    pub fn residual(&self) -> impl Iterator<Item = Residual<'_>> {
        let said = self.said_residual();
        let said = said.filter(|copy| self.copies.iter().all(|known| known.name != copy.name));
        said.chain(self.copies.iter().map(Residual::beyond))
    }

    /// Those that the lines tell of.
    fn said_residual(&self) -> impl Iterator<Item = Residual<'_>> {
        let [names, versioned, set_aside] = match &self.subject {
            Subject::Records(said) => {
                [&said.residual, &said.versioned, &said.set_aside].map(Vec::as_slice)
            }
            Subject::Physical(_) => [[].as_slice(); 3],
        };
        names.iter().map(|name| {
            let kind = match (versioned.contains(name), set_aside.contains(name)) {
                (true, _) => CopyKind::Versioned,
                (false, true) => CopyKind::SetAside,
                (false, false) => CopyKind::KeyFile,
            };
            let settled = self.settled.iter().find(|one| one.scrub.destination == *name);
            Residual { name, kind, settled }
        })
    }

    /// The names of the copies that are outstanding.
    pub fn outstanding(&self) -> impl Iterator<Item = &str> {
        self.residual().filter(|copy| copy.settled.is_none()).map(|copy| copy.name)
    }

    /// Whether a copy is known to remain, or a restore brought it back, so that the destruction is
    /// not complete.
    pub fn is_partial(&self) -> bool {
        self.is_back().is_some() || self.outstanding().next().is_some()
    }

    /// The restore that brought back what has not been destroyed again.
    pub fn is_back(&self) -> Option<&Comeback> {
        self.comeback.as_ref().filter(|comeback| comeback.again.is_none())
    }

    /// The block for the end of its text.
    pub fn block(&self) -> String {
        machine_block(&self.lines.join("\n"))
    }

    /// Its number.
    pub fn number(&self) -> &str {
        match &self.subject {
            Subject::Records(destruction) => &destruction.certificate,
            Subject::Physical(physical) => &physical.certificate,
        }
    }

    /// The vault id.
    pub fn vault(&self) -> Digest {
        match &self.subject {
            Subject::Records(destruction) => destruction.vault,
            Subject::Physical(physical) => physical.vault,
        }
    }

    /// Why it was destroyed.
    pub fn reason(&self) -> Reason {
        match &self.subject {
            Subject::Records(destruction) => destruction.reason,
            Subject::Physical(physical) => physical.reason,
        }
    }

    /// On what basis.
    pub fn basis(&self) -> &Reference {
        match &self.subject {
            Subject::Records(destruction) => &destruction.basis,
            Subject::Physical(physical) => &physical.basis,
        }
    }

    /// Who signed its first line.
    pub fn executor(&self) -> &Executor {
        match &self.subject {
            Subject::Records(destruction) => &destruction.executor,
            Subject::Physical(physical) => &physical.executor,
        }
    }

    /// When it began; of paper and media when it was recorded.
    pub fn started(&self) -> &Moment {
        match &self.subject {
            Subject::Records(destruction) => &destruction.started,
            Subject::Physical(physical) => &physical.time,
        }
    }

    /// When it was done; of paper and media when it was recorded.
    pub fn completed(&self) -> &Moment {
        match &self.subject {
            Subject::Records(destruction) => &destruction.completed,
            Subject::Physical(physical) => &physical.time,
        }
    }

    /// Commitments that requesters were given.
    pub fn commitments(&self) -> &[Digest] {
        match &self.subject {
            Subject::Records(destruction) => &destruction.commitments,
            Subject::Physical(_) => &[],
        }
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
