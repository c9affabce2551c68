//! Which entries of the log somebody asks for: conditions on who, what, when, for what purpose.
//!
//! They look at nothing but the entry, which holds codes, counts and numbers only.

use crate::log::{Act, Code, Entry};
use crate::model::{Level, OperatorNumber, Part};

/// Conditions, all of which must hold; without any, every entry is wanted.
#[derive(Clone, Debug, Default)]
pub struct Inquiry {
    /// They.
    pub conditions: Vec<Condition>,
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What is asked.
    pub asked: Asked,
    /// Whether it must not hold instead.
    pub not: bool,
}

/// What is asked of an entry; of several values one is enough.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Who did it.
    By(Vec<OperatorNumber>),
    /// By which verb: `export`; `backup` is `backup-drill` too.
    Verb(Vec<String>),
    /// What kind of act, by the names of [`Act::NAMES`].
    Act(Vec<String>),
    /// At this time or later, in milliseconds since 1970 UTC.
    From(i64),
    /// Before this time, likewise.
    Before(i64),
    /// For which purpose, by its id.
    Purpose(Vec<String>),
    /// Information of these levels was shown, changed or refused.
    Level(Vec<Level>),
    /// Level 1 was shown unmasked.
    Revealed,
}

impl Inquiry {
    /// Whether everything that is asked holds of `entry`.
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        self.conditions.iter().all(|condition| condition.asked.holds(entry) != condition.not)
    }
}

impl Asked {
    fn holds(&self, entry: &Entry) -> bool {
        let act = &entry.act;
        match self {
            Self::By(operators) => operators.contains(&entry.operator),
            Self::Verb(verbs) => verbs.iter().any(|verb| is_verb(verb_of(act), verb)),
            Self::Act(names) => names.iter().any(|name| name == act.name()),
            Self::From(time) => entry.time >= *time,
            Self::Before(time) => entry.time < *time,
            Self::Purpose(ids) => {
                purpose(act).is_some_and(|id| ids.iter().any(|one| one == id.as_str()))
            }
            Self::Level(levels) => levels.iter().any(|level| is_about(act, *level)),
            Self::Revealed => matches!(act, Act::Disclose { revealed: true, .. }),
        }
    }
}

/// Whether `found` is the verb `wanted`, or a verb of that group.
fn is_verb(found: &str, wanted: &str) -> bool {
    let rest = found.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The verb that led to an act; the name of the act where none is written down and none is clear.
pub(crate) fn verb_of(act: &Act) -> &str {
    match act {
        Act::Change { verb, .. } | Act::Disclose { verb, .. } | Act::Refused { verb, .. } => {
            verb.as_str()
        }
        Act::Intent { .. } | Act::Destroyed { .. } | Act::Done { .. } | Act::Suppressed { .. } => {
            "purge"
        }
        Act::Physical { .. } => "purge-physical",
        Act::Backup { .. } | Act::Destinations { .. } | Act::GaveUp { .. } => "backup",
        Act::Scrub { .. } => "backup-scrub",
        Act::Drill { .. } => "backup-drill",
        Act::Forgot { .. } => "backup-forget",
        Act::Verified { .. } => "audit-verify",
        Act::Restored(_) => "backup-restore",
        Act::Rotation { .. } | Act::Resealed { .. } | Act::Rotated { .. } => "operator-rotate",
        Act::Roster { .. } | Act::Header { .. } | Act::HeaderSettled { .. } => "operator",
        Act::Proposed(plan) => plan.id(),
        Act::Decided(decided) => decided.verb(),
        Act::Recipient(one) if one.removed => "recipient-remove",
        Act::Recipient(_) => "recipient-add",
        Act::Share(event) => event.step.verb(),
        Act::Anomaly(tripped) => tripped.verb.as_str(),
        other => other.name(),
    }
}

const fn purpose(act: &Act) -> Option<&Code> {
    match act {
        Act::Disclose { purpose, .. } => purpose.as_ref(),
        _ => None,
    }
}

fn is_about(act: &Act, level: Level) -> bool {
    match act {
        Act::Disclose { levels, .. } => levels.contains(&level),
        Act::Change { parts, .. } => parts.iter().any(|part| part.part == Part::Level(level)),
        Act::Refused { level: asked, .. } => *asked == Some(level),
        Act::Intent { scope: Some(scope), .. } => scope.levels.contains(&level),
        _ => false,
    }
}
