//! Tests of what drills find, refuse, and leave out.

use super::tests::{backup, backup_to, crowd, data, grade, nas, plain, range, restore};
use super::{DrillFinding, DrillOrder, Drilled, Unrestorable};
use crate::log::Act;
use crate::model::Capability;
use crate::vault::sample::{Sample, order};
use crate::vault::{Credential, Error, IdentityFile, Result, Unfit, Vault};
use std::path::Path;

fn drill_from(sample: &Sample, wanted: (Option<&Path>, Option<&Path>)) -> Result<Vec<Drilled>> {
    let (destination, data) = wanted;
    let order = DrillOrder { destination, data, place: None };
    sample.open().drill(&order, &sample.credential())
}

fn drill(sample: &Sample) -> Vec<Drilled> {
    drill_from(sample, (None, None)).unwrap()
}

/// How many rehearsals the log has.
fn logged(vault: &Vault) -> usize {
    let mut count = 0;
    vault
        .store
        .each_entry(1, |row| {
            count += usize::from(matches!(vault.open_entry(&row)?.act, Act::Drill { .. }));
            Ok::<_, Error>(true)
        })
        .unwrap();
    count
}

/// Whoever lives, and has nothing in the data that today's keys open, is named.
#[test]
fn living_records_that_would_not_come_back_are_found() {
    let sample = crowd(3);
    grade(&sample, 2, "A");
    backup(&sample);
    assert!(drill(&sample)[0].findings.is_empty());
    let policy = crate::policy::Policy::builtin();
    let scope = crate::vault::scope(policy, &[], &[policy.known().grade]);
    let erase = crate::vault::Order { scope, ..order(range(2, 2)) };
    sample.open().purge(&erase).unwrap();
    let drilled = drill(&sample).remove(0);
    assert_eq!(drilled.records, 2);
    let [found @ DrillFinding::Rekeyed(numbers)] = drilled.findings.as_slice() else {
        panic!("{:?}", drilled.findings)
    };
    assert_eq!((numbers, found.is_older()), (&range(2, 2), true));
    let first = sample.home.path().join("nas");
    backup(&sample);
    assert!(drill_from(&sample, (Some(&first), None)).unwrap()[0].findings.is_empty());
}

/// Data under the name of newer data would be taken for it.
#[test]
fn an_artefact_lies_under_its_own_name_or_one_of_another_form() {
    let sample = crowd(2);
    let name = backup(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let newer = "20270101T000000Z";
    std::fs::rename(nas.join(&name), nas.join(newer)).unwrap();
    let is_renamed = |error: &Error| {
        matches!(error, Error::Unrestorable(Unrestorable::Renamed { path, name: right })
            if *path == nas.join(newer) && *right == name)
    };
    let drilled = drill(&sample).remove(0);
    let [DrillFinding::Refused(error)] = drilled.findings.as_slice() else {
        panic!("{:?}", drilled.findings)
    };
    assert!(is_renamed(error), "{error:?}");
    for order in [plain(&nas, &dir), data(plain(&nas, &dir), newer)] {
        let error = restore(&sample, &order).unwrap_err();
        assert!(is_renamed(&error), "{error:?}");
    }
    let verified = sample.open().verify_backups(None, None).unwrap().remove(0);
    let files = verified.files.iter().filter(|file| !file.findings.is_empty());
    let wrong: Vec<_> = files.map(|file| (file.file.as_str(), file.findings[0].what)).collect();
    assert_eq!(
        wrong,
        [
            ("20260301T000000Z/manifest", "damage-missing"),
            ("20270101T000000Z/manifest", "damage-manifest-name"),
        ]
    );
}

#[test]
fn a_destination_that_is_away_does_not_keep_others_from_being_rehearsed() {
    let sample = crowd(2);
    let (nas, usb) = (nas(&sample), sample.home.path().join("usb"));
    backup(&sample);
    backup_to(&sample, &usb);
    std::fs::rename(&nas, nas.with_file_name("drawer")).unwrap();
    let drilled = drill(&sample);
    let all: Vec<_> = drilled.iter().map(|d| (d.destination.as_str(), d.reached)).collect();
    assert_eq!(all, [("usb", true), ("nas", false)]);
    assert_eq!(logged(&sample.open()), 1);
    let named = drill_from(&sample, (Some(Path::new("nas")), None)).unwrap_err();
    assert!(matches!(named, Error::Unfit(Unfit::Unreachable(_))), "{named:?}");
}

#[test]
fn neither_a_copy_nor_a_slip_of_the_hand_is_rehearsed() {
    let sample = crowd(1);
    backup(&sample);
    let copied = sample.home.path().join("copied");
    let cp = std::process::Command::new("cp").arg("-r").arg(nas(&sample)).arg(&copied).status();
    assert!(cp.unwrap().success());
    let refused = drill_from(&sample, (Some(&copied), None)).unwrap_err();
    assert!(matches!(refused, Error::Unfit(Unfit::Copied(_))), "{refused:?}");
    for destination in [None, Some(Path::new("nas"))] {
        let refused = drill_from(&sample, (destination, Some(Path::new("nope")))).unwrap_err();
        let missing = matches!(&refused, Error::Unrestorable(Unrestorable::NoArtefact(path))
            if path == Path::new("nope"));
        assert!(missing, "{refused:?}");
    }
    assert_eq!(logged(&sample.open()), 0);
}

/// Who holds no level key cannot seal anew what older keys sealed.
#[test]
fn data_of_before_a_rotation_is_left_to_the_next_backup() {
    let sample = crowd(2);
    let machine = sample.operator("backup", 0, &[Capability::Backup]);
    let name = backup(&sample);
    let drill = || {
        let mut vault = sample.open_as(&machine).unwrap();
        let credential = Credential::Identity(IdentityFile::parse(&machine).unwrap());
        let order = DrillOrder { destination: None, data: None, place: None };
        vault.drill(&order, &credential)
    };
    assert!(drill().unwrap()[0].findings.is_empty());
    let plan = sample.open().plan_rotation().unwrap();
    sample.open().rotate(None, &plan, &|_, _| {}).unwrap();
    let refused = drill().unwrap_err();
    let told = matches!(&refused, Error::Unfit(Unfit::BeforeRotation { artefact, .. })
        if *artefact == name);
    assert!(told, "{refused:?}");
    assert_eq!(logged(&sample.open()), 1);
    backup(&sample);
    assert!(drill().unwrap()[0].findings.is_empty());
}

/// It says nothing that the key file does not: whoever loses it loses nothing.
#[test]
fn a_destination_is_known_without_its_about() {
    for lost in [true, false] {
        let sample = crowd(2);
        backup(&sample);
        let (nas, dir) = (nas(&sample), sample.dir());
        let lose = || {
            let about = nas.join("about");
            if lost { std::fs::remove_file(about) } else { std::fs::write(about, b"\xff") }
                .unwrap();
        };
        lose();
        assert!(drill(&sample)[0].findings.is_empty());
        let verified = sample.open().verify_backups(Some("nas"), None).unwrap().remove(0);
        let files = verified.files.iter().filter(|file| !file.findings.is_empty());
        assert_eq!(files.map(|file| file.file.as_str()).collect::<Vec<_>>(), ["about"]);
        backup(&sample);
        let verified = sample.open().verify_backups(None, None).unwrap().remove(0);
        assert!(verified.files.iter().all(|file| file.findings.is_empty()), "it is mended");
        lose();
        std::fs::remove_dir_all(&dir).unwrap();
        assert_eq!(restore(&sample, &plain(&nas, &dir)).unwrap().plan.restored, range(1, 2));
    }
}
