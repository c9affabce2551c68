//! What follows from a change of a record: marks of activity, and what events do to the clock of
//! reviews.
//!
//! Whoever may change level 3 need not see the events, which are level 2. So nothing here is
//! reckoned from all events there are: what came and what went between two versions of a record is
//! added to what is kept. Nor do marks say what happened; see [`review`](crate::model::review).

use jiff::civil::Date;

use super::Policy;
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::structured::MOST;
use super::upkeep::{Clock, EventType};
use crate::model::date::{parse_day, plus_days};
use crate::model::review::{CHANGE, DEAL, mark};
use crate::model::{Event, FieldId, Fields, Part, Value};

/// The most marks that a record keeps, the newest ones.
const MARKS: usize = 50;

/// An event with what the policy says of it.
struct Happened<'p> {
    event: Event,
    day: Date,
    about: &'p EventType,
}

impl Policy {
    /// Sets in `after` what follows from its differences to `before`; nothing is before a new
    /// record.
    pub fn follow(&self, before: Option<&Fields>, after: &mut Fields, today: Date) {
        let none = Fields::new();
        let old = before.unwrap_or(&none);
        let (gone, came) = self.events_between(old, after);
        let changed = before.is_some_and(|before| self.says_otherwise(before, after));
        let told = came.iter().map(|one| (&one.event, one.about, one.day));
        self.note_unreached(old, after, told);
        self.mark((&gone, &came), changed.then_some(today), after);
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
                Clock::PullForward => self.pull_forward(one, (before, after)),
            }
        }
    }

    /// The events that went, and those that came, the oldest first.
    fn events_between(&self, old: &Fields, new: &Fields) -> (Vec<Happened<'_>>, Vec<Happened<'_>>) {
        let Some(field) = self.known.events else { return Default::default() };
        let (gone, came) = differing(old, new, field);
        let happened = |text: &&str| {
            let event = Event::parse(text)?;
            let about = self.document.events.iter().find(|about| about.id == event.kind)?;
            Some(Happened { day: parse_day(&event.date)?, event, about })
        };
        let listed = |texts: Vec<&str>| {
            let mut all: Vec<_> = texts.iter().filter_map(happened).collect();
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

    fn mark(
        &self,
        (gone, came): (&[Happened<'_>], &[Happened<'_>]),
        changed: Option<Date>,
        after: &mut Fields,
    ) {
        let Some(activity) = self.known.activity else { return };
        let deal = |one: &Happened<'_>| one.about.is_dealing().then(|| mark(one.day, DEAL));
        let fewer: Vec<String> = gone.iter().filter_map(deal).collect();
        let more = came.iter().filter_map(deal).chain(changed.map(|day| mark(day, CHANGE)));
        let more: Vec<String> = more.collect();
        if fewer.is_empty() && more.is_empty() {
            return;
        }
        let mut marks: Vec<String> = after.all(activity).map(|value| value.text.clone()).collect();
        for mark in fewer {
            if let Some(place) = marks.iter().position(|kept| *kept == mark) {
                marks.remove(place);
            }
        }
        marks.extend(more);
        marks.sort_unstable();
        let newest = marks.len().saturating_sub(MARKS);
        // Periods run from the latest dealing, however much was changed since.
        let last = marks.iter().rposition(|mark| dealt_on(mark).is_some());
        let stays = |(place, _): &(usize, String)| *place >= newest || Some(*place) == last;
        let kept = marks.into_iter().enumerate().filter(stays);
        after.set(activity, kept.map(|(_, mark)| Value::plain(mark)));
    }

    /// The day of the latest dealing that events tell of: by the marks, which level 3 has, or where
    /// the policy keeps none by the events, as far as these are open.
    pub(super) fn last_dealing(&self, fields: &Fields) -> Option<Date> {
        if let Some(marks) = self.known.activity {
            return fields.all(marks).filter_map(|mark| dealt_on(&mark.text)).max();
        }
        let (_, all) = self.events_between(&Fields::new(), fields);
        all.iter().filter(|one| one.about.is_dealing()).map(|one| one.day).max()
    }

    /// The last day on which the record is known to have been right.
    fn known_right(&self, fields: &Fields) -> Option<Date> {
        let known = &self.known;
        [known.verified, known.created].iter().filter_map(|id| parse_day(fields.text(*id))).max()
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
        if self.known_right(after).is_some_and(|last| one.day < last)
            || !self.choices(known.verify_method).iter().any(has)
        {
            return;
        }
        // Who verified it on that very day knows better.
        if parse_day(after.text(known.verified)) != Some(one.day) {
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
    /// A new record is known to be right on the day of its entry; what comes to be known later of a day
    /// before that was not known then.
    fn pull_forward(&self, one: &Happened<'_>, (before, after): (Option<&Fields>, &mut Fields)) {
        let (Some(by), Some(wanted)) = (self.known.review_by, wanted_by(one)) else { return };
        let right = match before {
            Some(_) => parse_day(after.text(self.known.verified)),
            None => self.known_right(after),
        };
        let known_since = right.is_some_and(|last| last > one.day);
        let sooner = parse_day(after.text(by)).is_some_and(|kept| kept <= wanted);
        if !known_since && !sooner {
            after.set(by, [Value::plain(wanted.to_string())]);
        }
    }

    /// What a new version of a record must not hold: too much in one field, or among its new
    /// values one that lies ahead or is not for customers of this kind.
    pub fn refusal(&self, before: Option<&Fields>, after: &Fields, today: Date) -> Option<Finding> {
        let none = Fields::new();
        let before = before.unwrap_or(&none);
        if after.len() > MOST
            && let Some((id, _)) = self.fields().find(|(id, _)| after.all(*id).count() > MOST)
        {
            return Some(Finding::new(id, Code::TooMany));
        }
        if let Some((id, code)) = self.newly_ahead(before, after, today) {
            return Some(Finding::new(id, code));
        }
        let cards = self.structured.iter();
        for field in cards.filter(|id| self.field(**id).kind == FieldKind::Assessment) {
            let (_, came) = differing(before, after, *field);
            if came.iter().any(|text| !self.fits_kind(after, text)) {
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
        let mut failed = came.iter().filter(|one| one.event.failed().is_some());
        let unmet = |one: &Happened<'_>| {
            self.failed_by(&one.event).is_none_or(|which| which.find(after).is_err())
        };
        let is_unmet = failed.any(unmet);
        self.known.events.filter(|_| is_unmet).map(|id| Finding::new(id, Code::FailedContact))
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

/// The day of a mark of a dealing.
fn dealt_on(mark: &str) -> Option<Date> {
    mark.strip_suffix(DEAL).and_then(|day| parse_day(day.trim_end()))
}

/// The day by which an event wants a review.
fn wanted_by(one: &Happened<'_>) -> Option<Date> {
    let pulls = one.about.clock == Clock::PullForward;
    pulls.then(|| plus_days(one.day, i32::from(one.about.within_days)))
}

/// The texts of `field` that only the first has, and those that only the second has.
fn differing<'a>(old: &'a Fields, new: &'a Fields, field: FieldId) -> (Vec<&'a str>, Vec<&'a str>) {
    let texts = |fields: &'a Fields| -> Vec<&'a str> {
        fields.all(field).map(|value| value.text.as_str()).collect()
    };
    let (mut gone, mut came) = (texts(old), texts(new));
    // Nearly always one was added behind many that stay.
    let same = gone.iter().zip(&came).take_while(|(old, new)| old == new).count();
    gone.drain(..same);
    came.drain(..same);
    came.retain(|text| match gone.iter().position(|other| other == text) {
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
