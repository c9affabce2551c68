//! Rows whose links name records by values. They wait for the end of their batch; then it is found
//! which records they mean: of the vault, of other rows, or of each other, in whatever order.
//!
//! A row goes in if each of its links means exactly one record, and if that is a row which waits too,
//! if that one goes in. So a company and its people may name each other. Those that become records are
//! numbered before the first of them is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Sequencer;
use crate::model::{FieldId, RecordNumber};
use crate::policy::Code;
use crate::transfer::RowBatch;
use crate::vault::error::{Error, Result};
use crate::vault::import::linking::Meant;
use crate::vault::import::others::Met;
use crate::vault::import::reading::{Good, Reader};
use crate::vault::import::results::Became;
use crate::vault::import::{Fault, Why};

/// Rows that wait take at most about so many bytes.
const MOST: usize = if cfg!(test) { 1 << 20 } else { 64 << 20 };

/// From here on numbers stand for rows that wait and will be records, by their places.
const PROMISED: u64 = 1 << 62;

/// A row that waits.
pub(super) struct Waiting {
    line: u64,
    row: RowBatch,
    good: Box<Good>,
}

/// What is to become of a row that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prospect {
    /// A new record, certainly.
    New,
    /// It is about this record.
    Known(u64),
    /// That shows when it goes in; nobody is linked to it.
    Unsure,
}

/// Which rows go in.
struct Plan {
    prospects: Vec<Prospect>,
    /// Why a row does not go in.
    faults: Vec<Option<(FieldId, Code)>>,
    /// Which records the rows that go in offer under a name, each with how many rows offer it.
    offers: HashMap<u64, BTreeMap<u64, u32>>,
    /// Rows that were found to go in by what is offered under a name.
    resting: HashMap<u64, Vec<usize>>,
}

impl Plan {
    /// What stands for the record of a row.
    fn record(&self, at: usize) -> Option<u64> {
        match self.prospects.get(at)? {
            Prospect::New => Some(PROMISED + at as u64),
            Prospect::Known(number) => Some(*number),
            Prospect::Unsure => None,
        }
    }

    fn goes_in(&self, at: usize) -> bool {
        self.faults.get(at).is_some_and(Option::is_none)
    }

    fn offered(&self, name: u64) -> Meant {
        let mut meant = Meant::default();
        for record in self.offers.get(&name).into_iter().flat_map(BTreeMap::keys).take(2) {
            meant.add(*record);
        }
        meant
    }

    /// A row does not go in; gives those that rested on it.
    fn leave_out(&mut self, at: usize, why: (FieldId, Code), names: &[u64]) -> Vec<usize> {
        if let Some(fault) = self.faults.get_mut(at) {
            *fault = Some(why);
        }
        let mut rested = Vec::new();
        let Some(record) = self.record(at) else { return rested };
        for name in names {
            let Some(offers) = self.offers.get_mut(name) else { continue };
            if let Some(count) = offers.get_mut(&record) {
                *count -= 1;
                if *count == 0 {
                    offers.remove(&record);
                    rested.extend(self.resting.remove(name).unwrap_or_default());
                }
            }
        }
        rested
    }
}

impl Waiting {
    /// The names under which others may mean it.
    fn names(&self) -> Vec<u64> {
        let own = self.good.identifiers.iter().map(|(_, hash)| *hash);
        own.chain(self.good.reference).chain(self.good.had).collect()
    }
}

impl Sequencer<'_, '_> {
    /// Keeps a row until its links can be followed.
    pub(super) fn wait(
        &mut self,
        (batch, at): (&RowBatch, usize),
        line: u64,
        mut good: Box<Good>,
    ) -> Result<()> {
        let row = batch.records().nth(at).ok_or(Error::Bug("a row is gone"))?.alone(&[]);
        self.waiting_bytes += 2 * row.bytes() + 512;
        if self.waiting_bytes > MOST {
            let field = good.links.first().map(|(field, _)| *field);
            let fault = Fault { line, field, why: Why::TooManyLinks };
            return self.refuse((batch, at), Became::Rejected, &[fault]);
        }
        good.packed = None;
        self.waiting.push(Waiting { line, row, good });
        Ok(())
    }

    /// This row, which others may name by its numbers, is about this record.
    pub(super) fn refer(&mut self, (line, row): (u64, &Good), number: RecordNumber) {
        for hash in row.reference.into_iter().chain(row.had) {
            self.references.entry(hash).or_default().add(number.get());
        }
        if self.place(number).is_none() {
            self.call(number, Met { line, called: row.called });
        }
    }

    /// Lets the rows go in that waited, or refuses them; says whether there were any.
    pub(in crate::vault::import) fn settle_links(
        &mut self,
        reader: &mut Reader<'_>,
    ) -> Result<bool> {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        if waiting.is_empty() {
            return Ok(false);
        }
        let plan = self.plan(&mut waiting);
        let is_new = |at: &usize| plan.prospects.get(*at) == Some(&Prospect::New);
        let (new, others): (Vec<usize>, Vec<usize>) =
            (0..waiting.len()).partition(|at| is_new(at) && plan.goes_in(*at));
        let numbers: HashMap<u64, u64> = new
            .iter()
            .zip(self.next..)
            .map(|(at, number)| (PROMISED + *at as u64, number))
            .collect();
        reader.made = self.first..self.next + new.len() as u64;
        // Before any of them is known by what it brings.
        let targets: HashMap<u64, u64> = waiting
            .iter()
            .flat_map(|row| row.good.links.iter().map(|(_, name)| *name))
            .filter_map(|name| Some((name.1, self.target(&plan, name, &numbers)?)))
            .collect();
        for at in new {
            let promised = self.next;
            self.go_in(reader, waiting.get(at), &targets)?;
            if self.next != promised + 1 {
                return Err(Error::Bug("a record that others are linked to was not made"));
            }
        }
        for at in others {
            match (waiting.get(at), plan.faults.get(at)) {
                (Some(row), Some(Some((field, code)))) => {
                    let (line, why) = (row.line, Why::Value(*code));
                    let fault = Fault { line, field: Some(*field), why };
                    self.refuse((&row.row, 0), Became::Rejected, &[fault])?;
                }
                (row, _) => self.go_in(reader, row, &targets)?,
            }
        }
        reader.made = 0..0;
        Ok(true)
    }

    fn target(
        &self,
        plan: &Plan,
        name: (Option<FieldId>, u64),
        numbers: &HashMap<u64, u64>,
    ) -> Option<u64> {
        match self.meant(plan, name) {
            Meant::One(record) if record >= PROMISED => numbers.get(&record).copied(),
            Meant::One(record) => Some(record),
            _ => None,
        }
    }

    /// Spells a row with the numbers of the records that its links mean, and takes it in.
    fn go_in(
        &mut self,
        reader: &mut Reader<'_>,
        row: Option<&Waiting>,
        targets: &HashMap<u64, u64>,
    ) -> Result<()> {
        let gone = || Error::Bug("a row is gone");
        let Waiting { line, row, good } = row.ok_or_else(gone)?;
        let record = row.records().next().ok_or_else(gone)?;
        let number = |name| {
            let settled = || good.settled.iter().find(|(had, _)| *had == name).map(|(_, to)| *to);
            targets.get(&name).copied().or_else(settled).and_then(RecordNumber::new)
        };
        let spelt = self.rules.linked(&record, number).ok().flatten().ok_or_else(gone)?;
        match reader.spelt(&spelt)?.read {
            Ok(good) => self.good(reader, (&spelt, 0), *line, *good),
            Err(faults) => self.refuse((row, 0), Became::Rejected, &faults),
        }
    }

    /// The records that a name means: those of the vault, of rows that went in, and of rows that wait.
    fn meant(&self, plan: &Plan, (by, name): (Option<FieldId>, u64)) -> Meant {
        let mut meant = self.known.references.get(&name).copied().unwrap_or_default();
        let owner = self.known.owners.get(&name).filter(|_| !self.freed.contains(&name));
        if let Some(owner) = owner {
            meant.add(*owner);
        }
        let kept = |owner: &&u64| {
            let number = RecordNumber::new(**owner);
            let renewed = number.zip(by).and_then(|key| self.renewed.get(&key));
            renewed.is_none_or(|has| has.contains(&name))
        };
        if let Some(owner) = self.file.get(&name).filter(kept) {
            meant.add(*owner);
        }
        meant.join(self.references.get(&name).copied().unwrap_or_default());
        meant.join(plan.offered(name));
        meant
    }

    fn plan(&self, waiting: &mut [Waiting]) -> Plan {
        let prospects = self.prospects(waiting);
        let faults = vec![None; waiting.len()];
        let (offers, resting) = (HashMap::new(), HashMap::new());
        let mut plan = Plan { prospects, faults, offers, resting };
        for (at, row) in waiting.iter().enumerate() {
            let Some(record) = plan.record(at) else { continue };
            for name in row.names() {
                *plan.offers.entry(name).or_default().entry(record).or_default() += 1;
            }
        }
        let mut asked: Vec<usize> = (0..waiting.len()).rev().collect();
        while let Some(at) = asked.pop() {
            let Some(row) = waiting.get(at).filter(|_| plan.goes_in(at)) else { continue };
            let wrong = row.good.links.iter().find_map(|(field, name)| {
                let settled = row.good.settled.iter().any(|(had, _)| *had == name.1);
                let code = match self.meant(&plan, *name) {
                    Meant::Nobody if settled => return None,
                    Meant::Nobody if name.0.is_none() => Code::LinkStranger,
                    Meant::Nobody => Code::LinkTarget,
                    Meant::Several => Code::LinkSeveral,
                    Meant::One(record) if plan.record(at) == Some(record) => Code::LinkSelf,
                    Meant::One(_) => return None,
                };
                Some((*field, code))
            });
            match wrong {
                Some(why) => asked.extend(plan.leave_out(at, why, &row.names())),
                None => {
                    for (_, (_, name)) in &row.good.links {
                        plan.resting.entry(*name).or_default().push(at);
                    }
                }
            }
        }
        plan
    }

    /// What is to become of each row, as far as that is certain whatever becomes of the others.
    fn prospects(&self, waiting: &mut [Waiting]) -> Vec<Prospect> {
        let mut taken = HashSet::new();
        let prospect = |row: &mut Waiting| {
            let owners = self.owners(&mut row.good);
            let good = &row.good;
            match owners.as_slice() {
                [one]
                    if one.equal
                        || one.closed.is_none() && !(one.in_file && good.unmet.is_some()) =>
                {
                    return Prospect::Known(one.number.get());
                }
                [] if good.missing.is_empty() && good.unfounded.or(good.unmet).is_none() => {}
                _ => return Prospect::Unsure,
            }
            if let Some(name) = good.named {
                let reference = good.reference.and_then(|hash| self.known.references.get(&hash));
                let namesakes = self.known.nameable.get(&name);
                return match reference {
                    Some(Meant::One(one)) if namesakes.is_some_and(|all| all.contains(one)) => {
                        Prospect::Known(*one)
                    }
                    _ => Prospect::Unsure,
                };
            }
            // Of two rows about one new customer the second is the first one's.
            let shared = good.identifiers.iter().any(|(_, hash)| taken.contains(hash));
            taken.extend(good.identifiers.iter().map(|(_, hash)| *hash));
            if shared { Prospect::Unsure } else { Prospect::New }
        };
        waiting.iter_mut().map(prospect).collect()
    }
}
