//! `kedang audit bundle`: a directory that verifies with common tools alone, and does not once
//! anybody had his hands in it, its maker included.

use serde_json::Value;
use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, assert_text};
use crate::stock::{are_there, bash};

const TOOLS: [&str; 6] = ["jq", "openssl", "ssh-keygen", "sha256sum", "base64", "od"];

/// A vault with every kind of thing that a bundle speaks of, and a bundle of it; nothing where a
/// tool is missing.
fn prepared() -> Option<Sandbox> {
    let sandbox = four();
    if !are_there(&sandbox, &TOOLS) {
        return None;
    }
    for line in [
        "backup run ./nas",
        "purge run K-2 --reason request --basis REQ-7 --yes --count 1",
        "audit bundle ./audit",
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(0), "{run}");
    }
    Some(sandbox)
}

/// What `verify.sh` says of the bundle in `dir`, as the auditor runs it who knows the fingerprint.
fn verify(sandbox: &Sandbox, dir: &str) -> (bool, String) {
    let heads = std::fs::read_to_string(sandbox.path("audit/heads.json")).unwrap();
    let heads: Value = serde_json::from_str(&heads).unwrap();
    let vault = heads["vault"].as_str().unwrap().get(..40).unwrap().to_owned();
    bash(sandbox, &format!("bash {dir}/verify.sh {vault}"))
}

#[test]
fn a_genuine_bundle_verifies_with_common_tools() {
    let Some(sandbox) = prepared() else { return };
    let (fine, said) = verify(&sandbox, "audit");
    assert!(fine, "{said}");
    assert!(said.contains("entries up to") && said.contains("made by O-1"), "{said}");
    let other = bash(&sandbox, &format!("bash audit/verify.sh {}", "0".repeat(40)));
    assert!(!other.0 && other.1.contains("another vault"), "{}", other.1);
    // What was destroyed, and who lives, is named by number only.
    for entry in std::fs::read_dir(sandbox.path("audit")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for canary in ["李娜", "13800000014", "13800000013"] {
            assert!(!text.contains(canary), "{} holds {canary}", path.display());
        }
    }
    // A second one is another directory, and a later beginning verifies too.
    assert_eq!(sandbox.run("audit bundle ./audit").status, Some(9));
    let later = sandbox.kedang(["audit", "bundle", "./later", "--since", "2026-03-02"]);
    let later = later.env("KEDANG_TEST_NOW", "2026-03-02T10:00:00Z").end();
    assert_eq!(later.status, Some(0), "{later}");
    let (fine, said) = verify(&sandbox, "later");
    assert!(fine && said.starts_with("1 entries"), "{said}");
}

/// Rewrites one line of a file of the bundle.
fn edit(sandbox: &Sandbox, file: &str, line: usize, change: impl FnOnce(&mut Value)) {
    let path = sandbox.path("forged").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    let mut value: Value = serde_json::from_str(&lines[line]).unwrap();
    change(&mut value);
    lines[line] = value.to_string();
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// Another hexadecimal digit or letter in the place of the first.
fn other(value: &mut Value) {
    let (first, rest) = value.as_str().unwrap().split_at(1);
    let first = if first == "a" { "b" } else { "a" };
    *value = format!("{first}{rest}").into();
}

/// Drops one line of a file of the bundle.
fn drop_line(sandbox: &Sandbox, file: &str, line: usize) {
    let path = sandbox.path("forged").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let kept = text.lines().enumerate().filter(|(at, _)| *at != line);
    let kept: Vec<&str> = kept.map(|(_, line)| line).collect();
    let end = if kept.is_empty() { "" } else { "\n" };
    std::fs::write(path, kept.join("\n") + end).unwrap();
}

/// Each break, and the words that name it. The sums are checked last, so that each break is caught by
/// what is there for it and not by them: whoever makes a bundle can sign other sums.
type Break = (&'static str, fn(&Sandbox));
const BREAKS: &[Break] = &[
    ("does not say what stands beside it", |sandbox| {
        edit(sandbox, "log.jsonl", 3, |line| line["entry"]["act"]["verb"] = "show".into());
    }),
    ("does not say what stands beside it", |sandbox| {
        edit(sandbox, "log.jsonl", 3, |line| other(&mut line["key"]));
    }),
    ("names another operator", |sandbox| {
        edit(sandbox, "log.jsonl", 3, |line| line["entry"]["operator"] = 2.into());
    }),
    ("the log breaks before", |sandbox| {
        edit(sandbox, "log.jsonl", 3, |line| {
            // Of the tag, which the chain alone holds.
            let text = line["sealed"].as_str().unwrap().to_owned();
            let (text, tag) = text.split_at(text.len() - 8);
            let (first, rest) = tag.split_at(1);
            let one = if first == "A" { "B" } else { "A" };
            line["sealed"] = format!("{text}{one}{rest}").into();
        });
    }),
    ("is missing or out of order", |sandbox| drop_line(sandbox, "log.jsonl", 3)),
    ("the signature of checkpoint", |sandbox| {
        edit(sandbox, "checkpoints.jsonl", 2, |line| {
            let bytes = line["bytes"].as_str().unwrap();
            let (seq, rest) = bytes.split_at(20);
            line["bytes"] = format!("{seq}00{}", rest.split_at(2).1).into();
        });
    }),
    ("the signature of checkpoint", |sandbox| {
        edit(sandbox, "checkpoints.jsonl", 2, |line| other(&mut line["signature"]));
    }),
    ("the signature of roster statement 0", |sandbox| {
        edit(sandbox, "roster.jsonl", 0, |line| {
            let text = line["statement"].as_str().unwrap();
            line["statement"] = text.replacen("wang", "weng", 1).into();
        });
    }),
    ("is signed by nobody", |sandbox| drop_line(sandbox, "roster.jsonl", 0)),
    ("another policy", |sandbox| {
        std::fs::write(sandbox.path("forged/policy.json"), "{}").unwrap();
    }),
    ("destruction.log has not as many lines", |sandbox| {
        drop_line(sandbox, "destruction.log", 1);
    }),
    ("destruction.log: ", |sandbox| {
        edit(sandbox, "destruction.log", 0, |line| {
            let text = line["payload"].as_str().unwrap();
            line["payload"] = text.replacen("O-1", "O-2", 1).into();
        });
    }),
    ("the log does not end where", |sandbox| {
        edit(sandbox, "heads.json", 0, |heads| other(&mut heads["head"]));
    }),
    ("a file is not as it was", |sandbox| {
        let readme = sandbox.path("forged/README.md");
        std::fs::write(readme, "all is well").unwrap();
    }),
    ("the signature over SHA256SUMS", |sandbox| {
        let (fine, _) = bash(
            sandbox,
            "cd forged; echo x > README.md; sed -i '/README/d' SHA256SUMS; sha256sum README.md >> SHA256SUMS",
        );
        assert!(fine);
    }),
];

#[test]
fn whatever_was_changed_is_named() {
    let Some(sandbox) = prepared() else { return };
    let mut wrong = Vec::new();
    for (at, (expected, forge)) in BREAKS.iter().enumerate() {
        assert!(bash(&sandbox, "rm -rf forged; cp -r audit forged").0);
        forge(&sandbox);
        let (fine, said) = verify(&sandbox, "forged");
        if fine || !said.contains(expected) {
            wrong.push(format!("{at}: expected “{expected}”, said: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn it_says_what_was_made_in_both_languages() {
    let sandbox = four();
    let hide = |line: &str| {
        let text = sandbox.run(line).to_string();
        let is_hex = |word: &str| word.len() >= 4 && word.chars().all(|c| c.is_ascii_hexdigit());
        let lines = text.lines().map(|line| {
            let words = line.split(' ').filter(|word| !is_hex(word));
            words.collect::<Vec<_>>().join(" ") + "\n"
        });
        lines.collect::<String>()
    };
    assert_text(
        &hide("audit bundle ./audit --dry-run"),
        str![[r#"
--- stderr
./audit would be made; nothing was logged
--- exit 0

"#]],
    );
    assert!(!sandbox.path("audit").exists());
    assert_text(
        &hide("audit bundle ./audit"),
        str![[r#"
Vault       
First entry  1
Last entry   7
Checkpoints  6
Head        
--- stderr
./audit can be handed out; the auditor needs the fingerprint by another way, and begins with README.md
--- exit 0

"#]],
    );
    assert_text(
        &hide("--lang zh audit bundle ./again"),
        str![[r#"
档案库 
首条    1
末条    8
检查点  7
链值   
--- stderr
./again 可以交出；请通过其他途径把指纹告知审计人员，从 README.md 读起
--- exit 0

"#]],
    );
    assert_text(
        &hide("audit bundle ./audit"),
        str![[r#"
--- stderr
error: ./audit exists already
caused by: it exists already
--- exit 9

"#]],
    );
    assert_text(
        &hide("audit bundle ./third --since yesterday"),
        str![[r#"
--- stderr
error: --since is not a date such as 2026-01-31
--- exit 2

"#]],
    );
}
