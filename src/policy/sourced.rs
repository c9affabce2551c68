//! Where a single value came from (信息来源), beside where the record did: a channel or other text, as
//! the record's own.
//!
//! Every value that a person enters may have one but the structured ones, which say it themselves.
//! In JSON it stands beside the value, and a list of such objects with their `field` is read too:
//!
//! ```text
//! {"value":"喜欢登山","source":"展会"}
//! ```
//!
//! A policy may want it of each value of a field (the property `sourced`): then a new record's own
//! source counts for the values that came with it, and a scan finds those that came later without.

use serde_json::{Map, Value as Json};

use super::Policy;
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::names::fold;
use crate::model::{Dictionary, FieldId, Fields, Part, Value};

/// The key under which JSON lists where values of other fields than contacts came from.
pub const SOURCES: &str = "sources";

/// What the column, or member, of a share's number is called: beside ids of fields, and in Chinese.
pub const SHARE_COLUMNS: [&str; 2] = ["share", "借阅发放登记号"];

/// What may stand behind a field's name to mean where its values came from, `phone.source`.
const BEHIND: [&str; 2] = [".source", ".来源"];

impl Policy {
    /// Whether values of `field` may say where they came from.
    pub fn takes_source(&self, field: FieldId) -> bool {
        let about = self.field(field);
        let entered = !about.traits.system && about.part != Part::Operational;
        entered && !about.kind.is_structured() && field != self.known.source
    }

    /// The source that `entered` names.
    pub fn source_named(&self, entered: &str) -> Result<Option<String>, Finding> {
        let named = self.normalise(self.known.source, entered)?;
        Ok(named.first().map(|value| value.text.clone()))
    }

    /// The field of which a column of this name says where its values came from.
    pub(super) fn sourced_by(&self, column: &str) -> Option<FieldId> {
        let folded = fold(column);
        let name = BEHIND.iter().find_map(|behind| folded.strip_suffix(behind))?;
        self.resolve(name).filter(|field| self.takes_source(*field))
    }

    /// What an object with the two keys says of a value of `field`, which is no contact: the value's
    /// text, and where it came from. Any other text is nothing but text.
    pub(super) fn sourced(&self, field: FieldId, entered: &str) -> Option<(String, String)> {
        if !self.takes_source(field) || !entered.starts_with('{') {
            return None;
        }
        let mut object: Map<String, Json> = serde_json::from_str(entered).ok()?;
        let mut word = |names: [&str; 2]| match names.iter().find_map(|name| object.remove(*name)) {
            Some(Json::String(text)) => Some(text),
            Some(Json::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let text = word(["value", "值"])?;
        let source = word(["source", "来源"]);
        // Of what must have a form a value alone is what it says; a note may be any text.
        let formed = !matches!(
            self.field(field).kind,
            FieldKind::Text | FieldKind::Note | FieldKind::Name | FieldKind::OpenChoice
        );
        let source = source.or_else(|| formed.then(String::new))?;
        object.is_empty().then_some((text, source))
    }

    /// Gives the values that must have a source of their own that of the record, with which they came.
    pub fn inherit_source(&self, fields: &mut Fields) {
        let source = fields.text(self.known.source).to_owned();
        if source.is_empty() || source == "unstated" {
            return;
        }
        let wants = |field| self.field(field).traits.sourced;
        fields
            .iter_mut()
            .filter(|(field, _)| wants(*field))
            .for_each(|(_, v)| v.stem_from(&source));
    }

    /// The fields that want a source of each value and have one without.
    pub(super) fn unsourced<'f>(
        &self,
        fields: &'f Fields,
    ) -> impl Iterator<Item = Finding> + use<'f, '_> {
        let wants = |field: &FieldId| self.field(*field).traits.sourced;
        let mut found: Vec<FieldId> =
            fields.iter().filter(|(_, v)| v.source().is_none()).map(|(field, _)| field).collect();
        found.retain(wants);
        found.dedup();
        found.into_iter().map(|field| Finding::new(field, Code::NoValueSource))
    }
}

/// States of each value where it came from, unless it says so itself.
#[expect(single_use_lifetimes, reason = "an item of an iterator cannot leave it out")]
pub fn stem_from<'v>(
    policy: &Policy,
    values: impl Iterator<Item = (FieldId, &'v mut Value)>,
    source: &str,
) {
    let values = values.filter(|(field, _)| policy.takes_source(*field));
    values.for_each(|(_, value)| value.stem_from(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::day;
    use crate::policy::Listed;

    #[test]
    fn a_value_of_any_field_may_say_where_it_came_from() {
        let policy = Policy::builtin();
        let notes = policy.id("notes").unwrap();
        for object in
            [r#"{"value":"喜欢登山","source":"展会"}"#, r#"{"来源":"expo","值":"喜欢登山"}"#]
        {
            assert!(policy.takes_object(notes, object));
            let value = policy.enter(notes, object).unwrap().remove(0);
            assert_eq!((value.text.as_str(), value.source()), ("喜欢登山", Some("exhibition")));
        }
        // Anything else is text, as before, and no object where one is given.
        for text in [r#"{"value":"1"}"#, r#"{"value":"1","source":"x","state":"y"}"#, "{", "{}"] {
            assert!(!policy.takes_object(notes, text), "{text}");
            assert_eq!(policy.enter(notes, text).unwrap()[0].text, text);
        }
        let wrong = policy.enter(notes, r#"{"value":"1","source":"外购名单"}"#).unwrap_err();
        assert_eq!(wrong.code, Code::ForbiddenChannel);
        for id in ["source", "created", "events", "consent_date"] {
            assert!(!policy.takes_source(policy.id(id).unwrap()), "{id}");
        }
    }

    #[test]
    fn a_list_names_the_fields() {
        let policy = Policy::builtin();
        let listed = policy.listed_contact(r#"{"field":"备注","value":"1","source":"展会"}"#);
        assert_eq!(listed.unwrap().0, policy.id("notes").unwrap());
        let without = policy.listed_contact(r#"{"field":"notes","value":"1"}"#);
        assert_eq!(without, Err(Listed::NotAContact(policy.id("notes").unwrap())));
    }

    #[test]
    fn a_column_says_where_the_values_of_its_row_came_from() {
        let policy = Policy::builtin();
        let headers = policy.headers(&["姓名", "手机", "手机.来源", "Phone.Source2"]).unwrap();
        assert_eq!(headers.unknown().collect::<Vec<_>>(), [3]);
        let (fields, faults) =
            headers.read(policy, ["张伟", "13800000013;13800000014", "展会", ""]);
        assert_eq!(faults, []);
        let sources: Vec<_> = fields.iter().map(|(_, value)| value.source()).collect();
        assert_eq!(sources, [None, Some("exhibition"), Some("exhibition")]);
        let (_, faults) = headers.read(policy, ["张伟", "13800000013", "外购名单", ""]);
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].0, faults[0].1.code), (2, Code::ForbiddenChannel));
    }

    #[test]
    fn a_field_may_want_one_of_each_value() {
        let mut document = Policy::builtin().document().clone();
        let notes = document.fields.iter_mut().find(|field| field.id == "notes").unwrap();
        notes.traits.sourced = true;
        assert_eq!(document.first_fault(), None);
        let policy = Policy::new(document.clone()).unwrap();
        let mut fields = Fields::new();
        fields.push(policy.id("notes").unwrap(), Value::plain("1"));
        fields.push(policy.id("needs").unwrap(), Value::plain("2"));
        let today = day(2026, 3, 1).unwrap();
        let level = Part::Level(crate::model::Level::Two);
        let found = |fields: &Fields| -> Vec<Code> {
            policy.findings(fields, &[level], today).iter().map(|one| one.code).collect()
        };
        policy.inherit_source(&mut fields);
        assert_eq!(found(&fields), [Code::NoValueSource], "nothing is known of the record either");
        fields.set(policy.known().source, [Value::plain("visit")]);
        policy.inherit_source(&mut fields);
        assert_eq!(found(&fields), []);
        let sources: Vec<_> = fields.iter().map(|(_, value)| value.source().is_some()).collect();
        assert_eq!(sources.iter().filter(|known| **known).count(), 1);
        let events = document.fields.iter_mut().find(|field| field.id == "events").unwrap();
        events.traits.sourced = true;
        assert_eq!(document.first_fault().unwrap().word, "sourced");
    }
}
