//! Changes as a person asks for them.

use super::super::sample::{Sample, person, selector};
use super::*;

fn aim(selector: &Selector) -> Aim<'_> {
    Aim { selector, confirmed: None, rehearsal: false }
}

fn people() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "11010519491231002X"), ("李娜", "13800000014", "")]);
    sample
}

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

#[test]
fn a_number_is_given_out_once_and_never_by_a_rehearsal() {
    let sample = people();
    let mut vault = sample.open();
    let new = || person("王芳", "13800000015", "");
    assert_eq!(vault.add_record(new(), true).unwrap(), number(3));
    let seq = vault.state.checkpoint.seq;
    assert_eq!(vault.add_record(new(), false).unwrap(), number(3));
    assert_eq!(vault.state.checkpoint.seq, seq + 1);
    assert_eq!(vault.select(&selector("王芳")).unwrap().to_string(), "3");
}

#[test]
fn what_must_be_unique_is_another_records() {
    let sample = people();
    let mut vault = sample.open();
    for (phone, id, field) in
        [("13800000014", "", "phone"), ("13800000016", "11010519491231002X", "id_number")]
    {
        let refused = vault.add_record(person("赵敏", phone, id), false).unwrap_err();
        let Error::Conflict { field: found, other } = refused else { panic!("{refused}") };
        assert_eq!(found, field);
        assert_eq!(other, number(if field == "phone" { 2 } else { 1 }));
    }
    let known = Policy::builtin().known();
    let phone = |text: &str| vec![(known.phone, vec![Value::plain(text)])];
    let (one, both) = (selector("K-1"), selector("K-1 K-2"));
    let own = vault.set_fields(aim(&one), "edit", &phone("+8613800000013")).unwrap();
    assert!(own.changed.is_empty());
    for (selector, text) in [(&one, "+8613800000014"), (&both, "+8613800000099")] {
        let refused = vault.set_fields(aim(selector), "edit", &phone(text)).unwrap_err();
        assert!(matches!(refused, Error::Conflict { .. }), "{refused}");
    }
}

#[test]
fn tags_come_once_and_go_and_nothing_is_logged_for_nothing() {
    let sample = people();
    let mut vault = sample.open();
    let all = selector("K-1..K-9");
    let tag = [Value::plain("Expo")];
    let changed = vault.add_tags(aim(&all), &tag).unwrap();
    assert_eq!((changed.selected, changed.changed.to_string().as_str()), (2, "1-2"));
    let seq = vault.state.checkpoint.seq;
    assert!(vault.add_tags(aim(&all), &[Value::plain("EXPO")]).unwrap().changed.is_empty());
    assert_eq!(vault.state.checkpoint.seq, seq);
    assert_eq!(vault.remove_tags(aim(&selector("K-1")), &tag).unwrap().changed.len(), 1);
    assert_eq!(vault.select(&selector("tag:expo")).unwrap().to_string(), "2");
}

#[test]
fn other_records_than_those_confirmed_are_left_alone() {
    let sample = people();
    let mut vault = sample.open();
    let (all, tag) = (selector("kind:person"), [Value::plain("x")]);
    let confirmed: Numbers = number(1).into();
    let aim = Aim { selector: &all, confirmed: Some(&confirmed), rehearsal: false };
    assert!(matches!(vault.add_tags(aim, &tag), Err(Error::SelectionChanged)));
    assert!(vault.select(&selector("tag:x")).unwrap().is_empty());
}

#[test]
fn what_a_record_must_have_is_not_cleared() {
    let sample = people();
    let known = Policy::builtin().known();
    let one = selector("K-1");
    let cleared = [(known.phone, Vec::new())];
    let refused = sample.open().set_fields(aim(&one), "edit", &cleared).unwrap_err();
    let Error::Lacks { record, any } = refused else { panic!("{refused}") };
    assert_eq!((record, any), (number(1), vec!["phone".to_owned(), "email".to_owned()]));
}
