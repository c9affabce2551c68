//! The only module that names rusqlite. It sees numbers, hashes and sealed blobs, and its types
//! accept nothing else.
//!
//! The file is a plain SQLite database in WAL mode with `synchronous=FULL`. Anything weaker loses
//! vaults on a power cut, because the keyhole is rewritten on the strength of a commit; therefore
//! both settings are read back after they are made, here and in a test.

mod borrowed;
mod connection;
mod error;
mod names;
mod resealed;
mod rows;
mod schema;

pub use borrowed::{Parts, Trails};
pub use connection::Store;
pub use error::Error;
pub use rows::{BucketRow, LogRow, RecordRow, TrailRow};

/// The outcome of a store operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;
