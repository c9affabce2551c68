//! What a restore undoes of records that come back: the log goes on, their rows are of an older day.
//!
//! The log has no values, so what was edited since is gone, and is named. What was owed to persons
//! since, it tells by kind and day: holds, answers on consent, requests. Those are done again in the
//! transaction that restores ([`reapply`](super::reapply)), so that nothing is destroyed and nobody's
//! data used that would not be without the restore.
//!
//! ```text
//! hold, consent, request        done again
//! erased since                  listed until it is erased again (`vault::revived`)
//! edited, and the log tells     held only where its day of destruction, which the edit may have
//!   that days followed only       put off, is so near that nobody would enter it anew before
//! anything else about duties    held until somebody looked
//! ```

use super::artefact::Artefact;
use crate::log::{Act, Consented, Detail, Entry, Held, Numbers, PartChange, Requested};
use crate::model::date::day_at;
use crate::model::{Part, RecordNumber};
use crate::vault::error::{Error, Result};
use crate::vault::rules;
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Verbs that set nothing operational but days that follow, whether their entry says so or not.
const CLASSIFIES: [&str; 2] = ["tag", "grade"];

/// What the log says of the records that come back and their rows do not.
#[derive(Clone, Debug, Default)]
pub struct Undone {
    /// The day whose state the records are in again; the oldest, if there are several.
    pub day: Option<Date>,
    /// Records that were changed after their rows were written: those changes are gone.
    pub outdated: Numbers,
    /// What was owed to persons since, by record, in the order of the log.
    pub duties: BTreeMap<RecordNumber, Vec<OwedSince>>,
    /// Records that were changed since in a way that may have been an end of their use, and the log
    /// does not tell: a hold set by an edit, an import that brought a withdrawal.
    pub(super) unsaid: Numbers,
    /// Records that were edited since, and what that did to their days of destruction is gone.
    pub(super) edited: Numbers,
}

/// Something that was owed to a person, and the day it was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedSince {
    /// The day.
    pub day: Date,
    /// What.
    pub duty: Owed,
}

/// What was done that a person, or a case, relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// About a hold.
    Held(Held),
    /// About a consent.
    Consented(Consented),
    /// About a request.
    Requested(Requested),
}

impl Owed {
    fn of(detail: &Detail) -> Option<Self> {
        match detail {
            Detail::Held(held) => Some(Self::Held(held.clone())),
            Detail::Consented(said) => Some(Self::Consented(said.clone())),
            Detail::Requested(asked) => Some(Self::Requested(asked.clone())),
            Detail::Verified { .. } | Detail::Imported(_) | Detail::Erased(_) => None,
        }
    }

    /// Its ASCII id: `hold-placed`, `consent-withdrawn`, `request-opened` …
    pub fn id(&self) -> String {
        match self {
            Self::Held(Held { placed: true, .. }) => "hold-placed".to_owned(),
            Self::Held(_) => "hold-lifted".to_owned(),
            Self::Consented(said) => format!("consent-{}", said.answer.as_str()),
            Self::Requested(asked) => match asked.right.as_str() {
                right @ ("erasure" | "restriction") if asked.step.as_str() == "granted" => {
                    format!("{right}-granted")
                }
                _ => format!("request-{}", asked.step.as_str()),
            },
        }
    }
}

impl Undone {
    /// Reads the log behind the artefacts of which these records are taken, as far as entry `through`.
    pub(super) fn gather(
        vault: &Vault,
        wanted: &[(Artefact, Numbers)],
        through: u64,
    ) -> Result<Self> {
        let mut undone = Self::default();
        let times = wanted.iter().map(|(artefact, _)| artefact.manifest.created);
        undone.day = times.min().and_then(|time| day_at(time, &vault.environment.zone));
        let bases = wanted.iter().map(|(artefact, _)| artefact.manifest.seq);
        let Some(first) = bases.min() else { return Ok(undone) };
        vault.store.each_entry(first + 1, |row| {
            if row.seq > through {
                return Ok(false);
            }
            let entry = vault.open_entry(&row)?;
            for (artefact, numbers) in wanted {
                if row.seq > artefact.manifest.seq {
                    undone.note(vault, &entry, numbers)?;
                }
            }
            Ok::<_, Error>(true)
        })?;
        Ok(undone)
    }

    /// Notes a change of any of these records. A new policy moves days of destruction; nobody
    /// touched the record for it.
    fn note(&mut self, vault: &Vault, entry: &Entry, numbers: &Numbers) -> Result<()> {
        let Act::Change { verb, parts, detail, follows, .. } = &entry.act else { return Ok(()) };
        if verb.as_str() == rules::VERB {
            return Ok(());
        }
        let of = |wanted: &dyn Fn(&Part) -> bool| {
            let parts = parts.iter().filter(|change| wanted(&change.part));
            let all =
                parts.fold(Numbers::new(), |all, PartChange { numbers, .. }| all.union(numbers));
            all.intersection(numbers)
        };
        let touched = of(&|_| true);
        self.outdated = self.outdated.union(&touched);
        if let Some(duty) = detail.as_ref().and_then(Owed::of) {
            let zone = &vault.environment.zone;
            let day = day_at(entry.time, zone).ok_or(Error::Bug("the time of an entry"))?;
            for number in touched.iter() {
                let since = OwedSince { day, duty: duty.clone() };
                self.duties.entry(number).or_default().push(since);
            }
            return Ok(());
        }
        let duties = of(&|part| *part == Part::Operational);
        match detail {
            Some(Detail::Erased(_)) => {}
            _ if *follows || CLASSIFIES.contains(&verb.as_str()) => {
                self.edited = self.edited.union(&duties);
            }
            _ => self.unsaid = self.unsaid.union(&duties),
        }
        Ok(())
    }

    /// The records that something is done again for, or that are held until somebody looked.
    pub fn guarded(&self) -> Numbers {
        self.duties.keys().copied().collect::<Numbers>().union(&self.unsaid)
    }

    /// Whether a record is one of them.
    pub(super) fn guards(&self, number: RecordNumber) -> bool {
        self.duties.contains_key(&number) || self.unsaid.contains(number)
    }

    /// What was owed since, by id, with the records.
    pub fn by_duty(&self) -> BTreeMap<String, Numbers> {
        let mut all: BTreeMap<String, Numbers> = BTreeMap::new();
        for (number, since) in &self.duties {
            for one in since {
                all.entry(one.duty.id()).or_default().insert(*number);
            }
        }
        all
    }

    /// Notes which of the edited are held after all.
    pub(super) fn note_held(&mut self, changed: &Numbers) {
        self.unsaid = self.unsaid.union(&self.edited.intersection(changed));
    }

    /// Forgets records that do not come back after all.
    pub(super) fn forget(&mut self, numbers: &Numbers) {
        self.outdated = self.outdated.difference(numbers);
        self.unsaid = self.unsaid.difference(numbers);
        self.edited = self.edited.difference(numbers);
        self.duties.retain(|number, _| !numbers.contains(*number));
    }
}
