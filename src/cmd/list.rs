//! `kedang list` lists records.

use crate::cmd::record_view::{Columns, Row, disclose, is_number, levels};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, fields, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::Level;
use crate::ui::Ui;
use crate::vault::{Record, Request, Sort, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "List the customers of two grades with a tag",
        line: "kedang list grade:A,VIP tag:expo",
    },
    Example {
        what: "Find a customer by part of the name, or by phone", line: "kedang list 伟芳"
    },
    Example { what: "Count them", line: "kedang list grade:C updated.before:365d --count" },
    Example {
        what: "Choose columns and order for a script",
        line: "kedang list --columns number,grade,last_contact --sort grade --format csv",
    },
    Example { what: "Find a name by its pinyin, or its initials", line: "kedang list zhangwei" },
    Example {
        what: "List those of a tag who agreed to be sent offers",
        line: "kedang list tag:expo --purpose marketing",
    },
    Example {
        what: "List whom a contact no longer reaches",
        line: "kedang list contact_state:invalid",
    },
];

/// List records, all of them or those selected
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Print only how many there are
    #[arg(long)]
    pub count: bool,

    /// Sort by this field; -FIELD turns the order round
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    pub sort: Option<String>,

    /// List at most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Columns to show, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub columns: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name; without, what
    /// your role is for
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,
}

/// Runs `kedang list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "list")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let purpose = covering::purpose(ui, &vault, args.purpose.as_deref())?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    if args.count {
        let counted = vault.count_for(purpose, &selector)?;
        ui.number("kedang.count/1", "count", counted.count)?;
        covering::tell(ui, &counted);
        return Ok(Exit::Done);
    }
    let columns = if args.columns.is_empty() {
        Columns::default(ui, &vault)
    } else {
        Columns::named(ui, &vault, &args.columns)?
    };
    let columns = columns.used_for(ui, &vault, (purpose, !args.columns.is_empty()))?;
    let columns = columns.reveal(args.reveal);
    let order = args.sort.as_deref().map(|name| order(&vault, name)).transpose()?;
    let mut parts = columns.parts();
    if let Some(field) = order.and_then(|order| order.field) {
        covering::require_used(&vault, purpose, field)?;
        parts.push(vault.policy().part(field));
        parts.sort_unstable();
        parts.dedup();
    }
    let levels = levels(&parts);
    let request = Request {
        verb: "list",
        selector: &selector,
        revealed: args.reveal && levels.contains(&Level::One),
        parts,
        levels,
        purpose: purpose.map(str::to_owned),
        order,
        limit: args.limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
    };
    let mut list = ui.list("kedang.list/1", columns.headings())?;
    let push = |record: &Record| list.push(&Row { columns: &columns, record });
    let shown = disclose(&mut vault, &request, push)?;
    if covering::finish(list, &shown.left_out)? == 0 {
        ui.status("list-none");
    }
    covering::tell(ui, &shown);
    Ok(Exit::Done)
}

/// What `--sort` names: a field, or the number; a sign before it turns the order round.
pub(super) fn order(vault: &Vault, name: &str) -> Result<Sort> {
    let (name, descending) = match name.strip_prefix(['-', '－']) {
        Some(name) => (name, true),
        None => (name, false),
    };
    if is_number(name) {
        return Ok(Sort { field: None, descending });
    }
    let field = fields::find(vault.policy(), name)?;
    vault.require_field(field)?;
    Ok(Sort { field: Some(field), descending })
}
