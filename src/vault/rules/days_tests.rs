//! Days that another program's built-in policy gave: it is told, and they are worked out again.

use super::Apply;
use super::tests::{apply, changed, people};
use crate::log::{Act, Code};
use crate::model::{Clearance, Digest, Fields, Level, Part, RecordNumber, Value};
use crate::policy::Document;
use crate::vault::sample::Sample;
use crate::vault::{Depth, Error, Vault};

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
            let one = RecordNumber::new(1).ok_or(Error::Bug("number"))?;
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
    assert_eq!(due[0].verdict.unwrap().day.to_string(), "2027-06-15");
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

/// What `field` of K-1 holds.
fn texts(sample: &Sample, field: &str) -> Vec<String> {
    let mut vault = sample.open();
    let id = vault.policy().id(field).unwrap();
    vault.hold_shared().unwrap();
    let (mut texts, one) = (Vec::new(), RecordNumber::new(1).unwrap());
    vault
        .stream(&[one], &Part::ALL, &mut |record| {
            texts = record.fields.all(id).map(|value| value.text.clone()).collect();
            Ok(())
        })
        .unwrap();
    texts
}

fn enter(sample: &Sample, field: &str, text: &str) {
    let mut vault = sample.open();
    let field = vault.policy().id(field).unwrap();
    let one = RecordNumber::new(1).unwrap();
    vault
        .change(|transaction| {
            transaction.edit("edit", &one.into(), None, |_, fields| {
                fields.set(field, (!text.is_empty()).then(|| Value::plain(text)));
                Ok(())
            })
        })
        .unwrap();
}

/// A policy by which complaints are transactions.
fn complaints(document: &mut Document) {
    let kind = document.events.iter_mut().find(|kind| kind.id == "complaint").unwrap();
    (kind.dealing, kind.transaction) = (Some(true), true);
}

#[track_caller]
fn assert_wants_events(sample: &Sample, document: &Document) {
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(Clearance::new(3).unwrap());
    let refused = apply(&mut vault, document).unwrap_err();
    let Error::Clearance { needed: Level::Two, field: Some(field) } = &refused else {
        panic!("{refused}")
    };
    assert_eq!(field, "events");
}

#[test]
fn other_dealings_work_out_the_marks_anew_by_who_opens_the_events() {
    let sample = people();
    enter(&sample, "stage", "prospect");
    enter(&sample, "events", r#"{"type":"complaint","date":"2026-02-01"}"#);
    assert_eq!(texts(&sample, "floor_rule"), ["none +trades"]);
    let own = changed(complaints);
    assert_wants_events(&sample, &own);
    apply(&mut sample.open(), &own).unwrap();
    assert_eq!(texts(&sample, "floor_rule"), ["floor:ecommerce +trades"]);
    assert_eq!(texts(&sample, "floor_on"), ["2029-03-01"]);
    assert!(texts(&sample, "activity").contains(&"2026-02-01 trade".to_owned()));
    assert_eq!(crate::vault::tamper_tests::found(&sample, Depth::Everything).len(), 0);
}

/// There are no marks of what was dealt meanwhile.
#[test]
fn a_policy_that_keeps_marks_again_works_them_out() {
    let sample = Sample::new();
    let without = changed(|document| {
        document.fields.retain(|field| field.id != "activity");
    });
    apply(&mut sample.open(), &without).unwrap();
    sample.add(&[("张伟", "13800000013", "")]);
    enter(&sample, "stage", "prospect");
    enter(&sample, "events", r#"{"type":"purchase","date":"2026-02-01"}"#);
    assert_eq!(texts(&sample, "floor_rule"), ["floor:ecommerce"]);
    let mut again = changed(|_| {});
    again.version += 1;
    assert_wants_events(&sample, &again);
    apply(&mut sample.open(), &again).unwrap();
    assert_eq!(texts(&sample, "floor_rule"), ["floor:ecommerce +trades"]);
    assert_eq!(texts(&sample, "activity"), ["2026-02-01 trade"]);
}

/// A last contact that was taken back left a mark without an event, and no word that it is counted:
/// it is told once somebody applies a policy who opens the events.
#[test]
fn what_nobody_counted_is_counted_by_the_next_policy() {
    let sample = people();
    enter(&sample, "last_contact", "2026-02-01");
    enter(&sample, "last_contact", "");
    let rule = |sample: &Sample| texts(sample, "floor_rule").concat();
    assert_eq!(texts(&sample, "activity").first().unwrap(), "2026-02-01 deal");
    let mut vault = sample.open();
    let floor_rule = vault.policy().known().floor_rule.unwrap();
    vault
        .change(|transaction| {
            let one = RecordNumber::new(1).ok_or(Error::Bug("number"))?;
            transaction.edit(super::VERB, &one.into(), None, |_, fields| {
                fields.set(floor_rule, [Value::plain("none")]);
                Ok(())
            })
        })
        .unwrap();
    drop(vault);
    enter(&sample, "stage", "prospect");
    assert_eq!(rule(&sample), "none", "no write can tell");
    apply(&mut sample.open(), &changed(|_| {})).unwrap();
    assert_eq!(rule(&sample), "none +trades");
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
