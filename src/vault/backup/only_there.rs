//! Records that live at a destination only.
//!
//! A restore of an older state leaves a branch of the log behind. Whom it hears of and cannot bring back
//! it names; a destination that was away may have records that nobody named, and nothing but its key
//! file opens them. So nothing is written there until somebody says that they are given up.
//!
//! ```text
//! here      1 … 4    5 restored
//! at usb    1 … 4    5 K-7 added      K-7 lives there only
//! ```
//! A number alone says nothing of who it is behind the place where the logs part: what was not heard of
//! was given out there as well as here, to others. Whose record has the same key there and here is one
//! person all the same.

use super::folder::Folder;
use super::keyfile::{self, Facts, KeyFile};
use super::logcopy;
use super::rows::mark;
use crate::log::Numbers;
use crate::model::Digest;
use crate::vault::anew::Restores;
use crate::vault::check::head_at;
use crate::vault::error::{Error, Result};
use crate::vault::keyhole::Keyhole;
use crate::vault::restore::Lines;
use crate::vault::session::Vault;
use crate::vault::unlock;

/// What a destination has that nobody else has.
#[derive(Default)]
pub(super) struct OnlyThere {
    /// The records.
    pub(super) numbers: Numbers,
    /// Whether its key file lets others in, and not whoever works here.
    unread: bool,
    /// Whether numbers were given out there that the vault would give out again.
    pub(super) further: bool,
    /// Those whose numbers were given out here as well, to others.
    pub(super) anew: Numbers,
}

impl OnlyThere {
    /// Whether nothing is lost with it.
    pub(super) fn is_nothing(&self) -> bool {
        self.numbers.is_empty() && !self.unread
    }
}

/// A key file that was found at a destination.
pub(super) enum There {
    /// There is none, or nothing opens it.
    Nothing,
    /// It is of other keys, and its header does not let in whoever works here.
    Unread,
    /// It was opened.
    Open(Box<KeyFile>),
}

impl Vault {
    /// The records that live at a destination, whose log parts from ours at entry `cut`, and nowhere
    /// else as far as is known here.
    pub(super) fn only_at(&self, folder: &Folder, cut: u64) -> Result<OnlyThere> {
        if self.is_key_file_of_ours(folder)? || self.mutated("left-behind-unheard") {
            return Ok(OnlyThere::default());
        }
        let there = match self.key_file_at(folder)? {
            There::Nothing => return Ok(OnlyThere::default()),
            There::Unread if self.mutated("unread-is-nothing") => {
                return Ok(OnlyThere::default());
            }
            There::Unread => return Ok(OnlyThere { unread: true, ..OnlyThere::default() }),
            There::Open(there) => there,
        };
        if self.is_on_our_log(&there.facts)? {
            return Ok(OnlyThere::default());
        }
        let next = self.state.checkpoint.next_record;
        let further = there.facts.next_record > next;
        let mut numbers: Numbers = there.living().collect();
        numbers = numbers.difference(&self.living_of(&numbers)?);
        numbers = numbers.difference(&there.facts.tombstones);
        if !numbers.is_empty() {
            for restored in self.restores()? {
                numbers = numbers.difference(&restored.lost).difference(&restored.destroyed);
            }
            let vault = Digest(*self.id().as_bytes());
            for path in folder.destruction_logs().into_iter().chain([self.paths.destruction_log()])
            {
                if let Ok(Some(lines)) = Lines::read(&path, vault) {
                    numbers = numbers.difference(&lines.tombstones());
                }
            }
        }
        let fork = self.fork(folder, cut, &there.facts)?.unwrap_or(u64::MAX);
        let others: Numbers = there.living().filter(|number| number.get() >= fork).collect();
        let others = others.difference(&self.same_as_there(&others, &there)?);
        let anew = others.iter().filter(|number| number.get() < next).collect();
        numbers = numbers.union(&others);
        Ok(OnlyThere { numbers, unread: false, further, anew })
    }

    /// Those of `numbers` whose records have the same key here as there.
    fn same_as_there(&self, numbers: &Numbers, there: &KeyFile) -> Result<Numbers> {
        let mut same = Numbers::new();
        if self.mutated("keys-not-compared") {
            return Ok(same);
        }
        self.each_living(numbers, |number, entry| {
            if there.key(number).is_some_and(|key| mark(number, key) == mark(number, &entry.key)) {
                same.insert(number);
            }
        })?;
        Ok(same)
    }

    /// The first number that was given out anew here: by the restore behind which the log there, which
    /// is to be cut before entry `cut`, parts from ours, or else since it parted; or, where no log says
    /// where that is, by the first of a later epoch than the branch is in, which is surely none of its
    /// own, or else by the newest at which it can have parted.
    fn fork(&self, folder: &Folder, cut: u64, there: &Facts) -> Result<Option<u64>> {
        if self.mutated("numbers-are-persons") {
            return Ok(None);
        }
        let restores = Restores::of(self)?;
        if cut != u64::MAX {
            let parted = if self.mutated("forks-where-cut") { None } else { parted(self, folder)? };
            let parted = parted.unwrap_or(cut);
            let last = self.store.checkpoint_before(parted)?;
            let next = last.map(|row| self.verified_checkpoint(&row)).transpose()?;
            let next = next.map(|last| last.next_record);
            return Ok(restores.first_anew((u64::MAX, Some(parted))).or(next));
        }
        let epoch = if self.mutated("forks-by-length") { u64::MAX } else { there.epoch };
        Ok(restores.first_anew((epoch, None)).or_else(|| restores.likely_anew(there.seq)))
    }

    /// Whether the key file there speaks of a state that the log here has; its keys are not read.
    pub(super) fn is_key_file_of_ours(&self, folder: &Folder) -> Result<bool> {
        let Ok(keyhole) = Keyhole::read(&folder.keyhole()) else { return Ok(false) };
        match keyfile::facts_at(&folder.key(), &self.ring, &keyhole) {
            Some(facts) => self.is_on_our_log(&facts),
            None => Ok(false),
        }
    }

    pub(super) fn is_on_our_log(&self, facts: &Facts) -> Result<bool> {
        Ok(head_at(self, facts.seq)? == Some(facts.head))
    }

    /// The key file there, opened with the keys of this vault or, where those came later on another
    /// branch, by the header in it.
    pub(super) fn key_file_at(&self, folder: &Folder) -> Result<There> {
        let path = folder.key();
        let closed = match keyfile::read(&path) {
            Ok(Some(closed)) => closed,
            Ok(None) | Err(Error::Damaged { .. }) => return Ok(There::Nothing),
            Err(error) => return Err(error),
        };
        let keyhole = match Keyhole::read(&folder.keyhole()) {
            Ok(keyhole) => keyhole,
            Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(There::Nothing);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(under) = keyhole.numbered(closed.front.number) else { return Ok(There::Nothing) };
        // Two branches that both rotated have different keys of one generation.
        let ring = || unlock::enter(&closed.header, self.operator, &self.half).ok();
        let ring = || ring().filter(|_| !self.mutated("other-branch-unread"));
        let theirs = || closed.open(&path, &ring()?.0, under).ok();
        let opened = closed.open(&path, &self.ring, under).ok().or_else(theirs);
        Ok(match opened {
            Some(keys) => There::Open(Box::new(keys)),
            None if closed.header.hash == self.header.hash => There::Nothing,
            None => There::Unread,
        })
    }
}

/// The first entry of the log there, or the checkpoint of one, that ours has not.
fn parted(vault: &Vault, folder: &Folder) -> Result<Option<u64>> {
    let mut parted = None;
    logcopy::read(&folder.log(), |frame, row| {
        if parted.is_none() && !vault.is_own_frame(frame, &row)? {
            parted = Some(row.seq);
        }
        Ok(())
    })?;
    Ok(parted)
}
