//! Restores of older data under a newer log: what was owed to persons since is not undone.

use super::tests::{assert_sound, backup, data, giving_up, nas, number, range, restore};
use super::{RestorePlan, prepare_restore};
use crate::log::{Act, Code, Consented, Detail};
use crate::model::date::plus_days;
use crate::model::{Fields, Part, RecordNumber, Right, SubjectRequest, Value};
use crate::policy::Policy;
use crate::vault::change::Aim;
use crate::vault::hold::{Lift, NewHold};
use crate::vault::request::{NewRequest, Reply, RequestQuestion};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{Error, Withdrawal};
use std::path::Path;

fn aim(selector: &crate::model::Selector) -> Aim<'_> {
    Aim { selector, confirmed: None, rehearsal: false }
}

pub(super) fn five() -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..6).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    sample
}

pub(super) fn hold(sample: &Sample, record: &str) {
    let kind = Policy::builtin().hold_kind("litigation").unwrap();
    let order = NewHold { kind, until: None, reference: None };
    sample.open().place_hold(aim(&selector(record)), &order).unwrap();
}

pub(super) fn ask(sample: &Sample, record: &str, right: Right) -> u64 {
    ask_with(sample, record, right, None).number
}

fn ask_with(sample: &Sample, record: &str, right: Right, opening: Option<&Path>) -> SubjectRequest {
    let mut vault = sample.open();
    let day = vault.today().unwrap();
    let selector = selector(record);
    let new = NewRequest {
        selector: &selector,
        right,
        relation: "self",
        checked: "document",
        day,
        opening,
    };
    vault.open_request(&new, false).unwrap().request
}

pub(super) fn grant(sample: &Sample, request: u64) {
    sample.open().answer_request(request, Reply::Grant, false).unwrap();
}

/// A consent to marketing is given.
pub(super) fn give(sample: &Sample, record: u64) {
    let field = Policy::builtin().known().consents.unwrap();
    let text = r#"{"purpose":"marketing","answer":"granted","date":"2026-01-01","method":"form","notice":1}"#;
    let consented = Detail::Consented(Consented {
        purpose: Code::fixed("marketing"),
        answer: Code::fixed("granted"),
        sensitive: false,
        notice: 1,
        recipient: None,
    });
    let edit = |_, fields: &mut Fields| {
        fields.set(field, [Value::plain(text)]);
        Ok(())
    };
    let numbers = number(record).into();
    sample.open().change(|t| t.edit("consent", &numbers, Some(consented), edit)).unwrap();
}

/// Every consent of these is withdrawn today; gives the day.
pub(super) fn withdraw(sample: &Sample, records: &str) -> jiff::civil::Date {
    let mut vault = sample.open();
    let date = vault.today().unwrap();
    let order = Withdrawal { purposes: &[], sensitive: false, recipient: None, date };
    vault.withdraw(aim(&selector(records)), &order).unwrap();
    date
}

fn plan_of(sample: &Sample, first: &str) -> RestorePlan {
    let (nas, dir) = (nas(sample), sample.dir());
    let order = data(giving_up(&nas, &dir), first);
    prepare_restore(&order, &sample.credential(), sample.environment()).unwrap().plan().clone()
}

/// K-1 is put on hold, K-3 restricted, an access asked for K-4, the erasure of K-5 granted: the
/// restore names each and does it again; K-6 is as it was.
#[test]
fn what_was_owed_since_is_done_again() {
    let sample = five();
    let first = backup(&sample);
    hold(&sample, "K-1");
    grant(&sample, ask(&sample, "K-3", Right::Restriction));
    let open = ask(&sample, "K-4", Right::Access);
    grant(&sample, ask(&sample, "K-5", Right::Erasure));
    let plan = plan_of(&sample, &first);
    let told: Vec<(String, String)> =
        plan.undone.by_duty().into_iter().map(|(id, all)| (id, all.human())).collect();
    let told: Vec<_> = told.iter().map(|(id, all)| (id.as_str(), all.as_str())).collect();
    assert_eq!(
        told,
        [
            ("erasure-granted", "K-000005"),
            ("hold-placed", "K-000001"),
            ("request-opened", "K-000003…K-000005"),
            ("restriction-granted", "K-000003"),
        ]
    );
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    assert_sound(&sample);
    let mut vault = sample.open();
    let holds = vault.list_holds(&selector("")).unwrap();
    let holds: Vec<_> = holds.iter().map(|one| (one.number, one.hold.kind.as_str())).collect();
    assert_eq!(holds, [(number(1), "litigation")]);
    assert_eq!(vault.restriction(number(3)).unwrap().map(|one| one.why), Some("wish".to_owned()));
    let waiting = vault.list_requests(&RequestQuestion::default()).unwrap();
    let waiting: Vec<_> = waiting.iter().map(|one| (one.number, one.due.is_some())).collect();
    assert_eq!(waiting, [(open, true)]);
    let due: Vec<RecordNumber> =
        vault.due(&selector("")).unwrap().iter().map(|one| one.number).collect();
    assert_eq!(due, [number(5)]);
}

/// Whoever was handed an opening when he asked can use it, though the data is older than that.
#[test]
fn what_was_promised_since_stands_in_the_line() {
    let sample = five();
    let first = backup(&sample);
    let file = sample.home.path().join("opening");
    let asked = ask_with(&sample, "K-5", Right::Erasure, Some(&file));
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    sample.open().purge(&order(number(5).into())).unwrap();
    let line = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert!(line.contains(&asked.commitment.unwrap().to_string()), "{line}");
    assert_sound(&sample);
}

/// A consent that the data has and that was withdrawn since is withdrawn again; one that was only
/// given since is not, and the record is held.
#[test]
fn a_consent_that_was_withdrawn_since_does_not_come_back() {
    let sample = five();
    give(&sample, 2);
    let first = backup(&sample);
    give(&sample, 4);
    let date = withdraw(&sample, "K-2");
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    assert_sound(&sample);
    let mut vault = sample.open();
    let holds = vault.list_holds(&selector("")).unwrap();
    assert_eq!(holds.iter().map(|one| one.number).collect::<Vec<_>>(), [number(4)]);
    let answers = vault.answers(&selector("K-2")).unwrap();
    let withdrawn: Vec<_> = answers.iter().map(|one| one.consent.withdrawn.clone()).collect();
    assert_eq!(withdrawn, [date.to_string()]);
}

/// What was lifted again is not held; of two holds of a kind one is.
#[test]
fn a_hold_that_was_lifted_since_is_not_placed_again() {
    let sample = five();
    let first = backup(&sample);
    hold(&sample, "K-1 K-2");
    let kind = Policy::builtin().hold_kind("litigation");
    let lift = Lift { kind, reference: None };
    sample.open().lift_hold(aim(&selector("K-1")), &lift).unwrap();
    let (nas, dir) = (nas(&sample), sample.dir());
    let brought = restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    assert_eq!(brought.plan.undone.outdated, range(1, 2));
    let holds = sample.open().list_holds(&selector("")).unwrap();
    assert_eq!(holds.iter().map(|one| one.number).collect::<Vec<_>>(), [number(2)]);
    assert_sound(&sample);
}

/// What a restore gave up was destroyed by nobody, and is not said to have been.
#[test]
fn what_a_restore_gave_up_is_not_said_to_be_destroyed() {
    let sample = five();
    let first = backup(&sample);
    sample.add(&[("新客户", "13700000001", "")]);
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    let mut vault = sample.open();
    let absent = vault.select(&selector("K-7")).unwrap_err();
    assert!(matches!(absent, Error::GivenUp(seven, ..) if seven == number(7)), "{absent:?}");
    let given_up = |error: Error| matches!(error, Error::GivenUp(seven, ..) if seven == number(7));
    assert!(given_up(vault.purge(&order(range(7, 7))).unwrap_err()));
    let links = vault.policy().known().links.unwrap();
    let link = vault.policy().normalise(links, "works_at:K-7").unwrap();
    let linked = vault.set_fields(aim(&selector("K-1")), "edit", &[(links, link)]);
    assert!(given_up(linked.unwrap_err()));
    vault.purge(&order(range(2, 2))).unwrap();
    let destroyed = vault.select(&selector("K-2")).unwrap_err();
    assert!(matches!(destroyed, Error::Destroyed(_)), "{destroyed:?}");
}

/// The plain field is set like any other, so the log does not say that it was: such a record is
/// held.
#[test]
fn what_the_log_does_not_tell_is_held() {
    let sample = five();
    let first = backup(&sample);
    let field = Policy::builtin().known().hold;
    let yes = vec![Value::plain("yes")];
    sample.open().set_fields(aim(&selector("K-2")), "edit", &[(field, yes)]).unwrap();
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    let holds = sample.open().list_holds(&selector("")).unwrap();
    assert_eq!(holds.iter().map(|one| one.number).collect::<Vec<_>>(), [number(2)]);
    assert_sound(&sample);
}

/// An edit that moves nothing but the day of destruction is told by the log: nobody is held for
/// it, unless the day that it may have put off is near.
#[test]
fn a_mere_edit_is_held_only_where_its_day_is_near() {
    let sample = five();
    let (retain, stage) = {
        let policy = Policy::builtin();
        (policy.known().retain_until, policy.known().stage)
    };
    let until =
        |days| vec![Value::plain(plus_days(sample.open().today().unwrap(), days).to_string())];
    for (record, days) in [("K-2", 30), ("K-3", 400)] {
        let values = [(retain, until(days))];
        sample.open().set_fields(aim(&selector(record)), "edit", &values).unwrap();
    }
    let first = backup(&sample);
    let churned = [(stage, vec![Value::plain("churned")])];
    sample.open().set_fields(aim(&selector("K-2 K-3 K-4")), "edit", &churned).unwrap();
    let duties = log_of(&sample).into_iter().filter_map(|act| match act {
        Act::Change { parts, follows: true, .. } => Some(parts),
        _ => None,
    });
    let moved = duties.flatten().find(|change| change.part == Part::Operational).unwrap();
    assert!(moved.numbers.contains(number(4)), "{moved:?}");
    let (nas, dir) = (nas(&sample), sample.dir());
    let brought = restore(&sample, &data(giving_up(&nas, &dir), &first)).unwrap();
    assert_eq!(brought.plan.undone.outdated, range(2, 4));
    let holds = sample.open().list_holds(&selector("")).unwrap();
    let held: Vec<_> = holds.iter().map(|one| one.number).collect();
    assert!(!held.contains(&number(3)) && !held.contains(&number(4)), "{held:?}");
    assert_sound(&sample);
}

fn log_of(sample: &Sample) -> Vec<Act> {
    let vault = sample.open();
    let mut acts = Vec::new();
    let read = vault.store.each_entry(1, |row| {
        acts.push(vault.open_entry(&row)?.act);
        Ok::<_, Error>(true)
    });
    read.unwrap();
    acts
}
