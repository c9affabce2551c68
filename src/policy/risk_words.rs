//! What structured values and tags hold of the policy's own words, and what of it a new policy takes
//! away or gives another meaning.

use super::dictionary::{Choice, FieldKind, Tag};
use super::document::Document;
use super::fault::{FaultCode, Path};
use super::rights::or_own;
use super::risk::Held;
use super::upkeep::Carries;

/// A part of an entry that is still there, or a list that is shorter now.
pub(super) struct Lost {
    pub(super) code: FaultCode,
    pub(super) at: Path,
    pub(super) word: String,
    pub(super) of: String,
    pub(super) held: Held,
}

/// What values of a type lose without losing all of an entry.
pub(super) fn lost(kind: FieldKind, (old, new): (&Document, &Document)) -> Vec<Lost> {
    match kind {
        FieldKind::Event => carried_no_more(old, new),
        FieldKind::Assessment => judged_no_more(old, new),
        FieldKind::Tags => listed_no_more(old, new),
        _ => Vec::new(),
    }
}

/// What events of a type carried, and carry no more.
fn carried_no_more(old: &Document, new: &Document) -> Vec<Lost> {
    let mut all = Vec::new();
    for before in &old.events {
        let place = new.events.iter().position(|one| one.id == before.id);
        let Some((place, now)) = place.and_then(|at| Some((at, new.events.get(at)?))) else {
            continue;
        };
        for carried in before.carries.iter().filter(|one| !now.carries.contains(one)) {
            let key = carried.key();
            all.push(Lost {
                code: FaultCode::HeldOption,
                at: Path::entry("event", place).key("carries"),
                word: key.to_owned(),
                of: before.id.clone(),
                held: Held::Piece("type", before.id.clone(), key),
            });
        }
    }
    all
}

/// Factors of scorecards that are no more, and scores that there are no more.
fn judged_no_more(old: &Document, new: &Document) -> Vec<Lost> {
    let mut all = Vec::new();
    for before in &old.assessments {
        let place = new.assessments.iter().position(|one| one.id == before.id);
        let Some((place, now)) = place.and_then(|at| Some((at, new.assessments.get(at)?))) else {
            continue;
        };
        let (at, id) = (Path::entry("assessment", place), &before.id);
        let gone = |factor: &str| now.factors.iter().all(|one| one.id != factor);
        for factor in before.factors.iter().map(|one| &one.id).filter(|id| gone(id)) {
            let held = Held::Factor(id.clone(), factor.clone());
            let (code, at) = (FaultCode::HeldOption, at.key("factor"));
            all.push(Lost { code, at, word: factor.clone(), of: id.clone(), held });
        }
        if now.max_score < before.max_score {
            all.push(Lost {
                code: FaultCode::HeldScore,
                at: at.key("max_score"),
                word: now.max_score.to_string(),
                of: id.clone(),
                held: Held::Score(id.clone(), u16::from(now.max_score)),
            });
        }
    }
    all
}

/// Tags that a closed list does not have. What another closed list did not have either was lost
/// before.
fn listed_no_more(old: &Document, new: &Document) -> Vec<Lost> {
    if new.tags.open {
        return Vec::new();
    }
    let (at, of) = (Path::top("tags"), "tags".to_owned());
    let listed: Vec<String> =
        tags(new).flat_map(|tag| [&tag.name].into_iter().chain(&tag.aliases).cloned()).collect();
    if old.tags.open {
        let (code, word) = (FaultCode::HeldTags, String::new());
        return vec![Lost { code, at, word, of, held: Held::Other(listed) }];
    }
    let gone = |tag: &&Tag| listed.iter().all(|name| !name.eq_ignore_ascii_case(&tag.name));
    let lost = |tag: &Tag| Lost {
        code: FaultCode::HeldOption,
        at: at.clone(),
        word: tag.name.clone(),
        of: of.clone(),
        held: Held::Text(tag.name.clone()),
    };
    tags(old).filter(gone).map(lost).collect()
}

fn tags(document: &Document) -> impl Iterator<Item = &Tag> {
    document.tags.groups.iter().flat_map(|group| &group.tags)
}

impl Carries {
    /// The key at which an event has it.
    const fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Score => "score",
            Self::FailedContact => "failed",
            Self::Period => "period",
            Self::NextStep => "next",
            Self::Major => "major",
        }
    }
}

/// Words of the policy that structured values hold at one of their keys.
pub(super) struct Words {
    pub(super) code: FaultCode,
    /// Where the policy lists them.
    pub(super) at: &'static [&'static str],
    pub(super) key: &'static str,
    pub(super) ids: fn(&Document) -> Vec<&str>,
}

/// All that values of a type hold.
pub(super) const fn words(kind: FieldKind) -> &'static [Words] {
    use FaultCode::{HeldHold, HeldOption, HeldPurpose};
    match kind {
        FieldKind::Event => {
            const { &[Words { code: HeldOption, at: &["event"], key: "type", ids: events }] }
        }
        FieldKind::Assessment => {
            const { &[Words { code: HeldOption, at: &["assessment"], key: "standard", ids: standards }] }
        }
        FieldKind::Consent => {
            const {
                &[
                    Words { code: HeldPurpose, at: &["purpose"], key: "purpose", ids: purposes },
                    Words {
                        code: HeldOption,
                        at: &["consent", "method"],
                        key: "method",
                        ids: methods,
                    },
                ]
            }
        }
        FieldKind::Request => {
            const {
                let code = HeldOption;
                &[
                    Words { code, at: &["request", "refusal"], key: "refusal", ids: refusals },
                    Words {
                        code,
                        at: &["request", "extension"],
                        key: "extension",
                        ids: extensions,
                    },
                    Words { code, at: &["request", "relation"], key: "relation", ids: relations },
                    Words { code, at: &["request", "check"], key: "checked", ids: checks },
                ]
            }
        }
        FieldKind::Hold => {
            const { &[Words { code: HeldHold, at: &["hold"], key: "kind", ids: holds }] }
        }
        _ => &[],
    }
}

fn events(document: &Document) -> Vec<&str> {
    document.events.iter().map(|one| one.id.as_str()).collect()
}

fn standards(document: &Document) -> Vec<&str> {
    document.assessments.iter().map(|one| one.id.as_str()).collect()
}

fn purposes(document: &Document) -> Vec<&str> {
    document.purposes.iter().map(|one| one.id.as_str()).collect()
}

// Of what a policy leaves out the program's own list holds.

fn methods(document: &Document) -> Vec<&str> {
    ids(or_own(&document.consent.methods, |own| &own.consent.methods))
}

fn refusals(document: &Document) -> Vec<&str> {
    ids(or_own(&document.request.refusals, |own| &own.request.refusals))
}

fn extensions(document: &Document) -> Vec<&str> {
    ids(or_own(&document.request.extensions, |own| &own.request.extensions))
}

fn relations(document: &Document) -> Vec<&str> {
    ids(or_own(&document.request.relations, |own| &own.request.relations))
}

fn checks(document: &Document) -> Vec<&str> {
    ids(or_own(&document.request.checks, |own| &own.request.checks))
}

fn holds(document: &Document) -> Vec<&str> {
    let kinds = or_own(&document.holds, |own| &own.holds);
    kinds.iter().map(|kind| kind.id.as_str()).collect()
}

fn ids(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.id.as_str()).collect()
}
