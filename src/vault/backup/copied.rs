//! Copies that somebody made of a destination: two disks that say that they are the same one.
//!
//! One of them is rewritten and the other is not, so the number of the key that its key file lies
//! under tells which is which. Where an older directory lies in the place of the one that was
//! written last, what lies there keeps the name, so that whoever backs up by name goes on, and the
//! other one becomes a place of its own. So does what is found beside it, by its path. Each owes
//! what it does not know until it is rewritten, from when on it says that it is itself, or stated to
//! be gone. Commands that only read say what they see; nobody remembers that.
//!
//! ```text
//! registered    usb 7                         lies there: key 5, a log that ends before
//! then          usb 5, usb-2 7 copy of usb
//! rewritten     usb 8, usb-2 7 copy of usb    later there: key 7, which is usb-2
//! rewritten     usb 8, usb-2 9
//! ```
//! An old key file beside a log that goes on was put back by itself: no second disk is to be told of.

use super::folder::Folder;
use super::owe::is_put_back;
use super::register::place_named;
use super::{keyfile, logcopy};
use crate::log::{Destination, Kind};
use crate::model::Digest;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::restore::{free, place_of};
use crate::vault::session::Vault;
use std::path::Path;

/// Whether the log there ends before the entry that it was brought up to.
fn ends_before(known: &Destination, folder: &Folder) -> bool {
    let mut end = 0;
    // What cannot be read further ends there.
    let read = logcopy::read(&folder.log(), |_, row| {
        end = row.seq;
        Ok(())
    });
    drop(read);
    end < known.seq
}

impl Vault {
    /// Which destination it is that lies in `folder` and says that it is `stated`: that one, or a
    /// copy of it, of the registered ones and `besides`.
    pub(in crate::vault) fn one_of(
        &self,
        stated: Digest,
        folder: &Folder,
        besides: Option<&Destination>,
    ) -> Digest {
        let all = self.destinations().unwrap_or_default();
        let is_copy = |one: &&Destination| one.copy_of == Some(stated);
        let mut copies = all.iter().chain(besides).filter(is_copy).peekable();
        if copies.peek().is_none() || self.mutated("copies-confounded") {
            return stated;
        }
        let Some(front) = keyfile::front_at(&folder.key()) else { return stated };
        let lies = |one: &Destination| Path::new(&one.path) == folder.dir();
        // As long as neither is rewritten only their places tell them apart.
        let same = all.iter().find(|one| one.id == stated && one.key == front.number);
        let is_it = |copy: &&Destination| {
            copy.key == front.number && same.is_none_or(|one| lies(copy) && !lies(one))
        };
        copies.find(is_it).map_or(stated, |copy| copy.id)
    }

    /// The number that the next key at a destination must be above, so that copies of it stay apart.
    pub(super) fn highest_key(&self, destination: &Destination) -> Result<u64> {
        let all = self.destinations()?.into_iter();
        let copies = all.filter(|one| one.copy_of == Some(destination.id)).map(|copy| copy.key);
        Ok(copies.fold(destination.key, u64::max))
    }

    /// What lies at `path` and says that it is `known`, which lies at its own place too.
    pub(super) fn copied_to(&mut self, known: &Destination, path: &str) -> Result<Destination> {
        let folder = Folder::new(Path::new(path));
        let with_keys = known.kind == Kind::Full;
        let front = keyfile::front_at(&folder.key()).filter(|_| with_keys);
        let key = front.map_or(0, |front| front.number);
        let owed = if with_keys { self.owed_at(&folder)? } else { None };
        let (id, copy_of) = (Digest(self.random.nonce()), with_keys.then_some(known.id));
        let name = free(&self.destinations()?, &known.name);
        let place = place_of((name, known.kind), folder.dir(), id);
        Ok(Destination { key, detached: known.detached, owed, copy_of, ..place })
    }

    /// The destination that is to be rewritten; a copy of one becomes one by that.
    pub(super) fn meant_to_scrub(&mut self, text: &str) -> Result<Destination> {
        match self.meant_by(text) {
            Err(Error::Unfit(Unfit::Copied(name))) => {
                let known = self.destination(&name)?;
                let path = place_named(Path::new(text))?;
                self.copied_to(&known, &path)
            }
            found => found,
        }
    }

    /// Registers what is seen of these places before anything is written there: what they owe, and
    /// that there are two of one.
    pub(super) fn note_seen(&mut self, seen: &[Destination]) -> Result<()> {
        let registered = self.destinations()?;
        let mut all = registered.clone();
        for one in seen {
            match registered.iter().find(|known| known.id == one.id) {
                Some(known) => self.tell_apart(&mut all, known, &one.path),
                None if one.copy_of.is_some() => all.push(one.clone()),
                // It came back; who rewrites it registers it.
                None => {}
            }
        }
        if all == registered {
            return Ok(());
        }
        self.transact_on_ballast(|transaction| {
            transaction.register(all.clone());
            Ok(())
        })
    }

    /// Puts into `all` what is seen of one that is registered as `known` and lies at `path`.
    pub(super) fn tell_apart(
        &mut self,
        all: &mut Vec<Destination>,
        known: &Destination,
        path: &str,
    ) {
        let here = self.as_owed(Destination { path: path.to_owned(), ..known.clone() });
        let folder = self.reach(&here).filter(|_| here.kind == Kind::Full);
        let other = folder.filter(|folder| {
            is_put_back(known, folder)
                && ends_before(known, folder)
                && !self.mutated("copies-unnoted")
        });
        let name = free(all, &known.name);
        let Some(one) = all.iter_mut().find(|one| one.id == known.id) else { return };
        one.owed = here.owed;
        if let Some(folder) = other {
            one.path = here.path;
            one.key = keyfile::front_at(&folder.key()).map_or(0, |front| front.number);
            one.seq = self.read_key_file(&folder).map_or(0, |keys| keys.facts.seq);
            let id = Digest(self.random.nonce());
            (self.environment.warn_at)("warn-copy-seen", &name);
            all.push(Destination { id, name, copy_of: Some(known.id), ..known.clone() });
        }
    }
}

#[cfg(test)]
#[path = "copied_tests.rs"]
mod tests;
