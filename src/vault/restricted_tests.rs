//! Restricted records are found by their number alone, by those who may, and are handed out to
//! nobody; each use case is tried, and so is the day in the zone where the vault is used.

use super::sample::{self, Sample, person, selector};
use super::{
    Aim, Apply, Error, Export, ExportColumn, Form, Inquiry, Question, Request, Target, Vault,
};
use crate::log::Act;
use crate::model::{Capability, Fields, Level, Part, RecordNumber, Selector, Value};
use crate::policy::{Policy, Uncovered};
use jiff::tz::TimeZone;

const WORKS: [Capability; 3] = [Capability::Read, Capability::Write, Capability::Export];

/// K-1 is in use; K-2 left in 2024, was granted erasure, and is kept for the statutory period until
/// 2027-06-15; K-3 is restricted at its owner's wish.
fn sample() -> Sample {
    let sample = Sample::new();
    let policy = Policy::builtin();
    let put = |fields: &mut Fields, id: &str, text: &str| {
        fields.push(policy.id(id).unwrap(), Value::plain(text));
    };
    let mut records: Vec<Fields> =
        (3..6).map(|n| person("张伟", &format!("1380000001{n}"), "")).collect();
    let request = |right: &str| {
        format!(
            r#"{{"number":1,"right":"{right}","opened":"2026-02-01","due":"2026-02-16","relation":"self","checked":"document","state":"granted","answered":"2026-02-10"}}"#
        )
    };
    put(&mut records[1], "stage", "churned");
    put(&mut records[1], "last_contact", "2024-06-15");
    put(&mut records[1], "requests", &request("erasure"));
    put(&mut records[2], "requests", &request("restriction"));
    sample.open().change(|transaction| transaction.add("add", records)).unwrap();
    sample
}

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// The records that a look shows, or the one for which it is refused.
fn shown(vault: &mut Vault, text: &str) -> Result<Vec<u64>, u64> {
    let done = sample::shown(vault, text);
    // What was refused leaves the lock to whoever logs it.
    vault.release().unwrap();
    done.map_err(|error| match error {
        Error::Restricted(one) => one.number.get(),
        other => panic!("{other}"),
    })
}

#[test]
fn a_restricted_record_is_found_by_its_number_and_by_those_who_may() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &WORKS);
    let sees = sample.operator("custodian", 1, &[&WORKS[..], &[Capability::Restricted]].concat());
    let administers = sample.operator("old", 1, &[Capability::Read, Capability::Administer]);
    for identity in [&works, &sees, &administers] {
        let mut vault = sample.open_as(identity).unwrap();
        for text in
            ["", "张伟", "13800000014", "stage:churned", "K-1..K-9", "state:restricted K-1..K-9"]
        {
            let only = ["churned", "state", "138"].iter().any(|word| text.contains(word));
            let expected: &[u64] = if only { &[] } else { &[1] };
            assert_eq!(shown(&mut vault, text).as_deref(), Ok(expected), "{text}");
            assert_eq!(vault.count(&selector(text)).unwrap(), expected.len() as u64, "{text}");
        }
        assert_eq!(
            vault.tally("tag", &selector(""), vault.policy().known().kind).unwrap()["person"],
            1
        );
    }
    let mut vault = sample.open_as(&works).unwrap();
    for (text, refused) in [("K-2", 2), ("K-1 K-3", 3), ("K-2 stage:churned", 2)] {
        assert_eq!(shown(&mut vault, text), Err(refused), "{text}");
    }
    for identity in [&sees, &administers] {
        let mut vault = sample.open_as(identity).unwrap();
        assert_eq!(shown(&mut vault, "K-1 K-2 K-3"), Ok(vec![1, 2, 3]));
        assert_eq!(shown(&mut vault, "K-2 stage:prospect"), Ok(Vec::new()));
        assert_eq!(vault.history(&selector("K-2"), false).unwrap().len(), 1);
    }
}

#[test]
fn who_is_refused_is_told_since_when_why_and_until_when() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &WORKS);
    let vault = sample.open_as(&works).unwrap();
    let told = |n| vault.restriction(number(n)).unwrap();
    assert_eq!(told(1), None);
    let two = told(2).unwrap();
    assert_eq!(two.since.unwrap().to_string(), "2026-02-09");
    assert_eq!((two.why.as_str(), two.rule.as_str()), ("request:1", "floor:ecommerce"));
    assert_eq!(two.until.unwrap().to_string(), "2027-06-15");
    let three = told(3).unwrap();
    assert_eq!((three.since, three.why.as_str(), three.until), (None, "wish", None));
}

#[test]
fn it_is_changed_by_those_who_may_and_never_handed_out() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &WORKS);
    let sees = sample.operator("custodian", 1, &[&WORKS[..], &[Capability::Restricted]].concat());
    let tag = [Value::plain("展会")];
    let change = |vault: &mut Vault, text: &str| {
        let selector = selector(text);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        vault.add_tags(aim, &tag).map(|altered| altered.changed.to_string())
    };
    let mut vault = sample.open_as(&works).unwrap();
    assert!(matches!(change(&mut vault, "K-2"), Err(Error::Restricted(_))));
    vault.release().unwrap();
    assert_eq!(change(&mut vault, "kind:person").unwrap(), "1");
    assert_eq!(change(&mut sample.open_as(&sees).unwrap(), "K-2").unwrap(), "2");
    let out = |identity: &str, text: &str| {
        let selector = selector(text);
        let order = Export {
            selector: &selector,
            columns: vec![ExportColumn::Number],
            purpose: "service",
            reveal: false,
            form: Form::JsonLines,
            options: crate::vault::ExportOptions::default(),
        };
        let mut bytes = Vec::new();
        let mut vault = sample.open_as(identity).unwrap();
        let done = vault.export(&order, &mut |more| {
            bytes.extend_from_slice(more);
            Ok(())
        });
        done.map(|done| (done.count, done.restricted, String::from_utf8(bytes).unwrap()))
    };
    assert!(matches!(out(&works, "K-2"), Err(Error::Restricted(_))));
    for (identity, text) in [(&works, ""), (&sees, ""), (&sees, "K-1 K-2 K-3")] {
        let (count, restricted, bytes) = out(identity, text).unwrap();
        assert_eq!((count, restricted), (1, 2), "{text}");
        assert!(!bytes.contains("K-000002") && !bytes.contains("K-000003"), "{bytes}");
    }
    // An identifier stays taken.
    let refused =
        sample.open_as(&works).unwrap().add_record(person("李娜", "13800000014", ""), true);
    assert!(matches!(refused, Err(Error::Conflict { other, .. }) if other == number(2)));
}

#[test]
fn a_duty_is_registered_of_it_by_who_may_write() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &WORKS);
    let mut vault = sample.open_as(&works).unwrap();
    let holds = vault.policy().known().holds.unwrap();
    let hold = [Value::plain(r#"{"kind":"litigation","since":"2026-03-01"}"#)];
    let place = |vault: &mut Vault, text: &str| {
        let selector = selector(text);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        vault
            .set_fields(aim, "hold", &[(holds, hold.to_vec())])
            .map(|done| done.changed.to_string())
    };
    assert_eq!(place(&mut vault, "K-2").unwrap(), "2");
    assert_eq!(place(&mut vault, "kind:person").unwrap(), "1");
    // Not under the cover of one.
    let both = [(holds, hold.to_vec()), (vault.policy().known().tags, vec![Value::plain("x")])];
    let two = selector("K-2");
    let aim = Aim { selector: &two, confirmed: None, rehearsal: false };
    assert!(matches!(vault.set_fields(aim, "hold", &both), Err(Error::Restricted(_))));
}

#[test]
fn what_keeps_a_record_is_told_and_ends_by_itself() {
    let sample = sample();
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let plan = |text: &str, day: &str| {
        let mut environment = sample.environment();
        let millis =
            format!("{day}T09:00:00Z").parse::<jiff::Timestamp>().unwrap().as_millisecond();
        environment.now = Box::new(move || millis);
        let identity = crate::crypto::IdentityFile::parse(&reaps).unwrap();
        let credential = super::Credential::Identity(identity);
        let mut vault = Vault::open(&sample.dir(), &credential, environment).unwrap();
        let selector = selector(text);
        let (reason, basis) = (crate::model::Reason::Request, "REQ-7".parse().unwrap());
        let target =
            Target::Selected { selector: &selector, reason, basis, scope: None, suppress: false };
        let planned = vault.plan_purge(&target).map(|orders| {
            orders.iter().map(|order| order.numbers.to_string()).collect::<Vec<_>>().join(" ")
        });
        let due = vault.due(&Selector::default()).unwrap();
        let due: Vec<u64> = due.iter().map(|due| due.number.get()).collect();
        match planned {
            Ok(numbers) => (numbers, due),
            Err(Error::Held(kept)) => (format!("{} {}", kept.by, kept.until), due),
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(plan("K-2", "2027-06-15"), ("floor:ecommerce 2027-06-15".to_owned(), vec![]));
    assert_eq!(plan("K-2", "2027-06-16"), ("2".to_owned(), vec![2]));
    assert_eq!(plan("K-3", "2027-06-16"), ("wish ".to_owned(), vec![2]));
    // By terms it is not found, so not destroyed either.
    assert_eq!(plan("hold.not:yes", "2026-03-01").0, "1");
}

/// At 23:30 in London it is the next day in Shanghai.
#[test]
fn the_day_is_that_of_the_place_where_the_vault_is_used() {
    let sample = Sample::new();
    let mut fields = person("张伟", "13800000013", "");
    let policy = Policy::builtin();
    fields.set(policy.known().retain_until, [Value::plain("2026-06-15")]);
    sample.open().change(|transaction| transaction.add("add", vec![fields])).unwrap();
    for (time, zone, due) in [
        ("2026-06-15T15:30:00Z", 8, 0),
        ("2026-06-15T16:30:00Z", 8, 1),
        ("2026-06-15T23:30:00Z", 8, 1),
        ("2026-06-15T23:30:00Z", 0, 0),
        ("2026-06-16T00:30:00Z", 0, 1),
        ("2026-06-16T00:30:00Z", -5, 0),
        // The clock jumps back, and ahead.
        ("2020-01-01T00:00:00Z", 8, 0),
        ("2030-01-01T00:00:00Z", 8, 1),
    ] {
        let mut environment = sample.environment();
        let millis = time.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        environment.now = Box::new(move || millis);
        environment.zone = TimeZone::fixed(jiff::tz::offset(zone));
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        assert_eq!(vault.due(&selector("")).unwrap().len(), due, "{time} {zone}");
    }
}

/// Whatever lawful basis a purpose has now.
#[test]
fn who_said_no_to_a_purpose_is_not_looked_at_for_it() {
    let sample = sample();
    let consents = Policy::builtin().known().consents.unwrap();
    let text = r#"{"purpose":"marketing","answer":"granted","date":"2026-01-10","method":"form","notice":2,"withdrawn":"2026-02-01"}"#;
    let mut vault = sample.open();
    vault
        .change(|transaction| {
            transaction.edit("edit", &number(3).into(), None, |_, fields| {
                fields.set(consents, [Value::plain(text)]);
                Ok(())
            })
        })
        .unwrap();
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    let marketing = document.purposes.iter_mut().find(|one| one.id == "marketing").unwrap();
    marketing.basis = Policy::builtin().purpose("service").unwrap().basis;
    let order =
        Apply { document: Some(&document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    vault.apply_policy(&order).unwrap();
    let selector = selector("K-3");
    let mut look = |purpose: &str| {
        let request = Request {
            verb: "show",
            selector: &selector,
            parts: Part::ALL.to_vec(),
            levels: Level::ALL.to_vec(),
            purpose: Some(purpose.to_owned()),
            revealed: false,
            order: None,
            limit: None,
        };
        let done = vault.disclose(&request, &mut |_| Ok(()));
        vault.release().unwrap();
        done.map(|done| done.count)
    };
    assert_eq!(look("service").unwrap(), 1);
    let refused = look("marketing").unwrap_err();
    let Error::NotCovered(_, bar) = &refused else { panic!("{refused}") };
    assert_eq!(bar.why, Uncovered::Withdrawn);
}

/// A search that did not look is caught by these.
#[test]
fn a_search_that_does_not_look_finds_them() {
    let sample = sample();
    let mut environment = sample.environment();
    environment.mutant = Box::new(|weakness| weakness == "restricted-found");
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert_eq!(shown(&mut vault, "张伟"), Ok(vec![1, 2, 3]));
}

/// Every look leaves what it showed in the log, a refused one as much.
#[test]
fn a_refused_look_stands_in_the_log() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &WORKS);
    let mut vault = sample.open_as(&works).unwrap();
    assert_eq!(shown(&mut vault, "K-2"), Err(2));
    vault.log_refused("show", "restricted", None).unwrap();
    let mut last = None;
    let question = Question { selector: &selector(""), inquiry: &Inquiry::default() };
    sample
        .open()
        .read_log::<Error>(&question, None, |logged| {
            if let Act::Refused { why, .. } = &logged.entry.act {
                last = Some(why.as_str().to_owned());
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(last.as_deref(), Some("restricted"));
}
