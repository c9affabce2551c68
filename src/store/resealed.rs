//! Rows whose sealed bytes are replaced while they stay what they are.

use super::{Result, Store, TrailRow};
use rusqlite::params;

impl Store {
    /// Replaces the sealed bytes of an entry of a record's trail.
    pub fn reseal_trail(&self, row: &TrailRow) -> Result<()> {
        let mut update = self
            .connection
            .prepare_cached("UPDATE trail SET sealed = ?3 WHERE record = ?1 AND n = ?2")?;
        update.execute(params![row.record, row.n, row.sealed])?;
        Ok(())
    }
}
