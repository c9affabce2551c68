//! When a record is to be verified again.
//!
//! The cycle is that of the record's grade. Lively, changing and forgotten records have a shorter
//! one, as the policy says; what tells them is a field of *marks*, each a day and one of three words:
//!
//! ```text
//! 2026-11-21 deal      somebody dealt with the customer
//! 2026-11-21 trade     the same, and it was a transaction, which the law has kept for a time
//! 2026-11-21 change    values of the record changed
//! ```
//!
//! Marks are level 3 and therefore say nothing else of what happened: a complaint and a visit look
//! alike. An event can also set a day by which it wants a review, whatever the cycle says.

use jiff::civil::Date;

use super::date::{parse_day, plus_days};
use super::{FieldId, Lookup};

/// The word of a mark of dealing with the customer.
pub const DEAL: &str = "deal";
/// The word of a mark of a transaction, which is a dealing too.
pub const TRADE: &str = "trade";
/// The word of a mark of a change.
pub const CHANGE: &str = "change";

/// A mark of `day`.
pub fn mark(day: Date, word: &str) -> String {
    format!("{day} {word}")
}

/// How the day of a record's next verification follows from its grade, its dates and its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The field of the grade.
    pub grade: FieldId,
    /// Fields of dates; the cycle runs from the first of them that has a value. The last one is the
    /// day the record was made.
    pub since: Vec<FieldId>,
    /// Days between two verifications for each grade, by its id.
    pub cycles: Vec<(String, u16)>,
    /// The same for any other record.
    pub otherwise_days: u16,
    /// What makes a cycle shorter or longer; of those that apply the shortest holds.
    pub paces: Vec<Pace>,
    /// Where the signs of it are.
    pub signs: Signs,
}

/// The fields that tell how lively a record is; a policy may do without any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Marks of dealings and changes.
    pub activity: Option<FieldId>,
    /// The day of the last contact.
    pub last_contact: Option<FieldId>,
    /// The day by which an event wants a review.
    pub by: Option<FieldId>,
}

/// What makes a cycle shorter or longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Its id in the policy.
    pub id: String,
    /// What is looked at.
    pub sign: Sign,
    /// Over how many days back.
    pub within_days: u16,
    /// From how many marks on it applies; for [`Sign::Idle`] up to how many.
    pub count: u16,
    /// What the cycle becomes, in percent.
    pub percent: u16,
}

/// What a [`Pace`] looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Dealings.
    Active,
    /// That there were hardly any.
    Idle,
    /// Changes of values.
    Volatile,
}

/// The day of a record's next verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoned<'a> {
    /// The day.
    pub day: Date,
    /// Why it is that one.
    pub why: Why<'a>,
}

/// Why a record is due on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// By the cycle of its grade.
    Cycle,
    /// By a cycle that the pace with this id made shorter or longer.
    Pace(&'a str),
    /// Because an event wants it by then.
    Event,
}

impl Why<'_> {
    /// Its ASCII id: `cycle`, `event`, or that of the pace.
    pub const fn id(&self) -> &str {
        match self {
            Self::Cycle => "cycle",
            Self::Pace(id) => id,
            Self::Event => "event",
        }
    }
}

/// A [`Review`] on a certain day, with all worked out that is the same for every record.
#[derive(Clone, Debug)]
pub struct Reckoner {
    review: Review,
    /// The first day that each pace looks at.
    starts: Vec<String>,
    /// The first day of the past year.
    year: String,
}

impl Review {
    /// To reckon on `today`.
    pub fn on(&self, today: Date) -> Reckoner {
        let start = |days: u16| plus_days(today, -i32::from(days)).to_string();
        let starts = self.paces.iter().map(|pace| start(pace.within_days)).collect();
        Reckoner { review: self.clone(), starts, year: start(365) }
    }

    /// The fields it looks at.
    pub fn fields(&self) -> Vec<FieldId> {
        let Signs { activity, last_contact, by } = self.signs;
        let signs = [activity, last_contact, by].into_iter().flatten();
        self.since.iter().copied().chain([self.grade]).chain(signs).collect()
    }
}

impl Reckoner {
    /// The fields it looks at.
    pub fn fields(&self) -> Vec<FieldId> {
        self.review.fields()
    }

    /// The day on which `record` is to be verified again, and why; nothing if it has no date to
    /// count from.
    pub fn due(&self, record: &impl Lookup) -> Option<Reckoned<'_>> {
        let review = &self.review;
        let since = review.since.iter().find_map(|field| first_day(record, *field))?;
        let graded = review.cycles.iter().find(|(id, _)| record.any(review.grade, |g| g == id));
        let days = i32::from(graded.map_or(review.otherwise_days, |(_, days)| *days));
        let applying = review.paces.iter().zip(&self.starts).filter_map(|(pace, start)| {
            let applies = self.applies(record, pace, start);
            applies.then_some((days * i32::from(pace.percent) / 100, pace))
        });
        let (days, why) = match applying.min_by_key(|(days, _)| *days) {
            Some((days, pace)) => (days, Why::Pace(&pace.id)),
            None => (days, Why::Cycle),
        };
        let cycle = Reckoned { day: plus_days(since, days), why };
        let wanted = review.signs.by.and_then(|field| first_day(record, field));
        Some(match wanted.filter(|day| *day < cycle.day) {
            Some(day) => Reckoned { day, why: Why::Event },
            None => cycle,
        })
    }

    /// How many dealings the past year saw, as far as they are marked.
    pub fn dealings(&self, record: &impl Lookup) -> u64 {
        self.marks(record, &[DEAL, TRADE], &self.year)
    }

    fn applies(&self, record: &impl Lookup, pace: &Pace, start: &str) -> bool {
        let least = u64::from(pace.count);
        match pace.sign {
            Sign::Active => self.marks(record, &[DEAL, TRADE], start) >= least,
            Sign::Volatile => self.marks(record, &[CHANGE], start) >= least,
            Sign::Idle => {
                let Signs { last_contact, .. } = self.review.signs;
                let lately = |field| record.any(field, |day| day >= start);
                let made = self.review.since.last();
                // Nobody can have dealt all that time with a record made since then.
                made.is_some_and(|made| record.any(*made, |day| day < start))
                    && !last_contact.is_some_and(lately)
                    && self.marks(record, &[DEAL, TRADE], start) <= least
            }
        }
    }

    /// How many marks with one of these words are of `start` or later.
    fn marks(&self, record: &impl Lookup, words: &[&str], start: &str) -> u64 {
        let mut count = 0;
        if let Some(activity) = self.review.signs.activity {
            record.any(activity, |mark| {
                count += u64::from(mark >= start && words.iter().any(|word| mark.ends_with(word)));
                false
            });
        }
        count
    }
}

/// The first value of a field of days.
fn first_day(record: &impl Lookup, field: FieldId) -> Option<Date> {
    let mut day = None;
    record.any(field, |text| {
        day = text.get(..10).and_then(parse_day);
        day.is_some()
    });
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fields, Value};

    const GRADE: FieldId = FieldId(0);
    const VERIFIED: FieldId = FieldId(1);
    const CREATED: FieldId = FieldId(2);
    const ACTIVITY: FieldId = FieldId(3);
    const CONTACT: FieldId = FieldId(4);
    const BY: FieldId = FieldId(5);

    fn pace(id: &str, sign: Sign, (within_days, count, percent): (u16, u16, u16)) -> Pace {
        Pace { id: id.to_owned(), sign, within_days, count, percent }
    }

    fn reckoner() -> Reckoner {
        let signs = Signs { activity: Some(ACTIVITY), last_contact: Some(CONTACT), by: Some(BY) };
        let review = Review {
            grade: GRADE,
            since: vec![VERIFIED, CREATED],
            cycles: vec![("A".to_owned(), 100)],
            otherwise_days: 300,
            paces: vec![
                pace("active", Sign::Active, (90, 2, 50)),
                pace("volatile", Sign::Volatile, (90, 1, 40)),
                pace("idle", Sign::Idle, (365, 0, 75)),
            ],
            signs,
        };
        review.on(parse_day("2026-06-30").unwrap())
    }

    fn due(values: &[(FieldId, &str)]) -> Option<String> {
        let values = values.iter().map(|(field, text)| (*field, Value::plain(*text)));
        let fields: Fields = values.collect();
        reckoner().due(&fields).map(|found| format!("{} {}", found.day, found.why.id()))
    }

    #[test]
    fn the_shortest_cycle_that_applies_holds() {
        let base = [(GRADE, "A"), (VERIFIED, "2026-06-01"), (CREATED, "2026-01-01")];
        let with = |more: &[(FieldId, &str)]| due(&[&base[..], more].concat()).unwrap();
        assert_eq!(with(&[]), "2026-09-09 cycle");
        let once = (ACTIVITY, "2026-06-01 deal");
        assert_eq!(with(&[once]), "2026-09-09 cycle");
        assert_eq!(with(&[once, once]), "2026-07-21 active");
        assert_eq!(with(&[once, (ACTIVITY, "2026-01-01 deal")]), "2026-09-09 cycle");
        assert_eq!(with(&[once, once, (ACTIVITY, "2026-06-30 change")]), "2026-07-11 volatile");
        assert_eq!(with(&[(BY, "2026-06-08")]), "2026-06-08 event");
        assert_eq!(with(&[(BY, "2027-01-01")]), "2026-09-09 cycle");
        assert_eq!(due(&[(GRADE, "A")]), None);
        assert_eq!(due(&[(CREATED, "2026-06-01")]).unwrap(), "2027-03-28 cycle");
    }

    #[test]
    fn idle_is_who_nobody_dealt_with_for_all_that_time() {
        let old = [(GRADE, "A"), (VERIFIED, "2026-06-01"), (CREATED, "2024-01-01")];
        let with = |more: &[(FieldId, &str)]| due(&[&old[..], more].concat()).unwrap();
        assert_eq!(with(&[]), "2026-08-15 idle");
        assert_eq!(with(&[(CONTACT, "2025-01-01")]), "2026-08-15 idle");
        assert_eq!(with(&[(CONTACT, "2026-01-01")]), "2026-09-09 cycle");
        assert_eq!(with(&[(ACTIVITY, "2026-01-01 deal")]), "2026-09-09 cycle");
    }

    #[test]
    fn dealings_of_the_past_year_are_counted() {
        let marks = ["2025-06-29 deal", "2025-06-30 deal", "2026-06-30 trade", "2026-06-30 change"];
        let fields: Fields = marks.iter().map(|mark| (ACTIVITY, Value::plain(*mark))).collect();
        assert_eq!(reckoner().dealings(&fields), 2);
        assert_eq!(mark(parse_day("2026-06-30").unwrap(), DEAL), "2026-06-30 deal");
    }
}
