//! The rows, typed: numbers, hashes and sealed blobs.

use super::{Error, Result, Store};
use crate::model::{Digest, Part, RecordNumber, Sealed};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql, params};

/// One bucket in the narrow table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketRow {
    /// The bucket's number.
    pub id: u64,
    /// SHA-256 of the sealed directory.
    pub directory_hash: Digest,
    /// How often each part's search segment was replaced or dropped.
    pub counters: [u32; 4],
    /// The bucket key under the current wrap key.
    pub wrapped_key: Sealed,
}

/// One record: its four sealed parts in the order of [`Part::ALL`]; an absent part is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// The record's number.
    pub number: RecordNumber,
    /// Operational part, levels 1, 2, 3.
    pub parts: [Sealed; 4],
}

/// One sealed entry of a record's events and history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRow {
    /// The record's number.
    pub record: RecordNumber,
    /// Its place in the record's trail, from 1.
    pub n: u32,
    /// The part whose key seals it.
    pub part: Part,
    /// The entry.
    pub sealed: Sealed,
}

/// One sealed entry of the log, or the sealed checkpoint behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its sequence number, from 1.
    pub seq: u64,
    /// The generation of the vault key that seals it.
    pub generation: u32,
    /// The entry or checkpoint.
    pub sealed: Sealed,
}

impl ToSql for Sealed {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.as_bytes())))
    }
}

impl FromSql for Sealed {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob().map(|bytes| Self::from_sealed_bytes(bytes.to_vec()))
    }
}

impl ToSql for Digest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Digest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_blob()?.try_into().map(Self).map_err(|_| FromSqlError::InvalidType)
    }
}

impl ToSql for RecordNumber {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        i64::try_from(self.get())
            .map(Into::into)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

impl FromSql for RecordNumber {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = u64::column_result(value)?;
        Self::new(number).ok_or(FromSqlError::InvalidType)
    }
}

/// Where a segment stands: all segments of one part lie side by side, so that a search reads
/// only what it needs.
fn segment_id(part: Part, bucket: u64) -> Result<i64> {
    const STRIDE: u64 = 1 << 56;
    if bucket >= STRIDE {
        return Err(Error::Shape);
    }
    i64::try_from(u64::from(part.get()) * STRIDE + bucket).map_err(|_| Error::Shape)
}

fn bucket_row(row: &Row<'_>) -> rusqlite::Result<BucketRow> {
    Ok(BucketRow {
        id: row.get(0)?,
        directory_hash: row.get(1)?,
        counters: [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?],
        wrapped_key: row.get(6)?,
    })
}

fn record_row(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        number: row.get(0)?,
        parts: [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?],
    })
}

fn log_row(row: &Row<'_>) -> rusqlite::Result<LogRow> {
    Ok(LogRow { seq: row.get(0)?, generation: row.get(1)?, sealed: row.get(2)? })
}

const BUCKET: &str =
    "SELECT id, directory_hash, counter0, counter1, counter2, counter3, wrapped_key FROM bucket";

/// Buckets and their directories.
impl Store {
    /// Every bucket, by number.
    pub fn buckets(&self) -> Result<Vec<BucketRow>> {
        let mut select = self.connection.prepare_cached(&format!("{BUCKET} ORDER BY id"))?;
        let rows = select.query_map([], bucket_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One bucket, if it is there.
    pub fn bucket(&self, id: u64) -> Result<Option<BucketRow>> {
        let mut select = self.connection.prepare_cached(&format!("{BUCKET} WHERE id = ?1"))?;
        Ok(select.query_row([id], bucket_row).optional()?)
    }

    /// Writes a bucket, new or not.
    pub fn put_bucket(&self, row: &BucketRow) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO bucket
             (id, directory_hash, counter0, counter1, counter2, counter3, wrapped_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let [c0, c1, c2, c3] = row.counters;
        insert.execute(params![row.id, row.directory_hash, c0, c1, c2, c3, row.wrapped_key])?;
        Ok(())
    }

    /// Replaces the wrapped key of a bucket.
    pub fn put_wrapped_key(&self, id: u64, wrapped: &Sealed) -> Result<()> {
        let mut update =
            self.connection.prepare_cached("UPDATE bucket SET wrapped_key = ?2 WHERE id = ?1")?;
        update.execute(params![id, wrapped])?;
        Ok(())
    }

    /// The sealed directory of a bucket, if it is there.
    pub fn directory(&self, bucket: u64) -> Result<Option<Sealed>> {
        let mut select =
            self.connection.prepare_cached("SELECT sealed FROM directory WHERE bucket = ?1")?;
        Ok(select.query_row([bucket], |row| row.get(0)).optional()?)
    }

    /// The buckets that have a directory.
    pub fn directory_ids(&self) -> Result<Vec<u64>> {
        let mut select =
            self.connection.prepare_cached("SELECT bucket FROM directory ORDER BY bucket")?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes a bucket's directory.
    pub fn put_directory(&self, bucket: u64, sealed: &Sealed) -> Result<()> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO directory (bucket, sealed) VALUES (?1, ?2)")?;
        insert.execute(params![bucket, sealed])?;
        Ok(())
    }
}

/// Records and their trails.
impl Store {
    /// One record's row, if it is there.
    pub fn record(&self, number: RecordNumber) -> Result<Option<RecordRow>> {
        let mut select = self.connection.prepare_cached(
            "SELECT number, operational, level1, level2, level3 FROM record WHERE number = ?1",
        )?;
        Ok(select.query_row([number], record_row).optional()?)
    }

    /// Every record's row of a bucket, by number.
    pub fn records_of(&self, bucket: u64) -> Result<Vec<RecordRow>> {
        let mut select = self.connection.prepare_cached(
            "SELECT number, operational, level1, level2, level3 FROM record
             WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
        )?;
        let first = bucket.checked_mul(256).ok_or(Error::Shape)?;
        let rows = select.query_map([first, first + 255], record_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many records there are.
    pub fn count_records(&self) -> Result<u64> {
        Ok(self.connection.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?)
    }

    /// Adds a new record's row; one with its number must not be there.
    pub fn insert_record(&self, row: &RecordRow) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO record (number, operational, level1, level2, level3)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let [operational, level1, level2, level3] = &row.parts;
        insert.execute(params![row.number, operational, level1, level2, level3])?;
        Ok(())
    }

    /// Replaces a record's row.
    pub fn update_record(&self, row: &RecordRow) -> Result<()> {
        let mut update = self.connection.prepare_cached(
            "UPDATE record SET operational = ?2, level1 = ?3, level2 = ?4, level3 = ?5
             WHERE number = ?1",
        )?;
        let [operational, level1, level2, level3] = &row.parts;
        update.execute(params![row.number, operational, level1, level2, level3])?;
        Ok(())
    }

    /// Deletes a record's row and its trail; gives the number of rows that went.
    pub fn delete_record(&self, number: RecordNumber) -> Result<u64> {
        let mut trail = self.connection.prepare_cached("DELETE FROM trail WHERE record = ?1")?;
        let mut record = self.connection.prepare_cached("DELETE FROM record WHERE number = ?1")?;
        let rows = trail.execute([number])? + record.execute([number])?;
        Ok(rows as u64)
    }

    /// A record's events and history, in order.
    pub fn trail(&self, record: RecordNumber) -> Result<Vec<TrailRow>> {
        let mut select = self
            .connection
            .prepare_cached("SELECT n, part, sealed FROM trail WHERE record = ?1 ORDER BY n")?;
        let rows = select.query_map([record], |row| {
            let part = Part::from_number(row.get(1)?).ok_or(FromSqlError::InvalidType)?;
            Ok(TrailRow { record, n: row.get(0)?, part, sealed: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many trail rows there are in all.
    pub fn count_trail(&self) -> Result<u64> {
        Ok(self.connection.query_row("SELECT count(*) FROM trail", [], |row| row.get(0))?)
    }

    /// Adds an entry to a record's trail.
    pub fn insert_trail(&self, row: &TrailRow) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO trail (record, n, part, sealed) VALUES (?1, ?2, ?3, ?4)",
        )?;
        insert.execute(params![row.record, row.n, row.part.get(), row.sealed])?;
        Ok(())
    }
}

/// Search segments.
impl Store {
    /// The sealed search segment of a bucket's part, if it is there.
    pub fn segment(&self, part: Part, bucket: u64) -> Result<Option<Sealed>> {
        let mut select =
            self.connection.prepare_cached("SELECT sealed FROM segment WHERE id = ?1")?;
        Ok(select.query_row([segment_id(part, bucket)?], |row| row.get(0)).optional()?)
    }

    /// Hands the bytes of a sealed segment to `read` without copying them.
    pub fn with_segment<T>(
        &self,
        part: Part,
        bucket: u64,
        read: impl FnOnce(Option<&[u8]>) -> T,
    ) -> Result<T> {
        let mut select =
            self.connection.prepare_cached("SELECT sealed FROM segment WHERE id = ?1")?;
        let mut rows = select.query([segment_id(part, bucket)?])?;
        match rows.next()? {
            Some(row) => Ok(read(Some(row.get_ref(0)?.as_blob().map_err(|_| Error::Shape)?))),
            None => Ok(read(None)),
        }
    }

    /// Writes a search segment.
    pub fn put_segment(&self, part: Part, bucket: u64, sealed: &Sealed) -> Result<()> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO segment (id, sealed) VALUES (?1, ?2)")?;
        insert.execute(params![segment_id(part, bucket)?, sealed])?;
        Ok(())
    }

    /// How many search segments there are in all.
    pub fn count_segments(&self) -> Result<u64> {
        Ok(self.connection.query_row("SELECT count(*) FROM segment", [], |row| row.get(0))?)
    }

    /// Drops a search segment.
    pub fn delete_segment(&self, part: Part, bucket: u64) -> Result<u64> {
        let mut delete = self.connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?;
        Ok(delete.execute([segment_id(part, bucket)?])? as u64)
    }
}

/// The log and its checkpoints.
impl Store {
    /// Adds a log entry.
    pub fn insert_entry(&self, row: &LogRow) -> Result<()> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO log (seq, generation, sealed) VALUES (?1, ?2, ?3)")?;
        insert.execute(params![row.seq, row.generation, row.sealed])?;
        Ok(())
    }

    /// Hands every log entry from `first` on to `read`, in order, until it says no.
    pub fn each_entry<E: From<Error>>(
        &self,
        first: u64,
        mut read: impl FnMut(LogRow) -> std::result::Result<bool, E>,
    ) -> std::result::Result<(), E> {
        let mut select = self
            .connection
            .prepare_cached("SELECT seq, generation, sealed FROM log WHERE seq >= ?1 ORDER BY seq")
            .map_err(Error::from)?;
        let mut rows = select.query([first]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            if !read(log_row(row).map_err(Error::from)?)? {
                break;
            }
        }
        Ok(())
    }

    /// One log entry, if it is there.
    pub fn entry(&self, seq: u64) -> Result<Option<LogRow>> {
        let mut select = self
            .connection
            .prepare_cached("SELECT seq, generation, sealed FROM log WHERE seq = ?1")?;
        Ok(select.query_row([seq], log_row).optional()?)
    }

    /// The number of the newest log entry, 0 when there is none.
    pub fn last_seq(&self) -> Result<u64> {
        Ok(self.connection.query_row("SELECT coalesce(max(seq), 0) FROM log", [], |r| r.get(0))?)
    }

    /// Adds a checkpoint.
    pub fn insert_checkpoint(&self, row: &LogRow) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO checkpoint (seq, generation, sealed) VALUES (?1, ?2, ?3)",
        )?;
        insert.execute(params![row.seq, row.generation, row.sealed])?;
        Ok(())
    }

    /// The newest checkpoint, if there is one.
    pub fn last_checkpoint(&self) -> Result<Option<LogRow>> {
        let mut select = self.connection.prepare_cached(
            "SELECT seq, generation, sealed FROM checkpoint ORDER BY seq DESC LIMIT 1",
        )?;
        Ok(select.query_row([], log_row).optional()?)
    }

    /// The first checkpoint at or behind log entry `seq`, if there is one.
    pub fn checkpoint_covering(&self, seq: u64) -> Result<Option<LogRow>> {
        let mut select = self.connection.prepare_cached(
            "SELECT seq, generation, sealed FROM checkpoint WHERE seq >= ?1 ORDER BY seq LIMIT 1",
        )?;
        Ok(select.query_row([seq], log_row).optional()?)
    }

    /// The last checkpoint before log entry `seq`, if there is one.
    pub fn checkpoint_before(&self, seq: u64) -> Result<Option<LogRow>> {
        let mut select = self.connection.prepare_cached(
            "SELECT seq, generation, sealed FROM checkpoint WHERE seq < ?1 ORDER BY seq DESC LIMIT 1",
        )?;
        Ok(select.query_row([seq], log_row).optional()?)
    }

    /// Every checkpoint, in order.
    pub fn checkpoints(&self) -> Result<Vec<LogRow>> {
        let mut select = self
            .connection
            .prepare_cached("SELECT seq, generation, sealed FROM checkpoint ORDER BY seq")?;
        let rows = select.query_map([], log_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
