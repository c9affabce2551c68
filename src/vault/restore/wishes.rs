//! Persons who are not to be entered again, of whom the log that is restored knows nothing: their
//! wish came after it, and was kept on another branch.
//!
//! ```text
//! suppressed   hashes     entry 14     at usb, whose log can be read here
//! intent       K-2        entry 15
//! ```
//! Whose destruction stands has the hashes taken over, where the keys here are those that they were
//! made with. Where nobody has them, it is said: imports do not refuse the person any more.

use super::bench::Bench;
use super::lines::Lines;
use super::plan::RestorePlan;
use crate::crypto::Key;
use crate::log::{Act, Numbers};
use crate::model::{Digest, OperatorNumber};
use crate::store::LogRow;
use crate::vault::error::Result;
use crate::vault::keys::KeyRing;
use crate::vault::session::Vault;
use crate::vault::suppress::{Hashes, open_hashes};
use std::collections::BTreeSet;

/// What a log has of such persons, entry by entry.
#[derive(Default)]
pub(crate) struct Wishes {
    all: Vec<Wish>,
    /// Hashes whose intent, or whose restore, is to come next and say whose they are.
    last: Option<Wish>,
}

/// The records that were destroyed with one list of hashes.
struct Wish {
    numbers: Numbers,
    /// Those of them that are others' numbers here.
    others: Numbers,
    /// The hashes with the key that they were made with; none where the clearance or the keys do not
    /// reach them.
    hashes: Option<Keyed>,
}

/// Hashes with the key that they were made with. Two branches may have rotated to keys of one number.
type Keyed = (Key, Hashes);

/// What becomes of them with a restore.
#[derive(Default)]
pub(crate) struct Wished {
    /// The hashes that are taken over.
    pub(crate) hashes: Hashes,
    /// The records that these are of.
    pub(crate) taken: Numbers,
    /// The records of which there are none.
    pub(crate) lost: Numbers,
    /// Operators who are let in, though they were removed.
    pub(crate) returned: Vec<OperatorNumber>,
}

impl Wishes {
    /// Takes up one entry.
    pub(crate) fn follow(&mut self, ring: &KeyRing, row: &LogRow, act: &Act) {
        let last = self.last.take();
        match act {
            // What two persons decided on has that in between.
            Act::Decided(_) => self.last = last,
            Act::Suppressed { sealed, .. } => {
                let hashes = open_hashes(ring, (row.seq, row.generation), sealed);
                let keys = ring.suppressed_keys(row.generation);
                let hashes = keys.map(|keys| keys.hash).zip(hashes);
                self.last = Some(Wish { numbers: Numbers::new(), others: Numbers::new(), hashes });
            }
            Act::Intent { numbers, .. } => self.pair(last, numbers),
            // They were taken over before from a log that may be away now.
            Act::Restored(restored) => self.pair(last, &restored.suppressed),
            _ => {}
        }
    }

    fn pair(&mut self, last: Option<Wish>, numbers: &Numbers) {
        let known = last.filter(|_| !numbers.is_empty());
        self.all.extend(known.map(|wish| Wish { numbers: numbers.clone(), ..wish }));
    }

    /// Takes note of whose numbers are others' here: `same` gives those who are not.
    pub(super) fn tell_apart(&mut self, same: impl Fn(&Numbers) -> Numbers) {
        for wish in &mut self.all {
            wish.others = wish.numbers.difference(&same(&wish.numbers));
        }
    }

    /// What several logs have.
    pub(crate) fn append(&mut self, other: Self) {
        self.all.extend(other.all);
    }
}

impl Wished {
    /// What of `logs`, and of the lines that are not among `known`, is about records that stay
    /// destroyed and whose hashes the log in `vault` does not have.
    pub(super) fn weigh(
        vault: &Vault,
        logs: [Wishes; 2],
        (lines, known): (&[Lines], &BTreeSet<Digest>),
        destroyed: &Numbers,
    ) -> Result<Self> {
        let kept = vault.kept_out()?.kept;
        let told = lines.iter().map(|lines| lines.wished_beyond(known));
        let mut wished = Self::default();
        let mut gone = Numbers::new();
        for (same, others) in told {
            gone = gone.union(&same.intersection(destroyed)).union(&others);
        }
        let own = vault.ring.suppressed_keys(vault.ring.generation).map(|keys| keys.hash);
        for Wish { numbers, others, hashes } in logs.into_iter().flat_map(|one| one.all) {
            let same = numbers.difference(&others);
            gone = gone.union(&same.intersection(destroyed)).union(&others);
            let stays = same.is_subset(destroyed) && !numbers.is_subset(&kept);
            let hashes = hashes.filter(|(key, _)| stays && own.as_ref() == Some(key));
            if let Some((_, hashes)) = hashes
                && !vault.mutated("restore-wishes")
            {
                wished.hashes.extend(hashes);
                wished.taken = wished.taken.union(&numbers);
            }
        }
        wished.lost = gone.difference(&kept).difference(&wished.taken);
        Ok(wished)
    }
}

impl RestorePlan {
    /// Takes up what copies tell of persons beside records: who is not to be entered again, of whom
    /// it gives the rest, and who was removed and is let in by the header.
    pub(super) fn hear(
        &mut self,
        bench: &mut Bench,
        seen: Wishes,
        (lines, known): (&[Lines], &BTreeSet<Digest>),
        destroyed: &Numbers,
    ) -> Result<Wished> {
        let all = [seen, std::mem::take(&mut bench.ordered.wishes)];
        let gone = lines.iter().flat_map(|lines| lines.removed_beyond(known)).collect();
        let back: Vec<_> = bench.vault.members_with(&gone).collect();
        self.returned = back.iter().map(|member| member.name.clone()).collect();
        let returned = back.iter().map(|member| member.operator).collect();
        let wished = Wished::weigh(&bench.vault, all, (lines, known), destroyed)?;
        self.unsuppressed.clone_from(&wished.lost);
        Ok(Wished { returned, ..wished })
    }
}
