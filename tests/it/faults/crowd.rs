//! Sixteen processes at once, some of them killed at any moment.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::base::{self, Base};
use super::tally::Tally;
use crate::sandbox::Sandbox;

const PROCESSES: usize = 16;
const COLUMN: &str = "16 processes";

/// What one of them did with a record of its own.
#[derive(Debug)]
struct Work {
    number: String,
    /// What its notes may say: the last that was acknowledged, and what was tried since.
    notes: Vec<String>,
    fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Living,
    /// A purge was tried and not acknowledged.
    Doubtful,
    Destroyed,
}

/// What a round knows: every record that was acknowledged, of all rounds.
type Known = BTreeMap<String, Work>;

/// Runs rounds in one vault; after each, what was acknowledged has to be there.
pub(super) fn crowd(rounds: usize, tally: &Tally) {
    let base = Base::small();
    let home = base.copy();
    let mut known = Known::new();
    for round in 0..rounds {
        let works: Vec<Option<Work>> = std::thread::scope(|scope| {
            let home = &home;
            let spawn = |lane| scope.spawn(move || live(home, round, lane));
            let lives: Vec<_> = (0..PROCESSES).map(spawn).collect();
            lives.into_iter().map(|life| life.join().unwrap()).collect()
        });
        let works = works.into_iter().flatten();
        known.extend(works.map(|work| (work.number.clone(), work)));
        let outcome = judge(&home, &mut known);
        let bad = outcome.is_err();
        tally.count("add, edit, purge", COLUMN, outcome, || format!("round {round}"));
        if bad {
            return;
        }
    }
}

/// Adds a record, edits it and purges it, as chance will have it. Nothing when it was not even
/// acknowledged that it was added.
fn live(home: &Sandbox, round: usize, lane: usize) -> Option<Work> {
    let mut rng = ChaCha8Rng::seed_from_u64((round * PROCESSES + lane) as u64);
    let name = format!("第{round}轮{lane}号");
    let customer =
        format!(r#"{{"name":"{name}","email":"r{round}l{lane}@example.com","notes":"0"}}"#);
    let added = run(home, "add --json -", &customer, &mut rng)?;
    let number = added.trim().to_owned();
    let mut work = Work { number: number.clone(), notes: vec!["0".to_owned()], fate: Fate::Living };
    for edit in 1..=2 {
        let note = edit.to_string();
        let edited = run(home, &format!("edit {number} --set notes=-"), &note, &mut rng);
        if edited.is_some() {
            work.notes.clear();
        }
        work.notes.push(note);
    }
    if rng.next_u32().is_multiple_of(2) {
        let purge = format!("purge run {number} --reason ended --basis C-3 --yes --count 1");
        let purged = run(home, &purge, "", &mut rng);
        work.fate = if purged.is_some() { Fate::Destroyed } else { Fate::Doubtful };
    }
    Some(work)
}

/// Runs a command and kills it at some moment, or not; its results when it ended well.
fn run(home: &Sandbox, line: &str, input: &str, rng: &mut ChaCha8Rng) -> Option<String> {
    let words = ["--wait", "300"].into_iter().chain(line.split_whitespace());
    let mut command = home.kedang(words).command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    if rng.next_u32().is_multiple_of(3) {
        // Sixteen of them take about this long for one command each.
        std::thread::sleep(Duration::from_millis(u64::from(rng.next_u32() % 600)));
        child.kill().ok();
    }
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!([None, Some(0)].contains(&output.status.code()), "{line}: {text}");
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// No acknowledged work is lost, no lock is left, and the log is whole.
fn judge(home: &Sandbox, known: &mut Known) -> Result<(), String> {
    let opened = home.run("--wait 0 list --count");
    if opened.status != Some(0) {
        return Err(format!("the lock is stale, or worse: {opened}"));
    }
    let now = base::records(home)?;
    for work in known.values_mut() {
        let row = now.get(&work.number);
        if row.is_none() && work.fate == Fate::Doubtful {
            work.fate = Fate::Destroyed;
        }
        match (row, work.fate) {
            (None, Fate::Destroyed) => {}
            (Some(row), Fate::Living | Fate::Doubtful) => {
                let row: serde_json::Value = serde_json::from_str(row).unwrap();
                let note = row["notes"].as_str().unwrap_or_default().to_owned();
                if !work.notes.contains(&note) {
                    return Err(format!("{work:?} is {row}"));
                }
                // Nobody works on it any more.
                work.notes = vec![note];
                work.fate = Fate::Living;
            }
            _ => return Err(format!("{work:?} is {row:?}")),
        }
    }
    let check = home.run("check");
    if check.status == Some(0) { Ok(()) } else { Err(format!("{check}")) }
}
