//! The tables.
//!
//! Row ids are sequential integers everywhere: random ones make an import ten times slower. The
//! bucket table is kept narrow and apart from the blobs, so that giving every bucket key a new
//! wrap rewrites 0.4 MB in a vault of a million records, and not the blobs.

use super::{Error, Result};
use rusqlite::Connection;
use std::fs::File;
use std::io::Read;

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

/// The fields of the file's header that are always the same, with the place where each begins:
/// page size; reserved bytes and fractions; schema format to text encoding; application; reserved bytes.
const HEADER: [(usize, &[u8]); 6] = [
    (16, &[0x20, 0]),
    (20, &[0, 64, 32, 32]),
    (44, &[0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
    (64, &[0; 4]),
    (68, &APPLICATION.to_be_bytes()),
    (72, &[0; 20]),
];

/// Where the header says whether there is a WAL, and what it may say: so it is, or the power went
/// while a large transaction was written without one.
const JOURNAL: (usize, [&[u8]; 2]) = (18, [&[2, 2], &[1, 1]]);

/// Whether the tables are those that [`create`] makes.
pub(super) fn is_as_made(connection: &Connection) -> Result<bool> {
    let mut select = connection.prepare(
        // As a blob a name means the same to SQLite; one bit makes the difference.
        "SELECT CASE WHEN 'blob' IN (typeof(type), typeof(name), typeof(tbl_name), typeof(sql)) THEN 'blob '
                     ELSE '' END || type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')
         FROM sqlite_schema",
    )?;
    let found = select.query_map([], |row| row.get(0))?;
    let mut found = found.collect::<rusqlite::Result<Vec<String>>>()?;
    let table = |sql: &str| {
        let name = sql.split([' ', '(']).nth(2).unwrap_or_default();
        format!("table {name} {name} {sql}")
    };
    // The last two SQLite makes by itself, for AUTOINCREMENT and UNIQUE.
    let tables = TABLES.split(';').map(str::trim).filter(|table| !table.is_empty());
    let tables = tables.chain(["CREATE TABLE sqlite_sequence(name,seq)"]).map(table);
    let index = "index sqlite_autoindex_trail_1 trail ".to_owned();
    let mut made: Vec<String> = tables.chain([index]).collect();
    found.sort_unstable();
    made.sort_unstable();
    Ok(found == made)
}

/// Whether the header of the file at `path` is one that we write.
pub(super) fn header_is_as_made(path: &str) -> bool {
    let mut header = [0; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    let same = |(at, bytes): &(usize, &[u8])| header.get(*at..at + bytes.len()) == Some(*bytes);
    let (at, either) = JOURNAL;
    read.is_ok()
        && HEADER.iter().all(same)
        && header.get(at..at + 2).is_some_and(|journal| either.contains(&journal))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One flipped bit makes a text of the schema a blob, of which SQLite's own check says nothing.
    #[test]
    fn a_table_whose_name_became_a_blob_is_none_of_ours() {
        for column in ["type", "name", "tbl_name", "sql"] {
            let connection = Connection::open_in_memory().unwrap();
            create(&connection).unwrap();
            assert!(is_as_made(&connection).unwrap());
            let sql = format!(
                "PRAGMA writable_schema = ON;
                 UPDATE sqlite_schema SET {column} = CAST({column} AS BLOB) WHERE name = 'record'"
            );
            connection.execute_batch(&sql).unwrap();
            assert!(!is_as_made(&connection).unwrap(), "{column}");
        }
    }
}
