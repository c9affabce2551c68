//! Operators: who comes, who goes, and what opens the vault for them.

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

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
caused by: there is no such file or directory
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
    assert_eq!(sandbox.run("backup run nas").status, Some(0));
    std::fs::copy(other.path("identity"), sandbox.path("identity")).unwrap();
    for line in ["operator passphrase", "check", "backup restore nas --to other --yes"] {
        let words: Vec<&str> = line.split(' ').collect();
        let run = sandbox.kedang(words.as_slice()).env("KEDANG_IDENTITY", "identity");
        run.end().assert(str![[r#"
--- stderr
error: the identity identity does not open this vault
hint: kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
--- exit 12

"#]]);
    }
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

/// Runs a line with another credential.
fn with(sandbox: &Sandbox, identity: &str, line: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_IDENTITY", sandbox.path(identity)).end()
}

#[test]
fn who_is_added_opens_what_the_role_gives_until_removed() {
    let sandbox = four();
    sandbox.run("operator add 李敏 --role 业务员 --new-identity li.key").assert(str![[r#"
Operator   O-2
Name       李敏
Role       clerk
Clearance  2
May        read, write
Opened by  identity file
Since      2026-03-01 09:30
--- stderr
李敏 may open the vault from now on, as O-2
--- exit 0

"#]]);
    sandbox
        .run("operator add 夜班 --role reaper --new-identity night.key --format json")
        .assert(str![[r#"
{"schema":"kedang.operator.add/1","item":{"operator":"O-3","operator_name":"夜班","role":"reaper","clearance":0,"capabilities":["purge"],"slots":["identity"],"since":1772357400000,"until":null}}
--- stderr
夜班 may open the vault from now on, as O-3
--- exit 0

"#]]);
    with(&sandbox, "li.key", "list K-1").assert(str![[r#"
Number    Name    Company  Phone           E-mail           Stage   Grade  Tags       Region
-----------------------------------------------------------------------------------------------------
K-000001  张伟芳           +8613800000013  Wei@example.com  active  A      展会, VIP  上海市浦东新区
--- exit 0

"#]]);
    with(&sandbox, "night.key", "list").assert(str![[r#"
--- stderr
error: you lack the capability “read”
hint: kedang operator list
--- exit 14

"#]]);
    with(&sandbox, "li.key", "operator show --can").assert(str![[r#"
By       What        Can               Fields  About
---------------------------------------------------------------------------------------------------------
keys     level 1     no                     4  ID number, bank account, bank, family …
keys     level 2     yes                   36  name, company, gender, birth date, position, occupation …
keys     level 3     yes                   23  kind, stage, grade, tags, region, industry …
program  read        yes                       see records and search them
program  write       own records only          add, edit, import, tag, grade, verify
program  export      no                        take records out of the vault
program  purge       no                        destroy records, make backups forget them
program  audit       no                        read the log
program  backup      no                        run backups, look into them
program  administer  no                        change operators and policy, restore
program  restricted  no                        look at restricted records by their numbers
--- exit 0

"#]]);
    with(&sandbox, "night.key", "operator add 王 --role reaper --new-identity x.key").assert(str![
        [r#"
--- stderr
error: you lack the capability “administer”
hint: kedang operator list
--- exit 14

"#]
    ]);
    assert!(!sandbox.path("x.key").exists());
    he_goes_again(&sandbox);
}

fn he_goes_again(sandbox: &Sandbox) {
    sandbox.run("operator remove 李敏 --no-rotate --yes").assert(str![[r#"
Operator   O-2
Name       李敏
Role       clerk
Clearance  2
May        read, write
Opened by  
Since      2026-03-01 09:30
Until      2026-03-01 09:30
--- stderr
O-2 李敏 will no longer open the vault
李敏 opens the vault no more
warning: the keys stay as they were: with an old copy of the header 李敏 still opens what is written, from level 2 on; `kedang operator rotate` makes all keys anew
--- exit 0

"#]]);
    with(sandbox, "li.key", "list K-1").assert(str![[r#"
--- stderr
error: the identity [..]/li.key does not open this vault
hint: kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
--- exit 12

"#]]);
    sandbox.run("operator list --all --lang zh").assert(str![[r#"
操作员  名字  角色    权限级别  权限                                                打开方式  起始              截止
---------------------------------------------------------------------------------------------------------------------------------
O-1     wang  管理员         1  查看, 写入, 导出, 销毁, 审计, 备份, 管理, 查看封存  身份文件  2026-03-01 09:30
O-2     李敏  业务员         2  查看, 写入                                                    2026-03-01 09:30  2026-03-01 09:30
O-3     夜班  销毁员         0  销毁                                                身份文件  2026-03-01 09:30
--- exit 0

"#]]);
    assert_eq!(sandbox.run("check").status, Some(0));
    assert_eq!(sandbox.run("audit verify").status, Some(0));
    let lines = std::fs::read_to_string(sandbox.path("vault/destruction.log")).unwrap();
    assert_eq!(lines.lines().count(), 4);
    assert_eq!(sandbox.run("certificate verify vault/destruction.log").status, Some(0));
}

#[test]
fn who_cannot_be_added_is_told_why() {
    let sandbox = four();
    let add = |rest: &str| sandbox.run(&format!("operator add {rest}"));
    assert_eq!(add("wang --role clerk --new-identity a.key").status, Some(9), "the name is taken");
    assert_eq!(add("li --role 店员 --new-identity a.key").status, Some(2), "no such role");
    add("li --role reviewer --clearance 1 --new-identity a.key").assert(str![[r#"
--- stderr
error: the role reviewer opens level 3 at most (0 opens none); choose another role, or a clearance within it
--- exit 14

"#]]);
    assert_eq!(add("li --role clerk --recipient age1nobody").status, Some(7));
    assert_eq!(add("li --role clerk").status, Some(2), "there is nobody to ask");
    assert_eq!(add("li --role clerk --clearance 3 --new-identity a.key").status, Some(0));
    assert_eq!(add("chen --role clerk --new-identity a.key").status, Some(9), "the file exists");
    assert_eq!(sandbox.run("operator remove wang --no-rotate --yes").status, Some(9));
    assert_eq!(sandbox.run("operator remove nobody --no-rotate --yes").status, Some(8));
    assert_eq!(sandbox.run("operator remove li --no-rotate").status, Some(5), "not confirmed");
}

#[test]
fn the_recovery_code_lets_the_first_operator_back_in() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("new"), "五彩斑斓的黑色石头\n").unwrap();
    let init = "--vault v init --operator wang --new-identity lost.key --recovery-file code";
    assert_eq!(sandbox.run(init).status, Some(0));
    std::fs::remove_file(sandbox.path("lost.key")).unwrap();
    let recover = "--vault v operator recover --recovery-file code --new-identity found.key";
    sandbox.run(recover).assert(str![[r#"
Operator   O-1
Name       wang
Opened by  recovery code, identity file
--- stderr
the recovery code stays as it is; keep it apart from the vault
--- exit 0

"#]]);
    assert_eq!(sandbox.run("--vault v --identity found.key operator show").status, Some(0));
    let recover = "--vault v operator recover --recovery-file code --new-passphrase-file new";
    assert_eq!(sandbox.run(recover).status, Some(0));
    assert_eq!(sandbox.run("--vault v --passphrase-file new operator show").status, Some(0));
    std::fs::write(sandbox.path("code"), "nothing of the kind\n").unwrap();
    assert_eq!(sandbox.run(recover).status, Some(7));
}
