//! All keys made anew, and who opens what afterwards.

use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::{Sandbox, Transcript};

/// Runs a line with another credential.
fn with(sandbox: &Sandbox, identity: &str, line: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_IDENTITY", sandbox.path(identity)).end()
}

#[test]
fn everything_is_sealed_anew_and_stays_what_it_was() {
    let sandbox = four();
    let shown = sandbox.run("show K-1..K-4 --reveal --format json");
    sandbox.run("operator rotate --dry-run --format json").assert(str![[r#"
{"schema":"kedang.operator.rotate/1","item":{"generation":2,"records":4,"operators":1,"epoch":null,"done":false,"residual":[]}}
--- stderr
nothing was changed
--- exit 0

"#]]);
    sandbox.run("operator rotate").assert(str![[r#"
--- stderr
warning: all keys are made anew: 4 records are sealed again, one operator gets the new keys, and nobody else
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("operator rotate --yes").assert(str![[r#"
Generation  2
Records     4
Operators   1
--- stderr
all keys are new, and 4 records are sealed under them; the old ones open none of them any more
--- exit 0

"#]]);
    sandbox.run("operator rotate --yes --lang zh").assert(str![[r#"
密钥代次  3
档案      4
操作员数  1
--- stderr
已更换全部密钥，4 份客户档案已重新加密；旧密钥再也打不开这些档案
--- exit 0

"#]]);
    sandbox.run("operator rotate --yes --format json").assert(str![[r#"
{"schema":"kedang.operator.rotate/1","item":{"generation":4,"records":4,"operators":1,"epoch":3,"done":true,"residual":[]}}
--- stderr
all keys are new, and 4 records are sealed under them; the old ones open none of them any more
--- exit 0

"#]]);
    assert_eq!(sandbox.run("show K-1..K-4 --reveal --format json").stdout, shown.stdout);
    assert_eq!(sandbox.run("check").status, Some(0));
    assert_eq!(sandbox.run("audit verify").status, Some(0));
    let log = sandbox.run("audit log --format json").stdout;
    let acts = ["rotation", "header", "header-settled", "resealed", "rotated"];
    for act in acts {
        assert_eq!(log.matches(&format!(r#""act":"{act}""#)).count(), 3, "{act}");
    }
    let lines = std::fs::read_to_string(sandbox.path("vault/destruction.log")).unwrap();
    assert_eq!(lines.lines().count(), 1, "nothing of a record was destroyed");
}

#[test]
fn who_is_removed_opens_nothing_but_a_copy_of_then() {
    let sandbox = four();
    let added = sandbox.run("operator add 李敏 --role viewer --new-identity li.key");
    assert_eq!(added.status, Some(0), "{added}");
    let copy = std::process::Command::new("cp")
        .args(["-r", "vault", "copy"])
        .current_dir(sandbox.home())
        .status();
    assert!(copy.unwrap().success());
    sandbox.run("operator remove 李敏 --yes").assert(str![[r#"
Operator   O-2
Name       李敏
Role       viewer
Clearance  2
May        read
Opened by  
Since      2026-03-01 09:30
Until      2026-03-01 09:30
--- stderr
O-2 李敏 will no longer open the vault
李敏 opens the vault no more
--- exit 0

"#]]);
    add(&sandbox, r#"{"name":"陈静","email":"jing@example.com"}"#);
    assert_eq!(with(&sandbox, "li.key", "list").status, Some(12));
    // His header in the place of the present one.
    let header = |dir: &str| sandbox.path(dir).join("header");
    let now = std::fs::read(header("vault")).unwrap();
    std::fs::copy(header("copy"), header("vault")).unwrap();
    with(&sandbox, "li.key", "list").assert(str![[r#"
--- stderr
error: header is damaged or was tampered with: the log does not know this header 
hint: kedang check
--- exit 20

"#]]);
    std::fs::write(header("vault"), now).unwrap();
    assert_eq!(sandbox.run("check").status, Some(0));
    let then = sandbox
        .kedang(["--vault", "copy", "list", "--count"])
        .env("KEDANG_IDENTITY", sandbox.path("li.key"))
        .env("XDG_STATE_HOME", sandbox.path("elsewhere"))
        .end();
    assert_eq!((then.stdout.as_str(), then.status), ("4\n", Some(0)), "{then}");
}

#[test]
fn a_backup_that_is_away_still_opens_with_the_old_keys() {
    let sandbox = four();
    assert_eq!(sandbox.run("backup run nas").status, Some(0));
    std::fs::rename(sandbox.path("nas"), sandbox.path("away")).unwrap();
    sandbox.run("operator rotate --yes").assert(str![[r#"
Generation  2
Records     4
Operators   1
--- stderr
all keys are new, and 4 records are sealed under them; the old ones open none of them any more
warning: one backup could not be reached and still opens with the old keys: nas; once they are back, run `kedang backup scrub`
--- exit 6

"#]]);
    std::fs::rename(sandbox.path("away"), sandbox.path("nas")).unwrap();
    sandbox.run("backup scrub --format json").assert(str![[r#"
{"schema":"kedang.backup.scrub/1","items":[
{"destination":"nas","result":"settled","key":2,"dry_run":false}
]}
--- exit 0

"#]]);
    assert_eq!(sandbox.run("backup verify").status, Some(0));
    // Data of before, with the key file of after.
    std::fs::remove_dir_all(sandbox.path("vault")).unwrap();
    let restored = sandbox.run("backup restore nas --to vault --yes --accept-rollback");
    assert_eq!(restored.status, Some(0), "{restored}");
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
    assert_eq!(sandbox.run("check").status, Some(0));
}

/// What imports refuse stays under the keys it was written with, and is still read.
#[test]
fn who_was_suppressed_stays_so() {
    let sandbox = four();
    let purge = "purge run K-2 --reason request --basis REQ-1 --suppress --yes --count 1";
    assert_eq!(sandbox.run(purge).status, Some(0));
    assert_eq!(sandbox.run("operator rotate --yes").status, Some(0));
    let again = r#"{"name":"李娜","phone":"13800000014","source":"展会"}"#;
    let added = sandbox.kedang(["add", "--json", "-"]).input(again).end();
    assert_eq!(added.status, Some(9), "{added}");
}

#[test]
fn who_lacks_a_level_cannot_rotate_and_is_told_what_he_can() {
    let sandbox = four();
    let add = |line: &str| assert_eq!(sandbox.run(line).status, Some(0), "{line}");
    add("operator add 陈静 --role administrator --clearance 2 --new-identity chen.key");
    add("operator add 李敏 --role viewer --new-identity li.key");
    with(&sandbox, "chen.key", "operator remove 李敏 --yes").assert(str![[r#"
--- stderr
O-3 李敏 will no longer open the vault
error: what this needs is of level 1, above your clearance
hint: kedang operator list
hint: whoever is cleared for level 1 can make all keys anew; to remove without that: kedang operator remove … --no-rotate
--- exit 13

"#]]);
    with(&sandbox, "chen.key", "operator rotate --yes").assert(str![[r#"
--- stderr
error: what this needs is of level 1, above your clearance
hint: kedang operator list
--- exit 13

"#]]);
    with(&sandbox, "li.key", "operator rotate --yes").assert(str![[r#"
--- stderr
error: you lack the capability “administer”
hint: kedang operator list
--- exit 14

"#]]);
    add("check");
}
