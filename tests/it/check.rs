//! `kedang check`: a vault in order, and what is said of one that is not.

use snapbox::str;

use crate::people::four;
use crate::sandbox::Sandbox;
use crate::source::{files, literals};

fn flip(sandbox: &Sandbox, file: &str, at: usize) {
    let path = sandbox.path("vault").join(file);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[at] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_vault_in_order_is_said_to_be() {
    let sandbox = four();
    sandbox.run("check").assert(str![[r#"
Area                                Checked  Result  Findings
--------------------------------------------------------------
log                                       6  sound          0
checkpoints                               5  sound          0
destruction log                           1  sound          0
key files of destinations in reach        0  sound          0
buckets                                   1  sound          0
records                                   4  sound          0
search segments                           4  sound          0
header, keyhole, anchor                   3  sound          0
--- stderr
everything is as it was signed
--- exit 0

"#]]);
    sandbox.run("--lang zh check --quiet").assert(str![[r#"
范围                          已核查  结果  问题
-------------------------------------------------
日志                               6  完好     0
检查点                             5  完好     0
销毁记录                           1  完好     0
可访问的备份目的地的密钥文件       0  完好     0
分桶                               1  完好     0
档案                               4  完好     0
检索段                             4  完好     0
文件头、钥匙孔、最近状态记录       3  完好     0
--- exit 0

"#]]);
    let json = sandbox.run("check --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "kedang.check/1");
    assert!(json["items"].as_array().unwrap().iter().all(|area| area["sound"] == true));
}

#[test]
fn damage_is_named_and_all_of_it() {
    let sandbox = four();
    let purge = sandbox.run("purge run K-2 --reason ended --basis R-1 --yes --count 1");
    assert_eq!(purge.status, Some(0), "{purge}");
    flip(&sandbox, "destruction.log", 40);
    flip(&sandbox, "destruction.log", 3000);
    sandbox.run("check").assert(str![[r#"
Area                                Checked  Result   Findings
---------------------------------------------------------------
log                                       9  sound           0
checkpoints                               8  sound           0
destruction log                           2  damaged         3
key files of destinations in reach        0  sound           0
buckets                                   1  sound           0
records                                   3  sound           0
search segments                           4  sound           0
header, keyhole, anchor                   3  sound           0
--- stderr
warning: destruction.log: a line is not what was signed #1
warning: destruction.log: a line is not what was signed #2
warning: destruction.log: a line is not the one in the log #2
--- exit 20

"#]]);
    sandbox.run("--lang zh check").assert(str![[r#"
范围                          已核查  结果    问题
---------------------------------------------------
日志                               9  完好       0
检查点                             8  完好       0
销毁记录                           2  有问题     3
可访问的备份目的地的密钥文件       0  完好       0
分桶                               1  完好       0
档案                               3  完好       0
检索段                             4  完好       0
文件头、钥匙孔、最近状态记录       3  完好       0
--- stderr
警告：destruction.log：某一行与签署的不一致 #1
警告：destruction.log：某一行与签署的不一致 #2
警告：destruction.log：某一行与日志中的不一致 #2
--- exit 20

"#]]);
    let json = sandbox.run("check --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let findings: Vec<_> = json["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|area| area["findings"].as_array().unwrap())
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert!(findings.contains(&"damage-line-unsigned"), "{findings:?}");
}

#[test]
fn what_keeps_the_keys_from_opening_ends_the_check() {
    let sandbox = four();
    flip(&sandbox, "header", 30);
    sandbox.run("check").assert(str![[r#"
--- stderr
error: header is damaged or was tampered with: it cannot be read 
--- exit 20

"#]]);
    assert_eq!(sandbox.run("audit verify").status, Some(20));
}

#[test]
fn an_older_copy_is_told_from_damage() {
    let sandbox = four();
    let copy = |from: &str, to: &str| {
        for file in ["records.db", "records.db-wal"] {
            let source = sandbox.path(from).join(file);
            let target = sandbox.path(to).join(file);
            if source.exists() {
                std::fs::copy(source, target).unwrap();
            } else {
                drop(std::fs::remove_file(target));
            }
        }
        drop(std::fs::remove_file(sandbox.path(to).join("records.db-shm")));
    };
    std::fs::create_dir(sandbox.path("old")).unwrap();
    copy("vault", "old");
    let edit = sandbox.run("grade set B K-1 --yes");
    assert_eq!(edit.status, Some(0), "{edit}");
    copy("old", "vault");
    assert_eq!(sandbox.run("list").status, Some(21));
    assert_eq!(sandbox.run("check").status, Some(21));
    assert_eq!(sandbox.run("audit verify").status, Some(21));
}

#[test]
fn files_that_do_not_belong_there_are_noted() {
    let sandbox = four();
    std::fs::write(sandbox.path("vault").join("notes.txt"), "x").unwrap();
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
    assert!(check.stderr.contains("notes.txt does not belong into a vault"), "{check}");
}

/// Findings are named by ids of messages in layers that word nothing themselves.
#[test]
fn everything_that_can_be_found_has_its_words() {
    let known = kedang::ui::Catalogue::ids(kedang::ui::Language::English);
    for file in files("src").into_iter().filter(|file| file.layer() == "vault") {
        let code = file.code();
        let ids = literals(&code).into_iter().filter(|text| {
            ["damage-", "check-", "warn-"].iter().any(|prefix| text.starts_with(prefix))
                && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        });
        for id in ids {
            assert!(known.iter().any(|known| known == id), "{} names {id}", file.name);
        }
    }
}
