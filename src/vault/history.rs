//! The life of a record: what the log says was done to it, joined with what its trail kept of the
//! values from before.
//!
//! An entry of the log names the parts it advanced; the trail has one entry for each of them, in
//! the same order. So the two are joined by counting, and no time has to be compared. Of a level
//! that was erased the trail has no entry from before that; the intent says from when on it has.

use super::audit::named;
use super::bucket::{Bucket, reachable};
use super::cover::LeftOut;
use super::error::{Error, Place, Result};
use super::records::gone;
use super::search::Found;
use super::session::Vault;
use super::trail::{self, Step, Was};
use crate::log::{Act, Code, Entry, Numbers, Pseudonymised, Restored, Shared};
use crate::model::{
    Capability, FieldId, Fields, Level, OperatorNumber, Part, RecordNumber, Selector, Value,
};
use std::collections::BTreeMap;

/// One field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field.
    pub field: FieldId,
    /// What it held before; of events, scorecards and links only those that went.
    pub before: Vec<Value>,
    /// What it held then; of events, scorecards and links only those that came.
    pub after: Vec<Value>,
    /// How many values at its head and its tail stayed.
    stays: (usize, usize),
}

/// Something that was done to a record or with it.
#[derive(Clone, Debug)]
pub struct Event {
    /// The number of the log's entry; none for a change that the log does not name.
    pub seq: Option<u64>,
    /// When, in milliseconds since 1970 UTC.
    pub time: i64,
    /// Who.
    pub operator: OperatorNumber,
    /// The name of who.
    pub name: String,
    /// The verb, or where there is none the act, as the log names it.
    pub verb: String,
    /// The parts that were written, or the levels that were shown.
    pub parts: Vec<Part>,
    /// Whether values were written, not shown.
    pub writes: bool,
    /// Whether level 1 was shown unmasked.
    pub revealed: bool,
    /// To whom it was handed over, and on which terms, where it was a share.
    pub share: Option<Box<Shared>>,
    /// For whom pseudonyms left instead of what identifies, where they did.
    pub pseudonyms: Option<Pseudonymised>,
    /// The id of the purpose for which it was shown, where one was given.
    pub purpose: Option<String>,
    /// The fields that changed, as far as the clearance reaches.
    pub changes: Vec<Changed>,
}

/// What is known of one record.
#[derive(Clone, Debug)]
pub struct Life {
    /// Its number.
    pub number: RecordNumber,
    /// What was done, the oldest first.
    pub events: Vec<Event>,
    /// Present values that were entered in another spelling.
    pub originals: Vec<(FieldId, Value)>,
}

impl Life {
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let changes = self.events.iter().flat_map(|event| &event.changes);
        changes.map(|change| change.field).chain(self.originals.iter().map(|(field, _)| *field))
    }
}

/// What the log says of one record.
#[derive(Default)]
struct Told {
    events: Vec<Event>,
    /// The intents that took a whole part of it, with that part.
    erased: Vec<(u64, Part)>,
}

impl Told {
    /// Forgets what a restore undid of the record: its trail does not have it either.
    fn undo(&mut self, restored: &Restored, number: RecordNumber) {
        let later = restored.later.iter().find(|later| later.numbers.contains(number));
        let base = later.map_or(restored.base, |later| later.base);
        self.events.retain(|event| !event.writes || event.seq.is_some_and(|seq| seq <= base));
        self.erased.retain(|(seq, _)| *seq <= base);
    }
}

impl Vault {
    /// The lives of the selected records; that they are shown is logged first.
    pub fn history(&mut self, selector: &Selector, revealed: bool) -> Result<Vec<Life>> {
        self.require(Capability::Read)?;
        self.hold_exclusive()?;
        self.recover_to_look()?;
        let found = self.find(selector)?;
        let lives = self.lives(&found)?;
        let shown = |level: &Level| {
            let mut fields = lives.iter().flat_map(Life::fields);
            fields.any(|field| self.policy.part(field) == Part::Level(*level))
        };
        let levels: Vec<Level> = Level::ALL.into_iter().filter(shown).collect();
        let act = Act::Disclose {
            verb: Code::fixed("history"),
            numbers: found.numbers.iter().copied().collect(),
            count: found.numbers.len() as u64,
            revealed: revealed && levels.contains(&Level::One),
            levels,
            purpose: None,
            terms: self.terms(&LeftOut::default()),
        };
        self.log_look(&act, &found)?;
        self.release()?;
        Ok(lives)
    }

    fn lives(&self, found: &Found) -> Result<Vec<Life>> {
        let mut told = self.told_of(&found.numbers.iter().copied().collect())?;
        let opener = self.opener();
        let parts = reachable(&self.ring);
        let mut lives = Vec::with_capacity(found.numbers.len());
        for group in found.numbers.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let Some(first) = group.first() else { continue };
            let missing = || gone(*first, self.state.checkpoint.next_record);
            let row = self.state.bucket(first.bucket()).ok_or_else(missing)?;
            let bucket = Bucket::load(&self.store, &opener, row)?;
            for number in group {
                let lost = || Place::new("records.db", "damage-record-missing").of(*number);
                let entry = bucket.entry(*number).ok_or_else(|| Error::damaged(lost()))?;
                let row = bucket.row(&self.store, *number)?;
                let present = opener.fields(entry, &row, &parts)?;
                let steps = trail::open(&self.store, &opener, (*number, entry))?;
                let told = told.remove(number).unwrap_or_default();
                lives.push(self.life(*number, told, steps, &present));
            }
        }
        Ok(lives)
    }

    /// What the log says of each of the records.
    fn told_of(&self, numbers: &Numbers) -> Result<BTreeMap<RecordNumber, Told>> {
        let mut told: BTreeMap<RecordNumber, Told> = BTreeMap::new();
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            for number in named(&entry.act).intersection(numbers).iter() {
                let told = told.entry(number).or_default();
                match &entry.act {
                    // Of who lives only a part was destroyed: the change before the intent tells
                    // that, and nothing that follows from it is news.
                    Act::Intent { scope, .. } => {
                        let levels = scope.iter().flat_map(|scope| scope.levels.iter().copied());
                        told.erased.extend(levels.map(|level| (row.seq, Part::Level(level))));
                    }
                    Act::Destroyed { .. } | Act::Done { .. } => {}
                    Act::Restored(restored) => {
                        told.undo(restored, number);
                        told.events.push(self.event(row.seq, &entry, number));
                    }
                    _ => told.events.push(self.event(row.seq, &entry, number)),
                }
            }
            Ok::<_, Error>(true)
        })?;
        Ok(told)
    }

    fn event(&self, seq: u64, entry: &Entry, number: RecordNumber) -> Event {
        let mut event = Event {
            seq: Some(seq),
            verb: entry.act.name().to_owned(),
            writes: false,
            parts: Vec::new(),
            revealed: false,
            share: entry.act.shared().cloned().map(Box::new),
            pseudonyms: entry.act.pseudonyms().cloned(),
            purpose: None,
            ..self.untold(entry.time, entry.operator)
        };
        match &entry.act {
            Act::Change { verb, parts, .. } => {
                verb.as_str().clone_into(&mut event.verb);
                event.writes = true;
                let touched = parts.iter().filter(|change| change.numbers.contains(number));
                event.parts = touched.map(|change| change.part).collect();
            }
            Act::Disclose { verb, revealed, purpose, .. } => {
                let levels = entry.act.levels_of(number);
                event.purpose = purpose.as_ref().map(ToString::to_string);
                verb.as_str().clone_into(&mut event.verb);
                event.parts = levels.iter().copied().map(Part::Level).collect();
                event.revealed = *revealed && levels.contains(&Level::One);
            }
            _ => {}
        }
        event
    }

    fn untold(&self, time: i64, operator: OperatorNumber) -> Event {
        let name = self.roster.get(operator).map(|member| member.name.clone());
        Event {
            seq: None,
            time,
            operator,
            name: name.unwrap_or_else(|| operator.to_string()),
            verb: String::new(),
            parts: Vec::new(),
            writes: true,
            revealed: false,
            share: None,
            pseudonyms: None,
            purpose: None,
            changes: Vec::new(),
        }
    }

    /// Joins the events of a record with the steps of its trail.
    fn life(
        &self,
        number: RecordNumber,
        Told { mut events, erased }: Told,
        steps: Vec<Step>,
        present: &Fields,
    ) -> Life {
        let known = self.policy.known();
        let mut steps = steps.into_iter().peekable();
        let before = |step: Step| {
            let fields = step.past.map(|past| past.before).unwrap_or_default();
            fields.into_iter().map(|Was { field, stays, values }| Changed {
                field,
                before: values,
                after: Vec::new(),
                stays,
            })
        };
        let mut first = true;
        for event in events.iter_mut().filter(|event| event.writes) {
            // What made the record had nothing before it.
            if std::mem::take(&mut first) {
                continue;
            }
            let seq = event.seq;
            let is_kept = |part: &&Part| {
                erased.iter().all(|(since, gone)| gone != *part || seq > Some(*since))
            };
            for part in event.parts.iter().filter(is_kept) {
                if let Some(step) = steps.next_if(|step| step.part == *part) {
                    event.changes.extend(before(step));
                }
            }
        }
        for step in steps {
            let Some((time, operator, verb)) =
                step.past.as_ref().map(|past| (past.time, past.operator, past.verb.clone()))
            else {
                continue;
            };
            let parts = vec![step.part];
            let changes = before(step).collect();
            events.push(Event { verb, parts, changes, ..self.untold(time, operator) });
        }
        let mut fields = present.clone();
        for change in events.iter_mut().rev().flat_map(|event| event.changes.iter_mut().rev()) {
            let after: Vec<Value> = fields.all(change.field).cloned().collect();
            let Changed { field, stays, .. } = *change;
            let was = Was { field, stays, values: std::mem::take(&mut change.before) };
            let (before, came) = was.whole(&after);
            fields.set(field, before.iter().cloned());
            // Of many events one came: the others are no news.
            let news = self.policy.field(field).kind.is_structured();
            (change.before, change.after) = if news { (was.values, came) } else { (before, after) };
        }
        // The time of the event says as much as these.
        let told = |field| field == known.updated || Some(field) == known.activity;
        for event in &mut events {
            event.changes.retain(|change| !told(change.field));
        }
        let originals = present.iter().filter(|(_, value)| value.original.is_some());
        let originals = originals.map(|(field, value)| (field, value.clone())).collect();
        Life { number, events, originals }
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Aim;
    use super::super::sample::{Sample, selector};
    use super::*;
    use crate::policy::Policy;

    fn edited() -> Sample {
        let sample = Sample::new();
        sample.add(&[("张伟", "138-0000-0013", ""), ("李娜", "13800000014", "")]);
        let known = Policy::builtin().known();
        let one = selector("K-1");
        let mut vault = sample.open();
        for (field, texts) in [
            (known.grade, &["B"][..]),
            (known.grade, &["A"]),
            (known.name, &["张炜"]),
            (known.tags, &["展会", "VIP"]),
        ] {
            let values: Vec<Value> = texts.iter().map(|text| Value::plain(*text)).collect();
            let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
            vault.set_fields(aim, "edit", &[(field, values)]).unwrap();
        }
        sample
    }

    fn told(life: &Life) -> Vec<String> {
        let policy = Policy::builtin();
        let texts = |values: &[Value]| {
            values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>().join("+")
        };
        let change = |c: &Changed| {
            format!(" {}:{}>{}", policy.field(c.field).id, texts(&c.before), texts(&c.after))
        };
        let event = |event: &Event| {
            let changes: String = event.changes.iter().map(change).collect();
            format!("{} {}{changes}", event.name, event.verb)
        };
        life.events.iter().map(event).collect()
    }

    #[test]
    fn a_life_is_told_from_its_first_day() {
        let sample = edited();
        let lives = sample.open().history(&selector("K-1"), false).unwrap();
        assert_eq!(
            told(&lives[0]),
            [
                "wang add",
                "wang edit grade:>B",
                "wang edit grade:B>A",
                "wang edit name:张伟>张炜",
                "wang edit tags:>展会+VIP",
            ]
        );
        let (field, value) = &lives[0].originals[0];
        assert_eq!(*field, Policy::builtin().known().phone);
        assert_eq!(value.original.as_deref(), Some("138-0000-0013"));
        let again = sample.open().history(&selector("K-1 K-2"), false).unwrap();
        assert_eq!(told(&again[0]).last().unwrap(), "wang history");
        assert_eq!(told(&again[1]), ["wang add"]);
        assert_eq!(again[0].events.last().unwrap().parts.len(), 2);
    }

    /// Breaks when the chain over the trail is not compared with the directory.
    #[test]
    fn a_trail_that_was_cut_or_changed_is_damage() {
        for sql in [
            "DELETE FROM trail WHERE n = 4",
            "DELETE FROM trail",
            "UPDATE trail SET sealed = (SELECT sealed FROM trail WHERE n = 1) WHERE n = 2",
            "UPDATE trail SET part = 2 WHERE n = 1",
        ] {
            let sample = edited();
            let store = crate::store::Store::open(&sample.dir().join("records.db")).unwrap();
            store.tamper(sql);
            drop(store);
            let damaged = sample.open().history(&selector("K-1"), false).unwrap_err();
            let Error::Damaged { place, .. } = damaged else { panic!("{sql}: {damaged}") };
            assert_eq!(place.what, "damage-trail", "{sql}");
        }
    }
}
