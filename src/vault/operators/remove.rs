//! Letting an operator go.
//!
//! His slots and his bundle leave the header, so that what he holds opens nothing there. The keys
//! in his bundle stay what they are until a rotation: with an old header, or with a copy of the
//! bundle, he still reads what is written.

use super::super::header::Header;
use super::{Error, Result, Vault};
use crate::log::Step;
use crate::model::{Clearance, OperatorNumber};

impl Vault {
    /// Refuses to remove somebody who cannot be; gives what his keys open.
    pub fn require_removable(&self, leaver: OperatorNumber) -> Result<Clearance> {
        let clearance = self.present(leaver)?.clearance;
        self.require_step(&Step::Remove { operator: leaver })?;
        if leaver == self.operator { Err(Error::RemovesSelf) } else { Ok(clearance) }
    }

    /// Removes an operator and rotates nothing; tells whether every backup destination knows.
    pub fn remove_operator(&mut self, leaver: OperatorNumber) -> Result<bool> {
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let (header, line) = self.header_without(leaver)?;
            self.replace_header(&header, vec![line])
        });
        let released = self.release();
        let everywhere = done?;
        released?;
        Ok(everywhere)
    }

    /// The header without an operator, and the line for destruction.log that says so.
    pub(crate) fn header_without(&self, leaver: OperatorNumber) -> Result<(Header, String)> {
        self.require_removable(leaver)?;
        let (mut header, line) = self.with_statement(&Step::Remove { operator: leaver })?;
        header.slots.retain(|slot| slot.operator() != leaver);
        Ok((header, line))
    }
}
