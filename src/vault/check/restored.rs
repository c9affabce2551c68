//! A restore as the log says it: records and their revisions are again what they were at an
//! earlier entry, but for those that were destroyed since.
//!
//! What was there at that entry is found by carrying out the log up to it a second time, from the
//! restore before it if there is one: restores are rare, and no table of every moment has to be
//! kept for them.

use super::replay::{Buckets, Replay, Signers, holds};
use crate::log::destruction::Event;
use crate::log::{Act, Later, Numbers, Restored};
use crate::model::{Capability, Digest, RecordNumber};
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;

/// What a destruction took.
pub(crate) struct Ended {
    /// The entry of its intent.
    pub(crate) intent: u64,
    /// The records.
    pub(crate) numbers: Numbers,
    /// Whether they are gone, not a part of them only.
    pub(crate) whole: bool,
}

/// What a restore left behind it.
pub(super) struct After {
    seq: u64,
    lost: Numbers,
    buckets: Buckets,
}

impl Replay {
    /// Notes what a restore or an intent will ask about.
    pub(super) fn note(&mut self, seq: u64, act: &Act) {
        match act {
            Act::Intent { scope: Some(_), .. } => self.partial.push(seq),
            Act::Suppressed { .. } => self.wish = seq,
            Act::Decided(_) => self.decided(seq),
            Act::Destroyed { intent, numbers, .. } => {
                let whole = !self.partial.contains(intent);
                self.ended.push(Ended { intent: *intent, numbers: numbers.clone(), whole });
            }
            _ => {}
        }
    }

    /// Every destruction so far.
    pub(crate) fn ended(&self) -> &[Ended] {
        &self.ended
    }

    /// Every record that was destroyed as a whole.
    pub(crate) fn destroyed(&self) -> Numbers {
        let whole = self.ended.iter().filter(|ended| ended.whole);
        whole.fold(Numbers::new(), |all, ended| all.union(&ended.numbers))
    }

    /// Every record that a restore gave up, whether a later one brought it back or not.
    pub(crate) fn lost(&self) -> Numbers {
        self.restores.iter().fold(Numbers::new(), |all, after| all.union(&after.lost))
    }

    /// The number that the next record gets.
    pub(crate) fn next_record(&self) -> u64 {
        self.next_record
    }

    /// Every record that lives.
    pub(crate) fn all_living(&self) -> Numbers {
        self.buckets().flat_map(|bucket| self.living(bucket)).collect()
    }

    /// The records as they were at entry `base`; nothing else of what it gives means anything.
    pub(crate) fn past(&self, vault: &Vault, base: u64) -> Result<Self> {
        let mut past = Self::new();
        let mut first = 1;
        if let Some(after) = self.restores.iter().rev().find(|after| after.seq <= base) {
            past.buckets.clone_from(&after.buckets);
            first = after.seq + 1;
        }
        vault.store.each_entry(first, |row| {
            if row.seq > base {
                return Ok(false);
            }
            // What cannot be opened is named where the whole log is walked.
            if let Ok(entry) = vault.open_entry(&row) {
                past.follow(row.seq, &entry.act);
            }
            Ok::<_, Error>(true)
        })?;
        Ok(past)
    }

    /// What an entry does to records. Whether it may is asked elsewhere.
    fn follow(&mut self, seq: u64, act: &Act) {
        let _told_elsewhere = match act {
            Act::Change { parts, created, .. } => self.change(parts, created),
            Act::Intent { numbers, epoch, scope, commitments, .. } => {
                self.intend(seq, (numbers, scope.as_ref(), commitments), *epoch)
            }
            Act::Destroyed { intent, numbers, epoch, .. } => self.destroy(*intent, numbers, *epoch),
            Act::Resealed { rotation, generation, epoch, .. } => {
                self.reseal(*rotation, (*generation, *epoch))
            }
            Act::Done { .. } => {
                self.intent = None;
                Ok(())
            }
            _ => Ok(()),
        };
    }

    /// Carries out a restore. The outer error is one of reading.
    pub(super) fn restore(
        &mut self,
        vault: &Vault,
        seq: u64,
        restored: &Restored,
        signers: &Signers<'_>,
    ) -> Result<std::result::Result<(), &'static str>> {
        let main = (restored.base, restored.base_head);
        let later = restored.later.iter().map(|later| (later.base, later.base_head));
        for (base, head) in std::iter::once(main).chain(later) {
            if base >= seq || head_at(vault, base)? != Some(head) {
                return Ok(Err("damage-restored"));
            }
        }
        let mut pasts = vec![self.past(vault, restored.base)?];
        for Later { base, .. } in &restored.later {
            pasts.push(self.past(vault, *base)?);
        }
        Ok(self.restore_from(seq, restored, &pasts, signers))
    }

    fn restore_from(
        &mut self,
        seq: u64,
        restored: &Restored,
        pasts: &[Self],
        signers: &Signers<'_>,
    ) -> std::result::Result<(), &'static str> {
        let Restored { numbers, lost, epoch, next_record, .. } = restored;
        let begins = self.pending() == 0
            && *epoch > self.epoch
            && *next_record >= self.next_record
            && numbers.last().is_none_or(|last| last.get() < *next_record);
        let mut gone = self.destroyed();
        for text in &restored.lines {
            let line = self.signed_line(text, signers)?;
            match line.payload.event {
                Event::Destruction(done) if done.scope.is_none() => {
                    gone = gone.union(&done.numbers);
                }
                Event::Destruction(_) | Event::Scrub(_) | Event::Physical(_) => {}
                Event::Genesis(_) | Event::Roster(_) => return Err("damage-done"),
            }
        }
        let mut next = Self::new();
        let brought = next.bring(restored, pasts);
        let told =
            self.is_told(restored) && pasts.iter().take(1).all(|past| past.is_told(restored));
        self.buckets = std::mem::take(&mut next.buckets);
        (self.epoch, self.next_record) = (*epoch, *next_record);
        let (lost, buckets) = (lost.clone(), self.buckets.clone());
        self.restores.push(After { seq, lost, buckets });
        let clean = numbers.intersection(&gone).is_empty();
        holds(begins && brought && told && clean, "damage-restored")?;
        let able = signers.member.capabilities.has(Capability::Administer);
        holds(able, "damage-log-capability")
    }

    /// Takes up the records that are there again, from the past of their artefact; no when one was
    /// not there then.
    fn bring(&mut self, restored: &Restored, pasts: &[Self]) -> bool {
        let later = restored.later.iter().map(|later| &later.numbers);
        let elsewhere = later.clone().fold(Numbers::new(), |all, some| all.union(some));
        let main = restored.numbers.difference(&elsewhere);
        let mut whole = elsewhere.is_subset(&restored.numbers);
        for (numbers, past) in std::iter::once(&main).chain(later).zip(pasts) {
            for number in numbers.iter() {
                let revisions = past.revisions(number);
                whole &= revisions.is_some();
                *self.place(number) = revisions;
            }
        }
        whole
    }

    /// Whether everybody who lives here is accounted for: nobody is lost without a word.
    fn is_told(&self, restored: &Restored) -> bool {
        let Restored { numbers, destroyed, lost, .. } = restored;
        let named = |number: RecordNumber| {
            numbers.contains(number) || destroyed.contains(number) || lost.contains(number)
        };
        self.buckets().flat_map(|bucket| self.living(bucket)).all(named)
    }
}

/// The head at entry `seq`, if a transaction ended there.
pub(crate) fn head_at(vault: &Vault, seq: u64) -> Result<Option<Digest>> {
    match vault.store.checkpoint_covering(seq)? {
        Some(row) if row.seq == seq => match vault.verified_checkpoint(&row) {
            Ok(checkpoint) => Ok(Some(checkpoint.head)),
            Err(Error::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        },
        _ => Ok(None),
    }
}
