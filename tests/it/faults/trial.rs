//! A command on trial: run with a fault or without, and judged by what the vault holds after.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::base::{self, Base, Records, records};
use super::scenario::{Scenario, Work};
use super::shim::{Call, Fault, Kind, Op, Shim};
use crate::sandbox::{Run, Sandbox, Transcript};

/// A scenario with its base, and what its work comes to when nothing goes wrong.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) scenario: Scenario,
    pub(super) base: Base,
    /// The calls of a run without a fault, with the name of the file.
    pub(super) calls: Vec<(Call, String)>,
    before: Records,
    after: Records,
    files: Vec<Vec<u8>>,
    /// The key of the epoch that the base is in; nothing for no vault.
    key: Vec<u8>,
    judged: AtomicUsize,
}

/// What a command said of itself when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: it was killed.
    Nothing,
    /// That it is done.
    Done,
    /// That it failed, and whether anything was written; nothing if it cannot know.
    Failed(Option<bool>),
}

/// How much of the work is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Absent,
    Whole,
    /// Some of several files, each complete.
    Some,
}

impl Trial {
    /// Prepares the base and learns what the command does.
    pub(super) fn new(shim: &Shim, scenario: Scenario) -> Self {
        let base = scenario.base();
        let mut trial = Self {
            calls: Vec::new(),
            before: Records::new(),
            after: Records::new(),
            files: Vec::new(),
            key: Vec::new(),
            judged: AtomicUsize::new(0),
            scenario,
            base,
        };
        if trial.scenario.work != Work::Vault {
            trial.before = records(&trial.base.copy()).unwrap();
            trial.key = epoch_key(&trial.base);
        }
        let home = trial.base.copy();
        let (clean, ops) = trial.run(shim, &home, None);
        base::done(&clean);
        trial.calls = ops.iter().map(named).collect();
        trial.after = records(&home).unwrap();
        if let Work::Files(names) = trial.scenario.work {
            trial.files =
                names.iter().map(|name| std::fs::read(home.path(name)).unwrap()).collect();
        } else {
            assert_ne!((trial.before == trial.after), (trial.scenario.work == Work::Records));
        }
        trial
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

    /// The fault points at which `fault` does anything.
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

    /// A writer with work of its own, which also finishes what is left.
    pub(super) fn follower(&self, home: &Sandbox) -> Run {
        let customer = r#"{"name":"后来","source":"官网","email":"later@example.com"}"#;
        let run = home.kedang(["add", "--json", "-"]).input(customer);
        run.env("KEDANG_TEST_MUTANT", self.scenario.mutant)
    }

    /// The same command of a program with a weakness.
    pub(super) fn weakened(mut self, shim: &Shim, weakness: &'static str) -> Self {
        self.scenario.mutant = weakness;
        let (_, ops) = self.run(shim, &self.base.copy(), None);
        self.calls = ops.iter().map(named).collect();
        self
    }

    /// Looks at what is left, lets a writer finish it, and holds it to what the command said.
    pub(super) fn judge(&self, home: &Sandbox, said: Said) -> Result<Seen, String> {
        self.judge_with(home, said, false)
    }

    /// The same after a follower has been there; it was acknowledged if `followed`.
    pub(super) fn judge_with(
        &self,
        home: &Sandbox,
        said: Said,
        followed: bool,
    ) -> Result<Seen, String> {
        if self.scenario.work == Work::Vault && !home.path("vault").exists() {
            return self.judge_absent_vault(home, said);
        }
        if said == Said::Done || (followed && said == Said::Failed(Some(true))) {
            // What is acknowledged needs nobody to finish it.
            self.key_is_gone(home)?;
        }
        if self.now_and_then() {
            // Nobody has to write first for a reader to find everything in order.
            passes(home, "check")?;
        }
        let mut now = records(home)?;
        passes(home, "check")?;
        let later = now.extract_if(.., |_, row| row.contains("later@example.com")).count();
        if later > 1 || (followed && later == 0) {
            return Err(format!(
                "the later one's work was acknowledged and is there {later} times"
            ));
        }
        let seen = self.seen(home, &now)?;
        self.agree(said, seen)?;
        if seen == Seen::Whole {
            self.key_is_gone(home)?;
            self.destroyed_are_gone(home)?;
        }
        if self.now_and_then() {
            self.next_number_is_new(home, &now)?;
        }
        Ok(seen)
    }

    /// Every third time: for what is costly and depends little on where the fault was.
    fn now_and_then(&self) -> bool {
        self.judged.fetch_add(1, Ordering::Relaxed).is_multiple_of(3)
    }

    fn seen(&self, home: &Sandbox, now: &Records) -> Result<Seen, String> {
        let differs = || format!("records differ: {}", difference(&self.before, &self.after, now));
        match self.scenario.work {
            Work::Records if *now == self.after => Ok(Seen::Whole),
            Work::Records | Work::Slot | Work::Files(_) if *now != self.before => Err(differs()),
            Work::Records => Ok(Seen::Absent),
            Work::Slot if has_passphrase(home) => Ok(Seen::Whole),
            Work::Slot => Ok(Seen::Absent),
            Work::Vault if now.is_empty() => Ok(Seen::Whole),
            Work::Vault => Err(differs()),
            Work::Files(names) => {
                let mut there = 0;
                for (name, expected) in names.iter().zip(&self.files) {
                    match std::fs::read(home.path(name)) {
                        Ok(bytes) if bytes == *expected => there += 1,
                        Ok(bytes) => return Err(format!("{name} has {} bytes", bytes.len())),
                        Err(_) => {}
                    }
                }
                Ok(match there {
                    _ if there == names.len() => Seen::Whole,
                    0 => Seen::Absent,
                    _ => Seen::Some,
                })
            }
        }
    }

    fn agree(&self, said: Said, seen: Seen) -> Result<(), String> {
        let look = matches!(self.scenario.work, Work::Files(_));
        let fits = match said {
            Said::Done => seen == Seen::Whole,
            // Of a look the log was written; no file is promised, nor anything else to be seen.
            Said::Failed(Some(true)) => seen == Seen::Whole || look,
            Said::Failed(Some(false)) => {
                seen != Seen::Whole || self.scenario.work == Work::Files(&[])
            }
            Said::Nothing | Said::Failed(None) => true,
        };
        if fits { Ok(()) } else { Err(format!("it said {said:?}, and the work is {seen:?}")) }
    }

    /// A vault that is not there was never acknowledged, and can be made.
    fn judge_absent_vault(&self, home: &Sandbox, said: Said) -> Result<Seen, String> {
        self.agree(said, Seen::Absent)?;
        std::fs::remove_file(home.path("identity")).ok();
        passes(home, self.scenario.line)?;
        passes(home, "check")?;
        Ok(Seen::Absent)
    }

    /// The key of the epoch that was destroyed stands in no file any more.
    fn key_is_gone(&self, home: &Sandbox) -> Result<(), String> {
        if self.before.keys().all(|number| self.after.contains_key(number)) {
            return Ok(());
        }
        for file in ["keyhole", "records.db", "records.db-wal", "destruction.log", "header"] {
            let bytes = std::fs::read(home.path("vault").join(file)).unwrap_or_default();
            if memchr::memmem::find(&bytes, &self.key).is_some() {
                return Err(format!("the destroyed key stands in {file}"));
            }
        }
        Ok(())
    }

    /// The key of the epoch of the base still stands in the keyhole.
    pub(super) fn key_is_there(&self, home: &Sandbox) -> Result<(), String> {
        let keyhole = std::fs::read(home.path("vault/keyhole")).unwrap();
        let found = memchr::memmem::find(&keyhole, &self.key);
        found.map(|_| ()).ok_or_else(|| "the old key is destroyed".to_owned())
    }

    /// A record that was destroyed cannot be shown, and its destruction is certified.
    fn destroyed_are_gone(&self, home: &Sandbox) -> Result<(), String> {
        let gone = |number: &&String| !self.after.contains_key(*number);
        if !self.now_and_then() {
            return Ok(());
        }
        let Some(number) = self.before.keys().find(gone) else { return Ok(()) };
        let shown = home.kedang(["show", number]).end();
        if shown.status != Some(8) {
            return Err(format!("show {number}: {shown}"));
        }
        passes(home, &format!("certificate show {number}"))
    }

    /// The next record gets a number that nobody had.
    fn next_number_is_new(&self, home: &Sandbox, now: &Records) -> Result<(), String> {
        let customer = r#"{"name":"测试","source":"官网","email":"next@example.com"}"#;
        let added = home.kedang(["add", "--json", "-"]).input(customer).end();
        let number = added.stdout.trim();
        let last = self.before.keys().chain(now.keys()).max().map_or("", String::as_str);
        if added.status == Some(0) && number > last {
            return Ok(());
        }
        Err(format!("the next number after {last}: {added}"))
    }
}

/// What a command that ran with `--format json` said; an error when it did not say it properly.
pub(super) fn said(run: &Transcript) -> Result<Said, String> {
    let Some(status) = run.status else { return Ok(Said::Nothing) };
    if status == 0 {
        return Ok(Said::Done);
    }
    let line = run.stderr.lines().rfind(|line| line.starts_with('{'));
    let failure: serde_json::Value =
        line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
    if failure["exit"] != status || ![22, 23, 24].contains(&status) {
        return Err(format!("it failed in a wrong way: {run}"));
    }
    let committed = failure["committed"].as_bool();
    if committed != Some(true) && !run.stdout.is_empty() {
        return Err(format!("it failed and showed something: {run}"));
    }
    Ok(Said::Failed(committed))
}

fn named(op: &Op) -> (Call, String) {
    (op.call, op.path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

fn passes(home: &Sandbox, line: &str) -> Result<(), String> {
    let run = home.run(line);
    if run.status == Some(0) { Ok(()) } else { Err(format!("{line}: {run}")) }
}

/// Whether the header has a slot that a passphrase opens.
fn has_passphrase(home: &Sandbox) -> bool {
    let header = std::fs::read_to_string(home.path("vault/header")).unwrap();
    header.contains(r#""kind":"passphrase""#)
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

/// Which numbers differ from before, and which from after.
fn difference(before: &Records, after: &Records, now: &Records) -> String {
    let differ = |from: &Records| -> Vec<String> {
        let all: std::collections::BTreeSet<_> = from.keys().chain(now.keys()).collect();
        all.into_iter().filter(|number| from.get(*number) != now.get(*number)).cloned().collect()
    };
    format!("from before {:?}, from after {:?}", differ(before), differ(after))
}
