//! Contacts: the values by which a customer is reached, and what becomes of one that fails or is
//! found right.
//!
//! A field is a contact when `contact.order` names it. A value of it has a state only after
//! somebody said something about it: one about which nothing is known is neither good nor bad,
//! and the review of its record sees to it; an import of a hundred thousand customers does not make
//! as many findings. What fails its validator and is kept all the same ([`Trait::Lenient`](
//! super::Trait::Lenient)) is to be verified from the first day.
//!
//! One that is invalid comes back only by being found right; failures count from the last time.

use jiff::civil::Date;

use super::finding::{Code, Finding};
use super::{Choice, Policy, names};

use crate::model::{About, FieldId, Fields};

/// The state of a contact that nobody has verified yet (待验证).
pub const TO_VERIFY: &str = "to_verify";
/// The state of a contact that was found right (有效).
pub const VALID: &str = "valid";
/// The state of a contact by which nobody is reached any more (失效).
pub const INVALID: &str = "invalid";

/// One contact of a record: a field, and the place of the value among those that it has, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The field.
    pub field: FieldId,
    /// The place.
    pub place: usize,
}

/// Which contact of a record is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    /// The field.
    pub field: FieldId,
    /// Which of its values.
    pub by: By,
}

/// Which value of a field is meant.
#[derive(Clone, PartialEq, Eq)]
pub enum By {
    /// The only one.
    Only,
    /// The one at this place, counted from 1 as people count.
    Ordinal(usize),
    /// The one with this text, in its normal form.
    Text(String),
}

/// Says nothing of a value.
impl std::fmt::Debug for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Only => f.write_str("Only"),
            Self::Ordinal(n) => write!(f, "Ordinal({n})"),
            Self::Text(_) => f.write_str("Text(…)"),
        }
    }
}

/// A record has no such contact, or several where one was meant; how many values the field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFound(pub usize);

/// What became of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The contact.
    pub contact: Contact,
    /// The id of its state now; none: it has none.
    pub state: Option<String>,
    /// Times in a row that nobody was reached by it.
    pub failures: u16,
    /// The contact to try instead, when this one is invalid and there is another.
    pub next: Option<Contact>,
}

impl Which {
    /// The contact that it means in a record.
    pub fn find(&self, fields: &Fields) -> Result<Contact, NotFound> {
        let count = fields.all(self.field).count();
        let place = match &self.by {
            By::Only => (count == 1).then_some(0),
            By::Ordinal(n) => n.checked_sub(1).filter(|place| *place < count),
            By::Text(text) => {
                fields.all(self.field).position(|value| value.text.eq_ignore_ascii_case(text))
            }
        };
        place.map(|place| Contact { field: self.field, place }).ok_or(NotFound(count))
    }
}

impl Policy {
    /// The fields by which customers are reached, in the order in which they are tried.
    pub fn contacts(&self) -> &[FieldId] {
        &self.contacts
    }

    /// Whether customers are reached by `field`.
    pub fn is_contact(&self, field: FieldId) -> bool {
        self.contacts.contains(&field)
    }

    /// The state of contacts that `name` means: an id, a name in either language, an alias; else
    /// the id of one that looks like it.
    pub(super) fn state_named(&self, name: &str) -> Result<&Choice, Option<String>> {
        let states = &self.document.contact.states;
        names::choice(states, name).ok_or_else(|| {
            let known = states.iter().flat_map(|one| one.names().map(|name| (name, &*one.id)));
            names::nearest(name, known)
        })
    }

    /// The id of a state as people read it.
    pub fn contact_state_shown<'a>(&'a self, id: &'a str, chinese: bool) -> &'a str {
        let state = self.document.contact.states.iter().find(|state| state.id == id);
        state.map_or(id, |state| if chinese { &state.label_zh } else { &state.label_en })
    }

    /// A contact as a person names it: `phone:2`; the field alone where it holds one value.
    pub fn contact_name(&self, contact: Contact) -> String {
        let field = self.field(contact.field);
        if field.traits.multi {
            format!("{}:{}", field.id, contact.place + 1)
        } else {
            field.id.clone()
        }
    }

    /// Notes that nobody was reached by a contact: a bounce, a call that nobody took. When that
    /// was once too often it is invalid. Nothing when the record has no such contact.
    pub fn note_failure(&self, fields: &mut Fields, contact: Contact) -> Option<Noted> {
        let limit = self.document.contact.failures;
        let about = about(fields, contact)?;
        about.failures = about.failures.saturating_add(1);
        if limit > 0 && about.failures >= limit {
            about.state = Some(INVALID.to_owned());
        }
        self.noted(fields, contact)
    }

    /// Notes that a contact was found right on a day, by the verification method with this id.
    /// Where the policy wants two, it is valid only when two different methods have said so.
    pub fn note_confirmed(
        &self,
        fields: &mut Fields,
        contact: Contact,
        (method, day): (&str, Date),
    ) -> Option<Noted> {
        let about = about(fields, contact)?;
        let again = match about.state.as_deref() {
            Some(VALID) => true,
            Some(TO_VERIFY) => about.method.as_deref().is_some_and(|before| before != method),
            _ => false,
        };
        let enough = again || !self.document.contact.double_check;
        about.state = Some(if enough { VALID } else { TO_VERIFY }.to_owned());
        about.failures = 0;
        about.verified = Some(day.to_string());
        about.method = Some(method.to_owned());
        self.noted(fields, contact)
    }

    fn noted(&self, fields: &Fields, contact: Contact) -> Option<Noted> {
        let value = fields.all(contact.field).nth(contact.place)?;
        let about = value.about.as_deref();
        let state = about.and_then(|about| about.state.clone());
        let next = state.as_deref().filter(|state| *state == INVALID);
        let next = next.and_then(|_| self.next_contact(fields, contact));
        Some(Noted { contact, state, failures: about.map_or(0, |about| about.failures), next })
    }

    /// The contact to try instead of `failed`: the first in the policy's order that is not invalid.
    pub fn next_contact(&self, fields: &Fields, failed: Contact) -> Option<Contact> {
        let mut all = self.contacts.iter().flat_map(|field| {
            let values = fields.all(*field).enumerate();
            values.map(move |(place, value)| (Contact { field: *field, place }, value))
        });
        let good = |about: &About| about.state.as_deref() != Some(INVALID);
        let found = all
            .find(|(contact, value)| *contact != failed && value.about.as_deref().is_none_or(good));
        found.map(|(contact, _)| contact)
    }
}

/// What is wrong with a record's contacts: those that are invalid or await verification.
pub(super) fn findings(fields: &Fields) -> Vec<Finding> {
    let known = fields.iter().filter_map(|(id, value)| Some((id, value.about.as_deref()?)));
    let mut findings = Vec::new();
    for (field, about) in known {
        match about.state.as_deref() {
            Some(INVALID) => findings.push(Finding::new(field, Code::ContactInvalid)),
            Some(TO_VERIFY) => findings.push(Finding::new(field, Code::ContactToVerify)),
            _ => {}
        }
    }
    findings
}

impl Policy {
    /// That nobody is reached any more by any contact of a record that has some.
    pub(super) fn unreachable(&self, fields: &Fields) -> Option<Finding> {
        let invalid = |about: &About| about.state.as_deref() == Some(INVALID);
        let mut first = None;
        for field in &self.contacts {
            for value in fields.all(*field) {
                value.about.as_deref().filter(|about| invalid(about))?;
                first = first.or(Some(*field));
            }
        }
        first.map(|field| Finding::new(field, Code::Unreachable))
    }
}

fn about(fields: &mut Fields, contact: Contact) -> Option<&mut About> {
    fields.about_mut(contact.field, contact.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::model::date::day;

    fn record(values: &[(&str, &str)]) -> Fields {
        let field = |id| Policy::builtin().id(id).unwrap();
        values.iter().map(|(id, text)| (field(id), Value::plain(*text))).collect()
    }

    fn contact(id: &str, place: usize) -> Contact {
        Contact { field: Policy::builtin().id(id).unwrap(), place }
    }

    #[test]
    fn three_failures_make_a_contact_invalid_and_the_next_is_proposed() {
        let policy = Policy::builtin();
        let mut fields = record(&[("phone", "1"), ("email", "a@b.cn"), ("address", "x")]);
        let phone = contact("phone", 0);
        for failures in 1..=4 {
            let noted = policy.note_failure(&mut fields, phone).unwrap();
            let invalid = failures >= 3;
            assert_eq!(noted.failures, failures);
            assert_eq!(noted.state.as_deref(), invalid.then_some(INVALID));
            assert_eq!(noted.next, invalid.then_some(contact("email", 0)));
        }
        let email = contact("email", 0);
        for _ in 0..3 {
            policy.note_failure(&mut fields, email);
        }
        assert_eq!(policy.next_contact(&fields, email), Some(contact("address", 0)));
        let today = day(2026, 3, 1).unwrap();
        let noted = policy.note_confirmed(&mut fields, phone, ("visit", today)).unwrap();
        assert_eq!((noted.state.as_deref(), noted.failures), (Some(VALID), 0));
        assert_eq!(policy.next_contact(&fields, email), Some(phone));
        assert_eq!(policy.note_failure(&mut fields, contact("phone", 1)), None);
    }

    #[test]
    fn a_policy_may_want_two_methods_and_no_limit() {
        let mut document = Policy::builtin().document().clone();
        document.contact.double_check = true;
        document.contact.failures = 0;
        let policy = Policy::new(document).unwrap();
        let mut fields = record(&[("phone", "1")]);
        let (phone, today) = (contact("phone", 0), day(2026, 3, 1).unwrap());
        let mut mark = |method| {
            let noted = policy.note_confirmed(&mut fields, phone, (method, today)).unwrap();
            noted.state.unwrap()
        };
        assert_eq!(mark("phone"), TO_VERIFY);
        assert_eq!(mark("phone"), TO_VERIFY, "the same twice is one");
        assert_eq!(mark("email"), VALID);
        assert_eq!(mark("email"), VALID);
        for _ in 0..9 {
            assert_eq!(policy.note_failure(&mut fields, phone).unwrap().state.unwrap(), VALID);
        }
    }

    #[test]
    fn a_contact_is_named_by_place_or_text_and_never_guessed() {
        let fields = record(&[("phone", "1"), ("phone", "2"), ("email", "A@b.cn")]);
        let find = |id: &str, by| {
            let field = Policy::builtin().id(id).unwrap();
            Which { field, by }.find(&fields).map(|contact| contact.place)
        };
        assert_eq!(find("phone", By::Only), Err(NotFound(2)));
        assert_eq!(find("email", By::Only), Ok(0));
        assert_eq!(find("address", By::Only), Err(NotFound(0)));
        assert_eq!(find("phone", By::Ordinal(2)), Ok(1));
        assert_eq!(find("phone", By::Ordinal(3)), Err(NotFound(2)));
        assert_eq!(find("phone", By::Ordinal(0)), Err(NotFound(2)));
        assert_eq!(find("email", By::Text("a@b.cn".to_owned())), Ok(0));
        assert_eq!(format!("{:?}", By::Text("a@b.cn".to_owned())), "Text(…)");
        assert_eq!(Policy::builtin().contact_name(contact("phone", 1)), "phone:2");
        assert_eq!(Policy::builtin().contact_name(contact("wechat", 0)), "wechat");
    }

    #[test]
    fn what_is_not_valid_is_found() {
        let mut fields = record(&[("phone", "1"), ("email", "a@b.cn"), ("wechat", "w")]);
        let findings = |fields: &Fields| -> Vec<Code> {
            findings(fields).iter().map(|finding| finding.code).collect()
        };
        assert_eq!(findings(&fields), []);
        for (id, state) in [("phone", INVALID), ("email", TO_VERIFY), ("wechat", VALID)] {
            *about(&mut fields, contact(id, 0)).unwrap() = About::of_state(state);
        }
        assert_eq!(findings(&fields), [Code::ContactInvalid, Code::ContactToVerify]);
    }

    #[test]
    fn a_customer_is_out_of_reach_when_every_contact_is_invalid() {
        let policy = Policy::builtin();
        let known = policy.known();
        let value = |text: &str, state: Option<&str>| {
            let mut value = Value::plain(text);
            value.about = state.map(|state| Box::new(About::of_state(state)));
            value
        };
        let mut fields = Fields::new();
        assert_eq!(policy.unreachable(&fields), None);
        fields.push(known.phone, value("+8613800000013", Some(INVALID)));
        assert_eq!(policy.unreachable(&fields).unwrap().field, known.phone);
        fields.push(known.email, value("a@example.com", Some(INVALID)));
        assert!(policy.unreachable(&fields).is_some());
        fields.push(known.email, value("b@example.com", None));
        assert_eq!(policy.unreachable(&fields), None);
    }
}
