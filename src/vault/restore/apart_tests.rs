//! Data that lies without keys is restored with the log and keys of another destination.

use super::tests::{assert_sound, backup, count, crowd, grade, lose, nas, plain, purge, range};
use super::tests::{backup_to, restore};
use super::{RestoreOrder, Unrestorable};
use crate::vault::backup::{BackedUp, Backup, BackupTo};
use crate::vault::sample::Sample;
use crate::vault::{Environment, Error, Unfit, Vault};
use std::path::PathBuf;

fn cloud(sample: &Sample) -> PathBuf {
    sample.home.path().join("cloud")
}

fn rows_only(sample: &Sample, weakness: &'static str) -> BackedUp {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    let to = cloud(sample);
    let wanted = BackupTo {
        to: &to,
        name: None,
        data_only: true,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    vault.backup(&Backup { wanted, progress: &|_, _| {} }).unwrap()
}

/// Where the data of a backup lies.
fn data_of(done: &BackedUp) -> PathBuf {
    PathBuf::from(&done.path).join(done.artefact.as_ref().unwrap())
}

/// What is found and noted at the destination without keys.
fn found(sample: &Sample) -> Vec<&'static str> {
    let found = sample.open().verify_backups(Some("cloud"), None).unwrap().remove(0);
    let findings = found.files.into_iter().flat_map(|file| file.findings);
    findings.map(|finding| finding.what).chain(found.notices.iter().map(|n| n.0)).collect()
}

/// Whatever was done since the backup that has keys: what `verify` finds nothing wrong with comes
/// back, the copy of before too. Broken, neither does, and both are told.
#[test]
fn a_copy_without_keys_opens_with_those_of_another_destination() {
    for weakness in ["", "data-only-alone"] {
        let kept = weakness.is_empty();
        for newest in [false, true] {
            let sample = crowd(3);
            backup(&sample);
            let first = rows_only(&sample, weakness);
            assert_eq!(first.opened_at.is_empty(), !kept);
            grade(&sample, 1, "A");
            sample.add(&[("新客户", "13700000001", "")]);
            if newest {
                purge(&sample, range(2, 2));
                sample.add(&[("又一个", "13700000002", "")]);
            }
            let second = rows_only(&sample, weakness);
            let seen = found(&sample);
            assert_eq!(seen.is_empty(), kept, "{seen:?}");
            assert_eq!(seen.contains(&"damage-copy-newer"), !kept);
            assert_eq!(seen.contains(&"damage-key-lacks"), !kept);
            lose(&sample);
            let (nas, dir) = (nas(&sample), sample.dir());
            let data = data_of(if newest { &second } else { &first });
            let order = RestoreOrder { data: Some(&data), ..plain(&nas, &dir) };
            match restore(&sample, &order) {
                Ok(brought) if kept => {
                    let back =
                        if newest { range(1, 5).difference(&range(2, 2)) } else { range(1, 3) };
                    assert_eq!(brought.plan.restored, back);
                    let lost = if newest { range(4, 4).difference(&back) } else { range(4, 4) };
                    assert_eq!(brought.plan.lost, lost);
                    assert_sound(&sample);
                    assert_eq!(count(&sample), back.len());
                }
                Err(Error::Unrestorable(why)) if !kept && newest => {
                    assert!(matches!(why, Unrestorable::Newer { .. }), "{why:?}");
                }
                Err(_) if !kept => {}
                other => panic!("{weakness} {newest}: {:?}", other.map(|brought| brought.plan)),
            }
        }
    }
}

/// With the keys away the copy is written all the same, and what that means is said until a backup
/// with keys follows.
#[test]
fn a_copy_that_does_not_open_yet_says_so() {
    let sample = crowd(3);
    let alone = rows_only(&sample, "");
    assert!(alone.opened_at.is_empty() && alone.behind.is_empty());
    assert_eq!(found(&sample), ["damage-copy-newer"]);
    let (nas, hidden, dir) = (nas(&sample), sample.home.path().join("hidden"), sample.dir());
    backup(&sample);
    assert_eq!(found(&sample), [""; 0]);
    std::fs::rename(&nas, &hidden).unwrap();
    sample.add(&[("新客户", "13700000001", "")]);
    purge(&sample, range(2, 2));
    let away = rows_only(&sample, "");
    let behind: Vec<_> = away.behind.iter().map(|b| (b.name.as_str(), b.why.is_none())).collect();
    assert_eq!((away.opened_at.as_slice(), behind), ([].as_slice(), vec![("nas", true)]));
    assert_eq!(found(&sample), ["backup-keys-unseen"]);
    std::fs::rename(&hidden, &nas).unwrap();
    assert_eq!(found(&sample), ["damage-copy-newer", "damage-key-lacks"]);
    let (data, trial) = (data_of(&away), sample.home.path().join("trial"));
    let order = RestoreOrder { data: Some(&data), accept_rollback: true, ..plain(&nas, &trial) };
    let refused = restore(&sample, &order).unwrap_err();
    let newer = matches!(refused, Error::Unrestorable(Unrestorable::Newer { .. }));
    assert!(newer, "{refused:?}");
    // Rows only, and yet the key file of the destroyed goes, which is signed for.
    assert_eq!(sample.open().outstanding().unwrap(), ["nas"]);
    assert_eq!(rows_only(&sample, "").opened_at, ["nas"]);
    assert_eq!(sample.open().outstanding().unwrap(), [""; 0]);
    assert_eq!(found(&sample), [""; 0]);
    lose(&sample);
    let order = RestoreOrder { data: Some(&data), ..plain(&nas, &dir) };
    let plan = restore(&sample, &order).unwrap().plan;
    assert_eq!(plan.restored, range(1, 4).difference(&range(2, 2)));
    assert_sound(&sample);
}

/// One destination that cannot be written stops neither the rows nor the others.
#[test]
fn whoever_cannot_be_brought_along_is_named() {
    let sample = crowd(2);
    let (nas, safe) = (nas(&sample), sample.home.path().join("safe"));
    backup(&sample);
    backup_to(&sample, &safe);
    std::fs::create_dir(nas.join(".git")).unwrap();
    sample.add(&[("新客户", "13700000001", "")]);
    let before = std::fs::read(nas.join("key")).unwrap();
    let done = rows_only(&sample, "");
    assert_eq!(done.opened_at, ["safe"]);
    let [behind] = done.behind.as_slice() else { panic!("{:?}", done.behind) };
    let why = behind.why.as_ref().unwrap();
    assert!(matches!(why, Error::Unfit(Unfit::KeepsVersions(..))), "{why:?}");
    assert_eq!(std::fs::read(nas.join("key")).unwrap(), before);
    assert_eq!(found(&sample), [""; 0]);
}
