//! Quarantine (待核): what somebody else provided, and nothing carries yet (个人信息保护法第十三条).
//!
//! Such a record may be kept apart for some days, until it is known on what ground it is held. It
//! is used no more than a restricted one ([`Standing::Quarantined`](super::Standing)). The first
//! write that finds a ground releases it; unreleased, it is destroyed by itself, and of statutory
//! periods only one about transactions keeps it, where somebody dealt by it all the same. Nothing
//! puts a record there but its entry and an import that changes it, so that a release by hand stays
//! one.
//!
//! A record that was there before a third party told more of it goes into quarantine too, with the
//! channel beside its state, for its own source is another's. It is used no more until there is a
//! ground, but its own periods go on and keep it: it is not destroyed for what others said. The days that
//! were worked out before stand until then, where what is there now would make them earlier.
//!
//! A new record of a third party's file that names a source of its own has the channel beside its state
//! too: free text is no channel. It has nothing of its own but what the third party gave, which its
//! state says beside the channel, so it is destroyed as any other that a third party provided.

use jiff::civil::Date;

use super::Policy;
use super::ground::Ground;
use super::rules::Requirement;
use super::standing::latest_day;
use crate::model::date::plus_days;
use crate::model::{About, Fields, Lookup, Value};

/// The option of the field `state`.
pub const QUARANTINED: &str = "quarantined";

/// What stands beside the channel where all of a record came by it.
const WHOLE: &str = "whole";

/// The state of a contact, of what is known of a value: of a record's own state there is none.
pub fn contact_state(about: &About) -> Option<&str> {
    about.state.as_deref().filter(|state| *state != WHOLE)
}

impl Policy {
    /// Whether this policy knows the state; one from before it does not.
    pub fn knows_quarantine(&self) -> bool {
        self.choices(self.known.state).iter().any(|choice| choice.id == QUARANTINED)
    }

    /// Puts a new record into quarantine, if it needs it and the policy always does so or it is
    /// `asked` for; says whether it does.
    pub fn quarantine(&self, fields: &mut Fields, asked: bool) -> bool {
        let applies = asked || self.document.collection.quarantine;
        if !applies || !self.knows_quarantine() {
            return false;
        }
        self.complete(fields);
        let needed = self.is_unfounded(fields);
        // Where another channel told it, that stands beside the state.
        if needed && !self.is_quarantined(fields) {
            fields.set(self.known.state, [Value::plain(QUARANTINED)]);
        }
        needed
    }

    /// Puts a record that is there already into quarantine for what was told of it by `channel`, as
    /// [`Policy::quarantine`] does a new one; says whether it does.
    pub fn quarantine_told(&self, fields: &mut Fields, channel: &str, asked: bool) -> bool {
        self.quarantine_from((channel, false), fields, asked)
    }

    /// Puts a new record, all of which came by `channel` whatever its own source says, into quarantine;
    /// says whether it does.
    pub fn quarantine_given(&self, fields: &mut Fields, channel: &str, asked: bool) -> bool {
        self.quarantine_from((channel, true), fields, asked)
    }

    fn quarantine_from(
        &self,
        (channel, whole): (&str, bool),
        fields: &mut Fields,
        asked: bool,
    ) -> bool {
        let applies = (asked || self.document.collection.quarantine) && self.knows_quarantine();
        if !applies || self.is_quarantined(fields) {
            return false;
        }
        let needed = self.is_unfounded_from(channel, fields);
        if needed {
            let mut state = Value::plain(QUARANTINED);
            let mut about = About::default();
            about.source = Some(channel.to_owned());
            about.state = whole.then(|| WHOLE.to_owned());
            state.about = Some(Box::new(about));
            fields.set(self.known.state, [state]);
        }
        needed
    }

    /// The channel for which a record is in quarantine, where that is not its own source.
    fn told_by<'f>(&self, fields: &'f Fields) -> Option<&'f str> {
        fields.get(self.known.state)?.about.as_ref()?.source.as_deref()
    }

    /// Whether `record`, which is there as a third party provided it, is in quarantine.
    pub(super) fn is_held_whole(&self, record: &Fields) -> bool {
        let state = record.get(self.known.state).and_then(|state| state.about.as_deref());
        let whole = state.is_none_or(|about| about.state.as_deref() == Some(WHOLE));
        self.is_quarantined(record) && (whole || self.told_by(record).is_none())
    }

    /// Whether `record`, which was there already, is in quarantine for what a third party told more of it.
    pub(super) fn is_held_told(&self, record: &Fields) -> bool {
        self.is_quarantined(record) && !self.is_held_whole(record)
    }

    /// Whether `record`, of which the operational part is looked at, is in quarantine.
    pub fn is_quarantined(&self, record: &impl Lookup) -> bool {
        record.any(self.known.state, |text| text == QUARANTINED)
    }

    /// Whether a third party provided the record, or more of it, and nothing carries it: neither a consent that
    /// stands, nor what the policy demands of its channel; where it demands nothing, a day of consent.
    pub fn is_unfounded(&self, fields: &Fields) -> bool {
        let source = self.told_by(fields).unwrap_or_else(|| fields.text(self.known.source));
        self.is_unfounded_from(source, fields)
    }

    fn is_unfounded_from(&self, source: &str, fields: &Fields) -> bool {
        if !self.is_third_party(source) || self.has_consent(fields) {
            return false;
        }
        if self.document.required.iter().any(|one| one.sources.iter().any(|id| id == source)) {
            let mut provided = fields.clone();
            provided.set(self.known.source, [Value::plain(source)]);
            return !self.lacking(&provided, |one| self.is_ground(one)).is_empty();
        }
        fields.get(self.known.consent_date).is_none()
    }

    fn is_third_party(&self, source: &str) -> bool {
        self.document.collection.third_party.iter().any(|channel| channel == source)
    }

    /// Whether a requirement is about the ground on which a third party's record is held.
    pub(super) fn is_ground(&self, requirement: &Requirement) -> bool {
        requirement.sources.iter().any(|source| self.is_third_party(source))
    }

    /// Lets go of a record of which it is known by now on what ground it is held.
    pub(super) fn release(&self, fields: &mut Fields) {
        if self.is_quarantined(fields) && !self.is_unfounded(fields) {
            fields.set(self.known.state, [Value::plain("active")]);
        }
    }

    /// The last day on which a quarantined record is kept.
    pub(super) fn quarantined_until(&self, fields: &Fields) -> Option<(Date, Ground<'_>)> {
        let created = latest_day(fields, self.known.created)?;
        let days = i32::from(self.document.collection.quarantine_days);
        self.is_held_whole(fields).then(|| (plus_days(created, days), Ground::Quarantine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_day;
    use crate::policy::Standing;

    fn day(text: &str) -> Date {
        parse_day(text).unwrap()
    }

    fn entered(policy: &Policy, values: &[(&str, &str)]) -> Fields {
        let mut fields: Fields =
            values.iter().map(|(id, text)| (policy.id(id).unwrap(), Value::plain(*text))).collect();
        fields.set(policy.known().created, [Value::plain("2026-03-01")]);
        policy.quarantine(&mut fields, true);
        policy.schedule(&mut fields);
        fields
    }

    fn consent(more: &str) -> String {
        format!(
            r#"{{"purpose":"marketing","answer":"granted","date":"2026-03-02","method":"form","notice":1{more}}}"#
        )
    }

    const PARTNER: [(&str, &str); 3] =
        [("name", "张伟"), ("phone", "+8613800000013"), ("source", "partner")];

    /// A policy that demands the number of another program of what a partner gave.
    fn demanding() -> Policy {
        let mut document = Policy::builtin().document().clone();
        document.required.push(Requirement {
            kind: "person".to_owned(),
            any: vec!["external_id".to_owned()],
            purposes: Vec::new(),
            stages: Vec::new(),
            sources: vec!["partner".to_owned()],
        });
        Policy::new(document).unwrap()
    }

    #[test]
    fn what_a_third_party_provided_without_a_ground_is_kept_apart() {
        let policy = Policy::builtin();
        for (values, quarantined) in [
            (&[("source", "partner")][..], true),
            (&[("source", "referral"), ("stage", "active")], true),
            (&[("source", "visit")], false),
            (&[], false),
            (&[("source", "partner"), ("consent_date", "2026-02-01")], false),
            (&[("source", "partner"), ("consents", &consent(""))], false),
            (
                &[("source", "partner"), ("consents", &consent(r#","withdrawn":"2026-03-03""#))],
                true,
            ),
        ] {
            let fields = entered(policy, values);
            assert_eq!(policy.is_quarantined(&fields), quarantined, "{values:?}");
            let standing = policy.standing(&fields, day("2026-03-02"));
            assert_eq!(standing == Standing::Quarantined, quarantined, "{values:?}");
        }
    }

    #[test]
    fn a_record_of_which_a_third_party_tells_more_is_kept_apart_and_not_destroyed_for_it() {
        let policy = Policy::builtin();
        let own = [("name", "张伟"), ("source", "visit"), ("stage", "active")];
        let mut fields = entered(policy, &own);
        let before = policy.verdict(&fields).map(|due| (due.day, due.rule.id()));
        assert!(!policy.quarantine_told(&mut fields, "visit", true));
        assert!(!policy.quarantine_told(&mut fields, "partner", false), "nobody asked for it");
        assert!(policy.quarantine_told(&mut fields, "partner", true));
        policy.schedule(&mut fields);
        assert_eq!(policy.standing(&fields, day("2026-03-02")), Standing::Quarantined);
        assert_eq!(policy.verdict(&fields).map(|due| (due.day, due.rule.id())), before);
        // Whatever it told, and however often the days are worked out.
        let (law, kept) = (policy.bound(&fields), fields.clone());
        for (id, text) in [("stage", "prospect"), ("stage", "lost"), ("retain_until", "2026-02-01")]
        {
            fields.set(policy.id(id).unwrap(), [Value::plain(text)]);
            fields.set(policy.known().last_contact, [Value::plain("2019-01-01")]);
            policy.schedule(&mut fields);
            policy.schedule(&mut fields);
            assert_eq!(
                policy.verdict(&fields).map(|due| (due.day, due.rule.id())),
                before,
                "{text}"
            );
            assert_eq!(policy.bound(&fields), law, "{text}");
        }
        // Released by hand, it is what was told of it.
        let mut released = fields.clone();
        released.set(policy.known().state, [Value::plain("active")]);
        policy.schedule(&mut released);
        assert_ne!(policy.bound(&released), law);
        let mut fields = kept;
        fields.push(policy.known().consents.unwrap(), Value::plain(consent("")));
        policy.schedule(&mut fields);
        assert_eq!(policy.standing(&fields, day("2026-03-02")), Standing::Active);
        assert!(!policy.quarantine_told(&mut fields, "partner", true), "there is a consent");
        // Where the policy demands something of the channel, that is the ground.
        let policy = demanding();
        let told = |more: &[(&str, &str)]| {
            policy.quarantine_told(
                &mut entered(&policy, &[&own[..], more].concat()),
                "partner",
                true,
            )
        };
        assert!(told(&[("consent_date", "2026-02-01")]));
        assert!(!told(&[("external_id", "C-7")]));
    }

    #[test]
    fn a_new_record_of_a_third_partys_file_is_destroyed_whatever_its_own_source_says() {
        let policy = Policy::builtin();
        let mut fields =
            entered(policy, &[("name", "张伟"), ("source", "老王"), ("stage", "active")]);
        assert!(!policy.is_quarantined(&fields), "free text is no channel");
        assert!(policy.quarantine_given(&mut fields, "partner", true));
        for _ in 0..2 {
            policy.schedule(&mut fields);
            let due = policy.verdict(&fields).map(|due| format!("{} {}", due.day, due.rule.id()));
            assert_eq!(due.as_deref(), Some("2026-03-31 collection:quarantine"));
        }
        fields.push(policy.known().consents.unwrap(), Value::plain(consent("")));
        policy.schedule(&mut fields);
        assert_eq!(policy.standing(&fields, day("2026-04-01")), Standing::Active);
    }

    #[test]
    fn unless_the_policy_says_so_it_must_be_asked_for() {
        let quarantined = |policy: &Policy| {
            let mut fields = Fields::new();
            fields.set(policy.known().source, [Value::plain("partner")]);
            policy.quarantine(&mut fields, false)
        };
        assert!(!quarantined(Policy::builtin()));
        let mut document = Policy::builtin().document().clone();
        document.collection.quarantine = true;
        assert!(quarantined(&Policy::new(document.clone()).unwrap()));
        // A policy from before the state goes without it, and cannot ask for it.
        let state = document.fields.iter_mut().find(|field| field.id == "state").unwrap();
        state.options.retain(|option| option.id != QUARANTINED);
        assert_eq!(document.first_fault().unwrap().word, QUARANTINED);
        assert!(!quarantined(&Policy::new(document).unwrap()));
    }

    #[test]
    fn what_the_policy_demands_of_a_channel_is_the_ground_and_nothing_else_but_a_consent() {
        let policy = demanding();
        let with = |more: &[(&str, &str)]| entered(&policy, &[&PARTNER[..], more].concat());
        assert!(policy.is_quarantined(&with(&[("consent_date", "2026-02-01")])));
        assert!(!policy.is_quarantined(&with(&[("external_id", "C-7")])));
        assert!(!policy.is_quarantined(&with(&[("consents", &consent(""))])));
        // In quarantine it need not have what it is there for the lack of; released by hand, it must.
        let mut fields = with(&[]);
        assert!(policy.is_quarantined(&fields) && policy.missing(&fields).is_empty());
        fields.set(policy.known().state, [Value::plain("active")]);
        assert_eq!(policy.missing(&fields).len(), 1);
    }

    #[test]
    fn a_ground_releases_it_and_it_is_destroyed_without_one() {
        let policy = Policy::builtin();
        let mut fields = entered(policy, &[&PARTNER[..], &[("stage", "active")]].concat());
        let due = |fields: &Fields, today| {
            policy.due(fields, day(today)).map(|due| format!("{} {}", due.day, due.rule.id()))
        };
        assert_eq!(due(&fields, "2026-03-31"), None);
        let ended = Some("2026-03-31 collection:quarantine");
        assert_eq!(due(&fields, "2026-04-01").as_deref(), ended, "no statutory period keeps it");
        let (reason, basis) = policy.reason(policy.verdict(&fields).unwrap().rule);
        assert!(policy.document().schedules(reason, &basis));
        fields.set(policy.known().hold, [Value::plain("yes")]);
        assert_eq!(due(&fields, "2026-04-01"), None);
        fields.set(policy.known().hold, []);
        fields.push(policy.known().consents.unwrap(), Value::plain(consent("")));
        policy.schedule(&mut fields);
        assert_eq!(policy.standing(&fields, day("2026-04-01")), Standing::Active);
        assert_eq!(due(&fields, "2026-04-01"), None);
    }

    #[test]
    fn what_was_dealt_by_it_is_kept_for_as_long_as_the_law_wants() {
        let policy = Policy::builtin();
        let with = |mark: &str| {
            let more = [("activity", mark), ("last_contact", "2026-03-05")];
            entered(policy, &[&PARTNER[..], &more].concat())
        };
        for (mark, ended) in [
            ("2026-03-05 trade", "2029-03-05 floor:ecommerce"),
            ("2026-03-05 deal", "2026-03-31 collection:quarantine"),
        ] {
            let fields = with(mark);
            let verdict = policy.verdict(&fields).unwrap();
            assert_eq!(format!("{} {}", verdict.day, verdict.rule.id()), ended);
            assert_eq!(verdict.why.id(), "collection:quarantine");
            assert_eq!(policy.standing(&fields, day("2026-05-01")), Standing::Quarantined);
            let bound = policy.bound(&fields).running(day("2029-03-05"));
            assert_eq!(bound.is_some(), mark.ends_with("trade"), "{mark}");
        }
    }

    #[test]
    fn a_wish_to_restrict_keeps_it_and_does_not_release_it() {
        let policy = Policy::builtin();
        let asked = |closed: &str| {
            format!(
                r#"{{"number":1,"right":"restriction","opened":"2026-03-02","due":"2026-03-17","relation":"self","checked":"document","state":"granted","answered":"2026-03-03"{closed}}}"#
            )
        };
        let with = |text: &str| entered(policy, &[&PARTNER[..], &[("requests", text)]].concat());
        let wished = with(&asked(""));
        assert!(policy.is_quarantined(&wished));
        assert_eq!(policy.verdict(&wished), None);
        let over = with(&asked(r#","closed":"2026-03-20""#));
        assert!(policy.is_quarantined(&over) && policy.verdict(&over).is_some());
    }
}
