//! One pass over the records with two policies at once: the one in force and another.
//!
//! What falls due, lacks something or is wrong is asked of each policy by the functions that
//! `verify due`, `purge due` and `verify scan` ask, so that what is foretold is what they show.

use super::InForce;
use super::apply::{dealings, scheduling};
use super::prospect::Orphaned;
use super::schedule::{Move, Schedule, floor};
use super::shift::Shift;
use crate::model::{FieldId, Fields, Level, Part, RecordNumber, Selector, Stray, Value};
use crate::policy::{self, Code, Finding, GivenNotices, Held, Policy, Risk, Standing};
use crate::store::Store;
use crate::vault::bucket::{Bucket, Opener, reachable};
use crate::vault::disclose::read_group;
use crate::vault::due::is_listed;
use crate::vault::error::{Error, Result};
use crate::vault::records::Record;
use crate::vault::session::Vault;
use crate::vault::state::State;
use crate::vault::trail;
use crate::vault::twins::Twins;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What a pass found.
#[derive(Default)]
pub(super) struct Seen {
    /// Records looked at.
    pub(super) records: u64,
    /// Records to be reviewed.
    pub(super) review: Shift,
    /// Records to be destroyed.
    pub(super) destruction: Shift,
    /// Required fields that a record lacks.
    pub(super) missing: Shift,
    /// Everything else that is wrong with records.
    pub(super) invalid: Shift,
    /// Records with values of fields that the policy does not know.
    pub(super) unknown: Shift,
    /// Records of who said no to a purpose that rests on consent no more.
    pub(super) refused: Shift,
    /// For each risk, how many records it is about.
    pub(super) held: Vec<u64>,
    /// Records to be written anew: their days move, or the statutory period that binds them.
    pub(super) moved: Vec<RecordNumber>,
    /// How many of them get other days.
    pub(super) rescheduled: u64,
    /// The same with both days, where they are to be listed.
    pub(super) moves: Vec<Move>,
    /// Identifiers under either policy, where figures are wanted; the second only where it differs.
    twins: Vec<Twins>,
}

/// What is asked of each record.
pub(super) struct Scan {
    old: &'static Policy,
    new: &'static Policy,
    /// The fields of the new policy by the numbers of the old.
    fields: Vec<Option<FieldId>>,
    /// The parts that the keys open.
    open: Vec<Part>,
    /// Those of them that are looked at.
    parts: Vec<Part>,
    today: Date,
    /// Everything that the new policy does away with.
    pub(super) risks: Vec<Risk>,
    /// The roles that it does away with and operators have.
    pub(super) lost_roles: Vec<Orphaned>,
    /// The terms by which `verify due` selects, of either policy.
    due: [Selector; 2],
    /// Whether each record whose days move is wanted with both.
    lists: bool,
    /// Whether other types of events are dealings, or transactions.
    pub(super) other_dealings: bool,
    /// Whether figures are wanted, not only what a change of policy must know.
    figures: bool,
    /// Nothing noted yet of identifiers.
    twins: Vec<Twins>,
    /// What consents are measured by, where figures are wanted.
    notices: GivenNotices,
    /// What came back with a restore, where figures are wanted: it is to be destroyed again.
    revived: BTreeSet<RecordNumber>,
}

/// The roles of operators that `new` does not know, each with how many have it.
fn lost_roles(vault: &Vault, new: &Policy) -> Vec<Orphaned> {
    let mut roles: BTreeMap<&str, u64> = BTreeMap::new();
    for member in vault.roster.members() {
        *roles.entry(member.role.as_str()).or_default() += 1;
    }
    let lost = |(role, count): (&str, u64)| {
        Some(Orphaned { fault: new.lost_role(role)?, records: Some(count) })
    };
    roles.into_iter().filter_map(lost).collect()
}

impl Scan {
    pub(super) fn new(vault: &Vault, new: InForce, figures: bool) -> Result<Self> {
        let (old, new, today) = (vault.policy, new.policy, vault.today()?);
        let fields = old.fields().map(|(_, field)| new.id(&field.id)).collect();
        let risks = policy::risks(old.document(), new.document());
        let lost_roles = lost_roles(vault, new);
        let due = [due(old, today)?, due(new, today)?];
        let open = reachable(&vault.ring);
        let mut parts = open.clone();
        if !figures {
            // The day of destruction follows from these, and marks of dealings from the events; the
            // rest is opened for what may go.
            let events = new.known().events.map(|events| new.part(events));
            let day = |part: &Part| {
                matches!(part, Part::Operational | Part::Level(Level::Three))
                    || Some(*part) == events
            };
            parts.retain(|part| day(part) || risks.iter().any(|risk| risk.part == *part));
        }
        let mut twins = Vec::new();
        let (mut notices, mut revived) = (GivenNotices::default(), BTreeSet::new());
        if figures {
            (notices, revived) =
                (vault.measures(today)?, vault.revived_by_record()?.into_keys().collect());
            twins = vec![vault.twins_under(old), vault.twins_under(new)];
            // Only records that are used are compared, and days say which are.
            let same_days = scheduling(old.document()) == scheduling(new.document());
            twins.dedup_by(|new, old| same_days && new.identifiers().eq(old.identifiers()));
        }
        let lists = false;
        let other_dealings = dealings(old.document()) != dealings(new.document());
        Ok(Self {
            old,
            new,
            fields,
            open,
            parts,
            today,
            risks,
            lost_roles,
            due,
            lists,
            other_dealings,
            figures,
            twins,
            notices,
            revived,
        })
    }

    /// Whether each record whose days move is listed with both.
    pub(super) fn listing(self, lists: bool) -> Self {
        Self { lists, ..self }
    }

    /// Works out the days of a record under the new policy: from its events, where other ones are
    /// dealings now, or where it is not known that they were counted.
    pub(super) fn schedule(&self, fields: &mut Fields) {
        let doubtful = self.other_dealings || !self.new.counts_dealings(fields);
        if doubtful && self.opens_events() {
            self.new.recount_dealings(fields);
        }
        self.new.schedule(fields);
    }

    /// Whether the events are open, or there are none.
    pub(super) fn opens_events(&self) -> bool {
        let events = self.new.known().events.map(|events| self.new.part(events));
        events.is_none_or(|part| self.open.contains(&part))
    }

    /// Whether everything that is asked of level `level` can be seen.
    pub(super) fn opens(&self, level: Level) -> bool {
        self.open.contains(&Part::Level(level))
    }

    /// Whether records that hold what this risk is about can be told.
    pub(super) fn can_tell(&self, risk: &Risk) -> bool {
        self.open.contains(&risk.part)
    }

    fn group(
        &self,
        (store, state): (&Store, &State),
        opener: &Opener<'_>,
        group: &[RecordNumber],
    ) -> Result<Seen> {
        let mut seen = self.nothing();
        let asks_past = self.risks.iter().any(|risk| risk.held == Held::Any && self.can_tell(risk));
        let bucket = match group.first().and_then(|first| state.bucket(first.bucket())) {
            Some(row) if asks_past => Some(Bucket::load(store, opener, row)?),
            _ => None,
        };
        for record in read_group(store, state, opener, group, &self.parts)? {
            let entry = bucket.as_ref().and_then(|bucket| bucket.entry(record.number));
            let past = match entry {
                Some(entry) => trail::open(store, opener, (record.number, entry))?
                    .into_iter()
                    .filter_map(|step| step.past)
                    .flat_map(|past| past.before)
                    .filter(|was| !was.values.is_empty())
                    .map(|was| was.field)
                    .collect(),
                None => HashSet::new(),
            };
            seen.records += 1;
            self.hold(&record.fields, &past, &mut seen.held);
            self.judge(&record, &mut seen);
        }
        Ok(seen)
    }

    /// Counts the risks that a record is a case of.
    fn hold(&self, fields: &Fields, past: &HashSet<FieldId>, held: &mut [u64]) {
        for (risk, count) in self.risks.iter().zip(held) {
            let Some(field) = self.old.id(&risk.field) else { continue };
            let was = risk.held == Held::Any && past.contains(&field);
            let is_case = was || risk.held.is_in(fields, field);
            *count += u64::from(is_case);
        }
    }

    /// Before the first record.
    fn nothing(&self) -> Seen {
        let twins = self.twins.iter().map(Twins::apart).collect();
        Seen { held: vec![0; self.risks.len()], twins, ..Seen::default() }
    }

    /// Asks both policies about a record.
    fn judge(&self, record: &Record, seen: &mut Seen) {
        let before = &record.fields;
        let of_new = |field: FieldId| self.fields.get(usize::from(field.0)).copied().flatten();
        let named = |(field, value): (FieldId, &Value)| Some((of_new(field)?, value.clone()));
        let mut after: Fields = before.iter().filter_map(named).collect();
        let mut unknown = 0;
        for Stray { part, id, value } in before.strays() {
            match self.new.id(id).filter(|field| self.new.part(*field) == *part) {
                Some(field) => after.push(field, value.clone()),
                None => unknown += 1,
            }
        }
        seen.unknown.one(!before.strays().is_empty(), unknown > 0);
        if self.opens(Level::Three) {
            let was = (Schedule::of(self.new, &after), floor(self.new, &after));
            self.schedule(&mut after);
            let is = (Schedule::of(self.new, &after), floor(self.new, &after));
            let number = record.number;
            if is != was {
                seen.moved.push(number);
            }
            if is.0 != was.0 {
                seen.rescheduled += 1;
                let before = Schedule::of(self.old, before);
                seen.moves.extend(self.lists.then_some(Move { number, before, after: is.0 }));
            }
        }
        if !self.figures {
            return;
        }
        // The verbs that tell what is to be done leave out what is restricted.
        let used = |policy: &Policy, fields: &Fields| {
            policy.standing(fields, self.today) == Standing::Active
        };
        let (was_used, is_used) = (used(self.old, before), used(self.new, &after));
        if self.opens(Level::Three) {
            let [old, new] = &self.due;
            seen.review.one(was_used && old.matches(before), is_used && new.matches(&after));
            let listed = |policy, fields| {
                let revived = self.revived.contains(&record.number);
                is_listed(policy, (record.number, fields), self.today, revived)
            };
            seen.destruction.one(listed(self.old, before), listed(self.new, &after));
        }
        seen.refused.one(false, self.old.said_no_to(self.new, before, self.today));
        let findings = |policy: &Policy, used: bool, fields: &Fields| {
            if !used {
                return Vec::new();
            }
            let mut found = policy.findings(fields, &self.parts, self.today);
            found.extend(policy.aged_consents(fields, self.today, &self.notices));
            found
        };
        let old = findings(self.old, was_used, before);
        let new = findings(self.new, is_used, &after);
        let found = |all: Vec<Finding>, of_new: &dyn Fn(FieldId) -> Option<FieldId>| {
            let code = |finding: Finding| (of_new(finding.field), finding.code);
            let missing = |code| matches!(code, Code::Missing | Code::MissingForPurpose);
            all.into_iter().map(code).partition::<Vec<_>, _>(|(_, code)| missing(*code))
        };
        let (lacked, was_wrong) = found(old, &of_new);
        let (misses, is_wrong) = found(new, &Some);
        seen.missing.several(lacked, misses);
        seen.invalid.several(was_wrong, is_wrong);
        if let [old, new @ ..] = seen.twins.as_mut_slice() {
            if was_used {
                old.note(record);
            }
            if let Some(new) = new.first_mut().filter(|_| is_used) {
                new.note(&Record { number: record.number, fields: after });
            }
        }
    }

    /// Counts records that share an identifier among what is wrong.
    fn count_twins(&self, seen: &mut Seen) -> Result<()> {
        let mut found = Vec::new();
        for twins in std::mem::take(&mut seen.twins) {
            found.push(twins.found(|_| true)?);
        }
        let mut found = found.into_iter();
        let of_new = |field: FieldId| self.fields.get(usize::from(field.0)).copied().flatten();
        let before: Vec<_> =
            found.next().into_iter().flatten().map(|t| (t.number, of_new(t.field))).collect();
        let after: Vec<_> = match found.next() {
            Some(twins) => twins.into_iter().map(|t| (t.number, Some(t.field))).collect(),
            None => before.clone(),
        };
        // Both are in order, and there may be very many.
        let (old, new): (BTreeSet<_>, BTreeSet<_>) =
            (before.iter().collect(), after.iter().collect());
        seen.invalid.before += before.len() as u64;
        seen.invalid.after += after.len() as u64;
        seen.invalid.gained += new.difference(&old).count() as u64;
        seen.invalid.lost += old.difference(&new).count() as u64;
        Ok(())
    }
}

/// The terms by which `verify due` selects what is due today.
fn due(policy: &Policy, today: Date) -> Result<Selector> {
    let tomorrow = crate::model::date::plus_days(today, 1);
    let term = format!("due.before:{tomorrow}");
    Selector::parse(&[term], policy, today).map_err(|_| Error::Bug("term of due"))
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.records += other.records;
        self.review.add(other.review);
        self.destruction.add(other.destruction);
        self.missing.add(other.missing);
        self.invalid.add(other.invalid);
        self.unknown.add(other.unknown);
        self.refused.add(other.refused);
        self.held.iter_mut().zip(other.held).for_each(|(all, more)| *all += more);
        self.moved.extend(other.moved);
        self.rescheduled += other.rescheduled;
        self.moves.extend(other.moves);
        self.twins.iter_mut().zip(other.twins).for_each(|(all, more)| all.join(more));
    }
}

impl Vault {
    /// Goes through the records `numbers`; the lock is held.
    pub(super) fn look(&self, scan: &Scan, numbers: &[RecordNumber]) -> Result<Seen> {
        let mut seen = scan.nothing();
        let state = &self.state;
        let make = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            scan.group((store, state), opener, group)
        };
        self.stream_as(numbers, &make, &mut |some| {
            seen.add(some);
            Ok(())
        })?;
        scan.count_twins(&mut seen)?;
        Ok(seen)
    }
}
