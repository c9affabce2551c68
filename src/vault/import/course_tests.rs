//! A file in batches and in one piece: in the end there are the same records.

use std::io::Cursor;
use std::num::NonZeroU64;

use super::known::SCANS;
use super::tests::{HEADER, counts, import, people, settings, shown};
use super::{Import, OnConflict, Why};
use crate::model::date::day;
use crate::policy::Code;
use crate::vault::sample::Sample;
use crate::vault::{Error, Vault};

/// An identifier that a record lost to a later row of the file is free for the next.
#[test]
fn what_a_row_took_from_an_earlier_one_is_free() {
    let made = "甲,13800000001,a@example.com,,,\n";
    // The phone of a record that was there is given up once or twice.
    let once = "甲,13800000002,a@example.com,,,\n乙,13800000001,,,,\n";
    let twice = "甲,13800000002,a@example.com,,,\n甲,13800000003,a@example.com,,,\n\
                 乙,13800000002,,,,\n甲,13800000003,,,,再\n";
    for (before, text, shows) in [
        (made, once, vec!["1 甲 +8613800000002", "2 乙 +8613800000001"]),
        (made, twice, vec!["1 甲 +8613800000003 再", "2 乙 +8613800000002"]),
    ] {
        for rows in [None, NonZeroU64::new(1), NonZeroU64::new(2)] {
            let sample = Sample::new();
            import(&sample, before, &settings()).unwrap();
            let order =
                Import { on_conflict: OnConflict::Update, commit_every: rows, ..settings() };
            import(&sample, text, &order).unwrap();
            assert_eq!(shown(&sample, ""), shows, "{rows:?}: {text}");
        }
    }
}

/// Colleagues at one switchboard are two customers, wherever a batch ends. Breaks when a row may take
/// the place of a customer whom its own file has brought.
#[test]
fn a_row_takes_the_place_of_no_other_customer_of_its_file() {
    let first = "张三,021-61234567,z@example.com,,,一\n";
    for (second, comes_in) in [
        // Another name, another address, and both.
        ("李四,021-61234567,,,,\n", false),
        ("张三,021-61234567,l@example.com,,,\n", false),
        ("李四,021-61234567,l@example.com,,,\n", false),
        ("张三,13800000013,z@example.com,,,\n", false),
        // The same person twice, and a colleague with an extension.
        ("张三,021-61234567,,,,二\n", true),
        ("张·三,021-61234567,,,,二\n", true),
        ("张三,021-61234567;13800000013,z@example.com,,,\n", true),
        ("李四,021-61234567转12,l@example.com,,,\n", true),
    ] {
        for rows in [None, NonZeroU64::new(1)] {
            for dry_run in [true, false] {
                let sample = Sample::new();
                let order = Import {
                    on_conflict: OnConflict::Update,
                    skip_errors: true,
                    commit_every: rows,
                    dry_run,
                    ..settings()
                };
                let text = first.to_owned() + second;
                let done = import(&sample, &text, &order).unwrap();
                let told = done.left_out.first().map(|fault| (fault.line, fault.why));
                let line = rows.is_none().then_some(2);
                let other = (3, Why::OtherInFile(line));
                assert_eq!(told, (!comes_in).then_some(other), "{rows:?} {dry_run}: {second}");
                if !dry_run && !comes_in {
                    assert_eq!(shown(&sample, ""), ["1 张三 +862161234567 一"], "{second}");
                }
            }
        }
    }
    // What earlier rows told of such a customer counts as well, in the next batch too.
    let text = first.replace("z@example.com", "")
        + &people(0, 1)
        + "张三,021-61234567,z@example.com,,,\n张三,021-61234567,l@example.com,,,\n";
    for rows in [None, NonZeroU64::new(2), NonZeroU64::new(3)] {
        let sample = Sample::new();
        let order = Import {
            on_conflict: OnConflict::Update,
            skip_errors: true,
            commit_every: rows,
            ..settings()
        };
        let done = import(&sample, &text, &order).unwrap();
        assert_eq!(counts(&done), [4, 2, 1, 0, 0, 1], "{rows:?}");
    }
    // A record of the vault is brought up to date as ever, by one row.
    let sample = Sample::new();
    import(&sample, first, &settings()).unwrap();
    let order = Import { on_conflict: OnConflict::Update, ..settings() };
    let done = import(&sample, "李四,021-61234567,l@example.com,,,\n", &order).unwrap();
    assert_eq!(counts(&done), [1, 0, 1, 0, 0, 0]);
}

/// What became of the batches that are there is told when a later one breaks off, and only of those.
#[test]
fn both_lists_tell_of_what_is_committed_when_a_later_batch_breaks_off() {
    let sample = Sample::new();
    let [results, rejects] =
        ["results.csv", "rejects.csv"].map(|name| sample.home.path().join(name));
    let order = || Import {
        commit_every: NonZeroU64::new(200),
        skip_errors: true,
        results: Some(&results),
        rejects: Some(&rejects),
        ..settings()
    };
    let bad = "坏,12,,,,\n";
    let text = people(0, 199) + bad + &people(199, 300) + bad + &people(499, 50) + "\"";
    let broken = import(&sample, &text, &order()).unwrap_err();
    assert!(
        matches!(&broken, Error::Halfway(error) if matches!(**error, Error::Csv(_))),
        "{broken}"
    );
    assert_eq!(shown(&sample, "").len(), 399);
    let told = std::fs::read_to_string(&results).unwrap();
    assert_eq!(told.lines().count(), 401);
    assert!(told.contains("\n201,rejected,,phone,"), "{told}");
    assert_eq!(std::fs::read_to_string(&rejects).unwrap().lines().count(), 2);
    // The first thing that went wrong is told, and that batches are there, when a list fails too.
    for list in [&results, &rejects] {
        std::fs::remove_file(list).unwrap();
        std::fs::create_dir(list).unwrap();
    }
    let text = text.replace("客", "新").replace(",199", ",188").replace(",c", ",n");
    let broken = import(&sample, &text, &order()).unwrap_err();
    assert!(
        matches!(&broken, Error::Halfway(error) if matches!(**error, Error::Csv(_))),
        "{broken}"
    );
}

/// A list that cannot have its name is halfway only where records are there.
#[test]
fn a_list_that_fails_behind_nothing_says_so() {
    let sample = Sample::new();
    let results = sample.home.path().join("results.csv");
    std::fs::create_dir(&results).unwrap();
    for dry_run in [true, false] {
        let order = Import { dry_run, results: Some(&results), ..settings() };
        let refused = import(&sample, &people(0, 3), &order).unwrap_err();
        assert_eq!(matches!(refused, Error::Halfway(_)), !dry_run, "{refused}");
    }
    assert_eq!(shown(&sample, "").len(), 3);
}

/// The vault is looked through once, however many batches there are and whether they meet records.
#[test]
fn batches_do_not_look_through_the_vault_again() {
    let sample = Sample::new();
    import(&sample, &people(0, 10), &settings()).unwrap();
    let order =
        Import { commit_every: NonZeroU64::new(5), on_conflict: OnConflict::Update, ..settings() };
    SCANS.set(0);
    // A phone changes hands across batches, twice.
    let text = people(5, 20)
        + "客6,18800000006,c6@example.com,,,\n"
        + &people(25, 6)
        + "新,19900000006,n@example.com,,,\n"
        + &people(31, 6)
        + "客6,18800000007,c6@example.com,,,\n再,18800000006,,,,\n";
    let done = import(&sample, &text, &order).unwrap();
    assert_eq!((SCANS.get(), done.batches.len()), (1, 7));
    let whole = Sample::new();
    import(&whole, &people(0, 10), &settings()).unwrap();
    let at_once = import(&whole, &text, &Import { commit_every: None, ..order }).unwrap();
    assert_eq!(counts(&done), counts(&at_once));
    assert_eq!(shown(&sample, ""), shown(&whole, ""));
}

/// Which of two rows about one customer is the newer is not asked, wherever a batch ends.
#[test]
fn two_rows_about_one_customer_are_a_conflict_across_batches_too() {
    let text = "甲,13800000001,,,,一\n甲,13800000001,a@example.com,,,\n乙,13800000002,,,,一\n\
                乙,13800000002,b@example.com,,,\n";
    for rows in [None, NonZeroU64::new(1), NonZeroU64::new(2), NonZeroU64::new(3)] {
        let sample = Sample::new();
        sample.add(&[("甲", "13800000001", "")]);
        let order = Import {
            on_conflict: OnConflict::KeepNewer,
            as_of: day(2030, 1, 1),
            skip_errors: true,
            commit_every: rows,
            ..settings()
        };
        let done = import(&sample, text, &order).unwrap();
        assert_eq!(counts(&done), [4, 1, 1, 0, 0, 2], "{rows:?}");
        assert!(done.left_out.iter().all(|fault| fault.why == Why::InFile), "{rows:?}");
    }
}

/// A file goes on telling of a customer whom it brought and who is held back, in whatever batch.
#[test]
fn what_a_batch_put_into_quarantine_the_next_one_may_complete() {
    let text = format!("{HEADER}\n甲,13800000001,,,,一\n甲,13800000001,,,,二\n");
    for rows in [None, NonZeroU64::new(1)] {
        let sample = Sample::new();
        let order = Import {
            source: Some("partner"),
            on_conflict: OnConflict::Update,
            commit_every: rows,
            ..settings()
        };
        let mut vault = sample.open();
        vault.collecting.quarantine = true;
        let take = |vault: &mut Vault| {
            vault.import(Box::new(Cursor::new(text.clone().into_bytes())), &order)
        };
        assert_eq!(counts(&take(&mut vault).unwrap()), [2, 1, 1, 0, 0, 0], "{rows:?}");
        // Another time it is a restricted record as any other.
        assert!(matches!(take(&mut vault), Err(Error::BadRows { .. })), "{rows:?}");
    }
}

/// A dry run goes from batch to batch as the deed does. Breaks when it takes the file as one.
#[test]
fn a_dry_run_in_batches_counts_as_the_deed() {
    // The last two are one batch, which leaves the name as it was written.
    let text = "丙丁,13800000001,,,,\n乙,13800000002,,,,一\n丙·丁,13800000001,,,,\n\
                丙丁,13800000001,,,,\n丙·丁,13800000001,,,,二\n丙丁,13800000001,,,,\n";
    let sample = Sample::new();
    import(&sample, "丙丁,13800000001,,,,\n", &settings()).unwrap();
    let lists = ["dry.csv", "deed.csv"].map(|name| sample.home.path().join(name));
    let mut told = Vec::new();
    for (dry_run, list) in [(true, &lists[0]), (false, &lists[1])] {
        let order = Import {
            on_conflict: OnConflict::Update,
            commit_every: NonZeroU64::new(2),
            results: Some(list),
            dry_run,
            ..settings()
        };
        let done = import(&sample, text, &order).unwrap();
        assert_eq!(done.batches.is_empty(), dry_run);
        told.push((counts(&done), std::fs::read_to_string(list).unwrap()));
    }
    assert_eq!(told[0], told[1]);
    // One that fails does so in the same batch.
    let bad = people(0, 3) + "坏,12,,,,\n" + &people(3, 3) + "坏,12,,,,\n";
    let counted = |dry_run| {
        let order = Import { commit_every: NonZeroU64::new(2), dry_run, ..settings() };
        match import(&Sample::new(), &bad, &order).unwrap_err() {
            Error::BadRows { count, first } => (count, first.line),
            Error::Halfway(error) => match *error {
                Error::BadRows { count, first } => (count, first.line),
                other => panic!("{other}"),
            },
            other => panic!("{other}"),
        }
    };
    assert_eq!(counted(true), counted(false));
}

/// Breaks when a record that the file made is not asked for the contact by which an event says that
/// nobody was reached: the whole import fails for the one row then.
#[test]
fn an_event_at_a_contact_that_no_row_gave_is_left_out() {
    let event = |at: &str| {
        format!(r#","events":[{{"type":"bounce","date":"2026-02-20","failed":"{at}"}}]"#)
    };
    let row = |phone: u8, more: &str| {
        format!("{{\"name\":\"甲\",\"phone\":\"1380000000{phone}\"{more}}}\n")
    };
    let take = |sample: &Sample, text: String, rows| {
        let order = Import {
            on_conflict: OnConflict::Update,
            skip_errors: true,
            commit_every: rows,
            ..settings()
        };
        sample.open().import(Box::new(Cursor::new(text.into_bytes())), &order)
    };
    let (mail, bounce) = (|name| format!(r#","email":"{name}@example.com""#), event("email"));
    let text = [
        row(1, ""),
        row(1, &bounce),
        row(2, &mail("b")),
        row(2, &bounce),
        row(3, ""),
        row(3, &mail("c")),
        row(3, &bounce),
    ];
    for rows in [None, NonZeroU64::new(1), NonZeroU64::new(2)] {
        let done = take(&Sample::new(), text.concat(), rows).unwrap();
        assert_eq!(counts(&done), [7, 3, 3, 0, 0, 1], "{rows:?}");
        let first = &done.left_out[0];
        assert_eq!((first.line, first.why), (2, Why::Value(Code::FailedContact)));
    }
    // Each by itself is sound, both together are not: the second is left out.
    let sample = Sample::new();
    take(&sample, row(4, ""), None).unwrap();
    let two = |phone: u8| {
        let name = format!("1380000000{phone}");
        format!("{{\"name\":\"甲\",\"phone\":[\"{name}\",\"1390000000{phone}\"]}}\n")
    };
    let done = take(&sample, row(4, &event("phone")) + &two(4), None).unwrap();
    assert_eq!(counts(&done), [2, 0, 1, 0, 0, 1]);
    assert_eq!(done.left_out[0].why, Why::Value(Code::FailedContact));
    // Of a record that the same file makes this shows at its end: nothing goes in, and the row is named.
    let three = row(5, "") + &row(5, &event("phone")) + &two(5);
    let refused = take(&sample, three, None).unwrap_err();
    let Error::BadRows { count: 1, first } = refused else { panic!("{refused:?}") };
    assert_eq!((first.line, first.why), (3, Why::Value(Code::FailedContact)));
    assert_eq!(shown(&sample, ""), ["1 甲 +8613800000004"]);
}

/// What was found wrong before the row that makes an import fail is to be mended as well.
#[test]
fn the_results_of_a_failing_import_have_every_row_to_mend() {
    let sample = Sample::new();
    import(&sample, &people(0, 1), &settings()).unwrap();
    let results = sample.home.path().join("results.csv");
    let text = "坏,12,,,,\n新,13900000001,,,,\n异,19900000000,,,,别\n坏,12,,,,\n";
    let order = Import { skip_errors: true, results: Some(&results), ..settings() };
    let refused = import(&sample, text, &order).unwrap_err();
    assert!(matches!(refused, Error::Conflicts { count: 1, .. }), "{refused}");
    let told = std::fs::read_to_string(&results).unwrap();
    let rows = told.lines().skip(1).map(|line| line.split(',').nth(1).unwrap());
    assert_eq!(rows.collect::<Vec<_>>(), ["rejected", "conflict", "rejected"], "{told}");
}

/// JSON and cards name their own fields, so they say nothing of where the record came from. Breaks
/// when what a new record would get counts as said.
#[test]
fn what_is_known_is_unchanged_in_whatever_form() {
    let sample = Sample::new();
    let order = Import { source: Some("展会3号馆"), channel: Some("exhibition"), ..settings() };
    import(&sample, "甲,13800000001,,,,一\n", &order).unwrap();
    for text in [
        "姓名,手机\n甲,'13800000001\n",
        "名单\n姓名;手机\n甲;13800000001\n",
        r#"{"name":"甲","phone":"13800000001"}"#,
        "BEGIN:VCARD\nVERSION:4.0\nFN:甲\nTEL:13800000001\nEND:VCARD\n",
    ] {
        for on_conflict in [OnConflict::Fail, OnConflict::KeepNewer] {
            let order = Import { on_conflict, as_of: day(2030, 1, 1), ..settings() };
            let text = Box::new(Cursor::new(text.as_bytes().to_vec()));
            let done = sample.open().import(text, &order).unwrap();
            assert_eq!(counts(&done), [1, 0, 0, 1, 0, 0], "{on_conflict:?}");
        }
    }
}
