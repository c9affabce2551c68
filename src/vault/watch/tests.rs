//! Rules about the extraordinary, held against a clock that the test sets.

use super::*;
use crate::log::{Code, Numbers};
use crate::model::{Level, Part};
use crate::policy::{Document, Policy};
use crate::vault::sample::{Sample, selector};
use crate::vault::{Apply, Environment, Export, ExportOptions, Form, Request};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// 2026-03-03 02:00 in Shanghai, a Tuesday.
const NIGHT: i64 = 1_772_474_400_000;
const SECOND: i64 = 1000;

/// A vault whose clock the test sets, and what was said of the extraordinary.
struct Watched {
    sample: Sample,
    clock: Rc<Cell<i64>>,
    said: Rc<RefCell<Vec<(String, u64)>>>,
}

impl Watched {
    fn new() -> Self {
        let sample = Sample::new();
        sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
        Self { sample, clock: Rc::new(Cell::new(NIGHT)), said: Rc::default() }
    }

    fn under(change: impl FnOnce(&mut Document)) -> Self {
        let watched = Self::new();
        let mut document = Policy::builtin().document().clone();
        document.version += 1;
        change(&mut document);
        let apply = Apply {
            document: Some(&document),
            prospect: None,
            rehearsal: false,
            progress: &|_, _| {},
        };
        watched.sample.open().apply_policy(&apply).unwrap();
        watched
    }

    fn open(&self, machine: &str) -> Vault {
        let (clock, said) = (Rc::clone(&self.clock), Rc::clone(&self.said));
        let environment = Environment {
            now: Box::new(move || clock.get()),
            machine: Some(machine.to_owned()),
            noticed: Box::new(move |noticed| {
                said.borrow_mut().push((noticed.rule.id.clone(), noticed.count));
            }),
            ..self.sample.environment()
        };
        Vault::open(&self.sample.dir(), &self.sample.credential(), environment).unwrap()
    }

    fn log(&self) -> Vec<Act> {
        let vault = self.sample.open();
        let mut log = Vec::new();
        let each = vault.store.each_entry(1, |row| {
            log.push(vault.open_entry(&row)?.act);
            Ok::<_, Error>(true)
        });
        each.map(|()| log).unwrap()
    }

    fn tripped(&self) -> Vec<Tripped> {
        let acts = self.log().into_iter();
        acts.filter_map(|act| if let Act::Anomaly(one) = act { Some(one) } else { None }).collect()
    }
}

fn show(vault: &mut Vault) -> Result<u64> {
    let selector = selector("K-1");
    let request = Request {
        verb: "show",
        selector: &selector,
        parts: vec![Part::Level(Level::Two)],
        levels: vec![Level::Two],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let mut shown = 0;
    vault.disclose(&request, &mut |_| {
        shown += 1;
        Ok(())
    })?;
    Ok(shown)
}

fn rule(document: &mut Document, id: &str) -> Anomaly {
    document.anomalies.iter().find(|rule| rule.id == id).unwrap().clone()
}

#[test]
fn two_hundred_reads_a_minute_at_night_trip_and_the_nightly_job_does_not() {
    let watched = Watched::new();
    let mut vault = watched.open("a");
    // The nightly review: what is due, what is wrong, what is to be destroyed.
    for verb in ["verify-due", "verify-scan", "purge-due"] {
        let act = Act::Disclose {
            verb: Code::fixed(verb),
            numbers: Numbers::range("K-1".parse().unwrap(), "K-2".parse().unwrap()),
            count: 200_000,
            levels: vec![],
            purpose: None,
            revealed: false,
            terms: None,
        };
        vault.log_only(&act).unwrap();
        watched.clock.set(watched.clock.get() + 20 * SECOND);
    }
    vault.due(&selector("")).unwrap();
    assert_eq!((watched.said.borrow().len(), watched.tripped()), (0, vec![]));
    assert_eq!(watched.open("a").anomalies(None).unwrap(), []);

    watched.clock.set(NIGHT + 2 * 3_600 * SECOND);
    for _ in 0..200 {
        show(&mut vault).unwrap();
        watched.clock.set(watched.clock.get() + 300);
    }
    drop(vault);
    // More than 30 within an hour of the night, more than 60 within a minute.
    let said = watched.said.borrow().clone();
    assert_eq!(said.first(), Some(&("night".to_owned(), 31)));
    assert!(
        said.contains(&("rate".to_owned(), 61)) && said.last() == Some(&("night".to_owned(), 200))
    );
    assert_eq!(said.len(), 170 + 140);
    // The log says it once.
    let tripped = |rule: &str, count| {
        let (rule, verb) = (rule.parse().unwrap(), Code::fixed("show"));
        Tripped { rule, count, verb, refused: false }
    };
    assert_eq!(watched.tripped(), [tripped("night", 31), tripped("rate", 61)]);
    let found = watched.open("a").anomalies(None).unwrap();
    let told: Vec<_> = found.iter().map(|e| (e.rule.as_str(), e.count, e.noticed)).collect();
    assert_eq!(told, [("night", 200, 1), ("rate", 200, 1)]);
    assert_eq!((found[0].name.as_str(), found[0].from), ("wang", NIGHT + 2 * 3_600 * SECOND));
    assert!(found.iter().all(|one| one.until > one.from && one.refused == 0));
    let later = watched.clock.get();
    assert_eq!(watched.open("a").anomalies(Some(later)).unwrap(), []);
}

/// Nothing is shown, and that is logged; what was refused does not count, so that work goes on when
/// the time of the rule is over. Breaks when what was refused is counted, or shown.
#[test]
fn a_rule_that_refuses_shows_nothing() {
    let watched = Watched::under(|document| {
        let rate = rule(document, "rate");
        document.anomalies = vec![Anomaly { above: 2, action: Reaction::Refuse, ..rate }];
    });
    let mut vault = watched.open("a");
    assert_eq!([show(&mut vault).unwrap(), show(&mut vault).unwrap()], [1, 1]);
    for _ in 0..3 {
        let refused = show(&mut vault).unwrap_err();
        assert!(matches!(refused, Error::Extraordinary { rule, count: 3 } if rule.id == "rate"));
        vault.release().unwrap();
    }
    let all = selector("");
    let order = Export {
        selector: &all,
        columns: Vec::new(),
        purpose: "service",
        reveal: false,
        form: Form::JsonLines,
        options: ExportOptions::default(),
    };
    // What is rehearsed is refused as it would be, and neither logged nor counted.
    let rehearsed = vault.plan_export(&order, true).unwrap_err();
    assert!(matches!(rehearsed, Error::Extraordinary { count: 3, .. }), "{rehearsed:?}");
    vault.release().unwrap();
    vault.plan_export(&order, false).unwrap();
    assert!(watched.said.borrow().is_empty(), "a refusal speaks for itself");
    let acts: Vec<_> = watched.log().iter().map(Act::name).collect();
    let acts = acts.split_at(acts.len() - 3).1;
    assert_eq!(acts, ["disclose", "disclose", "anomaly"], "once within its time");
    watched.clock.set(NIGHT + 60 * SECOND);
    for _ in 0..3 {
        vault.plan_export(&order, true).unwrap();
    }
    assert_eq!(show(&mut vault).unwrap(), 1);
    drop(vault);
    let found = watched.open("a").anomalies(None).unwrap();
    assert_eq!((found.len(), found[0].count, found[0].refused), (1, 3, 1));
}

#[test]
fn a_rule_is_not_about_roles_that_it_excepts() {
    let watched = Watched::under(|document| {
        let rate = rule(document, "rate");
        let except_roles = vec!["administrator".to_owned()];
        document.anomalies = vec![Anomaly { above: 0, except_roles, ..rate }];
    });
    let mut vault = watched.open("a");
    assert_eq!(vault.member().unwrap().role.as_str(), "administrator");
    show(&mut vault).unwrap();
    assert!(watched.said.borrow().is_empty());
}

/// Entries name no machine unless the policy asks, and the machine's own id never.
#[test]
fn a_machine_is_new_to_somebody_known_from_another() {
    let silent = Watched::new();
    show(&mut silent.open("0123456789abcdef0123456789abcdef")).unwrap();
    let machine = |watched: &Watched, seq| {
        let vault = watched.sample.open();
        vault.open_entry(&vault.store.entry(seq).unwrap().unwrap()).unwrap().machine
    };
    assert_eq!(machine(&silent, 4), None);

    let watched = Watched::under(|document| {
        let rate = rule(document, "rate");
        let what = crate::policy::Watched::NewHost;
        let new = Anomaly { what, within_minutes: 0, above: 0, id: "machine".to_owned(), ..rate };
        document.anomalies = vec![new];
    });
    let said = || watched.said.borrow().len();
    show(&mut watched.open("a")).unwrap();
    assert_eq!(said(), 0, "the first that is known is not new");
    show(&mut watched.open("a")).unwrap();
    assert_eq!(said(), 0);
    show(&mut watched.open("b")).unwrap();
    assert_eq!(said(), 1);
    show(&mut watched.open("b")).unwrap();
    show(&mut watched.open("a")).unwrap();
    assert_eq!(said(), 1, "once");
    let found = watched.open("a").anomalies(None).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.rule.as_str(), one.count)).collect::<Vec<_>>(),
        [("machine", 1)]
    );
    let seen = machine(&watched, 6).unwrap().to_string();
    assert!(seen.len() == 16 && seen != machine(&watched, 9).unwrap().to_string());
}

/// `owner` says whose a record is.
#[test]
fn records_of_others_are_told_from_ones_own() {
    let watched = Watched::under(|document| {
        let rate = rule(document, "rate");
        let what = crate::policy::Watched::NotOwn;
        document.anomalies =
            vec![Anomaly { what, within_minutes: 0, above: 0, id: "others".to_owned(), ..rate }];
    });
    let owner = watched.sample.open().policy().id("owner").unwrap();
    let mut vault = watched.open("a");
    vault
        .change(|transaction| {
            transaction.edit(
                "edit",
                &"K-1".parse::<crate::model::RecordNumber>().unwrap().into(),
                None,
                |_, fields| {
                    fields.set(owner, [crate::model::Value::plain("wang")]);
                    Ok(())
                },
            )
        })
        .unwrap();
    show(&mut vault).unwrap();
    assert!(watched.said.borrow().is_empty());
    let all = Request {
        verb: "list",
        selector: &selector(""),
        parts: vec![Part::Level(Level::Two)],
        levels: vec![Level::Two],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    vault.disclose(&all, &mut |_| Ok(())).unwrap();
    assert_eq!(*watched.said.borrow(), [("others".to_owned(), 1)]);
    drop(vault);
    let found = watched.open("a").anomalies(None).unwrap();
    assert_eq!(
        found.iter().map(|one| (one.rule.as_str(), one.noticed)).collect::<Vec<_>>(),
        [("others", 1)]
    );
}
