//! When a record is to be destroyed.
//!
//! Stages and dates are level 3, but destruction on schedule is the work of a credential that
//! opens no level. So whoever writes a record also writes, in its operational part, the day the
//! rules give and the rule that gave it ([`Policy::schedule`]); [`Policy::due`] needs nothing else.

use jiff::civil::Date;

use super::Policy;
use super::rules::RetentionRule;
use crate::model::date::{parse_day, plus_months};
use crate::model::{FieldId, Fields, Lookup, Value};

impl Policy {
    /// The day until which the rules keep this record, and the rule that says so. Needs level 3
    /// and the operational part. Restricted records are kept until the day set for them by hand.
    pub fn retention(&self, fields: &Fields) -> Option<(Date, &RetentionRule)> {
        let stage = fields.text(self.known.stage);
        let restricted = fields.text(self.known.state) == "restricted";
        let fits = |rule: &&RetentionRule| {
            // What a record is used for is not kept with it yet: a rule about one purpose must not
            // destroy what another still needs.
            if !rule.purposes.is_empty() {
                false
            } else if rule.stages.is_empty() {
                true
            } else {
                !restricted && rule.stages.iter().any(|s| s == stage)
            }
        };
        let mut rules = self.document.retention.iter().filter(fits);
        rules.find_map(|rule| {
            let since = self.since(rule, fields)?;
            Some((plus_months(since, i32::from(rule.months)), rule))
        })
    }

    fn since(&self, rule: &RetentionRule, fields: &Fields) -> Option<Date> {
        let date = |id: &String| first_day(fields, self.id(id)?);
        let latest = rule.since.iter().filter_map(date).max();
        latest.or_else(|| date(&rule.otherwise_since))
    }

    /// Writes that day and rule into `fields`, or clears them; to be called at each write of level
    /// 3 or of the operational part, after everything else is set.
    pub fn schedule(&self, fields: &mut Fields) {
        let found = self.retention(fields);
        let day = found.map(|(day, _)| Value::plain(day.to_string()));
        let rule = found.map(|(_, rule)| Value::plain(rule.id.clone()));
        fields.set(self.known.destroy_on, day);
        fields.set(self.known.destroy_rule, rule);
    }

    /// Whether the record was to be destroyed before `today`: the last day it was kept and the
    /// rule. Looks at the operational part only. A record on hold never is.
    pub fn due(&self, record: &impl Lookup, today: Date) -> Option<(Date, &RetentionRule)> {
        if record.any(self.known.hold, |text| text == "yes") {
            return None;
        }
        let day = first_day(record, self.known.destroy_on).filter(|day| *day < today)?;
        let named = |rule: &&RetentionRule| record.any(self.known.destroy_rule, |id| rule.id == id);
        self.document.retention.iter().find(named).map(|rule| (day, rule))
    }
}

/// The first value of a date field.
fn first_day(record: &impl Lookup, field: FieldId) -> Option<Date> {
    let mut day = None;
    record.any(field, |text| {
        day = text.get(..10).and_then(parse_day);
        true
    });
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(values: &[(&str, &str)]) -> Fields {
        let policy = Policy::builtin();
        let mut fields: Fields = values
            .iter()
            .map(|(field, text)| (policy.id(field).unwrap(), Value::plain(*text)))
            .collect();
        policy.schedule(&mut fields);
        fields
    }

    fn due(values: &[(&str, &str)], today: &str) -> Option<String> {
        let fields = record(values);
        let due = Policy::builtin().due(&fields, parse_day(today).unwrap());
        due.map(|(day, rule)| format!("{day} {}", rule.id))
    }

    #[test]
    fn gone_customers_are_due_after_three_years_and_idle_prospects_after_two() {
        let gone =
            [("stage", "churned"), ("last_contact", "2023-03-15"), ("updated", "2026-01-01")];
        assert_eq!(due(&gone, "2026-03-15"), None);
        assert_eq!(due(&gone, "2026-03-16").as_deref(), Some("2026-03-15 churned"));
        let prospect = [("stage", "prospect"), ("created", "2024-02-29")];
        assert_eq!(due(&prospect, "2026-03-01").as_deref(), Some("2026-02-28 prospect_idle"));
        let called = [("stage", "prospect"), ("created", "2020-01-01"), ("verified", "2025-12-01")];
        assert_eq!(due(&called, "2026-03-01"), None);
        // Without a date of dealings a customer set to churned today is not due today.
        assert_eq!(due(&[("stage", "churned"), ("updated", "2026-01-01")], "2026-01-02"), None);
    }

    #[test]
    fn living_relations_are_never_due() {
        for stage in ["active", "loyal", ""] {
            let values =
                [("stage", stage), ("last_contact", "1999-01-01"), ("created", "1999-01-01")];
            assert_eq!(due(&values, "2099-01-01"), None, "{stage}");
        }
    }

    #[test]
    fn a_rule_about_one_purpose_destroys_nothing_by_itself() {
        let mut document = Policy::builtin().document().clone();
        for rule in &mut document.retention {
            rule.purposes = vec!["marketing".to_owned()];
        }
        let policy = Policy::new(document).unwrap();
        let gone = record(&[("stage", "churned"), ("last_contact", "2010-01-01")]);
        assert!(policy.retention(&gone).is_none());
    }

    #[test]
    fn the_day_set_by_hand_comes_first_and_a_hold_before_all() {
        let gone = [("stage", "churned"), ("last_contact", "2010-01-01")];
        let kept = [&gone[..], &[("retain_until", "2030-12-31")]].concat();
        assert_eq!(due(&kept, "2030-12-31"), None);
        assert_eq!(due(&kept, "2031-01-01").as_deref(), Some("2030-12-31 retain_until"));
        let held = [&kept[..], &[("hold", "yes")]].concat();
        assert_eq!(due(&held, "2099-01-01"), None);
        let restricted = [&gone[..], &[("state", "restricted")]].concat();
        assert_eq!(due(&restricted, "2099-01-01"), None);
    }

    #[test]
    fn a_record_that_no_rule_reaches_any_more_loses_its_day() {
        let policy = Policy::builtin();
        let mut fields = record(&[("stage", "churned"), ("last_contact", "2010-01-01")]);
        assert_eq!(fields.text(policy.known().destroy_on), "2013-01-01");
        fields.set(policy.known().stage, [Value::plain("active")]);
        policy.schedule(&mut fields);
        assert_eq!(fields.text(policy.known().destroy_on), "");
        assert_eq!(fields.text(policy.known().destroy_rule), "");
    }
}
