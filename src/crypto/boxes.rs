//! Public-key boxes: age files (binary, one recipient or a few) whose plaintext is small.
//!
//! age draws its file keys from the operating system itself, so nothing here takes a
//! [`Random`](super::random::Random). A box is not authenticated by its sender: what comes out of
//! one is believed only because the signed log confirms it.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use zeroize::Zeroizing;

use crate::model::Sealed;

/// Why a box was not sealed or does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BoxError {
    /// None of the identities is one it was sealed to.
    #[error("no identity matches")]
    NoMatch,
    /// It is no age file, or its bytes were changed.
    #[error("box is damaged")]
    Damaged,
    /// It is of an age version this program does not know.
    #[error("box has an unknown format")]
    Unknown,
    /// It needs a plugin that is not installed; the name of the program.
    #[error("plugin {0} is missing")]
    PluginMissing(String),
    /// The plugin ran and failed, or its device was not there.
    #[error("plugin failed")]
    PluginFailed,
    /// There is nobody to seal it to, or recipients that exclude each other.
    #[error("no usable recipients")]
    Recipients,
}

/// An operator's X25519 secret, which opens his bundle; wiped when dropped.
pub struct BoxKey(age::x25519::Identity);

/// The text is no age recipient or identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an age key")]
pub struct NotABoxKey;

impl BoxKey {
    /// Characters of its text.
    pub const TEXT: usize = 74;

    /// A new key; age takes it from the operating system.
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn from_text(text: &str) -> Result<Self, NotABoxKey> {
        text.parse().map(Self).map_err(|_| NotABoxKey)
    }

    /// `AGE-SECRET-KEY-1…`, as `age-keygen` writes it.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// Whom others seal to.
    pub fn recipient(&self) -> BoxRecipient {
        BoxRecipient(self.0.to_public())
    }

    /// Opens a box sealed to [`Self::recipient`].
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, BoxError> {
        open(sealed, &[&self.0])
    }

    /// For opening together with other identities.
    pub(super) const fn identity(&self) -> &age::x25519::Identity {
        &self.0
    }
}

impl fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoxKey(…)")
    }
}

/// An operator's X25519 public key. Displays, and is read, as `age1…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxRecipient(age::x25519::Recipient);

impl BoxRecipient {
    /// Seals `plaintext` to this recipient.
    pub fn seal(&self, plaintext: &[u8]) -> Result<Sealed, BoxError> {
        seal(&[&self.0], plaintext)
    }
}

impl fmt::Display for BoxRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BoxRecipient {
    type Err = NotABoxKey;

    fn from_str(text: &str) -> Result<Self, NotABoxKey> {
        text.parse().map(Self).map_err(|_| NotABoxKey)
    }
}

/// Seals `plaintext` to all `recipients`.
pub(super) fn seal(
    recipients: &[&dyn age::Recipient],
    plaintext: &[u8],
) -> Result<Sealed, BoxError> {
    let encryptor = Encryptor::with_recipients(recipients.iter().copied())?;
    let mut out = Vec::with_capacity(plaintext.len() + 256 * recipients.len());
    // Writing to memory does not fail.
    let mut writer = encryptor.wrap_output(&mut out).map_err(|_| BoxError::Recipients)?;
    writer.write_all(plaintext).and_then(|()| writer.finish()).map_err(|_| BoxError::Recipients)?;
    Ok(Sealed::from_sealed_bytes(out))
}

/// Opens a box with the first of `identities` that fits.
pub(super) fn open(
    sealed: &[u8],
    identities: &[&dyn age::Identity],
) -> Result<Zeroizing<Vec<u8>>, BoxError> {
    let mut reader = Decryptor::new_buffered(sealed)?.decrypt(identities.iter().copied())?;
    // Never grows, so no copy is left behind: a box is longer than what is in it.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader.read_to_end(&mut plaintext).map_err(|_| BoxError::Damaged)?;
    Ok(plaintext)
}

impl From<EncryptError> for BoxError {
    fn from(error: EncryptError) -> Self {
        match error {
            EncryptError::PluginResolve(error) => error.into(),
            EncryptError::Plugin(_) | EncryptError::Io(_) => Self::PluginFailed,
            _ => Self::Recipients,
        }
    }
}

impl From<DecryptError> for BoxError {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::NoMatchingKeys => Self::NoMatch,
            DecryptError::UnknownFormat => Self::Unknown,
            DecryptError::Plugin(_) => Self::PluginFailed,
            DecryptError::PluginResolve(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl From<age::plugin::ResolveError> for BoxError {
    fn from(error: age::plugin::ResolveError) -> Self {
        match error {
            age::plugin::ResolveError::MissingPlugin { binary_name } => {
                Self::PluginMissing(binary_name)
            }
            age::plugin::ResolveError::InvalidPluginName { name } => Self::PluginMissing(name),
            _ => Self::PluginFailed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_opens_for_its_recipient_only() {
        let (mine, yours) = (BoxKey::generate(), BoxKey::generate());
        let sealed = mine.recipient().seal(b"synthetic").unwrap();
        assert_eq!(mine.open(sealed.as_bytes()).unwrap().as_slice(), b"synthetic");
        assert_eq!(yours.open(sealed.as_bytes()).err(), Some(BoxError::NoMatch));
    }

    #[test]
    fn no_changed_byte_goes_unnoticed() {
        let key = BoxKey::generate();
        let sealed = key.recipient().seal(b"synthetic").unwrap();
        for i in 0..sealed.as_bytes().len() {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes[i] ^= 1;
            assert!(key.open(&bytes).is_err(), "byte {i}");
            assert!(key.open(&sealed.as_bytes()[..i]).is_err(), "cut at {i}");
        }
        let mut last = sealed.as_bytes().to_vec();
        *last.last_mut().unwrap() ^= 1;
        assert_eq!(key.open(&last).err(), Some(BoxError::Damaged));
        assert_eq!(key.open(b"").err(), Some(BoxError::Damaged));
    }

    #[test]
    fn keys_have_the_text_of_age_keygen() {
        let key = BoxKey::generate();
        assert_eq!(key.text().len(), BoxKey::TEXT);
        assert_eq!(BoxKey::from_text(&key.text()).unwrap().recipient(), key.recipient());
        let recipient = key.recipient().to_string();
        assert!(recipient.starts_with("age1"));
        assert_eq!(recipient.parse(), Ok(key.recipient()));
        assert_eq!("age1nonsense".parse::<BoxRecipient>(), Err(NotABoxKey));
        assert!(BoxKey::from_text(&recipient).is_err());
    }
}
