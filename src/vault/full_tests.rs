//! A full disk: nothing is lost, what may wait is refused, and log and destruction go through on
//! the ballast. A small tmpfs is mounted for it, which takes root; without that it is skipped.

use super::sample::{Sample, order, selector};
use super::{Error, Numbers, Vault};
use crate::model::RecordNumber;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of a few megabytes.
struct Small(tempfile::TempDir);

impl Small {
    /// Mounts it, where that is allowed.
    fn mount(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(dir.path());
        if mount.output().is_ok_and(|output| output.status.success()) {
            return Some(Self(dir));
        }
        eprintln!("skipped: mounting a tmpfs is not allowed here");
        None
    }

    /// Takes every byte that is left, and gives the name of the file that has them.
    fn fill(&self) -> PathBuf {
        let path = self.0.path().join("filler");
        let mut file = crate::files::create_new(&path).unwrap();
        for size in [1 << 16, 4096, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.0.path()).output());
    }
}

fn many(sample: &Sample, count: u64) -> Numbers {
    let people: Vec<(String, String)> =
        (0..count).map(|n| (format!("客户{n}"), format!("138{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people)
}

fn bytes_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

#[test]
fn a_full_disk_refuses_additions_and_lets_looks_and_destruction_through() {
    let Some(small) = Small::mount("12m") else { return };
    let sample = Sample::in_home(tempfile::tempdir_in(small.0.path()).unwrap());
    many(&sample, 1000);
    let mut vault: Vault = sample.open();
    let filler = small.fill();
    let person = super::sample::person("赵敏", "13800000016", "");
    let added = loop {
        // What the WAL has already is used up first.
        let added = vault.change(|t| t.add("add", vec![person.clone(); 300]));
        if added.is_err() {
            break added;
        }
    };
    assert!(matches!(added, Err(Error::Full(_))), "{added:?}");
    let before = sample.open().count(&selector("")).unwrap();
    for round in 0..400 {
        let shown = sample.open().count(&selector(""));
        assert_eq!(shown.unwrap_or_else(|e| panic!("round {round}: {e:?}")), before);
    }
    let first = RecordNumber::new(1).unwrap();
    let destroyed = sample.open().purge(&order(first.into()));
    assert!(destroyed.is_ok(), "{destroyed:?}");
    assert_eq!(sample.open().count(&selector("")).unwrap(), before - 1);
    std::fs::remove_file(filler).unwrap();
    assert_eq!(many(&sample, 1).len(), 1);
    assert_eq!(bytes_of(&sample.dir().join("ballast")), 1 << 20, "the ballast is back");
    let log = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert_eq!(log.lines().count(), 2);
}

/// Wherever in the protocol the room runs out, the ballast carries it to its end.
#[test]
fn a_destruction_goes_through_however_little_room_is_left() {
    for free in (0..24).step_by(2).map(|n| n * 8192) {
        let Some(small) = Small::mount("6m") else { return };
        let sample = Sample::in_home(tempfile::tempdir_in(small.0.path()).unwrap());
        many(&sample, 300);
        let vault = sample.open();
        vault.store.fold_wal().unwrap();
        drop(vault);
        let filler = small.fill();
        let file = std::fs::OpenOptions::new().write(true).open(&filler).unwrap();
        file.set_len(bytes_of(&filler) - free).unwrap();
        let first = RecordNumber::new(1).unwrap();
        let destroyed = sample.open().purge(&order(first.into()));
        assert!(destroyed.is_ok(), "with {free} bytes left: {destroyed:?}");
        assert_eq!(sample.open().count(&selector("")).unwrap(), 299);
    }
}
