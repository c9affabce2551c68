//! Many processes at once: nobody's work is lost, and nobody sees half of anybody's.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Child, Stdio};

use rustix::fs::{FlockOperation, flock};
use snapbox::str;

use crate::sandbox::Sandbox;

fn start(sandbox: &Sandbox, line: &str, input: &str) -> Child {
    let mut command = sandbox.kedang(line.split_whitespace()).command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child
}

#[track_caller]
fn end(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn customer(n: u32) -> String {
    format!(r#"{{"name":"客户{n}","phone":"1380000{n:04}","source":"展会"}}"#)
}

/// The numbers and names of every record.
fn listed(jsonl: &str) -> BTreeMap<u32, String> {
    let rows = jsonl.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let number = |value: &serde_json::Value| {
        value.as_str().unwrap().strip_prefix("K-").unwrap().parse().unwrap()
    };
    rows.map(|row| (number(&row["number"]), text(&row["name"]))).collect()
}

#[test]
fn two_hundred_processes_add_at_once() {
    const PROCESSES: u32 = 200;
    let sandbox = Sandbox::vault();
    let line = "--wait 120 add --json -";
    let adding: Vec<_> = (0..PROCESSES).map(|n| start(&sandbox, line, &customer(n))).collect();
    for child in adding {
        end(child);
    }
    let rows = listed(&end(start(&sandbox, "list --format jsonl", "")));
    assert!(rows.keys().copied().eq(1..=PROCESSES), "a number was lost or given twice");
    let names: BTreeSet<_> = rows.into_values().collect();
    assert_eq!(names, (0..PROCESSES).map(|n| format!("客户{n}")).collect());
    end(start(&sandbox, "audit verify", ""));
    end(start(&sandbox, "check", ""));
}

#[test]
fn readers_see_whole_states_while_others_write_and_destroy() {
    let sandbox = Sandbox::vault();
    for n in 0..8 {
        end(start(&sandbox, "add --json -", &customer(n)));
    }
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 8..20 {
                end(start(&sandbox, "--wait 120 add --json -", &customer(n)));
            }
        });
        let destroyer = scope.spawn(|| {
            for n in 1..=4 {
                let rest = "--reason ended --basis C-1 --yes --count 1";
                end(start(&sandbox, &format!("--wait 120 purge run K-{n} {rest}"), ""));
            }
        });
        for _ in 0..2 {
            scope.spawn(|| {
                let (mut newest, mut gone) = (0, BTreeSet::<u32>::new());
                for _ in 0..10 {
                    let line = "--wait 120 list --format jsonl";
                    let rows = listed(&end(start(&sandbox, line, "")));
                    for (number, name) in &rows {
                        assert_eq!(*name, format!("客户{}", number - 1));
                    }
                    // What was added stays, what was destroyed stays away.
                    let last = rows.last_key_value().map_or(0, |(number, _)| *number);
                    assert!(last >= newest, "record {newest} was there before");
                    assert!(rows.range(5..).map(|row| *row.0).eq(5..=last), "a record is missing");
                    assert!(
                        gone.iter().all(|record| !rows.contains_key(record)),
                        "a destroyed record came back"
                    );
                    newest = last;
                    gone.extend((1..=4).filter(|n| !rows.contains_key(n)));
                }
            });
        }
        writer.join().unwrap();
        destroyer.join().unwrap();
    });
    let rows = listed(&end(start(&sandbox, "list --format jsonl", "")));
    assert_eq!(rows.len(), 16);
    end(start(&sandbox, "audit verify", ""));
}

/// `kedang list … | kedang tag add … -`: the second has opened the vault while the first still
/// wants to write that it looks.
#[test]
fn a_command_that_waits_for_its_input_keeps_nobody_out() {
    let sandbox = Sandbox::vault();
    let mut command = sandbox.kedang(["add", "--json", "-"]).command();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut waiting = command.spawn().unwrap();
    let mut stdin = waiting.stdin.take().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    end(start(&sandbox, "--wait 3 add --json -", &customer(1)));
    stdin.write_all(customer(2).as_bytes()).unwrap();
    drop(stdin);
    assert_eq!(end(waiting).trim(), "K-000002");
}

#[test]
fn who_waits_too_long_is_told_for_whom() {
    let sandbox = Sandbox::vault();
    let lock = std::fs::File::options().write(true).open(sandbox.path("vault/lock")).unwrap();
    flock(&lock, FlockOperation::LockShared).unwrap();
    let add = |line: &str| sandbox.kedang(line.split_whitespace()).input(customer(1)).end();
    add("--wait 0 add --json -").assert(str![[r#"
--- stderr
error: another process has kept the vault locked for 0 seconds: a command that reads
hint: kedang --wait 300 …
--- exit 11

"#]]);
    add("--wait 0 --lang zh add --json -").assert(str![[r#"
--- stderr
错误：档案库被其他进程锁定已达 0 秒：正在读取的命令
提示：kedang --wait 300 …
--- exit 11

"#]]);
    flock(&lock, FlockOperation::LockExclusive).unwrap();
    std::fs::write(sandbox.path("vault/lock"), "kedang import, process 7").unwrap();
    add("--wait 0 add --json -").assert(str![[r#"
--- stderr
error: another process has kept the vault locked for 0 seconds: kedang import, process 7
hint: kedang --wait 300 …
--- exit 11

"#]]);
    drop(lock);
    assert_eq!(add("--wait 0 add --json -").status, Some(0));
}
