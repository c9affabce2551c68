//! A vault that a released version wrote opens with the present one; a newer one is refused
//! untouched.

use std::path::Path;

use crate::sandbox::{Run, Sandbox};
use crate::source::root;

/// Every version whose vault lies in `tests/data`.
const RELEASED: &[&str] = &["0.1.0"];

/// A copy of the vault that a released version wrote.
fn released(version: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    copy(&root(&format!("tests/data/vault-{version}")), sandbox.home());
    sandbox
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

fn run(sandbox: &Sandbox, line: &str) -> Run {
    let run = sandbox.kedang(line.split_whitespace());
    run.env("KEDANG_VAULT", sandbox.path("vault"))
}

#[test]
fn a_vault_of_every_released_version_opens() {
    for version in RELEASED {
        let sandbox = released(version);
        let identity = sandbox.path("identity.txt");
        let with = |line: &str| run(&sandbox, line).env("KEDANG_IDENTITY", &identity).end();
        // One of the 38 is past its last day, and waits restricted for the nightly job.
        assert_eq!(with("list --count").stdout, "37\n", "{version}");
        assert_eq!(with("show K-9 --format json").status, Some(0));
        assert_eq!(with("list K-3").status, Some(8), "destroyed then, destroyed now");
        assert!(with("history K-9").stdout.contains("notes"), "the trail is read");
        assert_eq!(with("tag add later K-1").status, Some(0));
        assert_eq!(with("purge run K-12 --reason ended --basis X --yes --count 1").status, Some(0));
        let check = with("check");
        assert_eq!(check.status, Some(0), "{check}");
        let by_passphrase = run(&sandbox, "list --count --passphrase-file pass").end();
        assert_eq!(by_passphrase.stdout, "36\n");
        // Its days come from the built-in policy of then; the periods of the law were not kept.
        let told = || with("purge due").stderr.contains("kedang policy apply --default");
        assert!(told());
        assert_eq!(with("purge run K-9 --reason ended --basis X --dry-run").status, Some(9));
        assert_eq!(with("policy apply --default --yes").status, Some(0));
        assert!(!told());
        assert!(with("show K-9 --format json").stdout.contains("floor:ecommerce"));
        let certificate = sandbox.run("certificate verify c.txt");
        assert_eq!(certificate.status, Some(0), "{certificate}");
    }
}

#[test]
fn a_backup_of_every_released_version_is_restored() {
    for version in RELEASED {
        let sandbox = released(version);
        copy(&root(&format!("tests/data/backup-{version}")), sandbox.home());
        let identity = sandbox.path("identity.txt");
        for by in ["--identity identity.txt", "--recovery-file recovery.txt"] {
            std::fs::remove_dir_all(sandbox.path("vault")).unwrap();
            let restored =
                run(&sandbox, &format!("backup restore nas --to vault --yes {by}")).end();
            assert_eq!(restored.status, Some(0), "{version}, {by}: {restored}");
            let with = |line: &str| run(&sandbox, line).env("KEDANG_IDENTITY", &identity).end();
            assert_eq!(with("list --count").stdout, "36\n", "{version}, {by}");
            assert_eq!(with("show K-9").status, Some(0));
            assert_eq!(with("show K-8").status, Some(8), "destroyed after this data was written");
            let check = with("check");
            assert_eq!(check.status, Some(0), "{check}");
            // What this restore wrote is no part of the backup that the next one begins from.
            std::fs::remove_dir_all(sandbox.path("state")).unwrap();
        }
    }
}

#[test]
fn a_newer_format_is_refused_untouched() {
    let sandbox = released("0.1.0");
    let path = sandbox.path("vault/header");
    let text = std::fs::read_to_string(&path).unwrap().replacen("\"k1\"", "\"k2\"", 1);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let body = lines[..lines.len() - 1].concat();
    let hash = kedang::crypto::sha256(body.as_bytes());
    std::fs::write(&path, format!("{body}{{\"sha256\":\"{hash}\"}}\n")).unwrap();
    let state = |name: &str| std::fs::read(sandbox.path(name)).unwrap();
    let before = ["vault/header", "vault/records.db", "vault/keyhole"].map(state);
    let refused =
        run(&sandbox, "tag add x K-1").env("KEDANG_IDENTITY", sandbox.path("identity.txt"));
    assert_eq!(refused.end().status, Some(25));
    assert_eq!(["vault/header", "vault/records.db", "vault/keyhole"].map(state), before);
}
