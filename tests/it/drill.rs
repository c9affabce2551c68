//! `kedang backup drill`: a restore is rehearsed.

use crate::restore::{artefacts, must, purge, three_hundred};

/// A drill opens and compares everything, writes no key anywhere, and its result is signed.
#[test]
fn a_drill_opens_everything_and_keeps_nothing() {
    let sandbox = three_hundred();
    must(&sandbox, "backup run nas");
    let check = must(&sandbox, "check");
    assert!(check.stderr.contains("no restore from “nas” was ever rehearsed"), "{check}");
    must(&sandbox, "tag add expo K-2");
    purge(&sandbox, "K-5", 1);
    let passed = must(&sandbox, "backup drill");
    passed.assert(snapbox::str![[r#"
Destination  Copy              Records  Compared  Lines  Result
----------------------------------------------------------------
nas          20260301T093000Z      299       298      3  sound
--- stderr
everything opens, and is what it is in the vault
--- exit 0

"#]]);
    assert!(!must(&sandbox, "check").stderr.contains("rehearsed"));
    let left: Vec<_> = std::fs::read_dir(sandbox.path("state/kedang")).unwrap().collect();
    assert_eq!(left.len(), 1, "the anchor");
    // What was logged is at the destination too: a restore now gives nothing up.
    must(&sandbox, "backup restore nas --to elsewhere --dry-run");
    let log = must(&sandbox, "audit log --limit 6 --format json").stdout;
    assert!(log.contains("\"act\":\"drill\""), "{log}");
    let data = sandbox.path("nas").join(artefacts(&sandbox.path("nas")).remove(0)).join("data");
    let mut bytes = std::fs::read(&data).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&data, bytes).unwrap();
    let failed = sandbox.run("backup drill nas");
    assert_eq!(failed.status, Some(20), "{failed}");
    assert!(failed.stderr.contains("the data is not what was signed"), "{failed}");
}
