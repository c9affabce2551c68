//! Administrative divisions: whatever people write for one becomes its code and full name.
//!
//! `沪`, `上海` and `上海市` are all `310000 上海市`; `广东深圳` is `440300 广东省深圳市`. The code comes first
//! so that everything inside a division begins with the same digits. The tables (their headers
//! name the sources, `scripts/regions.py` makes them) hold every province, prefecture and county of
//! today, and those since 1980 with what they became. A town behind a county is kept as it is
//! written, `310115 上海市浦东新区张江镇`; what several divisions are called is never guessed, nor what
//! lies in none that is written before it: 广东省杭州市 is a question, not 广东省.

use super::validate::postcode_region;
use crate::model::simplified;

mod chain;
pub(super) mod place;
mod recent;
mod short;
mod table;

pub(super) use chain::Doubt;
pub(super) use table::is_inside;
use table::{Rung, past, rung, today};

/// Endings of the names of divisions that the tables hold.
const DIVISIONS: [char; 8] = ['省', '市', '区', '县', '盟', '州', '旗', '岛'];

/// Endings of division names; what follows a known division must end with one of them.
const ENDINGS: [char; 9] = ['区', '县', '市', '旗', '镇', '乡', '盟', '州', '道'];

/// Words that a town's name ends with.
const TOWNS: [&str; 3] = ["街道", "镇", "乡"];

/// The stored form of the division that `text` names, or why it names none. `text` is
/// NFKC-folded.
pub(super) fn resolve(text: &str) -> Result<String, Doubt> {
    if let Some(code) = whole_code(text) {
        return by_code(code);
    }
    if let Some((code, name)) = split_stored(text) {
        let known = number(code).and_then(|code| today().stored(code));
        return match known {
            Some(known) if text == known => Ok(known),
            // What stands behind the division may have been kept before it was asked for.
            Some(known) if text.starts_with(&known) => by_name(name).map(|_| text.to_owned()),
            _ => by_both(code, name),
        };
    }
    by_name(text)
}

/// By a name with a code before it that it is not kept with: the code tells which is meant of several,
/// and where inside the name it is; one of a place elsewhere is a question. It may be a postcode of the
/// same province, too, as 310000 is that of 杭州市 and the code of 上海市.
fn by_both(digits: &str, name: &str) -> Result<String, Doubt> {
    let said = by_name(name);
    let coded = number(digits).ok_or(Doubt::Unknown).and_then(by_code);
    let (place, found) = match (&coded, &said) {
        (Ok(coded), _) => (place::known_code(coded), said.as_deref().ok()),
        (Err(Doubt::Unknown), Ok(found)) => (None, Some(found.as_str())),
        _ => return said,
    };
    let Some(found) = found else {
        let meant =
            meant(name).into_iter().filter(|code| place.is_some_and(|at| is_inside(*code, at)));
        let meant: Vec<u32> = meant.collect();
        return if let [one] = *meant { stored(one).ok_or(Doubt::Unknown) } else { said };
    };
    let Some(code) = place::known_code(found) else { return said };
    // Nothing is lost where the code says more than the name.
    let whole = stored(code).as_deref() == Some(found);
    let province = place::province(code);
    let posted = || postcode_region::provinces(digits).is_some_and(|all| all.contains(&province));
    let agrees = match place {
        Some(place) if is_inside(code, place) => true,
        Some(place) if is_inside(place, code) => return if whole { coded } else { said },
        Some(_) => digits.ends_with("0000") && posted(),
        None => posted() || number(digits).is_some_and(|code| place::province(code) == province),
    };
    if agrees { said } else { Err(Doubt::Contradicted) }
}

fn by_code(code: u32) -> Result<String, Doubt> {
    if let Some(stored) = today().stored(code) {
        return Ok(stored);
    }
    let formers = past().with_code(code);
    let first = formers.first().ok_or(Doubt::Unknown)?;
    if formers.iter().any(|former| former.to != first.to) {
        return Err(Doubt::Ambiguous);
    }
    first.to.and_then(|to| today().stored(to)).ok_or(Doubt::Divided)
}

/// By what is written, or if that names nothing, by its simplified characters: 乾县 is no 干县.
fn by_name(text: &str) -> Result<String, Doubt> {
    recent::resolved(text, by_any_spelling, is_known)
}

fn by_any_spelling(text: &str) -> Result<String, Doubt> {
    let found = as_written(text);
    if found != Err(Doubt::Unknown) || text.is_ascii() {
        return found;
    }
    let simple = simplified(text);
    if simple == text { found } else { as_written(&simple) }
}

fn as_written(text: &str) -> Result<String, Doubt> {
    let joined: String;
    let text = if text.contains(is_separator) {
        joined = text.chars().filter(|c| !is_separator(*c)).collect();
        &joined
    } else {
        text
    };
    if text.chars().nth(1).is_none() {
        let place = today().named(text).next().ok_or(Doubt::Unknown)?;
        return today().stored(place.code).ok_or(Doubt::Unknown);
    }
    let chain = chain::read(text)?;
    let stored = today().stored(chain.code).ok_or(Doubt::Unknown)?;
    if names_a_division(&chain) {
        return Err(chain.doubt);
    }
    let tail = tail(&chain).ok_or(Doubt::Unknown)?;
    Ok(stored + tail)
}

/// Whether `text` names a Chinese division, several, or one that is no more.
pub(super) fn is_like_one(text: &str) -> bool {
    resolve(text).err() != Some(Doubt::Unknown)
}

/// The codes of the divisions that `text`, which names several, may mean, without those that lie in
/// another of them.
pub(super) fn meant(text: &str) -> Vec<u32> {
    let text: String = text.chars().filter(|c| !is_separator(*c)).collect();
    let mut codes = chain::meant(&text);
    codes.sort_unstable();
    codes.dedup();
    let all = codes.clone();
    codes.retain(|code| all.iter().all(|other| other == code || !is_inside(*code, *other)));
    codes
}

/// Whether `text` is a name that is also that of a place which the tables do not have.
pub(super) fn is_asked(text: &str) -> bool {
    chain::QUESTIONS.contains(&simplified(text).trim())
}

/// Two statements of a region that cannot both be true.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Elsewhere;

/// The region `stored` in the form in which it is kept if `said`, beside it, names a division inside
/// it; nothing where that says no more, or names none that is known.
pub(super) fn narrowed(stored: &str, said: &str) -> Result<Option<String>, Elsewhere> {
    let whole = place::known_code(stored);
    let within = |name: &str| by_name(&format!("{}{name}", name_of_code(whole)?)).ok();
    let said = resolve(said).ok().or_else(|| within(said));
    let (Some(whole), Some(said)) = (whole, said) else { return Ok(None) };
    match place::known_code(&said) {
        Some(code) if is_inside(whole, code) => Ok(None),
        Some(code) if is_inside(code, whole) => Ok(Some(said)),
        Some(_) => Err(Elsewhere),
        None => Ok(None),
    }
}

/// The whole name of the division with this code.
fn name_of_code(code: Option<u32>) -> Option<String> {
    stored(code?).map(|stored| name(&stored).to_owned())
}

/// The whole names of the first few of them.
pub(super) fn candidates(text: &str) -> Vec<String> {
    let stored = meant(text).into_iter().filter_map(stored);
    stored.map(|stored| name(&stored).to_owned()).take(6).collect()
}

/// The form in which the division with this code is kept.
pub(super) fn stored(code: u32) -> Option<String> {
    today().stored(code)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '-' | ',' | '、')
}

/// Whether what follows a known division names one that does not lie in it, or of which that is not
/// sure. Behind a county that is written out there is none, but an estate (小区) may be named like one.
fn names_a_division(chain: &chain::Chain<'_>) -> bool {
    let rest = chain.rest;
    let in_table = || {
        today().named(rest).any(|place| place.name == rest)
            || past().named(rest).any(|former| former.name == rest)
    };
    let strange = !(chain.county && chain.full) && rest.ends_with(DIVISIONS);
    !rest.is_empty() && (strange || chain.doubt != Doubt::Unknown || in_table())
}

/// What of the text behind a known division is kept with it: the name of a smaller division, of
/// an address its town. Nothing where the text may mean something else: 上海路 is not in 上海.
fn tail<'a>(chain: &chain::Chain<'a>) -> Option<&'a str> {
    let rest = chain.rest;
    if rest.is_empty() {
        return Some("");
    }
    // A single character behind a name makes another name of it: 朝阳区 is not in 朝阳市.
    let division = rest.ends_with(ENDINGS) && rest.chars().count() >= 2;
    if division && !rest.contains(|c: char| c.is_ascii_digit()) {
        return (chain.full || !rest.ends_with('道')).then_some(rest);
    }
    (chain.full && rung(chain.code) == Rung::County).then(|| town(rest))
}

/// The name of a town that an address begins with.
fn town(address: &str) -> &str {
    let end = |word: &str| address.find(word).map(|at| at + word.len());
    let town = TOWNS.iter().filter_map(|word| end(word)).min();
    let town = town.and_then(|end| address.get(..end)).unwrap_or_default();
    let plain = |c: char| c.is_alphabetic() && c != '路' && c != '号';
    if (3..=8).contains(&town.chars().count()) && town.chars().all(plain) { town } else { "" }
}

/// The code of a text that is nothing else: six digits, or nine or twelve as towns and villages
/// have them, whose first six are their county's.
fn whole_code(text: &str) -> Option<u32> {
    let digits = matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.get(..6).and_then(number)).flatten()
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn split_stored(text: &str) -> Option<(&str, &str)> {
    text.split_once(' ').filter(|(code, _)| is_code(code))
}

/// Whether a division had this code when somebody born in `year` could get an identity number
/// there.
pub(super) fn had_code(code: u32, year: i16) -> bool {
    let alive = || past().with_code(code).iter().any(|former| former.last >= year);
    today().at(code).is_some() || alive()
}

/// The six digits a stored form begins with; nothing for text that named no known division.
pub fn code(text: &str) -> Option<&str> {
    split_stored(text).map(|(code, _)| code)
}

fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The name in a stored form, without its code.
pub fn name(text: &str) -> &str {
    code(text).and_then(|code| text.strip_prefix(code)).map_or(text, str::trim_start)
}

/// Whether a stored form is a division of the table and nothing more.
pub(super) fn is_known(stored: &str) -> bool {
    let known = code(stored).and_then(number).and_then(|code| today().stored(code));
    known.is_some_and(|known| known == stored)
}

/// The division of the table that a stored form begins with, `310115 上海市浦东新区` of one with a town
/// behind it: what stands behind it, somebody may have made up.
pub(super) fn listed(stored: &str) -> Option<&str> {
    let known = code(stored).and_then(number).and_then(|code| today().stored(code))?;
    stored.starts_with(&known).then(|| stored.get(..known.len())).flatten()
}

/// The digits shared by everything inside the division with `code`.
pub(super) fn first_digits(code: &str) -> &str {
    let cut = code.strip_suffix("00").unwrap_or(code);
    cut.strip_suffix("00").unwrap_or(cut)
}

/// How the county with `code` was kept before the tables had counties: behind its prefecture.
pub(super) fn older_form(stored: &str) -> Option<String> {
    let code = code(stored).and_then(number).filter(|code| rung(*code) == Rung::County)?;
    let above = today().stored(code / 100 * 100)?;
    Some(above + today().at(code)?.name)
}

#[cfg(test)]
mod tests;
