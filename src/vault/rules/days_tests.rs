//! Days that another program's built-in policy gave: it is told, and they are worked out again.

use super::Apply;
use super::tests::{apply, changed, people};
use crate::log::{Act, Code};
use crate::model::{Digest, Fields, RecordNumber, Value};
use crate::vault::sample::Sample;
use crate::vault::{Depth, Vault};

/// Two customers, whose days an older program worked out under its own built-in policy.
fn older() -> Sample {
    let sample = people();
    let mut vault = sample.open();
    vault.policy_hash = Digest([7; 32]);
    let known = vault.policy().known();
    let prospect = |fields: &mut Fields| {
        fields.set(known.stage, [Value::plain("prospect")]);
        fields.set(known.last_contact, [Value::plain("2025-06-15")]);
    };
    vault
        .change(|transaction| {
            // Nothing else names the built-in policy of a program.
            transaction.checkpoint.policy = Digest::default();
            let one = RecordNumber::new(1).ok_or(crate::vault::Error::Bug("number"))?;
            transaction.edit("edit", &one.into(), None, |_, fields| {
                prospect(fields);
                Ok(())
            })?;
            transaction.edit(super::VERB, &one.into(), None, |_, fields| {
                fields.set(known.destroy_on, [Value::plain("2030-12-31")]);
                Ok(())
            })
        })
        .unwrap();
    sample
}

fn told(sample: &Sample) -> bool {
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    let findings: Vec<_> = report.findings().collect();
    assert!(findings.is_empty(), "{findings:?}");
    let told = report.notices.iter().any(|(id, _)| *id == "check-older-days");
    assert_eq!(sample.open().has_older_days(), told);
    told
}

fn apply_default(sample: &Sample) -> u64 {
    let order = Apply { document: None, prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap().rescheduled
}

#[test]
fn days_of_another_built_in_policy_are_told_and_worked_out_again() {
    let sample = older();
    assert!(told(&sample));
    // Whatever else is written, they stay what they are.
    sample.add(&[("王芳", "13800000015", "")]);
    assert!(told(&sample));
    assert_eq!(apply_default(&sample), 1);
    assert!(!told(&sample));
    let far = crate::model::date::day(2100, 1, 1).unwrap();
    let due = sample.open().foresee_due(&crate::vault::sample::selector("K-1"), far).unwrap();
    assert_eq!(due[0].verdict.day.to_string(), "2027-06-15");
    sample.add(&[("赵敏", "13800000016", "")]);
    assert!(!told(&sample));
}

#[test]
fn a_policy_of_ones_own_has_no_older_days() {
    let sample = older();
    apply(&mut sample.open(), &changed(|_| {})).unwrap();
    assert!(!told(&sample));
    apply_default(&sample);
    assert!(!told(&sample));
}

/// A checkpoint may go on naming what the one before named, and nothing else.
#[test]
fn a_checkpoint_that_names_an_invented_policy_is_found() {
    let sample = people();
    let mut vault = sample.open();
    vault
        .change(|transaction| {
            transaction.checkpoint.policy = Digest([9; 32]);
            transaction.log(Act::Recovered { intent: None, from: Code::fixed("x") });
            Ok(())
        })
        .unwrap();
    drop(vault);
    crate::vault::tamper_tests::assert_log(&sample, "damage-log-policy", "an invented hash");
}
