//! The table of writing commands: what each begins with, what it is told, and what its work is.
//!
//! To add one, add an entry to [`all`]; everything else follows from what the command does when
//! nothing goes wrong.

use std::sync::Arc;

use super::base::Base;

/// A writing command.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// What happens to the base first, in every copy of it: destinations are known by their paths.
    pub(super) prelude: &'static [Step],
    /// The command line, without `--format json`.
    pub(super) line: &'static str,
    /// Its standard input.
    pub(super) input: String,
    /// A weakness or a smaller measure of the program that a test asks for.
    pub(super) mutant: &'static str,
    /// Where its work is to be seen.
    pub(super) work: Work,
}

/// One step of a prelude.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// A command line.
    Run(&'static str),
    /// A directory gets another name.
    Move(&'static str, &'static str),
    /// A directory is lost.
    Lose(&'static str),
}

/// Where the work of a command is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// In the records.
    Records,
    /// In the records, of which so many come at a time: a break leaves whole batches, and the same
    /// command goes on from there.
    Batches(usize),
    /// In the slot of the operator's passphrase.
    Slot,
    /// In files beside the vault, each of them complete or absent.
    Files(&'static [&'static str]),
    /// In the vault's being there.
    Vault,
    /// In the vault's being there again, with its records.
    Restored,
    /// In the vault before it having been set aside.
    Exchanged,
    /// In so many data artefacts at the destinations.
    Artefacts(usize),
    /// In the destination's owing nothing.
    Settled,
    /// In so many rows of what a command lists.
    Rows(&'static str, usize),
    /// In the header's being of the next generation of keys.
    Rotated,
}

const NOTICE: &str = "notice add notice.txt --purpose marketing --retention 2y";
const GRANT: &str = "consent grant K-1 K-257 --purpose marketing --method form --notice 1";
const BACKUP: Step = Step::Run("backup run nas");
/// The recipient is one of age's own test vectors.
const ADD_OPERATOR: &str = "operator add li --role reaper --recipient \
    age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
const ADD_RECIPIENT: &str = "recipient add 伙伴 --contact desk --agreement NDA-1 --agreed 2026-02-01 --to \
    age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
const PURGE: Step = Step::Run("purge run K-2 K-257 --reason request --basis REQ-1 --yes --count 2");
const PURGE_OTHERS: Step =
    Step::Run("purge run K-2 K-258 --reason request --basis REQ-1 --yes --count 2");

impl Scenario {
    fn new(name: &'static str, line: &'static str) -> Self {
        let (input, mutant, work) = (String::new(), "", Work::Records);
        Self { name, prelude: &[], line, input, mutant, work }
    }

    fn behind(self, prelude: &'static [Step]) -> Self {
        Self { prelude, ..self }
    }

    fn told(self, input: impl Into<String>) -> Self {
        Self { input: input.into(), ..self }
    }

    fn seen_in(self, work: Work) -> Self {
        Self { work, ..self }
    }

    /// What it begins with.
    pub(super) fn base(&self) -> Arc<Base> {
        if self.work == Work::Vault { Arc::new(Base::empty()) } else { Base::small() }
    }

    /// Whether it takes long to prepare or to judge.
    pub(super) fn is_costly(&self) -> bool {
        self.has_destination() || !self.mutant.is_empty() || self.line.starts_with("backup")
    }

    /// Whether there is a destination, which an earlier command filled.
    pub(super) fn has_destination(&self) -> bool {
        self.prelude.iter().any(|step| matches!(step, Step::Run(line) if line.contains("backup")))
    }
}

/// Destroying records in two buckets.
pub(super) fn purge() -> Scenario {
    let line = "purge run K-2 K-257 --reason request --basis REQ-1 --yes --count 2";
    Scenario::new("purge run", line)
}

/// The same with a backup destination.
pub(super) fn purge_with_destination() -> Scenario {
    Scenario { name: "purge run, with a destination", ..purge() }.behind(&[BACKUP])
}

/// Making all keys anew.
pub(super) fn rotate() -> Scenario {
    Scenario::new("operator rotate", "operator rotate --yes").seen_in(Work::Rotated)
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

/// An import of which each four rows are committed.
pub(super) fn import_in_batches() -> Scenario {
    let line = "import - --on-conflict update --commit-every 4 --results results.csv";
    Scenario::new("import, in batches", line).told(csv(12)).seen_in(Work::Batches(4))
}

/// A policy that moves days of destruction in two buckets.
pub(super) fn apply_policy() -> Scenario {
    Scenario::new("policy apply", "policy apply - --yes")
        .told(policy())
        .behind(&[Step::Run("edit K-1 K-257 --set stage=潜在 --yes")])
}

/// The same with so many records that the WAL is left for it. What is many is made few for the
/// test.
pub(super) fn large_policy() -> Scenario {
    Scenario { name: "policy apply, large", mutant: "little-ahead", ..apply_policy() }
}

/// Backing up to a destination that has a backup.
pub(super) fn backup() -> Scenario {
    Scenario::new("backup run, again", "backup run nas")
        .behind(&[BACKUP])
        .seen_in(Work::Artefacts(2))
}

/// Backing up rows only: what opens them, at the other destination, is brought up to date first.
fn backup_of_rows() -> Scenario {
    Scenario::new("backup run, of rows only", "backup run cloud --data-only")
        .behind(&[BACKUP])
        .seen_in(Work::Artefacts(2))
}

/// Settling what a destination owes that was away during a purge.
pub(super) fn scrub() -> Scenario {
    Scenario::new("backup scrub", "backup scrub")
        .behind(&[BACKUP, Step::Move("nas", "away"), PURGE, Step::Move("away", "nas")])
        .seen_in(Work::Settled)
}

/// Restoring a vault that is lost, from data of before a purge.
pub(super) fn restore() -> Scenario {
    Scenario::new("backup restore", "backup restore nas --to vault --yes")
        .behind(&[BACKUP, PURGE, Step::Lose("vault")])
        .seen_in(Work::Restored)
}

/// Restoring older data, behind which the log has a hold, a consent withdrawn, a restriction and an
/// erasure to do again.
pub(super) fn restore_duties() -> Scenario {
    let line = "backup restore nas --data 20260301T093000Z --to vault --yes";
    Scenario::new("backup restore, of older data", line)
        .behind(&[
            Step::Run(NOTICE),
            Step::Run(GRANT),
            BACKUP,
            Step::Run("hold place K-1 --kind litigation --yes"),
            Step::Run("consent withdraw K-257 --purpose marketing"),
            Step::Run("request open K-255 --right restriction --relation self --checked document"),
            Step::Run("request answer R-1 --grant"),
            Step::Run("request open K-256 --right erasure --relation self --checked document"),
            Step::Run("request answer R-2 --grant"),
            PURGE_OTHERS,
            BACKUP,
            Step::Lose("vault"),
        ])
        .seen_in(Work::Restored)
}

/// Backing up to a destination that knows more than the vault, which was restored from another one:
/// what was given up is set aside there.
pub(super) fn backup_beside() -> Scenario {
    Scenario::new("backup run, at one that knows more", "backup run nas")
        .behind(&[
            BACKUP,
            Step::Run("backup run usb"),
            Step::Move("usb", "away"),
            PURGE,
            BACKUP,
            Step::Move("away", "usb"),
            Step::Lose("vault"),
            Step::Run("backup restore usb --to vault --yes --accept-stale --accept-rollback"),
        ])
        .seen_in(Work::Artefacts(3))
}

/// Letting somebody into the vault.
pub(super) fn add_operator() -> Scenario {
    Scenario::new("operator add", ADD_OPERATOR).seen_in(Work::Rows("operator list", 2))
}

fn remove_operator() -> Scenario {
    let line = "operator remove li --no-rotate --yes";
    Scenario::new("operator remove, with a destination", line)
        .behind(&[Step::Run(ADD_OPERATOR), BACKUP])
        .seen_in(Work::Rows("operator list", 1))
}

fn event() -> Scenario {
    Scenario::new(
        "event add",
        "event add K-1 --type 采购计划 --amount 1.2万 --next 2026-04-01 --set stage=忠诚",
    )
}

fn assess() -> Scenario {
    Scenario::new(
        "assess",
        "assess K-1 --standard 5c \
         --score character=4,capacity=3,capital=4,collateral=2,condition=3",
    )
}

fn grant() -> Scenario {
    Scenario::new("consent grant", GRANT).behind(&[Step::Run(NOTICE)])
}

/// The records of the base's own import that nobody touched: six in two buckets.
fn revert() -> Scenario {
    Scenario::new("batch revert", "batch revert B-3 --yes --count 6")
}

fn share() -> Scenario {
    let line = "share issue K-1 K-257 --recipient 伙伴 --purpose service --relation entrusted \
                --expires 2026-06-01 -o shared.age";
    let share = Scenario::new("share issue", line).behind(&[Step::Run(ADD_RECIPIENT)]);
    share.seen_in(Work::Rows("share list", 1))
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
        import_in_batches(),
        revert(),
        new("recipient add", ADD_RECIPIENT).seen_in(Work::Rows("recipient list", 1)),
        share(),
        event(),
        assess(),
        new("notice add", NOTICE).seen_in(Work::Rows("notice list", 1)),
        grant(),
        new("request open", "request open K-2 --right access --relation self --checked document"),
        new("tag add", "tag add VIP客户 K-1 K-2 K-257"),
        new("grade set", "grade set A K-1 K-258"),
        apply_policy(),
        large_policy(),
        new("verify mark", "verify mark K-1 K-257 --method phone --result confirmed"),
        purge(),
        new(
            "purge run, whole bucket",
            "purge run K-256..K-258 --reason ended --basis C-2 --yes --count 3",
        ),
        new(
            "purge run, a field",
            "purge run K-2 K-257 --field region --reason withdrawn --basis C-4 --yes --count 2",
        ),
        new(
            "purge run --level 1",
            "purge run K-258 --level 1 --reason withdrawn --basis REQ-2 --yes --count 1",
        ),
        purge_with_destination(),
        new("operator passphrase", "operator passphrase --new-passphrase-file passphrase")
            .seen_in(Work::Slot),
        new(
            "operator passphrase, with a destination",
            "operator passphrase --new-passphrase-file passphrase",
        )
        .behind(&[BACKUP])
        .seen_in(Work::Slot),
        add_operator(),
        remove_operator(),
        rotate(),
        Scenario { name: "operator rotate, with a destination", ..rotate() }.behind(&[BACKUP]),
        new(
            "purge physical",
            "purge physical K-4 --medium paper --quantity 1 --method shred --witness EMP-7 \
             --reason ended --basis C-5",
        )
        .seen_in(Work::Files(&[])),
        new("certificate show", "certificate show K-4 -o c.txt").seen_in(Work::Files(&[
            "c.txt",
            "c.txt.sig",
            "allowed_signers",
        ])),
        new("export", "export K-1 --purpose service -o out.csv").seen_in(Work::Files(&["out.csv"])),
        new("list", "list").seen_in(Work::Files(&[])),
        new("backup run", "backup run nas").seen_in(Work::Artefacts(1)),
        backup(),
        backup_of_rows(),
        scrub(),
        new("backup drill", "backup drill nas").behind(&[BACKUP]).seen_in(Work::Files(&[])),
        new("backup forget", "backup forget nas --keep-last 1 --yes")
            .behind(&[BACKUP, BACKUP])
            .seen_in(Work::Files(&[])),
        backup_beside(),
        restore(),
        restore_duties(),
        new("backup restore, in place", "backup restore nas --to vault --yes")
            .behind(&[BACKUP])
            .seen_in(Work::Exchanged),
    ]
}

/// The built-in policy, but that records are found by their holders' positions, and prospects are
/// kept for a month: it moves days of destruction and makes search segments anew.
fn policy() -> String {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/policy/builtin/policy.toml"));
    let (head, rest) = text.split_once("\nversion = ").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let searchable = "id = \"position\"\ntraits = [\"searchable\"]";
    let rest = rest.replacen("id = \"position\"", searchable, 1);
    format!("{head}\nversion = 90\n{}", rest.replacen("months = 24", "months = 1", 1))
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
