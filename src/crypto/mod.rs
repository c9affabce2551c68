//! Ciphers, key derivation, signatures and secrets: pure, without a path or a row.

pub mod aead;
pub mod boxes;
pub mod bundle;
pub mod derive;
pub mod digest;
mod hex;
pub mod identity;
pub mod mac;
pub mod passphrase;
pub mod random;
pub mod recovery;
pub mod secret;
pub mod sign;
pub mod slot;
pub mod sshsig;
mod wire;

pub use wire::Malformed;
