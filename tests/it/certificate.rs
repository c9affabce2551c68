//! `kedang certificate show`: what it says, to whom, and where it is written.

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, assert_text};

/// A vault of which the third record is destroyed, and its certificate in c.txt.
pub(crate) fn issued(language: &str) -> Sandbox {
    let sandbox = four();
    let run = sandbox.run("purge run K-3,K-2 --reason request --basis REQ-1 --yes --count 2");
    assert_eq!(run.status, Some(0), "{run}");
    let show = sandbox.run(&format!("--lang {language} certificate show K-3 -o c.txt"));
    assert_eq!(show.status, Some(0), "{show}");
    sandbox
}

pub(crate) fn read(sandbox: &Sandbox, name: &str) -> String {
    std::fs::read_to_string(sandbox.path(name)).unwrap()
}

/// Hides what differs from vault to vault: every hash, key and signature.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.starts_with("-----") {
            in_block = line.contains("BEGIN");
        } else if in_block {
            continue;
        }
        let mut digits = 0;
        for c in line.chars() {
            digits = if c.is_ascii_hexdigit() { digits + 1 } else { 0 };
            plain.push(c);
            if digits == 64 {
                plain.truncate(plain.len() - 64);
                plain.push_str("[HASH]");
            }
        }
        plain.push('\n');
    }
    plain
}

#[track_caller]
fn assert(text: &str, number: &str, expected: impl snapbox::IntoData) {
    assert_text(&plain(text).replace(number, "[NUMBER]"), expected);
}

/// The number of the certificate: the first digits of the vault's id, and the line.
pub(crate) fn number(sandbox: &Sandbox) -> String {
    let json = sandbox.run("certificate show K-3 --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    json["items"][0]["certificate"].as_str().unwrap().to_owned()
}

#[test]
fn a_certificate_says_what_was_done_in_words() {
    let sandbox = issued("en");
    assert(
        &read(&sandbox, "c.txt"),
        &number(&sandbox),
        str![[r#"
CERTIFICATE OF DESTRUCTION OF CUSTOMER RECORDS

1. THE CERTIFICATE
Certificate: [NUMBER]
Organisation: ____________________
Vault: [HASH]
Taken from: destruction log, line 2
Status: complete: no copy is known that a key could still open

2. WHAT WAS DESTROYED
Made out for: K-000003
Records destroyed together: 2
What of them: the whole record, with its events and its history
Records by level of information they held: operational data: 2, level 1: 1, level 2: 2, level 3: 2
Rows deleted: records: 2, history entries: 0
Most sensitive level before: level 1
State after: destroyed

3. WHY
Reason: customer's request
Basis: REQ-1
Decided by: log entry 7
Check against statutory periods: PASS
Rules evaluated: ecommerce
Commitments given to requesters: none
Kept against being entered anew: nothing

4. HOW AND WHEN
Method: Purge, in the terms of NIST SP 800-88 (alignment, no conformity is claimed)
Techniques: cryptographic erase, overwriting of the key's block, deletion and overwriting of rows
Started: 2026-03-01 09:30:00 (UTC+00:00; in UTC 2026-03-01T09:30:00Z)
Completed: 2026-03-01 09:30:00 (UTC+00:00; in UTC 2026-03-01T09:30:00Z)
Carried out and signed by: O-1, administrator
Key destroyed: epoch: 1
Key destroyed: cipher: xchacha20-poly1305, 256 bit
Key destroyed: hash: [HASH]
Key destroyed: the one place where it lay: the vault's keyhole
Key destroyed: last copy cleared: 2026-03-01 09:30:00 (UTC+00:00; in UTC 2026-03-01T09:30:00Z)
Tool: kedang 0.1.0
Policy in force (hash): [HASH]
Log entry before completion: 8
Log head before completion: [HASH]

5. WHAT WAS CHECKED AFTERWARDS
What remains opens with the new key, read back from the disk: PASS
The write-ahead log was folded back and emptied: PASS
The old key was overwritten with zeros: PASS
Zeros were read back in its place: PASS
No key in the vault opens what was wrapped under the old one: PASS

6. COPIES
No copy was registered at the time of destruction.

7. WHAT WAS NOT PROVED AND CANNOT BE BY A PROGRAM
- that a solid-state disk kept no remapped block of the old key
- that a copy-on-write or journalling file system kept no older block of it
- that no snapshot or versioned storage holds an older state
- that nobody copied or exported the data before

CONCLUSION
The procedure above was performed and checked. This certificate says no more than that.
Handled by: ____________________
Supervised by: ____________________
Reviewed by: ____________________
Date: ____________________
Seal: ____________________

kedang-certificate/2 en 3
-----BEGIN KEDANG DESTRUCTION LINE-----
-----END KEDANG DESTRUCTION LINE-----

"#]],
    );
}

#[test]
fn a_certificate_says_it_in_chinese_too() {
    let sandbox = issued("zh");
    let chinese = sandbox.run("--lang zh certificate show K-3").stdout;
    assert(
        &chinese,
        &number(&sandbox),
        str![[r#"
客户档案销毁证明

一、基本情况
证明编号：[NUMBER]
单位名称：____________________
档案库标识：[HASH]
出具依据：销毁记录第 2 行
完成情况：已完成，没有已知的、仍可打开的副本

二、销毁对象
本证明所涉档案：K-000003
同次销毁的档案数：2
销毁范围：整份档案，包括往来事项和变更历史
含各级信息的档案数：业务管理信息 2、一级信息 1、二级信息 2、三级信息 2
删除的数据行：档案 2、历史记录 0
销毁前的最高信息级别：一级信息
销毁后的状态：已销毁

三、销毁原因与依据
销毁原因：客户请求
依据文号：REQ-1
决定记录：操作日志第 7 条
法定保存期限核查：通过
核查的规则：ecommerce
交给请求人的承诺值：无
防止重新录入的留存：无

四、销毁方式与过程
销毁方式：清除（Purge，按 NIST SP 800-88 的用语；仅为对照，不声称符合该标准）
技术手段：密码擦除、覆写密钥所在的块、删除并覆写数据行
开始时间：2026年03月01日 09:30:00（UTC+00:00，世界时 2026-03-01T09:30:00Z）
完成时间：2026年03月01日 09:30:00（UTC+00:00，世界时 2026-03-01T09:30:00Z）
执行人（电子签名）：O-1（管理员）
所毁密钥的轮次：1
所毁密钥的算法：xchacha20-poly1305，256 位
所毁密钥的哈希值：[HASH]
所毁密钥的唯一存放处：档案库的钥匙孔文件
所毁密钥最后一份的清除时间：2026年03月01日 09:30:00（UTC+00:00，世界时 2026-03-01T09:30:00Z）
所用程序：kedang 0.1.0
所依管理制度（哈希值）：[HASH]
完成前的日志条目：8
完成前的日志链首：[HASH]

五、销毁后核查
其余档案可用从磁盘读回的新密钥打开：通过
预写日志已并回并清空：通过
旧密钥已用零覆写：通过
该处读回的全是零：通过
档案库中已没有能打开旧密钥所封内容的密钥：通过

六、副本情况
销毁时没有登记任何副本。

七、未能证明、程序也无法证明的事项
- 固态硬盘没有在重映射的块中留下旧密钥
- 写时复制或日志式文件系统没有留下含旧密钥的旧块
- 没有快照或多版本存储保有更早的状态
- 此前没有人复制或导出过这些数据

结论与签署
以上销毁程序已经执行并经过核查，特此证明；所证明的仅限于此。
经办人：____________________
监销人：____________________
复核人：____________________
日期：____________________
单位盖章：____________________

kedang-certificate/2 zh 3
-----BEGIN KEDANG DESTRUCTION LINE-----
-----END KEDANG DESTRUCTION LINE-----

"#]],
    );
}

#[test]
fn it_is_the_same_bytes_whenever_it_is_issued() {
    let sandbox = issued("zh");
    let first = ["c.txt", "c.txt.sig"].map(|name| read(&sandbox, name));
    let again = sandbox.run("--lang zh certificate show K-3 -o d.txt");
    again.assert(str![[r#"
--- stderr
已写出：d.txt、d.txt.sig、allowed_signers
--- exit 0

"#]]);
    assert_eq!(["d.txt", "d.txt.sig"].map(|name| read(&sandbox, name)), first);
    // Written over the same it changes nothing; over something else it is refused as a whole.
    assert_eq!(sandbox.run("--lang zh certificate show K-3 -o c.txt").status, Some(0));
    sandbox.run("certificate show K-3 -o c.txt").assert(str![[r#"
--- stderr
error: c.txt exists already
caused by: it exists already
--- exit 9

"#]]);
    assert_eq!(read(&sandbox, "c.txt"), first[0]);
    sandbox.run("certificate show K-2 -o e.txt --dry-run").assert(str![[r#"
--- stderr
would write: e.txt, e.txt.sig, allowed_signers
--- exit 0

"#]]);
    assert!(!sandbox.path("e.txt").exists());
}

#[test]
fn only_the_destroyed_have_one() {
    let sandbox = issued("en");
    sandbox.run("certificate show K-1").assert(str![[r#"
--- stderr
error: record K-000001 was not destroyed, so it has no certificate
--- exit 8

"#]]);
    sandbox.run("--lang zh certificate show K-9").assert(str![[r#"
--- stderr
错误：没有客户档案 K-000009
提示：kedang list
--- exit 8

"#]]);
    sandbox.run("certificate show grade:A").assert(str![[r#"
--- stderr
error: selector 1 cannot be read: only numbers can name what was destroyed
--- exit 2

"#]]);
    sandbox.run("certificate show K-4..K-9").assert(str![[r#"
--- stderr
none of these records was destroyed
--- exit 0

"#]]);
    let run = sandbox.run("purge run K-4 --reason ended --basis R-2 --yes --count 1");
    assert_eq!(run.status, Some(0), "{run}");
    sandbox.run("certificate show K-1..K-4 -o all.txt").assert(str![[r#"
--- stderr
error: the records were destroyed on 2 occasions, and a file holds one certificate; name the records of one
--- exit 2

"#]]);
}

#[test]
fn a_page_to_print_lies_beside_the_signed_text() {
    let sandbox = issued("zh");
    let show = sandbox.run("--lang zh certificate show K-3 --html -o p.html");
    show.assert(str![[r#"
--- stderr
已写出：p.html、p.txt、p.txt.sig、allowed_signers
--- exit 0

"#]]);
    assert_eq!(read(&sandbox, "p.txt"), read(&sandbox, "c.txt"));
    assert_eq!(read(&sandbox, "p.txt.sig"), read(&sandbox, "c.txt.sig"));
    let page = read(&sandbox, "p.html");
    let text = read(&sandbox, "p.txt");
    let last = text.lines().last().unwrap();
    assert!(page.contains("<h1>客户档案销毁证明</h1>") && page.contains(last));
    assert_eq!(sandbox.run("--lang zh certificate show K-3 --html").stdout, page);
    // Another program's parser, where it is installed.
    let parse = "import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])";
    let python = std::process::Command::new("python3")
        .args(["-c", parse])
        .arg(sandbox.path("p.html"))
        .status();
    assert!(python.map_or(true, |status| status.success()));
    sandbox.run("certificate show K-3 --html -o p.txt").assert(str![[r#"
--- stderr
error: with --html, -o names the page: c.html beside c.txt
--- exit 2

"#]]);
}

#[test]
fn a_line_of_the_log_has_its_certificate_for_all_it_names() {
    let sandbox = issued("en");
    let json = sandbox.run("certificate show --line 2 --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["items"][0]["numbers"], serde_json::json!(["K-000002", "K-000003"]));
    assert_eq!(json["items"][0]["kind"], "records");
    sandbox.run("certificate show --line 1").assert(str![[r#"
--- stderr
error: line 1 of destruction.log records no destruction
--- exit 8

"#]]);
    assert_eq!(sandbox.run("--lang zh certificate show --line 9").status, Some(8));
    assert_eq!(sandbox.run("certificate show K-3 --line 2").status, Some(2));
}
