//! For what a record may be used.

use super::*;
use crate::model::date::parse_day;

fn consent(rest: &str) -> Value {
    Value::plain(format!(
        r#"{{"purpose":"marketing",{rest},"date":"2026-01-10","method":"form","notice":2}}"#
    ))
}

fn record(consents: &[Value]) -> Fields {
    let field = Policy::builtin().known().consents.unwrap();
    consents.iter().map(|value| (field, value.clone())).collect()
}

fn why(fields: &Fields, purpose: &str, day: &str, renewed: &Renewed) -> Option<&'static str> {
    let policy = Policy::builtin();
    let purpose = policy.purpose(purpose).unwrap();
    policy.uncovered(purpose, fields, parse_day(day).unwrap(), renewed).map(Uncovered::id)
}

#[test]
fn the_last_answer_about_a_purpose_holds() {
    let none = Renewed::new();
    let granted = consent(r#""answer":"granted""#);
    let refused = consent(r#""answer":"refused""#);
    let mut withdrawn = granted.clone();
    withdrawn.text =
        withdrawn.text.replace("\"notice\":2", "\"notice\":2,\"withdrawn\":\"2026-05-04\"");
    let mut ended = granted.clone();
    ended.text = ended.text.replace("\"notice\":2", "\"notice\":2,\"until\":\"2026-03-31\"");
    let cases: [(&[&Value], &str, Option<&str>); 8] = [
        (&[], "2026-02-01", Some("no-consent")),
        (&[&granted], "2026-02-01", None),
        (&[&granted, &refused], "2026-02-01", Some("refused")),
        (&[&refused, &granted], "2026-02-01", None),
        (&[&withdrawn], "2026-05-03", None),
        (&[&withdrawn], "2026-05-04", Some("withdrawn")),
        (&[&ended], "2026-04-01", Some("expired")),
        (&[&ended, &granted], "2026-04-01", None),
    ];
    for (values, day, expected) in cases {
        let values: Vec<Value> = values.iter().map(|value| (*value).clone()).collect();
        let fields = record(&values);
        assert_eq!(why(&fields, "marketing", day, &none), expected, "{day}");
        // Another purpose is another question, and a contract needs no consent.
        assert_eq!(why(&fields, "recommend", day, &none), Some("no-consent"));
        assert_eq!(why(&fields, "service", day, &none), None);
    }
    let renewed = Renewed::from([("marketing".to_owned(), 3)]);
    assert_eq!(why(&record(&[granted]), "marketing", "2026-02-01", &renewed), Some("outdated"));
}

#[test]
fn a_withdrawal_outlives_the_basis_that_it_was_about() {
    let none = Renewed::new();
    let mut document = Policy::builtin().document().clone();
    let contract = Policy::builtin().purpose("service").unwrap().basis;
    let marketing = document.purposes.iter_mut().find(|one| one.id == "marketing").unwrap();
    marketing.basis = contract;
    let policy = Policy::new(document).unwrap();
    let why = |values: &[Value]| {
        let purpose = policy.purpose("marketing").unwrap();
        let day = parse_day("2026-05-04").unwrap();
        policy.uncovered(purpose, &record(values), day, &none).map(Uncovered::id)
    };
    let granted = consent(r#""answer":"granted""#);
    let mut withdrawn = granted.clone();
    withdrawn.text =
        withdrawn.text.replace("\"notice\":2", "\"notice\":2,\"withdrawn\":\"2026-05-04\"");
    assert_eq!(why(&[]), None);
    assert_eq!(why(std::slice::from_ref(&granted)), None);
    assert_eq!(why(std::slice::from_ref(&withdrawn)), Some("withdrawn"));
    assert_eq!(why(&[withdrawn.clone(), granted.clone()]), None, "said anew");
    // Nor by being restricted: who may look at that still does not look for this.
    let purpose = policy.purpose("marketing").unwrap();
    let day = parse_day("2026-05-04").unwrap();
    for (answer, expected) in [(&withdrawn, Some(Uncovered::Withdrawn)), (&granted, None)] {
        let mut fields = record(std::slice::from_ref(answer));
        fields.set(policy.known().state, [Value::plain("restricted")]);
        assert_eq!(policy.unagreed(purpose, &fields, day, &none), expected);
        let builtin = Policy::builtin();
        assert_eq!(builtin.said_no_to(&policy, &fields, day), expected.is_some());
    }
}

#[test]
fn level_one_needs_a_consent_of_its_own() {
    let policy = Policy::builtin();
    let purpose = policy.purpose("marketing").unwrap();
    let today = parse_day("2026-02-01").unwrap();
    let covers = |fields: &Fields| policy.covers_sensitive(purpose, fields, today, &Renewed::new());
    let general = consent(r#""answer":"granted""#);
    assert!(!covers(&record(std::slice::from_ref(&general))));
    let separate = consent(r#""sensitive":true,"answer":"granted""#);
    assert!(covers(&record(&[separate])));
    let mut dated = record(&[general]);
    dated.set(policy.known().sensitive_consent, [Value::plain("2026-01-01")]);
    assert!(covers(&dated));
    // Who refused it for this purpose is not overruled by a consent to whatever.
    let refused = consent(r#""sensitive":true,"answer":"refused""#);
    dated.push(policy.known().consents.unwrap(), refused);
    assert!(!covers(&dated));
}

#[test]
fn what_is_restricted_is_used_for_nothing() {
    let mut fields = Fields::new();
    fields.set(Policy::builtin().known().state, [Value::plain("restricted")]);
    assert_eq!(why(&fields, "service", "2026-02-01", &Renewed::new()), Some("restricted"));
}
