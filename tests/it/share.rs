//! Records handed over to others: registered, sealed, numbered, and looked after until nothing is out.

use snapbox::str;

use crate::people;
use crate::sandbox::{Sandbox, Transcript};

/// The keys of the call centre and of the partner.
struct Key(age::x25519::Identity, age::x25519::Identity);

impl Key {
    fn new() -> Self {
        Self(age::x25519::Identity::generate(), age::x25519::Identity::generate())
    }

    /// What `age -d` gives of a file.
    fn open(&self, sandbox: &Sandbox, file: &str) -> String {
        let sealed = std::fs::read(sandbox.path(file)).unwrap();
        let opened = age::decrypt(&self.0, &sealed).or_else(|_| age::decrypt(&self.1, &sealed));
        String::from_utf8(opened.unwrap()).unwrap()
    }
}

fn must(sandbox: &Sandbox, line: &str) -> Transcript {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}\n{done}");
    done
}

/// A run on another day.
fn on(sandbox: &Sandbox, day: &str, line: &str) -> Transcript {
    let now = format!("{day}T10:00:00Z");
    sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_NOW", now).end()
}

/// What is to be done: `S-1 back, S-2 tell-revoked`.
fn duties(sandbox: &Sandbox) -> String {
    let due: serde_json::Value =
        serde_json::from_str(&must(sandbox, "share due --format json").stdout).unwrap();
    let one = |item: &serde_json::Value| {
        format!("{} {}", item["share"].as_str().unwrap(), item["duty"].as_str().unwrap())
    };
    due["items"].as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Two customers, a notice, a call centre that works for the organisation, and a partner that does not.
fn house(key: &Key) -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","tags":"展会","id_number":"11010519491231002X"}"#,
        r#"{"name":"李娜","phone":"13800000014","tags":"展会"}"#,
    ] {
        people::add(&sandbox, json);
    }
    std::fs::write(sandbox.path("notice.txt"), "我们为服务使用您的信息。\n").unwrap();
    must(
        &sandbox,
        "notice add notice.txt --purpose service --purpose marketing --retention 2y --from 2026-01-01",
    );
    for (about, key) in [
        ("呼叫中心 --contact desk --agreement NDA-1 --until 1y", &key.0),
        ("伙伴 --contact office --agreement NDA-2 --country SG", &key.1),
    ] {
        let to = key.to_public();
        must(&sandbox, &format!("recipient add {about} --agreed 2026-01-05 --to {to}"));
    }
    sandbox
}

const ISSUE: &str = "share issue tag:展会 --recipient 呼叫中心 --purpose service \
                     --relation entrusted --fields number,name --expires 3m";

#[test]
fn what_is_issued_is_in_the_file_the_register_the_log_and_the_history() {
    let key = Key::new();
    let sandbox = house(&key);
    let refused = sandbox.run(&format!("{ISSUE} -o -"));
    assert!(refused.stderr.contains("--output takes the name of a file"), "{refused}");
    sandbox.run(&format!("{ISSUE} -o calls.age")).assert(str![[r#"
--- stderr
S-1: 2 records for 呼叫中心, sealed, written to calls.age
--- exit 0

"#]]);
    // Each record has the number of the share behind everything else.
    assert_eq!(
        key.open(&sandbox, "calls.age"),
        "number,name,share\nK-000001,张伟芳,S-1\nK-000002,李娜,S-1\n"
    );
    let sealed = std::fs::read(sandbox.path("calls.age")).unwrap();
    assert!(!sealed.windows(6).any(|bytes| bytes == "张伟".as_bytes()));
    must(&sandbox, &format!("--format json {ISSUE} -o calls.json.age"));
    let json: serde_json::Value =
        serde_json::from_str(&key.open(&sandbox, "calls.json.age")).unwrap();
    assert_eq!((&json["share"], &json["items"][1]["share"]), (&"S-2".into(), &"S-2".into()));
    // The name of the file may say the form; its number is in each record of each.
    for (file, number) in [("page.html.age", "S-3"), ("cards.vcf.age", "S-4")] {
        must(&sandbox, &format!("{ISSUE} -o {file}"));
        assert_eq!(key.open(&sandbox, file).matches(number).count(), 2, "{file}");
    }
    // What was shared comes in again elsewhere, and nothing is said of its number.
    let other = Sandbox::vault();
    std::fs::write(other.path("calls.csv"), key.open(&sandbox, "calls.age")).unwrap();
    std::fs::write(other.path("calls.json"), key.open(&sandbox, "calls.json.age")).unwrap();
    let chinese = key.open(&sandbox, "calls.age").replacen(",share", ",借阅发放登记号", 1);
    std::fs::write(other.path("zh.csv"), chinese).unwrap();
    for file in ["calls.csv", "calls.json", "zh.csv"] {
        let again = other.run(&format!("import {file} --dry-run"));
        assert!(!["share", "登记号"].iter().any(|one| again.stderr.contains(one)), "{again}");
    }
    let list = must(&sandbox, "share list --recipient 呼叫中心 --format csv").stdout;
    let line = "\"number,name\",2,csv,NDA-1,CN,,,wang,";
    assert!(list.lines().count() == 5 && list.contains(line), "{list}");
    let shown = must(&sandbox, "share show S-1 --lang zh").stdout;
    assert!(shown.contains("字段        编号, 姓名\n"), "{shown}");
    sandbox.run("audit log verb:share,recipient").assert(str![[r#"
Entry  Time              Operator  Kind                Act            Records            Count  Levels  Purpose  Reason  Basis
-------------------------------------------------------------------------------------------------------------------------------
    6  2026-03-01 09:30  wang      recipients changed  recipient-add                                                     NDA-1
    7  2026-03-01 09:30  wang      recipients changed  recipient-add                                                     NDA-2
    8  2026-03-01 09:30  wang      shown               share-issue    K-000001…K-000002      2  2       service          NDA-1
    9  2026-03-01 09:30  wang      shown               share-issue    K-000001…K-000002      2  2       service          NDA-1
   10  2026-03-01 09:30  wang      shown               share-issue    K-000001…K-000002      2  2       service          NDA-1
   11  2026-03-01 09:30  wang      shown               share-issue    K-000001…K-000002      2  2       service          NDA-1
--- exit 0

"#]]);
    let told = must(&sandbox, "history K-1").stdout;
    assert!(told.contains("issued  2        S-1 → 呼叫中心, customer service"), "{told}");
    let history = must(&sandbox, "history K-1 --format json").stdout;
    assert!(
        history.contains(r#""share":{"number":"S-1","recipient":"呼叫中心","purpose":"service","until":"2026-06-01"}"#),
        "{history}"
    );
    let evidence = must(&sandbox, "history K-1 --evidence").stdout;
    assert!(evidence.contains("S-1 to 呼叫中心"), "{evidence}");
    let log = must(&sandbox, "audit log verb:share --format jsonl").stdout;
    assert!(
        log.contains(r#""share":"S-1","recipient":"呼叫中心""#) && !log.contains('张'),
        "{log}"
    );
    must(&sandbox, "check");
}

#[test]
fn a_rehearsal_hands_nothing_over() {
    let key = Key::new();
    let sandbox = house(&key);
    sandbox.run(&format!("{ISSUE} -o calls.age --dry-run")).assert(str![[r#"
--- stderr
S-1: 2 records would be handed over to 呼叫中心; nothing was done
--- exit 0

"#]]);
    assert_eq!(sandbox.run(&format!("{ISSUE} -o vault/x.age --dry-run")).status, Some(9));
    assert!(!sandbox.path("calls.age").exists());
    assert_eq!(must(&sandbox, "share list --format csv").stdout.lines().count(), 1);
}

#[test]
fn everything_that_stands_against_a_share_is_told_at_once() {
    let key = Key::new();
    let sandbox = house(&key);
    let line = "share lend K-1 --recipient 伙伴 --purpose marketing --fields name,id_number \
                --due 2026-02-01 -o out.age";
    sandbox.run(line).assert(str![[r#"
--- stderr
error: nothing was handed over, for 6 reasons
caused by: 伙伴 is abroad (SG), and nothing is named that lets records go there
caused by: sharing abroad takes an impact assessment, whatever the policy says
caused by: the last day 2026-02-01 is past
caused by: id_number is of level 1, which is exported only with --reveal
caused by: K-000001 must not be used for this purpose: there is no consent
caused by: K-000001 must not be given to 伙伴: there is no separate consent that names the recipient
hint: kedang share … --cross-border REF --assessment REF
hint: --assessment NUMBER
hint: --expires 1y (share issue), --due 14d (share lend)
hint: kedang consent list K-000001
--- exit 14

"#]]);
    let json = sandbox.run(&format!("--format json {line}"));
    assert_eq!(json.status, Some(14), "{json}");
    let failure: serde_json::Value = serde_json::from_str(&json.stderr).unwrap();
    assert_eq!(
        failure["reasons"],
        serde_json::json!([
            "abroad",
            "needs-assessment",
            "share-past",
            "not-revealed",
            "not-covered",
            "not-covered"
        ])
    );
    assert_eq!(failure["causes"].as_array().map(Vec::len), Some(6), "{failure}");
    assert!(!sandbox.path("out.age").exists());
    sandbox
        .run(
            "--lang zh share issue K-1 --recipient 无人 --purpose 营销推广 --expires 3m -o out.age",
        )
        .assert(str![[r#"
--- stderr
错误：未予提供，原因有 2 项
原因：没有登记接收方“无人”
原因：K-000001 不得用于这一目的：未取得同意
提示：kedang recipient list
提示：kedang consent list K-000001
--- exit 14

"#]]);
    must(&sandbox, "recipient add 新伙伴 --contact office");
    sandbox
        .run("share issue K-1 --recipient 新伙伴 --purpose service --relation joint --expires 3m -o out.age")
        .assert(str![[r#"
--- stderr
error: nothing was handed over, for 2 reasons
caused by: there is no agreement of confidentiality with 新伙伴
caused by: no age key of 新伙伴 is registered that a file could be sealed to
hint: kedang recipient add NAME --replace --agreement REF --agreed DAY …
hint: kedang recipient add NAME --replace --to age1… …
--- exit 14

"#]]);
    assert!(!sandbox.path("out.age").exists());
    assert_eq!(must(&sandbox, "share list --format csv").stdout.lines().count(), 1);
    // With all of it, the same goes abroad, and it is the register that remembers why.
    must(&sandbox, "consent grant K-1 --purpose marketing --method form --notice 1");
    let consent = "consent grant K-1 --purpose marketing --method written --notice 1";
    assert_eq!(sandbox.run(&format!("{consent} --recipient 陌生人")).status, Some(7));
    must(&sandbox, &format!("{consent} --recipient 伙伴"));
    must(
        &sandbox,
        "share issue K-1 --recipient 伙伴 --purpose marketing --fields name --cross-border SCC-7 \
         --assessment PIA-3 --expires 1y -o out.age",
    );
    assert_eq!(key.open(&sandbox, "out.age"), "name,share\n张伟芳,S-1\n");
    let shown = must(&sandbox, "share show S-1 --format json").stdout;
    assert!(
        shown.contains(
            r#""country":"SG","abroad":true,"cross_border":"SCC-7","assessment":"PIA-3""#
        ),
        "{shown}"
    );
    must(&sandbox, "check");
}

#[test]
fn the_policy_lets_nothing_abroad_or_only_by_two() {
    let key = Key::new();
    let sandbox = house(&key);
    must(
        &sandbox,
        "consent grant K-1 --purpose service --method written --notice 1 --recipient 伙伴",
    );
    let line = "share issue K-1 --recipient 伙伴 --purpose service --fields name \
                --cross-border SCC-7 --assessment PIA-3 --expires 3m";
    let own = kedang::policy::Policy::builtin_text();
    let never = own.replacen("\nversion = 5\n", "\nversion = 6\n", 1)
        + "\n[share]\nhome = \"CN\"\nabroad = \"never\"\n";
    std::fs::write(sandbox.path("never.toml"), never).unwrap();
    must(&sandbox, "policy apply never.toml --yes");
    let never = sandbox.run(&format!("{line} -o out.age"));
    assert!(never.stderr.contains("the policy lets no records go there"), "{never}");
    must(&sandbox, "operator add li --role administrator --new-identity li.id");
    let two =
        own.replacen("\nversion = 5\n", "\nversion = 7\n", 1) + "\n[approval]\nshare = true\n";
    std::fs::write(sandbox.path("two.toml"), two).unwrap();
    must(&sandbox, "policy apply two.toml --yes");
    let alone = sandbox.run(&format!("{line} -o out.age"));
    assert!(alone.stderr.contains("hint: kedang share … --propose"), "{alone}");
    let proposed = must(&sandbox, &format!("{line} --propose --format csv")).stdout;
    let number = proposed.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    assert!(proposed.contains("cross-border=SCC-7,assessment=PIA-3"), "{proposed}");
    let carried = format!("share issue --approved {number} -o out.age");
    assert_eq!(sandbox.run(&carried).status, Some(9));
    must(&sandbox, &format!("--identity li.id audit approve {number} --yes"));
    let strange = sandbox.run(&format!("export --approved {number} -o out.csv"));
    assert_eq!(strange.status, Some(9), "{strange}");
    // It takes effect, and that is told before anything is opened.
    assert_eq!(sandbox.run(&format!("--vault none {carried} --dry-run")).status, Some(2));
    must(&sandbox, &carried);
    assert_eq!(key.open(&sandbox, "out.age"), "name,share\n张伟芳,S-1\n");
    let again = sandbox.run(&carried.replace("out.age", "more.age"));
    assert_eq!(again.status, Some(9), "{again}");
    assert!(!sandbox.path("more.age").exists());
    // At home one person is enough.
    must(&sandbox, &format!("{ISSUE} -o home.age"));
    must(&sandbox, "check");
}

#[test]
fn what_is_lent_comes_back_and_who_has_it_is_told() {
    let key = Key::new();
    let sandbox = house(&key);
    must(
        &sandbox,
        "share lend K-1 K-2 --recipient 呼叫中心 --purpose service --relation entrusted --due 14d -o a.age",
    );
    must(&sandbox, &format!("{} -o b.age", ISSUE.replace("3m", "2026-03-20")));
    sandbox.run("share due").assert(str![[r#"
--- stderr
nothing is to be done about shares
--- exit 0

"#]]);
    assert_eq!(sandbox.run("share due --within 15d --exit-code --quiet").status, Some(4));
    on(&sandbox, "2026-03-21", "share due").assert(str![[r#"
Share  Kind    Recipient  Relation   Purpose           Handed over  Until       To do                        Numbers
-------------------------------------------------------------------------------------------------------------------------------
S-1    lent    呼叫中心   entrusted  customer service  2026-03-01   2026-03-15  fetch it back                K-000001…K-000002
S-2    issued  呼叫中心   entrusted  customer service  2026-03-01   2026-03-20  have it confirmed destroyed  K-000001…K-000002
--- exit 0

"#]]);
    let purged = must(&sandbox, "purge run K-2 --reason request --basis REQ-2 --yes --count 1");
    assert!(
        purged.stderr.contains(
            "warning: 2 shares have such records, and the recipients are to be told (S-1, S-2)"
        ),
        "{purged}"
    );
    sandbox.run("--lang zh share due").assert(str![[r#"
登记号  方式  接收方    关系  用途      提供日期    截止        待办              编号
-------------------------------------------------------------------------------------------
S-1     借阅  呼叫中心  委托  客户服务  2026-03-01  2026-03-15  告知：档案已销毁  K-000002
S-2     发放  呼叫中心  委托  客户服务  2026-03-01  2026-03-20  告知：档案已销毁  K-000002
--- exit 0

"#]]);
    must(&sandbox, "share tell S-2 --reference LETTER-7");
    let back = must(&sandbox, "share return S-1 --reference RET-1");
    assert!(back.stderr.contains("S-1 is given back by 呼叫中心"), "{back}");
    assert_eq!(sandbox.run("share return S-1").status, Some(9));
    assert_eq!(duties(&sandbox), "");
    must(&sandbox, "share revoke S-2");
    assert_eq!(duties(&sandbox), "S-2 confirm, S-2 tell-revoked");
    must(&sandbox, "share tell S-2 --reference LETTER-8");
    // What was issued stays there until it is destroyed; the proof may come after the word.
    let back = sandbox.run("share return S-2");
    assert_eq!(back.status, Some(9), "{back}");
    assert_eq!(duties(&sandbox), "S-2 confirm");
    must(&sandbox, "share return S-2 --destroyed");
    assert_eq!(duties(&sandbox), "");
    assert_eq!(sandbox.run("share return S-2 --destroyed").status, Some(9));
    must(&sandbox, "share return S-2 --destroyed --reference CERT-1");
    assert!(must(&sandbox, "share show S-2").stdout.contains("destroyed there CERT-1"));
    assert_eq!(duties(&sandbox), "");
    assert_eq!(must(&sandbox, "share list --open --format csv").stdout.lines().count(), 1);
    assert!(must(&sandbox, "share list").stdout.contains("destroyed there"));
    must(&sandbox, "check");
}

#[test]
fn who_withdraws_is_followed_by_a_note_and_a_letter() {
    let key = Key::new();
    let sandbox = house(&key);
    must(&sandbox, "consent grant K-1 K-2 --purpose marketing --method form --notice 1");
    let line = "share issue K-1 K-2 --recipient 呼叫中心 --purpose marketing --relation entrusted \
                --expires 3m";
    must(&sandbox, &format!("{line} --fields name -o a.age"));
    must(&sandbox, &format!("{ISSUE} -o b.age"));
    sandbox.run("consent withdraw K-1 --purpose marketing").assert(str![[r#"
--- stderr
one record changed
note: K-000001: stays, for what it is kept for without a consent
warning: one share has such records, and the recipients are to be told (S-1): kedang share due
--- exit 0

"#]]);
    sandbox.run("share due").assert(str![[r#"
Share  Kind    Recipient  Relation   Purpose    Handed over  Until       To do                    Numbers
-----------------------------------------------------------------------------------------------------------
S-1    issued  呼叫中心   entrusted  marketing  2026-03-01   2026-06-01  tell: consent withdrawn  K-000001
--- exit 0

"#]]);
    // Who may no more be shared is left out, and counted.
    let some = line.replace("K-1 K-2", "tag:展会").replace("issue", "issue --fields name -o c.age");
    assert!(must(&sandbox, &some).stderr.starts_with("note: left out: 1 withdrawn\n"));
    assert_eq!(key.open(&sandbox, "c.age"), "name,share\n李娜,S-3\n");
    // The person learns who was given it.
    must(&sandbox, "request open K-1 --right access --relation self --checked document");
    must(&sandbox, "request answer R-1 --grant --html d.html");
    let dossier = std::fs::read_to_string(sandbox.path("d.html")).unwrap();
    assert!(dossier.contains("S-1 to 呼叫中心"), "{dossier}");
}

#[test]
fn nothing_leaves_that_is_not_in_the_log() {
    let key = Key::new();
    let sandbox = house(&key);
    let line = format!("{ISSUE} -o out.age");
    let refused = sandbox.kedang(line.split_whitespace()).file_limit(40).end();
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(23), ""), "{refused}");
    assert!(!sandbox.path("out.age").exists());
    assert_eq!(must(&sandbox, "share list --format csv").stdout.lines().count(), 1);
    let first = must(&sandbox, &format!("{line} --format json")).stdout;
    assert!(first.contains(r#""share":"S-1""#), "{first}");
}
