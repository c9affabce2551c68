//! Backups killed, crowded and without room: whatever happens, what lies there is whole.

use crate::backup::{PURGE, must, names};
use crate::people::four;

#[test]
fn whatever_step_it_is_killed_at_the_next_run_is_whole() {
    let steps = [
        "backup-registered",
        "backup-log",
        "backup-new-key",
        "backup-key-file",
        "backup-key-destroyed",
        "scrub-logged",
        "backup-data",
        "backup-published",
        "backup-logged",
    ];
    let sandbox = four();
    must(&sandbox, "backup run nas");
    for step in steps {
        let words = if step == "backup-registered" { "backup run other" } else { "backup run nas" };
        let died = sandbox.kedang(words.split_whitespace()).env("KEDANG_TEST_STOP", step).end();
        assert_eq!(died.status, None, "{step} was not reached: {died}");
        let found = sandbox.run("backup verify nas");
        assert_eq!(found.status, Some(0), "{step}: {found}");
    }
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup run other");
    let found = must(&sandbox, "backup verify");
    assert!(!found.stderr.contains("note:"), "{found}");
    assert!(names(&sandbox.path("nas")).iter().all(|name| !name.starts_with('.')));
    must(&sandbox, "check");
}

/// A purge that dies after it is done, before it reaches the copies: they owe, and nothing else
/// is undone.
#[test]
fn a_purge_killed_before_it_reaches_the_copies_leaves_them_owing() {
    for step in ["purge-done", "backup-new-key", "backup-key-file", "scrub-logged"] {
        let sandbox = four();
        must(&sandbox, "backup run nas");
        let died = sandbox.kedang(PURGE.split_whitespace()).env("KEDANG_TEST_STOP", step).end();
        assert_eq!(died.status, None, "{step} was not reached: {died}");
        must(&sandbox, "check");
        must(&sandbox, "backup scrub");
        let found = must(&sandbox, "backup verify");
        assert!(!found.stderr.contains("note:"), "{step}: {found}");
        let log = std::fs::read_to_string(sandbox.path("vault/destruction.log")).unwrap();
        assert_eq!(log.matches("key-file-rewritten").count(), 1, "{step}");
        assert_eq!(must(&sandbox, "list --count").stdout, "3\n", "{step}");
        must(&sandbox, "check");
    }
}

/// Somebody writes all the time while copies are made: no copy has a record that its keys lack.
#[test]
fn copies_made_while_others_write_are_whole() {
    let sandbox = four();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 0..12 {
                let person = format!("{{\"name\":\"客户\",\"phone\":\"139000000{n:02}\"}}");
                let added = sandbox.kedang(["add", "--json", "-"]).input(person).end();
                assert_eq!(added.status, Some(0), "{added}");
            }
        });
        for _ in 0..4 {
            must(&sandbox, "backup run nas");
        }
        writer.join().unwrap();
    });
    must(&sandbox, "backup verify");
    assert_eq!(must(&sandbox, "list --count").stdout, "16\n");
    must(&sandbox, "check");
}

#[test]
fn a_full_disk_leaves_the_old_state_as_it_was() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    // Files may grow to the size of the keyhole, which the data does not need and the log exceeds.
    for kib in [1, 4, 8, 70] {
        let full = sandbox.kedang(["backup", "run", "nas"]).file_limit(kib).end();
        assert!([Some(24), Some(0)].contains(&full.status), "{kib} KiB: {full}");
        let found = must(&sandbox, "backup verify nas");
        assert!(!found.stdout.contains("damaged"), "{kib} KiB: {found}");
        assert!(names(&sandbox.path("nas")).iter().all(|name| !name.contains(".new-")));
    }
    must(&sandbox, "backup run nas");
    must(&sandbox, "check");
}
