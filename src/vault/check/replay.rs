//! What the log says the vault should be: its entries carried out in memory, each held to who
//! signed for it and to what came before.

use super::approvals::Approvals;
use super::restored::{After, Ended};
use super::rotation::Rotation;
use super::shares::Shares;
use crate::crypto::{self, VerifyingKey};
use crate::log::destruction::Event;
use crate::log::{
    Act, Checkpoint, Detail, Entry, Member, Notice, Numbers, PartChange, Scope, Signed,
};
use crate::model::{Capability, Digest, Part, RecordNumber};
use crate::vault::restore::reapply::VERB as RESTORE_VERB;
use crate::vault::rules::VERB as POLICY_VERB;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the entries so far add up to.
#[derive(Default)]
pub(crate) struct Replay {
    /// Whether nothing was wrong with the entries, so that rows may be held to them.
    pub(crate) sound: bool,
    /// The hashes of the lines of destruction.log that the entries gave, in order.
    pub(crate) done: Vec<Digest>,
    pub(super) buckets: Buckets,
    /// What destructions took, in order.
    pub(super) ended: Vec<Ended>,
    /// The intents that name less than whole records.
    pub(super) partial: Vec<u64>,
    /// What restores left behind them, in order.
    pub(super) restores: Vec<After>,
    pub(super) statements: u64,
    pub(super) next_record: u64,
    pub(super) epoch: u64,
    epoch_hash: Digest,
    header: Digest,
    pub(super) header_next: Option<Digest>,
    pub(super) lines: u64,
    pub(super) line_head: Digest,
    destinations: u64,
    suppressed: u64,
    policy_seq: u64,
    notices: u64,
    notice_version: u32,
    requests: u64,
    pub(super) shares: Shares,
    /// The hash of the policy in force; none for the program's own, which differs by version.
    pub(super) policy: Option<Digest>,
    pub(super) intent: Option<Intent>,
    pub(super) generation: u32,
    pub(super) rotation: Option<Rotation>,
    /// The entry that the intent of a wish to be entered no more has to follow.
    pub(super) wish: u64,
    /// The records of a change that its intent has to follow.
    pub(super) erased: Option<(u64, Numbers)>,
    pub(super) approvals: Approvals,
}

/// What the log says of the records of one bucket: the revisions of those that live.
#[derive(Clone)]
pub(super) struct Bucket([Option<[u32; 4]>; 256]);

/// Buckets by number. A restore keeps what it found, and shares with it what does not change.
pub(super) type Buckets = BTreeMap<u64, Arc<Bucket>>;

/// A destruction that is not done.
pub(super) struct Intent {
    pub(super) seq: u64,
    pub(super) numbers: Numbers,
    pub(super) scope: Option<Scope>,
    pub(super) suppresses: bool,
    pub(super) commitments: Vec<Digest>,
    pub(super) destroyed: bool,
}

/// Who signed for an entry, and what the roster says of operators at all.
pub(super) struct Signers<'a> {
    pub(super) member: &'a Member,
    /// The statements of the header, all of them.
    pub(super) statements: &'a [Signed],
    /// The key of the operator who signed a line of destruction.log.
    pub(super) key: &'a dyn Fn(&Event) -> Option<VerifyingKey>,
}

impl Replay {
    pub(super) fn new() -> Self {
        Self { sound: true, next_record: 1, ..Self::default() }
    }

    /// Where everything starts: what the first transaction left behind it.
    pub(super) fn begin(&mut self, first: &Checkpoint) {
        (self.epoch, self.epoch_hash) = (first.epoch, first.epoch_hash);
        self.generation = first.generation;
        (self.header, self.header_next) = (first.header, first.header_next);
        (self.lines, self.line_head) = (first.destruction_lines, first.destruction_head);
    }

    /// Carries out one entry; gives what is wrong with it.
    pub(super) fn apply(
        &mut self,
        seq: u64,
        entry: &Entry,
        signers: &Signers<'_>,
    ) -> Result<(), &'static str> {
        let member = signers.member;
        let able = |capability| member.capabilities.has(capability);
        holds((seq == 1) == matches!(entry.act, Act::Init {}), "damage-log-order")?;
        self.note(seq, &entry.act);
        match &entry.act {
            // Proposals are held to each other, and to the policy, in `approvals`.
            Act::Proposed(_)
            | Act::Decided(_)
            | Act::Used { .. }
            | Act::Anomaly(_)
            | Act::Init {}
            | Act::Segments { .. }
            | Act::Refused { .. } => Ok(()),
            Act::Roster { signed, line } => self.enrol(signed, line.as_deref(), signers),
            Act::Header { old, new, lines: _ } => {
                self.header_next = Some(*new);
                holds(*old == self.header, "damage-unknown-header")
            }
            Act::HeaderSettled { hash } => {
                let known = *hash == self.header || Some(*hash) == self.header_next;
                self.settle_rotation(*hash);
                (self.header, self.header_next) = (*hash, None);
                holds(known, "damage-unknown-header")
            }
            Act::Change { verb, parts, created, detail, .. } => {
                let opens = |change: &PartChange| member.clearance.opens_part(change.part);
                self.change(parts, created)?;
                let erases = self.detailed(seq, parts, detail.as_ref())?;
                let needed = match verb.as_str() {
                    _ if erases => Capability::Purge,
                    POLICY_VERB | RESTORE_VERB => Capability::Administer,
                    _ => Capability::Write,
                };
                holds(able(needed) && parts.iter().all(opens), "damage-log-capability")
            }
            Act::Disclose { .. } | Act::Recipient(_) | Act::Share(_) => {
                self.gave(seq, &entry.act, member)
            }
            Act::Intent { numbers, epoch, scope, commitments, .. } => {
                self.intend(seq, (numbers, scope.as_ref(), commitments), *epoch)?;
                holds(able(Capability::Purge), "damage-log-capability")
            }
            Act::Destroyed { intent, numbers, epoch, .. } => self.destroy(*intent, numbers, *epoch),
            Act::Done { intent, line, .. } => self.finish(*intent, line, signers),
            Act::Scrub { line } => self.scrub(line, signers),
            Act::Physical { line } => {
                let line = self.take_line(line, signers)?;
                holds(matches!(line.payload.event, Event::Physical(_)), "damage-done")?;
                holds(able(Capability::Purge), "damage-log-capability")
            }
            Act::Destinations { .. } => {
                self.destinations = seq;
                let keeps = [Capability::Backup, Capability::Purge, Capability::Administer];
                holds(keeps.into_iter().any(able), "damage-log-capability")
            }
            Act::Backup { .. } | Act::Drill { .. } | Act::Forgot { .. } | Act::GaveUp { .. } => {
                backs_up(&entry.act, member)
            }
            Act::Suppressed { previous, .. } => {
                let able = able(Capability::Purge) || able(Capability::Administer);
                holds(able, "damage-log-capability")?;
                holds(*previous == std::mem::replace(&mut self.suppressed, seq), "damage-log-order")
            }
            Act::Policy { version, document } => {
                self.put_in_force(seq, *version, document.as_deref())?;
                holds(able(Capability::Administer), "damage-log-capability")
            }
            Act::Notice(notice) => {
                self.note_notice(seq, notice)?;
                holds(able(Capability::Administer), "damage-log-capability")
            }
            // Whoever walks the log hands in what was there then.
            Act::Restored(_) => Err("damage-restored"),
            Act::Recovered { intent, .. } => {
                holds(intent.unwrap_or(0) == self.pending(), "damage-log-order")
            }
            Act::Rotation { .. } | Act::Resealed { .. } | Act::Rotated { .. } => {
                self.rotate(seq, &entry.act, member)
            }
            Act::Certificate { line, .. } => holds(*line <= self.lines, "damage-log-order"),
            Act::Verified { until, .. } => verdict(seq, *until, able(Capability::Audit)),
        }
    }

    /// A notice is the next version, and names the one before.
    fn note_notice(&mut self, seq: u64, notice: &Notice) -> Result<(), &'static str> {
        let before = std::mem::replace(&mut self.notices, seq);
        self.notice_version += 1;
        let follows = (notice.previous, notice.version) == (before, self.notice_version);
        holds(follows, "damage-log-order")
    }

    /// What else is known of a change; whether it erases.
    fn detailed(
        &mut self,
        seq: u64,
        parts: &[PartChange],
        detail: Option<&Detail>,
    ) -> Result<bool, &'static str> {
        match detail {
            Some(Detail::Requested(asked)) if asked.step.as_str() == "opened" => {
                self.requests += 1;
                holds(asked.number == self.requests, "damage-log-order")?;
            }
            Some(Detail::Erased(_)) => {
                let numbers = |all: Numbers, one: &PartChange| all.union(&one.numbers);
                self.erased = Some((seq, parts.iter().fold(Numbers::new(), numbers)));
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    /// Another policy; whatever is logged from here on has its hash.
    fn put_in_force(
        &mut self,
        seq: u64,
        version: u32,
        document: Option<&str>,
    ) -> Result<(), &'static str> {
        self.policy_seq = if document.is_some() { seq } else { 0 };
        self.policy = document.map(|text| crypto::sha256(text.as_bytes()));
        let written = |text| serde_json::from_str::<serde_json::Value>(text).ok();
        let says = |text| written(text)?.get("version")?.as_u64();
        let fits = document.is_none_or(|text| says(text) == Some(u64::from(version)));
        holds(fits, "damage-policy")
    }

    pub(super) fn change(
        &mut self,
        parts: &[PartChange],
        created: &Numbers,
    ) -> Result<(), &'static str> {
        if created.first().is_some_and(|first| first.get() < self.next_record) {
            return Err("damage-log-order");
        }
        for number in created.iter() {
            *self.place(number) = Some([0; 4]);
            self.next_record = number.get() + 1;
        }
        let mut living = true;
        for change in parts {
            for number in change.numbers.iter() {
                match self.place(number) {
                    Some(revisions) => {
                        if let Some(revision) = revisions.get_mut(change.part.index()) {
                            *revision += 1;
                        }
                    }
                    None => living = false,
                }
            }
        }
        holds(living, "damage-log-order")
    }

    /// An intent; the change that took what it names stands right before it, if it names less
    /// than the whole.
    pub(super) fn intend(
        &mut self,
        seq: u64,
        (numbers, scope, commitments): (&Numbers, Option<&Scope>, &[Digest]),
        epoch: u64,
    ) -> Result<(), &'static str> {
        let taken = scope.is_some().then(|| (seq - 1, numbers.clone()));
        let fits = self.intent.is_none()
            && epoch == self.epoch
            && self.erased.take() == taken
            && numbers.iter().all(|number| self.revisions(number).is_some());
        let levels = scope.iter().flat_map(|scope| &scope.levels);
        for part in levels.map(|level| Part::Level(*level)) {
            for number in numbers.iter() {
                let revisions = self.place(number).as_mut();
                let revision = revisions.and_then(|all| all.get_mut(part.index()));
                if let Some(revision) = revision {
                    *revision = 0;
                }
            }
        }
        self.intent = Some(Intent {
            seq,
            numbers: numbers.clone(),
            scope: scope.cloned(),
            suppresses: self.wish > 0 && self.wish == seq - 1,
            commitments: commitments.to_vec(),
            destroyed: false,
        });
        holds(fits, "damage-intent")
    }

    pub(super) fn destroy(
        &mut self,
        intent: u64,
        numbers: &Numbers,
        epoch: u64,
    ) -> Result<(), &'static str> {
        let fits = self.intent.as_ref().is_some_and(|pending| {
            pending.seq == intent && !pending.destroyed && pending.numbers == *numbers
        }) && epoch == self.epoch + 1;
        if self.intent.as_ref().is_none_or(|pending| pending.scope.is_none()) {
            numbers.iter().for_each(|number| *self.place(number) = None);
        }
        self.epoch = epoch;
        if let Some(pending) = &mut self.intent {
            pending.destroyed = true;
        }
        holds(fits, "damage-destroyed")
    }

    /// Holds a checkpoint to what the entries up to it add up to. Another epoch's key may only
    /// come with another epoch.
    pub(super) fn agrees(&mut self, checkpoint: &Checkpoint, epoch_before: u64) -> bool {
        let same_epoch = checkpoint.epoch == epoch_before;
        let key_fits = !same_epoch || checkpoint.epoch_hash == self.epoch_hash;
        self.epoch_hash = checkpoint.epoch_hash;
        key_fits
            && self.erased.is_none()
            && checkpoint.epoch == self.epoch
            && checkpoint.next_record == self.next_record
            && (checkpoint.pending, checkpoint.generation) == (self.pending(), self.generation)
            && (checkpoint.header, checkpoint.header_next) == (self.header, self.header_next)
            && checkpoint.destruction_lines == self.lines
            && checkpoint.destruction_head == self.line_head
            && (checkpoint.destinations, checkpoint.suppressed, checkpoint.policy_seq)
                == (self.destinations, self.suppressed, self.policy_seq)
            && (checkpoint.notices, checkpoint.requests) == (self.notices, self.requests)
            && self.shares.agrees(checkpoint)
    }

    /// The epoch that the entries so far lead to.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Whether a header with this hash is announced and not settled.
    pub(super) fn expects(&self, header: Digest) -> bool {
        self.header_next == Some(header)
    }

    /// How many statements of the roster the entries so far have.
    pub(super) fn statements(&self) -> u64 {
        self.statements
    }

    /// The revisions of a record's parts, if it lives.
    pub(crate) fn revisions(&self, number: RecordNumber) -> Option<[u32; 4]> {
        let bucket = self.buckets.get(&number.bucket())?;
        bucket.0.get(usize::from(number.place())).copied().flatten()
    }

    /// The records of a bucket that live.
    pub(crate) fn living(&self, bucket: u64) -> impl Iterator<Item = RecordNumber> {
        let known = self.buckets.get(&bucket);
        (0..=u8::MAX).filter_map(move |place| {
            known?.0.get(usize::from(place)).copied().flatten()?;
            RecordNumber::at(bucket, place)
        })
    }

    /// The buckets that ever had a record.
    pub(crate) fn buckets(&self) -> impl Iterator<Item = u64> {
        self.buckets.keys().copied()
    }

    pub(super) fn place(&mut self, number: RecordNumber) -> &mut Option<[u32; 4]> {
        let none = || Arc::new(Bucket([None; 256]));
        let bucket = self.buckets.entry(number.bucket()).or_insert_with(none);
        let [first, rest @ ..] = &mut Arc::make_mut(bucket).0;
        match usize::from(number.place()).checked_sub(1).and_then(|at| rest.get_mut(at)) {
            Some(place) => place,
            None => first,
        }
    }
}

/// Only what was there can have been verified, and only by who may.
fn verdict(seq: u64, until: u64, able: bool) -> Result<(), &'static str> {
    holds(until < seq, "damage-log-order")?;
    holds(able, "damage-log-capability")
}

/// Whoever backs up may; to give something up takes one who could restore, too.
fn backs_up(act: &Act, member: &Member) -> Result<(), &'static str> {
    let able = |capability| member.capabilities.has(capability);
    let gives_up = matches!(act, Act::GaveUp { .. });
    let may = able(Capability::Backup) && (!gives_up || able(Capability::Administer));
    holds(may, "damage-log-capability")
}

pub(super) fn holds(condition: bool, otherwise: &'static str) -> Result<(), &'static str> {
    if condition { Ok(()) } else { Err(otherwise) }
}
