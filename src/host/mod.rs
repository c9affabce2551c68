//! The host: the only reader of argv, environment, terminal, clock, randomness and home.
//!
//! Everything the program learns from the machine comes through one [`Host`], made once in
//! [`crate::run`], so that a test can fix it and a reader can see in one place what the outside
//! can say to the program. Secrets never come through argv or the environment: a passphrase is
//! read from a file, an open descriptor or the terminal, an identity from a file.

mod clock;
mod place;
mod process;
mod secret;
mod terminal;

use std::cell::Cell;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

pub use secret::Secret;

/// What can go wrong between the program and the machine.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// Standard input was asked for twice, by two options that both read it.
    #[error("standard input has been read already")]
    InputTaken,
    /// There is no terminal to ask on.
    #[error("no terminal")]
    NoTerminal,
    /// The person at the terminal pressed Ctrl-C or Ctrl-D.
    #[error("interrupted at a prompt")]
    Interrupted,
    /// A passphrase file is empty.
    #[error("empty passphrase in {}", .0.display())]
    EmptySecret(PathBuf),
    /// A passphrase is not UTF-8, or longer than 1 KiB.
    #[error("unreadable passphrase in {}", .0.display())]
    BadSecret(PathBuf),
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The operating system gave no random bytes.
    #[error("no randomness from the operating system")]
    NoRandomness,
    /// The terminal failed.
    #[error("terminal")]
    Terminal(#[source] std::io::Error),
}

/// The environment variables that mean something to kedang; no other is read, but for those that
/// name the home, the XDG directories and the terminal.
#[derive(Debug, Default, Clone)]
struct Environment {
    vault: Option<PathBuf>,
    identity: Option<PathBuf>,
    locale: String,
    no_color: bool,
    dumb_terminal: bool,
    #[cfg(debug_assertions)]
    test_stop: Option<String>,
    #[cfg(debug_assertions)]
    test_storage: Option<String>,
    #[cfg(debug_assertions)]
    test_mutant: Option<String>,
    #[cfg(debug_assertions)]
    test_machine: Option<String>,
    #[cfg(debug_assertions)]
    test_syslog: Option<PathBuf>,
}

/// Where syslog listens, by convention of every system that has one.
const SYSLOG: &str = "/dev/log";

/// This process's view of its machine.
#[derive(Debug)]
pub struct Host {
    args: Vec<OsString>,
    environment: Environment,
    clock: Clock,
    input_taken: Cell<bool>,
    state: Option<PathBuf>,
}

pub use clock::Clock;
pub use process::kill_self;
pub use terminal::{ask_hidden, ask_shown, say};

/// Fills `bytes` from the operating system's generator; nothing can replace it.
pub fn os_random(bytes: &mut [u8]) -> Result<(), crate::model::RandomError> {
    getrandom::fill(bytes).map_err(|_| crate::model::RandomError)
}

impl Host {
    /// Hardens the process (private files, no core dump, no tracing) and reads argv and
    /// environment.
    pub fn from_process() -> Self {
        process::harden();
        Self {
            args: process::args(),
            environment: Environment::read(),
            clock: Clock::from_environment(),
            input_taken: Cell::new(false),
            state: None,
        }
    }

    /// The arguments, the program's name first.
    pub fn args(&self) -> &[OsString] {
        &self.args
    }

    /// The vault that `KEDANG_VAULT` names.
    pub fn vault_variable(&self) -> Option<PathBuf> {
        self.environment.vault.clone()
    }

    /// The identity file that `KEDANG_IDENTITY` names; a path, never the identity itself.
    pub fn identity_variable(&self) -> Option<PathBuf> {
        self.environment.identity.clone()
    }

    /// The locale for messages: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
    pub fn locale(&self) -> &str {
        &self.environment.locale
    }

    /// Whether `NO_COLOR` or `TERM=dumb` asks for plain text.
    pub fn wants_plain_text(&self) -> bool {
        self.environment.no_color || self.environment.dumb_terminal
    }

    /// Whether results go to a terminal.
    pub fn stdout_is_terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether messages go to a terminal.
    pub fn stderr_is_terminal(&self) -> bool {
        std::io::stderr().is_terminal()
    }

    /// Standard input, handed out once.
    #[expect(clippy::disallowed_methods, reason = "the one place that hands out standard input")]
    pub fn take_stdin(&self) -> Result<std::io::Stdin, HostError> {
        if self.input_taken.replace(true) {
            return Err(HostError::InputTaken);
        }
        Ok(std::io::stdin())
    }

    /// The clock, for those who outlive the host.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The step at which a test wants this process to die; never set in a release build.
    #[cfg(debug_assertions)]
    pub fn stop_point(&self) -> Option<&str> {
        self.environment.test_stop.as_deref()
    }

    /// The step at which a test wants this process to die; never set in a release build.
    #[cfg(not(debug_assertions))]
    pub fn stop_point(&self) -> Option<&str> {
        None
    }

    /// The weakness that a test wants this process to have; never set in a release build.
    #[cfg(debug_assertions)]
    pub fn mutant(&self) -> Option<&str> {
        self.environment.test_mutant.as_deref()
    }

    /// The weakness that a test wants this process to have; never set in a release build.
    #[cfg(not(debug_assertions))]
    pub fn mutant(&self) -> Option<&str> {
        None
    }

    /// The file system that a test wants every vault to lie on; never set in a release build.
    #[cfg(debug_assertions)]
    pub fn named_storage(&self) -> Option<&str> {
        self.environment.test_storage.as_deref().filter(|name| !name.is_empty())
    }

    /// The file system that a test wants every vault to lie on; never set in a release build.
    #[cfg(not(debug_assertions))]
    pub fn named_storage(&self) -> Option<&str> {
        None
    }

    /// What this machine is known by, for the vault to make a mark of its own from; nothing where
    /// the system has no such thing.
    pub fn machine(&self) -> Option<String> {
        #[cfg(debug_assertions)]
        if let Some(machine) = &self.environment.test_machine {
            return Some(machine.clone());
        }
        place::machine_id()
    }

    /// The socket of syslog, whether or not somebody listens there. A test names one of its own, or
    /// none with an empty name.
    #[cfg(debug_assertions)]
    pub fn syslog(&self) -> Option<PathBuf> {
        let named = self.environment.test_syslog.clone();
        named.or_else(|| Some(SYSLOG.into())).filter(|path| !path.as_os_str().is_empty())
    }

    /// The socket of syslog, whether or not somebody listens there.
    #[cfg(not(debug_assertions))]
    pub fn syslog(&self) -> Option<PathBuf> {
        Some(SYSLOG.into())
    }

    /// Kills this process with SIGKILL when `step` is the [`Host::stop_point`], as a power cut
    /// would: nothing is flushed, nothing is dropped.
    pub fn stop_at(&self, step: &str) {
        if self.stop_point() == Some(step) {
            kill_self();
        }
    }
}

impl Environment {
    fn read() -> Self {
        let text = |name| process::variable(name).and_then(|value| value.into_string().ok());
        let set = |name| process::variable(name).is_some_and(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| text(name).filter(|value| !value.is_empty()));
        Self {
            vault: place::path_variable("KEDANG_VAULT"),
            identity: place::path_variable("KEDANG_IDENTITY"),
            locale: locale.unwrap_or_default(),
            no_color: set("NO_COLOR"),
            dumb_terminal: text("TERM").as_deref() == Some("dumb"),
            #[cfg(debug_assertions)]
            test_stop: text("KEDANG_TEST_STOP"),
            #[cfg(debug_assertions)]
            test_storage: text("KEDANG_TEST_STORAGE"),
            #[cfg(debug_assertions)]
            test_mutant: text("KEDANG_TEST_MUTANT"),
            #[cfg(debug_assertions)]
            test_machine: text("KEDANG_TEST_MACHINE"),
            #[cfg(debug_assertions)]
            test_syslog: process::variable("KEDANG_TEST_SYSLOG").map(PathBuf::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_handed_out_once() {
        let host = Host::from_process();
        assert!(host.take_stdin().is_ok());
        assert!(matches!(host.take_stdin(), Err(HostError::InputTaken)));
    }

    #[test]
    fn random_bytes_differ() {
        let (mut a, mut b) = ([0_u8; 32], [0_u8; 32]);
        os_random(&mut a).unwrap();
        os_random(&mut b).unwrap();
        assert_ne!(a, b);
    }
}
