//! Every example of every help page, and every console block of the README, is run as it stands:
//! documentation that does not work is a bug like any other.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::sandbox::{NOW, Sandbox};

/// Examples that ask a person something: without a terminal they end with this status.
const ASK: &[(&str, i32)] = &[
    ("kedang init", 2),
    ("kedang add", 2),
    ("kedang operator passphrase", 2),
    ("kedang operator add 陈静 --role clerk", 2),
    ("kedang operator remove 李敏", 5),
    ("kedang operator remove 李敏 --no-rotate", 5),
    ("kedang operator rotate", 5),
    ("kedang operator recover", 2),
    ("kedang purge run K-12 --reason request --basis REQ-2026-014", 5),
    ("kedang audit approve P-40", 5),
    ("kedang purge run K-12 --level 1 --reason withdrawn --basis REQ-2026-015", 5),
    ("kedang backup restore ./nas --to ./restored --recovery", 2),
];

/// Runs a line of a shell in `home`, with this program on the PATH.
fn shell(home: &Path, line: &str) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_kedang"));
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", program.parent().unwrap().display());
    Command::new("bash")
        .args(["-euc", line])
        .current_dir(home)
        .env_clear()
        .envs([
            ("PATH", path.as_str()),
            ("KEDANG_TEST_NOW", NOW),
            ("KEDANG_TEST_STORAGE", "ext"),
            ("KEDANG_TEST_SYSLOG", ""),
            ("TZ", "UTC"),
        ])
        .envs([("HOME", home), ("XDG_DATA_HOME", &home.join("data"))])
        .envs([("XDG_STATE_HOME", &home.join("state")), ("KEDANG_VAULT", &home.join("vault"))])
        .env("KEDANG_IDENTITY", home.join("identity"))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

fn must(home: &Path, line: &str) {
    let output = shell(home, line);
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A home with everything that examples name: a vault of 200 customers, of whom one is destroyed,
/// its certificate, files to import, passphrase files.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    let home = sandbox.home();
    let rows = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cmd/demo/customers.csv");
    let text = std::fs::read_to_string(rows).unwrap();
    std::fs::write(home.join("sample.csv"), text).unwrap();
    let new = "姓名,手机,来源\n刘测试,19900000001,展会\n陈测试,19900000002,展会\n";
    std::fs::write(home.join("customers.csv"), new).unwrap();
    let contacts = "First Name,Last Name,Mobile\n测试,马,19900000003\n";
    std::fs::write(home.join("contacts.csv"), contacts).unwrap();
    visitors(&home.join("visitors.xlsx"));
    std::fs::write(home.join("old"), "an old passphrase\n").unwrap();
    std::fs::write(home.join("new"), "a new passphrase\n").unwrap();
    must(
        home,
        "kedang init --operator wang --new-identity identity --passphrase-file old --recovery-file code",
    );
    must(home, "kedang import sample.csv");
    let early = "姓名,手机\n冯测试,19900000007\n蒋测试,19900000008\n";
    std::fs::write(home.join("early.csv"), early).unwrap();
    must(home, "kedang import early.csv");
    let notice = "我们为服务客户、推广产品使用您的姓名和电话，最后联系后保存两年。\n";
    std::fs::write(home.join("notice.txt"), notice).unwrap();
    must(
        home,
        "kedang notice add notice.txt --purpose service --purpose marketing --retention 2y --from 2026-01-01",
    );
    must(home, "kedang tag add expo K-10..K-14");
    must(home, "kedang purge run K-3 --reason request --basis REQ-1 --yes --count 1");
    must(home, "kedang certificate show K-3 -o c.txt");
    must(home, "cp allowed_signers known_signers");
    must(
        home,
        "kedang policy show --default > old.toml; sed 's/180/120/; s/^version = .*/version = 90/' old.toml > policy.toml",
    );
    must(
        home,
        "kedang purge run K-5 --reason request --basis REQ-5 --opening opening.json --yes --count 1",
    );
    must(home, "kedang certificate show K-5 -o r.txt");
    propose(home);
    must(home, "kedang request open K-20 --right restriction --relation self --checked document");
    must(home, "kedang request open K-21 --right access --relation self --checked document");
    must(home, "kedang request open K-22 --right restriction --relation self --checked document");
    must(home, "kedang request answer R-3 --grant");
    must(home, "kedang operator add 李敏 --role clerk --new-identity li.identity");
    must(
        home,
        "kedang recipient add 示例呼叫中心 --contact desk --agreement NDA-1 --agreed 2026-01-05 --to age1ecqv6dfc6w8xl8veyupvjy8v4lre2xuw40r2fkmc38kd4s3gkn2qjgmtgh",
    );
    let to = "--recipient 示例呼叫中心 --purpose service --relation entrusted";
    must(home, &format!("kedang share lend tag:expo {to} --due 2026-03-01 -o lent.age"));
    must(home, &format!("kedang share issue K-10 {to} --expires 3m -o issued.age"));
    sandbox
}

/// A workbook with one customer.
fn visitors(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet().set_name("展会").unwrap();
    page.write_row_matrix(0, 0, [["姓名", "手机"], ["黄测试", "19900000004"]]).unwrap();
    book.save(path).unwrap();
}

/// A second administrator, whose proposal waits as P-40, and an approved export, P-41.
fn propose(home: &Path) {
    must(home, "kedang operator add li --role administrator --new-identity second");
    must(
        home,
        r#"seq() { kedang audit log --limit 1 --format jsonl | sed 's/.*"seq":\([0-9]*\).*/\1/'; }
           for ((n = $(seq); n < 39; n++)); do kedang list --count > /dev/null; done"#,
    );
    let second = "kedang --identity second";
    must(home, &format!("{second} purge run K-6 --reason request --basis REQ-6 --propose"));
    must(home, "kedang export tag:expo --purpose service --propose");
    must(home, &format!("{second} audit approve P-41 --yes"));
}

/// A fresh copy of the prepared home, so that no example stands in another's way. Anchors and
/// vault move together.
fn copy_of(prepared: &Sandbox) -> Sandbox {
    let fresh = Sandbox::new();
    must(fresh.home(), &format!("cp -r {}/. .", prepared.home().display()));
    fresh
}

#[test]
fn every_example_runs() {
    let prepared = prepared();
    let mut wrong = Vec::new();
    for path in kedang::cmd::paths() {
        for example in kedang::cmd::examples(&path.iter().map(String::as_str).collect::<Vec<_>>()) {
            let fresh = copy_of(&prepared);
            for name in ["c.txt", "c.txt.sig", "allowed_signers"] {
                if example.line.contains("certificate show") {
                    std::fs::remove_file(fresh.path(name)).unwrap();
                }
            }
            if path == ["init"] {
                std::fs::remove_dir_all(fresh.path("vault")).unwrap();
            }
            if path.first().is_some_and(|group| group == "backup") {
                // Where a destination lies is registered, so each copy of the home has its own.
                must(fresh.home(), "kedang backup run ./nas");
            }
            if example.line.contains("scrub --gone nas") {
                std::fs::remove_dir_all(fresh.path("nas")).unwrap();
            }
            if example.line.contains("--versions-gone cloud") {
                must(fresh.home(), "kedang backup run ./cloud --versioned-storage");
            }
            let output = shell(fresh.home(), example.line);
            let status = output.status.code().unwrap_or(-1);
            let asks =
                ASK.iter().find(|(line, _)| *line == example.line).map(|(_, status)| *status);
            // 4: a check that ran and found something did what the example says.
            let fine = asks.map_or([0, 4].contains(&status), |expected| status == expected);
            if !fine {
                let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
                wrong.push(format!("{}: exit {status}\n{stderr}", example.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The console blocks of the README, but for those that build and test the program itself; in
/// Chinese there are more.
#[test]
fn the_console_blocks_of_the_readme_run() {
    let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.zh.md"));
    let mut blocks = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let lines: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
        if lines.iter().any(|line| line.starts_with("cargo")) {
            continue;
        }
        let sandbox = Sandbox::new();
        let sample =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cmd/demo/customers.csv"));
        std::fs::write(sandbox.path("客户.csv"), sample).unwrap();
        visitors(&sandbox.path("客户.xlsx"));
        // Questions have nobody to answer them here.
        let script =
            lines.join("\n").replace("kedang purge run", "kedang --yes purge run --count 1");
        must(sandbox.home(), &format!("unset KEDANG_VAULT KEDANG_IDENTITY\n{script}"));
        blocks += 1;
    }
    assert!(blocks >= 5, "{blocks} blocks");
}
