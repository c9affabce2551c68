//! What is to be made, asked for where it was not given. Everything is asked before anything is
//! written, and whatever fails leaves nothing behind: no directory, no identity, no code.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::Args;
use crate::cmd::{Globals, session, target};
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::files;
use crate::host::{self, Host};
use crate::ui::Ui;
use crate::vault::{
    IdentityFile, NewVault, Passphrase, Recipients, RecoveryCode, VaultId, check_name, prepare,
    recovery_code, require_local, vacant,
};

/// The first operator of a vault whose maker does not say who that is.
const OPERATOR: &str = "admin";

/// How often the end of the recovery code may be typed wrong.
const TRIES: usize = 3;

/// A vault that is about to be made.
pub(super) struct Plan {
    pub(super) dir: PathBuf,
    pub(super) name: String,
    pub(super) operator: String,
    passphrase: Option<Passphrase>,
    identity: Option<Identity>,
    recovery: Option<RecoveryCode>,
}

/// What an identity slot is sealed to, and the text of the file if that is to be new.
struct Identity {
    recipients: Recipients,
    text: Option<Zeroizing<String>>,
}

impl Plan {
    /// Takes what the command line gives and asks for the rest.
    pub(super) fn new(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Self> {
        let dir = vacant(&globals.vault(host)?)?;
        // Before anything is asked: it would be in vain.
        require_local(&dir, host.named_storage())?;
        for path in [&args.new_identity, &args.recovery_file].into_iter().flatten() {
            target::require_beside(path, &dir)?;
        }
        let identity = identity(host, globals, args)?;
        let given = globals.passphrase_file.is_some() || globals.passphrase_fd.is_some();
        // An identity file alone is the way of scripts: nothing is asked.
        let silent = identity.is_some() && !given;
        let asks = !silent && ui.can_ask();
        let standard = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = named(ui, args.name.as_deref(), asks.then_some("init-ask-name"), &standard)?;
        let asked = asks.then_some("init-ask-operator");
        let operator = named(ui, args.operator.as_deref(), asked, OPERATOR)?;
        let files = (globals.passphrase_file.as_deref(), globals.passphrase_fd);
        let passphrase = if silent {
            None
        } else {
            let typed = session::new_passphrase(ui, host, files, "--passphrase-file");
            Some(typed.map_err(hinted)?)
        };
        let recovery = if args.no_recovery || (silent && args.recovery_file.is_none()) {
            None
        } else if args.recovery_file.is_some() || ui.can_ask() {
            Some(recovery_code(host::os_random)?)
        } else {
            let argument = "--recovery-file";
            return Err(hinted(Failure::new(Code::MissingArgument).arg("argument", argument)));
        };
        Ok(Self { dir, name, operator, passphrase, identity, recovery })
    }

    /// What will open the vault.
    pub(super) fn slots(&self) -> Vec<&'static str> {
        let Self { passphrase, identity, recovery, .. } = self;
        let kinds = [
            passphrase.as_ref().map(|_| "passphrase"),
            identity.as_ref().map(|_| "identity"),
            recovery.as_ref().map(|_| "recovery"),
        ];
        kinds.into_iter().flatten().collect()
    }

    /// Whether there will be a recovery code.
    pub(super) fn has_recovery(&self) -> bool {
        self.recovery.is_some()
    }

    /// Makes it: builds the vault beside its place, writes the other files, and last gives the
    /// vault its name.
    pub(super) fn make(
        self,
        ui: &Ui,
        host: &Host,
        globals: &Globals,
        args: &Args,
    ) -> Result<VaultId> {
        let code = self.recovery.as_ref().map(RecoveryCode::text);
        if let (Some(code), None) = (&self.recovery, &args.recovery_file) {
            hand_over(ui, code)?;
        }
        let (recipients, text) = self
            .identity
            .map_or((None, None), |identity| (Some(identity.recipients), identity.text));
        let new = NewVault {
            name: self.name,
            operator: self.operator,
            passphrase: self.passphrase,
            recipients,
            recovery: self.recovery,
        };
        let environment = session::environment(ui, host, globals, "init")?;
        let prepared = prepare(&self.dir, &new, environment)?;
        let mut written = Written::default();
        if let (Some(path), Some(text)) = (&args.new_identity, text) {
            written.write(path, &[&text])?;
        }
        if let (Some(path), Some(code)) = (&args.recovery_file, code) {
            written.write(path, &[&code, "\n"])?;
        }
        let id = prepared.publish()?;
        written.keep();
        Ok(id)
    }
}

/// What a script has to say instead of answers.
fn hinted(failure: Failure) -> Failure {
    match failure.code {
        Code::MissingArgument => failure.hint("hint-init-script"),
        _ => failure,
    }
}

/// The identity that opens the vault: a new one, or that of a file that exists.
fn identity(host: &Host, globals: &Globals, args: &Args) -> Result<Option<Identity>> {
    let (file, text, path) = if let Some(new) = &args.new_identity {
        if globals.identity.as_ref().is_some_and(|named| named != new) {
            let message = Arg::Message("init-two-identities");
            return Err(Failure::new(Code::Usage).arg("message", message));
        }
        let text = IdentityFile::generate(&host.now().strftime("%FT%T%:z").to_string());
        (IdentityFile::parse(&text), Some(text), new.clone())
    } else if let Some(path) = &globals.identity {
        // Not the variable: it names what opens another vault, and would leave no question.
        let file = session::identity_file(path).map_err(|failure| match failure.code {
            Code::NoFile => {
                failure.hint(Message::new("hint-new-identity").arg("path", path.as_path()))
            }
            _ => failure,
        })?;
        (Ok(file), None, path.clone())
    } else {
        return Ok(None);
    };
    let bad = || Failure::new(Code::BadIdentity).arg("path", path.as_path());
    let file = file.map_err(|_| bad())?;
    let recipients = file.recipients(&file.dialogue).map_err(|error| bad().because(error))?;
    Ok(Some(Identity { recipients, text }))
}

/// A name that was given, or the answer to a question, or what is usual.
fn named(ui: &Ui, given: Option<&str>, ask: Option<&'static str>, usual: &str) -> Result<String> {
    let name = match (given, ask) {
        (Some(given), _) => given.to_owned(),
        (None, Some(question)) => ui.ask_line(&question.into(), Some(usual), "--name")?,
        (None, None) => usual.to_owned(),
    };
    check_name(&name)?;
    Ok(name)
}

/// Shows the recovery code, and lets its end be typed back: only then is it on paper.
fn hand_over(ui: &Ui, code: &RecoveryCode) -> Result<()> {
    ui.show_secret(&"init-recovery".into(), &code.text())?;
    for _ in 0..TRIES {
        let typed = ui.ask_line(&"init-ask-recovery".into(), None, "--recovery-file")?;
        if code.ends_with(&typed) {
            return Ok(());
        }
        ui.warning("init-recovery-differs");
    }
    Err(Failure::new(Code::TypedDiffers))
}

/// Files written for a vault that may still fail; then they go again.
#[derive(Default)]
struct Written(Vec<PathBuf>);

impl Written {
    fn write(&mut self, path: &Path, pieces: &[&str]) -> Result<()> {
        let mut text = Zeroizing::new(String::with_capacity(pieces.iter().map(|p| p.len()).sum()));
        text.extend(pieces.iter().copied());
        // Noted after: a file that somebody else made meanwhile is not ours.
        files::write_whole(path, text.as_bytes())?;
        self.0.push(path.to_path_buf());
        Ok(())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        for path in &self.0 {
            drop(files::remove(path));
        }
    }
}
