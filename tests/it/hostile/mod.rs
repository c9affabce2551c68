//! Files made to hurt whoever imports them: each ends with the right code in bounded memory, nothing
//! of it is in the vault, and nothing is left beside it.
//!
//! `cargo test --test it hostile -- --nocapture` prints what each one took.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};

use crate::sandbox::{Sandbox, Transcript};

mod sheets;
mod texts;

/// A file, the status it ends with, and the code it is refused with.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    code: &'static str,
}

impl Case {
    fn new(name: &'static str, bytes: impl Into<Vec<u8>>, code: &'static str) -> Self {
        Self { name, bytes: bytes.into(), code }
    }
}

/// What one may take, in MiB: twice as much as the worst of them takes.
const MEMORY: u64 = 192;

/// So often one is tried: on a busy machine a short run can be over before its watcher gets its turn.
const TRIES: u32 = 50;

/// So long one may take; on an idle machine none takes a second.
const PATIENCE: Duration = Duration::from_mins(2);

#[test]
fn files_made_to_hurt_are_refused_in_bounded_memory_and_leave_nothing() {
    let sandbox = Sandbox::vault();
    let before = sandbox.run("audit verify --format json");
    assert_eq!(before.status, Some(0), "{before}");
    let cases: Vec<Case> = texts::cases().into_iter().chain(sheets::cases()).collect();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut table = String::from("| file | bytes | code | peak memory |\n|---|---|---|---|\n");
    let (mut wrong, mut measured) = (String::new(), 0);
    for Case { name, bytes, code } in cases {
        let path = sandbox.path(name);
        std::fs::write(&path, &bytes).unwrap();
        let mut done = import(&sandbox, name);
        for _ in 1..TRIES {
            if done.1.is_none() {
                done = import(&sandbox, name);
            }
        }
        let (done, peak) = done;
        std::fs::remove_file(path).unwrap();
        let taken = peak.map_or_else(|| "not seen".to_owned(), |peak| format!("{peak} MiB"));
        writeln!(table, "| {name} | {} | {code} | {taken} |", bytes.len()).unwrap();
        let told = format!("\"code\":\"{code}\"");
        if done.status != Some(7) || !done.stderr.contains(&told) || peak > Some(MEMORY) {
            writeln!(wrong, "{name} ({code}), {taken}: {done}").unwrap();
        }
        measured += usize::from(peak.is_some());
    }
    println!("{table}");
    // Where no memory of another process is shown at all, there is nothing to judge.
    if high_water("/proc/self/status").is_some() {
        assert!(measured >= 40, "{table}");
    } else {
        eprintln!("the system shows no peak of memory: not tried");
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(sandbox.run("audit verify --format json").stdout, before.stdout);
    assert_eq!(sandbox.run("list --count").stdout, "0\n");
    let mut left: Vec<_> = std::fs::read_dir(sandbox.home()).unwrap().flatten().collect();
    left.retain(|entry| {
        !["identity", "vault", "state"].iter().any(|name| entry.file_name() == *name)
    });
    assert!(left.is_empty(), "{left:?}");
}

/// Imports a file. Gives what was said, and the most memory that was seen, in MiB: at least what a
/// process of the program has as soon as it runs; none, if it was over before anybody looked.
fn import(sandbox: &Sandbox, name: &str) -> (Transcript, Option<u64>) {
    let command = sandbox.kedang(["--format", "json", "import", name]);
    let (give, watch) = std::sync::mpsc::channel();
    let watcher = std::thread::spawn(move || {
        let child: u32 = watch.recv().unwrap();
        let (begun, mut peak) = (Instant::now(), None);
        while let Some(now) = high_water(&format!("/proc/{child}/status")) {
            peak = Some(now / 1024);
            std::thread::sleep(Duration::from_millis(3));
            // A parser that waits for ever is ended, and the test fails by that.
            if begun.elapsed() > PATIENCE {
                let child = Pid::from_raw(child.try_into().unwrap()).unwrap();
                rustix::process::kill_process(child, Signal::KILL).ok();
            }
        }
        peak
    });
    let done = command.told(move |child| give.send(child).unwrap()).end();
    (done, watcher.join().unwrap())
}

/// The peak of the resident size in KiB, which Linux keeps while the process lives.
fn high_water(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
