//! What a restore brings back that had been erased, and what a vault restored for a trial leaves alone.

use crate::restore::{artefacts, copy, item, lose, must, three_hundred};

/// A trial beside the vault, as the help shows it: both work afterwards.
#[test]
fn a_trial_restore_locks_nobody_out() {
    let sandbox = three_hundred();
    must(&sandbox, "backup run nas --versioned-storage");
    let tried = must(&sandbox, "backup restore ./nas --to ./trial --yes");
    assert!(tried.stderr.contains("the vault lives on in"), "{tried}");
    must(&sandbox, "tag add expo K-2");
    must(&sandbox, "check");
    must(&sandbox, "--vault trial list --count");
    must(&sandbox, "--vault trial tag add expo K-3");
    let listed = must(&sandbox, "--vault trial backup list");
    assert!(listed.stdout.contains("left to the living vault"), "{listed}");
    let refused = sandbox.run("--vault trial backup run nas");
    assert_eq!(refused.status, Some(9), "{refused}");
    assert!(refused.stderr.contains("while that vault lives"), "{refused}");
    must(&sandbox, "list --count");
    // What is destroyed here opens there, and is owed there.
    let line = "purge run K-5 --reason request --basis R-1 --yes --count 1";
    let purged = sandbox.run(line);
    assert_eq!(purged.status, Some(6), "{purged}");
    assert!(purged.stderr.contains("vault-beside"), "{purged}");
    let due = sandbox.run("--vault trial purge due --exit-code");
    assert_eq!(due.status, Some(4), "{due}");
    assert!(due.stdout.contains("K-000005"), "{due}");
    let again = sandbox.run(&format!("--vault trial {line}"));
    assert_eq!(again.status, Some(6), "{again}");
    assert_eq!(sandbox.run("--vault trial purge due --exit-code").status, Some(0));
}

/// A key file from before an erasure brings back what was erased: certificate, list and check say so
/// until it is erased again.
#[test]
fn what_was_erased_and_came_back_is_told_until_it_is_erased_again() {
    let sandbox = crate::people::four();
    let (nas, old) = (sandbox.path("nas"), sandbox.path("old"));
    must(&sandbox, "backup run nas");
    copy(&nas, &old);
    must(&sandbox, "purge run K-2 --level 1 --reason withdrawn --basis REQ-1 --yes --count 1");
    must(&sandbox, "certificate show K-2 -o one.txt");
    must(&sandbox, "backup run nas");
    lose(&sandbox);
    std::fs::remove_dir_all(sandbox.path("state")).unwrap();
    for file in ["key", "keyhole"] {
        std::fs::copy(old.join(file), nas.join(file)).unwrap();
    }
    std::fs::remove_dir_all(&old).unwrap();
    let first = artefacts(&nas).remove(0);
    let line = format!("backup restore nas --data {first} --to vault --accept-stale --yes");
    must(&sandbox, &line);

    let checked = sandbox.run("check");
    assert_eq!(checked.status, Some(4), "{checked}");
    let command = "kedang purge run K-000002 --level 1 --reason withdrawn --basis \"REQ-1\"";
    assert!(checked.stderr.contains(command), "{checked}");
    let shown = sandbox.run("--lang zh certificate show K-2 -o two.txt");
    assert_eq!(shown.status, Some(6), "{shown}");
    let two = std::fs::read_to_string(sandbox.path("two.txt")).unwrap();
    assert!(two.contains("（部分完成）") && two.contains("此后的恢复：K-000002，由恢复"), "{two}");
    let verdict = item(&must(&sandbox, "certificate verify two.txt --format json"));
    assert_eq!((&verdict["partial"], &verdict["restored"]["numbers"]), (&true.into(), &"2".into()));
    must(&sandbox, "certificate verify one.txt");
    let due = sandbox.run("purge due --exit-code --format json");
    assert_eq!(due.status, Some(4), "{due}");
    let due: serde_json::Value = serde_json::from_str(&due.stdout).unwrap();
    let due = &due["items"][0];
    assert_eq!((&due["number"], &due["rule"]), (&"K-000002".into(), &"restored".into()));
    assert_eq!((&due["reason"], &due["basis"]), (&"withdrawn".into(), &"REQ-1".into()));
    assert_eq!(due["restored"]["levels"], serde_json::json!([1]));

    must(&sandbox, "purge run K-2 --level 1 --reason withdrawn --basis REQ-1 --yes --count 1");
    must(&sandbox, "check");
    must(&sandbox, "purge due --exit-code");
    let shown = must(&sandbox, "certificate show K-2");
    assert!(shown.stdout.contains("destroyed again by line 4"), "{shown}");
}

/// A destination that was away tells of a destruction which a restore gave up unseen: nothing is
/// written over it until the record is destroyed again.
#[test]
fn a_destination_that_comes_back_is_heard_before_it_is_written_to() {
    let sandbox = crate::people::four();
    let [nas, usb, away] = ["nas", "usb", "away"].map(|name| sandbox.path(name));
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup run usb");
    std::fs::create_dir(&away).unwrap();
    std::fs::rename(&usb, away.join("usb")).unwrap();
    let purge = "purge run K-2 --suppress --reason withdrawn --basis REQ-1 --yes --count 1";
    // The other destination is in a safe.
    assert_eq!(sandbox.run(purge).status, Some(6));
    lose(&sandbox);
    std::fs::rename(&nas, away.join("nas")).unwrap();
    std::fs::rename(away.join("usb"), &usb).unwrap();
    must(&sandbox, "backup restore usb --to vault --accept-stale --accept-rollback --yes");
    let checked = sandbox.run("check");
    assert_eq!(checked.status, Some(4), "{checked}");
    assert!(checked.stderr.contains("may have been destroyed and be back"), "{checked}");
    std::fs::rename(away.join("nas"), &nas).unwrap();

    let refused = sandbox.run("backup run nas");
    assert_eq!(refused.status, Some(21), "{refused}");
    let said = "tells that K-000002 was destroyed (certificate ";
    assert!(refused.stderr.contains(said), "{refused}");
    assert!(refused.stderr.contains("kedang purge due"), "{refused}");
    let refused = sandbox.run("--lang zh backup run nas");
    assert!(refused.stderr.contains("记载 K-000002 已经销毁（证明 "), "{refused}");
    for line in ["backup scrub", "backup scrub nas"] {
        let refused = sandbox.run(line);
        assert_eq!(refused.status, Some(6), "{line}: {refused}");
        assert!(refused.stderr.contains("kedang purge due"), "{line}: {refused}");
    }
    let verified = sandbox.run("backup verify nas");
    assert_eq!(verified.status, Some(21), "{verified}");
    let checked = sandbox.run("check");
    let command = "kedang purge run K-000002 --suppress --reason withdrawn --basis \"REQ-1\"";
    assert!(checked.status == Some(4) && checked.stderr.contains(command), "{checked}");
    let due = sandbox.run("purge due --exit-code");
    assert_eq!(due.status, Some(4), "{due}");
    assert!(due.stdout.contains("destroyed as nas tells (certificate "), "{due}");
    assert!(due.stdout.contains("the whole record"), "{due}");

    must(&sandbox, purge);
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup verify nas");
    must(&sandbox, "backup drill nas");
    must(&sandbox, "check");
}

/// What a restore from before loses beside records: whom imports are to refuse, and that an operator was
/// removed. It is said at once, and by `check`.
#[test]
fn lost_wishes_and_returned_operators_are_named() {
    let sandbox = crate::people::four();
    let [nas, usb, away] = ["nas", "usb", "away"].map(|name| sandbox.path(name));
    must(&sandbox, "operator add 夏娃 --role clerk --new-identity eve.id");
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup run usb");
    std::fs::rename(&nas, &away).unwrap();
    let purge = "purge run K-2 --suppress --reason request --basis R-1 --yes --count 1";
    assert_eq!(sandbox.run(purge).status, Some(6));
    sandbox.run("operator remove 夏娃 --no-rotate --yes");
    lose(&sandbox);
    std::fs::rename(&away, &nas).unwrap();
    // Its destruction.log tells of both; only its log has the hashes.
    std::fs::remove_file(usb.join("log")).unwrap();
    let line = "backup restore nas --to vault --accept-stale --accept-rollback --yes";
    let restored = must(&sandbox, line);
    for said in ["entered anew (K-000002)", "夏娃 was removed since", "operator remove \"夏娃\""]
    {
        assert!(restored.stderr.contains(said), "{said}: {restored}");
    }
    let checked = sandbox.run("--lang zh check");
    assert_eq!(checked.status, Some(4), "{checked}");
    for said in ["K-000002：本人要求不再录入", "usb 记载 夏娃 已被移除"] {
        assert!(checked.stderr.contains(said), "{said}: {checked}");
    }
    let shown = sandbox.run("certificate show K-2 -o one.txt");
    let text = std::fs::read_to_string(sandbox.path("one.txt")).unwrap();
    assert!(text.contains("imports do not refuse the person any more"), "{shown}{text}");
    let verdict = item(&must(&sandbox, "certificate verify one.txt --format json"));
    assert_eq!(verdict["unrefused"]["numbers"], "2");
    sandbox.run("operator remove 夏娃 --no-rotate --yes");
    let checked = sandbox.run("check --format json");
    // That imports refuse him no more nobody can mend.
    assert_eq!(checked.status, Some(0), "{checked}");
    let checked: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    let summary = &checked["summary"];
    assert_eq!(summary["returned"], serde_json::json!([]), "{summary}");
    assert_eq!(summary["unrefused"][0]["numbers"], serde_json::json!(["K-000002"]), "{summary}");
}
