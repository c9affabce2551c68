//! `kedang verify mark` records that a customer was asked, or that one way to reach them was tried.

use crate::cmd::alteration::{self, Task};
use crate::cmd::noted::{self, Row};
use crate::cmd::purge::read_reason;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, contact, fields, input, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::{Reason, Selector, Value};
use crate::policy::{By, Policy, Which};
use crate::ui::Ui;
use crate::vault::{Aim, Error, Vault};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.verify.mark/1";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Record a telephone call",
        line: "kedang verify mark K-12 --method 电话 --result confirmed",
    },
    Example {
        what: "Record that nobody was reached",
        line: "kedang verify mark K-12 --method phone --result unreachable",
    },
    Example {
        what: "Record that a number was tried in vain; after three times it is invalid",
        line: "kedang verify mark K-12 --contact phone:1 --method phone --result unreachable",
    },
    Example {
        what: "Propose to destroy a record that is of no use any more; somebody else decides",
        line: "kedang verify mark K-12 --method phone --result destroy --reason ended",
    },
];

/// Record that records were verified, how, and with what result
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// How it was verified: phone, email, visit, … or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// What came of it
    #[arg(long, value_name = "RESULT", value_enum)]
    pub result: Outcome,

    /// Why it should be destroyed, with `--result destroy`: request, expired, ended, withdrawn, other
    /// or the Chinese name
    #[arg(
        long,
        value_name = "REASON",
        required_if_eq_any = [("result", "destroy"), ("result", "建议销毁")],
        conflicts_with = "contact"
    )]
    pub reason: Option<String>,

    /// Only this contact, not the whole record: a field, or phone:2 for the second of several
    #[arg(long, value_name = "FIELD[:N]")]
    pub contact: Option<String>,

    /// Which contact, by its value; - reads it from standard input
    #[arg(long, value_name = "VALUE", requires = "contact")]
    pub contact_value: Option<String>,
}

/// What came of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Outcome {
    /// The record is true
    #[value(alias = "属实")]
    Confirmed,
    /// The record had to be changed
    #[value(alias = "有变更")]
    Changed,
    /// Nobody was reached
    #[value(alias = "未联系上")]
    Unreachable,
    /// The record is of no use any more: propose to destroy it
    #[value(alias = "建议销毁")]
    Destroy,
}

impl Outcome {
    /// Its id in the policy.
    const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Changed => "changed",
            Self::Unreachable => "unreachable",
            Self::Destroy => "destroy",
        }
    }
}

/// Runs `kedang verify mark`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "verify mark")?;
    let (policy, known) = (vault.policy(), vault.policy().known());
    let reason = reason(ui, policy, args)?;
    let method = fields::option(ui, policy, (known.verify_method, "--method"), &args.method)?;
    let result = fields::option(ui, policy, (known.verify_result, "--result"), args.result.id())?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let reached = args.result != Outcome::Unreachable;
    if let Some(name) = &args.contact {
        let which = which(host, policy, name, args.contact_value.as_deref())?;
        let done = (&method, &result, reached);
        return mark(ui, globals, &mut vault, (&selector, &which), done);
    }
    // Nothing is asked: what was done on the telephone is only written down.
    let task = Task { schema: SCHEMA, selector: &selector, asks: false };
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| match reason {
        Some(reason) => vault.propose_destruction(aim, (&method, &result), reason),
        None => vault.mark_verified(aim, (&method, &result), reached),
    })
}

/// Why it is proposed to destroy the records, if it is.
fn reason(ui: &Ui, policy: &Policy, args: &Args) -> Result<Option<Reason>> {
    let destroys = args.result == Outcome::Destroy;
    if destroys && policy.known().proposed.is_none() {
        return Err(Error::PolicyWithout("proposed").into());
    }
    if !destroys && args.reason.is_some() {
        return Err(Failure::new(Code::ReasonAlone));
    }
    args.reason.as_deref().map(|text| read_reason(ui, text)).transpose()
}

/// The contact that the options mean.
fn which(host: &Host, policy: &Policy, name: &str, value: Option<&str>) -> Result<Which> {
    let which = contact::named(policy, name)?;
    let Some(value) = value else { return Ok(which) };
    let id = policy.field(which.field).id.as_str();
    fields::refuse_typed(policy, which.field, value)?;
    if which.by != By::Only {
        return Err(Failure::new(Code::BadOrdinal).arg("field", id));
    }
    let given = [format!("{id}={value}")];
    let text = input::pairs(host, &given)?.into_iter().flat_map(|(_, texts)| texts.to_vec()).next();
    let text = text.unwrap_or_default();
    // What was kept although it fails its validator is looked for as it was typed.
    let normal = policy.normalise(which.field, &text).ok().and_then(|mut all| all.pop());
    let text = normal.map_or(text, |value| value.text.clone());
    Ok(Which { by: By::Text(text), ..which })
}

/// Marks one contact of each record.
fn mark(
    ui: &Ui,
    globals: &Globals,
    vault: &mut Vault,
    (selector, which): (&Selector, &Which),
    (method, result, reached): (&Value, &Value, bool),
) -> Result<Exit> {
    let policy = vault.policy();
    let aim = Aim { selector, confirmed: None, rehearsal: globals.dry_run };
    let (altered, marked) = vault
        .mark_contact(aim, which, (method, result), reached)
        .map_err(|error| noted::failure(which, error))?;
    let rows: Vec<Row> = marked.iter().map(|noted| Row::of(policy, noted)).collect();
    alteration::report(ui, SCHEMA, (&altered, globals.dry_run), &rows)?;
    for row in &rows {
        row.explain(ui);
    }
    Ok(Exit::Done)
}
