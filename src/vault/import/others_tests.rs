//! Colleagues at one switchboard, whose file is imported more than once.

use std::io::Cursor;
use std::num::NonZeroU64;

use super::tests::{HEADER, counts, import, settings, shown};
use super::{Import, OnConflict, Why};
use crate::model::date::day;
use crate::vault::Vault;
use crate::vault::sample::Sample;

/// Imports a file of colleagues at a switchboard, from which one has gone in, and then once more.
fn twice(
    mutant: Option<&'static str>,
    (on_conflict, rows): (OnConflict, Option<u64>),
) -> ([u64; 6], Vec<String>) {
    let text = "张三,021-61234567,,,,一\n李四,021-61234567,,,,\n王五,13800000012,,,,\n";
    let order = |dry_run| Import {
        on_conflict,
        as_of: day(2030, 1, 1),
        skip_errors: true,
        commit_every: rows.and_then(NonZeroU64::new),
        dry_run,
        ..settings()
    };
    let sample = Sample::new();
    let done = import(&sample, text, &order(false)).unwrap();
    assert_eq!(counts(&done), [3, 2, 0, 0, 0, 1], "{on_conflict:?} {rows:?}");
    let again = |dry_run| {
        let mut environment = sample.environment();
        environment.mutant = Box::new(move |weakness| Some(weakness) == mutant);
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        let text = Cursor::new(format!("{HEADER}\n{text}").into_bytes());
        counts(&vault.import(Box::new(text), &order(dry_run)).unwrap())
    };
    let foretold = again(true);
    let done = again(false);
    assert_eq!(foretold, done, "{on_conflict:?} {rows:?}");
    (done, shown(&sample, ""))
}

const WAYS: [(OnConflict, Option<u64>); 5] = [
    (OnConflict::Update, None),
    (OnConflict::Update, Some(1)),
    (OnConflict::Update, Some(3)),
    (OnConflict::KeepNewer, None),
    (OnConflict::KeepNewer, Some(1)),
];

/// No row replaces another customer of its file, whom the file only found there.
#[test]
fn a_file_of_colleagues_changes_nobody_another_time() {
    for way in WAYS {
        let (done, shows) = twice(None, way);
        assert_eq!(done, [3, 0, 0, 2, 0, 1], "{way:?}");
        assert_eq!(shows, ["1 张三 +862161234567 一", "2 王五 +8613800000012"], "{way:?}");
    }
    // Nor whom it has just called so itself; and who tells more of him may.
    for (second, comes_in) in [("张三", false), ("李四", true), ("", true)] {
        let sample = Sample::new();
        import(&sample, "张三,021-61234567,,,,\n", &settings()).unwrap();
        let text = format!("李四,021-61234567,,,,\n{second},021-61234567,,,,二\n");
        let order = Import { on_conflict: OnConflict::Update, skip_errors: true, ..settings() };
        let done = import(&sample, &text, &order).unwrap();
        let why = done.left_out.first().map(|fault| (fault.line, fault.why));
        assert_eq!(why, (!comes_in).then_some((3, Why::OtherInFile(Some(2)))), "{second}");
    }
}

/// An import that does not tell them apart is caught by the test above.
#[test]
fn an_import_that_does_not_tell_colleagues_apart_renames_them() {
    for way in [WAYS[0], WAYS[1], WAYS[3]] {
        let (done, _) = twice(Some("colleagues-renamed"), way);
        assert!(done[2] > 0, "{way:?}: {done:?}");
    }
}
