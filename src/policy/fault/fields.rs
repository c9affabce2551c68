//! Fields whose type, options, mask and properties fit each other, and those the program needs.

use super::{Fault, FaultCode, Path};
use crate::model::{Level, Part};
use crate::policy::dictionary::{Field, FieldKind, Mask};
use crate::policy::document::Document;
use crate::policy::known::{self, Known};
use crate::policy::names::nearest;
use crate::policy::validate::amount::is_currency;

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    for (index, field) in document.fields.iter().enumerate() {
        let at = Path::entry("field", index);
        options(field, &at, faults);
        mask(field, &at, faults);
        traits(field, &at, faults);
        unit(field, &at, faults);
    }
    searchable(document, faults);
    needed(document, faults);
}

/// A search segment numbers its fields with one byte.
const SEARCHABLE: usize = 250;

/// Not more searchable fields of a level than a search segment can tell apart.
fn searchable(document: &Document, faults: &mut Vec<Fault>) {
    for part in Part::ALL {
        let all = document.fields.iter().enumerate();
        let mut listed = all.filter(|(_, field)| field.part == part && field.traits.searchable);
        if let Some((index, field)) = listed.nth(SEARCHABLE) {
            let at = Path::entry("field", index).key("traits");
            let fault = Fault::new(FaultCode::TooManySearchable, at).word(&field.id);
            faults.push(fault.expected(SEARCHABLE.to_string()));
        }
    }
}

/// The field with this id and its place.
pub(super) fn find<'a>(document: &'a Document, id: &str) -> Option<(usize, &'a Field)> {
    document.fields.iter().enumerate().find(|(_, field)| field.id == id)
}

fn options(field: &Field, at: &Path, faults: &mut Vec<Fault>) {
    let is_choice =
        matches!(field.kind, FieldKind::Choice | FieldKind::OpenChoice | FieldKind::Link);
    let needs = matches!(field.kind, FieldKind::Choice | FieldKind::Link);
    if needs && field.options.is_empty() {
        faults.push(Fault::new(FaultCode::NoOptions, at.clone()).word(&field.id));
    }
    if !is_choice && !field.options.is_empty() {
        faults.push(
            Fault::new(FaultCode::NeedlessOptions, at.key("options"))
                .word(&field.id)
                .other(at.key("type")),
        );
    }
}

fn mask(field: &Field, at: &Path, faults: &mut Vec<Fault>) {
    use FieldKind::{BankAccount, CreditCode, Email, IdNumber, Name, Phone, Text};
    let fits = match field.mask {
        Mask::None | Mask::All => true,
        Mask::Name => matches!(field.kind, Name | Text),
        Mask::Phone => field.kind == Phone,
        Mask::Email => field.kind == Email,
        Mask::IdNumber => matches!(field.kind, IdNumber | CreditCode | Text),
        Mask::Card => matches!(field.kind, BankAccount | Text),
    };
    if !fits {
        let fault = Fault::new(FaultCode::MaskUnfit, at.key("mask")).word(&field.id);
        faults.push(fault.other(at.key("type")));
    }
    if field.part == Part::Level(Level::One) && field.mask == Mask::None {
        let fault = Fault::new(FaultCode::Unmasked, at.clone()).word(&field.id);
        faults.push(fault.other(at.key("level")));
    }
}

/// `500万` in a field of 万元 would be ten thousand times as much.
fn unit(field: &Field, at: &Path, faults: &mut Vec<Fault>) {
    let counted = field.kind == FieldKind::Amount && !field.unit.is_empty();
    if counted && !is_currency(&field.unit) {
        let fault = Fault::new(FaultCode::NotACurrency, at.key("unit")).word(&field.unit);
        faults.push(fault.expected(&field.id));
    }
}

fn traits(field: &Field, at: &Path, faults: &mut Vec<Fault>) {
    use FieldKind::{
        Amount, Assessment, BankAccount, Choice, CreditCode, Date, Deadline, Email, Event, Grade,
        IdNumber, Link, Note, Number, OpenChoice, Phone, Postcode, Region, Tags,
    };
    let is = field.traits;
    let structured = field.kind.is_structured();
    let classes = matches!(
        field.kind,
        Note | Tags | Choice | OpenChoice | Grade | Region | Date | Deadline | Amount | Number
    );
    // Long texts would fill the search segments, and nobody looks for the whole of one.
    let long = matches!(field.kind, Note | Event | Assessment);
    let first = field.part == Part::Level(Level::One);
    // Of these nothing is reckoned from a value that is not what it should be.
    let kept = matches!(field.kind, Phone | Email | IdNumber | CreditCode | BankAccount | Postcode);
    let unfit = [
        ("unique", is.unique && (classes || structured)),
        ("searchable", is.searchable && long),
        ("bare", is.bare && (!is.searchable || long || structured)),
        ("multi", is.multi && field.kind == Note),
        ("default_column", is.default_column && (first || structured)),
        ("lenient", is.lenient && !kept),
        ("sourced", is.sourced && (structured || is.system || field.id == "source")),
    ];
    for (word, _) in unfit.iter().filter(|(_, unfit)| *unfit) {
        let fault = Fault::new(FaultCode::TraitUnfit, at.key("traits"));
        faults.push(fault.word(*word).expected(&field.id));
    }
    // What happened would bind nothing and call for nothing there.
    let read = Known::OPTIONAL.iter().find(|(.., kind)| structured && *kind == field.kind);
    if let Some((id, ..)) = read.filter(|(id, ..)| field.kind != Link && field.id != *id) {
        let fault = Fault::new(FaultCode::NotRead, at.key("type")).word(&field.id);
        faults.push(fault.expected(*id));
    }
    let read = Known::FIELDS.iter().chain(Known::OPTIONAL).any(|(id, ..)| field.id == *id);
    if is.multi && read && !known::SEVERAL.contains(&&*field.id) {
        faults.push(Fault::new(FaultCode::OneValue, at.key("traits")).word(&field.id));
    }
    if is.system != known::SYSTEM.contains(&&*field.id) {
        faults.push(Fault::new(FaultCode::NotSystem, at.clone()).word(&field.id));
    }
}

/// The fields and options that the program itself relies on.
fn needed(document: &Document, faults: &mut Vec<Fault>) {
    for (id, part, kind) in Known::FIELDS.iter().chain(Known::OPTIONAL) {
        let Some((index, field)) = find(document, id) else {
            if Known::OPTIONAL.iter().any(|(optional, ..)| optional == id) {
                continue;
            }
            let ids = document.fields.iter().map(|field| (&*field.id, &*field.id));
            let unknown = ids.filter(|(id, _)| Known::FIELDS.iter().all(|(k, ..)| k != id));
            let near = nearest(id, unknown);
            faults.push(
                Fault::new(FaultCode::MissingField, Path::top("field")).word(*id).nearest(near),
            );
            continue;
        };
        let at = Path::entry("field", index);
        if field.part != *part {
            let fault = Fault::new(FaultCode::WrongLevel, at.key("level")).word(*id);
            faults.push(fault.expected(part.get().to_string()));
        }
        if field.kind != *kind {
            let fault = Fault::new(FaultCode::WrongKind, at.key("type")).word(*id);
            faults.push(fault.expected(kind.word()));
        }
    }
    for (index, field) in document.fields.iter().enumerate() {
        let looked_for = known::SEARCHED.contains(&&*field.id) || field.traits.unique;
        if looked_for && !field.traits.searchable {
            let at = Path::entry("field", index).key("traits");
            faults.push(Fault::new(FaultCode::NotSearchable, at).word(&field.id));
        }
    }
    for (id, options) in known::OPTIONS {
        let Some((index, field)) = find(document, id) else { continue };
        for option in options.iter().filter(|o| field.options.iter().all(|has| has.id != **o)) {
            let at = Path::entry("field", index).key("options");
            faults.push(Fault::new(FaultCode::MissingOption, at).word(*option).expected(*id));
        }
    }
}
