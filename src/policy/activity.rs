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
use super::upkeep::{Carries, Clock, EventType};
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
                Clock::PullForward => self.pull_forward(one, after),
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
        // Who was not reached was not dealt with.
        let deal = |one: &Happened<'_>| {
            let reached = !one.about.carries.contains(&Carries::FailedContact);
            reached.then(|| mark(one.day, DEAL))
        };
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
        after.set(activity, marks.into_iter().skip(newest).map(Value::plain));
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
    fn pull_forward(&self, one: &Happened<'_>, after: &mut Fields) {
        let (Some(by), Some(wanted)) = (self.known.review_by, wanted_by(one)) else { return };
        let known_since = self.known_right(after).is_some_and(|last| last > one.day);
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
mod tests {
    use super::*;

    const TODAY: &str = "2026-06-30";

    fn day(text: &str) -> Date {
        parse_day(text).unwrap()
    }

    fn record(values: &[(&str, &str)]) -> Fields {
        let policy = Policy::builtin();
        let mut fields = Fields::new();
        for (field, entered) in values {
            let id = policy.id(field).unwrap();
            policy.normalise_each(id, entered, &mut |value| fields.push(id, value)).unwrap();
        }
        fields
    }

    fn event(kind: &str, day: &str) -> String {
        format!(r#"{{"type":"{kind}","date":"{day}"}}"#)
    }

    /// `record` with one more event; what follows from it.
    fn with(record: &Fields, event: &str) -> Fields {
        let policy = Policy::builtin();
        let events = policy.known().events.unwrap();
        let mut after = record.clone();
        policy.normalise_each(events, event, &mut |value| after.push(events, value)).unwrap();
        policy.follow(Some(record), &mut after, day(TODAY));
        after
    }

    fn texts(fields: &Fields, field: &str) -> Vec<String> {
        let id = Policy::builtin().id(field).unwrap();
        fields.all(id).map(|value| value.text.clone()).collect()
    }

    fn old() -> Fields {
        record(&[("name", "张三"), ("created", "2025-01-01"), ("verified", "2026-01-15")])
    }

    #[test]
    fn dealings_and_changes_leave_marks_that_do_not_say_what() {
        let one = with(&old(), &event("complaint", "2026-05-01"));
        assert_eq!(texts(&one, "activity"), ["2026-05-01 deal"]);
        let two = with(&one, &event("unreachable", "2026-05-02"));
        assert_eq!(texts(&two, "activity"), ["2026-05-01 deal"]);
        let policy = Policy::builtin();
        let mut renamed = two.clone();
        renamed.set(policy.known().name, [Value::plain("李四")]);
        policy.follow(Some(&two), &mut renamed, day(TODAY));
        assert_eq!(texts(&renamed, "activity"), ["2026-05-01 deal", "2026-06-30 change"]);
        // Taking an event back takes its mark back.
        let mut none = renamed.clone();
        none.set(policy.known().events.unwrap(), []);
        policy.follow(Some(&renamed), &mut none, day(TODAY));
        assert_eq!(texts(&none, "activity"), ["2026-06-30 change"]);
    }

    #[test]
    fn only_the_newest_marks_stay() {
        let mut record = old();
        for n in 0..MARKS + 5 {
            let day = plus_days(day("2026-01-01"), i32::try_from(n).unwrap());
            record = with(&record, &event("purchase", &day.to_string()));
        }
        let marks = texts(&record, "activity");
        assert_eq!((marks.len(), marks[0].as_str()), (MARKS, "2026-01-06 deal"));
    }

    #[test]
    fn a_contact_begins_a_new_cycle_and_ends_what_was_wanted_before() {
        let complained = with(&old(), &event("complaint", "2026-05-01"));
        assert_eq!(texts(&complained, "review_by"), ["2026-05-08"]);
        let called = with(&complained, &event("contact", "2026-05-03"));
        assert_eq!(texts(&called, "last_contact"), ["2026-05-03"]);
        assert_eq!(texts(&called, "verified"), ["2026-05-03"]);
        assert_eq!(texts(&called, "verify_method"), ["inferred"]);
        assert_eq!(texts(&called, "review_by"), [""; 0]);
        // What came to be known late does not undo what is newer.
        let late = with(&called, &event("contact", "2026-04-01"));
        assert_eq!(texts(&late, "last_contact"), ["2026-05-03"]);
        assert_eq!(texts(&late, "verified"), ["2026-05-03"]);
        assert_eq!(texts(&with(&late, &event("bounce", "2026-04-02")), "review_by"), [""; 0]);
    }

    #[test]
    fn a_contact_on_the_day_of_a_verification_leaves_that_as_it_is() {
        let policy = Policy::builtin();
        let mut called = old();
        for (field, text) in [("verify_method", "phone"), ("verify_result", "updated")] {
            called.set(policy.id(field).unwrap(), [Value::plain(text)]);
        }
        let complained = with(&called, &event("complaint", "2026-01-10"));
        let same_day = with(&complained, &event("contact", "2026-01-15"));
        assert_eq!(texts(&same_day, "verify_method"), ["phone"]);
        assert_eq!(texts(&same_day, "verify_result"), ["updated"]);
        let later = with(&same_day, &event("contact", "2026-01-16"));
        assert_eq!(texts(&later, "verify_method"), ["inferred"]);
    }

    #[test]
    fn the_soonest_review_that_an_event_wants_holds() {
        let bounced = with(&old(), &event("bounce", "2026-05-01"));
        assert_eq!(texts(&bounced, "review_by"), ["2026-05-31"]);
        let changed = with(&bounced, &event("major_change", "2026-05-10"));
        assert_eq!(texts(&changed, "review_by"), ["2026-05-24"]);
        let again = with(&changed, &event("bounce", "2026-05-20"));
        assert_eq!(texts(&again, "review_by"), ["2026-05-24"]);
        // A contact before the last of them leaves that one standing.
        let called = with(&again, &event("contact", "2026-05-15"));
        assert_eq!(texts(&called, "review_by"), ["2026-06-19"]);
    }

    #[test]
    fn the_next_step_is_the_next_visit_unless_somebody_said_otherwise() {
        let next = r#"{"type":"contact","date":"2026-05-01","next":"2026-07-01"}"#;
        assert_eq!(texts(&with(&old(), next), "next_visit"), ["2026-07-01"]);
        let policy = Policy::builtin();
        let before = old();
        let mut after = before.clone();
        after.set(policy.known().next_visit.unwrap(), [Value::plain("2026-08-01")]);
        after.push(policy.known().events.unwrap(), Value::plain(next));
        policy.follow(Some(&before), &mut after, day(TODAY));
        assert_eq!(texts(&after, "next_visit"), ["2026-08-01"]);
    }

    #[test]
    fn a_new_record_brings_the_marks_of_its_events() {
        let policy = Policy::builtin();
        let list =
            format!("[{},{}]", event("purchase", "2026-06-01"), event("complaint", "2020-01-01"));
        let mut fields = record(&[("name", "张三"), ("created", TODAY), ("events", &list)]);
        policy.follow(None, &mut fields, day(TODAY));
        assert_eq!(texts(&fields, "activity"), ["2020-01-01 deal", "2026-06-01 deal"]);
        // It was entered today, so nothing from before is waiting to be looked at.
        assert_eq!(texts(&fields, "review_by"), [""; 0]);
    }

    #[test]
    fn what_must_not_be_is_refused_and_what_was_there_is_not_judged() {
        let policy = Policy::builtin();
        let code = |before: Option<&Fields>, after: &Fields| {
            policy.refusal(before, after, day(TODAY)).map(|finding| finding.code)
        };
        let ahead = with(&old(), &event("contact", "2026-07-01"));
        assert_eq!(code(Some(&old()), &ahead), Some(Code::FutureDay));
        assert_eq!(code(Some(&ahead), &ahead), None);
        let card = r#"{"standard":"6a","date":"2026-01-01","scores":{"economic":1,"technical":1,"managerial":1,"organisational":1,"financial":1,"commercial":1}}"#;
        let person = record(&[("kind", "person"), ("assessments", card)]);
        assert_eq!(code(None, &person), Some(Code::AssessmentKind));
        assert_eq!(code(None, &record(&[("kind", "org"), ("assessments", card)])), None);
        let many = (0..=MOST).map(|n| n.to_string());
        let tags = policy.known().tags;
        let crowded: Fields = many.map(|tag| (tags, Value::plain(tag))).collect();
        assert_eq!(code(None, &crowded), Some(Code::TooMany));
    }

    #[test]
    fn links_that_are_new_are_told() {
        let policy = Policy::builtin();
        let before = record(&[("links", "works_at:K-7")]);
        let after = record(&[("links", "works_at:K-7; refers:K-9")]);
        let new = policy.new_links(Some(&before), &after);
        assert_eq!(new.len(), 1);
        assert!(new[0].1.contains("K-000009"));
        assert_eq!(policy.new_links(None, &after).len(), 2);
    }
}
