//! Tests of what is seen around a vault.

use super::*;
use crate::vault::backup::{Backup, BackupTo};
use crate::vault::sample::Sample;

fn found(vault: &mut Vault, check: &str) -> (Grade, &'static str, String) {
    let all = vault.surroundings().unwrap();
    let one = all.into_iter().find(|one| one.check == check).unwrap();
    (one.grade, one.detail, one.what.join(", "))
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
fn key_files_are_looked_at_where_they_lie() {
    let sample = Sample::new();
    assert_eq!(found(&mut sample.open(), "key-file").1, "environment-no-key-file");
    let nas = sample.home.path().join("nas");
    let to = BackupTo {
        to: &nas,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    };
    sample.open().backup(&Backup { wanted: to, progress: &|_, _| {} }).unwrap();
    let detail = || found(&mut sample.open(), "key-file").1;
    let put = |name: &str, bytes: &[u8]| std::fs::write(nas.join(name), bytes).unwrap();
    assert_eq!(detail(), "environment-key-file");
    let mut vault = sample.open();
    let now = (vault.environment.now)();
    for (later, told) in [(DAY, "environment-key-file"), (DAY + 1, "environment-old-key-file")] {
        vault.environment.now = Box::new(move || now + later);
        assert_eq!(found(&mut vault, "key-file").1, told);
    }
    let (key, keyhole) = (nas.join("key"), nas.join("keyhole"));
    let (before, hole) = (std::fs::read(&key).unwrap(), std::fs::read(&keyhole).unwrap());
    put("key", b"");
    let nas_fails = |detail| (Grade::Fail, detail, "nas".to_owned());
    let empty = found(&mut sample.open(), "key-file");
    assert_eq!(empty, nas_fails("environment-key-file-damaged"));
    std::fs::remove_file(&key).unwrap();
    let missing = found(&mut sample.open(), "key-file");
    assert_eq!(missing, nas_fails("environment-key-file-missing"));
    put("key", &before);
    sample.open().scrub(&["nas".to_owned()]).unwrap();
    put("key", &before);
    put("keyhole", &hole);
    assert_eq!(detail(), "environment-key-file-older");
    std::fs::rename(&nas, nas.with_file_name("away")).unwrap();
    let away = (Grade::Warn, "environment-key-file-away", "nas".to_owned());
    assert_eq!(found(&mut sample.open(), "key-file"), away);
}

#[test]
fn a_backup_on_storage_that_keeps_versions_is_seen() {
    let sample = Sample::new();
    let to = |name: &str| sample.home.path().join(name);
    let backup = |to: &Path, versioned| {
        let wanted = BackupTo {
            to,
            name: None,
            data_only: false,
            versioned,
            attach: false,
            accept_rollback: false,
        };
        sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
    };
    let named = || {
        let all = sample.open().surroundings().unwrap();
        let copies = all.into_iter().filter(|one| one.detail == "environment-copies-versioned");
        copies.map(|one| one.what.join(", ")).collect::<Vec<_>>()
    };
    backup(&to("nas"), false);
    assert!(named().is_empty());
    backup(&to("cloud"), true);
    assert_eq!(named(), ["cloud"]);
    std::fs::create_dir(to("nas").join(".git")).unwrap();
    assert_eq!(named(), ["nas", "cloud"]);
}
