//! Who may do what: every role, every command, every level, as the policy and the program's one
//! table say, and each refusal in the log.
//!
//! The expectation is worked out here from the policy's roles and [`needs::TABLE`]; nothing is
//! written down twice but one line for each command, with the level that the line needs.

use std::collections::BTreeMap;

use kedang::cmd::needs::{self, Need};
use kedang::model::{Capability, Level};
use kedang::policy::{Policy, Role};

use crate::people;
use crate::sandbox::{Run, Sandbox, Transcript};

/// A line for each command that opens a vault, and the level that it needs. Names of records,
/// operators and files are those of [`vault`]; `<` gives standard input.
const LINES: &[(&str, &str, Option<Level>)] = &[
    ("add", "--json - < {\"name\":\"周七\",\"phone\":\"13800000077\"}", TWO),
    ("import", "rows.csv", TWO),
    ("batch list", "", None),
    ("batch show", "B-1", None),
    ("batch revert", "B-1", None),
    ("template", "-o t.csv", None),
    ("edit", "K-1 --set grade=B", THREE),
    ("event add", "K-1 --type contact", TWO),
    ("event list", "", TWO),
    ("list", "", None),
    ("show", "K-1", None),
    ("history", "K-1", None),
    ("card", "K-1", None),
    ("tag add", "新 K-1", THREE),
    ("tag remove", "展会 K-1", THREE),
    ("tag list", "", THREE),
    ("grade set", "B K-1", THREE),
    ("grade list", "", None),
    ("assess", "K-1", TWO),
    ("verify scan", "", THREE),
    ("verify due", "", THREE),
    ("verify mark", "K-1 --method phone --result confirmed", THREE),
    ("notice add", "notice.txt --purpose service --retention 1y", None),
    ("notice list", "", None),
    ("notice show", "1", None),
    ("consent grant", "K-1 --purpose marketing --method form --notice 1", THREE),
    ("consent refuse", "K-1 --purpose marketing --method form --notice 1", THREE),
    ("consent withdraw", "K-1 --all", None),
    ("consent list", "", None),
    ("export", "--purpose service --fields number", None),
    (
        "share issue",
        "K-1 --recipient 呼叫中心 --purpose service --relation entrusted --fields number --expires 5d -o s.age",
        None,
    ),
    (
        "share lend",
        "K-1 --recipient 呼叫中心 --purpose service --relation entrusted --fields number --due 5d -o l.age",
        None,
    ),
    ("share return", "S-1 --destroyed", None),
    ("share revoke", "S-1", None),
    ("share tell", "S-1", None),
    ("share due", "", None),
    ("share list", "", None),
    ("share show", "S-1", None),
    (
        "recipient add",
        "伙伴 --contact desk --agreement NDA-2 --agreed 2026-01-05 --to age1ecqv6dfc6w8xl8veyupvjy8v4lre2xuw40r2fkmc38kd4s3gkn2qjgmtgh",
        None,
    ),
    ("recipient list", "", None),
    ("recipient show", "呼叫中心", None),
    ("recipient remove", "呼叫中心", None),
    ("request open", "K-1 --right access --relation self --checked document", THREE),
    ("request list", "", None),
    ("request extend", "R-1 --by 5d --reason complex", THREE),
    ("request answer", "R-1 --grant", THREE),
    ("request close", "R-1", THREE),
    ("hold lift", "K-1 --kind hold", THREE),
    ("hold list", "", None),
    ("purge due", "", None),
    ("purge run", "K-2 --reason request --basis REQ-1 --count 1", None),
    (
        "purge physical",
        "K-2 --medium paper --quantity 1 --method shred --reason expired --basis PLAN-1 --witness EMP-1",
        None,
    ),
    ("certificate show", "--line 9", None),
    ("policy show", "--section version", None),
    ("policy diff", "own.toml", None),
    ("policy apply", "own.toml", THREE),
    ("policy levels", "", None),
    ("operator add", "new --role viewer --new-identity new.id", None),
    ("operator list", "", None),
    ("operator show", "wang", None),
    ("operator remove", "spare", None),
    ("operator rotate", "", None),
    ("operator passphrase", "--new-passphrase-file secret", None),
    ("audit log", "", None),
    ("audit verify", "", None),
    ("audit bundle", "bundle", None),
    ("audit anomalies", "", None),
    ("audit standard", "", None),
    ("audit pending", "", None),
    ("audit approve", "P-1", None),
    ("audit reject", "P-1", None),
    ("report stocktake", "", None),
    ("report kpi", "", None),
    ("report library", "", TWO),
    ("report aggregate", "--by grade", THREE),
    ("backup run", "nas", None),
    ("backup list", "", None),
    ("backup verify", "", None),
    ("backup drill", "", None),
    ("backup restore", "nas --to restored", None),
    ("backup scrub", "", None),
    ("backup forget", "--keep-last 9", None),
    ("check", "", None),
];

/// What its own tests try: one needs a recovery code, of the other the policy names the roles.
const ELSEWHERE: &[&str] = &["operator recover", "hold place"];

const TWO: Option<Level> = Some(Level::Two);
const THREE: Option<Level> = Some(Level::Three);

/// The fields by which levels are tried, and a value of each.
const FIELDS: [(Level, &str, &str); 3] = [
    (Level::One, "id_number", "11010519491231002X"),
    (Level::Two, "phone", "13800000099"),
    (Level::Three, "grade", "A"),
];

/// What tries a level: a command, and its line with `FIELD` and `VALUE`.
const BY_LEVEL: &[(&str, &str)] = &[
    ("list", "--columns number,FIELD"),
    ("list", "- < FIELD:VALUE"),
    ("list", "--count - < FIELD:VALUE"),
    ("list", "--sort FIELD"),
    ("show", "- < FIELD:VALUE"),
    ("history", "- < FIELD:VALUE"),
    ("export", "--purpose service --reveal --fields FIELD"),
    ("edit", "K-1 --set FIELD=- < VALUE"),
    ("import", "FIELD.csv"),
];

/// A vault with a customer of the clerk's, one of nobody's, and an operator of each role who has
/// the role's id for a name.
fn vault() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"13800000013","grade":"A","tags":"展会","owner":"clerk",
            "stage":"潜在","source":"展会"}"#,
        r#"{"name":"李娜","phone":"13800000014","id_number":"11010519491231002X"}"#,
    ] {
        people::add(&sandbox, json);
    }
    for role in roles() {
        let id = &role.id;
        let added = sandbox.run(&format!("operator add {id} --role {id} --new-identity {id}.id"));
        assert_eq!(added.status, Some(0), "{added}");
    }
    let spare = sandbox.run("operator add spare --role viewer --new-identity spare.id");
    assert_eq!(spare.status, Some(0), "{spare}");
    std::fs::write(sandbox.path("notice.txt"), "我们为服务使用您的信息。\n").unwrap();
    let told =
        sandbox.run("notice add notice.txt --purpose service --purpose marketing --retention 1y");
    assert_eq!(told.status, Some(0), "{told}");
    let saved = sandbox.run("backup run nas --name nas");
    assert_eq!(saved.status, Some(0), "{saved}");
    let to = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    let known = format!(
        "recipient add 呼叫中心 --contact desk --agreement NDA-1 --agreed 2026-01-05 --to {to}"
    );
    let shared = "share issue K-1 --recipient 呼叫中心 --purpose service --relation entrusted --expires 3m \
         -o first.age";
    for line in [known.as_str(), shared] {
        let done = sandbox.run(line);
        assert_eq!(done.status, Some(0), "{done}");
    }
    let own = Policy::builtin_text().replacen("\nversion = 5\n", "\nversion = 90\n", 1);
    std::fs::write(sandbox.path("own.toml"), own).unwrap();
    std::fs::write(sandbox.path("rows.csv"), "name,phone\n周七,13800000077\n").unwrap();
    std::fs::write(sandbox.path("secret"), "correct horse battery\n").unwrap();
    for (_, field, value) in FIELDS {
        // A row needs a name and a phone whatever else is tried.
        let more = if field == "phone" { String::new() } else { format!(",{field}") };
        let last = if field == "phone" { String::new() } else { format!(",{value}") };
        let text = format!("name,phone{more}\n周七,13800000077{last}\n");
        std::fs::write(sandbox.path(&format!("{field}.csv")), text).unwrap();
    }
    sandbox
}

fn roles() -> &'static [Role] {
    Policy::builtin().roles()
}

/// A run of `command` with `line` by the operator of `role`.
fn prepared(sandbox: &Sandbox, role: &Role, (command, line): (&str, &str), more: &str) -> Run {
    let (line, input) = line.split_once("< ").unwrap_or((line, ""));
    let words = format!("--identity {}.id {command} {line} {more}", role.id);
    sandbox.kedang(words.split_whitespace()).input(input)
}

/// What a role gets for a command and a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Allowed,
    NoClearance(Level),
    NoCapability,
}

impl Answer {
    fn expected(role: &Role, command: &str, level: Option<Level>) -> Self {
        let Some(Need::OneOf(list)) = needs::need(command) else { return Self::Allowed };
        let able = |capability: &Capability| role.capabilities.contains(capability);
        match level {
            _ if !list.iter().any(able) => Self::NoCapability,
            Some(level) if !role.clearance().opens(level) => Self::NoClearance(level),
            _ => Self::Allowed,
        }
    }

    /// Whether that is what came of it: an allowed command may still find nothing to do.
    fn fits(self, done: &Transcript) -> bool {
        match self {
            Self::NoCapability => done.status == Some(14) && done.stdout.is_empty(),
            Self::NoClearance(level) => {
                let named = format!("level {}", level.get());
                done.status == Some(13) && done.stdout.is_empty() && done.stderr.contains(&named)
            }
            Self::Allowed => {
                done.status.is_some_and(|status| ![2, 7, 13, 14, 70].contains(&status))
            }
        }
    }

    /// What the log says of it.
    fn logged(self, command: &str) -> Option<(String, &'static str, Vec<u8>)> {
        let verb = command.replace(' ', "-");
        match self {
            Self::Allowed => None,
            Self::NoCapability => Some((verb, "capability", Vec::new())),
            Self::NoClearance(level) => Some((verb, "clearance", vec![level.get()])),
        }
    }
}

type Refusals = BTreeMap<String, Vec<(String, &'static str, Vec<u8>)>>;

/// Everything that was refused, by the operator's name, as the log has it.
fn refusals(sandbox: &Sandbox) -> BTreeMap<String, Vec<(String, String, Vec<u8>)>> {
    let log = sandbox.run("audit log --format jsonl");
    let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for line in log.stdout.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        if entry["act"] == "refused" {
            let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            let levels = entry["levels"].as_array().unwrap().iter();
            let levels = levels.map(|level| u8::try_from(level.as_u64().unwrap()).unwrap());
            let told = (text("verb"), text("reason"), levels.collect());
            found.entry(text("name")).or_default().push(told);
        }
    }
    found
}

/// Runs every cell, two roles at a time, and compares what came of it and what the log says.
fn try_all(sandbox: &Sandbox, cells: &(dyn Fn(&Role) -> Vec<Cell> + Sync)) {
    let queue = std::sync::Mutex::new(roles().iter());
    let expected = std::sync::Mutex::new(Refusals::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(role) = queue.lock().unwrap().next() else { return };
                    let cells = cells(role);
                    let refused: Vec<_> =
                        cells.iter().filter_map(|cell| cell.tried(sandbox, role)).collect();
                    if !refused.is_empty() {
                        expected.lock().unwrap().insert(role.id.clone(), refused);
                    }
                }
            });
        }
    });
    let expected = expected.into_inner().unwrap();
    let found = refusals(sandbox);
    assert_eq!(found.len(), expected.len());
    for (role, expected) in expected {
        let found: Vec<_> =
            found[&role].iter().map(|(v, why, l)| (v.clone(), why.as_str(), l.clone())).collect();
        assert_eq!(found, expected, "{role}");
    }
}

/// One command line and what is expected of it.
struct Cell {
    command: &'static str,
    line: String,
    answer: Answer,
}

impl Cell {
    /// Runs it; gives what the log is to say. What is allowed is only rehearsed.
    fn tried(&self, sandbox: &Sandbox, role: &Role) -> Option<(String, &'static str, Vec<u8>)> {
        let Self { command, line, answer } = self;
        let more = if *answer == Answer::Allowed { "--dry-run --yes" } else { "--yes" };
        let done = prepared(sandbox, role, (command, line), more).end();
        assert!(answer.fits(&done), "{} {command} {line}: {answer:?}\n{done}", role.id);
        // A restore opens a backup, whose log it does not write.
        answer.logged(command).filter(|_| *command != "backup restore")
    }
}

#[test]
fn every_role_may_do_what_the_policy_says_and_no_more() {
    let groups = kedang::cmd::paths();
    let is_group = |path: &[String]| {
        groups.iter().any(|other| other.len() > path.len() && other.starts_with(path))
    };
    for path in groups.iter().filter(|path| !is_group(path)) {
        let command = path.join(" ");
        let opens = needs::need(&command) != Some(Need::Nothing);
        let tried = LINES.iter().any(|(name, ..)| *name == command);
        let tried = tried || ELSEWHERE.contains(&command.as_str());
        assert!(tried || !opens, "{command} is not tried");
    }
    let sandbox = vault();
    try_all(&sandbox, &|role| {
        LINES
            .iter()
            .map(|(command, line, level)| Cell {
                command,
                line: (*line).to_owned(),
                answer: Answer::expected(role, command, *level),
            })
            .collect()
    });
}

#[test]
fn every_level_is_open_to_those_cleared_for_it_and_to_nobody_else() {
    let sandbox = vault();
    try_all(&sandbox, &|role| {
        let mut cells = Vec::new();
        for (command, line) in BY_LEVEL {
            for (level, field, value) in FIELDS {
                let line = line.replace("FIELD", field).replace("VALUE", value);
                let answer = Answer::expected(role, command, Some(level));
                cells.push(Cell { command, line, answer });
            }
        }
        cells
    });
}

/// What is rehearsed is refused like what is done, and as well before anything is asked or read.
#[test]
fn a_dry_run_is_refused_the_same() {
    let sandbox = vault();
    let viewer = Policy::builtin().role("auditor").unwrap();
    for (command, line, level) in LINES {
        let answer = Answer::expected(viewer, command, *level);
        if answer == Answer::NoCapability {
            let done = prepared(&sandbox, viewer, (command, line), "--dry-run").end();
            assert!(answer.fits(&done), "{command}: {answer:?}\n{done}");
        }
    }
}

/// A program that asks for no capability does not fit the expectation.
#[test]
fn a_program_that_allows_everything_is_seen() {
    let sandbox = vault();
    let viewer = Policy::builtin().role("viewer").unwrap();
    let (command, line, level) = LINES.iter().find(|(name, ..)| *name == "edit").unwrap();
    let expected = Answer::expected(viewer, command, *level);
    let weak = prepared(&sandbox, viewer, (command, line), "--yes");
    let weak = weak.env("KEDANG_TEST_MUTANT", "all-is-allowed").end();
    assert!(!expected.fits(&weak) && Answer::Allowed.fits(&weak), "{weak}");
    let done = prepared(&sandbox, viewer, (command, line), "--yes").end();
    assert!(expected.fits(&done), "{done}");
}
