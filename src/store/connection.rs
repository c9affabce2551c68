//! One way to open the store, its settings asserted; transactions and checkpoints of the WAL.

use super::{Error, Result, names, schema};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// An open records.db.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// Whether the names of SQLite's files are left to SQLite; for a test alone.
    trusts_names: bool,
}

/// Pages of 8 KiB: a little better than 4 KiB for sealed rows of some 600 bytes.
const PAGE: i64 = 8192;

/// From half a megabyte on the WAL counts as long. Whoever opens the store first reads it from end
/// to end, and on a full disk it must still fit into the database.
const LONG_WAL: u64 = 512 << 10;

/// No blob of ours is larger: a damaged length must not ask for gigabytes.
const LONGEST_BLOB: i32 = 64 << 20;

impl Store {
    /// Creates a new store at an absolute path.
    pub fn create(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let store = Self::open_with(path, flags, |connection| {
            Ok(connection.pragma_update(None, "page_size", PAGE)?)
        })?;
        store.begin()?;
        schema::create(&store.connection)?;
        store.commit()?;
        Ok(store)
    }

    /// Opens an existing store at an absolute path.
    pub fn open(path: &Path) -> Result<Self> {
        let store = Self::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, |_| Ok(()))?;
        schema::check(&store.connection)?;
        Ok(store)
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of opening the store")]
    fn open_with(
        path: &Path,
        flags: OpenFlags,
        first: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(path, flags)?;
        // Everybody of ours waits for the vault's lock; a busy database is a stranger's doing.
        connection.busy_timeout(Duration::from_millis(500))?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        // The last one out would fold the WAL back at every command; see `fold_long_wal`.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_BLOB)?;
        first(&connection)?;
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        if mode != "wal" {
            return Err(Error::Setting("journal_mode=WAL"));
        }
        connection.execute_batch(
            "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;
             PRAGMA cell_size_check=ON; PRAGMA secure_delete=FAST; PRAGMA cache_size=-32768;
             PRAGMA journal_size_limit=16777216;",
        )?;
        // What SQLite folds back by itself it folds back again and again: that it did is known to
        // open connections only, and a command is the only one. So the WAL would never end.
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        let synchronous: i64 =
            connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        if synchronous != 2 {
            return Err(Error::Setting("synchronous=FULL"));
        }
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection, trusts_names: false })
    }

    /// Begins a read transaction: everything read from now on is of one moment.
    pub fn snapshot(&self) -> Result<()> {
        self.connection.execute_batch("BEGIN")?;
        // SQLite takes its snapshot at the first read, not at BEGIN.
        self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(())
    }

    /// Begins a write transaction.
    pub fn begin(&self) -> Result<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        if self.trusts_names {
            return Ok(());
        }
        names::make_durable(&self.connection).inspect_err(|_| self.rollback())
    }

    /// Commits; when this returns, the transaction is on the device.
    pub fn commit(&self) -> Result<()> {
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    /// Makes sure that a commit which failed stays without effect. Its pages may all stand in the
    /// WAL, and whoever opens the store next would take them for a transaction; so what was
    /// committed before is folded back, and the WAL emptied and synced. Says whether that is done;
    /// otherwise nobody knows whether the transaction will be there.
    pub fn retract(&self) -> bool {
        let fold = "PRAGMA wal_checkpoint(TRUNCATE)";
        let answer = self.connection.query_row(fold, [], |row| Ok((row.get(0)?, row.get(1)?)));
        // Without a WAL the number of its pages is -1.
        let folded = matches!(answer, Ok((0_i64, 0_i64..)));
        let wal = names::wal(&self.connection);
        folded && wal.is_some_and(|wal| std::fs::File::open(wal).and_then(|f| f.sync_all()).is_ok())
    }

    /// Ends a transaction without effect; none is fine too.
    pub fn rollback(&self) {
        if !self.connection.is_autocommit() {
            // A failed rollback leaves the connection in error, and the next statement says so.
            drop(self.connection.execute_batch("ROLLBACK"));
        }
    }

    /// Overwrites deleted content with zeros (in this connection, from now on), free pages too.
    /// Within the pages that it writes anyway SQLite always does: it would otherwise leave copies
    /// of rows behind whenever it moves them, which a later deletion does not reach.
    pub fn overwrite_deleted(&self, on: bool) -> Result<()> {
        let value = if on { "ON" } else { "OFF" };
        self.connection.pragma_update_and_check(None, "secure_delete", value, |_| Ok(()))?;
        Ok(())
    }

    /// Folds the whole WAL back into the database, synced, and empties it. Fails with
    /// [`Error::Busy`] when anybody still reads an older state.
    pub fn fold_wal(&self) -> Result<()> {
        let busy: i64 =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
        if busy == 0 { Ok(()) } else { Err(Error::Busy) }
    }

    /// Folds the WAL back once it is long; for whoever has just committed.
    pub fn fold_long_wal(&self) -> Result<()> {
        if names::length_of_wal(&self.connection) < LONG_WAL { Ok(()) } else { self.fold_wal() }
    }

    /// Leaves the WAL for one large transaction: the pages that it adds are then written once, into
    /// their place, not twice. A crash in it leaves a rollback journal, which the next open plays
    /// back as it returns to the WAL. Says no where anybody else has the database open; while it
    /// lasts nobody else can read.
    pub fn leave_wal(&self) -> Result<bool> {
        let left = self.journal("TRUNCATE");
        match left {
            Err(Error::Busy) => Ok(false),
            left => Ok(left? == "truncate"),
        }
    }

    /// Returns to the WAL.
    pub fn return_to_wal(&self) -> Result<()> {
        if self.journal("WAL")? == "wal" { Ok(()) } else { Err(Error::Setting("journal_mode=WAL")) }
    }

    fn journal(&self, mode: &str) -> Result<String> {
        Ok(self.connection.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))?)
    }

    /// Takes the log back to entry `seq`: only of a copy, which nobody has built upon.
    pub fn cut_log(&self, seq: u64) -> Result<()> {
        for table in ["log", "checkpoint"] {
            self.connection.execute(&format!("DELETE FROM {table} WHERE seq > ?1"), [seq])?;
        }
        Ok(())
    }

    /// Changes one setting, `name=value`: for tests that take from the store what it rests on.
    pub fn set(&self, setting: &str) -> Result<()> {
        Ok(self.connection.execute_batch(&format!("PRAGMA {setting}"))?)
    }

    /// Leaves the names of its files to SQLite: for tests as well.
    pub fn trust_names(&mut self) {
        self.trusts_names = true;
    }

    /// SQLite's own check of pages and indexes; and that tables and header are as we made them,
    /// which SQLite takes as they come.
    pub fn structure_is_sound(&self) -> Result<bool> {
        let answer: String =
            self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(answer == "ok"
            && schema::is_as_made(&self.connection)?
            && self.connection.path().is_some_and(schema::header_is_as_made))
    }
}

#[cfg(test)]
impl Store {
    /// What a stranger does to the database with an SQLite client of his own.
    pub(crate) fn tamper(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_promises_rest_on_are_in_force() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("records.db");
        Store::create(&path).unwrap();
        let store = Store::open(&path).unwrap();
        let pragma = |name: &str| -> String {
            store
                .connection
                .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
                .map(|value| format!("{value:?}"))
                .unwrap()
        };
        assert_eq!(pragma("synchronous"), "Integer(2)");
        assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
        assert_eq!(pragma("page_size"), "Integer(8192)");
        assert_eq!(pragma("temp_store"), "Integer(2)");
        assert_eq!(pragma("secure_delete"), "Integer(2)");
    }

    #[test]
    fn a_large_transaction_may_leave_the_wal_and_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("records.db");
        Store::create(&path).unwrap();
        let store = Store::open(&path).unwrap();
        let other = Store::open(&path).unwrap();
        assert!(!store.leave_wal().unwrap(), "somebody else has it open");
        drop(other);
        for commit in [true, false] {
            assert!(store.leave_wal().unwrap());
            let synchronous: i64 =
                store.connection.pragma_query_value(None, "synchronous", |r| r.get(0)).unwrap();
            assert_eq!(synchronous, 2);
            store.begin().unwrap();
            let sealed = crate::model::Sealed::from_sealed_bytes(vec![7; 9000]);
            store.put_directory(u64::from(commit), &sealed).unwrap();
            if commit {
                store.commit().unwrap();
            } else {
                store.rollback();
            }
            store.return_to_wal().unwrap();
            assert_eq!(Store::open(&path).unwrap().directory_ids().unwrap(), [1]);
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a stranger's file, not one of ours")]
    fn a_stranger_and_a_newer_database_are_refused_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("records.db");
        let store = Store::create(&path).unwrap();
        store.connection.pragma_update(None, "user_version", 2).unwrap();
        store.fold_wal().unwrap();
        drop(store);
        assert!(matches!(Store::open(&path), Err(Error::Newer(2))));
        std::fs::write(&path, [7; 4096]).unwrap();
        assert!(matches!(Store::open(&path), Err(Error::Damaged(_))));
    }
}
