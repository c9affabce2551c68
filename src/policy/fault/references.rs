//! Names in one entry of things declared in another.

use super::fields::find;
use super::{Fault, FaultCode, Path};
use crate::model::{Level, Part};
use crate::policy::dictionary::{Category, Choice, Field};
use crate::policy::document::Document;
use crate::policy::names::{self, nearest};
use crate::policy::quarantine::QUARANTINED;
use crate::policy::rules::{Grade, Requirement, Vocabulary};

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    for (index, field) in document.fields.iter().enumerate() {
        let at = Path::entry("field", index).key("kinds");
        each(&field.kinds, &at, &option_ids(document, "kind"), faults);
    }
    for (index, requirement) in document.required.iter().enumerate() {
        required(document, requirement, &Path::entry("required", index), faults);
    }
    for (index, assessment) in document.assessments.iter().enumerate() {
        let at = Path::entry("assessment", index).key("kinds");
        each(&assessment.kinds, &at, &option_ids(document, "kind"), faults);
    }
    vocabularies(document, faults);
    channels(document, faults);
    completeness(document, faults);
    contacts(document, faults);
}

/// The ids of a field's options.
pub(super) fn option_ids<'a>(document: &'a Document, field: &str) -> Vec<&'a str> {
    let options: &[Choice] = find(document, field).map_or(&[], |(_, field)| &field.options);
    options.iter().map(|option| &*option.id).collect()
}

fn field_ids(document: &Document) -> Vec<&str> {
    document.fields.iter().map(|field| &*field.id).collect()
}

/// Whether `word` is known; if not, that is a fault.
pub(super) fn known(word: &str, at: Path, known: &[&str], faults: &mut Vec<Fault>) -> bool {
    let found = known.contains(&word);
    if !found {
        let near = nearest(word, known.iter().map(|name| (*name, *name)));
        faults.push(Fault::new(FaultCode::Unresolved, at).word(word).nearest(near));
    }
    found
}

/// The same of each word in a list.
pub(super) fn each(words: &[String], at: &Path, names: &[&str], faults: &mut Vec<Fault>) {
    for (place, word) in words.iter().enumerate() {
        known(word, at.at(place), names, faults);
    }
}

/// The fields that a list names; those it names in vain are faults.
pub(super) fn fields<'a>(
    document: &'a Document,
    words: &[String],
    at: &Path,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, &'a Field)> {
    each(words, at, &field_ids(document), faults);
    words.iter().filter_map(|word| find(document, word)).collect()
}

fn required(document: &Document, one: &Requirement, at: &Path, faults: &mut Vec<Fault>) {
    known(&one.kind, at.key("kind"), &option_ids(document, "kind"), faults);
    let found = fields(document, &one.any, &at.key("any"), faults);
    let applies = |field: &Field| field.kinds.is_empty() || field.kinds.contains(&one.kind);
    // A level-1 value may be withheld, and most operators could not enter it.
    let fillable = |(_, field): &(usize, &Field)| {
        !field.traits.system && field.part != Part::Level(Level::One) && applies(field)
    };
    if let Some((index, field)) = found.first()
        && !found.iter().any(fillable)
    {
        let fault = Fault::new(FaultCode::Unfillable, at.key("any")).word(&field.id);
        faults.push(fault.expected(&one.kind).other(Path::entry("field", *index)));
    }
    each(&one.stages, &at.key("stages"), &option_ids(document, "stage"), faults);
    each(&one.sources, &at.key("sources"), &option_ids(document, "source"), faults);
    let ids: Vec<_> = document.purposes.iter().map(|purpose| &*purpose.id).collect();
    each(&one.purposes, &at.key("purposes"), &ids, faults);
    for (place, purpose) in one.purposes.iter().enumerate() {
        let declared = document.purposes.iter().position(|p| p.id == *purpose);
        let Some((index, declared)) =
            declared.and_then(|index| Some((index, document.purposes.get(index)?)))
        else {
            continue;
        };
        let may = |(_, field): &(usize, &Field)| {
            declared.uses.is_empty() || declared.uses.contains(&field.category)
        };
        if !found.is_empty() && !found.iter().any(may) {
            let fault = Fault::new(FaultCode::PurposeUnfit, at.key("purposes").at(place));
            let fault = fault.word(purpose).expected(one.any.join(", "));
            faults.push(fault.other(Path::entry("purpose", index).key("uses")));
        }
    }
}

/// Each word of a vocabulary means something, and their meanings do not run backwards.
fn vocabularies(document: &Document, faults: &mut Vec<Fault>) {
    let grade = |word: &str| {
        let found = names::grade(&document.ladder, word)?;
        document.ladder.iter().position(|grade| grade.id == found.id)
    };
    let grades: Vec<_> = document.ladder.iter().flat_map(Grade::names).collect();
    for (index, ladder) in document.ladders.iter().enumerate() {
        steps(ladder, &Path::entry("ladder", index), &grade, &grades, faults);
    }
    let stages: &[Choice] = find(document, "stage").map_or(&[], |(_, field)| &field.options);
    let stage = |word: &str| {
        let found = names::choice(stages, word)?;
        stages.iter().position(|stage| stage.id == found.id)
    };
    let names: Vec<_> = stages.iter().flat_map(Choice::names).collect();
    for (index, lifecycle) in document.lifecycles.iter().enumerate() {
        steps(lifecycle, &Path::entry("lifecycle", index), &stage, &names, faults);
    }
}

fn steps(
    vocabulary: &Vocabulary,
    at: &Path,
    meaning: &dyn Fn(&str) -> Option<usize>,
    names: &[&str],
    faults: &mut Vec<Fault>,
) {
    let mut last: Option<(usize, usize)> = None;
    for (place, word) in vocabulary.steps.iter().enumerate() {
        let at = at.key("steps");
        let Some(rank) = meaning(word) else {
            known(word, at.at(place), names, faults);
            continue;
        };
        if let Some((before, other)) = last
            && before > rank
        {
            let fault = Fault::new(FaultCode::StepOrder, at.at(place)).word(word);
            faults.push(fault.other(at.at(other)));
        }
        last = Some((rank, place));
    }
}

fn channels(document: &Document, faults: &mut Vec<Fault>) {
    let ids = option_ids(document, "source");
    let at = Path::top("collection");
    let collection = &document.collection;
    each(&collection.forbidden, &at.key("forbidden"), &ids, faults);
    each(&collection.third_party, &at.key("third_party"), &ids, faults);
    if collection.quarantine && !option_ids(document, "state").contains(&QUARANTINED) {
        let fault = Fault::new(FaultCode::MissingOption, at.key("quarantine"));
        faults.push(fault.word(QUARANTINED).expected("state"));
    }
    let used = collection.forbidden.iter().position(|id| id == "unstated");
    if let (Some(place), Some((index, _))) = (used, find(document, "source")) {
        let fault = Fault::new(FaultCode::ForbiddenUsed, at.key("forbidden").at(place));
        faults.push(fault.word("unstated").other(Path::entry("field", index).key("options")));
    }
}

fn completeness(document: &Document, faults: &mut Vec<Fault>) {
    let grades: Vec<_> = document.ladder.iter().map(|grade| &*grade.id).collect();
    let list = &document.quality.completeness;
    for (index, one) in list.iter().enumerate() {
        let all = Path::top("quality").key("completeness");
        let at = all.at(index);
        known(&one.grade, at.key("grade"), &grades, faults);
        fields(document, &one.fields, &at.key("fields"), faults);
        if let Some(other) = list.iter().take(index).position(|before| before.grade == one.grade) {
            let fault = Fault::new(FaultCode::Contradiction, at.key("grade")).word(&one.grade);
            faults.push(fault.other(all.at(other).key("grade")));
        }
    }
}

fn contacts(document: &Document, faults: &mut Vec<Fault>) {
    let at = Path::top("contact").key("order");
    each(&document.contact.order, &at, &field_ids(document), faults);
    for (place, word) in document.contact.order.iter().enumerate() {
        let Some((index, field)) = find(document, word) else { continue };
        if field.category != Category::Contact {
            let fault = Fault::new(FaultCode::NotAContact, at.at(place)).word(word);
            faults.push(fault.other(Path::entry("field", index).key("category")));
        }
    }
}
