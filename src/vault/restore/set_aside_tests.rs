//! Logs that were set aside at another destination: whose log goes on there decides what they say.

use super::others_tests::{at, lose_all, rename};
use super::tests::{backup, backup_to, crowd, grade, nas, plain, restore, run_to};
use super::{Unrestorable, prepare_restore};
use crate::vault::backup::Backup;
use crate::vault::sample::Sample;
use crate::vault::{Environment, Error};

/// `usb` has what was done after `nas` was written, and its log was set aside there, as by a branch of
/// before both; gives the log of such a branch.
fn set_aside_at_usb() -> (Sample, Vec<u8>) {
    let sample = crowd(3);
    let (nas, usb, trial, own) =
        (nas(&sample), at(&sample, "usb"), at(&sample, "trial"), at(&sample, "drawer/own"));
    backup(&sample);
    restore(&sample, &plain(&nas, &trial)).unwrap();
    let mut tried = sample.try_open_at(&trial).unwrap();
    tried.backup(&Backup { wanted: run_to(&own), progress: &|_, _| {} }).unwrap();
    drop(tried);
    std::fs::remove_dir_all(&trial).unwrap();
    for better in ["A", "B"].repeat(9) {
        grade(&sample, 3, better);
    }
    backup(&sample);
    grade(&sample, 3, "A");
    backup_to(&sample, &usb);
    lose_all(&sample);
    rename(&usb.join("log"), &usb.join("log.given-up-9"));
    std::fs::remove_file(usb.join("key")).unwrap();
    (sample, std::fs::read(own.join("log")).unwrap())
}

/// Where the log is lost, or is not ours, nobody knows that what was set aside was not ours.
#[test]
fn what_others_set_aside_is_a_later_state() {
    let (sample, other) = set_aside_at_usb();
    let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
    let logs = [(None, "lost-logs-ours"), (Some(vec![]), "lost-logs-ours")];
    for (log, weakness) in logs.into_iter().chain([(Some(other), "other-logs-ours")]) {
        if let Some(log) = log {
            std::fs::write(usb.join("log"), log).unwrap();
        }
        let refused = restore(&sample, &plain(&nas, &dir)).unwrap_err();
        let elsewhere = matches!(refused, Error::Unrestorable(Unrestorable::Elsewhere { .. }));
        assert!(elsewhere, "{weakness}: {refused:?}");
        let mutant = Box::new(move |named: &str| named == weakness);
        let environment = Environment { mutant, ..sample.environment() };
        let taken = prepare_restore(&plain(&nas, &dir), &sample.credential(), environment);
        assert!(taken.is_ok(), "{weakness} was not caught");
        drop(taken);
    }
}
