//! `kedang purge due` lists the records that are to be destroyed, and says why.

use serde::ser::{SerializeMap, Serializer};

use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::{Answer, Consent, Hold, date};
use crate::policy::{Bound, Ground, Policy};
use crate::ui::{Cell, Column, Language, Ui, View};
use crate::vault::Due;
use jiff::civil::Date;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List them", line: "kedang purge due" },
    Example {
        what: "Let cron speak up only when there are some",
        line: "kedang purge due --exit-code --quiet",
    },
    Example {
        what: "See what comes due within a month, with rule, source and holds",
        line: "kedang purge due --within 30d --explain",
    },
];

/// List the records whose time is up, with the rule that says so
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Also what comes due within this time, such as 30d or 6m; nothing is destroyed earlier
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,

    /// Say where each rule comes from, since when the record is restricted, which statutory period
    /// or hold keeps it and what was consented to; also list what a hold stops
    #[arg(long)]
    pub explain: bool,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang purge due`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "purge due")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let bad = || Failure::new(Code::BadDuration).arg("argument", "--within");
    let within = args.within.as_deref();
    let within = within.map(|text| date::Duration::parse(text).ok_or_else(bad)).transpose()?;
    let today = vault.today()?;
    let more = Columns { state: within.is_some() || args.explain, explained: args.explain };
    let due = if more.state {
        vault.foresee_due(&selector, within.map_or(today, |length| length.after(today)))?
    } else {
        vault.due(&selector)?
    };
    let (chinese, policy) = (ui.language() == Language::Chinese, vault.policy());
    let mut list = ui.list("kedang.purge.due/1", more.headings())?;
    due.into_iter().try_for_each(|due| list.push(&Row { due, policy, chinese, more }))?;
    let count = list.finish()?;
    if count == 0 {
        ui.status(if within.is_some() { "purge-none-upcoming" } else { "purge-none-due" });
    }
    if vault.has_older_days() {
        ui.note("purge-older-days");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// Which columns there are beside the first five.
#[derive(Clone, Copy)]
struct Columns {
    /// Whether the record is due, held or upcoming.
    state: bool,
    /// Where each part of it comes from.
    explained: bool,
}

/// Columns that only an explanation has.
const EXPLAINED: [&str; 8] = [
    "source",
    "restricted_since",
    "restricted_by",
    "statutory_period",
    "statutory_until",
    "statutory_source",
    "holds",
    "consents",
];

impl Columns {
    fn headings(self) -> Vec<Column> {
        let state = self.state.then_some("state");
        let explained = EXPLAINED.into_iter().filter(|_| self.explained);
        let all = Row::COLUMNS.iter().copied().chain(state).chain(explained);
        all.map(Column::new).collect()
    }
}

/// A record that is due, or will be.
struct Row {
    due: Due,
    policy: &'static Policy,
    chinese: bool,
    more: Columns,
}

impl Row {
    fn named(&self, ground: Ground<'_>) -> Cell {
        Cell::Named { id: ground.id(), name: ground.name(self.chinese) }
    }

    /// The last day of the statutory period that binds it, and which that is.
    fn floor(&self) -> Option<(Date, Ground<'static>)> {
        let Bound::Until { day, rule } = &self.due.law else { return None };
        Some((*day, self.policy.ground(rule)?))
    }

    fn explanation(&self) -> [Cell; EXPLAINED.len()] {
        let Due { verdict, restricted, holds, consents, .. } = &self.due;
        let floor = self.floor();
        let ended = restricted.as_ref();
        let why = ended.map(|one| one.why.as_str()).unwrap_or_default();
        let by = self.policy.ground(why).map_or_else(|| Cell::text(why), |why| self.named(why));
        [
            Cell::text(self.policy.source(&verdict.why)),
            ended.and_then(|one| one.since).map_or(Cell::Empty, Cell::Date),
            by,
            floor.map_or(Cell::Empty, |(_, floor)| self.named(floor)),
            floor.map_or(Cell::Empty, |(day, _)| Cell::Date(day)),
            floor.map_or(Cell::Empty, |(_, floor)| Cell::text(self.policy.source(&floor))),
            Cell::Many(holds.iter().map(|hold| self.hold(hold)).collect()),
            Cell::Many(consents.iter().map(|consent| self.consent(consent)).collect()),
        ]
    }

    /// A hold in words: its kind and its last day.
    fn hold(&self, hold: &Hold) -> Cell {
        let kind = self.policy.hold_kind(&hold.kind);
        let name = kind.map_or(hold.kind.as_str(), |kind| {
            if self.chinese { &kind.label_zh } else { &kind.label_en }
        });
        let until = if hold.until.is_empty() { String::new() } else { format!(" {}", hold.until) };
        Cell::Named { id: format!("{}{until}", hold.kind), name: format!("{name}{until}") }
    }

    /// A consent in words: purpose, what became of it, since when.
    fn consent(&self, consent: &Consent) -> Cell {
        let (answer, day) = became(consent);
        let purpose = self.policy.purpose(&consent.purpose);
        let name = purpose.map_or(consent.purpose.as_str(), |purpose| {
            if self.chinese { &purpose.label_zh } else { &purpose.label_en }
        });
        let word = match (self.chinese, answer) {
            (true, "granted") => "同意",
            (true, "refused") => "拒绝",
            (true, _) => "撤回",
            (false, answer) => answer,
        };
        Cell::Named {
            id: format!("{} {answer} {day}", consent.purpose),
            name: format!("{name} {word} {day}"),
        }
    }
}

/// What became of a consent, and the day of that.
fn became(consent: &Consent) -> (&'static str, &str) {
    match consent.answer {
        Answer::Refused => ("refused", &consent.date),
        Answer::Granted if consent.withdrawn.is_empty() => ("granted", &consent.date),
        Answer::Granted => ("withdrawn", &consent.withdrawn),
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["number", "kept_until", "rule", "reason", "basis"];

    fn cells(&self) -> Vec<Cell> {
        let Due { number, verdict, state, .. } = &self.due;
        let (reason, basis) = self.policy.reason(verdict.why);
        let mut cells = vec![
            Cell::from(*number),
            Cell::Date(verdict.day),
            self.named(verdict.rule),
            Cell::Word(reason.id()),
            Cell::text(basis),
        ];
        cells.extend(self.more.state.then(|| Cell::Word(state.id())));
        if self.more.explained {
            cells.extend(self.explanation());
        }
        cells
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Due { number, verdict, state, restricted, holds, consents, .. } = &self.due;
        let (reason, basis) = self.policy.reason(verdict.why);
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("number", &number.to_string())?;
        object.serialize_entry("kept_until", &verdict.day.to_string())?;
        object.serialize_entry("rule", &verdict.rule.id())?;
        object.serialize_entry("reason", reason.id())?;
        object.serialize_entry("basis", &basis)?;
        if self.more.state {
            object.serialize_entry("state", state.id())?;
        }
        if self.more.explained {
            let ended = restricted.as_ref();
            object.serialize_entry("source", self.policy.source(&verdict.why))?;
            let since = ended.and_then(|one| one.since).map(|day| day.to_string());
            object.serialize_entry("restricted_since", &since)?;
            object.serialize_entry("restricted_by", &ended.map(|one| &one.why))?;
            let floor = self.floor();
            object.serialize_entry("statutory_period", &floor.map(|(_, floor)| floor.id()))?;
            let until = floor.map(|(day, _)| day.to_string());
            object.serialize_entry("statutory_until", &until)?;
            let source = floor.map(|(_, floor)| self.policy.source(&floor).to_owned());
            object.serialize_entry("statutory_source", &source)?;
            object.serialize_entry("holds", holds)?;
            object.serialize_entry("consents", consents)?;
        }
        object.end()
    }
}
