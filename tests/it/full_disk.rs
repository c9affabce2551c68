//! A full disk and a limit on file sizes: status 24, nothing lost, and log and destruction go
//! through on the ballast.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::request::SELF;
use crate::sandbox::{Sandbox, Transcript};

/// A file system of a few megabytes; mounting it takes root.
struct Small(tempfile::TempDir);

impl Small {
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

    /// Takes every byte that is left.
    fn fill(&self) -> PathBuf {
        let path = self.0.path().join("filler");
        let mut file = OpenOptions::new().create(true).append(true).open(&path).unwrap();
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

fn customer(n: u32) -> String {
    let notes = "备注".repeat(2000);
    format!(r#"{{"name":"客户{n}","phone":"1380000{n:04}","source":"展会","notes":"{notes}"}}"#)
}

#[track_caller]
fn done(transcript: &Transcript) {
    assert_eq!(transcript.status, Some(0), "{transcript}");
}

fn count(list: &Transcript) -> usize {
    assert_eq!(list.status, Some(0), "{list}");
    list.stdout.lines().count()
}

#[test]
fn on_a_full_disk_adding_is_refused_and_looking_and_destroying_go_on() {
    let Some(small) = Small::mount("8m") else { return };
    let sandbox = Sandbox::vault_in(tempfile::tempdir_in(small.0.path()).unwrap());
    let add = |n: u32| sandbox.kedang(["add", "--json", "-"]).input(customer(n)).end();
    let list = || count(&sandbox.run("list --format jsonl"));
    (0..20).for_each(|n| done(&add(n)));
    let filler = small.fill();
    let mut kept = 20;
    let refused = loop {
        let added = add(kept);
        if added.status != Some(0) {
            break added;
        }
        kept += 1;
        assert!(kept < 2000, "the disk never was full");
    };
    assert_eq!(refused.status, Some(24), "{refused}");
    let kept = usize::try_from(kept).unwrap();
    assert_eq!(list(), kept);
    done(&sandbox.run("purge run K-1 --reason request --basis REQ-7 --yes --count 1"));
    assert_eq!(list(), kept - 1);
    assert_eq!(sandbox.run("show K-1").status, Some(8));
    // What could not be finished is not begun.
    assert_eq!(sandbox.run("operator rotate --yes").status, Some(24));
    assert!(!sandbox.run("audit log").stdout.contains("rotation"));
    // Room again: everything works, and the ballast is put back.
    std::fs::remove_file(filler).unwrap();
    done(&add(1999));
    assert_eq!(list(), kept);
    let ballast = std::fs::metadata(sandbox.path("vault/ballast")).unwrap();
    assert_eq!(ballast.len(), 1 << 20);
    done(&sandbox.run("check"));
}

/// `ulimit -f` makes every write beyond a size fail, at another place for each limit.
#[test]
fn a_write_that_fails_anywhere_leaves_all_or_nothing() {
    let sandbox = Sandbox::vault();
    let mut kept = 0;
    let mut refusals = 0;
    for limit in (8..800).step_by(32) {
        let add = sandbox.kedang(["add", "--json", "-"]).file_limit(limit);
        let added = add.input(customer(limit)).end();
        match added.status {
            Some(0) => kept += 1,
            Some(24) => refusals += 1,
            _ => panic!("with {limit} KiB: {added}"),
        }
        assert_eq!(count(&sandbox.run("list --format jsonl")), kept, "with {limit} KiB: {added}");
    }
    assert!(kept > 0 && refusals > 0, "{kept} kept, {refusals} refused");
    done(&sandbox.run("check"));
}

#[test]
fn what_cannot_be_logged_is_not_shown() {
    let sandbox = Sandbox::vault();
    for n in 0..3 {
        done(&sandbox.kedang(["add", "--json", "-"]).input(customer(n)).end());
    }
    for line in ["list", "list --count", "show K-1", "history K-1"] {
        let refused = sandbox.kedang(line.split_whitespace()).file_limit(40).end();
        assert_eq!(refused.status, Some(23), "{line}: {refused}");
        assert_eq!(refused.stdout, "", "{line}");
    }
    assert_eq!(count(&sandbox.run("list --format jsonl")), 3);
    // Nor is a person handed the own data, and no file is left behind.
    done(&sandbox.run(&format!("request open K-1 --right access {SELF}")));
    let line = "request answer R-1 --grant --html d.html --json d.json";
    let refused = sandbox.kedang(line.split_whitespace()).file_limit(40).end();
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(23), ""), "{refused}");
    assert!(!sandbox.path("d.html").exists() && !sandbox.path("d.json").exists());
    assert!(sandbox.run("request list").stdout.contains("open"));
}
