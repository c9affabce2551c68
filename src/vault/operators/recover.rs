//! Coming back in with the recovery code: another passphrase, or another identity file.

use super::super::header::Slot;
use super::super::init::identity_slot;
use super::{Opens, Result, Vault};

impl Vault {
    /// Lets `opens`, and none of its kind that was there before, open the slot of who works; for
    /// who came in with the recovery code, which stays as it is. Tells whether every backup
    /// destination has it too.
    pub fn let_in(&mut self, opens: &Opens) -> Result<bool> {
        // The key derivation takes half a second: nobody is kept waiting for it.
        self.release()?;
        let slot = match opens {
            Opens::Passphrase(passphrase) => return self.change_passphrase(passphrase),
            Opens::Recipients(recipients) => identity_slot(&self.half, self.operator, recipients)?,
        };
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let mut header = self.header.header.clone();
            let replaced = |old: &Slot| {
                matches!(old, Slot::Identity { .. }) && old.operator() == self.operator
            };
            header.slots.retain(|old| !replaced(old));
            header.slots.push(slot);
            self.replace_header(&header, Vec::new())
        });
        let released = self.release();
        let everywhere = done?;
        released?;
        Ok(everywhere)
    }
}
