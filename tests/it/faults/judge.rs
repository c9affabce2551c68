//! The judgement: what a command left is held to what it said.
//!
//! The vault opens; a writer finishes what was left; `check` passes; what was acknowledged earlier
//! is there with its values; the work of the command is whole or absent, and where it said so.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::base::{self, Records, records};
use super::scenario::Work;
use super::stage::{self, Home};
use super::trial::{Said, Trial};
use crate::sandbox::Sandbox;

/// How much of the work is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Absent,
    Whole,
    /// Some of several files, each complete.
    Some,
}

impl Trial {
    /// Judges what the command left in `home`.
    pub(super) fn judge(&self, home: &Home, said: Said) -> Result<(), String> {
        self.judge_with(home, said, false)
    }

    /// The same after a follower has been there; it was acknowledged if `followed`.
    pub(super) fn judge_with(&self, home: &Home, said: Said, followed: bool) -> Result<(), String> {
        if self.scenario.has_destination() {
            nothing_is_lost_there(home)?;
            // The vault may be lost at this very moment.
            let state = (stage::hash(&home.path("nas"), &home.kept("nas")), said == Said::Done);
            self.once(state, || self.destination_restores(home, said))?;
        }
        if !home.path("vault").exists() {
            return self.judge_absent_vault(home, said);
        }
        let done = [Said::Done, Said::Residual].contains(&said);
        if done || (followed && said == Said::Failed(Some(true))) {
            // What is acknowledged needs nobody to finish it.
            self.key_is_gone(home)?;
        }
        self.accept_head(home)?;
        if self.now_and_then() && self.now_and_then() {
            // Nobody has to write first for a reader to find everything in order.
            passes(home, "check")?;
        }
        let mut now = records(home)?;
        passes(home, "check")?;
        let later = now.extract_if(.., |_, row| row.contains("later@example.com")).count();
        if later > 1 || (followed && later == 0) {
            return Err(format!("acknowledged work of the next writer is there {later} times"));
        }
        let seen = self.seen(home, &now)?;
        self.agree(said, seen)?;
        if later == 0 && matches!(self.scenario.work, Work::Batches(_)) {
            self.goes_on(home)?;
        }
        if seen == Seen::Whole {
            self.key_is_gone(home)?;
            self.destroyed_are_gone(home)?;
            self.old_header_opens_nothing(home)?;
        }
        if self.now_and_then() {
            self.next_number_is_new(home, &now)?;
            self.backups_go_on(home)?;
        }
        Ok(())
    }

    fn seen(&self, home: &Sandbox, now: &Records) -> Result<Seen, String> {
        let whole = |whole: bool| if whole { Seen::Whole } else { Seen::Absent };
        match self.scenario.work {
            Work::Records | Work::Batches(_) | Work::Restored | Work::Vault
                if *now == self.after =>
            {
                Ok(Seen::Whole)
            }
            Work::Batches(rows) if self.is_between(now, rows) => Ok(Seen::Some),
            _ if *now != self.before => {
                Err(format!("records differ: {}", difference(&self.before, &self.after, now)))
            }
            Work::Records | Work::Batches(_) | Work::Restored | Work::Vault => Ok(Seen::Absent),
            Work::Slot => Ok(whole(has_passphrase(home))),
            Work::Files(names) => self.seen_files(home, names),
            Work::Exchanged => {
                let aside = aside(home);
                Ok(whole(aside.is_some_and(|dir| !dir.join("unpublished").exists())))
            }
            Work::Artefacts(count) => {
                let there = artefacts(home);
                match there {
                    _ if there == count => Ok(Seen::Whole),
                    _ if there + 1 == count => Ok(Seen::Absent),
                    _ => Err(format!("{there} artefacts")),
                }
            }
            Work::Rows(list, count) => {
                let listed = home.run(&format!("{list} --format jsonl"));
                base::done(&listed);
                Ok(whole(listed.stdout.lines().count() == count))
            }
            Work::Settled => {
                let owed = home.run("backup scrub --dry-run --format jsonl");
                base::done(&owed);
                Ok(whole(owed.stdout.is_empty()))
            }
            Work::Rotated => Ok(whole(generation(home) == 2)),
        }
    }

    /// Whether some whole batches are there, each record once and as it is to be.
    fn is_between(&self, now: &Records, rows: usize) -> bool {
        let as_expected = |(number, row): (&String, &String)| {
            let expected = self.before.get(number).or_else(|| self.after.get(number));
            expected == Some(row)
        };
        let more = now.len().checked_sub(self.before.len());
        more.is_some_and(|more| more > 0 && more.is_multiple_of(rows))
            && now.iter().all(as_expected)
    }

    /// The same command again comes to what one run without a break comes to.
    fn goes_on(&self, home: &Sandbox) -> Result<(), String> {
        std::fs::remove_file(home.path("results.csv")).ok();
        let again = self.command(home).end();
        if again.status != Some(0) {
            return Err(format!("again: {again}"));
        }
        let now = records(home)?;
        if now != self.after {
            return Err(format!("again: {}", difference(&self.before, &self.after, &now)));
        }
        passes(home, "check")
    }

    fn seen_files(&self, home: &Sandbox, names: &[&str]) -> Result<Seen, String> {
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

    fn agree(&self, said: Said, seen: Seen) -> Result<(), String> {
        // Of these the log is written first; whether more can be seen is another matter.
        let steps = !matches!(
            self.scenario.work,
            Work::Records | Work::Slot | Work::Vault | Work::Rows(..)
        );
        let fits = match said {
            // A settlement that left something outstanding.
            Said::Residual if self.scenario.work == Work::Settled => seen == Seen::Absent,
            Said::Done | Said::Residual => seen == Seen::Whole,
            Said::Failed(Some(true)) => seen == Seen::Whole || steps,
            Said::Failed(Some(false)) if matches!(self.scenario.work, Work::Batches(_)) => {
                seen == Seen::Absent
            }
            Said::Failed(Some(false)) => {
                seen != Seen::Whole || self.scenario.work == Work::Files(&[])
            }
            Said::Nothing | Said::Failed(None) => true,
        };
        if fits { Ok(()) } else { Err(format!("it said {said:?}, and the work is {seen:?}")) }
    }

    /// A vault that is not there was never acknowledged, and can be made.
    fn judge_absent_vault(&self, home: &Sandbox, said: Said) -> Result<(), String> {
        self.agree(said, Seen::Absent)?;
        if self.scenario.work == Work::Vault {
            std::fs::remove_file(home.path("identity")).ok();
        }
        passes(home, self.scenario.line)?;
        passes(home, "check")?;
        let now = records(home)?;
        if now == self.after { Ok(()) } else { Err("the second try brought others".to_owned()) }
    }

    /// A restore that was cut short before it moved the anchor leaves a vault that its user has to
    /// accept once.
    fn accept_head(&self, home: &Sandbox) -> Result<(), String> {
        let restores = matches!(self.scenario.work, Work::Restored | Work::Exchanged);
        if restores && home.run("check").status == Some(21) {
            return passes(home, "--yes check --accept-head");
        }
        Ok(())
    }

    /// The key of the epoch that was destroyed stands in no file any more.
    fn key_is_gone(&self, home: &Sandbox) -> Result<(), String> {
        if !self.scenario.line.starts_with("purge run") && self.scenario.work != Work::Rotated {
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
        let Some(number) = self.before.keys().find(gone) else { return Ok(()) };
        if !self.now_and_then() {
            return Ok(());
        }
        let shown = home.kedang(["show", number]).end();
        if shown.status != Some(8) {
            return Err(format!("show {number}: {shown}"));
        }
        let line = format!("certificate show {number}");
        let certified = home.run(&line);
        // 6: a destination still has a copy.
        let fits = matches!(certified.status, Some(0 | 6));
        if fits { Ok(()) } else { Err(format!("{line}: {certified}")) }
    }

    /// The header of before a rotation, put in the place of the one that is there, opens nothing.
    fn old_header_opens_nothing(&self, home: &Sandbox) -> Result<(), String> {
        if self.scenario.work != Work::Rotated || !self.now_and_then() {
            return Ok(());
        }
        let other = self.blank();
        base::copy_into(&home.path("vault"), &other.path("vault"));
        for file in ["identity", "vault/header"] {
            std::fs::copy(self.base_path(file), other.path(file)).unwrap();
        }
        let listed = other.run("list");
        if listed.status == Some(20) { Ok(()) } else { Err(format!("the old header: {listed}")) }
    }

    /// The next record gets a number that nobody had.
    fn next_number_is_new(&self, home: &Sandbox, now: &Records) -> Result<(), String> {
        let customer = r#"{"name":"测试","source":"官网","email":"next@example.com"}"#;
        let added = home.kedang(["add", "--json", "-"]).input(customer).end();
        let number = added.stdout.trim();
        let last = self.first.keys().chain(now.keys()).max().map_or("", String::as_str);
        if added.status == Some(0) && number > last {
            return Ok(());
        }
        Err(format!("the next number after {last}: {added}"))
    }

    /// A vault that is lost now comes back from the destination: with the records of before the
    /// command or those behind it, or, while the destination owes, of before the purge.
    fn destination_restores(&self, home: &Sandbox, said: Said) -> Result<(), String> {
        let other = self.blank();
        base::copy_into(&home.path("nas"), &other.path("nas"));
        std::fs::copy(home.path("identity"), other.path("identity")).unwrap();
        let line = match self.scenario.work {
            Work::Restored => self.scenario.line,
            _ => "backup restore nas --to vault --yes",
        };
        let mut restored = other.run(line);
        if restored.status == Some(21) && said != Said::Done {
            // The log there is ahead of the key file: what was destroyed stays so all the same.
            restored = other.run(&format!("{line} --accept-stale"));
        }
        if restored.status != Some(0) {
            return Err(format!("{line}: {restored}"));
        }
        let back = records(&other)?;
        let fits = match said {
            Said::Done => back == self.after,
            _ => [&self.after, &self.before, &self.first].contains(&&back),
        };
        if fits {
            return Ok(());
        }
        Err(format!("restored: {}", difference(&self.before, &self.after, &back)))
    }

    /// The destination can be written to whatever was left there.
    fn backups_go_on(&self, home: &Sandbox) -> Result<(), String> {
        if !self.scenario.has_destination() && !matches!(self.scenario.work, Work::Artefacts(_)) {
            return Ok(());
        }
        passes(home, "backup run nas")?;
        passes(home, "check")
    }
}

/// What the logs at the destination said at the beginning, some file there still says.
fn nothing_is_lost_there(home: &Home) -> Result<(), String> {
    for name in ["log", "destruction.log"] {
        let before = std::fs::read(home.kept("nas").join(name)).unwrap();
        let files = std::fs::read_dir(home.path("nas")).unwrap().map(|entry| entry.unwrap().path());
        let said = |path: PathBuf| std::fs::read(path).is_ok_and(|now| now.starts_with(&before));
        let same = |path: &PathBuf| {
            path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(name.as_bytes()))
        };
        if !files.filter(same).any(said) {
            return Err(format!("nothing at the destination has what {name} said"));
        }
    }
    Ok(())
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

/// The generation of keys that the header brings.
fn generation(home: &Sandbox) -> u64 {
    let header = std::fs::read_to_string(home.path("vault/header")).unwrap();
    let head: serde_json::Value = serde_json::from_str(header.lines().next().unwrap()).unwrap();
    head["generation"].as_u64().unwrap()
}

/// How many data artefacts there are at the destinations.
fn artefacts(home: &Sandbox) -> usize {
    let listed = ["nas", "cloud"].map(|name| std::fs::read_dir(home.path(name)));
    let names = listed.into_iter().flatten().flatten().flatten();
    names.filter(|entry| entry.file_name().to_string_lossy().starts_with("20")).count()
}

/// Where a restore set the vault aside.
fn aside(home: &Sandbox) -> Option<PathBuf> {
    let mut names = std::fs::read_dir(home.home()).unwrap().flatten();
    let aside = names.find(|entry| entry.file_name().to_string_lossy().contains(".before-restore"));
    aside.map(|entry| entry.path())
}

/// Which numbers differ from before, and which from after.
fn difference(before: &Records, after: &Records, now: &Records) -> String {
    let differ = |from: &Records| -> Vec<String> {
        let all: BTreeSet<_> = from.keys().chain(now.keys()).collect();
        all.into_iter().filter(|number| from.get(*number) != now.get(*number)).cloned().collect()
    };
    format!("from before {:?}, from after {:?}", differ(before), differ(after))
}
