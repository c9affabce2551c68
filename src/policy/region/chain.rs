//! Reads a chain of division names, `广东省深圳市南山区`, from the left: each name must lie in the one
//! before, so that 朝阳区 behind 北京市 is told from the one in 长春.
//!
//! A name that several divisions have stands for none of them. A province is called by its short name
//! before a city in it (吉林), a prefecture before counties elsewhere (西安), but not before a district
//! of one of the four cities that are provinces, which ranks with it (朝阳). A county is no likelier
//! meant than another, be it one that is no more.

use super::table::{EMPTY, Former, Place, Rung, is_city, is_inside, past, rung, today};

/// Longest name of a division, in characters.
const LONGEST: usize = 20;

/// How far a text was understood.
pub(super) struct Chain<'a> {
    /// Today's code of the last division.
    pub(super) code: u32,
    /// Whether the last name was written out, with its 市, 区 or 县.
    pub(super) full: bool,
    /// What follows it.
    pub(super) rest: &'a str,
    /// Whether it is a county and was none less.
    pub(super) county: bool,
    /// Why all that follows names no division in it.
    pub(super) doubt: Doubt,
}

/// Why a text names no division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Doubt {
    /// No division has such a name or code.
    Unknown,
    /// Several have it.
    Ambiguous,
    /// One that is no more, and was divided among several.
    Divided,
    /// The code before the name is one of another.
    Contradicted,
}

/// What people call a prefecture (巴音郭楞) and what a county is called (巴中市巴州区).
const SHARED: [&str; 1] = ["巴州"];

/// Names alone that are as well those of a place without a code in the tables, in Taiwan or Hong Kong,
/// or of a city and of a district of another about as well known.
pub(super) const QUESTIONS: [&str; 5] = ["中山", "台东", "九龙", "新北", "大埔"];

/// What new towns all over the country are called, and what a district was.
const COMMON: &str = "新区";

/// A division that a name stands for.
#[derive(Clone, Copy)]
struct Step {
    /// Today's code.
    code: u32,
    /// The code it had, where the division is no more.
    was: u32,
    full: bool,
}

impl Step {
    fn holds(self, code: u32) -> bool {
        is_inside(code, self.code) || is_inside(code, self.was)
    }
}

/// The longest chain that `text` begins with.
pub(super) fn read(text: &str) -> Result<Chain<'_>, Doubt> {
    match text {
        COMMON => return Err(Doubt::Unknown),
        text if QUESTIONS.contains(&text) => return Err(Doubt::Ambiguous),
        _ => {}
    }
    let (mut last, mut rest) = next(text, None)?;
    let mut doubt = Doubt::Unknown;
    while !without_empty(rest, last.full).is_empty() {
        match next(without_empty(rest, last.full), Some(last)) {
            Ok((step, behind)) => (last, rest) = (step, behind),
            Err(why) => {
                doubt = why;
                break;
            }
        }
    }
    let county = [last.code, last.was].map(rung) == [Rung::County; 2];
    let rest = without_empty(rest, last.full);
    Ok(Chain { code: last.code, full: last.full, rest, county, doubt })
}

/// The division with the longest name that `text` begins with, and what follows it.
fn next(text: &str, inside: Option<Step>) -> Result<(Step, &str), Doubt> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).skip(1);
    let ends: Vec<usize> = ends.collect();
    for end in ends.into_iter().rev() {
        let Some((name, rest)) = text.split_at_checked(end) else { continue };
        match named(name, inside) {
            Ok(step) => return Ok((step, rest)),
            Err(Doubt::Unknown) => {}
            Err(doubt) if rest.is_empty() => return Err(doubt),
            Err(_) => return Err(Doubt::Unknown),
        }
    }
    Err(Doubt::Unknown)
}

/// The one division that `name` stands for: today's before former ones, the higher before the
/// lower, full names before short ones.
fn named(name: &str, inside: Option<Step>) -> Result<Step, Doubt> {
    let is_here = |place: &&Place| inside.is_none_or(|outer| outer.holds(place.code));
    let full = |place: &Place| place.name == name || place.short() != name;
    let rank = |place: &Place| (rung(place.code), !full(place));
    let all = || today().named(name).filter(is_here);
    // Behind a province its short name once more is the city of that name: 吉林吉林.
    let again =
        |place: &&Place| inside.is_some_and(|outer| outer.code == place.code) && !full(place);
    let lower = all().filter(|place| !again(place)).min_by_key(|place| rank(place));
    let Some(best) = lower.or_else(|| all().next()) else {
        return formerly_named(name, inside);
    };
    let likely = |place: &Place| {
        let (rung, short) = rank(place);
        let rung = if is_city(place.code) { rung.min(Rung::Prefecture) } else { rung };
        (rung.max(rank(best).0), short) <= rank(best)
    };
    let rival = |place: &Place| !is_inside(place.code, best.code) && likely(place);
    // Counties right under their province were prefectures there before.
    let same = |code| best.code / 100 % 100 == 90 && code / 10_000 == best.code / 10_000;
    let gone = rung(best.code) == Rung::County
        && past().named(name).any(|former| {
            let here = inside.is_none_or(|outer| outer.holds(former.code));
            let apart = |to| !is_inside(to, best.code) && !is_inside(best.code, to);
            let other = former.to.map_or(!same(former.code), apart);
            here && other && (former.name == name || !full(best))
        });
    let shared = inside.is_none() && SHARED.contains(&name);
    if gone || shared || all().filter(|place| !again(place)).any(rival) {
        return Err(Doubt::Ambiguous);
    }
    Ok(Step { code: best.code, was: best.code, full: full(best) })
}

/// Every division that the last name of a chain may mean.
pub(super) fn meant(text: &str) -> Vec<u32> {
    let (mut rest, mut inside) = (text, None);
    while !QUESTIONS.contains(&text)
        && let Ok((step, behind)) = next(rest, inside)
    {
        (rest, inside) = (without_empty(behind, step.full), Some(step));
    }
    let holds = |code| inside.is_none_or(|outer: Step| outer.holds(code));
    let now = today().named(rest).map(|place| place.code);
    let then = past().named(rest).filter(|former| holds(former.code)).flat_map(Former::parts);
    now.filter(|code| holds(*code)).chain(then).collect()
}

fn formerly_named(name: &str, inside: Option<Step>) -> Result<Step, Doubt> {
    let is_here = |code: u32, to: Option<u32>| {
        inside
            .is_none_or(|outer| outer.holds(code) || to.is_some_and(|to| is_inside(to, outer.code)))
    };
    let all: Vec<_> = past().named(name).filter(|former| is_here(former.code, former.to)).collect();
    let any_full = all.iter().any(|former| former.name == name);
    let mut found: Option<Step> = None;
    let mut divided = false;
    for former in all.into_iter().filter(|former| !any_full || former.name == name) {
        let Some(code) = former.to else {
            divided = true;
            continue;
        };
        if found.is_some_and(|step| step.code != code) {
            return Err(Doubt::Ambiguous);
        }
        found = Some(Step { code, was: former.code, full: any_full });
    }
    match found {
        Some(_) if divided => Err(Doubt::Ambiguous),
        Some(step) => Ok(step),
        None if divided => Err(Doubt::Divided),
        None => Err(Doubt::Unknown),
    }
}

/// `text` without a name in front that says no more than the division before it. Behind a short name
/// a single character makes another of it: 江北县 is not 江北区.
fn without_empty(text: &str, full: bool) -> &str {
    if EMPTY.contains(&text) && (full || text.chars().count() > 1) {
        return "";
    }
    let mut long = EMPTY.iter().filter(|name| name.chars().count() > 1);
    long.find_map(|name| text.strip_prefix(name)).unwrap_or(text)
}
