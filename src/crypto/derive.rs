//! Keys from keys: HKDF-SHA-256 without salt, the fixed-size keys concatenated as input, a label
//! and big-endian integers as info.
//!
//! A level's key and the operational one come from different functions: if one function took an
//! optional level key, a forgotten key would quietly seal level 1 for everybody.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::secret::Key;
use crate::model::Level;

/// The key of the header's MAC: input vault key, info `kedang/k1/header-mac`.
pub fn header_mac_key(vault_key: &Key) -> Key {
    from_one(vault_key, &[b"kedang/k1/header-mac"])
}

/// The key that seals log entries and checkpoints: input vault key, info `kedang/k1/log`.
pub fn log_key(vault_key: &Key) -> Key {
    from_one(vault_key, &[b"kedang/k1/log"])
}

/// The key that seals the policy: input vault key, info `kedang/k1/policy`.
pub fn policy_key(vault_key: &Key) -> Key {
    from_one(vault_key, &[b"kedang/k1/policy"])
}

/// The key that wraps bucket keys in `epoch`: input vault key ‖ epoch key, info
/// `kedang/k1/wrap` ‖ epoch (8 bytes) ‖ generation (4 bytes).
pub fn wrap_key(vault_key: &Key, epoch_key: &Key, epoch: u64, generation: u32) -> Key {
    let info: &[&[u8]] = &[b"kedang/k1/wrap", &epoch.to_be_bytes(), &generation.to_be_bytes()];
    from_two(vault_key, epoch_key, info)
}

/// The key of a bucket's search segment of `level`: input bucket key ‖ level key, info
/// `kedang/k1/segment` ‖ bucket (8 bytes) ‖ level (1 byte).
pub fn segment_key(bucket_key: &Key, level_key: &Key, bucket: u64, level: Level) -> Key {
    let info: &[&[u8]] = &[b"kedang/k1/segment", &bucket.to_be_bytes(), &[level.get()]];
    from_two(bucket_key, level_key, info)
}

/// The key of a bucket's operational segment: input bucket key, info `kedang/k1/segment/op` ‖
/// bucket (8 bytes).
pub fn operational_segment_key(bucket_key: &Key, bucket: u64) -> Key {
    from_one(bucket_key, &[b"kedang/k1/segment/op", &bucket.to_be_bytes()])
}

/// The key of what a record holds at `level`: input record key ‖ level key, info
/// `kedang/k1/compartment` ‖ record (8 bytes) ‖ level (1 byte).
pub fn compartment_key(record_key: &Key, level_key: &Key, record: u64, level: Level) -> Key {
    let info: &[&[u8]] = &[b"kedang/k1/compartment", &record.to_be_bytes(), &[level.get()]];
    from_two(record_key, level_key, info)
}

/// The key of a record's operational part: input record key ‖ vault key, info
/// `kedang/k1/compartment/op` ‖ record (8 bytes).
pub fn operational_compartment_key(record_key: &Key, vault_key: &Key, record: u64) -> Key {
    let info: &[&[u8]] = &[b"kedang/k1/compartment/op", &record.to_be_bytes()];
    from_two(record_key, vault_key, info)
}

/// The key that a recovery code opens a slot with: input the 20 bytes of the code, HKDF salt the
/// slot's 16 bytes, info `kedang/k1/recovery`. 160 random bits need no slow function.
pub fn recovery_key(code: &[u8; 20], salt: &[u8; 16]) -> Key {
    expand(Some(salt), code, &[b"kedang/k1/recovery"])
}

fn from_one(key: &Key, info: &[&[u8]]) -> Key {
    expand(None, key.expose(), info)
}

fn from_two(first: &Key, second: &Key, info: &[&[u8]]) -> Key {
    let mut input = Zeroizing::new([0; 2 * Key::LEN]);
    let (left, right) = input.split_at_mut(Key::LEN);
    left.copy_from_slice(first.expose());
    right.copy_from_slice(second.expose());
    expand(None, input.as_slice(), info)
}

#[expect(clippy::expect_used, reason = "HKDF refuses only more than 255 blocks of output")]
fn expand(salt: Option<&[u8]>, input: &[u8], info: &[&[u8]]) -> Key {
    let mut out = Zeroizing::new([0; Key::LEN]);
    Hkdf::<Sha256>::new(salt, input)
        .expand_multi_info(info, out.as_mut_slice())
        .expect("one block of output");
    Key::from_bytes(*out)
}
