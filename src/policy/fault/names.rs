//! Ids that are well formed, and names that mean one thing each.

use std::collections::HashMap;

use super::{Fault, FaultCode, Path};
use crate::model::{RecordNumber, Selector};
use crate::policy::document::Document;
use crate::policy::names::{Named, fold};
use crate::policy::rights::RequestKind;
use crate::policy::{CONTACTS, SHARE_COLUMNS, SOURCES};

/// What stands beside the fields in the JSON of a record, and in what is handed over.
const BESIDE: [&str; 4] = ["unknown", "awaiting_consent", CONTACTS, SOURCES];

/// Names that mean something else wherever a field is named.
fn reserved() -> impl Iterator<Item = &'static str> {
    let terms = Selector::TERMS.into_iter().flatten().copied();
    BESIDE.into_iter().chain(SHARE_COLUMNS).chain(RecordNumber::COLUMNS).chain(terms)
}

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    free(document, faults);
    named(&document.fields, &Path::top("field"), fold, faults);
    for (index, field) in document.fields.iter().enumerate() {
        choices(&field.options, &Path::entry("field", index).key("options"), faults);
    }
    named(&document.purposes, &Path::top("purpose"), fold, faults);
    named(&document.roles, &Path::top("role"), fold, faults);
    named(&document.events, &Path::top("event"), fold, faults);
    choices(&document.contact.states, &Path::top("contact").key("state"), faults);
    grades(document, faults);
    tags(document, faults);
    plain_ids(document, faults);
}

/// A field of such a name would stand twice in what is written, or nobody could select by it.
fn free(document: &Document, faults: &mut Vec<Fault>) {
    let reserved: Vec<String> = reserved().map(fold).collect();
    for (index, field) in document.fields.iter().enumerate() {
        let (id, zh, en, aliases) = field.parts();
        let at = Path::entry("field", index);
        let aliases = aliases.iter().enumerate();
        let aliases = aliases.map(|(place, name)| (at.key("aliases").at(place), name.as_str()));
        let names = [("id", id), ("zh", zh), ("en", en)];
        let names = names.into_iter().map(|(key, name)| (at.key(key), name)).chain(aliases);
        for (at, name) in names.filter(|(_, name)| reserved.contains(&fold(name))) {
            faults.push(Fault::new(FaultCode::ReservedName, at).word(name));
        }
    }
}

fn choices<T: Named>(options: &[T], at: &Path, faults: &mut Vec<Fault>) {
    named(options, at, str::to_ascii_lowercase, faults);
}

/// Names of rights, each of which is told once.
pub(super) fn rights(list: &[RequestKind], at: &Path, faults: &mut Vec<Fault>) {
    let fold = str::to_ascii_lowercase;
    keyed("right", (list, at), fold, faults);
}

/// Ids and names of entries that log entries name by their ids, as codes.
pub(super) fn codes<T: Named>(list: &[T], at: &Path, faults: &mut Vec<Fault>) {
    choices(list, at, faults);
    for (index, one) in list.iter().enumerate() {
        code(one.parts().0, &at.at(index), faults);
    }
}

/// Whether the log takes an id as a code.
pub(super) fn code(id: &str, at: &Path, faults: &mut Vec<Fault>) {
    let digits = |run: &str| run.len() >= 7;
    let long = id.len() > 64 || id.split(|c: char| !c.is_ascii_digit()).any(digits);
    if long || id.starts_with(|c: char| !c.is_ascii_lowercase()) {
        faults.push(Fault::new(FaultCode::BadId, at.key("id")).word(id));
    }
}

/// The names of a list, each to belong to one entry.
fn named<T: Named>(list: &[T], at: &Path, fold: fn(&str) -> String, faults: &mut Vec<Fault>) {
    keyed("id", (list, at), fold, faults);
}

/// The same of entries that have their ids under another key.
fn keyed<T: Named>(
    key: &str,
    (list, at): (&[T], &Path),
    fold: fn(&str) -> String,
    faults: &mut Vec<Fault>,
) {
    let mut taken = Taken::new(fold);
    for (index, one) in list.iter().enumerate() {
        let (id, zh, en, aliases) = one.parts();
        let at = at.at(index);
        good_id(id, &at, faults);
        for (key, name) in [(key, id), ("zh", zh), ("en", en)] {
            taken.add(index, name, at.key(key), faults);
        }
        for (place, alias) in aliases.iter().enumerate() {
            taken.add(index, alias, at.key("aliases").at(place), faults);
        }
    }
}

fn grades(document: &Document, faults: &mut Vec<Fault>) {
    let mut taken = Taken::new(str::to_ascii_lowercase);
    for (index, grade) in document.ladder.iter().enumerate() {
        let at = Path::entry("grade", index);
        taken.add(index, &grade.id, at.key("id"), faults);
        for (place, alias) in grade.aliases.iter().enumerate() {
            taken.add(index, alias, at.key("aliases").at(place), faults);
        }
    }
}

/// A tag means one thing in all groups.
fn tags(document: &Document, faults: &mut Vec<Fault>) {
    let mut taken = Taken::new(str::to_lowercase);
    let mut number = 0;
    for (index, group) in document.tags.groups.iter().enumerate() {
        let at = Path::top("tags").key("group").at(index);
        good_id(&group.id, &at, faults);
        for (place, tag) in group.tags.iter().enumerate() {
            let at = at.key("tags").at(place);
            taken.add(number, &tag.name, at.key("name"), faults);
            for (place, alias) in tag.aliases.iter().enumerate() {
                taken.add(number, alias, at.key("aliases").at(place), faults);
            }
            number += 1;
        }
    }
}

/// Ids of lists that have no other names.
fn plain_ids(document: &Document, faults: &mut Vec<Fault>) {
    let ids = |list: &mut dyn Iterator<Item = &str>, at: Path, faults: &mut Vec<Fault>| {
        let mut taken = Taken::new(str::to_owned);
        for (index, id) in list.enumerate() {
            let at = at.at(index);
            good_id(id, &at, faults);
            taken.add(index, id, at.key("id"), faults);
        }
    };
    let d = document;
    ids(&mut d.ladders.iter().map(|one| &*one.id), Path::top("ladder"), faults);
    ids(&mut d.lifecycles.iter().map(|one| &*one.id), Path::top("lifecycle"), faults);
    ids(&mut d.retention.iter().map(|one| &*one.id), Path::top("retention"), faults);
    ids(&mut d.floors.iter().map(|one| &*one.id), Path::top("floor"), faults);
    ids(&mut d.measures.iter().map(|one| &*one.id), Path::top("measure"), faults);
    ids(&mut d.assessments.iter().map(|one| &*one.id), Path::top("assessment"), faults);
    ids(&mut d.anomalies.iter().map(|one| &*one.id), Path::top("anomaly"), faults);
    ids(&mut d.indicators.iter().map(|one| one.id.id()), Path::top("indicator"), faults);
    let modifiers = Path::top("review").key("modifier");
    ids(&mut d.review.modifiers.iter().map(|one| &*one.id), modifiers, faults);
    ids(&mut d.tags.groups.iter().map(|one| &*one.id), Path::top("tags").key("group"), faults);
    for (index, assessment) in d.assessments.iter().enumerate() {
        let at = Path::entry("assessment", index).key("factor");
        ids(&mut assessment.factors.iter().map(|one| &*one.id), at, faults);
    }
}

fn good_id(id: &str, at: &Path, faults: &mut Vec<Fault>) {
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    // An empty one is told by the schema.
    if !id.bytes().all(good) {
        faults.push(Fault::new(FaultCode::BadId, at.key("id")).word(id));
    }
}

/// Names given so far, folded, each with the entry it belongs to and its place.
struct Taken {
    names: HashMap<String, (usize, Path)>,
    fold: fn(&str) -> String,
}

impl Taken {
    fn new(fold: fn(&str) -> String) -> Self {
        Self { names: HashMap::new(), fold }
    }

    fn add(&mut self, entry: usize, name: &str, at: Path, faults: &mut Vec<Fault>) {
        match self.names.get(&(self.fold)(name)) {
            Some((other, _)) if *other == entry => {}
            Some((_, path)) => {
                let fault = Fault::new(FaultCode::NameTaken, at).word(name);
                faults.push(fault.other(path.clone()));
            }
            None => drop(self.names.insert((self.fold)(name), (entry, at))),
        }
    }
}
