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
条目  时间              操作员  事项      操作       档案      数量  级别  用途  原因  依据
--------------------------------------------------------------------------------------------
  12  2026-03-01 09:30  wang    出具证明             K-000002     1
  13  2026-03-01 09:30  wang    查阅      audit-log
  14  2026-03-01 09:30  wang    查阅      audit-log
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
header, keyhole, anchor        2  sound          0
--- stderr
everything is as it was signed
--- exit 0

"#]]);
    sandbox.run("--lang zh audit verify").assert(str![[r#"
范围                           已核查  结果  问题
--------------------------------------------------
日志                               12  完好     0
检查点                             11  完好     0
销毁记录                            2  完好     0
文件头、keyhole、最近状态记录       2  完好     0
--- stderr
一切与签署时一致
--- exit 0

"#]]);
}
