//! The terms of `audit log`: who, what, when, for what; beside them stand selectors of records.
//!
//! What is not one of these terms is left to the selectors that every command knows, so that
//! `audit log by:wang K-12` and `audit log 操作员：王 等级：A` say what they seem to say.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::cmd::selection;
use crate::error::{Arg, Code, Failure, Result};
use crate::model::{Level, date};
use crate::policy;
use crate::ui::{Catalogue, Language};
use crate::vault::{Act, Asked, Condition, Inquiry, Vault};

/// The names of each term, the ASCII one first.
const BY: &[&str] = &["by", "who", "操作员", "人员"];
const VERB: &[&str] = &["verb", "动作", "操作"];
const ACT: &[&str] = &["act", "事项"];
const SINCE: &[&str] = &["since", "自", "起"];
const UNTIL: &[&str] = &["until", "至", "止"];
const ON: &[&str] = &["on", "当日", "日期"];
const PURPOSE: &[&str] = &["purpose", "用途", "使用目的"];
const LEVEL: &[&str] = &["level", "信息级别"];
const REVEALED: &[&str] = &["revealed", "明文", "显示明文"];

/// How a term is turned round.
const NOT: &[&str] = &["not", "非", "不是"];

/// The words of a command line, told apart.
pub(super) struct Words {
    /// What is asked of entries.
    pub(super) inquiry: Inquiry,
    /// The words that select records.
    pub(super) rest: Vec<String>,
    /// The places of those among all words, from 1.
    places: Vec<usize>,
}

impl Words {
    /// Lets a failure about one of the remaining words name its place among all of them.
    pub(super) fn placed(&self, mut failure: Failure) -> Failure {
        for (_, arg) in failure.args.iter_mut().filter(|(name, _)| *name == "position") {
            if let Arg::Number(at) = arg {
                let found = usize::try_from(*at - 1).ok().and_then(|at| self.places.get(at));
                *arg = found.map_or(Arg::Number(*at), |place| Arg::from(*place));
            }
        }
        failure
    }
}

/// Tells the terms about entries from the words about records.
pub(super) fn read(vault: &Vault, words: &[String]) -> Result<Words> {
    let mut all = Words { inquiry: Inquiry::default(), rest: Vec::new(), places: Vec::new() };
    for (at, word) in words.iter().enumerate() {
        let reader = Reader { vault, position: at + 1, today: vault.today()? };
        let folded: String = word.nfkc().collect();
        if !reader.take(folded.trim(), &mut all.inquiry)? {
            all.rest.push(word.clone());
            all.places.push(at + 1);
        }
    }
    Ok(all)
}

/// Reads one word.
struct Reader<'a> {
    vault: &'a Vault,
    position: usize,
    today: Date,
}

impl Reader<'_> {
    /// Takes up a word, if it is a term about entries; tells whether it is.
    fn take(&self, word: &str, inquiry: &mut Inquiry) -> Result<bool> {
        let Some((name, values)) = word.split_once(':') else { return Ok(false) };
        let (name, not) = match name.rsplit_once('.') {
            Some((name, op)) if NOT.contains(&op.trim()) => (name, true),
            _ => (name, false),
        };
        let Some(read) = reader_of(name.trim()) else { return Ok(false) };
        let values: Vec<&str> = values.split(',').map(str::trim).collect();
        if values.iter().any(|value| value.is_empty()) {
            return Err(self.bad("usage-selector-empty"));
        }
        let asked = read(self, &values)?;
        inquiry.conditions.extend(
            asked.into_iter().map(|(asked, turned)| Condition { asked, not: not != turned }),
        );
        Ok(true)
    }

    fn bad(&self, reason: &'static str) -> Failure {
        let failure = Failure::new(Code::BadSelector).arg("position", self.position);
        failure.arg("reason", Arg::Message(reason))
    }

    fn by(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        let mut meant = Vec::new();
        for value in values {
            let found = self.vault.operators_named(value);
            if found.is_empty() {
                return Err(self.bad("usage-selector-nobody"));
            }
            meant.extend(found);
        }
        Ok(vec![(Asked::By(meant), false)])
    }

    fn verb(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        Ok(vec![(Asked::Verb(self.named(values, &verbs())?), false)])
    }

    fn act(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        let known = Act::NAMES.map(|act| (act.to_owned(), format!("audit-{act}")));
        Ok(vec![(Asked::Act(self.named(values, &known)?), false)])
    }

    /// The ids that `values` mean: an id itself, or its name in either language.
    fn named(&self, values: &[&str], known: &[(String, String)]) -> Result<Vec<String>> {
        let catalogues = Language::ALL.map(Catalogue::new);
        let is = |value: &str, (id, message): &(String, String)| {
            id.eq_ignore_ascii_case(value)
                || catalogues.iter().any(|all| all.get(message).as_deref() == Some(value))
        };
        let mut ids = Vec::new();
        for value in values {
            let before = ids.len();
            let meant = known.iter().filter(|one| is(value, one)).map(|(id, _)| id.clone());
            ids.extend(meant);
            if ids.len() == before {
                let all: Vec<String> = known.iter().map(|(id, _)| id.clone()).collect();
                let near = policy::nearest_of(value, &all);
                return Err(selection::near(self.bad("usage-selector-verb"), near.as_deref()));
            }
        }
        Ok(ids)
    }

    /// From the beginning of a day on: `2026-01-31`, or `30d` back from today.
    fn since(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        Ok(vec![(Asked::From(self.begins(self.day(values)?)?), false)])
    }

    fn until(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        let next = date::plus_days(self.day(values)?, 1);
        Ok(vec![(Asked::Before(self.begins(next)?), false)])
    }

    fn on(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        Ok([self.since(values)?, self.until(values)?].concat())
    }

    fn day(&self, values: &[&str]) -> Result<Date> {
        let back = |text: &str| date::Duration::parse(text).map(|length| length.before(self.today));
        match values {
            [text] => date::parse_day(text).or_else(|| back(text)),
            _ => None,
        }
        .ok_or_else(|| self.bad("usage-selector-day"))
    }

    fn begins(&self, day: Date) -> Result<i64> {
        self.vault.begin_of(day).ok_or_else(|| self.bad("usage-selector-day"))
    }

    fn purpose(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        let policy = self.vault.policy();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let id = |value: &&str| match policy.purpose(value) {
            Some(purpose) => Ok(purpose.id.clone()),
            // One that the policy had once is asked for by its id.
            None if value.chars().all(plain) => Ok((*value).to_owned()),
            None => Err(self.bad("usage-selector-choice")),
        };
        Ok(vec![(Asked::Purpose(values.iter().map(id).collect::<Result<_>>()?), false)])
    }

    fn level(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        let level = |value: &&str| match *value {
            "1" | "一级" => Ok(Level::One),
            "2" | "二级" => Ok(Level::Two),
            "3" | "三级" => Ok(Level::Three),
            _ => Err(self.bad("usage-selector-level")),
        };
        Ok(vec![(Asked::Level(values.iter().map(level).collect::<Result<_>>()?), false)])
    }

    fn revealed(&self, values: &[&str]) -> Result<Vec<(Asked, bool)>> {
        match values {
            ["yes" | "是"] => Ok(vec![(Asked::Revealed, false)]),
            ["no" | "否"] => Ok(vec![(Asked::Revealed, true)]),
            _ => Err(self.bad("usage-selector-yes")),
        }
    }
}

/// Reads the values of a term: what it asks, and whether that is turned round.
type Read<'a> = fn(&Reader<'a>, &[&str]) -> Result<Vec<(Asked, bool)>>;

fn reader_of<'a>(name: &str) -> Option<Read<'a>> {
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let terms: [(&[&str], Read<'a>); 9] = [
        (BY, Reader::by),
        (VERB, Reader::verb),
        (ACT, Reader::act),
        (SINCE, Reader::since),
        (UNTIL, Reader::until),
        (ON, Reader::on),
        (PURPOSE, Reader::purpose),
        (LEVEL, Reader::level),
        (REVEALED, Reader::revealed),
    ];
    terms.into_iter().find(|(names, _)| is(names)).map(|(_, read)| read)
}

/// Every verb that the log may name, with the message that is its name: those that have a name,
/// and the commands themselves.
fn verbs() -> Vec<(String, String)> {
    const NAMED: &str = "verb-";
    let named = Catalogue::ids(Language::English);
    let named = named.iter().filter_map(|id| id.strip_prefix(NAMED)).map(str::to_owned);
    let paths = crate::cmd::paths().into_iter();
    let groups = crate::cmd::paths().into_iter().filter_map(|path| path.into_iter().next());
    let all = named.chain(paths.map(|path| path.join("-"))).chain(groups);
    let all: std::collections::BTreeSet<String> = all.collect();
    let message = |verb: String| (verb.clone(), format!("{NAMED}{verb}"));
    all.into_iter().filter(|verb| !verb.is_empty()).map(message).collect()
}
