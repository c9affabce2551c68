//! Ciphers, key derivation, signatures and secrets: pure, without a path or a row.
//!
//! This is the only module that names a cipher, a hash, a MAC, a key derivation or age. There is
//! one suite, called `k1`; nothing is negotiated and what is unknown is refused. What follows is
//! normative: with it a second reader can be written in another language. Where each key lives
//! and what is kept in which place is described in [`vault`](crate::vault).
//!
//! # Notation
//! ‖ joins bytes; `u8 u16 u32 u64` are unsigned big-endian integers unless said otherwise; text
//! in quotes is ASCII without a terminator; a *string* is `u32` length ‖ bytes, as in SSH; hash
//! is SHA-256. Hexadecimal is written in lower case and read in lower case only.
//!
//! # Sealed values ([`aead`])
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a random nonce:
//! ```text
//! sealed  = nonce[24] ‖ ciphertext ‖ tag[16]
//! ```
//! The plaintext of a *key* is its 32 bytes; a sealed key has 72. Every other plaintext is padded:
//! ```text
//! padded  = length u32 LITTLE-endian ‖ data ‖ zeros
//! ```
//! With n = 4 + length of the data, the size is n rounded up to a multiple of 64 when n ≤ 1024,
//! else Padmé: e = ⌊log₂ n⌋, s = ⌊log₂ e⌋ + 1, n rounded up to a multiple of 2^(e−s). A reader
//! refuses a size that is not this one and padding that is not zero.
//!
//! The additional authenticated data has 74 bytes; fields that a purpose does not use are 0:
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 10 | `"kedang/k1/"` |
//! | 10 | 1 | purpose: 1 bucket key, 2 directory, 3 compartment, 4 segment, 5 trail, 6 log entry, 7 checkpoint, 8 policy, 9 slot, 10 generation, 11 key file, 12 suppressed |
//! | 11 | 32 | vault id |
//! | 43 | 8 | subject: record, bucket, log entry or operator |
//! | 51 | 1 | part: 0 operational, 1–3 the level; for slots and generations see there |
//! | 52 | 4 | key generation |
//! | 56 | 8 | epoch |
//! | 64 | 2 | schema |
//! | 66 | 8 | revision |
//!
//! # Derived keys ([`derive`](mod@derive))
//! HKDF-SHA-256 (RFC 5869), 32 bytes of output, no salt unless said.
//!
//! | key | input keying material | info |
//! |---|---|---|
//! | header MAC | vault key | `"kedang/k1/header-mac"` |
//! | log | vault key | `"kedang/k1/log"` |
//! | policy | vault key | `"kedang/k1/policy"` |
//! | wrap key | vault key ‖ epoch key | `"kedang/k1/wrap"` ‖ epoch `u64` ‖ generation `u32` |
//! | key file of a destination | vault key ‖ the destination's key | `"kedang/k1/key-file"` ‖ number of that key `u64` ‖ generation `u32` |
//! | suppressed | level 1 key | `"kedang/k1/suppressed"` |
//! | suppressed, hashes | level 1 key | `"kedang/k1/suppressed/hash"` |
//! | pseudonyms for one recipient | level key | `"kedang/k1/pseudonym"` ‖ level `u8` ‖ hash(the recipient's name) |
//! | segment, level 1–3 | bucket key ‖ level key | `"kedang/k1/segment"` ‖ bucket `u64` ‖ level `u8` |
//! | segment, operational | bucket key | `"kedang/k1/segment/op"` ‖ bucket `u64` |
//! | compartment, level 1–3 | record key ‖ level key | `"kedang/k1/compartment"` ‖ record `u64` ‖ level `u8` |
//! | compartment, operational | record key ‖ vault key | `"kedang/k1/compartment/op"` ‖ record `u64` |
//! | recovery | the code's 20 bytes; salt: the slot's 16 bytes | `"kedang/k1/recovery"` |
//!
//! A passphrase becomes a key by Argon2id version 0x13 over its UTF-8 in Unicode normalisation
//! form C, with the slot's salt of 16 bytes and its cost ([`passphrase`]); a cost below 64 MiB,
//! 3 passes, 1 lane or above 1 GiB, 10 passes, 8 lanes is refused.
//!
//! A recovery code is 20 bytes, the first the most significant, in Crockford's base 32 (digits
//! `0123456789ABCDEFGHJKMNPQRSTVWXYZ`), 32 digits, no check digit ([`recovery`]).
//!
//! # Hashes, MAC and signatures
//! * The header is authenticated by HMAC-SHA-256 ([`mac`]).
//! * A pseudonym is `p` ‖ the first 80 bits, in hexadecimal, of HMAC-SHA-256 over field ‖ `u8` 0 ‖
//!   value under the key of pseudonyms ([`pseudonym()`]).
//! * A signature is Ed25519 (RFC 8032; verified strictly, weak keys refused) over
//!   label ‖ `u8` 0 ‖ hash(bytes) ([`sign`]).
//! * The vault id is hash(the 32 bytes of the genesis public key).
//! * Certificates carry an SSHSIG (OpenSSH's PROTOCOL.sshsig) with `sha512` ([`sshsig`]).
//!
//! # Operators
//! An operator has an Ed25519 and an X25519 key. *Boxes* are age files (age-encryption.org/v1,
//! binary), those of bundles with one X25519 recipient ([`boxes`]).
//!
//! The **private half** ([`slot`]), 171 bytes:
//! ```text
//! version u8 = 1 ‖ X25519 secret as the 74 characters "AGE-SECRET-KEY-1…" ‖ Ed25519 seed[32]
//!   ‖ vault id[32] ‖ genesis public key[32]
//! ```
//! The vault id must be that of the genesis key. It is sealed by a passphrase or recovery key with
//! purpose 9, subject the operator's number, part 1 for a passphrase, 2 for a recovery code; or it
//! is in a box to the recipients of an identity file.
//!
//! The **bundle** ([`bundle`]), in a box to the operator's X25519 key:
//! ```text
//! version u8 = 1 ‖ vault id[32] ‖ generation u32 ‖ vault key[32]
//!   ‖ levels u8 (bit 0 level 1, bit 1 level 2, bit 2 level 3) ‖ those level keys[32], in order
//!   ‖ count u32 ‖ count × (generation u32 ‖ vault key[72] ‖ level 1[72] ‖ level 2[72] ‖ level 3[72])
//! ```
//! Generations count from 1; the older ones follow the newest first without a gap. Each 72-byte key of
//! generation g is sealed under the same key of g + 1 with purpose 10, generation g, and part 0
//! for the vault key or 1–3 for the level. A reader opens those it has the successor's key for.
//!
//! In both, an unknown version, bytes missing and bytes left over are refused.

pub mod aead;
pub mod alone;
pub mod boxes;
pub mod bundle;
pub mod derive;
pub mod digest;
pub mod identity;
pub mod mac;
mod padding;
pub mod passphrase;
mod pseudonym;
pub mod random;
pub mod recovery;
pub mod secret;
pub mod sign;
pub mod slot;
pub mod sshsig;
mod stream;
mod wire;

pub use aead::{Context, Purpose, Unopened, open, open_into, open_key, read_back, seal, seal_key};
pub use alone::key_of_one;
pub use boxes::{BoxKey, BoxRecipient};
pub use bundle::{Bundle, BundleError, Generation, Older};
pub use digest::sha256;
pub use identity::{Dialogue, IdentityError, IdentityFile, NoCallbacks, Person, Recipients};
pub use passphrase::{Cost, Passphrase};
pub use pseudonym::pseudonym;
pub use random::{OsRandom, Random, RandomError};
pub use recovery::RecoveryCode;
pub use secret::Key;
pub use sign::{Signature, SigningKey, VaultId, VerifyingKey};
pub use slot::PrivateHalf;
pub use stream::{SealedWriter, SealingError};
pub use wire::Malformed;
