//! What is to open the vault for an operator: a passphrase, an identity file, a recipient.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::cmd::{session, target};
use crate::error::{Code, Failure, Result};
use crate::files;
use crate::host::Host;
use crate::ui::Ui;
use crate::vault::{IdentityFile, Opens, Recipients};

/// The options of whoever lets somebody in.
#[derive(Debug, clap::Args)]
pub struct WayIn {
    /// Make an identity file that opens the vault; it must not exist yet
    #[arg(long, value_name = "FILE", conflicts_with_all = ["recipient", "from_identity"])]
    pub new_identity: Option<PathBuf>,

    /// Let in whoever holds this age recipient (age1…), a hardware key's too
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "from_identity")]
    pub recipient: Option<String>,

    /// Let in whoever holds an identity file that exists
    #[arg(long, value_name = "FILE")]
    pub from_identity: Option<PathBuf>,

    /// Read the new passphrase from a file
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["new_passphrase_fd", "new_identity", "recipient", "from_identity"]
    )]
    pub new_passphrase_file: Option<PathBuf>,

    /// Read the new passphrase from an open file descriptor
    #[arg(
        long,
        value_name = "N",
        conflicts_with_all = ["new_identity", "recipient", "from_identity"]
    )]
    pub new_passphrase_fd: Option<u32>,
}

/// A way in that was read or asked for, and the identity file to write for it.
pub(super) struct Made {
    pub(super) opens: Opens,
    new: Option<(PathBuf, Zeroizing<String>)>,
}

impl WayIn {
    /// What kind of slot it makes.
    pub(super) fn kind(&self) -> &'static str {
        let identity = self.new_identity.is_some() || self.from_identity.is_some();
        if identity || self.recipient.is_some() { "identity" } else { "passphrase" }
    }

    /// Refuses a new identity file that exists.
    pub(super) fn require_vacant(&self) -> Result<()> {
        self.new_identity.as_deref().map_or(Ok(()), target::require_vacant)
    }

    /// Reads it, or asks for a passphrase where no other way is named.
    pub(super) fn make(&self, ui: &Ui, host: &Host) -> Result<Made> {
        if let Some(text) = &self.recipient {
            let bad = |_| Failure::new(Code::BadRecipient);
            let recipients = Recipients::parse(text, &session::dialogue()).map_err(bad)?;
            return Ok(Made { opens: Opens::Recipients(recipients), new: None });
        }
        if let Some(path) = &self.new_identity {
            let text = IdentityFile::generate(&host.now().strftime("%FT%T%:z").to_string());
            let file = IdentityFile::parse(&text).map_err(|_| Failure::new(Code::Bug))?;
            return Ok(Made { opens: of(&file, path)?, new: Some((path.clone(), text)) });
        }
        if let Some(path) = &self.from_identity {
            let opens = of(&session::identity_file(path)?, path)?;
            return Ok(Made { opens, new: None });
        }
        let files = (self.new_passphrase_file.as_deref(), self.new_passphrase_fd);
        let passphrase = session::new_passphrase(ui, host, files, "--new-passphrase-file")?;
        Ok(Made { opens: Opens::Passphrase(passphrase), new: None })
    }
}

fn of(file: &IdentityFile, path: &Path) -> Result<Opens> {
    let bad = |error| Failure::new(Code::BadIdentity).arg("path", path).because(error);
    Ok(Opens::Recipients(file.recipients(&file.dialogue).map_err(bad)?))
}

impl Made {
    /// Does `work`, with the identity file written before: a way in that nobody holds would be
    /// worse than a file that opens nothing, which goes again if the work fails.
    pub(super) fn with<T>(self, work: impl FnOnce(&Opens) -> Result<T>) -> Result<T> {
        let Self { opens, new } = self;
        if let Some((path, text)) = &new {
            files::write_whole(path, text.as_bytes())?;
        }
        work(&opens).inspect_err(|failure| {
            if let (Some((path, _)), Some(false)) = (&new, failure.committed) {
                drop(files::remove(path));
            }
        })
    }
}
