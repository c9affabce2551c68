//! The shim held against strace: what it does not see it cannot break.

use std::collections::BTreeMap;
use std::process::Command;

use super::base::Base;
use super::shim::{self, Call, Shim};

/// System calls that the shim numbers, by what it calls them.
const SEEN: &[(&str, Call)] = &[
    ("write", Call::Write),
    ("pwrite64", Call::Write),
    ("writev", Call::Write),
    ("pwritev", Call::Write),
    ("fsync", Call::Sync),
    ("fdatasync", Call::Sync),
    ("ftruncate", Call::Cut),
    ("link", Call::Link),
    ("linkat", Call::Link),
    ("rename", Call::Rename),
    ("renameat", Call::Rename),
    ("renameat2", Call::Rename),
    ("unlink", Call::Unlink),
    ("unlinkat", Call::Unlink),
    ("mkdir", Call::Mkdir),
    ("mkdirat", Call::Mkdir),
];

/// Other ways to change a file. Whoever begins to use one has to teach it to the shim.
const UNSEEN: &str = "pwritev2,truncate,fallocate,copy_file_range,sendfile,splice,sync_file_range,\
                      sync,syncfs,creat,symlink,symlinkat,mknod,mknodat,io_uring_setup,io_submit";

/// Whether this machine lets a process be traced.
fn can_trace() -> bool {
    Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success())
}

/// Static linking or raw system calls would go past the shim; then this test fails.
#[test]
fn the_shim_sees_every_call_that_strace_sees() {
    if !can_trace() {
        eprintln!("skipped: strace is missing or may not trace here");
        return;
    }
    let (shim, base) = (Shim::build(), Base::small());
    let home = base.copy();
    let (log, trace) = (shim.dir().join("strace"), shim.dir().join("trace"));
    let calls: Vec<&str> = SEEN.iter().map(|(name, _)| *name).collect();
    let words = "purge run K-2 K-257 --reason request --basis REQ-1 --yes --count 2";
    let inner = home.kedang(words.split_whitespace()).command();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-s", "0", "-e", &format!("trace={},{UNSEEN}", calls.join(","))]);
    strace.arg("-o").arg(&log).arg("-E").arg(format!("LD_PRELOAD={}", shim.library().display()));
    strace.arg(inner.get_program()).args(inner.get_args()).current_dir(home.home());
    strace.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    strace.env("FAULT_ROOT", home.home()).env("FAULT_TRACE", &trace);
    let output = strace.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let traced = counted_by_strace(&std::fs::read_to_string(&log).unwrap(), home.home());
    let mut seen: BTreeMap<Call, usize> = BTreeMap::new();
    for op in shim::read(&std::fs::read(&trace).unwrap()) {
        // strace's list does not tell an opening that makes a file from any other.
        if !matches!(op.call, Call::Create | Call::Nameless) {
            *seen.entry(op.call).or_default() += 1;
        }
    }
    assert_eq!(seen, traced);
    assert!(seen[&Call::Write] > 20 && seen[&Call::Sync] > 10, "{seen:?}");
}

/// What strace counted on files below `root`.
fn counted_by_strace(log: &str, root: &std::path::Path) -> BTreeMap<Call, usize> {
    let root = root.display().to_string();
    let mut counts = BTreeMap::new();
    for line in log.lines().filter(|line| line.contains(&root) && !line.contains("-shm>")) {
        let (_, call) = line.split_once(' ').unwrap();
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        let Some((_, call)) = SEEN.iter().find(|(seen, _)| *seen == name) else {
            panic!("the shim does not know {name}: {line}");
        };
        *counts.entry(*call).or_default() += 1;
    }
    counts
}
