//! Ed25519 signatures with a label for each use, and the identity of a vault.
//!
//! What is signed is label ‖ 0x00 ‖ SHA-256(bytes): a signature made for one use never verifies
//! for another, nor as an SSH signature, whose message begins with `SSHSIG`.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

use super::digest;
use super::random::{Random, RandomError};
use super::wire::{Malformed, Reader, put_string};
use crate::model::hex;

/// The name OpenSSH gives to Ed25519 keys and signatures.
pub(super) const ALGORITHM: &str = "ssh-ed25519";

/// The signature was not made by this key over these bytes for this use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("signature does not verify")]
pub struct BadSignature;

/// The text or bytes are no Ed25519 public key, or a weak one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 public key")]
pub struct NotAKey;

/// An Ed25519 secret key, wiped when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new key from the operating system's randomness.
    pub fn generate(random: &mut Random) -> Result<Self, RandomError> {
        random.key_bytes().map(|seed| Self::from_seed(&seed))
    }

    /// The key with this secret seed (RFC 8032).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The secret seed, to seal it.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public key.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs `bytes` for the use that `label` names (`kedang/k1/…`, without NUL).
    pub fn sign(&self, label: &str, bytes: &[u8]) -> Signature {
        self.sign_message(&message(label, bytes))
    }

    /// Signs exactly these bytes: only for framings that bring their own label.
    pub(super) fn sign_message(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// An Ed25519 public key. Displays, and is read, as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// The key with these bytes (RFC 8032).
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, NotAKey> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| NotAKey)?;
        if key.is_weak() { Err(NotAKey) } else { Ok(Self(key)) }
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Checks a signature made by [`SigningKey::sign`] with the same label.
    pub fn verify(
        &self,
        label: &str,
        bytes: &[u8],
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        self.verify_message(&message(label, bytes), signature)
    }

    /// Checks a signature over exactly these bytes.
    pub(super) fn verify_message(
        &self,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(message, &signature).map_err(|_| BadSignature)
    }

    /// As OpenSSH writes it: `ssh-ed25519 AAAA…`, without a comment.
    pub fn to_openssh(&self) -> String {
        format!("{ALGORITHM} {}", STANDARD.encode(self.ssh_blob()))
    }

    /// Reads what [`Self::to_openssh`] writes; a comment behind it is ignored.
    pub fn from_openssh(text: &str) -> Result<Self, NotAKey> {
        let mut words = text.split_ascii_whitespace();
        if words.next() != Some(ALGORITHM) {
            return Err(NotAKey);
        }
        let blob = STANDARD.decode(words.next().ok_or(NotAKey)?).map_err(|_| NotAKey)?;
        Self::from_ssh_blob(&blob)
    }

    /// Its fingerprint as `ssh-keygen -l` prints it: `SHA256:…`.
    pub fn fingerprint(&self) -> String {
        let hash = digest::sha256(&self.ssh_blob());
        format!("SHA256:{}", STANDARD_NO_PAD.encode(hash.0))
    }

    /// The key in SSH's binary form.
    pub(super) fn ssh_blob(&self) -> Vec<u8> {
        let mut blob = Vec::with_capacity(51);
        put_string(&mut blob, ALGORITHM.as_bytes());
        put_string(&mut blob, self.as_bytes());
        blob
    }

    /// Reads the key in SSH's binary form, nothing behind it.
    pub(super) fn from_ssh_blob(blob: &[u8]) -> Result<Self, NotAKey> {
        let read = || -> Result<(&[u8], &[u8]), Malformed> {
            let mut reader = Reader::new(blob);
            let found = (reader.string()?, reader.string()?);
            reader.end().map(|()| found)
        };
        let (algorithm, key) = read().map_err(|_| NotAKey)?;
        if algorithm != ALGORITHM.as_bytes() {
            return Err(NotAKey);
        }
        Self::from_bytes(key.try_into().map_err(|_| NotAKey)?)
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, self.as_bytes())
    }
}

impl FromStr for VerifyingKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        hex::decode(text).ok_or(NotAKey).and_then(|bytes| Self::from_bytes(&bytes))
    }
}

/// An Ed25519 signature. Displays, and is read, as 128 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.0)
    }
}

impl FromStr for Signature {
    type Err = BadSignature;

    fn from_str(text: &str) -> Result<Self, BadSignature> {
        hex::decode(text).map(Self).ok_or(BadSignature)
    }
}

/// The identity of a vault: the SHA-256 of the 32 bytes of its genesis public key, so that who
/// knows it can check the whole roster. Displays as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VaultId([u8; 32]);

impl VaultId {
    /// The vault that begins with the public key `genesis`.
    pub fn of(genesis: &VerifyingKey) -> Self {
        Self(digest::sha256(genesis.as_bytes()).0)
    }

    /// The id with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The id that 64 hexadecimal digits spell.
    pub fn from_hex(text: &str) -> Option<Self> {
        hex::decode(text).map(Self)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first eight digits, to tell one's own vaults apart; not to authenticate one.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }

    /// The first 160 bits in ten groups of four digits, to compare by eye or over the telephone.
    pub fn fingerprint(&self) -> String {
        let digits: Vec<char> = self.to_string().chars().take(40).collect();
        let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.0)
    }
}

fn message(label: &str, bytes: &[u8]) -> Vec<u8> {
    [label.as_bytes(), &[0], &digest::sha256(bytes).0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::random::tests::repeatable;

    const LABEL: &str = "kedang/k1/checkpoint";

    fn key() -> SigningKey {
        SigningKey::from_seed(&std::array::from_fn(|i| u8::try_from(i).unwrap()))
    }

    #[test]
    fn key_signature_and_vault_have_known_values() {
        // Made with PyNaCl and hashlib from the documented message.
        let public = key().verifying_key();
        assert_eq!(
            public.to_string(),
            "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
        );
        assert_eq!(
            key().sign(LABEL, b"synthetic").to_string(),
            "f88ec1f47c8c37f4f5b6a9d503c31f7b76416765e1e02e65831fad8268bd0a737d9571fe93a9269549b445ec40e971ec6c68dc7fc52e7e737630b8cf6cf03d0d"
        );
        let vault = VaultId::of(&public);
        assert_eq!(
            vault.to_string(),
            "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c"
        );
        assert_eq!(vault.short(), "56475aa7");
        let groups = "5647 5aa7 5463 474c 0285 df5d bf2b cab7 3da6 5135";
        assert_eq!(vault.fingerprint(), groups);
        assert_eq!(VaultId::from_hex(&vault.to_string()), Some(vault));
    }

    #[test]
    fn a_signature_holds_for_its_label_bytes_and_key_only() {
        let signature = key().sign(LABEL, b"synthetic");
        let public = key().verifying_key();
        assert_eq!(public.verify(LABEL, b"synthetic", &signature), Ok(()));
        assert_eq!(public.verify("kedang/k1/roster", b"synthetic", &signature), Err(BadSignature));
        assert_eq!(public.verify(LABEL, b"synthetiC", &signature), Err(BadSignature));
        let other = SigningKey::generate(&mut repeatable()).unwrap().verifying_key();
        assert_eq!(other.verify(LABEL, b"synthetic", &signature), Err(BadSignature));
        let mut bytes = signature.0;
        bytes[63] ^= 1;
        assert_eq!(public.verify(LABEL, b"synthetic", &Signature(bytes)), Err(BadSignature));
    }

    #[test]
    fn texts_read_back() {
        let public = key().verifying_key();
        assert_eq!(public.to_string().parse(), Ok(public));
        assert_eq!(VerifyingKey::from_openssh(&public.to_openssh()), Ok(public));
        let commented = format!("{} somebody@example.org\n", public.to_openssh());
        assert_eq!(VerifyingKey::from_openssh(&commented), Ok(public));
        let signature = key().sign(LABEL, b"synthetic");
        assert_eq!(signature.to_string().parse(), Ok(signature));
        assert_eq!(*SigningKey::from_seed(&key().seed()).seed(), *key().seed());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAAB3NzaC1yc2E="] {
            assert_eq!(VerifyingKey::from_openssh(text), Err(NotAKey), "{text}");
        }
        let mut blob = key().verifying_key().ssh_blob();
        blob.push(0);
        assert_eq!(VerifyingKey::from_ssh_blob(&blob), Err(NotAKey), "bytes behind");
        // The neutral element: everybody could sign for it.
        let mut weak = [0; 32];
        weak[0] = 1;
        assert_eq!(VerifyingKey::from_bytes(&weak), Err(NotAKey));
    }

    #[test]
    fn openssh_texts_are_those_of_the_ssh_key_crate() {
        let public = key().verifying_key();
        let theirs = ssh_key::PublicKey::from_openssh(&public.to_openssh()).unwrap();
        assert_eq!(theirs.to_openssh().unwrap(), public.to_openssh());
        assert_eq!(theirs.fingerprint(ssh_key::HashAlg::Sha256).to_string(), public.fingerprint());
    }
}
