//! `kedang batch`: which imports there were, what became of them, and taking one back.

use snapbox::str;

use crate::sandbox::Sandbox;

fn fifty(sandbox: &Sandbox) {
    let row = |n| format!("客{n},199{n:08}\n");
    let rows: String = (0..50).map(row).collect();
    std::fs::write(sandbox.path("fair.csv"), format!("姓名,手机\n{rows}")).unwrap();
    let done = sandbox.run("import fair.csv --channel 展会 --format json");
    assert!(done.stdout.contains("\"batches\":[\"B-3\"]"), "{done}");
    for line in [
        "tag add 回访 K-3 K-5 K-9",
        "purge run K-7 K-8 --reason request --basis REQ-1 --yes --count 2",
    ] {
        let done = sandbox.run(line);
        assert_eq!(done.status, Some(0), "{done}");
    }
}

#[test]
fn an_import_is_taken_back_as_far_as_nobody_worked_on() {
    let sandbox = Sandbox::vault();
    sandbox.run("batch list").assert(str![[r#"
--- stderr
nothing was imported
--- exit 0

"#]]);
    fifty(&sandbox);
    sandbox.run("batch list").assert(str![[r#"
Batch  Time              Operator  Channel     Rows read  Created  Updated  Unchanged  Skipped  Rejected
---------------------------------------------------------------------------------------------------------
B-3    2026-03-01 09:30  wang      exhibition         50       50        0          0        0         0
--- exit 0

"#]]);
    sandbox.run("batch show B-3 --changed").assert(str![[r#"
Number    Result   Since      Time              Act
------------------------------------------------------
K-000003  created  changed    2026-03-01 09:30  tag
K-000005  created  changed    2026-03-01 09:30  tag
K-000007  created  destroyed  2026-03-01 09:30  purge
K-000008  created  destroyed  2026-03-01 09:30  purge
K-000009  created  changed    2026-03-01 09:30  tag
--- exit 0

"#]]);
    sandbox.run("batch show B-40").assert(str![[r#"
--- stderr
error: no import has the number B-40
hint: kedang batch list
--- exit 8

"#]]);
    sandbox.run("batch show K-12").assert(str![[r#"
--- stderr
error: no import has the number K-12
hint: kedang batch list
--- exit 8

"#]]);
    sandbox.run("batch revert b-3 --dry-run").assert(str![[r#"
Batch            B-3
Destroys         K-000001…K-000002, K-000004, K-000006, K-000010…K-000050
Changed since    K-000003, K-000005, K-000009
Destroyed since  K-000007…K-000008
--- stderr
nothing was done
--- exit 0

"#]]);
    sandbox.run("batch revert B-3").assert(str![[r#"
--- stderr
warning: 45 records that the import made are to be destroyed for good (K-000001…K-000002, K-000004, K-000006, K-000010…K-000050)
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]]);
    sandbox.run("batch revert B-3 --yes").assert(str![[r#"
--- stderr
error: --yes alone does not destroy: add --count 45 if that is how many you mean; nothing was done
--- exit 5

"#]]);
    sandbox.run("batch revert B-3 --yes --count 44").assert(str![[r#"
--- stderr
error: 44 was given but there are 45; nothing was done
--- exit 5

"#]]);
    let done = sandbox.run("batch revert B-3 --yes --count 45 --format json");
    assert_eq!(done.status, Some(0), "{done}");
    assert!(done.stdout.contains(r#""edited":["K-000003","K-000005","K-000009"]"#), "{done}");
    assert!(done.stdout.contains(r#""destroyed":["K-000007","K-000008"]"#), "{done}");
    assert_eq!(sandbox.run("list --count").stdout, "3\n");
    let check = sandbox.run("check");
    assert_eq!(check.status, Some(0), "{check}");
    let certificate = sandbox.run("certificate show K-1");
    assert!(certificate.stdout.contains("B-3"), "{certificate}");
    sandbox.run("--lang zh batch revert B-3").assert(str![[r#"
批次        B-3
此后改动过  K-000003, K-000005, K-000009
此后已销毁  K-000001…K-000002, K-000004, K-000006…K-000008, K-000010…K-000050
--- stderr
没有撤销任何内容：该批次尚存的 3 份客户档案在导入之后都改动过，后来的改动不会撤销。可用 kedang history K-000003 查看做过什么；有误的用 kedang edit 更正，不应保留的用 purge 销毁
--- exit 0

"#]]);
}

#[test]
fn what_an_import_changed_is_given_back() {
    let sandbox = Sandbox::vault();
    std::fs::write(
        sandbox.path("one.csv"),
        "姓名,手机,备注\n张伟,13800000013,旧\n李娜,13800000014,\n",
    )
    .unwrap();
    std::fs::write(
        sandbox.path("two.csv"),
        "姓名,手机,备注\n张炜,13800000013,新\n李娜,13800000014,新\n",
    )
    .unwrap();
    assert_eq!(sandbox.run("import one.csv").status, Some(0));
    let results = sandbox.run("import two.csv --on-conflict update --results results.csv");
    assert_eq!(results.status, Some(0), "{results}");
    assert_eq!(
        std::fs::read_to_string(sandbox.path("results.csv")).unwrap(),
        "line,result,record,fields,reason\n\
         2,updated,K-000001,name notes,\n\
         3,updated,K-000002,notes,\n"
    );
    let again = sandbox.run("import two.csv --results results.csv");
    assert_eq!(again.status, Some(9), "{again}");
    sandbox.run("batch revert B-4 --yes").assert(str![[r#"
Batch            B-4
Gives back       K-000001…K-000002
--- stderr
taken back: 0 records destroyed, checked and signed for, 2 records as before
--- exit 0

"#]]);
    sandbox.run("list --columns number,name,notes").assert(str![[r#"
Number    Name  Notes
----------------------
K-000001  张伟  旧
K-000002  李娜
--- exit 0

"#]]);
    sandbox.run("history K-1").assert(str![[r#"
Number    Time              Operator  Act                Levels  What
---------------------------------------------------------------------------------------------------
K-000001  2026-03-01 09:30  wang      imported           2, 3
K-000001  2026-03-01 09:30  wang      imported           2, 3    name: 张伟 → 张炜; notes: 旧 → 新
K-000001  2026-03-01 09:30  wang      import taken back  2, 3    name: 张炜 → 张伟; notes: 新 → 旧
K-000001  2026-03-01 09:30  wang      listed             2
--- exit 0

"#]]);
}

#[test]
fn a_whole_file_has_a_channel_and_consents() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("notice.txt"), "我们为服务和营销使用您的信息。\n").unwrap();
    std::fs::write(sandbox.path("fair.csv"), "姓名,手机\n张伟,13800000013\n").unwrap();
    let line = "import fair.csv --channel exhibition --consent marketing --method form --notice 1 --evidence FAIR-1";
    sandbox.run(line).assert(str![[r#"
--- stderr
error: refused: there is no version 1 of the notice
hint: kedang notice list
--- exit 7

"#]]);
    let told = sandbox.run("notice add notice.txt --purpose marketing --retention 1y");
    assert_eq!(told.status, Some(0), "{told}");
    sandbox.run("import fair.csv --channel 老王介绍").assert(str![[r#"
--- stderr
error: “老王介绍” is not a value of --channel; known are unstated, visit, phone, online, app, exhibition, referral, store, email, social, purchase, partner
--- exit 2

"#]]);
    sandbox.run("import fair.csv --channel bought_list").assert(str![[r#"
--- stderr
error: the policy forbids the channel “bought_list”: nothing is collected by it
--- exit 2

"#]]);
    assert_eq!(sandbox.run(line).status, Some(0));
    sandbox.run("consent list").assert(str![[r#"
Number    Purpose    Level 1  Recipient  State    Date        Method  Evidence  Notice  Until  Withdrawn
---------------------------------------------------------------------------------------------------------
K-000001  marketing  no                  granted  2026-03-01  form    FAIR-1         1
--- exit 0

"#]]);
    // The same again, with the consent: nothing changes.
    let again = sandbox.run(&format!("{line} --format json"));
    assert!(
        again.stdout.contains("\"unchanged\":1") && again.stdout.contains("\"batches\":[]"),
        "{again}"
    );
    let log = sandbox.run("batch list --format csv");
    assert!(log.stdout.contains(",exhibition,1,1,0,"), "{log}");
    assert_eq!(sandbox.run("check").status, Some(0));
}

/// What an import made may have been handed over since.
#[test]
fn who_has_records_of_a_batch_is_told_when_it_is_taken_back() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("notice.txt"), "我们为服务使用您的信息。\n").unwrap();
    std::fs::write(sandbox.path("fair.csv"), "姓名,手机\n王芳,13800000015\n").unwrap();
    for line in [
        "notice add notice.txt --purpose service --retention 2y --from 2026-01-01",
        // One of age's own test vectors.
        "recipient add 呼叫中心 --contact desk --agreement NDA-1 --agreed 2026-01-05 \
         --to age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
        "import fair.csv",
        "share issue K-1 --recipient 呼叫中心 --purpose service --relation entrusted \
         --fields name --expires 3m -o out.age",
    ] {
        let done = sandbox.run(line);
        assert_eq!(done.status, Some(0), "{line}: {done}");
    }
    let batches = sandbox.run("batch list --format csv").stdout;
    let batch = batches.lines().nth(1).and_then(|row| row.split(',').next()).unwrap();
    let told = sandbox.run(&format!("batch revert {batch} --yes --count 1"));
    assert_eq!(told.status, Some(0), "{told}");
    let note = "warning: one share has such records, and the recipients are to be told (S-1)";
    assert!(told.stderr.contains(note), "{told}");
}

/// A process that is killed in the middle, and the same command again: exactly the records of one
/// whole run, and none twice.
#[test]
fn an_import_that_was_killed_goes_on_where_it_was() {
    // Wide rows, for a file is read in large pieces.
    let note = "注".repeat(120);
    let row = |n: u32| format!("客{n},199{n:08},{note}\n");
    let rows: String = (0..3000).map(row).collect();
    let text = format!("姓名,手机,备注\n{rows}{}", row(7));
    let whole = Sandbox::vault();
    std::fs::write(whole.path("all.csv"), &text).unwrap();
    assert_eq!(whole.run("import all.csv").status, Some(0));
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("all.csv"), &text).unwrap();
    let words = ["import", "-", "--commit-every", "500", "--results", "results.csv"];
    let mut command = sandbox.kedang(words).command();
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null());
    let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    // The pipe stays open, so the process waits for more when it has taken what there is.
    let mut pipe = child.stdin.take().unwrap();
    let half = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
    std::io::Write::write_all(&mut pipe, &text.as_bytes()[..half]).unwrap();
    let begun = std::time::Instant::now();
    while sandbox.run("list --count").stdout == "0\n" {
        assert!(begun.elapsed().as_secs() < 120, "no batch was committed");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    drop(pipe);
    let there: u64 = sandbox.run("list --count").stdout.trim().parse().unwrap();
    assert!(there.is_multiple_of(500) && (500..3000).contains(&there), "{there}");
    assert!(!sandbox.path("results.csv").exists(), "complete or absent");
    let done = sandbox
        .kedang([
            "import",
            "all.csv",
            "--commit-every",
            "500",
            "--results",
            "results.csv",
            "--format",
            "json",
        ])
        .end();
    assert_eq!(done.status, Some(0), "{done}");
    let expected = format!(
        "\"read\":3001,\"created\":{},\"updated\":0,\"unchanged\":{}",
        3000 - there,
        there + 1
    );
    assert!(done.stdout.contains(&expected), "{done}");
    let listed =
        |sandbox: &Sandbox| sandbox.run("list --columns number,name,phone --format csv").stdout;
    assert_eq!(listed(&sandbox), listed(&whole));
    let results = std::fs::read_to_string(sandbox.path("results.csv")).unwrap();
    assert_eq!(results.lines().count(), 3002);
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn an_import_that_ends_the_use_of_records_says_so_and_is_taken_back() {
    let sandbox = Sandbox::vault();
    let write = |name: &str, text: &str| std::fs::write(sandbox.path(name), text).unwrap();
    write("good.csv", "姓名,手机\n张炜,13800000001\n李娜,13800000002\n");
    write(
        "wrong.csv",
        "手机,阶段,最近联系\n13800000001,流失,2015-01-01\n13800000002,潜在,2015-01-01\n",
    );
    assert_eq!(sandbox.run("import good.csv").status, Some(0));
    // So is what would be made only to be destroyed.
    write("born.csv", "姓名,手机,阶段,最近联系\n王芳,13800000003,流失,2015-01-01\n");
    sandbox.run("import born.csv --dry-run --format json").assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":1,"created":1,"updated":0,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":1,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":[],"dry_run":true}}
--- stderr
warning: one new record is due for destruction already (K-000003), by the dates that the file gives: if that is wrong, mend the file
nothing was written
--- exit 0

"#]]);
    sandbox.run("import wrong.csv --on-conflict update --dry-run").assert(str![[r#"
Rows read         2
Created           0
Updated           2
Unchanged         0
Skipped           0
Rejected          0
Awaiting consent  0
--- stderr
warning: 2 records that were there fall due for destruction by this (K-000001…K-000002): if that is wrong, mend the file
nothing was written
--- exit 0

"#]]);
    sandbox
        .run("--lang zh import wrong.csv --on-conflict update --format json")
        .assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":0,"updated":2,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":2,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-4"],"dry_run":false}}
--- stderr
警告：有 2 份原有客户档案因此到期应销毁（K-000001…K-000002）；如有错误，请在下一次 purge run --due 之前撤销这次导入：kedang batch revert B-4
--- exit 0

"#]]);
    sandbox.run("batch revert B-4 --yes").assert(str![[r#"
Batch            B-4
Gives back       K-000001…K-000002
--- stderr
taken back: 0 records destroyed, checked and signed for, 2 records as before
--- exit 0

"#]]);
    sandbox.run("batch revert B-4 --yes").assert(str![[r#"
Batch            B-4
Changed since    K-000001…K-000002
--- stderr
nothing is taken back: the 2 records that are left of it were changed since the import, and later work is not undone. See what was done with kedang history K-000001; correct with kedang edit, or purge what should not be there
--- exit 0

"#]]);
    sandbox.run("purge due").assert(str![[r#"
--- stderr
nothing is due
--- exit 0

"#]]);
    // What its own period restricted meanwhile stays, and is not passed over in silence.
    write("own.csv", "姓名,手机,保存至\n王芳,13800000003,2026-03-10\n");
    write("note.csv", "手机,备注\n13800000003,来过\n");
    assert_eq!(sandbox.run("import own.csv").status, Some(0));
    let noted = sandbox.run("import note.csv --on-conflict update --format json");
    assert!(noted.stdout.contains(r#""batches":["B-8"]"#), "{noted}");
    let later = sandbox.kedang(["batch", "revert", "B-8", "--yes"]);
    later.env("KEDANG_TEST_NOW", "2026-04-01T09:30:00Z").end().assert(str![[r#"
Batch            B-8
Kept as it is    K-000003
--- stderr
note: one record is restricted or in quarantine, and would be with its former values too: it is left (K-000003)
nothing is taken back
--- exit 0

"#]]);
}
