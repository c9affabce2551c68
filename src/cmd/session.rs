//! Opening the vault for a verb: where it is, what opens it, and what it needs from the host.

use std::cell::RefMut;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use zeroize::Zeroizing;

use super::Globals;
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::files;
use crate::host::{self, Host};
use crate::ui::{Language, Ui, aside};
use crate::vault::{
    Credential, Dialogue, Environment, Error, IdentityFile, Passphrase, Person, RecoveryCode,
    Summary, Vault,
};

/// An identity file holds a few lines.
const IDENTITY_LIMIT: u64 = 1 << 16;

/// Opens the vault that the global options name, with the credential that they name; without one
/// it asks for the passphrase where there is a terminal. Refuses unless the operator may run
/// `command`.
pub(super) fn open<'g>(
    ui: &Ui<'_>,
    host: &Host,
    globals: &'g Globals,
    command: &str,
) -> Result<RefMut<'g, Vault>> {
    let credential = credential(ui, host, globals)?;
    open_with(ui, host, globals, &credential, command)
}

/// The same with a credential that is at hand.
pub(super) fn open_with<'g>(
    ui: &Ui<'_>,
    host: &Host,
    globals: &'g Globals,
    credential: &Credential,
    command: &str,
) -> Result<RefMut<'g, Vault>> {
    let dir = globals.vault(host)?;
    let opened = Vault::open(&dir, credential, environment(ui, host, globals, command)?);
    let vault = opened.map_err(|error| not_opened(host, globals, error))?;
    globals.opened.keep(vault, command)
}

/// A failure that names the identity file, where that is what opens nothing.
pub(super) fn not_opened(host: &Host, globals: &Globals, error: Error) -> Failure {
    match (error, globals.identity(host)) {
        (error @ Error::WrongIdentity, Some(path)) => {
            Failure::from(error).arg("path", path.as_path())
        }
        (error, _) => error.into(),
    }
}

/// What opens the vault: identity file, passphrase from file or descriptor, or one that is typed.
pub(super) fn credential(ui: &Ui<'_>, host: &Host, globals: &Globals) -> Result<Credential> {
    let dir = globals.vault(host)?;
    credential_of(ui, host, globals, || Vault::summary(&dir))
}

/// The same for a vault of which `summary` tells what opens it.
pub(super) fn credential_of<E: Into<Failure>>(
    ui: &Ui<'_>,
    host: &Host,
    globals: &Globals,
    summary: impl FnOnce() -> Result<Summary, E>,
) -> Result<Credential> {
    if let Some(path) = globals.identity(host) {
        return Ok(Credential::Identity(identity_file(&path)?));
    }
    if let Some(secret) = globals.passphrase(host)? {
        return Ok(Credential::Passphrase(Passphrase::new(&secret)));
    }
    let summary = summary().map_err(Into::into)?;
    if !summary.passphrase {
        return Err(Failure::new(Code::NeedsIdentity).hint("hint-identity"));
    }
    if !ui.can_ask() {
        return Err(Failure::new(Code::NoCredential).hint("hint-identity").hint("hint-passphrase"));
    }
    let question = Message::new("ask-passphrase").arg("vault", summary.name);
    let secret = ui.ask_secret(&question, "--passphrase-file")?;
    Ok(Credential::Passphrase(Passphrase::new(&secret)))
}

/// The recovery code: from a file or a descriptor, else typed.
pub(super) fn recovery_code(
    ui: &Ui<'_>,
    host: &Host,
    (file, descriptor): (Option<&Path>, Option<u32>),
) -> Result<Credential> {
    let text = match super::secret(host, file, descriptor)? {
        Some(text) => text,
        None => ui.ask_secret(&"ask-recovery".into(), "--recovery-file")?,
    };
    let code = RecoveryCode::parse(&text).map_err(|_| Failure::new(Code::BadRecoveryCode))?;
    Ok(Credential::Recovery(code))
}

/// The fewest characters of a new passphrase.
const SHORTEST: usize = 8;

/// How often a new passphrase may be typed wrong.
const TRIES: usize = 3;

/// A new passphrase: from a file or a descriptor, else typed twice; `argument` names the option
/// that would have given it.
pub(super) fn new_passphrase(
    ui: &Ui<'_>,
    host: &Host,
    (file, descriptor): (Option<&Path>, Option<u32>),
    argument: &'static str,
) -> Result<Passphrase> {
    let short = || Failure::new(Code::ShortPassphrase).arg("shortest", SHORTEST);
    if let Some(secret) = super::secret(host, file, descriptor)? {
        let passphrase = Passphrase::new(&secret);
        return if passphrase.chars() < SHORTEST { Err(short()) } else { Ok(passphrase) };
    }
    let mut tries = 1;
    loop {
        let typed = ui.ask_new_secret(&"ask-new-passphrase".into(), argument);
        let failure = match typed.map(|secret| Passphrase::new(&secret)) {
            Ok(passphrase) if passphrase.chars() >= SHORTEST => return Ok(passphrase),
            Ok(_) => short(),
            Err(failure) if failure.code == Code::TypedDiffers => failure,
            Err(failure) => return Err(failure),
        };
        if tries == TRIES {
            return Err(failure);
        }
        tries += 1;
        ui.warning(failure.message());
    }
}

/// Reads an identity file.
pub(super) fn identity_file(path: &Path) -> Result<IdentityFile> {
    let bad = || Failure::new(Code::BadIdentity).arg("path", path);
    let bytes = Zeroizing::new(files::read_limited(path, IDENTITY_LIMIT)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| bad())?;
    let mut file = IdentityFile::parse(text).map_err(|_| bad())?;
    file.dialogue = dialogue();
    Ok(file)
}

/// What a plugin of age, a hardware key's say, may tell and ask: whoever sits at the terminal.
pub(super) fn dialogue() -> Dialogue {
    Dialogue::with(AtTerminal)
}

/// The person at the terminal, if there is one.
struct AtTerminal;

impl Person for AtTerminal {
    fn tell(&self, message: &str) {
        aside::tell(message);
    }

    fn ask_secret(&self, question: &str) -> Option<Zeroizing<String>> {
        aside::ask_secret(question)
    }

    fn ask(&self, question: &str) -> Option<String> {
        aside::ask(question)
    }
}

/// What a vault needs from this host.
pub(super) fn environment(
    ui: &Ui<'_>,
    host: &Host,
    globals: &Globals,
    verb: &str,
) -> Result<Environment> {
    let state = host.state_directory().ok_or_else(|| Failure::new(Code::NoVaultNamed))?;
    let voice = Rc::new(ui.voice());
    let warner = Rc::clone(&voice);
    let noticer = Rc::clone(&voice);
    let namer = Rc::clone(&voice);
    let chinese = ui.language() == Language::Chinese;
    let stop = host.stop_point().map(str::to_owned);
    let mutant = host.mutant().map(str::to_owned);
    let clock = host.clock();
    Ok(Environment {
        now: Box::new(move || clock.now_ms()),
        random: host::os_random,
        zone: host.time_zone(),
        anchors: state,
        wait: Duration::from_secs(u64::from(globals.wait)),
        waiting: Box::new(move |holder| {
            let holder = if holder.is_empty() { Arg::Message("ui-reader") } else { holder.into() };
            voice.on_terminal(&Message::new("ui-waiting").arg("holder", holder));
        }),
        process: format!("kedang {verb}, process {}", std::process::id()),
        reached: Box::new(move |step| {
            if stop.as_deref() == Some(step) {
                host::kill_self();
            }
        }),
        mutant: Box::new(move |weakness| {
            mutant.iter().flat_map(|all| all.split(' ')).any(|one| one == weakness)
        }),
        machine: host.machine(),
        noticed: Box::new(move |noticed| {
            let rule = if chinese { &noticed.rule.label_zh } else { &noticed.rule.label_en };
            let message = Message::new("warn-anomaly").arg("rule", rule.as_str());
            noticer.warning(&message.arg("count", noticed.count).arg("above", noticed.rule.above));
        }),
        warn: Box::new(move |id| warner.warning(&Message::new(id))),
        warn_at: Box::new(move |id, name| namer.warning(&Message::new(id).arg("name", name))),
        syslog: host.syslog(),
        storage: host.named_storage().map(str::to_owned),
        tool: concat!("kedang ", env!("CARGO_PKG_VERSION")),
    })
}
