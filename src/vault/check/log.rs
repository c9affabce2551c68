//! The log from its first entry: chain, checkpoints, signatures, and what the entries add up to.
//!
//! After a break the next checkpoint whose signature holds is taken as a new footing, so that one
//! missing entry is not a hundred findings and a second break is still found.

use super::replay::{Replay, Signers};
use super::{Area, FILE, Findings};
use crate::crypto;
use crate::log::destruction::Event;
use crate::log::{Act, Chain, Checkpoint, Entry};
use crate::model::Digest;
use crate::store::LogRow;
use crate::vault::anchor::Anchor;
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;

/// The log as it was found.
pub(super) struct Walked {
    pub(super) replay: Replay,
    pub(super) log: Findings,
    pub(super) checkpoints: Findings,
    pub(super) told: Told,
    pub(super) ends: Ends,
}

/// What the log says of itself, as far as its signatures hold.
#[derive(Default)]
pub(super) struct Told {
    /// The last entry before the first break.
    pub(super) sound_until: u64,
    /// When that was signed.
    pub(super) sound_time: Option<i64>,
    /// When the vault was made.
    pub(super) began: Option<i64>,
    /// The last restore that was rehearsed with nothing found wrong: when, and from where.
    pub(super) drilled: Option<(i64, String)>,
    /// The last entry that is there.
    pub(super) last: u64,
    /// Its head there.
    pub(super) head: Digest,
}

/// Where the log ends, and its head at the entry that the anchor names, if it is known.
pub(super) struct Ends {
    seq: u64,
    anchored: Option<Digest>,
    /// Whether nothing was wrong on the way there.
    sound: bool,
}

/// How far the check has come.
struct Walk<'a> {
    vault: &'a Vault,
    log: Findings,
    checkpoints: Findings,
    told: Told,
    replay: Replay,
    chain: Chain,
    /// The policy that the checkpoint before named.
    worked_out: Option<Digest>,
    /// Whether the head is unknown because something before it is missing.
    lost: bool,
    /// The end of the transaction that the next entry belongs to, and its checkpoint if it is good.
    covering: Option<(u64, Option<Checkpoint>)>,
    /// The entries of that transaction so far.
    entries: Vec<(u64, Entry)>,
    anchor: Option<Anchor>,
    anchored: Option<Digest>,
    /// The root of the checkpoint before.
    root: Option<Digest>,
    first: bool,
}

/// Checks the log and gives what it says.
pub(super) fn check(vault: &Vault) -> Result<Walked> {
    let mut walk = Walk {
        vault,
        log: Findings::new(Area::Log),
        checkpoints: Findings::new(Area::Checkpoints),
        told: Told::default(),
        replay: Replay::new(),
        chain: Chain::start(Digest(*vault.id().as_bytes())),
        worked_out: None,
        lost: false,
        covering: None,
        entries: Vec::new(),
        // One that cannot be read is named where it is compared.
        anchor: vault.anchor.read().ok().flatten(),
        anchored: None,
        root: None,
        first: true,
    };
    vault.store.each_entry(1, |row| walk.step(&row).map(|()| true))?;
    walk.end()
}

impl Walk<'_> {
    fn damage(&mut self, what: &'static str, seq: u64) {
        self.replay.sound = false;
        self.log.add(Place::new(FILE, what).at(seq));
    }

    fn step(&mut self, row: &LogRow) -> Result<()> {
        self.log.looked_at(1);
        if row.seq != self.chain.seq + 1 {
            self.damage("damage-log-gap", self.chain.seq + 1);
            self.chain.seq = row.seq.saturating_sub(1);
            self.lost = true;
        }
        if self.covering.is_some_and(|(end, _)| end < row.seq) {
            // The end of that transaction is among what is missing.
            self.entries.clear();
            self.covering = None;
        }
        let end = if let Some((end, _)) = self.covering {
            end
        } else {
            let covering = self.find_covering(row.seq)?;
            self.covering.insert(covering).0
        };
        match self.log.take(self.vault.open_entry(row))? {
            Some(entry) => self.entries.push((row.seq, entry)),
            None => self.replay.sound = false,
        }
        self.chain.advance(row.sealed.as_bytes(), crypto::sha256);
        if !self.lost && self.anchor.is_some_and(|anchor| anchor.seq == self.chain.seq) {
            self.anchored = Some(self.chain.head);
        }
        if row.seq == end { self.finish_transaction() } else { Ok(()) }
    }

    /// The checkpoint at the end of the transaction that entry `seq` begins.
    fn find_covering(&mut self, seq: u64) -> Result<(u64, Option<Checkpoint>)> {
        let Some(row) = self.vault.store.checkpoint_covering(seq)? else {
            self.damage("damage-log-tail", seq);
            return Ok((u64::MAX, None));
        };
        self.checkpoints.looked_at(1);
        let checkpoint = self.checkpoints.take(self.vault.verified_checkpoint(&row))?;
        self.replay.sound &= checkpoint.is_some();
        Ok((row.seq, checkpoint))
    }

    fn finish_transaction(&mut self) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        let Some((seq, checkpoint)) = self.covering.take() else { return Ok(()) };
        let Some(checkpoint) = checkpoint else {
            self.lost = true;
            return Ok(());
        };
        if !self.lost && self.chain.head != checkpoint.head {
            self.damage("damage-log-chain", seq);
        }
        if std::mem::take(&mut self.first) {
            self.replay.begin(&checkpoint);
        }
        self.carry_out(&entries, &checkpoint)?;
        self.chain = Chain::resume(checkpoint.seq, checkpoint.head);
        self.lost = false;
        if self.replay.sound {
            self.told.sound_until = seq;
            self.told.sound_time = Some(checkpoint.time);
        }
        Ok(())
    }

    fn carry_out(&mut self, entries: &[(u64, Entry)], checkpoint: &Checkpoint) -> Result<()> {
        let vault = self.vault;
        let roster = &vault.roster;
        let count = roster.count_at(checkpoint.roster).ok_or(Error::Bug("roster"))?;
        let member =
            roster.get_at(checkpoint.operator, count).ok_or(Error::Bug("no such operator"))?;
        let key = |event: &Event| vault.signer_key(event.signer());
        let statements = &vault.header.header.roster;
        let signers = Signers { member, statements, key: &key };
        let epoch_before = self.replay.epoch();
        // The program's own policy is another with another program; the checkpoint goes on naming
        // the one under which the days were worked out.
        let before = self.worked_out.replace(checkpoint.policy);
        let kept = self.replay.policy.is_none() && before == Some(checkpoint.policy);
        let mut wrong = Vec::new();
        for (seq, entry) in entries {
            self.note(entry);
            if entry.operator != checkpoint.operator {
                wrong.push(("damage-log-operator", *seq));
            }
            if entry.policy != checkpoint.policy && !kept {
                wrong.push(("damage-log-policy", *seq));
            }
            if let Err(what) = self.replay.approvals.take(*seq, entry, member) {
                wrong.push((what, *seq));
            }
            let applied = match &entry.act {
                Act::Restored(restored) => self.replay.restore(vault, *seq, restored, &signers)?,
                _ => self.replay.apply(*seq, entry, &signers),
            };
            if let Err(what) = applied {
                wrong.push((what, *seq));
            }
        }
        self.replay.approvals.end();
        let root = self.root.replace(checkpoint.root);
        let looks = entries.iter().all(|(_, entry)| is_look(&entry.act));
        if self.replay.sound && looks && root.is_some_and(|root| root != checkpoint.root) {
            wrong.push(("damage-unlogged", checkpoint.seq));
        }
        if self.replay.policy.is_some_and(|hash| hash != checkpoint.policy) {
            wrong.push(("damage-log-policy", checkpoint.seq));
        }
        let agrees = self.replay.agrees(checkpoint, epoch_before);
        // After a gap the sums cannot fit, and that is no news.
        if self.replay.sound && !(agrees && count == self.replay.statements()) {
            wrong.push(("damage-checkpoint-state", checkpoint.seq));
        }
        for (what, seq) in wrong {
            self.damage(what, seq);
        }
        Ok(())
    }

    /// Notes what somebody who asks about the vault as a whole wants to know.
    fn note(&mut self, entry: &Entry) {
        match &entry.act {
            Act::Init {} => self.told.began = Some(entry.time),
            Act::Drill { destination, findings: 0, .. } => {
                self.told.drilled = Some((entry.time, destination.clone()));
            }
            _ => {}
        }
    }

    /// Whether the log has the statements that the header has, but for those of a header that is
    /// announced and not settled yet.
    fn ends_with_roster(&self) -> bool {
        let (logged, all) = (self.replay.statements(), self.vault.roster.count());
        logged == all || logged < all && self.replay.expects(self.vault.header.hash)
    }

    fn end(mut self) -> Result<Walked> {
        let last = self.vault.store.last_checkpoint()?.map_or(0, |row| row.seq);
        if self.covering.is_some() || last > self.chain.seq {
            self.damage("damage-log-tail", self.chain.seq);
        }
        if self.chain.seq == 0 {
            self.damage("damage-log-gap", 1);
        }
        if self.replay.sound && !self.ends_with_roster() {
            self.damage("damage-roster", self.chain.seq);
        }
        let sound = self.replay.sound;
        (self.told.last, self.told.head) = (self.chain.seq, self.chain.head);
        Ok(Walked {
            replay: self.replay,
            log: self.log,
            checkpoints: self.checkpoints,
            told: self.told,
            ends: Ends { seq: self.chain.seq, anchored: self.anchored, sound },
        })
    }
}

/// Whether an act changes nothing that the root covers.
const fn is_look(act: &Act) -> bool {
    matches!(
        act,
        Act::Disclose { .. }
            | Act::Refused { .. }
            | Act::Certificate { .. }
            | Act::Verified { .. }
            | Act::Backup { .. }
            | Act::Drill { .. }
            | Act::Forgot { .. }
            | Act::GaveUp { .. }
            | Act::Scrub { .. }
            | Act::Physical { .. }
            | Act::Proposed(_)
            | Act::Recipient(_)
            | Act::Share(_)
            | Act::Decided(_)
            | Act::Used { .. }
            | Act::Anomaly(_)
    )
}

impl Vault {
    /// The log must go on from what this user saw last.
    pub(super) fn check_anchor_against(&self, ends: &Ends, files: &mut Findings) -> Result<()> {
        files.looked_at(1);
        let Some(anchor) = files.take(self.anchor.read())?.flatten() else { return Ok(()) };
        let other_branch = ends.anchored.is_some_and(|head| head != anchor.head);
        if anchor.seq > ends.seq || (other_branch && (anchor.seq == ends.seq || ends.sound)) {
            files.add_older(ends.seq);
        } else if other_branch {
            files.add(Place::new(FILE, "damage-log-chain").at(anchor.seq));
        }
        Ok(())
    }
}
