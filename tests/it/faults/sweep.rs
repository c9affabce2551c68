//! One fault in one command, at every call or at some.

use super::shim::{Fault, Kind, Shim};
use super::tally::{Tally, in_parallel};
use super::trial::{Trial, said};

/// Runs the command with each kind of fault at every `step`-th of its calls, and at the last: what
/// it made has its name then, and it must not say that there is nothing.
pub(super) fn sweep(shim: &Shim, trial: &Trial, step: usize, tally: &Tally) {
    let mut faults: Vec<Fault> = Vec::new();
    for (shift, kind) in Kind::ALL.into_iter().enumerate() {
        // Each kind begins elsewhere, so that a short run sees more of the calls.
        let points = trial.points(kind);
        faults.extend(points.iter().skip(shift % step).step_by(step));
        let last = points.last().filter(|last| faults.last() != Some(*last)).copied();
        faults.extend(last);
    }
    in_parallel(&faults, |fault| {
        let outcome = one(shim, trial, *fault);
        let what = || format!("{} at call {}", fault.kind.id(), fault.at);
        tally.count(trial.scenario.name, fault.kind.id(), outcome, what);
    });
}

/// One run with one fault, judged.
pub(super) fn one(shim: &Shim, trial: &Trial, fault: Fault) -> Result<(), String> {
    judged(shim, trial, Some(fault))
}

/// One run without a fault, judged.
pub(super) fn without_fault(shim: &Shim, trial: &Trial) -> Result<(), String> {
    judged(shim, trial, None)
}

fn judged(shim: &Shim, trial: &Trial, fault: Option<Fault>) -> Result<(), String> {
    let home = trial.prepared();
    let (run, _) = trial.run(shim, &home, fault);
    let said = said(&run)?;
    trial.judge(&home, said).map_err(|error| format!("{error}\nafter: {run}"))
}
