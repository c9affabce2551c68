//! The vault that every fault run begins with, made once and copied.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::sandbox::{Sandbox, Transcript};

/// A prepared home and what its vault holds.
#[derive(Debug)]
pub(super) struct Base {
    home: Sandbox,
    /// Where every copy is made: in memory where that is possible, since syncs cost nothing there.
    place: PathBuf,
    /// The records of its vault, if it has one.
    pub(super) records: Records,
}

/// What the records of a vault say: number and values, as an export with level 1 gives them.
pub(super) type Records = BTreeMap<String, String>;

impl Base {
    /// A home without a vault.
    pub(super) fn empty() -> Self {
        let place = place();
        let home = Sandbox::over(tempfile::tempdir_in(&place).unwrap());
        Self { home, place, records: Records::new() }.furnished()
    }

    /// A vault of nine records in two buckets: the numbers between were used and purged. One has
    /// values of level 1, one was purged alone (K-4), and the WAL is not empty. Everybody works on
    /// copies, so that there is one as long as anybody has it.
    pub(super) fn small() -> Arc<Self> {
        static SMALL: Mutex<Weak<Base>> = Mutex::new(Weak::new());
        let mut small = SMALL.lock().unwrap_or_else(PoisonError::into_inner);
        small.upgrade().unwrap_or_else(|| {
            let made = Arc::new(Self::make_small());
            *small = Arc::downgrade(&made);
            made
        })
    }

    fn make_small() -> Self {
        let place = place();
        let home = Sandbox::vault_in(tempfile::tempdir_in(&place).unwrap());
        let mut csv = "name,phone,source,region\n".to_owned();
        for n in 1..=257 {
            writeln!(csv, "客户{n},1380000{n:04},展会,上海市").unwrap();
        }
        let run = |line: &str, input: &str| {
            done(&home.kedang(line.split_whitespace()).input(input).end());
        };
        run("import -", &csv);
        run("purge run K-5..K-253 --reason ended --basis C-1 --yes --count 249", "");
        run("add --json -", LEVEL_1);
        run("purge run K-4 --reason request --basis REQ-9 --yes --count 1", "");
        run("edit K-255 --set notes=-", "下周三之前不要打电话");
        let mut base = Self { home, place, records: Records::new() };
        // Reading them is logged, which the base is not to see.
        base.records = records(&base.copy()).unwrap();
        base.furnished()
    }

    /// With the files that commands read.
    fn furnished(self) -> Self {
        for (name, text) in [
            ("passphrase", "correct horse 钉书机\n"),
            ("notice.txt", "我们为推广产品使用您的姓名和电话。\n"),
        ] {
            std::fs::write(self.path(name), text).unwrap();
        }
        self
    }

    /// A copy to work on.
    pub(super) fn copy(&self) -> Sandbox {
        let dir = tempfile::tempdir_in(&self.place).unwrap();
        copy(self.home.home(), dir.path());
        Sandbox::over(dir)
    }

    /// An empty home beside the copies, for an image.
    pub(super) fn blank(&self) -> Sandbox {
        let dir = tempfile::tempdir_in(&self.place).unwrap();
        Sandbox::over(dir)
    }

    /// A path below the prepared home itself.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.home.path(name)
    }
}

const LEVEL_1: &str = r#"{"name":"李娜","phone":"13900000014","id_number":"11010519491231002X",
    "bank_account":"6200000000000005","sensitive_consent":"2026-01-15","grade":"C","tags":["展会"],
    "source":"推荐"}"#;

fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if tempfile::tempdir_in(memory).is_ok() { memory.to_path_buf() } else { std::env::temp_dir() }
}

/// Copies a tree to where there is none yet.
pub(super) fn copy_into(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    copy(from, to);
}

/// Copies a tree, but for SQLite's shared memory.
pub(super) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else if !target.to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[track_caller]
pub(super) fn done(transcript: &Transcript) {
    assert_eq!(transcript.status, Some(0), "{transcript}");
}

/// Every record with its values; the reading is logged, so it is also a writer, which finishes
/// what was left unfinished.
pub(super) fn records(home: &Sandbox) -> Result<Records, String> {
    let export = home.run("export --purpose service --format jsonl --reveal");
    if export.status != Some(0) {
        return Err(format!("export: {export}"));
    }
    let number = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["number"].as_str().unwrap().to_owned()
    };
    Ok(export.stdout.lines().map(|line| (number(line), line.to_owned())).collect())
}
