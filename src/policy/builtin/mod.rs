//! The policy every vault begins with: a file like any other, carried by the program.
//!
//! Every command reads it, and JSON is read in a fifth of the time that TOML takes: so the program
//! carries both, the text that people read and the canonical bytes of the same document. A test
//! holds them equal; `KEDANG_BLESS=1 cargo test generated` writes the second anew.

use super::document::Document;

/// The file, with its remarks in both languages; an example of how to write one.
pub(super) const TEXT: &str = include_str!("policy.toml");

/// The document it holds, as [`Document::to_canonical`] gives it.
pub(super) const CANONICAL: &str = include_str!("policy.json");

/// The document it holds.
#[expect(clippy::expect_used, reason = "the file is part of the program and tested")]
pub(super) fn document() -> Document {
    serde_json::from_str(CANONICAL).expect("the built-in policy is a document")
}
