//! Rows without any identifier, where a policy lets such in: the same file twice changes nothing, and
//! two equal rows are two records.

use super::met::OPENED;
use super::tests::{counts, import, settings, shown};
use super::{Import, OnConflict};
use crate::model::{Capability, Value};
use crate::policy::Policy;
use crate::vault::sample::{Sample, selector};
use crate::vault::{Aim, Apply, Vault};
use std::io::Cursor;

/// A vault whose policy asks for no phone or e-mail.
fn lenient() -> Sample {
    let sample = Sample::new();
    let mut document = Policy::builtin().document().clone();
    document.version = 90;
    document.required.retain(|group| group.any.iter().all(|field| field != "phone"));
    let clerk = document.roles.iter_mut().find(|role| role.id == "clerk").unwrap();
    clerk.own = vec![Capability::Read, Capability::Write];
    let order =
        Apply { document: Some(&document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
    sample
}

const VISITORS: &str =
    "张伟,,,,展会,\n张伟,,,,展会,\n张伟,,,,门店,\n李娜,,,,,\n王芳,13800000015,,,,\n";

#[test]
fn rows_without_identifiers_are_counted_out_against_equal_records() {
    let sample = lenient();
    // One of the name who has a phone is nobody's twin.
    sample.add(&[("李娜", "13800000014", "")]);
    let first = import(&sample, VISITORS, &settings()).unwrap();
    assert_eq!(counts(&first), [5, 5, 0, 0, 0, 0]);
    for on_conflict in [OnConflict::Fail, OnConflict::Update] {
        for dry_run in [true, false] {
            let order = Import { on_conflict, dry_run, ..settings() };
            let again = import(&sample, VISITORS, &order).unwrap();
            assert_eq!((counts(&again), again.batches.len()), ([5, 0, 0, 5, 0, 0], 0));
        }
    }
    // A third equal row is one more record, and so is one that says something else.
    let more = format!("张伟,,,,展会,\n{VISITORS}李娜,,,,,新\n");
    assert_eq!(counts(&import(&sample, &more, &settings()).unwrap()), [7, 2, 0, 5, 0, 0]);
    assert_eq!(counts(&import(&sample, &more, &settings()).unwrap()), [7, 0, 0, 7, 0, 0]);
    assert_eq!(shown(&sample, "").len(), 8);
}

/// Batches of one file do not take each other's new records for twins.
#[test]
fn it_holds_across_batches_too() {
    let sample = lenient();
    let every = Import { commit_every: std::num::NonZeroU64::new(2), ..settings() };
    let text = VISITORS.repeat(3).replace("王芳,13800000015,,,,\n", "");
    for created in [12, 0] {
        let done = import(&sample, &text, &every).unwrap();
        assert_eq!(counts(&done), [12, created, 0, 12 - created, 0, 0]);
    }
    assert_eq!(counts(&import(&sample, &text, &settings()).unwrap()), [12, 0, 0, 12, 0, 0]);
    assert_eq!(shown(&sample, "").len(), 12);
}

/// read, created, updated, unchanged, skipped, rejected.
fn take(vault: &mut Vault, text: &str) -> [u64; 6] {
    let input = Box::new(Cursor::new(text.as_bytes().to_vec()));
    counts(&vault.import(input, &settings()).unwrap())
}

/// Names and identifiers stand in different parts of a record, and a file need not have both.
#[test]
fn it_holds_for_files_without_columns_of_identifiers() {
    for text in ["姓名,备注\n张伟,展会\n李娜,\n", "姓名,身份证\n张伟,\n李娜,\n"]
    {
        let sample = lenient();
        assert_eq!(take(&mut sample.open(), text), [2, 2, 0, 0, 0, 0], "{text}");
        assert_eq!(take(&mut sample.open(), text), [2, 0, 0, 2, 0, 0], "{text}");
    }
}

/// Who enters only his own customers has another customer than the colleague who has one of the name.
#[test]
fn a_colleagues_record_is_no_twin() {
    let sample = lenient();
    let rights = [Capability::Read, Capability::Write];
    let clerks = [(); 2].map(|()| sample.operator("clerk", 2, &rights));
    for (n, clerk) in clerks.iter().enumerate() {
        let mut vault = sample.open_as(clerk).unwrap();
        assert_eq!(take(&mut vault, "姓名,备注\n张伟,展会\n"), [1, 1, 0, 0, 0, 0], "{n}");
        assert_eq!(take(&mut vault, "姓名,备注\n张伟,展会\n"), [1, 0, 0, 1, 0, 0], "{n}");
    }
    assert_eq!(take(&mut sample.open(), "姓名,备注\n张伟,展会\n"), [1, 0, 0, 1, 0, 0]);
    assert_eq!(shown(&sample, "").len(), 2);
}

/// A second record of it would be free of the restriction.
#[test]
fn a_restricted_record_is_a_twin() {
    let sample = lenient();
    take(&mut sample.open(), "姓名,备注\n张伟,展会\n");
    let wish = r#"{"number":1,"right":"restriction","opened":"2026-02-01","due":"2026-02-16","relation":"self","checked":"document","state":"granted","answered":"2026-02-10"}"#;
    let selector = selector("K-1");
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    let wish = [(Policy::builtin().known().requests.unwrap(), vec![Value::plain(wish)])];
    sample.open().set_fields(aim, "edit", &wish).unwrap();
    assert_eq!(take(&mut sample.open(), "姓名,备注\n张伟,展会\n"), [1, 0, 0, 1, 0, 0]);
}

/// Customers who share a name are opened a few times each, not once for each row.
#[test]
fn a_name_that_many_have_costs_no_more_than_many_names() {
    let sample = lenient();
    let row = |n: u32| format!("散客,第{n}位\n");
    let rows: Vec<String> = (0..300).map(row).collect();
    let text = |rows: &[String]| format!("姓名,备注\n{}", rows.concat());
    assert_eq!(take(&mut sample.open(), &text(&rows)), [300, 300, 0, 0, 0, 0]);
    let mut other = rows.clone();
    other.reverse();
    other.extend([row(300), row(0)]);
    OPENED.set(0);
    assert_eq!(take(&mut sample.open(), &text(&other)), [302, 2, 0, 300, 0, 0]);
    assert!(OPENED.get() <= 600, "{}", OPENED.get());
    // Many who say the same from elsewhere are compared with each of them once.
    let from = |source| {
        let order = Import { source: Some(source), ..settings() };
        let text = format!("姓名,备注\n{}", "路人,来过\n".repeat(100));
        let input = Box::new(Cursor::new(text.into_bytes()));
        counts(&sample.open().import(input, &order).unwrap())
    };
    assert_eq!(from("visit"), [100, 100, 0, 0, 0, 0]);
    OPENED.set(0);
    assert_eq!(from("partner"), [100, 100, 0, 0, 0, 0]);
    assert!(OPENED.get() <= 400, "{}", OPENED.get());
    // A file that has fewer columns is found in the same records, one for each row.
    let names = "姓名\n散客\n散客\n";
    assert_eq!(take(&mut sample.open(), names), [2, 0, 0, 2, 0, 0]);
    let lines = format!("{}\n", r#"{"name":"散客","notes":"第7位"}"#) + r#"{"name":"散客"}"#;
    assert_eq!(take(&mut sample.open(), &lines), [2, 0, 0, 2, 0, 0]);
}
