//! Backups written, cut short at every step, and what their keys open after a purge.

use super::*;
use crate::crypto::Key;
use crate::log::Numbers;
use crate::model::{Part, RecordNumber};
use crate::vault::backup::rows::{self, Rows};
use crate::vault::backup::{keyfile, manifest};
use crate::vault::keyhole::{Keyhole, Slot};
use crate::vault::sample::{Sample, order, person};
use crate::vault::{Scrubbed, Subject, Wanted as Certified};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

pub(in crate::vault::backup) const PEOPLE: [(&str, &str, &str); 3] = [
    ("张伟芳", "13800000013", "110101199001010015"),
    ("李娜", "13800000014", ""),
    ("王芳", "13800000015", ""),
];

/// A vault of three, whose first record has a history.
pub(in crate::vault::backup) fn three() -> Sample {
    let sample = Sample::new();
    sample.add(&PEOPLE);
    let note = |vault: &mut Vault| {
        let phone = vault.policy.known().phone;
        let numbers: Numbers = RecordNumber::new(1).into_iter().collect();
        vault.change(|transaction| {
            transaction.edit("edit", &numbers, None, |_, fields| {
                let new = person("", "13800000099", "");
                fields.set(phone, new.all(phone).cloned().collect::<Vec<_>>());
                Ok(())
            })
        })
    };
    note(&mut sample.open()).unwrap();
    sample
}

pub(in crate::vault::backup) fn nas(sample: &Sample) -> PathBuf {
    sample.home.path().join("nas")
}

pub(in crate::vault::backup) fn wanted(to: &Path) -> BackupTo<'_> {
    BackupTo {
        to,
        name: None,
        data_only: false,
        versioned: false,
        attach: false,
        accept_rollback: false,
    }
}

pub(in crate::vault::backup) fn back_up(vault: &mut Vault, to: &Path) -> Result<BackedUp> {
    vault.backup(&Backup { wanted: wanted(to), progress: &|_, _| {} })
}

/// What it failed for, whether something was written before or not.
fn reason(error: Error) -> Error {
    match error {
        Error::Halfway(error) => *error,
        error => error,
    }
}

/// What lies in a directory, hidden names too.
fn names(dir: &Path) -> Vec<String> {
    let listed = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = listed.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Everything that the newest artefact has, opened with the key file.
pub(in crate::vault::backup) fn opened(sample: &Sample, to: &Path) -> Vec<(u64, bool)> {
    let vault = sample.open();
    let folder = Folder::new(to);
    let keys = vault.read_key_file(&folder).unwrap();
    let newest = folder.artefacts().unwrap().pop().unwrap();
    let read = manifest::read(&folder.artefact(&newest).join("manifest")).unwrap().unwrap();
    assert!(read.verify(&vault.half.signing_key.verifying_key()));
    let bytes = std::fs::read(folder.artefact(&newest).join("data")).unwrap();
    let mut sum = rows::Sum::new();
    let mut reader = Rows::new(bytes.as_slice()).unwrap();
    let mut found = Vec::new();
    while let Some(row) = reader.next().unwrap() {
        let number = row.record.number;
        let opens = |key: &Key| {
            let same = rows::mark(number, key) == row.mark;
            same && open_part(&vault, key, &row, Part::Operational)
        };
        found.push((number.get(), keys.key(number).is_some_and(opens)));
        sum.add(&row.line());
    }
    assert_eq!(sum.finish(), read.manifest.data);
    found
}

fn open_part(vault: &Vault, key: &Key, row: &rows::Row, part: Part) -> bool {
    let number = row.record.number;
    let key = vault.ring.compartment(key, number, part).unwrap();
    let revision = row.revisions[part.index()];
    let context = vault.ring.compartment_context(number, part, revision);
    crate::crypto::open(&key, &context, row.record.parts[part.index()].as_bytes()).is_ok()
}

#[test]
fn a_backup_has_everything_and_its_keys_open_it() {
    let sample = three();
    let to = nas(&sample);
    let done = back_up(&mut sample.open(), &to).unwrap();
    assert_eq!((done.records, done.key, done.destination.as_str()), (3, 1, "nas"));
    let artefact = done.artefact.unwrap();
    assert_eq!(names(&to), [&*artefact, "about", "destruction.log", "key", "keyhole", "log"]);
    assert_eq!(opened(&sample, &to), [(1, true), (2, true), (3, true)]);
    let vault = sample.open();
    let registered = vault.destination("nas").unwrap();
    assert_eq!((registered.key, registered.owed), (1, None));
    // The log at the destination is ours to its end.
    let mut last = 0;
    crate::vault::backup::logcopy::read(&to.join("log"), |_, row| {
        last = row.seq;
        Ok(())
    })
    .unwrap();
    assert_eq!(last, vault.state.checkpoint.seq);
    // A second one goes on from there, under another key, and by name as well.
    let done = back_up(&mut sample.open(), Path::new("nas")).unwrap();
    assert_eq!((done.key, done.artefact), (2, Some(format!("{artefact}-2"))));
    let keyhole = Keyhole::read(&to.join("keyhole")).unwrap();
    assert!(keyhole.numbered(1).is_none() && keyhole.numbered(2).is_some());
    assert!(keyhole.slots().iter().any(|slot| matches!(slot, Slot::Empty)));
}

#[test]
fn data_only_has_no_key_and_owes_nothing() {
    let sample = three();
    let to = sample.home.path().join("cloud");
    let wanted = BackupTo { data_only: true, ..wanted(&to) };
    let done = sample.open().backup(&Backup { wanted, progress: &|_, _| {} }).unwrap();
    assert_eq!((done.kind, done.key), (Kind::DataOnly, 0));
    assert_eq!(names(&to), [&*done.artefact.unwrap(), "about"]);
    let number = RecordNumber::new(2).unwrap();
    let destroyed = sample.open().purge(&order(number.into())).unwrap();
    assert!(destroyed.residual.is_empty());
    let certificate = sample.open().certificates(Certified::Line(2), true).unwrap().remove(0);
    let Subject::Records(said) = certificate.subject else { panic!("records were destroyed") };
    assert_eq!((said.data_only, said.residual), (vec!["cloud".to_owned()], vec![]));
}

#[test]
fn whatever_step_it_dies_at_the_next_run_is_whole() {
    let steps = [
        "backup-described",
        "backup-registered",
        "backup-log",
        "backup-new-key",
        "backup-key-file",
        "backup-key-destroyed",
        "scrub-logged",
        "scrub-done",
        "backup-data",
        "backup-published",
        "backup-logged",
    ];
    for (step, before) in steps.into_iter().zip([false, false, true].into_iter().cycle()) {
        let sample = three();
        let to = nas(&sample);
        if before {
            back_up(&mut sample.open(), &to).unwrap();
            sample.add(&[("刘洋", "13800000016", "")]);
        }
        let mut environment = sample.environment();
        environment.reached = Box::new(move |reached| assert!(reached != step, "stop"));
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        let died = catch_unwind(AssertUnwindSafe(|| back_up(&mut vault, &to)));
        assert!(died.is_err(), "{step} was not reached");
        // A process that is killed drops nothing.
        std::fs::create_dir_all(to.join(".new-1")).unwrap();
        std::fs::write(to.join(".new-1/data"), b"half").unwrap();
        drop(vault);
        for name in Folder::new(&to).artefacts().unwrap() {
            let whole = ["data", "manifest"].map(|file| to.join(&name).join(file).exists());
            assert_eq!(whole, [true, true], "{step}: {name}");
        }
        let done = back_up(&mut sample.open(), &to).unwrap();
        assert!(opened(&sample, &to).iter().all(|(_, opens)| *opens), "{step}");
        assert!(names(&to).iter().all(|name| !name.contains(".new-")), "{step}: {:?}", names(&to));
        assert_eq!(sample.open().destinations().unwrap().len(), 1, "{step}");
        let keyhole = Keyhole::read(&to.join("keyhole")).unwrap();
        assert!(keyhole.numbered(done.key).is_some(), "{step}");
        let empty = keyhole.slots().iter().filter(|slot| matches!(slot, Slot::Empty)).count();
        assert_eq!(empty, 1, "{step}");
    }
}

/// Whether any key that these files hold, or held, opens a record of any artefact.
pub(in crate::vault::backup) fn opens_with(
    sample: &Sample,
    key: &Path,
    keyhole: &Path,
    number: u64,
    to: &Path,
) -> bool {
    let vault = sample.open();
    let closed = keyfile::read(key).unwrap().unwrap();
    let keyhole = Keyhole::read(keyhole).unwrap();
    let epochs = keyhole.slots().iter().filter_map(|slot| match slot {
        Slot::Holds(epoch) => Some(epoch),
        _ => None,
    });
    let number = RecordNumber::new(number).unwrap();
    epochs.into_iter().any(|epoch| {
        // Whoever forges the line in clear gets no further.
        let mut forged = keyfile::read(key).unwrap().unwrap();
        forged.front.number = epoch.number;
        let files = [closed.open(key, &vault.ring, epoch), forged.open(key, &vault.ring, epoch)];
        files.into_iter().flatten().any(|file| {
            let Some(key) = file.key(number) else { return false };
            let folder = Folder::new(to);
            folder.artefacts().unwrap().iter().any(|name| {
                let bytes = std::fs::read(folder.artefact(name).join("data")).unwrap();
                let mut reader = Rows::new(bytes.as_slice()).unwrap();
                std::iter::from_fn(|| reader.next().unwrap())
                    .filter(|row| row.record.number == number)
                    .any(|row| Part::ALL.iter().any(|part| open_part(&vault, key, &row, *part)))
            })
        })
    })
}

#[test]
fn after_a_purge_no_file_at_the_destination_opens_who_was_destroyed() {
    let sample = three();
    let to = nas(&sample);
    back_up(&mut sample.open(), &to).unwrap();
    let aside = sample.home.path();
    for file in ["key", "keyhole"] {
        std::fs::copy(to.join(file), aside.join(file)).unwrap();
    }
    let (old_key, old_keyhole) = (aside.join("key"), aside.join("keyhole"));
    assert!(opens_with(&sample, &old_key, &old_keyhole, 2, &to), "before it opens");
    let number = RecordNumber::new(2).unwrap();
    let destroyed = sample.open().purge(&order(number.into())).unwrap();
    assert!(destroyed.residual.is_empty(), "it was reached");
    assert!(!opens_with(&sample, &to.join("key"), &to.join("keyhole"), 2, &to));
    assert!(opens_with(&sample, &to.join("key"), &to.join("keyhole"), 1, &to), "the living do");
    // The deliberate breaks: the old key file with the new keyhole, and with the old one.
    assert!(!opens_with(&sample, &old_key, &to.join("keyhole"), 2, &to));
    assert!(!opens_with(&sample, &to.join("key"), &old_keyhole, 2, &to));
    assert!(opens_with(&sample, &old_key, &old_keyhole, 2, &to), "the test would see it");
    assert_eq!(opened(&sample, &to), [(1, true), (2, false), (3, true)]);
}

#[test]
fn a_destination_that_is_away_owes_until_it_is_reached() {
    let sample = three();
    let (to, away) = (nas(&sample), sample.home.path().join("away"));
    back_up(&mut sample.open(), &to).unwrap();
    std::fs::rename(&to, &away).unwrap();
    let number = RecordNumber::new(2).unwrap();
    let destroyed = sample.open().purge(&order(number.into())).unwrap();
    assert_eq!(destroyed.residual, ["nas"]);
    assert_eq!(sample.open().destination("nas").unwrap().owed, Some(destroyed.line));
    assert_eq!(sample.open().scrub(&[]).unwrap()[0].what, Scrubbed::Outstanding);
    // Another disk under the same path is not taken for it.
    std::fs::create_dir(&to).unwrap();
    assert_eq!(sample.open().scrub(&[]).unwrap()[0].what, Scrubbed::Outstanding);
    let unfit = back_up(&mut sample.open(), &to).unwrap_err();
    assert!(matches!(unfit, Error::Unfit(Unfit::Unreachable(_))), "{unfit}");
    std::fs::remove_dir(&to).unwrap();
    std::fs::rename(&away, &to).unwrap();
    assert!(opens_with(&sample, &to.join("key"), &to.join("keyhole"), 2, &to), "a residual copy");
    let scrubbed = sample.open().scrub(&[]).unwrap();
    assert_eq!((scrubbed[0].what, scrubbed.len()), (Scrubbed::Settled, 1));
    assert!(!opens_with(&sample, &to.join("key"), &to.join("keyhole"), 2, &to));
    assert_eq!(sample.open().destination("nas").unwrap().owed, None);
    assert_eq!(sample.open().scrub(&[]).unwrap().len(), 0, "nothing is owed twice");
    let lines = std::fs::read(sample.dir().join("destruction.log")).unwrap();
    assert_eq!(std::fs::read(to.join("destruction.log")).unwrap(), lines);
}

/// A line says that a key was destroyed where somebody saw it.
#[test]
fn a_key_that_lay_there_no_more_is_not_said_to_be_destroyed() {
    for (lost, destroyed) in [(false, r#""key":1"#), (true, "")] {
        let sample = three();
        let to = nas(&sample);
        back_up(&mut sample.open(), &to).unwrap();
        if lost {
            std::fs::remove_file(to.join("keyhole")).unwrap();
        }
        let number = RecordNumber::new(2).unwrap();
        assert!(sample.open().purge(&order(number.into())).unwrap().residual.is_empty());
        let lines = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
        let said = lines.lines().last().unwrap().replace('\\', "");
        assert!(said.contains("key-file-rewritten"), "{said}");
        assert_eq!(said.contains(r#""key":"#), !lost, "{said}");
        assert!(said.contains(destroyed), "{said}");
    }
}

#[test]
fn a_disk_that_is_mounted_elsewhere_is_known() {
    let sample = three();
    let (to, away) = (nas(&sample), sample.home.path().join("away"));
    back_up(&mut sample.open(), &to).unwrap();
    std::fs::rename(&to, &away).unwrap();
    let number = RecordNumber::new(2).unwrap();
    assert_eq!(sample.open().purge(&order(number.into())).unwrap().residual, ["nas"]);
    let text = away.to_str().unwrap().to_owned();
    let scrubbed = sample.open().scrub(std::slice::from_ref(&text)).unwrap();
    assert_eq!((scrubbed[0].what, scrubbed[0].name.as_str()), (Scrubbed::Settled, "nas"));
    assert_eq!(sample.open().destination("nas").unwrap().path, text);
    assert!(sample.open().verify_backups(Some("nas"), None).unwrap()[0].reached);
}

#[test]
fn a_branch_of_the_log_is_not_continued() {
    let sample = three();
    let (to, copy) = (nas(&sample), sample.home.path().join("copy"));
    crate::vault::sample::copy_dir(&sample.dir(), &copy);
    back_up(&mut sample.open(), &to).unwrap();
    // The copy goes its own way, with anchors of its own.
    let mut environment = sample.environment();
    environment.anchors = sample.home.path().join("other");
    let mut other = Vault::open(&copy, &sample.credential(), environment).unwrap();
    let planned = reason(other.plan_backup(&wanted(&to)).unwrap_err());
    let refused = reason(back_up(&mut other, &to).unwrap_err());
    assert_eq!(planned.to_string(), refused.to_string(), "a plan says so before");
    assert!(matches!(refused, Error::Unfit(Unfit::Branch(..))), "{refused}");
    assert_eq!(opened(&sample, &to).len(), 3, "nothing was overwritten");
}

#[test]
fn only_what_is_fit_becomes_a_destination() {
    let sample = three();
    let home = sample.home.path();
    let refusal = |wanted: &BackupTo<'_>| match sample.open().plan_backup(wanted) {
        Err(Error::Unfit(unfit)) => unfit,
        other => panic!("{other:?}"),
    };
    std::fs::create_dir_all(home.join("full/x")).unwrap();
    std::fs::create_dir_all(home.join("work/.git")).unwrap();
    assert!(matches!(refusal(&wanted(&home.join("full"))), Unfit::Occupied(_)));
    assert!(matches!(refusal(&wanted(&sample.dir().join("a"))), Unfit::Inside { .. }));
    assert!(matches!(refusal(&wanted(&home.join("work/a"))), Unfit::KeepsVersions(..)));
    assert!(matches!(refusal(&wanted(&home.join("13800000013"))), Unfit::Name));
    let accepted = home.join("work/a");
    let accepting = BackupTo { versioned: true, ..wanted(&accepted) };
    sample.open().backup(&Backup { wanted: accepting, progress: &|_, _| {} }).unwrap();
    assert!(sample.open().destination("a").unwrap().versions);
    assert!(matches!(refusal(&wanted(&accepted.join("x"))), Unfit::Inside { .. }));
    let other = home.join("b/a");
    assert!(matches!(refusal(&wanted(&other)), Unfit::NameTaken(_)));
    let renamed = BackupTo { name: Some("b"), ..wanted(&accepted) };
    assert!(matches!(refusal(&renamed), Unfit::Other(_)));
    let copy = home.join("copy");
    crate::vault::sample::copy_dir(&accepted, &copy);
    let taken = BackupTo { name: Some("a"), ..wanted(&copy) };
    assert!(matches!(refusal(&taken), Unfit::NameTaken(_)));
    assert_eq!(sample.open().plan_backup(&wanted(&copy)).unwrap().destination, "a-2");
    let strange = Sample::new();
    let foreign = strange.open().plan_backup(&wanted(&accepted)).unwrap_err();
    assert!(matches!(foreign, Error::Unfit(Unfit::Foreign(_))), "{foreign}");
}

#[test]
fn it_takes_no_clearance() {
    let sample = three();
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(crate::model::Clearance::NONE);
    let done = back_up(&mut vault, &nas(&sample)).unwrap();
    assert_eq!(done.records, 3);
    drop(vault);
    assert_eq!(opened(&sample, &nas(&sample)), [(1, true), (2, true), (3, true)]);
}

#[test]
fn a_damaged_row_is_not_copied_in_silence() {
    let sample = three();
    let vault = sample.open();
    vault.store.tamper("UPDATE record SET level3 = level2 WHERE number = 3");
    drop(vault);
    let refused = reason(back_up(&mut sample.open(), &nas(&sample)).unwrap_err());
    assert!(
        matches!(&refused, Error::Damaged { place, .. } if place.record == RecordNumber::new(3)),
        "{refused}"
    );
    assert!(Folder::new(&nas(&sample)).artefacts().unwrap().is_empty());
}
