//! Every use case asks for its capability itself, whatever a command asked before: tried by somebody
//! who may do everything but that, with the keys to all levels.

use super::sample::{Sample, order, person, plain_import, selector};
use super::{
    Aggregate, Aim, Answers, Apply, BundleOrder, Dialogue, DrillOrder, Error, Export, ExportColumn,
    Form, Import, Inquiry, Lift, NewHold, NewNotice, NewRecipient, NewRequest, PutOff, Question,
    Reply, Request, RequestQuestion, ShareKind, ShareOrder, ShareStep, Vault, Withdrawal,
};
use crate::model::date::Duration;
use crate::model::{Answer, Capability, Level, Part, Reason, RecordNumber, Right, Value};
use crate::policy::{By, Policy, Which};

type UseCase = (&'static str, &'static [Capability], fn(&mut Vault) -> Result<(), Error>);

const REGISTER: &[Capability] =
    &[Capability::Read, Capability::Export, Capability::Audit, Capability::Purge];
const READ: &[Capability] = &[Capability::Read];
const READ_OR_PURGE: &[Capability] = &[Capability::Read, Capability::Purge];
const WRITE: &[Capability] = &[Capability::Write];
const READ_OR_WRITE: &[Capability] = &[Capability::Read, Capability::Write];
const WRITE_OR_PURGE: &[Capability] = &[Capability::Write, Capability::Purge];
const EXPORT: &[Capability] = &[Capability::Export];
const PURGE: &[Capability] = &[Capability::Purge];
const AUDIT: &[Capability] = &[Capability::Audit];
const BACKUP: &[Capability] = &[Capability::Backup];
const WATCHER: &[Capability] = &[Capability::Read, Capability::Audit, Capability::Purge];
const KEEPER: &[Capability] = &[Capability::Backup, Capability::Purge];
const ADMINISTER: &[Capability] = &[Capability::Administer];

/// What each use case needs one of.
const USE_CASES: &[UseCase] = &[
    ("disclose", READ, |vault| disclose(vault)),
    ("count", READ, |vault| vault.count(&selector("")).map(drop)),
    ("select", READ, |vault| vault.select(&selector("")).map(drop)),
    ("select_for", WRITE, |vault| vault.select_for(Capability::Write, &selector("")).map(drop)),
    ("history", READ, |vault| vault.history(&selector(""), false).map(drop)),
    ("accounts", READ, |vault| vault.accounts(&selector("")).map(drop)),
    ("tally", READ, |vault| {
        let tags = vault.policy().known().tags;
        vault.tally("tag", &selector(""), tags).map(drop)
    }),
    ("note_everybody", READ, |vault| {
        let mut twins = vault.twins();
        vault.note_everybody(&mut twins)
    }),
    ("destroyed_targets", READ, |vault| vault.destroyed_targets(&[]).map(drop)),
    ("prospect", &[Capability::Read, Capability::Administer], |vault| {
        vault.prospect(Policy::builtin().document()).map(drop)
    }),
    ("add_record", WRITE, |vault| {
        vault.add_record(person("王芳", "13800000015", ""), true).map(drop)
    }),
    ("set_fields", WRITE, |vault| vault.set_fields(aim(), "edit", &[]).map(drop)),
    ("add_tags", WRITE, |vault| vault.add_tags(aim(), &[]).map(drop)),
    ("remove_tags", WRITE, |vault| vault.remove_tags(aim(), &[]).map(drop)),
    ("mark_verified", WRITE, |vault| vault.mark_verified(aim(), how(), true).map(drop)),
    ("mark_contact", WRITE, |vault| {
        let which = Which { field: vault.policy().known().phone, by: By::Ordinal(1) };
        vault.mark_contact(aim(), &which, how(), true).map(drop)
    }),
    ("propose_destruction", WRITE, |vault| {
        vault.propose_destruction(aim(), how(), Reason::Ended).map(drop)
    }),
    ("import", WRITE, |vault| import(vault)),
    ("aggregate", READ, |vault| {
        let (all, grade) = (selector(""), vault.policy().known().grade);
        let order = Aggregate { selector: &all, fields: &[grade], purpose: None, k: 5 };
        vault.aggregate(&order).map(drop)
    }),
    ("batches", READ_OR_WRITE, |vault| vault.batches().map(drop)),
    ("batch", READ_OR_WRITE, |vault| none_such(vault.batch(1).map(drop))),
    ("plan_revert", WRITE_OR_PURGE, |vault| none_such(vault.plan_revert(1).map(drop))),
    ("plan_export", EXPORT, |vault| vault.plan_export(&export(), true).map(drop)),
    ("export", EXPORT, |vault| vault.export(&export(), &mut |_| Ok(())).map(drop)),
    ("share", EXPORT, |vault| {
        vault.share(&share(), (&Dialogue::default(), &mut std::io::sink())).map(drop)
    }),
    ("plan_share", EXPORT, |vault| vault.plan_share(&share(), true).map(drop)),
    ("propose_share", EXPORT, |vault| vault.propose_share(&share()).map(drop)),
    ("take_step", EXPORT, |vault| vault.take_step((1, ShareStep::Told), None, true).map(drop)),
    ("shares", REGISTER, |vault| vault.shares().map(drop)),
    ("share_duties", REGISTER, |vault| {
        let today = vault.today()?;
        vault.share_duties(today).map(drop)
    }),
    ("add_recipient", ADMINISTER, |vault| {
        let new = NewRecipient {
            name: "伙伴",
            contact: Some("desk"),
            internal: false,
            country: None,
            agreement: None,
            until: None,
            to: &[],
            replaces: true,
        };
        vault.add_recipient(&new, &Dialogue::default(), true).map(drop)
    }),
    ("remove_recipient", ADMINISTER, |vault| vault.remove_recipient("伙伴", true).map(drop)),
    ("open_request", WRITE, |vault| {
        let one = selector("K-1");
        let day = vault.today()?;
        let (relation, checked) = ("self", "document");
        let right = Right::Access;
        let new = NewRequest { selector: &one, right, relation, checked, day, opening: None };
        vault.open_request(&new, true).map(drop)
    }),
    ("extend_request", WRITE, |vault| {
        let to = PutOff::By(Duration::Days(5));
        vault.extend_request(1, (to, "complex"), true).map(drop)
    }),
    ("answer_request", WRITE, |vault| vault.answer_request(1, Reply::Grant, true).map(drop)),
    ("close_request", WRITE, |vault| vault.close_request(1, true).map(drop)),
    ("list_requests", WATCHER, |vault| vault.list_requests(&RequestQuestion::default()).map(drop)),
    ("foresee_due", PURGE, |vault| {
        let today = vault.today()?;
        vault.foresee_due(&selector(""), today).map(drop)
    }),
    ("list_holds", READ_OR_PURGE, |vault| vault.list_holds(&selector("")).map(drop)),
    ("place_hold", WRITE, |vault| {
        let kind = Policy::builtin().hold_kind("litigation").unwrap();
        let new = NewHold { kind, until: None, reference: None };
        vault.place_hold(aim(), &new).map(drop)
    }),
    ("lift_hold", WRITE, |vault| {
        vault.lift_hold(aim(), &Lift { kind: None, reference: None }).map(drop)
    }),
    ("due", PURGE, |vault| vault.due(&selector("")).map(drop)),
    ("purge", PURGE, |vault| vault.purge(&order(RecordNumber::new(2).unwrap().into())).map(drop)),
    ("scrub", KEEPER, |vault| vault.scrub(&[]).map(drop)),
    ("plan_scrub", KEEPER, |vault| vault.plan_scrub(&[]).map(drop)),
    ("list_backups", KEEPER, |vault| vault.list_backups().map(drop)),
    ("verify_backups", KEEPER, |vault| vault.verify_backups(None, None).map(drop)),
    ("plan_drill", BACKUP, |vault| {
        let order = DrillOrder { destination: None, data: None, place: None };
        vault.plan_drill(&order).map(drop)
    }),
    ("read_log", AUDIT, |vault| {
        let question = Question { selector: &selector(""), inquiry: &Inquiry::default() };
        vault.read_log::<Error>(&question, None, |_| Ok(()))
    }),
    ("tally_log", AUDIT, |vault| {
        let question = Question { selector: &selector(""), inquiry: &Inquiry::default() };
        vault.tally_log(&question).map(drop)
    }),
    ("movement", AUDIT, |vault| vault.movement(0).map(drop)),
    ("operational", WATCHER, |vault| vault.operational(super::Reporting::Indicators).map(drop)),
    ("plan_bundle", AUDIT, |vault| {
        let dir = vault.dir().join("bundle");
        vault.plan_bundle(&BundleOrder { dir: &dir, since: None, pages: &[] })
    }),
    ("try_rotation", ADMINISTER, |vault| vault.try_rotation(&|_, _| {}).map(drop)),
    ("answer", WRITE, |vault| {
        let answers = Answers {
            answer: Answer::Refused,
            purposes: &["marketing".to_owned()],
            sensitive: false,
            recipient: None,
            method: "form",
            evidence: None,
            notice: Some(1),
            date: vault.today()?,
            until: None,
            volunteered: false,
        };
        vault.answer(aim(), &answers).map(drop)
    }),
    ("withdraw", WRITE, |vault| {
        let date = vault.today()?;
        let order = Withdrawal { purposes: &[], sensitive: false, recipient: None, date };
        vault.withdraw(aim(), &order).map(drop)
    }),
    ("answers", READ, |vault| vault.answers(&selector("")).map(drop)),
    ("add_notice", ADMINISTER, |vault| {
        let from = vault.today()?;
        let purposes = &["service".to_owned()];
        let new = NewNotice { text: "x", purposes, retention: "1y", from, renews: false };
        vault.add_notice(&new, true).map(drop)
    }),
    ("apply_policy", ADMINISTER, |vault| {
        let progress = &|_, _| {};
        let order = Apply { document: None, prospect: None, rehearsal: true, progress };
        vault.apply_policy(&order).map(drop)
    }),
];

/// What finds no such batch was not refused.
fn none_such(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(Error::NoBatch(_)) => Ok(()),
        other => other,
    }
}

fn aim() -> Aim<'static> {
    Aim { selector: Box::leak(Box::new(selector("K-1"))), confirmed: None, rehearsal: true }
}

fn how() -> (&'static Value, &'static Value) {
    let leak = |text: &str| &*Box::leak(Box::new(Value::plain(text)));
    (leak("phone"), leak("confirmed"))
}

fn disclose(vault: &mut Vault) -> Result<(), Error> {
    let everything = selector("");
    let request = Request {
        verb: "list",
        selector: &everything,
        parts: vec![Part::Level(Level::Three)],
        levels: vec![Level::Three],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    vault.disclose(&request, &mut |_| Ok(())).map(drop)
}

fn export() -> Export<'static> {
    Export {
        selector: Box::leak(Box::new(selector(""))),
        columns: vec![ExportColumn::Number],
        purpose: "service",
        reveal: false,
        form: Form::JsonLines,
        options: crate::vault::ExportOptions::default(),
    }
}

fn share() -> ShareOrder<'static> {
    ShareOrder {
        what: export(),
        kind: ShareKind::Issued,
        recipient: "无人",
        relation: None,
        until: None,
        cross_border: None,
    }
}

fn import(vault: &mut Vault) -> Result<(), Error> {
    let order = Import { dry_run: true, ..plain_import() };
    let rows = std::io::Cursor::new(b"name,phone\nA,13800000077\n".to_vec());
    vault.import(Box::new(rows), &order).map(drop)
}

#[test]
fn each_use_case_is_refused_without_its_capability_and_for_no_other() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    let both = [READ_OR_WRITE, WRITE_OR_PURGE];
    let single = [READ, WRITE, EXPORT, PURGE, AUDIT, BACKUP, KEEPER, WATCHER, REGISTER, ADMINISTER];
    for needed in single.into_iter().chain(both) {
        let others: Vec<Capability> =
            Capability::ALL.into_iter().filter(|one| !needed.contains(one)).collect();
        let without = sample.operator("administrator", 1, &others);
        for (name, needs, run) in USE_CASES {
            let able = needs.iter().any(|one| others.contains(one));
            let done = run(&mut sample.open_as(&without).unwrap());
            let refused = matches!(done, Err(Error::Capability(_)));
            assert_eq!(refused, !able, "{name} without {needed:?}: {done:?}");
        }
    }
}

/// Handing over is answering and looking in one: who lacks either is refused.
#[test]
fn who_hands_over_may_both_write_and_read() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    for lacks in [Capability::Write, Capability::Read] {
        let others: Vec<Capability> =
            Capability::ALL.into_iter().filter(|one| *one != lacks).collect();
        let without = sample.operator("administrator", 1, &others);
        let done = sample.open_as(&without).unwrap().hand_over(1, false, true);
        assert!(matches!(done, Err(Error::Capability(one)) if one == lacks), "{lacks:?}");
    }
}
