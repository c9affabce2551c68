//! Changing a passphrase: one slot of the header, whatever the vault holds.
//!
//! The private half and every key stay what they are, so an old copy of the header still gives the
//! private half to whoever has the old passphrase, and that opens the present bundle; against
//! somebody who has both, only removing the operator with a rotation helps, and adding a new one.
//! Key files of backups carry the header, and are rewritten where they can be reached.

use super::error::Result;
use super::header::{Header, Slot};
use super::init::passphrase_slot;
use super::session::Vault;
use crate::crypto::Passphrase;

impl Vault {
    /// Whether this operator has a passphrase.
    pub fn has_passphrase(&self) -> bool {
        self.header.header.slots.iter().any(|slot| self.is_own_passphrase(slot))
    }

    /// Lets `passphrase`, and no other, open this operator's slot; makes one if there is none.
    ///
    /// Tells whether every
    /// destination has it too; one that could not be reached still takes the old passphrase.
    pub fn change_passphrase(&mut self, passphrase: &Passphrase) -> Result<bool> {
        // The key derivation takes half a second: nobody is kept waiting for it.
        self.release()?;
        let slot = passphrase_slot(&self.half, self.operator, passphrase, &mut self.random)?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            self.replace_header(&self.with_slot(slot), Vec::new())
        });
        let released = self.release();
        let everywhere = done?;
        released?;
        Ok(everywhere)
    }

    fn is_own_passphrase(&self, slot: &Slot) -> bool {
        matches!(slot, Slot::Passphrase { .. }) && slot.operator() == self.operator
    }

    /// The header with this operator's passphrase slot replaced, or added behind the others.
    fn with_slot(&self, new: Slot) -> Header {
        let mut header = self.header.header.clone();
        let place = header.slots.iter().position(|slot| self.is_own_passphrase(slot));
        header.slots.retain(|slot| !self.is_own_passphrase(slot));
        let place = place.unwrap_or(header.slots.len());
        header.slots.insert(place, new);
        header
    }
}

#[cfg(test)]
mod tests {
    use crate::crypto::Passphrase;
    use crate::files;
    use crate::vault::sample::Sample;
    use crate::vault::{Credential, Error, Result, Vault};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn change(sample: &Sample, to: &str) -> Result<bool> {
        sample.open().change_passphrase(&Passphrase::new(to))
    }

    fn opens(sample: &Sample, passphrase: &str) -> bool {
        let credential = Credential::Passphrase(Passphrase::new(passphrase));
        match Vault::open(&sample.dir(), &credential, sample.environment()) {
            Ok(vault) => vault.state.checkpoint.header_next.is_none(),
            Err(Error::WrongPassphrase | Error::NoSlot("passphrase")) => false,
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_passphrase_is_added_and_then_changed() {
        let sample = Sample::new();
        assert!(!sample.open().has_passphrase());
        change(&sample, "first one").unwrap();
        assert!(sample.open().has_passphrase(), "the identity opens as before");
        assert!(opens(&sample, "first one"));
        change(&sample, "second one").unwrap();
        assert!(opens(&sample, "second one") && !opens(&sample, "first one"));
        let slots = &sample.open().header.header.slots;
        assert_eq!(slots.len(), 3, "bundle, identity, one passphrase");
    }

    #[test]
    fn key_files_of_backups_get_the_new_header() {
        let sample = Sample::new();
        change(&sample, "first one").unwrap();
        let to = sample.home.path().join("nas");
        let order = crate::vault::BackupTo {
            to: &to,
            name: None,
            data_only: false,
            versioned: false,
            attach: false,
            accept_rollback: false,
        };
        sample
            .open()
            .backup(&crate::vault::Backup { wanted: order, progress: &|_, _| {} })
            .unwrap();
        let header = || std::fs::read(sample.dir().join("header")).unwrap();
        let carries = |header: &[u8]| {
            let key = std::fs::read(to.join("key")).unwrap();
            key.windows(header.len()).any(|window| window == header)
        };
        let before = header();
        assert!(carries(&before));
        change(&sample, "second one").unwrap();
        assert!(carries(&header()) && !carries(&before));
        let away = sample.home.path().join("away");
        std::fs::rename(&to, &away).unwrap();
        let warned = std::rc::Rc::new(std::cell::Cell::new(""));
        let seen = std::rc::Rc::clone(&warned);
        let mut environment = sample.environment();
        environment.warn = Box::new(move |id| seen.set(id));
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        let everywhere = vault.change_passphrase(&Passphrase::new("third one")).unwrap();
        assert!(!everywhere);
        assert_eq!(warned.get(), "warn-backup-header");
    }

    #[test]
    fn an_older_header_is_not_accepted() {
        let sample = Sample::new();
        let path = sample.dir().join("header");
        let before = std::fs::read(&path).unwrap();
        change(&sample, "first one").unwrap();
        files::replace(&path, &before).unwrap();
        assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::Damaged { .. })));
    }

    /// Stops at a step as a crash would, and says what opens before and after the next writer.
    fn stopped_at(step: &'static str) -> [bool; 2] {
        let sample = Sample::new();
        change(&sample, "first one").unwrap();
        let mut environment = sample.environment();
        environment.reached = Box::new(move |reached| assert!(reached != step, "stop"));
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        let new = Passphrase::new("second one");
        let stopped = catch_unwind(AssertUnwindSafe(|| vault.change_passphrase(&new)));
        assert!(stopped.is_err(), "{step} was not reached");
        drop(vault);
        assert!(sample.open().state.checkpoint.header_next.is_some());
        sample.add(&[("张伟芳", "13800000013", "")]);
        assert!(sample.open().state.checkpoint.header_next.is_none(), "settled");
        [opens(&sample, "first one"), opens(&sample, "second one")]
    }

    #[test]
    fn a_change_that_was_interrupted_is_settled_by_the_next_writer() {
        assert_eq!(stopped_at("header-announced"), [true, false]);
        assert_eq!(stopped_at("header-replaced"), [false, true]);
    }

    #[test]
    fn another_who_has_the_vault_open_meets_only_another_slot() {
        let sample = Sample::new();
        let mut other = sample.open();
        other.release().unwrap();
        change(&sample, "first one").unwrap();
        other.change_passphrase(&Passphrase::new("second one")).unwrap();
        assert!(opens(&sample, "second one") && !opens(&sample, "first one"));
    }
}
