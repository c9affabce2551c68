//! What can go wrong in the store, sorted by what the user can do about it.

use rusqlite::ErrorCode;

/// A store operation failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk, or the user's part of it, is full; nothing was written.
    #[error("the disk is full")]
    Full(#[source] rusqlite::Error),
    /// Reading, writing or syncing failed.
    #[error("input or output failed")]
    Io(#[source] rusqlite::Error),
    /// The file is no database, or its structure is broken.
    #[error("the database is damaged")]
    Damaged(#[source] rusqlite::Error),
    /// A value has a shape that this format does not have (a digest of 31 bytes, say).
    #[error("a stored value has the wrong shape")]
    Shape,
    /// The schema is newer than this program.
    #[error("schema version {0}")]
    Newer(i64),
    /// Somebody works on the database without taking the vault's lock.
    #[error("the database is in use without the lock")]
    Busy,
    /// A setting that the promises rest on did not take.
    #[error("{0} could not be set")]
    Setting(&'static str),
    /// Anything else: a bug of ours.
    #[error("the store failed")]
    Bug(#[source] rusqlite::Error),
}

impl Error {
    /// Whether a commit that failed so left nothing behind: the write of a page failed, and the one
    /// that makes it a transaction comes last. After a sync that failed all of it may be there.
    pub fn leaves_nothing(&self) -> bool {
        match self {
            Self::Full(_) => true,
            Self::Io(rusqlite::Error::SqliteFailure(failure, _)) => {
                failure.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE
            }
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full(error),
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(error),
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied => Self::Io(error),
                _ if damaged_schema(&error) => Self::Damaged(error),
                _ => Self::Bug(error),
            },
            E::InvalidColumnType(..)
            | E::Utf8Error(..)
            | E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..) => Self::Shape,
            _ if damaged_schema(&error) => Self::Damaged(error),
            _ => Self::Bug(error),
        }
    }
}

/// A table or column of ours that is missing, and a form of file that we do not write, mean that
/// the file was tampered with or damaged.
fn damaged_schema(error: &rusqlite::Error) -> bool {
    const SAID: [&str; 4] =
        ["no such table", "no such column", "malformed", "unsupported file format"];
    let text = error.to_string();
    SAID.iter().any(|said| text.contains(said))
}
