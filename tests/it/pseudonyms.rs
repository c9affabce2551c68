//! `kedang export --pseudonymise`: whose pseudonyms join, and what the log says of them.

use snapbox::str;

use crate::export::people;
use crate::sandbox::Sandbox;

#[test]
fn pseudonyms_join_for_one_recipient_and_nothing_that_identifies_leaves() {
    let sandbox = people();
    let study = |name: &str| {
        let line = format!("export --purpose service --pseudonymise --pseudonym-key {name}");
        let done = sandbox.run(&format!("{line} --format jsonl"));
        assert_eq!(done.status, Some(0), "{done}");
        done.stdout
    };
    let one = study("a");
    assert_eq!(study("a"), one);
    for secret in ["张伟芳", "13800000013", "a@example.com", "=1+1", "K-0", "展会", "复购"] {
        assert!(!one.contains(secret), "{secret}: {one}");
    }
    assert!(one.contains("\"stage\":\"loyal\"") && one.contains("310000 上海市"), "{one}");
    let numbers = |text: &str| -> Vec<String> {
        let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        text.lines().map(|line| row(line)["number"].as_str().unwrap().to_owned()).collect()
    };
    let two = study("b");
    assert!(numbers(&two).iter().all(|name| name.starts_with('p') && !one.contains(name)), "{two}");
    assert_eq!(sandbox.run("audit log verb:export").stdout.matches("pseudonymised, a").count(), 2);
    let log = sandbox.run("audit log verb:export --format json").stdout;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["items"][2]["pseudonyms_for"], serde_json::json!(["b"]), "{log}");
    let told = "pseudonymised, a";
    assert_eq!(sandbox.run("history K-1").stdout.matches(told).count(), 2);
    assert_eq!(sandbox.run("history K-1 --evidence").stdout.matches(told).count(), 2);
    let sums = sandbox.run("audit log --stats verb:export --format json").stdout;
    let sums: serde_json::Value = serde_json::from_str(&sums).unwrap();
    let (shown, hidden) = (&sums["items"][0]["shown"], &sums["items"][0]["pseudonymised"]);
    assert!(shown.as_u64() > Some(0) && shown == hidden, "{sums}");
    must_export_openly(&sandbox, shown.as_u64().unwrap());
    sandbox.run("export --purpose analysis --pseudonymise").assert(str![[r#"
--- stderr
error: missing: --to|--pseudonym-key
hint: kedang export --help
--- exit 2

"#]]);
    let line = "export --purpose service --pseudonymise --pseudonym-key a --fields number,events";
    sandbox.run(line).assert(str![[r#"
--- stderr
error: events does not leave with pseudonyms: it is kept as lists of facts and remarks
--- exit 2

"#]]);
}

/// An export with names is none of those that are counted as pseudonymised.
fn must_export_openly(sandbox: &Sandbox, hidden: u64) {
    let done = sandbox.run("export --purpose service -o open.csv");
    assert_eq!(done.status, Some(0), "{done}");
    let sums = sandbox.run("audit log --stats verb:export --format json").stdout;
    let sums: serde_json::Value = serde_json::from_str(&sums).unwrap();
    assert_eq!(sums["items"][0]["pseudonymised"], hidden, "{sums}");
    assert!(sums["items"][0]["shown"].as_u64() > Some(hidden), "{sums}");
    let log = sandbox.run("audit log verb:export --limit 1 --format json").stdout;
    assert!(!log.contains("pseudonyms_for"), "{log}");
}

#[test]
fn pseudonyms_go_by_who_can_open_the_file_and_not_by_a_name() {
    let sandbox = people();
    let (one, two) = (age::x25519::Identity::generate(), age::x25519::Identity::generate());
    let register = |key: &age::x25519::Identity, more: &str| {
        let line = format!(
            "recipient add 甲 --contact desk --agreement NDA-1 --agreed 2026-01-01 --to {} {more}",
            key.to_public()
        );
        assert_eq!(sandbox.run(&line).status, Some(0));
    };
    let numbers = |to: &str, key: &age::x25519::Identity, name: &str| {
        let line = format!(
            "export --purpose service --pseudonymise --fields number --to {to} -o {name}.age"
        );
        let done = sandbox.run(&line);
        assert_eq!(done.status, Some(0), "{done}");
        let sealed = std::fs::read(sandbox.path(&format!("{name}.age"))).unwrap();
        String::from_utf8(age::decrypt(key, &sealed).unwrap()).unwrap()
    };
    register(&one, "");
    let first = numbers("@甲", &one, "a");
    assert_eq!(numbers(&one.to_public().to_string(), &one, "b"), first);
    // Another party under the name of the first gets other pseudonyms.
    assert_eq!(sandbox.run("recipient remove 甲 --yes").status, Some(0));
    register(&two, "");
    assert_ne!(numbers("@甲", &two, "c"), first);
    // For whom a file was sealed stands in the log, by name where the register has one.
    let nobody = age::x25519::Identity::generate();
    numbers(&nobody.to_public().to_string(), &nobody, "d");
    let log = sandbox.run("audit log verb:export").stdout;
    assert_eq!(log.matches("pseudonymised, 甲, sealed, 甲").count(), 3, "{log}");
    assert!(log.contains("pseudonymised, sealed, age1"), "{log}");
}
