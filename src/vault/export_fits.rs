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
use crate::model::RecordNumber;
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
        let (drawn, parts) = (Drawn::of(self, order), parts(self.policy, &long));
        let sheet = drawn.sheet(self.policy, &long, lens);
        let state = &self.state;
        let make = |store: &Store, opener: &Opener<'_>, group: &[RecordNumber]| {
            let first = group.first().map(|number| number.bucket()).unwrap_or_default();
            let row = state.bucket(first).ok_or(Error::Bug("bucket"))?;
            let bucket = Bucket::load(store, opener, row)?;
            sheet.render((store, opener), (row, &bucket), group, &parts).map(drop)
        };
        self.stream_as(numbers, &make, &mut |()| Ok(()))
    }
}
