//! Reading many records without copying their blobs.

use super::{Error, Result, Store};
use crate::model::{Part, RecordNumber};

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
        let first = bucket.checked_mul(256).ok_or(Error::Shape)?;
        let mut rows = select.query([first, first + 255]).map_err(Error::from)?;
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

    /// Hands every entry of a record's trail to `read`, in order.
    pub fn each_trail_of<E: From<Error>>(
        &self,
        record: RecordNumber,
        mut read: impl FnMut(u32, Part, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut select = self
            .connection
            .prepare_cached("SELECT n, part, sealed FROM trail WHERE record = ?1 ORDER BY n")
            .map_err(Error::from)?;
        let mut rows = select.query([record]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let part = row.get(1).map_err(Error::from)?;
            let part = Part::from_number(part).ok_or(Error::Shape)?;
            let sealed = row.get_ref(2).map_err(Error::from)?;
            let sealed = sealed.as_blob().map_err(|_| Error::Shape)?;
            read(row.get(0).map_err(Error::from)?, part, sealed)?;
        }
        Ok(())
    }
}
