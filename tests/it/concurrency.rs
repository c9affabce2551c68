//! Many processes at once: nobody's work is lost, and nobody sees half of anybody's.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Child, Stdio};

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
fn listed(jsonl: &str) -> BTreeSet<(String, String)> {
    let rows = jsonl.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    rows.map(|row| (text(&row["number"]), text(&row["name"]))).collect()
}

#[test]
fn two_hundred_processes_add_at_once() {
    const PROCESSES: u32 = 200;
    let sandbox = Sandbox::vault();
    let line = "--wait 120 add --json -";
    let adding: Vec<_> = (0..PROCESSES).map(|n| start(&sandbox, line, &customer(n))).collect();
    adding.into_iter().for_each(|child| drop(end(child)));
    let rows = listed(&end(start(&sandbox, "list --format jsonl", "")));
    let numbers: BTreeSet<_> = rows.iter().map(|(number, _)| number.clone()).collect();
    let expected = (1..=PROCESSES).map(|n| format!("K-{n:06}")).collect();
    assert_eq!(numbers, expected, "a number was lost or given twice");
    let names: BTreeSet<_> = rows.into_iter().map(|(_, name)| name).collect();
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
                let (mut newest, mut gone) = (0, BTreeSet::new());
                for _ in 0..10 {
                    let list = "--wait 120 list --format jsonl";
                    let rows = listed(&end(start(&sandbox, list, "")));
                    let numbers: BTreeSet<u32> =
                        rows.iter().map(|(number, _)| number[2..].parse().unwrap()).collect();
                    for (number, name) in &rows {
                        let n: u32 = number[2..].parse().unwrap();
                        assert_eq!(*name, format!("客户{}", n - 1));
                    }
                    // What was added stays, what was destroyed stays away.
                    let last = numbers.last().copied().unwrap();
                    assert!(last >= newest, "record {newest} was there before");
                    assert_eq!(numbers.range(5..).count() as u32, last - 4);
                    assert!(numbers.is_disjoint(&gone), "a destroyed record came back");
                    newest = last;
                    gone.extend((1..=4).filter(|n| !numbers.contains(n)));
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
