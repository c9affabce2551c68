//! `kedang consent withdraw` ends consents, and says what follows for the records.

use std::collections::BTreeMap;

use super::{day, told};
use crate::cmd::alteration::{self, Task};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, purge, session, share};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::RecordNumber;
use crate::policy::Policy;
use crate::ui::{Cell, Format, Language, Ui, View};
use crate::vault::{Altered, Following, Numbers, Withdrawal};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "End a customer's consent to offers",
        line: "kedang consent withdraw K-12 --purpose marketing",
    },
    Example {
        what: "End everything that a customer agreed to, as said some days ago",
        line: "kedang consent withdraw K-12 --all --date 2026-02-27",
    },
];

/// End consents from a day on, and say what follows for the records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// The purpose: analysis, recommend, marketing or the Chinese name; several by repeating it
    #[arg(long, value_name = "PURPOSE", required_unless_present = "all", conflicts_with = "all")]
    pub purpose: Vec<String>,

    /// Everything that was agreed to
    #[arg(long)]
    pub all: bool,

    /// Only the separate consents to use level-1 values
    #[arg(long)]
    pub sensitive: bool,

    /// Only the consents to hand over to this recipient
    #[arg(long, value_name = "NAME", conflicts_with = "sensitive")]
    pub recipient: Option<String>,

    /// The day it was said; today without
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
}

/// The schema of its JSON.
const SCHEMA: &str = "kedang.consent.withdraw/1";

/// Runs `kedang consent withdraw`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "consent withdraw")?;
    let policy = vault.policy();
    let date = day(&vault, "--date", args.date.as_deref())?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let recipient = args.recipient.as_deref();
    let order = Withdrawal { purposes: &args.purpose, sensitive: args.sensitive, recipient, date };
    let task = Task { schema: SCHEMA, selector: &selector, asks: true };
    let done = alteration::carry_out(ui, globals, &mut vault, &task, |vault, aim| {
        vault.withdraw(aim, &order).map_err(|error| told(ui, policy, error))
    })?;
    let (altered, follows) = done;
    if ui.format() == Format::Table {
        alteration::report::<()>(ui, SCHEMA, (&altered, globals.dry_run), &[])?;
        tell(ui, policy, &follows);
    } else {
        let follows = follows.into_iter().map(Follows::new).collect();
        ui.record(SCHEMA, &Outcome::new(&altered, follows, globals.dry_run))?;
    }
    if !globals.dry_run {
        share::remind(ui, &mut vault, &altered.changed);
    }
    Ok(Exit::Done)
}

/// Says what follows, once for all records of which the same does.
fn tell(ui: &Ui<'_>, policy: &Policy, follows: &BTreeMap<RecordNumber, Following>) {
    let mut groups: Vec<(&Following, Numbers)> = Vec::new();
    for (number, following) in follows {
        match groups.iter_mut().find(|(known, _)| *known == following) {
            Some((_, numbers)) => numbers.insert(*number),
            None => groups.push((following, (*number).into())),
        }
    }
    let chinese = ui.language() == Language::Chinese;
    let name = |id: &str| policy.ground(id).map_or_else(|| id.to_owned(), |one| one.name(chinese));
    for (following, numbers) in groups {
        let records = purge::brief(&numbers);
        let said = |id: &'static str, (day, rule): &(jiff::civil::Date, String)| {
            let message = Message::new(id).arg("records", records.as_str());
            ui.note(message.arg("day", day.to_string()).arg("rule", name(rule)));
        };
        following.used.iter().for_each(|until| said("consent-follows-restricted", until));
        following.kept.iter().for_each(|until| said("consent-follows-destroyed", until));
        if following.used.is_none() && following.kept.is_none() {
            ui.note(Message::new("consent-follows-nothing").arg("records", records.as_str()));
        }
    }
}

/// What follows for one record.
#[derive(serde::Serialize)]
struct Follows {
    number: String,
    /// The last day it is used.
    used_until: Option<String>,
    used_rule: Option<String>,
    /// The last day it is kept.
    kept_until: Option<String>,
    kept_rule: Option<String>,
}

impl Follows {
    fn new((number, following): (RecordNumber, Following)) -> Self {
        let Following { used, kept } = following;
        let (used_until, used_rule) = used.map(|(day, rule)| (day.to_string(), rule)).unzip();
        let (kept_until, kept_rule) = kept.map(|(day, rule)| (day.to_string(), rule)).unzip();
        Self { number: number.to_string(), used_until, used_rule, kept_until, kept_rule }
    }
}

/// What became of the selected records.
#[derive(serde::Serialize)]
struct Outcome {
    selected: u64,
    changed: u64,
    numbers: Vec<String>,
    dry_run: bool,
    follows: Vec<Follows>,
}

impl Outcome {
    fn new(altered: &Altered, follows: Vec<Follows>, dry_run: bool) -> Self {
        let Altered { selected, changed, .. } = altered;
        let numbers: Vec<String> = changed.iter().map(|number| number.to_string()).collect();
        Self { selected: *selected, changed: changed.len(), numbers, dry_run, follows }
    }
}

impl View for Outcome {
    const COLUMNS: &'static [&'static str] = &["selected", "changed", "numbers"];

    fn cells(&self) -> Vec<Cell> {
        let numbers = self.numbers.iter().map(Cell::text).collect();
        vec![Cell::count(self.selected), Cell::count(self.changed), Cell::Many(numbers)]
    }
}
