//! An example of a right value for each field, as the data dictionary shows it. None is anybody's:
//! numbers come from ranges that nobody has, or were made up with a right check digit.

use super::Policy;
use super::dictionary::{Choice, FieldKind};
use crate::model::FieldId;

impl Policy {
    /// A value that `field` takes, in Chinese or English; nothing where any text will do.
    pub fn example(&self, field: FieldId, chinese: bool) -> &str {
        let about = self.field(field);
        match about.kind {
            FieldKind::Phone => "13800000013",
            FieldKind::Email => "li@example.com",
            FieldKind::Postcode => "200120",
            FieldKind::IdNumber => "440524188001010014",
            FieldKind::CreditCode => "91350100M000100Y43",
            FieldKind::BankAccount => "6200000000000005",
            FieldKind::Region => "上海市浦东新区",
            FieldKind::Amount => "1234.50",
            FieldKind::Number => "1200",
            FieldKind::Date => "2026-01-31",
            FieldKind::Deadline => "2027-01-31",
            FieldKind::Choice | FieldKind::OpenChoice => {
                let allowed = about.options.iter().find(|choice| !self.forbids(field, &choice.id));
                let name = |one| named(one, chinese);
                allowed.map_or("", name)
            }
            FieldKind::Grade => self.ladder().first().map_or("", |grade| &grade.id),
            FieldKind::Tags => "VIP;高频",
            FieldKind::Name if field == self.known.name => "张三",
            FieldKind::Name if field == self.known.company => "某某贸易有限公司",
            // What is kept as JSON has verbs of its own.
            FieldKind::Text
            | FieldKind::Note
            | FieldKind::Name
            | FieldKind::Event
            | FieldKind::Assessment
            | FieldKind::Link
            | FieldKind::Consent
            | FieldKind::Request
            | FieldKind::Hold => "",
        }
    }

    /// The channels and other options of `field` that a form may offer, as they are named.
    pub fn offered(&self, field: FieldId, chinese: bool) -> Vec<&str> {
        let about = self.field(field);
        if about.kind == FieldKind::Grade {
            return self.ladder().iter().map(|grade| grade.id.as_str()).collect();
        }
        if about.kind.is_structured() {
            return Vec::new();
        }
        let allowed = about.options.iter().filter(|choice| !self.forbids(field, &choice.id));
        allowed.map(|one| named(one, chinese)).collect()
    }
}

fn named(choice: &Choice, chinese: bool) -> &str {
    if chinese { &choice.label_zh } else { &choice.label_en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_and_every_offer_is_accepted() {
        let policy = Policy::builtin();
        for (field, about) in policy.fields() {
            for chinese in [true, false] {
                let example = policy.example(field, chinese);
                let offered = policy.offered(field, chinese);
                for text in offered.into_iter().chain([example]).filter(|text| !text.is_empty()) {
                    assert!(policy.normalise(field, text).is_ok(), "{}: {text}", about.id);
                }
            }
        }
        let source = policy.offered(policy.known().source, true);
        assert!(source.contains(&"展会") && !source.contains(&"购买名单"), "{source:?}");
    }
}
