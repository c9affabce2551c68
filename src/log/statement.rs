//! Statements of the roster: who becomes an operator, who ceases to be one.
//!
//! A statement is signed as the text that is stored, one line of compact JSON, so that no
//! canonical form has to be recomputed. It names the statement before it by hash.

use super::Hash;
use super::code::Code;
use super::serial::{self, Unread};
use crate::model::{Capabilities, Clearance, Digest, OperatorNumber};
use serde::{Deserialize, Serialize};

/// One step of the roster, as it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Its number; the first is 0.
    pub n: u64,
    /// The hash of the text of the statement before it; zeros in the first.
    pub prev: Digest,
    /// The operator who signs it.
    #[serde(with = "serial::operator")]
    pub by: OperatorNumber,
    /// From when it holds, in milliseconds since 1970 UTC.
    pub since: i64,
    /// What it changes.
    pub step: Step,
}

/// What a statement changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// Somebody becomes an operator.
    Add(Member),
    /// An operator ceases to be one; the number is never given again.
    Remove {
        /// Whose.
        #[serde(with = "serial::operator")]
        operator: OperatorNumber,
    },
}

/// What the roster says about an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The number.
    #[serde(with = "serial::operator")]
    pub operator: OperatorNumber,
    /// The name; it stays inside the vault.
    pub name: String,
    /// The id of the role; it stands in the destruction log.
    pub role: Code,
    /// What the keys open.
    #[serde(with = "serial::clearance")]
    pub clearance: Clearance,
    /// What is allowed beside.
    #[serde(with = "serial::capabilities")]
    pub capabilities: Capabilities,
    /// The Ed25519 public key, 64 lower-case hex digits.
    pub signing_key: String,
    /// The age recipient `age1…` that bundles are sealed to.
    pub recipient: String,
}

/// A statement's text and its signature, as both are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The exact text that is signed.
    pub statement: String,
    /// The Ed25519 signature, 128 lower-case hex digits.
    pub signature: String,
}

/// Why a text is no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Not the canonical JSON of a statement.
    #[error("not a roster statement")]
    Malformed,
    /// A step that this version does not know.
    #[error("a roster step of a newer version")]
    Newer,
}

impl Statement {
    /// The text to sign: one line of compact JSON.
    pub fn to_text(&self) -> String {
        String::from_utf8(serial::json(self)).unwrap_or_default()
    }

    /// Reads exactly what [`Statement::to_text`] gives.
    pub fn from_text(text: &str) -> Result<Self, StatementError> {
        serial::parse(text.as_bytes(), "/step/act", &["add", "remove"]).map_err(|unread| {
            match unread {
                Unread::Newer => StatementError::Newer,
                Unread::Malformed => StatementError::Malformed,
            }
        })
    }
}

impl Signed {
    /// The hash that the next statement names.
    pub fn digest(&self, hash: Hash) -> Digest {
        hash(self.statement.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Capability;
    use proptest::prelude::*;

    fn member() -> impl Strategy<Value = Member> {
        let may = proptest::sample::subsequence(Capability::ALL.to_vec(), 0..=8);
        (1..=u32::MAX, any::<String>(), 0..=3_u8, may, any::<String>()).prop_map(
            |(operator, name, clearance, may, key)| Member {
                operator: OperatorNumber(operator),
                name,
                role: Code::fixed("clerk"),
                clearance: Clearance::new(clearance).unwrap(),
                capabilities: may.into_iter().collect(),
                signing_key: key.clone(),
                recipient: key,
            },
        )
    }

    fn step() -> impl Strategy<Value = Step> {
        let remove = (1..=u32::MAX).prop_map(|n| Step::Remove { operator: OperatorNumber(n) });
        prop_oneof![member().prop_map(Step::Add), remove]
    }

    proptest! {
        #[test]
        fn every_statement_is_one_line_and_read_back(n in 0..1_u64 << 53, prev: [u8; 32], since: i32, step in step()) {
            let (prev, since) = (Digest(prev), i64::from(since));
            let statement = Statement { n, prev, by: OperatorNumber(1), since, step };
            let text = statement.to_text();
            prop_assert!(!text.contains('\n'));
            prop_assert_eq!(Statement::from_text(&text), Ok(statement));
        }
    }

    #[test]
    fn a_second_spelling_is_refused() {
        let prev = Digest::default();
        let step = Step::Remove { operator: OperatorNumber(2) };
        let text = Statement { n: 1, prev, by: OperatorNumber(1), since: 0, step }.to_text();
        for (from, to) in [
            (r#"{"n""#, r#"{ "n""#),
            (r#""by":1"#, r#""by":1,"x":2"#),
            (r#""operator":2"#, r#""operator":2,"x":2"#),
            (r#""operator":2"#, r#""operator":0"#),
            (r#""since":0"#, r#""since":-0"#),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            assert_eq!(Statement::from_text(&changed), Err(StatementError::Malformed), "{changed}");
        }
    }
}
