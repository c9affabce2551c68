//! The header row of a table: which column holds which field, and reading rows by it.

use super::Policy;
use super::column_map::{ColumnMap, heading};
use super::finding::{Code, Finding};
use super::validate::day::is_yearless;
use super::validate::email::bracketed;
use crate::model::{FieldId, Fields, Value, whole_name};

/// What each column of a table holds.
#[derive(Clone, Debug)]
pub struct Headers {
    columns: Vec<Column>,
    /// What choices are called in the file.
    map: Option<ColumnMap>,
}

/// What one column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A field.
    Field(FieldId),
    /// One piece of the region; pieces are joined from the province down.
    RegionPiece(Piece),
    /// Where the values of a field in the same row came from.
    Source(FieldId),
    /// One part of a name; the parts are put together.
    NamePart(NamePart),
    /// A field that only the program sets; the column is passed over.
    System(FieldId),
    /// No field has this name; the column is passed over.
    Unknown,
}

/// Which piece of a region a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// 省.
    Province,
    /// 市.
    City,
    /// 区, 县.
    District,
}

/// Which part of a name a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    /// 姓.
    Family,
    /// 名.
    Given,
}

/// Why a header row cannot be used. Columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Two columns hold a field that has one value.
    #[error("two columns hold one field")]
    Twice {
        /// The field.
        field: FieldId,
        /// The two columns.
        columns: [usize; 2],
    },
    /// No column holds a field.
    #[error("no column has the name of a field")]
    NoneKnown,
}

/// Names of columns that hold a piece of the region, folded.
const PIECES: [(&str, Piece); 12] = [
    ("省", Piece::Province),
    ("省份", Piece::Province),
    ("province", Piece::Province),
    ("stateprovince", Piece::Province),
    ("市", Piece::City),
    ("城市", Piece::City),
    ("city", Piece::City),
    ("区", Piece::District),
    ("县", Piece::District),
    ("区县", Piece::District),
    ("district", Piece::District),
    ("county", Piece::District),
];

impl Policy {
    /// Maps the names of a header row to fields, whatever their language, case, width and blanks.
    pub fn headers<T: AsRef<str>>(&self, names: &[T]) -> Result<Headers, HeaderError> {
        self.headers_by(names, None)
    }

    /// The same; what the map says comes first.
    pub fn headers_by<T: AsRef<str>>(
        &self,
        names: &[T],
        map: Option<&ColumnMap>,
    ) -> Result<Headers, HeaderError> {
        let column = |name: &T| {
            let mapped = map.and_then(|map| map.column(name.as_ref()));
            mapped.unwrap_or_else(|| self.column(name.as_ref()))
        };
        let mut columns: Vec<_> = names.iter().map(column).collect();
        for (at, name) in names.iter().enumerate() {
            let Some(otherwise) = map.and_then(|map| map.otherwise(name.as_ref())) else {
                continue;
            };
            let is_it = |(other, column): (usize, &Column)| other != at && *column == otherwise;
            let is_there = columns.iter().enumerate().any(is_it);
            if let Some(column) = columns.get_mut(at) {
                *column = if is_there { Column::Unknown } else { otherwise };
            }
        }
        for (at, column) in columns.iter().enumerate() {
            let field = match *column {
                Column::Field(field) if !self.field(field).traits.multi => field,
                Column::RegionPiece(_) => self.known.region,
                Column::NamePart(_) => self.known.name,
                _ => continue,
            };
            if let Some(before) = columns.iter().take(at).position(|other| other == column) {
                return Err(HeaderError::Twice { field, columns: [before, at] });
            }
        }
        if columns.iter().any(|column| column.field(self).is_some()) {
            Ok(Headers { columns, map: map.cloned() })
        } else {
            Err(HeaderError::NoneKnown)
        }
    }

    /// The field that a column of this name holds, where only the program sets it.
    pub fn system_column(&self, name: &str, map: Option<&ColumnMap>) -> Option<FieldId> {
        let mapped = map.and_then(|map| map.column(name));
        match mapped.unwrap_or_else(|| self.column(name)) {
            Column::System(field) => Some(field),
            _ => None,
        }
    }

    /// Whether a column of this name holds something that is known.
    pub fn names_field(&self, name: &str, map: Option<&ColumnMap>) -> bool {
        let otherwise = map.and_then(|map| map.otherwise(name));
        let mapped = otherwise.or_else(|| map.and_then(|map| map.column(name)));
        mapped.unwrap_or_else(|| self.column(name)) != Column::Unknown
    }

    fn column(&self, name: &str) -> Column {
        let folded = heading(name);
        if let Some(piece) = piece(&folded) {
            return Column::RegionPiece(piece);
        }
        match self.names.get(&folded).copied() {
            Some(field) if self.field(field).traits.system => Column::System(field),
            Some(field) => Column::Field(field),
            None => self.sourced_by(name).map_or(Column::Unknown, Column::Source),
        }
    }
}

/// The piece of a region that a folded name names.
pub(super) fn piece(folded: &str) -> Option<Piece> {
    PIECES.iter().find(|(known, _)| *known == folded).map(|(_, piece)| *piece)
}

impl Headers {
    /// What each column holds, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns (from 0) that no field has the name of.
    pub fn unknown(&self) -> impl Iterator<Item = usize> {
        let unknown = |(at, column): (usize, &Column)| (*column == Column::Unknown).then_some(at);
        self.columns.iter().enumerate().filter_map(unknown)
    }

    /// The fields that have a column, each once.
    pub fn fields(&self, policy: &Policy) -> Vec<FieldId> {
        let mut fields: Vec<_> = self.columns.iter().filter_map(|c| c.field(policy)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

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
        let mut parts = [None, None];
        for (at, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if self.map.as_ref().is_some_and(|map| map.is_nothing(cell.as_ref())) {
                continue;
            }
            match column {
                Column::Field(field)
                    if *field == policy.known.birth_date && is_yearless(cell.as_ref()) => {}
                Column::Field(field) => {
                    if *field == policy.known.name
                        && let Some(parts) = bracketed(cell.as_ref())
                    {
                        let fault = self.name_and_address(policy, parts, &mut values);
                        faults.extend(fault.err().map(|finding| (at, finding)));
                        continue;
                    }
                    let mut enter = |cell: &str| {
                        let take = &mut |value| put(&mut values, (*field, value));
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
                Column::System(_) | Column::Unknown => {}
            }
        }
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
        if !region.is_empty() && values.iter().all(|(id, _)| *id != field) {
            let take = &mut |value| values.push((field, value));
            if let Err(finding) = policy.normalise_each(field, &region, take) {
                faults
                    .push((self.first(|column| matches!(column, Column::RegionPiece(_))), finding));
            }
        }
        for (field, value) in &mut values {
            if let Some((_, source)) = sources.iter().find(|(of, _)| of == field) {
                value.stem_from(source);
            }
        }
        (values.into_iter().collect(), faults)
    }

    /// The columns (from 0) in which a row has a birthday without its year: no day, but nothing wrong
    /// either. They are passed over.
    pub fn yearless<T: AsRef<str>>(
        &self,
        policy: &Policy,
        cells: impl IntoIterator<Item = T>,
    ) -> Vec<usize> {
        let birthday = Column::Field(policy.known.birth_date);
        if !self.columns.contains(&birthday) {
            return Vec::new();
        }
        let cells = self.columns.iter().zip(cells).enumerate();
        let is_it = |column: &Column, cell: &T| *column == birthday && is_yearless(cell.as_ref());
        cells.filter(|(_, (column, cell))| is_it(column, cell)).map(|(at, _)| at).collect()
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
            policy.enter_each(field, text, &mut |value| put(values, (field, value)))?;
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

impl Column {
    /// The field it holds.
    pub fn field(self, policy: &Policy) -> Option<FieldId> {
        match self {
            Self::Field(field) => Some(field),
            Self::RegionPiece(_) => Some(policy.known.region),
            Self::NamePart(_) => Some(policy.known.name),
            Self::Source(_) | Self::System(_) | Self::Unknown => None,
        }
    }
}

/// Adds a value, unless another column has said it.
fn put(values: &mut Vec<(FieldId, Value)>, (field, value): (FieldId, Value)) {
    if values.iter().all(|(before, kept)| *before != field || kept.text != value.text) {
        values.push((field, value));
    }
}

/// Province, city and district in one; a city that repeats its province (上海市 上海市) is left out.
fn joined([province, city, district]: [&str; 3]) -> String {
    let city = if city == province { "" } else { city };
    [province, city, district].concat()
}

/// A row lacks something it must have, told where no column is to blame.
impl Finding {
    /// The finding that `field` is required and empty.
    pub const fn missing(field: FieldId) -> Self {
        Self::new(field, Code::Missing)
    }
}
