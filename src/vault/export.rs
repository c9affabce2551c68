//! Handing records out: selected, logged with their purpose, and rendered by the threads that
//! open them.
//!
//! Restricted records do not leave, and neither do level-1 values for which there is no separate
//! consent. What is written imports again: a header has names that an import knows (Chinese names in
//! Chinese, else ids), several values of a field stand in one cell, and cells of CSV that a
//! spreadsheet would run are guarded unless plain ones are asked for. Only a page of HTML is for people alone.

use super::beside::Beside;
use super::bucket::{Bucket, Opener};
use super::card;
use super::chosen::{Chosen, Waiting};
use super::cover::{LeftOut, Lens};
use super::disclose::PATIENCE;
use super::error::{Error, Result};
use super::export_fault::ExportFault;
pub use super::form::Form;
use super::handed::Handed;
use super::order::Order as Sort;
use super::pseudonym::{self, Audience, Pseudonyms};
use super::search::Found;
use super::session::Vault;
use super::sheet::Sheet;
use crate::log::{Act, Code, Numbers, Terms};
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
    /// What else is asked for.
    pub options: ExportOptions,
}

/// What need not be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// By what the records are sorted, one after the other; by nothing: by number.
    pub sort: Vec<Sort>,
    /// At most so many, the first of them.
    pub limit: Option<usize>,
    /// For whom pseudonyms stand in the place of what identifies; the records are in their order
    /// then, whatever they are to be sorted by.
    pub pseudonyms: Option<Audience>,
    /// Whether level 1 that is named and not revealed leaves with its mask on; otherwise it is refused.
    pub masks: bool,
    /// The age recipients that whoever asks seals it to: who is to be found in the log.
    pub to: Vec<String>,
}

/// One column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportColumn {
    /// The record's number.
    Number,
    /// A field.
    Field(FieldId),
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
        let mut overtaken = 0;
        loop {
            self.hold_shared()?;
            let columns = self.export_columns(order)?;
            let parts = parts(self.policy, &columns);
            let lens = self.lens_of(order)?;
            let mut chosen = self.chosen_to_fit(order, &columns, &lens)?;
            let seen = self.state.checkpoint.seq;
            self.hold_exclusive()?;
            self.recover_to_look()?;
            if self.written_since(seen)? {
                overtaken += 1;
                if overtaken < PATIENCE {
                    self.release()?;
                    continue;
                }
                chosen = self.chosen_to_fit(order, &columns, &lens)?;
            }
            self.require_export_alone(chosen.found.numbers.len() as u64)?;
            self.log_look(&self.export_act((order, &lens), &chosen, &parts)?, &chosen.found)?;
            let seen = self.state.checkpoint.seq;
            // The records are read while they are written out, so writers stay out meanwhile.
            self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
            self.refresh()?;
            if self.written_since(seen)? {
                continue;
            }
            let sheet = Drawn::of(self, order)?;
            let sheet = sheet.sheet(self.policy, &columns, &lens);
            let written = self.write_out(chosen.leaving(), (&parts, &chosen.stayed), &sheet, emit);
            self.release()?;
            return written.map_err(logged);
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
        let chosen = self.chosen(&lens, order).map_err(|error| match error {
            Error::NoRecord(_) | Error::Destroyed(_) | Error::GivenUp(..) => changed(),
            other => other,
        })?;
        if chosen.found.numbers.iter().copied().collect::<Numbers>() != *numbers {
            return Err(changed());
        }
        self.require_fits(order, (&chosen.found.numbers, &columns), &lens)?;
        let act = self.export_act((order, &lens), &chosen, &parts)?;
        self.log_granted_look(Some(proposal), &act, &chosen.found)?;
        let sheet = Drawn::of(self, order)?;
        let sheet = sheet.sheet(self.policy, &columns, &lens);
        self.write_out(chosen.leaving(), (&parts, &chosen.stayed), &sheet, emit).map_err(logged)
    }

    /// What an export would hand out, done `alone` or proposed; nothing leaves, so nothing is logged.
    pub fn plan_export(&mut self, order: &Export<'_>, alone: bool) -> Result<Exported> {
        self.hold_shared()?;
        let columns = self.export_columns(order)?;
        let lens = self.lens_of(order)?;
        let chosen = self.chosen_to_fit(order, &columns, &lens)?;
        let count = chosen.found.numbers.len() as u64;
        let held = self.would_hold(order, (&chosen.found.numbers, &columns), &lens)?;
        if alone {
            self.require_export_alone(count)?;
        }
        self.require_assessment("export", order.reveal)?;
        if alone {
            let parts = parts(self.policy, &columns);
            self.require_ordinary(&self.export_act((order, &lens), &chosen, &parts)?)?;
        }
        self.release()?;
        Ok(Exported { count, held, ..chosen.stayed })
    }

    /// The records that an order comes to, after it is clear that the file holds them.
    fn chosen_to_fit(
        &self,
        order: &Export<'_>,
        columns: &[ExportColumn],
        lens: &Lens,
    ) -> Result<Chosen> {
        let chosen = self.chosen(lens, order)?;
        self.require_fits(order, (&chosen.found.numbers, columns), lens)?;
        Ok(chosen)
    }

    /// The columns, after it is clear that they may leave; the lock is held.
    pub(super) fn export_columns(&self, order: &Export<'_>) -> Result<Vec<ExportColumn>> {
        self.require(Capability::Export)?;
        let secret = |field| self.policy.part(field) == Part::Level(Level::One);
        self.require_sortable(order)?;
        let purpose = self.policy.purpose(order.purpose).ok_or(Error::Bug("purpose"))?;
        if order.columns.is_empty() {
            let fields = self.policy.fields().map(|(field, _)| field);
            let open =
                fields.filter(|field| self.ring.clearance.opens_part(self.policy.part(*field)));
            let used = open.filter(|field| self.policy.sees(purpose, *field));
            let leave = used.filter(|field| order.reveal || !secret(*field));
            let leave = leave.filter(|field| self.has_place(order.form, *field));
            let open = order.options.pseudonyms.is_none();
            let leave = leave.filter(|field| open || pseudonym::leaves(self.policy, *field));
            let given = self.recipient_among(&order.options.to)?.is_some();
            let leave = leave.filter(|field| !given || !self.policy.is_own_affair(*field));
            let number = std::iter::once(ExportColumn::Number);
            return Ok(number.chain(leave.map(ExportColumn::Field)).collect());
        }
        for column in &order.columns {
            let ExportColumn::Field(field) = *column else { continue };
            self.require_leaving(order, field)?;
            if order.options.pseudonyms.is_some() {
                pseudonym::require(self.policy, field)?;
            }
            if !self.has_place(order.form, field) {
                return Err(Error::Export(ExportFault::NoCardPlace(self.policy.called(field))));
            }
        }
        Ok(order.columns.clone())
    }

    /// The pseudonyms that an order asks for.
    pub(super) fn pseudonyms(&self, order: &Export<'_>) -> Option<Pseudonyms<'static>> {
        let audience = order.options.pseudonyms.as_ref()?;
        if self.mutated("one-pseudonym-for-all") {
            let nobody = Audience::Name(String::new());
            return Some(Pseudonyms::new(self.policy, &self.ring, &nobody));
        }
        Some(Pseudonyms::new(self.policy, &self.ring, audience))
    }

    fn has_place(&self, form: Form, field: FieldId) -> bool {
        form != Form::Cards || card::has_place(self.policy, field)
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
        (order, lens): (&Export<'_>, &Lens),
        Chosen { found, stayed, .. }: &Chosen,
        parts: &[Part],
    ) -> Result<Act> {
        let sorted = self.sort_parts(order);
        let leaving = self.leaving(lens, &found.numbers, parts)?;
        // The order tells something of what was sorted by.
        let told =
            |level: &Level| leaving.levels.contains(level) || sorted.contains(&Part::Level(*level));
        let levels: Vec<Level> = Level::ALL.into_iter().filter(told).collect();
        Ok(Act::Disclose {
            verb: Code::fixed("export"),
            numbers: found.numbers.iter().copied().collect(),
            count: found.numbers.len() as u64,
            revealed: order.reveal && levels.contains(&Level::One),
            levels,
            purpose: Some(order.purpose.parse().map_err(|_| Error::Bug("purpose"))?),
            terms: self.export_terms(order, stayed, leaving.withheld)?,
        })
    }

    /// On which terms records leave: also, that pseudonyms leave in the place of what identifies.
    fn export_terms(
        &self,
        order: &Export<'_>,
        stayed: &Exported,
        withheld: Numbers,
    ) -> Result<Option<Box<Terms>>> {
        let terms = self.terms(&stayed.left_out).map(|terms| *terms).unwrap_or_default();
        let audience = order.options.pseudonyms.as_ref();
        let pseudonyms =
            audience.map(|audience| Ok::<_, Error>(audience.told(&self.recipients_now()?)));
        let sealed_for = self.names_of_keys(&order.options.to)?;
        let terms = Terms { pseudonyms: pseudonyms.transpose()?, withheld, sealed_for, ..terms };
        Ok((terms != Terms::default()).then(|| Box::new(terms)))
    }

    pub(super) fn write_out(
        &self,
        (numbers, order): (&[RecordNumber], Option<&[usize]>),
        (parts, stayed): (&[Part], &Exported),
        sheet: &Sheet<'_>,
        emit: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<Exported> {
        let mut held = 0;
        let mut file = Handed::begin((sheet, numbers.len()), emit)?;
        let state = &self.state;
        let make = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            let first = group.first().map(|number| number.bucket()).unwrap_or_default();
            let row = state.bucket(first).ok_or(Error::Bug("bucket"))?;
            let bucket = Bucket::load(store, opener, row)?;
            sheet.render((store, opener), (row, &bucket), group, parts)
        };
        let mut waiting = Waiting::default();
        self.stream_as(numbers, &make, &mut |made| {
            held += made.held;
            if order.is_some() {
                waiting.take(made);
                return Ok(());
            }
            file.rows(&made.bytes, &made.widths)
        })?;
        if let Some(order) = order {
            waiting.write(order, &mut file)?;
        }
        file.finish(&stayed.left_out)?;
        Ok(Exported { count: numbers.len() as u64, held, ..*stayed })
    }
}

/// An error behind the entry of the log, which says that all of it left.
fn logged(error: Error) -> Error {
    Error::Halfway(Box::new(error))
}

/// What a sheet borrows.
pub(super) struct Drawn {
    form: Form,
    vault: String,
    pseudonyms: Option<Pseudonyms<'static>>,
    mark: Option<String>,
    recipient: Option<String>,
    /// Whether it goes to somebody else.
    addressed: bool,
    masked: bool,
}

impl Drawn {
    pub(super) fn of(vault: &Vault, order: &Export<'_>) -> Result<Self> {
        Ok(Self {
            form: order.form,
            vault: vault.ring.vault.short(),
            pseudonyms: vault.pseudonyms(order),
            mark: None,
            recipient: vault.recipient_among(&order.options.to)?,
            addressed: !order.options.to.is_empty(),
            masked: !order.reveal,
        })
    }

    /// The same as a share: with its number in each record, and for this recipient.
    pub(super) fn shared(self, mark: String, recipient: &str) -> Self {
        let recipient = Some(recipient.to_owned());
        Self { mark: Some(mark), recipient, addressed: true, ..self }
    }

    pub(super) fn sheet<'a>(
        &'a self,
        policy: &'a Policy,
        columns: &'a [ExportColumn],
        lens: &'a Lens,
    ) -> Sheet<'a> {
        Sheet {
            policy,
            columns,
            form: self.form,
            lens,
            vault: &self.vault,
            pseudonyms: self.pseudonyms.as_ref(),
            mark: self.mark.as_deref(),
            recipient: self.recipient.as_deref(),
            beside: Beside::of(policy, (columns, lens), self.addressed),
            masked: self.masked,
        }
    }
}

/// The parts that the columns need; level 1 needs the operational one, which has the consent.
pub(super) fn parts(policy: &Policy, columns: &[ExportColumn]) -> Vec<Part> {
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
