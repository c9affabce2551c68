//! Handing records out: selected, logged with their purpose, and rendered by the threads that
//! open them.
//!
//! Restricted records do not leave, and neither do level-1 values for which there is no separate
//! consent. What is written as CSV imports again: the header has names that an import knows
//! (Chinese names in Chinese, else ids), several values of a field stand in one cell, and cells
//! that a spreadsheet would run are guarded.

use std::borrow::Cow;

use super::disclose::PATIENCE;
use super::error::{Error, Result};
use super::records::Record;
use super::search::Found;
use super::session::Vault;
use crate::log::{Act, Code};
use crate::model::{Capability, FieldId, Level, Part, RecordNumber, Selector};
use crate::policy::{FieldKind, Policy};
use crate::transfer::{CsvStyle, CsvWriter, JsonFields, JsonValue};

/// What is to be handed out.
pub struct Export<'a> {
    /// Which records.
    pub selector: &'a Selector,
    /// Which columns; none for all that may leave.
    pub columns: Vec<ExportColumn>,
    /// The id of the purpose.
    pub purpose: &'a str,
    /// Whether level 1 leaves too.
    pub reveal: bool,
    /// How it is written.
    pub form: Form,
}

/// One column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportColumn {
    /// The record's number.
    Number,
    /// A field.
    Field(FieldId),
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSV.
    Csv {
        /// Begin with a byte order mark.
        bom: bool,
        /// Names of fields and choices in Chinese, else their ids.
        chinese: bool,
    },
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
}

/// What was handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records.
    pub count: u64,
    /// Selected records that are restricted and did not leave.
    pub restricted: u64,
    /// Records whose level-1 values did not leave for want of consent.
    pub held: u64,
}

/// The rows of one bucket.
struct Rendered {
    bytes: Vec<u8>,
    held: u64,
}

impl Vault {
    /// Finds the records, logs that they are handed out, and gives their text to `emit`. When the
    /// log cannot be written, nothing is given.
    pub fn export(
        &mut self,
        order: &Export<'_>,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let columns = self.export_columns(order)?;
        let parts = parts(self.policy, &columns);
        let mut overtaken = 0;
        loop {
            self.hold_shared()?;
            let (mut found, mut restricted) = self.may_leave(order.selector)?;
            let seen = self.state.checkpoint.seq;
            self.hold_exclusive()?;
            self.recover()?;
            if self.written_since(seen)? {
                overtaken += 1;
                if overtaken < PATIENCE {
                    self.release()?;
                    continue;
                }
                (found, restricted) = self.may_leave(order.selector)?;
            }
            self.log_look(&act(order, &found, &parts)?, &found)?;
            let seen = self.state.checkpoint.seq;
            // The records are read while they are written out, so writers stay out meanwhile.
            self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
            self.refresh()?;
            if self.written_since(seen)? {
                continue;
            }
            let sheet = Sheet { policy: self.policy, columns: &columns, form: order.form };
            let written = self.write_out(&found.numbers, &parts, &sheet, emit);
            self.release()?;
            return Ok(Exported { restricted, ..written? });
        }
    }

    /// What an export would hand out; nothing leaves, so nothing is logged. How many values are
    /// held shows only when records are opened.
    pub fn plan_export(&mut self, order: &Export<'_>) -> Result<Exported> {
        self.export_columns(order)?;
        self.hold_shared()?;
        let (found, restricted) = self.may_leave(order.selector)?;
        self.release()?;
        Ok(Exported { count: found.numbers.len() as u64, restricted, held: 0 })
    }

    /// The columns, after it is clear that they may leave.
    fn export_columns(&self, order: &Export<'_>) -> Result<Vec<ExportColumn>> {
        self.require(Capability::Export)?;
        let part = |field| self.policy.part(field);
        let secret = |field| part(field) == Part::Level(Level::One);
        if order.columns.is_empty() {
            let fields = self.policy.fields().map(|(field, _)| field);
            let open = fields.filter(|field| self.ring.clearance.opens_part(part(*field)));
            let leave = open.filter(|field| order.reveal || !secret(*field));
            return Ok([ExportColumn::Number]
                .into_iter()
                .chain(leave.map(ExportColumn::Field))
                .collect());
        }
        for column in &order.columns {
            let ExportColumn::Field(field) = *column else { continue };
            let id = &self.policy.field(field).id;
            if let Part::Level(level) = part(field) {
                self.require_level(level, Some(id))?;
            }
            if secret(field) && !order.reveal {
                return Err(Error::NotRevealed(id.clone()));
            }
        }
        Ok(order.columns.clone())
    }

    /// The selected records without those that are restricted, and how many these are.
    fn may_leave(&self, selector: &Selector) -> Result<(Found, u64)> {
        let mut found = self.find(selector)?;
        let mut restricted = selector.clone();
        let term = Selector::parse(&["state:restricted"], self.policy, self.today()?);
        restricted.terms.extend(term.map_err(|_| Error::Bug("state"))?.terms);
        let stay = self.find(&restricted)?.numbers;
        found.numbers.retain(|number| stay.binary_search(number).is_err());
        Ok((found, stay.len() as u64))
    }

    fn write_out(
        &self,
        numbers: &[RecordNumber],
        parts: &[Part],
        sheet: &Sheet<'_>,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let mut held = 0;
        emit(&sheet.head()?).map_err(Error::Output)?;
        let mut before: &[u8] = sheet.before_first();
        let between = sheet.between();
        self.stream_as(numbers, parts, &|records| sheet.render(records), &mut |made| {
            held += made.held;
            if !made.bytes.is_empty() {
                emit(before).and_then(|()| emit(&made.bytes)).map_err(Error::Output)?;
                before = between;
            }
            Ok(())
        })?;
        emit(sheet.tail(numbers.is_empty())).map_err(Error::Output)?;
        Ok(Exported { count: numbers.len() as u64, restricted: 0, held })
    }
}

/// The entry of the log.
fn act(order: &Export<'_>, found: &Found, parts: &[Part]) -> Result<Act> {
    let levels = Level::ALL.into_iter().filter(|level| parts.contains(&Part::Level(*level)));
    let levels: Vec<Level> = levels.collect();
    Ok(Act::Disclose {
        verb: Code::fixed("export"),
        numbers: found.numbers.iter().copied().collect(),
        count: found.numbers.len() as u64,
        revealed: levels.contains(&Level::One),
        levels,
        purpose: Some(order.purpose.parse().map_err(|_| Error::Bug("purpose"))?),
    })
}

/// The parts that the columns need; level 1 needs the operational one, which has the consent.
fn parts(policy: &Policy, columns: &[ExportColumn]) -> Vec<Part> {
    let mut parts: Vec<Part> = columns
        .iter()
        .filter_map(|column| match column {
            ExportColumn::Number => None,
            ExportColumn::Field(field) => Some(policy.part(*field)),
        })
        .collect();
    if parts.contains(&Part::Level(Level::One)) {
        parts.push(Part::Operational);
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// How records become text.
struct Sheet<'a> {
    policy: &'a Policy,
    columns: &'a [ExportColumn],
    form: Form,
}

impl Sheet<'_> {
    fn head(&self) -> Result<Vec<u8>> {
        match self.form {
            Form::Csv { bom, chinese } => {
                let mut writer = CsvWriter::new(Vec::new(), CsvStyle { bom, guard: true });
                let name = |column: &ExportColumn| match (column, chinese) {
                    (ExportColumn::Number, true) => "编号",
                    (ExportColumn::Number, false) => "number",
                    (ExportColumn::Field(id), true) => self.policy.field(*id).label_zh.as_str(),
                    (ExportColumn::Field(id), false) => self.policy.field(*id).id.as_str(),
                };
                writer.row(self.columns.iter().map(name)).map_err(Error::Output)?;
                writer.finish().map_err(Error::Output)
            }
            Form::Json => Ok(b"{\"schema\":\"kedang.export/1\",\"items\":[".to_vec()),
            Form::JsonLines => Ok(Vec::new()),
        }
    }

    const fn before_first(&self) -> &'static [u8] {
        if matches!(self.form, Form::Json) { b"\n" } else { b"" }
    }

    const fn between(&self) -> &'static [u8] {
        if matches!(self.form, Form::Json) { b",\n" } else { b"" }
    }

    const fn tail(&self, empty: bool) -> &'static [u8] {
        match self.form {
            Form::Json if empty => b"]}\n",
            Form::Json => b"\n]}\n",
            _ => b"",
        }
    }

    fn render(&self, records: Vec<Record>) -> Result<Rendered> {
        let mut held = 0;
        let mut withheld = |record: &Record| {
            let secret = |field: FieldId| self.policy.part(field) == Part::Level(Level::One);
            let has = |column: &ExportColumn| match column {
                ExportColumn::Field(field) => secret(*field) && record.fields.get(*field).is_some(),
                ExportColumn::Number => false,
            };
            let stays = self.columns.iter().any(has) && self.policy.awaits_consent(&record.fields);
            held += u64::from(stays);
            move |field| stays && secret(field)
        };
        let bytes = match self.form {
            Form::Csv { chinese, .. } => {
                let style = CsvStyle { bom: false, guard: true };
                let mut writer = CsvWriter::new(Vec::with_capacity(records.len() * 320), style);
                for record in &records {
                    let stays = withheld(record);
                    let number = record.number.to_string();
                    let cells = self.columns.iter().map(|column| match column {
                        ExportColumn::Number => Cow::Borrowed(number.as_str()),
                        ExportColumn::Field(field) if stays(*field) => Cow::Borrowed(""),
                        ExportColumn::Field(field) => self.cell(record, *field, chinese),
                    });
                    writer.row(cells).map_err(Error::Output)?;
                }
                writer.finish().map_err(Error::Output)?
            }
            Form::Json | Form::JsonLines => {
                let mut out = Vec::with_capacity(records.len() * 480);
                for record in &records {
                    if !out.is_empty() {
                        out.extend_from_slice(self.between());
                    }
                    let stays = withheld(record);
                    self.item(record, &stays, &mut out)?;
                    if self.form == Form::JsonLines {
                        out.push(b'\n');
                    }
                }
                out
            }
        };
        drop(records);
        Ok(Rendered { bytes, held })
    }

    /// The values of a field in one cell, so that an import reads them back.
    fn cell<'r>(&'r self, record: &'r Record, field: FieldId, chinese: bool) -> Cow<'r, str> {
        let text = |text: &'r str| match self.policy.field(field).kind {
            // A semicolon stands between values, and before an extension in the kept form.
            FieldKind::Phone if text.contains(';') => Cow::Owned(text.replace(";ext=", "#")),
            _ if chinese => Cow::Borrowed(self.policy.shown(field, text, true)),
            _ => Cow::Borrowed(text),
        };
        let mut values = record.fields.all(field);
        let Some(first) = values.next() else { return Cow::Borrowed("") };
        let mut cell = text(&first.text);
        for value in values {
            cell.to_mut().push(';');
            cell.to_mut().push_str(&text(&value.text));
        }
        cell
    }

    /// A record as a JSON object: ids everywhere, a list where a field may have several values,
    /// nothing for a field without one.
    fn item(
        &self,
        record: &Record,
        stays: &dyn Fn(FieldId) -> bool,
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let number = record.number.to_string();
        let texts: Vec<Vec<&str>> = self
            .columns
            .iter()
            .map(|column| match column {
                ExportColumn::Number => vec![number.as_str()],
                ExportColumn::Field(field) if stays(*field) => Vec::new(),
                ExportColumn::Field(field) => {
                    record.fields.all(*field).map(|value| value.text.as_str()).collect()
                }
            })
            .collect();
        let mut fields = Vec::with_capacity(texts.len());
        for (column, texts) in self.columns.iter().zip(&texts) {
            let (key, several) = match column {
                ExportColumn::Number => ("number", false),
                ExportColumn::Field(field) => {
                    let field = self.policy.field(*field);
                    (field.id.as_str(), field.traits.multi)
                }
            };
            match texts.as_slice() {
                [] => {}
                [first, ..] if !several => fields.push((key, JsonValue::Text(first))),
                all => fields.push((key, JsonValue::Texts(all))),
            }
        }
        serde_json::to_writer(out, &JsonFields(&fields))
            .map_err(|error| Error::Output(error.into()))
    }
}
