//! Rows that would leave a record as no edit may leave it are rejects, and nothing else is.

use std::io::Cursor;
use std::num::NonZeroU64;

use super::tests::{counts, settings, shown};
use super::{Import, Imported, OnConflict, Why};
use crate::model::FieldId;
use crate::policy::{Code, Policy};
use crate::vault::sample::Sample;
use crate::vault::{Error, Result};

/// A row of JSON with so many purchases, from this amount on.
fn bought(phone: &str, from: u32) -> String {
    let event =
        |amount| format!(r#"{{"type":"purchase","date":"2025-01-05","amount":"{amount}"}}"#);
    let events: Vec<String> = (from..from + 1_500).map(event).collect();
    let events = events.join(",");
    format!("{{\"name\":\"张伟\",\"phone\":\"{phone}\",\"events\":[{events}]}}\n")
}

fn take(sample: &Sample, text: &str, order: &Import<'_>) -> Result<Imported> {
    sample.open().import(Box::new(Cursor::new(text.as_bytes().to_vec())), order)
}

fn left_out(done: &Imported) -> Vec<(u64, Option<FieldId>, Why)> {
    done.left_out.iter().map(|fault| (fault.line, fault.field, fault.why)).collect()
}

#[test]
fn a_row_that_brings_too_many_values_is_a_reject() {
    let events = Policy::builtin().known().events;
    let update = || Import { on_conflict: OnConflict::Update, ..settings() };
    let skip = || Import { skip_errors: true, ..update() };
    let (first, second) = (bought("13800000013", 1), bought("13800000013", 2_001));
    let other = "{\"name\":\"李娜\",\"phone\":\"13800000014\"}\n";
    let every = NonZeroU64::new(1);
    for (before, file, order, expected) in [
        (true, [&second, other].concat(), skip(), [2, 1, 0, 0, 0, 1]),
        (
            true,
            [&second, other].concat(),
            Import { commit_every: every, ..skip() },
            [2, 1, 0, 0, 0, 1],
        ),
        (false, [other, &first, &second].concat(), skip(), [3, 2, 0, 0, 0, 1]),
    ] {
        let sample = Sample::new();
        if before {
            take(&sample, &first, &settings()).unwrap();
            let refused = take(&sample, &file, &update());
            let Err(Error::BadRows { count: 1, first }) = refused else { panic!("{refused:?}") };
            assert_eq!((first.line, first.why), (1, Why::Value(Code::TooMany)));
        }
        let done = take(&sample, &file, &order).unwrap();
        assert_eq!(counts(&done), expected);
        let line = if before { 1 } else { 3 };
        assert_eq!(left_out(&done), [(line, events, Why::Value(Code::TooMany))]);
        assert_eq!(shown(&sample, "").len(), 2);
    }
}

/// Breaks when what a record must have is asked of new records only.
#[test]
fn a_row_takes_nothing_from_a_record_that_it_must_have() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    let company = Policy::builtin().id("company");
    let keys = [Policy::builtin().known().phone];
    let update =
        || Import { on_conflict: OnConflict::Update, skip_errors: true, keys: &keys, ..settings() };
    for text in [
        "手机,客户类型\n13800000013,组织\n",
        "{\"phone\":\"13800000013\",\"kind\":\"organisation\"}\n",
    ] {
        for commit_every in [None, NonZeroU64::new(1)] {
            let done = take(&sample, text, &Import { commit_every, ..update() }).unwrap();
            assert_eq!(counts(&done), [1, 0, 0, 0, 0, 1], "{text}");
            let faults = left_out(&done);
            assert_eq!((faults[0].1, faults[0].2), (company, Why::Value(Code::Missing)));
        }
    }
    // What comes with the same row is there, and so is what an earlier one brought.
    let sound = "{\"phone\":\"13800000013\",\"kind\":\"organisation\",\"company\":\"甲公司\"}\n\
                 {\"phone\":\"13800000014\",\"company\":\"乙公司\"}\n\
                 {\"phone\":\"13800000014\",\"kind\":\"organisation\"}\n";
    let done = take(&sample, sound, &update()).unwrap();
    assert_eq!(counts(&done), [3, 0, 3, 0, 0, 0], "{:?}", done.left_out);
}

#[test]
fn a_nul_is_in_no_value() {
    let sample = Sample::new();
    let name = Policy::builtin().known().name;
    let skip = Import { skip_errors: true, ..settings() };
    let done =
        take(&sample, "{\"name\":\"张\\u0000伟\",\"phone\":\"13800000013\"}\n", &skip).unwrap();
    assert_eq!(left_out(&done), [(1, Some(name), Why::Value(Code::Nul))]);
}

#[test]
fn what_the_program_keeps_is_counted_by_rows() {
    let sample = Sample::new();
    let json = "{\"name\":\"张伟\",\"phone\":\"13800000013\",\"holds\":[{\"id\":1}],\"state\":\"active\"}\n\
                {\"name\":\"李娜\",\"phone\":\"13800000014\",\"holds\":[],\"verified\":\"2026-01-01\"}\n";
    let table = "姓名,手机,暂缓事由,核对日期,状态\n周七,13800000015,诉讼,,正常\n吴八,13800000016,诉讼,,封存\n";
    let kept = |name: &str, rows| super::PassedOver::Kept(name.to_owned(), rows);
    // The rows are gone through once more, as a record is to be opened.
    for _ in 0..2 {
        let done = take(&sample, json, &settings()).unwrap();
        assert_eq!(done.passed, [kept("holds", 1), kept("verified", 1)]);
        let done = take(&sample, table, &settings()).unwrap();
        assert_eq!(done.passed, [kept("暂缓事由", 2), kept("状态", 1)]);
    }
}
