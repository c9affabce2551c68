//! What the register of shares comes to, for reports.

use super::{ShareDuty, ShareStanding};
use crate::log::{Numbers, ShareKind};
use crate::vault::error::Result;
use crate::vault::session::Vault;
use jiff::civil::Date;

/// Some of the shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareSum {
    /// How many.
    pub shares: u64,
    /// The records in them, each once.
    pub records: Numbers,
}

/// What the register comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareSums {
    /// How many shares there ever were.
    pub ever: u64,
    /// Those that were issued since the day that was asked for.
    pub issued: ShareSum,
    /// Those that were lent since then.
    pub lent: ShareSum,
    /// Those of which something may be out, whenever they were handed over; as `share list --open`.
    pub out: ShareSum,
    /// Those of them that are out beyond their last day.
    pub overdue: ShareSum,
    /// Those whose recipients are still to be told something; as `share due`.
    pub untold: ShareSum,
}

impl ShareSum {
    fn take(&mut self, numbers: &Numbers) {
        self.shares += 1;
        self.records = self.records.union(numbers);
    }
}

impl Vault {
    /// What the register comes to today; what was handed over is counted from `since` on.
    pub fn share_sums(&mut self, since: Option<Date>) -> Result<ShareSums> {
        let today = self.today()?;
        let mut sums = ShareSums::default();
        for share in self.shares()? {
            sums.ever += 1;
            if since.is_none_or(|since| share.day.is_some_and(|day| day >= since)) {
                match share.handover.kind {
                    ShareKind::Issued => sums.issued.take(&share.numbers),
                    ShareKind::Lent => sums.lent.take(&share.numbers),
                }
            }
            let standing = share.standing(today);
            if standing.is_open() {
                sums.out.take(&share.numbers);
            }
            if standing == ShareStanding::Overdue {
                sums.overdue.take(&share.numbers);
            }
        }
        let mut duties = self.share_duties(today)?;
        duties.retain(|(_, duty)| matches!(duty, ShareDuty::Tell(_)));
        // One share may have several things to be told.
        duties.dedup_by_key(|(share, _)| share.number);
        for (share, _) in duties {
            sums.untold.take(&share.numbers);
        }
        Ok(sums)
    }
}
