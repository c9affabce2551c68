//! Identity files as `age-keygen` writes them, hardware keys through age's plugins included.
//!
//! A plugin may want to ask for a PIN or a touch; how is up to the [`Callbacks`] the caller
//! passes, since nothing here touches a terminal.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::boxes::{self, BoxError, BoxKey};
use crate::model::Sealed;

pub use age::secrecy::SecretString;
pub use age::{Callbacks, NoCallbacks};

/// A text is not what it should be; it is never quoted, since it may hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// This line, counted from 1, is neither blank, comment nor identity.
    #[error("line {0} is not an identity")]
    Line(usize),
    /// There is no identity in it.
    #[error("no identity in the file")]
    Empty,
    /// Not an age recipient.
    #[error("not a recipient")]
    Recipient,
}

/// Somebody whom a plugin can talk to: tell to touch a key, ask for its PIN.
pub trait Person: Send + Sync {
    /// Shows a message of the plugin.
    fn tell(&self, message: &str);

    /// Asks for a secret, which is not shown; none when nobody answers.
    fn ask_secret(&self, question: &str) -> Option<Zeroizing<String>>;

    /// Asks for something that may be shown; none when nobody answers.
    fn ask(&self, question: &str) -> Option<String>;
}

/// What plugins say and ask reaches this person, or nobody.
#[derive(Clone, Default)]
pub struct Dialogue(Option<Arc<dyn Person>>);

impl Dialogue {
    /// A dialogue with somebody.
    pub fn with(person: impl Person + 'static) -> Self {
        Self(Some(Arc::new(person)))
    }
}

impl Callbacks for Dialogue {
    fn display_message(&self, message: &str) {
        if let Some(person) = &self.0 {
            person.tell(message);
        }
    }

    fn confirm(&self, message: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        let choices = no.map_or_else(|| format!("[{yes}]"), |no| format!("[{yes}/{no}]"));
        let typed = self.0.as_ref()?.ask(&format!("{message} {choices}"))?;
        Some(typed.trim() == yes)
    }

    fn request_public_string(&self, description: &str) -> Option<String> {
        self.0.as_ref()?.ask(description)
    }

    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        let secret = self.0.as_ref()?.ask_secret(description)?;
        Some(SecretString::from(secret.as_str().to_owned()))
    }
}

/// The identities of one file; secrets are wiped when dropped.
pub struct IdentityFile {
    native: Vec<BoxKey>,
    plugin: Vec<age::plugin::Identity>,
    /// Whom plugins may ask.
    pub dialogue: Dialogue,
}

impl IdentityFile {
    /// Reads the text of an identity file: lines of `AGE-SECRET-KEY-1…` or `AGE-PLUGIN-…`,
    /// comments (`#`) and blank lines. The caller wipes the text.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let mut file =
            Self { native: Vec::new(), plugin: Vec::new(), dialogue: Dialogue::default() };
        for (i, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Ok(key) = BoxKey::from_text(line) {
                file.native.push(key);
            } else {
                file.plugin.push(line.parse().map_err(|_| IdentityError::Line(i + 1))?);
            }
        }
        if file.native.is_empty() && file.plugin.is_empty() {
            return Err(IdentityError::Empty);
        }
        Ok(file)
    }

    /// The text of a new identity file with one identity; `created` is an RFC 3339 time.
    pub fn generate(created: &str) -> Zeroizing<String> {
        let key = BoxKey::generate();
        let (recipient, secret) = (key.recipient().to_string(), key.text());
        let lines = ["# created: ", created, "\n# public key: ", &recipient, "\n", &secret, "\n"];
        // Sized at once: growing would leave a copy of the secret behind.
        let mut text =
            Zeroizing::new(String::with_capacity(lines.iter().map(|line| line.len()).sum()));
        text.extend(lines);
        text
    }

    /// Everybody in the file as recipients of a new box.
    pub fn recipients(&self, callbacks: &impl Callbacks) -> Result<Recipients, BoxError> {
        let mut all: Vec<Box<dyn age::Recipient>> = Vec::new();
        for key in &self.native {
            all.push(Box::new(key.identity().to_public()));
        }
        for identity in &self.plugin {
            all.push(Box::new(age::plugin::RecipientPluginV1::new(
                identity.plugin(),
                &[],
                std::slice::from_ref(identity),
                callbacks.clone(),
            )?));
        }
        Ok(Recipients(all))
    }

    /// Opens a box with the first identity that fits; plugins are started only when no key in the
    /// file itself does.
    pub fn open(
        &self,
        sealed: &[u8],
        callbacks: &impl Callbacks,
    ) -> Result<Zeroizing<Vec<u8>>, BoxError> {
        let native: Vec<&dyn age::Identity> =
            self.native.iter().map(|key| key.identity() as _).collect();
        let found = boxes::open(sealed, &native);
        if self.plugin.is_empty() || !matches!(found, Err(BoxError::NoMatch)) {
            return found;
        }
        let plugins = self
            .plugin
            .iter()
            .map(|identity| {
                age::plugin::IdentityPluginV1::new(
                    identity.plugin(),
                    std::slice::from_ref(identity),
                    callbacks.clone(),
                )
            })
            .collect::<Result<Vec<_>, _>>()?;
        let plugins: Vec<&dyn age::Identity> = plugins.iter().map(|plugin| plugin as _).collect();
        boxes::open(sealed, &plugins).map_err(|error| match error {
            // The box itself was readable just now: it was talking to the plugin that failed.
            BoxError::Damaged => BoxError::PluginFailed,
            other => other,
        })
    }
}

/// Whom a box is sealed to.
pub struct Recipients(Vec<Box<dyn age::Recipient>>);

impl Recipients {
    /// The recipient `age1…`, or of a plugin `age1NAME1…`.
    pub fn parse(text: &str, callbacks: &impl Callbacks) -> Result<Self, RecipientsError> {
        if let Ok(recipient) = text.parse::<age::x25519::Recipient>() {
            return Ok(Self(vec![Box::new(recipient)]));
        }
        let recipient: age::plugin::Recipient =
            text.parse().map_err(|_| IdentityError::Recipient)?;
        let name = recipient.plugin().to_owned();
        let plugin =
            age::plugin::RecipientPluginV1::new(&name, &[recipient], &[], callbacks.clone())
                .map_err(BoxError::from)?;
        Ok(Self(vec![Box::new(plugin)]))
    }

    /// Each of them.
    pub(super) fn each(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(|recipient| &**recipient)
    }

    /// Seals `plaintext` to all of them.
    pub fn seal(&self, plaintext: &[u8]) -> Result<Sealed, BoxError> {
        let all: Vec<&dyn age::Recipient> = self.0.iter().map(|recipient| &**recipient).collect();
        boxes::seal(&all, plaintext)
    }
}

/// Why a text makes no recipients.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipientsError {
    /// It is none.
    #[error(transparent)]
    Text(#[from] IdentityError),
    /// Its plugin cannot be used.
    #[error(transparent)]
    Box(#[from] BoxError),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the test vectors of age itself.
    const SECRET: &str =
        "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    const PUBLIC: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

    #[test]
    fn a_new_file_is_what_age_keygen_writes_and_reads_back() {
        let text = IdentityFile::generate("2026-03-01T09:00:00+08:00");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "# created: 2026-03-01T09:00:00+08:00");
        let public = lines[1].strip_prefix("# public key: ").unwrap();
        assert!(lines[2].starts_with("AGE-SECRET-KEY-1"));
        assert_eq!(lines.len(), 3);
        let sealed = Recipients::parse(public, &NoCallbacks).unwrap().seal(b"synthetic").unwrap();
        let file = IdentityFile::parse(&text).unwrap();
        let opened = file.open(sealed.as_bytes(), &NoCallbacks).unwrap();
        assert_eq!(opened.as_slice(), b"synthetic");
    }

    #[test]
    fn any_identity_of_the_file_opens() {
        let other = IdentityFile::generate("2026-03-01T09:00:00+08:00");
        let sealed = Recipients::parse(PUBLIC, &NoCallbacks).unwrap().seal(b"x").unwrap();
        let both = IdentityFile::parse(&format!("{}\r\n\r\n{SECRET}\r\n", *other)).unwrap();
        assert!(both.open(sealed.as_bytes(), &NoCallbacks).is_ok());
        let wrong = IdentityFile::parse(&other).unwrap();
        assert_eq!(wrong.open(sealed.as_bytes(), &NoCallbacks).err(), Some(BoxError::NoMatch));
        let to_both = both.recipients(&NoCallbacks).unwrap().seal(b"x").unwrap();
        assert!(wrong.open(to_both.as_bytes(), &NoCallbacks).is_ok());
    }

    #[test]
    fn what_is_no_identity_is_named_by_its_line_only() {
        let error = |text: &str| IdentityFile::parse(text).err();
        assert_eq!(error(""), Some(IdentityError::Empty));
        assert_eq!(error("# nothing\n\n"), Some(IdentityError::Empty));
        assert_eq!(error(&format!("# x\n{SECRET}\nsecret")), Some(IdentityError::Line(3)));
        assert_eq!(error(PUBLIC), Some(IdentityError::Line(1)));
    }

    #[test]
    fn a_missing_plugin_is_named() {
        let plugin = age::plugin::Identity::default_for_plugin("kedang-absent").unwrap();
        let file = IdentityFile::parse(&format!("{plugin}\n")).unwrap();
        let sealed = Recipients::parse(PUBLIC, &NoCallbacks).unwrap().seal(b"x").unwrap();
        let missing = Some(BoxError::PluginMissing("age-plugin-kedang-absent".to_owned()));
        assert_eq!(file.open(sealed.as_bytes(), &NoCallbacks).err(), missing);
        assert_eq!(file.recipients(&NoCallbacks).err(), missing);
        // With a key in the file that fits, the plugin is not even looked for.
        let with_key = IdentityFile::parse(&format!("{plugin}\n{SECRET}\n")).unwrap();
        assert!(with_key.open(sealed.as_bytes(), &NoCallbacks).is_ok());
    }

    #[test]
    fn what_is_no_recipient_is_refused() {
        for text in ["", "age1", SECRET, "ssh-ed25519 AAAA"] {
            let error = Recipients::parse(text, &NoCallbacks).err();
            assert_eq!(error, Some(RecipientsError::Text(IdentityError::Recipient)));
        }
    }
}
