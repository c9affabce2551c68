//! Faults: what becomes of a vault when the system fails, and when it is killed.
//!
//! * [`shim`] numbers the system calls of a command and breaks one of them; [`strace`] proves that
//!   it misses none.
//! * [`scenario`] is the table of writing commands, [`trial`] runs one in a home that [`stage`] keeps
//!   ready, [`judge`] looks at what is left: the vault opens, a writer recovers it, `check` passes, what was acknowledged is there with
//!   its values, what was not is whole or absent, exit status and `committed` told the truth, and a
//!   vault lost at that moment comes back from its backup.
//! * [`sweep`] puts one fault at every call; [`pairs`] a second into the recovery, [`held`] somebody
//!   else who has the database open; [`power`] cuts the power, on images of the [`disk`]; [`crowd`]
//!   lets sixteen processes work and die at once.
//! * [`mutants`] puts the harness on trial: a program that breaks one rule is caught.
//!
//! `cargo test` runs the short form: every 7th call, 100 images of each command's disk, 20 rounds;
//! a third of that for commands that are costly to judge. The long one has four parts, some hours
//! on two processors, and leaves their tables in a directory if told so:
//!
//! ```text
//! KEDANG_FAULTS_TABLE=. cargo test --test it -- --ignored faults --nocapture --test-threads 1
//! ```
//! `KEDANG_FAULTS=backup` takes only the commands whose names contain that, and
//! `KEDANG_FAULTS_PART=2/4` of the first faults of a pair each fourth from the second, so that the
//! hours can be spread over several days.

mod base;
mod crowd;
mod disk;
mod held;
mod judge;
mod mutants;
mod pairs;
mod power;
mod scenario;
mod shim;
mod stage;
mod strace;
mod sweep;
mod tally;
mod trial;

use base::Base;
use shim::Shim;
use tally::Tally;
use trial::Trial;

/// How much is run.
#[derive(Debug)]
struct Form {
    /// Every so many calls one is broken.
    step: usize,
    /// Images of each command's disk.
    images: usize,
    /// How much less is done of commands that are costly to judge.
    thrift: usize,
    /// Every so many calls of a command, and of its recovery, one is broken.
    pairs: usize,
    /// Rounds of sixteen processes.
    rounds: usize,
}

/// Under two minutes on two idle processors, in a debug build; the sweeps take one of them.
const SHORT: Form = Form { step: 7, images: 100, thrift: 3, pairs: 31, rounds: 20 };
const LONG: Form = Form { step: 1, images: 2000, thrift: 1, pairs: 1, rounds: 500 };

impl Form {
    fn thrift(&self, scenario: &scenario::Scenario) -> usize {
        if scenario.is_costly() { self.thrift } else { 1 }
    }
}

/// Those of `all`, or those whose names contain what `KEDANG_FAULTS` says.
fn wanted(mut all: Vec<scenario::Scenario>) -> Vec<scenario::Scenario> {
    let wanted = std::env::var("KEDANG_FAULTS").unwrap_or_default();
    all.retain(|scenario| scenario.name.contains(&wanted));
    all
}

fn single_faults(form: &Form, tally: &Tally) {
    let (shim, _base) = (Shim::build(), Base::small());
    for scenario in wanted(scenario::all()) {
        let step = form.step * form.thrift(&scenario);
        sweep::sweep(&shim, &Trial::new(&shim, scenario), step, tally);
    }
}

#[test]
fn a_fault_anywhere_leaves_all_or_nothing_and_the_truth() {
    let tally = Tally::default();
    single_faults(&SHORT, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}

fn power_cuts(form: &Form, tally: &Tally) {
    let (shim, _base) = (Shim::build(), Base::small());
    for scenario in wanted(scenario::all()) {
        let images = form.images / form.thrift(&scenario);
        power::power(&shim, &Trial::new(&shim, scenario), images, tally);
    }
}

#[test]
fn a_power_cut_anywhere_leaves_what_was_acknowledged() {
    let tally = Tally::default();
    power_cuts(&SHORT, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}

/// Which of how many parts, from 0, `KEDANG_FAULTS_PART` says; the only one where it says nothing.
fn part() -> (usize, usize) {
    let Ok(text) = std::env::var("KEDANG_FAULTS_PART") else { return (0, 1) };
    let (which, of) = text.split_once('/').expect("2/4");
    let (which, of): (usize, usize) = (which.parse().unwrap(), of.parse().unwrap());
    assert!((1..=of).contains(&which), "there is no part {text}");
    (which - 1, of)
}

fn pairs_of_faults(step: usize, tally: &Tally) {
    let shim = Shim::build();
    let all = vec![scenario::purge(), scenario::rotate(), scenario::restore()];
    for scenario in wanted(all) {
        pairs::pairs(&shim, &Trial::new(&shim, scenario), (step, part()), tally);
    }
}

#[test]
fn a_fault_in_the_recovery_from_a_fault_is_recovered_from() {
    let tally = Tally::default();
    pairs_of_faults(SHORT.pairs, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}

#[test]
fn sixteen_processes_lose_nothing_when_some_are_killed() {
    let tally = Tally::default();
    crowd::crowd(SHORT.rounds, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}

/// One part of the long form: its table is shown, and kept if `KEDANG_FAULTS_TABLE` names a
/// directory.
fn long(part: &str, run: impl FnOnce(&Tally)) {
    let tally = Tally::default();
    run(&tally);
    eprintln!("{tally}");
    if let Some(dir) = std::env::var_os("KEDANG_FAULTS_TABLE") {
        std::fs::write(std::path::Path::new(&dir).join(part), tally.to_string()).unwrap();
    }
    tally.assert_none_bad();
}

#[test]
#[ignore = "the long form"]
fn every_single_fault() {
    long("single.md", |tally| single_faults(&LONG, tally));
}

#[test]
#[ignore = "the long form"]
fn many_power_cuts() {
    long("power.md", |tally| power_cuts(&LONG, tally));
}

#[test]
#[ignore = "the long form: hours"]
fn every_pair_of_faults() {
    long("pairs.md", |tally| pairs_of_faults(LONG.pairs, tally));
}

#[test]
#[ignore = "the long form"]
fn many_crowds() {
    long("crowds.md", |tally| crowd::crowd(LONG.rounds, tally));
}
