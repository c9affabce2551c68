//! `kedang backup restore`: the vault is lost, and everybody but the destroyed comes back.

use std::path::{Path, PathBuf};

use crate::sandbox::{Sandbox, Transcript};

/// A vault with three hundred customers, in two buckets.
pub(crate) fn three_hundred() -> Sandbox {
    let sandbox = Sandbox::vault();
    let rows = (0..300).map(|n| format!("客户{n},139{n:08},展会\n"));
    let csv: String = std::iter::once("姓名,手机,来源\n".to_owned()).chain(rows).collect();
    std::fs::write(sandbox.path("customers.csv"), csv).unwrap();
    must(&sandbox, "import customers.csv");
    sandbox
}

#[track_caller]
pub(crate) fn must(sandbox: &Sandbox, line: &str) -> Transcript {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}: {done}");
    done
}

pub(crate) fn purge(sandbox: &Sandbox, numbers: &str, count: u32) {
    let line = format!("purge run {numbers} --reason request --basis REQ-1 --yes --count {count}");
    let done = sandbox.run(&line);
    // A destination that owes makes it 6.
    assert!([Some(0), Some(6)].contains(&done.status), "{done}");
}

/// The names of the artefacts at a destination, the oldest first.
pub(crate) fn artefacts(nas: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(nas)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("20"))
        .collect();
    names.sort();
    names
}

pub(crate) fn copy(from: &Path, to: &Path) {
    let status = std::process::Command::new("cp").arg("-r").args([from, to]).status().unwrap();
    assert!(status.success());
}

pub(crate) fn lose(sandbox: &Sandbox) {
    std::fs::remove_dir_all(sandbox.path("vault")).unwrap();
}

pub(crate) fn item(transcript: &Transcript) -> serde_json::Value {
    let json: serde_json::Value = serde_json::from_str(&transcript.stdout).unwrap();
    json["item"].clone()
}

/// Backup, purge of three, backup, and the vault is gone. Gives the destination, a copy of it from
/// before the purge, and the first artefact's name.
fn lost_after_a_purge() -> (Sandbox, PathBuf, PathBuf, String) {
    let sandbox = three_hundred();
    let (nas, before) = (sandbox.path("nas"), sandbox.path("before"));
    must(&sandbox, "backup run nas");
    copy(&nas, &before);
    purge(&sandbox, "K-7 K-8 K-290", 3);
    must(&sandbox, "certificate show K-7 -o kept.txt");
    must(&sandbox, "backup run nas");
    copy(&sandbox.path("vault/destruction.log"), &sandbox.path("destruction.log"));
    lose(&sandbox);
    let first = artefacts(&nas).remove(0);
    (sandbox, nas, before, first)
}

/// The old data with the newest keys: three are counted as destroyed since, everybody else is
/// there, their certificates verify, and numbers go on where they were.
#[test]
fn everybody_but_the_destroyed_comes_back_from_old_data() {
    let (sandbox, _, before, first) = lost_after_a_purge();
    // A copy of the destination from before would open them still, and be named for it.
    std::fs::remove_dir_all(before).unwrap();
    let line = format!("backup restore nas --data {first} --to vault --yes --format json");
    let restored = must(&sandbox, &line);
    let item = item(&restored);
    assert_eq!(item["restored"], 297, "{restored}");
    assert_eq!(item["destroyed"], serde_json::json!(["K-000007", "K-000008", "K-000290"]));
    assert_eq!(item["lost"], serde_json::json!([]));
    assert!(restored.stderr.contains("3 records were destroyed since"), "{restored}");
    assert_eq!(sandbox.run("list --count").stdout, "297\n");
    let check = must(&sandbox, "check");
    let notes: Vec<&str> = check.stderr.lines().filter(|line| line.contains("note:")).collect();
    assert!(notes.len() == 1 && notes[0].contains("rehearsed"), "{check}");
    for number in ["K-7", "K-8", "K-290"] {
        assert_eq!(sandbox.run(&format!("show {number}")).status, Some(8));
        std::fs::remove_file(sandbox.path("c.txt")).ok();
        std::fs::remove_file(sandbox.path("c.txt.sig")).ok();
        must(&sandbox, &format!("certificate show {number} -o c.txt"));
        must(&sandbox, "certificate verify c.txt");
    }
    must(&sandbox, "certificate verify kept.txt");
    must(&sandbox, "certificate verify vault/destruction.log");
    let added = sandbox.kedang(["add", "--json", "-", "--format", "json"]);
    let added = added.input(r#"{"name":"新客户","phone":"13700000001","source":"展会"}"#).end();
    assert_eq!(item_number(&added), "K-000301", "{added}");
    must(&sandbox, "backup run nas");
    purge(&sandbox, "K-9", 1);
    must(&sandbox, "check");
}

fn item_number(transcript: &Transcript) -> String {
    let start = transcript.stdout.find("K-").unwrap_or_else(|| panic!("{transcript}"));
    transcript.stdout.get(start..start + 8).unwrap().to_owned()
}

/// With the key file from before the purge the destruction log knows better.
#[test]
fn an_older_key_file_is_refused_and_brings_nobody_back() {
    let (sandbox, nas, before, first) = lost_after_a_purge();
    // The anchor knows better too; a machine that never saw the vault has none.
    std::fs::remove_dir_all(sandbox.path("state")).unwrap();
    for file in ["key", "keyhole"] {
        std::fs::copy(before.join(file), nas.join(file)).unwrap();
    }
    let cases = [
        format!("backup restore nas --data {first} --to vault"),
        format!(
            "backup restore before --data {first} --to vault --destruction-log destruction.log"
        ),
    ];
    for line in cases {
        let refused = sandbox.run(&format!("{line} --yes"));
        assert_eq!(refused.status, Some(21), "{refused}");
        assert!(refused.stderr.contains("destruction.log"), "{refused}");
        assert!(refused.stderr.contains("3 records that were destroyed"), "{refused}");
        assert!(!sandbox.path("vault").exists());
        let accepted = "--accept-stale --accept-rollback --yes --format json";
        let restored = sandbox.run(&format!("{line} {accepted}"));
        assert_eq!(restored.status, Some(0), "{restored}");
        let item = item(&restored);
        assert_eq!(item["restored"], 297);
        let three = serde_json::json!(["K-000007", "K-000008", "K-000290"]);
        assert_eq!(item["withheld"], three, "{restored}");
        assert!(restored.stderr.contains("K-000290"), "{restored}");
        assert_eq!(sandbox.run("list --count").stdout, "297\n");
        must(&sandbox, "check");
        // The key file that was put back opens it, whatever an older line says.
        let partial = sandbox.run("certificate show K-7");
        assert_eq!(partial.status, Some(6), "{partial}");
        assert!(partial.stderr.contains("copies remain at nas"), "{partial}");
        std::fs::remove_dir_all(sandbox.path("state")).unwrap();
        lose(&sandbox);
    }
}

/// Only the anchor remembers that there was a destruction: what comes back is at least counted.
#[test]
fn what_only_the_anchor_knows_is_counted() {
    let (sandbox, nas, ..) = lost_after_a_purge();
    std::fs::remove_dir_all(nas).unwrap();
    let line = "backup restore before --to vault --yes --format json";
    let refused = sandbox.run(line);
    assert_eq!(refused.status, Some(21), "{refused}");
    assert!(refused.stderr.contains("\"code\":\"stale-key-file\""), "{refused}");
    let refused = sandbox.run(&format!("{line} --accept-stale"));
    assert_eq!(refused.status, Some(21), "{refused}");
    assert!(refused.stderr.contains("\"code\":\"restore-behind\""), "{refused}");
    let restored = sandbox.run(&format!("{line} --accept-stale --accept-rollback"));
    assert_eq!(restored.status, Some(0), "{restored}");
    assert_eq!(item(&restored)["unknown_destructions"], 1, "{restored}");
    assert_eq!(sandbox.run("list --count").stdout, "300\n");
    let told = sandbox.run("check");
    assert_eq!(told.status, Some(4), "{told}");
    assert!(told.stderr.contains("may have been destroyed and be back"), "{told}");
    let told = sandbox.run("--lang zh purge due");
    assert!(told.stderr.contains("可能有已经销毁而又重现的档案"), "{told}");
    let told = sandbox.run("purge due --exit-code --format json");
    assert_eq!(told.status, Some(4), "{told}");
    let json: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
    assert!(json["items"].as_array().unwrap().is_empty(), "{told}");
    assert_eq!(json["unexplained"][0]["count"], 1, "{told}");
}

#[test]
fn without_a_key_file_it_is_said_what_to_look_for() {
    let (sandbox, nas, ..) = lost_after_a_purge();
    std::fs::remove_file(nas.join("key")).unwrap();
    let refused = sandbox.run("backup restore nas --to vault --yes");
    refused.assert(snapbox::str![[r#"
--- stderr
error: nas has no key file, and without one the data there opens for nobody
hint: look for the files “key” and “keyhole” at another destination of this vault
--- exit 10

"#]]);
    let refused = sandbox.run("backup restore state --to vault --yes");
    assert_eq!(refused.status, Some(10), "{refused}");
    assert!(!sandbox.path("vault").exists());
}

#[test]
fn the_recovery_code_alone_opens_a_backup() {
    let sandbox = Sandbox::new();
    let vault = |line: &str| sandbox.run(&format!("--vault vault {line}"));
    std::fs::write(sandbox.path("pass"), "correct horse battery\n").unwrap();
    let made = vault("--passphrase-file pass init --operator wang --recovery-file code");
    assert_eq!(made.status, Some(0), "{made}");
    let added = sandbox
        .kedang(["--vault", "vault", "--passphrase-file", "pass", "add", "--json", "-"])
        .input(r#"{"name":"张伟芳","phone":"13800000013","source":"展会"}"#)
        .end();
    assert_eq!(added.status, Some(0), "{added}");
    let run = vault("--passphrase-file pass backup run nas");
    assert_eq!(run.status, Some(0), "{run}");
    lose(&sandbox);
    std::fs::write(sandbox.path("wrong"), "0000-0000-0000-0000-0000-0000-0000-0000\n").unwrap();
    let wrong = sandbox.run("backup restore nas --to vault --yes --recovery-file wrong");
    assert_eq!(wrong.status, Some(12), "{wrong}");
    std::fs::write(sandbox.path("wrong"), "no code\n").unwrap();
    let wrong = sandbox.run("backup restore nas --to vault --yes --recovery-file wrong");
    assert_eq!(wrong.status, Some(7), "{wrong}");
    let right = sandbox.run("backup restore nas --to vault --yes --recovery-file code");
    assert_eq!(right.status, Some(0), "{right}");
    let list = vault("--passphrase-file pass list --count");
    assert_eq!(list.stdout, "1\n", "{list}");
}

/// The steps of a restore over a vault, and how many customers the vault at the place has when it
/// dies there.
const STEPS: [(&str, &str); 4] = [
    ("restore-built", "301\n"),
    ("restore-aside", "301\n"),
    ("restore-published", "300\n"),
    ("restore-done", "300\n"),
];

/// Killed at any step, there is a whole vault at the place, and the next restore goes through.
#[test]
fn a_restore_that_dies_leaves_a_whole_vault() {
    for (step, count) in STEPS {
        let sandbox = three_hundred();
        must(&sandbox, "backup run nas");
        let added = sandbox.kedang(["add", "--json", "-"]);
        added.input(r#"{"name":"新客户","phone":"13700000001","source":"展会"}"#).end();
        let line = "backup restore nas --to vault --accept-rollback --yes";
        let died = sandbox.kedang(line.split(' ')).env("KEDANG_TEST_STOP", step).end();
        assert_eq!(died.status, None, "{step} was not reached: {died}");
        if step == "restore-published" {
            // The anchor did not follow any more.
            assert_eq!(sandbox.run("list --count").status, Some(0), "the log continues");
        }
        assert_eq!(sandbox.run("list --count").stdout, count, "{step}");
        must(&sandbox, "check");
        let later = sandbox.kedang(line.split(' ')).env("KEDANG_TEST_NOW", "2026-03-01T09:31:00Z");
        let again = later.end();
        assert_eq!(again.status, Some(0), "{step}: {again}");
        assert_eq!(sandbox.run("list --count").stdout, "300\n", "{step}");
        must(&sandbox, "check");
        let left: Vec<String> = std::fs::read_dir(sandbox.home())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("vault."))
            .collect();
        let kept = if count == "301\n" { 1 } else { 2 };
        assert_eq!(left.len(), kept, "{step}: {left:?}");
        assert!(left.iter().all(|name| name.contains("before-restore")), "{step}: {left:?}");
    }
}

/// Somebody else saw more of the log than the backup has: asked once, and only because the log
/// explains it. An older copy in the place of the vault is explained by nothing.
#[test]
fn others_accept_the_restored_log_once() {
    let sandbox = three_hundred();
    let other = |line: &str| {
        let run = sandbox.kedang(line.split(' '));
        run.env("XDG_STATE_HOME", sandbox.path("other")).end()
    };
    must(&sandbox, "backup run nas");
    assert_eq!(other("tag add expo K-2 K-3").status, Some(0));
    lose(&sandbox);
    must(&sandbox, "backup restore nas --to vault --yes");
    copy(&sandbox.path("vault"), &sandbox.path("older"));
    let refused = other("show K-2");
    assert_eq!(refused.status, Some(21), "{refused}");
    assert!(refused.stderr.contains("kedang check --accept-head"), "{refused}");
    assert_eq!(other("check").status, Some(21));
    let asked = other("check --accept-head");
    assert_eq!(asked.status, Some(5), "{asked}");
    let accepted = other("check --accept-head --yes --format json");
    assert_eq!(accepted.status, Some(0), "{accepted}");
    assert_eq!(other("show K-2").status, Some(0));
    assert_eq!(other("tag add expo K-4").status, Some(0));
    assert_eq!(other("check --accept-head").status, Some(0), "there is nothing to accept");
    lose(&sandbox);
    copy(&sandbox.path("older"), &sandbox.path("vault"));
    let forged = other("check --accept-head --yes");
    assert_eq!(forged.status, Some(21), "{forged}");
    assert!(forged.stderr.contains("no restore in the log explains"), "{forged}");
    assert_eq!(other("show K-2").status, Some(21));
}

/// A vault that is there is set aside whole, and registered until somebody says that it is gone.
#[test]
fn a_vault_at_the_place_is_set_aside_and_known() {
    let sandbox = three_hundred();
    must(&sandbox, "backup run nas");
    purge(&sandbox, "K-5", 1);
    must(&sandbox, "backup run nas");
    must(&sandbox, "tag add expo K-6");
    let first = artefacts(&sandbox.path("nas")).remove(0);
    let restore = format!("backup restore nas --data {first} --to vault");
    let refused = sandbox.run(&format!("{restore} --yes"));
    assert_eq!(refused.status, Some(21), "{refused}");
    let older = "one record would be again as it was when the data was written (K-000006)";
    assert!(refused.stderr.contains(older), "{refused}");
    assert!(refused.stderr.contains("hint: if that vault still opens"), "{refused}");
    let restore = format!("{restore} --accept-rollback");
    let asked = sandbox.run(&restore);
    assert_eq!(asked.status, Some(5), "{asked}");
    let planned = must(&sandbox, &format!("{restore} --dry-run --format json"));
    assert_eq!(item(&planned)["done"], false);
    let restored = must(&sandbox, &format!("{restore} --yes --format json"));
    let item = item(&restored);
    assert_eq!((&item["restored"], &item["destroyed"][0]), (&299.into(), &"K-000005".into()));
    let kept = PathBuf::from(item["kept"].as_str().unwrap());
    assert!(kept.ends_with("vault.before-restore-20260301T093000Z"), "{restored}");
    assert!(restored.stderr.contains("before-restore-2026-03-01-093000"), "{restored}");
    assert_eq!(sandbox.run("list tag:expo --count").stdout, "0\n", "as it was then");
    must(&sandbox, "check");
    // Nothing was lost of the log, so nobody has anything to accept, and both are whole.
    let old = format!("--vault {} check", kept.display());
    assert_eq!(sandbox.run(&old).status, Some(21), "it is older than what was seen since");
    let log = sandbox.run("audit log --limit 6 --format json").stdout;
    assert!(log.contains("\"act\":\"restored\""), "{log}");
}

/// Another destination knows better: said with its place, and with the command that restores from
/// there; the damaged file of a backup is called by its path.
#[test]
fn where_the_newer_state_lies_is_said() {
    let sandbox = three_hundred();
    must(&sandbox, "backup run nas --versioned-storage");
    must(&sandbox, "backup run usb --versioned-storage");
    std::fs::create_dir(sandbox.path("safe")).unwrap();
    std::fs::rename(sandbox.path("usb"), sandbox.path("safe/usb")).unwrap();
    purge(&sandbox, "K-2", 1);
    must(&sandbox, "backup run nas");
    lose(&sandbox);
    std::fs::remove_dir_all(sandbox.path("state")).unwrap();
    std::fs::rename(sandbox.path("safe/usb"), sandbox.path("usb")).unwrap();
    let refused = sandbox.run("backup restore usb --to vault --yes");
    assert_eq!(refused.status, Some(21), "{refused}");
    assert!(refused.stderr.contains("it opens one record that was destroyed since"), "{refused}");
    let nas = sandbox.path("nas").canonicalize().unwrap();
    let hint = format!("hint: kedang backup restore {} --to DIR", nas.display());
    assert!(refused.stderr.contains(&hint), "{refused}");
    let (hidden, at) = (sandbox.path("safe/nas"), sandbox.path("nas"));
    std::fs::rename(&at, &hidden).unwrap();
    must(&sandbox, "backup restore usb --to vault --yes");
    std::fs::rename(&hidden, &at).unwrap();
    let refused = sandbox.run("backup run nas");
    assert_eq!(refused.status, Some(21), "{refused}");
    assert!(refused.stderr.contains("tells that K-000002 was destroyed"), "{refused}");
    // Destroyed on both branches is destroyed.
    purge(&sandbox, "K-2", 1);
    must(&sandbox, "backup run nas");
    let refused = sandbox.run("backup restore usb --to nas --yes");
    assert_eq!(refused.status, Some(9), "{refused}");
    std::fs::remove_file(sandbox.path("usb/log")).unwrap();
    let refused = sandbox.run("backup restore usb --to other --yes");
    assert_eq!(refused.status, Some(20), "{refused}");
    assert!(refused.stderr.contains("usb/log is damaged or was tampered with: it is missing"));
    assert!(!refused.stderr.contains("kedang check"), "{refused}");
}
