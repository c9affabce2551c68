//! `kedang operator show` shows one operator, and what exactly the credential opens and allows.

use serde::Serialize;

use super::named;
use super::row::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::{Capability, Level, Part};
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Enrolled, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show yourself", line: "kedang operator show" },
    Example {
        what: "Show exactly what a credential opens and may do",
        line: "kedang operator show wang --can",
    },
];

/// Show an operator, and what the credential opens and may do
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or number of the operator; yourself if not given
    #[arg(value_name = "OPERATOR")]
    pub operator: Option<String>,

    /// Show exactly what this credential opens and may do
    #[arg(long)]
    pub can: bool,
}

/// Runs `kedang operator show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let vault = session::open(ui, host, globals, "operator show")?;
    let own = vault.operator().to_string();
    let enrolled = named(&vault, args.operator.as_deref().unwrap_or(&own))?;
    if !args.can {
        let row = Row::new(vault.policy(), ui.language(), &enrolled);
        ui.record("kedang.operator.show/1", &row)?;
        return Ok(Exit::Done);
    }
    ui.rows("kedang.operator.can/1", reach(ui, &vault, &enrolled))?;
    Ok(Exit::Done)
}

/// One thing that keys open or that the roster allows.
#[derive(Serialize)]
struct Reach {
    /// `keys` for what the credential opens, `program` for what the program lets it do.
    by: &'static str,
    /// `level1` … `level3`, or the id of a capability.
    what: &'static str,
    /// `yes`, `no`, or `own`: only records of the operator's own.
    can: &'static str,
    /// How many fields of the policy a level has.
    fields: Option<usize>,
    #[serde(skip)]
    told: String,
}

/// The words for the levels, the most sensitive first.
const LEVELS: [&str; 3] = ["level1", "level2", "level3"];

fn reach(ui: &Ui<'_>, vault: &Vault, enrolled: &Enrolled) -> Vec<Reach> {
    let (policy, chinese) = (vault.policy(), ui.language() == Language::Chinese);
    let member = &enrolled.operator.member;
    let present = enrolled.operator.until.is_none();
    let level = |(level, what): (Level, &'static str)| Reach {
        by: "keys",
        what,
        can: yes(present && member.clearance.opens(level)),
        fields: Some(fields(policy, level).count()),
        told: sample(policy, level, chinese),
    };
    let role = policy.role(member.role.as_str());
    let limited = |capability| role.is_some_and(|role| role.limits(capability));
    let capability = |capability: Capability| {
        // Who administers looks at restricted records too.
        let implied =
            capability == Capability::Restricted && member.capabilities.has(Capability::Administer);
        let has = present && (member.capabilities.has(capability) || implied);
        Reach {
            by: "program",
            what: capability.id(),
            can: if has && limited(capability) { "own" } else { yes(has) },
            fields: None,
            told: ui.text(&Message::new(format!("operator-may-{}", capability.id()))),
        }
    };
    let levels = Level::ALL.into_iter().zip(LEVELS).map(level);
    levels.chain(Capability::ALL.into_iter().map(capability)).collect()
}

const fn yes(can: bool) -> &'static str {
    if can { "yes" } else { "no" }
}

fn fields(policy: &Policy, level: Level) -> impl Iterator<Item = &crate::policy::Field> {
    policy.fields().map(|(_, field)| field).filter(move |f| f.part == Part::Level(level))
}

/// Up to so many fields are named.
const NAMED: usize = 6;

/// What is kept at a level, in a few words.
fn sample(policy: &Policy, level: Level, chinese: bool) -> String {
    let labels = fields(policy, level).map(|f| if chinese { &f.label_zh } else { &f.label_en });
    let named: Vec<&str> = labels.take(NAMED).map(String::as_str).collect();
    named.join(if chinese { "、" } else { ", " }) + " …"
}

impl View for Reach {
    const COLUMNS: &'static [&'static str] = &["by", "what", "can", "fields", "about"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Word(self.by),
            Cell::Word(self.what),
            Cell::Word(self.can),
            self.fields.map_or(Cell::Empty, |fields| Cell::count(fields as u64)),
            Cell::text(self.told.as_str()),
        ]
    }
}
