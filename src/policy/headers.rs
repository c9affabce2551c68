//! The header row of a table: which column holds which field.

use super::column_map::{ColumnMap, heading};
use super::finding::{Code, Finding};
use super::validate::day::is_yearless;
use super::{FieldKind, Policy};
use crate::model::FieldId;

/// What each column of a table holds.
#[derive(Clone, Debug)]
pub struct Headers {
    pub(super) columns: Vec<Column>,
    /// Whether what a column of countries says is of use here.
    placed: bool,
    /// Where rows tell by a label that a number is none to call.
    pub(super) faxes: Option<Faxes>,
    /// What choices are called in the file.
    pub(super) map: Option<ColumnMap>,
}

/// Numbers that a label in the same row tells to be those of faxes.
#[derive(Clone, Debug)]
pub(super) struct Faxes {
    /// The field that they go to.
    pub(super) field: FieldId,
    /// The columns with labels, and those with their numbers.
    labels: Vec<(usize, usize)>,
}

impl Faxes {
    /// The column of the number that a `label` in column `at` tells to be that of a fax.
    pub(super) fn told(&self, at: usize, label: &str) -> Option<usize> {
        let (_, number) = self.labels.iter().find(|(of, _)| *of == at)?;
        // Work Fax, homeFax; no Halifax.
        let is_fax = |word: &str| {
            let kind = word.len().checked_sub(3).and_then(|at| word.split_at_checked(at));
            kind.is_some_and(|(kind, fax)| {
                let kinds = ["", "work", "home", "other", "main", "business"];
                fax.eq_ignore_ascii_case("fax")
                    && kinds.iter().any(|known| kind.eq_ignore_ascii_case(known))
            })
        };
        let han = label.contains("传真") || label.contains("傳真");
        (han || label.split(|c: char| !c.is_alphanumeric()).any(is_fax)).then_some(*number)
    }
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
    /// A field, in the rows in which its own column says nothing.
    Instead(FieldId),
    /// The country of the address: it tells what postcode, region and telephone
    /// numbers are, and is passed over.
    Country,
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

/// Names of columns that hold the country of the address, folded.
const COUNTRIES: [&str; 12] = [
    "country",
    "countryregion",
    "country/region",
    "countrycode",
    "mailingcountry",
    "billingcountry",
    "addresscountry",
    "国家",
    "国别",
    "国家或地区",
    "国家地区",
    "国家/地区",
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
        let has_address = columns.iter().any(|column| self.is_of_address(*column));
        for (at, name) in names.iter().enumerate() {
            let Some(otherwise) = map.and_then(|map| map.otherwise(name.as_ref())) else {
                continue;
            };
            let is_it = |(other, column): (usize, &Column)| other != at && *column == otherwise;
            let is_there = columns.iter().enumerate().any(is_it);
            if let Some(column) = columns.get_mut(at) {
                *column = match otherwise {
                    // An address is taken whole: no city of one with the street of another.
                    of_address if has_address && self.is_of_address(of_address) => Column::Unknown,
                    Column::Field(field) if is_there => Column::Instead(field),
                    _ if is_there => Column::Unknown,
                    otherwise => otherwise,
                };
            }
        }
        // The address has one country: that which the map says.
        let of_map = |name: &T| map.and_then(|map| map.column(name.as_ref()));
        if names.iter().any(|name| of_map(name) == Some(Column::Country)) {
            for (column, name) in columns.iter_mut().zip(names) {
                if *column == Column::Country && of_map(name).is_none() {
                    *column = Column::Unknown;
                }
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
            let is_placed = |column: &Column| match *column {
                Column::Field(field) | Column::Instead(field) => {
                    let kind = &self.field(field).kind;
                    matches!(kind, FieldKind::Postcode | FieldKind::Region | FieldKind::Phone)
                }
                column => matches!(column, Column::RegionPiece(_)),
            };
            let placed = columns.iter().any(is_placed);
            // Where the policy has no place for faxes, all numbers stay telephones.
            let labels = labels(names, map);
            let faxes = self.id("fax").filter(|_| !labels.is_empty());
            let faxes = faxes.map(|field| Faxes { field, labels });
            Ok(Headers { columns, placed, faxes, map: map.cloned() })
        } else {
            Err(HeaderError::NoneKnown)
        }
    }

    /// Whether a column holds some of an address.
    fn is_of_address(&self, column: Column) -> bool {
        match column {
            Column::Field(field) => {
                matches!(self.field(field).kind, FieldKind::Postcode | FieldKind::Region)
                    || self.id("address") == Some(field)
            }
            column => matches!(column, Column::RegionPiece(_)),
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
        !mapped.unwrap_or_else(|| self.column(name)).is_passed_over()
    }

    fn column(&self, name: &str) -> Column {
        let folded = heading(name);
        if let Some(piece) = piece(&folded) {
            return Column::RegionPiece(piece);
        }
        match self.names.get(&folded).copied() {
            Some(field) if self.field(field).traits.system => Column::System(field),
            Some(field) => Column::Field(field),
            None if is_country(&folded) => Column::Country,
            None => self.sourced_by(name).map_or(Column::Unknown, Column::Source),
        }
    }
}

/// The columns that say of what kind the number in another one is, and that column.
fn labels<T: AsRef<str>>(names: &[T], map: Option<&ColumnMap>) -> Vec<(usize, usize)> {
    let place = |wanted: &str| names.iter().position(|name| heading(name.as_ref()) == wanted);
    let of = |(at, name): (usize, &T)| Some((at, place(map?.labelled(name.as_ref())?)?));
    names.iter().enumerate().filter_map(of).collect()
}

/// The piece of a region that a folded name names.
pub(super) fn piece(folded: &str) -> Option<Piece> {
    PIECES.iter().find(|(known, _)| *known == folded).map(|(_, piece)| *piece)
}

/// Whether a folded name is that of a column with countries.
pub(super) fn is_country(folded: &str) -> bool {
    COUNTRIES.contains(&folded)
}

impl Headers {
    /// What each column holds, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns (from 0) that are passed over, as no field has their name.
    pub fn unknown(&self) -> impl Iterator<Item = usize> {
        let unknown = |(at, column): (usize, &Column)| self.is_unknown(*column).then_some(at);
        self.columns.iter().enumerate().filter_map(unknown)
    }

    /// Whether what such a column says is of no use.
    pub fn is_unknown(&self, column: Column) -> bool {
        column.is_passed_over() && !(self.placed && column == Column::Country)
    }

    /// The text of a cell of column `at` (from 0) without the apostrophe, or the formula `="138…"`, by
    /// which spreadsheets mark numbers as text, where its field has values that never begin with one.
    pub fn unmarked<'c>(&self, policy: &Policy, at: usize, cell: &'c str) -> &'c str {
        let Some(Column::Field(field) | Column::Instead(field)) = self.columns.get(at) else {
            return cell;
        };
        let kind = policy.field(*field).kind;
        if kind == FieldKind::Email {
            // Mail programs put one behind, too.
            let bare = cell.strip_prefix('\'').map(|rest| rest.strip_suffix('\'').unwrap_or(rest));
            return bare.unwrap_or(cell);
        }
        let marked = cell.strip_prefix('\'');
        let formula = || cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        let bare = marked
            .or_else(formula)
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && kind.is_of_digits());
        bare.unwrap_or(cell)
    }

    /// The fields that have a column, each once.
    pub fn fields(&self, policy: &Policy) -> Vec<FieldId> {
        let mut fields: Vec<_> = self.columns.iter().filter_map(|c| c.field(policy)).collect();
        fields.extend(self.faxes.as_ref().map(|faxes| faxes.field));
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Whether rows say something of `field` by a label only, so that a row without one says nothing.
    pub fn is_by_label(&self, field: FieldId) -> bool {
        self.faxes.as_ref().is_some_and(|faxes| faxes.field == field)
            && !self.columns.contains(&Column::Field(field))
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
}

impl Column {
    /// The field it holds.
    pub fn field(self, policy: &Policy) -> Option<FieldId> {
        match self {
            Self::Field(field) | Self::Instead(field) => Some(field),
            Self::RegionPiece(_) => Some(policy.known.region),
            Self::NamePart(_) => Some(policy.known.name),
            Self::Source(_) | Self::System(_) | Self::Country | Self::Unknown => None,
        }
    }

    /// Whether it is passed over, as no field has its name.
    pub const fn is_passed_over(&self) -> bool {
        matches!(self, Self::Country | Self::Unknown)
    }
}

/// A row lacks something it must have, told where no column is to blame.
impl Finding {
    /// The finding that `field` is required and empty.
    pub const fn missing(field: FieldId) -> Self {
        Self::new(field, Code::Missing)
    }
}
