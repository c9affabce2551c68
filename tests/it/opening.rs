//! `kedang purge run --opening` and `kedang certificate open`: a requester can show that a
//! certificate, which names nobody, is about his record.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::certificate::{plain, read};
use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

/// Record 2 destroyed with an opening in o.json and its certificate in c.txt; 3 destroyed without.
fn opened() -> Sandbox {
    let sandbox = four();
    for line in [
        "purge run K-2 --reason request --basis REQ-1 --opening o.json --yes --count 1",
        "purge run K-3 --reason request --basis REQ-2 --yes --count 1",
        "certificate show K-2 -o c.txt",
        "certificate show K-3 -o d.txt",
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(0), "{run}");
    }
    sandbox
}

/// Without a vault or an identity.
fn open(sandbox: &Sandbox, args: &str) -> Transcript {
    let words = format!("certificate open {args}");
    let words: Vec<&str> = words.split_whitespace().collect();
    sandbox.kedang(words).env("KEDANG_VAULT", "/nowhere").env("KEDANG_IDENTITY", "/nowhere").end()
}

#[test]
fn an_opening_fits_its_certificate_and_no_other() {
    let sandbox = opened();
    let shown = open(&sandbox, "c.txt o.json");
    let number = shown.stdout.split_whitespace().find(|word| word.ends_with("-2")).unwrap();
    let hidden = plain(&shown.to_string()).replace(number, "[NUMBER]");
    crate::sandbox::assert_text(
        &hidden,
        str![[r#"
Result       valid, signer not independently known
Signer       O-1
Certificate  [NUMBER]
Number       K-000002
Commitment   [HASH]
Fields       name, phone, id_number
Completed    2026-03-01T09:30:00Z
--- stderr
the certificate is about the record of this opening
--- exit 0

"#]],
    );
    assert!(!shown.stdout.contains("李娜") && !shown.stdout.contains("13800000014"));
    let mode = std::fs::metadata(sandbox.path("o.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    open(&sandbox, "d.txt o.json").assert(str![[r#"
--- stderr
error: this opening opens none of the commitments in d.txt
--- exit 20

"#]]);
    let changed = read(&sandbox, "o.json").replace("李娜", "李那");
    std::fs::write(sandbox.path("p.json"), changed).unwrap();
    open(&sandbox, "--lang zh c.txt p.json").assert(str![[r#"
--- stderr
错误：该凭据与 c.txt 中的任何承诺值都不符
--- exit 20

"#]]);
    std::fs::write(sandbox.path("p.json"), "{}").unwrap();
    assert_eq!(open(&sandbox, "c.txt p.json").status, Some(7));
    // A forged certificate is refused before anything is opened.
    let text = read(&sandbox, "c.txt").replace("REQ-1", "REQ-9");
    std::fs::write(sandbox.path("c.txt"), text).unwrap();
    assert_eq!(open(&sandbox, "c.txt o.json").status, Some(20));
}

#[test]
fn it_is_read_from_standard_input_and_with_known_signers() {
    let sandbox = opened();
    let run = sandbox.kedang(
        "certificate open c.txt - --signers allowed_signers --format json".split_whitespace(),
    );
    let json: serde_json::Value =
        serde_json::from_str(&run.input(read(&sandbox, "o.json")).end().stdout).unwrap();
    assert_eq!(json["item"]["result"], "valid");
    assert_eq!(json["item"]["record"], "K-000002");
    assert_eq!(json["item"]["fields"], serde_json::json!(["name", "phone", "id_number"]));
}

#[test]
fn only_one_request_has_an_opening() {
    let sandbox = four();
    sandbox
        .run("purge run K-2,K-4 --reason request --basis R --opening o.json --yes --count 2")
        .assert(str![[r#"
--- stderr
error: an opening is for exactly one record, destroyed with --reason request, that has a name or a number by which its owner is known; nothing was done
--- exit 2

"#]]);
    let inside = "purge run K-4 --reason request --basis R --opening vault/o.json --yes --count 1";
    assert_eq!(sandbox.run(inside).status, Some(9), "a customer in clear text beside the vault");
    let ended = "purge run K-4 --reason ended --basis R --opening o.json --yes --count 1";
    assert_eq!(sandbox.run(&format!("--lang zh {ended}")).status, Some(2));
    std::fs::write(sandbox.path("o.json"), "mine").unwrap();
    let taken = ended.replace("ended", "request");
    assert_eq!(sandbox.run(&taken).status, Some(9));
    assert_eq!(read(&sandbox, "o.json"), "mine");
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
}

/// What was handed out stands in the log, without the values.
#[test]
fn the_log_says_that_values_were_handed_out() {
    let sandbox = opened();
    let log = sandbox.run("audit log K-2 --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&log).unwrap();
    let items = json["items"].as_array().unwrap();
    let told = items.iter().find(|item| item["act"] == "disclose" && item["verb"] == "purge");
    assert_eq!(told.unwrap()["levels"], serde_json::json!([1, 2]));
    assert_eq!(sandbox.run("check").status, Some(0));
}

/// Whoever dies behind the point of no return leaves an opening that fits the certificate which
/// the next command signs.
#[test]
fn an_opening_outlives_a_crash() {
    for step in ["purge-intent", "purge-rewrapped", "purge-key-destroyed", "purge-logged"] {
        let sandbox = four();
        let line = "purge run K-2 --reason request --basis R --opening o.json --yes --count 1";
        let died = sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_STOP", step).end();
        assert_eq!(died.status, None, "{step}: {died}");
        let show = sandbox.run("certificate show K-2 -o c.txt");
        assert_eq!(show.status, Some(0), "{step}: {show}");
        let opens = open(&sandbox, "c.txt o.json");
        assert_eq!(opens.status, Some(0), "{step}: {opens}");
        assert_eq!(sandbox.run("check").status, Some(0), "{step}");
    }
}
