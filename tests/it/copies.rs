//! Copies that a purge leaves and a rewritten key file does not settle, and what is said of them.

use std::process::Command;

use crate::backup::{PURGE, must};
use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

#[track_caller]
fn ends(sandbox: &Sandbox, line: &str, status: i32) -> Transcript {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(status), "{line}: {done}");
    done
}

#[track_caller]
fn says(done: &Transcript, text: &str) {
    assert!(done.to_string().contains(text), "{text}: {done}");
}

/// Old versions of the key file bring the destroyed back: the certificate is partial until somebody
/// states that they are gone.
#[test]
fn a_store_of_versions_is_no_harmless_copy() {
    let sandbox = four();
    std::fs::create_dir_all(sandbox.path("g/.git")).unwrap();
    must(&sandbox, "backup run g/nas --versioned-storage");
    says(&must(&sandbox, "backup list"), "keeps versions");
    says(&must(&sandbox, "--lang zh backup list"), "保留旧版本");
    says(&ends(&sandbox, "check --environment", 4), "nas: this backup lies on storage that keeps");
    let purged = ends(&sandbox, PURGE, 6);
    says(&purged, "kedang backup scrub --versions-gone NAME");
    for _ in 0..2 {
        says(&ends(&sandbox, "backup scrub", 6), "older versions may still open a copy");
    }
    let partial = ends(&sandbox, "certificate show K-2", 6);
    says(&partial, "CERTIFICATE OF DESTRUCTION OF CUSTOMER RECORDS (PARTIAL)");
    says(&partial, "nas: on storage that keeps versions: an older version of its key file");
    let partial = ends(&sandbox, "--lang zh certificate show K-2", 6);
    says(&partial, "nas：所在存储会保留旧版本，旧版本的密钥文件仍可能打开副本");
    let json = ends(&sandbox, "certificate show K-2 --format json", 6);
    says(&json, r#""partial":true"#);
    says(&json, r#"{"name":"nas","kind":"versioned","how":null"#);
    ends(&sandbox, "backup scrub --versions-gone nas", 5);
    must(&sandbox, "backup scrub --versions-gone nas --yes");
    let whole = must(&sandbox, "certificate show K-2 -o c.txt");
    assert!(!whole.to_string().contains("PARTIAL"), "{whole}");
    let text = std::fs::read_to_string(sandbox.path("c.txt")).unwrap();
    assert!(text.contains("nas: older versions of its key file stated to exist no more"), "{text}");
    ends(&sandbox, "backup scrub --versions-gone elsewhere --yes", 8);
    for line in ["certificate verify vault/destruction.log", "check", "backup verify"] {
        must(&sandbox, line);
    }
}

/// A vault that was set aside is no destination, and is told of as what it is.
#[test]
fn a_vault_that_was_set_aside_has_words_of_its_own() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup restore nas --to vault --yes");
    let purged = ends(&sandbox, PURGE, 6);
    says(&purged, "one vault that a restore set aside or made beside this one still opens a copy");
    assert!(!purged.stderr.contains("run `kedang backup scrub`"), "{purged}");
    let partial = ends(&sandbox, "certificate show K-2", 6);
    says(&partial, "a vault that a restore set aside, with its keys; it still opens a copy");
    says(&partial, "delete its directory, state it with `kedang backup scrub --gone NAME`");
    let partial = ends(&sandbox, "--lang zh certificate show K-2 --format json", 6);
    says(&partial, r#""kind":"set-aside""#);
    let listed = must(&sandbox, "backup list --format json").stdout;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let kept = listed["items"].as_array().unwrap().iter().find(|one| one["kind"] == "kept-vault");
    let (name, path) = (kept.unwrap()["destination"].clone(), kept.unwrap()["path"].clone());
    let (name, path) = (name.as_str().unwrap(), path.as_str().unwrap());
    let refused = ends(&sandbox, &format!("backup scrub --gone {name} --yes"), 9);
    says(&refused, &format!("delete the directory {path}, then: kedang backup scrub --gone"));
    std::fs::remove_dir_all(path).unwrap();
    must(&sandbox, &format!("backup scrub --gone {name} --yes"));
    must(&sandbox, "certificate show K-2");
}

/// Nobody signs that a copy is gone while it lies there.
#[test]
fn a_copy_that_is_there_is_not_stated_to_be_gone() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    let refused = ends(&sandbox, "backup scrub --gone nas --yes", 9);
    says(&refused, "“nas” is there: ");
    says(&refused, "kedang backup scrub nas puts what was destroyed out of its reach");
    ends(&sandbox, "backup scrub --gone nas --dry-run", 9);
    let lines = std::fs::read_to_string(sandbox.path("vault/destruction.log")).unwrap();
    assert_eq!(lines.lines().count(), 1);
}

/// After an erasure of a part, data written before brings these records back no more: the purge says
/// so, and so does a drill. The certificate says what was looked at before.
#[test]
fn an_erasure_of_a_part_asks_for_a_backup_and_says_what_was_evaluated() {
    let sandbox = four();
    let erase = |what: &str| {
        let line = format!("purge run K-2 {what} --reason request --basis R-1 --yes");
        must(&sandbox, &format!("{line} --count 1"))
    };
    assert!(!erase("--level 1").stderr.contains("back up now"));
    let certificate = must(&sandbox, "certificate show K-2");
    says(&certificate, "Check against statutory periods: PASS");
    assert!(!certificate.stdout.contains("Rules evaluated: none"), "{certificate}");
    must(&sandbox, "backup run nas");
    says(
        &erase("--field grade"),
        "back up now: one record cannot come back from copies made before",
    );
    let drilled = ends(&sandbox, "backup drill", 21);
    says(&drilled, "one living record cannot come back from here");
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup drill");
    for field in ["kind", "来源"] {
        let line = format!("purge run K-2 --field {field} --reason request --basis R-1 --yes");
        says(&ends(&sandbox, &line, 2), "hint: kedang edit NUMBER --set ");
    }
}

#[test]
fn a_drill_goes_on_where_one_destination_is_away() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup run usb");
    std::fs::rename(sandbox.path("nas"), sandbox.path("drawer")).unwrap();
    let drilled = must(&sandbox, "backup drill");
    says(&drilled, "warning: nas could not be reached, so nothing of it was rehearsed");
    assert!(drilled.stdout.contains("usb") && !drilled.stdout.contains("nas"), "{drilled}");
    std::fs::rename(sandbox.path("usb"), sandbox.path("box")).unwrap();
    ends(&sandbox, "backup drill", 24);
    std::fs::rename(sandbox.path("box"), sandbox.path("usb")).unwrap();
    says(&ends(&sandbox, "backup drill usb --data nope", 10), "nope has no backed-up data");
    let copied =
        Command::new("cp").args(["-r", "usb", "copy"]).current_dir(sandbox.home()).status();
    assert!(copied.unwrap().success());
    ends(&sandbox, "backup drill copy", 9);
}

/// What lies under another name than it was signed with is not taken for the newest.
#[test]
fn a_renamed_copy_of_data_is_refused_with_its_name() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    let nas = sandbox.path("nas");
    std::fs::rename(nas.join("20260301T093000Z"), nas.join("20270101T000000Z")).unwrap();
    let refused = ends(&sandbox, "backup restore nas --to elsewhere --dry-run", 20);
    says(&refused, "it is the copy of data 20260301T093000Z");
    std::fs::write(nas.join("about"), "torn").unwrap();
    std::fs::rename(nas.join("20270101T000000Z"), nas.join("20260301T093000Z")).unwrap();
    says(&ends(&sandbox, "backup verify nas", 20), "warning: nas, about:");
    must(&sandbox, "backup restore nas --to elsewhere --dry-run");
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup verify nas");
}
