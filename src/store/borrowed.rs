//! Reading many records without copying their blobs.

use super::{Error, Result, Store};
use crate::model::{Part, RecordNumber};
use rusqlite::Rows;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;

/// The four sealed parts of a record where SQLite has them.
pub type Parts<'a> = [&'a [u8]; 4];

impl Store {
    /// Hands every record's row of a bucket to `read`, by number.
    pub fn each_record_of<E: From<Error>>(
        &self,
        bucket: u64,
        mut read: impl FnMut(RecordNumber, Parts<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut select = self
            .connection
            .prepare_cached(
                "SELECT number, operational, level1, level2, level3 FROM record
                 WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
            )
            .map_err(Error::from)?;
        let (first, last) = span(bucket)?;
        let mut rows = select.query([first, last]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let part = |at: usize| {
                let value = row.get_ref(at).map_err(Error::from)?;
                value.as_blob().map_err(|_| Error::Shape)
            };
            let number = row.get(0).map_err(Error::from)?;
            read(number, [part(1)?, part(2)?, part(3)?, part(4)?])?;
        }
        Ok(())
    }

    /// Lends `use_them` the trails of a bucket's records, to be gone through by number.
    pub fn with_trails_of<T, E: From<Error>>(
        &self,
        bucket: u64,
        use_them: impl FnOnce(&mut Trails<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut select = self
            .connection
            .prepare_cached(
                "SELECT record, n, part, sealed FROM trail
                 WHERE record BETWEEN ?1 AND ?2 ORDER BY record, n",
            )
            .map_err(Error::from)?;
        let (first, last) = span(bucket)?;
        let rows = select.query([first, last]).map_err(Error::from)?;
        use_them(&mut Trails { rows, record: None, begun: false })
    }
}

/// The first and the last number that a bucket has room for.
fn span(bucket: u64) -> Result<(u64, u64)> {
    let first = bucket.checked_mul(256).ok_or(Error::Shape)?;
    Ok((first, first.saturating_add(255)))
}

/// The trails of the records of a bucket, one behind the other. Nothing is read before it is asked
/// for.
pub struct Trails<'a> {
    rows: Rows<'a>,
    /// Whose entry comes next.
    record: Option<RecordNumber>,
    begun: bool,
}

impl Trails<'_> {
    /// Hands every entry of a record's trail to `read`, in order. Records are asked for by number,
    /// ascending; entries of those in between are passed over.
    pub fn each_of<E: From<Error>>(
        &mut self,
        record: RecordNumber,
        mut read: impl FnMut(u32, Part, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if !self.begun {
            self.begun = true;
            self.step()?;
        }
        while let Some(next) = self.record.filter(|next| *next <= record) {
            if next == record {
                let row = self.rows.get().ok_or(Error::Shape)?;
                let n = row.get(1).map_err(Error::from)?;
                let part = Part::from_number(row.get(2).map_err(Error::from)?);
                let sealed = row.get_ref(3).map_err(Error::from)?;
                let sealed = sealed.as_blob().map_err(|_| Error::Shape)?;
                read(n, part.ok_or(Error::Shape)?, sealed)?;
            }
            self.step()?;
        }
        Ok(())
    }

    fn step(&mut self) -> Result<()> {
        self.record = self.rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(())
    }
}
