//! Tests of what is seen around a vault.

use super::*;
use crate::crypto::sha256;
use crate::log::{Act, Destination};
use crate::vault::sample::Sample;

fn found(vault: &mut Vault, check: &str) -> (Grade, &'static str, String) {
    let all = vault.surroundings().unwrap();
    let one = all.into_iter().find(|one| one.check == check).unwrap();
    (one.grade, one.detail, one.what)
}

#[test]
fn storage_is_judged_by_what_it_does_to_destruction() {
    let dir = tempfile::tempdir().unwrap();
    let judged = |name| {
        let found = surroundings_of(dir.path(), Some(name)).unwrap();
        (found[0].grade, found[0].detail)
    };
    assert_eq!(judged("ext"), (Grade::Fine, "environment-in-place"));
    assert_eq!(judged("xfs"), (Grade::Fine, "environment-in-place-xfs"));
    for name in ["btrfs", "zfs", "bcachefs", "overlayfs"] {
        assert_eq!(judged(name), (Grade::Warn, "environment-copy-on-write"), "{name}");
    }
    assert_eq!(judged("9p").0, Grade::Warn);
    assert_eq!(judged("tmpfs").0, Grade::Warn);
    assert_eq!(judged("mystery").0, Grade::Warn);
    assert_eq!(judged("nfs"), (Grade::Fail, "environment-network"));
    let journal = surroundings_of(dir.path(), Some("journal")).unwrap();
    assert_eq!(journal[1].detail, "environment-journals-data");
}

#[test]
fn a_folder_that_keeps_versions_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let graded = || {
        let found = surroundings_of(&dir.path().join("vault"), None).unwrap();
        found.into_iter().find(|one| one.check == "versions").unwrap().grade
    };
    assert_eq!(graded(), Grade::Fine);
    std::fs::create_dir(dir.path().join(".git")).unwrap();
    assert_eq!(graded(), Grade::Warn);
}

#[test]
fn no_vault_is_made_on_another_machine() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["nfs", "cifs", "smb2", "ceph", "afs"] {
        let refused = require_local(&dir.path().join("vault"), Some(name)).unwrap_err();
        assert!(matches!(refused, Error::OnNetwork { name: found, .. } if found == name));
    }
    assert!(require_local(dir.path(), Some("ext")).is_ok());
    assert!(require_local(dir.path(), None).is_ok(), "the storage of tests is local");
}

#[test]
fn an_overwritten_slot_is_read_back_beside_the_keyhole() {
    let sample = Sample::new();
    let before = std::fs::read(sample.dir().join("keyhole")).unwrap();
    assert_eq!(found(&mut sample.open(), "overwrite").1, "environment-overwritten");
    assert_eq!(std::fs::read(sample.dir().join("keyhole")).unwrap(), before);
    let names = std::fs::read_dir(sample.dir()).unwrap();
    let tries = names.filter(|n| n.as_ref().unwrap().file_name().to_string_lossy().contains("try"));
    assert_eq!(tries.count(), 0, "nothing is left behind");
}

#[test]
fn files_that_others_can_read_are_named() {
    let sample = Sample::new();
    assert_eq!(found(&mut sample.open(), "permissions").0, Grade::Fine);
    let open = |name: &str, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(sample.dir().join(name), mode).unwrap();
    };
    open("header", 0o640);
    open("keyhole", 0o604);
    let (grade, _, what) = found(&mut sample.open(), "permissions");
    assert_eq!((grade, what.as_str()), (Grade::Fail, "header, keyhole"));
    open("header", 0o600);
    open("keyhole", 0o600);
    open(".", 0o710);
    assert_eq!(found(&mut sample.open(), "permissions").2, ".");
}

#[test]
fn a_clock_that_went_back_is_seen() {
    let sample = Sample::new();
    assert_eq!(found(&mut sample.open(), "clock").0, Grade::Fine);
    let mut vault = sample.open();
    let now = (vault.environment.now)();
    vault.environment.now = Box::new(move || now - 1);
    assert_eq!(
        found(&mut vault, "clock"),
        (Grade::Warn, "environment-clock-behind", String::new())
    );
}

#[test]
fn the_newest_key_file_is_not_older_than_a_day() {
    let sample = Sample::new();
    let mut vault = sample.open();
    assert_eq!(vault.newest_key_file().unwrap(), None);
    assert_eq!(found(&mut vault, "key-file").1, "environment-no-key-file");
    let now = (vault.environment.now)();
    let place = |name: &str, kind, reached| Destination {
        name: name.to_owned(),
        kind,
        path: "/x".to_owned(),
        id: sha256(name.as_bytes()),
        key: 1,
        seq: 1,
        reached,
        drilled: 0,
        versions: false,
        owed: None,
    };
    for (reached, detail) in
        [(now - DAY - 1, "environment-old-key-file"), (now - DAY, "environment-key-file")]
    {
        let all = vec![
            place("rows", Kind::DataOnly, now),
            place("usb", Kind::Full, reached),
            place("nas", Kind::Full, reached - 5),
        ];
        let mut vault = sample.open();
        vault
            .change(|transaction| {
                let act = Act::Destinations { all: all.clone() };
                transaction.checkpoint.destinations = transaction.log(act);
                Ok(())
            })
            .unwrap();
        assert_eq!(vault.newest_key_file().unwrap(), Some(reached));
        assert_eq!(found(&mut vault, "key-file").1, detail);
    }
}
