//! Values of one record that cannot all be true.
//!
//! Only what is sure is told: an area of postcodes that two provinces share, or an address that
//! does not begin with its city, contradicts nothing.

use super::Policy;
use super::dictionary::FieldKind;
use super::finding::{Code, Finding};
use super::region::place;
use super::validate::{id_number, postcode_region};
use crate::model::{FieldId, Fields};

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
    fn nothing_happens_before_the_birth() {
        let born = ("birth_date", "1990-05-01");
        let early = [("consent_date", Code::DayOrder)];
        assert_eq!(codes(&[born, ("consent_date", "1989-01-01")]), early);
        let turned = [("first_contact", "2026-02-01"), ("last_contact", "2026-01-01")];
        assert_eq!(codes(&turned), [("last_contact", Code::DayOrder)]);
        assert_eq!(codes(&[born, ("first_contact", "2026-02-01")]), []);
    }
}
