//! A key file of before a destruction that somebody puts back: whoever asks what is owed sees it.

use super::super::run::tests::{back_up, nas, three};
use super::super::{Gone, Scrubbed, ScrubbedDestination};
use super::*;
use crate::log::Certificate;
use crate::model::RecordNumber;
use crate::vault::check::{Depth, Report};
use crate::vault::sample::{Sample, copy_dir, order};
use crate::vault::{Environment, Wanted};
use std::path::{Path, PathBuf};

fn weak(sample: &Sample, weakness: &'static str) -> Vault {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

fn purge(sample: &Sample, number: u64) -> Vec<String> {
    let number = RecordNumber::new(number).unwrap();
    sample.open().purge(&order(number.into())).unwrap().residual
}

/// A vault that destroyed K-2 and settled it, and what its destination had before.
fn settled() -> (Sample, PathBuf, PathBuf) {
    let sample = three();
    let (to, old) = (nas(&sample), sample.home.path().join("old"));
    back_up(&mut sample.open(), &to).unwrap();
    copy_dir(&to, &old);
    assert_eq!(purge(&sample, 2), [""; 0]);
    (sample, to, old)
}

fn put_back(old: &Path, to: &Path) {
    for file in ["key", "keyhole"] {
        std::fs::copy(old.join(file), to.join(file)).unwrap();
    }
}

fn certificate(vault: &mut Vault) -> Certificate {
    let number = RecordNumber::new(2).unwrap();
    vault.certificates(Wanted::Records(&[number..=number]), true).unwrap().remove(0)
}

fn check(sample: &Sample) -> Report {
    let depth = Depth::Everything;
    Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth).unwrap()
}

fn scrub(sample: &Sample) -> Vec<Scrubbed> {
    let done = sample.open().scrub(&[]).unwrap();
    done.into_iter().map(|ScrubbedDestination { what, .. }| what).collect()
}

#[track_caller]
fn assert_settled(sample: &Sample) {
    assert!(!certificate(&mut sample.open()).is_partial());
    assert_eq!(check(sample).findings().count(), 0);
    assert_eq!(scrub(sample), []);
    let verified = sample.open().verify_backups(None, None).unwrap().remove(0);
    assert!(verified.files.iter().all(|file| file.findings.is_empty()), "{verified:?}");
}

#[test]
fn a_key_file_that_was_put_back_is_owed_until_it_is_rewritten() {
    let (sample, to, old) = settled();
    assert_settled(&sample);
    std::fs::remove_dir_all(&to).unwrap();
    assert!(!certificate(&mut sample.open()).is_partial(), "what is away fails nobody");
    copy_dir(&old, &to);

    let mut believing = weak(&sample, "put-back-unseen");
    let unseen = !certificate(&mut believing).is_partial();
    assert!(unseen && believing.outstanding().unwrap().is_empty(), "the weakness was not caught");
    drop(believing);
    let partial = certificate(&mut sample.open());
    let copies: Vec<_> = partial.residual().map(|copy| (copy.name.to_owned(), copy.kind)).collect();
    assert_eq!(copies, [("nas".to_owned(), CopyKind::KeyFile)]);
    let listed = sample.open().list_backups().unwrap().remove(0);
    assert_eq!(listed.destination.owed, Some(partial.line));
    let report = check(&sample);
    assert!(report.findings().all(|finding| finding.older) && report.findings().count() == 1);
    assert!(report.notices.contains(&("check-key-file-older", "nas".to_owned())));

    assert_eq!(scrub(&sample), [Scrubbed::Settled]);
    assert_settled(&sample);
}

/// A backup, a purge and a scrub put it right, each by itself.
#[test]
fn whatever_writes_there_puts_it_right() {
    let (sample, to, old) = settled();
    put_back(&old, &to);
    back_up(&mut sample.open(), &to).unwrap();
    assert_settled(&sample);
    put_back(&old, &to);
    assert_eq!(purge(&sample, 3), [""; 0]);
    assert_settled(&sample);
    // A key without its keyhole is not known to be dead.
    std::fs::copy(old.join("key"), to.join("key")).unwrap();
    assert!(certificate(&mut sample.open()).is_partial());
    assert_eq!(scrub(&sample), [Scrubbed::Settled]);
    // One that nothing opens owes nothing, and is written anew.
    for file in ["key", "keyhole"] {
        std::fs::remove_file(to.join(file)).unwrap();
        assert!(!certificate(&mut sample.open()).is_partial(), "{file}");
        assert_eq!(scrub(&sample), [Scrubbed::Rewritten], "{file}");
        assert_settled(&sample);
    }
    // So is one that is older, though nothing was destroyed since.
    std::fs::remove_dir_all(&old).unwrap();
    copy_dir(&to, &old);
    back_up(&mut sample.open(), &to).unwrap();
    put_back(&old, &to);
    assert!(!certificate(&mut sample.open()).is_partial());
    assert_eq!(scrub(&sample), [Scrubbed::Rewritten]);
    assert_settled(&sample);
}

/// What comes back to storage that keeps versions by then is looked at as it lies, and goes on owing.
#[test]
fn what_comes_back_is_taken_as_it_lies() {
    for (weakness, becomes) in [("", Scrubbed::Versions), ("back-as-registered", Scrubbed::Settled)]
    {
        let sample = three();
        let (to, away) = (nas(&sample), sample.home.path().join("drawer"));
        back_up(&mut sample.open(), &to).unwrap();
        std::fs::rename(&to, &away).unwrap();
        purge(&sample, 2);
        sample.open().scrub_gone("nas", Gone::Copy).unwrap();
        std::fs::rename(&away, &to).unwrap();
        std::fs::create_dir(to.with_file_name(".git")).unwrap();
        assert_eq!(weak(&sample, weakness).scrub(&[]).unwrap()[0].what, becomes);
    }
}
