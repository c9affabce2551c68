//! Where the tour takes place: a private directory, and this program run inside this process,
//! by the same way from a command line to an exit status that `main` takes.

use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use clap::{CommandFactory, FromArgMatches};

use super::tour::{FILES, Step};
use crate::cmd::{Cli, FormatName, usage};
use crate::error::{Exit, Failure, Result};
use crate::files;
use crate::host::{self, Host, HostError};
use crate::ui::{Format, Settings, Ui};

/// The directory of a tour; deleted when it goes, unless it is kept.
pub(super) struct Stage<'a> {
    dir: PathBuf,
    kept: bool,
    ui: &'a Ui<'a>,
}

/// What came of a command.
pub(super) struct Shown {
    pub(super) exit: Exit,
    /// What it wrote to standard output.
    pub(super) output: String,
}

/// A writer whose bytes can be taken back.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> Stage<'a> {
    /// Makes the directory and the files that the tour reads. Both must be new.
    pub(super) fn new(ui: &'a Ui<'a>, host: &Host, keep: Option<&Path>) -> Result<Self> {
        let dir = match keep {
            Some(dir) => std::path::absolute(dir).map_err(|error| Failure::io(dir, error))?,
            None => temporary(host)?,
        };
        files::create_dir(&dir)?;
        let stage = Self { dir, kept: false, ui };
        for (name, text) in FILES {
            files::write_new(&stage.dir.join(name), text.as_bytes())?;
        }
        Ok(stage)
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Lets the directory stay.
    pub(super) fn keep(mut self) -> PathBuf {
        self.kept = true;
        self.dir.clone()
    }

    /// Runs a step as if its line had been typed in the directory.
    pub(super) fn run(&self, step: &Step) -> Result<Shown> {
        let mut words: Vec<&str> = step.line.split_whitespace().collect();
        let input = match words.as_slice() {
            [.., "<", path] => Some(self.place(path)),
            _ => None,
        };
        if input.is_some() {
            words.truncate(words.len() - 2);
        }
        let words: Vec<String> = words.into_iter().map(|word| self.place(word)).collect();
        match words.split_first() {
            Some((program, rest)) if program != "kedang" => self.other(program, rest, input),
            _ => self.kedang(words, step.exit),
        }
    }

    /// A word of a line, with the directory in front of what is a path.
    fn place(&self, word: &str) -> String {
        match word.strip_prefix("./") {
            Some(name) => self.dir.join(name).display().to_string(),
            None => word.to_owned(),
        }
    }

    fn kedang(&self, mut words: Vec<String>, expected: Exit) -> Result<Shown> {
        // What the variables would say, which the tour shows being exported.
        for (option, name) in [("--vault", "vault"), ("--identity", "identity")] {
            words.extend([option.to_owned(), self.dir.join(name).display().to_string()]);
        }
        let parsed = Cli::command()
            .try_get_matches_from(words)
            .and_then(|matches| Cli::from_arg_matches(&matches));
        let cli = parsed.map_err(|error| usage::failure(self.ui, &error))?;
        let for_people = self.ui.format() == Format::Table;
        let settings = Settings {
            language: self.ui.language(),
            format: cli.globals.format.and_then(FormatName::of_result).unwrap_or_default(),
            quiet: self.ui.is_quiet() || !for_people,
            yes: cli.globals.yes,
            ..self.ui.settings()
        };
        // The anchor of a throw-away vault is thrown away with it.
        let host = Host::from_process().with_state_in(self.dir.join("state"));
        let kept = Kept::default();
        let ui = Ui::into_sink(&host, settings, Box::new(kept.clone()));
        let ended = crate::cmd::run(&ui, &host, &cli);
        let exit = match ended.and_then(|exit| ui.finish().map(|()| exit)) {
            Ok(exit) => exit,
            Err(failure) => {
                if for_people || failure.exit() != expected {
                    ui.failure(&failure);
                }
                failure.exit()
            }
        };
        let output = String::from_utf8_lossy(&kept.0.borrow()).into_owned();
        Ok(Shown { exit, output })
    }

    /// Another program, where there is one: the proof that a certificate needs no kedang.
    fn other(&self, program: &str, rest: &[String], input: Option<String>) -> Result<Shown> {
        let stdin = match input {
            Some(path) => std::fs::File::open(&path)
                .map(Stdio::from)
                .map_err(|error| Failure::io(Path::new(&path), error))?,
            None => Stdio::null(),
        };
        let Ok(output) = Command::new(program).args(rest).stdin(stdin).output() else {
            self.ui.note("demo-no-ssh");
            return Ok(Shown { exit: Exit::Done, output: String::new() });
        };
        let exit = if output.status.success() { Exit::Done } else { Exit::Damaged };
        Ok(Shown { exit, output: String::from_utf8_lossy(&output.stdout).into_owned() })
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if !self.kept {
            // Synthetic customers under keys that nobody kept: what stays after a failure is rubbish.
            drop(std::fs::remove_dir_all(&self.dir));
        }
    }
}

/// A name in the temporary directory that nobody can foresee.
fn temporary(host: &Host) -> Result<PathBuf> {
    let mut random = [0; 8];
    host::os_random(&mut random).map_err(|_| HostError::NoRandomness)?;
    let name = format!("kedang-demo-{:016x}", u64::from_be_bytes(random));
    Ok(host.temporary_directory().join(name))
}
