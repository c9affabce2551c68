//! The policy every vault begins with: a file like any other, carried by the program.
//!
//! It is parsed when it is first asked for, which takes less than a millisecond.

use super::document::Document;

/// The file, with its remarks in both languages; an example of how to write one.
pub(super) const TEXT: &str = include_str!("policy.toml");

/// The document it holds.
#[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
pub(super) fn document() -> Document {
    toml::from_str(TEXT).expect("the built-in policy is a document")
}
