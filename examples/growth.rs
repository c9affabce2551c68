//! How destruction and backups grow with the vault:
//! `cargo run --release --example growth -- [ROWS …]` (1000 10000 100000 1000000 unless given).
//!
//! For each number of synthetic customers (`customers.rs`): one purged, a hundredth purged, all
//! keys rotated, the whole backed up beside `cp` of the same bytes, and restored. Whole processes of
//! the release program, medians; cp is timed until its bytes are on the device, as a backup's are.
//! About 6 GB of room are needed for a million; all of it is removed again.
#![expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

mod process;
use process::{Cost, cost, machine, median, show, unbound_policy};

fn main() -> Result<()> {
    let rows: Vec<u64> = std::env::args().skip(1).filter_map(|n| n.parse().ok()).collect();
    let rows = if rows.is_empty() { vec![1_000, 10_000, 100_000, 1_000_000] } else { rows };
    let growth = Growth::new()?;
    let table = growth.run(&rows);
    std::fs::remove_dir_all(&growth.dir).ok();
    let mut out = std::io::stdout().lock();
    out.write_all(table?.as_bytes())?;
    Ok(out.flush()?)
}

/// The programs, and a directory to work in.
struct Growth {
    dir: PathBuf,
    kedang: PathBuf,
    customers: PathBuf,
}

impl Growth {
    fn new() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--release", "--bins", "--example", "customers"])
            .status()?;
        ensure!(built.success(), "the release program does not build");
        let examples = std::env::current_exe()?.parent().context("no directory")?.to_path_buf();
        let release = examples.parent().context("no directory")?;
        let dir = release.join(format!("growth-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        Ok(Self { kedang: release.join("kedang"), customers: examples.join("customers"), dir })
    }

    fn run(&self, sizes: &[u64]) -> Result<String> {
        let mut text = String::new();
        let head = "| customers | purge of one | purge of a hundredth | rotation | backup run | `cp` of the same | restore |";
        writeln!(text, "{head}\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for rows in sizes {
            let line = self.one_size(*rows)?;
            std::fs::remove_dir_all(&self.dir)?;
            std::fs::create_dir_all(&self.dir)?;
            writeln!(text, "{line}")?;
        }
        writeln!(text, "\n{}", machine())?;
        Ok(text)
    }

    fn one_size(&self, rows: u64) -> Result<String> {
        let file = std::fs::File::create(self.dir.join("customers.csv"))?;
        let made = Command::new(&self.customers).arg(rows.to_string()).stdout(file).status()?;
        ensure!(made.success(), "no customers");
        self.kedang("init --operator bench --no-recovery --new-identity id")?;
        std::fs::write(self.dir.join("own.toml"), unbound_policy()?)?;
        self.kedang("policy apply own.toml --yes")?;
        self.kedang("import customers.csv")?;
        let one = self.purges(rows, 1, 5)?;
        let many = self.purges(rows, (rows / 100).max(1), 3)?;
        let rotation = self.timed(1, |_| self.kedang("operator rotate --yes"))?;
        let (backup, copy, bytes) = self.backups()?;
        let restore = self.timed(1, |_| self.kedang("backup restore b --to back --yes"))?;
        let peak = backup.iter().map(|cost| cost.memory).max().unwrap_or_default() / 1024;
        let [one, many, rotation, backup, copy, restore] =
            [one, many, rotation, backup, copy, restore]
                .map(|costs| median(&costs).map_or_else(String::new, show));
        Ok(format!(
            "| {rows} | {one} | {many} | {rotation} | {backup} ({bytes} MB, peak {peak} MiB) | {copy} | {restore} |"
        ))
    }

    /// Purges `count` customers at a time, each time others, in all parts of the vault.
    fn purges(&self, rows: u64, count: u64, times: usize) -> Result<Vec<Cost>> {
        let step = rows / 10;
        self.timed(times, |turn| {
            let first = turn as u64 * step + if count == 1 { 7 } else { step / 3 };
            let last = first + count - 1;
            let reason = "--reason request --basis BENCH";
            self.kedang(&format!("purge run K-{first}..K-{last} {reason} --yes --count {count}"))
        })
    }

    /// Backups into the same place, the first of them not counted, and copies of what they wrote.
    fn backups(&self) -> Result<(Vec<Cost>, Vec<Cost>, u64)> {
        // Whoever measures may do so in the working tree of git, which keeps versions.
        self.kedang("backup run b --versioned-storage")?;
        let (mut ours, mut theirs, mut bytes) = (Vec::new(), Vec::new(), 0);
        for turn in 0..3 {
            ours.extend(self.timed(1, |_| self.kedang("backup run b"))?);
            let newest = newest(&self.dir.join("b"))?;
            bytes = total(&newest)?.div_ceil(1_000_000);
            let line = format!("cp -r '{}' copy{turn} && sync -f copy{turn}", newest.display());
            let mut copy = Command::new("sh");
            copy.current_dir(&self.dir).args(["-c", &line]);
            self.settle();
            theirs.push(cost(&mut copy)?);
            std::fs::remove_dir_all(self.dir.join(format!("copy{turn}"))).ok();
            std::fs::remove_file(self.dir.join(format!("copy{turn}"))).ok();
        }
        Ok((ours, theirs, bytes))
    }

    fn timed(&self, times: usize, run: impl Fn(usize) -> Result<Cost>) -> Result<Vec<Cost>> {
        let once = |turn| {
            self.settle();
            run(turn)
        };
        (0..times).map(once).collect()
    }

    /// Lets the disk come to rest.
    fn settle(&self) {
        Command::new("sync").current_dir(&self.dir).status().ok();
    }

    fn kedang(&self, line: &str) -> Result<Cost> {
        let mut command = Command::new(&self.kedang);
        command.current_dir(&self.dir).env_clear().args(["-q", "--vault", "v"]);
        command.env("HOME", &self.dir).env("KEDANG_IDENTITY", self.dir.join("id"));
        cost(command.args(line.split_whitespace()))
    }
}

/// The data artefact that was written last: the largest entry, and of those the last by its name.
fn newest(dir: &Path) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        found.push((total(&path)?, path));
    }
    let largest = found.iter().map(|(bytes, _)| *bytes).max().unwrap_or_default();
    let large = found.into_iter().filter(|(bytes, _)| *bytes * 2 > largest);
    large.map(|(_, path)| path).max().context("no artefact")
}

/// Bytes of a file, or of everything in a directory.
fn total(path: &Path) -> Result<u64> {
    if !path.is_dir() {
        return Ok(std::fs::metadata(path)?.len());
    }
    let mut sum = 0;
    for entry in std::fs::read_dir(path)? {
        sum += total(&entry?.path())?;
    }
    Ok(sum)
}
