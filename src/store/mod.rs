//! The only module that names rusqlite: numbers, hashes and sealed blobs.
