//! Faults: what becomes of a vault when the system fails, and when it is killed.
//!
//! * [`shim`] numbers the system calls of a command and breaks one of them; [`strace`] proves that
//!   it misses none.
//! * [`scenario`] is the table of writing commands, [`trial`] runs one and judges what is left: the
//!   vault opens, a writer recovers it, `check` passes, what was acknowledged is there with its
//!   values, what was not is whole or absent, and exit status and `committed` told the truth.
//!
//! `cargo test` runs the short form: every seventh fault point. The long one is
//!
//! ```text
//! cargo test --test it -- --ignored faults --nocapture
//! ```

mod base;
mod crowd;
mod disk;
mod held;
mod mutants;
mod pairs;
mod power;
mod scenario;
mod shim;
mod strace;
mod sweep;
mod tally;
mod trial;

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
    /// Every so many calls of a command, and of its recovery, one is broken.
    pairs: usize,
    /// Rounds of sixteen processes.
    rounds: usize,
}

const SHORT: Form = Form { step: 7, images: 100, pairs: 19, rounds: 20 };
const LONG: Form = Form { step: 1, images: 2000, pairs: 1, rounds: 500 };

fn single_faults(form: &Form, tally: &Tally) {
    let shim = Shim::build();
    for scenario in scenario::all() {
        sweep::sweep(&shim, &Trial::new(&shim, scenario), form.step, tally);
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
    let shim = Shim::build();
    for scenario in scenario::all() {
        power::power(&shim, &Trial::new(&shim, scenario), form.images, tally);
    }
}

#[test]
fn a_power_cut_anywhere_leaves_what_was_acknowledged() {
    let tally = Tally::default();
    power_cuts(&SHORT, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}

fn pairs_of_faults(step: usize, tally: &Tally) {
    let shim = Shim::build();
    pairs::pairs(&shim, &Trial::new(&shim, scenario::purge()), step, tally);
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

#[test]
#[ignore = "the long form: an hour"]
fn the_whole() {
    let tally = Tally::default();
    single_faults(&LONG, &tally);
    power_cuts(&LONG, &tally);
    pairs_of_faults(LONG.pairs, &tally);
    crowd::crowd(LONG.rounds, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}
