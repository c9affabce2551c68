//! The one way in for values: what was typed or read from a file becomes the spelling in which it
//! is kept, or a finding.
//!
//! This runs for every cell of an import, fifteen million times for a million rows, so what needs
//! no change is told by plain tests of bytes before anything is folded.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::dictionary::{Choice, Field, FieldKind, Tag};
use super::finding::{Code, Finding};
use super::validate::{
    amount, bank_account, credit_code, day, email, id_number, phone, postcode, shortened,
};
use super::{Policy, mask, names, region};
use crate::model::{FieldId, Value};

/// Bytes that a note may have.
const NOTE_BYTES: usize = 64 * 1024;
/// Bytes that any other value may have.
const TEXT_BYTES: usize = 1024;

/// Fields of what there is some of or none. Others may be less than nothing: a refund is.
const UNSIGNED: [&str; 2] = ["registered_capital", "staff_count"];

/// What happens to a value that fails its validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// It is refused.
    Refuses,
    /// It is kept as it is, to be verified.
    Keeps,
}

impl Policy {
    /// The values that `entered` means for `field`: none when it is blank, several only where the
    /// field may have several. What was entered is kept with a value where normalising lost
    /// something of it.
    pub fn normalise(&self, field: FieldId, entered: &str) -> Result<Vec<Value>, Finding> {
        let mut values = Vec::new();
        self.normalise_each(field, entered, &mut |value| values.push(value))?;
        Ok(values)
    }

    /// [`Self::normalise`] without a list: hands each value to `take`. Values before a faulty one
    /// have been handed over when it returns the finding.
    pub fn normalise_each(
        &self,
        id: FieldId,
        entered: &str,
        take: &mut impl FnMut(Value),
    ) -> Result<(), Finding> {
        self.pieces((id, Strictness::Refuses), entered, take)
    }

    /// Hands each value of `entered` to `take`.
    pub(super) fn pieces(
        &self,
        (id, strictness): (FieldId, Strictness),
        entered: &str,
        take: &mut impl FnMut(Value),
    ) -> Result<(), Finding> {
        let field = self.field(id);
        if field.kind.is_structured() {
            return self.each_structured((id, field), entered, take);
        }
        let mut one = |piece: &str| self.one((id, field, strictness), piece.trim(), take);
        // Plain numbers and words are the rule even where there may be several.
        if !field.traits.multi
            || entered.bytes().all(|b| b.is_ascii_alphanumeric() || b"@._".contains(&b))
        {
            return one(entered);
        }
        let mut rest = entered;
        loop {
            // What separates the extension of a kept number from it separates no values.
            let ends = |(at, c): &(usize, char)| {
                separates(field.kind, *c)
                    && !rest.get(*at..).is_some_and(|more| more.starts_with(";ext="))
            };
            let Some((at, c)) = rest.char_indices().find(ends) else { return one(rest) };
            one(rest.get(..at).unwrap_or_default())?;
            rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
        }
    }

    fn one(
        &self,
        (id, field, strictness): (FieldId, &Field, Strictness),
        entered: &str,
        take: &mut impl FnMut(Value),
    ) -> Result<(), Finding> {
        let note = field.kind == FieldKind::Note;
        if entered.len() > if note { NOTE_BYTES } else { TEXT_BYTES } {
            return Err(Finding::new(id, Code::TooLong));
        }
        let text = if note { tidy_lines(entered) } else { tidy(entered) };
        if text.is_empty() {
            return Ok(());
        }
        if mask::is_masked(field.mask, &text) {
            return Err(Finding::new(id, Code::Masked));
        }
        let (kept, lossless) = match self.read(field, &text) {
            Ok(read) => read,
            Err(_) if strictness == Strictness::Keeps => {
                take(self.unverified(id, text));
                return Ok(());
            }
            Err(code) => {
                let nearest = self.nearest_choice(field, &text);
                let nearest = nearest.filter(|_| code == Code::UnknownChoice);
                return Err(Finding { nearest, ..Finding::new(id, code) });
            }
        };
        if self.forbids(id, &kept) {
            return Err(Finding::new(id, Code::ForbiddenChannel));
        }
        let original = (!lossless && kept != entered).then(|| entered.to_owned());
        take(Value { text: kept, original, about: None });
        Ok(())
    }

    /// The kept spelling of tidy `text`, and whether that says as much as what was entered.
    fn read(&self, field: &Field, text: &str) -> Result<(String, bool), Code> {
        let lossy = |read: Result<String, Code>| read.map(|kept| (kept, false));
        let signed = |kept: String| {
            let less = UNSIGNED.contains(&&*field.id) && kept.contains('-');
            if less { Err(Code::Negative) } else { Ok(kept) }
        };
        let digits =
            |read: Result<String, Code>| lossy(read.map_err(|code| shortened::refine(text, code)));
        match &field.kind {
            FieldKind::Phone => {
                digits(phone::read(text)).map(|(kept, _)| (kept, phone::is_mobile(text)))
            }
            FieldKind::Email => lossy(email::read(text)),
            FieldKind::IdNumber => digits(id_number::read(text)),
            FieldKind::CreditCode => digits(credit_code::read(text)),
            FieldKind::BankAccount => digits(bank_account::read(text)),
            FieldKind::Date | FieldKind::Deadline => lossy(day::read(text)),
            FieldKind::Region => Ok(kept_region(text)),
            FieldKind::Choice => kept_choice(&field.options, text).ok_or(Code::UnknownChoice),
            FieldKind::OpenChoice => {
                Ok(kept_choice(&field.options, text).unwrap_or_else(|| (text.to_owned(), false)))
            }
            FieldKind::Grade => {
                let rung = names::grade(&self.document.ladder, text).ok_or(Code::UnknownChoice)?;
                Ok((rung.id.clone(), rung.id.eq_ignore_ascii_case(text)))
            }
            FieldKind::Tags => self.tag(text).map(|kept| (kept, false)).ok_or(Code::UnknownChoice),
            FieldKind::Name | FieldKind::Text | FieldKind::Note => Ok((text.to_owned(), false)),
            // They have their own way in, see `structured`.
            FieldKind::Event => Err(Code::EventForm),
            FieldKind::Assessment => Err(Code::AssessmentForm),
            FieldKind::Link => Err(Code::LinkForm),
            FieldKind::Consent | FieldKind::Request | FieldKind::Hold => Err(Code::DutyForm),
            FieldKind::Postcode => digits(postcode::read(text)),
            FieldKind::Amount => lossy(amount::read_in(&field.unit, text).and_then(signed)),
            FieldKind::Number => lossy(amount::read_number(text).and_then(signed)),
        }
    }

    /// The id of the choice that looks most like `text`.
    pub(super) fn nearest_choice(&self, field: &Field, text: &str) -> Option<String> {
        match &field.kind {
            FieldKind::Grade => {
                let rungs = self.document.ladder.iter();
                names::nearest(text, rungs.flat_map(|g| g.names().map(|name| (name, &*g.id))))
            }
            FieldKind::Tags => {
                let tags = self.document.tags.groups.iter().flat_map(|group| &group.tags);
                let names = |tag: &'_ Tag| -> Vec<(String, String)> {
                    let all = tag.aliases.iter().chain([&tag.name]);
                    all.map(|name| (name.clone(), tag.name.clone())).collect()
                };
                let known: Vec<_> = tags.flat_map(names).collect();
                names::nearest(text, known.iter().map(|(name, tag)| (&**name, &**tag)))
            }
            _ => names::nearest(
                text,
                field.choices().iter().flat_map(|c| c.names().map(|name| (name, &*c.id))),
            ),
        }
    }
}

/// Whether `c` stands between two values of a field, in whatever shape a typesetter gave it. An
/// address of any kind has no comma or stroke inside it, a tag may.
pub(super) fn separates(kind: FieldKind, c: char) -> bool {
    match c {
        ';' | '；' | '、' | '\n' | '\u{37e}' | '︑' | '︔' | '﹑' | '﹔' | '､' => true,
        ',' | '，' | '︐' | '﹐' => matches!(kind, FieldKind::Phone | FieldKind::Email),
        '/' | '／' => matches!(kind, FieldKind::Phone),
        _ => false,
    }
}

fn kept_choice(choices: &[Choice], text: &str) -> Option<(String, bool)> {
    let choice = names::choice(choices, text)?;
    let own = [&choice.id, &choice.label_zh, &choice.label_en];
    Some((choice.id.clone(), own.iter().any(|name| name.eq_ignore_ascii_case(text))))
}

fn kept_region(text: &str) -> (String, bool) {
    match region::resolve(text) {
        Ok(stored) => {
            let whole = stored == text || region::name(&stored) == text;
            (stored, whole)
        }
        Err(_) => (text.to_owned(), false),
    }
}

/// One line, NFKC-folded but for what would run into the digits before it, without blanks at its ends
/// or two in a row.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    let folded = text.split_inclusive(is_figure).flat_map(|piece| {
        let figure = piece.chars().next_back().filter(|c| is_figure(*c));
        let rest = figure.map_or(piece, |c| piece.strip_suffix(c).unwrap_or(piece));
        rest.nfkc().chain(figure)
    });
    for c in folded {
        match (c.is_whitespace(), tidied.is_empty() || tidied.ends_with(' ')) {
            (false, _) => tidied.push(c),
            (true, false) => tidied.push(' '),
            (true, true) => {}
        }
    }
    tidied.truncate(tidied.trim_end().len());
    Cow::Owned(tidied)
}

/// Whether folding would change a number: 12½ would be 121⁄2, and 10² 102.
const fn is_figure(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉' | '¼'..='¾' | '⅐'..='⅟' | '↉')
}

/// Whether folding would surely leave `text` as it is: printable ASCII and common Chinese
/// characters (U+4E00–U+9FFF and `、。` are their own NFKC forms), no two blanks in a row.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.iter().all(|b| (b'!'..=b'~').contains(b)) {
        return true;
    }
    let mut blank = false;
    text.chars().all(|c| {
        let twice = std::mem::replace(&mut blank, c == ' ') && c == ' ';
        !twice && matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}' | '、' | '。')
    })
}

/// A remark stays as it was written, Chinese punctuation too; only blanks at the ends of lines go.
pub(super) fn tidy_lines(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Cow::Owned(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: &str, entered: &str) -> Result<Vec<(String, Option<String>)>, Code> {
        let policy = Policy::builtin();
        let values = policy.normalise(policy.id(field).unwrap(), entered);
        let pair = |value: &Value| (value.text.clone(), value.original.clone());
        values.map(|all| all.iter().map(pair).collect()).map_err(|finding| finding.code)
    }

    fn texts(field: &str, entered: &str) -> Vec<String> {
        read(field, entered).unwrap().into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn the_kept_form_of_an_extension_is_one_value() {
        let kept = ["+862161234567;ext=12", "+8613800000013"];
        assert_eq!(texts("phone", "021-61234567转12；13800000013"), kept);
        assert_eq!(texts("phone", "+862161234567;ext=12;+8613800000013"), kept);
    }

    #[test]
    fn values_have_one_spelling() {
        for (field, entered, kept) in [
            ("name", " 张　　三 ", "张 三"),
            ("name", "ＡＢＣ　Ｌｔｄ", "ABC Ltd"),
            ("address", "１２½ Main St，10²　①", "12½ Main St,10² 1"),
            ("phone", "１３８００００００１３", "+8613800000013"),
            ("email", "a@EXAMPLE.com", "a@example.com"),
            ("gender", "男", "male"),
            ("gender", "Female", "female"),
            ("stage", "忠实", "loyal"),
            ("stage", "潜在客户", "prospect"),
            ("grade", "主力", "A"),
            ("grade", "vip", "VIP"),
            ("grade", "普通", "C"),
            ("region", "沪", "310000 上海市"),
            ("region", "海外", "海外"),
            ("source", "展会", "exhibition"),
            ("source", "2026年春季广交会", "2026年春季广交会"),
            ("consent_date", "2026年1月31日", "2026-01-31"),
            ("id_number", "11010519491231002x", "11010519491231002X"),
            ("notes", " 一行， \r\n  ２ \t ", "一行，\n  ２"),
        ] {
            assert_eq!(texts(field, entered), [kept], "{entered}");
        }
    }

    #[test]
    fn several_values_are_told_apart_where_a_field_may_have_them() {
        assert_eq!(texts("tags", "展会；VIP、 老 客户;;"), ["展会", "VIP", "老 客户"]);
        assert_eq!(texts("tags", "a,b"), ["a,b"]);
        assert_eq!(
            texts("phone", "13800000013 / 13800000014"),
            ["+8613800000013", "+8613800000014"]
        );
        assert_eq!(texts("address", "上海市；浦东"), ["上海市;浦东"]);
        assert!(texts("phone", " ；").is_empty());
    }

    #[test]
    fn what_was_entered_is_kept_only_where_something_was_lost() {
        let original = |field, entered| read(field, entered).unwrap().remove(0).1;
        for (field, entered) in
            [("phone", "13800000013"), ("region", "上海市"), ("gender", "男"), ("name", "张三")]
        {
            assert_eq!(original(field, entered), None, "{entered}");
        }
        for (field, entered) in
            [("phone", "138-0000-0013"), ("region", "沪"), ("stage", "忠实"), ("grade", "主力")]
        {
            assert_eq!(original(field, entered).as_deref(), Some(entered));
        }
    }

    #[test]
    fn faults_have_codes_and_unknown_choices_a_neighbour() {
        let policy = Policy::builtin();
        for (field, entered, code, nearest) in [
            ("phone", "12345", Code::PhoneShort, None),
            ("phone", "138****0013", Code::Masked, None),
            ("name", "张*", Code::Masked, None),
            ("email", "a@b", Code::EmailDomain, None),
            ("stage", "activ", Code::UnknownChoice, Some("active")),
            ("grade", "高价", Code::UnknownChoice, Some("高价值")),
            ("grade", "VPI", Code::UnknownChoice, Some("VIP")),
            ("grade", "zzzzzz", Code::UnknownChoice, None),
            ("birth_date", "1/2/1990", Code::AmbiguousDay, None),
        ] {
            let field = policy.id(field).unwrap();
            let finding = policy.normalise(field, entered).unwrap_err();
            assert_eq!((finding.code, finding.nearest.as_deref()), (code, nearest), "{entered}");
        }
        assert_eq!(read("name", &"张".repeat(1000)), Err(Code::TooLong));
    }

    proptest::proptest! {
        #[test]
        fn what_is_tidy_is_its_own_fold(text in "[ -~一-龥、。Ａ\u{3000}]{0,12}") {
            let folded: String = text.trim().nfkc().collect();
            let words: Vec<_> = folded.split_whitespace().collect();
            proptest::prop_assert_eq!(tidy(&text), words.join(" "));
        }

        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,24}", at in 0usize..40) {
            let policy = Policy::builtin();
            let field = FieldId(u16::try_from(at % policy.document().fields.len()).unwrap());
            for value in policy.normalise(field, &text).unwrap_or_default() {
                let again = policy.normalise(field, &value.text).unwrap();
                proptest::prop_assert_eq!(&again[0].text, &value.text);
                proptest::prop_assert_eq!(&again[0].original, &None);
            }
        }
    }
}
