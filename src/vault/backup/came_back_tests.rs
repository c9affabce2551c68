//! Copies that left the register as gone, and are found again where they were.

#![expect(clippy::disallowed_methods, reason = "what people do to files")]

use super::run::tests::wanted;
use super::{Backup, Gone};
use crate::log::Destination;
use crate::model::RecordNumber;
use crate::vault::sample::{Sample, order};
use crate::vault::{Environment, Scrubbed, Vault};
use std::path::{Path, PathBuf};

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

fn back_up(sample: &Sample, to: &Path) {
    sample.open().backup(&Backup { wanted: wanted(to), progress: &|_, _| {} }).unwrap();
}

fn rename(from: &Path, to: &Path) {
    std::fs::rename(from, to).unwrap();
}

fn weak(sample: &Sample, weakness: &'static str) -> Vault {
    let mutant = Box::new(move |named: &str| named == weakness);
    let environment = Environment { mutant, ..sample.environment() };
    Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
}

/// A disk is lost; K-2 is destroyed, and the copy stated to be gone.
fn lost_disk() -> (Sample, PathBuf, PathBuf) {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000001", ""), ("李娜", "13800000002", "")]);
    let nas = sample.home.path().join("nas");
    back_up(&sample, &nas);
    let drawer = nas.with_file_name("drawer");
    rename(&nas, &drawer);
    sample.open().purge(&order(number(2).into())).unwrap();
    sample.open().scrub_gone("nas", Gone::Copy).unwrap();
    (sample, nas, drawer)
}

fn told(vault: &Vault) -> Vec<String> {
    vault.places().unwrap().into_iter().map(|known| known.name).collect()
}

/// The line that says so is not needed to find the disk.
#[test]
fn a_destruction_log_that_was_cut_hides_no_copy() {
    let (sample, nas, drawer) = lost_disk();
    rename(&drawer, &nas);
    let path = sample.dir().join("destruction.log");
    let whole = std::fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for cut in [last, last + 40, 0] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert_eq!(told(&weak(&sample, "")), ["nas"], "{cut}");
    }
    assert_eq!(told(&weak(&sample, "cut-lines-settle")), [""; 0], "not caught");
    std::fs::write(&path, &whole[..last]).unwrap();
    assert_eq!(told(&weak(&sample, "cut-lines-believed")), [""; 0], "not caught");
}

/// Another disk was put in its place meanwhile; when the lost one is found and put there again, it says
/// who it is.
#[test]
fn a_lost_disk_is_known_again_where_another_one_was_meanwhile() {
    let (sample, nas, drawer) = lost_disk();
    back_up(&sample, &nas);
    assert_eq!(sample.open().places().unwrap().len(), 1);
    rename(&nas, &nas.with_file_name("other"));
    rename(&drawer, &nas);
    let owed = |weakness| {
        let places = weak(&sample, weakness).places().unwrap();
        places.into_iter().filter(|known| known.owed.is_some()).count()
    };
    assert_eq!(owed(""), 1);
    assert_eq!(owed("one-disk-one-place"), 0, "not caught");
}

/// What comes back to storage that keeps versions by then is rewritten and goes on owing.
#[test]
fn what_comes_back_among_versions_is_not_settled() {
    let (sample, nas, drawer) = lost_disk();
    rename(&drawer, &nas);
    std::fs::create_dir(nas.with_file_name(".git")).unwrap();
    assert_eq!(sample.open().scrub(&[]).unwrap()[0].what, Scrubbed::Versions);
    assert_eq!(sample.open().outstanding().unwrap(), ["nas"]);
}

/// What lies there is another vault's business, and the disk may well be in.
#[test]
fn what_is_left_to_the_living_vault_is_not_said_to_be_away() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000001", "")]);
    back_up(&sample, &sample.home.path().join("nas"));
    let mut vault = sample.open();
    let left = Destination { detached: true, ..vault.destination("nas").unwrap() };
    vault.change(|transaction| transaction.register_one(left)).unwrap();
    let nas = ["nas".to_owned()];
    for scrubbed in [vault.plan_scrub(&nas).unwrap(), vault.scrub(&nas).unwrap()] {
        assert_eq!(scrubbed[0].what, Scrubbed::LeftAlone);
    }
}
