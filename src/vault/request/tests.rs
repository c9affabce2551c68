//! Requests from the wish to what becomes of it, and each refusal.

use super::*;
use crate::model::date::{Duration, parse_day};
use crate::model::{Capability, RequestState, Right};
use crate::policy::Standing;
use crate::vault::sample::{Sample, selector};
use crate::vault::{Aim, Depth, Opening, Target};
use std::path::Path;

fn people() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "11010519491231002X"), ("李娜", "13800000014", "")]);
    sample
}

fn open(sample: &Sample, record: &str, right: Right, opening: Option<&Path>) -> Result<Registered> {
    let selector = selector(record);
    let day = parse_day("2026-02-20").unwrap();
    let (relation, checked) = ("self", "document");
    let new = NewRequest { selector: &selector, right, relation, checked, day, opening };
    sample.open().open_request(&new, false)
}

fn set(sample: &Sample, record: &str, field: FieldId, text: &str) {
    let selector = selector(record);
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    sample.open().set_fields(aim, "edit", &[(field, vec![Value::plain(text)])]).unwrap();
}

#[expect(clippy::needless_pass_by_value, reason = "what was done is looked at once")]
fn fault<T: std::fmt::Debug>(done: Result<T>) -> RequestFault {
    let Err(Error::Request(fault)) = done else { panic!("{done:?}") };
    fault
}

fn states(sample: &Sample, all: bool) -> Vec<String> {
    let question = RequestQuestion { all, ..RequestQuestion::default() };
    let listed = sample.open().list_requests(&question).unwrap();
    let told = |one: &ListedRequest| {
        format!("R-{} {} {} {}", one.number, one.record, one.right.id(), one.became.id())
    };
    listed.iter().map(told).collect()
}

/// What becomes of everything that is due, by a credential that opens no level.
fn reap(sample: &Sample) -> Vec<crate::vault::Destroyed> {
    let reaper = sample.operator("reaper", 0, &[Capability::Purge]);
    let mut vault = sample.open_as(&reaper).unwrap();
    let plan = vault.plan_purge(&Target::Due).unwrap();
    vault.purge_planned(&Target::Due, &plan).unwrap().done
}

fn sound(sample: &Sample) {
    let (dir, environment) = (sample.dir(), sample.environment());
    let report = Vault::check(&dir, &sample.credential(), environment, Depth::Everything);
    let found: Vec<_> = report.unwrap().findings().map(|finding| finding.place.what).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_request_has_a_number_and_a_day_and_is_answered_once() {
    let sample = people();
    let done = open(&sample, "K-2", Right::Access, None).unwrap();
    assert_eq!((done.request.number, done.request.due.as_str()), (1, "2026-03-07"));
    assert_eq!(open(&sample, "K-1", Right::Copy, None).unwrap().request.number, 2);
    assert_eq!(states(&sample, false), ["R-1 K-000002 access open", "R-2 K-000001 copy open"]);
    let mut vault = sample.open();
    assert_eq!(fault(vault.close_request(1, false)), RequestFault::Unanswered(1));
    assert_eq!(
        fault(vault.answer_request(7, Reply::Refuse("identity"), false)),
        RequestFault::Unknown(7)
    );
    let refused = vault.answer_request(1, Reply::Refuse("identity"), false).unwrap();
    assert_eq!(refused.request.state, RequestState::Refused);
    assert_eq!(
        fault(vault.answer_request(1, Reply::Refuse("others"), false)),
        RequestFault::Answered(1)
    );
    vault.close_request(1, false).unwrap();
    assert_eq!(fault(vault.close_request(1, false)), RequestFault::Closed(1));
    assert_eq!(fault(vault.answer_request(1, Reply::Grant, false)), RequestFault::Closed(1));
    drop(vault);
    assert_eq!(states(&sample, false), ["R-2 K-000001 copy open"]);
    assert_eq!(states(&sample, true), ["R-1 K-000002 access closed", "R-2 K-000001 copy open"]);
    sound(&sample);
}

/// Breaks when the policy's limit, or that it is done once and in time, is not asked.
#[test]
fn an_answer_is_put_off_once_in_time_and_no_further_than_the_policy_lets() {
    let sample = people();
    open(&sample, "K-1", Right::Access, None).unwrap();
    let day = |text: &str| parse_day(text).unwrap();
    let extend = |to: PutOff| sample.open().extend_request(1, (to, "complex"), false);
    let until = |text: &str| extend(PutOff::Until(day(text)));
    assert_eq!(fault(until("2026-03-07")), RequestFault::NotLater(1, day("2026-03-07")));
    let (asked, last) = (day("2026-03-23"), day("2026-03-22"));
    let too_far = RequestFault::TooFar { number: 1, asked, last, most: 15 };
    assert_eq!(fault(until("2026-03-23")), too_far);
    let put_off = extend(PutOff::By(Duration::Days(15))).unwrap().request;
    let days = (put_off.due.as_str(), put_off.first_due.as_str());
    assert_eq!((days, put_off.extension.as_str()), (("2026-03-22", "2026-03-07"), "complex"));
    assert_eq!(fault(until("2026-03-21")), RequestFault::Extended(1, last));
    let question = RequestQuestion { due: Some(day("2026-03-21")), ..RequestQuestion::default() };
    assert!(sample.open().list_requests(&question).unwrap().is_empty(), "the new day counts");
    sample.open().answer_request(1, Reply::Refuse("identity"), false).unwrap();
    assert_eq!(fault(until("2026-03-21")), RequestFault::Answered(1));
    // One that came long ago is overdue, and nobody was told in time.
    let (two, right) = (selector("K-2"), Right::Copy);
    let (relation, checked, came) = ("self", "document", day("2026-01-02"));
    let new = NewRequest { selector: &two, right, relation, checked, day: came, opening: None };
    sample.open().open_request(&new, false).unwrap();
    let late = sample.open().extend_request(2, (PutOff::By(Duration::Days(9)), "many"), false);
    assert_eq!(fault(late), RequestFault::Late(2, day("2026-01-17")));
    sound(&sample);
}

#[test]
fn a_rehearsal_gives_no_number_away_and_bad_ones_none_either() {
    let sample = people();
    let one = selector("K-1 K-2");
    let day = parse_day("2026-03-02").unwrap();
    let (relation, checked, right) = ("self", "document", Right::Erasure);
    let new = NewRequest { selector: &one, right, relation, checked, day, opening: None };
    assert_eq!(fault(sample.open().open_request(&new, false)), RequestFault::Ahead);
    let new = NewRequest { day: parse_day("2026-03-01").unwrap(), ..new };
    assert_eq!(fault(sample.open().open_request(&new, false)), RequestFault::NotOne(2));
    let one = selector("K-1");
    let new = NewRequest { selector: &one, ..new };
    assert_eq!(sample.open().open_request(&new, true).unwrap().request.number, 1);
    let file = sample.home.path().join("o.json");
    let for_access = NewRequest { right: Right::Access, opening: Some(&file), ..new };
    assert_eq!(fault(sample.open().open_request(&for_access, false)), RequestFault::NotErasure);
    assert!(!file.exists() && states(&sample, true).is_empty());
    let reviewer = sample.operator("blind", 0, &[Capability::Write]);
    let refused = sample.open_as(&reviewer).unwrap().open_request(&new, false).unwrap_err();
    assert!(matches!(refused, Error::Clearance { .. }), "{refused}");
}

#[test]
fn a_granted_erasure_is_carried_out_by_the_nightly_job_and_its_commitment_opens() {
    let sample = people();
    set(&sample, "K-1", Policy::builtin().known().stage, "prospect");
    let file = sample.home.path().join("o.json");
    let asked = open(&sample, "K-1", Right::Erasure, Some(&file)).unwrap();
    assert!(reap(&sample).is_empty(), "a wish is no decision");
    let granted = sample.open().answer_request(1, Reply::Grant, false).unwrap();
    assert!(!granted.aftermath.held);
    assert_eq!(granted.aftermath.verdict.unwrap().rule.id(), "request:1");
    let done = reap(&sample);
    assert_eq!(done.len(), 1);
    assert_eq!((done[0].order.basis.as_str(), done[0].order.numbers.len()), ("R-1 PIPL 47", 1));
    let opening = Opening::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(Some(opening.commitment()), asked.request.commitment);
    let line = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert!(line.contains(&opening.commitment().to_string()));
    assert_eq!(states(&sample, true), ["R-1 K-000001 erasure destroyed"]);
    assert_eq!(fault(sample.open().close_request(1, false)), RequestFault::Gone(1));
    sound(&sample);
}

#[test]
fn a_statutory_period_restricts_and_then_destroys() {
    let sample = people();
    let known = Policy::builtin().known();
    set(&sample, "K-1", known.stage, "active");
    set(&sample, "K-1", known.last_contact, "2024-05-31");
    open(&sample, "K-1", Right::Erasure, None).unwrap();
    let granted = sample.open().answer_request(1, Reply::Grant, false).unwrap();
    let verdict = granted.aftermath.verdict.unwrap();
    assert_eq!(
        (verdict.day.to_string().as_str(), verdict.rule.id().as_str()),
        ("2027-05-31", "floor:ecommerce")
    );
    assert!(matches!(granted.aftermath.standing, Standing::Ended { .. }));
    assert!(reap(&sample).is_empty());
    // Whoever takes the wish back is a customer again.
    let closed = sample.open().close_request(1, false).unwrap();
    assert_eq!((closed.aftermath.verdict, closed.aftermath.standing), (None, Standing::Active));
}

#[test]
fn a_restriction_stands_until_it_is_closed() {
    let sample = people();
    open(&sample, "K-2", Right::Restriction, None).unwrap();
    let granted = sample.open().answer_request(1, Reply::Grant, false).unwrap();
    assert_eq!(granted.aftermath.standing, Standing::Requested);
    let closed = sample.open().close_request(1, false).unwrap();
    assert_eq!(closed.aftermath.standing, Standing::Active);
}

#[test]
fn deadlines_are_watched_without_any_level() {
    let sample = people();
    open(&sample, "K-1", Right::Access, None).unwrap();
    let auditor = sample.operator("auditor", 0, &[Capability::Audit]);
    let mut vault = sample.open_as(&auditor).unwrap();
    let due = |vault: &mut Vault, day: &str| {
        let question = RequestQuestion { due: parse_day(day), ..RequestQuestion::default() };
        vault.list_requests(&question).unwrap().len()
    };
    assert_eq!((due(&mut vault, "2026-03-06"), due(&mut vault, "2026-03-07")), (0, 1));
}

/// Breaks when what is not the person's own is handed over: the mutant does, and is seen.
#[test]
fn what_is_handed_over_is_the_persons_own() {
    let sample = people();
    let policy = Policy::builtin();
    let id = |field: &str| policy.id(field).unwrap();
    set(&sample, "K-2", id("links"), r#"{"kind":"refers","to":"K-000001"}"#);
    for (field, text) in [("owner", "李主管"), ("reviewer", "雀鸟"), ("notes", "爱喝茶")] {
        set(&sample, "K-2", id(field), text);
    }
    let event = r#"{"type":"complaint","date":"2026-02-01","by":"雀鸟","remark":"晚了"}"#;
    set(&sample, "K-2", policy.known().events.unwrap(), event);
    open(&sample, "K-2", Right::Access, None).unwrap();
    let handed = |mutant: &'static str| {
        let mut environment = sample.environment();
        environment.mutant = Box::new(move |weakness| weakness == mutant);
        let vault = Vault::open(&sample.dir(), &sample.credential(), environment);
        let (_, dossier) = vault.unwrap().hand_over(1, false, true).unwrap();
        let texts = dossier.own.iter().map(|(_, value)| value.text.clone());
        texts.collect::<Vec<_>>().join(" ")
    };
    let own = handed("");
    for told in ["李娜", "爱喝茶", "晚了"] {
        assert!(own.contains(told), "{told}");
    }
    let others = ["K-000001", "李主管", "雀鸟"];
    assert!(others.iter().all(|other| !own.contains(other)), "{own}");
    let broken = handed("others-told");
    assert!(others.iter().all(|other| broken.contains(other)), "{broken}");
}

/// A number that is given out twice, or that the checkpoint does not know of, is found.
#[test]
fn numbers_of_requests_are_held_to_the_log() {
    for (logged, counted) in [(2, 1), (1, 2), (1, 0)] {
        let sample = people();
        let detail = Detail::Requested(Requested {
            number: logged,
            right: Code::fixed("access"),
            step: Code::fixed("opened"),
            refusal: None,
            extension: None,
            commitment: None,
        });
        let numbers: Numbers = RecordNumber::new(1).unwrap().into();
        let stage = Policy::builtin().known().stage;
        let forged = sample.open().change(|transaction| {
            transaction.checkpoint.requests = counted;
            transaction.edit(VERB, &numbers, Some(detail), |_, fields| {
                fields.set(stage, [Value::plain("prospect")]);
                Ok(())
            })
        });
        assert_eq!(forged.unwrap().len(), 1);
        let (dir, environment) = (sample.dir(), sample.environment());
        let report = Vault::check(&dir, &sample.credential(), environment, Depth::Log);
        assert!(report.unwrap().findings().count() > 0, "{logged} {counted}");
    }
}
