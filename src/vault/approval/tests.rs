//! What two persons can do together, and one of them alone cannot.

use super::*;
use crate::log::{Numbers, Reason};
use crate::model::{RecordNumber, Value};
use crate::policy::{Document, Policy};
use crate::transfer::CsvStyle;
use crate::vault::pseudonym::Audience;
use crate::vault::sample::{Sample, order, selector};
use crate::vault::tamper_tests::found;
use crate::vault::{
    Apply, Credential, Depth, Environment, Export, ExportColumn, Form, IdentityFile, Target,
};

/// 2026-03-01 08:00 in Shanghai, when samples are made.
const NOW: i64 = 1_772_323_200_000;

/// A vault with three customers and two administrators, whose policy demands what is said.
pub(super) struct Two {
    sample: Sample,
    second: String,
}

impl Two {
    pub(super) fn under(demand: impl FnOnce(&mut Approval)) -> Self {
        let sample = Sample::new();
        sample.add(&[
            ("张伟", "13800000013", ""),
            ("李娜", "13800000014", ""),
            ("王芳", "13800000015", ""),
        ]);
        let second = sample.operator("administrator", 1, &Capability::ALL);
        let mut document = sample.open().policy().document().clone();
        document.version += 1;
        demand(&mut document.approval);
        apply(&mut sample.open(), &document).unwrap();
        Self { sample, second }
    }

    pub(super) fn first(&self) -> Vault {
        self.sample.open()
    }

    pub(super) fn second(&self) -> Vault {
        self.sample.open_as(&self.second).unwrap()
    }

    /// The second person so many days later.
    fn second_in(&self, days: i64) -> Vault {
        let credential = Credential::Identity(IdentityFile::parse(&self.second).unwrap());
        let now = Box::new(move || NOW + days * DAY);
        let environment = Environment { now, ..self.sample.environment() };
        Vault::open(&self.sample.dir(), &credential, environment).unwrap()
    }

    #[track_caller]
    pub(super) fn assert_sound(&self) {
        let wrong = found(&self.sample, Depth::Everything);
        assert_eq!(wrong.into_iter().collect::<Vec<_>>(), [""; 0]);
    }

    fn log(&self) -> Vec<&'static str> {
        let vault = self.first();
        let mut log = Vec::new();
        let each = vault.store.each_entry(1, |row| {
            log.push(vault.open_entry(&row)?.act.name());
            Ok::<_, Error>(true)
        });
        each.map(|()| log).unwrap()
    }
}

fn apply(vault: &mut Vault, document: &Document) -> Result<crate::vault::Applied> {
    let document = Some(document);
    vault.apply_policy(&Apply { document, prospect: None, rehearsal: false, progress: &|_, _| {} })
}

pub(super) fn approve(vault: &mut Vault, number: u64) -> Result<Approved> {
    vault.approve(&Approve { number, reference: None, progress: &|_, _| {} })
}

pub(super) fn numbers(text: &str) -> Numbers {
    text.split(' ').map(|one| one.parse::<RecordNumber>().unwrap()).collect()
}

/// Proposes to destroy, and gives the number.
fn propose(vault: &mut Vault, text: &str) -> u64 {
    let selector = selector(text);
    let target = Target::Selected {
        selector: &selector,
        reason: Reason::Request,
        basis: "REQ-7".parse().unwrap(),
        scope: None,
        suppress: false,
    };
    let planned = vault.plan_purge(&target).unwrap();
    let proposed = vault.propose_purge(&target, &planned).unwrap();
    assert_eq!(proposed.len(), 1);
    proposed[0]
}

fn why(refused: Result<Approved>) -> &'static str {
    match refused.map(|_| ()).unwrap_err() {
        Error::NotPending(_, why) => why,
        other => panic!("{other:?}"),
    }
}

fn text(vault: &mut Vault, order: &Export<'_>) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    vault.export(order, &mut |bytes| {
        all.extend_from_slice(bytes);
        Ok(())
    })?;
    Ok(all)
}

#[test]
fn one_proposes_to_destroy_and_another_does_it() {
    let two = Two::under(|demand| demand.purge = true);
    let (mut first, mut second) = (two.first(), two.second());
    let before = two.log().len();
    assert!(matches!(first.purge(&order(numbers("K-1"))), Err(Error::NeedsApproval("purge"))));
    first.release().unwrap();
    assert_eq!(two.log().len(), before);

    let number = propose(&mut first, "K-1 K-2");
    assert_eq!(propose(&mut first, "K-1 K-2"), number, "it waits already");
    let waiting = second.pending().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].number, waiting[0].plan.numbers()), (number, numbers("K-1 K-2")));
    assert_eq!((waiting[0].name.as_str(), waiting[0].until), ("wang", NOW + 7 * DAY));

    assert!(matches!(approve(&mut first, number), Err(Error::NotYours(n)) if n == number));
    let clerk = two.sample.operator("clerk", 2, &[Capability::Read, Capability::Write]);
    let mut clerk = two.sample.open_as(&clerk).unwrap();
    assert!(matches!(approve(&mut clerk, number), Err(Error::Capability(Capability::Purge))));
    assert!(clerk.pending().unwrap().is_empty() && clerk.reject(number, None).is_err());
    assert!(matches!(approve(&mut second, number + 1), Err(Error::NoProposal(_))));

    let mut second = two.second();
    let Approved::Purged(done) = approve(&mut second, number).unwrap() else { panic!() };
    assert_eq!(done.done[0].order, order(numbers("K-1 K-2")));
    assert_eq!(why(approve(&mut second, number)), "approval-approved");
    assert!(second.pending().unwrap().is_empty());
    assert_eq!(second.select(&selector("")).unwrap(), numbers("K-3"));
    drop((first, second, clerk));
    let log = two.log();
    let at = log.iter().position(|act| *act == "decided").unwrap();
    assert_eq!(log[at..at + 4], ["decided", "intent", "destroyed", "done"]);
    two.assert_sound();
}

#[test]
fn a_plan_that_changed_since_is_refused_and_waits() {
    let two = Two::under(|demand| demand.purge = true);
    let mut first = two.first();
    let (one, other) = (propose(&mut first, "K-1"), propose(&mut first, "K-2"));
    let grade = first.policy().known().grade;
    first
        .change(|transaction| {
            transaction.edit("edit", &numbers("K-1"), None, |_, fields| {
                fields.set(grade, [Value::plain("A")]);
                Ok(())
            })
        })
        .unwrap();
    let mut second = two.second();
    assert_eq!(why(approve(&mut second, one)), "approval-records");
    assert_eq!(second.pending().unwrap().len(), 2);
    // Who proposed it may take it back; nobody can approve it then.
    first.reject(one, None).unwrap();
    assert_eq!(why(approve(&mut second, one)), "approval-rejected");
    assert!(matches!(first.reject(one, None), Err(Error::NotPending(..))));

    // The other waits for a week and no longer.
    let mut late = two.second_in(8);
    assert_eq!(why(approve(&mut late, other)), "approval-expired");
    assert!(late.pending().unwrap().is_empty());
    assert_eq!(two.second_in(6).pending().unwrap().len(), 1);

    let mut document = first.policy().document().clone();
    document.version += 1;
    apply(&mut first, &document).unwrap();
    let mut second = two.second();
    assert_eq!(why(approve(&mut second, other)), "approval-policy");
    assert_eq!(second.select(&selector("")).unwrap().len(), 3);
    drop((first, second, late));
    two.assert_sound();
}

/// The proposal of somebody who is an operator no more is nobody's.
#[test]
fn who_left_proposes_nothing() {
    let two = Two::under(|demand| demand.purge = true);
    let number = propose(&mut two.second(), "K-1");
    let second = two.second().operator();
    two.first().remove_operator(second).unwrap();
    assert_eq!(why(approve(&mut two.first(), number)), "approval-left");
}

/// A program that does not ask for the second person: its own signature says so. Breaks without
/// `check::approvals`.
#[test]
fn what_one_did_alone_is_found_in_the_log() {
    let two = Two::under(|demand| {
        demand.purge = true;
        demand.export_above = Some(1);
        demand.policy = true;
    });
    let mut first = two.first();
    first.policy = Policy::builtin();
    first.purge(&order(numbers("K-1"))).unwrap();
    drop(first);
    assert!(found(&two.sample, Depth::Log).contains("damage-approval"));

    let two = Two::under(|demand| demand.purge = true);
    let mut first = two.first();
    let number = propose(&mut first, "K-1");
    // His own approval, and another's that nobody gave.
    let decided = Act::Decided(Decided { proposal: number, approved: true, reference: None });
    first
        .change(|transaction| {
            transaction.log(decided);
            Ok(())
        })
        .unwrap();
    drop(first);
    assert!(found(&two.sample, Depth::Log).contains("damage-approval"));
    two.second().reject(number, None).unwrap_err();
}

#[test]
fn an_export_that_was_approved_leaves_once_and_by_who_proposed_it() {
    let two = Two::under(|demand| demand.export_above = Some(1));
    let (mut first, mut second) = (two.first(), two.second());
    let (one, all) = (selector("K-1"), selector(""));
    let form = Form::Csv { style: CsvStyle::GUARDED, chinese: false };
    let order = |selector| Export {
        selector,
        columns: vec![],
        purpose: "service",
        reveal: false,
        form,
        options: crate::vault::ExportOptions::default(),
    };
    text(&mut first, &order(&one)).unwrap();
    let refused = text(&mut first, &order(&all));
    assert!(matches!(refused, Err(Error::NeedsApproval("export"))), "{refused:?}");
    first.release().unwrap();
    let rehearsed = first.plan_export(&order(&all), true);
    assert!(matches!(rehearsed, Err(Error::NeedsApproval("export"))), "{rehearsed:?}");
    first.release().unwrap();
    assert_eq!(first.plan_export(&order(&all), false).unwrap().count, 3);

    first.cite_assessment(Some("PIA-1".parse().unwrap()));
    let to = ["age1".to_owned()];
    let (number, planned) = first.propose_export(&order(&all), &to).unwrap();
    assert_eq!(planned.count, 3);
    // Who approves one approves it under that assessment, for who can open it.
    first.cite_assessment(None);
    assert_ne!(first.propose_export(&order(&all), &to).unwrap().0, number);
    let mut out = Vec::new();
    let mut run = |vault: &mut Vault, form, to: &[String]| {
        out.clear();
        let emit = &mut |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        let order = ApprovedExport { number, form, to: to.to_vec(), pseudonyms: None };
        vault.export_approved(&order, emit).map(|_| String::from_utf8(out.clone()).unwrap())
    };
    let wait = |refused: Result<String>| match refused.unwrap_err() {
        Error::NotPending(_, why) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(run(&mut first, form, &to)), "approval-open");
    assert!(matches!(approve(&mut second, number), Ok(Approved::Granted)));
    assert!(matches!(run(&mut second, form, &to), Err(Error::NotYours(_))));
    assert_eq!(wait(run(&mut first, Form::Json, &to)), "approval-form");
    assert_eq!(wait(run(&mut first, form, &[])), "approval-to");
    first.cite_assessment(Some("PIA-9".parse().unwrap()));
    assert_eq!(wait(run(&mut first, form, &to)), "approval-assessment");
    first.cite_assessment(None);
    assert_eq!(first.pending().unwrap().len(), 2);
    let left = run(&mut first, form, &to).unwrap();
    assert!(left.contains("张伟") && left.contains("王芳"), "{left}");
    assert_eq!(wait(run(&mut first, form, &to)), "approval-used");
    assert_eq!(first.pending().unwrap().len(), 1);
    drop((first, second));
    let log = two.log();
    let at = log.iter().position(|act| *act == "used").unwrap();
    assert_eq!(log[at..at + 2], ["used", "disclose"]);
    two.assert_sound();
}

#[test]
fn what_nobody_named_stays_where_an_approved_export_has_pseudonyms() {
    let two = Two::under(|demand| demand.export_above = Some(1));
    let (mut first, mut second) = (two.first(), two.second());
    let ids = ["name", "notes", "grade"].map(|id| Policy::builtin().id(id).unwrap());
    let note = [Value::plain("机密")];
    let one = RecordNumber::new(1).unwrap();
    first
        .change(|transaction| {
            transaction.edit("edit", &one.into(), None, |_, fields| {
                fields.set(ids[1], note.clone());
                Ok(())
            })
        })
        .unwrap();
    let (all, form) = (selector(""), Form::Csv { style: CsvStyle::GUARDED, chinese: false });
    for (columns, noted) in [(vec![], false), (ids.map(ExportColumn::Field).to_vec(), true)] {
        let order = Export {
            selector: &all,
            columns,
            purpose: "service",
            reveal: false,
            form,
            options: crate::vault::ExportOptions::default(),
        };
        let (number, _) = first.propose_export(&order, &[]).unwrap();
        approve(&mut second, number).unwrap();
        let mut out = Vec::new();
        let pseudonyms = Some(Audience::Name("a".to_owned()));
        let approved = ApprovedExport { number, form, to: Vec::new(), pseudonyms };
        let done = first.export_approved(&approved, &mut |bytes| {
            out.extend_from_slice(bytes);
            Ok(())
        });
        assert_eq!(done.unwrap().count, 3);
        let text = String::from_utf8(out).unwrap();
        assert_eq!((text.contains("机密"), text.contains("张伟")), (noted, false), "{text}");
    }
}

#[test]
fn another_policy_is_put_in_force_by_who_approves_it() {
    let two = Two::under(|demand| demand.policy = true);
    let mut first = two.first();
    let mut document = first.policy().document().clone();
    document.version += 1;
    document.approval.policy = false;
    assert!(matches!(apply(&mut first, &document), Err(Error::NeedsApproval("policy"))));
    let number = first.propose_policy(Some(&document)).unwrap();
    drop(first);
    let Approved::Applied(applied) = approve(&mut two.second(), number).unwrap() else { panic!() };
    assert_eq!(applied.version, document.version);
    assert_eq!(two.first().policy().document(), &document);
    document.version += 1;
    apply(&mut two.first(), &document).unwrap();
    two.assert_sound();
}

/// Nobody locks himself out by demanding a second person who is not there.
#[test]
fn two_persons_are_demanded_only_where_there_are_two() {
    let sample = Sample::new();
    let mut document = sample.open().policy().document().clone();
    document.version += 1;
    document.approval.policy = true;
    let refused = apply(&mut sample.open(), &document);
    assert!(matches!(refused, Err(Error::NobodyApproves("policy"))), "{refused:?}");
}

/// What is due needs nobody, if the policy says so; only what is due.
#[test]
fn what_is_due_may_be_destroyed_by_one() {
    let two = Two::under(|demand| (demand.purge, demand.purge_due) = (true, false));
    let mut first = two.first();
    let until = first.policy().id("retain_until").unwrap();
    first
        .change(|transaction| {
            transaction.edit("edit", &numbers("K-1"), None, |_, fields| {
                fields.set(until, [Value::plain("2026-01-01")]);
                Ok(())
            })
        })
        .unwrap();
    let planned = first.plan_purge(&Target::Due).unwrap();
    assert_eq!(planned[0].numbers, numbers("K-1"));
    // The words of the rule do not make another record due.
    let other = crate::vault::Order { numbers: numbers("K-2"), ..planned[0].clone() };
    assert!(matches!(first.purge(&other), Err(Error::NeedsApproval("purge"))));
    let mut first = two.first();
    assert_eq!(first.purge_planned(&Target::Due, &planned).unwrap().done.len(), 1);
    drop(first);
    two.assert_sound();
}
