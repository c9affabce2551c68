//! Numbers that were given out twice, on two branches of the log, each time to somebody else.
//!
//! A restore gives out no number again that it heard of. A destination that was away may have more: what
//! it tells of such a number is about nobody who lives here.
//!
//! ```text
//! here      1 … 4    5 restored, next K-4    6 K-4 added       he lives
//! at usb    1 … 4    5 K-4 added             6 K-4 destroyed   somebody else
//! ```
//! Who tells of an epoch from before a restore has not seen that, for epochs only grow: all that were
//! given out behind it were given out here alone. Where it cannot be told, they may be the same.

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::{Act, Numbers};

/// The restores of a log.
pub(crate) struct Restores(Vec<Restore>);

struct Restore {
    entry: u64,
    epoch: u64,
    next_record: u64,
}

impl Restores {
    pub(crate) fn of(vault: &Vault) -> Result<Self> {
        let mut all = Vec::new();
        vault.store.each_entry(1, |row| {
            if let Act::Restored(restored) = vault.open_entry(&row)?.act {
                let (epoch, next_record) = (restored.epoch, restored.next_record);
                all.push(Restore { entry: row.seq, epoch, next_record });
            }
            Ok::<_, Error>(true)
        })?;
        all.retain(|_| !vault.mutated("numbers-are-persons"));
        Ok(Self(all))
    }

    /// Those of `numbers` who may be the same persons here as where they are told of: in that epoch or
    /// before, by a log that parts from this one at entry `parted`, where that is known.
    pub(crate) fn same(&self, numbers: &Numbers, told: (u64, Option<u64>)) -> Numbers {
        match self.first_anew(told) {
            Some(anew) if numbers.last().is_some_and(|last| last.get() >= anew) => {
                numbers.iter().filter(|number| number.get() < anew).collect()
            }
            _ => numbers.clone(),
        }
    }

    /// The first number that was surely given out here alone since then.
    pub(crate) fn first_anew(&self, (epoch, parted): (u64, Option<u64>)) -> Option<u64> {
        let unseen =
            |one: &&Restore| one.epoch > epoch || parted.is_some_and(|parted| one.entry >= parted);
        self.0.iter().find(unseen).map(|one| one.next_record)
    }

    /// The same of the newest restore at which a log of `entries` can have parted.
    pub(crate) fn likely_anew(&self, entries: u64) -> Option<u64> {
        // Hashes that it took over may stand before its own entry.
        let before = self.0.iter().rev().find(|one| one.entry <= entries + 2);
        before.map(|one| one.next_record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordNumber;

    fn range(first: u64, last: u64) -> Numbers {
        let number = |n| RecordNumber::new(n).unwrap();
        Numbers::range(number(first), number(last))
    }

    #[test]
    fn what_was_given_out_behind_a_restore_is_not_of_who_has_not_seen_it() {
        let one = |entry, epoch, next_record| Restore { entry, epoch, next_record };
        let restores = Restores(vec![one(10, 3, 5), one(20, 6, 8)]);
        for (told, last) in [
            ((2, None), 4),
            ((3, None), 7),
            ((5, None), 7),
            ((6, None), 9),
            ((6, Some(9)), 4),
            ((6, Some(11)), 7),
            ((6, Some(21)), 9),
        ] {
            assert_eq!(restores.same(&range(1, 9), told), range(1, last), "{told:?}");
        }
        assert_eq!(restores.same(&Numbers::new(), (0, None)), Numbers::new());
        assert_eq!(Restores(Vec::new()).same(&range(1, 9), (0, None)), range(1, 9));
    }
}
