//! Making a vault without a terminal.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::sandbox::Sandbox;

/// What lies in the home besides the state directory.
fn left(sandbox: &Sandbox) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.home()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "state");
    names.sort();
    names
}

fn mode(sandbox: &Sandbox, name: &str) -> u32 {
    std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777
}

#[test]
fn an_identity_alone_makes_a_vault_without_a_question() {
    let sandbox = Sandbox::new();
    let made = sandbox.run("--format json --vault v init --new-identity id");
    assert_eq!(made.status, Some(0), "{made}");
    let json: serde_json::Value = serde_json::from_str(&made.stdout).unwrap();
    assert_eq!(json["schema"], "kedang.init/1");
    let item = &json["item"];
    assert_eq!(item["vault_id"].as_str().unwrap().len(), 64);
    let fingerprint = item["fingerprint"].as_str().unwrap().replace(' ', "");
    assert!(item["vault_id"].as_str().unwrap().starts_with(&fingerprint), "{made}");
    assert_eq!(item["vault_name"], "v");
    assert_eq!(item["operator"], "admin");
    assert_eq!(item["slots"], serde_json::json!(["identity"]));
    assert_eq!(left(&sandbox), ["id", "v"]);
    assert_eq!(
        (mode(&sandbox, "id"), mode(&sandbox, "v"), mode(&sandbox, "v/header")),
        (0o600, 0o700, 0o600)
    );
    let identity = std::fs::read_to_string(sandbox.path("id")).unwrap();
    assert!(identity.starts_with("# created: 2026-03-01T09:30:00+00:00\n# public key: age1"));
}

#[test]
fn it_says_what_it_made() {
    let sandbox = Sandbox::new();
    let line = "--lang zh --vault v init --name 东方贸易 --operator 王敏 --new-identity id";
    let made = sandbox.run(line);
    let fingerprint = made.stdout.lines().nth(1).unwrap().trim_start_matches("指纹").trim();
    let id = made.stdout.lines().next().unwrap().trim_start_matches("档案库").trim();
    let home = sandbox.home().display().to_string();
    let text = made.to_string().replace(&home, "[HOME]");
    snapbox::assert_data_eq!(
        text.replace(fingerprint, "[FINGERPRINT]").replace(id, "[ID]"),
        str![[r#"
档案库      [ID]
指纹        [FINGERPRINT]
名称        东方贸易
目录        [HOME]/v
操作员      王敏
打开方式    身份文件
身份文件    id
--- stderr
已在 [HOME]/v 建立档案库；请记下它的指纹，凭指纹可以把它与其他档案库区分开
说明：没有恢复码：一旦丢失打开档案库的凭据，其中的一切都无法找回
--- exit 0

"#]]
    );
}

#[test]
fn a_passphrase_from_a_file_and_a_recovery_code_in_one() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("p"), "correct horse battery\n").unwrap();
    let made = sandbox.run("--format json --vault v --passphrase-file p init --recovery-file r");
    assert_eq!(made.status, Some(0), "{made}");
    let json: serde_json::Value = serde_json::from_str(&made.stdout).unwrap();
    assert_eq!(json["item"]["slots"], serde_json::json!(["passphrase", "recovery"]));
    let code = std::fs::read_to_string(sandbox.path("r")).unwrap();
    assert_eq!(code.trim_end().split('-').count(), 8);
    assert_eq!(mode(&sandbox, "r"), 0o600);
    assert!(!made.to_string().contains(code.trim_end()));
    assert_eq!(left(&sandbox), ["p", "r", "v"]);
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let sandbox = Sandbox::new();
    sandbox.run("--vault v init").assert(str![[r#"
--- stderr
error: --passphrase-file is missing and there is no terminal to ask on
hint: kedang init --operator NAME --new-identity FILE --no-recovery
--- exit 2

"#]]);
    std::fs::write(sandbox.path("p"), "correct horse battery\n").unwrap();
    sandbox.run("--vault v --passphrase-file p init").assert(str![[r#"
--- stderr
error: --recovery-file is missing and there is no terminal to ask on
hint: kedang init --operator NAME --new-identity FILE --no-recovery
--- exit 2

"#]]);
    assert_eq!(left(&sandbox), ["p"]);
}

#[test]
fn what_exists_is_left_alone() {
    let sandbox = Sandbox::vault();
    let header = std::fs::read(sandbox.path("vault/header")).unwrap();
    let again = sandbox.run("init --new-identity other");
    assert_eq!(again.status, Some(9), "{again}");
    assert!(again.stderr.contains("there is a vault in"), "{again}");
    assert_eq!(std::fs::read(sandbox.path("vault/header")).unwrap(), header);
    let identity = std::fs::read(sandbox.path("identity")).unwrap();
    sandbox.run("--vault v init --new-identity identity").assert(str![[r#"
--- stderr
error: identity exists already
--- exit 9

"#]]);
    assert_eq!(std::fs::read(sandbox.path("identity")).unwrap(), identity);
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    assert_eq!(sandbox.run("--vault empty init --new-identity i").status, Some(9));
    assert_eq!(left(&sandbox), ["empty", "identity", "vault"]);
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("short"), "1234567").unwrap();
    let line = "--vault v --passphrase-file short init --no-recovery --new-identity id";
    sandbox.run(line).assert(str![[r#"
--- stderr
error: the passphrase must have at least 8 characters
--- exit 7

"#]]);
    sandbox.run("--lang zh --vault v init --new-identity id --operator \u{7}").assert(str![[r#"
--- stderr
错误：名称须为 1 至 64 个字符，且不含控制字符
--- exit 7

"#]]);
    // The recovery file cannot be made: vault and identity go again.
    let line = "--vault a/b/v init --new-identity id --recovery-file none/r";
    let failed = sandbox.run(line);
    assert_eq!(failed.status, Some(24), "{failed}");
    assert_eq!(left(&sandbox), ["short"]);
    // Nor may it lie in the vault that is being made, however that is spelt.
    for file in ["v/r", "v/sub/r", "./new/../v/r"] {
        let line = format!("--vault v init --new-identity id --recovery-file {file}");
        let refused = sandbox.run(&line);
        assert_eq!(refused.status, Some(9), "{refused}");
        assert_eq!(left(&sandbox), ["short"], "{file}");
    }
    assert!(std::fs::read_dir(sandbox.path("state/kedang")).unwrap().next().is_none());
}

#[test]
fn a_dry_run_makes_nothing() {
    let sandbox = Sandbox::new();
    let planned = sandbox.run("--vault v --dry-run --format jsonl init --new-identity id");
    assert_eq!(planned.status, Some(0), "{planned}");
    assert!(planned.stdout.contains("\"vault_id\":null"), "{planned}");
    assert!(left(&sandbox).is_empty());
}

#[test]
fn an_identity_that_exists_can_be_named() {
    let sandbox = Sandbox::vault();
    let made = sandbox.run("--vault other --identity identity init");
    assert_eq!(made.status, Some(0), "{made}");
    // Nor in another one by way of a directory that is made first.
    let line = "--vault new --identity identity init --recovery-file new/../other/code";
    let refused = sandbox.run(line);
    assert!(refused.stderr.contains("other"), "{refused}");
    assert_ne!(refused.status, Some(0), "{refused}");
    assert!(!sandbox.path("new").exists() && !sandbox.path("other/code").exists());
    let by_variable = sandbox.run("--vault third init");
    assert_eq!(by_variable.status, Some(2), "the variable is another vault's: {by_variable}");
    sandbox.run("--vault third --identity none init").assert(str![[r#"
--- stderr
error: there is no file none
caused by: there is no such file or directory
hint: kedang init --new-identity none
--- exit 24

"#]]);
    let two = "--vault third --identity identity init --new-identity other.id";
    sandbox.run(two).assert(str![[r#"
--- stderr
error: --identity and --new-identity name different files
--- exit 2

"#]]);
}
