//! A record's trail: for each change, sealed under the record's own key, what was there before. It
//! dies with the record.
//!
//! One entry keeps one part of one change:
//!
//! ```text
//! version u8 | time i64 | operator u32 | verb: length, ASCII | for each field that changed:
//! length, ASCII id | count u8 | for each value: length, text | length, text as entered
//! ```
//!
//! In version 2 the count is a length, and before it stand two more: how many values at the head
//! and at the tail of the field stayed as they were, and are not kept again. So a thousand events,
//! entered one by one, leave a thousand events in the trail and not half a million. Behind each
//! value stands what was known about it, as in a compartment ([`content`]). It is written where
//! values stayed, where something was known, or where there are more than a byte counts.
//!
//! Entries count from 1. The directory says how many there are, and the head of the chain over
//! their sealed bytes, so none can be left out, put back, or taken from another record.

use super::bucket::Opener;
use super::bytes::{Malformed, Reader, put_length, put_sized};
use super::content::{self, Stored};
use super::directory::{Entry, trail_link};
use super::error::{Error, Place, Result};
use crate::crypto;
use crate::model::{Digest, FieldId, Fields, OperatorNumber, Part, RecordNumber, Value};
use crate::policy::{Field, Policy};
use crate::store::Store;
use zeroize::Zeroizing;

/// Version byte of the narrow layout.
const VERSION: u8 = 1;
/// Version byte of the layout for many values, some of which stayed, and what was known of them.
const WIDE: u8 = 2;

/// What a change left behind of one part.
#[derive(Debug)]
pub(crate) struct Past {
    /// When, in milliseconds since 1970 UTC.
    pub(crate) time: i64,
    /// Who.
    pub(crate) operator: OperatorNumber,
    /// By which verb.
    pub(crate) verb: String,
    /// What the fields that changed held before.
    pub(crate) before: Vec<Was>,
}

/// What a field held before a change, as far as it is not the same as after it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Was {
    /// The field.
    pub(crate) field: FieldId,
    /// How many values at its head stayed, and how many at its tail.
    pub(crate) stays: (usize, usize),
    /// Those between; none: there was nothing between.
    pub(crate) values: Vec<Value>,
}

impl Was {
    /// What is kept of a field that held `before` and then `after`.
    fn of(field: FieldId, before: &[Value], after: &[Value]) -> Self {
        let same = |(one, other): &(&Value, &Value)| one == other;
        let head = before.iter().zip(after).take_while(same).count();
        let (before, after) = (before.split_at(head).1, after.split_at(head).1);
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(same).count();
        let (values, _) = before.split_at(before.len() - tail);
        Self { field, stays: (head, tail), values: values.to_vec() }
    }

    /// All that the field held, when it held `after` then; and those of `after` that came.
    pub(crate) fn whole(&self, after: &[Value]) -> (Vec<Value>, Vec<Value>) {
        let head = self.stays.0.min(after.len());
        let (first, rest) = after.split_at(head);
        let (came, last) = rest.split_at(rest.len().saturating_sub(self.stays.1));
        ([first, &self.values, last].concat(), came.to_vec())
    }
}

/// One entry of a trail.
pub(crate) struct Step {
    /// The part that changed.
    pub(crate) part: Part,
    /// What was there before, if the clearance reaches it.
    pub(crate) past: Option<Past>,
}

/// What is kept of a change, for one part.
pub(crate) fn past(
    policy: &Policy,
    part: Part,
    (before, after): (&Fields, &Fields),
    (time, operator, verb): (i64, OperatorNumber, &str),
) -> Zeroizing<Vec<u8>> {
    let differs =
        |(id, field): &(FieldId, &Field)| field.part == part && !before.all(*id).eq(after.all(*id));
    let held = |(id, _)| {
        let all = |fields: &'_ Fields| -> Vec<Value> { fields.all(id).cloned().collect() };
        let (before, after) = (all(before), all(after));
        Was::of(id, &before, &after)
    };
    let before = policy.fields().filter(differs).map(held).collect();
    encode(policy, &Past { time, operator, verb: verb.to_owned(), before })
}

/// The layout above.
pub(crate) fn encode(policy: &Policy, past: &Past) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(128));
    let narrow = |was: &Was| {
        was.stays == (0, 0)
            && u8::try_from(was.values.len()).is_ok()
            && was.values.iter().all(|value| value.about.is_none())
    };
    let wide = !past.before.iter().all(narrow);
    out.push(if wide { WIDE } else { VERSION });
    out.extend_from_slice(&past.time.to_be_bytes());
    out.extend_from_slice(&past.operator.0.to_be_bytes());
    put_sized(&mut out, past.verb.as_bytes());
    for Was { field, stays, values } in &past.before {
        put_sized(&mut out, policy.field(*field).id.as_bytes());
        if wide {
            for count in [stays.0, stays.1, values.len()] {
                put_length(&mut out, count);
            }
        } else {
            out.push(u8::try_from(values.len()).unwrap_or(u8::MAX));
        }
        for value in values {
            content::put_value(&mut out, value, wide);
        }
    }
    out
}

/// Reads what [`encode`] wrote.
fn read(policy: &Policy, bytes: &[u8]) -> std::result::Result<Past, Malformed> {
    let mut reader = Reader::new(bytes);
    let wide = match reader.u8()? {
        VERSION => false,
        WIDE => true,
        _ => return Err(Malformed),
    };
    let time = i64::from_be_bytes(reader.array()?);
    let operator = OperatorNumber(reader.u32()?);
    let verb = reader.text()?.to_owned();
    let mut before = Vec::new();
    while !reader.is_empty() {
        let field = policy.id(reader.text()?);
        let mut values = Vec::new();
        let stays = if wide { (reader.length()?, reader.length()?) } else { (0, 0) };
        let count = if wide { reader.length()? } else { usize::from(reader.u8()?) };
        for _ in 0..count {
            values.push(Stored::read(&mut reader, wide)?.to_value()?);
        }
        // One that the policy in force does not have came back with a restore.
        before.extend(field.map(|field| Was { field, stays, values }));
    }
    Ok(Past { time, operator, verb, before })
}

/// Opens a record's trail, after comparing its chain with the directory.
pub(crate) fn open(
    store: &Store,
    opener: &Opener<'_>,
    (number, entry): (RecordNumber, &Entry),
) -> Result<Vec<Step>> {
    let bad = || Error::damaged(Place::new("records.db", "damage-trail").of(number));
    let rows = store.trail(number)?;
    let mut head = Digest::default();
    for (n, row) in (1..).zip(&rows) {
        if row.n != n {
            return Err(bad());
        }
        head = trail_link(head, row.n, row.part, &row.sealed);
    }
    if rows.len() as u64 != u64::from(entry.trail) || head != entry.trail_head {
        return Err(bad());
    }
    let step = |row: &crate::store::TrailRow| {
        if !opener.ring.clearance.opens_part(row.part) {
            return Ok(Step { part: row.part, past: None });
        }
        let key = opener.ring.compartment(&entry.key, number, row.part)?;
        let context = opener.ring.trail_context(number, row.part, row.n);
        let bytes = crypto::open(&key, &context, row.sealed.as_bytes()).map_err(|_| bad())?;
        if bytes.first().is_some_and(|version| *version > WIDE) {
            return Err(Error::Newer("trail"));
        }
        let past = read(opener.policy, &bytes).map_err(|_| bad())?;
        Ok(Step { part: row.part, past: Some(past) })
    };
    rows.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    #[test]
    fn what_was_there_before_comes_back() {
        let policy = Policy::builtin();
        let known = policy.known();
        let mut phone = Value::plain("+8613800000013");
        phone.original = Some("138-0000-0013".to_owned());
        let (mut before, mut after) = (Fields::new(), Fields::new());
        before.push(known.phone, phone.clone());
        before.push(known.phone, Value::plain("+8613800000014"));
        before.push(known.name, Value::plain("张伟"));
        after.push(known.name, Value::plain("张伟"));
        after.push(known.email, Value::plain("a@example.com"));
        after.push(known.grade, Value::plain("A"));
        let who = (7, OperatorNumber(3), "edit");
        let bytes = past(policy, Part::Level(Level::Two), (&before, &after), who);
        let back = read(policy, &bytes).unwrap();
        assert_eq!(bytes[0], VERSION);
        assert_eq!((back.time, back.operator.0, back.verb.as_str()), (7, 3, "edit"));
        let phones = vec![phone, Value::plain("+8613800000014")];
        let was = |field, values| Was { field, stays: (0, 0), values };
        assert_eq!(back.before, [was(known.phone, phones), was(known.email, vec![])]);
        for cut in 0..bytes.len() {
            let whole = read(policy, &bytes[..cut]);
            assert!(whole.is_err() || whole.is_ok_and(|past| past.before.len() < 2), "{cut}");
        }
    }
    #[test]
    fn what_was_known_before_and_any_number_of_values_come_back() {
        let policy = Policy::builtin();
        let (phone, tags) = (policy.known().phone, policy.known().tags);
        let mut fields = Fields::new();
        fields.push(phone, Value::plain("+8613800000013"));
        fields.about_mut(phone, 0).unwrap().failures = 2;
        let many = |count: usize| (0..count).map(|n| (tags, Value::plain(n.to_string())));
        for (before, version) in
            [(fields, WIDE), (many(255).collect(), VERSION), (many(256).collect(), WIDE)]
        {
            for part in [Part::Level(Level::Two), Part::Level(Level::Three)] {
                let who = (7, OperatorNumber(3), "verify");
                let bytes = past(policy, part, (&before, &Fields::new()), who);
                let back = read(policy, &bytes).unwrap();
                let Some(Was { field, values, .. }) = back.before.first() else { continue };
                assert_eq!(bytes[0], version);
                assert!(before.all(*field).eq(values), "{}", values.len());
            }
        }
    }

    #[test]
    fn what_stays_is_not_kept_again() {
        let policy = Policy::builtin();
        let events = policy.known().events.unwrap();
        let record = |numbers: &[u16]| -> Fields {
            numbers.iter().map(|n| (events, Value::plain(format!("event {n}")))).collect()
        };
        let two = Part::Level(Level::Two);
        for (old, new, kept) in [
            (&[][..], &[1][..], 0),
            (&[1, 2, 3], &[1, 2, 3, 4], 0),
            (&[1, 2, 3], &[1, 9, 3], 1),
            (&[1, 1, 1], &[1, 1], 1),
            (&[1, 2], &[2, 1], 2),
            (&[1, 2, 3], &[], 3),
        ] {
            let (before, after) = (record(old), record(new));
            let bytes = past(policy, two, (&before, &after), (7, OperatorNumber(3), "event"));
            let back = read(policy, &bytes).unwrap();
            assert_eq!(back.before[0].values.len(), kept, "{old:?} {new:?}");
            let then: Vec<Value> = after.all(events).cloned().collect();
            let (whole, came) = back.before[0].whole(&then);
            assert!(before.all(events).eq(&whole), "{old:?} {new:?}");
            assert_eq!(then.len() - came.len(), old.len() - kept, "what stayed is in both");
        }
        let many: Vec<u16> = (0..1000).collect();
        let (before, after) = (record(&many), record(&[&many[..], &[1000]].concat()));
        let bytes = past(policy, two, (&before, &after), (7, OperatorNumber(3), "event"));
        assert!(bytes.len() < 100, "{}", bytes.len());
    }
}
