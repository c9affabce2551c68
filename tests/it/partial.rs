//! A destination that is not there while records are destroyed: the certificate is partial, and a
//! complete one is issued once the copy is settled.

use crate::certificate::read;
use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

fn json(run: &Transcript) -> serde_json::Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run}"))
}

fn status(sandbox: &Sandbox, line: &str, expected: i32) -> Transcript {
    let run = sandbox.run(line);
    assert_eq!(run.status, Some(expected), "{line}: {run}");
    run
}

/// Backups at `usb` and `nas`, both unplugged while record 3 is destroyed.
fn unplugged() -> Sandbox {
    let sandbox = four();
    for place in ["usb", "nas"] {
        status(&sandbox, &format!("backup run {place}"), 0);
        std::fs::rename(sandbox.path(place), sandbox.path(&format!("{place}.away"))).unwrap();
    }
    status(&sandbox, "purge run K-3 --reason request --basis REQ-1 --yes --count 1", 6);
    sandbox
}

fn plug_in(sandbox: &Sandbox, place: &str) {
    std::fs::rename(sandbox.path(&format!("{place}.away")), sandbox.path(place)).unwrap();
}

#[test]
fn a_certificate_is_partial_until_every_copy_is_settled() {
    let sandbox = unplugged();
    let show = status(&sandbox, "--lang zh certificate show K-3 -o one.txt", 6);
    assert!(show.stderr.contains("usb、nas"), "{show}");
    assert!(read(&sandbox, "one.txt").starts_with("客户档案销毁证明（部分完成）\n"));
    let verdict = json(&status(&sandbox, "certificate verify one.txt --format json", 0));
    assert_eq!(verdict["item"]["partial"], true);
    assert_eq!(verdict["item"]["outstanding"], serde_json::json!(["usb", "nas"]));

    plug_in(&sandbox, "usb");
    sandbox.run("backup scrub");
    status(&sandbox, "certificate show K-3 -o two.txt", 6);
    let two = read(&sandbox, "two.txt");
    assert!(two.contains("\nusb: key file rewritten") && two.contains("\nnas: not reached yet"));

    status(&sandbox, "--yes backup scrub --gone nas", 0);
    status(&sandbox, "certificate show K-3 -o three.txt", 0);
    let three = read(&sandbox, "three.txt");
    assert!(three.starts_with("CERTIFICATE OF DESTRUCTION OF CUSTOMER RECORDS\n"), "{three}");
    assert!(three.contains("\nnas: stated to exist no more"), "{three}");
    for (file, partial) in [("one.txt", true), ("two.txt", true), ("three.txt", false)] {
        let line = format!("certificate verify {file} --log vault/destruction.log --format json");
        let verdict = json(&status(&sandbox, &line, 0));
        assert_eq!(verdict["item"]["partial"], partial, "{file}");
        assert_eq!(verdict["item"]["log"]["partial"], false, "{file}: by the log it is complete");
    }
    status(&sandbox, "check", 0);
    let log = json(&status(&sandbox, "certificate verify vault/destruction.log --format json", 0));
    assert_eq!(log["item"]["scrubs"], 2);
}

/// A partial certificate does not become a complete one by a line that somebody takes away or
/// puts in; the deliberate break: the block of the complete one under the words of the partial.
#[test]
fn words_and_lines_of_two_certificates_do_not_mix() {
    let sandbox = unplugged();
    status(&sandbox, "certificate show K-3 -o one.txt", 6);
    plug_in(&sandbox, "usb");
    plug_in(&sandbox, "nas");
    status(&sandbox, "backup scrub", 0);
    status(&sandbox, "certificate show K-3 -o two.txt", 0);
    let cut = |name: &str| {
        let text = read(&sandbox, name);
        let (words, block) = text.split_once("-----BEGIN").unwrap();
        (words.to_owned(), format!("-----BEGIN{block}"))
    };
    let ((partial, _), (_, block)) = (cut("one.txt"), cut("two.txt"));
    std::fs::write(sandbox.path("two.txt"), partial + &block).unwrap();
    status(&sandbox, "certificate verify two.txt", 20);
}

/// What is destroyed after a copy was settled owes again, and earlier certificates stay complete.
#[test]
fn a_complete_certificate_stays_as_it_is() {
    let sandbox = unplugged();
    plug_in(&sandbox, "usb");
    plug_in(&sandbox, "nas");
    status(&sandbox, "backup scrub", 0);
    status(&sandbox, "certificate show K-3 -o one.txt", 0);
    status(&sandbox, "purge run K-4 --reason ended --basis R-2 --yes --count 1", 0);
    status(&sandbox, "backup scrub nas", 0);
    status(&sandbox, "certificate show K-3 -o two.txt", 0);
    assert_eq!(read(&sandbox, "one.txt"), read(&sandbox, "two.txt"));
}
