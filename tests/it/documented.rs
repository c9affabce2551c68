//! `docs/verify-destruction.md`: every block of it runs, with common tools alone, accepts what is
//! genuine and refuses what was tampered with.

use crate::certificate::read;
use crate::people::four;
use crate::sandbox::Sandbox;
use crate::source::root;
use crate::stock::{are_there, bash};

const TOOLS: [&str; 4] = ["jq", "ssh-keygen", "sha256sum", "basenc"];

/// The console blocks of the page as scripts, in order.
fn blocks() -> Vec<String> {
    let page = std::fs::read_to_string(root("docs/verify-destruction.md")).unwrap();
    let block = |block: &str| {
        let lines = block.split("```").next().unwrap().lines();
        lines.filter_map(|line| line.strip_prefix("$ ")).collect::<Vec<_>>().join("\n")
    };
    page.split("```console\n").skip(1).map(block).collect()
}

/// A log with every type of line that can be made here, a certificate with its opening, and the
/// script of the page; nothing where a tool is missing.
fn prepared() -> Option<Sandbox> {
    let sandbox = four();
    if !are_there(&sandbox, &TOOLS) {
        return None;
    }
    for line in [
        "purge run K-3 --reason ended --basis R-1 --yes --count 1",
        "purge physical K-3 --medium paper --method shred --reason ended --basis R-1 --witness E-1",
        "purge run K-2 --reason request --basis R-2 --opening opening.json --yes --count 1",
        "--lang zh certificate show K-2 -o c.txt",
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.status, Some(0), "{run}");
    }
    std::fs::copy(sandbox.path("vault/destruction.log"), sandbox.path("destruction.log")).unwrap();
    let page = std::fs::read_to_string(root("docs/verify-destruction.md")).unwrap();
    let script = page.split("```bash\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(script.starts_with("# verify-log.sh\n"));
    std::fs::write(sandbox.path("verify-log.sh"), script).unwrap();
    Some(sandbox)
}

/// A test that `docs/audit.md` names for an attack is there.
#[test]
fn every_test_that_the_page_on_the_audit_names_exists() {
    let page = std::fs::read_to_string(root("docs/audit.md")).unwrap();
    let named: Vec<&str> = page.split('`').filter(|text| text.contains("::")).collect();
    assert!(named.len() > 20, "{} tests", named.len());
    for test in named {
        let (base, path) = match test.strip_prefix("it ") {
            Some(path) => ("tests/it", path),
            None if test.starts_with("crypto::") => ("src", test),
            None => ("src/vault", test),
        };
        let (module, name) = path.rsplit_once("::").unwrap();
        let module = module.trim_end_matches("::tests").replace("::", "/");
        let file = root(base).join(module).with_extension("rs");
        let code = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(code.contains(&format!("fn {name}(")), "{test}: {}", file.display());
    }
}

/// The script that goes along with audit bundles is the one of the page.
#[test]
fn bundles_carry_the_script_of_the_page() {
    let page = std::fs::read_to_string(root("docs/verify-destruction.md")).unwrap();
    let script = std::fs::read_to_string(root("src/cmd/audit/bundle/verify-log.sh")).unwrap();
    assert!(page.contains(&format!("```bash\n{script}```")));
}

#[test]
fn every_block_runs_on_genuine_files() {
    let Some(sandbox) = prepared() else { return };
    let blocks = blocks();
    assert_eq!(blocks.len(), 10, "five in each language");
    let (first, second) = blocks.split_at(5);
    assert_eq!(first, second, "both languages give the same commands");
    let (fine, said) = bash(&sandbox, &first.join("\n"));
    assert!(fine, "{said}");
    assert!(said.contains("4 lines of vault"), "{said}");
}

/// Each deliberate break is caught by the block that is there for it.
#[test]
fn what_was_tampered_with_is_refused() {
    let Some(sandbox) = prepared() else { return };
    let blocks = blocks();
    let log = read(&sandbox, "destruction.log");
    let lines: Vec<&str> = log.lines().collect();
    let forge = |line: &str, from: &str, to: &str| {
        let forged = line.replacen(from, to, 1);
        assert_ne!(line, forged, "{from}");
        forged
    };
    let another = Sandbox::vault();
    let strange = read(&another, "vault/destruction.log");
    let key = |log: &str| {
        let from = log.split("ssh-ed25519 ").nth(1).unwrap();
        from.split('\\').next().unwrap().to_owned()
    };
    let stolen = format!("{{\"payload\":{}", lines[3].split("{\"payload\":").nth(1).unwrap());
    for (what, wrong, expected) in [
        (
            "a line was changed",
            vec![lines[0].to_owned(), forge(lines[1], "R-1", "R-9")],
            "line 2 is wrong: its signature",
        ),
        (
            "a line is missing",
            vec![lines[0].to_owned(), lines[2].to_owned()],
            "line 2 is wrong: lines are missing",
        ),
        ("the beginning is missing", vec![lines[1].to_owned()], "line 1 is wrong"),
        (
            "an earlier line was changed",
            vec![forge(lines[0], "\"payload\":", "\"payload\": "), lines[1].to_owned()],
            "line 2 is wrong: does not follow",
        ),
        (
            "it begins with another vault",
            vec![strange.trim_end().to_owned(), lines[1].to_owned()],
            "line 2 is wrong: does not follow",
        ),
        (
            "another key at the beginning",
            vec![forge(lines[0], &key(&log), &key(&strange)), lines[1].to_owned()],
            "line 1 is wrong: the vault is not named",
        ),
        (
            "a line of a stranger",
            vec![lines[0].to_owned(), forge(lines[1], "\\\"O-1\\\"", "\\\"O-2\\\"")],
            "line 2 is wrong: signed by nobody",
        ),
        (
            "a line stands twice",
            vec![lines[0].to_owned(), lines[1].to_owned(), lines[1].to_owned()],
            "line 3 is wrong: lines are missing",
        ),
        (
            "a line from the end",
            vec![lines[0].to_owned(), lines[1].to_owned(), stolen],
            "line 3 is wrong: lines are missing",
        ),
        ("nothing", vec![], "there is no line"),
    ] {
        let text = wrong.iter().fold(String::new(), |text, line| text + line + "\n");
        std::fs::write(sandbox.path("destruction.log"), text).unwrap();
        let (fine, said) = bash(&sandbox, &blocks[3]);
        assert!(!fine && said.contains(expected), "{what}: {said}");
    }
    std::fs::write(sandbox.path("destruction.log"), &log).unwrap();
    let certificate = read(&sandbox, "c.txt");
    std::fs::write(sandbox.path("c.txt"), certificate.replacen("R-2", "R-3", 1)).unwrap();
    assert!(!bash(&sandbox, &blocks[0]).0, "the text was changed");
    std::fs::write(sandbox.path("c.txt"), &certificate).unwrap();
    assert!(bash(&sandbox, &blocks[..3].join("\n")).0);
    std::fs::write(sandbox.path("destruction.log"), format!("{}\n", lines[..3].join("\n")))
        .unwrap();
    assert!(!bash(&sandbox, &blocks[2]).0, "the line does not stand in the log");
    let opening = read(&sandbox, "opening.json").replacen("李娜", "李那", 1);
    std::fs::write(sandbox.path("opening.json"), opening).unwrap();
    assert!(!bash(&sandbox, &blocks[4]).0, "it opens nothing");
}

/// The file says who else may sign, so that what others destroyed verifies as well; and what
/// somebody signs who was not let in, or no longer is, does not.
#[test]
fn lines_of_other_operators_verify_as_well() {
    let Some(sandbox) = prepared() else { return };
    let run = |identity: &str, line: &str| {
        let words = sandbox.kedang(line.split_whitespace());
        let run = words.env("KEDANG_IDENTITY", sandbox.path(identity)).end();
        assert_eq!(run.status, Some(0), "{run}");
    };
    run("identity", "operator add 夜班 --role reaper --new-identity night.key");
    run("night.key", "purge run K-4 --reason ended --basis C-9 --yes --count 1");
    run("identity", "operator remove 夜班 --no-rotate --yes");
    let log = read(&sandbox, "vault/destruction.log");
    assert!(!log.contains("夜班"), "names stay inside");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 7);
    let verify = |lines: &[&str]| {
        std::fs::write(sandbox.path("destruction.log"), lines.join("\n") + "\n").unwrap();
        bash(&sandbox, "bash verify-log.sh destruction.log")
    };
    let (fine, said) = verify(&lines);
    assert!(fine && said.contains("7 lines of vault"), "{said}");
    for (what, payload) in [
        ("without the capability", lines[4].replace("\\\"purge\\\"", "\\\"audit\\\"")),
        (
            "with another's key",
            lines[4].replacen("AAAAC3NzaC1lZDI1NTE5AAAAI", "AAAAC3NzaC1lZDI1NTE5AAAAJ", 1),
        ),
    ] {
        assert_ne!(payload, lines[4], "{what}");
        let mut forged = lines.clone();
        forged[4] = &payload;
        let (fine, said) = verify(&forged);
        assert!(!fine && said.contains("line 5 is wrong: its signature"), "{what}: {said}");
    }
}

/// The table of requirements has each once, and its tests are there.
#[test]
fn the_coverage_names_each_row_once_and_tests_that_exist() {
    let page = std::fs::read_to_string(root("docs/coverage.md")).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [row, .., tests] = cells.as_slice() else { panic!("{line}") };
        if !row.ends_with(|last: char| last.is_ascii_digit()) {
            continue;
        }
        assert!(seen.insert((*row).to_owned()), "{row} stands twice");
        for test in tests.split(", ").filter(|test| !test.is_empty()) {
            assert!(names_a_test(test), "{row}: {test}");
        }
    }
    assert!(seen.len() > 100, "{} rows", seen.len());
}

/// Whether `it share::what_is_lent` or `vault::audit` is there: a module, or a function in it.
fn names_a_test(test: &str) -> bool {
    let (base, path) = test.strip_prefix("it ").map_or(("src", test), |path| ("tests/it", path));
    let place = |path: &str| {
        let place = root(base).join(path.replace("::", "/"));
        let files = [place.with_extension("rs"), place.join("mod.rs")];
        files.iter().find_map(|file| std::fs::read_to_string(file).ok())
    };
    let within = path.rsplit_once("::").and_then(|(module, name)| {
        place(module).filter(|code| base == "src" || code.contains(&format!("fn {name}(")))
    });
    place(path).or(within).is_some()
}
