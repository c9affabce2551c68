//! Address books: vCards 2.1, 3.0 and 4.0 as batches of rows.
//!
//! A row names its values as one of JSON lines does, in the ids of the built-in policy. A card is cut
//! out of the file by its first and last line, because the parser takes a card that is cut short
//! for a whole one.

use std::io::Read;

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterValue, VCardProperty, VCardSex, VCardType,
    VCardValue,
};

use super::RowBatch;
use super::csv_read::BATCH_BYTES;
use super::decode::Decoder;
use super::rows_error::RowsError;
use super::text_source::{TextSource, line_length};
use crate::model::{has_han, whole_name};

/// The first line of a card.
const BEGIN: &str = "BEGIN:VCARD";
/// The last one.
const END: &str = "END:VCARD";

/// Reads vCards from `R`, in any supported encoding.
pub struct Cards<R> {
    text: TextSource<R>,
}

/// Whether a file that begins with `text` is an address book.
pub(super) fn begins(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.trim().eq_ignore_ascii_case(BEGIN)
}

impl<R: Read> Cards<R> {
    /// Goes on with `source`, of which `text` has been read.
    pub(super) fn over(source: Decoder<R>, text: String, limit: usize) -> Self {
        Self { text: TextSource::over(source, text, limit) }
    }

    /// The name of the file's encoding.
    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    /// Puts the next rows into `batch`, in the place of those it has. Says whether there are any;
    /// none is the end.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        batch.clear_unruled();
        while batch.len() < rows && batch.bytes() < BATCH_BYTES {
            let rest = self.text.rest();
            let blank = rest.len() - rest.trim_start().len();
            self.text.advance(blank);
            if self.text.rest().is_empty() {
                if self.text.ended() {
                    break;
                }
                self.text.read_more()?;
                continue;
            }
            let length = self.card()?;
            let card = self.text.rest().get(..length).unwrap_or_default();
            let cells = cells(card);
            batch.push_cells(self.text.line(), card, &cells);
            self.text.advance(length);
        }
        Ok(!batch.is_empty())
    }

    /// The length of the card that the rest begins with.
    fn card(&mut self) -> Result<usize, RowsError> {
        let (mut at, mut open) = (0, 0_u32);
        loop {
            let rest = self.text.rest();
            let Some(length) = line_length(rest.get(at..).unwrap_or_default(), self.text.ended())
            else {
                if self.text.ended() {
                    return Err(RowsError::Card { line: self.text.line() });
                }
                self.text.read_more()?;
                continue;
            };
            let line = rest.get(at..at + length).unwrap_or_default().trim();
            at += length;
            // An agent of vCard 2.1 is a card inside a card.
            if line.eq_ignore_ascii_case(BEGIN) {
                open += 1;
            } else if open == 0 {
                return Err(RowsError::Card { line: self.text.line() });
            } else if line.eq_ignore_ascii_case(END) {
                open -= 1;
                if open == 0 {
                    return Ok(at);
                }
            }
        }
    }
}

/// The cells of a card: three for each value; one for what the parser takes for none.
fn cells(card: &str) -> Vec<String> {
    let Ok(card) = VCard::parse(card) else { return vec![String::new()] };
    let mut cells = Vec::new();
    let mut put = |name: &str, text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            cells.extend([name.to_owned(), String::new(), text.to_owned()]);
        }
    };
    let full = first(&card, &VCardProperty::Fn).map(joined).unwrap_or_default();
    let composed = first(&card, &VCardProperty::N).map(name).unwrap_or_default();
    let organisation = first(&card, &VCardProperty::Org).map(|entry| part(entry, 0));
    let is = |kind: &VCardKind| {
        let is_it = |entry: &VCardEntry| matches!(entry.values.first(), Some(VCardValue::Kind(k)) if k == kind);
        card.entries.iter().any(is_it)
    };
    let (is_organisation, is_person) = (is(&VCardKind::Org), is(&VCardKind::Individual));
    let name = if full.is_empty() { composed } else { full };
    // Address books call a firm by the name of its card.
    let is_same = organisation.as_ref() == Some(&name) && !is_person;
    if is_organisation || is_same {
        put("kind", "organisation");
    } else if is_person {
        put("kind", "person");
    }
    let is_unnamed = organisation.as_ref().is_none_or(|text| text.trim().is_empty());
    if !(is_same || is_organisation && is_unnamed) {
        put("name", &name);
    }
    put(
        "company",
        &organisation
            .filter(|text| !text.trim().is_empty())
            .unwrap_or_else(|| if is_organisation { name.clone() } else { String::new() }),
    );
    for entry in &card.entries {
        match &entry.name {
            VCardProperty::Tel => {
                let field = if is_fax(entry) { "fax" } else { "phone" };
                put(field, joined(entry).trim_start_matches("tel:"));
            }
            VCardProperty::Email => put("email", joined(entry).trim_start_matches("mailto:")),
            VCardProperty::Adr => {
                put("address", &address(entry));
                put("postcode", &part(entry, 5));
            }
            VCardProperty::Title => put("position", &joined(entry)),
            VCardProperty::Role => put("occupation", &joined(entry)),
            VCardProperty::Bday => put("birth_date", &day(entry)),
            VCardProperty::Gender => put("gender", sex(entry)),
            VCardProperty::Url => put("website", &joined(entry)),
            VCardProperty::Note => put("notes", &joined(entry)),
            VCardProperty::Categories => {
                for value in &entry.values {
                    each(value, &mut |text| put("tags", text));
                }
            }
            VCardProperty::Other(name) if name.eq_ignore_ascii_case("X-WECHAT") => {
                put("wechat", &joined(entry));
            }
            VCardProperty::Other(name) if name.eq_ignore_ascii_case("X-QQ") => {
                put("qq", &joined(entry));
            }
            _ => {}
        }
    }
    cells
}

fn first<'c>(card: &'c VCard, name: &VCardProperty) -> Option<&'c VCardEntry> {
    card.entries.iter().find(|entry| entry.name == *name)
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

/// A birthday as an ISO date; one without its year is none.
fn day(entry: &VCardEntry) -> String {
    match entry.values.first() {
        Some(VCardValue::PartialDateTime(date)) => match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            _ => String::new(),
        },
        Some(VCardValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

fn sex(entry: &VCardEntry) -> &'static str {
    match entry.values.first() {
        Some(VCardValue::Sex(VCardSex::Male)) => "male",
        Some(VCardValue::Sex(VCardSex::Female)) => "female",
        Some(VCardValue::Sex(VCardSex::Other)) => "other",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Form, Rows, RowsOptions};
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, RowsError> {
        let mut rows = Rows::open(bytes, RowsOptions::default())?;
        assert_eq!(rows.form(), Form::Cards);
        let (mut batch, mut all) = (RowBatch::new(), Vec::new());
        while rows.read_batch(&mut batch, 2)? {
            for row in batch.records() {
                let cells: Vec<&str> = row.cells.unwrap().iter().collect();
                let (values, rest) = cells.as_chunks::<3>();
                assert!(rest.is_empty());
                let values = values.iter().map(|[name, _, text]| format!("{name}={text}"));
                all.push((row.line, values.collect()));
            }
        }
        Ok(all)
    }

    #[test]
    fn the_three_versions_are_read() {
        let two = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:\
                   =E5=BC=A0;=E4=BC=9F;;;\r\nTEL;CELL:138-0000-0013\r\nTEL;WORK;FAX:010-66666666\r\n\
                   END:VCARD\r\n";
        let three = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Example\nN:Example;Anna;;;\n\
                     EMAIL;TYPE=INTERNET:anna@example.com\nEMAIL:a@example.org\n\
                     ADR;TYPE=WORK:;;1 High Street;Leeds;;LS1 1AA;UK\nBDAY:1990-01-31\n\
                     CATEGORIES:expo,press\nNOTE:a\\nb\\, c\nEND:VCARD\n\n";
        let four = "begin:vcard\nVERSION:4.0\nKIND:org\nFN:示例公司\nORG:示例公司\n\
                    ADR:;;世纪大道1号;上海市;;200120;中国\nTEL;VALUE=uri:tel:+86-21-66666666\n\
                    X-WECHAT:wx-1\nend:vcard";
        let rows = read([two, three, four].concat().as_bytes()).unwrap();
        let expected = [
            (1, "name=张伟|phone=138-0000-0013|fax=010-66666666"),
            (
                7,
                "name=Anna Example|email=anna@example.com|email=a@example.org|\
                 address=1 High Street, Leeds, UK|postcode=LS1 1AA|birth_date=1990-01-31|\
                 tags=expo|tags=press|notes=a\nb, c",
            ),
            (
                19,
                "kind=organisation|company=示例公司|address=上海市世纪大道1号|postcode=200120|\
                 phone=+86-21-66666666|wechat=wx-1",
            ),
        ];
        let rows: Vec<_> = rows.iter().map(|(line, row)| (*line, row.join("|"))).collect();
        assert_eq!(rows, expected.map(|(line, row)| (line, row.to_owned())));
    }

    #[test]
    fn a_card_that_is_cut_short_is_refused_with_its_line() {
        for (text, at) in [
            ("BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\n", 4),
            ("BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n", 1),
            ("BEGIN:VCARD\nEND:VCARD\nFN:b\n", 3),
        ] {
            let result = read(text.as_bytes());
            assert!(matches!(result, Err(RowsError::Card { line }) if line == at), "{text}");
        }
    }

    #[test]
    fn a_card_without_end_does_not_fill_the_memory() {
        for line in [&b"NOTE:x\n"[..], b"x"] {
            let endless = line.repeat(9 << 20);
            let result = read(&[b"BEGIN:VCARD\n", &*endless].concat());
            assert!(matches!(result, Err(RowsError::RowTooLong { line: 1, .. })));
        }
    }
}
