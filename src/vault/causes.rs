//! What failures of the layers below mean to a use case.

use super::error::{Error, Place};
use crate::crypto;
use crate::files::{FileError, LockError};
use crate::store;

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        if error.is_full() { Self::Full(Box::new(error)) } else { Self::File(error) }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        const FILE: &str = "records.db";
        match error {
            store::Error::Full(_) => Self::Full(Box::new(error)),
            store::Error::Damaged(_) => Self::damaged(Place::new(FILE, "damage-structure")),
            store::Error::Shape => Self::damaged(Place::new(FILE, "damage-shape")),
            store::Error::Newer(_) => Self::Newer("schema"),
            other => Self::Store(other),
        }
    }
}

impl From<LockError> for Error {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Timeout { waited, holder } => {
                Self::Locked { seconds: waited.as_secs(), holder }
            }
            LockError::File(error) => error.into(),
        }
    }
}

impl From<crypto::RandomError> for Error {
    fn from(_: crypto::RandomError) -> Self {
        Self::NoRandomness
    }
}
