//! What a proposal to destroy brings about, and what it does not.

use super::super::sample::{Sample, selector};
use super::super::{Apply, Due, Target};
use super::*;
use crate::policy::Policy;
use std::collections::BTreeSet;

fn people() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    sample
}

fn how(result: &str) -> (Value, Value) {
    (Value::plain("phone"), Value::plain(result))
}

fn propose(vault: &mut Vault, text: &str) -> Result<Altered> {
    propose_for(vault, text, Reason::Ended)
}

fn propose_for(vault: &mut Vault, text: &str, reason: Reason) -> Result<Altered> {
    let (method, result) = how(RESULT);
    let selector = selector(text);
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    vault.propose_destruction(aim, (&method, &result), reason)
}

fn listed(due: &[Due]) -> Vec<String> {
    let by = |one: &Due| one.proposed_by.clone().unwrap_or_default();
    due.iter().map(|one| format!("{} {} {}", one.number, one.state.id(), by(one))).collect()
}

#[test]
fn a_credential_without_levels_lists_a_proposal_and_the_nightly_job_leaves_it() {
    let sample = people();
    propose(&mut sample.open(), "K-2").unwrap();
    let reaper = sample.operator("reaper", 0, &[Capability::Purge]);
    let mut vault = sample.open_as(&reaper).unwrap();
    assert_eq!(listed(&vault.due(&selector("")).unwrap()), ["K-000002 proposed wang"]);
    assert!(vault.plan_purge(&Target::Due).unwrap().is_empty());
    let target = Target::Proposed { basis: "D-7".parse().unwrap() };
    let plan = vault.plan_purge(&target).unwrap();
    assert_eq!(plan.len(), 1);
    assert_eq!((plan[0].reason, plan[0].basis.as_str()), (Reason::Ended, "D-7"));
    assert_eq!(vault.purge_planned(&target, &plan).unwrap().done.len(), 1);
    assert!(vault.plan_purge(&target).unwrap().is_empty());
}

#[test]
fn a_hold_keeps_what_is_proposed() {
    let sample = people();
    let mut vault = sample.open();
    propose(&mut vault, "K-1 K-2").unwrap();
    let (one, hold) = (selector("K-1"), Policy::builtin().known().hold);
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    vault.set_fields(aim, "edit", &[(hold, vec![Value::plain("yes")])]).unwrap();
    let today = vault.today().unwrap();
    let due = vault.foresee_due(&selector(""), today).unwrap();
    assert_eq!(listed(&due), ["K-000001 held wang", "K-000002 proposed wang"]);
    let plan = vault.plan_purge(&Target::Proposed { basis: "D-7".parse().unwrap() }).unwrap();
    assert_eq!(plan[0].numbers.to_string(), "2");
}

#[test]
fn who_was_reached_after_all_is_proposed_no_more_and_no_period_begins_anew() {
    let sample = people();
    let one = selector("K-1");
    let mut vault = sample.open();
    let known = Policy::builtin().known();
    let system = |vault: &mut Vault| -> BTreeSet<String> {
        let life = vault.history(&one, false).unwrap().remove(0);
        let changes = life.events.iter().flat_map(|event| &event.changes);
        changes.map(|change| Policy::builtin().field(change.field).id.clone()).collect()
    };
    propose(&mut vault, "K-1").unwrap();
    assert_eq!(system(&mut vault), BTreeSet::from(["proposed".to_owned()]));
    for (result, reached, left) in [("unreachable", false, 1), ("confirmed", true, 0)] {
        let (method, result) = how(result);
        let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
        vault.mark_verified(aim, (&method, &result), reached).unwrap();
        assert_eq!(vault.due(&selector("")).unwrap().len(), left);
    }
    assert!(known.proposed.is_some());
}

#[test]
fn who_does_not_open_level_3_or_may_not_write_proposes_nothing() {
    let sample = people();
    let blind = sample.operator("blind", 0, &[Capability::Write]);
    let refused = propose(&mut sample.open_as(&blind).unwrap(), "K-1").unwrap_err();
    assert!(matches!(refused, Error::Clearance { .. }), "{refused}");
    let reader = sample.operator("viewer", 2, &[Capability::Read]);
    let refused = propose(&mut sample.open_as(&reader).unwrap(), "K-1").unwrap_err();
    assert!(matches!(refused, Error::Capability(_)), "{refused}");
}

/// That the basis of a rule is named makes nothing due: where two persons destroy, two decide.
#[test]
fn two_decide_whatever_basis_is_named() {
    let sample = people();
    sample.operator("administrator", 1, &[Capability::Purge]);
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    document.approval.purge = true;
    let progress = &|_, _| {};
    let order = Apply { document: Some(&document), prospect: None, rehearsal: false, progress };
    sample.open().apply_policy(&order).unwrap();
    let rule = document.retention.iter().find(|rule| rule.reason == Reason::Expired).unwrap();
    let target = Target::Proposed { basis: rule.basis.parse().unwrap() };
    let mut vault = sample.open();
    propose_for(&mut vault, "K-1", Reason::Expired).unwrap();
    let plan = vault.plan_purge(&target).unwrap();
    let refused = vault.purge_planned(&target, &plan).err().unwrap();
    assert!(matches!(refused, Error::NeedsApproval("purge")), "{refused}");
    assert_eq!(sample.open().propose_purge(&target, &plan).unwrap().len(), 1);
}
