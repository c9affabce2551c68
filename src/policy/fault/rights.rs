//! Rules about consents, requests and holds: names that mean one thing, things that exist, and
//! references that log and certificate take.

use super::references::{each, option_ids};
use super::{Fault, FaultCode, Path, names};
use crate::model::{Capability, Reference};
use crate::policy::document::Document;

/// What stands before the basis of an erasure that was asked for, with the longest number.
const ASKED: &str = "R-123456 ";

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    consent(document, faults);
    requests(document, faults);
    holds(document, faults);
}

fn consent(document: &Document, faults: &mut Vec<Fault>) {
    let (rules, at) = (&document.consent, Path::top("consent"));
    each(&rules.stages, &at.key("stages"), &option_ids(document, "stage"), faults);
    if !rules.basis.is_empty() {
        basis("", &rules.basis, &at, faults);
    }
    names::codes(&rules.methods, &at.key("method"), faults);
}

fn requests(document: &Document, faults: &mut Vec<Fault>) {
    let (rules, at) = (&document.request, Path::top("request"));
    let kinds = at.key("kind");
    // A right that is declared twice would have two periods.
    names::rights(&rules.kinds, &kinds, faults);
    for (index, kind) in rules.kinds.iter().enumerate() {
        basis(ASKED, &kind.basis, &kinds.at(index), faults);
    }
    for (list, key) in [
        (&rules.refusals, "refusal"),
        (&rules.extensions, "extension"),
        (&rules.relations, "relation"),
        (&rules.checks, "check"),
    ] {
        names::codes(list, &at.key(key), faults);
    }
}

/// A hold is placed and lifted by roles that exist and write.
fn holds(document: &Document, faults: &mut Vec<Fault>) {
    names::codes(&document.holds, &Path::top("hold"), faults);
    let roles: Vec<&str> = document.roles.iter().map(|role| &*role.id).collect();
    if roles.is_empty() {
        // Without roles of its own a policy goes by those of the program, and may name any.
        return;
    }
    for (index, kind) in document.holds.iter().enumerate() {
        let at = Path::entry("hold", index);
        each(&kind.placed_by, &at.key("placed_by"), &roles, faults);
        each(&kind.lifted_by, &at.key("lifted_by"), &roles, faults);
        for (key, named) in [("placed_by", &kind.placed_by), ("lifted_by", &kind.lifted_by)] {
            for (place, id) in named.iter().enumerate() {
                let role = document.roles.iter().enumerate().find(|(_, role)| role.id == *id);
                let Some((index, role)) = role else { continue };
                if !role.capabilities.contains(&Capability::Write) {
                    let fault = Fault::new(FaultCode::RoleUnable, at.key(key).at(place)).word(id);
                    let other = Path::entry("role", index).key("capabilities");
                    faults.push(fault.expected(Capability::Write.id()).other(other));
                }
            }
        }
    }
}

fn basis(before: &str, text: &str, at: &Path, faults: &mut Vec<Fault>) {
    if format!("{before}{text}").parse::<Reference>().is_err() {
        faults.push(Fault::new(FaultCode::BadBasis, at.key("basis")).word(text));
    }
}
