//! Exports for analysis: pseudonyms in the place of what identifies a person (去标识化).
//!
//! * The record's number, every value of level 1, every value of level 2 that tells who somebody is
//!   or how to reach them, and every unique value becomes a pseudonym, which is the same in all
//!   exports to one recipient and another for any other recipient ([`crypto::pseudonym`]). Each
//!   level has its own key, so that who is cleared for level 3 alone cannot try telephone numbers
//!   on what level 2 gave.
//! * Free text stays, since nobody knows what it says, unless the field is named: then it leaves
//!   as it is, or as a pseudonym where the field identifies. Events, scorecards, links and what
//!   else is kept as JSON stay always, and so does what is known of values (their sources).
//! * Rows come in the order of their pseudonyms: by place, rows for two recipients would join.
//!
//! What leaves is still about persons: who knows their dates and places may find them in it.

use super::error::{Error, Result};
use super::export::ExportColumn;
use super::export_fault::ExportFault;
use super::keys::KeyRing;
use super::opened::Opened;
use crate::crypto::{self, Key};
use crate::log::{Pseudonymised, Recipient, Reference};
use crate::model::{FieldId, Level, Part, RecordNumber};
use crate::policy::{Category, FieldKind, Policy};

/// For whom pseudonyms are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever goes by this name.
    Name(String),
    /// Whoever opens the file, by the age keys it is sealed to, in order.
    Keys(Vec<String>),
}

impl Audience {
    /// What the keys of the pseudonyms are made of.
    fn label(&self) -> String {
        match self {
            Self::Name(name) => format!("name:{name}"),
            Self::Keys(keys) => format!("age:{}", keys.join(",")),
        }
    }

    /// How the log calls them, as far as a name is known that is nobody's data.
    pub(super) fn told(&self, registered: &[Recipient]) -> Pseudonymised {
        let owner = |key: &String| {
            registered.iter().find(|one| one.to.contains(key)).map(|one| one.name.clone())
        };
        let mut recipients: Vec<String> = match self {
            Self::Keys(keys) => keys.iter().filter_map(owner).collect(),
            Self::Name(name) => {
                let is_known = registered.iter().any(|one| one.name == *name)
                    || name.parse::<Reference>().is_ok();
                is_known.then(|| name.clone()).into_iter().collect()
            }
        };
        recipients.sort_unstable();
        recipients.dedup();
        Pseudonymised { recipients }
    }
}

/// What becomes of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// They leave as they are, as far as their field lists them.
    Kept,
    /// Each becomes a pseudonym under the key of this level.
    Replaced(Level),
    /// They stay.
    Stays,
}

/// The keys for one recipient.
pub(super) struct Pseudonyms<'p> {
    policy: &'p Policy,
    /// Those of the levels that are open.
    keys: [Option<Key>; 3],
}

impl<'p> Pseudonyms<'p> {
    /// Those for `audience`.
    pub(super) fn new(policy: &'p Policy, ring: &KeyRing, audience: &Audience) -> Self {
        let label = audience.label();
        let keys = Level::ALL.map(|level| ring.pseudonym_key(level, &label).ok());
        Self { policy, keys }
    }

    /// What stands for a record's number.
    pub(super) fn number(&self, number: RecordNumber) -> Result<String> {
        let key =
            self.key(Level::Three).ok_or(Error::Clearance { needed: Level::Three, field: None });
        Ok(crypto::pseudonym(key?, "number", &number.to_string()))
    }

    /// What leaves of a record's values in these columns.
    pub(super) fn values(
        &self,
        record: &Opened<'_>,
        columns: &[ExportColumn],
    ) -> Vec<(FieldId, String)> {
        let mut values = Vec::new();
        for column in columns {
            let ExportColumn::Field(field) = *column else { continue };
            let id = &self.policy.field(field).id;
            for text in record.all(field) {
                let told = match fate(self.policy, field, true) {
                    Fate::Kept => self.policy.listed(field, text).map(str::to_owned),
                    Fate::Replaced(level) => {
                        self.key(level).map(|key| crypto::pseudonym(key, id, text))
                    }
                    Fate::Stays => None,
                };
                values.extend(told.map(|told| (field, told)));
            }
        }
        values
    }

    fn key(&self, level: Level) -> Option<&Key> {
        Level::ALL
            .iter()
            .zip(&self.keys)
            .find(|(one, _)| **one == level)
            .and_then(|(_, k)| k.as_ref())
    }
}

/// Whether a field leaves where none is named.
pub(super) fn leaves(policy: &Policy, field: FieldId) -> bool {
    fate(policy, field, false) != Fate::Stays
}

/// Refuses a field of which nothing can leave.
pub(super) fn require(policy: &Policy, field: FieldId) -> Result<()> {
    if fate(policy, field, true) == Fate::Stays {
        return Err(Error::Export(ExportFault::NoPseudonym(policy.field(field).id.clone())));
    }
    Ok(())
}

fn fate(policy: &Policy, field: FieldId, named: bool) -> Fate {
    let about = policy.field(field);
    let is_free = match about.kind {
        FieldKind::Text | FieldKind::Note => true,
        FieldKind::Tags => policy.document().tags.open,
        _ => false,
    };
    if about.kind.is_structured() || is_free && !named {
        return Fate::Stays;
    }
    match about.part {
        Part::Level(Level::One) => Fate::Replaced(Level::One),
        Part::Level(level) if about.traits.unique => Fate::Replaced(level),
        Part::Level(Level::Two)
            if matches!(about.category, Category::Identity | Category::Contact) =>
        {
            Fate::Replaced(Level::Two)
        }
        _ => Fate::Kept,
    }
}

#[cfg(test)]
#[path = "pseudonym_tests.rs"]
mod tests;
