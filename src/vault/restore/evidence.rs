//! What is known of a vault from everywhere, held against a key file: who was destroyed, which
//! numbers were given out, how far the vault went after what is here was written.

use super::bench::Ordered;
use super::lines::{Lines, Told};
use super::others::Seen;
use crate::log::{LostHead, Numbers};
use crate::model::{Digest, RecordNumber};
use crate::vault::backup::keyfile::KeyFile;
use crate::vault::check::Replay;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Somebody or something that has seen a state of the vault: an anchor, a manifest.
#[derive(Clone, Debug)]
pub(crate) struct Witness {
    /// What it is called when it is told of.
    pub(crate) name: String,
    /// The entry it has seen.
    pub(crate) seq: u64,
    /// The head there.
    pub(crate) head: Digest,
    /// The epoch then.
    pub(crate) epoch: u64,
    /// The number that the next record was to get.
    pub(crate) next: u64,
    /// Whether that state lies on the log here.
    pub(crate) here: bool,
    /// Epochs up to that one of which it is known what they began with: with a restore, say.
    pub(crate) begun: Vec<u64>,
    /// The directory of the destination that knows it; none where this user or the source does.
    pub(crate) at: Option<PathBuf>,
    /// Whether going on here loses nothing of it: nothing but backups was noted since, or a
    /// restore gave it up before.
    pub(crate) minor: bool,
}

impl Witness {
    /// The epochs that began after epoch `explained` of which it is not known what with, nor from
    /// other logs that it was a rotation.
    fn unexplained(&self, explained: u64, rotated: &BTreeSet<u64>) -> BTreeSet<u64> {
        let known = |epoch: &u64| self.begun.contains(epoch) || rotated.contains(epoch);
        (explained + 1..=self.epoch).filter(|epoch| !known(epoch)).collect()
    }
}

/// How a key file is older than what is known from elsewhere, and what may come back with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// Where that is known from.
    pub sources: Vec<String>,
    /// Destroyed since, though the key file would open them; they are left out.
    pub withheld: Numbers,
    /// A part of them was erased since, which comes back.
    pub erased: Numbers,
    /// So many destructions may have happened of which nothing here says what they took: those
    /// records come back.
    pub unknown: u64,
    /// Whether passphrases and identities open the vault again that were replaced since.
    pub header: bool,
    /// The destination that has the newest state, if it has a key file.
    pub newest: Option<PathBuf>,
}

impl Stale {
    /// Whether nothing comes back that should not.
    pub fn is_empty(&self) -> bool {
        self.withheld.is_empty() && self.erased.is_empty() && self.unknown == 0 && !self.header
    }
}

/// Everything to judge by.
pub(crate) struct Clues<'a> {
    pub(crate) keys: &'a KeyFile,
    /// What the newest log says, and where it lies.
    pub(crate) replay: &'a Replay,
    /// Whom a destruction names that the log broke off in.
    pub(crate) ordered: &'a Ordered,
    pub(crate) log: String,
    pub(crate) lines: &'a [Lines],
    pub(crate) witnesses: &'a [Witness],
    /// What other destinations know besides.
    pub(crate) seen: &'a Seen,
    /// The last entry of it.
    pub(crate) log_end: u64,
    /// Whether the header is the one that the log speaks of.
    pub(crate) header_fits: bool,
}

/// What follows from it.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// Everybody who was destroyed as a whole.
    pub(crate) tombstones: Numbers,
    /// One more than the highest number that was ever given out.
    pub(crate) next_record: u64,
    /// The highest epoch known.
    pub(crate) epoch: u64,
    pub(crate) stale: Stale,
    /// The newest state that anybody has seen and the log here does not have.
    pub(crate) lost_head: Option<LostHead>,
    /// Epochs that somebody has seen and nobody can say what they began with.
    pub(crate) unknown: BTreeSet<u64>,
}

impl Clues<'_> {
    pub(crate) fn weigh(&self) -> Evidence {
        let Self { keys, replay, .. } = self;
        let facts = &keys.facts;
        let logged: BTreeSet<Digest> = replay.done.iter().copied().collect();
        let unlogged: Vec<&Told> =
            self.lines.iter().flat_map(|lines| lines.beyond(&logged)).collect();
        let copies = self.lines.iter().map(Lines::tombstones);
        let tombstones =
            copies.fold(facts.tombstones.union(&replay.destroyed()), |all, copy| all.union(&copy));
        let tombstones = tombstones.union(&self.ordered.whole).union(&self.seen.whole);
        let elsewhere = || self.witnesses.iter().filter(|witness| !witness.here);
        let told = unlogged.iter().map(|told| told.epoch + 1).max().unwrap_or_default();
        let explained = told.max(replay.epoch());
        // A line that breaks off may have begun the next one.
        let rotated = &self.seen.rotated;
        let untold = || (explained + 1..=u64::MAX).find(|epoch| !rotated.contains(epoch));
        let torn = self.unheard().next().and_then(|_| untold());
        let epoch = elsewhere().map(|witness| witness.epoch);
        let epoch = epoch.fold(torn.unwrap_or(explained), u64::max);
        let next = self.witnesses.iter().map(|witness| witness.next);
        let next = next.fold(facts.next_record.max(replay.next_record()), u64::max);
        // Nobody is given a number that was another's anywhere.
        let named = self.lines.iter().filter_map(Lines::highest);
        let highest = named.chain(tombstones.last().map(RecordNumber::get)).max();
        let next_record = next.max(highest.map_or(0, |highest| highest + 1));
        let newest = elsewhere().max_by_key(|witness| witness.seq);
        let lost_head = newest.map(|w| LostHead { seq: w.seq, head: w.head, epoch: w.epoch });
        let unknown = || elsewhere().map(|one| one.unexplained(explained, rotated));
        let unknown = || unknown().chain(torn.map(|epoch| BTreeSet::from([epoch])));
        let mut stale = Stale {
            sources: Vec::new(),
            withheld: self.living(&tombstones),
            erased: self
                .living(&self.erased(&unlogged).union(&self.ordered.part).union(&self.seen.part))
                .difference(&tombstones),
            unknown: unknown().map(|epochs| epochs.len() as u64).max().unwrap_or_default(),
            header: !self.header_fits || self.ordered.generations > 0 || self.seen.header,
            newest: self.newest().and_then(|witness| witness.at.clone()),
        };
        if !stale.is_empty() {
            stale.sources = self.sources(explained);
        }
        // Each rotation that cannot be read began an epoch.
        let unread = self.ordered.generations.max(self.seen.generations);
        let epoch = epoch.max(facts.epoch) + u64::from(unread);
        let unknown = unknown().flatten().collect();
        Evidence { tombstones, next_record, epoch, stale, lost_head, unknown }
    }

    /// The newest state that another destination has, beyond the log here and not given up.
    pub(crate) fn newest(&self) -> Option<&Witness> {
        let here = self.log_end;
        let later = self.witnesses.iter().filter(|one| !one.here && !one.minor && one.seq > here);
        later.filter(|one| one.at.is_some()).max_by_key(|one| one.seq)
    }

    /// Copies of destruction.log that break off in a line which nobody else has.
    fn unheard(&self) -> impl Iterator<Item = &Lines> {
        self.lines.iter().filter(|one| one.ends_unheard(self.lines, &self.replay.done))
    }

    /// Those of whom the key file has a key.
    fn living(&self, numbers: &Numbers) -> Numbers {
        numbers.iter().filter(|number| self.keys.key(*number).is_some()).collect()
    }

    /// Records of which a part was erased after the key file was written.
    fn erased(&self, unlogged: &[&Told]) -> Numbers {
        let since = |ended: &&crate::vault::check::Ended| {
            !ended.whole && ended.intent > self.keys.facts.seq
        };
        let logged = self.replay.ended().iter().filter(since).map(|ended| &ended.numbers);
        let told = unlogged.iter().filter(|told| !told.whole).map(|told| &told.numbers);
        logged.chain(told).fold(Numbers::new(), |all, numbers| all.union(numbers))
    }

    /// Whatever knows of a later state than the key file.
    fn sources(&self, explained: u64) -> Vec<String> {
        let seq = self.keys.facts.seq;
        let mut sources = Vec::new();
        let broken = !self.ordered.whole.is_empty() || !self.ordered.part.is_empty();
        let newer = self.ordered.generations > 0;
        if broken
            || newer
            || !self.header_fits
            || self.replay.ended().iter().any(|ended| ended.intent > seq)
        {
            sources.push(self.log.clone());
        }
        let own = self.lines.first().map(Lines::hashes).unwrap_or_default();
        let newer = self.lines.iter().filter(|lines| lines.beyond(&own).next().is_some());
        sources.extend(newer.chain(self.unheard()).map(|lines| lines.path.display().to_string()));
        let ahead = |witness: &&Witness| !witness.here && witness.epoch > explained;
        sources.extend(self.witnesses.iter().filter(ahead).map(|witness| witness.name.clone()));
        for named in &self.seen.sources {
            if !sources.iter().any(|known| Path::new(known).starts_with(named)) {
                sources.push(named.clone());
            }
        }
        sources
    }
}
