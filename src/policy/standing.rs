//! What a record's operational part says on a day: whether it is used, restricted, or to be destroyed.
//!
//! Nothing but that part and the calendar is looked at, so that a credential which opens no level
//! destroys on schedule, and a record is restricted on its day though nobody does anything.

use jiff::civil::Date;

use super::Policy;
use super::ground::Ground;
use crate::model::date::parse_day;
use crate::model::{FieldId, Hold, Lookup, Proposed};

/// The kind of a hold that is just said to stand, in the field `hold`.
pub const PLAIN_HOLD: &str = "hold";

/// What the field `floor_rule` says of a record that no statutory period binds.
pub const NO_FLOOR: &str = "none";

/// Behind what `floor_rule` says: the days of the record were worked out with its dealings, and it
/// is known which of them were transactions.
pub(super) const TRADES: &str = " +trades";

/// For how long the law wants a record kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The operational part does not say: it was written under a policy without these fields.
    Unsaid,
    /// No statutory period binds it.
    Free,
    /// One does, or did.
    Until {
        /// The last day of the longest one.
        day: Date,
        /// Its id: `floor:ecommerce`.
        rule: String,
    },
}

impl Bound {
    /// By the statutory period that was found.
    pub(super) fn of(floor: Option<(Date, Ground<'_>)>) -> Self {
        floor.map_or(Self::Free, |(day, ground)| Self::Until { day, rule: ground.id() })
    }

    /// The period, if it runs on `today`: its last day and its id.
    pub fn running(self, today: Date) -> Option<(Date, String)> {
        match self {
            Self::Until { day, rule } if day >= today => Some((day, rule)),
            _ => None,
        }
    }
}

/// That a record was to be destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'p> {
    /// The last day it was kept.
    pub day: Date,
    /// What gave that day.
    pub rule: Ground<'p>,
    /// What ended its use; another than `rule` where a statutory period ran longer.
    pub why: Ground<'p>,
}

impl Verdict<'_> {
    /// How many days ago it was due; none while it lies ahead.
    pub fn days_ago(&self, today: Date) -> Option<u32> {
        let span = today.since(self.day).ok()?;
        u32::try_from(span.get_days()).ok()
    }
}

/// Whether a record is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'p> {
    /// 正常.
    Active,
    /// 待核: a third party provided it, and nothing carries it yet.
    Quarantined,
    /// 封存, because the person asked for that.
    Requested,
    /// 封存: its use has ended. It is kept for the time a law or a consent rule sets, or nothing
    /// keeps it and the next `purge run --due` destroys it.
    Ended {
        /// The last day it was used.
        day: Date,
        /// What ended it; none if the policy in force does not know it any more.
        why: Option<Ground<'p>>,
    },
    /// 封存: it was to be destroyed, and a hold stands.
    Held {
        /// The last day it was to be kept.
        day: Date,
    },
}

impl Policy {
    /// Whether something keeps the record from being destroyed on `today`.
    pub fn is_held(&self, record: &impl Lookup, today: Date) -> bool {
        let stands = |text: &str| Hold::parse(text).is_none_or(|hold| hold.stands(today));
        record.any(self.known.hold, |text| text == "yes")
            || self.known.holds.is_some_and(|field| record.any(field, stands))
    }

    /// The holds that stand on `today`, in their order; one that nobody can read stands too.
    pub fn holds_of(&self, record: &impl Lookup, today: Date) -> Vec<Hold> {
        let plain = |kind: &str| Hold {
            kind: kind.to_owned(),
            since: String::new(),
            until: String::new(),
            reference: String::new(),
        };
        let mut holds = Vec::new();
        if record.any(self.known.hold, |text| text == "yes") {
            holds.push(plain(PLAIN_HOLD));
        }
        if let Some(field) = self.known.holds {
            record.any(field, |text| {
                let hold = Hold::parse(text).unwrap_or_else(|| plain("unknown"));
                holds.extend(Some(hold).filter(|hold| hold.stands(today)));
                false
            });
        }
        holds
    }

    /// When the record is to be destroyed, whether that day has come or not, and whatever holds it.
    /// Looks at the operational part only.
    pub fn verdict(&self, record: &impl Lookup) -> Option<Verdict<'_>> {
        let day = latest_day(record, self.known.destroy_on)?;
        let rule = self.ground_in(record, self.known.destroy_rule)?;
        let ended = || self.ground_in(record, self.known.restrict_rule?);
        let why = if matches!(rule, Ground::Floor(_)) { ended().unwrap_or(rule) } else { rule };
        Some(Verdict { day, rule, why })
    }

    /// That somebody proposes to destroy the record, if somebody does.
    pub fn proposed(&self, record: &impl Lookup) -> Option<Proposed> {
        let mut proposed = None;
        record.any(self.known.proposed?, |text| {
            proposed = Proposed::parse(text);
            true
        });
        proposed
    }

    /// That the record was to be destroyed before `today`, if it was and nothing holds it. Looks at
    /// the operational part only.
    pub fn due(&self, record: &impl Lookup, today: Date) -> Option<Verdict<'_>> {
        let verdict = self.verdict(record).filter(|verdict| verdict.day < today)?;
        (!self.is_held(record, today)).then_some(verdict)
    }

    /// The longest statutory period that binds the record, past or to come, as it was worked out
    /// when the record was written. Looks at the operational part only.
    pub fn bound(&self, record: &impl Lookup) -> Bound {
        let mut rule = None;
        if let Some(field) = self.known.floor_rule {
            record.any(field, |text| {
                rule = Some(Self::floor_named(text).to_owned());
                true
            });
        }
        let day = self.known.floor_on.and_then(|field| latest_day(record, field));
        match (rule, day) {
            (Some(rule), Some(day)) => Bound::Until { day, rule },
            (Some(rule), None) if rule == NO_FLOOR => Bound::Free,
            _ if self.floors().next().is_none() => Bound::Free,
            _ => match self.verdict(record).map(|verdict| (verdict.day, verdict.rule)) {
                Some(decides @ (_, Ground::Floor(_))) => Bound::of(Some(decides)),
                _ => Bound::Unsaid,
            },
        }
    }

    /// Whether the days of the record were worked out with its dealings and its transactions; no
    /// where an older program wrote them, or where the policy has no place to say so. Looks at the
    /// operational part only.
    pub fn counts_dealings(&self, record: &impl Lookup) -> bool {
        let says = |field| record.any(field, |text| text.ends_with(TRADES));
        self.known.events.is_none() || self.known.floor_rule.is_some_and(says)
    }

    /// What statutory period a value of `floor_rule` names.
    pub fn floor_named(text: &str) -> &str {
        text.strip_suffix(TRADES).unwrap_or(text)
    }

    /// `text` of `field` as it is shown and leaves: without what the program only tells itself.
    pub fn bare<'t>(&self, field: FieldId, text: &'t str) -> &'t str {
        if Some(field) == self.known.floor_rule { Self::floor_named(text) } else { text }
    }

    /// Whether the record is used on `today`. Looks at the operational part only.
    pub fn standing(&self, record: &impl Lookup, today: Date) -> Standing<'_> {
        if self.is_quarantined(record) {
            return Standing::Quarantined;
        }
        if record.any(self.known.state, |text| text == "restricted") {
            return Standing::Requested;
        }
        let over = |day: &Date| *day < today;
        if let Some(field) = self.known.restrict_on
            && let Some(day) = latest_day(record, field).filter(over)
        {
            let why = self.known.restrict_rule.and_then(|field| self.ground_in(record, field));
            return Standing::Ended { day, why };
        }
        match latest_day(record, self.known.destroy_on).filter(over) {
            None => Standing::Active,
            Some(day) if self.is_held(record, today) => Standing::Held { day },
            Some(day) => Standing::Ended { day, why: self.verdict(record).map(|one| one.why) },
        }
    }
}

/// The latest value of a date field.
pub(super) fn latest_day(record: &impl Lookup, field: FieldId) -> Option<Date> {
    let mut latest = None;
    record.any(field, |text| {
        latest = latest.max(text.get(..10).and_then(parse_day));
        false
    });
    latest
}
