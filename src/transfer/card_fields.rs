//! What a card says, in the ids of the built-in policy.
//!
//! A field that has one value gets the one that its card prefers, or the first. What is passed over,
//! of those and of properties that no field takes, is a value of the kind [`PASSED`], so that it is
//! told.

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardParameterValue, VCardProperty, VCardSex,
    VCardType, VCardValue,
};

use super::card_charset;
use crate::model::{has_han, whole_name};

/// The only cell of a card with a value that is not in the encoding that it names.
pub const UNDECODED: &str = "undecoded";

/// Stands behind the name of what is passed over because it is a day without its year.
pub const YEARLESS: &str = " (--MM-DD)";

/// What the middle cell of a value says when no field takes it, and only its name is told.
pub const PASSED: &str = "passed";

/// Properties that say nothing of a person.
const SILENT: [&str; 13] = [
    "VERSION",
    "PRODID",
    "UID",
    "REV",
    "KIND",
    "FN",
    "N",
    "ORG",
    "SORT-STRING",
    "MAILER",
    "CLASS",
    "CLIENTPIDMAP",
    // Why a list of rejects has it.
    "X-KEDANG-REJECTED",
];

/// The cells of a card: three for each value; one for what the parser takes for none, or where a
/// value cannot be decoded. `label` is the encoding of quoted-printable values that name none.
pub(super) fn cells(card: &str, label: Option<&str>) -> Vec<String> {
    let undecoded = || vec![UNDECODED.to_owned()];
    let Ok(decoded) = card_charset::to_utf8(card, label) else { return undecoded() };
    let Ok(parsed) = VCard::parse(decoded.as_ref()) else { return vec![String::new()] };
    if !has_known_version(&decoded) {
        return vec![String::new()];
    }
    let cells = Cells::of(&parsed).0;
    let replaced = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    if cells.iter().any(|cell| replaced(cell)) && !replaced(card) { undecoded() } else { cells }
}

/// Whether a card is of a version that is read; one that does not say is taken as it is.
fn has_known_version(card: &str) -> bool {
    let mut said = card.lines().filter_map(|line| line.split_once(':'));
    let said = said.find(|(name, _)| name.trim().eq_ignore_ascii_case("VERSION"));
    said.is_none_or(|(_, version)| ["2.1", "3.0", "4.0"].contains(&version.trim()))
}

struct Cells(Vec<String>);

impl Cells {
    fn of(card: &VCard) -> Self {
        let mut cells = Self(Vec::new());
        cells.names(card);
        for entry in &card.entries {
            cells.several(entry);
        }
        let notes: Vec<String> =
            all(card, &|entry| entry.name == VCardProperty::Note).map(joined).collect();
        cells.put("notes", &notes.join("\n"));
        for (field, property) in [
            ("position", VCardProperty::Title),
            ("occupation", VCardProperty::Role),
            ("website", VCardProperty::Url),
        ] {
            if let Some(entry) = cells.one(card, &|entry| entry.name == property) {
                cells.put(field, &joined(entry));
            }
        }
        for (field, property) in [("wechat", "X-WECHAT"), ("qq", "X-QQ")] {
            let is_it = |entry: &VCardEntry| entry.name.as_str().eq_ignore_ascii_case(property);
            if let Some(entry) = cells.one(card, &is_it) {
                cells.put(field, &joined(entry));
            }
        }
        let is_it = |entry: &VCardEntry| entry.name == VCardProperty::Tel && is_fax(entry);
        if let Some(entry) = cells.one(card, &is_it) {
            cells.put("fax", joined(entry).trim_start_matches("tel:"));
        }
        if let Some(entry) = cells.one(card, &|entry| entry.name == VCardProperty::Adr) {
            cells.put("address", &address(entry));
            cells.put("postcode", &part(entry, 5));
            // It stands in the address, and tells whose postcode it is.
            cells.put("country", &part(entry, 6));
        }
        if let Some(entry) = cells.one(card, &|entry| entry.name == VCardProperty::Gender) {
            cells.put("gender", sex(entry));
        }
        if let Some(entry) = cells.one(card, &|entry| entry.name == VCardProperty::Bday) {
            match day(entry) {
                Some(day) => cells.put("birth_date", &day),
                None => cells.pass("BDAY", YEARLESS),
            }
        }
        cells
    }

    fn put(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.0.extend([name.to_owned(), String::new(), text.to_owned()]);
        }
    }

    /// Tells that something is passed over.
    fn pass(&mut self, name: &str, which: &str) {
        self.0.extend([format!("vCard {name}{which}"), PASSED.to_owned(), String::new()]);
    }

    /// Kind, name and company.
    fn names(&mut self, card: &VCard) {
        let full = self.one(card, &|entry| entry.name == VCardProperty::Fn);
        let full = full.map(joined).unwrap_or_default();
        let composed = self.one(card, &|entry| entry.name == VCardProperty::N);
        let composed = composed.map(name).unwrap_or_default();
        let organisation = self.one(card, &|entry| entry.name == VCardProperty::Org);
        if organisation.is_some_and(|entry| {
            (1..entry.values.len()).any(|at| !part(entry, at).trim().is_empty())
        }) {
            self.pass("ORG", " [2]");
        }
        let organisation = organisation.map(|entry| part(entry, 0));
        let is = |kind: &VCardKind| {
            let is_it = |entry: &VCardEntry| matches!(entry.values.first(), Some(VCardValue::Kind(k)) if k == kind);
            card.entries.iter().any(is_it)
        };
        let (is_organisation, is_person) = (is(&VCardKind::Org), is(&VCardKind::Individual));
        let is_whole = composed.trim().is_empty();
        let name = if full.is_empty() { composed } else { full };
        // Address books call a firm by the name of its card, and give that no parts.
        let is_same = organisation.as_ref() == Some(&name) && !is_person && is_whole;
        if is_organisation || is_same {
            self.put("kind", "organisation");
        } else if is_person {
            self.put("kind", "person");
        }
        let is_unnamed = organisation.as_ref().is_none_or(|text| text.trim().is_empty());
        if !(is_same || is_organisation && is_unnamed) {
            self.put("name", &name);
        }
        let unnamed = || if is_organisation { name.clone() } else { String::new() };
        let company = organisation.filter(|text| !text.trim().is_empty()).unwrap_or_else(unnamed);
        self.put("company", &company);
    }

    /// What a card may have several of, and what no field takes.
    fn several(&mut self, entry: &VCardEntry) {
        match &entry.name {
            VCardProperty::Tel if is_fax(entry) => {}
            VCardProperty::Tel => self.put("phone", joined(entry).trim_start_matches("tel:")),
            VCardProperty::Email => self.put("email", joined(entry).trim_start_matches("mailto:")),
            VCardProperty::Categories => {
                for value in &entry.values {
                    each(value, &mut |text| self.put("tags", text));
                }
            }
            VCardProperty::Adr
            | VCardProperty::Title
            | VCardProperty::Role
            | VCardProperty::Bday
            | VCardProperty::Gender
            | VCardProperty::Url
            | VCardProperty::Note => {}
            other => {
                let name = other.as_str().to_ascii_uppercase();
                // Apple's names of phones and the countries of addresses begin so.
                let is_silent = SILENT.contains(&&*name) || name.starts_with("X-AB");
                if !is_silent && !["X-WECHAT", "X-QQ"].contains(&&*name) && says(entry) {
                    self.pass(&name, "");
                }
            }
        }
    }

    /// The one that its card prefers of those that are wanted, or the first. Tells of others that say
    /// something else.
    fn one<'c>(
        &mut self,
        card: &'c VCard,
        wanted: &dyn Fn(&VCardEntry) -> bool,
    ) -> Option<&'c VCardEntry> {
        let all: Vec<&VCardEntry> = all(card, wanted).filter(|entry| says(entry)).collect();
        let best = all.iter().min_by_key(|entry| rank(entry)).copied()?;
        if all.iter().any(|entry| entry.values != best.values) {
            self.pass(&best.name.as_str().to_ascii_uppercase(), " (2)");
        }
        Some(best)
    }
}

fn all<'c>(
    card: &'c VCard,
    wanted: &dyn Fn(&VCardEntry) -> bool,
) -> impl Iterator<Item = &'c VCardEntry> {
    card.entries.iter().filter(|entry| wanted(entry))
}

/// Whether anything stands in an entry.
fn says(entry: &VCardEntry) -> bool {
    entry.values.iter().any(|value| {
        let mut any = false;
        each(value, &mut |text| any |= !text.trim().is_empty());
        any || !matches!(value, VCardValue::Text(_) | VCardValue::Component(_))
    })
}

/// How much an entry is preferred: 1 the most; 101 where the card does not say.
fn rank(entry: &VCardEntry) -> u32 {
    let preferred = |parameter: &calcard::vcard::VCardParameter| match &parameter.value {
        VCardParameterValue::Integer(rank) if parameter.name == VCardParameterName::Pref => {
            Some(*rank)
        }
        VCardParameterValue::Text(text) if parameter.name == VCardParameterName::Pref => {
            Some(text.parse().unwrap_or(1))
        }
        VCardParameterValue::Text(text) if text.eq_ignore_ascii_case("pref") => Some(1),
        VCardParameterValue::Null if parameter.name == VCardParameterName::Pref => Some(1),
        _ => None,
    };
    entry.params.iter().find_map(preferred).unwrap_or(101)
}

/// Hands over the texts of a value.
fn each(value: &VCardValue, take: &mut dyn FnMut(&str)) {
    match value {
        VCardValue::Text(text) => take(text),
        VCardValue::Component(parts) => parts.iter().for_each(|part| take(part)),
        VCardValue::Integer(number) => take(&number.to_string()),
        VCardValue::Float(number) => take(&number.to_string()),
        _ => {}
    }
}

/// All texts of an entry. A comma or semicolon that nobody escaped has cut it; it is put back.
fn joined(entry: &VCardEntry) -> String {
    let mut all = Vec::new();
    for value in &entry.values {
        each(value, &mut |text| all.push(text.to_owned()));
    }
    all.join(",")
}

/// The component at `at` of a structured value.
fn part(entry: &VCardEntry, at: usize) -> String {
    let text = |value: &VCardValue| match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(" "),
        _ => String::new(),
    };
    entry.values.get(at).map(text).unwrap_or_default()
}

/// A structured name as it is said.
fn name(entry: &VCardEntry) -> String {
    let [family, given, middle] = [0, 1, 2].map(|at| part(entry, at));
    if has_han(&given) {
        return whole_name(&family, &(middle + &given));
    }
    whole_name(&family, &[given, middle].join(" "))
}

/// An address as it is written: from the province down in Chinese, the other way elsewhere.
fn address(entry: &VCardEntry) -> String {
    let [postbox, extended, street, city, region, country] =
        [0, 1, 2, 3, 4, 6].map(|at| part(entry, at));
    if [&street, &city, &region].iter().any(|text| has_han(text)) {
        return spaced(&[region, city, street, extended, postbox], "");
    }
    spaced(&[postbox, extended, street, city, region, country], ", ")
}

fn spaced(parts: &[String], between: &str) -> String {
    let parts: Vec<&str> =
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

fn is_fax(entry: &VCardEntry) -> bool {
    entry.params.iter().any(|parameter| match &parameter.value {
        VCardParameterValue::Type(kind) => *kind == VCardType::Fax,
        VCardParameterValue::Text(text) => text.eq_ignore_ascii_case("fax"),
        _ => false,
    })
}

/// A birthday as an ISO date; none for one without its year.
fn day(entry: &VCardEntry) -> Option<String> {
    let text = match entry.values.first() {
        Some(VCardValue::PartialDateTime(date)) => {
            let (year, month, day) = (date.year?, date.month?, date.day?);
            format!("{year:04}-{month:02}-{day:02}")
        }
        Some(VCardValue::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    // Apple writes some year and names it as one that is to be left out.
    let omitted =
        entry.params.iter().find_map(|parameter| match (&parameter.name, &parameter.value) {
            (VCardParameterName::Other(name), value)
                if name.eq_ignore_ascii_case("X-APPLE-OMIT-YEAR") =>
            {
                match value {
                    VCardParameterValue::Text(year) => Some(year.clone()),
                    VCardParameterValue::Integer(year) => Some(year.to_string()),
                    _ => None,
                }
            }
            _ => None,
        });
    let is_omitted = omitted.is_some_and(|year| text.starts_with(&year));
    (!is_omitted && !text.starts_with("--")).then_some(text)
}

fn sex(entry: &VCardEntry) -> &'static str {
    match entry.values.first() {
        Some(VCardValue::Sex(VCardSex::Male)) => "male",
        Some(VCardValue::Sex(VCardSex::Female)) => "female",
        Some(VCardValue::Sex(VCardSex::Other)) => "other",
        _ => "",
    }
}
