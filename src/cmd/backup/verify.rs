//! `kedang backup verify` checks what lies at destinations.

use serde::Serialize;

use crate::cmd::{Example, Globals, session};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{BackupFinding, VerifiedBackup, VerifiedFile};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Check everything at every destination", line: "kedang backup verify" },
    Example { what: "Check one destination", line: "kedang backup verify nas" },
];

/// Check keys, log and data at destinations: signatures, sums, and a key for every record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or directory of a destination [default: all that can be reached]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,

    /// Of the copies of data, check only this one
    #[arg(long, value_name = "COPY")]
    pub data: Option<String>,
}

/// A file at a destination.
#[derive(Serialize)]
struct Row {
    destination: String,
    file: String,
    checked: u64,
    sound: bool,
    findings: Vec<Wrong>,
}

/// One thing that is wrong, for a script.
#[derive(Serialize)]
struct Wrong {
    code: &'static str,
    #[serde(rename = "where")]
    location: String,
    older: bool,
    message: String,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["destination", "file", "checked", "result", "findings"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.destination),
            Cell::text(&self.file),
            Cell::count(self.checked),
            Cell::Word(match self.findings.as_slice() {
                [] => "sound",
                found if found.iter().all(|finding| finding.older) => "older",
                _ => "damaged",
            }),
            Cell::count(self.findings.len() as u64),
        ]
    }
}

/// Runs `kedang backup verify`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "backup verify")?;
    let found = vault.verify_backups(args.name.as_deref(), args.data.as_deref())?;
    let rows = found.iter().flat_map(|backup| backup.files.iter().map(move |file| (backup, file)));
    ui.rows("kedang.backup.verify/1", rows.map(|(backup, file)| row(ui, backup, file)))?;
    for backup in &found {
        tell(ui, backup);
    }
    if found.iter().all(|backup| !backup.reached)
        && let Some(away) = found.first()
    {
        let name = away.destination.as_str();
        return Err(Failure::new(Code::DestinationUnreachable).arg("name", name));
    }
    let findings = || found.iter().flat_map(|b| &b.files).flat_map(|file| &file.findings);
    if found.is_empty() {
        ui.status("backup-none");
    } else if findings().next().is_none() {
        let unseen =
            |b: &VerifiedBackup| b.notices.iter().any(|(id, _)| *id == "backup-keys-unseen");
        let everywhere = found.iter().all(|backup| backup.reached);
        ui.status(match (everywhere, found.iter().any(unseen)) {
            (_, true) => "backup-signed",
            (true, false) => "backup-sound",
            (false, false) => "backup-sound-reached",
        });
    }
    Ok(if findings().any(|finding| finding.older) {
        Exit::Older
    } else if findings().next().is_some() {
        Exit::Damaged
    } else {
        Exit::Done
    })
}

/// Findings and notes of one destination.
fn tell(ui: &Ui, backup: &VerifiedBackup) {
    let name = backup.destination.as_str();
    if !backup.reached {
        ui.warning(Message::new("backup-not-reached").arg("name", name));
    }
    for file in &backup.files {
        for finding in &file.findings {
            ui.warning(message(backup, file, finding));
        }
    }
    for (notice, file) in &backup.notices {
        ui.note(Message::new(*notice).arg("name", name).arg("file", file.as_str()));
    }
}

fn message(backup: &VerifiedBackup, file: &VerifiedFile, finding: &BackupFinding) -> Message {
    Message::new("backup-finding")
        .arg("name", backup.destination.as_str())
        .arg("file", file.file.as_str())
        .arg("what", Arg::Message(finding.what))
        .arg("where", location(finding))
}

fn location(finding: &BackupFinding) -> String {
    let record = finding.record.map(|record| record.to_string());
    record.or(finding.index.map(|index| format!("#{index}"))).unwrap_or_default()
}

fn row(ui: &Ui, backup: &VerifiedBackup, file: &VerifiedFile) -> Row {
    let wrong = |finding: &BackupFinding| Wrong {
        code: finding.what,
        location: location(finding),
        older: finding.older,
        message: ui.text(&message(backup, file, finding)),
    };
    Row {
        destination: backup.destination.clone(),
        file: file.file.clone(),
        checked: file.count,
        sound: file.findings.is_empty(),
        findings: file.findings.iter().map(wrong).collect(),
    }
}
