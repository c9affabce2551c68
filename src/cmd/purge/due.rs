//! `kedang purge due` lists the records that are to be destroyed, and says why.

use serde::ser::{SerializeMap, Serializer};

use super::part;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::{Answer, Consent, Hold, Proposed, Reason, date};
use crate::policy::{Bound, Ground, Policy};
use crate::ui::{Cell, Column, Language, Ui, View};
use crate::vault::{Due, DueState, Revived, Unexplained};
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

/// List the records whose time is up, with the rule that says so, those proposed for destruction,
/// and what a restore brought back that had been erased
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
    /// or hold keeps it, what was consented to and who proposed it; also list what a hold stops
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
    let proposal = ui.text(&"purge-proposed".into());
    let row = |due: Due| {
        let back = due.revived.as_ref().map(|one| back(ui, policy, one));
        Row { due, policy, chinese, more, proposal: proposal.clone(), back }
    };
    let again = due.iter().find_map(|due| due.revived.as_ref().map(part::again));
    due.into_iter().try_for_each(|due| list.push(&row(due)))?;
    let unknown = vault.unexplained()?;
    let count = if unknown.is_empty() {
        list.finish()?
    } else {
        list.finish_with("unexplained", &unknown.iter().map(Unknown::from).collect::<Vec<_>>())?
    };
    if let Some(command) = again {
        ui.warning(Message::new("purge-again").arg("command", command));
    }
    for one in &unknown {
        let day = date::day_at(one.time, &host.time_zone()).map(|day| day.to_string());
        ui.warning(part::unexplained(one, &day.unwrap_or_default()));
    }
    let found = count > 0 || !unknown.is_empty();
    if !found {
        ui.status(if within.is_some() { "purge-none-upcoming" } else { "purge-none-due" });
    }
    if vault.has_older_days() {
        ui.note("purge-older-days");
    }
    Ok(if args.exit_code && found { Exit::Found } else { Exit::Done })
}

/// Destructions before a restore of which nobody knows whom they took, for a script.
#[derive(serde::Serialize)]
struct Unknown {
    entry: u64,
    time: i64,
    count: u64,
    numbers: String,
}

impl From<&Unexplained> for Unknown {
    fn from(one: &Unexplained) -> Self {
        let Unexplained { entry, time, count, numbers } = one;
        Self { entry: *entry, time: *time, count: *count, numbers: numbers.to_string() }
    }
}

/// What a restore brought back, or only a destination tells was destroyed, in words.
fn back(ui: &Ui, policy: &Policy, revived: &Revived) -> String {
    let what = part::what(ui, Some(policy), revived.scope.as_ref());
    ui.text(&match &revived.told {
        None => Message::new("purge-revived").arg("what", what),
        Some(by) => Message::new("purge-told")
            .arg("what", what)
            .arg("name", by.name.as_str())
            .arg("known", u64::from(by.certificate.is_some()))
            .arg("certificate", by.certificate.as_deref().unwrap_or_default()),
    })
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
const EXPLAINED: [&str; 10] = [
    "source",
    "restricted_since",
    "restricted_by",
    "statutory_period",
    "statutory_until",
    "statutory_source",
    "holds",
    "consents",
    "proposed_on",
    "proposed_by",
];

impl Columns {
    fn headings(self) -> Vec<Column> {
        let state = self.state.then_some("state");
        let explained = EXPLAINED.into_iter().filter(|_| self.explained);
        let all = Row::COLUMNS.iter().copied().chain(state).chain(explained);
        all.map(Column::new).collect()
    }
}

/// A record that is due, or will be, or is proposed for destruction.
struct Row {
    due: Due,
    policy: &'static Policy,
    chinese: bool,
    more: Columns,
    /// What stands in the place of a rule where somebody proposes it, in words.
    proposal: String,
    /// What a restore brought back, in words.
    back: Option<String>,
}

/// What stands there in JSON.
const PROPOSED: &str = "proposed";

/// What stands there where a restore brought back what had been erased.
const RESTORED: &str = "restored";

impl Row {
    fn named(&self, ground: Ground<'_>) -> Cell {
        Cell::Named { id: ground.id(), name: ground.name(self.chinese) }
    }

    /// What a restore brought back, where the record is listed on account of it: what is due goes
    /// as a whole.
    fn revived(&self) -> Option<&Revived> {
        self.due.revived.as_ref().filter(|_| self.due.state != DueState::Due)
    }

    /// The proposal, where the record is listed on account of it.
    fn proposed(&self) -> Option<Proposed> {
        let listed = self.due.state != DueState::Due && self.revived().is_none();
        self.due.proposed.filter(|_| listed)
    }

    /// Id and name of what says that it is to be destroyed, why, and the reference of that.
    fn rule(&self) -> (Cell, Option<(Reason, Option<String>)>) {
        if let (Some(revived), Some(back)) = (self.revived(), &self.back) {
            let rule = Cell::Named { id: RESTORED.to_owned(), name: back.clone() };
            return (rule, Some((revived.reason, Some(revived.basis.to_string()))));
        }
        if let Some(proposed) = self.proposed() {
            let rule = Cell::Named { id: PROPOSED.to_owned(), name: self.proposal.clone() };
            return (rule, Some((proposed.reason, None)));
        }
        let Some(verdict) = self.due.verdict else { return (Cell::Empty, None) };
        let (reason, basis) = self.policy.reason(verdict.why);
        (self.named(verdict.rule), Some((reason, Some(basis))))
    }

    /// Where the rule comes from.
    fn source(&self) -> &'static str {
        let otherwise = self.proposed().is_some() || self.revived().is_some();
        let rule = self.due.verdict.filter(|_| !otherwise);
        rule.map_or("", |verdict| self.policy.source(&verdict.why))
    }

    /// The last day of the statutory period that binds it, and which that is.
    fn floor(&self) -> Option<(Date, Ground<'static>)> {
        let Bound::Until { day, rule } = &self.due.law else { return None };
        Some((*day, self.policy.ground(rule)?))
    }

    fn explanation(&self) -> [Cell; EXPLAINED.len()] {
        let Due { restricted, holds, consents, proposed, proposed_by, .. } = &self.due;
        let floor = self.floor();
        let ended = restricted.as_ref();
        let why = ended.map(|one| one.why.as_str()).unwrap_or_default();
        let by = self.policy.ground(why).map_or_else(|| Cell::text(why), |why| self.named(why));
        [
            Cell::text(self.source()),
            ended.and_then(|one| one.since).map_or(Cell::Empty, Cell::Date),
            by,
            floor.map_or(Cell::Empty, |(_, floor)| self.named(floor)),
            floor.map_or(Cell::Empty, |(day, _)| Cell::Date(day)),
            floor.map_or(Cell::Empty, |(_, floor)| Cell::text(self.policy.source(&floor))),
            Cell::Many(holds.iter().map(|hold| self.hold(hold)).collect()),
            Cell::Many(consents.iter().map(|consent| self.consent(consent)).collect()),
            proposed.map_or(Cell::Empty, |one| Cell::Date(one.day)),
            Cell::maybe(proposed_by.as_deref()),
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
        let (rule, why) = self.rule();
        let (reason, basis) = why.unzip();
        let mut cells = vec![
            Cell::from(*number),
            verdict.map_or(Cell::Empty, |verdict| Cell::Date(verdict.day)),
            rule,
            reason.map_or(Cell::Empty, |reason| Cell::Word(reason.id())),
            Cell::maybe(basis.flatten()),
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
        let rule = verdict.map(|verdict| verdict.rule.id());
        let (reason, basis) = self.rule().1.unzip();
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("number", &number.to_string())?;
        object.serialize_entry("kept_until", &verdict.map(|one| one.day.to_string()))?;
        let proposed = self.proposed().map(|_| PROPOSED.to_owned());
        let restored = self.revived().map(|_| RESTORED.to_owned());
        object.serialize_entry("rule", &restored.or(proposed).or(rule))?;
        object.serialize_entry("reason", &reason.map(Reason::id))?;
        object.serialize_entry("basis", &basis.flatten())?;
        if let Some(revived) = &self.due.revived {
            object.serialize_entry("restored", &part::Back::from(revived))?;
        }
        if self.more.state {
            object.serialize_entry("state", state.id())?;
        }
        if self.more.explained {
            let ended = restricted.as_ref();
            object.serialize_entry("source", self.source())?;
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
            let proposed = self.due.proposed.map(|one| one.day.to_string());
            object.serialize_entry("proposed_on", &proposed)?;
            object.serialize_entry("proposed_by", &self.due.proposed_by)?;
        }
        object.end()
    }
}
