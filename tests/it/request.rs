//! `kedang request`: what persons ask about their own data, from the wish to the certificate.

use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::certificate::read;
use crate::people::four;
use crate::sandbox::{Sandbox, Transcript};

/// Runs a line that must succeed.
pub(crate) fn must(sandbox: &Sandbox, line: &str) -> Transcript {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}\n{done}");
    done
}

pub(crate) fn later(sandbox: &Sandbox, day: &str, line: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_NOW", format!("{day}T02:00:00Z")).end()
}

pub(crate) const SELF: &str = "--relation self --checked document";

/// Registers what the person of `record` asks.
pub(crate) fn ask(sandbox: &Sandbox, record: &str, right: &str) {
    must(sandbox, &format!("request open {record} --right {right} {SELF}"));
}

/// Refused before it is registered.
fn refused(sandbox: &Sandbox, rest: &str) -> Transcript {
    sandbox.run(&format!("request open {rest} {SELF}"))
}

#[test]
fn a_request_is_registered_answered_and_closed() {
    let sandbox = four();
    sandbox.run(&format!("request open K-2 --right 更正 {SELF}")).assert(str![[r#"
Request     R-1
Number      K-000002
Right       correction
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       open
--- stderr
R-1 is registered and to be answered by 2026-03-16
--- exit 0

"#]]);
    sandbox.run("--lang zh request list").assert(str![[r#"
请求  编号      权利  收到日期    答复期限    原答复期限  剩余天数  状态    答复日期  理由  办结日期  证明编号
---------------------------------------------------------------------------------------------------------------
R-1   K-000002  更正  2026-03-01  2026-03-16                    15  待答复
--- exit 0

"#]]);
    sandbox.run("request close R-1").assert(str![[r#"
--- stderr
error: R-1 was not answered yet, so it is not closed
hint: kedang request answer R-1 --grant
--- exit 9

"#]]);
    sandbox.run("request answer R-1").assert(str![[r#"
--- stderr
error: missing: --grant|--refuse
hint: kedang request answer --help
--- exit 2

"#]]);
    sandbox.run("request answer R-1 --refuse whatever").assert(str![[r#"
--- stderr
error: “whatever” is not a value of --refuse; known are identity, not_kept, others, statutory, excessive
--- exit 2

"#]]);
    sandbox.run("request answer R-1 --grant --dry-run --format json").assert(str![[r#"
{"schema":"kedang.request.answer/1","item":{"request":"R-1","number":"K-000002","right":"correction","opened":"2026-03-01","answer_by":"2026-03-16","first_answer_by":null,"put_off_because":null,"relation":"self","identity_check":"document","state":"granted","answered":"2026-03-01","refusal":null,"closed":null,"commitment":null,"kept_until":null,"rule":null,"held":false,"dry_run":true}}
--- stderr
this is how it would be; nothing was done
--- exit 0

"#]]);
    sandbox.run("request answer R-1 --grant").assert(str![[r#"
Request     R-1
Number      K-000002
Right       correction
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       granted
Answered    2026-03-01
--- stderr
now put it right with `kedang edit K-000002`, then `kedang request close R-1`
--- exit 0

"#]]);
    sandbox.run("request answer R-1 --refuse others").assert(str![[r#"
--- stderr
error: R-1 was answered already
hint: kedang request list --all
--- exit 9

"#]]);
    sandbox.run("request close R-1").assert(str![[r#"
Request     R-1
Number      K-000002
Right       correction
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       closed
Answered    2026-03-01
Closed      2026-03-01
--- stderr
R-1 is closed
--- exit 0

"#]]);
}

/// What is done with is listed only where all are, and nothing answers what is not there.
#[test]
fn what_is_closed_no_longer_waits() {
    let sandbox = four();
    ask(&sandbox, "K-2", "correction");
    must(&sandbox, "request answer R-1 --grant");
    must(&sandbox, "request close R-1");
    sandbox.run("request list --exit-code").assert(str![[r#"
--- stderr
no request waits for an answer
--- exit 0

"#]]);
    sandbox.run("request list --all --format jsonl").assert(str![[r#"
{"request":"R-1","number":"K-000002","right":"correction","opened":"2026-03-01","answer_by":"2026-03-16","first_answer_by":null,"put_off_because":null,"days_left":null,"state":"closed","answer":"granted","answered":"2026-03-01","refusal":null,"closed":"2026-03-01","certificate":null}
--- exit 0

"#]]);
    sandbox.run("request answer R-9 --grant").assert(str![[r#"
--- stderr
error: there is no request R-9
hint: kedang request list --all
--- exit 8

"#]]);
}

#[test]
fn what_cannot_be_a_request_is_refused_and_gives_no_number_away() {
    let sandbox = four();
    refused(&sandbox, "K-1 K-2 --right access").assert(str![[r#"
--- stderr
error: this takes 2 records, and exactly one is meant
--- exit 2

"#]]);
    refused(&sandbox, "K-9 --right access").assert(str![[r#"
--- stderr
error: there is no record K-000009
hint: kedang list
--- exit 8

"#]]);
    refused(&sandbox, "K-1 --right wealth").assert(str![[r#"
--- stderr
error: “wealth” is not a value of --right; known are access, copy, portability, correction, erasure, restriction
--- exit 2

"#]]);
    refused(&sandbox, "K-1 --right access --date 2026-03-02").assert(str![[r#"
--- stderr
error: that day has not come yet
--- exit 2

"#]]);
    refused(&sandbox, "K-1 --right access --opening o.json").assert(str![[r#"
--- stderr
error: an opening goes with a request for erasure only
--- exit 2

"#]]);
    assert!(!sandbox.path("o.json").exists());
    sandbox.run("request list --all --format json").assert(str![[r#"
{"schema":"kedang.request.list/1","items":[]}
--- stderr
nobody ever asked for that
--- exit 0

"#]]);
}

#[test]
fn a_restriction_lasts_until_it_is_closed() {
    let sandbox = four();
    ask(&sandbox, "K-1", "restriction");
    sandbox.run("request answer R-1 --grant").assert(str![[r#"
Request     R-1
Number      K-000001
Right       restriction
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       granted
Answered    2026-03-01
--- stderr
K-000001 is restricted until `kedang request close R-1`
--- exit 0

"#]]);
    let state = || must(&sandbox, "list K-1 --columns state --format csv").stdout;
    assert!(state().contains("restricted"), "{}", state());
    sandbox.run("request close R-1").assert(str![[r#"
Request     R-1
Number      K-000001
Right       restriction
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       closed
Answered    2026-03-01
Closed      2026-03-01
--- stderr
R-1 is closed and K-000001 is used again
--- exit 0

"#]]);
    assert!(!state().contains("restricted"), "{}", state());
}

#[test]
fn deadlines_speak_up_in_time_to_a_credential_that_opens_nothing() {
    let sandbox = four();
    must(&sandbox, "operator add 审计 --role auditor --new-identity auditor.id");
    ask(&sandbox, "K-1", "copy");
    let line = "--identity auditor.id --quiet request list --due-within 5d --exit-code";
    let quiet = later(&sandbox, "2026-03-10", line);
    assert_eq!((quiet.status, quiet.to_string().as_str()), (Some(0), "--- exit 0\n"));
    later(&sandbox, "2026-03-11", line).assert(str![[r#"
Request  Number    Right  Came on     Answer by   First due  Days left  State  Answered  Reason  Closed  Certificate
---------------------------------------------------------------------------------------------------------------------
R-1      K-000001  copy   2026-03-01  2026-03-16                     5  open
--- exit 4

"#]]);
    later(&sandbox, "2026-03-17", line).assert(str![[r#"
Request  Number    Right  Came on     Answer by   First due  Days left  State    Answered  Reason  Closed  Certificate
-----------------------------------------------------------------------------------------------------------------------
R-1      K-000001  copy   2026-03-01  2026-03-16                    -1  overdue
--- exit 4

"#]]);
}

/// Canaries in everything that is not the person's own.
const OTHERS: [&str; 7] = ["金丝雀", "鹦鹉", "wang", "李主管", "雀鸟", "K-000001", "CASE-77"];

fn asked(sandbox: &Sandbox) {
    for line in [
        "edit K-1 --set name=金丝雀 --set notes=鹦鹉",
        "edit K-2 --set links=refers:K-1 --set owner=李主管 --set reviewer=雀鸟 --set notes=爱喝茶",
        "event add K-2 --type complaint --by 雀鸟 --remark 送货晚了",
        "export K-1 K-2 --purpose service --fields number,name -o e.csv",
        "show K-2",
    ] {
        must(sandbox, line);
    }
    ask(sandbox, "K-2", "access");
}

#[test]
fn a_person_is_given_the_own_data_and_nothing_of_anybody_else() {
    let sandbox = four();
    asked(&sandbox);
    sandbox.run("request answer R-1 --grant").assert(str![[r#"
--- stderr
error: R-1 asks for the data; name a file for them
hint: kedang request answer R-1 --grant --html FILE --json FILE
--- exit 2

"#]]);
    sandbox.run("request answer R-1 --grant --html d.html --json d.json").assert(str![[r#"
Request     R-1
Number      K-000002
Right       access
Came on     2026-03-01
Answer by   2026-03-16
Asked by    the person
Identity    document
State       granted
Answered    2026-03-01
--- stderr
R-1 is granted
d.html holds the person's own data: hand it over and delete it
d.json holds the person's own data: hand it over and delete it
--- exit 0

"#]]);
    for name in ["d.html", "d.json"] {
        let text = read(&sandbox, name);
        for own in ["李娜", "13800000014", "11010519491231002X", "送货晚了", "爱喝茶", "service"]
        {
            let own = if name == "d.html" && own == "service" { "customer service" } else { own };
            assert!(text.contains(own), "{name} lacks {own}\n{text}");
        }
        for other in OTHERS {
            assert!(!text.contains(other), "{name} has {other}\n{text}");
        }
        let mode = std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let log = must(&sandbox, "audit log --format jsonl --limit 3").stdout;
    assert!(log.contains(r#""verb":"request""#) && log.contains(r#""revealed":true"#), "{log}");
    // Another system takes the fields as they are.
    let json: serde_json::Value = serde_json::from_str(&read(&sandbox, "d.json")).unwrap();
    assert_eq!(json["schema"], "kedang.subject/1");
    assert_eq!(json["given"][0]["verb"], "export");
    let elsewhere = Sandbox::vault();
    crate::people::add(&elsewhere, &json["fields"].to_string());
    let there = must(&elsewhere, "show K-1 --reveal --format json").stdout;
    assert!(there.contains("11010519491231002X") && there.contains("送货晚了"), "{there}");
    // It may be handed over again while it is open, and not over what is there.
    sandbox.run("request answer R-1 --grant --html d.html").assert(str![[r#"
--- stderr
error: d.html exists already
--- exit 9

"#]]);
    must(&sandbox, "--lang zh request answer R-1 --grant --html zh.html");
    assert!(read(&sandbox, "zh.html").contains("处理目的"));
    must(&sandbox, "request close R-1");
    sandbox.run("request answer R-1 --grant --html late.html").assert(str![[r#"
--- stderr
error: R-1 is closed
hint: kedang request list --all
--- exit 9

"#]]);
    assert!(!sandbox.path("late.html").exists());
}

#[test]
fn an_answer_that_would_be_incomplete_says_so() {
    let sandbox = four();
    must(&sandbox, "operator add clerk --role clerk --new-identity clerk.id");
    must(&sandbox, "edit K-2 --set owner=clerk");
    ask(&sandbox, "K-2", "portability");
    let clerk = "--identity clerk.id request answer R-1 --grant --json d.json";
    sandbox.run(clerk).assert(str![[r#"
--- stderr
error: the answer would be incomplete: the record has information of level 1, which is above your clearance
hint: have it answered by whoever is cleared for it, or add --partial
--- exit 13

"#]]);
    assert!(!sandbox.path("d.json").exists());
    must(&sandbox, &format!("{clerk} --partial"));
    let text = read(&sandbox, "d.json");
    assert!(text.contains(r#""left_out_levels":[1]"#), "{text}");
    assert!(text.contains("李娜") && !text.contains("11010519491231002X"));
}
