//! Numbers and lists that contradict each other: cycles, modifiers, tags, scorecards, events.

use super::{Fault, FaultCode, Path};
use crate::policy::document::Document;
use crate::policy::known;
use crate::policy::rules::Modifier;
use crate::policy::upkeep::Clock;

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    cycles(document, faults);
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
    }
}
