//! What rows of JSON and vCards say, and what is wrong with them.

use super::*;
use crate::transfer::{RowBatch, Rows, RowsOptions};

fn row(line: &str) -> (Fields, Vec<Wrong>, Vec<PassedOver>) {
    let mut rows = Rows::open(line.as_bytes(), RowsOptions::default()).unwrap();
    let mut batch = RowBatch::new();
    assert!(rows.read_batch(&mut batch, 1).unwrap());
    let unknown = Unknown::default();
    let cells = batch.records().next().unwrap().cells.unwrap();
    let (fields, wrong) = read((Policy::builtin(), None), cells, (Form::Json, &unknown, Some(1)));
    (fields, wrong, unknown.into_passed())
}

fn columns(names: &[&str]) -> Vec<PassedOver> {
    names.iter().map(|name| PassedOver::Column((*name).to_owned())).collect()
}

#[test]
fn a_row_is_what_export_writes() {
    let (fields, wrong, unknown) = row(concat!(
        r#"{"number":"K-000012","name":"张伟","phone":["+8613800000013","13800000014"],"#,
        r#""省":"广东省","市":"深圳","created":"2026-01-01","wechat":"w","contacts":["#,
        r#"{"field":"phone","value":"+8613800000014","state":"invalid","failures":3},"#,
        r#"{"字段":"微信","值":"w","状态":"有效"},{"field":"email","value":"a@example.com"}]}"#
    ));
    let known = Policy::builtin().known();
    assert_eq!((wrong, unknown), (vec![], columns(&["number"])));
    assert_eq!(fields.text(known.region), "440300 广东省深圳市");
    let states: Vec<_> = fields
        .iter()
        .filter_map(|(_, value)| Some((value.text.as_str(), value.about.as_ref()?.state.clone()?)))
        .collect();
    let word = |text, state: &str| (text, state.to_owned());
    assert_eq!(states, [word("+8613800000014", "invalid"), word("w", "valid")]);
    assert_eq!(fields.text(known.email), "a@example.com");
    assert!(fields.get(known.created).is_none(), "the program sets it");
}

#[test]
fn what_happened_twice_on_a_day_happened_twice() {
    let event = r#"{"type":"purchase","date":"2026-01-05","amount":"1"}"#;
    let (fields, wrong, _) = row(&format!(r#"{{"name":"张伟","events":[{event},{event}]}}"#));
    let known = Policy::builtin().known();
    assert_eq!((fields.all(known.events.unwrap()).count(), wrong), (2, vec![]));
    let (fields, ..) = row(r#"{"name":"张伟","tags":["a","a"]}"#);
    assert_eq!(fields.all(known.tags).count(), 1);
}

#[test]
fn contacts_beside_others_are_told_from_those_a_field_lists() {
    let phone = Policy::builtin().known().phone;
    let beside = |line: &str| row(line).0.all(phone).map(Value::is_beside).collect::<Vec<_>>();
    let contacts = r#""contacts":[{"field":"phone","value":"13800000014","state":"invalid"}]"#;
    assert_eq!(beside(&format!("{{{contacts}}}")), [true]);
    let listed = format!(r#"{{"phone":["13800000013","13800000014"],{contacts}}}"#);
    assert_eq!(beside(&listed), [false, false]);
}

#[test]
fn what_a_list_does_not_say_of_a_value_is_as_the_row_says_elsewhere() {
    let told = |about: &str| {
        let (fields, wrong, _) = row(&format!(
            r#"{{"birth_date":{{"value":"1990-01-01","source":"展会"}},
            "phone":{{"value":"13800000013","source":"展会","state":"valid"}},{about}}}"#
        )
        .replace('\n', " "));
        assert_eq!(wrong, []);
        let sources = fields.iter().map(|(_, value)| value.source().unwrap_or("-").to_owned());
        sources.collect::<Vec<_>>().join(" ")
    };
    let list = |source: &str| {
        format!(
            r#""sources":[{{"field":"birth_date","value":"1990-01-01"{source}}}],
            "contacts":[{{"field":"phone","value":"13800000013"{source}}}]"#
        )
    };
    for source in ["", r#","source":null"#, r#","source":"""#] {
        assert_eq!(told(&list(source)), "exhibition exhibition", "{source}");
    }
    assert_eq!(told(&list(r#","source":"官网""#)), "online online");
}

#[test]
fn what_is_wrong_is_told_by_field() {
    let known = Policy::builtin().known();
    for (line, wrong) in [
        (r#"{"name":"a","#, (None, Why::NotAnObject)),
        (r#"{"name":"a","姓名":"b"}"#, (Some(known.name), Why::Twice)),
        (r#"{"name":["a","b"]}"#, (Some(known.name), Why::Twice)),
        (r#"{"name":{"value":"a"}}"#, (Some(known.name), Why::Object)),
        (r#"{"phone":"12345"}"#, (Some(known.phone), Why::Value(Code::PhoneShort))),
        (r#"{"phone":{"value":"1","x":1}}"#, (Some(known.phone), Why::Value(Code::ContactObject))),
        (
            r#"{"contacts":[{"field":"notes","value":"1"}]}"#,
            (Policy::builtin().id("notes"), Why::Object),
        ),
        (r#"{"contacts":["1"]}"#, (None, Why::Object)),
        (r#"{"province":{"a":1},"name":"a"}"#, (Some(known.region), Why::Object)),
    ] {
        assert_eq!(row(line).1, [wrong], "{line}");
    }
    let (fields, wrong, unknown) = row(r#"{"colour":"red"}"#);
    assert!(fields.is_empty() && wrong.is_empty() && unknown == columns(&["colour"]));
}

#[test]
fn an_element_of_a_list_is_one_value() {
    let tags = Policy::builtin().known().tags;
    assert_eq!(row(r#"{"tags":["a;b"]}"#).1, [(Some(tags), Why::Value(Code::Divided))]);
    let line = r#"{"tags":"a;b","phone":["13800000013；13800000014"],"notes":["x;y"]}"#;
    let (fields, wrong, _) = row(line);
    assert_eq!((fields.all(tags).count(), fields.iter().count(), wrong), (2, 5, vec![]));
    let card = r#"{"standard":"5C","date":"2026-01-31","scores":{"capacity":3,"character":4,"capital":5,"collateral":0,"condition":2},"total":99}"#;
    let (_, wrong, passed) = row(&format!(r#"{{"assessments":[{card}]}}"#));
    assert_eq!(wrong, []);
    assert_eq!(passed, [PassedOver::Totals("assessments".to_owned(), 1)]);
}

#[test]
fn what_no_field_has_is_passed_over_whatever_it_is() {
    let known = Policy::builtin().known();
    let line =
        r#"{"name":"张伟","extra":{"a":[1]},"more":[{"b":2},{"c":3}],"birth_date":"--03-07"}"#;
    let (fields, wrong, unknown) = row(line);
    assert_eq!((fields.text(known.name), wrong), ("张伟", vec![]));
    let mut passed = columns(&["extra", "more"]);
    passed.push(PassedOver::Value("birth_date (--MM-DD)".to_owned()));
    assert_eq!(unknown, passed);
    let (fields, wrong, unknown) = row(r#"{"extra":{"a":1}}"#);
    assert!(fields.is_empty() && wrong.is_empty() && unknown == columns(&["extra"]));
}
