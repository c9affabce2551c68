//! Whether the form holds what is to be handed out, before anything is logged: what turned out only
//! when it is written would be logged as gone, use an approval up, and leave half a file.

use super::bucket::{Bucket, Opener};
use super::card;
use super::cover::Lens;
use super::error::{Error, Result};
use super::export::{Drawn, Export, ExportColumn, Form, parts};
use super::export_fault::ExportFault;
use super::session::Vault;
use super::typed;
use crate::model::{Level, Part, RecordNumber};
use crate::store::Store;
use crate::transfer::XLSX_ROWS;

impl Vault {
    /// Refuses cards without a name; in a sheet more records than a sheet has rows, and a value that is longer than a cell; for the
    /// latter the columns that may have such values are rendered once, and thrown away.
    pub(super) fn require_fits(
        &self,
        order: &Export<'_>,
        (numbers, columns): (&[RecordNumber], &[ExportColumn]),
        lens: &Lens,
    ) -> Result<()> {
        if order.form == Form::Cards && !card::has_name(self.policy, columns) {
            return Err(Error::Export(ExportFault::NoCardName));
        }
        if !matches!(order.form, Form::Xlsx { .. }) {
            return Ok(());
        }
        let count = numbers.len() as u64;
        if count > XLSX_ROWS {
            return Err(Error::Export(ExportFault::TooManyRows { count, limit: XLSX_ROWS }));
        }
        let may_be_long = |column: &ExportColumn| typed::may_be_long(self.policy, *column);
        let long: Vec<ExportColumn> = columns.iter().copied().filter(may_be_long).collect();
        if long.is_empty() {
            return Ok(());
        }
        self.render(order, (numbers, &long), lens).map(drop)
    }

    /// Of how many records the level-1 values would stay behind for want of consent, as it is counted
    /// when they are handed out.
    pub(super) fn would_hold(
        &self,
        order: &Export<'_>,
        (numbers, columns): (&[RecordNumber], &[ExportColumn]),
        lens: &Lens,
    ) -> Result<u64> {
        let is_secret = |column: &ExportColumn| {
            let part = |field| self.policy.part(field) == Part::Level(Level::One);
            matches!(*column, ExportColumn::Field(field) if part(field))
        };
        let secret: Vec<ExportColumn> = columns.iter().copied().filter(is_secret).collect();
        if secret.is_empty() { Ok(0) } else { self.render(order, (numbers, &secret), lens) }
    }

    /// Renders columns of records and throws it away; counts those whose level-1 values stay behind.
    fn render(
        &self,
        order: &Export<'_>,
        (numbers, columns): (&[RecordNumber], &[ExportColumn]),
        lens: &Lens,
    ) -> Result<u64> {
        let (drawn, parts) = (Drawn::of(self, order)?, parts(self.policy, columns));
        let sheet = drawn.sheet(self.policy, columns, lens);
        let state = &self.state;
        let make = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            let first = group.first().map(|number| number.bucket()).unwrap_or_default();
            let row = state.bucket(first).ok_or(Error::Bug("bucket"))?;
            let bucket = Bucket::load(store, opener, row)?;
            sheet.render((store, opener), (row, &bucket), group, &parts).map(|made| made.held)
        };
        let mut held = 0;
        self.stream_as(numbers, &make, &mut |more| {
            held += more;
            Ok(())
        })?;
        Ok(held)
    }
}
