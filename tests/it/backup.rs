//! `kedang backup`: copies written, listed, checked and thinned out; a purge that cannot reach one.

use std::path::Path;

use snapbox::str;

use crate::people::four;
use crate::sandbox::{Sandbox, Transcript, assert_text};

#[track_caller]
pub(crate) fn must(sandbox: &Sandbox, line: &str) -> Transcript {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}: {done}");
    done
}

/// Hides the home, and how long its name is.
#[track_caller]
fn assert(sandbox: &Sandbox, line: &str, expected: impl snapbox::IntoData) {
    let text = sandbox.run(line).to_string().replace(sandbox.home().to_str().unwrap(), "~");
    let rule = |line: &&str| line.len() > 5 && line.bytes().all(|byte| byte == b'-');
    let lines = text.lines().map(|line| if rule(&line) { "------" } else { line });
    assert_text(&(lines.collect::<Vec<_>>().join("\n") + "\n"), expected);
}

pub(crate) const PURGE: &str = "purge run K-2 --reason request --basis REQ-1 --yes --count 1";

#[test]
fn a_backup_is_written_listed_and_checked() {
    let sandbox = four();
    assert(
        &sandbox,
        "backup run nas --dry-run",
        str![[r#"
Destination  nas
Holds        data, keys, log
Records      4
--- stderr
4 records would be copied; nothing was done
--- exit 0

"#]],
    );
    assert!(!sandbox.path("nas").exists(), "a rehearsal makes nothing");
    assert(
        &sandbox,
        "backup list",
        str![[r#"
--- stderr
no destination is registered; `kedang backup run DIR` makes one
--- exit 0

"#]],
    );
    assert(
        &sandbox,
        "backup run nas",
        str![[r#"
Destination  nas
Holds        data, keys, log
Copy         20260301T093000Z
Records      4
Bytes        2151
Key          1
--- stderr
4 records copied
--- exit 0

"#]],
    );
    assert(
        &sandbox,
        "--lang zh backup list",
        str![[r#"
备份目的地  内容              副本数  最新副本          最近写入          最近演练  状态  路径
------
nas         数据、密钥、日志       1  2026-03-01 09:30  2026-03-01 09:30                  ~/nas
--- exit 0

"#]],
    );
    assert(
        &sandbox,
        "backup verify nas",
        str![[r#"
Destination  File                       Checked  Result  Findings
------
nas          about                            1  sound          0
nas          keyhole                          1  sound          0
nas          key                              4  sound          0
nas          destruction.log                  1  sound          0
nas          log                             10  sound          0
nas          20260301T093000Z/manifest        1  sound          0
nas          20260301T093000Z/data            4  sound          0
--- stderr
everything is as it was signed, and every record has its key or its tombstone
--- exit 0

"#]],
    );
    must(&sandbox, "check");
    assert!(must(&sandbox, "audit log").stdout.contains("backed up"));
}

#[test]
fn what_is_no_fit_place_is_refused_with_a_way_out() {
    let sandbox = four();
    std::fs::create_dir_all(sandbox.path("project/.git")).unwrap();
    std::fs::create_dir_all(sandbox.path("photos/2025")).unwrap();
    assert(
        &sandbox,
        "backup run project/copies",
        str![[r#"
--- stderr
error: ~/project/copies is on storage that keeps versions of what is overwritten (~/project): keys of destroyed records would live on there
hint: kedang backup run ~/project/copies --data-only
hint: kedang backup run ~/project/copies --versioned-storage
--- exit 9

"#]],
    );
    assert(
        &sandbox,
        "--lang zh backup run photos",
        str![[r#"
--- stderr
错误：~/photos 里有别的东西；备份目的地起初必须是空目录
--- exit 9

"#]],
    );
    assert(
        &sandbox,
        "backup run 13800000013",
        str![[r#"
--- stderr
error: the name of a destination must be 1 to 32 characters without slashes, control characters or seven digits in a row, because certificates show it to anybody
hint: kedang backup run DIR --name NAME
--- exit 7

"#]],
    );
    assert(
        &sandbox,
        "backup verify safe",
        str![[r#"
--- stderr
error: there is no destination “safe”
hint: kedang backup list
--- exit 8

"#]],
    );
    let alone = must(&sandbox, "backup run project/copies --data-only --format json");
    assert!(alone.stdout.contains("\"opened_at\":[],\"behind\":[]"), "{alone}");
    assert!(alone.stderr.contains("cannot be restored before the next backup"), "{alone}");
    let newer = sandbox.run("--lang zh backup verify copies");
    assert!(newer.status == Some(21) && newer.stderr.contains("日志和密钥都新"), "{newer}");
    let names = names(&sandbox.path("project/copies"));
    assert_eq!(names.len(), 2, "no key lies there: {names:?}");
}

/// A destination that is away during a purge makes the certificate partial until it is back.
#[test]
fn a_purge_that_cannot_reach_a_copy_says_so_until_it_can() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    must(&sandbox, "backup run safe");
    std::fs::rename(sandbox.path("nas"), sandbox.path("drawer")).unwrap();
    let some = must(&sandbox, "backup verify").stderr;
    assert!(some.contains("nas could not be reached") && !some.contains("everything"), "{some}");
    let old = ["key", "keyhole"].map(|file| {
        let bytes = std::fs::read(sandbox.path(&format!("drawer/{file}"))).unwrap();
        (file, bytes)
    });
    let purged = sandbox.run(&format!("{PURGE} --format json"));
    assert_eq!(purged.status, Some(6), "{purged}");
    assert!(purged.stdout.contains("\"residual\":[\"nas\"],\"partial\":true"), "{purged}");
    assert!(purged.stderr.contains("warning: one backup could not be reached"), "{purged}");
    let partial = sandbox.run("certificate show K-2");
    assert_eq!(partial.status, Some(6), "{partial}");
    let certificate = &partial.stdout;
    assert!(certificate.contains("PARTIAL") && certificate.contains("nas"), "{certificate}");
    assert(
        &sandbox,
        "backup scrub",
        str![[r#"
Destination  Result              Key
------
nas          still opens a copy
--- stderr
warning: one backup could not be reached and still opens a copy: nas; once they are back, run `kedang backup scrub`
--- exit 6

"#]],
    );
    std::fs::rename(sandbox.path("drawer"), sandbox.path("nas")).unwrap();
    let older = sandbox.run("backup verify nas");
    assert_eq!(older.status, Some(21), "{older}");
    assert(
        &sandbox,
        "backup scrub",
        str![[r#"
Destination  Result                    Key
------
nas          out of reach, signed for    2
--- exit 0

"#]],
    );
    assert(
        &sandbox,
        "--lang zh backup scrub",
        str![[r#"
--- stderr
没有哪处备份还能打开已销毁的内容
--- exit 0

"#]],
    );
    let completed = must(&sandbox, "certificate show K-2").stdout;
    assert!(!completed.contains("PARTIAL"), "{completed}");
    for line in ["backup verify", "check", "certificate verify vault/destruction.log"] {
        must(&sandbox, line);
    }
    let lines = |file: &str| std::fs::read(sandbox.path(file)).unwrap();
    assert_eq!(lines("vault/destruction.log"), lines("nas/destruction.log"));

    for (file, bytes) in &old {
        std::fs::write(sandbox.path(&format!("nas/{file}")), bytes).unwrap();
    }
    let older = sandbox.run("check");
    assert_eq!(older.status, Some(21), "{older}");
    assert!(older.stderr.contains("put back") && !older.stderr.contains("accept-head"), "{older}");
    assert_eq!(sandbox.run("certificate show K-2").status, Some(6));
    assert!(must(&sandbox, "backup list").stdout.contains("still opens a copy"));
    must(&sandbox, "backup scrub");
    must(&sandbox, "certificate show K-2");
    must(&sandbox, "check");
}

#[test]
fn a_copy_that_exists_no_more_is_stated_to_be_gone() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    std::fs::remove_dir_all(sandbox.path("nas")).unwrap();
    assert_eq!(sandbox.run(PURGE).status, Some(6));
    assert(
        &sandbox,
        "backup scrub --gone nas",
        str![[r#"
--- stderr
warning: it is to be stated, and signed, that the copy “nas” exists no more; nothing can check that
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]],
    );
    assert(
        &sandbox,
        "backup scrub --gone nas --yes",
        str![[r#"
Destination  Result             Key
------
nas          stated to be gone
--- exit 0

"#]],
    );
    let lines = std::fs::read_to_string(sandbox.path("vault/destruction.log")).unwrap();
    assert!(lines.contains("stated-gone"));
    assert_eq!(must(&sandbox, "backup list --format csv").stdout.lines().count(), 1);
    for line in ["check", "certificate verify vault/destruction.log"] {
        must(&sandbox, line);
    }
}

#[test]
fn old_copies_are_thinned_out_by_rules() {
    let sandbox = four();
    for time in ["2026-02-27T01:00:00Z", "2026-02-28T01:00:00Z", "2026-02-28T23:00:00Z"] {
        let run = sandbox.kedang(["backup", "run", "nas"]).env("KEDANG_TEST_NOW", time).end();
        assert_eq!(run.status, Some(0), "{run}");
    }
    must(&sandbox, "backup run nas");
    assert(
        &sandbox,
        "backup forget nas --keep-daily 2 --keep-monthly 1 --dry-run",
        str![[r#"
Destination  Copy              Written           Result            Reasons
------
nas          20260301T093000Z  2026-03-01 09:30  kept              of its day, of its month
nas          20260228T230000Z  2026-02-28 23:00  kept              of its day
nas          20260228T010000Z  2026-02-28 01:00  would be deleted
nas          20260227T010000Z  2026-02-27 01:00  would be deleted
--- stderr
2 copies would be deleted; nothing was done
--- exit 0

"#]],
    );
    let rules = "backup forget nas --keep-daily 2 --keep-monthly 1";
    assert_eq!(sandbox.run(rules).status, Some(5), "nobody confirmed");
    assert_eq!(names(&sandbox.path("nas")).len(), 9);
    assert(
        &sandbox,
        &format!("{rules} --yes"),
        str![[r#"
Destination  Copy              Written           Result   Reasons
------
nas          20260301T093000Z  2026-03-01 09:30  kept     of its day, of its month
nas          20260228T230000Z  2026-02-28 23:00  kept     of its day
nas          20260228T010000Z  2026-02-28 01:00  deleted
nas          20260227T010000Z  2026-02-27 01:00  deleted
--- stderr
2 copies deleted
--- exit 0

"#]],
    );
    assert_eq!(names(&sandbox.path("nas")).len(), 7);
    assert(
        &sandbox,
        "backup forget --keep-last 0 --yes",
        str![[r#"
--- stderr
error: the rules would keep no copy at “nas”; add --even-last if that is meant
--- exit 9

"#]],
    );
    must(&sandbox, "backup verify");
}

/// Names below a directory.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let listed = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        listed.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_at_a_destination_can_be_read_without_keys() {
    let sandbox = four();
    must(&sandbox, "backup run nas");
    let found = std::process::Command::new("grep")
        .args(["-rlaE", "张伟芳|李娜|13800000014|11010519491231002X|example", "nas"])
        .current_dir(sandbox.home())
        .output()
        .unwrap();
    assert_eq!(found.stdout, b"", "{}", String::from_utf8_lossy(&found.stdout));
}
