//! Reading the rows of a table by its header.

use super::country::Abroad;
use super::finding::{Code, Finding};
use super::headers::{Column, Faxes, Headers};
use super::normalise::separates;
use super::validate::day::is_yearless;
use super::validate::email::bracketed;
use super::validate::phone;
use super::{FieldKind, Policy, region};
use crate::model::{FieldId, Fields, Value, has_han, whole_name};

/// The values of a row so far, and what is wrong with it by column.
type Entered<'e> = (&'e mut Vec<(FieldId, Value)>, &'e mut Vec<(usize, Finding)>);

impl Headers {
    /// Reads one row: its values, and what is wrong with it by column (from 0). Cells beyond the
    /// header are passed over.
    pub fn read<T: AsRef<str>>(
        &self,
        policy: &Policy,
        cells: impl IntoIterator<Item = T>,
    ) -> (Fields, Vec<(usize, Finding)>) {
        let (mut values, mut faults) = (Vec::with_capacity(self.columns.len() + 8), Vec::new());
        let mut pieces = [None, None, None];
        let mut sources: Vec<(FieldId, String)> = Vec::new();
        let (mut numbers, mut mobiles) = (Vec::new(), Vec::new());
        let has_country = self.columns.contains(&Column::Country);
        let mut parts = [None, None];
        let (mut country, mut later) = (None, Vec::new());
        for (at, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if self.map.as_ref().is_some_and(|map| map.is_nothing(cell.as_ref())) {
                continue;
            }
            match column {
                Column::Field(field)
                    if *field == policy.known.birth_date && is_yearless(cell.as_ref()) => {}
                // What takes its meaning from another column waits for that.
                Column::Field(field) if is_placed(policy.field(*field).kind) => {
                    later.push((at, *field, cell));
                }
                Column::Instead(field) => later.push((at, *field, cell)),
                Column::Country => country = country.or_else(|| Abroad::of(cell.as_ref())),
                Column::Field(_) if numbers.contains(&at) => {
                    let entered = self.put_fax(policy, cell.as_ref(), &mut values);
                    faults.extend(entered.err().map(|finding| (at, finding)));
                }
                Column::Field(field) => {
                    if has_country && has_bare_mobile(policy.field(*field).kind, cell.as_ref()) {
                        mobiles.push((at, *field));
                    }
                    if *field == policy.known.name
                        && let Some(parts) = bracketed(cell.as_ref())
                    {
                        let fault = self.name_and_address(policy, parts, &mut values);
                        faults.extend(fault.err().map(|finding| (at, finding)));
                        continue;
                    }
                    let mut enter = |cell: &str| {
                        let take = &mut |value| put(policy, &mut values, (*field, value));
                        policy.enter_each(*field, self.word(*field, cell), take)
                    };
                    let between = self.map.as_ref().and_then(|map| map.separator(*field));
                    let entered = match between {
                        Some(between) => cell.as_ref().split(between).try_for_each(enter),
                        None => enter(cell.as_ref()),
                    };
                    faults.extend(entered.err().map(|finding| (at, finding)));
                }
                Column::RegionPiece(piece) => {
                    if let Some(place) = pieces.get_mut(*piece as usize) {
                        *place = Some(cell);
                    }
                }
                Column::Source(field) => match policy.source_named(cell.as_ref()) {
                    Ok(source) => sources.extend(source.map(|source| (*field, source))),
                    Err(finding) => faults.push((at, finding)),
                },
                Column::NamePart(part) => {
                    if let Some(place) = parts.get_mut(*part as usize) {
                        *place = Some(cell);
                    }
                }
                Column::Unknown => {
                    let told = self.faxes.as_ref().and_then(|faxes| faxes.told(at, cell.as_ref()));
                    numbers.extend(told);
                }
                Column::System(_) => {}
            }
        }
        let country = country.as_ref();
        self.read_later(policy, (later, country), (&mut values, &mut faults));
        self.put_together(policy, (&parts, &pieces, country), (&mut values, &mut faults));
        if let Some(country) = country {
            self.read_abroad(policy, (country, &mobiles), (&mut values, &mut faults));
        }
        for (field, value) in &mut values {
            if let Some((_, source)) = sources.iter().find(|(of, _)| of == field) {
                value.stem_from(source);
            }
        }
        (values.into_iter().collect(), faults)
    }

    /// Refuses numbers that would be Chinese only because they name no country, where the row names
    /// another one; `mobiles` are the columns with what looks like a Chinese mobile number.
    fn read_abroad(
        &self,
        policy: &Policy,
        (country, mobiles): (&Abroad, &[(usize, FieldId)]),
        (values, faults): Entered<'_>,
    ) {
        if country.is_elsewhere() {
            let strays = values.iter().filter(|(field, value)| policy.is_stray(*field, value));
            faults.extend(strays.map(|(field, _)| {
                let at = self.first(|column| column.field(policy) == Some(*field));
                (at, Finding::new(*field, Code::PhoneAbroad))
            }));
        }
        if country.writes_as_here() {
            let stray =
                |(at, field): &(usize, FieldId)| (*at, Finding::new(*field, Code::PhoneAbroad));
            faults.extend(mobiles.iter().map(stray));
        }
    }

    /// Takes a number whose label says that it is none to call.
    fn put_fax(
        &self,
        policy: &Policy,
        cell: &str,
        values: &mut Vec<(FieldId, Value)>,
    ) -> Result<(), Finding> {
        let Some(Faxes { field: fax, .. }) = self.faxes else { return Ok(()) };
        policy.enter_each(fax, cell, &mut |value| put(policy, values, (fax, value)))?;
        let several = values.iter().filter(|(field, _)| *field == fax).count() > 1;
        if several && !policy.field(fax).traits.multi {
            return Err(Finding::new(fax, Code::OneValue));
        }
        Ok(())
    }

    /// A name of its parts, and a region of its pieces, where no column has the whole.
    fn put_together<T: AsRef<str>>(
        &self,
        policy: &Policy,
        (parts, pieces, country): (&[Option<T>; 2], &[Option<T>; 3], Option<&Abroad>),
        (values, faults): Entered<'_>,
    ) {
        let name = policy.known.name;
        let [family, given] = parts.each_ref().map(|part| part.as_ref().map_or("", T::as_ref));
        let full = whole_name(family, given);
        if !full.is_empty() && values.iter().all(|(id, _)| *id != name) {
            let take = &mut |value| values.push((name, value));
            if let Err(finding) = policy.enter_each(name, &full, take) {
                faults.push((self.first(|column| matches!(column, Column::NamePart(_))), finding));
            }
        }
        let field = policy.known.region;
        let region =
            joined(pieces.each_ref().map(|piece| piece.as_ref().map_or("", |p| p.as_ref().trim())));
        let region = match country {
            Some(country) => country.region(&region),
            None => region,
        };
        if region.is_empty() {
            return;
        }
        let at = self.first(|column| matches!(column, Column::RegionPiece(_)));
        if let Some((_, whole)) = values.iter_mut().find(|(id, _)| *id == field) {
            // What no table has, or several divisions are called, says more behind its province.
            if country.is_none() && region::code(&whole.text).is_none() {
                let head = region.trim_end_matches(['省', '市', '区']);
                if !head.is_empty() && !whole.text.starts_with(head) {
                    let all = joined([&region, &whole.text, ""]);
                    let entered = policy.normalise_each(field, &all, &mut |value| *whole = value);
                    faults.extend(entered.err().map(|finding| (at, finding)));
                }
                return;
            }
            // A division abroad is text, and narrows nothing.
            let narrowed = match country {
                Some(_) => Ok(None),
                None => region::narrowed(&whole.text, &region),
            };
            match narrowed {
                Ok(Some(text)) => {
                    let original = whole.original.take();
                    whole.original = original.or_else(|| Some(whole.text.clone()));
                    whole.text = text;
                }
                Ok(None) => {}
                Err(region::Elsewhere) => {
                    faults.push((at, Finding::new(field, Code::RegionPieces)));
                }
            }
            return;
        }
        let take = &mut |value| values.push((field, value));
        let entered = policy.normalise_each(field, &region, take);
        faults.extend(entered.err().map(|finding| (at, finding)));
    }

    /// Reads the cells that take their meaning from others.
    fn read_later<T: AsRef<str>>(
        &self,
        policy: &Policy,
        (cells, country): (Vec<(usize, FieldId, T)>, Option<&Abroad>),
        (values, faults): Entered<'_>,
    ) {
        for (at, field, cell) in cells {
            let instead = self.columns.get(at) == Some(&Column::Instead(field));
            if instead && values.iter().any(|(before, _)| *before == field) {
                continue;
            }
            let cell = self.word(field, cell.as_ref()).trim();
            let text = match (country, policy.field(field).kind) {
                (Some(country), FieldKind::Postcode) => country.postcode(cell),
                (Some(country), FieldKind::Region) => Ok(country.region(cell)),
                _ => Ok(cell.to_owned()),
            };
            let take = &mut |value| put(policy, values, (field, value));
            let entered = text.map_err(|code| Finding::new(field, code));
            let entered = entered.and_then(|text| policy.enter_each(field, &text, take));
            faults.extend(entered.err().map(|finding| (at, finding)));
        }
    }

    /// 张伟<zhang@example.com> in the column of names says two things, if there is a column for the
    /// other one.
    fn name_and_address(
        &self,
        policy: &Policy,
        (name, address): (&str, &str),
        values: &mut Vec<(FieldId, Value)>,
    ) -> Result<(), Finding> {
        let known = policy.known();
        if !self.columns.contains(&Column::Field(known.email)) {
            return Err(Finding::new(known.name, Code::NameWithAddress));
        }
        for (field, text) in [(known.name, name), (known.email, address)] {
            policy.enter_each(field, text, &mut |value| put(policy, values, (field, value)))?;
        }
        Ok(())
    }

    fn first(&self, wanted: impl Fn(&Column) -> bool) -> usize {
        self.columns.iter().position(wanted).unwrap_or_default()
    }

    /// What the file's word for a choice is called here.
    fn word<'t>(&'t self, field: FieldId, text: &'t str) -> &'t str {
        let mapped = self.map.as_ref().and_then(|map| map.value(field, text));
        mapped.unwrap_or(text)
    }
}

/// Whether a value in the cell is nothing but what looks like a Chinese mobile number.
fn has_bare_mobile(kind: FieldKind, cell: &str) -> bool {
    let is_it = |piece: &str| phone::is_mobile(piece.trim());
    kind == FieldKind::Phone && cell.split(|c| separates(kind, c)).any(is_it)
}

/// Whether values of this kind mean what they mean in their country.
const fn is_placed(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Postcode | FieldKind::Region)
}

/// Adds a value, unless another column has said it. The same may happen twice on one day.
fn put(policy: &Policy, values: &mut Vec<(FieldId, Value)>, (field, value): (FieldId, Value)) {
    let happens = policy.field(field).kind == FieldKind::Event;
    if happens || values.iter().all(|(before, kept)| *before != field || kept.text != value.text) {
        values.push((field, value));
    }
}

/// Province, city and district in one; a city that repeats its province (上海市 上海市) is left out, but
/// for the one province that has a city of its name.
/// What is not written in Han characters has a comma between.
fn joined([province, city, district]: [&str; 3]) -> String {
    let city = if city == province && city != "吉林" { "" } else { city };
    let mut whole = String::new();
    for piece in [province, city, district].into_iter().filter(|piece| !piece.is_empty()) {
        if !whole.is_empty() && !has_han(&whole) && !has_han(piece) {
            whole.push_str(", ");
        }
        whole.push_str(piece);
    }
    whole
}
