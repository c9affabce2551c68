//! What the built-in rules and a few of their variants say of a record.

use super::*;

fn record(values: &[(&str, &str)]) -> Fields {
    let policy = Policy::builtin();
    let mut fields: Fields = values
        .iter()
        .map(|(field, text)| (policy.id(field).unwrap(), Value::plain(*text)))
        .collect();
    policy.schedule(&mut fields);
    fields
}

fn due(values: &[(&str, &str)], today: &str) -> Option<String> {
    let fields = record(values);
    let due = Policy::builtin().due(&fields, parse_day(today).unwrap());
    due.map(|verdict| format!("{} {}", verdict.day, verdict.rule.id()))
}

#[test]
fn gone_customers_are_due_after_three_years_and_idle_prospects_after_two() {
    let gone = [("stage", "churned"), ("last_contact", "2023-03-15"), ("updated", "2026-01-01")];
    assert_eq!(due(&gone, "2026-03-15"), None);
    assert_eq!(due(&gone, "2026-03-16").as_deref(), Some("2026-03-15 churned"));
    let prospect = [("stage", "prospect"), ("created", "2024-02-29")];
    assert_eq!(due(&prospect, "2026-03-01").as_deref(), Some("2026-02-28 prospect_idle"));
    let called = [("stage", "prospect"), ("created", "2020-01-01"), ("verified", "2025-12-01")];
    assert_eq!(due(&called, "2026-03-01"), None);
    // Without a date of dealings a customer set to churned today is not due today.
    assert_eq!(due(&[("stage", "churned"), ("updated", "2026-01-01")], "2026-01-02"), None);
}

#[test]
fn living_relations_are_never_due() {
    for stage in ["active", "loyal", ""] {
        let values = [("stage", stage), ("last_contact", "1999-01-01"), ("created", "1999-01-01")];
        assert_eq!(due(&values, "2099-01-01"), None, "{stage}");
    }
}

#[test]
fn a_rule_about_one_purpose_destroys_nothing_by_itself() {
    let mut document = Policy::builtin().document().clone();
    for rule in &mut document.retention {
        rule.purposes = vec!["marketing".to_owned()];
    }
    let policy = Policy::new(document).unwrap();
    let gone = record(&[("stage", "churned"), ("last_contact", "2010-01-01")]);
    assert_eq!(policy.fate(&gone, policy.floor(&gone)), Fate::default());
}

#[test]
fn the_day_set_by_hand_comes_first_and_a_hold_before_all() {
    let gone = [("stage", "churned"), ("last_contact", "2010-01-01")];
    let kept = [&gone[..], &[("retain_until", "2030-12-31")]].concat();
    assert_eq!(due(&kept, "2030-12-31"), None);
    assert_eq!(due(&kept, "2031-01-01").as_deref(), Some("2030-12-31 retain_until"));
    let held = [&kept[..], &[("hold", "yes")]].concat();
    assert_eq!(due(&held, "2099-01-01"), None);
    let restricted = [&gone[..], &[("state", "restricted")]].concat();
    assert_eq!(due(&restricted, "2099-01-01"), None);
}

#[test]
fn a_record_that_no_rule_reaches_any_more_loses_its_day() {
    let policy = Policy::builtin();
    let mut fields = record(&[("stage", "churned"), ("last_contact", "2010-01-01")]);
    assert_eq!(fields.text(policy.known().destroy_on), "2013-01-01");
    fields.set(policy.known().stage, [Value::plain("active")]);
    policy.schedule(&mut fields);
    assert_eq!(fields.text(policy.known().destroy_on), "");
    assert_eq!(fields.text(policy.known().destroy_rule), "");
}

/// A period that is about transactions may run from whatever day; it does not end before they were.
#[test]
fn a_period_about_transactions_runs_from_the_last_one_at_least() {
    let mut document = Policy::builtin().document().clone();
    let floor = document.floors.iter_mut().find(|floor| floor.transactions).unwrap();
    floor.since = vec!["first_contact".to_owned()];
    floor.otherwise_since = String::new();
    let policy = Policy::new(document).unwrap();
    for (stage, mark, bound) in [
        ("prospect", "2026-02-20 trade", Some("2029-02-20")),
        ("churned", "2026-02-20 trade", Some("2029-02-20")),
        ("churned", "2026-02-20 deal", Some("2013-01-01")),
        ("prospect", "2026-02-20 deal", None),
    ] {
        let values =
            [("stage", stage), ("first_contact", "2010-01-01"), ("activity", mark)].into_iter();
        let values = values.map(|(id, text)| (policy.id(id).unwrap(), Value::plain(text)));
        let mut fields: Fields = values.collect();
        policy.schedule(&mut fields);
        let day = policy.known().floor_on.map(|field| fields.text(field)).unwrap();
        assert_eq!(day, bound.unwrap_or_default(), "{stage} {mark}");
    }
}

/// Whichever of several days stands first.
#[test]
fn a_period_runs_from_the_latest_of_several_days() {
    let mut document = Policy::builtin().document().clone();
    let field = document.fields.iter_mut().find(|field| field.id == "first_contact").unwrap();
    field.traits.multi = true;
    for rule in document.retention.iter_mut().filter(|rule| rule.id == "churned") {
        rule.since = vec!["first_contact".to_owned()];
    }
    let policy = Policy::new(document).unwrap();
    for days in [["2020-01-01", "2024-03-01"], ["2024-03-01", "2020-01-01"]] {
        let values = [("stage", "churned"), ("first_contact", days[0]), ("first_contact", days[1])];
        let values = values.map(|(id, text)| (policy.id(id).unwrap(), Value::plain(text)));
        let mut fields: Fields = values.into_iter().collect();
        policy.schedule(&mut fields);
        assert_eq!(fields.text(policy.known().destroy_on), "2027-03-01");
    }
}

/// What was worked out before a third party told more puts an end off; it makes none.
#[test]
fn what_was_worked_out_before_a_third_party_told_more_makes_no_end() {
    let policy = Policy::builtin();
    let rule = |policy: &Policy, fields: &Fields| {
        policy.verdict(fields).map(|verdict| verdict.rule.id().clone())
    };
    let values = [("source", "visit"), ("stage", "churned"), ("last_contact", "2023-03-15")];
    let mut told = record(&values);
    assert!(policy.quarantine_told(&mut told, "partner", true));
    policy.schedule(&mut told);
    assert_eq!(rule(policy, &told).as_deref(), Some("churned"));
    let mut document = policy.document().clone();
    document.retention.retain(|rule| rule.id != "churned");
    let without = Policy::new(document).unwrap();
    let mut of_then = told.clone();
    without.schedule(&mut of_then);
    assert_eq!(rule(&without, &of_then), None, "the rule is gone");
    told.set(policy.id("stage").unwrap(), [Value::plain("active")]);
    policy.schedule(&mut told);
    assert_eq!(rule(policy, &told), None, "a living relation has no end");
}
