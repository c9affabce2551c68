//! What is told beside values, as JSON has it: of contacts their state, source and verification, of
//! other values their source.
//!
//! The policy has fields for the same of a record, and these decide for its values too: `source`;
//! `verified` and `verify_method`; `verify_result` for state and failures. What a purpose does not use
//! stays, and what goes to somebody else tells only that of which the field is among its columns: so
//! the register of shares names whatever left.

use super::cover::Lens;
use super::export::ExportColumn;
use super::opened::Opened;
use crate::model::{About, FieldId};
use crate::policy::Policy;
use crate::transfer::JsonValue;

/// Members of an object.
type Members<'r> = Vec<(&'r str, JsonValue<'r>)>;

/// What of it leaves, by the members of JSON.
pub(super) struct Beside(Vec<&'static str>);

impl Beside {
    /// What leaves with `columns`; `addressed`: to somebody else.
    pub(super) fn of(
        policy: &Policy,
        (columns, lens): (&[ExportColumn], &Lens),
        addressed: bool,
    ) -> Self {
        let leaves = |field: FieldId| {
            if addressed {
                columns.contains(&ExportColumn::Field(field))
            } else {
                policy.sees(lens.purpose, field)
            }
        };
        let known = policy.known();
        let members = [
            (known.verify_result, "state"),
            (known.source, "source"),
            (known.verified, "verified"),
            (known.verify_method, "method"),
        ];
        let told = members.into_iter().filter(|(field, _)| leaves(*field));
        Self(told.map(|(_, member)| member).collect())
    }

    fn has(&self, member: &str) -> bool {
        self.0.contains(&member)
    }

    /// What is told of the contacts for which `leaves`.
    pub(super) fn contacts<'r>(
        &self,
        policy: &'r Policy,
        record: &'r Opened<'_>,
        leaves: &dyn Fn(FieldId) -> bool,
    ) -> Vec<Members<'r>> {
        let known = record.abouts.iter();
        let known = known.filter(|(field, ..)| policy.is_contact(*field) && leaves(*field));
        let told = known.filter(|(.., about)| self.tells(about)).map(|(field, text, about)| {
            let mut members = named(policy, *field, text);
            let mut tell = |told: bool, member, value| {
                if told {
                    members.push((member, value));
                }
            };
            tell(self.has("state"), "state", word(about.state.as_deref()));
            tell(self.has("source"), "source", word(about.source.as_deref()));
            tell(self.has("verified"), "verified", word(about.verified.as_deref()));
            tell(self.has("method"), "method", word(about.method.as_deref()));
            tell(self.has("state"), "failures", JsonValue::Number(about.failures.into()));
            members
        });
        told.collect()
    }

    /// Where values of the other columns came from.
    pub(super) fn sources<'r>(
        &self,
        policy: &'r Policy,
        record: &'r Opened<'_>,
        leaves: &dyn Fn(FieldId) -> bool,
    ) -> Vec<Members<'r>> {
        let others = record.abouts.iter().filter(|(field, ..)| {
            self.has("source") && !policy.is_contact(*field) && leaves(*field)
        });
        let told = others.filter_map(|(field, text, about)| {
            let mut members = named(policy, *field, text);
            members.push(("source", JsonValue::Text(about.source.as_deref()?)));
            Some(members)
        });
        told.collect()
    }

    /// Whether anything is told of a contact.
    fn tells(&self, about: &About) -> bool {
        (self.has("state") && (about.state.is_some() || about.failures > 0))
            || (self.has("source") && about.source.is_some())
            || (self.has("verified") && about.verified.is_some())
            || (self.has("method") && about.method.is_some())
    }
}

fn named<'r>(policy: &'r Policy, field: FieldId, text: &'r str) -> Members<'r> {
    vec![("field", JsonValue::Text(&policy.field(field).id)), ("value", JsonValue::Text(text))]
}

fn word(word: Option<&str>) -> JsonValue<'_> {
    word.map_or(JsonValue::Null, JsonValue::Text)
}
