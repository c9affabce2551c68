//! The log replayed: what it says was done, and whether it may be believed.

use super::{Area, Findings};
use crate::crypto;
use crate::log::{Act, Chain, Checkpoint, Entry, Numbers, PartChange};
use crate::model::{Capability, Digest, OperatorNumber, Part, RecordNumber};
use crate::store::LogRow;
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;

const FILE: &str = "records.db";

/// What the log says there is.
#[derive(Default)]
pub(super) struct Ledger {
    /// For each number given out, the revisions of its four parts while it lives.
    records: Vec<Option<[u32; 4]>>,
    /// The destruction lines of DONE entries, as hashes, in order.
    pub(super) lines: Vec<Digest>,
    epoch: u64,
    pending: u64,
    roster: u64,
}

/// The ledger, and what was wrong on the way.
pub(super) struct Replayed {
    pub(super) ledger: Ledger,
    pub(super) log: Findings,
    pub(super) checkpoints: Findings,
    pub(super) sound_until: u64,
}

impl Ledger {
    fn slot(&mut self, number: RecordNumber) -> Option<&mut Option<[u32; 4]>> {
        self.records.get_mut(usize::try_from(number.get() - 1).ok()?)
    }

    /// The revisions that the log explains, of a record that lives.
    pub(super) fn revisions(&self, number: RecordNumber) -> Option<[u32; 4]> {
        let index = usize::try_from(number.get() - 1).ok()?;
        self.records.get(index).copied().flatten()
    }

    /// The numbers of a bucket that live.
    pub(super) fn living_in(&self, bucket: u64) -> Vec<RecordNumber> {
        (0..=u8::MAX)
            .filter_map(|place| RecordNumber::at(bucket, place))
            .filter(|number| self.revisions(*number).is_some())
            .collect()
    }

    /// How many live.
    pub(super) fn living(&self) -> u64 {
        self.records.iter().flatten().count() as u64
    }

    fn next_record(&self) -> u64 {
        self.records.len() as u64 + 1
    }

    /// Follows one entry; what does not fit is named.
    fn follow(&mut self, seq: u64, act: &Act) -> Option<&'static str> {
        match act {
            Act::Init {} => {
                self.epoch = 1;
                (seq != 1).then_some("damage-log-order")
            }
            Act::Roster { .. } => {
                self.roster += 1;
                None
            }
            Act::Change { parts, created, .. } => self.follow_change(parts, created),
            Act::Intent { epoch, .. } => {
                let fits = self.pending == 0 && *epoch == self.epoch;
                self.pending = seq;
                (!fits).then_some("damage-log-order")
            }
            Act::Destroyed { intent, numbers, epoch, .. } => {
                let fits = *intent == self.pending && *epoch == self.epoch + 1;
                self.epoch = *epoch;
                for number in numbers.iter() {
                    if let Some(slot) = self.slot(number) {
                        *slot = None;
                    }
                }
                (!fits).then_some("damage-log-order")
            }
            Act::Done { intent, line, .. } => {
                let fits = *intent == self.pending;
                self.pending = 0;
                self.lines.push(crypto::sha256(line.as_bytes()));
                (!fits).then_some("damage-log-order")
            }
            _ => None,
        }
    }

    fn follow_change(&mut self, parts: &[PartChange], created: &Numbers) -> Option<&'static str> {
        let mut wrong = None;
        for number in created.iter() {
            if number.get() == self.next_record() {
                self.records.push(Some([0; 4]));
            } else {
                wrong = Some("damage-log-order");
            }
        }
        for change in parts {
            for number in change.numbers.iter() {
                match self.slot(number).and_then(Option::as_mut) {
                    Some(revisions) => {
                        if let Some(revision) = revisions.get_mut(change.part.index()) {
                            *revision += 1;
                        }
                    }
                    None => wrong = Some("damage-log-order"),
                }
            }
        }
        wrong
    }
}

impl Vault {
    /// Replays the log from its first entry.
    pub(super) fn replay_log(&self) -> Result<Replayed> {
        let mut log = Findings::new(Area::Log);
        let mut checkpoints = Findings::new(Area::Checkpoints);
        let mut ledger = Ledger::default();
        let mut stops = self.store.checkpoints()?.into_iter().peekable();
        let mut chain = Chain::start(Digest(*self.id().as_bytes()));
        let mut batch: Vec<(u64, Entry)> = Vec::new();
        let mut sound_until = 0;
        self.store.each_entry(1, |row| {
            log.looked_at(1);
            if row.seq != chain.seq + 1 {
                log.add(Place::new(FILE, "damage-log-gap").at(chain.seq + 1));
                chain.seq = row.seq - 1;
            }
            chain.advance(row.sealed.as_bytes(), crypto::sha256);
            if let Some(entry) = log.take(self.open_entry(&row))? {
                if let Some(wrong) = ledger.follow(row.seq, &entry.act) {
                    log.add(Place::new(FILE, wrong).at(row.seq));
                }
                batch.push((row.seq, entry));
            }
            while let Some(stop) = stops.next_if(|stop| stop.seq <= row.seq) {
                checkpoints.looked_at(1);
                let judged = self.judge(&stop, &mut chain, &batch, &ledger);
                if let Some(()) = checkpoints.take(judged)?
                    && log.found.is_empty()
                    && checkpoints.found.is_empty()
                {
                    sound_until = stop.seq;
                }
                batch.clear();
            }
            Ok::<_, Error>(true)
        })?;
        for stop in stops {
            checkpoints.looked_at(1);
            checkpoints.add(Place::new(FILE, "damage-log-cut").at(stop.seq));
        }
        if let Some((seq, _)) = batch.first() {
            log.add(Place::new(FILE, "damage-log-tail").at(*seq));
        }
        Ok(Replayed { ledger, log, checkpoints, sound_until })
    }

    /// Holds a checkpoint against the entries it covers. The chain goes on from what it signs, so
    /// that one break is one finding.
    fn judge(
        &self,
        row: &LogRow,
        chain: &mut Chain,
        batch: &[(u64, Entry)],
        ledger: &Ledger,
    ) -> Result<()> {
        let bad = |what| Err(Error::damaged(Place::new(FILE, what).at(row.seq)));
        let checkpoint = self.verified_checkpoint(row)?;
        let fits = chain.seq == checkpoint.seq && chain.head == checkpoint.head;
        *chain = Chain::resume(chain.seq.max(checkpoint.seq), checkpoint.head);
        if !fits {
            return bad("damage-log-chain");
        }
        for (seq, entry) in batch {
            if entry.operator != checkpoint.operator {
                return Err(Error::damaged(Place::new(FILE, "damage-log-operator").at(*seq)));
            }
            if !self.was_able(&checkpoint, &entry.act) {
                return Err(Error::damaged(Place::new(FILE, "damage-log-capability").at(*seq)));
            }
        }
        let agrees = checkpoint.next_record == ledger.next_record()
            && checkpoint.epoch == ledger.epoch
            && checkpoint.pending == ledger.pending
            && self.roster.count_at(checkpoint.roster) == Some(ledger.roster);
        if agrees { Ok(()) } else { bad("damage-checkpoint-state") }
    }

    /// Whether the signer's clearance reached what he wrote, and his capabilities what he did.
    fn was_able(&self, checkpoint: &Checkpoint, act: &Act) -> bool {
        let OperatorNumber(_) = checkpoint.operator;
        let count = self.roster.count_at(checkpoint.roster).unwrap_or_default();
        let Some(member) = self.roster.get_at(checkpoint.operator, count) else { return false };
        match act {
            Act::Change { parts, .. } => {
                member.capabilities.has(Capability::Write)
                    && parts.iter().all(|change| match change.part {
                        Part::Operational => true,
                        Part::Level(level) => member.clearance.opens(level),
                    })
            }
            Act::Intent { .. } => member.capabilities.has(Capability::Purge),
            Act::Roster { .. } => member.capabilities.has(Capability::Administer),
            _ => true,
        }
    }
}
