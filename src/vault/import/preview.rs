//! The first rows of a file as they would be stored. Nothing is written, and no record is opened.

use std::io::Read;

use super::rules::{Names, Rules};
use super::source::Source;
use super::{Fault, Import, PassedOver, Why};
use crate::model::{Capability, FieldId, Fields};
use crate::transfer::{Record, SheetPlace};
use crate::vault::error::Result;
use crate::vault::session::Vault;
use crate::vault::suppress::Suppressed;

/// What an import would make of a file.
pub struct Preview {
    /// The columns with the fields that they hold; of rows that name their own values the fields
    /// that the rows have.
    pub columns: Vec<(String, Option<FieldId>)>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// What rows said that was passed over.
    pub passed: Vec<PassedOver>,
    /// The file's encoding.
    pub encoding: &'static str,
    /// Which sheet was read.
    pub sheet: Option<SheetPlace>,
}

/// One row of a [`Preview`].
pub struct PreviewRow {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Its values.
    pub fields: Fields,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
}

impl Vault {
    /// Reads the first `count` rows of `input`.
    pub fn preview(
        &mut self,
        input: Box<dyn Read + Send>,
        order: &Import<'_>,
        count: usize,
    ) -> Result<Preview> {
        self.require(Capability::Write)?;
        self.release()?;
        let mut source = Source::open(input, order.read, self.naming(order.map))?;
        let (names, mapped) = self.names(&source, order)?;
        let mut columns: Vec<(String, Option<FieldId>)> = Vec::new();
        if let Names::Header(headers) = &names {
            let held = headers.columns().iter().map(|column| column.field(self.policy));
            columns.extend(source.header().unwrap_or_default().iter().cloned().zip(held));
        }
        let (encoding, sheet) = (source.encoding(), source.sheet());
        let mut rules =
            Rules::new(self.policy, (names, mapped), order.on_conflict, (self.today()?, None));
        rules.link_by(self.ring.clearance, source.header().unwrap_or_default());
        rules.take_source(order);
        self.hold_shared()?;
        let suppressed =
            if rules.unique.is_empty() { Ok(Suppressed::default()) } else { self.suppressed() };
        self.release()?;
        let suppressed = suppressed?;
        let row = |record: &Record<'_>| row((&rules, &suppressed), record);
        let mut rows: Vec<PreviewRow> = Vec::new();
        while rows.len() < count
            && let Some((_, batch)) = source.next()?
        {
            let more = batch.records().take(count - rows.len()).map(|record| row(&record));
            rows.extend(more);
        }
        if columns.is_empty() {
            let mut seen: Vec<FieldId> =
                rows.iter().flat_map(|row| row.fields.iter().map(|(field, _)| field)).collect();
            seen.sort_unstable();
            seen.dedup();
            columns = seen
                .into_iter()
                .map(|field| (self.policy.field(field).id.clone(), Some(field)))
                .collect();
        }
        Ok(Preview { columns, rows, passed: rules.into_passed(), encoding, sheet })
    }
}

fn row((rules, suppressed): (&Rules, &Suppressed), record: &Record<'_>) -> PreviewRow {
    let line = record.line;
    // Which records its links mean shows when all rows are there.
    let (fields, wrong) = match rules.named(record) {
        Ok(None) => rules.entered(record),
        Ok(Some(named)) => {
            let mut rows = named.row.records().map(|row| rules.entered(&row));
            rows.next().unwrap_or_default()
        }
        Err(wrong) => (Fields::new(), vec![wrong]),
    };
    // Who is not to be entered again is not shown either.
    if let Some(field) = suppressed.first(rules.policy, &fields) {
        let fault = Fault { line, field: Some(field), why: Why::Suppressed };
        return PreviewRow { line, fields: Fields::new(), faults: vec![fault] };
    }
    let faults = wrong.into_iter().map(|(field, why)| Fault { line, field, why }).collect();
    PreviewRow { line, fields, faults }
}
