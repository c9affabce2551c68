//! The lines for cron in the README: each is run as it stands by an operator of the role that its
//! identity is named after, in a vault where there is nothing to do and in one where there is.

use std::path::PathBuf;
use std::process::{Command, Output};

use kedang::cmd::needs::{self, Need};
use kedang::policy::{Policy, Role};

use crate::people;
use crate::sandbox::{NOW, Sandbox};

/// The commands of the table, without their hours.
fn lines() -> Vec<String> {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let block = readme.split("```crontab\n").nth(1).unwrap().split("```").next().unwrap();
    let jobs = block.lines().filter(|line| line.contains("kedang --identity"));
    let command = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(words.len() > 5 && words[..5].iter().all(|word| word.len() < 6), "{line}");
        words[5..].join(" ")
    };
    jobs.map(command).collect()
}

fn role_of(line: &str) -> &'static Role {
    let name = line.split("$KEYS/").nth(1).unwrap().split(".id").next().unwrap();
    Policy::builtin().roles().iter().find(|role| role.id == name).unwrap()
}

/// The command of a line: `purge run`.
fn command_of(line: &str) -> String {
    let words: Vec<&str> = line.split(".id ").nth(1).unwrap().split(' ').take(2).collect();
    words.join(" ")
}

fn run(sandbox: &Sandbox, line: &str, now: &str) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_kedang"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let home = sandbox.home();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", line]).current_dir(home).env_clear();
    shell.envs([
        ("PATH", path.as_str()),
        ("KEDANG_TEST_NOW", now),
        ("KEDANG_TEST_STORAGE", "ext"),
        ("KEDANG_TEST_SYSLOG", ""),
        ("TZ", "UTC"),
    ]);
    shell.envs([("HOME", home.to_path_buf()), ("KEYS", home.to_path_buf())]);
    shell.envs([("NAS", home.join("nas")), ("KEDANG_VAULT", home.join("vault"))]);
    shell.env("REPORTS", home.join("reports"));
    shell.env("XDG_STATE_HOME", home.join("state"));
    shell.stdin(std::process::Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

fn must(sandbox: &Sandbox, line: &str) {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}\n{done}");
}

/// A vault with a verified customer who asked for nothing, a backup, and an operator of each role.
fn quiet() -> Sandbox {
    let sandbox = Sandbox::vault();
    people::add(&sandbox, r#"{"name":"张伟","phone":"13800000013","stage":"潜在","grade":"A"}"#);
    must(&sandbox, "verify mark K-1 --method phone --result confirmed");
    for role in Policy::builtin().roles() {
        let id = &role.id;
        must(&sandbox, &format!("operator add {id} --role {id} --new-identity {id}.id"));
    }
    must(&sandbox, "backup run nas --name nas");
    std::fs::create_dir(sandbox.path("reports")).unwrap();
    sandbox
}

#[test]
fn nothing_is_printed_when_there_is_nothing_to_do() {
    let sandbox = quiet();
    for line in lines() {
        let output = run(&sandbox, &line, NOW);
        assert_eq!((said(&output).as_str(), output.status.code()), ("", Some(0)), "{line}");
    }
}

#[test]
fn something_is_printed_when_there_is_something_to_do() {
    const LATER: &str = "2029-03-01T09:30:00Z";
    for line in lines() {
        let sandbox = quiet();
        let (now, expected) = match command_of(&line).as_str() {
            "consent list" => {
                std::fs::write(sandbox.path("n.txt"), "告知书").unwrap();
                must(&sandbox, "notice add n.txt --purpose marketing --retention 三年");
                must(
                    &sandbox,
                    "consent grant K-1 --purpose marketing --method form --notice 1 --expires 2026-03-20",
                );
                (NOW, "K-000001")
            }
            "request list" => {
                must(
                    &sandbox,
                    "request open K-1 --right access --relation self --checked document",
                );
                (LATER, "R-1")
            }
            "share due" => {
                let to = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
                must(
                    &sandbox,
                    &format!(
                        "recipient add 呼叫中心 --contact desk --agreement NDA-1 --agreed 2026-01-05 --to {to}"
                    ),
                );
                must(
                    &sandbox,
                    "share lend K-1 --recipient 呼叫中心 --purpose service --relation entrusted --due 7d -o s.age",
                );
                (NOW, "S-1")
            }
            // Before its last day; after it nobody uses the record, so nobody verifies it either.
            "verify due" => ("2027-03-01T09:30:00Z", "K-000001"),
            "purge run" | "purge due" => (LATER, "K-000001"),
            "backup run" | "backup drill" => {
                std::fs::rename(sandbox.path("nas"), sandbox.path("gone")).unwrap();
                (NOW, "nas")
            }
            "backup scrub" => {
                std::fs::rename(sandbox.path("nas"), sandbox.path("gone")).unwrap();
                let purge = "purge run K-1 --reason request --basis R-9 --yes --count 1";
                assert_eq!(sandbox.run(purge).status, Some(6));
                (NOW, "nas")
            }
            "audit verify" => {
                let path = sandbox.path("vault/destruction.log");
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(&path, text.replacen("O-1", "O-9", 1)).unwrap();
                (NOW, "destruction.log")
            }
            "audit anomalies" => {
                crate::anomalies::apply(&sandbox, &[("above = 60", "above = 2")]);
                for _ in 0..3 {
                    must(&sandbox, "list --count");
                }
                (NOW, "too many looks")
            }
            "audit pending" => {
                must(&sandbox, "purge run K-1 --reason request --basis R-9 --propose");
                (NOW, "P-")
            }
            "report stocktake" => {
                std::fs::remove_dir(sandbox.path("reports")).unwrap();
                (NOW, "reports")
            }
            other => panic!("{other}: not tried"),
        };
        let output = run(&sandbox, &line, now);
        let said = said(&output);
        assert!(said.contains(expected), "{line}\n{said}");
    }
}

/// Who opens less is refused, unless the command has figures for him too, and the role has no capability that the command does not ask for.
#[test]
fn each_credential_is_the_least_that_suffices() {
    let sandbox = quiet();
    for line in lines() {
        let role = role_of(&line);
        let Some(Need::OneOf(needed)) = needs::need(&command_of(&line)) else { continue };
        assert_eq!(role.capabilities.len(), 1, "{line}");
        assert!(needed.contains(&role.capabilities[0]), "{line}");
        for other in Policy::builtin().roles().iter().filter(|one| one.clearance < 3) {
            let able = other.capabilities.iter().any(|one| needed.contains(one));
            let less = other.clearance == 0 && role.clearance == 3 && !able;
            if less {
                let line = line.replace(&format!("{}.id", role.id), &format!("{}.id", other.id));
                // Without what shows the failure its status is the line's.
                let line = line.split(" || ").next().unwrap();
                let output = run(&sandbox, line, NOW);
                assert_eq!(output.status.code(), Some(14), "{line}\n{}", said(&output));
            }
        }
    }
}
