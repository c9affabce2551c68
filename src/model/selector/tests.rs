//! Tests of the selector language against a small dictionary of its own.

use super::*;
use crate::model::date::{Duration, parse_day};
use crate::model::{Level, Quantity, Value};

const GRADE: FieldId = FieldId(0);
const NAME: FieldId = FieldId(1);
const UPDATED: FieldId = FieldId(2);
const SECRET: FieldId = FieldId(3);
const FIELDS: [(&str, &str); 4] =
    [("grade", "等级"), ("name", "姓名"), ("updated", "更新日期"), ("id_number", "身份证号")];

struct Small(Review);

fn small() -> Small {
    Small(Review {
        grade: GRADE,
        since: vec![UPDATED],
        cycles: vec![("A".to_owned(), 90)],
        otherwise_days: 365,
        paces: Vec::new(),
        signs: crate::model::review::Signs::default(),
    })
}

impl Dictionary for Small {
    fn resolve(&self, name: &str) -> Option<FieldId> {
        let found = FIELDS.iter().position(|(en, zh)| *en == name || *zh == name)?;
        Some(FieldId(u16::try_from(found).unwrap()))
    }

    fn nearest(&self, _: &str) -> Option<String> {
        Some("grade".to_owned())
    }

    fn part(&self, field: FieldId) -> Part {
        Part::Level(match field {
            SECRET => Level::One,
            NAME => Level::Two,
            _ => Level::Three,
        })
    }

    fn test(&self, field: FieldId, op: Op, value: &str, today: Date) -> Result<Test, Unfit> {
        let day = || {
            let back = || Duration::parse(value).map(|d| d.before(today));
            parse_day(value).or_else(back).map(|d| d.to_string()).ok_or(Unfit::BadDay)
        };
        match op {
            Op::Before | Op::After if field != UPDATED => Err(Unfit::NotADay),
            Op::Before => day().map(Test::Before),
            Op::After => day().map(Test::After),
            Op::Has => Ok(Test::contains(value)),
            Op::Over => Quantity::parse(value).map(Test::Over).ok_or(Unfit::BadNumber),
            Op::Under => Quantity::parse(value).map(Test::Under).ok_or(Unfit::BadNumber),
            Op::Is | Op::Not => Ok(Test::Equal(value.to_owned())),
        }
    }

    fn word(&self, word: &str) -> Word {
        vec![(NAME, Test::contains(word))]
    }

    fn contacts(&self) -> &[FieldId] {
        &[NAME]
    }

    fn contact_state(&self, name: &str) -> Result<String, Unfit> {
        let known = ["valid", "invalid"].contains(&name).then(|| name.to_owned());
        known.ok_or(Unfit::UnknownChoice { nearest: None })
    }

    fn review(&self) -> &Review {
        &self.0
    }
}

fn read(tokens: &[&str]) -> Result<Selector, SelectorError> {
    Selector::parse(tokens, &small(), parse_day("2026-06-30").unwrap())
}

fn record(grade: &str, name: &str, updated: &str) -> Fields {
    let all = [(GRADE, grade), (NAME, name), (UPDATED, updated)];
    all.into_iter().filter(|(_, t)| !t.is_empty()).map(|(id, t)| (id, Value::plain(t))).collect()
}

fn numbers(selector: &Selector) -> Vec<(u64, u64)> {
    selector.numbers.iter().map(|range| (range.start().get(), range.end().get())).collect()
}

#[test]
fn numbers_are_read_in_every_spelling() {
    let selector =
        read(&["K-12", "12", "k-000012", "K-15..K-40", "3,5,K9", "Ｋ－７", "K-13800000013"])
            .unwrap();
    let expected = [
        (12, 12),
        (12, 12),
        (12, 12),
        (15, 40),
        (3, 3),
        (5, 5),
        (9, 9),
        (7, 7),
        (13_800_000_013, 13_800_000_013),
    ];
    assert_eq!(numbers(&selector), expected);
    assert!(selector.includes("40".parse().unwrap()));
    assert!(!selector.includes("41".parse().unwrap()));
    assert!(!selector.looks_inside());
}

#[test]
fn seven_digits_are_a_word_and_six_a_number() {
    let selector = read(&["1234567", "123456"]).unwrap();
    assert_eq!((selector.words.len(), numbers(&selector)), (1, vec![(123_456, 123_456)]));
}

#[test]
fn bad_tokens_are_named_by_their_position() {
    use SelectorError::{BadRange, Empty, Unfit as Bad, UnknownOp, UnknownTerm};
    let position = 2;
    let unfit = |field, why| Bad { position, field, why };
    for (token, error) in [
        ("", Empty { position }),
        ("　", Empty { position }),
        ("grade:", Empty { position }),
        ("grade:A,,B", Empty { position }),
        ("0", BadRange { position }),
        ("K-9..K-3", BadRange { position }),
        ("K-9..", BadRange { position }),
        ("x..9", BadRange { position }),
        ("grad:A", UnknownTerm { position, nearest: Some("grade".to_owned()) }),
        ("grade.like:A", UnknownOp { position }),
        ("name.before:2026-01-01", unfit(Some(NAME), Unfit::NotADay)),
        ("updated.before:soon", unfit(Some(UPDATED), Unfit::BadDay)),
        ("due:30d", unfit(None, Unfit::NotADay)),
        ("due.before:soon", unfit(None, Unfit::BadDay)),
    ] {
        assert_eq!(read(&["12", token]).unwrap_err(), error, "{token}");
    }
}

#[test]
fn terms_typed_with_a_chinese_input_method_are_the_same() {
    let selector = read(&["等级：A，B"]).unwrap();
    for (grade, taken) in [("A", true), ("b", true), ("C", false), ("", false)] {
        assert_eq!(selector.matches(&record(grade, "张三", "")), taken, "{grade}");
    }
}

#[test]
fn not_holds_where_there_is_no_value() {
    let selector = read(&["grade.not:A,B"]).unwrap();
    for (grade, taken) in [("A", false), ("B", false), ("C", true), ("", true)] {
        assert_eq!(selector.matches(&record(grade, "张三", "")), taken, "{grade}");
    }
}

#[test]
fn all_terms_and_words_must_hold() {
    let selector = read(&["grade:A", "name.has:伟", "芳"]).unwrap();
    assert!(selector.has_words());
    assert!(selector.matches(&record("A", "李伟芳", "")));
    assert!(!selector.matches(&record("A", "李伟", "")));
    assert!(!selector.matches(&record("B", "李伟芳", "")));
}

#[test]
fn an_escaped_comma_is_a_comma() {
    let selector = read(&[r"name:Doe\, Jane,张三"]).unwrap();
    assert!(selector.matches(&record("", "Doe, Jane", "")));
    assert!(selector.matches(&record("", "张三", "")));
    assert!(!selector.matches(&record("", "Doe", "")));
}

#[test]
fn durations_count_back_and_due_counts_ahead() {
    let stale = read(&["updated.before:1y"]).unwrap();
    assert!(stale.matches(&record("", "张三", "2025-06-29")));
    assert!(!stale.matches(&record("", "张三", "2025-06-30")));
    // Due before 30 July: an A verified before 1 May, another before 30 July of last year.
    let due = read(&["due.before:30d"]).unwrap();
    for (grade, updated, taken) in [
        ("A", "2026-04-30", true),
        ("A", "2026-05-01", false),
        ("C", "2025-07-29", true),
        ("C", "2025-07-30", false),
        ("A", "", false),
    ] {
        let record = record(grade, "张三", updated);
        assert_eq!(due.matches(&record), taken, "{grade} {updated}");
        let day = small().0.on(parse_day("2026-06-30").unwrap()).due(&record).map(|due| due.day);
        assert_eq!(day.is_some_and(|d| d < parse_day("2026-07-30").unwrap()), taken);
    }
}

#[test]
fn the_parts_needed_follow_from_terms_and_words() {
    let parts = |tokens: &[&str]| read(tokens).unwrap().parts(&small());
    let [_, one, two, three] = Part::ALL;
    assert_eq!(parts(&["K-1"]), []);
    assert_eq!(parts(&["grade:A", "张三"]), [two, three]);
    assert_eq!(parts(&["身份证号:1", "due.after:30d"]), [one, three]);
    let named: Vec<_> = read(&["张三", "id_number:1"]).unwrap().fields().collect();
    assert_eq!(named, [SECRET]);
}

proptest::proptest! {
    #[test]
    fn no_token_panics_and_no_error_repeats_it(token in "\\PC{0,20}") {
        if let Err(error) = read(&[&token]) {
            let shown = format!("{error:?}");
            proptest::prop_assert!(token.chars().count() < 3 || token.is_ascii() || !shown.contains(&token));
        }
    }
}

#[test]
fn a_state_of_contacts_is_asked_for_by_name() {
    let mut fields = Fields::new();
    fields.push(NAME, Value::plain("1"));
    fields.push(NAME, Value::plain("2"));
    let matches = |fields: &Fields, token: &str| read(&[token]).unwrap().matches(fields);
    assert!(!matches(&fields, "contact_state:invalid"));
    assert!(matches(&fields, "联系状态.not:valid,invalid"));
    fields.about_mut(NAME, 1).unwrap().state = Some("invalid".to_owned());
    assert!(matches(&fields, "联系状态：invalid"));
    assert!(matches(&fields, "contact_state:valid,invalid"));
    assert!(!matches(&fields, "contact_state:valid"));
    assert!(!matches(&fields, "contact_state.not:invalid"));
    for token in ["contact_state:gone", "contact_state.before:30d", "contact_state:"] {
        assert!(read(&[token]).is_err(), "{token}");
    }
}
