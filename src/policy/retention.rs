//! How long a record is used, how long it is kept, and what says so.
//!
//! Stages and dates are level 3, but destruction on schedule is the work of a credential that
//! opens no level. So whoever writes a record also writes, in its operational part, the days that
//! follow and what gave them ([`Policy::schedule`]); what is due or restricted on a day is read from
//! those alone ([`Policy::due`], [`Policy::standing`]), and comes to pass by itself.
//!
//! ```text
//! use ends      by the first retention rule about every record that applies; but not before
//!               the purposes that still have a basis end: of the rules about one purpose the
//!               shortest, of the purposes the longest. A day set by hand is not put off so
//!               earlier, when only consents carried the record and the last of them has ended,
//!               or when its owner asked for its erasure and was granted it
//! kept until    use ends, or the longest statutory period that runs, if that is later;
//!               between the two the record is restricted. Where a policy restricts what no
//!               consent carries any more, it is kept until use would have ended otherwise
//! on request    restricted at once, and neither its stage nor the end of a consent destroys it:
//!               only the day set by hand, or that its owner asks for erasure after all
//! quarantined   some days from its entry, or the statutory period of a transaction, if that is
//!               later; not while the person wants it kept
//! never         while a hold stands; past its day such a record is restricted too
//! ```
//!
//! The longest statutory period is written down for a record in use as well, of which no rule says
//! when it ends: nobody destroys it before, for whatever reason ([`Policy::bound`]).
//!
//! What runs from the last contact runs from the last dealing, if that is later: a purchase, a
//! complaint, whatever the policy calls one (`event.dealing`), however it came in. A period that is
//! about transactions (`floor.transactions`) binds a record that has one (`event.transaction`) at any
//! stage that somebody chose. A program that did not look at these wrote days that may come too early;
//! a word behind `floor_rule` tells that they were looked at ([`Policy::counts_dealings`]).
//!
//! Of a purpose the last answer holds: a refusal ends what was granted before. A separate consent
//! to level-1 values carries those values and no record, and a consent of which only the day is
//! known (`consent_date`) neither carries one nor ends.
//!
//! Periods run in calendar months, from 31 August to 28 February; each day named is the last one,
//! and `today` is the day where the vault is used. `retention_cases.rs` has it case by case.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Policy;
use super::ground::Ground;
use super::known::Known;
use super::rights::Ended;
use super::rules::{Basis, Covers, Floor, RetentionRule};
use super::standing::{Bound, NO_FLOOR, latest_day};
use crate::model::date::{parse_day, plus_days, plus_months};
use crate::model::{Answer, Consent, FieldId, Fields, RequestState, Right, SubjectRequest, Value};

/// The last day on which a consent holds, and whether it was withdrawn; nothing when it has no end.
type End = Option<(Date, bool)>;

/// The last day of something, and what says so.
type Until<'p> = (Date, Ground<'p>);

/// What follows from a record's content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fate<'p> {
    /// The last day it is used, where it is kept longer.
    used: Option<Until<'p>>,
    /// The last day it is kept.
    kept: Option<Until<'p>>,
}

impl Policy {
    /// What becomes of a record that `floor` binds.
    fn fate<'p>(&'p self, fields: &Fields, floor: Option<Until<'p>>) -> Fate<'p> {
        if let Some(until) = self.quarantined_until(fields) {
            let wished = self.wishes(fields) == Some(true);
            let ends = (!wished).then_some(until).into_iter().chain(self.erasure(fields));
            return Self::ending(floor, ends.min_by_key(|(day, _)| *day), None);
        }
        let general = self.ruled(fields).map(|(rule, day)| {
            let general = (day, Ground::Rule(rule));
            if by_hand(rule) { general } else { self.prolonged(fields, general) }
        });
        let general = self.not_before_own(fields, general);
        let consents = self.consents_end(fields);
        let mut ends = general;
        let mut used = None;
        if let Some(consents) = consents.filter(|(day, _)| general.is_none_or(|(d, _)| *day < d)) {
            match self.document.consent.ended {
                Ended::Destroy => ends = Some(consents),
                Ended::Restrict => used = Some(consents),
            }
        }
        if let Some(asked) = self.erasure(fields)
            && ends.is_none_or(|(day, _)| asked.0 < day)
        {
            ends = Some(asked);
        }
        Self::ending(floor, ends, used)
    }

    /// The later of `general` and the last day by the rules that a record had before a third party told
    /// more of it, and still has: it is not destroyed for what others said. None is no end.
    fn not_before_own<'p>(
        &'p self,
        fields: &Fields,
        general: Option<Until<'p>>,
    ) -> Option<Until<'p>> {
        if !self.is_held_told(fields) {
            return general;
        }
        // It had no end.
        let day = latest_day(fields, self.known.destroy_on)?;
        match (general, self.ground_in(fields, self.known.destroy_rule)) {
            (Some((until, _)), Some(own @ Ground::Rule(_))) if until < day => Some((day, own)),
            _ => general,
        }
    }

    /// The same of the statutory period.
    fn own_floor(&self, fields: &Fields) -> Option<Until<'_>> {
        let rule = Self::floor_named(fields.text(self.known.floor_rule?));
        let floor = self.floors().find(|floor| Ground::Floor(floor).id() == rule)?;
        let day = latest_day(fields, self.known.floor_on?)?;
        self.is_held_told(fields).then_some((day, Ground::Floor(floor)))
    }

    /// What becomes of a record that `floor` binds, whose use ends with `ends`, or before that with
    /// `used`.
    fn ending<'p>(
        floor: Option<Until<'p>>,
        ends: Option<Until<'p>>,
        used: Option<Until<'p>>,
    ) -> Fate<'p> {
        let Some(ends) = ends else { return Fate { used, kept: None } };
        let earlier = |until: Until<'_>| until.0 < ends.0;
        match floor.filter(|(day, _)| *day > ends.0) {
            Some(floor) => {
                let used = used.filter(|until| earlier(*until)).unwrap_or(ends);
                Fate { used: Some(used), kept: Some(floor) }
            }
            None => Fate { used: used.filter(|until| earlier(*until)), kept: Some(ends) },
        }
    }

    /// The first rule about every record that applies. A record that is restricted at the person's
    /// wish is kept until the day set for it by hand.
    fn ruled(&self, fields: &Fields) -> Option<(&RetentionRule, Date)> {
        let restricted = self.is_restricted(fields);
        let fits = |rule: &&RetentionRule| {
            rule.purposes.is_empty()
                && (rule.stages.is_empty() || !restricted && self.at(&rule.stages, fields))
        };
        let mut rules = self.document.retention.iter().filter(fits);
        rules.find_map(|rule| Some((rule, self.period_end(rule, fields)?)))
    }

    fn is_restricted(&self, fields: &Fields) -> bool {
        fields.text(self.known.state) == "restricted"
    }

    /// The later of `general` and the last day of the purposes that still have a basis.
    fn prolonged<'p>(&'p self, fields: &Fields, general: Until<'p>) -> Until<'p> {
        let consents = self.consents(fields);
        let mut latest = general;
        for purpose in &self.document.purposes {
            let about = self.document.retention.iter().filter(|rule| {
                rule.purposes.contains(&purpose.id)
                    && (rule.stages.is_empty() || self.at(&rule.stages, fields))
            });
            let ends =
                about.filter_map(|rule| Some((self.period_end(rule, fields)?, Ground::Rule(rule))));
            let Some(shortest) = ends.min_by_key(|(day, _)| *day) else { continue };
            // A no stays one, whatever the basis became, and whether a consent had run out before.
            let by_consent = purpose.basis == Basis::Consent;
            let refused = self.refused(purpose, fields);
            let until = match consents.get(&purpose.id) {
                Some(Some((day, no))) if *day < shortest.0 && (by_consent || *no || refused) => {
                    (*day, consent_ground(*no))
                }
                None if by_consent || refused => continue,
                _ => shortest,
            };
            if until.0 > latest.0 {
                latest = until;
            }
        }
        latest
    }

    /// The day by which a record that only consents carry is to be used no more.
    fn consents_end(&self, fields: &Fields) -> Option<Until<'_>> {
        let rules = &self.document.consent;
        if self.is_restricted(fields) || !self.at(&rules.stages, fields) {
            return None;
        }
        let ends = self.consents(fields).into_values();
        let (day, withdrawn) = ends.reduce(|a, b| Some(a?.max(b?)))??;
        Some((plus_days(day, i32::from(rules.days)), consent_ground(withdrawn)))
    }

    /// Who asked for erasure and was granted it is kept not one day longer.
    fn erasure(&self, fields: &Fields) -> Option<Until<'_>> {
        let asked = self.requests(fields).filter(|one| one.is_granted(Right::Erasure));
        let ends = asked.filter_map(|one| {
            let answered = parse_day(&one.answered)?;
            Some((plus_days(answered, -1), Ground::Erasure(one.number)))
        });
        ends.min_by_key(|(day, _)| *day)
    }

    /// The statutory periods about records that bind the organisation.
    pub fn floors(&self) -> impl Iterator<Item = &Floor> {
        let all = self.document.floors.iter();
        all.filter(|floor| floor.applies && floor.covers == Covers::Records)
    }

    /// The last day of the longest statutory period that binds the record, past or to come. Needs
    /// level 3.
    pub fn floor_of(&self, fields: &Fields) -> Bound {
        let mut fields = fields.clone();
        self.count_dealings(&mut fields);
        Bound::of(self.floor(&fields))
    }

    fn floor(&self, fields: &Fields) -> Option<Until<'_>> {
        // What nobody could ever use binds by what was dealt all the same, and by nothing else.
        let unused = self.is_held_whole(fields);
        let traded = self.last_trade(fields);
        let binds = |floor: &&Floor| {
            let stage = floor.stages.is_empty() || self.at(&floor.stages, fields);
            stage && !unused || floor.transactions && traded.is_some()
        };
        let floors = self.floors().filter(binds).filter_map(|floor| {
            let since = self.since((&floor.since, &floor.otherwise_since), fields);
            let since = since.or_else(|| latest_day(fields, self.known.created));
            // Whatever the period runs from, it does not end before the transaction that it is about.
            let since = since.max(traded.filter(|_| floor.transactions))?;
            Some((plus_months(since, i32::from(floor.months)), Ground::Floor(floor)))
        });
        floors.chain(self.own_floor(fields)).max_by_key(|(day, _)| *day)
    }

    /// Whether the record is at one of these stages.
    fn at(&self, stages: &[String], fields: &Fields) -> bool {
        let stage = fields.text(self.known.stage);
        stages.iter().any(|known| known == stage)
    }

    /// When the consent to each purpose ends that ever was granted.
    fn consents(&self, fields: &Fields) -> BTreeMap<String, End> {
        let field = self.known.consents;
        let texts = field.into_iter().flat_map(|field| fields.all(field));
        let all = texts.filter_map(|value| Consent::parse(&value.text));
        let mut ends: BTreeMap<String, End> = BTreeMap::new();
        for one in all.filter(|one| !one.sensitive && one.recipient.is_empty()) {
            match (one.answer, ends.get(&one.purpose).copied()) {
                (Answer::Granted, _) => {
                    let end = one.last_day().map(|day| (day, !one.withdrawn.is_empty()));
                    ends.insert(one.purpose, end);
                }
                (Answer::Refused, Some(granted)) => {
                    let refused = one.day().map(|day| (plus_days(day, -1), true));
                    ends.insert(one.purpose, granted.into_iter().chain(refused).min());
                }
                (Answer::Refused, None) => {}
            }
        }
        ends
    }

    /// Whether a consent to some purpose was granted and neither withdrawn nor taken back.
    pub(super) fn has_consent(&self, fields: &Fields) -> bool {
        let ended = |end: End| end.is_some_and(|(_, withdrawn)| withdrawn);
        self.consents(fields).into_values().any(|end| !ended(end))
    }

    fn requests<'f>(&self, fields: &'f Fields) -> impl Iterator<Item = SubjectRequest> + use<'f> {
        let field = self.known.requests;
        let texts = field.into_iter().flat_map(|field| fields.all(field));
        texts.filter_map(|value| SubjectRequest::parse(&value.text))
    }

    fn period_end(&self, rule: &RetentionRule, fields: &Fields) -> Option<Date> {
        let since = self.since((&rule.since, &rule.otherwise_since), fields)?;
        Some(plus_months(since, i32::from(rule.months)))
    }

    fn since(&self, (since, otherwise): (&[String], &str), fields: &Fields) -> Option<Date> {
        let date = |id: &str| latest_day(fields, self.id(id)?);
        let latest = since.iter().filter_map(|id| date(id)).max();
        let begun = latest.or_else(|| date(otherwise));
        // One of long ago, entered late, shortens nothing.
        let dealt = since
            .contains(&self.field(self.known.last_contact).id)
            .then(|| self.last_dealing(fields))
            .flatten();
        begun.max(dealt)
    }

    /// Writes into `fields` what follows from them: the last days of use and of keeping, and what
    /// gave them; the statutory period that binds the record, whether or not it decides; and
    /// whether the record is restricted at the person's wish. To be called at each write of level 3
    /// or of the operational part, after everything else is set.
    pub fn schedule(&self, fields: &mut Fields) {
        self.release(fields);
        self.restrict_as_asked(fields);
        let counted = self.count_dealings(fields);
        let floor = self.floor(fields);
        let Fate { used, kept } = self.fate(fields, floor);
        let mut law = floor.map_or_else(|| NO_FLOOR.to_owned(), |(_, ground)| ground.id());
        law.push_str(counted);
        let known = self.known;
        let day = |until: Option<Until<'_>>| until.map(|(day, _)| Value::plain(day.to_string()));
        let ground = |until: Option<Until<'_>>| until.map(|(_, ground)| Value::plain(ground.id()));
        let pairs = [
            (Some(known.destroy_on), day(kept)),
            (Some(known.destroy_rule), ground(kept)),
            (known.restrict_on, day(used)),
            (known.restrict_rule, ground(used)),
            (known.floor_on, day(floor)),
            (known.floor_rule, Some(Value::plain(law))),
        ];
        for (field, value) in pairs {
            if let Some(field) = field {
                fields.set(field, value);
            }
        }
    }

    /// Whether a field is one of those that [`Policy::schedule`] sets, and nobody else.
    pub fn follows(&self, field: FieldId) -> bool {
        let Known { destroy_on, destroy_rule, .. } = self.known;
        let Known { restrict_on, restrict_rule, floor_on, floor_rule, .. } = self.known;
        [destroy_on, destroy_rule].contains(&field)
            || [restrict_on, restrict_rule, floor_on, floor_rule].contains(&Some(field))
    }

    /// Whether a restriction that the person was granted stands; nothing if none ever was.
    fn wishes(&self, fields: &Fields) -> Option<bool> {
        let granted = |one: &SubjectRequest| {
            one.right == Right::Restriction && one.state == RequestState::Granted
        };
        let stands = self.requests(fields).filter(granted).map(|one| one.closed.is_empty());
        stands.reduce(|one, other| one || other)
    }

    /// What is in quarantine stays there: the person's wish does not give it a ground.
    fn restrict_as_asked(&self, fields: &mut Fields) {
        if let Some(stands) = self.wishes(fields).filter(|_| !self.is_quarantined(fields)) {
            let state = if stands { "restricted" } else { "active" };
            fields.set(self.known.state, [Value::plain(state)]);
        }
    }
}

const fn consent_ground<'p>(withdrawn: bool) -> Ground<'p> {
    if withdrawn { Ground::Withdrawn } else { Ground::RanOut }
}

/// Whether a rule is no period, but the day that somebody set for a record.
pub(super) fn by_hand(rule: &RetentionRule) -> bool {
    rule.since.iter().all(|id| id == "retain_until") && rule.otherwise_since.is_empty()
}

#[cfg(test)]
#[path = "retention_tests.rs"]
mod tests;
