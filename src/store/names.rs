//! The names of the files that SQLite makes beside the database, and takes away.
//!
//! A transaction is as durable as the name of the journal or WAL that it rests on, and a WAL or
//! journal that SQLite has removed must not come back with what it held. SQLite syncs the directory
//! behind such a change, and takes no notice if that fails: `unixSync` says that many systems
//! cannot sync a directory. So we do, before a transaction that is the first in its file.

use super::{Error, Result};
use rusqlite::{Connection, ffi};
use std::fs::File;
use std::path::Path;

/// Where the WAL lies, or would.
pub(super) fn wal(connection: &Connection) -> Option<String> {
    connection.path().map(|path| format!("{path}-wal"))
}

/// How long the WAL is, in bytes; 0 for none.
pub(super) fn length_of_wal(connection: &Connection) -> u64 {
    wal(connection).and_then(|wal| std::fs::metadata(wal).ok()).map_or(0, |data| data.len())
}

/// Syncs the directory, unless a transaction in the WAL has done so before: for whoever has just
/// begun one. Without a WAL, too: then the journal has its name already, from the change of mode.
pub(super) fn make_durable(connection: &Connection) -> Result<()> {
    let dir = connection.path().and_then(|path| Path::new(path).parent());
    match dir {
        Some(dir) if length_of_wal(connection) == 0 => {
            File::open(dir).and_then(|dir| dir.sync_all()).map_err(|error| failed(&error))
        }
        _ => Ok(()),
    }
}

/// The failure as SQLite would have told it.
fn failed(error: &std::io::Error) -> Error {
    let failure = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            Error::Full(failure(ffi::SQLITE_FULL))
        }
        _ => Error::Io(failure(ffi::SQLITE_IOERR_DIR_FSYNC)),
    }
}
