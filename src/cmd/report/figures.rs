//! Everything that a report is made of, taken as far as who asks may look.

use super::census::Census;
use crate::error::{Message, Result};
use crate::model::{Capability, Level};
use crate::vault::{Movement, Operational, Reporting, Vault};

/// The figures of a vault.
pub(super) struct Figures {
    /// What needs no level.
    pub(super) operational: Operational,
    /// The records, for who may read them.
    pub(super) census: Option<Census>,
    /// What the log says of the time since a day, for who may read it.
    pub(super) movement: Option<Movement>,
}

impl Figures {
    /// Takes them for a report; `since`, in milliseconds since 1970 UTC, says from when on
    /// the log is asked.
    pub(super) fn take(vault: &mut Vault, report: Reporting, since: Option<i64>) -> Result<Self> {
        let may = |vault: &Vault, what| vault.require_one_of(&[what]).is_ok();
        let reads = may(vault, Capability::Read) && vault.clearance().opens(Level::Three);
        let operational = vault.operational(report)?;
        let census = if reads { Some(Census::take(vault)?) } else { None };
        let asked = since.filter(|_| may(vault, Capability::Audit));
        let movement = asked.map(|since| vault.movement(since)).transpose()?;
        Ok(Self { operational, census, movement })
    }

    /// The levels that were not looked at.
    pub(super) fn closed(&self) -> Vec<Level> {
        self.census.as_ref().map_or_else(|| Level::ALL.into(), Census::closed)
    }

    /// What was not seen. `log`: the report is about what the log says, too.
    pub(super) fn unseen(&self, log: bool) -> Vec<Message> {
        let mut said = Vec::new();
        if self.census.is_none() {
            said.push(Message::new("report-unseen-records"));
        } else if let closed = self.closed()
            && !closed.is_empty()
        {
            let closed: Vec<String> = closed.iter().map(|one| one.get().to_string()).collect();
            said.push(Message::new("report-unseen-levels").arg("levels", closed.join(", ")));
        }
        let Operational { records, within, .. } = self.operational;
        if within < records {
            said.push(Message::new("report-unseen-others").arg("count", records - within));
        }
        if log && self.movement.is_none() {
            said.push(Message::new("report-unseen-log"));
        }
        said
    }
}
