//! What is wrong with a file, and where.

use super::*;
use crate::policy::builtin;

#[test]
fn the_built_in_policy_has_no_fault_and_survives_being_written() {
    let document = parse(builtin::TEXT).unwrap();
    assert_eq!(document, builtin::document());
    assert_eq!(parse(&document.to_toml(None)).unwrap(), document);
}
