//! What lies in a process's memory: an image of a running command is searched for planted values.
//!
//! A test of its own keeps the vault's lock shared, so that the command, which has found and opened
//! its records, waits for it before it logs that it shows them. At that moment its keys and all that
//! it could open lie in memory. The process is not dumpable, so only root reads it: whoever runs the
//! tests as somebody else is told that this was not tried.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::people;
use crate::sandbox::Sandbox;

const ONE: [&str; 2] = ["110101198706152748", "6217997364201957"];
const TWO: [&str; 3] = ["欧阳慕容", "13812345013", "planted.two@example.com"];
const THREE: &str = "第三级标记";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::vault();
    people::add(
        &sandbox,
        &format!(
            r#"{{"name":"{}","phone":"{}","email":"{}","id_number":"{}","bank_account":"{}",
                "tags":"{THREE}","grade":"A"}}"#,
            TWO[0], TWO[1], TWO[2], ONE[0], ONE[1]
        ),
    );
    for (role, name) in [("reviewer", "r"), ("clerk", "c"), ("administrator", "a")] {
        let added =
            sandbox.run(&format!("operator add {name} --role {role} --new-identity {name}"));
        assert_eq!(added.status, Some(0), "{added}");
    }
    sandbox
}

/// Whether an image can be taken here; says so where it cannot.
fn is_root() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        eprintln!("not root, so no memory of another process is read: not tried");
    }
    root
}

/// An image of everything that the process may read of itself.
fn image(child: &Child) -> Vec<u8> {
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", child.id())).unwrap();
    let memory = File::open(format!("/proc/{}/mem", child.id())).unwrap();
    let mut image = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" r") && !line.contains("[v")) {
        let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let address = |text: &str| u64::from_str_radix(text, 16).unwrap();
        let (start, end) = (address(start), address(end));
        let mut region = vec![0; usize::try_from(end - start).unwrap()];
        // A mapping of a file that has become shorter cannot be read to its end.
        if memory.read_exact_at(&mut region, start).is_ok() {
            image.append(&mut region);
        }
    }
    image
}

fn has(image: &[u8], text: &str) -> bool {
    memchr::memmem::find(image, text.as_bytes()).is_some()
}

/// The memory of `line` as operator `name`, from a moment when it has `sign` in it, and from a little
/// later, when the other levels are open too.
fn memory_of(sandbox: &Sandbox, name: &str, line: &str, sign: &str) -> Vec<u8> {
    let lock = File::open(sandbox.path("vault/lock")).unwrap();
    lock.lock_shared().unwrap();
    let words = format!("--identity {name} {line}");
    let mut command = sandbox.kedang(words.split_whitespace()).command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let begun = Instant::now();
    let found = loop {
        let image = image(&child);
        if has(&image, sign) {
            std::thread::sleep(Duration::from_millis(200));
            break [image, self::image(&child)].concat();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{line}: {sign} was never in memory");
        std::thread::sleep(Duration::from_millis(50));
    };
    drop(lock);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    // What stood there was really to be shown.
    assert!(has(&output.stdout, sign), "{line}: {}", String::from_utf8_lossy(&output.stdout));
    found
}

#[test]
fn a_low_clearance_has_nothing_from_above_it_in_memory() {
    if !is_root() {
        return;
    }
    let program = std::fs::read(env!("CARGO_BIN_EXE_kedang")).unwrap();
    assert!(ONE.iter().chain(&TWO).all(|value| !has(&program, value)), "the program has it itself");
    let sandbox = sandbox();
    for line in ["list", "show K-1", "card K-1"] {
        let image = memory_of(&sandbox, "r", line, THREE);
        for value in ONE.iter().chain(&TWO) {
            assert!(!has(&image, value), "reviewer: {line} has {value}");
        }
        let image = memory_of(&sandbox, "c", line, THREE);
        for value in ONE {
            assert!(!has(&image, value), "clerk: {line} has {value}");
        }
    }
}

/// The same search finds what somebody is cleared for: otherwise it would prove nothing.
#[test]
fn the_search_finds_what_is_there() {
    if !is_root() {
        return;
    }
    let sandbox = sandbox();
    let image = memory_of(&sandbox, "a", "show K-1 --reveal", ONE[0]);
    for value in ONE.iter().chain(&TWO) {
        assert!(has(&image, value), "administrator: {value}");
    }
    let image = memory_of(&sandbox, "c", "show K-1", TWO[0]);
    assert!(has(&image, TWO[0]), "clerk: {}", TWO[0]);
}
