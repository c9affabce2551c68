//! Ciphers, key derivation, signatures and secrets: pure, without a path or a row.
