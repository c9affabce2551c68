//! Erasing a level or single fields: the destruction of a part of a record, of which the rest
//! lives on.
//!
//! Every part of a record hangs on the one record key, so a part dies only with that key. The
//! intent's transaction therefore gives each record a new one and seals what remains under it;
//! from then on the protocol is that of [`super::purge`], with nothing left to delete:
//!
//! ```text
//! T-A   for each record, in the directory of its bucket: a new record key. An erased level's part
//!       is absent, its revision 0 again, its trail entries gone; an erased field is gone from its
//!       part and from the trail entries that held it. Everything else is sealed anew, one revision
//!       on, with a trail entry for each part; Change "purge" logged with what was counted, then
//!       INTENT with its scope
//! 2–5   as ever: T-B gives the touched buckets new keys, so that the directory with the old
//!       record key is one that no key opens once the old epoch is destroyed
//! ```
//! All that needs a level's key happens in T-A. So somebody cleared for nothing can finish what is
//! pending, and whoever erases a whole level needs the keys of what remains, not of that level.

use super::bucket::{Bucket, Opener, reachable, seal_part};
use super::content;
use super::directory::{Entry, row_hash, trail_link};
use super::error::{Error, Result};
use super::records::{Touched, gone, keep_system_fields};
use super::session::Vault;
use super::state::State;
use super::trail;
use super::transaction::Transaction;
use crate::crypto::{self, Key, Random};
use crate::log::{Act, Code, Detail, Numbers, Rows, Scope};
use crate::model::{Digest, FieldId, Fields, Level, OperatorNumber, Part, RecordNumber, Value};
use crate::policy::Policy;
use crate::store::{RecordRow, Store, TrailRow};
use jiff::civil::Date;
use zeroize::Zeroizing;

/// The verb under which log and trails speak of an erasure.
pub(crate) const VERB: &str = "purge";

/// How parts are counted, by their number: as records that held one before.
pub(crate) const HELD: [&str; 4] = ["operational", "level1", "level2", "level3"];

/// What goes, and what has to be known to seal the rest.
struct Eraser<'a> {
    opener: Opener<'a>,
    levels: &'a [Level],
    fields: Vec<FieldId>,
    next_record: u64,
    operator: OperatorNumber,
    now: i64,
    today: Date,
}

/// What remains of a record, opened, and what was counted of the rest.
struct Remains {
    fields: Fields,
    trail: Vec<(Part, Zeroizing<Vec<u8>>)>,
    /// Rows of the trail, values of fields, parts.
    erased: [u64; 3],
}

impl Vault {
    /// Those of `numbers` that hold something of `scope`. Refuses where what remains cannot be
    /// sealed anew, or would lack what a record must have.
    pub(crate) fn holding(&self, numbers: &Numbers, scope: &Scope) -> Result<Numbers> {
        let eraser = self.eraser(scope)?;
        eraser.fields.iter().try_for_each(|field| self.require_field(*field))?;
        let mut holding = Numbers::new();
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            let Some(first) = group.first() else { continue };
            let row = self.state.bucket(first.bucket());
            let row = row.ok_or_else(|| gone(*first, eraser.next_record))?;
            let bucket = Bucket::load(&self.store, &eraser.opener, row)?;
            for number in group {
                if eraser.remains(&self.store, &bucket, *number)?.erased != [0; 3] {
                    holding.insert(*number);
                }
            }
        }
        Ok(holding)
    }

    fn eraser<'a>(&'a self, scope: &'a Scope) -> Result<Eraser<'a>> {
        let who = (self.operator, (self.environment.now)(), self.today()?);
        Eraser::new(self.opener(), scope, self.state.checkpoint.next_record, who)
    }
}

impl<'a> Eraser<'a> {
    fn new(
        opener: Opener<'a>,
        scope: &'a Scope,
        next_record: u64,
        (operator, now, today): (OperatorNumber, i64, Date),
    ) -> Result<Self> {
        let known = |id: &Code| opener.policy.id(id.as_str()).ok_or(Error::Bug("no such field"));
        let fields: Vec<FieldId> = scope.fields.iter().map(known).collect::<Result<_>>()?;
        let system = |field: &FieldId| opener.policy.field(*field).traits.system;
        if scope.levels.contains(&Level::Three) || fields.iter().any(system) {
            return Err(Error::Bug("an erasure of what every record has"));
        }
        Ok(Self { opener, levels: &scope.levels, fields, next_record, operator, now, today })
    }

    /// Whether events go.
    fn takes_events(&self) -> bool {
        let policy = self.opener.policy;
        let events = policy.known().events;
        events.is_some_and(|id| self.fields.contains(&id) || self.takes(policy.part(id)))
    }

    /// Whether the whole of a part goes.
    fn takes(&self, part: Part) -> bool {
        matches!(part, Part::Level(level) if self.levels.contains(&level))
    }

    /// Opens what remains of a record; nothing is changed.
    fn remains(&self, store: &Store, bucket: &Bucket, number: RecordNumber) -> Result<Remains> {
        let Opener { policy, ring, .. } = &self.opener;
        let entry = bucket.entry(number).ok_or_else(|| gone(number, self.next_record))?;
        self.require_rest(number, entry)?;
        let row = bucket.row(store, number)?;
        let before = self.opener.fields(entry, &row, &reachable(ring))?;
        let mut fields = before.clone();
        let mut values = 0;
        for (id, field) in policy.fields() {
            let single = self.fields.contains(&id) && !self.takes(field.part);
            if single || self.takes(field.part) {
                values += if single { fields.all(id).count() as u64 } else { 0 };
                fields.set(id, []);
            }
        }
        fields.retain_strays(|stray| !self.takes(stray.part));
        // Marks of activity tell the days of events, so they go with them.
        let marks = policy.known().activity.filter(|_| self.takes_events());
        if let Some(marks) = marks {
            fields.set(marks, []);
        }
        self.require_enough(number, &before, &fields)?;
        let mut trail = Vec::new();
        let (mut rows, parts) = (0, self.parts_of(entry));
        for step in trail::open(store, &self.opener, (number, entry))? {
            if self.takes(step.part) {
                rows += 1;
                continue;
            }
            let mut past = step.past.ok_or(Error::Bug("a part was not opened"))?;
            past.before.retain(|was| {
                let goes = self.fields.contains(&was.field);
                values += if goes { was.values.len() as u64 } else { 0 };
                !goes && Some(was.field) != marks
            });
            trail.push((step.part, trail::encode(policy, &past)));
        }
        let stripped = fields.clone();
        fields.set(policy.known().updated, [Value::plain(self.today.to_string())]);
        keep_system_fields(policy, (Some(&stripped), &mut fields), self.today);
        for part in Part::ALL.into_iter().filter(|part| revision(entry, *part) > 0) {
            if !self.takes(part) {
                let who = (self.now, self.operator, VERB);
                trail.push((part, trail::past(policy, part, (&stripped, &fields), who)));
            }
        }
        Ok(Remains { fields, trail, erased: [rows, values, parts] })
    }

    /// Whole parts that a record has and loses.
    fn parts_of(&self, entry: &Entry) -> u64 {
        let lost = |part: &Part| self.takes(*part) && revision(entry, *part) > 0;
        Part::ALL.iter().filter(|part| lost(part)).count() as u64
    }

    /// Refuses unless every part that remains can be opened, and so be sealed anew.
    fn require_rest(&self, number: RecordNumber, entry: &Entry) -> Result<()> {
        let clearance = self.opener.ring.clearance;
        for level in Level::ALL {
            let part = Part::Level(level);
            let remains = revision(entry, part) > 0 && !self.takes(part);
            if remains && !clearance.opens(level) {
                return Err(Error::RestAbove { record: number, needed: level });
            }
        }
        Ok(())
    }

    /// Refuses when the record would lose what it must have. Of a level that was not opened it
    /// is taken that what is missing afterwards was there before.
    fn require_enough(&self, record: RecordNumber, before: &Fields, after: &Fields) -> Result<()> {
        let Opener { policy, ring, .. } = &self.opener;
        let lacked = policy.missing(before);
        let unseen = |field: &FieldId| {
            let part = policy.part(*field);
            self.takes(part) && !ring.clearance.opens_part(part)
        };
        let lost = |group: &Vec<FieldId>| !lacked.contains(group) || group.iter().any(unseen);
        let Some(group) = policy.missing(after).into_iter().find(lost) else { return Ok(()) };
        let id = |field: &FieldId| policy.field(*field).id.clone();
        Err(Error::Lacks { record, any: group.iter().map(id).collect() })
    }

    /// Puts what remains of a record in its place in the bucket, sealed under `key`. Gives its
    /// rows, and the parts that advanced.
    fn seal(
        &self,
        bucket: &mut Bucket,
        (number, key): (RecordNumber, Key),
        remains: &Remains,
        random: &mut Random,
    ) -> Result<(RecordRow, Vec<TrailRow>, Vec<Part>)> {
        let opener = &self.opener;
        let old = bucket.entry(number).ok_or(Error::NoRecord(number))?;
        let mut row = RecordRow { number, parts: Default::default() };
        let (mut revisions, mut sealed) = (old.revisions, Vec::new());
        let slots = Part::ALL.into_iter().zip(revisions.iter_mut().zip(&mut row.parts));
        for (part, (revision, slot)) in slots {
            if self.takes(part) {
                *revision = 0;
            } else if *revision > 0 {
                *revision += 1;
                let plain = content::encode(opener.policy, part, &remains.fields);
                let plain = plain.unwrap_or_else(|| Zeroizing::new(vec![content::VERSION]));
                *slot = seal_part(opener, (number, &key), (part, *revision), &plain, random)?;
                sealed.push(part);
            }
        }
        let (mut head, mut steps) = (Digest::default(), Vec::new());
        for (n, (part, plain)) in (1..).zip(&remains.trail) {
            let part_key = opener.ring.compartment(&key, number, *part)?;
            let context = opener.ring.trail_context(number, *part, n);
            let blob = crypto::seal(&part_key, &context, plain, random);
            head = trail_link(head, n, *part, &blob);
            steps.push(TrailRow { record: number, n, part: *part, sealed: blob });
        }
        let trail = u32::try_from(steps.len()).map_err(|_| Error::Bug("a trail's length"))?;
        let hash = row_hash(number.get(), revisions, &row.parts);
        let entry = Entry { key, revisions, row: hash, trail, trail_head: head };
        bucket.directory.0.insert(number.place(), entry);
        for part in Part::ALL {
            bucket.note_searchable(opener, part, number, &remains.fields);
        }
        Ok((row, steps, sealed))
    }
}

impl Transaction<'_> {
    /// T-A of an erasure, but for the intent: seals what remains of the records anew, and logs it.
    pub(crate) fn erase(&mut self, numbers: &Numbers, scope: &Scope) -> Result<()> {
        let mut touched = Touched::default();
        let mut counts = [0; 7];
        let all: Vec<RecordNumber> = numbers.iter().collect();
        for group in all.chunk_by(|a, b| a.bucket() == b.bucket()) {
            self.erase_in(group, scope, &mut touched, &mut counts)?;
        }
        let ids = HELD.into_iter().chain(["trail", "value", "part"]);
        let counted = ids.zip(counts).filter(|(_, count)| *count > 0);
        let erased: Rows = counted.map(|(id, count)| (Code::fixed(id), count)).collect();
        self.log(Act::Change {
            verb: Code::fixed(VERB),
            parts: touched.into_parts(),
            created: Numbers::new(),
            detail: Some(Detail::Erased(erased)),
            collected: None,
            follows: false,
        });
        Ok(())
    }

    fn erase_in(
        &mut self,
        numbers: &[RecordNumber],
        scope: &Scope,
        touched: &mut Touched,
        counts: &mut [u64; 7],
    ) -> Result<()> {
        let today = self.vault.today()?;
        let now = (self.vault.environment.now)();
        let next_record = self.checkpoint.next_record;
        let key_kept = self.vault.mutated("record-key-kept");
        let Vault { store, ring, state, policy, random, operator, .. } = &mut *self.vault;
        let State { checkpoint, wrap, .. } = &*state;
        let opener = Opener::new(ring, wrap, checkpoint.epoch, policy);
        let eraser = Eraser::new(opener, scope, next_record, (*operator, now, today))?;
        let Some(first) = numbers.first() else { return Ok(()) };
        let row = store.bucket(first.bucket())?.ok_or_else(|| gone(*first, next_record))?;
        let mut bucket = Bucket::load(store, &eraser.opener, &row)?;
        for part in Part::ALL {
            bucket.open_segment(store, &eraser.opener, part)?;
        }
        let (mut inserted, mut trail) = (Vec::new(), Vec::new());
        for number in numbers {
            let remains = eraser.remains(store, &bucket, *number)?;
            let held = bucket.entry(*number).map(|entry| entry.revisions.map(|r| u64::from(r > 0)));
            let more = held.into_iter().flatten().chain(remains.erased);
            counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
            let key = match bucket.entry(*number).filter(|_| key_kept) {
                Some(entry) => entry.key.duplicate(),
                None => Key::generate(random)?,
            };
            let (row, steps, sealed) =
                eraser.seal(&mut bucket, (*number, key), &remains, random)?;
            for part in sealed {
                touched.note(part, *number);
            }
            store.delete_record(*number)?;
            inserted.push(row);
            trail.extend(steps);
        }
        let mut writes = bucket.finish(&eraser.opener, random)?;
        writes.inserted = inserted;
        writes.trail = trail;
        writes.apply(store)
    }
}

/// How often a part was sealed; 0 for one that is not there.
fn revision(entry: &Entry, part: Part) -> u32 {
    entry.revisions.get(part.index()).copied().unwrap_or_default()
}

/// The scope of an erasure, in the one order that plan and log give it.
pub fn scope(policy: &Policy, levels: &[Level], fields: &[FieldId]) -> Option<Scope> {
    let (mut levels, mut fields) = (levels.to_vec(), fields.to_vec());
    levels.sort_unstable();
    levels.dedup();
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|id| !matches!(policy.part(*id), Part::Level(level) if levels.contains(&level)));
    let ids = fields.iter().map(|id| policy.field(*id).id.parse().ok());
    let fields: Vec<Code> = ids.collect::<Option<_>>()?;
    (!levels.is_empty() || !fields.is_empty()).then_some(Scope { levels, fields })
}
