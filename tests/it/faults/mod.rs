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
mod disk;
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
}

const SHORT: Form = Form { step: 7, images: 100 };
const LONG: Form = Form { step: 1, images: 2000 };

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

#[test]
#[ignore = "the long form: an hour"]
fn the_whole() {
    let tally = Tally::default();
    single_faults(&LONG, &tally);
    power_cuts(&LONG, &tally);
    eprintln!("{tally}");
    tally.assert_none_bad();
}
