//! The dictionary for selectors: terms and words are read as values are, so that they find them.

use jiff::civil::Date;

use super::dictionary::{Field, FieldKind};
use super::names::fold;
use super::normalise::tidy;
use super::standing::TRADES;
use super::validate::{day, id_number, phone};
use super::{Policy, names, region};
use crate::model::date::Duration;
use crate::model::{
    Dictionary, FieldId, Link, Op, Part, Quantity, Review, Test, Unfit, Word, folded_name, shown,
};

impl Dictionary for Policy {
    fn resolve(&self, name: &str) -> Option<FieldId> {
        self.names.get(&fold(name)).copied()
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let ids = self.names.iter().map(|(name, id)| (name.as_str(), self.field(*id).id.as_str()));
        names::nearest(&fold(name), ids)
    }

    fn part(&self, field: FieldId) -> Part {
        self.field(field).part
    }

    fn test(&self, id: FieldId, op: Op, value: &str, today: Date) -> Result<Test, Unfit> {
        let field = self.field(id);
        match op {
            Op::Before => limit(field, value, today).map(Test::Before),
            Op::After => limit(field, value, today).map(Test::After),
            Op::Over => self.quantity(id, value).map(Test::Over),
            Op::Under => self.quantity(id, value).map(Test::Under),
            Op::Is | Op::Not => self.same(id, value),
            Op::Has => Ok(self.containing(id, value)),
        }
    }

    fn word(&self, word: &str) -> Word {
        let word = tidy(word);
        let word = shown(&word);
        let digits = phone_digits(&word);
        let name = Test::name(&word);
        let test = |id: &FieldId| match self.field(*id).kind {
            FieldKind::Name => Some((*id, name.clone())),
            FieldKind::Phone => digits.as_deref().map(|digits| (*id, Test::contains(digits))),
            _ => Some((*id, Test::contains(&word))),
        };
        self.bare.iter().filter_map(test).collect()
    }

    fn review(&self) -> &Review {
        &self.review
    }

    fn contacts(&self) -> &[FieldId] {
        &self.contacts
    }

    fn contact_state(&self, name: &str) -> Result<String, Unfit> {
        let found = self.state_named(name);
        found.map(|state| state.id.clone()).map_err(|nearest| Unfit::UnknownChoice { nearest })
    }
}

impl Policy {
    /// `field:value`.
    fn same(&self, id: FieldId, value: &str) -> Result<Test, Unfit> {
        let field = self.field(id);
        match &field.kind {
            FieldKind::Date | FieldKind::Deadline => day_or_period(value).map(Test::Prefix),
            FieldKind::Region => Ok(within(value)),
            FieldKind::Link => self.linked(id, value),
            FieldKind::Consent => {
                let purpose = self.purpose(value).map_or(value, |purpose| &purpose.id);
                Ok(Test::Prefix(format!("{{\"purpose\":\"{purpose}\"")))
            }
            FieldKind::Request => Ok(self.requested(value)),
            FieldKind::Hold => {
                let kind = self.hold_kind(value).map_or(value, |kind| &kind.id);
                Ok(Test::Prefix(format!("{{\"kind\":\"{kind}\"")))
            }
            _ => match self.normalise(id, value) {
                Ok(values) => {
                    let text = values.first().map_or(value, |value| &value.text);
                    if field.kind == FieldKind::Name {
                        return Ok(Test::Named(folded_name(text)));
                    }
                    Ok(self.equal(id, text))
                }
                Err(finding) if matches!(field.kind, FieldKind::Choice | FieldKind::Grade) => {
                    Err(Unfit::UnknownChoice { nearest: finding.nearest })
                }
                // A number or address that could never have been kept is simply not found.
                Err(_) => Ok(Test::Equal(value.to_owned())),
            },
        }
    }

    /// The very value of a field, which is normal: an identity number in either form, a name
    /// whatever does not show in it.
    pub fn equal(&self, id: FieldId, text: &str) -> Test {
        let equal = |text: &str| Test::Equal(text.to_owned());
        match self.field(id).kind {
            FieldKind::Name => Test::Whole(shown(text).into_owned()),
            FieldKind::IdNumber => match self.other_form(id, text) {
                Some(other) => Test::Any(vec![equal(text), Test::Equal(other)]),
                None => equal(text),
            },
            _ if Some(id) == self.known().floor_rule => {
                Test::Any(vec![equal(text), Test::Equal(format!("{text}{TRADES}"))])
            }
            _ => equal(text),
        }
    }

    /// The same identifier in another form, if its kind has two.
    pub fn other_form(&self, id: FieldId, text: &str) -> Option<String> {
        let has = self.field(id).kind == FieldKind::IdNumber;
        has.then(|| id_number::other_form(text)).flatten()
    }

    /// What `over` and `under` compare with, in any spelling of an amount: `50万`, `USD 300`.
    fn quantity(&self, id: FieldId, value: &str) -> Result<Quantity, Unfit> {
        if !matches!(self.field(id).kind, FieldKind::Amount | FieldKind::Number) {
            return Err(Unfit::NotANumber);
        }
        let values = self.normalise(id, value).map_err(|_| Unfit::BadNumber)?;
        values.first().and_then(|value| Quantity::parse(&value.text)).ok_or(Unfit::BadNumber)
    }

    /// `links:K-7` is any link to that record, `links:works_at` any that says so, and
    /// `links:works_at:K-7` the one.
    fn linked(&self, id: FieldId, value: &str) -> Result<Test, Unfit> {
        if let Ok(number) = value.trim().parse() {
            return Ok(Test::contains(&Link::needle(number)));
        }
        if let Some(choice) = names::choice(self.choices(id), &tidy(value)) {
            return Ok(Test::Prefix(format!("{{\"kind\":\"{}\"", choice.id)));
        }
        match self.normalise(id, value) {
            Ok(values) => {
                Ok(Test::Equal(values.first().map_or_else(String::new, |v| v.text.clone())))
            }
            Err(finding) => Err(Unfit::UnknownChoice { nearest: finding.nearest }),
        }
    }

    /// `requests:R-3` is that request, `requests:erasure` any that asks for that.
    fn requested(&self, value: &str) -> Test {
        let digits = value.trim_start_matches(['R', 'r']).trim_start_matches('-');
        if let Ok(number) = digits.parse::<u64>() {
            return Test::Prefix(format!("{{\"number\":{number},"));
        }
        let right = self.right(value).map_or(value, |right| right.id());
        Test::contains(&format!("\"right\":\"{right}\""))
    }

    /// `field.has:value`.
    fn containing(&self, id: FieldId, value: &str) -> Test {
        let field = self.field(id);
        match &field.kind {
            FieldKind::Region => within(value),
            FieldKind::Name => Test::name(&shown(&tidy(value))),
            FieldKind::Phone => Test::contains(phone_digits(value).as_deref().unwrap_or(value)),
            FieldKind::Choice | FieldKind::OpenChoice | FieldKind::Grade => {
                match self.normalise(id, value).ok().as_deref() {
                    Some([known]) => Test::contains(&known.text),
                    _ => Test::contains(value),
                }
            }
            _ => Test::contains(&tidy(value)),
        }
    }
}

/// Anything inside the division that `value` names; where it names none, text that contains it.
fn within(value: &str) -> Test {
    let stored = region::resolve(&tidy(value)).ok();
    match stored.as_deref().and_then(|stored| Some((region::code(stored)?, stored))) {
        // A known division with something unknown behind it has the code of the former.
        Some((code, stored)) if region::is_known(stored) => {
            let inside = Test::Prefix(region::first_digits(code).to_owned());
            match region::older_form(stored) {
                Some(older) => Test::Any(vec![inside, Test::Prefix(older)]),
                None => inside,
            }
        }
        Some((_, stored)) => Test::Prefix(stored.to_owned()),
        None if matches!(value.len(), 2 | 4) && value.bytes().all(|b| b.is_ascii_digit()) => {
            Test::Prefix(value.to_owned())
        }
        None => Test::contains(value),
    }
}

/// The day that `before` and `after` compare with. A duration counts back from today, for fields
/// of days to come ahead.
fn limit(field: &Field, value: &str, today: Date) -> Result<String, Unfit> {
    let ahead = match field.kind {
        FieldKind::Date => false,
        FieldKind::Deadline => true,
        _ => return Err(Unfit::NotADay),
    };
    if let Some(length) = Duration::parse(value) {
        let day = if ahead { length.after(today) } else { length.before(today) };
        return Ok(day.to_string());
    }
    day::read(value).map_err(|_| Unfit::BadDay)
}

/// A day in any form, or the year or month that days begin with: `2026`, `2026-01`.
fn day_or_period(value: &str) -> Result<String, Unfit> {
    let digits = |text: &str, n| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = value.split_once('-').unwrap_or((value, "01"));
    if digits(year, 4) && digits(month, 2) {
        return Ok(format!("{value}-"));
    }
    day::read(value).map_err(|_| Unfit::BadDay)
}

/// What to look for in telephone numbers: the whole number where `word` is one, else its digits
/// without leading zeros (which E.164 does not keep); nothing for a word with anything else in it.
fn phone_digits(word: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_digit() || " -+()".contains(c);
    if !word.chars().all(allowed) || !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    phone::read(word).ok().or_else(|| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let kept = digits.trim_start_matches('0');
        Some(if kept.is_empty() { digits } else { kept.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_day;
    use crate::model::{Fields, Selector, SelectorError};

    fn record() -> Fields {
        let policy = Policy::builtin();
        let mut fields = Fields::new();
        for (field, entered) in [
            ("name", "李伟芳"),
            ("phone", "13800000013; 021-61234567"),
            ("email", "Wei@example.com"),
            ("grade", "主力"),
            ("stage", "忠实"),
            ("tags", "展会;VIP"),
            ("region", "上海市浦东新区"),
            ("verified", "2026-01-15"),
            ("retain_until", "2026-09-01"),
        ] {
            let id = policy.id(field).unwrap();
            policy.normalise_each(id, entered, &mut |value| fields.push(id, value)).unwrap();
        }
        fields
    }

    fn select(tokens: &[&str]) -> Result<Selector, SelectorError> {
        Selector::parse(tokens, Policy::builtin(), parse_day("2026-06-30").unwrap())
    }

    #[test]
    fn terms_find_what_was_entered_in_any_spelling() {
        for (term, found) in [
            ("等级：Ａ，VIP", true),
            ("grade:主力", true),
            ("grade.not:a", false),
            ("stage:忠诚", true),
            ("阶段:流失", false),
            ("tag:vip", true),
            ("tag.not:churned", true),
            ("region:上海", true),
            ("region:沪", true),
            ("region:310115", true),
            ("region:31", true),
            ("region:15", false),
            ("city:上海浦东", true),
            ("region:深圳", false),
            ("region.has:浦东", true),
            ("region:南汇县", true),
            ("region:崇明", false),
            ("phone:138-0000-0013", true),
            ("phone:13800000014", false),
            ("phone.has:0013", true),
            ("email:Wei@EXAMPLE.com", true),
            ("name.has:伟芳", true),
            ("name.has:偉芳", true),
            ("name.has:liwf", false),
            ("name.has:liweifang", true),
            ("name.has:lwf", true),
            ("weifang", true),
            ("wf", true),
            ("weifan", false),
            ("李偉", true),
            ("name:李伟", false),
            ("verified:2026-01", true),
            ("verified:2026年1月15日", true),
            ("verified:2025", false),
            ("verified.before:30d", true),
            ("verified.after:2026-01-15", false),
            ("retain_until.before:3m", true),
            ("保存至.before:2m", false),
            ("due.before:30d", true),
            ("due.before:2026-04-15", false),
            ("李伟芳", true),
            ("伟芳", true),
            ("13800000013", true),
            ("138-0000-0013", true),
            ("+86 138 0000 0013", true),
            ("021-61234567", true),
            ("61234567", true),
            ("wei@", true),
            ("13800000014", false),
        ] {
            assert_eq!(select(&[term]).unwrap().matches(&record()), found, "{term}");
        }
    }

    #[test]
    fn unknown_terms_and_choices_have_neighbours() {
        let unknown = SelectorError::UnknownTerm { position: 1, nearest: Some("grade".to_owned()) };
        assert_eq!(select(&["grad:A"]).unwrap_err(), unknown);
        let why = Unfit::UnknownChoice { nearest: Some("churned".to_owned()) };
        let field = Some(Policy::builtin().known().stage);
        let unfit = SelectorError::Unfit { position: 1, field, why };
        assert_eq!(select(&["stage:churnd"]).unwrap_err(), unfit);
    }

    #[test]
    fn words_need_level_two_and_no_more() {
        use crate::model::Level;
        let parts = select(&["张三"]).unwrap().parts(Policy::builtin());
        assert_eq!(parts, [Part::Level(Level::Two)]);
        let parts = select(&["身份证号:11010519491231002X"]).unwrap().parts(Policy::builtin());
        assert_eq!(parts, [Part::Level(Level::One)]);
    }
}
