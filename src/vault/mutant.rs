//! Weaknesses that tests give to a debug build, to see that the fault harness catches them: each
//! breaks one rule of the protocol. In a release build [`Vault::mutated`] is always false.

use super::error::Result;
use super::keyhole::{Epoch, Keyhole};
use super::session::{Environment, Vault};
use super::transaction::Transaction;
use crate::crypto::Key;
use crate::log::{Act, Code, Numbers, Rows};
use crate::store::Store;

impl Vault {
    /// Whether a test wants this weakness.
    #[cfg(debug_assertions)]
    pub(crate) fn mutated(&self, weakness: &'static str) -> bool {
        (self.environment.mutant)(weakness)
    }

    /// Whether a test wants this weakness; here no test does.
    #[cfg(not(debug_assertions))]
    #[expect(clippy::unused_self, reason = "the same call as in a debug build")]
    pub(crate) const fn mutated(&self, _: &'static str) -> bool {
        false
    }

    /// `late-key`: the key of the next epoch is known but written after the commit that needs it.
    pub(crate) fn write_late_key(&self, number: u64) -> Result<()> {
        let keyhole = Keyhole::open(&self.paths.keyhole())?;
        let slot = keyhole.find(self.state.checkpoint.epoch, self.state.checkpoint.epoch_hash);
        Ok(keyhole.write(1 - slot.map_or(0, |(slot, _)| slot), &late(number))?)
    }

    /// `header-late`: the header that brings new keys is taken away again until they are in use.
    pub(crate) fn take_header_away(&self, old: &[u8]) -> Result<()> {
        let header = self.paths.header();
        let late = header.with_extension("late");
        crate::files::at(&late, std::fs::rename(&header, &late))?;
        Ok(crate::files::replace(&header, old)?)
    }

    /// `header-late`: and put back.
    pub(crate) fn put_header_back(&self) -> Result<()> {
        let header = self.paths.header();
        let late = header.with_extension("late");
        Ok(crate::files::at(&late, std::fs::rename(&late, &header))?)
    }

    /// `log-last`: what is destroyed is logged when it is gone.
    pub(crate) fn destroy_unlogged(&mut self, numbers: &Numbers) -> Result<()> {
        let next = self.write_next_epoch()?;
        let key = self.ring.wrap_key(&next);
        self.transact(|transaction| {
            transaction.destroy_rows((numbers, true), Rows::new(), (&next, &key))?;
            transaction.log_nothing();
            Ok(())
        })?;
        self.prove_durable()?;
        self.destroy_old_slot().map(|_| ())
    }
}

impl Transaction<'_> {
    /// An entry that says nothing, without which the transaction would leave no trace.
    pub(crate) fn log_nothing(&mut self) {
        self.log(Act::Recovered { intent: None, from: Code::fixed("mutant") });
    }
}

/// The next epoch of `late-key`.
pub(crate) fn late(number: u64) -> Epoch {
    Epoch { number, key: Key::from_bytes([7; 32]) }
}

/// Takes from the store what its promises rest on, or what makes a small test too small for it.
pub(crate) fn weaken(store: &mut Store, environment: &Environment) -> Result<()> {
    for (weakness, setting) in [
        ("synchronous-normal", "synchronous=NORMAL"),
        ("synchronous-off", "synchronous=OFF"),
        ("little-ahead", "cache_size=24"),
    ] {
        if cfg!(debug_assertions) && (environment.mutant)(weakness) {
            store.set(setting)?;
        }
    }
    if cfg!(debug_assertions) && (environment.mutant)("names-trusted") {
        store.trust_names();
    }
    Ok(())
}
