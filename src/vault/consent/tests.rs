//! Answers kept, refused and withdrawn.

use super::*;
use crate::vault::sample::{Sample, selector};
use crate::vault::{Depth, NewNotice};

const MARKETING: &[&str] = &["marketing"];

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn day(text: &str) -> Date {
    parse_day(text).unwrap()
}

/// Two customers, and a notice about marketing from the new year on.
fn told() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "11010519491231002X"), ("李娜", "13800000014", "")]);
    let notice = NewNotice {
        text: "我们为营销使用您的电话。\n",
        purposes: &owned(&["marketing", "service"]),
        retention: "两年",
        from: day("2026-01-01"),
        renews: false,
    };
    sample.open().add_notice(&notice, false).unwrap();
    sample
}

fn said<'a>(answer: Answer, purposes: &'a [String], date: &str) -> Answers<'a> {
    Answers {
        answer,
        purposes,
        sensitive: false,
        recipient: None,
        method: "表单",
        evidence: None,
        notice: Some(1),
        date: day(date),
        until: None,
        volunteered: false,
    }
}

fn aim(selector: &Selector) -> Aim<'_> {
    Aim { selector, confirmed: None, rehearsal: false }
}

fn reasons<T: std::fmt::Debug>(done: Result<T>) -> Vec<&'static str> {
    match done {
        Err(Error::Unfounded(reasons)) => reasons.iter().map(Unfounded::id).collect(),
        other => panic!("{other:?}"),
    }
}

fn states(vault: &mut Vault, numbers: &str) -> Vec<(String, &'static str)> {
    let all = vault.answers(&selector(numbers)).unwrap();
    all.iter().map(|one| (one.consent.purpose.clone(), one.state.id())).collect()
}

#[test]
fn everything_that_stands_against_an_answer_is_told_at_once() {
    let sample = told();
    let mut vault = sample.open();
    let one = selector("K-1");
    let (typo, plain, unnamed) =
        (owned(&["marketng", "service"]), owned(MARKETING), owned(&["recommend", "marketing"]));
    let wrong = Answers {
        method: "telepathy",
        notice: None,
        until: Some(day("2026-03-01")),
        ..said(Answer::Granted, &typo, "2026-04-01")
    };
    assert_eq!(
        reasons(vault.answer(aim(&one), &wrong)),
        ["future", "ends-before", "unknown-method", "no-notice", "unknown-purpose", "needs-none"]
    );
    let other = Answers { notice: Some(7), ..said(Answer::Granted, &plain, "2026-02-01") };
    assert_eq!(reasons(vault.answer(aim(&one), &other)), ["unknown-notice"]);
    let early = said(Answer::Granted, &unnamed, "2025-12-31");
    assert_eq!(reasons(vault.answer(aim(&one), &early)), ["notice-later", "not-in-notice"]);
    assert!(states(&mut vault, "K-1").is_empty());
}

#[test]
fn what_was_said_already_is_not_said_twice() {
    let sample = told();
    let mut vault = sample.open();
    let both = selector("K-1 K-2");
    let purposes = owned(&["marketing", "营销推广"]);
    let done = vault.answer(aim(&both), &said(Answer::Granted, &purposes, "2026-02-01")).unwrap();
    assert_eq!(done.changed.len(), 2);
    let seq = vault.state.checkpoint.seq;
    let again = vault.answer(aim(&both), &said(Answer::Granted, &purposes, "2026-02-20")).unwrap();
    assert_eq!((again.selected, again.changed.len()), (2, 0));
    assert_eq!(vault.state.checkpoint.seq, seq);
    assert_eq!(states(&mut vault, "K-1"), [("marketing".to_owned(), "granted")]);
}

#[test]
fn who_refused_is_left_alone_for_a_while() {
    let sample = told();
    let mut vault = sample.open();
    let (one, purposes) = (selector("K-1"), owned(MARKETING));
    vault.answer(aim(&one), &said(Answer::Granted, &purposes, "2026-01-05")).unwrap();
    vault.answer(aim(&one), &said(Answer::Refused, &purposes, "2026-02-01")).unwrap();
    let expected = [("marketing".to_owned(), "replaced"), ("marketing".to_owned(), "refused")];
    assert_eq!(states(&mut vault, "K-1"), expected);
    for answer in [Answer::Granted, Answer::Refused] {
        let again = vault.answer(aim(&one), &said(answer, &purposes, "2026-02-20"));
        assert_eq!(reasons(again), ["asked-again"]);
    }
    let earlier = vault.answer(aim(&one), &said(Answer::Granted, &purposes, "2026-01-20"));
    assert_eq!(reasons(earlier), ["out-of-order", "asked-again"]);
    let unasked = Answers { volunteered: true, ..said(Answer::Granted, &purposes, "2026-02-20") };
    assert_eq!(vault.answer(aim(&one), &unasked).unwrap().changed.len(), 1);
}

#[test]
fn a_withdrawal_ends_what_lives_and_tells_what_follows() {
    let sample = told();
    let mut vault = sample.open();
    let policy = vault.policy();
    let (both, purposes) = (selector("K-1 K-2"), owned(MARKETING));
    vault.answer(aim(&both), &said(Answer::Granted, &purposes, "2026-02-01")).unwrap();
    let separate = Answers { sensitive: true, ..said(Answer::Granted, &purposes, "2026-02-01") };
    let one = selector("K-1");
    vault.answer(aim(&one), &separate).unwrap();
    let stage = [(policy.known().stage, vec![Value::plain("prospect")])];
    vault.set_fields(aim(&one), "edit", &stage).unwrap();

    let early = Withdrawal {
        purposes: &purposes,
        sensitive: false,
        recipient: None,
        date: day("2026-01-31"),
    };
    assert_eq!(reasons(vault.withdraw(aim(&one), &early)), ["out-of-order"]);
    let order = Withdrawal {
        purposes: &purposes,
        sensitive: true,
        recipient: None,
        date: day("2026-02-28"),
    };
    let (altered, _) = vault.withdraw(aim(&one), &order).unwrap();
    assert_eq!(altered.changed.len(), 1);
    let expected = [("marketing".to_owned(), "granted"), ("marketing".to_owned(), "withdrawn")];
    assert_eq!(states(&mut vault, "K-1"), expected);

    let order = Withdrawal { sensitive: false, ..order };
    let (altered, follows) = vault.withdraw(aim(&both), &order).unwrap();
    assert_eq!(altered.changed.len(), 2);
    let number = |n| RecordNumber::new(n).unwrap();
    let kept = (day("2026-03-14"), "consent:withdrawn".to_owned());
    let prospect = Following { used: None, kept: Some(kept) };
    assert_eq!(follows.get(&number(1)), Some(&prospect), "only a consent carried it");
    assert_eq!(follows.get(&number(2)), Some(&Following::default()), "a contract may");
    let (again, follows) = vault.withdraw(aim(&both), &order).unwrap();
    assert!(again.changed.is_empty() && follows.is_empty());
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything);
    assert_eq!(report.unwrap().findings().count(), 0);
}

#[test]
fn a_new_consent_with_an_end_takes_the_place_of_one_without() {
    let sample = told();
    let mut vault = sample.open();
    let policy = vault.policy();
    let (one, purposes) = (selector("K-1"), owned(MARKETING));
    let stage = [(policy.known().stage, vec![Value::plain("prospect")])];
    vault.set_fields(aim(&one), "edit", &stage).unwrap();
    vault.answer(aim(&one), &said(Answer::Granted, &purposes, "2026-01-05")).unwrap();
    let until = Answers {
        until: Some(day("2026-12-31")),
        ..said(Answer::Granted, &purposes, "2026-02-01")
    };
    vault.answer(aim(&one), &until).unwrap();
    let days: Vec<_> =
        vault.answers(&one).unwrap().iter().map(|a| a.consent.until.clone()).collect();
    assert_eq!(days, ["2026-01-31", "2026-12-31"]);
    let ends =
        |record: &crate::vault::Record| record.fields.text(policy.known().destroy_on).to_owned();
    let mut found = String::new();
    vault.hold_shared().unwrap();
    let number = RecordNumber::new(1).unwrap();
    vault
        .stream(&[number], &[Part::Operational], &mut |record| {
            found = ends(record);
            Ok(())
        })
        .unwrap();
    assert_eq!(found, "2027-01-15");
}
