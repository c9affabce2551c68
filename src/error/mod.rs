//! Failures as a person or a script sees them: code, exit status, message, hints.
//!
//! Lower modules have error types of their own, with data and no prose. They become a
//! [`Failure`] here and nowhere else (`convert.rs`), so that what a person is told, what a hint
//! proposes and how the process exits stand in one place. A failure names fields, lines, record
//! numbers and paths, never a customer's value.

mod code;
mod convert;
mod destination;
mod exit;
mod export;
mod grave;
mod message;
mod operator;
mod oversight;
mod request;
mod restore;
mod rights;
mod share;
mod table;
mod vault;

pub use code::Code;
pub use exit::Exit;
pub use message::{Arg, Message};

/// Why a command failed, ready to be worded in either language.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub code: Code,
    /// The arguments of the code's message.
    pub args: Vec<(&'static str, Arg)>,
    /// Commands that may help, each a message `hint-…` that can be pasted into a shell.
    pub hints: Vec<Message>,
    /// Whether something was written before it failed; nothing when that cannot be known.
    pub committed: Option<bool>,
    /// Whether the same command may succeed when it is run again.
    pub retryable: bool,
    /// The ids of all reasons, where one failure has several.
    pub reasons: Vec<String>,
    /// The reasons in words, where each has a line of its own.
    pub causes: Vec<Message>,
    /// What caused it, in a library's own words.
    pub source: Option<anyhow::Error>,
}

/// What the functions of the upper layers return.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure with nothing but its code. Only a lock that timed out is worth a second try
    /// unless the caller says otherwise.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            args: Vec::new(),
            hints: Vec::new(),
            committed: Some(false),
            retryable: code == Code::LockTimeout,
            reasons: Vec::new(),
            causes: Vec::new(),
            source: None,
        }
    }

    /// Adds an argument of its message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds a hint; `id` begins with `hint-`.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says that something was written before it failed.
    #[must_use]
    pub fn committed(mut self) -> Self {
        self.committed = Some(true);
        self
    }

    /// Says that nobody knows whether something was written before it failed.
    #[must_use]
    pub fn perhaps_committed(mut self) -> Self {
        self.committed = None;
        self
    }

    /// Says that running the command again may succeed.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// Names all reasons by their ids, for a program.
    #[must_use]
    pub fn reasons(self, reasons: Vec<String>) -> Self {
        Self { reasons, ..self }
    }

    /// Keeps what caused it.
    #[must_use]
    pub fn because(mut self, source: impl Into<anyhow::Error>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Its message.
    pub fn message(&self) -> Message {
        Message { id: format!("error-{}", self.code.id()).into(), args: self.args.clone() }
    }

    /// The exit status.
    pub fn exit(&self) -> Exit {
        self.code.exit()
    }
}
