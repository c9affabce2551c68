//! The real program killed at every step of a destruction, and of finishing one: the next command
//! brings it to its end, and the vault is in order.

use crate::people::four;
use crate::sandbox::Sandbox;

/// The steps of a purge, in their order.
const PURGE: [&str; 7] = [
    "purge-intent",
    "purge-new-epoch",
    "purge-rewrapped",
    "purge-verified",
    "purge-key-destroyed",
    "purge-logged",
    "purge-done",
];

/// Runs a purge of K-2 that dies at `step`.
fn purge_dies_at(sandbox: &Sandbox, step: &str) {
    let words = "purge run K-2 --reason request --basis REQ-1 --yes --count 1";
    let died = sandbox.kedang(words.split_whitespace()).env("KEDANG_TEST_STOP", step).end();
    assert_eq!(died.status, None, "{step} was not reached: {died}");
}

/// The record is destroyed, proved and certified; everything else is there.
#[track_caller]
fn assert_destroyed(sandbox: &Sandbox, how: &str) {
    let count = sandbox.run("list --count");
    assert_eq!((count.stdout.as_str(), count.status), ("3\n", Some(0)), "{how}: {count}");
    assert_eq!(sandbox.run("show K-2").status, Some(8), "{how}");
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{how}: {check}");
    assert!(!check.stderr.contains("note:"), "{how}: {check}");
    let certificate = sandbox.run("certificate show K-2 -o c.txt");
    assert_eq!(certificate.status, Some(0), "{how}: {certificate}");
    let verified = sandbox.run("certificate verify c.txt");
    assert_eq!(verified.status, Some(0), "{how}: {verified}");
    let log = sandbox.run("certificate verify vault/destruction.log --format json").stdout;
    assert!(log.contains("\"destructions\":1"), "{how}: {log}");
}

#[test]
fn a_purge_that_dies_is_finished_by_the_next_command() {
    for step in PURGE {
        let sandbox = four();
        purge_dies_at(&sandbox, step);
        // Looking only, a check says what is left to do, and that nothing is damaged.
        let check = sandbox.run("check");
        assert_eq!(check.status, Some(0), "{step}: {check}");
        assert_destroyed(&sandbox, step);
    }
}

#[test]
fn whoever_dies_while_he_finishes_is_finished_too() {
    for first in ["purge-intent", "purge-new-epoch", "purge-rewrapped", "purge-key-destroyed"] {
        let mut deaths = 0;
        for second in ["recover-durable"].iter().chain(&PURGE) {
            let sandbox = four();
            purge_dies_at(&sandbox, first);
            let again = sandbox.kedang(["list", "--count"]).env("KEDANG_TEST_STOP", second).end();
            assert!([None, Some(0)].contains(&again.status), "{first}, {second}: {again}");
            // Not every step is left to whoever comes second, and one death alone was tried above.
            if again.status.is_none() {
                deaths += 1;
                assert_destroyed(&sandbox, &format!("{first}, then {second}"));
            }
        }
        assert!(deaths > 1, "{first}: {deaths}");
    }
}

/// The ID number of K-2 is erased, certified, and the record is there with everything else.
#[track_caller]
fn assert_erased(sandbox: &Sandbox, how: &str) {
    let shown = sandbox.run("show K-2 --reveal --format json");
    assert_eq!(shown.status, Some(0), "{how}: {shown}");
    assert!(shown.stdout.contains("李娜") && !shown.stdout.contains("id_number"), "{how}: {shown}");
    assert!(shown.stdout.contains("6200000000000005"), "{how}: {shown}");
    assert_eq!(sandbox.run("list --count").stdout, "4\n", "{how}");
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{how}: {check}");
    assert!(!check.stderr.contains("note:"), "{how}: {check}");
    let certificate = sandbox.run("certificate show K-2 -o c.txt");
    assert_eq!(certificate.status, Some(0), "{how}: {certificate}");
    assert_eq!(sandbox.run("certificate verify c.txt").status, Some(0), "{how}");
}

#[test]
fn an_erasure_that_dies_is_finished_by_the_next_command() {
    let words = "purge run K-2 --field 身份证 --reason withdrawn --basis REQ-1 --yes --count 1";
    for (at, step) in PURGE.iter().enumerate() {
        let sandbox = four();
        let died = sandbox.kedang(words.split_whitespace()).env("KEDANG_TEST_STOP", step).end();
        assert_eq!(died.status, None, "{step} was not reached: {died}");
        let check = sandbox.run("check");
        assert_eq!(check.status, Some(0), "{step}: {check}");
        // Whoever finishes it dies too, once, where there is a step left to die at.
        let second = PURGE.get(at + 1).unwrap_or(step);
        let again = sandbox.kedang(["list", "--count"]).env("KEDANG_TEST_STOP", second).end();
        assert!([None, Some(0)].contains(&again.status), "{step}, {second}: {again}");
        assert_erased(&sandbox, step);
    }
}

/// A purge that was not begun is not done: the process dies while it waits for its question.
#[test]
fn before_the_point_of_no_return_nothing_happens() {
    let sandbox = four();
    let refused = sandbox.run("purge run K-2 --reason request --basis REQ-1");
    assert_eq!(refused.status, Some(5), "{refused}");
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
    assert_eq!(sandbox.run("show K-2").status, Some(0));
}
