//! Questions to the log against a vault with some history.

use super::*;
use crate::model::Level;
use crate::vault::Request;
use crate::vault::sample::{Sample, order, selector};

/// Three customers, one of them shown, one destroyed.
fn busy() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", ""), ("王芳", "", "")]);
    let mut vault = sample.open();
    let one = selector("K-1");
    let request = Request {
        verb: "show",
        selector: &one,
        parts: vec![crate::model::Part::Level(Level::Two)],
        levels: vec![Level::Two],
        purpose: Some("service".to_owned()),
        revealed: false,
        order: None,
        limit: None,
    };
    vault.disclose(&request, &mut |_| Ok(())).unwrap();
    vault.purge(&order(Numbers::from(crate::model::RecordNumber::new(2).unwrap()))).unwrap();
    sample
}

/// The acts that answer the conditions, in their order.
fn answers(sample: &Sample, records: &str, asked: Vec<(Asked, bool)>) -> Vec<&'static str> {
    let conditions = asked.into_iter().map(|(asked, not)| Condition { asked, not }).collect();
    let (selector, inquiry) = (selector(records), Inquiry { conditions });
    let question = Question { selector: &selector, inquiry: &inquiry };
    let mut acts = Vec::new();
    let read = sample.open().read_log::<Error>(&question, None, |logged| {
        acts.push(logged.entry.act.name());
        Ok(())
    });
    read.unwrap();
    acts
}

#[test]
fn each_condition_takes_what_it_names_and_turned_round_the_rest() {
    let sample = busy();
    let all = answers(&sample, "", vec![]).len();
    let one = |asked: Asked| answers(&sample, "", vec![(asked, false)]);
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(one(Asked::Verb(texts(&["show"]))), ["disclose"]);
    assert_eq!(one(Asked::Verb(texts(&["purge"]))), ["intent", "destroyed", "done"]);
    // A group takes its verbs, and nothing that merely begins alike.
    assert!(one(Asked::Verb(texts(&["audit"]))).len() >= 3);
    assert!(one(Asked::Verb(texts(&["aud"]))).is_empty());
    assert_eq!(one(Asked::Act(texts(&["intent", "change"]))), ["change", "intent"]);
    assert_eq!(one(Asked::Purpose(texts(&["service"]))), ["disclose"]);
    assert_eq!(one(Asked::Level(vec![Level::Two])), ["change", "disclose"]);
    assert!(one(Asked::Revealed).is_empty());
    assert!(one(Asked::By(vec![OperatorNumber(2)])).is_empty());
    let now = (sample.environment().now)();
    assert!(one(Asked::Before(now)).is_empty());
    assert!(one(Asked::From(now)).len() > all);
    let rest = answers(&sample, "", vec![(Asked::Verb(texts(&["purge", "audit"])), true)]);
    assert_eq!(rest, ["init", "roster", "change", "disclose"]);
}

#[test]
fn conditions_and_records_must_all_hold() {
    let sample = busy();
    let purge = || (Asked::Verb(vec!["purge".to_owned()]), false);
    assert_eq!(answers(&sample, "K-2", vec![purge()]), ["intent", "destroyed", "done"]);
    assert!(answers(&sample, "K-1", vec![purge()]).is_empty());
    assert_eq!(answers(&sample, "K-1", vec![]), ["change", "disclose"]);
    // Terms about records are answered by the records that live.
    assert_eq!(answers(&sample, "name:张伟芳", vec![]), ["change", "disclose"]);
}

#[test]
fn a_limit_takes_the_newest_and_no_limit_takes_everything_in_pieces() {
    let sample = Sample::new();
    let act = || Act::Recovered { intent: None, from: Code::fixed("x") };
    let logged = sample.open().change(|transaction| {
        for _ in 0..CHUNK + 40 {
            transaction.log(act());
        }
        Ok(())
    });
    logged.unwrap();
    let everything = (selector(""), Inquiry::default());
    let question = Question { selector: &everything.0, inquiry: &everything.1 };
    let read = |limit| {
        let mut seqs = Vec::new();
        let read = sample.open().read_log::<Error>(&question, limit, |logged| {
            seqs.push(logged.seq);
            Ok(())
        });
        read.unwrap();
        seqs
    };
    let all = read(None);
    let last = u64::try_from(CHUNK).unwrap() + 43;
    assert_eq!(all, (1..=last).collect::<Vec<_>>());
    assert_eq!(read(Some(2)), [last, last + 1]);
    assert!(read(Some(0)).is_empty());
}

#[test]
fn sums_tell_who_did_how_much() {
    let sample = busy();
    let everything = (selector(""), Inquiry::default());
    let question = Question { selector: &everything.0, inquiry: &everything.1 };
    let sums = sample.open().tally_log(&question).unwrap();
    let of = |verb: &str| sums.iter().find(|sum| sum.verb == verb).unwrap();
    assert_eq!((of("show").entries, of("show").shown), (1, 1));
    assert_eq!((of("add").entries, of("add").changed), (1, 3));
    assert_eq!((of("purge").entries, of("purge").changed), (3, 1));
    assert_eq!(of("add").name, "wang");
}
