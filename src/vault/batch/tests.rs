//! Batches as the log tells them, and what taking one back takes back.

use std::io::Cursor;

use super::{Batch, Since};
use crate::log::Numbers;
use crate::model::{Capability, FieldId, Part, RecordNumber, Value};
use crate::policy::{Bound, Policy};
use crate::vault::import::{Import, OnConflict};
use crate::vault::purge::Target;
use crate::vault::purge_tests::assert_sound;
use crate::vault::sample::{Sample, order, plain_import, selector, shown};
use crate::vault::{Aim, Apply, Error};

fn settings() -> Import<'static> {
    Import { on_conflict: OnConflict::Update, ..plain_import() }
}

/// Imports, and gives the number of the batch.
fn import(sample: &Sample, text: &str) -> u64 {
    let input = Box::new(Cursor::new(format!("姓名,手机,邮箱,标签,备注\n{text}").into_bytes()));
    let done = sample.open().import(input, &settings()).unwrap();
    *done.batches.last().unwrap()
}

fn people(from: u32, to: u32) -> String {
    let one = |n| format!("客{n},199{n:08},c{n}@example.com,甲,第{n}行\n");
    (from..to).map(one).collect()
}

fn set(sample: &Sample, record: &str, field: FieldId, text: &str) {
    let selector = selector(record);
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    sample.open().set_fields(aim, "edit", &[(field, vec![Value::plain(text)])]).unwrap();
}

pub(super) fn numbers(of: &[u64]) -> Numbers {
    of.iter().filter_map(|number| RecordNumber::new(*number)).collect()
}

fn batch(sample: &Sample, number: u64) -> (Batch, Since) {
    sample.open().batch(number).unwrap()
}

/// Takes a batch back; gives how many records are destroyed and how many as before.
pub(super) fn revert(sample: &Sample, number: u64) -> (u64, u64) {
    let mut vault = sample.open();
    let plan = vault.plan_revert(number).unwrap();
    vault.restore_former(&plan, true).unwrap();
    let restored = vault.restore_former(&plan, false).unwrap().restored;
    assert_eq!(restored, plan.restores);
    if plan.orders.is_empty() {
        return (0, restored.len());
    }
    let purged = vault.purge_planned(&Target::Batch { number }, &plan.orders).unwrap();
    assert!(purged.failed.is_none());
    let gone: u64 = purged.done.iter().map(|done| done.order.numbers.len()).sum();
    (gone, restored.len())
}

#[test]
fn what_nobody_touched_is_destroyed_and_the_rest_is_told() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "")]);
    let number = import(&sample, &people(0, 50));
    let tags = Policy::builtin().known().tags;
    for record in ["K-5", "K-6", "K-7"] {
        set(&sample, record, tags, "乙");
    }
    let gone = numbers(&[10, 20]);
    sample.open().purge(&order(gone.clone())).unwrap();
    // Looking is no touch.
    shown(&mut sample.open(), "K-8").unwrap();
    let (told, since) = batch(&sample, number);
    assert_eq!((told.counts.read, told.created.len(), told.updated.len()), (50, 50, 0));
    assert_eq!(since.edited(&told.created), numbers(&[5, 6, 7]));
    assert_eq!(since.destroyed(&told.created), gone);
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((plan.count(), plan.edited.len(), plan.destroyed.len()), (45, 3, 2));
    assert_eq!(plan.orders[0].basis.as_str(), format!("B-{number}"));
    assert_eq!(revert(&sample, number), (45, 0));
    assert_eq!(shown(&mut sample.open(), "").unwrap(), [1, 5, 6, 7]);
    let after = sample.open().plan_revert(number).unwrap();
    assert_eq!((after.count(), after.edited.len(), after.destroyed.len()), (0, 3, 47));
    assert_sound(&sample);
}

#[test]
fn values_come_back_one_by_one() {
    let sample = Sample::new();
    let known = Policy::builtin().known();
    let notes = Policy::builtin().id("notes").unwrap();
    import(&sample, &people(0, 5));
    let values = |record: &str| {
        let lives = sample.open().history(&selector(record), true).unwrap();
        let fields = [known.name, known.phone, known.email, known.tags, notes];
        let selector = selector(record);
        let mut all = Vec::new();
        let request = crate::vault::Request {
            verb: "show",
            selector: &selector,
            parts: Part::ALL.to_vec(),
            levels: crate::model::Level::ALL.to_vec(),
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        sample
            .open()
            .disclose(&request, &mut |record| {
                for field in fields {
                    all.extend(record.fields.all(field).cloned());
                }
                Ok(())
            })
            .unwrap();
        (all, lives[0].events.iter().filter(|event| event.writes).count())
    };
    set(&sample, "K-2", known.name, "李改");
    let before: Vec<_> = ["K-1", "K-2", "K-3", "K-4"].map(&values).to_vec();
    // Two rows about the first, one about the others; a phone given up goes to a new record.
    let number = import(
        &sample,
        "王一,19900000000,,乙；丙,新\n王一,19900000000,new@example.com,,更新\n\
         王二,19900000001,,,\n王三,18800000003,c2@example.com,,\n王四,19900000003,,,\n\
         新人,19900000002,,,\n",
    );
    let (told, _) = batch(&sample, number);
    assert_eq!((told.updated.len(), told.created.len()), (4, 1));
    set(&sample, "K-4", known.grade, "A");
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((&plan.restores, &plan.edited), (&numbers(&[1, 2, 3]), &numbers(&[4])));
    assert_eq!(revert(&sample, number), (1, 3));
    for (record, (all, events)) in ["K-1", "K-2", "K-3"].iter().zip(&before) {
        let (now, told) = values(record);
        assert_eq!(now, *all, "{record}");
        assert_eq!(
            told,
            events + 2,
            "{record}: the import and the way back are both in the history"
        );
    }
    assert_eq!(values("K-4").0[0].text, "王四");
    assert_sound(&sample);
    // A second time there is nothing left of it.
    assert_eq!(sample.open().plan_revert(number).unwrap().count(), 0);
}

#[test]
fn an_identifier_that_went_to_somebody_else_stays_there() {
    let sample = Sample::new();
    import(&sample, &people(0, 2));
    let number =
        import(&sample, "客0,18800000000,c0@example.com,,\n客1,18800000001,c1@example.com,,\n");
    sample.add(&[("后来", "19900000000", "")]);
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((&plan.restores, &plan.kept), (&numbers(&[2]), &numbers(&[1])));
    assert_eq!(revert(&sample, number), (0, 1));
    assert_eq!(shown(&mut sample.open(), "19900000001").unwrap(), [2]);
    assert_eq!(shown(&mut sample.open(), "19900000000").unwrap(), [3]);
    assert_sound(&sample);
}

/// Breaks when what was destroyed with `--suppress` comes back through a trail.
#[test]
fn an_identifier_that_is_suppressed_since_does_not_come_back() {
    let sample = Sample::new();
    import(&sample, &people(0, 2));
    let number =
        import(&sample, "客0,18800000000,c0@example.com,,\n客1,18800000001,c1@example.com,,\n");
    sample.add(&[("后来", "19900000000", "")]);
    let gone = crate::vault::Order { suppress: true, ..order(numbers(&[3])) };
    sample.open().purge(&gone).unwrap();
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((&plan.restores, &plan.kept), (&numbers(&[2]), &numbers(&[1])));
    assert_eq!(revert(&sample, number), (0, 1));
    assert!(shown(&mut sample.open(), "19900000000").unwrap().is_empty());
    assert_sound(&sample);
}

/// Breaks when a telephone number that may be foreign refuses a whole batch: it was let in before the
/// region was known.
#[test]
fn a_number_that_may_be_foreign_comes_back() {
    let sample = Sample::new();
    import(&sample, "客0,020 7946 0958,c0@example.com,,\n");
    set(&sample, "K-1", Policy::builtin().known().region, "英国");
    let number = import(&sample, "客0,13800000001,c0@example.com,,\n");
    assert_eq!(revert(&sample, number), (0, 1));
    assert_eq!(shown(&mut sample.open(), "+862079460958").unwrap(), [1]);
}

/// What followed from an event goes with it: the day of the next review, and what counts as verified.
#[test]
fn what_followed_from_an_event_is_as_before() {
    let sample = Sample::new();
    import(&sample, &people(0, 2));
    let known = Policy::builtin().known();
    let fields = [known.review_by, Some(known.verified), known.activity].map(Option::unwrap);
    let kept = || {
        let mut all = Vec::new();
        let records = selector("");
        let request = crate::vault::Request {
            verb: "show",
            selector: &records,
            parts: Part::ALL.to_vec(),
            levels: crate::model::Level::ALL.to_vec(),
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        let mut note = |record: &crate::vault::Record| {
            all.push(fields.map(|field| record.fields.all(field).cloned().collect::<Vec<_>>()));
            Ok(())
        };
        sample.open().disclose(&request, &mut note).unwrap();
        all
    };
    let before = kept();
    let day = sample.open().today().unwrap();
    let text = format!(
        "姓名,手机,往来记录\n客0,19900000000,\"{{\"\"type\"\":\"\"complaint\"\",\"\"date\"\":\"\"{day}\"\"}}\"\n\
         客1,19900000001,\"{{\"\"type\"\":\"\"contact\"\",\"\"date\"\":\"\"{day}\"\"}}\"\n"
    );
    let input = Box::new(Cursor::new(text.into_bytes()));
    let number = sample.open().import(input, &settings()).unwrap().batches[0];
    assert!(kept().iter().zip(&before).all(|(now, then)| now != then));
    assert_eq!(revert(&sample, number), (0, 2));
    assert_eq!(kept(), before);
    assert_sound(&sample);
}

/// Phones that went round: who would get one back waits for who has it, and he for who has his.
#[test]
fn who_waits_for_one_that_stays_stays_too() {
    let sample = Sample::new();
    import(&sample, "甲,13800000001,a@example.com,,\n乙,13800000002,b@example.com,,\n");
    import(&sample, "丙,13800000003,c@example.com,,\n丁,13800000004,d@example.com,,\n");
    let text = "丁,18800000004,d@example.com,,\n丙,13800000004,c@example.com,,\n\
                乙,13800000003,b@example.com,,\n甲,13800000002,a@example.com,,\n";
    let number = import(&sample, text);
    assert_eq!(batch(&sample, number).0.updated, numbers(&[1, 2, 3, 4]));
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((plan.restores.len(), plan.kept.len()), (4, 0), "all go back together");
    sample.add(&[("后来", "13800000001", "")]);
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((plan.restores.len(), &plan.kept), (0, &numbers(&[1, 2, 3, 4])));
    assert_eq!(revert(&sample, number), (0, 0));
    for (phone, record) in [("13800000001", 5), ("13800000002", 1), ("13800000003", 2)] {
        assert_eq!(shown(&mut sample.open(), phone).unwrap(), [record], "{phone}");
    }
    assert_sound(&sample);
}

/// One import after the other is taken back as if the later ones had never been.
#[test]
fn the_last_one_first_every_batch_goes_back() {
    let sample = Sample::new();
    let known = Policy::builtin().known();
    let made = import(&sample, &people(0, 3));
    let second = import(&sample, "王一,19900000000,,乙,二\n王一,19900000000,x@example.com,,三\n");
    let third = import(&sample, "李一,19900000000,,,四\n李二,19900000001,,,五\n");
    assert_eq!(revert(&sample, third), (0, 2));
    // Once more it would be nothing, and the one before is as it was.
    assert_eq!(sample.open().plan_revert(third).unwrap().count(), 0);
    let fourth = import(&sample, "赵一,19900000000,,,六\n");
    assert_eq!(sample.open().plan_revert(second).unwrap().edited, numbers(&[1]));
    assert_eq!(revert(&sample, fourth), (0, 1));
    assert_eq!(revert(&sample, second), (0, 1));
    assert_eq!(shown(&mut sample.open(), "客0").unwrap(), [1]);
    assert_eq!(shown(&mut sample.open(), "c0@example.com").unwrap(), [1]);
    set(&sample, "K-3", known.grade, "A");
    let plan = sample.open().plan_revert(made).unwrap();
    assert_eq!((plan.count(), &plan.edited), (2, &numbers(&[3])));
    assert_eq!(revert(&sample, made), (2, 0));
    assert_eq!(shown(&mut sample.open(), "").unwrap(), [3]);
    assert_sound(&sample);
}

/// Marks come back as they were under another policy, and what binds the record follows from its events.
#[test]
fn a_transaction_is_one_however_its_batch_goes_back() {
    let sample = Sample::new();
    let known = Policy::builtin().known();
    import(&sample, &people(0, 1));
    let event = r#"{"type":"complaint","date":"2026-02-01"}"#;
    set(&sample, "K-1", known.events.unwrap(), event);
    set(&sample, "K-1", known.stage, "prospect");
    let last = import(&sample, "客新,19900000000,,,\n");
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    let kind = document.events.iter_mut().find(|kind| kind.id == "complaint").unwrap();
    (kind.dealing, kind.transaction) = (Some(true), true);
    let order =
        Apply { document: Some(&document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
    let bound = || {
        let mut vault = sample.open();
        vault.hold_shared().unwrap();
        let (policy, mut bound) = (vault.policy(), Bound::Unsaid);
        let one = [RecordNumber::new(1).unwrap()];
        vault
            .stream(&one, &[Part::Operational], &mut |record| {
                bound = policy.bound(&record.fields);
                Ok(())
            })
            .unwrap();
        bound
    };
    let before = bound();
    assert!(matches!(before, Bound::Until { .. }));
    assert_eq!(revert(&sample, last), (0, 1));
    assert_eq!(bound(), before);
    assert_sound(&sample);
}

/// What stands against a purge stands against this one.
#[test]
fn a_hold_and_a_missing_capability_refuse_it() {
    let sample = Sample::new();
    let made = import(&sample, &people(0, 3));
    let changed = import(&sample, "客0,19900000000,,,新\n");
    let plan = |identity: &str, number| sample.open_as(identity).unwrap().plan_revert(number);
    let writer = sample.operator("custodian", 1, &[Capability::Read, Capability::Write]);
    let purger = sample.operator("custodian", 1, &[Capability::Purge]);
    assert!(matches!(plan(&writer, made), Err(Error::Capability(Capability::Purge))));
    assert!(matches!(plan(&purger, changed), Err(Error::Capability(Capability::Write))));
    assert_eq!(plan(&writer, changed).unwrap().count(), 1);
    assert_eq!(plan(&purger, made).unwrap().count(), 2);
    let last = import(&sample, &people(3, 5));
    let hold = Policy::builtin().known().hold;
    set(&sample, "K-1", hold, "yes");
    // The hold itself is a touch, so the record stays anyway.
    assert_eq!(sample.open().plan_revert(made).unwrap().edited.len(), 1);
    let text = "姓名,手机,暂缓销毁\n甲,18700000001,是\n乙,18700000002,\n";
    let input = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let last_one = sample.open().import(input, &settings()).unwrap().batches[0];
    let refused = sample.open().plan_revert(last_one);
    assert!(matches!(refused, Err(Error::Held(_))), "{refused:?}");
    assert_eq!(revert(&sample, last), (2, 0));
}

#[test]
fn somebody_who_works_on_meanwhile_stops_it() {
    let sample = Sample::new();
    let known = Policy::builtin().known();
    let made = import(&sample, &people(0, 3));
    let changed = import(&sample, "新0,19900000000,,,\n新1,19900000001,,,\n");
    let mut vault = sample.open();
    let (first, second) = (vault.plan_revert(changed).unwrap(), vault.plan_revert(made).unwrap());
    set(&sample, "K-1", known.grade, "A");
    set(&sample, "K-3", known.grade, "A");
    let refused = vault.restore_former(&first, false);
    assert!(matches!(refused, Err(Error::SelectionChanged)));
    let refused = vault.purge_planned(&Target::Batch { number: made }, &second.orders).map(drop);
    assert!(matches!(refused, Err(Error::SelectionChanged)));
    assert_eq!(shown(&mut sample.open(), "").unwrap().len(), 3);
}

#[test]
fn every_import_that_wrote_is_a_batch_and_no_other() {
    let sample = Sample::new();
    assert!(sample.open().batches().unwrap().is_empty());
    let first = import(&sample, &people(0, 3));
    let again = Box::new(Cursor::new(format!("姓名,手机,邮箱,标签,备注\n{}", people(0, 3))));
    assert!(sample.open().import(again, &settings()).unwrap().batches.is_empty());
    let order = Import { source: Some("exhibition"), ..settings() };
    let third = Box::new(Cursor::new("姓名,手机\n客0,19900000000\n新,18800000000\n"));
    let second = sample.open().import(third, &order).unwrap().batches[0];
    let own = Import { source: Some("老王介绍"), ..settings() };
    let fourth = Box::new(Cursor::new("姓名,手机\n又,18800000001\n"));
    let last = sample.open().import(fourth, &own).unwrap().batches[0];
    let all = sample.open().batches().unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|one| {
            let channel = one.channel.as_ref().map(crate::log::Code::as_str);
            (one.number, one.name.as_str(), channel, one.counts.created, one.counts.updated)
        })
        .collect();
    // A source in somebody's own words stands in the records and not in the log.
    assert_eq!(
        told,
        [
            (first, "wang", None, 3, 0),
            (second, "wang", Some("exhibition"), 1, 1),
            (last, "wang", None, 1, 0)
        ]
    );
    assert!(matches!(sample.open().batch(last + 1), Err(Error::NoBatch(_))));
    assert!(matches!(sample.open().batch(1), Err(Error::NoBatch(1))));
}
