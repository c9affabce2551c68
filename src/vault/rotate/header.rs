//! R0 and R1: the header that brings the keys of the next generation, announced and put in place.

use crate::crypto::{self, Bundle, Generation, Key, Older};
use crate::files;
use crate::log::{Act, Member};
use crate::model::{Level, OperatorNumber};
use crate::vault::error::{Error, Place, Result};
use crate::vault::header::{Header, Slot};
use crate::vault::session::Vault;

impl Vault {
    /// Makes the keys of the next generation and gives them to everybody but `leaving`.
    pub(super) fn bring_new_keys(&mut self, leaving: Option<OperatorNumber>) -> Result<()> {
        let generation = self.state.checkpoint.generation + 1;
        let next = Generation::generate(generation, &mut self.random)?;
        let (header, lines) = match leaving {
            Some(leaver) => {
                let (header, line) = self.header_without(leaver)?;
                (header, vec![line])
            }
            None => (self.header.header.clone(), Vec::new()),
        };
        let header = self.renewed(header, &next)?;
        let mac_key = crypto::derive::header_mac_key(&next.vault_key);
        self.announce((&header, &mac_key), &lines)
    }

    /// A header with every bundle in it renewed.
    fn renewed(&mut self, mut header: Header, next: &Generation) -> Result<Header> {
        let vault = self.id();
        let first = Older::wrap(vault, &self.ring.newest_keys(), next, &mut self.random)
            .map_err(|_| Error::Clearance { needed: Level::One, field: None })?;
        let mut older = vec![first];
        older.extend_from_slice(&self.ring.wraps);
        header.head.generation = next.number;
        for slot in &mut header.slots {
            let operator = slot.operator();
            if let Slot::Bundle { sealed, .. } = slot {
                let malformed = Error::damaged(Place::new("header", "damage-roster"));
                let member = self.roster.get(operator).ok_or(malformed)?;
                let current = next.for_clearance(member.clearance);
                let bundle = Bundle { vault, current, older: older.clone() };
                *sealed = (&boxed(&bundle, member)?).into();
            }
        }
        Ok(header)
    }

    /// R0 and R1. What fails before the new header is in place leaves a rotation that the next
    /// writer gives up.
    fn announce(&mut self, (header, mac_key): (&Header, &Key), lines: &[String]) -> Result<()> {
        let (bytes, new) = header.encode(mac_key)?;
        let before = if self.mutated("header-late") {
            self.header.header.encode(&self.ring.header_mac_key())?.0
        } else {
            Vec::new()
        };
        let (old, epoch) = (self.header.hash, self.state.checkpoint.epoch);
        let generation = header.head.generation;
        self.transact_on_ballast(|transaction| {
            transaction.checkpoint.pending = transaction.log(Act::Rotation { generation, epoch });
            // Whoever finishes may lack the right to say so; and whoever rewrites a key file settles
            // everything so far, as after a destruction.
            transaction.owe(transaction.checkpoint.destruction_lines)?;
            transaction.checkpoint.header_next = Some(new);
            transaction.log(Act::Header { old, new, lines: lines.to_vec() });
            Ok(())
        })?;
        (self.environment.reached)("rotate-announced");
        let replaced = self.on_ballast(|vault| Ok(files::replace(&vault.paths.header(), &bytes)?));
        (self.environment.reached)("rotate-header-replaced");
        let unfinished = |source| Error::Unfinished { step: "header", source: Box::new(source) };
        match (self.refresh(), replaced) {
            (Ok(()), _) if self.header.hash == new => {
                self.settle_new_header().map_err(unfinished)?;
                if self.mutated("header-late") {
                    self.take_header_away(&before)?;
                }
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
