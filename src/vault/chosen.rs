//! Which records an export takes, and in which order.
//!
//! Records come by their numbers unless they are to be sorted. For that what they are sorted by is
//! read first, so that of a limit exactly those are logged that leave; the rows are then made
//! bucket by bucket as ever, and wait in memory for their places. A sorted export therefore needs
//! as much memory as its file is large, and so does one with pseudonyms, whose order is theirs; any
//! other needs the same few megabytes for any number.

use super::cover::Lens;
use super::error::{Error, Result};
use super::export::{Export, Exported};
use super::handed::Handed;
use super::order;
use super::pseudonym::Pseudonyms;
use super::search::Found;
use super::session::Vault;
use super::sheet::Rendered;
use crate::model::{FieldId, Level, Part, RecordNumber};
use crate::policy::Mask;

/// What an export takes.
pub(super) struct Chosen {
    /// The records, by number.
    pub(super) found: Found,
    /// What is to be told of the others.
    pub(super) stayed: Exported,
    /// The places of the records among `found`, in the order in which they leave; none: as they are.
    pub(super) order: Option<Vec<usize>>,
}

impl Chosen {
    /// The records and their places.
    pub(super) fn leaving(&self) -> (&[RecordNumber], Option<&[usize]>) {
        (&self.found.numbers, self.order.as_deref())
    }
}

impl Vault {
    /// The records that an order comes to.
    pub(super) fn chosen(&self, lens: &Lens, order: &Export<'_>) -> Result<Chosen> {
        let (mut found, stayed) = self.may_leave_for(lens, order.selector)?;
        let limit = order.options.limit.unwrap_or(usize::MAX);
        let mut sorted = match self.pseudonyms(order) {
            Some(pseudonyms) => by_pseudonym(&pseudonyms, &found.numbers)?,
            None if order.options.sort.is_empty() => {
                found.numbers.truncate(limit);
                return Ok(Chosen { found, stayed, order: None });
            }
            None => self.sorted(lens, order, &found.numbers)?,
        };
        sorted.truncate(limit);
        found.numbers.clone_from(&sorted);
        found.numbers.sort_unstable();
        let place = |number| found.numbers.binary_search(number).map_err(|_| Error::Bug("order"));
        let order = sorted.iter().map(place).collect::<Result<_>>()?;
        Ok(Chosen { found, stayed, order: Some(order) })
    }

    /// The records in the order that is asked for, by what the purpose may see of them.
    fn sorted(
        &self,
        lens: &Lens,
        order: &Export<'_>,
        numbers: &[RecordNumber],
    ) -> Result<Vec<RecordNumber>> {
        let parts = self.sort_parts(order);
        let mut keys = Vec::with_capacity(numbers.len());
        self.stream(numbers, &Lens::parts(&parts), &mut |record| {
            let mut record = record.clone();
            lens.narrow(&mut record, &parts);
            keys.push((order::key(&record, self.policy, &order.options.sort), record.number));
            Ok(())
        })?;
        keys.sort_unstable();
        Ok(keys.into_iter().map(|(_, number)| number).collect())
    }

    /// The parts that the records are sorted by: their order tells something of them, too.
    pub(super) fn sort_parts(&self, order: &Export<'_>) -> Vec<Part> {
        let fields = order.options.sort.iter().filter_map(|sort| sort.field);
        let mut parts: Vec<Part> = fields.map(|field| self.policy.part(field)).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// Refuses to sort by what could not leave as a column.
    pub(super) fn require_sortable(&self, order: &Export<'_>) -> Result<()> {
        let mut fields = order.options.sort.iter().filter_map(|sort| sort.field);
        fields.try_for_each(|field| {
            self.require_leaving(order, field)?;
            // The order of what is masked would tell something of it.
            if self.policy.part(field) == Part::Level(Level::One) && !order.reveal {
                return Err(Error::NotRevealed(self.policy.called(field)));
            }
            Ok(())
        })
    }

    /// Whether a value of level 1 may leave with its mask on.
    fn is_maskable(&self, order: &Export<'_>, field: FieldId) -> bool {
        let field = self.policy.field(field);
        let maskable = field.mask != Mask::None && !field.kind.is_structured();
        order.options.masks && order.options.pseudonyms.is_none() && maskable
    }

    /// Refuses a field that may not leave for the purpose.
    pub(super) fn require_leaving(&self, order: &Export<'_>, field: FieldId) -> Result<()> {
        let (id, part) = (&self.policy.field(field).id, self.policy.part(field));
        if let Part::Level(level) = part {
            self.require_level(level, Some(id))?;
        }
        let purpose = self.policy.purpose(order.purpose).ok_or(Error::Bug("purpose"))?;
        if !self.policy.sees(purpose, field) {
            return Err(Error::OutsidePurpose(self.policy.called(field), purpose.called()));
        }
        if part == Part::Level(Level::One) && !order.reveal && !self.is_maskable(order, field) {
            return Err(Error::NotRevealed(self.policy.called(field)));
        }
        Ok(())
    }
}

/// The records in the order of what stands for their numbers, which is any order to who gets it.
fn by_pseudonym(
    pseudonyms: &Pseudonyms<'_>,
    numbers: &[RecordNumber],
) -> Result<Vec<RecordNumber>> {
    let named = |number: &RecordNumber| Ok((pseudonyms.number(*number)?, *number));
    let mut all = numbers.iter().map(named).collect::<Result<Vec<_>>>()?;
    all.sort_unstable();
    Ok(all.into_iter().map(|(_, number)| number).collect())
}

/// Rows that wait to be written in an order of their own.
#[derive(Default)]
pub(super) struct Waiting {
    buckets: Vec<Rendered>,
    widths: Vec<usize>,
}

impl Waiting {
    /// Takes the rows of a bucket.
    pub(super) fn take(&mut self, made: Rendered) {
        self.widths.resize(self.widths.len().max(made.widths.len()), 0);
        for (width, more) in self.widths.iter_mut().zip(&made.widths) {
            *width = (*width).max(*more);
        }
        self.buckets.push(made);
    }

    /// Writes all rows, those at the places of `order` one after the other.
    pub(super) fn write(&self, order: &[usize], file: &mut Handed<'_, '_>) -> Result<()> {
        let mut rows: Vec<&[u8]> = Vec::with_capacity(order.len());
        for made in &self.buckets {
            let mut start = 0;
            for end in &made.ends {
                rows.push(made.bytes.get(start..*end).unwrap_or_default());
                start = *end;
            }
        }
        for place in order {
            let row = rows.get(*place).ok_or(Error::Bug("order"))?;
            file.rows(row, &self.widths)?;
        }
        Ok(())
    }
}
