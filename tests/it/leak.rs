//! What is kept about people, and what opens the vault, is found nowhere in the clear: in no file,
//! no message, no argument and no environment; before a destruction and after it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::sandbox::{Sandbox, Transcript};

/// What one customer's record holds; nothing of it occurs anywhere else.
const PLANTED: &[(&str, &str)] = &[
    ("name", "欧阳沁雪"),
    ("phone", "13900001237"),
    ("email", "qinxue.ouyang@beispiel.example"),
    ("id_number", "11010519491231002X"),
    ("bank_account", "6222021234567890128"),
    ("address", "幻想市虚构区第九百九十九号"),
    ("notes", "下周三之前不要打电话"),
    ("tags", "青铜貔貅"),
];
/// Where the phone number came from.
const SOURCE: &str = "表姐朱雀的名片";
/// What is said in an event and in a scorecard.
const SAID: [&str; 2] = ["穷奇夜半来访未遇", "饕餮三年未还其债"];
/// A phone number that comes later, by an edit.
const LATER: &str = "13900001245";
const PASSPHRASE: &str = "correct-Pferd-batterie-钉书机-77";

fn customer() -> String {
    let fields: serde_json::Map<String, serde_json::Value> =
        PLANTED.iter().map(|(field, value)| ((*field).to_owned(), (*value).into())).collect();
    let mut object = serde_json::Value::Object(fields);
    object["sensitive_consent"] = "2026-01-15".into();
    let day = "2026-02-01";
    object["events"] = serde_json::json!([{"type": "complaint", "date": day, "remark": SAID[0]}]);
    let scores = serde_json::json!({"人": 4, "目的": 3, "还款": 5, "保障": 3, "展望": 4});
    object["assessments"] = serde_json::json!([
        {"standard": "5p", "date": day, "scores": scores, "evidence": SAID[1]}
    ]);
    object["phone"] = serde_json::json!({"value": object["phone"], "source": SOURCE});
    object.to_string()
}

/// The bytes that must not occur: each value as UTF-8, UTF-16 and GB 18030, and numbers also
/// without their first digits, because a normaliser may have put others before them.
fn needles() -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<&str> = PLANTED.iter().map(|(_, value)| *value).collect();
    texts.extend([SOURCE, LATER, PASSPHRASE, "沁雪", "qinxue", "00001237", "00001245", "钉书机"]);
    let mut all = Vec::new();
    for text in texts {
        all.push((format!("{text} in UTF-8"), text.as_bytes().to_vec()));
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        all.push((format!("{text} in UTF-16"), wide));
        let (gbk, _, _) = encoding_rs::GB18030.encode(text);
        all.push((format!("{text} in GB 18030"), gbk.into_owned()));
    }
    all
}

fn files_below(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[track_caller]
fn assert_clean(bytes: &[u8], place: &str) {
    for (what, needle) in needles() {
        assert!(memchr::memmem::find(bytes, &needle).is_none(), "{what} stands in {place}");
    }
}

/// Every file below the home but those the test itself wrote, names included.
#[track_caller]
fn assert_files_clean(sandbox: &Sandbox, own: &[&str]) {
    let mut files = Vec::new();
    files_below(sandbox.home(), &mut files);
    assert!(files.iter().any(|path| path.ends_with("vault/records.db")), "nothing was searched");
    for path in files {
        let name = path.strip_prefix(sandbox.home()).unwrap().display().to_string();
        assert_clean(name.as_bytes(), "a file name");
        if !own.contains(&name.as_str()) {
            assert_clean(&std::fs::read(&path).unwrap(), &name);
        }
    }
}

#[track_caller]
fn done(transcript: &Transcript) -> &str {
    assert_eq!(transcript.status, Some(0), "{transcript}");
    assert_clean(transcript.stderr.as_bytes(), "standard error");
    &transcript.stdout
}

#[test]
fn a_life_leaves_nothing_in_the_clear() {
    let sandbox = Sandbox::vault();
    std::fs::create_dir(sandbox.path("tmp")).unwrap();
    let kedang = |line: &str, input: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        sandbox.kedang(words).env("TMPDIR", sandbox.path("tmp")).input(input).end()
    };
    done(&kedang("add --json -", &customer()));
    done(&kedang("add --json -", r#"{"name":"张伟","phone":"13800000013"}"#));
    done(&kedang("edit K-1 --set phone=-", LATER));
    let event = "event add K-1 --type contact --remark -";
    done(&kedang(event, SAID[0]));
    assert!(done(&kedang("event list", "")).contains(SAID[0]));
    assert!(done(&kedang("assess", "")).contains(SAID[1]));
    assert!(done(&kedang("list -", "沁雪")).contains("K-000001"));
    assert!(done(&kedang("show K-1 --reveal", "")).contains("11010519491231002X"));
    assert!(done(&kedang("history K-1 --reveal", "")).contains("1237"));
    assert_files_clean(&sandbox, &[]);
    done(&kedang("purge run K-1 --reason request --basis REQ-7 --yes --count 1", ""));
    assert_eq!(kedang("show K-1", "").status, Some(8));
    assert!(!done(&kedang("list", "")).contains("欧阳沁雪"));
    done(&kedang("certificate show K-1 -o c.txt", ""));
    assert_files_clean(&sandbox, &[]);
}

/// Refused input is the likeliest to be copied into a bug report.
#[test]
fn errors_name_fields_and_never_values() {
    let sandbox = Sandbox::vault();
    let inputs = [
        ("add --json -", r#"{"name":"欧阳沁雪","phone":"青铜貔貅"}"#, 7),
        ("add --json -", r#"{"name":"欧阳沁雪","id_number":"110105194912310021"}"#, 7),
        ("add --json -", r#"{"name":"欧阳沁雪","phone":"13900001237""#, 7),
        ("edit K-1 --set email=-", "沁雪@", 7),
        ("show K-1 --lang zh", "", 8),
    ];
    for (line, input, status) in inputs {
        for format in ["", " --format json"] {
            let line = format!("{line}{format}");
            let refused = sandbox.kedang(line.split_whitespace()).input(input).end();
            assert_eq!(refused.status, Some(status), "{line}: {refused}");
            assert_clean(refused.to_string().as_bytes(), &line);
        }
    }
    assert_files_clean(&sandbox, &[]);
}

#[test]
fn a_passphrase_is_in_no_file_and_no_message() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("secret"), PASSPHRASE).unwrap();
    std::fs::write(sandbox.path("wrong"), "青铜貔貅").unwrap();
    let line = "--vault vault --passphrase-file secret init --operator wang --no-recovery";
    done(&sandbox.run(line));
    assert_files_clean(&sandbox, &["secret", "wrong"]);
    let wrong = sandbox.run("--vault vault --passphrase-file wrong list");
    assert_eq!(wrong.status, Some(12), "{wrong}");
    assert_clean(wrong.to_string().as_bytes(), "the refusal of a wrong passphrase");
}

/// What comes through standard input is in no argument and in no environment, where `ps` and
/// `/proc` show it to others.
#[cfg(target_os = "linux")]
#[test]
fn standard_input_reaches_neither_arguments_nor_environment() {
    let sandbox = Sandbox::vault();
    let customer = customer();
    let (first, rest) = customer.split_at(customer.len() / 2);
    for (line, input) in [("add --json -", (first, rest)), ("list -", ("沁", "雪"))] {
        let mut command = sandbox.kedang(line.split_whitespace()).command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.0.as_bytes()).unwrap();
        // It has opened the vault and waits for the rest.
        std::thread::sleep(std::time::Duration::from_millis(300));
        for name in ["cmdline", "environ"] {
            let bytes = std::fs::read(format!("/proc/{}/{name}", child.id())).unwrap();
            assert!(!bytes.is_empty(), "{line} had ended before it was looked at");
            assert_clean(&bytes, name);
        }
        stdin.write_all(input.1.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        assert_clean(&output.stderr, "standard error");
    }
}
