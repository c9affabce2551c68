//! Numbers and lists that contradict each other: cycles, modifiers, tags, scorecards, events; and
//! words that a list has twice.

use serde_json::Value;

use super::{Fault, FaultCode, Path};
use crate::policy::document::Document;
use crate::policy::known;
use crate::policy::rules::Modifier;
use crate::policy::upkeep::Clock;

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    cycles(document, faults);
    quality(document, faults);
    for (key, section) in document.to_tree() {
        repeated(&section, &Path::top(&key), faults);
    }
    modifiers(document, faults);
    if !document.tags.open && document.tags.groups.iter().all(|group| group.tags.is_empty()) {
        faults.push(Fault::new(FaultCode::NoTags, Path::top("tags").key("open")));
    }
    weights(document, faults);
    events(document, faults);
    let states = &document.contact.states;
    for id in known::CONTACT_STATES {
        if !states.is_empty() && states.iter().all(|state| state.id != *id) {
            let at = Path::top("contact").key("state");
            faults.push(Fault::new(FaultCode::MissingOption, at).word(*id).expected("contact"));
        }
    }
}

/// A higher grade is verified at least as often as the one below it.
fn cycles(document: &Document, faults: &mut Vec<Fault>) {
    for (index, pair) in document.ladder.windows(2).enumerate() {
        let [higher, lower] = pair else { continue };
        if higher.cycle_days > lower.cycle_days {
            let at = Path::entry("grade", index).key("cycle_days");
            let fault = Fault::new(FaultCode::CycleOrder, at).word(&higher.id).expected(&lower.id);
            faults.push(fault.other(Path::entry("grade", index + 1).key("cycle_days")));
        }
    }
}

/// A record that is verified in time is no dead one, and what is serious weighs no less than what
/// is minor.
fn quality(document: &Document, faults: &mut Vec<Fault>) {
    let (quality, at) = (&document.quality, Path::top("quality"));
    let ladder = document.ladder.iter().enumerate();
    let graded = ladder.map(|(index, grade)| {
        (grade.cycle_days, Path::entry("grade", index).key("cycle_days"), &*grade.id)
    });
    let ungraded = Path::top("review").key("ungraded_days");
    let cycles = graded.chain([(document.review.ungraded_days, ungraded, "ungraded_days")]);
    if let Some((days, other, whose)) = cycles.max_by_key(|(days, ..)| *days)
        && quality.dead_after_days < days
    {
        let fault = Fault::new(FaultCode::TooSmall, at.key("dead_after_days"));
        let expected = format!("{days} ({whose})");
        faults.push(fault.word("dead_after_days").expected(expected).other(other));
    }
    if quality.serious_points < quality.minor_points {
        let fault = Fault::new(FaultCode::TooSmall, at.key("serious_points"));
        let expected = format!("{} (minor_points)", quality.minor_points);
        let fault = fault.word("serious_points").expected(expected);
        faults.push(fault.other(at.key("minor_points")));
    }
}

/// Words that stand twice in any list of words.
fn repeated(value: &Value, at: &Path, faults: &mut Vec<Fault>) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                repeated(value, &at.key(key), faults);
            }
        }
        Value::Array(all) => {
            for (index, one) in all.iter().enumerate() {
                let before =
                    one.as_str().and_then(|_| all.iter().take(index).position(|o| o == one));
                if let (Some(word), Some(before)) = (one.as_str(), before) {
                    let fault = Fault::new(FaultCode::Repeated, at.at(index)).word(word);
                    faults.push(fault.other(at.at(before)));
                }
                repeated(one, &at.at(index), faults);
            }
        }
        _ => {}
    }
}

/// Two modifiers for the same signs would say two things.
fn modifiers(document: &Document, faults: &mut Vec<Fault>) {
    let list = &document.review.modifiers;
    let all = Path::top("review").key("modifier");
    for (index, one) in list.iter().enumerate() {
        let same = |other: &Modifier| {
            (other.signal, other.within_days, other.at_least)
                == (one.signal, one.within_days, one.at_least)
        };
        if let Some(other) = list.iter().take(index).position(same) {
            let fault = Fault::new(FaultCode::Contradiction, all.at(index)).word(&one.id);
            faults.push(fault.other(all.at(other)));
        }
    }
}

fn weights(document: &Document, faults: &mut Vec<Fault>) {
    for (index, assessment) in document.assessments.iter().enumerate() {
        let sum: u32 = assessment.factors.iter().map(|factor| u32::from(factor.weight)).sum();
        if sum != 100 {
            let at = Path::entry("assessment", index).key("factor");
            let fault = Fault::new(FaultCode::Weights, at).word(&assessment.id);
            faults.push(fault.expected(sum.to_string()));
        }
    }
}

fn events(document: &Document, faults: &mut Vec<Fault>) {
    for (index, event) in document.events.iter().enumerate() {
        if (event.clock == Clock::PullForward) != (event.within_days > 0) {
            let at = Path::entry("event", index);
            faults.push(Fault::new(FaultCode::NoDays, at).word(&event.id));
        }
        if event.transaction && event.dealing == Some(false) {
            let at = Path::entry("event", index);
            let fault = Fault::new(FaultCode::Contradiction, at.key("dealing")).word(&event.id);
            faults.push(fault.other(at.key("transaction")));
        }
    }
}
