//! The rules of a policy document about handing records over to others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::is_default;
use super::{FieldKind, Policy};
use crate::model::{FieldId, Part};

/// How records are handed over to others (对外提供).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareRules {
    /// Where the organisation is, by ISO 3166: two capital letters. Whoever is elsewhere is abroad
    /// (境外).
    #[serde(default = "china", skip_serializing_if = "is_china")]
    #[schemars(regex(pattern = r"^[A-Z]{2}$"))]
    pub home: String,
    /// Whether records may go abroad (跨境提供).
    #[serde(default, skip_serializing_if = "is_default")]
    pub abroad: Abroad,
}

/// Whether records may go abroad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Abroad {
    /// With what lets them, an impact assessment, and each person's separate consent.
    #[default]
    Grounded,
    /// Never.
    Never,
}

impl Default for ShareRules {
    fn default() -> Self {
        Self { home: china(), abroad: Abroad::default() }
    }
}

impl Policy {
    /// Whether a field tells what the organisation does with a record, and not what it knows of the
    /// person: operational ones but for consents, and by when it has to look again. It is handed over
    /// only where it is named.
    pub fn is_own_affair(&self, field: FieldId) -> bool {
        let known = self.known();
        let of_consent = self.field(field).kind == FieldKind::Consent
            || [known.consent_date, known.sensitive_consent].contains(&field);
        known.review_by == Some(field) || (self.part(field) == Part::Operational && !of_consent)
    }
}

fn china() -> String {
    "CN".to_owned()
}

fn is_china(home: &str) -> bool {
    home == "CN"
}
