//! `kedang audit`: the log shown, and proved.

use snapbox::str;

use crate::people::four;
use crate::sandbox::Sandbox;

fn busy() -> Sandbox {
    let sandbox = four();
    for line in [
        "grade set B K-1 --yes",
        "show K-2",
        "purge run K-2 --reason request --basis REQ-7 --yes --count 1",
        "certificate show K-2",
    ] {
        let done = sandbox.run(line);
        assert_eq!(done.status, Some(0), "{line}: {done}");
    }
    sandbox
}

#[test]
fn the_log_says_who_did_what_to_whom() {
    let sandbox = busy();
    sandbox.run("audit log").assert(str![[r#"
Entry  Time              Operator  Kind                 Act        Records   Count  Levels   Purpose  Reason              Basis
--------------------------------------------------------------------------------------------------------------------------------
    1  2026-03-01 09:30  wang      vault made
    2  2026-03-01 09:30  wang      operators changed
    3  2026-03-01 09:30  wang      changed              add        K-000001      1
    4  2026-03-01 09:30  wang      changed              add        K-000002      1
    5  2026-03-01 09:30  wang      changed              add        K-000003      1
    6  2026-03-01 09:30  wang      changed              add        K-000004      1
    7  2026-03-01 09:30  wang      changed              grade      K-000001      1
    8  2026-03-01 09:30  wang      shown                show       K-000002      1  1, 2, 3
    9  2026-03-01 09:30  wang      destruction decided             K-000002      1                    customer's request  REQ-7
   10  2026-03-01 09:30  wang      destroyed                       K-000002      1
   11  2026-03-01 09:30  wang      destruction proved              K-000002      1
   12  2026-03-01 09:30  wang      certificate issued              K-000002      1
   13  2026-03-01 09:30  wang      shown                audit-log
--- exit 0

"#]]);
    sandbox.run("--lang zh audit log --limit 3").assert(str![[r#"
条目  时间              操作员  事项      操作      档案      数量  级别  用途  原因  依据
-------------------------------------------------------------------------------------------
  12  2026-03-01 09:30  wang    出具证明            K-000002     1
  13  2026-03-01 09:30  wang    查阅      查阅日志
  14  2026-03-01 09:30  wang    查阅      查阅日志
--- exit 0

"#]]);
    // Reading it is an act like any other; what was destroyed is still spoken of.
    let json = sandbox.run("audit log K-2 --format jsonl").stdout;
    let acts: Vec<String> = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|entry| entry["act"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        acts,
        ["change", "disclose", "intent", "destroyed", "done", "certificate"],
        "{json}"
    );
    assert!(!json.contains("李娜") && !json.contains("13800000014"));
}

#[test]
fn a_log_in_order_is_said_to_be() {
    let sandbox = busy();
    sandbox.run("audit verify").assert(str![[r#"
Area                     Checked  Result  Findings
---------------------------------------------------
log                           12  sound          0
checkpoints                   11  sound          0
destruction log                2  sound          0
buckets                        1  sound          0
header, keyhole, anchor        2  sound          0
--- stderr
everything is as it was signed
note: no restore was ever rehearsed: kedang backup drill
note: the next one is due by 2026-06-01
--- exit 0

"#]]);
    sandbox.run("--lang zh audit verify").assert(str![[r#"
范围                          已核查  结果  问题
-------------------------------------------------
日志                              12  完好     0
检查点                            11  完好     0
销毁记录                           2  完好     0
分桶                               1  完好     0
文件头、钥匙孔、最近状态记录       2  完好     0
--- stderr
一切与签署时一致
说明：从未做过恢复演练：kedang backup drill
说明：下一次最迟在 2026-06-01
--- exit 0

"#]]);
}

/// The age that `report kpi` tells, and why there is none.
fn verified(sandbox: &Sandbox) -> (Option<f64>, Option<String>) {
    let told = sandbox.run("report kpi --format jsonl").stdout;
    let row = told.lines().find(|line| line.contains("audit_verify_age")).unwrap();
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    (row["figure"].as_f64(), row["why"].as_str().map(str::to_owned))
}

#[test]
fn that_the_log_was_verified_is_kept_and_a_failure_is_no_pass() {
    let sandbox = busy();
    let never = (None, Some("never".to_owned()));
    assert_eq!(verified(&sandbox), never);
    for line in ["audit verify", "audit verify --log --dry-run"] {
        assert_eq!(sandbox.run(line).status, Some(0));
        assert_eq!(verified(&sandbox), never, "{line}");
    }
    let path = sandbox.path("vault/destruction.log");
    let sound = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, sound.replacen("O-1", "O-9", 1)).unwrap();
    assert_eq!(sandbox.run("audit verify --log").status, Some(20));
    std::fs::write(&path, sound).unwrap();
    assert_eq!(verified(&sandbox), never, "what found something is no pass");
    let kept = sandbox.run("audit verify --log");
    assert!(kept.stderr.contains("the result is in the log"), "{kept}");
    assert_eq!(verified(&sandbox), (Some(0.0), None));
    let list = sandbox.run("audit log act:verified verb:audit-verify --limit 1 --format jsonl");
    assert!(list.stdout.contains(r#""verb":"audit-verify""#), "{list}");
    assert!(list.stdout.contains(r#""reason":"sound""#), "{list}");
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn the_log_is_asked_in_both_languages() {
    let sandbox = busy();
    let acts = |line: &str| -> Vec<String> {
        let run = sandbox.run(&format!("{line} --format jsonl"));
        assert_eq!(run.status, Some(0), "{run}");
        let entries = run.stdout.lines().map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            entry["act"].as_str().unwrap().to_owned()
        });
        entries.collect()
    };
    let purge = ["intent", "destroyed", "done"];
    for line in [
        "audit log verb:purge",
        "audit log 动作：销毁",
        "audit log by:wang verb:purge",
        "audit log 操作员：Wang，O-1 操作：purge",
        "audit log act:intent,destroyed,done since:30d",
        "audit log 事项：决定销毁，已销毁，销毁已证实 当日：2026-03-01",
        "audit log K-2 verb:purge until:2026-03-01",
    ] {
        assert_eq!(acts(line), purge, "{line}");
    }
    assert_eq!(acts("audit log level:1"), ["change", "disclose"]);
    assert_eq!(acts("audit log verb:show revealed:no"), ["disclose"]);
    assert!(acts("audit log until:2026-02-28").is_empty());
    assert!(acts("audit log verb:show revealed:yes").is_empty());
    assert_eq!(acts("audit log verb:add by.not:wang"), [""; 0]);
    sandbox.run("audit log by:张三").assert(str![[r#"
--- stderr
error: selector 1 cannot be read: no operator, present or past, has this name or number
--- exit 2

"#]]);
    sandbox.run("audit log K-1 verb:shwo").assert(str![[r#"
--- stderr
error: selector 2 cannot be read: there is no such verb or act
hint: did you mean show?
--- exit 2

"#]]);
    sandbox.run("--lang zh audit log K-1 since:gestern").assert(str![[r#"
--- stderr
错误：无法识别第 2 个选择条件：应为日期（2026-01-31）或时长（30d、6m、1y）
--- exit 2

"#]]);
    // The place of a word about records is its place among all words.
    sandbox.run("audit log by:wang grad:A").assert(str![[r#"
--- stderr
error: selector 2 names no term that there is
hint: did you mean grade?
--- exit 2

"#]]);
}

#[test]
fn sums_tell_who_did_how_much() {
    let sandbox = busy();
    sandbox.run("audit log --stats").assert(str![[r#"
Operator  Act          Entries  Shown  By pseudonyms  Changed  Refused  First             Last
-----------------------------------------------------------------------------------------------------------
wang      add                4      0              0        4        0  2026-03-01 09:30  2026-03-01 09:30
wang      audit-log          1      0              0        0        0  2026-03-01 09:30  2026-03-01 09:30
wang      certificate        1      0              0        0        0  2026-03-01 09:30  2026-03-01 09:30
wang      grade              1      0              0        1        0  2026-03-01 09:30  2026-03-01 09:30
wang      init               1      0              0        0        0  2026-03-01 09:30  2026-03-01 09:30
wang      operator           1      0              0        0        0  2026-03-01 09:30  2026-03-01 09:30
wang      purge              3      0              0        1        0  2026-03-01 09:30  2026-03-01 09:30
wang      show               1      1              0        0        0  2026-03-01 09:30  2026-03-01 09:30
--- exit 0

"#]]);
    sandbox.run("--lang zh audit log --stats verb:purge").assert(str![[r#"
操作员  操作  条目数  看到  去标识化  已修改  被拒绝  最早              最近
-----------------------------------------------------------------------------------------
wang    销毁       3     0         0       1       0  2026-03-01 09:30  2026-03-01 09:30
--- exit 0

"#]]);
}

/// A rehearsed restore is told of, and one that is overdue is found.
#[test]
fn an_overdue_drill_is_found() {
    let sandbox = busy();
    for line in ["backup run ./nas", "backup drill"] {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(0), "{run}");
    }
    let at = |time: &str| sandbox.kedang(["audit", "verify"]).env("KEDANG_TEST_NOW", time).end();
    let fine = at("2026-06-01T09:30:00Z");
    assert!(fine.stderr.contains("2026-03-01, from"), "{fine}");
    assert_eq!(fine.status, Some(0), "{fine}");
    let late = at("2026-06-02T09:30:00Z");
    assert!(late.stderr.contains("was to be rehearsed by 2026-06-01"), "{late}");
    assert_eq!(late.status, Some(4), "{late}");
}

/// The first break, and what holds before it.
#[test]
fn a_broken_log_is_trusted_up_to_its_break() {
    let sandbox = busy();
    tamper(&sandbox, "UPDATE log SET sealed = randomblob(length(sealed)) WHERE seq = 7");
    sandbox.run("audit verify").assert(str![[r#"
Area                     Checked  Result   Findings
----------------------------------------------------
log                           12  damaged         2
checkpoints                   11  sound           0
destruction log                2  sound           0
buckets                        1  sound           0
header, keyhole, anchor        2  sound           0
--- stderr
warning: records.db: an entry of the log cannot be read #7
warning: records.db: the log does not continue what was seen before #7
warning: the first break of the log is at entry 7: an entry of the log cannot be read
warning: entries 1 to 6 hold (the last of 2026-03-01), and so does every record that nothing after them touched; what came later needs another proof: a colleague's anchor, a backup, the destruction log
note: no restore was ever rehearsed: kedang backup drill
note: the next one is due by 2026-06-01
--- exit 20

"#]]);
}

/// What a stranger does to the database with an SQLite client of his own.
#[expect(clippy::disallowed_methods, reason = "the hands of a stranger, not of the program")]
fn tamper(sandbox: &Sandbox, sql: &str) {
    let database = rusqlite::Connection::open(sandbox.path("vault/records.db")).unwrap();
    database.execute_batch(sql).unwrap();
}

/// Who opens no record reads and proves the log, and hands it out; who may only read records does
/// not.
#[test]
fn an_auditor_needs_no_clearance_and_a_viewer_sees_no_log() {
    let sandbox = busy();
    for line in [
        "operator add li --role auditor --new-identity li.identity",
        "operator add zhao --role viewer --new-identity zhao.identity",
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(0), "{run}");
    }
    let li = |line: &str| sandbox.run(&format!("--identity li.identity {line}"));
    for line in ["audit log", "audit log --stats", "audit verify", "audit standard"] {
        let run = li(line);
        assert_eq!(run.status, Some(0), "{line}: {run}");
        assert!(!run.stdout.contains("李娜"), "{run}");
    }
    assert_eq!(li("audit bundle ./audit").status, Some(0));
    assert_ne!(li("list").status, Some(0), "he sees no record");
    for line in ["audit log", "audit log --stats", "audit standard", "audit bundle ./other"] {
        let run = sandbox.run(&format!("--identity zhao.identity {line}"));
        assert_eq!(run.status, Some(14), "{line}: {run}");
    }
    assert!(!sandbox.path("other").exists());
    // What each of them did stands under his name.
    let by = li("audit log by:zhao --format jsonl").stdout;
    assert!(by.lines().count() >= 1 && by.contains("\"refused\""), "{by}");
    assert!(li("audit log by:li verb:audit-bundle --format jsonl").stdout.contains("audit-bundle"));
}
