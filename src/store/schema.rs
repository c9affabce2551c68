//! The tables.
//!
//! Row ids are sequential integers everywhere: random ones make an import ten times slower. The
//! bucket table is kept narrow and apart from the blobs, so that giving every bucket key a new
//! wrap rewrites 0.4 MB in a vault of a million records, and not the blobs.

use super::{Error, Result};
use rusqlite::Connection;

/// `application_id`: "kdng".
pub(super) const APPLICATION: i32 = 0x6b64_6e67;

/// `user_version`: the version of the tables below.
pub(super) const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE bucket (
    id             INTEGER PRIMARY KEY,
    directory_hash BLOB    NOT NULL,
    counter0       INTEGER NOT NULL,
    counter1       INTEGER NOT NULL,
    counter2       INTEGER NOT NULL,
    counter3       INTEGER NOT NULL,
    wrapped_key    BLOB    NOT NULL
) STRICT;
CREATE TABLE directory (
    bucket INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE record (
    number      INTEGER PRIMARY KEY,
    operational BLOB NOT NULL,
    level1      BLOB NOT NULL,
    level2      BLOB NOT NULL,
    level3      BLOB NOT NULL
) STRICT;
CREATE TABLE segment (
    id     INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
CREATE TABLE trail (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    record INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    part   INTEGER NOT NULL,
    sealed BLOB    NOT NULL,
    UNIQUE (record, n)
) STRICT;
CREATE TABLE log (
    seq        INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT;
CREATE TABLE checkpoint (
    seq        INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    sealed     BLOB    NOT NULL
) STRICT;
";

/// Makes the tables in a new database.
pub(super) fn create(connection: &Connection) -> Result<()> {
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// Refuses a database that is not ours, or newer than this program.
pub(super) fn check(connection: &Connection) -> Result<()> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |r| r.get(0))?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |r| r.get(0))?;
    match (application, version) {
        (APPLICATION, VERSION) => Ok(()),
        (APPLICATION, newer) if newer > VERSION => Err(Error::Newer(newer)),
        _ => Err(Error::Shape),
    }
}
