//! Operators who come, go, and come back; and whoever writes next after one who stopped half-way.

use super::super::sample::{Sample, copy_dir, order};
use crate::crypto::Passphrase;
use crate::model::{Capability, Clearance, Level, OperatorNumber};
use crate::vault::{Depth, Error, Opens, Vault};
use std::panic::{AssertUnwindSafe, catch_unwind};

const ALL: &[Capability] = &Capability::ALL;

/// What `check` finds wrong.
fn found(sample: &Sample) -> Vec<&'static str> {
    let (credential, environment) = (sample.credential(), sample.environment());
    let report = Vault::check(&sample.dir(), &credential, environment, Depth::Everything).unwrap();
    report.areas.iter().flat_map(|area| &area.findings).map(|finding| finding.place.what).collect()
}

#[test]
fn a_newcomer_opens_what_the_clearance_reaches_and_no_more() {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", "")]);
    for clearance in 0..=3 {
        let identity = sample.operator("clerk", clearance, &[Capability::Read]);
        let vault = sample.open_as(&identity).unwrap();
        assert_eq!(vault.clearance(), Clearance::new(clearance).unwrap());
        for level in Level::ALL {
            assert_eq!(vault.require_level(level, None).is_ok(), vault.clearance().opens(level));
        }
    }
    assert!(found(&sample).is_empty());
    let text = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert_eq!(text.lines().count(), 5, "the genesis and four newcomers");
    assert!(!text.contains("clerk 1"), "names stay inside");
}

#[test]
fn a_newcomer_may_destroy_and_his_lines_verify_by_themselves() {
    let sample = Sample::new();
    let numbers = sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000021", "")]);
    let reaper = sample.operator("reaper", 0, &[Capability::Purge]);
    let one = numbers.iter().take(1).collect();
    sample.open_as(&reaper).unwrap().purge(&order(one)).unwrap();
    assert!(found(&sample).is_empty());
}

#[test]
fn who_is_removed_opens_nothing_here_and_his_old_copy_still() {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", "")]);
    let identity = sample.operator("clerk", 2, &[Capability::Read]);
    let copy = sample.home.path().join("copy");
    copy_dir(&sample.dir(), &copy);
    let mut live = sample.open_as(&identity).unwrap();
    sample.open().remove_operator(OperatorNumber(2)).unwrap();
    assert!(matches!(sample.open_as(&identity), Err(Error::WrongIdentity)));
    assert!(matches!(live.hold_shared(), Err(Error::Revoked)), "the session that he had open");
    assert!(found(&sample).is_empty());
    // His copy of the header in today's directory is refused: the log knows better.
    std::fs::copy(copy.join("header"), sample.dir().join("header")).unwrap();
    assert!(matches!(sample.open_as(&identity), Err(Error::Damaged { .. })));
}

#[test]
fn who_cannot_be_added_or_removed_is_named() {
    let sample = Sample::new();
    let mut vault = sample.open();
    let last = vault.remove_operator(OperatorNumber(1)).err();
    assert!(matches!(last, Some(Error::LastAdministrator)));
    assert!(matches!(vault.remove_operator(OperatorNumber(7)), Err(Error::NoOperator)));
    let second = sample.operator("administrator", 2, ALL);
    assert!(matches!(vault.remove_operator(OperatorNumber(1)), Err(Error::RemovesSelf)));
    let mut second = sample.open_as(&second).unwrap();
    let above = second.remove_operator(OperatorNumber(1)).err();
    assert!(matches!(above, Some(Error::AboveOwn)), "cleared for less");
    let clerk = sample.operator("clerk", 2, &[Capability::Write]);
    let mut clerk = sample.open_as(&clerk).unwrap();
    let unable = clerk.remove_operator(OperatorNumber(2)).err();
    assert!(matches!(unable, Some(Error::Capability(Capability::Administer))));
}

#[test]
fn another_who_has_the_vault_open_takes_up_who_came() {
    let sample = Sample::new();
    let mut first = sample.open();
    let identity = sample.operator("administrator", 1, ALL);
    first.hold_exclusive().unwrap();
    assert_eq!(first.operators(false).len(), 2);
    first.release().unwrap();
    sample.open_as(&identity).unwrap().remove_operator(OperatorNumber(1)).unwrap();
    assert!(matches!(first.hold_exclusive(), Err(Error::Revoked)));
}

/// Stops at a step as a crash would; somebody who may not administer is the next writer.
fn stopped_at(step: &'static str) -> usize {
    let sample = Sample::new();
    let clerk = sample.operator("clerk", 2, &[Capability::Write, Capability::Read]);
    let mut environment = sample.environment();
    environment.reached = Box::new(move |reached| assert!(reached != step, "stop"));
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let opens = Opens::Passphrase(Passphrase::new("synthetic one"));
    let new = super::NewOperator {
        name: "li".to_owned(),
        role: crate::log::Code::fixed("viewer"),
        clearance: Clearance::new(2).unwrap(),
        capabilities: [Capability::Read].into_iter().collect(),
    };
    let stopped = catch_unwind(AssertUnwindSafe(|| vault.add_operator(&new, &opens)));
    assert!(stopped.is_err(), "{step} was not reached");
    drop(vault);
    assert!(found(&sample).is_empty(), "before the next writer");
    let mut clerk = sample.open_as(&clerk).unwrap();
    clerk.change(|_| Ok(())).unwrap();
    let vault = sample.open();
    assert!(vault.state.checkpoint.header_next.is_none(), "settled");
    assert!(found(&sample).is_empty(), "after the next writer");
    vault.operators(false).len()
}

#[test]
fn an_addition_that_was_interrupted_is_settled_by_whoever_writes_next() {
    assert_eq!(stopped_at("header-announced"), 2);
    assert_eq!(stopped_at("header-replaced"), 3);
}

#[test]
fn who_came_in_with_the_recovery_code_sets_another_way_in() {
    let sample = Sample::new();
    let opens = Opens::Passphrase(Passphrase::new("synthetic one"));
    sample.open().let_in(&opens).unwrap();
    let credential = crate::vault::Credential::Passphrase(Passphrase::new("synthetic one"));
    assert!(Vault::open(&sample.dir(), &credential, sample.environment()).is_ok());
    let identity = crate::crypto::IdentityFile::generate("2026-03-01T00:00:00Z").to_string();
    let file = crate::crypto::IdentityFile::parse(&identity).unwrap();
    let recipients = file.recipients(&crate::crypto::NoCallbacks).unwrap();
    sample.open().let_in(&Opens::Recipients(recipients)).unwrap();
    assert!(sample.open_as(&identity).is_ok());
    assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::WrongIdentity)), "the old one");
}
