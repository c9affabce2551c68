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

/// Hides what differs from vault to vault.
fn hide(transcript: &Transcript) -> String {
    let text = transcript.to_string();
    let fingerprint = text.split_whitespace().find(|word| word.starts_with("SHA256:"));
    plain(&text.replace(fingerprint.unwrap_or("none"), "[FINGERPRINT]"))
}

#[test]
fn it_is_checked_with_nothing_but_its_files() {
    let sandbox = issued("en");
    let hide = |transcript: Transcript| hide(&transcript).replace(&number(&sandbox), "[NUMBER]");
    assert_text(
        &hide(verify(&sandbox, "c.txt")),
        str![[r#"
Result                valid, signer not independently known
Signer                O-1
Fingerprint           [FINGERPRINT]
Certificate           [NUMBER]
Vault                 [HASH]
Numbers               K-000003
Reason                customer's request
Basis                 REQ-1
Completed             2026-03-01T09:30:00Z
Destruction           complete
--- exit 0

"#]],
    );
    let known = hide(verify(&sandbox, "--lang zh c.txt --signers allowed_signers"));
    assert_text(
        &known,
        str![[r#"
结果        有效
签名者      O-1
指纹        [FINGERPRINT]
证明编号    [NUMBER]
档案库      [HASH]
编号        K-000003
原因        客户请求
依据        REQ-1
完成        2026-03-01T09:30:00Z
完成情况    已完成
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
caused by: there is no such file or directory
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
    assert_eq!(json["item"]["findings"].as_array().unwrap().len(), 0);
    std::fs::write(sandbox.path("d.log"), log.replacen("REQ-1", "REQ-2", 1)).unwrap();
    assert_text(
        &hide(&verify(&sandbox, "d.log")),
        str![[r#"
Result              damaged
Fingerprint         [FINGERPRINT]
Vault               [HASH]
Lines               2
Destructions        0
Copies settled      0
Paper and media     0
Changes of signers  0
Wrong lines         1
--- stderr
warning: d.log: line 2 is the first wrong one: its signature is not one over what it says
--- exit 20

"#]],
    );
    std::fs::write(sandbox.path("d.log"), log.lines().nth(1).unwrap().to_owned() + "\n").unwrap();
    verify(&sandbox, "--lang zh d.log").assert(str![[r#"
结果        有问题
行数        1
销毁次数    0
处理的副本  0
纸质与介质  0
签名者变更  0
有误的行    1
--- stderr
警告：d.log：第 1 行最先出错：行号不连续：有缺行、重复或次序颠倒
--- exit 20

"#]]);
    std::fs::write(sandbox.path("d.log"), format!("{log}{{\"payload\":")).unwrap();
    let torn = verify(&sandbox, "d.log").stderr;
    assert!(torn.contains("never finished") && torn.contains("the next writing command"));
    let blank = format!("{log}{}", "\0".repeat(200));
    std::fs::write(sandbox.path("d.log"), blank).unwrap();
    let torn = verify(&sandbox, "d.log");
    assert!(torn.status == Some(20) && torn.stderr.contains("the next writing command"), "{torn}");
    std::fs::write(sandbox.path("d.log"), format!("{log}{{}}\n")).unwrap();
    assert!(!verify(&sandbox, "d.log").stderr.contains("the next writing command"));
}

/// Each kind of break is told from the others, with the line.
#[test]
fn the_first_wrong_line_of_a_log_is_named_with_its_fault() {
    let sandbox = issued("en");
    let purge = sandbox.run("purge run K-4 --reason ended --basis R-2 --yes --count 1");
    assert_eq!(purge.status, Some(0), "{purge}");
    let log = read(&sandbox, "vault/destruction.log");
    let lines: Vec<&str> = log.lines().collect();
    let stolen = lines[2].replace(
        lines[2].split("\"signature\":").nth(1).unwrap(),
        lines[1].split("\"signature\":").nth(1).unwrap(),
    );
    for (text, line, fault) in [
        (lines[1..].join("\n"), 1, "number"),
        ([lines[0], lines[2]].join("\n"), 2, "number"),
        (
            [lines[0], &lines[1].replace("\\\"count\\\":2", "\\\"count\\\":3")].join("\n"),
            2,
            "signature",
        ),
        ([lines[0], lines[1], &stolen].join("\n"), 3, "signature"),
        ([lines[0], lines[1], "{}"].join("\n"), 3, "malformed"),
        ([&lines[0].replace("\\\"O-1\\\"", "\\\"O-2\\\""), lines[1]].join("\n"), 1, "genesis"),
    ] {
        std::fs::write(sandbox.path("d.log"), format!("{text}\n")).unwrap();
        let run = verify(&sandbox, "d.log --format json");
        assert_eq!(run.status, Some(20), "{fault}: {run}");
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(json["item"]["result"], "damaged");
        let first = &json["item"]["findings"][0];
        assert_eq!((first["line"].as_u64(), first["fault"].as_str()), (Some(line), Some(fault)));
    }
}

#[test]
fn a_certificate_is_looked_up_in_a_log() {
    let sandbox = issued("en");
    let log = read(&sandbox, "vault/destruction.log");
    let found = verify(&sandbox, "c.txt --log vault/destruction.log --format json");
    let json: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!(json["item"]["log"]["lines"], 2);
    assert_eq!(json["item"]["log"]["partial"], false);
    // A log from before the destruction, that of another vault, and one that was tampered with.
    std::fs::write(sandbox.path("d.log"), log.lines().next().unwrap().to_owned() + "\n").unwrap();
    verify(&sandbox, "c.txt --log d.log").assert(str![[r#"
--- stderr
error: what c.txt carries does not stand in d.log
--- exit 20

"#]]);
    let other = issued("en");
    std::fs::write(sandbox.path("d.log"), read(&other, "vault/destruction.log")).unwrap();
    let refused = verify(&sandbox, "--lang zh c.txt --log d.log");
    assert_eq!(refused.status, Some(20), "{refused}");
    std::fs::write(sandbox.path("d.log"), log.replacen("REQ-1", "REQ-2", 1)).unwrap();
    verify(&sandbox, "--lang zh c.txt --log d.log").assert(str![[r#"
--- stderr
错误：d.log 已损坏或被篡改：签名与所记内容不符 #2
--- exit 20

"#]]);
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
