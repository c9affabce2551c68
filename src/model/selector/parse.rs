//! Reads the words of a command line as a [`Selector`].

use std::ops::RangeInclusive;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{Dictionary, Op, RecordNumber, Selector, SelectorError, Term, Unfit};
use crate::model::date::{Duration, parse_day};

/// Digits alone are a record's number when there are fewer than these; the shortest telephone
/// numbers have seven.
const PHONE_DIGITS: usize = 7;

/// The names of the term that asks for the next verification.
pub(super) const DUE: [&str; 3] = ["due", "待核对", "到期"];

/// The names of the term that asks for the state of contacts.
pub(super) const CONTACT_STATE: [&str; 3] = ["contact_state", "联系状态", "联系方式状态"];

pub(super) fn parse<T: AsRef<str>>(
    tokens: &[T],
    dictionary: &impl Dictionary,
    today: Date,
) -> Result<Selector, SelectorError> {
    let mut selector = Selector::default();
    for (at, token) in tokens.iter().enumerate() {
        let folded: String = token.as_ref().nfkc().collect();
        let reader = Reader { position: at + 1, dictionary, today };
        reader.token(folded.trim(), &mut selector)?;
    }
    Ok(selector)
}

/// Reads one token.
struct Reader<'a, D> {
    position: usize,
    dictionary: &'a D,
    today: Date,
}

impl<D: Dictionary> Reader<'_, D> {
    fn token(&self, token: &str, selector: &mut Selector) -> Result<(), SelectorError> {
        if token.is_empty() {
            return Err(SelectorError::Empty { position: self.position });
        }
        if let Some((name, values)) = token.split_once(':') {
            selector.terms.push(self.term(name.trim(), values)?);
        } else if token.split(',').all(|part| looks_like_number(part.trim())) {
            for part in token.split(',') {
                selector.numbers.push(self.range(part.trim())?);
            }
        } else {
            selector.words.push(self.dictionary.word(&unescaped(token)));
        }
        Ok(())
    }

    fn range(&self, text: &str) -> Result<RangeInclusive<RecordNumber>, SelectorError> {
        let bad = || SelectorError::BadRange { position: self.position };
        let number = |text: &str| text.trim().parse().map_err(|_| bad());
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last): (RecordNumber, _) = (number(first)?, number(last)?);
        if first <= last { Ok(first..=last) } else { Err(bad()) }
    }

    fn term(&self, name: &str, values: &str) -> Result<Term, SelectorError> {
        let position = self.position;
        let (name, op) = match name.rsplit_once('.') {
            Some((name, op)) => (name, op_named(op).ok_or(SelectorError::UnknownOp { position })?),
            None => (name, Op::Is),
        };
        let values = split_values(values);
        if values.iter().any(String::is_empty) {
            return Err(SelectorError::Empty { position });
        }
        if DUE.iter().any(|due| due.eq_ignore_ascii_case(name)) {
            return self.due(op, &values);
        }
        if CONTACT_STATE.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return self.state(op, &values);
        }
        let field = self.dictionary.resolve(name).ok_or_else(|| SelectorError::UnknownTerm {
            position,
            nearest: self.dictionary.nearest(name),
        })?;
        let test = |value: &String| self.dictionary.test(field, op, value, self.today);
        let tests: Result<_, _> = values.iter().map(test).collect();
        let tests =
            tests.map_err(|why| SelectorError::Unfit { position, field: Some(field), why })?;
        Ok(Term::Field { field, op, tests })
    }

    /// `contact_state:invalid` is who has a contact by which nobody is reached.
    fn state(&self, op: Op, values: &[String]) -> Result<Term, SelectorError> {
        let unfit = |why| SelectorError::Unfit { position: self.position, field: None, why };
        match op {
            Op::Before | Op::After => return Err(unfit(Unfit::NotADay)),
            Op::Over | Op::Under => return Err(unfit(Unfit::NotANumber)),
            Op::Is | Op::Not | Op::Has => {}
        }
        let states = values.iter().map(|value| self.dictionary.contact_state(value));
        Ok(Term::State {
            fields: self.dictionary.contacts().to_vec(),
            states: states.collect::<Result<_, _>>().map_err(unfit)?,
            not: op == Op::Not,
        })
    }

    /// `due.before:30d` is what is to be verified within thirty days. One day is enough, and only
    /// before and after make sense.
    fn due(&self, op: Op, values: &[String]) -> Result<Term, SelectorError> {
        let unfit = |why| SelectorError::Unfit { position: self.position, field: None, why };
        let ([value], Op::Before | Op::After) = (values, op) else {
            return Err(unfit(Unfit::NotADay));
        };
        let ahead = || Duration::parse(value).map(|length| length.after(self.today));
        let day = parse_day(value).or_else(ahead).ok_or_else(|| unfit(Unfit::BadDay))?;
        Ok(Term::Due(super::DueTest::new(self.dictionary.review(), (op, day), self.today)))
    }
}

/// Whether `text` is meant as a number or a range of records.
fn looks_like_number(text: &str) -> bool {
    let has_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let after_k = |text: &str| {
        let rest = text.strip_prefix(['K', 'k'])?;
        Some(has_digits(rest.strip_prefix('-').unwrap_or(rest)))
    };
    let numbered = |text: &str| after_k(text.trim()).unwrap_or_else(|| has_digits(text.trim()));
    match text.split_once("..") {
        Some((first, last)) => numbered(first) || numbered(last),
        None => after_k(text).unwrap_or(has_digits(text) && text.len() < PHONE_DIGITS),
    }
}

fn op_named(name: &str) -> Option<Op> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "not" | "非" | "不是" => Op::Not,
        "has" | "含" | "包含" => Op::Has,
        "before" | "早于" | "之前" => Op::Before,
        "after" | "晚于" | "之后" => Op::After,
        "over" | "高于" | "大于" => Op::Over,
        "under" | "低于" | "小于" => Op::Under,
        _ => return None,
    })
}

/// Splits at commas; `\,` is a comma and `\\` a backslash.
fn split_values(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ',' {
            values.push(String::new());
            continue;
        }
        let escaped = (c == '\\').then(|| chars.next_if(|c| matches!(c, ',' | '\\'))).flatten();
        if let Some(value) = values.last_mut() {
            value.push(escaped.unwrap_or(c));
        }
    }
    values.iter().map(|value| value.trim().to_owned()).collect()
}

/// A bare word, in which a comma has no meaning of its own.
fn unescaped(word: &str) -> String {
    word.replace("\\,", ",")
}
