//! Handing records out: selected, logged with their purpose, and rendered by the threads that
//! open them.
//!
//! Restricted records do not leave, and neither do level-1 values for which there is no separate
//! consent. What is written as CSV imports again: the header has names that an import knows
//! (Chinese names in Chinese, else ids), several values of a field stand in one cell, and cells
//! that a spreadsheet would run are guarded.

use super::bucket::{Bucket, Opener};
use super::cover::{LeftOut, Lens};
use super::disclose::PATIENCE;
use super::error::{Error, Result};
use super::search::Found;
use super::session::Vault;
use super::sheet::Sheet;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, FieldId, Level, Part, RecordNumber, Selector};
use crate::policy::Policy;
use crate::store::Store;

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
    /// Selected records that the purpose does not cover.
    pub left_out: LeftOut,
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
            let lens = self.lens_of(order)?;
            let (mut found, mut stayed) = self.may_leave_for(&lens, order.selector)?;
            let seen = self.state.checkpoint.seq;
            self.hold_exclusive()?;
            self.recover_to_look()?;
            if self.written_since(seen)? {
                overtaken += 1;
                if overtaken < PATIENCE {
                    self.release()?;
                    continue;
                }
                (found, stayed) = self.may_leave_for(&lens, order.selector)?;
            }
            self.require_export_alone(found.numbers.len() as u64)?;
            self.log_look(&self.export_act(order, (&found, &stayed), &parts)?, &found)?;
            let seen = self.state.checkpoint.seq;
            // The records are read while they are written out, so writers stay out meanwhile.
            self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
            self.refresh()?;
            if self.written_since(seen)? {
                continue;
            }
            let (policy, form) = (self.policy, order.form);
            let sheet = Sheet { policy, columns: &columns, form, lens: &lens };
            let written = self.write_out(&found.numbers, (&parts, &stayed), &sheet, emit);
            self.release()?;
            return written;
        }
    }

    /// The same under the lock that is held, and kept until all is written, for exactly the records
    /// that a proposal names.
    pub(super) fn export_granted(
        &mut self,
        order: &Export<'_>,
        (proposal, numbers): (u64, &Numbers),
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let changed = || Error::NotPending(proposal, "approval-records");
        let columns = self.export_columns(order)?;
        let parts = parts(self.policy, &columns);
        let lens = self.lens_of(order)?;
        let selected = self.may_leave_for(&lens, order.selector);
        let (found, stayed) = selected.map_err(|error| match error {
            Error::NoRecord(_) | Error::Destroyed(_) => changed(),
            other => other,
        })?;
        if found.numbers.iter().copied().collect::<Numbers>() != *numbers {
            return Err(changed());
        }
        let act = self.export_act(order, (&found, &stayed), &parts)?;
        self.log_granted_look(Some(proposal), &act, &found)?;
        let (policy, form) = (self.policy, order.form);
        let sheet = Sheet { policy, columns: &columns, form, lens: &lens };
        self.write_out(&found.numbers, (&parts, &stayed), &sheet, emit)
    }

    /// What an export would hand out; nothing leaves, so nothing is logged. How many values are
    /// held shows only when records are opened.
    pub fn plan_export(&mut self, order: &Export<'_>) -> Result<Exported> {
        self.export_columns(order)?;
        self.hold_shared()?;
        let (found, stayed) = self.may_leave_for(&self.lens_of(order)?, order.selector)?;
        self.release()?;
        self.require_assessment("export", order.reveal)?;
        Ok(Exported { count: found.numbers.len() as u64, ..stayed })
    }

    /// The columns, after it is clear that they may leave.
    pub(super) fn export_columns(&self, order: &Export<'_>) -> Result<Vec<ExportColumn>> {
        self.require(Capability::Export)?;
        let part = |field| self.policy.part(field);
        let secret = |field| part(field) == Part::Level(Level::One);
        let purpose = self.policy.purpose(order.purpose).ok_or(Error::Bug("purpose"))?;
        if order.columns.is_empty() {
            let fields = self.policy.fields().map(|(field, _)| field);
            let open = fields.filter(|field| self.ring.clearance.opens_part(part(*field)));
            let used = open.filter(|field| self.policy.sees(purpose, *field));
            let leave = used.filter(|field| order.reveal || !secret(*field));
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
            if !self.policy.sees(purpose, field) {
                let (field, purpose) = (id.clone(), purpose.id.clone());
                return Err(Error::OutsidePurpose(field, purpose));
            }
            if secret(field) && !order.reveal {
                return Err(Error::NotRevealed(id.clone()));
            }
        }
        Ok(order.columns.clone())
    }

    /// The purpose of an export, as records are held against it.
    pub(super) fn lens_of(&self, order: &Export<'_>) -> Result<Lens> {
        self.lens(Some(order.purpose))?.ok_or(Error::Bug("purpose"))
    }

    /// The selected records that the purpose covers, and how many others there are.
    pub(super) fn may_leave_for(
        &self,
        lens: &Lens,
        selector: &Selector,
    ) -> Result<(Found, Exported)> {
        let (mut found, restricted) = self.may_leave(selector)?;
        let left_out = self.cover(lens, &mut found)?;
        Ok((found, Exported { restricted, left_out, ..Exported::default() }))
    }

    /// The selected records without those that are restricted, and how many these are.
    pub(super) fn may_leave(&self, selector: &Selector) -> Result<(Found, u64)> {
        let found = self.find_for(Capability::Export, selector)?;
        let stay = found.restricted.len() as u64;
        Ok((found, stay))
    }

    /// The entry of the log.
    fn export_act(
        &self,
        order: &Export<'_>,
        (found, stayed): (&Found, &Exported),
        parts: &[Part],
    ) -> Result<Act> {
        let levels = Level::ALL.into_iter().filter(|level| parts.contains(&Part::Level(*level)));
        let levels: Vec<Level> = levels.collect();
        Ok(Act::Disclose {
            verb: Code::fixed("export"),
            numbers: found.numbers.iter().copied().collect(),
            count: found.numbers.len() as u64,
            revealed: levels.contains(&Level::One),
            levels,
            purpose: Some(order.purpose.parse().map_err(|_| Error::Bug("purpose"))?),
            terms: self.terms(&stayed.left_out),
        })
    }

    fn write_out(
        &self,
        numbers: &[RecordNumber],
        (parts, stayed): (&[Part], &Exported),
        sheet: &Sheet<'_>,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let mut held = 0;
        emit(&sheet.head()?).map_err(Error::Output)?;
        let mut before: &[u8] = sheet.before_first();
        let between = sheet.between();
        let state = &self.state;
        let make = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            let first = group.first().map(|number| number.bucket()).unwrap_or_default();
            let row = state.bucket(first).ok_or(Error::Bug("bucket"))?;
            let bucket = Bucket::load(store, opener, row)?;
            sheet.render((store, opener), (row, &bucket), group, parts)
        };
        self.stream_as(numbers, &make, &mut |made| {
            held += made.held;
            if !made.bytes.is_empty() {
                emit(before).and_then(|()| emit(&made.bytes)).map_err(Error::Output)?;
                before = between;
            }
            Ok(())
        })?;
        emit(&sheet.tail(numbers.is_empty(), &stayed.left_out)).map_err(Error::Output)?;
        Ok(Exported { count: numbers.len() as u64, held, ..*stayed })
    }
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
