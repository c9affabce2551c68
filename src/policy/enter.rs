//! Values as they come in with a record: besides plain text, contacts with what is known of them,
//! and values that fail their validator where the policy keeps these.
//!
//! A contact may be written as a JSON object, alone or one a line among plain values:
//!
//! ```text
//! {"value":"13800000013","state":"有效","source":"展会","verified":"2026-03-01","method":"电话"}
//! ```
//!
//! What is listed under `contacts` says something of some contacts and nothing of the others: those
//! stay, as they do where the object has `"beside":true`.
//!
//! Of any other field an object may say where the value came from ([`sourced`](super::sourced)).
//!
//! Selectors, and whatever judges values already kept, go through
//! [`normalise`](Policy::normalise), which knows neither.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Policy;
use super::contact::{INVALID, TO_VERIFY};
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::normalise::{Strictness, separates};
use crate::model::{About, Dictionary, FieldId, Value};

/// The keys of a contact, each with its Chinese name.
const KEYS: [(&str, &str); 6] = [
    ("value", "值"),
    ("state", "状态"),
    ("source", "来源"),
    ("verified", "核对日期"),
    ("method", "核对方式"),
    ("failures", "失败次数"),
];

/// The key that says of a contact that the others of its field stay, in either language.
const BESIDE: [&str; 2] = ["beside", "另有"];

/// The key under which JSON lists what is known of contacts, whatever their fields.
pub const CONTACTS: &str = "contacts";

/// Why one of a list of contacts cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// It is no object that names a field.
    Malformed,
    /// No field has this name.
    Unknown(String),
    /// Customers are not reached by this field, and it is not said where the value came from.
    NotAContact(FieldId),
}

impl Policy {
    /// One of a list of contacts, a JSON object: its field, and the rest of it as the field takes it.
    pub fn listed_contact(&self, text: &str) -> Result<(FieldId, String), Listed> {
        let mut object: Map<String, Json> =
            serde_json::from_str(text).map_err(|_| Listed::Malformed)?;
        let name = object.remove("field").or_else(|| object.remove("字段"));
        let Some(Json::String(name)) = name else { return Err(Listed::Malformed) };
        let Some(field) = self.resolve(&name) else { return Err(Listed::Unknown(name)) };
        if self.is_contact(field) {
            object.extend(BESIDE.first().map(|key| ((*key).to_owned(), Json::Bool(true))));
        }
        let object = Json::Object(object).to_string();
        if !self.is_contact(field) && self.sourced(field, &object).is_none() {
            return Err(Listed::NotAContact(field));
        }
        Ok((field, object))
    }

    /// Whether a text that was given as one value of `field` would be several: something in it stands
    /// between values elsewhere. In phones and addresses nobody can mean it otherwise.
    pub fn divides(&self, id: FieldId, text: &str) -> bool {
        let about = self.field(id);
        let words = !matches!(about.kind, FieldKind::Phone | FieldKind::Email);
        let pieces = || text.split(|c| separates(about.kind, c));
        about.traits.multi
            && words
            && !about.kind.is_structured()
            && pieces().filter(|piece| !piece.trim().is_empty()).count() > 1
    }

    /// The values that `entered` means for `field` of a record that comes in.
    pub fn enter(&self, field: FieldId, entered: &str) -> Result<Vec<Value>, Finding> {
        let mut values = Vec::new();
        self.enter_each(field, entered, &mut |value| values.push(value))?;
        Ok(values)
    }

    /// The tags that `text` means as records have them, those too that the policy allows no more.
    pub fn kept_tags(&self, text: &str) -> Vec<Value> {
        let (mut tags, how) = (Vec::new(), (self.known().tags, Strictness::Keeps));
        // What is no tag at all is none that a record has.
        self.pieces(how, text, &mut |tag| tags.push(tag)).ok();
        tags
    }

    /// [`Self::enter`] without a list: hands each value to `take`. Values before a faulty one have
    /// been handed over when it returns the finding.
    pub fn enter_each(
        &self,
        field: FieldId,
        entered: &str,
        take: &mut impl FnMut(Value),
    ) -> Result<(), Finding> {
        let lenient = self.field(field).traits.lenient;
        let strictness = if lenient { Strictness::Keeps } else { Strictness::Refuses };
        let how = (field, strictness);
        if let Some((text, source)) =
            self.sourced(field, entered).filter(|_| !self.is_contact(field))
        {
            let source = self.source_named(&source)?;
            return self.pieces(how, &text, &mut |mut value| {
                if let Some(source) = &source {
                    value.stem_from(source);
                }
                take(value);
            });
        }
        if !self.is_contact(field) || !entered.contains('{') {
            return self.pieces(how, entered, take);
        }
        for line in entered.lines() {
            match serde_json::from_str::<Map<String, Json>>(line) {
                Ok(object) => take(self.contact(how, object)?),
                Err(_) => self.pieces(how, line, take)?,
            }
        }
        Ok(())
    }

    /// Whether a value of `field` may be written as this object.
    pub fn takes_object(&self, field: FieldId, object: &str) -> bool {
        self.is_contact(field)
            || self.field(field).kind.is_structured()
            || self.sourced(field, object).is_some()
    }

    /// A value that fails its validator and is kept. Of a field that is no contact the scan finds
    /// it by the validator alone.
    pub(super) fn unverified(&self, field: FieldId, text: Cow<'_, str>) -> Value {
        let mut value = Value::plain(text);
        value.about = self.is_contact(field).then(|| Box::new(About::of_state(TO_VERIFY)));
        value
    }

    fn contact(
        &self,
        how: (FieldId, Strictness),
        mut object: Map<String, Json>,
    ) -> Result<Value, Finding> {
        let (field, _) = how;
        let wrong = || Finding::new(field, Code::ContactObject);
        let beside = match BESIDE.iter().find_map(|key| object.remove(*key)) {
            None | Some(Json::Null | Json::Bool(false)) => false,
            Some(Json::Bool(true)) => true,
            Some(_) => return Err(wrong()),
        };
        let mut told: [Option<String>; KEYS.len()] = Default::default();
        for (key, json) in object {
            let place = KEYS.iter().position(|(en, zh)| *en == key || *zh == key);
            let slot = place.and_then(|place| told.get_mut(place)).ok_or_else(wrong)?;
            let text = match json {
                Json::Null => continue,
                Json::String(text) => text,
                Json::Number(number) => number.to_string(),
                _ => return Err(wrong()),
            };
            *slot = Some(text).filter(|text| !text.trim().is_empty());
        }
        let [text, state, source, verified, method, failures] = told;
        let mut values = Vec::new();
        self.pieces(how, text.as_deref().unwrap_or_default(), &mut |value| values.push(value))?;
        let (Some(mut value), true) = (values.pop(), values.is_empty()) else {
            return Err(wrong());
        };
        let known = self.known();
        let word = |field, text: Option<String>| -> Result<Option<String>, Finding> {
            let Some(text) = text else { return Ok(None) };
            Ok(self.normalise(field, &text)?.first().map(|value| value.text.clone()))
        };
        let mut about = About::default();
        about.state = match state {
            Some(name) => {
                let unknown =
                    |nearest| Finding { nearest, ..Finding::new(field, Code::ContactState) };
                Some(self.state_named(name.trim()).map_err(unknown)?.id.clone())
            }
            None => value.about.take().and_then(|about| about.state.clone()),
        };
        about.source = word(known.source, source)?;
        about.verified = word(known.verified, verified)?;
        about.method = word(known.verify_method, method)?;
        about.failures = match failures {
            Some(count) => count.trim().parse().map_err(|_| wrong())?,
            None => 0,
        };
        about.beside = beside;
        let limit = self.document.contact.failures;
        if about.state.is_none() && limit > 0 && about.failures >= limit {
            about.state = Some(INVALID.to_owned());
        }
        value.about = (!about.is_blank()).then(|| Box::new(about));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enter(policy: &Policy, field: &str, entered: &str) -> Result<Vec<Value>, Finding> {
        policy.enter(policy.id(field).unwrap(), entered)
    }

    #[test]
    fn a_contact_comes_with_what_is_known_of_it_in_either_language() {
        let policy = Policy::builtin();
        for object in [
            r#"{"value":"138-0000-0013","state":"valid","source":"exhibition",
                "verified":"2026-03-01","method":"phone","failures":1}"#,
            r#"{"值":"13800000013","状态":"已核实","来源":"展会","核对日期":"2026年3月1日",
                "核对方式":"电话","失败次数":"1"}"#,
        ] {
            let value = enter(policy, "phone", &object.replace('\n', " ")).unwrap().remove(0);
            assert_eq!(value.text, "+8613800000013");
            let about = value.about.as_deref().unwrap();
            assert_eq!(about.state.as_deref(), Some("valid"));
            assert_eq!(about.source.as_deref(), Some("exhibition"));
            assert_eq!(about.verified.as_deref(), Some("2026-03-01"));
            assert_eq!((about.method.as_deref(), about.failures), (Some("phone"), 1));
        }
        for (beside, expected) in [("true", true), ("false", false), ("null", false)] {
            for key in BESIDE {
                let object = format!(r#"{{"value":"13800000013","{key}":{beside}}}"#);
                assert_eq!(enter(policy, "phone", &object).unwrap()[0].is_beside(), expected);
            }
        }
        let lines = "{\"value\":\"13800000013\",\"state\":\"失效\"}\n13800000014\n{\"value\":\"13800000015\"}";
        let values = enter(policy, "phone", lines).unwrap();
        let known: Vec<bool> = values.iter().map(|value| value.about.is_some()).collect();
        assert_eq!(known, [true, false, false]);
    }

    #[test]
    fn what_nobody_understands_of_a_contact_is_refused() {
        for (object, code) in [
            (r#"{"value":"12345"}"#, Code::PhoneShort),
            (r#"{"state":"valid"}"#, Code::ContactObject),
            (r#"{"value":"13800000013","status":"valid"}"#, Code::ContactObject),
            (r#"{"value":"13800000013;13800000014"}"#, Code::ContactObject),
            (r#"{"value":"13800000013","failures":-1}"#, Code::ContactObject),
            (r#"{"value":"13800000013","state":false}"#, Code::ContactObject),
            (r#"{"value":"13800000013","beside":"false"}"#, Code::ContactObject),
            (r#"{"value":"13800000013","另有":"否"}"#, Code::ContactObject),
            (r#"{"value":"13800000013","beside":0}"#, Code::ContactObject),
            (r#"{"value":"13800000013","state":{"a":1}}"#, Code::ContactObject),
            (r#"{"value":"13800000013","state":"vallid"}"#, Code::ContactState),
            (r#"{"value":"13800000013","source":"bought_list"}"#, Code::ForbiddenChannel),
            (r#"{"value":"13800000013","method":"telepathy"}"#, Code::UnknownChoice),
            (r#"{"value":"13800000013","verified":"1/2/2026"}"#, Code::AmbiguousDay),
        ] {
            let finding = enter(Policy::builtin(), "phone", object).unwrap_err();
            assert_eq!(finding.code, code, "{object}");
            let state = object.contains("vallid");
            assert_eq!(finding.nearest.as_deref() == Some("valid"), state, "{object}");
        }
        // A field that is no contact takes the text as any other.
        let note = enter(Policy::builtin(), "notes", r#"{"value":"1"}"#).unwrap();
        assert_eq!(note[0].text, r#"{"value":"1"}"#);
    }

    #[test]
    fn what_there_is_some_of_or_none_is_not_negative() {
        let policy = Policy::builtin();
        for (field, wrong, right) in
            [("staff_count", "-5", "0"), ("registered_capital", "USD -100万", "0")]
        {
            assert_eq!(enter(policy, field, wrong).unwrap_err().code, Code::Negative, "{field}");
            assert!(enter(policy, field, right).is_ok(), "{field}");
        }
        // A refund is an amount.
        let refund = r#"{"type":"purchase","date":"2026-01-31","amount":"-5"}"#;
        assert!(enter(policy, "events", refund).is_ok());
    }

    #[test]
    fn a_lenient_field_keeps_what_fails_and_the_scan_tells_why() {
        let mut document = Policy::builtin().document().clone();
        for field in document.fields.iter_mut().filter(|f| ["phone", "postcode"].contains(&&*f.id))
        {
            field.traits.lenient = true;
        }
        let policy = Policy::new(document).unwrap();
        let values = enter(&policy, "phone", "12345；13800000013").unwrap();
        let states: Vec<_> =
            values.iter().map(|v| v.about.as_ref().and_then(|a| a.state.clone())).collect();
        assert_eq!(values[0].text, "12345");
        assert_eq!(states, [Some(TO_VERIFY.to_owned()), None]);
        let object = r#"{"value":"12345","source":"展会"}"#;
        let about = enter(&policy, "phone", object).unwrap()[0].about.clone().unwrap();
        assert_eq!(about.state.as_deref(), Some(TO_VERIFY));
        let postcode = enter(&policy, "postcode", "1").unwrap().remove(0);
        assert!(postcode.about.is_none());
        let mut fields = crate::model::Fields::new();
        fields.set(policy.known().phone, values);
        fields.set(policy.id("postcode").unwrap(), [postcode]);
        let today = crate::model::date::day(2026, 3, 1).unwrap();
        let part = crate::model::Part::Level(crate::model::Level::Two);
        let found = policy.findings(&fields, &[part], today);
        let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::PhoneShort, Code::PostcodeLength, Code::ContactToVerify]);
        // What was masked says nothing, and is refused by the most lenient.
        assert_eq!(enter(&policy, "phone", "138****0013").unwrap_err().code, Code::Masked);
        assert!(policy.normalise(policy.known().phone, "12345").is_err());
    }
}
