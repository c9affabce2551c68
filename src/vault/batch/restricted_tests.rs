//! Taking back a batch that ended the use of records: what is restricted by it alone is as before.

use std::io::Cursor;

use super::tests::{numbers, revert};
use crate::log::Numbers;
use crate::model::{Fields, RecordNumber, Selector, Value};
use crate::policy::Policy;
use crate::vault::import::{Import, Imported, OnConflict};
use crate::vault::purge_tests::assert_sound;
use crate::vault::sample::{Sample, person, plain_import, selector, shown};
use crate::vault::{Aim, Collecting, Vault};

/// The middle of 1 April 2026, a month after the vault was made.
const LATER: i64 = 1_775_044_800_000;

fn update(vault: &mut Vault, text: &str, dry_run: bool) -> Imported {
    let order = Import { on_conflict: OnConflict::Update, dry_run, ..plain_import() };
    vault.import(Box::new(Cursor::new(text.as_bytes().to_vec())), &order).unwrap()
}

/// Three customers; `more` is what is known of the third.
fn three(more: impl FnOnce(&mut Fields)) -> Sample {
    let sample = Sample::new();
    let mut people = [("甲", "13800000001"), ("乙", "13800000002"), ("丙", "13800000003")]
        .map(|(name, phone)| person(name, phone, ""));
    people.last_mut().map(more).unwrap();
    sample.open().change(|transaction| transaction.add("add", people.to_vec())).unwrap();
    sample
}

fn set(vault: &mut Vault, field: &str, text: &str) {
    let selector = selector("K-1");
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    let values = [(Policy::builtin().id(field).unwrap(), vec![Value::plain(text)])];
    vault.set_fields(aim, "edit", &values).unwrap();
}

#[test]
fn a_file_that_makes_records_due_is_told_and_taken_back() {
    let sample = three(|held| held.set(Policy::builtin().known().hold, [Value::plain("yes")]));
    let due = |vault: &mut Vault| -> Numbers {
        vault.due(&Selector::default()).unwrap().iter().map(|due| due.number).collect()
    };
    for (columns, wrong) in
        [("手机,阶段,最近联系", "流失,2015-01-01"), ("手机,保存至", "2020-01-01")]
    {
        let row = |n| format!("1380000000{n},{wrong}\n");
        let rows = [1, 2, 3].map(row).concat();
        let text = format!("{columns}\n{rows}");
        for dry_run in [true, false] {
            let done = update(&mut sample.open(), &text, dry_run);
            assert_eq!(done.ended.due, numbers(&[1, 2]), "{columns} {dry_run}");
            assert_eq!(done.ended.restricted, numbers(&[3]), "a hold stands");
            let Some(number) = done.batches.last() else { continue };
            assert_eq!(due(&mut sample.open()), numbers(&[1, 2]));
            let plan = sample.open().plan_revert(*number).unwrap();
            assert_eq!((plan.restores, plan.kept.len()), (numbers(&[1, 2, 3]), 0), "{columns}");
            assert_eq!(revert(&sample, *number), (0, 3));
        }
        assert_eq!(due(&mut sample.open()), Numbers::new());
        assert_eq!(shown(&mut sample.open(), "").unwrap(), [1, 2, 3]);
    }
    assert_sound(&sample);
}

/// Breaks when every restriction is taken for that of the batch.
#[test]
fn what_is_restricted_anyhow_stays_as_it_is() {
    let until = Policy::builtin().id("retain_until").unwrap();
    let sample = three(|ends| ends.set(until, [Value::plain("2026-03-10")]));
    let text = "手机,备注\n13800000001,甲\n13800000003,丙\n";
    let done = update(&mut sample.open(), text, false);
    assert!(done.ended.due.is_empty() && done.ended.restricted.is_empty());
    let number = *done.batches.last().unwrap();
    let mut environment = sample.environment();
    environment.now = Box::new(|| LATER);
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let plan = vault.plan_revert(number).unwrap();
    assert_eq!((&plan.restores, &plan.kept), (&numbers(&[1]), &numbers(&[3])));
    assert_eq!((&plan.restricted, &plan.edited), (&numbers(&[3]), &Numbers::new()));
    // A hold that somebody put on it since is work on it.
    set(&mut vault, "hold", "yes");
    let plan = vault.plan_revert(number).unwrap();
    assert_eq!((plan.count(), plan.edited), (0, numbers(&[1])));
}

#[test]
fn a_quarantine_of_the_batch_goes_with_it() {
    let sample = three(|_| {});
    let provided = |text: &str| {
        let mut vault = sample.open();
        vault.collect_on(Collecting { quarantine: true, ..Collecting::default() });
        *update(&mut vault, text, false).batches.last().unwrap()
    };
    let number = provided("手机,备注,来源\n13800000001,甲,partner\n");
    let apart = |n| sample.open().restriction(RecordNumber::new(n).unwrap()).unwrap().is_some();
    assert!(apart(1));
    assert_eq!(revert(&sample, number), (0, 1));
    assert!(!apart(1));
    assert_eq!(shown(&mut sample.open(), "13800000001").unwrap(), [1]);
    // Whoever released it has looked at what was told.
    let number = provided("手机,备注,来源\n13800000001,乙,partner\n");
    let one = selector("K-1");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    sample.open().release_quarantined(aim).unwrap();
    assert!(!apart(1));
    let plan = sample.open().plan_revert(number).unwrap();
    assert_eq!((plan.count(), plan.edited), (0, numbers(&[1])));
    assert_sound(&sample);
}
