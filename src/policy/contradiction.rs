//! Values of one record that cannot all be true.
//!
//! Only what is sure is told: an area of postcodes that two provinces share, or an address that
//! does not begin with its city, contradicts nothing. A consent is measured by the notices that were
//! given: one under an older notice than the one in force may be about something else by now.

use jiff::civil::Date;

use super::coverage::{AnswerState, GivenNotices};
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::region::place;
use super::rules::Basis;
use super::validate::{id_number, postcode_region};
use super::{Policy, Purpose};
use crate::model::{Consent, FieldId, Fields};

/// Days that come one after the other: the first of each pair before the second.
const ORDER: [(&str, &str); 5] = [
    ("birth_date", "first_contact"),
    ("birth_date", "last_contact"),
    ("birth_date", "consent_date"),
    ("birth_date", "sensitive_consent"),
    ("first_contact", "last_contact"),
];

impl Policy {
    /// Everything in which values contradict each other.
    pub(super) fn contradictions(&self, fields: &Fields) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.identity(fields, &mut findings);
        self.places(fields, &mut findings);
        self.days(fields, &mut findings);
        findings
    }

    /// Consents that are older than the notice in force on `today`. Needs the operational part.
    pub fn aged_consents(
        &self,
        fields: &Fields,
        today: Date,
        notices: &GivenNotices,
    ) -> Option<Finding> {
        let known = &self.known;
        let needs = |one: &Consent, purpose: &Purpose| {
            purpose.basis == Basis::Consent || one.sensitive || !one.recipient.is_empty()
        };
        let asked = |one: &Consent| {
            let purpose = self.document.purposes.iter().find(|known| known.id == one.purpose);
            purpose.is_some_and(|purpose| needs(one, purpose))
        };
        let older =
            |one: &Consent| notices.newest.get(&one.purpose).is_some_and(|new| one.notice < *new);
        let answers = self.answers(fields, today, &notices.renewed);
        let mut states = answers.iter().filter(|(one, _)| asked(one));
        if states.clone().any(|(_, state)| *state == AnswerState::Outdated) {
            return Some(Finding::new(known.consents?, Code::ConsentOutdated));
        }
        if states.any(|(one, state)| *state == AnswerState::Granted && older(one)) {
            return Some(Finding::new(known.consents?, Code::ConsentOlder));
        }
        // Nothing is known of that consent but its day.
        let day = fields.text(known.consent_date);
        let before = answers.is_empty() && !day.is_empty() && *day < *notices.from;
        before.then(|| Finding::new(known.consent_date, Code::ConsentOlder))
    }

    /// Birth date and gender that are not those inside the identity number.
    fn identity(&self, fields: &Fields, findings: &mut Vec<Finding>) {
        let known = &self.known;
        let number = fields.text(known.id_number).as_bytes();
        let differs = |field, inside: Option<String>| {
            let given = fields.text(field);
            inside.is_some_and(|inside| !given.is_empty() && inside != given)
        };
        if differs(known.birth_date, id_number::birth(number).map(|day| day.to_string())) {
            findings.push(Finding::new(known.birth_date, Code::IdBirthDate));
        }
        if differs(known.gender, id_number::gender(number).map(str::to_owned)) {
            findings.push(Finding::new(known.gender, Code::IdGender));
        }
    }

    /// Postcodes and addresses none of which lies in the region.
    fn places(&self, fields: &Fields, findings: &mut Vec<Finding>) {
        let Some(region) = place::known_code(fields.text(self.known.region)) else { return };
        let postcodes = self.fields().filter(|(_, field)| field.kind == FieldKind::Postcode);
        for (field, _) in postcodes {
            let fits = |text: &str| {
                Some(postcode_region::provinces(text)?.contains(&place::province(region)))
            };
            findings.extend(elsewhere(fields, field, Code::PostcodeRegion, fits));
        }
        if let Some(field) = self.id("address") {
            let fits = |text: &str| Some(!place::differ(place::begins_with(text)?, region));
            findings.extend(elsewhere(fields, field, Code::AddressRegion, fits));
        }
    }

    fn days(&self, fields: &Fields, findings: &mut Vec<Finding>) {
        for (before, after) in ORDER {
            let (Some(before), Some(after)) = (self.id(before), self.id(after)) else { continue };
            let (first, second) = (fields.text(before), fields.text(after));
            let told = findings.iter().any(|finding| finding.field == after);
            if !first.is_empty() && !second.is_empty() && second < first && !told {
                findings.push(Finding::new(after, Code::DayOrder));
            }
        }
    }
}

/// `code` when of the values of `field` some surely do not fit and none surely does: somebody may
/// well have a second address.
fn elsewhere(
    fields: &Fields,
    field: FieldId,
    code: Code,
    fits: impl Fn(&str) -> Option<bool>,
) -> Option<Finding> {
    let sure: Vec<bool> = fields.all(field).filter_map(|value| fits(&value.text)).collect();
    (!sure.is_empty() && !sure.contains(&true)).then(|| Finding::new(field, code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    fn codes(values: &[(&str, &str)]) -> Vec<(&'static str, Code)> {
        let policy = Policy::builtin();
        let pair = |(id, text): &(&str, &str)| (policy.id(id).unwrap(), Value::plain(*text));
        let found = policy.contradictions(&values.iter().map(pair).collect());
        found.iter().map(|f| (policy.field(f.field).id.as_str(), f.code)).collect()
    }

    #[test]
    fn an_identity_number_is_compared_with_birth_date_and_gender() {
        let found = codes(&[
            ("id_number", "11010519491231002X"),
            ("birth_date", "1949-12-30"),
            ("gender", "male"),
        ]);
        assert_eq!(found, [("birth_date", Code::IdBirthDate), ("gender", Code::IdGender)]);
    }

    #[test]
    fn postcode_and_address_are_compared_with_the_region() {
        let shanghai = ("region", "310115 上海市浦东新区");
        let suzhou = "江苏省苏州市姑苏区观前街1号";
        assert_eq!(codes(&[shanghai, ("postcode", "200120")]), []);
        assert_eq!(codes(&[shanghai, ("postcode", "SW1A 1AA")]), []);
        let postcode = [("postcode", Code::PostcodeRegion)];
        assert_eq!(codes(&[shanghai, ("postcode", "100000")]), postcode);
        assert_eq!(codes(&[shanghai, ("address", "上海市静安区南京西路1号")]), []);
        assert_eq!(codes(&[shanghai, ("address", "南京西路1号")]), []);
        assert_eq!(codes(&[shanghai, ("address", suzhou)]), [("address", Code::AddressRegion)]);
        // One of two addresses fits.
        let both = [shanghai, ("address", suzhou), ("address", "上海市静安区")];
        assert_eq!(codes(&both), []);
        assert_eq!(codes(&[("region", "海外"), ("postcode", "100000")]), []);
        // Banners of Inner Mongolia that a neighbour serves.
        assert_eq!(codes(&[("region", "152200 内蒙古自治区兴安盟"), ("postcode", "137400")]), []);
    }

    #[test]
    fn a_consent_is_measured_by_the_notice_in_force() {
        let policy = Policy::builtin();
        let newest = [("marketing".to_owned(), 3)].into();
        let mut notices =
            GivenNotices { newest, from: "2026-02-01".to_owned(), ..GivenNotices::default() };
        let given = |notice: u32, more: &str| {
            format!(
                r#"{{"purpose":"marketing","answer":"granted","date":"2026-01-02","method":"form","notice":{notice}{more}}}"#
            )
        };
        let found = |values: &[(&str, &str)], notices: &GivenNotices| {
            let pair = |(id, text): &(&str, &str)| (policy.id(id).unwrap(), Value::plain(*text));
            let today = crate::model::date::parse_day("2026-06-30").unwrap();
            let found = policy.aged_consents(&values.iter().map(pair).collect(), today, notices);
            found.map(|found| (policy.field(found.field).id.as_str(), found.code))
        };
        let older = Some(("consents", Code::ConsentOlder));
        assert_eq!(found(&[("consents", &given(2, ""))], &notices), older);
        assert_eq!(found(&[("consents", &given(3, ""))], &notices), None);
        // What was withdrawn is no consent.
        let over = given(2, r#","withdrawn":"2026-03-01""#);
        assert_eq!(found(&[("consents", &over)], &notices), None);
        let day = [("consent_date", "2026-01-31")];
        assert_eq!(found(&day, &notices), Some(("consent_date", Code::ConsentOlder)));
        assert_eq!(found(&[("consent_date", "2026-02-01")], &notices), None);
        assert_eq!(found(&day, &GivenNotices::default()), None);
        notices.renewed.insert("marketing".to_owned(), 3);
        let outdated = Some(("consents", Code::ConsentOutdated));
        assert_eq!(found(&[("consents", &given(2, ""))], &notices), outdated);
    }

    #[test]
    fn nothing_happens_before_the_birth() {
        let born = ("birth_date", "1990-05-01");
        let early = [("consent_date", Code::DayOrder)];
        assert_eq!(codes(&[born, ("consent_date", "1989-01-01")]), early);
        let turned = [("first_contact", "2026-02-01"), ("last_contact", "2026-01-01")];
        assert_eq!(codes(&turned), [("last_contact", Code::DayOrder)]);
        assert_eq!(codes(&[born, ("first_contact", "2026-02-01")]), []);
    }
}
