//! `kedang event add` enters something that happened.

use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, contact, fields, input, noted, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::Event;
use crate::ui::Ui;
use crate::vault::{Addition, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Enter a call and when to call again",
        line: "kedang event add K-12 --type 联系 --next 2030-01-15",
    },
    Example {
        what: "Enter a complaint whose text comes from standard input",
        line: "printf 送货晚了三天 | kedang event add K-12 --type complaint --remark -",
    },
    Example {
        what: "Enter a purchase, and change a field with it",
        line: "kedang event add K-12 --type purchase --amount 1200 --set stage=现有",
    },
    Example {
        what: "Enter that nobody answered the telephone",
        line: "kedang event add K-12 --type unreachable --failed phone",
    },
    Example {
        what: "Enter the results of a quarter",
        line: "kedang event add K-12 --type 业绩 --period 2025Q4 --amount 350万",
    },
];

const SCHEMA: &str = "kedang.event.add/1";

/// Enter something that happened: a purchase, a contact, a complaint
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// What happened: purchase, contact, feedback, complaint, … or the Chinese name
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: String,

    /// The day it happened (default: today)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// The amount of money it was about
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,

    /// The score that the customer gave, 0 to 100
    #[arg(long, value_name = "N")]
    pub score: Option<u16>,

    /// The day of the next step, which becomes the next visit
    #[arg(long, value_name = "DATE")]
    pub next: Option<String>,

    /// The year or quarter it is about, such as 2026 or 2026Q3
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// The contact by which nobody was reached: phone, or phone:2 for the second
    #[arg(long, value_name = "CONTACT")]
    pub failed: Option<String>,

    /// It is a major change
    #[arg(long)]
    pub major: bool,

    /// Who dealt with the customer (default: the operator)
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,

    /// What else there is to say; - reads it from standard input
    #[arg(long, value_name = "TEXT")]
    pub remark: Option<String>,

    /// Set a field in the same change; FIELD=- reads its value from standard input
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}

/// Runs `kedang event add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "event add")?;
    let policy = vault.policy();
    let field = super::field(policy)?;
    fields::refuse_secrets(policy, &args.set)?;
    let event = args.event(ui, host, &vault)?;
    let text = serde_json::to_string(&event).map_err(|_| Failure::new(Code::Bug))?;
    let event = fields::value(ui, policy, field, &text)?;
    let failed = args.failed.as_deref().map(|name| contact::named(policy, name)).transpose()?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let entered = input::pairs(host, &args.set)?;
    let more = fields::read(policy, &entered)?.values(ui, policy)?;
    let one =
        Addition { verb: "event", field, value: &event, more: &more, failed: failed.as_ref() };
    let task = Task { schema: SCHEMA, selector: &selector, asks: true };
    let (altered, marked) = alteration::carry_out(ui, globals, &mut vault, &task, |vault, aim| {
        vault.add_value(aim, &one).map_err(|error| match &failed {
            Some(which) => noted::failure(which, error),
            None => error.into(),
        })
    })?;
    let rows: Vec<noted::Row> = marked.iter().map(|one| noted::Row::of(policy, one)).collect();
    alteration::report(ui, SCHEMA, (&altered, globals.dry_run), &rows)?;
    for row in &rows {
        row.explain(ui);
    }
    Ok(Exit::Done)
}

impl Args {
    /// The event as it was typed.
    fn event(&self, ui: &Ui, host: &Host, vault: &Vault) -> Result<Event> {
        let mut event = Event::default();
        super::type_id(ui, vault.policy(), &self.kind)?.clone_into(&mut event.kind);
        event.date = match &self.date {
            Some(date) => date.clone(),
            None => vault.today()?.to_string(),
        };
        event.by = match &self.by {
            Some(by) => by.clone(),
            None => vault.operator_name()?.to_owned(),
        };
        let typed = |text: &Option<String>| text.clone().unwrap_or_default();
        event.amount = typed(&self.amount);
        event.next = typed(&self.next);
        event.period = typed(&self.period);
        event.failed = typed(&self.failed);
        (event.score, event.major) = (self.score, self.major);
        event.remark = input::value_of(host, &typed(&self.remark))?;
        Ok(event)
    }
}
