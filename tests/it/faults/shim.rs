//! The shim that breaks system calls: how it is built, what it can do, and what it wrote down.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::{Run, Transcript};

/// What happens at a numbered call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// The process dies before it.
    Kill,
    /// The first half of a write, then the process dies.
    Torn,
    /// It fails with EIO.
    Eio,
    /// It fails with EIO, and so does every one behind it.
    EioEver,
    /// It fails with EIO, and the process dies before the next: what it would do about the failure
    /// is left to others.
    EioKill,
    /// It fails with ENOSPC.
    Full,
    /// It fails with ENOSPC, and so does every one behind it.
    FullEver,
}

impl Kind {
    pub(super) const ALL: [Self; 7] = [
        Self::Kill,
        Self::Torn,
        Self::Eio,
        Self::EioEver,
        Self::EioKill,
        Self::Full,
        Self::FullEver,
    ];

    /// Its name for the shim, and in tables.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Torn => "torn",
            Self::Eio => "eio",
            Self::EioEver => "eio-ever",
            Self::EioKill => "eio-kill",
            Self::Full => "enospc",
            Self::FullEver => "enospc-ever",
        }
    }

    /// Whether it does anything at a call of this kind.
    pub(super) fn fits(self, call: Call) -> bool {
        match self {
            Self::Torn => call == Call::Write,
            Self::Full | Self::FullEver => !matches!(call, Call::Unlink | Call::Rmdir),
            Self::Kill | Self::Eio | Self::EioEver | Self::EioKill => true,
        }
    }
}

/// A fault at the n-th call, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) at: usize,
}

/// The kinds of calls, as the shim names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Call {
    Write,
    Sync,
    Cut,
    Create,
    Nameless,
    Link,
    Rename,
    Exchange,
    Unlink,
    Mkdir,
    Rmdir,
}

/// One call that the shim saw.
#[derive(Clone, Debug)]
pub(super) struct Op {
    pub(super) call: Call,
    pub(super) failed: bool,
    pub(super) inode: u64,
    /// Where a write begins, or how long a file was cut.
    pub(super) offset: u64,
    pub(super) path: PathBuf,
    /// The new name of a link or a renaming.
    pub(super) path2: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// The compiled shim, in a directory that goes with it.
#[derive(Debug)]
pub(super) struct Shim {
    dir: tempfile::TempDir,
}

impl Shim {
    /// Compiles it; that takes a fifth of a second.
    pub(super) fn build() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let source = crate::source::root("tests/it/faults/shim.c");
        let mut cc = Command::new("cc");
        cc.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]);
        cc.arg(dir.path().join("shim.so")).arg(source).args(["-ldl", "-lpthread"]);
        let output = cc.output().expect("cc, which also builds SQLite, compiles the shim");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { dir }
    }

    /// The library.
    pub(super) fn library(&self) -> PathBuf {
        self.dir.path().join("shim.so")
    }

    /// A directory for what goes with it.
    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Runs a command whose calls below `root` are numbered, and broken where `fault` says; gives
    /// all of them too.
    pub(super) fn run(&self, run: Run, root: &Path, fault: Option<Fault>) -> (Transcript, Vec<Op>) {
        let trace = tempfile::NamedTempFile::new_in(&self.dir).unwrap();
        let run = run
            .env("LD_PRELOAD", self.library())
            .env("FAULT_ROOT", root)
            .env("FAULT_TRACE", trace.path());
        let run = match fault {
            Some(fault) => {
                run.env("FAULT_MODE", fault.kind.id()).env("FAULT_AT", fault.at.to_string())
            }
            None => run,
        };
        let transcript = run.end();
        (transcript, read(&std::fs::read(trace.path()).unwrap()))
    }
}

/// Reads a trace; a last record that was cut short by a death does not count.
pub(super) fn read(bytes: &[u8]) -> Vec<Op> {
    const HEADER: usize = 40;
    let mut ops = Vec::new();
    let mut rest = bytes;
    while rest.len() >= HEADER {
        let (header, behind) = rest.split_at(HEADER);
        let word = |at: usize| u32::from_ne_bytes(header[at..at + 4].try_into().unwrap());
        let long = |at: usize| u64::from_ne_bytes(header[at..at + 8].try_into().unwrap());
        let lengths = [word(24), word(28), word(32)].map(|length| length as usize);
        if behind.len() < lengths.iter().sum() {
            break;
        }
        let (path, behind) = behind.split_at(lengths[0]);
        let (path2, behind) = behind.split_at(lengths[1]);
        let (bytes, behind) = behind.split_at(lengths[2]);
        let name = |bytes: &[u8]| PathBuf::from(String::from_utf8(bytes.to_vec()).unwrap());
        ops.push(Op {
            call: call(word(0)),
            failed: word(4) != 0,
            inode: long(8),
            offset: long(16),
            path: name(path),
            path2: name(path2),
            bytes: bytes.to_vec(),
        });
        rest = behind;
    }
    ops
}

fn call(kind: u32) -> Call {
    match u8::try_from(kind).map(char::from) {
        Ok('w') => Call::Write,
        Ok('s') => Call::Sync,
        Ok('t') => Call::Cut,
        Ok('c') => Call::Create,
        Ok('n') => Call::Nameless,
        Ok('l') => Call::Link,
        Ok('r') => Call::Rename,
        Ok('x') => Call::Exchange,
        Ok('u') => Call::Unlink,
        Ok('m') => Call::Mkdir,
        Ok('d') => Call::Rmdir,
        _ => panic!("the shim writes no such record: {kind}"),
    }
}
