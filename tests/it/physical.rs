//! `kedang purge physical`: what was destroyed by hand, in the same log as the rest.

use snapbox::str;

use crate::certificate::{plain, read};
use crate::people::four;
use crate::sandbox::{Sandbox, assert_text};

const SHRED: &str = "purge physical K-3 --medium 纸质 --quantity 2 --serial BOX-7 --method 粉碎 \
                     --reason 期限到期 --basis PLAN-1 --day 2026-02-27 --witness VISITOR-12 \
                     --witness EMP-0042";

fn first_digits(sandbox: &Sandbox) -> String {
    let log = read(sandbox, "vault/destruction.log");
    let id = log.split("\\\"vault\\\":\\\"").nth(1).unwrap();
    id.chars().take(8).collect()
}

#[test]
fn paper_is_recorded_and_certified_in_chinese() {
    let sandbox = four();
    let hide = |text: &str| plain(text).replace(&first_digits(&sandbox), "[VAULT]");
    assert_text(
        &hide(&sandbox.run(&format!("--lang zh {SHRED}")).to_string()),
        str![[r#"
证明编号  [VAULT]-2
行        2
种类      纸质资料
数量      2
序列号    BOX-7
编号      K-000003
方式      粉碎
原因      期限到期
依据      PLAN-1
日期      2026-02-27
监销人    VISITOR-12, EMP-0042
--- stderr
已登记并签名，为销毁记录第 2 行；出具证明：kedang certificate show --line 2
--- exit 0

"#]],
    );
    let show = sandbox.run("--lang zh certificate show --line 2 -o p.txt");
    assert_eq!(show.status, Some(0), "{show}");
    assert_text(
        &hide(&read(&sandbox, "p.txt")),
        str![[r#"
纸质资料与存储介质销毁证明

一、基本情况
证明编号：[VAULT]-2
单位名称：____________________
档案库标识：[HASH]
出具依据：销毁记录第 2 行

二、销毁对象
种类：纸质资料
数量：2
厂商：未填写
型号：未填写
序列号：BOX-7
其中已知的客户档案：K-000003

三、销毁原因与依据
销毁原因：期限到期
依据文号：PLAN-1

四、销毁方式与过程
销毁方式：粉碎
销毁日期：2026年02月27日
监销人（编号或文号）：VISITOR-12、EMP-0042
登记人（电子签名）：O-1（管理员）
登记时间：2026年03月01日 09:30:00（UTC+00:00，世界时 2026-03-01T09:30:00Z）
所用程序：kedang 0.1.0
所依管理制度（哈希值）：[HASH]
登记前的日志条目：6
登记前的日志链首：[HASH]

结论与签署
以上内容由登记人登记并签名；程序没有看到销毁过程，也无法核实。
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
    let verify = sandbox.run("certificate verify p.txt --format json --log vault/destruction.log");
    let json: serde_json::Value = serde_json::from_str(&verify.stdout).unwrap();
    assert_eq!(json["item"]["kind"], "physical");
    assert_eq!(json["item"]["log"]["partial"], false);
    let lie = read(&sandbox, "p.txt").replace("粉碎", "焚烧");
    std::fs::write(sandbox.path("p.txt"), lie).unwrap();
    assert_eq!(sandbox.run("certificate verify p.txt").status, Some(20));
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
    assert!(sandbox.run("audit log").stdout.contains("2026"));
}

#[test]
fn a_rehearsal_shows_it_and_records_nothing() {
    let sandbox = four();
    let line = "purge physical --medium disk --make ACME --model X-1 --serial WX12A3456789 \
                --method crush --reason ended --basis PLAN-1 --witness EMP-0042 --dry-run";
    sandbox.run(line).assert(str![[r#"
Medium         hard disk
Quantity       1
Make           ACME
Model          X-1
Serial number  WX12A3456789
Method         crushing
Reason         business ended
Basis          PLAN-1
Day            2026-03-01
Witnesses      EMP-0042
--- stderr
this would be recorded and signed; nothing was done
--- exit 0

"#]]);
    assert_eq!(read(&sandbox, "vault/destruction.log").lines().count(), 1);
    let json = sandbox.run(&line.replace("--dry-run", "--format json")).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "kedang.purge.physical/1");
    assert_eq!(json["item"]["line"], 2);
    assert_eq!(json["item"]["serial"], "WX12A3456789");
    assert_eq!(json["item"]["day"], "2026-03-01");
}

#[test]
fn what_is_no_type_plate_no_witness_or_no_such_thing_is_refused() {
    let sandbox = four();
    let with = |from: &str, to: &str| sandbox.run(&SHRED.replace(from, to));
    with("--serial BOX-7", "--serial 张三").assert(str![[r#"
--- stderr
error: --serial must be 1 to 64 characters of A-Z a-z 0-9 space . / _ -; --make may have Chinese characters too
--- exit 7

"#]]);
    with("VISITOR-12", "Zhang").assert(str![[r#"
--- stderr
error: a witness is another operator's number (O-2) or a reference with a digit in it (EMP-0042), of A-Z a-z 0-9 space . / _ - without seven digits in a row; never a name, and not the one who records it
--- exit 7

"#]]);
    with("--day 2026-02-27", "--day 2026-03-02").assert(str![[r#"
--- stderr
error: the quantity must be at least 1, and the day not one to come
--- exit 2

"#]]);
    with("纸质", "floppy").assert(str![[r#"
--- stderr
error: “floppy” is not a value of --medium; known are paper, disk, ssd, tape, optical, usb, phone, other
--- exit 2

"#]]);
    with("粉碎", "消磁").assert(str![[r#"
--- stderr
error: paper is not destroyed by degaussing
--- exit 2

"#]]);
    with("VISITOR-12", "VISITOR-12 --witness visitor-12").assert(str![[r#"
--- stderr
error: the witness visitor-12 is named twice; each is named once
--- exit 2

"#]]);
    with("--quantity 2", "--quantity 99999999999").assert(str![[r#"
--- stderr
error: nobody destroys more than 10000000 things at once; check --quantity
--- exit 2

"#]]);
    assert_eq!(with("--serial BOX-7", "--make 希捷 --dry-run").status, Some(0));
    assert_eq!(with("--day 2026-02-27", "--day 27.2.2026").status, Some(2));
    assert_eq!(with("K-3", "K-9").status, Some(8));
    assert_eq!(with("K-3", "grade:A").status, Some(2));
    assert_eq!(with("--quantity 2", "--quantity 0").status, Some(2));
    assert_eq!(read(&sandbox, "vault/destruction.log").lines().count(), 1);
}

/// A line that was logged and not appended is appended by the next writer.
#[test]
fn a_record_of_it_survives_a_crash() {
    let sandbox = four();
    let died = sandbox.kedang(SHRED.split_whitespace()).env("KEDANG_TEST_STOP", "physical-logged");
    assert_eq!(died.end().status, None);
    assert_eq!(read(&sandbox, "vault/destruction.log").lines().count(), 1);
    assert_eq!(sandbox.run("tag add x K-1").status, Some(0));
    assert_eq!(read(&sandbox, "vault/destruction.log").lines().count(), 2);
    assert_eq!(sandbox.run("certificate show --line 2").status, Some(0));
    assert_eq!(sandbox.run("check").status, Some(0));
}
