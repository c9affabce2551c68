//! The customers shipped for the demonstration, read under the built-in policy.

use std::collections::HashSet;

use super::{Code, Policy};
use crate::model::date::parse_day;
use crate::model::{Fields, Part};

/// No cell of the file is quoted.
fn customers() -> Vec<Fields> {
    let policy = Policy::builtin();
    let mut lines = include_str!("../cmd/demo/customers.csv").lines();
    let names: Vec<_> = lines.next().unwrap().split(',').collect();
    let headers = policy.headers(&names).unwrap();
    assert_eq!(headers.unknown().count(), 0);
    let read = |line: &str| {
        let (mut fields, faults) = headers.read(policy, line.split(','));
        assert_eq!(faults, [], "{line}");
        policy.complete(&mut fields);
        assert_eq!(policy.missing(&fields), Vec::<Vec<_>>::new(), "{line}");
        policy.schedule(&mut fields);
        fields
    };
    lines.map(read).collect()
}

#[test]
fn all_rows_are_good_and_their_identifiers_unique() {
    let (policy, customers) = (Policy::builtin(), customers());
    assert_eq!(customers.len(), 200);
    for (field, _) in policy.fields().filter(|(_, field)| field.traits.unique) {
        let mut seen = HashSet::new();
        for value in customers.iter().flat_map(|fields| fields.all(field)) {
            assert!(seen.insert(value.text.clone()), "{}", policy.field(field).id);
        }
    }
}

#[test]
fn four_customers_are_to_be_destroyed() {
    let policy = Policy::builtin();
    let today = parse_day("2026-11-21").unwrap();
    let due = customers()
        .iter()
        .filter_map(|c| Some(policy.due(c, today)?.rule.id()))
        .collect::<Vec<_>>();
    assert_eq!(due, ["churned", "prospect_idle", "churned", "churned"]);
}

#[test]
fn a_scan_finds_what_is_missing_in_them() {
    let policy = Policy::builtin();
    let today = parse_day("2026-11-21").unwrap();
    let mut found = Vec::new();
    for fields in customers() {
        found.extend(policy.findings(&fields, &Part::ALL, today).into_iter().map(|f| f.code));
    }
    let count = |code| found.iter().filter(|found| **found == code).count();
    assert_eq!(count(Code::UnknownRegion), 1);
    assert!(count(Code::NoSource) >= 3);
    assert!(count(Code::AwaitingConsent) > 10);
    assert!(count(Code::Incomplete) > 10);
    // Those who fell silent years ago are the ones that are to be destroyed.
    assert_eq!(count(Code::Dead), 4);
    let known =
        [Code::UnknownRegion, Code::NoSource, Code::AwaitingConsent, Code::Incomplete, Code::Dead];
    assert_eq!(found.iter().filter(|code| !known.contains(code)).count(), 0);
}
