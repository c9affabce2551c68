//! What a policy says of reports: how small a count may be shown, and what each indicator is to reach.
//!
//! How an indicator is worked out is the program's to say, and the same everywhere; a policy names
//! it and sets its target.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::is_default;

/// How reports are made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRules {
    /// Counts of records below this are not shown (小数抑制), so that nobody is told apart in a
    /// report that is handed on; 0: all are.
    #[serde(default, skip_serializing_if = "is_default")]
    #[schemars(range(max = 1000))]
    pub small_cells: u16,
}

/// An indicator with its target (指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What is measured.
    pub id: Measured,
    /// Chinese name.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// English name.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// It is missed below this, in its unit: percent, days, or how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// It is missed above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

impl Indicator {
    /// Whether a value reaches the target; without a target every one does.
    pub fn is_met(&self, value: f64) -> bool {
        self.at_least.is_none_or(|least| value >= f64::from(least))
            && self.at_most.is_none_or(|most| value <= f64::from(most))
    }

    /// Whether there is a target.
    pub const fn has_target(&self) -> bool {
        self.at_least.is_some() || self.at_most.is_some()
    }
}

/// Declares [`Measured`] with its ids from one list.
macro_rules! measured {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What an indicator measures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Measured {
            $($(#[$doc])* $name,)*
        }

        impl Measured {
            /// All of them, in the order of a report.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its ASCII id, as in the document.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

measured! {
    /// Percent of records that lack nothing required and are as complete as their grade asks for.
    Completeness = "completeness",
    /// Percent of records without a value that is wrong or contradicts another.
    Validity = "validity",
    /// Percent of records whose review is not due: verified within their cycle.
    Timeliness = "timeliness",
    /// Percent of records that share an exact identifier with another.
    Duplicates = "duplicates",
    /// Percent of records that nobody verified or dealt with for very long (死档).
    Dead = "dead",
    /// Percent of records, for each purpose that rests on consent, whose persons agreed to it.
    ConsentCoverage = "consent_coverage",
    /// Percent of the records with level-1 values that have a separate consent to them.
    SensitiveConsent = "sensitive_consent",
    /// Percent of requests that were answered by their day; one that waits beyond it was not.
    RequestsInTime = "requests_in_time",
    /// The median of the days until a request was answered.
    RequestDays = "request_days",
    /// How many records are due for destruction.
    PurgeDue = "purge_due",
    /// For how many days the longest of them has been.
    PurgeLate = "purge_late",
    /// How many records were destroyed.
    Purged = "purged",
    /// For how many days the longest of the records that were destroyed had been due.
    DestructionsLate = "destructions_late",
    /// Percent of destructions of which every check passed.
    DestructionsVerified = "destructions_verified",
    /// How many backup destinations still open a copy of what was destroyed.
    CopiesOutstanding = "copies_outstanding",
    /// How many shares were handed over.
    SharesHandedOver = "shares_handed_over",
    /// How many shares are neither given back nor confirmed destroyed.
    SharesOut = "shares_out",
    /// How many of them are out beyond their last day.
    SharesOverdue = "shares_overdue",
    /// Of how many shares the recipient is still to be told of something.
    SharesUntold = "shares_untold",
    /// How often something was refused.
    Refusals = "refusals",
    /// How often something was out of the ordinary, as the log noted it.
    Anomalies = "anomalies",
    /// Days since the last backup of data.
    BackupAge = "backup_age",
    /// Days since the last rehearsed restore that found nothing wrong.
    DrillAge = "drill_age",
    /// Days since the log was last verified with nothing found, as `audit verify --log` keeps it.
    AuditVerifyAge = "audit_verify_age",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn an_indicator_is_met_between_its_bounds() {
        let with = |at_least, at_most| Indicator {
            id: Measured::Validity,
            label_zh: "x".to_owned(),
            label_en: "x".to_owned(),
            at_least,
            at_most,
        };
        for (indicator, value, met) in [
            (with(Some(95), None), 95.0, true),
            (with(Some(95), None), 94.9, false),
            (with(None, Some(0)), 0.0, true),
            (with(None, Some(0)), 0.1, false),
            (with(Some(5), Some(10)), 11.0, false),
            (with(None, None), 1e9, true),
        ] {
            assert_eq!(indicator.is_met(value), met, "{indicator:?} {value}");
        }
        assert!(!with(None, None).has_target() && with(None, Some(0)).has_target());
    }

    #[test]
    fn ids_are_those_of_the_document_and_every_one_has_a_name_in_the_built_in_policy() {
        let named = &Policy::builtin().document().indicators;
        for measured in Measured::ALL {
            let json = serde_json::to_string(measured).unwrap();
            assert_eq!(json, format!("{:?}", measured.id()));
            assert!(named.iter().any(|one| one.id == *measured), "{}", measured.id());
        }
    }
}
