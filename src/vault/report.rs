//! What a report says of all records without opening one: standing, destruction, holds, consents.
//!
//! Like everything that must be done on schedule it is read from the operational segments, so that
//! a credential which opens no level can report on it. Restricted records are counted here and in
//! no other figure. No record is named, and so none stands in the log.

use super::cover::LeftOut;
use super::error::Result;
use super::search::Found;
use super::session::Vault;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, Lookup, RecordNumber, Selector};
use crate::policy::{Basis, Purpose, Renewed, Standing};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Whoever may report on anything.
const REPORTERS: &[Capability] = &[Capability::Read, Capability::Audit, Capability::Purge];

/// A report, as the log names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reporting {
    /// What is there (盘点).
    Stocktake,
    /// Indicators (指标).
    Indicators,
    /// The parts of the library (资料库).
    Library,
    /// Records, one by one, for one of the first two.
    Records,
}

impl Reporting {
    /// Its verb in the log.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Stocktake => STOCKTAKE,
            Self::Indicators => "report-kpi",
            Self::Library => "report-library",
            Self::Records => "report-records",
        }
    }
}

/// The verb of a stocktake.
pub(super) const STOCKTAKE: &str = "report-stocktake";

/// What the operational parts of the records come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operational {
    /// Records in the vault, whoever asks.
    pub records: u64,
    /// Those of them that are this operator's to look at; the other figures are about these.
    pub within: u64,
    /// Records that are restricted today.
    pub restricted: u64,
    /// Records of any other state, by its id.
    pub states: BTreeMap<String, u64>,
    /// Records with a hold that stands.
    pub held: u64,
    /// Records that are to be destroyed now.
    pub due: u64,
    /// For how many days the first of them has been.
    pub late: Option<u32>,
    /// For each purpose of the policy, in its order, whom it covers.
    pub coverage: Vec<Coverage>,
}

/// How many records a purpose covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The purpose.
    pub purpose: &'static Purpose,
    /// Records that may be used for it.
    pub covered: u64,
    /// Those that may not, by reason.
    pub left_out: LeftOut,
}

impl Coverage {
    /// Whether it rests on what persons agreed to.
    pub fn by_consent(&self) -> bool {
        self.purpose.basis == Basis::Consent
    }
}

impl Vault {
    /// The figures that need no level, for a report; the look is logged.
    pub fn operational(&mut self, report: Reporting) -> Result<Operational> {
        self.require_one_of(REPORTERS)?;
        self.hold_exclusive()?;
        let counted = self.recover_to_look().and_then(|()| self.count_operational(report.verb()));
        self.release()?;
        counted
    }

    fn count_operational(&mut self, verb: &'static str) -> Result<Operational> {
        let today = self.today()?;
        let renewed = self.renewals(today)?;
        let mut found = Found::default();
        let mut own = None;
        if self.own(Capability::Read)?.is_some() {
            found = self.find(&Selector::default())?;
            own = Some(found.numbers.iter().chain(&found.restricted).copied().collect::<Numbers>());
        }
        let mut sums = Operational::over(&self.policy.document().purposes);
        for row in &self.state.buckets {
            self.each_operational(row, &mut |number: RecordNumber, duties| {
                sums.records += 1;
                if own.as_ref().is_none_or(|own| own.contains(number)) {
                    self.count_one(&mut sums, duties, (today, &renewed));
                }
            })?;
        }
        let act = Act::Disclose {
            verb: Code::fixed(verb),
            numbers: Numbers::new(),
            count: sums.records,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &found)?;
        Ok(sums)
    }

    /// Adds one record.
    fn count_one(
        &self,
        sums: &mut Operational,
        duties: &impl Lookup,
        (today, renewed): (Date, &Renewed),
    ) {
        let policy = self.policy;
        sums.within += 1;
        if policy.standing(duties, today) == Standing::Active {
            duties.any(policy.known().state, |state| {
                *sums.states.entry(state.to_owned()).or_default() += 1;
                true
            });
        } else {
            sums.restricted += 1;
        }
        sums.held += u64::from(policy.is_held(duties, today));
        if let Some(verdict) = policy.due(duties, today) {
            sums.due += 1;
            sums.late = sums.late.max(verdict.days_ago(today));
        }
        for one in &mut sums.coverage {
            match policy.uncovered(one.purpose, duties, today, renewed) {
                None => one.covered += 1,
                Some(why) => one.left_out.note(why),
            }
        }
    }
}

impl Operational {
    fn over(purposes: &'static [Purpose]) -> Self {
        let none = |purpose| Coverage { purpose, covered: 0, left_out: LeftOut::default() };
        Self { coverage: purposes.iter().map(none).collect(), ..Self::default() }
    }

    /// Records that are used: neither restricted nor somebody else's.
    pub const fn in_use(&self) -> u64 {
        self.within - self.restricted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::policy::Policy;
    use crate::vault::sample::{Sample, person, selector};
    use crate::vault::{Aim, Request};

    /// Two in use, and one that is due, which nobody uses any more.
    fn sample() -> Sample {
        let sample = Sample::new();
        let policy = Policy::builtin();
        let mut records: Vec<_> =
            ["13800000013", "13800000014", "13800000015"].map(|p| person("张伟", p, "")).into();
        let id = |id| policy.id(id).unwrap();
        records[2].set(id("retain_until"), [Value::plain("2026-02-20")]);
        records[1].set(id("owner"), [Value::plain("wang")]);
        sample.open().change(|t| t.add("add", records)).unwrap();
        sample
    }

    #[test]
    fn what_is_due_is_what_purge_lists_and_for_how_long() {
        let sample = sample();
        let sums = sample.open().operational(Reporting::Indicators).unwrap();
        assert_eq!((sums.records, sums.within, sums.restricted, sums.held), (3, 3, 1, 0));
        assert_eq!((sums.due, sums.late), (1, Some(9)));
        assert_eq!(sample.open().due(&selector("")).unwrap().len(), 1);
        let service = sums.coverage.iter().find(|one| one.purpose.id == "service").unwrap();
        assert_eq!((service.covered, service.by_consent()), (2, false));
        let marketing = sums.coverage.iter().find(|one| one.purpose.id == "marketing").unwrap();
        assert_eq!((marketing.covered, marketing.by_consent()), (0, true));
    }

    #[test]
    fn a_hold_stops_what_is_due_and_restricts_it() {
        let sample = sample();
        let mut vault = sample.open();
        let hold = Policy::builtin().known().hold;
        let which = selector("K-3");
        let aim = Aim { selector: &which, confirmed: None, rehearsal: false };
        vault.set_fields(aim, "edit", &[(hold, vec![Value::plain("yes")])]).unwrap();
        let sums = vault.operational(Reporting::Indicators).unwrap();
        assert_eq!((sums.due, sums.held, sums.restricted, sums.in_use()), (0, 1, 1, 2));
        // No other look counts it.
        assert_eq!(vault.count(&selector("")).unwrap(), 2);
    }

    #[test]
    fn a_credential_without_a_level_counts_and_names_nobody() {
        let sample = sample();
        let auditor = sample.operator("auditor", 0, &[Capability::Audit]);
        let mut vault = sample.open_as(&auditor).unwrap();
        assert_eq!(vault.operational(Reporting::Stocktake).unwrap().records, 3);
        let row = vault.store.entry(vault.state.checkpoint.seq).unwrap().unwrap();
        let Act::Disclose { numbers, count, levels, .. } = vault.open_entry(&row).unwrap().act
        else {
            panic!("no look");
        };
        assert_eq!((numbers.len(), count, levels.len()), (0, 3, 0));
        let everything = selector("");
        let request = Request {
            verb: "report-stocktake",
            selector: &everything,
            parts: Vec::new(),
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        assert!(vault.disclose(&request, &mut |_| Ok(())).is_err());
    }
}
