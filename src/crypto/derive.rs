//! Keys from keys: HKDF-SHA-256 without salt, the fixed-size keys concatenated as input, a label
//! and big-endian integers as info.
//!
//! A level's key and the operational one come from different functions: if one function took an
//! optional level key, a forgotten key would quietly seal level 1 for everybody.

use std::sync::LazyLock;

use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::digest::sha256;
use super::mac::keyed;
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

/// The key of a backup destination's key file: input vault key ‖ the destination's own key, info
/// `kedang/k1/key-file` ‖ number of that key (8 bytes) ‖ generation (4 bytes).
pub fn key_file_key(vault_key: &Key, destination: &Key, number: u64, generation: u32) -> Key {
    let info: &[&[u8]] = &[b"kedang/k1/key-file", &number.to_be_bytes(), &generation.to_be_bytes()];
    from_two(vault_key, destination, info)
}

/// The key that seals what imports are to refuse: input the key of level 1, info
/// `kedang/k1/suppressed`.
pub fn suppressed_key(level_key: &Key) -> Key {
    from_one(level_key, &[b"kedang/k1/suppressed"])
}

/// The key of the hashes among what imports are to refuse: input the key of level 1, info
/// `kedang/k1/suppressed/hash`.
pub fn suppressed_hash_key(level_key: &Key) -> Key {
    from_one(level_key, &[b"kedang/k1/suppressed/hash"])
}

/// The key of the pseudonyms that one recipient gets of values of `level`: input level key, info
/// `kedang/k1/pseudonym` ‖ level (1 byte) ‖ SHA-256 of the recipient's name (32 bytes).
pub fn pseudonym_key(level_key: &Key, level: Level, recipient: &str) -> Key {
    let recipient = sha256(recipient.as_bytes());
    from_one(level_key, &[b"kedang/k1/pseudonym", &[level.get()], &recipient.0])
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
    expand(keyed(salt), code, &[b"kedang/k1/recovery"])
}

fn from_one(key: &Key, info: &[&[u8]]) -> Key {
    expand(NO_SALT.clone(), key.expose(), info)
}

fn from_two(first: &Key, second: &Key, info: &[&[u8]]) -> Key {
    expand(NO_SALT.clone().chain_update(first.expose()), second.expose(), info)
}

/// The state of HMAC-SHA-256 keyed with 32 zero bytes, which is what HKDF's extraction starts from
/// where there is no salt (RFC 5869, 2.2). Every part of every record has a key of its own: to work it
/// out each time would be a fifth of the derivation.
static NO_SALT: LazyLock<Hmac<Sha256>> = LazyLock::new(|| keyed(&[0; 32]));

#[expect(clippy::expect_used, reason = "HKDF refuses only more than 255 blocks of output")]
fn expand(salted: Hmac<Sha256>, input: &[u8], info: &[&[u8]]) -> Key {
    let extracted: [u8; 32] = salted.chain_update(input).finalize().into_bytes().into();
    let extracted = Zeroizing::new(extracted);
    let mut out = Zeroizing::new([0; Key::LEN]);
    Hkdf::<Sha256>::from_prk(extracted.as_slice())
        .expect("as long as the hash")
        .expand_multi_info(info, out.as_mut_slice())
        .expect("one block of output");
    Key::from_bytes(*out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hex;

    fn counting(from: u8) -> Key {
        Key::from_bytes(std::array::from_fn(|i| from + u8::try_from(i).unwrap()))
    }

    /// Every expected value was computed with Python's hmac from the documented inputs; a change
    /// of any of them is a change of the format.
    #[test]
    fn every_derived_key_has_a_known_value() {
        let (a, b) = (counting(0), counting(32));
        let code = std::array::from_fn(|i| u8::try_from(i).unwrap());
        for (name, key, expected) in [
            (
                "header",
                header_mac_key(&a),
                "4a9a47aa5996d244b19466a3d38294bd5847a6351a6e2ce0a59d99969f455109",
            ),
            (
                "log",
                log_key(&a),
                "4866f605e3209c016a20c14280e2db5b7e7dc910aef8eb3633ff884e34f8f5c2",
            ),
            (
                "policy",
                policy_key(&a),
                "2d78d30d1a9c06defe5e864b09988cde5633e1bdc76ed69cfe8734a368e53ca9",
            ),
            (
                "wrap",
                wrap_key(&a, &b, 7, 2),
                "af4eb2b6f3a73b933a19b0a8eee5479b2fe81cf701a4643f48f91aa19e4dfb34",
            ),
            (
                "key file",
                key_file_key(&a, &b, 7, 2),
                "f9bcbaa8824c7262d84f33c64cb8c3d5f0c479005a0751c1a03a5d3d31e9f20f",
            ),
            (
                "suppressed",
                suppressed_key(&a),
                "f1c36f374f824d897244bd17c5f6211c31437e5c7bfcb20bd9bf5a0ab7cad7e9",
            ),
            (
                "suppressed hashes",
                suppressed_hash_key(&a),
                "e91491936091d5b5a00c69bfda4ebc502d18261ceae4cc39f93a2629fbc1362e",
            ),
            (
                "pseudonym",
                pseudonym_key(&a, Level::Two, "分析"),
                "96fb1ea6eb6cbb748c60e0099e0a5dc42536f6c0c7dbeabce7ffcefc5b557731",
            ),
            (
                "segment",
                segment_key(&a, &b, 300, Level::Two),
                "e3488e29fb8ed289c9b5665e0dc9fe51e566eb61f15cf08b483cc86729f25220",
            ),
            (
                "operational segment",
                operational_segment_key(&a, 300),
                "0fc6b6bec0206c447dbaccbbed791c1525cbc32ac5a626293087b984c82f7cdf",
            ),
            (
                "compartment",
                compartment_key(&a, &b, 77_000, Level::One),
                "e0748502584a9ef436835105dd7eb7dd56e4d9cefd31bbdf15ae9e7528baae6f",
            ),
            (
                "operational",
                operational_compartment_key(&a, &b, 77_000),
                "c8d3baf1fb0bb923e041c05e1f14dc38093bb1510826491b21a53d9e1efa00de",
            ),
            (
                "recovery",
                recovery_key(&code, &[9; 16]),
                "72521382d8a348d217f4881928a631eb1533c8a0a8f9b440e56f9fb06c2b0260",
            ),
        ] {
            let expected = hex::decode(expected).map(Key::from_bytes);
            assert_eq!(Some(key), expected, "{name}");
        }
    }

    #[test]
    fn levels_buckets_epochs_and_generations_have_different_keys() {
        let (a, b) = (counting(0), counting(32));
        assert_ne!(segment_key(&a, &b, 1, Level::One), segment_key(&a, &b, 1, Level::Two));
        assert_ne!(segment_key(&a, &b, 1, Level::One), segment_key(&a, &b, 2, Level::One));
        assert_ne!(segment_key(&a, &b, 1, Level::One), segment_key(&b, &a, 1, Level::One));
        assert_ne!(wrap_key(&a, &b, 1, 1), wrap_key(&a, &b, 1, 2));
        assert_ne!(wrap_key(&a, &b, 1, 1), wrap_key(&a, &b, 2, 1));
    }
}
