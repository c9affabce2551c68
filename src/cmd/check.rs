//! `kedang check` checks the whole vault.

use crate::cmd::{Example, Globals, session, surroundings};
use crate::error::{Arg, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Acceptance, Area, Checked, Depth, Error, Finding, Grade, Report, Vault};

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
    examine(ui, host, globals, ("check", Depth::Everything))
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

/// Checks as deep as asked and shows what was found; `audit verify` is the same for the log.
pub(super) fn examine(
    ui: &Ui,
    host: &Host,
    globals: &Globals,
    (verb, depth): (&str, Depth),
) -> Result<Exit> {
    let dir = globals.vault(host)?;
    let credential = session::credential(ui, host, globals)?;
    let environment = session::environment(ui, host, globals, verb)?;
    let checked = Vault::check(&dir, &credential, environment, depth);
    if matches!(checked, Err(Error::Capability(_))) {
        // Refused once more, and then by a vault that can log it.
        drop(session::open_with(ui, host, globals, &credential, verb)?);
    }
    let report = checked.map_err(|error| {
        let mut failure = Failure::from(error);
        // Nobody needs to be sent where he is.
        failure.hints.retain(|hint| hint.id != "hint-check");
        failure
    })?;
    let schema =
        if depth == Depth::Everything { "kedang.check/1" } else { "kedang.audit.verify/1" };
    ui.rows(schema, report.areas.iter().map(|area| Row::new(ui, area)))?;
    for finding in report.findings() {
        ui.warning(message(finding));
    }
    for (notice, what) in &report.notices {
        ui.note(Message::new(*notice).arg("what", what.as_str()));
    }
    if report.unfinished {
        ui.note("check-unfinished");
    }
    Ok(conclude(ui, &report))
}

/// Says how far the log can be trusted, and gives the exit status.
fn conclude(ui: &Ui, report: &Report) -> Exit {
    let older: Vec<_> = report.findings().filter(|finding| finding.older).collect();
    if report.findings().next().is_none() {
        ui.status("check-sound");
        return Exit::Done;
    }
    let log = |area: &&Checked| matches!(area.area, Area::Log | Area::Checkpoints);
    let broken = report.areas.iter().filter(log).any(|area| !area.findings.is_empty());
    if broken || !older.is_empty() {
        ui.warning(Message::new("check-trust").arg("entry", report.sound_until));
    }
    if !older.is_empty() {
        ui.note("check-accept-head");
    }
    // A copy of an earlier state is that, whatever else does not fit it.
    if older.is_empty() { Exit::Damaged } else { Exit::Older }
}

fn message(finding: &Finding) -> Message {
    Message::new("check-finding")
        .arg("part", finding.place.file)
        .arg("what", Arg::Message(finding.place.what))
        .arg("where", location(finding))
}

fn location(finding: &Finding) -> String {
    let record = finding.place.record.map(|record| record.to_string());
    record.or(finding.place.index.map(|index| format!("#{index}"))).unwrap_or_default()
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
    #[serde(rename = "where")]
    location: String,
    message: String,
}

impl Row {
    fn new(ui: &Ui, area: &Checked) -> Self {
        let wrong = |finding: &Finding| Wrong {
            file: finding.place.file,
            code: finding.place.what,
            location: location(finding),
            message: ui.text(&message(finding)),
        };
        Self {
            area: area.area.id(),
            checked: area.count,
            sound: area.findings.is_empty(),
            findings: area.findings.iter().map(wrong).collect(),
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
