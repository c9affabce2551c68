//! Records as rows of a file, rendered bucket by bucket by the threads that open them.

use std::borrow::Cow;

use super::beside::Beside;
use super::bucket::{Bucket, Opener};
use super::card::Card;
use super::cover::Lens;
use super::error::{Error, Place, Result};
use super::export::{ExportColumn, Form};
use super::opened::{Buffers, FromSegments, Opened};
use super::pseudonym::Pseudonyms;
use super::typed;
use crate::model::{Consent, FieldId, Level, Part, RecordNumber, Sealed};
use crate::policy::{CONTACTS, FieldKind, Policy, SHARE_COLUMNS, SOURCES};
use crate::store::{BucketRow, Parts, Store};
use crate::transfer::{CsvStyle, CsvWriter, JsonFields, JsonValue, XlsxRows, html_row};

/// From this many records of a bucket on it is quicker to go through all of it.
const MANY: usize = 16;

/// So many rows of each bucket are measured for the widths of columns.
const MEASURED: usize = 64;

/// The rows of one bucket.
pub(super) struct Rendered {
    pub(super) bytes: Vec<u8>,
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
    /// How wide the columns of a workbook are.
    pub(super) widths: Vec<usize>,
    pub(super) held: u64,
}

/// How records become text.
pub(super) struct Sheet<'a> {
    pub(super) policy: &'a Policy,
    pub(super) columns: &'a [ExportColumn],
    pub(super) form: Form,
    pub(super) lens: &'a Lens,
    /// The vault by which cards name records.
    pub(super) vault: &'a str,
    /// What stands for values that identify, if they must not leave.
    pub(super) pseudonyms: Option<&'a Pseudonyms<'a>>,
    /// The number of the share (水印), which stands behind everything else of each record.
    pub(super) mark: Option<&'a str>,
    /// To whom the share goes.
    pub(super) recipient: Option<&'a str>,
    /// What is told beside values.
    pub(super) beside: Beside,
    /// Whether values of level 1 have their masks on, with which no import takes them.
    pub(super) masked: bool,
}

impl Sheet<'_> {
    /// What the columns are called.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.columns.iter().map(|column| self.name(*column));
        let [id, chinese] = SHARE_COLUMNS;
        names.chain(self.mark.map(|_| if self.form.is_chinese() { chinese } else { id }))
    }

    /// What a column is called.
    pub(super) fn name(&self, column: ExportColumn) -> &str {
        match (column, self.form.is_chinese()) {
            (ExportColumn::Number, true) => "编号",
            (ExportColumn::Number, false) => "number",
            (ExportColumn::Field(id), true) => self.policy.field(id).label_zh.as_str(),
            (ExportColumn::Field(id), false) => self.policy.field(id).id.as_str(),
        }
    }

    /// Renders the records `group` of a bucket.
    pub(super) fn render(
        &self,
        (store, opener): (&Store, &Opener<'_>),
        (row, bucket): (&BucketRow, &Bucket),
        group: &[RecordNumber],
        parts: &[Part],
    ) -> Result<Rendered> {
        let mut segments = FromSegments::default();
        let mut from_rows = Vec::new();
        for part in parts {
            let packed = group.len() > MANY && self.is_searchable(opener, *part);
            if !(packed && segments.take(store, opener, (row, &bucket.key), *part)?) {
                from_rows.push(*part);
            }
        }
        let bodies = segments.bodies(opener);
        let size = group.len() * 400;
        let mut rows = match self.form {
            Form::Csv { style, .. } => {
                let style = CsvStyle { bom: false, ..style };
                Rows::Csv(CsvWriter::new(Vec::with_capacity(size), style))
            }
            Form::Xlsx { .. } => {
                let columns = self.columns.len() + usize::from(self.mark.is_some());
                Rows::Book(XlsxRows::with_capacity(2 * size), vec![0; columns])
            }
            _ => Rows::Text(Vec::with_capacity(size)),
        };
        let mut ends = Vec::with_capacity(group.len());
        let (mut held, mut buffers) = (0, Buffers::default());
        let mut wanted = group.iter().copied().peekable();
        let mut one = |number: RecordNumber, row: Parts<'_>| -> Result<()> {
            if wanted.next_if_eq(&number).is_none() {
                return Ok(());
            }
            let entry = bucket.entry(number).ok_or(Error::Destroyed(number))?;
            let mut record = Opened::open(&mut buffers, opener, entry, (number, row), &from_rows)?;
            record.add(opener, &bodies);
            let stays = self.withholds(&record);
            held += u64::from(stays);
            let told = self.pseudonyms.map(|all| all.values(&record, self.columns));
            let told = told.as_ref().map(|values| Opened::of(number, values));
            let masks = self.masks(&record);
            let masked =
                masks.as_ref().map(|all| record.masked(&|field| self.is_secret(field), all));
            let record = told.as_ref().or(masked.as_ref()).unwrap_or(&record);
            self.row(&mut rows, record, (stays, ends.len() < MEASURED))?;
            ends.push(rows.size());
            Ok(())
        };
        if from_rows.is_empty() {
            for number in group {
                one(*number, [&[]; 4])?;
            }
        } else if group.len() > MANY {
            store.each_record_of(bucket.id, &mut one)?;
        } else {
            for number in group {
                let row = bucket.row(store, *number)?;
                one(*number, row.parts.each_ref().map(Sealed::as_bytes))?;
            }
        }
        if let Some(missing) = wanted.next() {
            return Err(Error::damaged(
                Place::new("records.db", "damage-record-missing").of(missing),
            ));
        }
        let (bytes, widths) = match rows {
            Rows::Csv(writer) => (writer.finish().map_err(Error::Output)?, Vec::new()),
            Rows::Book(rows, widths) => (rows.into_bytes(), widths),
            Rows::Text(bytes) => (bytes, Vec::new()),
        };
        Ok(Rendered { bytes, ends, widths, held })
    }

    /// Whether the segment of a part has all that is wanted of it, and what tells whether level-1
    /// values leave. What is known of values, which JSON tells, no segment has.
    fn is_searchable(&self, opener: &Opener<'_>, part: Part) -> bool {
        let told = |field| {
            matches!(self.form, Form::Json | Form::JsonLines) && self.policy.takes_source(field)
        };
        let consent = self.policy.known().sensitive_consent;
        let judges = part != Part::Operational || opener.searchable(part).contains(&consent);
        judges
            && self.columns.iter().all(|column| match column {
                ExportColumn::Field(field) if self.policy.part(*field) == part => {
                    opener.searchable(part).contains(field) && !told(*field)
                }
                _ => true,
            })
    }

    fn is_secret(&self, field: FieldId) -> bool {
        self.policy.part(field) == Part::Level(Level::One)
    }

    /// The level-1 values of a record with their masks on, if that is how they leave.
    fn masks(&self, record: &Opened<'_>) -> Option<Vec<String>> {
        let secret = || record.values().filter(|(field, _)| self.is_secret(*field));
        let masked = self.masked && self.pseudonyms.is_none() && secret().next().is_some();
        masked.then(|| secret().map(|(field, text)| self.policy.mask(field, text)).collect())
    }

    /// Whether level-1 values of the columns have to stay for want of consent.
    fn withholds(&self, record: &Opened<'_>) -> bool {
        let has = |column: &ExportColumn| match column {
            ExportColumn::Field(field) => {
                self.is_secret(*field) && record.all(*field).next().is_some()
            }
            ExportColumn::Number => false,
        };
        self.columns.iter().any(has) && !self.lens.covers_sensitive(record)
    }

    /// Adds a record; `measured`: to the widths of the columns too.
    fn row(
        &self,
        rows: &mut Rows,
        record: &Opened<'_>,
        (stays, measured): (bool, bool),
    ) -> Result<()> {
        let number = match self.pseudonyms {
            Some(all) => all.number(record.number)?,
            None => record.number.to_string(),
        };
        let hidden = |field: FieldId| stays && self.is_secret(field);
        let cells = |chinese: bool| {
            let (number, hidden) = (number.as_str(), &hidden);
            let values = self.columns.iter().map(move |column| match column {
                ExportColumn::Number => Cow::Borrowed(number),
                ExportColumn::Field(field) if hidden(*field) => Cow::Borrowed(""),
                ExportColumn::Field(field) => self.cell(record, *field, chinese),
            });
            values.chain(self.mark.map(Cow::Borrowed))
        };
        match (rows, self.form) {
            (Rows::Csv(writer), Form::Csv { chinese, .. }) => {
                writer.row(cells(chinese)).map_err(Error::Output)
            }
            (Rows::Book(rows, widths), Form::Xlsx { chinese }) => {
                // A mark is as good a text as a number.
                let columns = self.columns.iter().chain(self.mark.map(|_| &ExportColumn::Number));
                for ((column, text), width) in columns.zip(cells(chinese)).zip(widths) {
                    if measured {
                        *width = typed::width(&text).max(*width);
                    }
                    rows.cell(typed::cell(self.policy, record.number, *column, &text)?);
                }
                rows.end_row();
                Ok(())
            }
            (Rows::Text(out), Form::Html { chinese }) => {
                html_row(cells(chinese), out);
                Ok(())
            }
            (Rows::Text(out), Form::Cards) => {
                let Self { policy, columns, vault, mark, .. } = *self;
                let card = Card { policy, columns, vault, mark };
                card.write(record, (&number, &hidden), out);
                Ok(())
            }
            (Rows::Text(out), form) => {
                if form == Form::Json {
                    // The comma before the first record of all is taken off when it is written.
                    out.extend_from_slice(b",\n");
                }
                self.item(record, (&number, &hidden), out)?;
                if form == Form::JsonLines {
                    out.push(b'\n');
                }
                Ok(())
            }
            _ => Err(Error::Bug("form")),
        }
    }

    /// The values of a field that leave. Of the consents that name a recipient, a recipient learns the
    /// own ones.
    fn values<'r>(
        &'r self,
        record: &'r Opened<'_>,
        field: FieldId,
    ) -> impl Iterator<Item = &'r str> + use<'r> {
        let is_consent = self.policy.field(field).kind == FieldKind::Consent;
        let recipient = self.recipient.filter(|_| is_consent);
        record.all(field).filter(move |text| {
            recipient.is_none_or(|name| {
                let consent = Consent::parse(text);
                consent.is_some_and(|one| one.recipient.is_empty() || one.recipient == name)
            })
        })
    }

    /// The values of a field in one cell, so that an import reads them back.
    fn cell<'r>(&'r self, record: &'r Opened<'_>, field: FieldId, chinese: bool) -> Cow<'r, str> {
        let mut values = self.values(record, field);
        let Some(first) = values.next() else { return Cow::Borrowed("") };
        let about = self.policy.field(field);
        if about.kind.is_structured() {
            let values = std::iter::once(first).chain(values);
            return array(values.map(|text| self.policy.handed_out(field, text)));
        }
        let text = |text: &'r str| match about.kind {
            // A semicolon stands between values, and before an extension in the kept form.
            FieldKind::Phone if text.contains(';') => Cow::Owned(text.replace(";ext=", "#")),
            _ if chinese => Cow::Borrowed(self.policy.shown(field, text, true)),
            _ => Cow::Borrowed(text),
        };
        let mut cell = text(first);
        for value in values {
            cell.to_mut().push(';');
            cell.to_mut().push_str(&text(value));
        }
        cell
    }

    /// A record as a JSON object: ids everywhere, a list where a field may have several values,
    /// nothing for a field without one.
    fn item(
        &self,
        record: &Opened<'_>,
        (number, hidden): (&str, &dyn Fn(FieldId) -> bool),
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let told =
            |field| self.values(record, field).map(move |text| self.policy.handed_out(field, text));
        let told: Vec<Vec<Cow<'_, str>>> = self
            .columns
            .iter()
            .map(|column| match column {
                ExportColumn::Number => vec![Cow::Borrowed(number)],
                ExportColumn::Field(field) if hidden(*field) => Vec::new(),
                ExportColumn::Field(field) => told(*field).collect(),
            })
            .collect();
        let texts: Vec<Vec<&str>> =
            told.iter().map(|all| all.iter().map(|text| &**text).collect()).collect();
        let mut fields = Vec::with_capacity(texts.len());
        for (column, texts) in self.columns.iter().zip(&texts) {
            let (key, several) = match column {
                ExportColumn::Number => ("number", false),
                ExportColumn::Field(field) => {
                    let field = self.policy.field(*field);
                    (field.id.as_str(), field.traits.multi)
                }
            };
            let structured = match column {
                ExportColumn::Number => false,
                ExportColumn::Field(field) => self.policy.field(*field).kind.is_structured(),
            };
            match texts.as_slice() {
                [] => {}
                all if structured => fields.push((key, JsonValue::Spelt(all))),
                [first, ..] if !several => fields.push((key, JsonValue::Text(first))),
                all => fields.push((key, JsonValue::Texts(all))),
            }
        }
        let leaves =
            |field: FieldId| !hidden(field) && self.columns.contains(&ExportColumn::Field(field));
        let contacts = self.beside.contacts(self.policy, record, &leaves);
        let contacts: Vec<JsonFields<'_>> = contacts.iter().map(|one| JsonFields(one)).collect();
        if !contacts.is_empty() {
            fields.push((CONTACTS, JsonValue::Objects(&contacts)));
        }
        let sources = self.beside.sources(self.policy, record, &leaves);
        let sources: Vec<JsonFields<'_>> = sources.iter().map(|one| JsonFields(one)).collect();
        if !sources.is_empty() {
            fields.push((SOURCES, JsonValue::Objects(&sources)));
        }
        fields.extend(self.mark.map(|mark| (SHARE_COLUMNS[0], JsonValue::Text(mark))));
        serde_json::to_writer(out, &JsonFields(&fields))
            .map_err(|error| Error::Output(error.into()))
    }
}

/// Values that are spelt as JSON, as one array.
fn array<'r>(all: impl Iterator<Item = Cow<'r, str>>) -> Cow<'r, str> {
    let mut cell = String::new();
    for value in all {
        cell.push(if cell.is_empty() { '[' } else { ',' });
        cell.push_str(&value);
    }
    cell.push(']');
    Cow::Owned(cell)
}

/// Rows that are being written.
enum Rows {
    Csv(CsvWriter<Vec<u8>>),
    Book(XlsxRows, Vec<usize>),
    Text(Vec<u8>),
}

impl Rows {
    fn size(&self) -> usize {
        match self {
            Self::Csv(writer) => writer.size(),
            Self::Book(rows, _) => rows.as_bytes().len(),
            Self::Text(bytes) => bytes.len(),
        }
    }
}
