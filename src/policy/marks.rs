//! The marks of dealings, transactions and changes that a record keeps, and how they are worked out.
//!
//! Marks are level 3, the events that most of them come from level 2. So they are kept up by what
//! came and went between two versions of a record, and worked out from the events themselves only
//! where these are open and the marks are not known to be complete: those of a program that did not
//! tell transactions, of a policy that called other types dealings, or that came back with a batch.

use jiff::civil::Date;

use super::Policy;
use super::activity::Happened;
use super::standing::TRADES;
use crate::model::date::parse_day;
use crate::model::review::{CHANGE, DEAL, TRADE, mark};
use crate::model::{Fields, Value};

/// The most marks that a record keeps, the newest ones.
pub(super) const MARKS: usize = 50;

impl Policy {
    /// Adds the marks of what came and of a change, and takes away those of what went.
    pub(super) fn mark(
        &self,
        (gone, came): (&[Happened<'_>], &[Happened<'_>]),
        changed: Option<Date>,
        after: &mut Fields,
    ) {
        let more = came.iter().filter_map(mark_of).chain(changed.map(|day| mark(day, CHANGE)));
        let more: Vec<String> = more.collect();
        if more.is_empty() && gone.is_empty() {
            return;
        }
        let mut marks = self.marks(after);
        for one in gone.iter().filter(|one| one.about.is_dealing()) {
            let place = |word| {
                let gone = mark(one.day, word);
                marks.iter().position(|kept| *kept == gone)
            };
            // An older program did not tell transactions.
            let traded = if one.about.transaction { place(TRADE) } else { None };
            if let Some(place) = traded.or_else(|| place(DEAL)) {
                marks.remove(place);
            }
        }
        marks.extend(more);
        self.keep_marks(marks, after);
    }

    /// Keeps the day of the last contact that `old` has where it is taken back: periods run on.
    pub(super) fn mark_contact(&self, old: &Fields, after: &mut Fields) {
        let day = |fields: &Fields| parse_day(fields.text(self.known.last_contact));
        let Some(was) = day(old).filter(|was| day(after).is_none_or(|is| is < *was)) else {
            return;
        };
        if self.known.activity.is_some() && self.last_dealing(after).is_none_or(|last| last < was) {
            let mut marks = self.marks(after);
            marks.push(mark(was, DEAL));
            self.keep_marks(marks, after);
        }
    }

    /// Sees to it that the marks tell transactions, where that can be told, and returns what is to
    /// stand behind `floor_rule` for it.
    pub(super) fn count_dealings(&self, fields: &mut Fields) -> &'static str {
        if self.known.activity.is_none() {
            return "";
        }
        if self.known.floor_rule.is_some_and(|id| fields.text(id).ends_with(TRADES)) {
            return TRADES;
        }
        if self.known.events.is_some_and(|events| fields.get(events).is_some()) {
            self.mark_anew(fields);
            return TRADES;
        }
        // A full list may have lost dealings: an older program cut it without a look at them.
        let marks = self.marks(fields);
        let all_told = marks.len() < MARKS && !marks.iter().any(|mark| mark.ends_with(DEAL));
        if all_told { TRADES } else { "" }
    }

    /// Works out the days of a record with its dealings, and tells whether all of these were known:
    /// `events` says whether its events are open.
    pub fn rework(&self, fields: &mut Fields, events: bool) -> bool {
        let counted = self.count_dealings(fields);
        self.schedule(fields);
        events || counted == TRADES
    }

    /// Works out the marks of a record anew, whose events are open.
    pub fn recount_dealings(&self, fields: &mut Fields) {
        self.mark_anew(fields);
        if let Some(field) = self.known.floor_rule {
            let law = Self::floor_named(fields.text(field));
            fields.set(field, [Value::plain(format!("{law}{TRADES}"))]);
        }
    }

    /// No more takes the marks of a record for complete, where they are others than those of
    /// `before`: they were given back as they once were.
    pub fn doubt_dealings(&self, before: &Fields, fields: &mut Fields) {
        let dealt = |of: &Fields| {
            let marks = self.marks(of).into_iter().filter(|mark| !mark.ends_with(CHANGE));
            marks.collect::<Vec<_>>()
        };
        let was = dealt(before);
        if was == dealt(fields) {
            return;
        }
        let tells = |of: &Fields| self.known.events.is_some_and(|id| of.get(id).is_some());
        if !tells(before) && !tells(fields) {
            // Events are closed, or there never were any: none was taken back.
            let mut marks = self.marks(fields);
            marks.retain(|mark| mark.ends_with(CHANGE));
            marks.extend(was);
            self.keep_marks(marks, fields);
        } else if let Some(field) = self.known.floor_rule {
            let law = Self::floor_named(fields.text(field)).to_owned();
            fields.set(field, (!law.is_empty()).then(|| Value::plain(law)));
        }
    }

    /// Works out the marks from the events. A mark of a day without any came from elsewhere, and
    /// stays.
    fn mark_anew(&self, fields: &mut Fields) {
        let (_, all) = self.events_between(&Fields::new(), fields);
        let of_event = |mark: &String| {
            let day = mark_day(mark);
            !mark.ends_with(CHANGE) && all.iter().any(|one| Some(one.day) == day)
        };
        let mut marks = self.marks(fields);
        marks.retain(|mark| !of_event(mark));
        marks.extend(all.iter().filter_map(mark_of));
        self.keep_marks(marks, fields);
    }

    fn marks(&self, fields: &Fields) -> Vec<String> {
        let all = self.known.activity.into_iter().flat_map(|field| fields.all(field));
        all.map(|value| value.text.clone()).collect()
    }

    /// Keeps the newest of these marks, in their order.
    fn keep_marks(&self, mut marks: Vec<String>, fields: &mut Fields) {
        let Some(activity) = self.known.activity else { return };
        marks.sort_unstable();
        let newest = marks.len().saturating_sub(MARKS);
        // Periods run from the latest dealing, however much was changed since, and a transaction
        // binds for as long.
        let last = marks.iter().rposition(|mark| dealt_on(mark).is_some());
        let traded = marks.iter().rposition(|mark| mark.ends_with(TRADE));
        let stays = |(place, _): &(usize, String)| {
            *place >= newest || [last, traded].contains(&Some(*place))
        };
        let kept = marks.into_iter().enumerate().filter(stays);
        fields.set(activity, kept.map(|(_, mark)| Value::plain(mark)));
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

    /// The day of the latest transaction, told from the same.
    pub(super) fn last_trade(&self, fields: &Fields) -> Option<Date> {
        if let Some(marks) = self.known.activity {
            let trades = fields.all(marks).filter(|mark| mark.text.ends_with(TRADE));
            return trades.filter_map(|mark| mark_day(&mark.text)).max();
        }
        let (_, all) = self.events_between(&Fields::new(), fields);
        all.iter().filter(|one| one.about.transaction).map(|one| one.day).max()
    }
}

/// The mark of an event, if it leaves one.
fn mark_of(one: &Happened<'_>) -> Option<String> {
    let word = if one.about.transaction { TRADE } else { DEAL };
    one.about.is_dealing().then(|| mark(one.day, word))
}

/// The day of a mark of a dealing.
fn dealt_on(mark: &str) -> Option<Date> {
    if mark.ends_with(DEAL) || mark.ends_with(TRADE) { mark_day(mark) } else { None }
}

fn mark_day(mark: &str) -> Option<Date> {
    mark.get(..10).and_then(parse_day)
}
