//! What an export gives, whichever way the values come: from records or from segments.

use super::sample::{Sample, plain_import, selector};
use super::{Error, Export, ExportColumn, ExportFault, ExportOptions, Exported, Form};
use crate::model::{RecordNumber, Value};
use crate::policy::Policy;
use crate::transfer::CsvStyle;
use std::io::Cursor;

const CSV: Form = Form::Csv { style: CsvStyle::GUARDED, chinese: false };

fn people(count: u32) -> Sample {
    let sample = Sample::new();
    let person = |n: u32| {
        let (day, consent) = (n % 28 + 1, if n.is_multiple_of(2) { "2026-01-01" } else { "" });
        format!("客{n},199{n:08},甲；乙,A,备注{n},2025-01-{day:02},{consent},开户行{n}\n")
    };
    let rows: Vec<String> = (0..count).map(person).collect();
    let text = format!("姓名,手机,标签,等级,备注,同意日期,单独同意,开户行\n{}", rows.concat());
    let settings = plain_import();
    sample.open().import(Box::new(Cursor::new(text.into_bytes())), &settings).unwrap();
    sample
}

fn columns(names: &str) -> Vec<ExportColumn> {
    let column = |name| match name {
        "number" => ExportColumn::Number,
        name => ExportColumn::Field(Policy::builtin().id(name).unwrap()),
    };
    names.split(',').map(column).collect()
}

fn export(
    sample: &Sample,
    select: &str,
    (names, reveal, form): (&str, bool, Form),
) -> Result<(String, Exported), Error> {
    let selector = selector(select);
    let columns = columns(names);
    let order = Export {
        selector: &selector,
        columns,
        purpose: "service",
        reveal,
        form,
        options: ExportOptions::default(),
    };
    let mut text = Vec::new();
    let done = sample.open().export(&order, &mut |bytes| {
        text.extend_from_slice(bytes);
        Ok(())
    })?;
    Ok((String::from_utf8(text).unwrap(), done))
}

#[test]
fn segments_and_records_say_the_same() {
    let sample = people(300);
    for names in ["name,phone,tags,grade,consent_date", "notes,name,grade,consent_date", "number"] {
        for form in [CSV, Form::JsonLines] {
            let (all, done) = export(&sample, "", (names, false, form)).unwrap();
            assert_eq!(done.count, 300);
            let lines: Vec<&str> = all.lines().collect();
            for number in [1_usize, 17, 255, 256, 300] {
                let (one, _) =
                    export(&sample, &format!("K-{number}"), (names, false, form)).unwrap();
                let at = if form == CSV { number } else { number - 1 };
                assert_eq!(one.lines().last().unwrap(), lines[at]);
            }
        }
    }
    let (json, _) = export(&sample, "K-1..K-20", ("number,tags", false, Form::Json)).unwrap();
    assert!(json.ends_with("{\"number\":\"K-000020\",\"tags\":[\"甲\",\"乙\"]}\n]}\n"), "{json}");
}

#[test]
fn what_may_not_leave_stays() {
    let sample = people(40);
    let known = Policy::builtin().known();
    let two = RecordNumber::new(2).unwrap();
    sample
        .open()
        .change(|transaction| {
            transaction.edit("edit", &two.into(), None, |_, fields| {
                fields.set(known.state, [Value::plain("restricted")]);
                Ok(())
            })
        })
        .unwrap();
    let (text, done) = export(&sample, "", ("name,bank_name", true, CSV)).unwrap();
    assert_eq!(done, Exported { count: 39, restricted: 1, held: 19, ..Exported::default() });
    assert!(text.starts_with("name,bank_name\n客0,开户行0\n客2,开户行2\n客3,\n"), "{text}");
    assert!(!text.contains("客1,"), "restricted");
    let few = export(&sample, "K-2..K-4", ("name,bank_name", true, CSV)).unwrap();
    assert_eq!(few.1, Exported { count: 2, restricted: 1, held: 1, ..Exported::default() });
    let hidden = export(&sample, "", ("bank_name", false, CSV)).unwrap_err();
    assert!(matches!(hidden, Error::NotRevealed(field) if field.en == "bank_name"));
}

#[test]
fn what_fails_while_it_is_written_is_known_to_be_logged() {
    let sample = people(3);
    let selector = selector("");
    let order = Export {
        selector: &selector,
        columns: columns("number"),
        purpose: "service",
        reveal: false,
        form: CSV,
        options: ExportOptions::default(),
    };
    let full = || Err(std::io::ErrorKind::StorageFull.into());
    let failed = sample.open().export(&order, &mut |_| full()).unwrap_err();
    assert!(
        matches!(&failed, Error::Halfway(source) if matches!(**source, Error::Output(_))),
        "{failed:?}"
    );
}

fn export_with(
    sample: &Sample,
    (names, form, options): (&str, Form, ExportOptions),
) -> Result<(Vec<u8>, Exported), Error> {
    let selector = selector("");
    let (columns, reveal) = (columns(names), false);
    let order = Export { selector: &selector, columns, purpose: "service", reveal, form, options };
    let mut bytes = Vec::new();
    let done = sample.open().export(&order, &mut |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    })?;
    Ok((bytes, done))
}

fn sorted(fields: &[(&str, bool)], limit: Option<usize>) -> ExportOptions {
    let one = |(name, descending): &(&str, bool)| super::Sort {
        field: Policy::builtin().id(name),
        descending: *descending,
    };
    ExportOptions { sort: fields.iter().map(one).collect(), limit, ..ExportOptions::default() }
}

#[test]
fn a_sorted_export_has_the_same_rows_in_another_order() {
    let sample = people(300);
    for form in [CSV, Form::Json, Form::JsonLines, Form::Html { chinese: true }, Form::Cards] {
        let text = |options| {
            let (bytes, done) = export_with(&sample, ("number,name,phone", form, options)).unwrap();
            (String::from_utf8(bytes).unwrap(), done.count)
        };
        let (plain, all) = text(ExportOptions::default());
        let (turned, count) = text(sorted(&[("phone", true)], None));
        assert_eq!((all, count, plain.len()), (300, 300, turned.len()), "{form:?}");
        let (again, _) = text(sorted(&[("grade", false), ("phone", false)], None));
        assert_eq!(again, plain, "{form:?}");
        let at = |text: &str, what: &str| text.find(what).unwrap();
        assert!(at(&turned, "客299") < at(&turned, "客12"), "{form:?}");
        let (few, count) = text(sorted(&[("phone", true)], Some(2)));
        let few = [few.contains("客299"), few.contains("客298"), few.contains("客297")];
        assert_eq!((count, few), (2, [true, true, false]), "{form:?}");
        let (first, count) = text(sorted(&[], Some(3)));
        assert_eq!(count, 3);
        assert!(first.contains("客2") && !first.contains("客3"), "{first}");
    }
    let (bytes, _) =
        export_with(&sample, ("name", Form::Json, sorted(&[("phone", true)], Some(0)))).unwrap();
    assert_eq!(bytes, b"{\"schema\":\"kedang.export/1\",\"items\":[]}\n");
}

#[test]
fn what_is_logged_is_what_left() {
    let sample = people(40);
    export_with(&sample, ("number", CSV, sorted(&[("phone", true)], Some(2)))).unwrap();
    let vault = sample.open();
    let row = vault.store.entry(vault.state.checkpoint.seq).unwrap().unwrap();
    let crate::log::Act::Disclose { numbers, count, levels, .. } =
        vault.open_entry(&row).unwrap().act
    else {
        panic!("no look");
    };
    let numbers: Vec<u64> = numbers.iter().map(RecordNumber::get).collect();
    // Their order tells something of the phones, which are of level 2.
    assert_eq!((numbers, count, levels), (vec![39, 40], 2, vec![crate::model::Level::Two]));
}

#[test]
fn nothing_is_sorted_by_what_may_not_leave() {
    let sample = people(2);
    let by = sorted(&[("bank_name", false)], None);
    let refused = export_with(&sample, ("number", CSV, by)).unwrap_err();
    assert!(matches!(refused, Error::NotRevealed(field) if field.en == "bank_name"));
    let refused = export_with(&sample, ("name,grade", Form::Cards, ExportOptions::default()));
    assert!(
        matches!(refused.unwrap_err(), Error::Export(ExportFault::NoCardPlace(field)) if field.en == "grade")
    );
}

#[test]
fn a_value_that_no_cell_holds_is_named_and_not_cut() {
    let sample = people(1);
    let notes = Policy::builtin().id("notes").unwrap();
    let one = RecordNumber::new(1).unwrap();
    for (length, fits) in [(32_767, true), (32_768, false)] {
        let note = "x".repeat(length);
        sample
            .open()
            .change(|transaction| {
                transaction.edit("edit", &one.into(), None, |_, fields| {
                    fields.set(notes, [Value::plain(note.clone())]);
                    Ok(())
                })
            })
            .unwrap();
        let form = Form::Xlsx { chinese: true };
        let before = sample.open().state.checkpoint.seq;
        let done = export_with(&sample, ("number,notes", form, ExportOptions::default()));
        assert_eq!(done.is_ok(), fits);
        assert!(
            fits || matches!(done, Err(Error::Export(ExportFault::CellTooLong(of, field))) if of == one && field == "notes")
        );
        // What cannot be written is not said to have left, nor planned, nor proposed.
        let mut vault = sample.open();
        assert_eq!(vault.state.checkpoint.seq, before + u64::from(fits));
        let selector = selector("");
        let order = Export {
            selector: &selector,
            columns: columns("number,notes"),
            purpose: "service",
            reveal: false,
            form,
            options: ExportOptions::default(),
        };
        assert_eq!(vault.plan_export(&order, true).is_ok(), fits);
        assert_eq!(vault.propose_export(&order, &[]).is_ok(), fits);
    }
}
