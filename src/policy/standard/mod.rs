//! What laws and customer-record policies ask for, and what becomes of each duty here.
//!
//! The table is data (`standard.toml`), so that a lawyer can read and correct it. It says of a duty
//! that the program enforces it, that it leaves evidence of it, that it is the organisation's own, or
//! that it is not there yet; it claims no conformity with anything.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

const TEXT: &str = include_str!("standard.toml");

/// All laws and duties, in the order of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Where duties come from.
    #[serde(rename = "law")]
    pub laws: Vec<Law>,
    /// What is asked for.
    #[serde(rename = "duty")]
    pub duties: Vec<Duty>,
}

/// A law, a standard, or the customer-record policies at large.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// ASCII id.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

/// One duty.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The id of its law.
    pub law: String,
    /// Article, clause or row.
    pub article: String,
    /// What is asked for, in Chinese.
    pub zh: String,
    /// What is asked for, in English.
    pub en: String,
    /// What becomes of it.
    pub how: Fate,
    /// The commands that serve it.
    #[serde(default)]
    pub by: Vec<String>,
    /// Verbs or acts of the log that show that it is done.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Tests that show that the program does what is said.
    #[serde(default)]
    pub tests: Vec<String>,
}

/// What becomes of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The program lets nobody do otherwise.
    Enforced,
    /// People do it, and the program keeps the evidence.
    Evidenced,
    /// The organisation's own; the program neither does it nor knows of it.
    Organisation,
    /// The program does not serve it yet.
    Open,
}

impl Fate {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Evidenced => "evidenced",
            Self::Organisation => "organisation",
            Self::Open => "open",
        }
    }
}

impl Standard {
    /// The table.
    ///
    /// # Panics
    /// Never in a tested build: a test reads it.
    pub fn table() -> &'static Self {
        static TABLE: OnceLock<Standard> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "the table is part of the program and tested")]
        TABLE.get_or_init(|| toml::from_str(TEXT).expect("the table of duties is valid"))
    }

    /// The law with this id.
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_says_what_stands_behind_it_and_no_more() {
        let table = Standard::table();
        let mut seen = std::collections::BTreeSet::new();
        for duty in &table.duties {
            let name = format!("{} {}", duty.law, duty.article);
            assert!(table.law(&duty.law).is_some(), "{name}");
            assert!(seen.insert(name.clone()), "{name} stands twice");
            let served = matches!(duty.how, Fate::Enforced | Fate::Evidenced);
            // What is said to be there names a command, a test, and what shows it in the log.
            for stands in [!duty.by.is_empty(), !duty.evidence.is_empty(), !duty.tests.is_empty()] {
                assert!(stands || !served, "{name}");
            }
            assert!(duty.evidence.is_empty() || served, "{name}: nothing shows what is not there");
        }
        for law in &table.laws {
            assert!(table.duties.iter().any(|duty| duty.law == law.id), "{}", law.id);
        }
    }
}
