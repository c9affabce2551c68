//! Contacts by which nobody was reached, as the events of a record tell it.
//!
//! However an event comes into a record, a bounce or an unreachable call that names a contact counts
//! for it. A record that is carried over brings the count with the events, so the higher of the two
//! holds; a state that is stated in the same change stands, and nothing counts from before the last
//! time that the contact was found right.
//!
//! An event names the contact by its place on that day, and contacts come and go. So what leaves a vault
//! says that its failure is counted (`"counted":true`): where it comes in it is history, which asks for
//! no such contact and counts for none; what became of the contact is told with the contact. A row that
//! updates a record names places in its own list; where another contact has that place in the record, the
//! row is refused.

use super::contact::{By, INVALID, Which};
use super::{Carries, EventType, Policy};
use crate::model::date::parse_day;
use crate::model::{About, Event, Fields};
use jiff::civil::Date;

impl Policy {
    /// Counts in `after` what `came`, beyond what the contacts of `before` had.
    pub(super) fn note_unreached<'e>(
        &self,
        before: &Fields,
        after: &mut Fields,
        came: impl Iterator<Item = (&'e Event, &'e EventType, Date)>,
    ) {
        let mut found = Vec::new();
        for (event, about, day) in came {
            if about.carries.contains(&Carries::FailedContact)
                && let Some(contact) =
                    self.failed_by(event).and_then(|which| which.find(after).ok())
            {
                found.push((contact, day));
            }
        }
        let mut contacts: Vec<_> = found.iter().map(|(contact, _)| *contact).collect();
        contacts.dedup();
        for (at, contact) in contacts.iter().enumerate() {
            if contacts.iter().take(at).any(|earlier| earlier == contact) {
                continue;
            }
            let Some(value) = after.all(contact.field).nth(contact.place) else { continue };
            let right = verified(value.about.as_deref());
            let kept = before.all(contact.field).find(|kept| kept.text == value.text);
            let kept = kept.and_then(|kept| kept.about.as_deref());
            let state = |about: Option<&About>| about.and_then(|about| about.state.clone());
            let stands = state(value.about.as_deref());
            if stands.is_some() && stands != state(kept) {
                continue;
            }
            let so_far = kept.filter(|kept| verified(Some(kept)) == right);
            let counts =
                |(of, day): &&(_, Date)| of == contact && right.is_none_or(|right| *day >= right);
            let more = found.iter().filter(counts).count();
            let more = u16::try_from(more).unwrap_or(u16::MAX);
            if more == 0 {
                continue;
            }
            let limit = self.document.contact.failures;
            let Some(about) = after.about_mut(contact.field, contact.place) else { continue };
            let told = so_far.map_or(0, |kept| kept.failures).saturating_add(more);
            about.failures = about.failures.max(told);
            if limit > 0 && about.failures >= limit {
                about.state = Some(INVALID.to_owned());
            }
        }
    }

    /// The contact that an event names as the one that failed.
    pub(super) fn failed_by(&self, event: &Event) -> Option<Which> {
        let (field, place) = event.failed()?;
        let by = match place {
            Some(place) => By::Ordinal(place.parse().ok()?),
            None => By::Only,
        };
        Some(Which { field: self.id(field)?, by })
    }
}

fn verified(about: Option<&About>) -> Option<Date> {
    about?.verified.as_deref().and_then(parse_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    fn record(values: &[(&str, &str)]) -> Fields {
        let policy = Policy::builtin();
        let entered = values.iter().flat_map(|(field, text)| {
            let id = policy.id(field).unwrap();
            policy.normalise(id, text).unwrap().into_iter().map(move |value| (id, value))
        });
        entered.collect()
    }

    #[test]
    fn three_events_of_whatever_origin_make_a_contact_invalid() {
        let policy = Policy::builtin();
        let (phone, today) = (policy.known().phone, parse_day("2026-06-30").unwrap());
        let bounce =
            |day: &str| format!(r#"{{"type":"unreachable","date":"{day}","failed":"phone:2"}}"#);
        let list: Vec<String> = (1..=3).map(|n| bounce(&format!("2026-05-0{n}"))).collect();
        let list = format!("[{}]", list.join(","));
        let stands = |fields: &Fields, place: usize| {
            let about = fields.all(phone).nth(place).unwrap().about.clone();
            about.map_or((None, 0), |about| (about.state.clone(), about.failures))
        };
        let invalid = Some("invalid".to_owned());
        let two = "13800000013；13800000014";
        let mut new = record(&[("name", "张三"), ("phone", two), ("events", &list)]);
        policy.follow(None, &mut new, today);
        assert_eq!((stands(&new, 0), stands(&new, 1)), ((None, 0), (invalid.clone(), 3)));
        // One after the other, and a record that says itself how often counts no event twice.
        let mut one = record(&[("name", "张三"), ("phone", two)]);
        for (n, state) in [(1, None), (2, None), (3, invalid.clone())] {
            let before = one.clone();
            let events = policy.known().events.unwrap();
            one.push(events, Value::plain(bounce(&format!("2026-05-0{n}"))));
            policy.follow(Some(&before), &mut one, today);
            assert_eq!(stands(&one, 1), (state, n));
        }
        let known = |about: &str| {
            let second = format!(r#"{{"value":"13800000014",{about}}}"#);
            let events = format!("[{},{}]", bounce("2026-05-01"), bounce("2026-05-02"));
            let mut fields = record(&[("name", "张三"), ("events", &events)]);
            fields.set(phone, policy.enter(phone, &format!("13800000013\n{second}")).unwrap());
            policy.follow(None, &mut fields, today);
            stands(&fields, 1)
        };
        assert_eq!(known(r#""failures":2"#), (None, 2));
        assert_eq!(known(r#""failures":3"#), (invalid, 3));
        let valid = Some("valid".to_owned());
        assert_eq!(known(r#""state":"有效""#), (valid, 0));
        assert_eq!(known(r#""verified":"2026-05-02""#), (None, 1));
    }

    #[test]
    fn what_was_counted_elsewhere_asks_for_no_contact_and_counts_for_none() {
        let policy = Policy::builtin();
        let (phone, today) = (policy.known().phone, parse_day("2026-06-30").unwrap());
        let event = |more: &str| {
            format!(r#"{{"type":"bounce","date":"2026-05-01","failed":"phone:1"{more}}}"#)
        };
        let stored = event("");
        for (more, counts) in [("", 1), (r#","counted":true"#, 0)] {
            let events = event(more);
            let mut fields = record(&[("name", "张三"), ("phone", "13800000013")]);
            let values = policy.normalise(policy.known().events.unwrap(), &events).unwrap();
            assert_eq!(values[0].text, stored);
            for value in values {
                fields.push(policy.known().events.unwrap(), value);
            }
            assert_eq!(policy.unmet_failure(None, &fields), None);
            policy.follow(None, &mut fields, today);
            let about = fields.get(phone).unwrap().about.clone();
            assert_eq!(about.map_or(0, |about| about.failures), counts, "{more}");
            fields.set(phone, []);
            assert_eq!(policy.unmet_failure(None, &fields).is_none(), counts == 0, "{more}");
        }
        let field = policy.known().events.unwrap();
        assert_eq!(policy.handed_out(field, &stored), event(r#","counted":true"#));
        let other = r#"{"type":"contact","date":"2026-05-01"}"#;
        assert_eq!(policy.handed_out(field, other), other);
    }
}
