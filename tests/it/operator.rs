//! Changing a passphrase without a terminal.

use snapbox::str;

use crate::sandbox::Sandbox;

/// A vault that the passphrase in `old` opens, and another passphrase in `new`.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("old"), "correct horse battery\n").unwrap();
    std::fs::write(sandbox.path("new"), "五彩斑斓的黑色石头\n").unwrap();
    let made = sandbox.run("--vault v --passphrase-file old init --operator wang --no-recovery");
    assert_eq!(made.status, Some(0), "{made}");
    sandbox
}

const CHANGE: &str = "--vault v operator passphrase --new-passphrase-file";

#[test]
fn afterwards_the_old_passphrase_opens_nothing() {
    let sandbox = sandbox();
    let change = |old, new| sandbox.run(&format!("{CHANGE} {new} --passphrase-file {old}"));
    change("old", "new").assert(str![[r#"
Operator    1
Name        wang
Passphrase  changed
--- stderr
the new passphrase opens the vault from now on
--- exit 0

"#]]);
    change("old", "new").assert(str![[r#"
--- stderr
error: wrong passphrase
--- exit 12

"#]]);
    let back = sandbox.run(&format!("--lang zh {CHANGE} old --passphrase-file new"));
    back.assert(str![[r#"
操作员  1
名字    wang
口令    已修改
--- stderr
从现在起用新口令打开档案库
--- exit 0

"#]]);
    let planned = "--dry-run --format json --passphrase-file old";
    sandbox.run(&format!("{CHANGE} new {planned}")).assert(str![[r#"
{"schema":"kedang.operator-passphrase/1","item":{"operator":1,"operator_name":"wang","passphrase":"changed"}}
--- stderr
nothing was changed
--- exit 0

"#]]);
    assert_eq!(sandbox.run(&format!("{CHANGE} new {planned}")).status, Some(0));
}

#[test]
fn an_identity_adds_a_passphrase() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("new"), "correct horse battery\n").unwrap();
    let added = sandbox.run("operator passphrase --new-passphrase-file new --format csv");
    added.assert(str![[r#"
operator,operator_name,passphrase
1,wang,added
--- stderr
the new passphrase opens the vault from now on
--- exit 0

"#]]);
    let opened = "operator passphrase --new-passphrase-file new --passphrase-file new";
    assert_eq!(sandbox.run(opened).status, Some(0));
    assert_eq!(sandbox.run("operator passphrase --new-passphrase-file new").status, Some(0));
}

#[test]
fn what_cannot_be_a_passphrase_is_refused() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("short"), "短短的口令呀\n").unwrap();
    sandbox.run("operator passphrase --new-passphrase-file short").assert(str![[r#"
--- stderr
error: the passphrase must have at least 8 characters
--- exit 7

"#]]);
    sandbox.run("operator passphrase --new-passphrase-file none").assert(str![[r#"
--- stderr
error: there is no file none
caused by: No such file or directory (os error 2)
--- exit 24

"#]]);
    sandbox.run("operator passphrase").assert(str![[r#"
--- stderr
error: --new-passphrase-file is missing and there is no terminal to ask on
--- exit 2

"#]]);
    let both = "operator passphrase --passphrase-file - --new-passphrase-fd 0";
    let sandbox = self::sandbox();
    let run = sandbox.kedang(both.split(' ')).env("KEDANG_VAULT", sandbox.path("v"));
    run.input("correct horse battery\n").end().assert(str![[r#"
--- stderr
error: two options read standard input; only one can
--- exit 2

"#]]);
}

#[test]
fn only_the_right_credential_opens() {
    let (sandbox, other) = (Sandbox::vault(), Sandbox::vault());
    std::fs::copy(other.path("identity"), sandbox.path("identity")).unwrap();
    let run = sandbox.kedang(["operator", "passphrase"]).env("KEDANG_IDENTITY", "identity");
    run.end().assert(str![[r#"
--- stderr
error: the identity identity does not open this vault
hint: kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
--- exit 12

"#]]);
    let sandbox = Sandbox::vault();
    let run = sandbox.kedang(["operator", "passphrase"]).env("KEDANG_IDENTITY", "");
    run.end().assert(str![[r#"
--- stderr
error: this vault is opened by an identity file, and none was given
hint: kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
--- exit 12

"#]]);
    let sandbox = self::sandbox();
    sandbox.run("--vault v operator passphrase").assert(str![[r#"
--- stderr
error: neither an identity nor a passphrase was given, and there is no terminal to ask on
hint: kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
hint: kedang --passphrase-file FILE …
--- exit 12

"#]]);
}
