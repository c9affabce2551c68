//! A place to run the program in: a home of its own, an empty environment, a clock that stands.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The time at which every test begins.
pub(crate) const NOW: &str = "2026-03-01T09:30:00Z";

/// A temporary home; it is deleted when it goes.
#[derive(Debug)]
pub(crate) struct Sandbox {
    home: tempfile::TempDir,
    has_vault: bool,
}

/// A command line that is about to run.
pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
    stdout: Option<Stdio>,
    told: Option<Told>,
}

/// Is told the number of a process that has begun.
type Told = Box<dyn FnOnce(u32)>;

/// What came of a command, shown as a transcript.
#[derive(Debug)]
pub(crate) struct Transcript {
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The exit status; nothing after a signal.
    pub(crate) status: Option<i32>,
}

impl Sandbox {
    /// An empty home.
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), has_vault: false }
    }

    /// A home with an empty vault in `vault`, opened by `identity` without a question: every run
    /// finds both through the environment.
    pub(crate) fn vault() -> Self {
        Self::vault_in(tempfile::tempdir().unwrap())
    }

    /// The same in a home that is there already.
    pub(crate) fn vault_in(home: tempfile::TempDir) -> Self {
        let sandbox = Self { home, has_vault: true };
        let made = sandbox.run("init --operator wang --new-identity identity --no-recovery");
        assert_eq!(made.status, Some(0), "{made}");
        sandbox
    }

    /// A home that is there already; its vault is in `vault`, opened by `identity`, or will be.
    pub(crate) fn over(home: tempfile::TempDir) -> Self {
        Self { home, has_vault: true }
    }

    /// The home itself.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// A path below the home, which is also the working directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home().join(name)
    }

    /// Prepares a run of the program with `args`.
    pub(crate) fn kedang(
        &self,
        args: impl IntoIterator<Item = impl AsRef<std::ffi::OsStr>>,
    ) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kedang"));
        command.args(args).current_dir(self.home()).env_clear();
        for (name, folder) in [("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")] {
            command.env(name, self.path(folder));
        }
        command
            .env("HOME", self.home())
            .env("KEDANG_TEST_NOW", NOW)
            .env("KEDANG_TEST_STORAGE", "ext")
            .env("KEDANG_TEST_SYSLOG", "")
            .env("TZ", "UTC");
        if self.has_vault {
            command.env("KEDANG_VAULT", self.path("vault"));
            command.env("KEDANG_IDENTITY", self.path("identity"));
        }
        Run { command, input: Vec::new(), stdout: None, told: None }
    }

    /// Runs a line of words separated by blanks, without standard input.
    pub(crate) fn run(&self, line: &str) -> Transcript {
        self.kedang(line.split_whitespace()).end()
    }
}

impl Run {
    /// Gives it an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives it standard input.
    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// Sends its results somewhere else.
    pub(crate) fn stdout(mut self, to: impl Into<Stdio>) -> Self {
        self.stdout = Some(to.into());
        self
    }

    /// Tells somebody the number of the process once it has begun.
    pub(crate) fn told(mut self, told: impl FnOnce(u32) + 'static) -> Self {
        self.told = Some(Box::new(told));
        self
    }

    /// Makes every write beyond `kib` KiB of a file fail.
    pub(crate) fn file_limit(mut self, kib: u32) -> Self {
        let script = format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("/bin/bash");
        shell.args(["-c", &script]).arg(self.command.get_program()).args(self.command.get_args());
        shell.env_clear().current_dir(self.command.get_current_dir().unwrap());
        shell.envs(self.command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        self.command = shell;
        self
    }

    /// The command itself, for a test that talks to the running process.
    pub(crate) fn command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub(crate) fn end(mut self) -> Transcript {
        let stdout = self.stdout.unwrap_or_else(Stdio::piped);
        self.command.stdin(Stdio::piped()).stdout(stdout).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        if let Some(told) = self.told {
            told(child.id());
        }
        // Our copy of a pipe's writing end would keep its reader waiting.
        drop(self.command);
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // Written beside the reading: a program that answers while it reads must not block us.
        let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Transcript {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
        }
    }
}

impl Transcript {
    /// Compares the transcript with an inline snapshot; `SNAPSHOTS=overwrite` renews it.
    #[track_caller]
    pub(crate) fn assert(&self, expected: impl snapbox::IntoData) {
        assert_text(&self.to_string(), expected);
    }
}

/// Compares a text with an inline snapshot; `SNAPSHOTS=overwrite` renews it.
#[track_caller]
pub(crate) fn assert_text(text: &str, expected: impl snapbox::IntoData) {
    // Paths are left alone: otherwise `\u{1b}` and `/u{1b}` would compare equal.
    let assert = snapbox::Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
    assert.normalize_paths(false).eq(text.to_owned(), expected);
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", self.stderr)?;
        }
        match self.status {
            Some(status) => writeln!(f, "--- exit {status}"),
            None => writeln!(f, "--- killed"),
        }
    }
}
