//! `kedang check` checks the whole vault.

use std::cell::RefMut;

use crate::cmd::{Example, Globals, left, purge, session, surroundings};
use crate::error::{Arg, Exit, Message, Result};
use crate::host::Host;
use crate::model::date;
use crate::ui::{Cell, Column, Ui, View};
use crate::vault::{
    Acceptance, Area, Checked, Depth, Drills, Error, Finding, Grade, Report, Vault,
};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check the vault", line: "kedang check" },
    Example {
        what: "See what the machine does to its promises",
        line: "kedang check --environment",
    },
    Example {
        what: "Go on with a vault that somebody restored from a backup",
        line: "kedang check --accept-head",
    },
];

/// Open and check everything: log, signatures, records, keyhole, destruction log
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Check the machine instead: storage, swap, clock, permissions, key files
    #[arg(long)]
    pub environment: bool,

    /// Accept, once, that a restore gave up what you saw last; shows both heads and asks
    #[arg(long, conflicts_with = "environment")]
    pub accept_head: bool,
}

/// Runs `kedang check`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    if args.environment {
        return environment(ui, host, globals);
    }
    if args.accept_head {
        return accept_head(ui, host, globals);
    }
    examine(ui, host, globals, Check { verb: "check", depth: Depth::Everything, keep: false })
}

/// Shows what the machine does to the vault's promises.
fn environment(ui: &Ui, host: &Host, globals: &Globals) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "check")?;
    let found = vault.surroundings()?;
    ui.rows("kedang.check.environment/1", found.iter().map(|one| surroundings::Row::new(ui, one)))?;
    if found.iter().any(|one| one.grade != Grade::Fine) {
        return Ok(Exit::Found);
    }
    ui.status("environment-fine");
    Ok(Exit::Done)
}

/// Moves this user's anchor to the head that a restore made.
fn accept_head(ui: &Ui, host: &Host, globals: &Globals) -> Result<Exit> {
    let dir = globals.vault(host)?;
    let credential = session::credential(ui, host, globals)?;
    let environment = session::environment(ui, host, globals, "check")?;
    let Some(acceptance) = Vault::head_to_accept(&dir, &credential, environment)? else {
        ui.status("check-head-fits");
        return Ok(Exit::Done);
    };
    let Acceptance { seen, seen_head, here, here_head, restore, .. } = &acceptance;
    let (seen_head, here_head) = (seen_head.to_string(), here_head.to_string());
    let heads = Heads { seen: *seen, seen_head, here: *here, here_head, restore: *restore };
    let message = Message::new("check-head").arg("seen", heads.seen).arg("here", heads.here);
    let message = message.arg("seen_head", heads.seen_head.as_str());
    let message = message.arg("here_head", heads.here_head.as_str());
    ui.warning(message.arg("restore", heads.restore));
    if !globals.dry_run {
        ui.confirm_count(&Message::new("ask-count").arg("count", heads.here), heads.here)?;
        acceptance.accept()?;
        ui.status("check-head-accepted");
    }
    ui.record("kedang.check.accept-head/1", &heads)?;
    Ok(Exit::Done)
}

/// The head last seen and the one that is here.
#[derive(serde::Serialize)]
struct Heads {
    seen: u64,
    seen_head: String,
    here: u64,
    here_head: String,
    restore: u64,
}

impl View for Heads {
    const COLUMNS: &'static [&'static str] = &["seen", "seen_head", "here", "here_head", "restore"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.seen),
            Cell::text(&self.seen_head),
            Cell::count(self.here),
            Cell::text(&self.here_head),
            Cell::count(self.restore),
        ]
    }
}

/// What is checked, and by which verb.
#[derive(Clone, Copy)]
pub(super) struct Check {
    verb: &'static str,
    depth: Depth,
    /// Whether the result is kept in the log.
    keep: bool,
}

impl Check {
    /// As `audit verify` does it.
    pub(super) const fn log(keep: bool) -> Self {
        Self { verb: "audit verify", depth: Depth::Log, keep }
    }
}

/// Checks as deep as asked and shows what was found; `audit verify` is the same for the log.
pub(super) fn examine(ui: &Ui, host: &Host, globals: &Globals, check: Check) -> Result<Exit> {
    let Check { verb, depth, keep } = check;
    let dir = globals.vault(host)?;
    let credential = session::credential(ui, host, globals)?;
    let environment = session::environment(ui, host, globals, verb)?;
    let checked = Vault::check(&dir, &credential, environment, depth);
    if matches!(checked, Err(Error::Capability(_))) {
        // Refused once more, and then by a vault that can log it.
        drop(session::open_with(ui, host, globals, &credential, verb)?);
    }
    let report = checked.map_err(|error| {
        let mut failure = session::not_opened(host, globals, error);
        // Nobody needs to be sent where he is.
        failure.hints.retain(|hint| hint.id != "hint-check");
        failure
    })?;
    let schema =
        if depth == Depth::Everything { "kedang.check/1" } else { "kedang.audit.verify/1" };
    let columns = Row::COLUMNS.iter().map(|id| Column::new(id)).collect();
    let mut list = ui.list(schema, columns)?;
    report.areas.iter().try_for_each(|area| list.push(&Row::new(ui, area)))?;
    list.finish_with("summary", &Summary::new(ui, &report))?;
    for finding in report.findings() {
        ui.warning(message(finding));
    }
    for (notice, what) in &report.notices {
        ui.note(Message::new(*notice).arg("what", what.as_str()));
    }
    if report.unfinished {
        ui.note("check-unfinished");
    }
    left::tell(ui, &report, &|time| day(host, time));
    let exit = conclude(ui, host, &report);
    if keep {
        let opened = session::open_with(ui, host, globals, &credential, verb);
        keep_verdict(ui, globals, &report, opened)?;
    }
    let overdue = depth == Depth::Log && tell_drills(ui, host, &report.drills);
    Ok(if (overdue || report.owes()) && exit == Exit::Done { Exit::Found } else { exit })
}

/// Signs the result into the log. What is damaged may not let itself be written to, and then the
/// damage is what is told.
fn keep_verdict(
    ui: &Ui,
    globals: &Globals,
    report: &Report,
    opened: Result<RefMut<'_, Vault>>,
) -> Result<()> {
    if globals.dry_run {
        ui.note("check-not-kept");
        return Ok(());
    }
    let kept = opened.and_then(|mut vault| Ok(vault.keep_verdict(report)?));
    match kept {
        Ok(()) => ui.status("check-kept"),
        Err(_) if report.findings().next().is_some() => ui.note("check-not-kept"),
        Err(failure) => return Err(failure),
    }
    Ok(())
}

/// Says when a restore was last rehearsed; tells whether the next one is overdue.
fn tell_drills(ui: &Ui, host: &Host, drills: &Drills) -> bool {
    let message = match &drills.last {
        Some((time, from)) => {
            Message::new("check-drilled").arg("day", day(host, *time)).arg("from", from.as_str())
        }
        None => Message::new("check-not-drilled"),
    };
    ui.note(message);
    let due = drills.due.map(|day| day.to_string()).unwrap_or_default();
    if drills.overdue {
        ui.warning(Message::new("check-drill-overdue").arg("day", due));
    } else if drills.due.is_some() {
        ui.note(Message::new("check-drill-due").arg("day", due));
    }
    drills.overdue
}

/// The day of an instant where the user is.
fn day(host: &Host, ms: i64) -> String {
    date::day_at(ms, &host.time_zone()).map(|day| day.to_string()).unwrap_or_default()
}

/// Says how far the log can be trusted, and gives the exit status.
fn conclude(ui: &Ui, host: &Host, report: &Report) -> Exit {
    // An older key file at a destination says nothing of the vault.
    let own = report.areas.iter().filter(|area| area.area != Area::KeyFiles);
    let older = own.flat_map(|area| &area.findings).any(|finding| finding.older);
    if report.findings().next().is_none() {
        ui.status(if report.owes() { "check-sound-but" } else { "check-sound" });
        return Exit::Done;
    }
    let log = |area: &&Checked| matches!(area.area, Area::Log | Area::Checkpoints);
    let broken = report.areas.iter().filter(log).any(|area| !area.findings.is_empty());
    if broken || older {
        if let Some(first) = report.first_break() {
            let what = Message::new("check-first").arg("what", Arg::Message(first.place.what));
            ui.warning(what.arg("entry", first.place.index.unwrap_or_default()));
        }
        ui.warning(match report.sound_time {
            Some(time) => Message::new("check-trust")
                .arg("entry", report.sound_until)
                .arg("day", day(host, time)),
            None => Message::new("check-trust-nothing"),
        });
    }
    if older {
        ui.note("check-accept-head");
    }
    // A copy of an earlier state is that, whatever else does not fit it.
    let damaged = report.findings().any(|finding| !finding.older);
    if damaged && !older { Exit::Damaged } else { Exit::Older }
}

fn message(finding: &Finding) -> Message {
    Message::new("check-finding")
        .arg("part", part(finding))
        .arg("what", Arg::Message(finding.place.what))
        .arg("where", location(finding))
}

/// The file, at its destination if it lies at one.
fn part(finding: &Finding) -> String {
    let file = finding.place.file;
    let name = finding.destination.as_ref();
    name.map_or_else(|| file.to_owned(), |name| file.replacen("destination", name, 1))
}

fn location(finding: &Finding) -> String {
    let record = finding.place.record.map(|record| record.to_string());
    record.or(finding.place.index.map(|index| format!("#{index}"))).unwrap_or_default()
}

/// What all areas come to, for a script.
#[derive(serde::Serialize)]
struct Summary<'a> {
    /// The last entry that is there.
    last: u64,
    /// The last entry before the first break.
    sound_until: u64,
    sound_time: Option<i64>,
    first_break: Option<Wrong>,
    drill: Option<i64>,
    drill_from: Option<String>,
    drill_due: Option<String>,
    drill_overdue: bool,
    restored: Vec<purge::Back<'a>>,
    /// How many destructions nobody can read, of records that a restore may have brought back.
    unexplained: u64,
    unrefused: Vec<left::Unrefused>,
    returned: Vec<left::Returned<'a>>,
}

impl<'a> Summary<'a> {
    fn new(ui: &Ui, report: &'a Report) -> Self {
        let Drills { last, due, overdue } = report.drills.clone();
        let (drill, drill_from) = last.unzip();
        Self {
            last: report.last,
            sound_until: report.sound_until,
            sound_time: report.sound_time,
            first_break: report.first_break().map(|finding| Wrong::new(ui, finding)),
            drill,
            drill_from,
            drill_due: due.map(|day| day.to_string()),
            drill_overdue: overdue,
            restored: report.revived.iter().map(purge::Back::from).collect(),
            unexplained: report.unexplained.iter().map(|one| one.count).sum(),
            unrefused: report.unkept.iter().map(left::Unrefused::from).collect(),
            returned: report.returned.iter().map(left::Returned::from).collect(),
        }
    }
}

/// One area.
#[derive(serde::Serialize)]
struct Row {
    area: &'static str,
    checked: u64,
    sound: bool,
    findings: Vec<Wrong>,
}

/// One thing that is wrong, for a script.
#[derive(serde::Serialize)]
struct Wrong {
    file: &'static str,
    code: &'static str,
    /// Where the file lies, if not in the vault.
    #[serde(skip_serializing_if = "Option::is_none")]
    destination: Option<String>,
    #[serde(rename = "where")]
    location: String,
    message: String,
}

impl Wrong {
    fn new(ui: &Ui, finding: &Finding) -> Self {
        Self {
            file: finding.place.file,
            code: finding.place.what,
            destination: finding.destination.clone(),
            location: location(finding),
            message: ui.text(&message(finding)),
        }
    }
}

impl Row {
    fn new(ui: &Ui, area: &Checked) -> Self {
        Self {
            area: area.area.id(),
            checked: area.count,
            sound: area.findings.is_empty(),
            findings: area.findings.iter().map(|finding| Wrong::new(ui, finding)).collect(),
        }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["area", "checked", "result", "findings"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Word(self.area),
            Cell::count(self.checked),
            Cell::Word(if self.sound { "sound" } else { "damaged" }),
            Cell::count(self.findings.len() as u64),
        ]
    }
}
