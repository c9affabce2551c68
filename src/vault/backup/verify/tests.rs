//! Whatever is changed at a destination is found, with its file.

use super::*;
use crate::files;
use crate::log::Numbers;
use crate::vault::backup::keyfile;
use crate::vault::backup::run::tests::{back_up, nas, three};
use crate::vault::keyhole::Keyhole;
use crate::vault::sample::{Sample, order};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// A vault of three with a backup, and another after one was destroyed.
fn backed_up() -> (Sample, PathBuf) {
    let sample = three();
    let to = nas(&sample);
    back_up(&mut sample.open(), &to).unwrap();
    let number = RecordNumber::new(2).unwrap();
    sample.open().purge(&order(number.into())).unwrap();
    back_up(&mut sample.open(), &to).unwrap();
    (sample, to)
}

fn verify(vault: &mut Vault) -> VerifiedBackup {
    vault.verify_backups(Some("nas"), None).unwrap().remove(0)
}

/// The files with findings, and whether each finding shows an older state.
fn wrong(found: &VerifiedBackup) -> Vec<(String, Vec<bool>)> {
    let files = found.files.iter().filter(|file| !file.findings.is_empty());
    let older = |file: &VerifiedFile| file.findings.iter().map(|finding| finding.older).collect();
    files.map(|file| (file.file.clone(), older(file))).collect()
}

/// Flips bytes of a file one after the other; each time that file has a finding.
#[track_caller]
fn assert_flips_found(vault: &mut Vault, to: &Path, file: &str, places: &[usize]) {
    let path = to.join(file);
    let bytes = std::fs::read(&path).unwrap();
    for at in places.iter().filter(|at| **at < bytes.len()) {
        let mut flipped = bytes.clone();
        flipped[*at] ^= 1;
        files::replace(&path, &flipped).unwrap();
        let found = wrong(&verify(vault));
        assert!(found.iter().any(|(name, _)| name == file), "{file} byte {at}: {found:?}");
    }
    files::replace(&path, &bytes).unwrap();
}

fn every(n: usize, length: u64) -> Vec<usize> {
    (0..usize::try_from(length).unwrap()).step_by(n).collect()
}

#[test]
fn a_sound_backup_has_no_finding() {
    let (sample, _) = backed_up();
    let found = verify(&mut sample.open());
    assert_eq!((wrong(&found), found.notices), (vec![], vec![]));
    let count = |name: &str| found.files.iter().find(|file| file.file == name).unwrap().count;
    assert_eq!((count("key"), count("destruction.log"), found.files.len()), (2, 3, 9));
}

#[test]
fn no_flipped_byte_is_silent() {
    let (sample, to) = backed_up();
    let mut vault = sample.open();
    let artefact = Folder::new(&to).artefacts().unwrap().remove(0);
    let length = |file: &str| std::fs::metadata(to.join(file)).unwrap().len();
    let (manifest, data) = (format!("{artefact}/manifest"), format!("{artefact}/data"));
    for (file, n) in [(manifest.as_str(), 5), (&data, 211), ("log", 83), ("destruction.log", 61)] {
        assert_flips_found(&mut vault, &to, file, &every(n, length(file)));
    }
    let slots = [0..90, 0x10000..0x10000 + 90].into_iter().flatten().step_by(7);
    let places: Vec<usize> = slots.chain(every(4001, length("keyhole"))).collect();
    assert_flips_found(&mut vault, &to, "keyhole", &places);
    assert_flips_found(&mut vault, &to, "about", &every(1, length("about")));
    assert_flips_found(&mut vault, &to, "key", &every(101, length("key")));
    assert_flips_found(&mut vault, &to, "log", &[usize::try_from(length("log")).unwrap() - 1]);
    assert_eq!(wrong(&verify(&mut vault)), vec![]);
}

/// What `verify` does with the keyhole, by itself: every single byte.
#[test]
fn no_flipped_byte_of_the_keyhole_is_read() {
    let (_sample, to) = backed_up();
    let folder = Folder::new(&to);
    let number = keyfile::read(&folder.key()).unwrap().unwrap().front.number;
    let sound = |path: &Path| {
        let keyhole = Keyhole::read(path);
        keyhole.is_ok_and(|keyhole| {
            !keys::has_stray_bytes(path, &keyhole) && keyhole.numbered(number).is_some()
        })
    };
    let path = folder.keyhole();
    assert!(sound(&path));
    let bytes = std::fs::read(&path).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    for (at, byte) in (0..).zip(&bytes) {
        file.write_all_at(&[byte ^ (1 << (at % 8))], at).unwrap();
        assert!(!sound(&path), "keyhole byte {at}");
        file.write_all_at(&[*byte], at).unwrap();
    }
    assert!(sound(&path));
}

/// The codecs by themselves: every single byte.
#[test]
fn no_flipped_byte_of_key_file_or_manifest_is_read() {
    let (sample, to) = backed_up();
    let vault = sample.open();
    let folder = Folder::new(&to);
    let artefact = folder.artefact(&folder.artefacts().unwrap().remove(0));
    let path = sample.home.path().join("flipped");
    let key = std::fs::read(folder.key()).unwrap();
    let mut flipped = key.clone();
    for at in 0..key.len() {
        flipped[at] ^= 1;
        std::fs::write(&path, &flipped).unwrap();
        assert!(keyfile::read(&path).is_err(), "key byte {at}");
        flipped[at] ^= 1;
    }
    let own = vault.half.signing_key.verifying_key();
    let manifest = std::fs::read(artefact.join("manifest")).unwrap();
    let mut flipped = manifest.clone();
    for at in 0..manifest.len() {
        flipped[at] ^= 1;
        std::fs::write(&path, &flipped).unwrap();
        let read = crate::vault::backup::manifest::read(&path);
        assert!(!read.is_ok_and(|read| read.unwrap().verify(&own)), "manifest byte {at}");
        flipped[at] ^= 1;
    }
}

#[test]
fn what_is_missing_or_cut_is_named() {
    let (sample, to) = backed_up();
    let artefact = Folder::new(&to).artefacts().unwrap().remove(0);
    let mut vault = sample.open();
    for file in ["key", "keyhole", "log", "destruction.log", &format!("{artefact}/data")] {
        let bytes = std::fs::read(to.join(file)).unwrap();
        std::fs::remove_file(to.join(file)).unwrap();
        let found = wrong(&verify(&mut vault));
        assert!(found.iter().any(|(name, _)| name == file), "{file} gone: {found:?}");
        std::fs::write(to.join(file), &bytes[..bytes.len() / 2]).unwrap();
        let found = wrong(&verify(&mut vault));
        let cut = found.iter().any(|(name, _)| name == file);
        // A beginning of destruction.log is what a crash leaves, and is no lie.
        assert!(cut || file == "destruction.log", "{file} cut: {found:?}");
        std::fs::write(to.join(file), &bytes).unwrap();
    }
    assert_eq!(wrong(&verify(&mut vault)), vec![]);
}

#[test]
fn an_older_key_file_is_older_and_not_damaged() {
    let sample = three();
    let to = nas(&sample);
    back_up(&mut sample.open(), &to).unwrap();
    let files = ["key", "keyhole"].map(|name| (name, std::fs::read(to.join(name)).unwrap()));
    let numbers: Numbers = RecordNumber::new(2).into_iter().collect();
    sample.open().purge(&order(numbers)).unwrap();
    for (name, bytes) in &files {
        files::replace(&to.join(name), bytes).unwrap();
    }
    let found = verify(&mut sample.open());
    assert_eq!(wrong(&found), [("key".to_owned(), vec![true])]);
    // The old key file alone names a key that is nowhere any more.
    back_up(&mut sample.open(), &to).unwrap();
    files::replace(&to.join("key"), &files[0].1).unwrap();
    let found = wrong(&verify(&mut sample.open()));
    assert!(found.iter().any(|(name, _)| name == "keyhole"), "{found:?}");
    back_up(&mut sample.open(), &to).unwrap();
    assert_eq!(wrong(&verify(&mut sample.open())), vec![], "the next run puts it right");
}

#[test]
fn a_tail_that_was_never_finished_is_no_damage() {
    let (sample, to) = backed_up();
    let mut vault = sample.open();
    let log = std::fs::read(to.join("log")).unwrap();
    for cut in 1..60 {
        std::fs::write(to.join("log"), &log[..log.len() - cut]).unwrap();
        let found = verify(&mut vault);
        assert_eq!(wrong(&found), vec![], "{cut} bytes cut");
        assert_eq!(found.notices, [("backup-unfinished", "log".to_owned())]);
    }
    back_up(&mut vault, &to).unwrap();
    assert!(verify(&mut vault).notices.is_empty());
}

/// The newest copy of data is missed until another is written, an older one is told, and what was
/// deleted by its rules is neither.
#[test]
fn copies_of_data_that_are_gone_are_missed() {
    let (sample, to) = backed_up();
    let [first, second] = <[String; 2]>::try_from(Folder::new(&to).artefacts().unwrap()).unwrap();
    std::fs::remove_dir_all(to.join(&first)).unwrap();
    let told = ("backup-copy-gone", first);
    let found = verify(&mut sample.open());
    assert_eq!((wrong(&found), found.notices), (vec![], vec![told.clone()]));
    std::fs::remove_dir_all(to.join(&second)).unwrap();
    let found = verify(&mut sample.open());
    assert_eq!(wrong(&found), [(format!("{second}/manifest"), vec![false])]);
    let mutant = Box::new(|named: &str| named == "artefacts-unmissed");
    let environment = crate::vault::Environment { mutant, ..sample.environment() };
    let mut weak = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert_eq!(wrong(&verify(&mut weak)), vec![], "the weakness was not caught");
    drop(weak);

    back_up(&mut sample.open(), &to).unwrap();
    let found = verify(&mut sample.open());
    // The clock stands still, so that it has the name of the first.
    assert_eq!((wrong(&found), found.notices.len()), (vec![], 1));
    back_up(&mut sample.open(), &to).unwrap();
    let rules = crate::vault::Rules { last: 1, ..Default::default() };
    let mut vault = sample.open();
    let plan = vault.plan_forget(Some("nas"), &rules, false).unwrap();
    vault.forget(Some("nas"), &rules, &plan).unwrap();
    assert_eq!(Folder::new(&to).artefacts().unwrap().len(), 1);
    assert!(verify(&mut vault).notices.is_empty(), "what the rules deleted is not missed");
}
