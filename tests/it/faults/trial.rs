//! A command on trial: prepared, and run with a fault or without.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::base::{self, Base, Records, records};
use super::scenario::{Scenario, Step, Work};
use super::shim::{Call, Fault, Kind, Op, Shim};
use super::stage::{Home, Stages};
use crate::sandbox::{Run, Sandbox, Transcript};

/// A scenario with its base, and what its work comes to when nothing goes wrong.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) scenario: Scenario,
    base: Arc<Base>,
    stages: Stages,
    /// The calls of a run without a fault, with the name of the file.
    calls: Vec<(Call, String)>,
    /// The records of the base, those when the command begins, and those behind it.
    pub(super) first: Records,
    pub(super) before: Records,
    pub(super) after: Records,
    pub(super) files: Vec<Vec<u8>>,
    /// The key of the epoch that the base is in; nothing for no vault.
    pub(super) key: Vec<u8>,
    judged: AtomicUsize,
    /// What was found in order, by a hash.
    sound: Mutex<HashSet<(u64, bool)>>,
}

/// What a command said of itself when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: it was killed.
    Nothing,
    /// That it is done.
    Done,
    /// That it is done, and a copy remains at a destination.
    Residual,
    /// That it failed, and whether anything was written; nothing if it cannot know.
    Failed(Option<bool>),
}

impl Trial {
    /// Prepares the base and learns what the command does.
    pub(super) fn new(shim: &Shim, scenario: Scenario) -> Self {
        let base = scenario.base();
        let mut trial = Self {
            calls: Vec::new(),
            first: Records::new(),
            before: Records::new(),
            after: Records::new(),
            files: Vec::new(),
            key: Vec::new(),
            judged: AtomicUsize::new(0),
            sound: Mutex::default(),
            stages: Stages::default(),
            scenario,
            base,
        };
        if trial.scenario.work != Work::Vault {
            trial.first.clone_from(&trial.base.records);
            trial.key = epoch_key(&trial.base);
        }
        if trial.scenario.prelude.is_empty() {
            trial.before.clone_from(&trial.first);
        } else {
            let home = trial.prepared();
            if home.path("vault").exists() {
                trial.before = records(&home).unwrap();
            }
        }
        let home = trial.prepared();
        let (clean, ops) = trial.run(shim, &home, None);
        base::done(&clean);
        trial.calls = ops.iter().map(named).collect();
        trial.after = records(&home).unwrap();
        match trial.scenario.work {
            Work::Files(names) => {
                let read = |name: &&str| std::fs::read(home.path(name)).unwrap();
                trial.files = names.iter().map(read).collect();
            }
            Work::Records | Work::Batches(_) => assert_ne!(trial.before, trial.after),
            _ => {}
        }
        trial
    }

    /// A home in which the command can begin.
    pub(super) fn prepared(&self) -> Home {
        self.stages.take(&self.base, |home| {
            for step in self.scenario.prelude {
                match step {
                    Step::Run(line) => {
                        let run = home.run(line);
                        assert!([Some(0), Some(6)].contains(&run.status), "{line}: {run}");
                    }
                    Step::Move(from, to) => {
                        std::fs::rename(home.path(from), home.path(to)).unwrap();
                    }
                    Step::Lose(name) => std::fs::remove_dir_all(home.path(name)).unwrap(),
                }
            }
        })
    }

    /// Whether there is a vault when the command begins.
    pub(super) fn has_vault(&self) -> bool {
        !matches!(self.scenario.work, Work::Vault | Work::Restored)
    }

    /// A file of the base.
    pub(super) fn base_path(&self, name: &str) -> std::path::PathBuf {
        self.base.path(name)
    }

    /// An empty home beside the others.
    pub(super) fn blank(&self) -> Sandbox {
        self.base.blank()
    }

    /// The command, about to run in `home`.
    pub(super) fn command(&self, home: &Sandbox) -> Run {
        let words = self.scenario.line.split_whitespace().chain(["--format", "json"]);
        let run = home.kedang(words).input(self.scenario.input.clone());
        run.env("KEDANG_TEST_MUTANT", self.scenario.mutant)
    }

    /// Runs it under the shim.
    pub(super) fn run(
        &self,
        shim: &Shim,
        home: &Sandbox,
        fault: Option<Fault>,
    ) -> (Transcript, Vec<Op>) {
        shim.run(self.command(home), home.home(), fault)
    }

    /// A writer with work of its own, which also finishes what is left.
    pub(super) fn follower(&self, home: &Sandbox) -> Run {
        let customer = r#"{"name":"后来","source":"官网","email":"later@example.com"}"#;
        let run = home.kedang(["add", "--json", "-"]).input(customer);
        run.env("KEDANG_TEST_MUTANT", self.scenario.mutant)
    }

    /// The same command of a program with a weakness.
    pub(super) fn weakened(mut self, shim: &Shim, weakness: &'static str) -> Self {
        self.scenario.mutant = weakness;
        let (_, ops) = self.run(shim, &self.prepared(), None);
        self.calls = ops.iter().map(named).collect();
        self
    }

    /// The fault points at which `kind` does anything.
    pub(super) fn points(&self, kind: Kind) -> Vec<Fault> {
        let calls = (1..).zip(&self.calls);
        calls.filter(|(_, (call, _))| kind.fits(*call)).map(|(at, _)| Fault { kind, at }).collect()
    }

    /// The fault points at which a file is synced.
    pub(super) fn syncs(&self, kind: Kind, file: &str) -> Vec<Fault> {
        let calls = (1..).zip(&self.calls);
        let syncs = calls.filter(|(_, (call, name))| *call == Call::Sync && name == file);
        syncs.map(|(at, _)| Fault { kind, at }).collect()
    }

    /// Judges by `judge` what has not been found in order before: the same, told apart by its hash
    /// and by what was said of it, is judged alike.
    pub(super) fn once(
        &self,
        (hash, done): (u64, bool),
        judge: impl FnOnce() -> Result<(), String>,
    ) -> Result<(), String> {
        let sound = || self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        if sound().contains(&(hash, done)) {
            return Ok(());
        }
        judge()?;
        sound().insert((hash, done));
        Ok(())
    }

    /// Every third time: for what is costly and depends little on where the fault was.
    pub(super) fn now_and_then(&self) -> bool {
        self.judged.fetch_add(1, Ordering::Relaxed).is_multiple_of(3)
    }
}

/// What a command that ran with `--format json` said; an error when it did not say it properly.
pub(super) fn said(run: &Transcript) -> Result<Said, String> {
    said_with(&[22, 23, 24], run)
}

/// The same beside somebody who reads the database: who has committed may have to wait for him.
pub(super) fn said_beside_reader(run: &Transcript) -> Result<Said, String> {
    let said = said_with(&[11, 22, 23, 24], run)?;
    if run.status == Some(11) && said != Said::Failed(Some(true)) {
        return Err(format!("it waited for nothing: {run}"));
    }
    Ok(said)
}

fn said_with(failures: &[i32], run: &Transcript) -> Result<Said, String> {
    match run.status {
        None => return Ok(Said::Nothing),
        Some(0) => return Ok(Said::Done),
        Some(6) => return Ok(Said::Residual),
        Some(_) => {}
    }
    let line = run.stderr.lines().rfind(|line| line.starts_with('{'));
    let failure: serde_json::Value =
        line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    if !run.status.is_some_and(|exit| failure["exit"] == exit && failures.contains(&exit)) {
        return Err(format!("it failed in a wrong way: {run}"));
    }
    let committed = failure["committed"].as_bool();
    if committed != Some(true) && !run.stdout.is_empty() {
        return Err(format!("it failed and showed something: {run}"));
    }
    Ok(Said::Failed(committed))
}

fn named(op: &Op) -> (Call, String) {
    let name = if op.path2 == Path::new("") { &op.path } else { &op.path2 };
    (op.call, name.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// The one epoch key in the keyhole.
fn epoch_key(base: &Base) -> Vec<u8> {
    let keyhole = std::fs::read(base.path("vault/keyhole")).unwrap();
    let slots = [0, 64 << 10].map(|at| keyhole[at + 24..at + 56].to_vec());
    let mut keys = slots.into_iter().filter(|key| key.iter().any(|byte| *byte != 0));
    let key = keys.next().expect("a key in the keyhole");
    assert!(keys.next().is_none(), "one key in the keyhole");
    key
}
