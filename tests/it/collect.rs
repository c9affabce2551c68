//! Collecting for a purpose: no more than it uses, with a ticket where the policy asks for one, and
//! no level-1 value without a separate consent where the policy refuses such.

use crate::sandbox::{Sandbox, Transcript};

/// A vault whose policy is the built-in one with these words replaced.
fn with(changes: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::vault();
    let policy = sandbox.run("policy show --default").stdout;
    let mut policy: String = policy
        .lines()
        .map(|line| if line.starts_with("version = ") { "version = 90" } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    for (from, to) in changes {
        assert!(policy.contains(from), "{from}");
        policy = policy.replacen(from, to, 1);
    }
    std::fs::write(sandbox.path("own.toml"), policy).unwrap();
    let applied = sandbox.run("policy apply own.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    sandbox
}

fn add(sandbox: &Sandbox, json: &str, more: &str) -> Transcript {
    let line = format!("add --json - {more}");
    sandbox.kedang(line.split_whitespace()).input(json).end()
}

#[test]
fn what_the_purpose_does_not_use_is_not_collected_unless_justified() {
    let sandbox = Sandbox::vault();
    let json = r#"{"name":"张伟","phone":"13800000013","payment_terms":"月结"}"#;
    add(&sandbox, json, "--purpose marketing").assert(snapbox::str![[r#"
--- stderr
error: payment_terms is not collected for marketing
hint: leave it out, or say why: --justify REFERENCE
--- exit 2

"#]]);
    let justified = add(&sandbox, json, "--purpose marketing --justify MEMO-4");
    assert_eq!(justified.status, Some(0), "{justified}");
    let plain = add(&sandbox, r#"{"name":"李娜","phone":"13800000014"}"#, "--purpose 营销推广");
    assert_eq!(plain.status, Some(0), "{plain}");
    std::fs::write(sandbox.path("rows.csv"), "name,phone,付款方式\n周七,13800000015,月结\n")
        .unwrap();
    sandbox.run("import rows.csv --purpose marketing").assert(snapbox::str![[r#"
--- stderr
error: payment_terms is not collected for marketing
hint: leave it out, or say why: --justify REFERENCE
--- exit 2

"#]]);
    let lines = "{\"name\":\"周七\",\"phone\":\"13800000015\",\"payment_terms\":\"月结\"}\n";
    std::fs::write(sandbox.path("rows.jsonl"), lines).unwrap();
    sandbox.run("import rows.jsonl --purpose marketing").assert(snapbox::str![[r#"
--- stderr
error: line 1: the value of payment terms is refused: the purpose does not use it
hint: kedang import rows.jsonl --on-error skip --rejects rejects.jsonl
--- exit 7

"#]]);
    let justified =
        sandbox.run("import rows.csv --purpose marketing --justify MEMO-5 --ticket T-9");
    assert_eq!(justified.status, Some(0), "{justified}");
    let log = sandbox.run("audit log act:change --format csv").stdout;
    let terms: Vec<String> = log
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[4], cells[8], cells[10]].join(" ")
        })
        .collect();
    assert_eq!(terms, ["add marketing MEMO-4", "add marketing ", "import marketing T-9"], "{log}");
}

#[test]
fn an_import_names_its_ticket_where_the_policy_asks_for_one() {
    let sandbox = with(&[("[collection]\n", "[collection]\nticket = true\n")]);
    std::fs::write(sandbox.path("rows.csv"), "name,phone\n周七,13800000015\n").unwrap();
    sandbox.run("import rows.csv").assert(snapbox::str![[r#"
--- stderr
error: the policy wants every import approved: name the ticket
hint: --ticket REFERENCE
--- exit 2

"#]]);
    assert_eq!(sandbox.run("import rows.csv --ticket T-2026-9").status, Some(0));
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn level_one_is_refused_without_a_separate_consent_where_the_policy_says_so() {
    let sandbox = with(&[("sensitive = \"pending\"", "sensitive = \"refuse\"")]);
    let json = r#"{"name":"张伟","phone":"13800000013","id_number":"11010519491231002X"}"#;
    add(&sandbox, json, "").assert(snapbox::str![[r#"
--- stderr
error: id_number needs a separate consent
hint: with the day of the separate consent: sensitive_consent=YYYY-MM-DD, or kedang consent grant … --sensitive
--- exit 7

"#]]);
    let rows = "name,phone,身份证号\n周七,13800000015,11010519491231002X\n";
    std::fs::write(sandbox.path("rows.csv"), rows).unwrap();
    sandbox.run("import rows.csv").assert(snapbox::str![[r#"
--- stderr
error: line 2: the value of ID number is refused: no separate consent
hint: kedang import rows.csv --on-error skip --rejects rejects.csv
--- exit 7

"#]]);
    assert_eq!(add(&sandbox, r#"{"name":"张伟","phone":"13800000013"}"#, "").status, Some(0));
    let set = || {
        let line = "edit K-1 --set id_number=-".split_whitespace();
        sandbox.kedang(line).input("11010519491231002X").end()
    };
    assert_eq!(set().status, Some(7), "{}", set());
    std::fs::write(sandbox.path("notice.txt"), "我们为服务使用您的证件号。\n").unwrap();
    let told = sandbox.run("notice add notice.txt --purpose service --retention 2y");
    assert_eq!(told.status, Some(0), "{told}");
    let agreed =
        sandbox.run("consent grant K-1 --purpose service --sensitive --method written --notice 1");
    assert_eq!(agreed.status, Some(0), "{agreed}");
    assert_eq!(set().status, Some(0));
    // What is there stays when the consent goes, and other fields may be changed.
    assert_eq!(sandbox.run("consent withdraw K-1 --all").status, Some(0));
    assert_eq!(sandbox.run("edit K-1 --set grade=A").status, Some(0));
}

#[test]
fn who_declined_is_not_asked_again() {
    let sandbox = Sandbox::vault();
    let json = r#"{"name":"张伟","grade":"A"}"#;
    assert_eq!(add(&sandbox, json, "").status, Some(7));
    let given = add(&sandbox, json, "--phone 13800000013 --decline 手机 --decline email");
    assert_eq!(given.status, Some(9), "{given}");
    assert!(given.stderr.contains("phone has a value"), "{given}");
    let declined = add(&sandbox, json, "--decline 手机 --decline email");
    assert_eq!(declined.status, Some(0), "{declined}");
    let shown = sandbox.run("show K-1 --format json").stdout;
    assert!(shown.contains(r#""declined":["phone","email"]"#), "{shown}");
    let scan = sandbox.run("verify scan --format jsonl").stdout;
    assert!(!scan.contains("missing"), "{scan}");
    assert_eq!(sandbox.run("edit K-1 --decline address").status, Some(0));
    sandbox.run("edit K-1 --decline address").assert(snapbox::str![[r#"
--- stderr
nothing to do: the record is so already
--- exit 0

"#]]);
    sandbox.run("edit K-1 --decline updated").assert(snapbox::str![[r#"
--- stderr
error: updated is kept by the program and cannot be set by hand
--- exit 2

"#]]);
    assert_eq!(sandbox.run("edit K-1 --set phone=13800000013").status, Some(0));
    let shown = sandbox.run("show K-1 --format json").stdout;
    assert!(shown.contains(r#""declined":["email","address"]"#), "{shown}");
    sandbox.run("edit K-1 --decline phone").assert(snapbox::str![[r#"
--- stderr
error: record K-000001 has a value of phone, so it was not declined; clear the value with the same command if it is to go
hint: kedang edit K-000001 --set phone= --decline phone
--- exit 9

"#]]);
    sandbox.run("--lang zh edit K-1 --decline phone").assert(snapbox::str![[r#"
--- stderr
错误：档案 K-000001 的 手机 有值，不能登记为拒绝提供；如要去掉这个值，请在同一条命令中清空
提示：kedang edit K-000001 --set phone= --decline phone
--- exit 9

"#]]);
    assert_eq!(sandbox.run("edit K-1 --set phone= --decline phone").status, Some(0));
    assert_eq!(sandbox.run("check").status, Some(0));
}

#[test]
fn a_purpose_without_a_basis_is_found() {
    let sandbox = Sandbox::vault();
    let policy = sandbox.run("policy show --default").stdout;
    let bare = policy.replacen("basis = \"consent\"\n", "", 1);
    assert_ne!(policy, bare);
    std::fs::write(sandbox.path("bare.toml"), bare).unwrap();
    let found = sandbox.run("policy check bare.toml --format jsonl");
    assert_eq!(found.status, Some(7), "{found}");
    assert!(found.stdout.contains(r#""code":"missing-key""#), "{found}");
    assert!(found.stdout.contains("purpose[analysis]"), "{found}");
    // What the vault shows of its own policy is a policy.
    std::fs::write(sandbox.path("own.toml"), sandbox.run("policy show").stdout).unwrap();
    assert_eq!(sandbox.run("policy check own.toml").status, Some(0));
}
