//! A destination that comes back after a restore gave up what it knows: whom it tells was destroyed is
//! destroyed again before anything is written over that.

use super::others_tests::{accepting, at, rename};
use super::tests::{
    assert_sound, backup, backup_to, crowd, grade, lose, nas, number, plain, purge, range, restore,
};
use super::{DrillFinding, DrillOrder, Unrestorable, prepare_restore};
use crate::log::{Numbers, Reason};
use crate::policy::Policy;
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::{Sample, copy_dir, order, selector};
use crate::vault::{
    Depth, DueState, Environment, Error, Order, Result, Revived, Target, Unfit, Vault, scope,
};

/// Of what only `nas` knows: K-2 destroyed, and the grade of K-3. The vault was restored from `usb`,
/// which was in a safe meanwhile, while `nas` could not be reached; then `nas` comes back.
fn nas_comes_back() -> Sample {
    nas_comes_back_after(|_| 0)
}

/// The same after something more was done, which began so many epochs.
fn nas_comes_back_after(more: impl Fn(&Sample) -> u64) -> Sample {
    let sample = crowd(4);
    let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
    grade(&sample, 3, "A");
    backup(&sample);
    backup_to(&sample, &usb);
    rename(&usb, &at(&sample, "safe/usb"));
    purge(&sample, range(2, 2));
    let scope = scope(Policy::builtin(), &[], &[Policy::builtin().known().grade]);
    sample.open().purge(&Order { scope, ..order(number(3).into()) }).unwrap();
    let more = more(&sample);
    lose(&sample);
    rename(&nas, &at(&sample, "cupboard/nas"));
    rename(&at(&sample, "safe/usb"), &usb);
    let plan = restore(&sample, &accepting(&usb, &dir)).unwrap().plan;
    assert_eq!((plan.stale.unknown, plan.restored), (2 + more, range(1, 4)));
    assert_sound(&sample);
    rename(&at(&sample, "cupboard/nas"), &nas);
    sample
}

fn back_up(sample: &Sample, weakness: &'static str) -> Result<()> {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let to = nas(sample);
    let wanted = BackupTo {
        to: &to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    vault.backup(&Backup { wanted, progress: &|_, _| {} }).map(|_| ())
}

fn checked(sample: &Sample) -> Vec<Revived> {
    let (dir, credential) = (sample.dir(), sample.credential());
    Vault::check(&dir, &credential, sample.environment(), Depth::Everything).unwrap().revived
}

/// The records of which `backup verify` says that they are told to be destroyed.
fn verified(sample: &Sample) -> Numbers {
    let found = sample.open().verify_backups(Some("nas"), None).unwrap().remove(0);
    let all = found.files.into_iter().flat_map(|file| file.findings);
    all.filter(|one| one.what == "damage-tells-destroyed").filter_map(|one| one.record).collect()
}

/// Whom a drill says that a restore would have to leave out, or bring back in part.
fn drilled(sample: &Sample) -> (Numbers, Numbers) {
    let to = nas(sample);
    let order = DrillOrder { destination: Some(&to), data: None, place: None };
    let found = sample.open().drill(&order, &sample.credential()).unwrap().remove(0).findings;
    let stale = found.into_iter().find_map(|one| match one {
        DrillFinding::Refused(Error::Unrestorable(Unrestorable::Stale(stale))) => Some(*stale),
        _ => None,
    });
    stale.map(|stale| (stale.withheld, stale.erased)).unwrap_or_default()
}

#[test]
fn what_only_a_destination_tells_is_destroyed_again_first() {
    let sample = nas_comes_back();
    let files = ["log", "destruction.log", "key", "keyhole"];
    let read = || files.map(|file| std::fs::read(nas(&sample).join(file)).unwrap());
    let before = read();
    let refused = back_up(&sample, "").unwrap_err();
    let Error::Unfit(Unfit::Tells { name, numbers, certificates, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((name.as_str(), &numbers, certificates.len()), ("nas", &range(2, 3), 2));
    assert!(read() == before, "nothing was written");
    assert_eq!(verified(&sample), range(2, 3));

    let due = sample.open().due(&selector("")).unwrap();
    let listed: Vec<_> = due.iter().map(|due| (due.number, due.state)).collect();
    assert_eq!(listed, [2, 3].map(|n| (number(n), DueState::Revived)));
    let whole: Vec<bool> = checked(&sample).iter().map(|one| one.scope.is_none()).collect();
    assert_eq!(whole, [true, false]);
    let by = due[0].revived.as_ref().and_then(|one| one.told.as_ref()).unwrap();
    assert_eq!((&*by.name, by.certificate.as_ref()), ("nas", certificates.first()));

    purge(&sample, range(2, 2));
    assert!(back_up(&sample, "").is_err(), "K-3");
    let policy = Policy::builtin();
    let scope = scope(policy, &[], &[policy.known().grade]);
    let (one, reason, basis) = (selector("K-3"), Reason::Request, "REQ-7".parse().unwrap());
    let again = Target::Selected { selector: &one, reason, basis, scope, suppress: false };
    let mut vault = sample.open();
    let plan = vault.plan_purge(&again).unwrap();
    assert_eq!(vault.purge_planned(&again, &plan).unwrap().done.len(), 1);
    drop(vault);
    assert!(checked(&sample).is_empty() && sample.open().due(&selector("")).unwrap().is_empty());
    back_up(&sample, "").unwrap();
    assert_eq!(verified(&sample), Numbers::new());
    assert_eq!(drilled(&sample), Default::default());
    assert_sound(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    std::fs::remove_dir_all(at(&sample, "usb")).unwrap();
    let brought = restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(brought.plan.restored, Numbers::from_iter([1, 3, 4].map(number)));
}

/// Written over unheard, it is set aside and still tells: drill, verify and check say what a restore
/// would.
#[test]
fn what_was_written_over_unheard_is_still_told() {
    let sample = nas_comes_back();
    back_up(&sample, "destinations-unheard").unwrap();
    assert_eq!(verified(&sample), range(2, 3));
    assert_eq!(drilled(&sample), (range(2, 2), range(3, 3)));
    assert_eq!(checked(&sample).len(), 2);
    assert!(matches!(back_up(&sample, ""), Err(Error::Unfit(Unfit::Tells { .. }))));
    for names in [vec![], vec!["nas".to_owned()]] {
        let done = sample.open().scrub(&names).unwrap().remove(0);
        assert!(matches!(done.why, Some(Error::Unfit(Unfit::Tells { .. }))), "{done:?}");
        assert_ne!(done.what, crate::vault::Scrubbed::Unreachable);
    }
    lose(&sample);
    let refused = restore(&sample, &plain(&nas(&sample), &sample.dir())).unwrap_err();
    assert!(matches!(refused, Error::Unrestorable(Unrestorable::Stale(_))), "{refused:?}");
}

/// A rotation begins an epoch as a destruction does: whoever has its log, or what was set aside of that,
/// need not be afraid of it.
#[test]
fn a_rotation_is_no_destruction() {
    let rotated = |hide: bool| {
        let sample = crowd(3);
        let (nas, usb, dir) = (nas(&sample), at(&sample, "usb"), sample.dir());
        backup(&sample);
        backup_to(&sample, &usb);
        rename(&usb, &at(&sample, "safe/usb"));
        let mut vault = sample.open();
        let plan = vault.plan_rotation().unwrap();
        vault.rotate(None, &plan, &|_, _| {}).unwrap();
        drop(vault);
        backup(&sample);
        lose(&sample);
        rename(&at(&sample, "safe/usb"), &usb);
        let (hidden, of) = (at(&sample, "cupboard/nas"), u64::from(hide));
        if hide {
            rename(&nas, &hidden);
        }
        let plan = restore(&sample, &accepting(&usb, &dir)).unwrap().plan;
        assert_eq!((plan.stale.unknown, plan.restored), (of, range(1, 3)));
        if hide {
            assert_eq!(sample.open().unexplained().unwrap().len(), 1);
            rename(&hidden, &nas);
        }
        assert_eq!(sample.open().unexplained().unwrap(), []);
        sample
    };
    rotated(false);
    let sample = rotated(true);
    back_up(&sample, "").unwrap();
    assert_eq!(sample.open().unexplained().unwrap(), [], "the log that was set aside tells");
    for entry in std::fs::read_dir(nas(&sample)).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("log.given-up-") {
            std::fs::remove_file(path).unwrap();
        }
    }
    assert_eq!(sample.open().unexplained().unwrap().len(), 1);
}

/// Nothing tells whom a destruction took that only this user's anchor knows of: what came back is told
/// until a copy explains it.
#[test]
fn destructions_that_nobody_can_read_are_told() {
    let told = |weakness: &'static str| {
        let sample = crowd(3);
        let (nas, dir) = (nas(&sample), sample.dir());
        backup(&sample);
        let away = at(&sample, "cupboard/nas");
        copy_dir(&nas, &away);
        purge(&sample, range(2, 2));
        lose(&sample);
        let knowing = at(&sample, "knowing");
        rename(&nas, &knowing);
        rename(&away, &nas);
        // Beside the source it would be heard.
        rename(&knowing, &at(&sample, "safe/nas"));
        let mutant = Box::new(move |named: &str| named == weakness);
        let environment = Environment { mutant, ..sample.environment() };
        let order = accepting(&nas, &dir);
        let restoring = prepare_restore(&order, &sample.credential(), environment).unwrap();
        let plan = restoring.carry_out().unwrap().plan;
        assert_eq!((plan.restored, plan.stale.unknown), (range(1, 3), 1));
        assert_sound(&sample);
        sample
    };
    assert!(told("restore-unknown").open().unexplained().unwrap().is_empty(), "not caught");
    let sample = told("");
    let found = sample.open().unexplained().unwrap();
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((one.count, &one.numbers), (1, &range(1, 3)));
    let (dir, credential) = (sample.dir(), sample.credential());
    let report = Vault::check(&dir, &credential, sample.environment(), Depth::Everything).unwrap();
    assert_eq!(report.unexplained, found);
    // The copy that knows turns up where the other lay: it names K-2, and explains it.
    std::fs::remove_dir_all(nas(&sample)).unwrap();
    rename(&at(&sample, "safe/nas"), &nas(&sample));
    assert!(sample.open().unexplained().unwrap().is_empty());
    let due = sample.open().due(&selector("")).unwrap();
    assert_eq!(due.iter().map(|due| due.number).collect::<Numbers>(), range(2, 2));
}

#[test]
fn a_key_file_tells_where_the_lines_beside_it_are_lost() {
    let sample = nas_comes_back();
    // Both are as they were before the destruction, or gone.
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(nas(&sample).join(file)).unwrap();
    }
    let Err(Error::Unfit(Unfit::Tells { numbers, certificates, listed, .. })) =
        back_up(&sample, "")
    else {
        panic!("written over");
    };
    assert_eq!((numbers, certificates.len(), listed), (range(2, 2), 0, true));
    assert_eq!(verified(&sample), range(2, 2));
    let due = sample.open().due(&selector("")).unwrap();
    assert_eq!(due.iter().map(|due| due.number).collect::<Vec<_>>(), [number(2)]);
    assert_eq!(checked(&sample).len(), 1);
    purge(&sample, range(2, 2));
    back_up(&sample, "").unwrap();
    assert!(checked(&sample).is_empty() && verified(&sample).is_empty());
    // A backup that asks no key file writes over what only that one tells.
    let sample = nas_comes_back();
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(nas(&sample).join(file)).unwrap();
    }
    back_up(&sample, "key-files-mute").unwrap();
}

/// A key file under keys that came later, on its branch, tells as well.
#[test]
fn a_key_file_of_another_branch_tells_under_its_own_keys() {
    let sample = nas_comes_back_after(|sample| {
        let mut vault = sample.open();
        let plan = vault.plan_rotation().unwrap();
        vault.rotate(None, &plan, &|_, _| {}).unwrap();
        1
    });
    for file in ["log", "destruction.log"] {
        std::fs::remove_file(nas(&sample).join(file)).unwrap();
    }
    let told = back_up(&sample, "");
    let Err(Error::Unfit(Unfit::Tells { numbers, .. })) = told else { panic!("{told:?}") };
    assert_eq!(numbers, range(2, 2));
    back_up(&sample, "other-branch-mute").unwrap();
}
