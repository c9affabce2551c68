//! Which records a command takes: its words as a selector, or the failure that says why not.
//!
//! What was typed is never repeated in a failure: a selector may hold a customer's name. Level-1
//! values do not belong in a command line, where other users of the machine can see them, and a
//! bare word is too loose for a verb that changes or destroys.

use jiff::civil::Date;

use super::input;
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::host::Host;
use crate::model::{FieldId, Level, Part, Selector, SelectorError, Unfit};
use crate::policy::Policy;
use crate::vault::Vault;

/// What the command does with the records it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Looks at them: bare words are welcome.
    Look,
    /// Changes or destroys them: numbers and named terms only.
    Change,
}

/// Reads `words` as a selector; `-` stands for the words on standard input. No words take every
/// record, but `-` with nothing on standard input takes none and is refused: a script whose query
/// came back empty must not reach all customers.
pub(super) fn read(host: &Host, vault: &Vault, words: &[String], takes: Takes) -> Result<Selector> {
    let (policy, today) = (vault.policy(), vault.today()?);
    let typed: Vec<&String> = words.iter().filter(|word| *word != "-").collect();
    refuse_secrets(policy, &typed, today)?;
    let all = input::selectors(host, words, &|line| words_of(policy, line, today))?;
    if all.is_empty() && !words.is_empty() {
        return Err(Failure::new(Code::NoSelector));
    }
    let selector = parse(policy, &all, today)?;
    if takes == Takes::Change && selector.has_words() {
        return Err(Failure::new(Code::BareWord));
    }
    Ok(selector)
}

/// The words of a line. A level-1 value is one word, however it is grouped: its pieces would be taken for
/// records' numbers, and told where there is no such record.
fn words_of(policy: &Policy, line: &str, today: Date) -> Vec<String> {
    let secret = |field: FieldId| policy.part(field) == Part::Level(Level::One);
    let is_secret = |word: &String| {
        match Selector::parse(std::slice::from_ref(word), policy, today) {
            Ok(selector) => selector.fields().any(secret),
            // What it is cannot be told before its other pieces are there.
            Err(SelectorError::Unfit { field: Some(field), .. }) => secret(field),
            Err(_) => false,
        }
    };
    let typed: Vec<&str> = line.split_whitespace().collect();
    let mut words: Vec<String> = Vec::new();
    for run in typed.chunk_by(|one, next| is_piece(one) && is_piece(next)) {
        let are_pieces = run.iter().all(|word| is_piece(word));
        match words.last_mut().filter(|last| are_pieces && is_secret(last)) {
            Some(last) => last.extend(run.iter().flat_map(|word| [" ", *word])),
            None => words.extend(with_whole_ids(policy, run)),
        }
    }
    words
}

/// Whether a word may be a piece of a value in groups, or of a list of such: it has no letter but the X
/// of identity numbers, and is no range.
fn is_piece(word: &str) -> bool {
    let c = |c: char| !c.is_alphabetic() || matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ');
    !word.contains("..") && word.chars().all(c)
}

/// The words of a run of pieces, each identity number in groups as one. A number of fifteen digits has no
/// check digit, and a few records' numbers may look like one: it must be the whole run.
fn with_whole_ids(policy: &Policy, run: &[&str]) -> Vec<String> {
    let id_number = policy.known().id_number;
    let (mut words, mut rest) = (Vec::new(), run);
    while let Some((first, others)) = rest.split_first() {
        let id = (2..=rest.len().min(18)).find_map(|count| {
            let (groups, behind) = rest.split_at_checked(count)?;
            let whole = groups.concat();
            let fits = match whole.chars().filter(|c| c.is_alphanumeric()).count() {
                15 => count == run.len(),
                digits => digits == 18,
            };
            let is_id = fits && policy.normalise(id_number, &whole).is_ok_and(|v| !v.is_empty());
            is_id.then_some((whole, behind))
        });
        let (word, behind) = id.unwrap_or_else(|| ((*first).to_owned(), others));
        words.push(word);
        rest = behind;
    }
    words
}

/// Reads words that are all there as a selector.
pub(super) fn parse(policy: &Policy, words: &[impl AsRef<str>], today: Date) -> Result<Selector> {
    Selector::parse(words, policy, today).map_err(|error| failure(&error))
}

/// Refuses level-1 values among the words of the command line: terms on such fields, and a bare
/// word that is an identity number.
fn refuse_secrets(policy: &Policy, typed: &[&String], today: Date) -> Result<()> {
    let refused = |field: FieldId| {
        Failure::new(Code::SecretInArguments)
            .arg("field", policy.field(field).id.as_str())
            .hint("hint-selector-stdin")
    };
    let secret = |field: &FieldId| policy.part(*field) == Part::Level(Level::One);
    if let Some(field) = parse(policy, typed, today)?.fields().find(secret) {
        return Err(refused(field));
    }
    let id_number = policy.known().id_number;
    let is_id = |word: &&&String| policy.normalise(id_number, word).is_ok_and(|v| !v.is_empty());
    match typed.iter().find(is_id) {
        Some(_) => Err(refused(id_number)),
        None => Ok(()),
    }
}

/// The failure of a selector that cannot be read.
fn failure(error: &SelectorError) -> Failure {
    let bad = |position: usize, reason: &'static str| {
        Failure::new(Code::BadSelector)
            .arg("position", position)
            .arg("reason", Arg::Message(reason))
    };
    match error {
        SelectorError::UnknownTerm { position, nearest } => {
            near(Failure::new(Code::UnknownTerm).arg("position", *position), nearest.as_deref())
        }
        SelectorError::UnknownOp { position } => bad(*position, "usage-selector-operator"),
        SelectorError::BadRange { position } => bad(*position, "usage-selector-range"),
        SelectorError::Empty { position } => bad(*position, "usage-selector-empty"),
        SelectorError::Unfit { position, why, .. } => match why {
            Unfit::NotADay => bad(*position, "usage-selector-not-a-day"),
            Unfit::BadDay => bad(*position, "usage-selector-day"),
            Unfit::NotANumber => bad(*position, "usage-selector-not-a-number"),
            Unfit::BadNumber => bad(*position, "usage-selector-number"),
            Unfit::UnknownChoice { nearest } => {
                near(bad(*position, "usage-selector-choice"), nearest.as_deref())
            }
        },
    }
}

/// Adds the name that looks like what was typed.
pub(super) fn near(failure: Failure, name: Option<&str>) -> Failure {
    match name {
        Some(name) => failure.hint(Message::new("hint-nearest").arg("name", name)),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::day;

    fn today() -> Date {
        day(2026, 3, 1).unwrap()
    }

    fn refused(word: &str) -> Option<Code> {
        let word = word.to_owned();
        refuse_secrets(Policy::builtin(), &[&word], today()).err().map(|failure| failure.code)
    }

    #[test]
    fn level_one_values_are_refused_whatever_the_spelling() {
        for word in [
            "id_number:11010519491231002X",
            "身份证：11010519491231002X",
            "银行卡号.has:6222",
            "11010519491231002X",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(refused(word), Some(Code::SecretInArguments), "{word}");
        }
        for word in ["张三", "13800000013", "phone:13800000013", "K-12", "12"] {
            assert_eq!(refused(word), None, "{word}");
        }
    }

    /// Breaks when a piece of a bank account is a record's number, which a failure tells.
    #[test]
    fn a_level_one_value_is_one_word_however_it_is_grouped() {
        for (line, words) in [
            ("bank_account:6222 0212 3456", &["bank_account:6222 0212 3456"][..]),
            ("银行卡号.has:6222 02 stage:active", &["银行卡号.has:6222 02", "stage:active"]),
            ("110105 19491231 002X", &["11010519491231002X"]),
            ("110105 19491231 002X stage:active", &["11010519491231002X", "stage:active"]),
            ("12 1101 0519 4912 3100 2x 13", &["12", "11010519491231002x", "13"]),
            ("K-1 1101 0549 1231 002", &["K-1", "110105491231002"]),
            ("330 106 901 231 002 7", &["330", "106", "901", "231", "002", "7"]),
            ("id_number:1101 0519 4912 3100 2X", &["id_number:1101 0519 4912 3100 2X"]),
            ("bank_account:6222 0212,6222 0213", &["bank_account:6222 0212,6222 0213"]),
            ("bank_account:6222 0212、6222 0213", &["bank_account:6222 0212、6222 0213"]),
            ("bank_account:6222 1..3", &["bank_account:6222", "1..3"]),
            ("1 2 K-3", &["1", "2", "K-3"]),
            ("bank_account:6222 K-3", &["bank_account:6222", "K-3"]),
            ("phone:138 12", &["phone:138", "12"]),
        ] {
            assert_eq!(words_of(Policy::builtin(), line, today()), words, "{line}");
        }
        let spaced = parse(Policy::builtin(), &["bank_account.has:6222 02"], today()).unwrap();
        assert_eq!(format!("{:?}", spaced.numbers), "[]");
    }

    #[test]
    fn failures_tell_the_place_and_never_what_was_typed() {
        for (word, code) in [
            ("grad:张三", Code::UnknownTerm),
            ("name.like:张三", Code::BadSelector),
            ("name.before:张三", Code::BadSelector),
            ("stage:张三", Code::BadSelector),
            ("K-9..K-1", Code::BadSelector),
            ("name:", Code::BadSelector),
        ] {
            let failure = parse(Policy::builtin(), &["K-1", word], today()).unwrap_err();
            assert_eq!(failure.code, code, "{word}");
            assert!(failure.args.contains(&("position", Arg::Number(2))), "{word}");
            assert!(!format!("{failure:?}").contains("张三"), "{word}");
        }
    }
}
