//! The header: who may open the vault, and with what.
//!
//! Strict JSON, one object a line: the head, the roster as the log has it, the slots, then the MAC
//! under the vault key over all lines before it, then the plain SHA-256 over all lines before it.
//! Whatever version wrote a header, its last line is that SHA-256: so damage is told from a wrong
//! passphrase, and from a newer format. The hash is also the header's identity in the log.

use super::error::{Error, Place, Result};
use crate::crypto::{self, Key, VaultId};
use crate::log::Signed;
use crate::model::{Digest, OperatorNumber, Sealed};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// The format's name, in the first line.
const FORMAT: &str = "k1";

/// XChaCha20-Poly1305, HKDF-SHA-256, Ed25519, Argon2id, age: there is no other suite in k1.
const SUITE: u8 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    kedang: String,
    suite: u8,
    /// Hex of the vault id.
    pub(crate) vault: String,
    /// Hex of the genesis public key.
    pub(crate) genesis: String,
    /// What the owner calls the vault.
    pub(crate) name: String,
    /// When it was made, in milliseconds since 1970 UTC.
    pub(crate) created: i64,
    /// The generation of the vault key.
    pub(crate) generation: u32,
}

/// A slot: the operator's keys (bundle), or one of the ways to the private half that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Slot {
    /// The operator's keys, boxed to his X25519 key.
    Bundle { operator: u32, sealed: Base64 },
    /// The private half under a passphrase.
    Passphrase {
        operator: u32,
        memory_kib: u32,
        time: u32,
        lanes: u32,
        salt: Base64,
        sealed: Base64,
    },
    /// The private half under the recovery code.
    Recovery { operator: u32, salt: Base64, sealed: Base64 },
    /// The private half boxed to an identity file.
    Identity { operator: u32, sealed: Base64 },
}

impl Slot {
    /// Whose slot it is.
    pub(crate) const fn operator(&self) -> OperatorNumber {
        match self {
            Self::Bundle { operator, .. }
            | Self::Passphrase { operator, .. }
            | Self::Recovery { operator, .. }
            | Self::Identity { operator, .. } => OperatorNumber(*operator),
        }
    }
}

/// Bytes as standard base64 text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base64(pub(crate) Vec<u8>);

impl From<&Sealed> for Base64 {
    fn from(sealed: &Sealed) -> Self {
        Self(sealed.as_bytes().to_vec())
    }
}

impl Serialize for Base64 {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

/// The lines between the first and the last two.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    Roster(Signed),
    Slot(Slot),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MacLine {
    mac: Digest,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HashLine {
    sha256: Digest,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) head: Head,
    pub(crate) roster: Vec<Signed>,
    pub(crate) slots: Vec<Slot>,
}

/// A header as read: its MAC is checked once the vault key is there.
#[derive(Clone)]
pub(crate) struct Unverified {
    pub(crate) header: Header,
    pub(crate) hash: Digest,
    pub(crate) vault: VaultId,
    authenticated: Vec<u8>,
    mac: Digest,
}

impl Head {
    pub(crate) fn new(genesis: crypto::VerifyingKey, name: String, created: i64) -> Self {
        Self {
            kedang: FORMAT.to_owned(),
            suite: SUITE,
            vault: VaultId::of(&genesis).to_string(),
            genesis: genesis.to_string(),
            name,
            created,
            generation: 1,
        }
    }
}

impl Header {
    /// The bytes of the file, and the hash that identifies them.
    pub(crate) fn encode(&self, mac_key: &Key) -> Result<(Vec<u8>, Digest)> {
        let mut out = Vec::new();
        put(&mut out, &self.head)?;
        for signed in &self.roster {
            put(&mut out, &Line::Roster(signed.clone()))?;
        }
        for slot in &self.slots {
            put(&mut out, &Line::Slot(slot.clone()))?;
        }
        let mac = Digest(crypto::mac::authenticate(mac_key, &out));
        put(&mut out, &MacLine { mac })?;
        let sha256 = crypto::sha256(&out);
        put(&mut out, &HashLine { sha256 })?;
        Ok((out, sha256))
    }
}

fn put(out: &mut Vec<u8>, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, line).map_err(|_| Error::Bug("header"))?;
    out.push(b'\n');
    Ok(())
}

impl Unverified {
    /// Reads a header: damage first, by the plain hash; then the version; then the content.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged(Place::new("header", "damage-malformed"));
        let (before_hash, last) = split_last_line(bytes).ok_or_else(damaged)?;
        let hash: HashLine = serde_json::from_slice(last).map_err(|_| damaged())?;
        if crypto::sha256(before_hash) != hash.sha256 {
            return Err(damaged());
        }
        let mut lines = before_hash.split_inclusive(|byte| *byte == b'\n');
        check_version(lines.next().ok_or_else(damaged)?)?;
        // The hash holds, so what cannot be understood was meant: it is newer.
        let newer = |_| Error::Newer("header");
        let (authenticated, mac) = split_last_line(before_hash).ok_or_else(damaged)?;
        let mac: MacLine = serde_json::from_slice(mac).map_err(newer)?;
        let mut lines = authenticated.split_inclusive(|byte| *byte == b'\n');
        let head: Head = serde_json::from_slice(lines.next().unwrap_or_default()).map_err(newer)?;
        let mut header = Header { head, roster: Vec::new(), slots: Vec::new() };
        for line in lines {
            match serde_json::from_slice(line).map_err(newer)? {
                Line::Roster(signed) => header.roster.push(signed),
                Line::Slot(slot) => header.slots.push(slot),
            }
        }
        let genesis: crypto::VerifyingKey = header.head.genesis.parse().map_err(|_| damaged())?;
        let vault = VaultId::of(&genesis);
        if vault.to_string() != header.head.vault {
            return Err(damaged());
        }
        Ok(Self {
            header,
            hash: hash.sha256,
            vault,
            authenticated: authenticated.to_vec(),
            mac: mac.mac,
        })
    }

    /// Checks the MAC: whoever wrote the header held the vault key.
    pub(crate) fn verify(&self, mac_key: &Key) -> Result<()> {
        crypto::mac::verify(mac_key, &self.authenticated, &self.mac.0)
            .map_err(|_| Error::damaged(Place::new("header", "damage-mac")))
    }
}

/// Everything up to the last line, and the last line without its newline.
fn split_last_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let body = bytes.strip_suffix(b"\n")?;
    let start = body.iter().rposition(|byte| *byte == b'\n')? + 1;
    Some((bytes.get(..start)?, body.get(start..)?))
}

/// Refuses another format or suite by the first line's two members alone.
fn check_version(line: &[u8]) -> Result<()> {
    #[derive(Deserialize)]
    struct Version {
        kedang: String,
        suite: u8,
    }
    match serde_json::from_slice::<Version>(line) {
        Ok(version) if version.kedang == FORMAT && version.suite == SUITE => Ok(()),
        Ok(_) => Err(Error::Newer("format")),
        Err(_) => Err(Error::damaged(Place::new("header", "damage-malformed"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SigningKey;

    fn header() -> Header {
        let genesis = SigningKey::from_seed(&[5; 32]).verifying_key();
        let slots = vec![Slot::Recovery {
            operator: 1,
            salt: Base64(vec![1, 2]),
            sealed: Base64(vec![3; 40]),
        }];
        Header { head: Head::new(genesis, "东方贸易".to_owned(), 7), roster: Vec::new(), slots }
    }

    #[test]
    fn a_header_comes_back() {
        let key = Key::from_bytes([9; 32]);
        let (bytes, hash) = header().encode(&key).unwrap();
        let back = Unverified::read(&bytes).unwrap();
        assert_eq!((&back.header, back.hash), (&header(), hash));
        back.verify(&key).unwrap();
        assert!(back.verify(&Key::from_bytes([8; 32])).is_err());
    }

    #[test]
    fn every_flipped_byte_is_damage_and_a_newer_format_is_not() {
        let (bytes, _) = header().encode(&Key::from_bytes([9; 32])).unwrap();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            let error = Unverified::read(&flipped).err().unwrap();
            assert!(matches!(error, Error::Damaged { .. }), "byte {at}: {error}");
        }
        let text = String::from_utf8(bytes).unwrap().replacen("\"k1\"", "\"k2\"", 1);
        let (body, _) = split_last_line(text.as_bytes()).unwrap();
        let mut newer = body.to_vec();
        put(&mut newer, &HashLine { sha256: crypto::sha256(body) }).unwrap();
        assert!(matches!(Unverified::read(&newer), Err(Error::Newer("format"))));
    }
}
