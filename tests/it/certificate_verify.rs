//! `kedang certificate verify`, without a vault, and `ssh-keygen` on the same files.

use std::process::{Command, Stdio};

use snapbox::str;

use crate::certificate::{issued, number, plain, read};
use crate::sandbox::{Sandbox, Transcript, assert_text};

/// Without a vault, an identity, or anything else of the environment.
fn verify(sandbox: &Sandbox, args: &str) -> Transcript {
    let words = format!("certificate verify {args}");
    let words: Vec<&str> = words.split_whitespace().collect();
    sandbox.kedang(words).env("KEDANG_VAULT", "/nowhere").env("KEDANG_IDENTITY", "/nowhere").end()
}

#[test]
fn it_is_checked_with_nothing_but_its_files() {
    let sandbox = issued("en");
    let hide = |transcript: Transcript| {
        let text = transcript.to_string();
        let fingerprint = text.split_whitespace().find(|word| word.starts_with("SHA256:"));
        let text = text.replace(fingerprint.unwrap_or("none"), "[FINGERPRINT]");
        plain(&text).replace(&number(&sandbox), "[NUMBER]")
    };
    assert_text(
        &hide(verify(&sandbox, "c.txt")),
        str![[r#"
Result       valid, signer not independently known
Signer       O-1
Fingerprint  [FINGERPRINT]
Certificate  [NUMBER]
Vault        [HASH]
Numbers      K-000003
Reason       customer's request
Basis        REQ-1
Completed    2026-03-01T09:30:00Z
--- exit 0

"#]],
    );
    let known = hide(verify(&sandbox, "--lang zh c.txt --signers allowed_signers"));
    assert_text(
        &known,
        str![[r#"
结果      有效
签名者    O-1
指纹      [FINGERPRINT]
证明编号  [NUMBER]
档案库    [HASH]
编号      K-000003
原因      客户请求
依据      REQ-1
完成      2026-03-01T09:30:00Z
--- exit 0

"#]],
    );
    let json = verify(&sandbox, "c.txt --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["item"]["result"], "valid-signer-unknown");
    assert_eq!(json["item"]["signer"], "O-1");
    assert_eq!(json["item"]["signer_founded_vault"], true);
    // The neighbour is not needed; one that contradicts is refused.
    std::fs::remove_file(sandbox.path("allowed_signers")).unwrap();
    assert_eq!(verify(&sandbox, "c.txt").status, Some(0));
    std::fs::write(sandbox.path("allowed_signers"), "# nobody\n").unwrap();
    verify(&sandbox, "c.txt").assert(str![[r#"
--- stderr
error: c.txt is signed by a key that the file of signers does not list
--- exit 20

"#]]);
    verify(&sandbox, "--lang zh c.txt --signers allowed_signers").assert(str![[r#"
--- stderr
错误：c.txt 的签名密钥不在签名者文件中
--- exit 20

"#]]);
}

/// Every kind of change is refused: of the text, the block, the signature.
#[test]
fn whatever_was_changed_is_refused() {
    let sandbox = issued("en");
    let (text, signature) = (read(&sandbox, "c.txt"), read(&sandbox, "c.txt.sig"));
    let put = |name: &str, text: &[u8]| std::fs::write(sandbox.path(name), text).unwrap();
    for at in (0..text.len()).step_by(211) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        put("c.txt", &bytes);
        assert_eq!(verify(&sandbox, "c.txt").status, Some(20), "byte {at}");
    }
    put("c.txt", text.replace("K-000003", "K-000004").as_bytes());
    verify(&sandbox, "c.txt").assert(str![[r#"
--- stderr
error: c.txt or its signature is not genuine
caused by: the signature is not one over this text
--- exit 20

"#]]);
    put("c.txt", text.as_bytes());
    put("c.txt.sig", signature.replace("U1NI", "u1NI").as_bytes());
    verify(&sandbox, "--lang zh c.txt").assert(str![[r#"
--- stderr
错误：c.txt 或其签名不是真的
原因：the signature is not one over this text
--- exit 20

"#]]);
    put("c.txt.sig", b"");
    assert_eq!(verify(&sandbox, "c.txt").status, Some(20));
    // The signature of another certificate of the same vault.
    let other = sandbox.run("--lang zh certificate show K-2 -o other.txt");
    assert_eq!(other.status, Some(0), "{other}");
    put("c.txt.sig", read(&sandbox, "other.txt.sig").as_bytes());
    assert_eq!(verify(&sandbox, "c.txt").status, Some(20));
    std::fs::remove_file(sandbox.path("c.txt.sig")).unwrap();
    verify(&sandbox, "c.txt").assert(str![[r#"
--- stderr
error: there is no file c.txt.sig
caused by: No such file or directory (os error 2)
--- exit 24

"#]]);
}

#[test]
fn a_destruction_log_is_checked_too() {
    let sandbox = issued("en");
    let log = read(&sandbox, "vault/destruction.log");
    let valid = verify(&sandbox, "vault/destruction.log --format json");
    let json: serde_json::Value = serde_json::from_str(&valid.stdout).unwrap();
    assert_eq!(json["item"]["lines"], 2);
    assert_eq!(json["item"]["destructions"], 1);
    assert_eq!(json["item"]["result"], "valid-signer-unknown");
    let pinned = verify(&sandbox, "vault/destruction.log --signers allowed_signers");
    assert_eq!(pinned.status, Some(0), "{pinned}");
    std::fs::write(sandbox.path("d.log"), log.replacen("REQ-1", "REQ-2", 1)).unwrap();
    verify(&sandbox, "d.log").assert(str![[r#"
--- stderr
error: d.log is damaged or was tampered with: a line is not what was signed #2
--- exit 20

"#]]);
    std::fs::write(sandbox.path("d.log"), log.lines().nth(1).unwrap().to_owned() + "\n").unwrap();
    verify(&sandbox, "--lang zh d.log").assert(str![[r#"
--- stderr
错误：d.log 已损坏或被篡改：某一行与签署的不一致 #1
--- exit 20

"#]]);
    std::fs::write(sandbox.path("d.log"), format!("{log}{{\"payload\":")).unwrap();
    assert!(verify(&sandbox, "d.log").stderr.contains("never finished"));
}

/// Runs `ssh-keygen -Y verify`; nothing where OpenSSH is not installed.
fn ssh_keygen(sandbox: &Sandbox, text: &str) -> Option<bool> {
    let file = sandbox.path("checked.txt");
    std::fs::write(&file, text).unwrap();
    Command::new("ssh-keygen")
        .args(["-Y", "verify", "-I", "O-1", "-n", "kedang-destruction"])
        .args(["-f", "allowed_signers", "-s", "c.txt.sig"])
        .current_dir(sandbox.home())
        .stdin(Stdio::from(std::fs::File::open(file).unwrap()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()
        .map(|status| status.success())
}

#[test]
fn ssh_keygen_accepts_it_and_refuses_it_with_one_byte_changed() {
    for language in ["en", "zh"] {
        let sandbox = issued(language);
        let text = read(&sandbox, "c.txt");
        let Some(accepted) = ssh_keygen(&sandbox, &text) else {
            eprintln!("skipped: ssh-keygen is not installed");
            return;
        };
        assert!(accepted, "{language}");
        let changed = text.replacen("K-000003", "K-000002", 1);
        assert_ne!(changed, text);
        assert_eq!(ssh_keygen(&sandbox, &changed), Some(false), "{language}");
        assert_eq!(ssh_keygen(&sandbox, &format!("{text} ")), Some(false), "{language}");
    }
}
