//! Operators who are back: a restore gave up that they were removed, and a destination in reach tells
//! of it. Its destruction.log verifies by itself; nothing is kept beside it. Of a copy that was given to
//! the restore alone, nobody knows where it is now: the entry of the restore names whom it told of.

use super::error::{Error, Result};
use super::restore::Lines;
use super::session::Vault;
use crate::crypto::{self, VerifyingKey};
use crate::files;
use crate::log::{Act, Kind, Member};
use crate::model::{Digest, OperatorNumber};
use std::collections::BTreeSet;

/// destruction.log is read into memory.
const LIMIT: u64 = 1 << 30;

/// An operator of whom a destination tells that he was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The number.
    pub operator: OperatorNumber,
    /// The name.
    pub name: String,
    /// The registered name of the destination; empty where a restore was told.
    pub destination: String,
    /// The entry of that restore, and when it was, in milliseconds since 1970 UTC.
    pub restore: Option<(u64, i64)>,
}

impl Vault {
    /// Operators of whom destinations in reach tell that they were removed, or restores were told.
    pub(crate) fn returned(&self) -> Result<Vec<Returned>> {
        let own = files::read_if_there(&self.paths.destruction_log(), LIMIT)?.unwrap_or_default();
        let known: BTreeSet<Digest> =
            own.split(|byte| *byte == b'\n').map(crypto::sha256).collect();
        let mut all: Vec<Returned> = Vec::new();
        for place in self.destinations()?.iter().filter(|place| place.kind == Kind::Full) {
            let Some(folder) = self.hear(place) else { continue };
            for path in folder.destruction_logs() {
                // What cannot be read, or does not verify, tells nothing; `backup verify` names it.
                let Ok(Some(there)) = files::read_if_there(&path, LIMIT) else { continue };
                if own.starts_with(&there) {
                    continue;
                }
                let lines = Lines::parse(&path, &there, Digest(*self.id().as_bytes()));
                let Ok(lines) = lines else { continue };
                for member in self.members_with(&lines.removed_beyond(&known).collect()) {
                    if all.iter().all(|one| one.operator != member.operator) {
                        let (operator, name) = (member.operator, member.name.clone());
                        let destination = place.name.clone();
                        all.push(Returned { operator, name, destination, restore: None });
                    }
                }
            }
        }
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            if let Act::Restored(restored) = entry.act {
                for operator in restored.returned.into_iter().map(OperatorNumber) {
                    let member = self.roster.get(operator);
                    if let Some(member) = member.filter(|_| !self.mutated("returned-forgotten"))
                        && all.iter().all(|one| one.operator != operator)
                    {
                        let (name, restore) = (member.name.clone(), Some((row.seq, entry.time)));
                        all.push(Returned { operator, name, destination: String::new(), restore });
                    }
                }
            }
            Ok::<_, Error>(true)
        })?;
        Ok(all)
    }

    /// The operators who sign with one of these keys, in OpenSSH text.
    pub(crate) fn members_with(&self, keys: &BTreeSet<&str>) -> impl Iterator<Item = &Member> {
        let signs = |member: &&Member| {
            let key = member.signing_key.parse::<VerifyingKey>();
            key.is_ok_and(|key| keys.contains(key.to_openssh().as_str()))
        };
        self.roster.members().filter(signs)
    }
}
