//! The opening of a commitment: what a requester is handed, once, to prove later that a
//! certificate is about his record.
//!
//! A certificate names no person. When a record is destroyed at the person's request, a
//! commitment can stand in its line:
//!
//! ```text
//! commitment = SHA-256("kedang/k1/commitment" ‖ salt[32] ‖ statement)
//! statement  = {"vault":hex,"record":"K-000012","fields":{"name":["…"],"phone":["…"]}}
//! ```
//! The statement is compact JSON; its fields are those by which a person or a company is known,
//! normalised, in the order of the policy, as far as the operator's clearance opens them. The
//! salt is random and stored nowhere, so nobody can try names and numbers against the log. Vault
//! and record stand inside, so that an opening opens nothing else.

use super::bucket::{Bucket, reachable};
use super::error::{Error, Result};
use super::records::gone;
use super::session::Vault;
use crate::files;
use crate::log::{Act, Code, Numbers, Reason};
use crate::model::{Digest, FieldId, Level, Part, RecordNumber};
use crate::policy::Policy;
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

const LABEL: &[u8] = b"kedang/k1/commitment";
const FORMAT: &str = "kedang-opening/1";

/// Who is known how: the values of one record by the ids of their fields.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    format: String,
    vault: Digest,
    record: String,
    salt: Digest,
    fields: serde_json::Map<String, serde_json::Value>,
}

/// What is hashed behind the salt.
#[derive(Serialize)]
struct Statement<'a> {
    vault: Digest,
    record: &'a str,
    fields: &'a serde_json::Map<String, serde_json::Value>,
}

/// A text that is no opening. It is not carried: it may hold anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an opening")]
pub struct NotAnOpening;

impl Opening {
    /// Reads what [`Opening::to_text`] gives; blanks and line ends around it do not matter.
    pub fn parse(text: &str) -> std::result::Result<Self, NotAnOpening> {
        let opening: Self = serde_json::from_str(text).map_err(|_| NotAnOpening)?;
        let is_list = |value: &serde_json::Value| {
            value.as_array().is_some_and(|all| all.iter().all(serde_json::Value::is_string))
        };
        let fits = opening.format == FORMAT
            && opening.record().is_some_and(|record| record.to_string() == opening.record)
            && opening.fields.values().all(is_list);
        if fits { Ok(opening) } else { Err(NotAnOpening) }
    }

    /// One line of JSON with a newline.
    pub fn to_text(&self) -> Zeroizing<String> {
        // String keys and lists of strings: this cannot fail.
        Zeroizing::new(serde_json::to_string(self).unwrap_or_default() + "\n")
    }

    /// The record it is about.
    pub fn record(&self) -> Option<RecordNumber> {
        self.record.parse().ok()
    }

    /// The vault it is about.
    pub fn vault(&self) -> Digest {
        self.vault
    }

    /// The ids of the fields it has.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// The commitment that it opens.
    pub fn commitment(&self) -> Digest {
        let Self { vault, record, fields, .. } = self;
        let statement = Statement { vault: *vault, record, fields };
        let statement = Zeroizing::new(serde_json::to_vec(&statement).unwrap_or_default());
        super::hash(&[LABEL, &self.salt.0, &statement])
    }
}

/// What goes into the transaction of the intent.
pub(crate) struct Handed {
    pub(crate) commitment: Digest,
    /// The log's note that values were handed out.
    pub(crate) disclosed: Act,
}

/// The fields by which a person or a company is known: names, and what is nobody else's.
fn identifies(policy: &Policy, field: FieldId) -> bool {
    let known = policy.known();
    field == known.name || field == known.company || policy.field(field).traits.unique
}

impl Vault {
    /// Writes the opening for the one record of an order, durable, into a new file.
    pub(crate) fn hand_out(
        &mut self,
        (numbers, reason): (&Numbers, Reason),
        file: &Path,
    ) -> Result<Handed> {
        let one = numbers.first().filter(|_| numbers.len() == 1 && reason == Reason::Request);
        let number = one.ok_or(Error::NoOpening)?;
        self.commit_to(number, file, "purge")
    }

    /// Writes the opening for a record, durable, into a new file; `verb` is what hands it out.
    pub(crate) fn commit_to(
        &mut self,
        number: RecordNumber,
        file: &Path,
        verb: &'static str,
    ) -> Result<Handed> {
        self.require_level(Level::Two, None)?;
        let (fields, levels) = self.identity(number)?;
        let salt = Digest(*self.random.key_bytes::<32>()?);
        let vault = Digest(*self.id().as_bytes());
        let record = number.to_string();
        let opening = Opening { format: FORMAT.to_owned(), vault, record, salt, fields };
        files::write_whole(file, opening.to_text().as_bytes())?;
        let disclosed = Act::Disclose {
            verb: Code::fixed(verb),
            numbers: number.into(),
            count: 1,
            levels,
            purpose: None,
            revealed: true,
            terms: None,
        };
        Ok(Handed { commitment: opening.commitment(), disclosed })
    }

    /// The identifying values of a record that the clearance opens, and their levels.
    fn identity(
        &self,
        number: RecordNumber,
    ) -> Result<(serde_json::Map<String, serde_json::Value>, Vec<Level>)> {
        let missing = || gone(number, self.state.checkpoint.next_record);
        let row = self.state.bucket(number.bucket()).ok_or_else(missing)?;
        let opener = self.opener();
        let bucket = Bucket::load(&self.store, &opener, row)?;
        let entry = bucket.entry(number).ok_or_else(missing)?;
        let row = bucket.row(&self.store, number)?;
        let all = opener.fields(entry, &row, &reachable(&self.ring))?;
        let mut fields = serde_json::Map::new();
        let mut levels = Vec::new();
        for (field, value) in all.iter().filter(|(field, _)| identifies(self.policy, *field)) {
            let id = self.policy.field(field).id.clone();
            let values = fields.entry(id).or_insert_with(|| serde_json::Value::Array(Vec::new()));
            if let Some(values) = values.as_array_mut() {
                values.push(value.text.as_str().into());
            }
            if let Part::Level(level) = self.policy.part(field) {
                levels.push(level);
            }
        }
        levels.sort_unstable();
        levels.dedup();
        if fields.is_empty() { Err(Error::NoOpening) } else { Ok((fields, levels)) }
    }
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
