//! What an export gives, whichever way the values come: from records or from segments.

use super::sample::{Sample, selector};
use super::{Error, Export, ExportColumn, Exported, Form, Import, OnConflict};
use crate::model::{RecordNumber, Value};
use crate::policy::Policy;
use std::io::Cursor;

const CSV: Form = Form::Csv { bom: false, chinese: false };

fn people(count: u32) -> Sample {
    let sample = Sample::new();
    let person = |n: u32| {
        let (day, consent) = (n % 28 + 1, if n.is_multiple_of(2) { "2026-01-01" } else { "" });
        format!("客{n},199{n:08},甲；乙,A,备注{n},2025-01-{day:02},{consent},开户行{n}\n")
    };
    let rows: Vec<String> = (0..count).map(person).collect();
    let text = format!("姓名,手机,标签,等级,备注,同意日期,单独同意,开户行\n{}", rows.concat());
    let settings = Import {
        source: None,
        map: None,
        read: crate::transfer::RowsOptions::default(),
        on_conflict: OnConflict::Fail,
        skip_errors: false,
        dry_run: false,
        rejects: None,
        word: &|_| Default::default(),
        progress: &|_| {},
    };
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
    let order = Export { selector: &selector, columns, purpose: "service", reveal, form };
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
    assert!(matches!(hidden, Error::NotRevealed(field) if field == "bank_name"));
}
