//! A vault and a copy of it that both go on after a restore: who is who at their destination.

use super::others_tests::{at, rename};
use super::tests::{backup, crowd, nas, number, plain, range, restore, run_to};
use crate::log::Numbers;
use crate::policy::Policy;
use crate::vault::backup::Backup;
use crate::vault::sample::{Sample, copy_dir, order};
use crate::vault::{Environment, Error, Order, Unfit, Vault, scope};

/// The vault is restored where it lies and gets K-4, then it is copied. Each of the two gives K-5 to
/// somebody, and the copy finds at `nas` what the other one wrote; `meanwhile` is what that does besides.
fn copied_after_a_restore(meanwhile: impl Fn(&Sample)) -> Sample {
    let sample = crowd(3);
    let (nas, dir, copy) = (nas(&sample), sample.dir(), at(&sample, "copy"));
    backup(&sample);
    restore(&sample, &plain(&nas, &dir)).unwrap();
    backup(&sample);
    assert_eq!(sample.add(&[("共有", "13700000001", "")]), range(4, 4));
    copy_dir(&dir, &copy);
    meanwhile(&sample);
    assert_eq!(sample.add(&[("原处", "13700000002", "")]), range(5, 5));
    backup(&sample);
    rename(&dir, &at(&sample, "original"));
    rename(&copy, &dir);
    std::fs::remove_dir_all(at(&sample, "state")).unwrap();
    assert_eq!(sample.add(&[("副本", "13700000003", "")]), range(5, 5));
    sample
}

/// The records that a backup to `nas` finds there only, and which of these are others here.
fn only_there(sample: &Sample, weakness: &'static str) -> (Numbers, Numbers) {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let nas = nas(sample);
    match vault.backup(&Backup { wanted: run_to(&nas), progress: &|_, _| {} }) {
        Err(Error::Unfit(Unfit::Ahead { numbers, anew, .. })) => (numbers, anew),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was written over"),
    }
}

/// Where the log there is lost nothing says where the two parted, but K-4 has one key.
#[test]
fn a_record_with_one_key_is_one_person_on_both_branches() {
    let sample = copied_after_a_restore(|_| {});
    assert_eq!(only_there(&sample, ""), (range(5, 5), range(5, 5)));
    std::fs::remove_file(nas(&sample).join("log")).unwrap();
    assert_eq!(only_there(&sample, ""), (range(5, 5), range(5, 5)));
    assert_eq!(only_there(&sample, "keys-not-compared"), (range(4, 5), range(4, 5)), "not caught");
}

/// A part of K-4 is erased on one branch, which gives a new key: he was there before the two parted.
#[test]
fn who_was_there_before_the_logs_parted_is_one_person_on_both() {
    let sample = copied_after_a_restore(|sample| {
        let scope = scope(Policy::builtin(), &[], &[Policy::builtin().known().grade]);
        sample.open().purge(&Order { scope, ..order(number(4).into()) }).unwrap();
    });
    assert_eq!(only_there(&sample, ""), (range(5, 5), range(5, 5)));
    assert_eq!(only_there(&sample, "forks-where-cut"), (range(4, 5), range(4, 5)), "not caught");
}
