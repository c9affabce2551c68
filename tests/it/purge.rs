//! `kedang purge`: what is due, plans and questions, destruction, and what is refused.

use snapbox::str;

use crate::people::{add, four};
use crate::sandbox::{Sandbox, Transcript, assert_text};

/// A vault with a customer who is gone for years and one who stays.
fn one_due() -> Sandbox {
    let sandbox = Sandbox::vault();
    add(
        &sandbox,
        r#"{"name":"张伟芳","phone":"13800000013","stage":"流失","last_contact":"2020-05-01",
            "source":"展会"}"#,
    );
    add(&sandbox, r#"{"name":"李娜","phone":"13800000014","source":"推荐"}"#);
    sandbox
}

/// Makes K-1 somebody whom no statutory period binds.
fn unbound(sandbox: &Sandbox) {
    let set = sandbox.run("edit K-1 --set stage=潜在");
    assert_eq!(set.status, Some(0), "{set}");
}

/// Hides what differs from vault to vault: the first half of a certificate's number.
fn without_digits(text: &str) -> String {
    let mut plain = text.to_owned();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        if let Some((id, line)) = word.split_once('-')
            && id.len() == 8
            && id.bytes().all(|b| b.is_ascii_hexdigit())
            && line.bytes().all(|b| b.is_ascii_digit())
        {
            plain = plain.replace(id, "01234567");
        }
    }
    plain
}

#[track_caller]
fn assert(transcript: &Transcript, expected: impl snapbox::IntoData) {
    assert_text(&without_digits(&transcript.to_string()), expected);
}

#[test]
fn what_is_due_is_listed_with_the_rule_that_says_so() {
    let sandbox = one_due();
    assert(
        &sandbox.run("purge due"),
        str![[r#"
Number    Kept until  Rule                           Reason          Basis
----------------------------------------------------------------------------------------
K-000001  2023-05-01  customer gone for three years  business ended  PIPL 47-1-1 ECL 31
--- exit 0

"#]],
    );
    assert(
        &sandbox.run("--lang zh purge due --exit-code"),
        str![[r#"
编号      保存至      规则          原因      依据
-----------------------------------------------------------------
K-000001  2023-05-01  客户流失三年  业务结束  PIPL 47-1-1 ECL 31
--- exit 4

"#]],
    );
    assert(
        &sandbox.run("purge due K-2"),
        str![[r#"
--- stderr
nothing is due
--- exit 0

"#]],
    );
    assert(
        &sandbox.run("purge due --format jsonl"),
        str![[r#"
{"number":"K-000001","kept_until":"2023-05-01","rule":"churned","reason":"ended","basis":"PIPL 47-1-1 ECL 31"}
--- exit 0

"#]],
    );
}

#[test]
fn what_is_due_is_destroyed_for_cron() {
    let sandbox = one_due();
    assert(
        &sandbox.run("purge run --due --yes --max 0"),
        str![[r#"
--- stderr
error: there are 1, more than the maximum of 0; nothing was done
hint: kedang purge due
--- exit 5

"#]],
    );
    assert(
        &sandbox.run("purge run --due"),
        str![[r#"
--- stderr
warning: one record is to be destroyed for good (K-000001): business ended, basis PIPL 47-1-1 ECL 31
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]],
    );
    assert(
        &sandbox.run("purge run --due --dry-run"),
        str![[r#"
Certificate  Count  Numbers   Reason          Basis
-----------------------------------------------------------------
                 1  K-000001  business ended  PIPL 47-1-1 ECL 31
--- stderr
one record would be destroyed; nothing was done
--- exit 0

"#]],
    );
    assert(
        &sandbox.run("purge run --due --yes --max 200"),
        str![[r#"
Certificate  Count  Numbers   Reason          Basis
-----------------------------------------------------------------
01234567-2       1  K-000001  business ended  PIPL 47-1-1 ECL 31
--- stderr
one record destroyed, checked and signed for
--- exit 0

"#]],
    );
    assert(
        &sandbox.run("purge run --due --yes --max 200"),
        str![[r#"
--- stderr
nothing is due
--- exit 0

"#]],
    );
    assert_eq!(sandbox.run("list --count").stdout, "1\n");
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn a_script_says_how_many_it_means() {
    let sandbox = four();
    let run = "purge run K-2 --reason 客户请求 --basis REQ-2026/17";
    assert(
        &sandbox.run(run),
        str![[r#"
--- stderr
warning: one record is to be destroyed for good (K-000002): customer's request, basis REQ-2026/17
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]],
    );
    assert(
        &sandbox.run(&format!("{run} --yes")),
        str![[r#"
--- stderr
error: --yes alone does not destroy: add --count 1 if that is how many you mean; nothing was done
--- exit 5

"#]],
    );
    assert(
        &sandbox.run(&format!("--lang zh {run} --yes --count 2")),
        str![[r#"
--- stderr
错误：给出的数目是 2，实际是 1，什么都没有做
--- exit 5

"#]],
    );
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
    assert(
        &sandbox.run(&format!("{run} --yes --count 1 --format json")),
        str![[r#"
{"schema":"kedang.purge.run/1","items":[
{"certificate":"01234567-2","count":1,"numbers":["K-000002"],"levels":[],"fields":[],"suppressed":false,"reason":"request","basis":"REQ-2026/17","epoch":1,"done":true,"residual":[],"partial":false}
]}
--- stderr
one record destroyed, checked and signed for
--- exit 0

"#]],
    );
    assert(
        &sandbox.run(&format!("--lang zh {run} --yes --count 1")),
        str![[r#"
--- stderr
错误：客户档案 K-000002 已经销毁
提示：kedang certificate show K-000002
--- exit 8

"#]],
    );
    assert_eq!(sandbox.run("list --count").stdout, "3\n");
}

#[test]
fn reasons_references_and_words_are_checked() {
    let sandbox = four();
    assert(
        &sandbox.run("purge run K-2 --reason 生气 --basis R-1"),
        str![[r#"
--- stderr
error: “生气” is not a value of --reason; known are request, expired, ended, withdrawn, other
--- exit 2

"#]],
    );
    assert(
        &sandbox.run("purge run K-2 --reason ended --basis 13800000014"),
        str![[r#"
--- stderr
error: --basis must be a reference: 1 to 64 characters of A-Z a-z 0-9 space . / _ - without seven digits in a row
--- exit 7

"#]],
    );
    assert(
        &sandbox.run("purge run 李娜 --reason ended --basis R-1"),
        str![[r#"
--- stderr
error: a command that changes or destroys takes numbers (K-12) and named terms (grade:A) only, no bare words
--- exit 2

"#]],
    );
    assert(
        &sandbox.run("purge run grade:B --reason ended --basis R-1 --yes --count 0"),
        str![[r#"
--- stderr
no records
--- exit 0

"#]],
    );
    assert(
        &sandbox.run("purge run - --reason ended --basis R-1 --yes --count 0"),
        str![[r#"
--- stderr
error: say which records: numbers or terms
--- exit 2

"#]],
    );
    assert_eq!(sandbox.run("list --count").stdout, "4\n");
}

#[test]
fn a_level_or_a_field_goes_and_the_record_stays() {
    let sandbox = four();
    let run = "purge run K-1..K-4 --level 一级 --reason withdrawn --basis REQ-9";
    assert(
        &sandbox.run(run),
        str![[r#"
--- stderr
warning: of one record (K-000002) this is to be erased for good, and the rest kept: level 1; consent withdrawn, basis REQ-9
error: there is no terminal to confirm on; nothing was done
hint: run it on a terminal, or add --yes
--- exit 5

"#]],
    );
    assert(
        &sandbox.run(&format!("{run} --dry-run")),
        str![[r#"
Certificate  Count  Numbers   Reason             Basis
-------------------------------------------------------
                 1  K-000002  consent withdrawn  REQ-9
--- stderr
of one record this would be erased: level 1; nothing was done
--- exit 0

"#]],
    );
    assert(
        &sandbox.run(&format!("{run} --yes --count 1 --format json")),
        str![[r#"
{"schema":"kedang.purge.run/1","items":[
{"certificate":"01234567-2","count":1,"numbers":["K-000002"],"levels":[1],"fields":[],"suppressed":false,"reason":"withdrawn","basis":"REQ-9","epoch":1,"done":true,"residual":[],"partial":false}
]}
--- stderr
of one record this was erased, checked and signed for: level 1
--- exit 0

"#]],
    );
    assert(
        &sandbox.run(&format!("--lang zh {run} --yes --count 1")),
        str![[r#"
--- stderr
错误：给出的数目是 1，实际是 0，什么都没有做
--- exit 5

"#]],
    );
    unbound(&sandbox);
    assert(
        &sandbox.run("--lang zh purge run K-1 --field 邮箱 --field tags --reason 客户请求 --basis R-1 --yes --count 1"),
        str![[r#"
证明编号    数量  编号      原因      依据
-------------------------------------------
01234567-3     1  K-000001  客户请求  R-1
--- stderr
已销毁 1 份客户档案中的邮箱、标签，并已核查、签名为证
--- exit 0

"#]],
    );
    let shown = sandbox.run("show K-1 --format json");
    assert!(shown.stdout.contains("张伟芳") && !shown.stdout.contains("xample.com"), "{shown}");
    assert_eq!(sandbox.run("list tag:VIP --count").stdout, "0\n");
    let history = sandbox.run("history K-1 K-2 --format json");
    assert_eq!(history.stdout.matches("\"verb\":\"purge\"").count(), 2, "{history}");
    let certificate = sandbox.run("--lang zh certificate show K-2");
    assert!(certificate.stdout.contains("部分信息已销毁"), "{certificate}");
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn what_cannot_be_erased_in_part_is_refused() {
    let sandbox = four();
    unbound(&sandbox);
    let run =
        |what: &str| sandbox.run(&format!("purge run K-1 {what} --reason request --basis R-1"));
    assert(
        &run("--level 3"),
        str![[r#"
--- stderr
error: “3” is not a value of --level; known are 1, 2
--- exit 2

"#]],
    );
    assert(
        &run("--level 2"),
        str![[r#"
--- stderr
error: record K-000001 would be left without name, which it must have
hint: what a record must have goes with the whole record only: erase other fields (--field FIELD), or destroy the record (without --level and --field)
--- exit 7

"#]],
    );
    assert(
        &run("--field 姓名"),
        str![[r#"
--- stderr
error: record K-000001 would be left without name, which it must have
hint: what a record must have goes with the whole record only: erase other fields (--field FIELD), or destroy the record (without --level and --field)
--- exit 7

"#]],
    );
    assert(
        &run("--field created"),
        str![[r#"
--- stderr
error: created is kept by the program and cannot be set by hand
--- exit 2

"#]],
    );
    assert(
        &run("--field 颜色"),
        str![[r#"
--- stderr
error: there is no field “…”
--- exit 2

"#]],
    );
    assert(
        &sandbox.run("purge run --due --level 1"),
        str![[r#"
--- stderr
error: --due cannot be used together with --level
hint: kedang purge run --help
--- exit 2

"#]],
    );
    assert_eq!(sandbox.run("check").status, Some(0));
}
