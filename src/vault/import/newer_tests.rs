//! By which identifiers rows update records, which of two values is the newer one, and what is told of
//! each row.

use std::fmt::Write as _;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use super::tests::{counts, import, people, settings, shown};
use super::{Fault, Import, Imported, OnConflict, Why};
use crate::model::date::day;
use crate::model::{FieldId, Value};
use crate::policy::Policy;
use crate::vault::sample::{Sample, selector};
use crate::vault::{Aim, Environment, Error, Result, Vault};

const DAY: i64 = 86_400_000;

fn results(sample: &Sample, name: &str) -> PathBuf {
    sample.home.path().join(name)
}

/// The vault, so many days later.
fn later(sample: &Sample, days: i64) -> Vault {
    let now = (sample.environment().now)() + days * DAY;
    let environment = Environment { now: Box::new(move || now), ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

pub(super) fn set(vault: &mut Vault, record: &str, field: FieldId, text: &str) {
    let selector = selector(record);
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    vault.set_fields(aim, "edit", &[(field, vec![Value::plain(text)])]).unwrap();
}

pub(super) fn take(vault: &mut Vault, text: &str, order: &Import<'_>) -> Result<Imported> {
    vault.import(Box::new(Cursor::new(text.as_bytes().to_vec())), order)
}

#[test]
fn a_row_updates_by_its_keys_and_another_identifier_is_a_conflict() {
    let sample = Sample::new();
    let known = Policy::builtin().known();
    import(
        &sample,
        "张伟,13800000013,z@example.com,,,\n李娜,13800000014,l@example.com,,,\n",
        &settings(),
    )
    .unwrap();
    let keys = [known.phone];
    let update = || Import { on_conflict: OnConflict::Update, keys: &keys, ..settings() };
    let done = import(&sample, "张炜,13800000013,new@example.com,,,\n", &update()).unwrap();
    assert_eq!(counts(&done), [1, 0, 1, 0, 0, 0]);
    assert_eq!(shown(&sample, "K-1"), ["1 张炜 +8613800000013"]);
    let by_mail = "张炜,13800000099,new@example.com,,,\n";
    let refused = import(&sample, by_mail, &update());
    let Err(Error::Conflicts { count: 1, first }) = refused else { panic!("{refused:?}") };
    assert_eq!((first.field, first.why), (Some(known.email), Why::InVault(number(1))));
    let both = "张炜,13800000013,l@example.com,,,\n";
    let refused = import(&sample, both, &update());
    assert!(matches!(
        refused,
        Err(Error::Conflicts { first: Fault { why: Why::Several, .. }, .. })
    ));
    let list = results(&sample, "both.csv");
    let skip = Import { skip_errors: true, results: Some(&list), ..update() };
    let done = import(&sample, &(by_mail.to_owned() + both), &skip).unwrap();
    assert_eq!(counts(&done), [2, 0, 0, 0, 0, 2]);
    assert_eq!(
        std::fs::read_to_string(&list).unwrap(),
        "line,result,record,fields,reason\n\
         2,conflict,K-000001,email,InVault(RecordNumber(1))\n\
         3,conflict,,phone,Several\n"
    );
    // Without the option every identifier leads to its record.
    let any = Import { on_conflict: OnConflict::Update, ..settings() };
    assert_eq!(import(&sample, by_mail, &any).unwrap().counts.updated, 1);
    let absent = Import { keys: &keys, ..settings() };
    let refused = take(&mut sample.open(), "姓名,邮箱\nA,a@example.com\n", &absent);
    assert!(matches!(refused, Err(Error::KeyNotInFile(field)) if field == "phone"));
}

pub(super) fn number(n: u64) -> crate::model::RecordNumber {
    crate::model::RecordNumber::new(n).unwrap()
}

/// The record is of the first of March; its note was changed on the fourth.
fn two_days() -> Sample {
    let sample = Sample::new();
    import(&sample, "张伟,13800000013,,,,旧\n", &settings()).unwrap();
    let notes = Policy::builtin().id("notes").unwrap();
    set(&mut later(&sample, 3), "K-1", notes, "改");
    sample
}

#[test]
fn field_by_field_the_newer_value_stays() {
    for (as_of, told, shows) in [
        (1, [1, 0, 0, 0, 1, 0], "1 张伟 +8613800000013 改"),
        (3, [1, 0, 1, 0, 0, 0], "1 张炜 +8613800000013 改"),
        (4, [1, 0, 1, 0, 0, 0], "1 张炜 +8613800000013 改"),
        (5, [1, 0, 1, 0, 0, 0], "1 张炜 +8613800000013 新"),
    ] {
        let sample = two_days();
        let newer = || Import {
            on_conflict: OnConflict::KeepNewer,
            as_of: day(2026, 3, as_of),
            ..settings()
        };
        let text = "姓名,手机,备注\n张炜,13800000013,新\n";
        for dry_run in [true, false] {
            let done = take(&mut later(&sample, 9), text, &Import { dry_run, ..newer() }).unwrap();
            assert_eq!(counts(&done), told, "{as_of}");
        }
        assert_eq!(shown(&sample, "K-1"), [shows], "{as_of}");
        // What it never had is filled in whatever the day; what is the same is no news.
        let more = "手机,公司\n13800000013,某公司\n";
        let old = Import { as_of: day(2020, 1, 1), ..newer() };
        let done = take(&mut later(&sample, 9), more, &old).unwrap();
        assert_eq!(counts(&done), [1, 0, 1, 0, 0, 0]);
        let done = take(&mut later(&sample, 9), more, &old).unwrap();
        assert_eq!(counts(&done), [1, 0, 0, 1, 0, 0]);
    }
}

#[test]
fn the_day_of_a_row_comes_first_and_without_any_nothing_is_guessed() {
    let sample = two_days();
    let newer = || Import { on_conflict: OnConflict::KeepNewer, ..settings() };
    let own = "手机,备注,更新日期\n13800000013,新,2026-03-05\n";
    let old = Import { as_of: day(2020, 1, 1), ..newer() };
    assert_eq!(take(&mut later(&sample, 9), own, &old).unwrap().counts.updated, 1);
    let lines = r#"{"phone":"13800000013","notes":"更","updated":"2026-03-09"}"#;
    let done = take(&mut later(&sample, 9), lines, &old).unwrap();
    // The note was changed on the tenth, by the import before.
    assert_eq!(counts(&done), [1, 0, 0, 0, 1, 0]);
    let lines = lines.replace("03-09", "03-11");
    assert_eq!(take(&mut later(&sample, 19), &lines, &old).unwrap().counts.updated, 1);
    let refused = take(&mut later(&sample, 9), "手机,备注\n13800000013,无\n", &newer());
    let Err(Error::BadRows { first, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!((first.line, first.why), (2, Why::Undated));
    let wrong = own.replace("2026-03-05", "neulich");
    let refused = take(&mut later(&sample, 9), &wrong, &old);
    let Err(Error::BadRows { first, .. }) = refused else { panic!("{refused:?}") };
    assert!(matches!(first.why, Why::Value(_)), "{first:?}");
    // Two rows about one customer contradict each other.
    let two = "姓名,手机,备注\n张一,13800000013,一\n张二,13800000013,二\n";
    let dated = Import { as_of: day(2027, 1, 1), ..newer() };
    let refused = take(&mut later(&sample, 9), two, &dated);
    assert!(matches!(refused, Err(Error::Conflicts { first: Fault { why: Why::InFile, .. }, .. })));
}

/// The columns in which other systems write when they last changed a row need no name of one's own.
#[test]
fn a_ready_map_knows_which_column_says_how_new_a_row_is() {
    let policy = Policy::builtin();
    for (system, header, time) in [
        ("zoho", "Mobile,Description,Modified Time", "10:20:30"),
        ("salesforce", "Mobile,Description,Last Modified Date", "10:20:30.000Z"),
        ("salesforce", "MobilePhone,Description,LastModifiedDate", "10:20"),
        ("hubspot", "Phone Number,备注,Last Modified Date", "10:20"),
        ("hubspot", "Phone Number,备注,Object last modified date/time", "10:20"),
        ("espocrm", "Phone,Description,Modified At", "10:20:30"),
        ("espocrm", "phoneNumber,description,modifiedAt", "10:20:30"),
        ("纷享销客", "手机,备注,最后修改时间", "10:20"),
    ] {
        let map = policy.ready_map(system).unwrap();
        for (day, shows) in
            [("2026-03-03", "1 张伟 +8613800000013 改"), ("2026-03-05", "1 张伟 +8613800000013 新")]
        {
            let sample = two_days();
            let order =
                Import { on_conflict: OnConflict::KeepNewer, map: Some(&map), ..settings() };
            let text = format!("{header}\n13800000013,新,{day} {time}\n");
            let done = take(&mut later(&sample, 9), &text, &order).unwrap();
            assert!(done.passed.is_empty(), "{system} {:?}", done.passed);
            assert_eq!(shown(&sample, "K-1"), [shows], "{system} {day}");
        }
        // Where day and month could be either, nothing is guessed.
        let sample = two_days();
        let order = Import { on_conflict: OnConflict::KeepNewer, map: Some(&map), ..settings() };
        let text = format!("{header}\n13800000013,新,3/5/2026 {time}\n");
        let refused = take(&mut later(&sample, 9), &text, &order);
        let Err(Error::BadRows { first, .. }) = refused else { panic!("{system} {refused:?}") };
        assert_eq!(first.field, Some(policy.known().updated), "{system}");
    }
}

/// A dry run writes the very list that the deed writes, for files that wait, chunk and conflict.
#[test]
fn the_results_of_a_dry_run_are_those_of_the_deed() {
    let sample = Sample::new();
    import(&sample, &people(0, 600), &settings()).unwrap();
    let mut text = String::new();
    for n in 0..300 {
        writeln!(text, "客{n},199{n:08},c{n}@example.com,,甲；乙,第{n}行").unwrap();
        writeln!(text, "改{n},199{:08},,,,新", n + 300).unwrap();
        writeln!(text, "新{n},188{n:08},,,,").unwrap();
        writeln!(text, "新{n},188{n:08},,,丙,").unwrap();
    }
    text += "坏,12,,,,\n谁,19900000001,c2@example.com,,,\n";
    let lists = [results(&sample, "dry.csv"), results(&sample, "deed.csv")];
    let mut told = Vec::new();
    for (dry_run, list) in [(true, &lists[0]), (false, &lists[1])] {
        let order = Import {
            on_conflict: OnConflict::Update,
            skip_errors: true,
            dry_run,
            results: Some(list),
            ..settings()
        };
        let done = import(&sample, &text, &order).unwrap();
        assert_eq!(done.batches.is_empty(), dry_run);
        told.push(counts(&done));
    }
    assert_eq!(told[0], [1202, 300, 600, 300, 0, 2]);
    assert_eq!(told[0], told[1]);
    let [dry, deed] = lists.map(|list| std::fs::read_to_string(list).unwrap());
    assert!(dry == deed);
    let lines: Vec<&str> = deed.lines().collect();
    assert_eq!(lines.len(), 1203);
    assert_eq!(
        lines[1..5],
        [
            "2,unchanged,K-000001,,",
            "3,updated,K-000301,name notes,",
            "4,created,K-000601,,",
            "5,updated,K-000601,tags,",
        ]
    );
    assert_eq!(
        lines[1201..],
        ["1202,rejected,,phone,Value(Phone)", "1203,conflict,,phone,Several"]
    );
    assert!(!deed.contains("客") && !deed.contains("199000"), "no value of a customer");
}

#[test]
fn an_import_that_fails_lists_what_there_is_to_mend() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "")]);
    let list = results(&sample, "results.csv");
    let order = Import { results: Some(&list), ..settings() };
    let text = people(0, 3) + "张三,13800000013,,,,\n坏,12,,,,\n" + &people(3, 600) + "坏,13,,,,\n";
    assert!(import(&sample, &text, &order).is_err());
    assert_eq!(
        std::fs::read_to_string(&list).unwrap(),
        "line,result,record,fields,reason\n\
         5,conflict,K-000001,phone,InVault(RecordNumber(1))\n\
         6,rejected,,phone,Value(Phone)\n\
         607,rejected,,phone,Value(Phone)\n"
    );
    assert_eq!(shown(&sample, "").len(), 1);
    assert_eq!(std::fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600);
}

/// A row that meets a record can be judged only under the lock, whether it comes before or behind the
/// first wrong row, and before or behind what is read ahead.
#[test]
fn rows_behind_one_that_meets_a_record_are_judged_too() {
    let sample = Sample::new();
    sample.add(&[("王", "13800000013", "")]);
    let list = results(&sample, "results.csv");
    let order = Import { results: Some(&list), ..settings() };
    let (bad, met, worse) = ("张,12,,,,\n", "赵,13800000013,,,,\n", "李,13,,,,\n");
    let told = |lines: [usize; 3]| {
        let of = |n, what: &str| format!("{n},{what}\n");
        let wrong = |n| of(n, "rejected,,phone,Value(Phone)");
        let met = of(lines[1], "conflict,K-000001,phone,InVault(RecordNumber(1))");
        let all = [wrong(lines[0]), met, wrong(lines[2])];
        format!("line,result,record,fields,reason\n{}", all.concat())
    };
    let far = people(0, 600);
    for (text, lines) in [
        (bad.to_owned() + met + worse, [2, 3, 4]),
        (bad.to_owned() + &far + met + worse, [2, 603, 604]),
        (bad.to_owned() + met + &far + worse, [2, 3, 604]),
    ] {
        let refused = import(&sample, &text, &order);
        assert!(matches!(refused, Err(Error::BadRows { count: 2, .. })), "{refused:?}");
        assert_eq!(std::fs::read_to_string(&list).unwrap(), told(lines));
        assert_eq!(shown(&sample, "").len(), 1);
    }
    // A row that may update is no longer to be mended.
    let update = Import { on_conflict: OnConflict::Update, ..order };
    assert!(import(&sample, &(bad.to_owned() + &far + met + worse), &update).is_err());
    assert_eq!(std::fs::read_to_string(&list).unwrap().lines().count(), 3);
}

/// A row that makes the import fail leaves nothing that waits to be applied, however long the file.
#[test]
fn nothing_waits_behind_a_row_that_makes_the_import_fail() {
    let sample = Sample::new();
    import(&sample, &people(0, 600), &settings()).unwrap();
    let order = Import { on_conflict: OnConflict::Update, ..settings() };
    let updates = people(0, 600).replace('客', "改");
    let text = people(0, 10).replace('客', "改") + "坏,12,,,,\n" + &updates;
    let refused = import(&sample, &text, &order);
    assert!(matches!(refused, Err(Error::BadRows { count: 1, .. })), "{refused:?}");
}

#[test]
fn each_so_many_rows_are_a_batch() {
    let sample = Sample::new();
    let list = results(&sample, "results.csv");
    let order = || Import {
        commit_every: std::num::NonZeroU64::new(250),
        on_conflict: OnConflict::Update,
        ..settings()
    };
    let text = people(0, 600) + "客5,19900000005,,,,新\n";
    let done = import(&sample, &text, &Import { results: Some(&list), ..order() }).unwrap();
    assert_eq!(counts(&done), [601, 600, 1, 0, 0, 0]);
    assert_eq!(done.batches.len(), 3);
    assert_eq!(std::fs::read_to_string(&list).unwrap().lines().count(), 602);
    assert_eq!(shown(&sample, "").len(), 600);
    // What was committed before a wrong row stays; the same file, mended, goes on from there.
    let (bad, rejects) = (results(&sample, "bad.csv"), results(&sample, "rejects.csv"));
    let wrong = people(600, 300) + "坏,12,,,,\n" + &people(900, 300);
    let refused = import(&sample, &wrong, &Import { results: Some(&bad), ..order() });
    let Err(Error::Halfway(error)) = refused else { panic!("{refused:?}") };
    assert!(matches!(*error, Error::BadRows { count: 1, .. }));
    assert_eq!(shown(&sample, "").len(), 850);
    let told = std::fs::read_to_string(&bad).unwrap();
    assert_eq!(told.lines().count(), 252);
    assert!(told.ends_with("302,rejected,,phone,Value(Phone)\n"));
    let skip = Import { skip_errors: true, rejects: Some(&rejects), ..order() };
    let done = import(&sample, &wrong, &skip).unwrap();
    assert_eq!(counts(&done), [601, 350, 0, 250, 0, 1]);
    assert_eq!(std::fs::read_to_string(&rejects).unwrap().lines().count(), 2);
    let again = import(&sample, &wrong, &skip_again(&skip)).unwrap();
    assert_eq!((counts(&again), again.batches.len()), ([601, 0, 0, 600, 0, 1], 0));
}

fn skip_again<'a>(order: &Import<'a>) -> Import<'a> {
    Import { rejects: None, ..*order }
}

/// Of Google's columns only a label tells that a number is that of a fax: a row that says nothing of
/// one takes none away.
#[test]
fn a_row_without_a_label_leaves_the_fax_that_another_one_had() {
    let policy = Policy::builtin();
    let map = policy.ready_map("google").unwrap();
    let sample = Sample::new();
    let head = "First Name,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value";
    let order = || Import { map: Some(&map), on_conflict: OnConflict::Update, ..settings() };
    let mut vault = sample.open();
    for (row, kept) in [
        ("安娜,a@example.com,Work Fax,021-61234567", "+862161234567"),
        ("安娜,a@example.com,Mobile,13800000013", "+862161234567"),
        ("安娜,a@example.com,传真,021-61234568", "+862161234568"),
    ] {
        take(&mut vault, &format!("{head}\n{row}\n"), &order()).unwrap();
        let found = crate::vault::sample::shown(&mut vault, &format!("fax:{kept}")).unwrap();
        assert_eq!(found, [1], "{row}");
    }
    assert_eq!(vault.count(&selector("")).unwrap(), 1);
}
