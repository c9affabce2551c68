//! Erasures that a restore undid.
//!
//! A restore goes back to an older day on purpose, and what was erased of a record after that day
//! is there again: a key file that is old enough opens it (`--accept-stale`). Whole records never
//! come back where anything tells that they were destroyed; a level or a field does, because the
//! record it hangs on lives. The log tells all of it: what was erased and when, from which day the
//! restore took each record, and what was erased again since. So nothing is kept beside it:
//!
//! ```text
//! erased       K-12 level 1         entry 40
//! restored     K-12 as of entry 31  entry 57     open: level 1 is there again
//! erased       K-12 level 1         entry 60     settled by its line
//! ```
//! While one is open its certificate is not complete, the record is listed among what is to be
//! destroyed, and `check` says so. So is a record that only a destination tells was destroyed, whole
//! or in part ([`super::elsewhere`]).

use super::destruction::moment;
use super::elsewhere::Teller;
use super::error::{Error, Result};
use super::session::Vault;
use crate::log::destruction::{Event, Line};
use crate::log::{Act, Code, Comeback, Entry, Numbers, Reason, Reference, Restored, Scope};
use crate::model::{Part, RecordNumber};
use crate::policy::Policy;
use std::collections::BTreeMap;

/// What a restore brought back that had been erased, of the records that are as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revived {
    /// The records.
    pub numbers: Numbers,
    /// What of them has to be erased again; none is the whole.
    pub scope: Option<Scope>,
    /// Why it was erased.
    pub reason: Reason,
    /// On what basis.
    pub basis: Reference,
    /// The line of destruction.log about the erasure.
    pub line: Option<u64>,
    /// The entry of the restore; 0 of what only a destination tells of.
    pub entry: u64,
    /// When that was, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Whether the persons are not to be entered again.
    pub suppress: bool,
    /// Who tells of the destruction, if the vault's own log does not.
    pub told: Option<Teller>,
}

impl Revived {
    /// Whether a line of destruction.log tells of it, and so why.
    pub(crate) fn is_told_by_line(&self) -> bool {
        self.told.as_ref().is_none_or(|told| told.certificate.is_some())
    }
}

/// Every destruction that the log tells of, with what restores did to it.
#[derive(Default)]
pub(crate) struct Undoings {
    all: Vec<Told>,
    /// What was decided and is not destroyed yet, with its entry.
    intent: Option<(u64, Told)>,
}

/// A destruction.
struct Told {
    /// From this entry on a state of the vault has it.
    since: u64,
    numbers: Numbers,
    /// What of them; none is the whole.
    scope: Option<Scope>,
    reason: Reason,
    basis: Reference,
    line: Option<u64>,
    spans: Vec<Span>,
}

/// For how long it was undone.
#[derive(Clone)]
struct Span {
    numbers: Numbers,
    /// What is not erased again.
    left: Scope,
    /// The restore that began it, and when.
    from: (u64, i64),
    /// The entry that ended it; none while it is open.
    until: Option<u64>,
    /// The destruction that ended it, by its place.
    again: Option<usize>,
}

impl Undoings {
    fn follow(&mut self, policy: &Policy, seq: u64, entry: Entry) {
        match entry.act {
            Act::Intent { numbers, reason, basis, scope, .. } => {
                let (since, line, spans) = (seq, None, Vec::new());
                let told = Told { since, numbers, scope, reason, basis, line, spans };
                self.intent = Some((seq, told));
            }
            Act::Destroyed { intent, .. } => {
                if let Some((_, told)) = self.intent.take_if(|(seq, _)| *seq == intent) {
                    self.end(policy, seq, &told);
                    self.all.push(told);
                }
            }
            Act::Done { line, .. } => {
                let line = Line::parse(&line).ok().map(|line| line.payload.line);
                if let Some(last) = self.all.last_mut() {
                    last.line = line;
                }
            }
            Act::Restored(restored) => self.restore((seq, entry.time), &restored),
            _ => {}
        }
    }

    /// The records of which all of `scope` was erased by a line behind line `behind`.
    pub(crate) fn erased_behind(&self, policy: &Policy, behind: u64, scope: &Scope) -> Numbers {
        let all = |told: &&Told| {
            let left = remaining(policy, scope, told.scope.as_ref());
            told.line.is_some_and(|line| line > behind)
                && left.levels.is_empty()
                && left.fields.is_empty()
        };
        let all = self.all.iter().filter(all);
        all.fold(Numbers::new(), |all, told| all.union(&told.numbers))
    }

    /// What is destroyed now is back no more; perhaps not all at once.
    fn end(&mut self, policy: &Policy, seq: u64, by: &Told) {
        let again = Some(self.all.len());
        for told in &mut self.all {
            for span in std::mem::take(&mut told.spans) {
                let hit = span.numbers.intersection(&by.numbers);
                if span.until.is_some() || hit.is_empty() {
                    told.spans.push(span);
                    continue;
                }
                let left = remaining(policy, &span.left, by.scope.as_ref());
                let ended = left.levels.is_empty() && left.fields.is_empty();
                let rest = Span { numbers: span.numbers.difference(&hit), ..span.clone() };
                told.spans.extend(Some(rest).filter(|rest| !rest.numbers.is_empty()));
                let (until, again) = if ended { (Some(seq), again) } else { (None, None) };
                told.spans.push(Span { numbers: hit, left, until, again, ..span });
            }
        }
    }

    /// Takes every record back to where the restore has it from.
    fn restore(&mut self, (seq, time): (u64, i64), restored: &Restored) {
        for line in restored.lines.iter().filter_map(|line| Line::parse(line).ok()) {
            if let Event::Destruction(said) = line.payload.event {
                self.all.push(Told {
                    since: seq,
                    numbers: said.numbers,
                    scope: said.scope,
                    reason: said.reason,
                    basis: said.basis,
                    line: Some(line.payload.line),
                    spans: Vec::new(),
                });
            }
        }
        let elsewhere = restored.later.iter().fold(Numbers::new(), |all, l| all.union(&l.numbers));
        let main = (restored.base, restored.numbers.difference(&elsewhere));
        let later = restored.later.iter().map(|later| (later.base, later.numbers.clone()));
        let pasts: Vec<(u64, Numbers)> = std::iter::once(main).chain(later).collect();
        for told in &mut self.all {
            told.restore((seq, time), &pasts);
        }
    }
}

impl Told {
    /// Begins to be undone, or not, for each record as it was at the entry it is of.
    fn restore(&mut self, (seq, time): (u64, i64), pasts: &[(u64, Numbers)]) {
        let Some(scope) = self.scope.clone() else { return };
        let mut undone = Numbers::new();
        for (base, numbers) in pasts {
            let here = numbers.intersection(&self.numbers);
            let then = if *base < self.since { here } else { self.at(*base).intersection(&here) };
            undone = undone.union(&then);
        }
        for open in self.spans.iter_mut().filter(|span| span.until.is_none()) {
            open.until = Some(seq);
        }
        if !undone.is_empty() {
            let (from, until, again) = ((seq, time), None, None);
            self.spans.push(Span { numbers: undone, left: scope, from, until, again });
        }
    }

    /// The records for which it was undone at entry `seq`.
    fn at(&self, seq: u64) -> Numbers {
        let then = |span: &&Span| span.from.0 <= seq && span.until.is_none_or(|end| end > seq);
        self.spans.iter().filter(then).fold(Numbers::new(), |all, span| all.union(&span.numbers))
    }

    fn newest(&self, wanted: impl Fn(&Span) -> bool) -> Option<&Span> {
        self.spans.iter().filter(|span| wanted(span)).max_by_key(|span| span.from.0)
    }
}

/// What is left of `scope` once `by` is erased; none is the whole record.
fn remaining(policy: &Policy, scope: &Scope, by: Option<&Scope>) -> Scope {
    let Some(by) = by else { return Scope { levels: Vec::new(), fields: Vec::new() } };
    let in_level = |field: &Code| {
        let part = policy.id(field.as_str()).map(|id| policy.part(id));
        matches!(part, Some(Part::Level(level)) if by.levels.contains(&level))
    };
    let kept = |field: &&Code| !by.fields.contains(field) && !in_level(field);
    Scope {
        levels: scope.levels.iter().copied().filter(|level| !by.levels.contains(level)).collect(),
        fields: scope.fields.iter().filter(kept).cloned().collect(),
    }
}

/// What is in one scope or the other; none is the whole record.
fn both(one: Option<&Scope>, other: Option<&Scope>) -> Option<Scope> {
    let (mut scope, other) = (one?.clone(), other?);
    scope.levels.extend(&other.levels);
    scope.fields.extend(other.fields.iter().cloned());
    scope.levels.sort_unstable();
    scope.levels.dedup();
    scope.fields.sort_unstable();
    scope.fields.dedup();
    Some(scope)
}

impl Vault {
    /// Reads from the log what restores did to destructions.
    pub(crate) fn undoings(&self) -> Result<Undoings> {
        let mut undoings = Undoings::default();
        self.store.each_entry(1, |row| {
            undoings.follow(self.policy, row.seq, self.open_entry(&row)?);
            Ok::<_, Error>(true)
        })?;
        Ok(undoings)
    }

    /// What a restore did to what line `line` of destruction.log says, as far as that is about
    /// `numbers`.
    pub(crate) fn comeback(
        &self,
        undoings: &Undoings,
        (line, numbers): (u64, &Numbers),
    ) -> Result<Option<Comeback>> {
        let Some(told) = undoings.all.iter().find(|told| told.line == Some(line)) else {
            return Ok(None);
        };
        let of = |span: &Span| !span.numbers.intersection(numbers).is_empty();
        let open = told.newest(|span| span.until.is_none() && of(span));
        let Some(span) = open.or_else(|| told.newest(|span| span.again.is_some() && of(span)))
        else {
            return Ok(None);
        };
        let same = |other: &&Span| (other.until, other.again) == (span.until, span.again);
        let all = told.spans.iter().filter(same);
        let all = all.fold(Numbers::new(), |all, span| all.union(&span.numbers));
        let again = span.again.and_then(|at| undoings.all.get(at)?.line);
        let time = moment(span.from.1, &self.environment.zone)?;
        let numbers = all.intersection(numbers);
        Ok(Some(Comeback { entry: span.from.0, time, numbers, again }))
    }

    /// What restores brought back and nobody erased again.
    pub(crate) fn revived(&self) -> Result<Vec<Revived>> {
        let undoings = self.undoings()?;
        let open = |span: &&Span| span.until.is_none();
        let each = undoings.all.iter().flat_map(|told| {
            told.spans.iter().filter(open).map(|span| Revived {
                numbers: span.numbers.clone(),
                scope: Some(span.left.clone()),
                reason: told.reason,
                basis: told.basis.clone(),
                line: told.line,
                entry: span.from.0,
                time: span.from.1,
                suppress: false,
                told: None,
            })
        });
        Ok(each.collect())
    }

    /// The same with what destinations in reach tell. The lock is held.
    fn revived_anywhere(&self) -> Result<Vec<Revived>> {
        let mut all = self.revived()?;
        all.extend(self.told_elsewhere(&|numbers| self.living_of(numbers))?);
        Ok(all)
    }

    /// The same by record; of several erasures, with the reason of the newest.
    pub(crate) fn revived_by_record(&self) -> Result<BTreeMap<RecordNumber, Revived>> {
        let mut all: BTreeMap<RecordNumber, Revived> = BTreeMap::new();
        for one in self.revived_anywhere()? {
            for number in one.numbers.iter() {
                let known = all.get(&number);
                let scope = match known {
                    Some(known) => both(one.scope.as_ref(), known.scope.as_ref()),
                    None => one.scope.clone(),
                };
                let suppress = one.suppress || known.is_some_and(|known| known.suppress);
                let one = one.clone();
                all.insert(number, Revived { numbers: number.into(), scope, suppress, ..one });
            }
        }
        Ok(all)
    }

    /// Those of `numbers` of which something of `scope` is to be erased again, whether they hold
    /// anything of it or not: the log cannot tell, and only an erasure settles it.
    pub(crate) fn owed_again(&self, numbers: &Numbers, scope: &Scope) -> Result<Numbers> {
        let owed = |one: &Revived| {
            let back = one.scope.as_ref();
            back.is_some_and(|back| remaining(self.policy, back, Some(scope)) != *back)
        };
        let all = self.revived_anywhere()?.into_iter().filter(owed);
        let all = all.fold(Numbers::new(), |all, one| all.union(&one.numbers));
        Ok(all.intersection(numbers))
    }
}
