//! Ciphers, key derivation, signatures and secrets: pure, without a path or a row.

pub mod aead;
pub mod derive;
pub mod digest;
mod hex;
pub mod mac;
pub mod random;
pub mod secret;
pub mod sign;
mod wire;
