//! What follows from a change of a record: marks of activity, and what events do to the clock of
//! reviews.
//!
//! Whoever may change level 3 need not see the events, which are level 2. So nothing here is
//! reckoned from all events there are: what came and what went between two versions of a record is
//! added to what is kept. Nor do marks say what happened; see [`review`](crate::model::review).

use jiff::civil::Date;

use super::Policy;
use super::contact::Contact;
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::structured::MOST;
use super::upkeep::{Clock, EventType};
use crate::model::date::{parse_day, plus_days};
use crate::model::{Event, FieldId, Fields, Part, Value};

/// An event with what the policy says of it.
pub(super) struct Happened<'p> {
    event: Event,
    /// Whether a failure that it tells is counted already.
    counted: bool,
    pub(super) day: Date,
    pub(super) about: &'p EventType,
}

impl Policy {
    /// Sets in `after` what follows from its differences to `before`; nothing is before a new
    /// record.
    pub fn follow(&self, before: Option<&Fields>, after: &mut Fields, today: Date) {
        let none = Fields::new();
        let old = before.unwrap_or(&none);
        let (gone, came) = self.events_between(old, after);
        let changed = before.is_some_and(|before| self.says_otherwise(before, after));
        let uncounted = came.iter().filter(|one| !one.counted);
        let told = uncounted.map(|one| (&one.event, one.about, one.day));
        self.note_unreached(old, after, told);
        self.mark((&gone, &came), changed.then_some(today), after);
        self.mark_contact(old, after);
        if let Some(next) = self.known.next_visit
            && old.text(next) == after.text(next)
            && let Some(step) = came.iter().rev().find(|one| !one.event.next.is_empty())
            && (before.is_some() || after.get(next).is_none())
        {
            after.set(next, [Value::plain(step.event.next.clone())]);
        }
        for one in &came {
            match one.about.clock {
                Clock::None => {}
                Clock::Reset => self.reset(one, after),
                Clock::PullForward => self.pull_forward(one, after),
            }
        }
    }

    /// The events that went, and those that came, the oldest first.
    pub(super) fn events_between(
        &self,
        old: &Fields,
        new: &Fields,
    ) -> (Vec<Happened<'_>>, Vec<Happened<'_>>) {
        let Some(field) = self.known.events else { return Default::default() };
        let (gone, came) = differing(old, new, field);
        let happened = |value: &&Value| {
            let (event, counted) = (Event::parse(&value.text)?, value.is_counted());
            let about = self.document.events.iter().find(|about| about.id == event.kind)?;
            Some(Happened { day: parse_day(&event.date)?, event, counted, about })
        };
        let listed = |values: Vec<&Value>| {
            let mut all: Vec<_> = values.iter().filter_map(happened).collect();
            all.sort_by_key(|one| one.day);
            all
        };
        (listed(gone), listed(came))
    }

    /// Whether the two say different things of the customer: not of what happened, nor of what
    /// the program itself keeps.
    fn says_otherwise(&self, before: &Fields, after: &Fields) -> bool {
        let dealings = [Some(self.known.last_contact), self.known.next_visit];
        let mut fields = self.fields().filter(|(id, field)| {
            let kept = field.traits.system || field.part == Part::Operational;
            let happens = matches!(field.kind, FieldKind::Event | FieldKind::Assessment);
            !kept && !happens && !dealings.contains(&Some(*id))
        });
        fields.any(|(id, _)| {
            let texts = |fields: &'_ Fields| -> Vec<String> {
                fields.all(id).map(|value| value.text.clone()).collect()
            };
            texts(before) != texts(after)
        })
    }

    /// Somebody dealt with the customer and found the record right: it counts as verified then, by
    /// inference, which is the weakest of methods.
    fn reset(&self, one: &Happened<'_>, after: &mut Fields) {
        let known = &self.known;
        let day = || [Value::plain(one.day.to_string())];
        if parse_day(after.text(known.last_contact)).is_none_or(|last| last < one.day) {
            after.set(known.last_contact, day());
        }
        let inferred = "inferred";
        let has = |choice: &super::Choice| choice.id == inferred;
        let verified = parse_day(after.text(known.verified));
        if verified.is_some_and(|last| one.day < last)
            || !self.choices(known.verify_method).iter().any(has)
        {
            return;
        }
        // Who verified it on that very day knows better, and it was right when it was entered.
        let entered = parse_day(after.text(known.created)).is_some_and(|first| one.day < first);
        if verified != Some(one.day) && !entered {
            after.set(known.verified, day());
            after.set(known.verify_method, [Value::plain(inferred)]);
            after.set(known.verify_result, [Value::plain("confirmed")]);
        }
        let Some(by) = known.review_by else { return };
        let (_, all) = self.events_between(&Fields::new(), after);
        let later = all.iter().filter(|other| other.day > one.day).filter_map(wanted_by);
        after.set(by, later.min().map(|day| Value::plain(day.to_string())));
    }

    /// Something may have changed since the record was known to be right.
    /// Its entry is no verification: who entered it may not have looked at anything else.
    fn pull_forward(&self, one: &Happened<'_>, after: &mut Fields) {
        let (Some(by), Some(wanted)) = (self.known.review_by, wanted_by(one)) else { return };
        let right = parse_day(after.text(self.known.verified));
        let known_since = right.is_some_and(|last| last > one.day);
        let sooner = parse_day(after.text(by)).is_some_and(|kept| kept <= wanted);
        if !known_since && !sooner {
            after.set(by, [Value::plain(wanted.to_string())]);
        }
    }

    /// So many values a field of a record holds at most.
    pub const MOST_VALUES: usize = MOST;

    /// What a new version of a record must not hold: the same as [`Self::refusal_of_any`], or among its
    /// new values what may be a foreign telephone number taken for a Chinese one.
    pub fn refusal(&self, before: Option<&Fields>, after: &Fields, today: Date) -> Option<Finding> {
        let refusal = self.refusal_of_any(before, after, today);
        refusal.or_else(|| self.stray_phone(before, after))
    }

    /// What no version of a record may hold, though another one held it: too much in one field, or among
    /// its new values one that lies ahead or is not for customers of this kind.
    pub fn refusal_of_any(
        &self,
        before: Option<&Fields>,
        after: &Fields,
        today: Date,
    ) -> Option<Finding> {
        let none = Fields::new();
        let before = before.unwrap_or(&none);
        let most = Self::MOST_VALUES;
        if after.len() > most
            && let Some((id, _)) = self.fields().find(|(id, _)| after.all(*id).count() > most)
        {
            return Some(Finding::new(id, Code::TooMany));
        }
        let came = |(id, value): &(FieldId, &Value)| before.all(*id).all(|other| other != *value);
        let mut nul = after.iter().filter(|(_, value)| has_nul(value));
        if let Some((id, _)) = nul.find(came) {
            return Some(Finding::new(id, Code::Nul));
        }
        if let Some((id, code)) = self.newly_ahead(before, after, today) {
            return Some(Finding::new(id, code));
        }
        let cards = self.structured.iter();
        for field in cards.filter(|id| self.field(**id).kind == FieldKind::Assessment) {
            let (_, came) = differing(before, after, *field);
            if came.iter().any(|value| !self.fits_kind(after, &value.text)) {
                return Some(Finding::new(*field, Code::AssessmentKind));
            }
        }
        None
    }

    /// That a new event says that nobody was reached by a contact which the record does not have, or
    /// of which it has several: it would count for none.
    pub fn unmet_failure(&self, before: Option<&Fields>, after: &Fields) -> Option<Finding> {
        let none = Fields::new();
        let (_, came) = self.events_between(before.unwrap_or(&none), after);
        let mut failed = came.iter().filter(|one| !one.counted && one.event.failed().is_some());
        let unmet = |one: &Happened<'_>| {
            self.failed_by(&one.event).is_none_or(|which| which.find(after).is_err())
        };
        let is_unmet = failed.any(unmet);
        self.known.events.filter(|_| is_unmet).map(|id| Finding::new(id, Code::FailedContact))
    }

    /// The same of what a record becomes with `row`, whose events name contacts by their places in the
    /// row: also, that another contact has that place in the record.
    pub fn unmet_in_row(&self, before: &Fields, row: &Fields, after: &Fields) -> Option<Finding> {
        let (_, came) = self.events_between(before, after);
        let misplaced = |one: &Happened<'_>| {
            let which = self.failed_by(&one.event).filter(|_| !one.counted);
            let places = which.map(|which| (which.find(row), which.find(after)));
            let Some((Ok(said), Ok(found))) = places else { return false };
            let text = |fields: &Fields, of: Contact| {
                fields.all(of.field).nth(of.place).map(|value| value.text.clone())
            };
            text(row, said) != text(after, found)
        };
        let is_misplaced = came.iter().any(misplaced);
        let misplaced = self.known.events.filter(|_| is_misplaced);
        let finding = |id| Finding::new(id, Code::MisplacedContact);
        self.unmet_failure(Some(before), after).or_else(|| misplaced.map(finding))
    }

    /// The links that `after` has and `before` has not.
    pub fn new_links<'f>(
        &self,
        before: Option<&Fields>,
        after: &'f Fields,
    ) -> Vec<(FieldId, &'f str)> {
        let none = Fields::new();
        let before = before.unwrap_or(&none);
        let mut links = Vec::new();
        for field in self.structured.iter().filter(|id| self.field(**id).kind == FieldKind::Link) {
            let old: Vec<&str> = before.all(*field).map(|value| value.text.as_str()).collect();
            let new = after.all(*field).map(|value| value.text.as_str());
            links.extend(new.filter(|text| !old.contains(text)).map(|text| (*field, text)));
        }
        links
    }
}

/// Whether a text of a value, or of what is known of it, has a NUL: no reader of lists takes one.
fn has_nul(value: &Value) -> bool {
    let texts = value.about.as_ref().map(|about| [&about.source, &about.method, &about.state]);
    let mut texts = texts.into_iter().flatten().flatten();
    value.text.contains('\0') || texts.any(|text| text.contains('\0'))
}

/// The day by which an event wants a review.
fn wanted_by(one: &Happened<'_>) -> Option<Date> {
    let pulls = one.about.clock == Clock::PullForward;
    pulls.then(|| plus_days(one.day, i32::from(one.about.within_days)))
}

/// The values of `field` whose texts only the first has, and those whose texts only the second has.
fn differing<'a>(
    old: &'a Fields,
    new: &'a Fields,
    field: FieldId,
) -> (Vec<&'a Value>, Vec<&'a Value>) {
    let (mut gone, mut came): (Vec<_>, Vec<_>) =
        (old.all(field).collect(), new.all(field).collect());
    // Nearly always one was added behind many that stay.
    let same = gone.iter().zip(&came).take_while(|(old, new)| old.text == new.text).count();
    gone.drain(..same);
    came.drain(..same);
    came.retain(|value| match gone.iter().position(|other| other.text == value.text) {
        Some(place) => {
            gone.swap_remove(place);
            false
        }
        None => true,
    });
    (gone, came)
}

#[cfg(test)]
#[path = "activity_tests.rs"]
mod tests;
