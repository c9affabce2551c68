//! R0 and R1: the header that brings the keys of the next generation, announced and put in place.

use crate::crypto::{self, Bundle, Generation, Key, Older};
use crate::files;
use crate::log::{Act, Member};
use crate::model::{Level, OperatorNumber};
use crate::vault::error::{Error, Place, Result};
use crate::vault::header::{Header, Slot};
use crate::vault::session::Vault;
use crate::vault::unlock;

impl Vault {
    /// Makes the keys of the next generation and gives them to everybody but `leaving`.
    pub(super) fn bring_new_keys(&mut self, leaving: Option<OperatorNumber>) -> Result<()> {
        let generation = self.state.checkpoint.generation + 1;
        let next = Generation::generate(generation, &mut self.random)?;
        let header = self.renewed_header(&next, leaving)?;
        let mac_key = crypto::derive::header_mac_key(&next.vault_key);
        self.announce(&header, &mac_key)
    }

    /// The present header with everybody's bundle renewed, and nothing of who is not to have one.
    fn renewed_header(
        &mut self,
        next: &Generation,
        leaving: Option<OperatorNumber>,
    ) -> Result<Header> {
        let Bundle { vault, current, older: before } =
            unlock::bundle(&self.header, self.operator, &self.half)?;
        let first = Older::wrap(vault, &current, next, &mut self.random)
            .map_err(|_| Error::Clearance { needed: Level::One, field: None })?;
        let mut older = vec![first];
        older.extend(before);
        let mut header = self.header.header.clone();
        header.head.generation = next.number;
        let stays = |operator| self.roster.get(operator).filter(|_| leaving != Some(operator));
        header.slots.retain(|slot| stays(slot.operator()).is_some());
        for slot in &mut header.slots {
            let member = stays(slot.operator());
            if let (Slot::Bundle { sealed, .. }, Some(member)) = (slot, member) {
                let current = next.for_clearance(member.clearance);
                let bundle = Bundle { vault, current, older: older.clone() };
                *sealed = (&boxed(&bundle, member)?).into();
            }
        }
        Ok(header)
    }

    /// R0 and R1. What fails before the new header is in place leaves a rotation that the next
    /// writer gives up.
    fn announce(&mut self, header: &Header, mac_key: &Key) -> Result<()> {
        let (bytes, new) = header.encode(mac_key)?;
        let (old, epoch) = (self.header.hash, self.state.checkpoint.epoch);
        let generation = header.head.generation;
        self.transact_on_ballast(|transaction| {
            transaction.checkpoint.pending = transaction.log(Act::Rotation { generation, epoch });
            transaction.checkpoint.header_next = Some(new);
            transaction.log(Act::Header { old, new });
            Ok(())
        })?;
        (self.environment.reached)("rotate-announced");
        let replaced = self.on_ballast(|vault| Ok(files::replace(&vault.paths.header(), &bytes)?));
        (self.environment.reached)("rotate-header-replaced");
        let unfinished = |source| Error::Unfinished { step: "header", source: Box::new(source) };
        match (self.refresh(), replaced) {
            (Ok(()), _) if self.header.hash == new => {
                self.settle_header(new).map_err(unfinished)?;
                (self.environment.reached)("rotate-header-settled");
                Ok(())
            }
            (Ok(()), Err(error)) => Err(error),
            (Err(error), Ok(())) => Err(unfinished(error)),
            // Nobody can say which of them is there.
            (Err(_), Err(error)) => Err(Error::Uncertain(Box::new(error))),
            (Ok(()), Ok(())) => Err(Error::damaged(Place::new("header", "damage-unknown-header"))),
        }
    }
}

fn boxed(bundle: &Bundle, member: &Member) -> Result<crate::model::Sealed> {
    let malformed = || Error::damaged(Place::new("header", "damage-roster"));
    let recipient: crypto::BoxRecipient = member.recipient.parse().map_err(|_| malformed())?;
    bundle.seal(&recipient).map_err(|_| Error::Bug("bundle"))
}
