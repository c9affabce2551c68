//! Two faults: one in the command, one in the recovery from it. What recovers is the next command
//! in the vault; where none came to be, the same command once more. What that finds of the first is
//! not opened any more, only cleared away: of first faults that leave the same names of it, and
//! everything else as it was, one is followed by second ones.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::held::{Hold, held};
use super::shim::{Fault, Kind, Shim};
use super::stage;
use super::tally::{Tally, in_parallel};
use super::trial::{Trial, said};

const COLUMN: &str = "pair";

/// A death or an error at every `step`-th call, then one at every `step`-th call of the next
/// writer; and each of the first beside somebody who has the database open, if there is one. Of the
/// first ones only a part is taken, which is which of how many.
pub(super) fn pairs(
    shim: &Shim,
    trial: &Trial,
    (step, (which, of)): (usize, (usize, usize)),
    tally: &Tally,
) {
    let mut firsts = Vec::new();
    for (shift, kind) in [Kind::Kill, Kind::Eio].into_iter().enumerate() {
        firsts.extend(trial.points(kind).into_iter().skip(shift * step / 2).step_by(step));
    }
    let firsts: Vec<Fault> = firsts.into_iter().skip(which).step_by(of).collect();
    let name = trial.scenario.name;
    let followed = Mutex::default();
    in_parallel(&firsts, |first| {
        for (second, outcome) in seconds(shim, trial, (*first, step), &followed) {
            tally.count(name, COLUMN, outcome, || format!("{first:?}, then {second:?}"));
        }
        let holds = if trial.has_vault() { &[Hold::Reading, Hold::Waiting][..] } else { &[] };
        for hold in holds {
            let outcome = held(shim, trial, *hold, Some(*first));
            tally.count(name, "held open", outcome, || format!("{first:?} beside {hold:?}"));
        }
    });
}

/// What first faults left that were followed by second ones, by hashes.
type Followed = Mutex<HashSet<u64>>;

/// Everything that may come behind a first fault.
fn seconds(
    shim: &Shim,
    trial: &Trial,
    (first, step): (Fault, usize),
    followed: &Followed,
) -> Vec<(Option<Fault>, Result<(), String>)> {
    let recovery = both(shim, trial, first, None);
    let (calls, left) = recovery.as_ref().map_or((0, None), |recovered| *recovered);
    let mut outcomes = vec![(None, recovery.map(|_| ()))];
    let mut followed = followed.lock().unwrap_or_else(PoisonError::into_inner);
    if left.is_some_and(|left| !followed.insert(left)) {
        return outcomes;
    }
    drop(followed);
    for kind in [Kind::Kill, Kind::Eio] {
        // Where it begins depends on the first, so that a short run sees all of them.
        for at in (1 + first.at % step..=calls).step_by(step) {
            let second = Some(Fault { kind, at });
            outcomes.push((second, both(shim, trial, first, second).map(|_| ())));
        }
    }
    outcomes
}

/// A command with one fault, the next writer with another; gives how many calls that one made, and
/// what the first had left where that is no vault.
fn both(
    shim: &Shim,
    trial: &Trial,
    first: Fault,
    second: Option<Fault>,
) -> Result<(usize, Option<u64>), String> {
    let home = trial.prepared();
    let (run, _) = trial.run(shim, &home, Some(first));
    let said = said(&run)?;
    let again = !home.path("vault").exists();
    let left = again.then(|| stage::hash(home.home(), &home.kept("")));
    let words = ["list", "--count", "--format", "json"];
    let next = if again { trial.command(&home) } else { home.kedang(words) };
    let (recovery, ops) = shim.run(next, home.home(), second);
    let then = super::trial::said(&recovery)?;
    let judged = trial.judge(&home, if again { then } else { said });
    let judged = judged.map(|()| (ops.len(), left));
    judged.map_err(|error| format!("{error}\nafter: {run}and: {recovery}"))
}
