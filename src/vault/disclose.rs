//! Showing and handing out records: nothing leaves before it is in the log.

use super::bucket::{Bucket, Opener};
use super::cover::{Disclosed, Lens, is_use};
use super::error::{Error, Result};
use super::order::{self, Order as Sort};
use super::records::Record;
use super::search::Found;
use super::session::Vault;
use super::state::{State, entry_of};
use crate::log::{Act, Code, Entry, Numbers};
use crate::model::{Capability, Level, Part, RecordNumber, Selector, Value};
use crate::policy::{Role, Standing};
use crate::store::Store;
use jiff::civil::Date;
use std::sync::mpsc;

/// What is to be shown.
pub struct Request<'a> {
    /// The verb, as the log names it: list, show, export, history …
    pub verb: &'static str,
    /// Which records.
    pub selector: &'a Selector,
    /// Which parts of them; what lies above the clearance is refused.
    pub parts: Vec<Part>,
    /// The levels that the output contains.
    pub levels: Vec<Level>,
    /// Id of the purpose, where one was given; otherwise it is that of the role.
    pub purpose: Option<String>,
    /// Whether level 1 is shown unmasked.
    pub revealed: bool,
    /// In which order; otherwise by number.
    pub order: Option<Sort>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// Up to this many records are held in memory, so that the lock is free while they are printed.
pub(super) const HELD: usize = 4096;

/// How often a reader is overtaken by writers before it computes under the exclusive lock.
pub(super) const PATIENCE: u32 = 3;

impl Vault {
    /// Finds the records that the purpose covers, logs that they are shown, then hands each to
    /// `emit` as far as the purpose may see it. When the log cannot be written, nothing is shown.
    pub fn disclose(
        &mut self,
        request: &Request<'_>,
        emit: &mut dyn FnMut(&Record) -> Result<()>,
    ) -> Result<Disclosed> {
        self.require(Capability::Read)?;
        let mut overtaken = 0;
        loop {
            self.hold_shared()?;
            let mut plan = self.plan(request)?;
            let seen = self.state.checkpoint.seq;
            self.hold_exclusive()?;
            self.recover_to_look()?;
            if self.written_since(seen)? {
                overtaken += 1;
                if overtaken < PATIENCE {
                    self.release()?;
                    continue;
                }
                plan = self.plan(request)?;
            }
            self.log_disclosure(request, &plan)?;
            let seen = self.state.checkpoint.seq;
            let mut done = plan.disclosed;
            if let Some(records) = plan.held {
                self.release()?;
                records.iter().try_for_each(emit)?;
                return Ok(done);
            }
            // Many: they are read again while they are shown, so writers stay out meanwhile.
            self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
            self.refresh()?;
            if self.written_since(seen)? {
                continue;
            }
            let shown =
                self.stream_for(plan.lens.as_ref(), (&plan.found, request), &mut done, emit);
            self.release()?;
            shown?;
            return Ok(done);
        }
    }

    /// The numbers that a selector takes of what this operator may look at.
    pub fn select(&mut self, selector: &Selector) -> Result<Numbers> {
        self.select_for(Capability::Read, selector)
    }

    /// The numbers that a selector takes and `capability` reaches, for a plan that is shown before
    /// it is carried out. Numbers are no personal data; nothing is logged.
    pub fn select_for(&mut self, capability: Capability, selector: &Selector) -> Result<Numbers> {
        self.require(capability)?;
        self.hold_shared()?;
        // What cannot be limited itself shows no more than a look would.
        let reach = if Role::can_limit(capability) { capability } else { Capability::Read };
        let numbers = self.find_for(reach, selector)?.numbers.into_iter().collect();
        self.release()?;
        Ok(numbers)
    }

    fn plan(&self, request: &Request<'_>) -> Result<Plan> {
        for part in &request.parts {
            if let Part::Level(level) = part {
                self.require_level(*level, None)?;
            }
        }
        let mut found = self.find(request.selector)?;
        let narrows = is_use(request.verb) && !self.mutated("purpose-unheeded");
        let lens = if narrows { self.lens(request.purpose.as_deref())? } else { None };
        let mut disclosed = Disclosed::default();
        if let Some(lens) = &lens {
            disclosed.left_out = if request.verb == "show" {
                self.cover_or_refuse(lens, request.selector, &mut found)?
            } else {
                self.cover(lens, &mut found)?
            };
        }
        let mut held = None;
        if request.order.is_some() || found.numbers.len() <= HELD {
            let mut records = Vec::with_capacity(found.numbers.len());
            if request.order.is_none() {
                found.numbers.truncate(request.limit.unwrap_or(usize::MAX));
            }
            let today = self.today()?;
            let parts = wider(lens.as_ref(), &request.parts);
            self.stream(&found.numbers, &parts, &mut |record| {
                let mut record = record.clone();
                self.tell_standing(&mut record, today);
                records.push(record);
                Ok(())
            })?;
            if let Some(order) = request.order {
                order::sort(&mut records, self.policy, order);
                records.truncate(request.limit.unwrap_or(usize::MAX));
                found.numbers = records.iter().map(|record| record.number).collect();
            }
            if let Some(lens) = &lens {
                for record in &mut records {
                    let values = lens.narrow(record, &request.parts);
                    disclosed.waits(record.number, values);
                }
            }
            held = Some(records);
        }
        found.numbers.truncate(request.limit.unwrap_or(usize::MAX));
        disclosed.count = found.numbers.len() as u64;
        Ok(Plan { found, held, lens, disclosed })
    }

    /// Streams records as far as a purpose may see them.
    fn stream_for(
        &self,
        lens: Option<&Lens>,
        (found, request): (&Found, &Request<'_>),
        done: &mut Disclosed,
        emit: &mut dyn FnMut(&Record) -> Result<()>,
    ) -> Result<()> {
        let Some(lens) = lens else { return self.stream(&found.numbers, &request.parts, emit) };
        self.stream(&found.numbers, &Lens::parts(&request.parts), &mut |record| {
            let mut record = record.clone();
            let values = lens.narrow(&mut record, &request.parts);
            done.waits(record.number, values);
            emit(&record)
        })
    }

    /// A record is restricted on its day though nobody wrote that into it.
    fn tell_standing(&self, record: &mut Record, today: Date) {
        let standing = self.policy.standing(&record.fields, today);
        if !matches!(standing, Standing::Active | Standing::Quarantined) {
            record.fields.set(self.policy.known().state, [Value::plain("restricted")]);
        }
    }

    fn log_disclosure(&mut self, request: &Request<'_>, plan: &Plan) -> Result<()> {
        let code = |text: &String| text.parse().map_err(|_| Error::Bug("purpose"));
        let of_role = || self.role().map(|role| &role.purpose).filter(|id| !id.is_empty());
        let purpose = request.purpose.as_ref().or_else(of_role);
        let levels = self.levels_shown(request, plan);
        let act = Act::Disclose {
            verb: Code::fixed(request.verb),
            numbers: plan.found.numbers.iter().copied().collect(),
            count: plan.found.numbers.len() as u64,
            revealed: request.revealed && levels.contains(&Level::One),
            levels,
            purpose: purpose.map(code).transpose()?,
            terms: self.terms(&plan.disclosed.left_out),
        };
        self.log_look(&act, &plan.found)
    }

    /// The levels of which the output has values: of those that it could have, the ones that the
    /// records have, as far as they were looked at by now.
    fn levels_shown(&self, request: &Request<'_>, plan: &Plan) -> Vec<Level> {
        let has = |level: &Level| {
            plan.held.as_ref().is_none_or(|records| {
                let part = Part::Level(*level);
                records.iter().any(|Record { fields, .. }| {
                    fields.iter().any(|(field, _)| self.policy.part(field) == part)
                        || fields.strays().iter().any(|stray| stray.part == part)
                })
            })
        };
        request.levels.iter().copied().filter(has).collect()
    }

    /// Logs a look, and stores the segments that had to be rebuilt for it; under the exclusive
    /// lock.
    pub(crate) fn log_look(&mut self, act: &Act, found: &Found) -> Result<()> {
        self.log_granted_look(None, act, found)
    }

    /// The same for a look that another approved: that proposal's number.
    pub(crate) fn log_granted_look(
        &mut self,
        granted: Option<u64>,
        act: &Act,
        found: &Found,
    ) -> Result<()> {
        if let Act::Disclose { verb, revealed, .. } = act {
            self.require_assessment(verb.as_str(), *revealed)?;
        }
        let noticed = self.watch(act)?;
        self.refuse_extraordinary(act, &noticed)?;
        self.transact_on_ballast(|transaction| {
            transaction.rebuild_segments(&found.stale)?;
            if let Some(proposal) = granted {
                transaction.log(Act::Used { proposal });
            }
            let seq = transaction.log(act.clone());
            if let Some(shared) = act.shared() {
                transaction.checkpoint.shares = seq;
                transaction.checkpoint.share_numbers = shared.number;
            }
            transaction.note(act, &noticed);
            Ok(())
        })
        .map_err(not_logged)?;
        for noticed in &noticed {
            (self.environment.noticed)(noticed);
        }
        Ok(())
    }

    /// Whether anything but looks was logged after entry `seq`.
    pub(crate) fn written_since(&self, seq: u64) -> Result<bool> {
        let mut written = false;
        self.store.each_entry(seq + 1, |row| {
            let entry = self.open_entry(&row)?;
            written = !matches!(
                entry.act,
                Act::Disclose { .. }
                    | Act::Refused { .. }
                    | Act::Certificate { .. }
                    | Act::Verified { .. }
                    | Act::Proposed(_)
                    | Act::Share(_)
                    | Act::Used { .. }
                    | Act::Anomaly(_)
            );
            Ok::<_, Error>(!written)
        })?;
        Ok(written)
    }

    /// Opens a log entry.
    pub(crate) fn open_entry(&self, row: &crate::store::LogRow) -> Result<Entry> {
        entry_of(&self.ring, row)
    }

    /// Reads records in the order of `numbers` (ascending) and hands them on; many are opened by
    /// several threads.
    pub(crate) fn stream(
        &self,
        numbers: &[RecordNumber],
        parts: &[Part],
        emit: &mut dyn FnMut(&Record) -> Result<()>,
    ) -> Result<()> {
        let state = &self.state;
        let read = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            read_group(store, state, opener, group, parts)
        };
        self.stream_as(numbers, &read, &mut |records| records.iter().try_for_each(&mut *emit))
    }

    /// Lets several threads make something of the records of each bucket, in the order of
    /// `numbers` (ascending), and hands that on.
    pub(crate) fn stream_as<T: Send>(
        &self,
        numbers: &[RecordNumber],
        make: &Make<'_, T>,
        emit: &mut dyn FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let groups: Vec<&[RecordNumber]> =
            numbers.chunk_by(|a, b| a.bucket() == b.bucket()).collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        if threads == 1 || numbers.len() <= HELD {
            let opener = self.opener();
            return groups
                .into_iter()
                .try_for_each(|group| emit(make(&self.store, &opener, group)?));
        }
        let path = self.paths.records();
        let Self { ring, state, policy, .. } = self;
        std::thread::scope(|scope| {
            let mut lanes = Vec::new();
            for lane in 0..threads {
                let (send, receive) = mpsc::sync_channel::<Result<T>>(4);
                let (groups, path) = (&groups, &path);
                scope.spawn(move || {
                    let opener = Opener::new(ring, &state.wrap, state.checkpoint.epoch, policy);
                    let store = match Store::open(path) {
                        Ok(store) => store,
                        Err(error) => return drop(send.send(Err(error.into()))),
                    };
                    for group in groups.iter().skip(lane).step_by(threads) {
                        if send.send(make(&store, &opener, group)).is_err() {
                            return;
                        }
                    }
                });
                lanes.push(receive);
            }
            for at in 0..groups.len() {
                let lane = lanes.get(at % threads);
                let ready = lane.and_then(|lane| lane.recv().ok());
                emit(ready.ok_or(Error::Bug("a reading thread ended"))??)?;
            }
            Ok(())
        })
    }
}

/// What could not be logged is not shown; damage and a missing approval are named as what they are.
pub(super) fn not_logged(error: Error) -> Error {
    match error {
        Error::Damaged { .. } | Error::NeedsApproval(_) => error,
        other => Error::NotLogged(Box::new(other)),
    }
}

/// Makes something of records of one bucket.
pub(super) type Make<'a, T> = dyn Fn(&Store, &Opener<'_>, &[RecordNumber]) -> Result<T> + Sync + 'a;

/// What will be shown.
struct Plan {
    found: Found,
    /// The records themselves, when they are few or had to be sorted.
    held: Option<Vec<Record>>,
    /// The purpose they are held against.
    lens: Option<Lens>,
    /// What is to be told of them.
    disclosed: Disclosed,
}

/// The parts to open where `parts` are wanted for a purpose.
fn wider(lens: Option<&Lens>, parts: &[Part]) -> Vec<Part> {
    lens.map_or_else(|| parts.to_vec(), |_| Lens::parts(parts))
}

/// Opens the records of one bucket.
pub(crate) fn read_group(
    store: &Store,
    state: &State,
    opener: &Opener<'_>,
    group: &[RecordNumber],
    parts: &[Part],
) -> Result<Vec<Record>> {
    let Some(first) = group.first() else { return Ok(Vec::new()) };
    let gone = |number| super::records::gone(number, state.checkpoint.next_record);
    let row = state.bucket(first.bucket()).ok_or_else(|| gone(*first))?;
    let bucket = Bucket::load(store, opener, row)?;
    let mut rows = if group.len() > 64 { store.records_of(row.id)? } else { Vec::new() };
    rows.retain(|row| group.binary_search(&row.number).is_ok());
    if rows.len() != group.len() {
        rows = group.iter().map(|number| bucket.row(store, *number)).collect::<Result<_>>()?;
    }
    rows.iter()
        .map(|row| {
            let entry = bucket.entry(row.number).ok_or_else(|| gone(row.number))?;
            Ok(Record { number: row.number, fields: opener.fields(entry, row, parts)? })
        })
        .collect()
}
