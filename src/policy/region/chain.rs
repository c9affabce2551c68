//! Reads a chain of division names, `广东省深圳市南山区`, from the left: each name must lie in the one
//! before, so that 朝阳区 behind 北京市 is told from the one in 长春.

use super::table::{EMPTY, Rung, is_inside, past, rung, today};

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
}

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
    let (mut last, mut rest) = next(text, None)?;
    while !rest.is_empty() {
        match next(without_empty(rest), Some(last)) {
            Ok((step, behind)) => (last, rest) = (step, behind),
            Err(_) => break,
        }
    }
    Ok(Chain { code: last.code, full: last.full, rest: without_empty(rest) })
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
/// lower (吉林 is the province), full names before short ones.
fn named(name: &str, inside: Option<Step>) -> Result<Step, Doubt> {
    let mut best: Option<((Rung, bool), Step)> = None;
    let mut several = false;
    for place in today().named(name) {
        if inside.is_some_and(|outer| !outer.holds(place.code)) {
            continue;
        }
        let full = place.name == name;
        let rank = (rung(place.code), !full);
        let step = Step { code: place.code, was: place.code, full };
        match best {
            Some((known, _)) if known < rank => {}
            Some((known, _)) if known == rank => several = true,
            _ => (best, several) = (Some((rank, step)), false),
        }
    }
    match best {
        Some(_) if several => Err(Doubt::Ambiguous),
        Some((_, step)) => Ok(step),
        None => formerly_named(name, inside),
    }
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

/// `text` without a name in front that says no more than the division before it.
fn without_empty(text: &str) -> &str {
    if EMPTY.contains(&text) {
        return "";
    }
    let mut long = EMPTY.iter().filter(|name| name.chars().count() > 1);
    long.find_map(|name| text.strip_prefix(name)).unwrap_or(text)
}
