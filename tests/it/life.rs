//! The whole life of ten thousand customers, from a GB18030 file to a verified certificate: by a
//! script with an identity file, and by a person on a terminal with a passphrase.

use std::fmt::Write as _;

use crate::prompt::{Screen, made};
use crate::sandbox::{Sandbox, Transcript};

const ROWS: usize = 10_000;

/// Synthetic customers in the encoding that Chinese spreadsheets write.
fn gb18030(rows: usize) -> Vec<u8> {
    let surnames: Vec<char> = "赵钱孙李周吴郑王冯陈".chars().collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋".chars().collect();
    let mut text = "姓名,手机,邮箱,等级,标签,来源,省,市,备注\r\n".to_owned();
    for n in 0..rows {
        let (a, b, c) = (surnames[n % 10], given[n / 10 % 10], given[n / 100 % 10]);
        let grade = ["VIP", "主力", "一般", "零散"][n % 4];
        let tag = if n % 5 == 0 { "展会；老客户" } else { "" };
        writeln!(
            text,
            "{a}{b}{c},1990000{n:04},c{n}@example.com,{grade},{tag},展会,上海市,上海市,第{n}位，虚构\r"
        )
        .unwrap();
    }
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

#[track_caller]
fn fine(transcript: Transcript) -> Transcript {
    assert_eq!(transcript.status, Some(0), "{transcript}");
    transcript
}

#[test]
fn a_script_lives_through_it_with_an_identity_file() {
    let sandbox = Sandbox::vault();
    std::fs::write(sandbox.path("客户.csv"), gb18030(ROWS)).unwrap();
    let imported = fine(sandbox.run("import 客户.csv --format json"));
    assert!(imported.stdout.contains("\"created\":10000"), "{imported}");
    let again = fine(sandbox.run("import 客户.csv --format json"));
    assert!(again.stdout.contains("\"unchanged\":10000"), "{again}");
    assert_eq!(fine(sandbox.run("list --count")).stdout, "10000\n");
    assert_eq!(fine(sandbox.run("list 等级：A，B --count")).stdout, "5000\n");
    assert_eq!(fine(sandbox.run("list 伟芳 --count")).stdout, "100\n");
    assert!(fine(sandbox.run("list 19900000013")).stdout.contains("K-000014"));
    fine(sandbox.run("show K-14"));
    fine(sandbox.run("tag add 重点 K-1..K-3000"));
    fine(sandbox.run("grade set VIP K-14"));
    fine(sandbox.run("verify mark K-14 --method 电话 --result confirmed"));
    fine(sandbox.kedang(["edit", "K-14", "--set", "notes=-"]).input("改了备注").end());
    fine(sandbox.run("export tag:重点 --purpose 客户服务 -o out.csv"));
    assert_eq!(std::fs::read_to_string(sandbox.path("out.csv")).unwrap().lines().count(), 3001);
    fine(sandbox.run("purge run K-14 K-300 --reason request --basis REQ-1 --yes --count 2"));
    assert_eq!(sandbox.run("show K-14").status, Some(8));
    fine(sandbox.run("certificate show K-14 -o c.txt"));
    fine(sandbox.run("certificate verify c.txt"));
    fine(sandbox.run("check"));
    fine(sandbox.run("audit verify"));
    assert_eq!(fine(sandbox.run("list --count")).stdout, "9998\n");
}

#[test]
fn a_person_lives_through_it_on_a_terminal() {
    let sandbox = made();
    std::fs::write(sandbox.path("客户.csv"), gb18030(300)).unwrap();
    let run = |line: &str, answers: &[(&str, &str)]| {
        let mut screen = Screen::new(&sandbox, &format!("--vault v {line}"));
        screen.answer("Passphrase of v: ", "correct horse battery\r");
        for (question, keys) in answers {
            screen.answer(question, keys);
        }
        let ended = screen.end();
        assert_eq!((ended.status.as_str(), ended.restored), ("0", true), "{line}\n{}", ended.shown);
        ended.shown
    };
    run("import 客户.csv", &[]);
    assert!(run("list 19900000013", &[]).contains("K-000014"));
    run("tag add 重点 grade:VIP", &[("Type 75", "75\r")]);
    run("edit K-14 --set owner=王敏", &[]);
    run("verify mark K-14 --method 电话 --result confirmed", &[]);
    run("export --purpose service -o out.csv", &[]);
    run("purge run K-14 K-15 --reason request --basis REQ-1", &[("Type 2", "2\r")]);
    run("certificate show K-14 -o c.txt", &[]);
    let verified = sandbox.run("certificate verify c.txt");
    assert_eq!(verified.status, Some(0), "{verified}");
    run("check", &[]);
}
