//! The table of codes is sound.

use std::collections::BTreeSet;

use super::*;

#[test]
fn codes_are_distinct_plain_words() {
    let ids: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), Code::ALL.len());
    for id in ids {
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id}");
    }
}

#[test]
fn every_exit_status_stands_once_in_ascending_order() {
    let numbers: Vec<_> = Exit::ALL.iter().map(|exit| exit.status()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
}
