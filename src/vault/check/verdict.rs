//! The result of a verification of the log, kept in the log itself, so that others can tell later
//! when somebody last looked, and who.

use super::{Report, head_at};
use crate::log::Act;
use crate::model::Capability;
use crate::vault::disclose::not_logged;
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;

impl Vault {
    /// Signs into the log what `report` found in it; nothing found is a pass. Damage when the log
    /// here does not have the entry up to which that one was verified.
    pub fn keep_verdict(&mut self, report: &Report) -> Result<()> {
        self.require(Capability::Audit)?;
        self.hold_exclusive()?;
        let kept = self.recover_to_look().and_then(|()| {
            if head_at(self, report.last)? != Some(report.head) {
                let place = Place::new("records.db", "damage-log-chain");
                return Err(Error::damaged(place.at(report.last)));
            }
            let findings = report.findings().count() as u64;
            let kept = self.transact_on_ballast(|transaction| {
                transaction.log(Act::Verified { until: report.last, findings });
                Ok(())
            });
            kept.map_err(not_logged)
        });
        let released = self.release();
        kept?;
        released
    }
}

#[cfg(test)]
mod tests {
    use crate::log::Act;
    use crate::model::Capability;
    use crate::vault::sample::Sample;
    use crate::vault::tamper_tests::assert_log;
    use crate::vault::{Depth, Error, Report, Vault};

    fn verified(sample: &Sample) -> Report {
        let (dir, credential) = (sample.dir(), sample.credential());
        Vault::check(&dir, &credential, sample.environment(), Depth::Log).unwrap()
    }

    #[test]
    fn a_verdict_of_what_was_found_is_kept_and_only_a_pass_counts() {
        let sample = Sample::new();
        let mut report = verified(&sample);
        let mut vault = sample.open();
        assert_eq!(vault.movement(0).unwrap().verified_log, None);
        let finding = super::super::Finding {
            place: super::Place::new("destruction.log", "damage-done"),
            older: false,
            destination: None,
        };
        report.areas[0].findings.push(finding);
        vault.keep_verdict(&report).unwrap();
        assert_eq!(vault.movement(0).unwrap().verified_log, None, "it was no pass");
        report.areas[0].findings.clear();
        vault.keep_verdict(&report).unwrap();
        assert!(vault.movement(0).unwrap().verified_log.is_some());
        drop(vault);
        assert_eq!(verified(&sample).findings().count(), 0);
    }

    #[test]
    fn it_is_not_kept_in_another_log_than_it_is_of() {
        let (sample, other) = (Sample::new(), Sample::new());
        let report = verified(&other);
        let refused = sample.open().keep_verdict(&report).unwrap_err();
        assert!(matches!(refused, Error::Damaged { .. }), "{refused:?}");
    }

    #[test]
    fn nobody_keeps_one_who_may_not_verify() {
        let sample = Sample::new();
        let able = [Capability::Read, Capability::Write, Capability::Purge];
        let identity = sample.operator("somebody", 1, &able);
        let report = verified(&sample);
        let refused = sample.open_as(&identity).unwrap().keep_verdict(&report).unwrap_err();
        assert!(matches!(refused, Error::Capability(_)), "{refused:?}");
    }

    /// Signed by somebody who may not verify, or of entries that were not there yet.
    #[test]
    fn one_that_cannot_have_been_is_found() {
        for (capabilities, until, what) in [
            (&[Capability::Write][..], 1, "damage-log-capability"),
            (&[Capability::Audit], 9, "damage-log-order"),
        ] {
            let sample = Sample::new();
            let identity = sample.operator("somebody", 0, capabilities);
            let mut vault = sample.open_as(&identity).unwrap();
            let forged = vault.change(|transaction| {
                transaction.log(Act::Verified { until, findings: 0 });
                Ok(())
            });
            forged.unwrap();
            drop(vault);
            assert_log(&sample, what, "verified");
        }
    }
}
