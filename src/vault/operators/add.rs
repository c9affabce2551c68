//! Making somebody an operator.

use super::super::header::{Base64, Header, Slot};
use super::super::init::{identity_slot, passphrase_slot};
use super::{Error, Result, Vault};
use crate::crypto::{Bundle, Passphrase, PrivateHalf, Recipients};
use crate::log::{Code, Member, Step};
use crate::model::{Capabilities, Capability, Clearance, Level, OperatorNumber};
use crate::vault::check_name;

/// What opens the vault for an operator.
pub enum Opens {
    /// A passphrase.
    Passphrase(Passphrase),
    /// An identity file, or what a plugin of age holds.
    Recipients(Recipients),
}

/// Somebody who is to be an operator.
pub struct NewOperator {
    /// The name, one that no operator has.
    pub name: String,
    /// The id of the role.
    pub role: Code,
    /// What the keys are to open.
    pub clearance: Clearance,
    /// What else is allowed.
    pub capabilities: Capabilities,
}

impl Vault {
    /// Refuses somebody who cannot be added, before a passphrase is asked for.
    pub fn require_addable(&self, new: &NewOperator) -> Result<()> {
        check_name(&new.name)?;
        let wanted = new.name.to_lowercase();
        if self.roster.members().any(|member| member.name.to_lowercase() == wanted) {
            return Err(Error::OperatorExists);
        }
        self.reaches(new.clearance)?;
        self.require(Capability::Administer)
    }

    /// Adds an operator, whom `opens` lets in; gives the number, and whether every backup
    /// destination knows already.
    pub fn add_operator(
        &mut self,
        new: &NewOperator,
        opens: &Opens,
    ) -> Result<(OperatorNumber, bool)> {
        self.release()?;
        let half = PrivateHalf::generate(Some(self.half.genesis), &mut self.random)?;
        // A number is needed where a slot is sealed to it; another may be added meanwhile.
        loop {
            let number = self.roster.next_number();
            // The key derivation takes half a second: nobody is kept waiting for it.
            let slot = self.slot(&half, number, opens)?;
            let done = self.hold_exclusive().and_then(|()| {
                self.recover()?;
                if self.roster.next_number() != number {
                    return Ok(None);
                }
                self.require_addable(new)?;
                let (header, line) = self.header_with(&newcomer(new, &half, number), slot)?;
                self.replace_header(&header, vec![line]).map(Some)
            });
            let released = self.release();
            if let Some(everywhere) = done? {
                released?;
                return Ok((number, everywhere));
            }
        }
    }

    pub(in crate::vault) fn slot(
        &mut self,
        half: &PrivateHalf,
        number: OperatorNumber,
        opens: &Opens,
    ) -> Result<Slot> {
        match opens {
            Opens::Passphrase(passphrase) => {
                passphrase_slot(half, number, passphrase, &mut self.random)
            }
            Opens::Recipients(recipients) => identity_slot(half, number, recipients),
        }
    }

    /// The header with one more operator, and the line for destruction.log that says so.
    pub(crate) fn header_with(&self, member: &Member, slot: Slot) -> Result<(Header, String)> {
        self.reaches(member.clearance)?;
        let (mut header, line) = self.with_statement(&Step::Add(member.clone()))?;
        let bundle: Bundle = self.ring.bundle_for(member.clearance);
        let recipient = member.recipient.parse().map_err(|_| Error::BadName)?;
        let sealed = bundle.seal(&recipient).map_err(|_| Error::Bug("bundle"))?;
        let operator = member.operator.0;
        header.slots.push(Slot::Bundle { operator, sealed: Base64::from(&sealed) });
        header.slots.push(slot);
        Ok((header, line))
    }

    /// Refuses to hand out keys that are not one's own.
    fn reaches(&self, clearance: Clearance) -> Result<()> {
        let own = self.ring.clearance;
        let beyond = |level| clearance.opens(level) && !own.opens(level);
        if Level::ALL.into_iter().any(beyond) { Err(Error::AboveOwn) } else { Ok(()) }
    }
}

/// What the roster is to say of somebody whose private half is `half`.
pub(in crate::vault) fn newcomer(
    new: &NewOperator,
    half: &PrivateHalf,
    number: OperatorNumber,
) -> Member {
    Member {
        operator: number,
        name: new.name.clone(),
        role: new.role.clone(),
        clearance: new.clearance,
        capabilities: new.capabilities,
        signing_key: half.signing_key.verifying_key().to_string(),
        recipient: half.box_key.recipient().to_string(),
    }
}
