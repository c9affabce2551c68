//! The table of writing commands: what each begins with, what it is told, and what its work is.
//!
//! To add one, add an entry to [`all`]; everything else follows from what the command does when
//! nothing goes wrong.

use super::base::Base;

/// A writing command.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// The command line, without `--format json`.
    pub(super) line: &'static str,
    /// Its standard input.
    pub(super) input: String,
    /// A weakness or a smaller measure of the program that a test asks for.
    pub(super) mutant: &'static str,
    /// Where its work is to be seen.
    pub(super) work: Work,
}

/// Where the work of a command is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// In the records.
    Records,
    /// In the slot of the operator's passphrase.
    Slot,
    /// In files beside the vault, each of them complete or absent.
    Files(&'static [&'static str]),
    /// In the vault's being there.
    Vault,
}

impl Scenario {
    fn new(name: &'static str, line: &'static str) -> Self {
        Self { name, line, input: String::new(), mutant: "", work: Work::Records }
    }

    fn told(self, input: impl Into<String>) -> Self {
        Self { input: input.into(), ..self }
    }

    fn seen_in(self, work: Work) -> Self {
        Self { work, ..self }
    }

    /// What it begins with.
    pub(super) fn base(&self) -> Base {
        let base = if self.work == Work::Vault { Base::empty() } else { Base::small() };
        base.put("passphrase", "correct horse 钉书机\n");
        base
    }
}

/// Destroying records in two buckets.
pub(super) fn purge() -> Scenario {
    let line = "purge run K-2 K-257 --reason request --basis REQ-1 --yes --count 2";
    Scenario::new("purge run", line)
}

/// Adding a record.
pub(super) fn add() -> Scenario {
    let customer = r#"{"name":"王芳","phone":"13900000021","id_number":"110105194912310038",
        "sensitive_consent":"2026-02-01","source":"展会"}"#;
    Scenario::new("add", "add --json -").told(customer)
}

/// A large import, which leaves the WAL. What is large is made small for the test.
pub(super) fn large_import() -> Scenario {
    let large = Scenario::new("import, large", "import - --on-conflict update").told(csv(160));
    Scenario { mutant: "little-ahead", ..large }
}

/// Changing the operator's passphrase, and with it the header.
pub(super) fn passphrase() -> Scenario {
    Scenario::new("operator passphrase", "operator passphrase --new-passphrase-file passphrase")
        .seen_in(Work::Slot)
}

/// All of them.
pub(super) fn all() -> Vec<Scenario> {
    let new = Scenario::new;
    vec![
        new("init", "init --operator wang --new-identity identity --no-recovery")
            .seen_in(Work::Vault),
        add(),
        new("edit", "edit K-2 K-257 --set region=北京市 --set notes=- --yes").told("下周再打电话"),
        new("import", "import - --on-conflict update").told(csv(12)),
        large_import(),
        new("tag add", "tag add VIP客户 K-1 K-2 K-257"),
        new("grade set", "grade set A K-1 K-258"),
        new("verify mark", "verify mark K-1 K-257 --method phone --result confirmed"),
        purge(),
        new(
            "purge run, whole bucket",
            "purge run K-256..K-258 --reason ended --basis C-2 --yes --count 3",
        ),
        passphrase(),
        new("certificate show", "certificate show K-4 -o c.txt").seen_in(Work::Files(&[
            "c.txt",
            "c.txt.sig",
            "allowed_signers",
        ])),
        new("export", "export K-1 --purpose service -o out.csv").seen_in(Work::Files(&["out.csv"])),
        new("list", "list").seen_in(Work::Files(&[])),
    ]
}

/// Customers for an import: new ones, and behind them two that are there.
fn csv(rows: usize) -> String {
    use std::fmt::Write;
    let mut csv = "name,phone,source,region,notes\n".to_owned();
    for n in 0..rows {
        writeln!(csv, "新客户{n},1370000{n:04},官网,广东省,{}", "备注".repeat(30)).unwrap();
    }
    csv + "客户2,13800000002,展会,浙江省,\n客户257,13800000257,展会,浙江省,\n"
}
