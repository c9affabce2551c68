//! `kedang show` shows records in full.

use jiff::civil::Date;

use crate::cmd::record_view::{Columns, Row, disclose};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, session};
use crate::error::{Arg, Exit, Message, Result};
use crate::host::Host;
use crate::model::Level;
use crate::policy::Policy;
use crate::ui::{Format, Ui};
use crate::vault::{Disclosed, Record, Request, Restriction, Vault};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.show/1";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show one customer", line: "kedang show K-12" },
    Example { what: "Show ID number and bank account in full", line: "kedang show K-12 --reveal" },
    Example { what: "Show them to a program", line: "kedang show K-12 --format json" },
    Example {
        what: "Show what the customer service may see",
        line: "kedang show K-12 --purpose service",
    },
];

/// Show everything a record holds
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// Say of each value where it came from, where that is known
    #[arg(long)]
    pub sources: bool,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name; without, what
    /// your role is for
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,
}

/// Runs `kedang show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "show")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let purpose = covering::purpose(ui, &vault, args.purpose.as_deref())?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    let columns = Columns::everything(ui, &vault)?.used_for(ui, &vault, (purpose, false))?;
    let columns = columns.reveal(args.reveal).sources(args.sources);
    let request = Request {
        verb: "show",
        selector: &selector,
        parts: columns.parts(),
        levels: columns.levels(),
        purpose: purpose.map(str::to_owned),
        revealed: args.reveal && vault.clearance().opens(Level::One),
        order: None,
        limit: None,
    };
    let shown = if ui.format() == Format::Table {
        upright(ui, &mut vault, &request, &columns)?
    } else {
        let mut list = ui.list(SCHEMA, columns.headings())?;
        let push = |record: &Record| list.push(&Row { columns: &columns, record });
        let shown = disclose(&mut vault, &request, push)?;
        covering::finish(list, &shown.left_out)?;
        shown
    };
    covering::tell(ui, &shown);
    if shown.count == 0 {
        ui.status("list-none");
    }
    Ok(Exit::Done)
}

/// Of so many records at most it is looked up whether those that they link to are still there.
const FEW: usize = 64;

/// One field a line, an empty line between two records.
fn upright(
    ui: &Ui,
    vault: &mut Vault,
    request: &Request<'_>,
    columns: &Columns,
) -> Result<Disclosed> {
    let mut first = true;
    let mut print = |record: &Record, columns: &Columns| {
        if !std::mem::take(&mut first) {
            ui.line("")?;
        }
        let filled = columns.filled(record);
        ui.record_with(SCHEMA, filled.headings(), &Row { columns: &filled, record })
    };
    let mut few = Vec::new();
    let mut many = false;
    let shown = disclose(vault, request, |record| {
        if !many && few.len() < FEW {
            few.push(record.clone());
            return Ok(());
        }
        many = true;
        std::mem::take(&mut few).iter().try_for_each(|record| print(record, columns))?;
        print(record, columns)
    })?;
    let columns = columns.clone().without(vault.destroyed_targets(&few)?);
    few.iter().try_for_each(|record| print(record, &columns))?;
    for record in &few {
        let mut unknown: Vec<&str> = record.fields.strays().iter().map(|one| &*one.id).collect();
        unknown.dedup();
        if !unknown.is_empty() {
            let message = Message::new("show-unknown").arg("record", record.number);
            ui.note(message.arg("fields", unknown.join(", ")));
        }
        if let Some(restriction) = vault.restriction(record.number)? {
            ui.note(told(vault.policy(), &restriction));
        }
    }
    Ok(shown)
}

/// Since when a record is restricted, why, and until when.
fn told(policy: &Policy, restriction: &Restriction) -> Message {
    let Restriction { number, since, why, named, until, rule, .. } = restriction;
    let day = |day: &Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    Message::new("show-restricted")
        .arg("record", *number)
        .arg("since", day(since))
        .arg("why", why.as_str())
        .arg("named", named.clone())
        .arg("until", day(until))
        .arg(
            "rule",
            policy.ground(rule).map_or_else(|| rule.as_str().into(), |one| Arg::from(one.label())),
        )
}
