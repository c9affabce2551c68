//! What a row looks like: one description for the table, JSON, JSON lines and CSV.

use std::borrow::Cow;

/// A row or a single object of a result. JSON comes from `Serialize` (English keys, ids for
/// option values), the table and CSV from [`View::cells`].
pub trait View: serde::Serialize {
    /// The ids of the columns: the header of CSV as they are, the heading of a table through the
    /// message `column-<id>`. Empty for a row whose columns are known only at run time.
    const COLUMNS: &'static [&'static str] = &[];

    /// One cell for each column, in the order of the columns.
    fn cells(&self) -> Vec<Cell>;
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The ASCII id: CSV header and, without a heading of its own, the id of its message.
    pub id: Cow<'static, str>,
    /// The heading in the language shown, for columns that the policy names.
    pub heading: Option<String>,
}

impl Column {
    /// A column with the heading `column-<id>` of the catalogues.
    pub fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), heading: None }
    }

    /// A column that the policy names, with its heading in the language shown.
    pub fn named(id: impl Into<String>, heading: impl Into<String>) -> Self {
        Self { id: Cow::Owned(id.into()), heading: Some(heading.into()) }
    }
}

/// One cell; the output decides how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text as it is.
    Text(String),
    /// A number, aligned to the right in a table.
    Number(i64),
    /// The message `cell-<id>` in a table, the id itself in CSV.
    Word(&'static str),
    /// An option value of the policy: its name in the language shown in a table, its id in CSV.
    Named {
        /// The ASCII id.
        id: String,
        /// The name in the language shown.
        name: String,
    },
    /// A calendar date, ISO 8601 everywhere.
    Date(jiff::civil::Date),
    /// Milliseconds since 1970: local time to the minute in a table, RFC 3339 in UTC elsewhere.
    Time(i64),
    /// Several of them, with commas between.
    Many(Vec<Cell>),
    /// Values that are JSON objects, named by them: one a line where a record stands upright, an
    /// array in CSV.
    Array(Vec<Cell>),
}

impl Cell {
    /// A text, or nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A text that may be absent.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A count or another number that is not negative.
    pub fn count(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<crate::model::RecordNumber> for Cell {
    fn from(number: crate::model::RecordNumber) -> Self {
        Self::Text(number.to_string())
    }
}
