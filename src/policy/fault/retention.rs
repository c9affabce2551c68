//! Retention rules that can apply, whose days exist, and that keep to what the law sets.
//!
//! A record is never destroyed while a statutory period runs, whatever its rules say: it is
//! restricted meanwhile. A rule about every record that is shorter is a contradiction all the same,
//! for whoever wrote it means it to destroy. One about a purpose ends no record that others keep.

use super::references::{each, fields, known, option_ids};
use super::{Fault, FaultCode, Path};
use crate::model::{Level, Part, Reference};
use crate::policy::dictionary::FieldKind;
use crate::policy::document::Document;
use crate::policy::retention::by_hand;
use crate::policy::rules::{Covers, Floor, RetentionRule};

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let stages = option_ids(document, "stage");
    let purposes: Vec<_> = document.purposes.iter().map(|purpose| &*purpose.id).collect();
    for (index, rule) in document.retention.iter().enumerate() {
        let at = Path::entry("retention", index);
        each(&rule.stages, &at.key("stages"), &stages, faults);
        each(&rule.purposes, &at.key("purposes"), &purposes, faults);
        days(document, (&rule.since, &rule.otherwise_since), &at, faults);
        if rule.basis.parse::<Reference>().is_err() {
            faults.push(Fault::new(FaultCode::BadBasis, at.key("basis")).word(&rule.basis));
        }
        floors(document, rule, &at, faults);
        shadowed(document, index, rule, faults);
    }
    for (index, floor) in document.floors.iter().enumerate() {
        let at = Path::entry("floor", index);
        each(&floor.stages, &at.key("stages"), &stages, faults);
        days(document, (&floor.since, &floor.otherwise_since), &at, faults);
    }
    log(document, faults);
}

/// The log is kept as long as the longest period of anything that it proves: accesses, what was
/// handed out, how records were handled, destructions.
fn log(document: &Document, faults: &mut Vec<Fault>) {
    let kept = document.log.keep_months;
    let longer = document.floors.iter().enumerate().filter(|(_, floor)| {
        floor.applies && floor.covers != Covers::Records && kept < floor.months
    });
    if let Some((index, floor)) = longer.reduce(|a, b| if b.1.months > a.1.months { b } else { a })
    {
        let fault = Fault::new(FaultCode::BelowFloor, Path::top("log").key("keep_months"));
        let fault = fault.word(kept.to_string()).expected(floor.months.to_string());
        faults.push(fault.other(Path::entry("floor", index).key("months")));
    }
}

/// Days that follow from periods: one that ran from them would run from its own end.
const WORKED_OUT: [&str; 4] = ["destroy_on", "restrict_on", "floor_on", "review_by"];

/// The fields that a period runs from hold days, and whoever writes a record can read them: else the
/// period of a record would end earlier for who wrote it last.
fn days(
    document: &Document,
    (since, otherwise): (&[String], &String),
    at: &Path,
    faults: &mut Vec<Fault>,
) {
    let mut named = fields(document, since, &at.key("since"), faults);
    if !otherwise.is_empty() {
        let ids: Vec<_> = document.fields.iter().map(|field| &*field.id).collect();
        if known(otherwise, at.key("otherwise_since"), &ids, faults) {
            named.extend(fields(document, std::slice::from_ref(otherwise), at, faults));
        }
    }
    for (index, field) in named {
        let place = since.iter().position(|id| *id == field.id);
        let at = place.map_or(at.key("otherwise_since"), |place| at.key("since").at(place));
        let declared = Path::entry("field", index);
        if !matches!(field.kind, FieldKind::Date | FieldKind::Deadline) {
            let fault = Fault::new(FaultCode::NotADay, at).word(&field.id);
            faults.push(fault.other(declared.key("type")));
        } else if !matches!(field.part, Part::Operational | Part::Level(Level::Three)) {
            let fault = Fault::new(FaultCode::DayUnseen, at).word(&field.id);
            faults.push(fault.other(declared.key("level")));
        } else if WORKED_OUT.contains(&&*field.id) {
            faults.push(Fault::new(FaultCode::DayWorkedOut, at).word(&field.id));
        }
    }
}

/// Whether the period is at least what each floor asks for that is about the same records.
fn floors(document: &Document, rule: &RetentionRule, at: &Path, faults: &mut Vec<Fault>) {
    // A day set by hand is not a period.
    if by_hand(rule) || !rule.purposes.is_empty() {
        return;
    }
    let meets = |floor: &Floor| {
        floor.stages.is_empty()
            || rule.stages.is_empty()
            || floor.stages.iter().any(|stage| rule.stages.contains(stage))
    };
    for (index, floor) in document.floors.iter().enumerate() {
        let binds = floor.applies && floor.covers == Covers::Records && meets(floor);
        if binds && rule.months < floor.months {
            let fault = Fault::new(FaultCode::BelowFloor, at.key("months"));
            let fault = fault.word(rule.months.to_string()).expected(floor.months.to_string());
            faults.push(fault.other(Path::entry("floor", index).key("months")));
        }
    }
}

/// Whether an earlier rule always applies where this one would.
fn shadowed(document: &Document, index: usize, rule: &RetentionRule, faults: &mut Vec<Fault>) {
    let covers = |before: &RetentionRule| {
        let all = before.stages.is_empty()
            || !rule.stages.is_empty() && rule.stages.iter().all(|s| before.stages.contains(s));
        // Each record was made and changed on some day; other days may be missing.
        let always = ["created", "updated"].contains(&&*before.otherwise_since);
        all && always && before.purposes.is_empty()
    };
    if let Some(other) = document.retention.iter().take(index).position(covers) {
        let fault = Fault::new(FaultCode::Shadowed, Path::entry("retention", index));
        faults.push(fault.word(&rule.id).other(Path::entry("retention", other)));
    }
}
