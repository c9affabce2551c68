//! The days that a policy goes by.

use super::parse;
use super::tests::field;
use crate::policy::builtin;
use crate::policy::document::Document;

/// Who writes a record works out its days from what he opens, and from one value of what is one.
#[test]
fn periods_run_from_days_that_everybody_reads() {
    let faulty = |change: &dyn Fn(&mut Document)| {
        let mut document = builtin::document();
        change(&mut document);
        let found = parse(&document.to_toml(None)).unwrap_err();
        found.iter().map(|fault| format!("{} {}", fault.code.id(), fault.word)).collect::<Vec<_>>()
    };
    for (id, expected) in [
        ("birth_date", "day-unseen birth_date"),
        ("destroy_on", "day-worked-out destroy_on"),
        ("review_by", "day-worked-out review_by"),
        ("notes", "not-a-day notes"),
    ] {
        let since = || vec![id.to_owned()];
        assert_eq!(faulty(&|document| document.retention[1].since = since()), [expected]);
        assert_eq!(faulty(&|document| document.floors[0].since = since()), [expected]);
    }
    for id in ["stage", "source", "last_contact", "retain_until", "grade", "hold"] {
        let found = faulty(&|document| field(document, id).traits.multi = true);
        assert_eq!(found, [format!("one-value {id}")]);
    }
    // The law's periods run from a transaction as from a dealing.
    let found = faulty(&|document| document.events[0].dealing = Some(false));
    assert_eq!(found, ["contradiction purchase"]);
}
