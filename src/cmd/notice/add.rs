//! `kedang notice add` keeps another notice, word for word.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::Row;
use crate::cmd::{Example, Globals, session};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::files;
use crate::host::Host;
use crate::model::date::parse_day;
use crate::ui::{Format, Ui, is_harmful};
use crate::vault::{NewNotice, notice_text};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Keep the privacy notice that customers are given",
        line: "kedang notice add notice.txt --purpose service --purpose marketing --retention 2y",
    },
    Example {
        what: "Keep a new one that changes a purpose, so that its consents are to be asked for anew",
        line: "kedang notice add notice.txt --purpose marketing --retention 1y --from 2026-06-01 --renews",
    },
];

/// A file of this length is surely no notice.
const LIMIT: u64 = 1 << 18;

/// Keep a new version of the notice that persons are given before their data is collected
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text, at most 64 KiB, in UTF-8 or GB18030; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// A purpose that it is about: service, analysis, recommend, marketing or the Chinese name
    #[arg(long, value_name = "PURPOSE", required = true)]
    pub purpose: Vec<String>,

    /// How long data is kept and what happens then, in one line
    #[arg(long, value_name = "TEXT")]
    pub retention: String,

    /// The day from which it is given, today or any other not before that of the last one
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,

    /// It changes purpose, method or categories: consents under older versions hold no more for its
    /// purposes
    #[arg(long)]
    pub renews: bool,
}

/// Runs `kedang notice add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "notice add")?;
    let policy = vault.policy();
    let id = |name: &String| super::purpose_id(ui, policy, name).map(str::to_owned);
    let purposes: Vec<String> = args.purpose.iter().map(id).collect::<Result<_>>()?;
    let from = match args.from.as_deref().map(parse_day) {
        None => vault.today()?,
        Some(Some(day)) => day,
        Some(None) => return Err(Failure::new(Code::BadDate).arg("argument", "--from")),
    };
    let text = notice_text(bytes(host, &args.file)?)?;
    if text.contains(|c| !matches!(c, '\n' | '\r' | '\t') && is_harmful(c)) {
        let reason = Arg::Message("notice-fault-characters");
        return Err(Failure::new(Code::BadNotice).arg("reason", reason));
    }
    let (retention, renews) = (args.retention.as_str(), args.renews);
    let new = NewNotice { text: &text, purposes: &purposes, retention, from, renews };
    let notice = vault.add_notice(&new, globals.dry_run)?;
    if ui.format() != Format::Table {
        ui.record("kedang.notice.add/1", &Row::new(ui, policy, &notice))?;
    }
    let id = if globals.dry_run { "notice-would-add" } else { "notice-added" };
    let message = Message::new(id).arg("version", notice.version).arg("from", notice.from);
    ui.status(message.arg("hash", notice.hash.to_string()));
    Ok(Exit::Done)
}

fn bytes(host: &Host, path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return Ok(files::read_limited(path, LIMIT)?);
    }
    let mut bytes = Vec::new();
    host.take_stdin()?.lock().take(LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}
