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
pub use aead::{Context, Purpose, Unopened, open, open_into, open_key, seal, seal_key};
pub use boxes::{BoxKey, BoxRecipient};
pub use bundle::{Bundle, BundleError, Generation};
pub use digest::sha256;
pub use identity::{IdentityError, IdentityFile, NoCallbacks, Recipients};
pub use passphrase::{Cost, Passphrase};
pub use random::{OsRandom, Random, RandomError};
pub use recovery::RecoveryCode;
pub use secret::Key;
pub use sign::{Signature, SigningKey, VaultId, VerifyingKey};
pub use slot::PrivateHalf;
