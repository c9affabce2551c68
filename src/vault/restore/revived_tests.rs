//! What was erased and a restore brought back: told by certificate, list and check until it is erased
//! again.

use super::RestoreOrder;
use super::tests::{assert_sound, backup, crowd, data, nas, number, plain, range, restore};
use crate::log::{Certificate, Numbers};
use crate::model::Level;
use crate::policy::Policy;
use crate::vault::sample::{Sample, copy_dir, order, selector};
use crate::vault::{Depth, Due, Order, Purged, Target, Vault, Wanted, scope};

fn erase(sample: &Sample, n: u64) {
    let scope = scope(Policy::builtin(), &[], &[Policy::builtin().known().grade]);
    sample.open().purge(&Order { scope, ..order(number(n).into()) }).unwrap();
}

/// As the command line does it.
fn erase_again(sample: &Sample, words: &str, levels: &[Level]) -> Purged {
    let order = order(number(1).into());
    let (selector, policy) = (selector(words), Policy::builtin());
    let scope = scope(policy, levels, &[policy.known().grade]);
    let (reason, basis) = (order.reason, order.basis);
    let target = Target::Selected { selector: &selector, reason, basis, scope, suppress: false };
    let mut vault = sample.open();
    let plan = vault.plan_purge(&target).unwrap();
    vault.purge_planned(&target, &plan).unwrap()
}

fn certificate(sample: &Sample, line: u64) -> Certificate {
    sample.open().certificates(Wanted::Line(line), true).unwrap().remove(0)
}

fn due(sample: &Sample) -> Vec<Due> {
    sample.open().due(&selector("")).unwrap()
}

fn found_by_check(sample: &Sample) -> Numbers {
    let (dir, credential) = (sample.dir(), sample.credential());
    let report = Vault::check(&dir, &credential, sample.environment(), Depth::Log).unwrap();
    assert_eq!(report.findings().count(), 0);
    report.revived.iter().fold(Numbers::new(), |all, one| all.union(&one.numbers))
}

/// Of K-2 and K-3 a field is erased behind the backup, and a key file from before comes back with
/// its data; K-4 was erased before the backup.
fn brought_back() -> Sample {
    let sample = crowd(4);
    for n in 1..=4 {
        super::tests::grade(&sample, n, "A");
    }
    erase(&sample, 4);
    backup(&sample);
    let (nas, old) = (nas(&sample), sample.home.path().join("old"));
    copy_dir(&nas, &old);
    erase(&sample, 2);
    erase(&sample, 3);
    backup(&sample);
    for file in ["key", "keyhole"] {
        std::fs::copy(old.join(file), nas.join(file)).unwrap();
    }
    super::tests::lose(&sample);
    std::fs::remove_dir_all(&old).unwrap();
    let dir = sample.dir();
    let mut names: Vec<_> = std::fs::read_dir(&nas).unwrap().map(|e| e.unwrap()).collect();
    names.retain(|entry| entry.file_name().to_string_lossy().starts_with("20"));
    names.sort_by_key(std::fs::DirEntry::file_name);
    let first = names.remove(0).file_name().into_string().unwrap();
    let order = RestoreOrder { accept_stale: true, ..plain(&nas, &dir) };
    let order = RestoreOrder { accept_rollback: true, ..data(order, &first) };
    let brought = restore(&sample, &order).unwrap();
    assert_eq!(brought.plan.stale.erased, range(2, 3));
    sample
}

#[test]
fn what_a_restore_brought_back_is_told_until_it_is_erased_again() {
    let sample = brought_back();
    assert_sound(&sample);
    assert_eq!(found_by_check(&sample), range(2, 3));
    let listed: Vec<_> = due(&sample).into_iter().map(|due| (due.number, due.state.id())).collect();
    assert_eq!(listed, [(number(2), "restored"), (number(3), "restored")]);
    assert!(!certificate(&sample, 2).is_partial(), "K-4 was erased before the data was written");
    let partial = certificate(&sample, 3);
    let back = partial.is_back().unwrap();
    assert!(partial.is_partial() && back.numbers == number(2).into());

    assert_eq!(erase_again(&sample, "K-2", &[]).done.len(), 1);
    assert_eq!(found_by_check(&sample), number(3).into());
    let again = certificate(&sample, 3);
    let line = again.comeback.as_ref().and_then(|back| back.again).unwrap();
    assert!(!again.is_partial() && certificate(&sample, line).numbers == number(2).into());
    assert!(certificate(&sample, 5).is_partial());

    // A destruction of the whole settles it too.
    sample.open().purge(&order(number(3).into())).unwrap();
    assert_eq!((found_by_check(&sample), due(&sample).len()), (Numbers::new(), 0));
    assert!(!certificate(&sample, 5).is_partial());
    assert_sound(&sample);
}

/// The log cannot tell whether the data held what was erased: it is erased all the same, and that
/// settles it. What is erased beside it does not.
#[test]
fn only_an_erasure_of_the_same_settles_it() {
    let sample = brought_back();
    let mut vault = sample.open();
    let policy = vault.policy();
    let scope = scope(policy, &[], &[policy.known().region]);
    let beside = vault.purge(&Order { scope, ..order(number(2).into()) });
    drop((beside.unwrap(), vault));
    assert_eq!(found_by_check(&sample), range(2, 3));
    for _ in 0..2 {
        erase_again(&sample, "K-2", &[Level::One]);
    }
    assert_eq!(found_by_check(&sample), number(3).into());
}

/// A backup of the vault as it is now, restored, is what it was: open stays open, settled settled.
#[test]
fn a_later_restore_of_later_data_changes_nothing() {
    let sample = brought_back();
    erase_again(&sample, "K-2", &[]);
    backup(&sample);
    super::tests::lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(found_by_check(&sample), number(3).into());
    assert!(certificate(&sample, 5).is_partial());
    assert!(certificate(&sample, 3).comeback.is_some_and(|back| back.again.is_some()));
}
