//! `kedang notice show` gives the exact text of a notice, for a web site or a judge.

use std::io::Write;
use std::path::PathBuf;

use super::Row;
use crate::cmd::{Example, Globals, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Format, Ui};
use crate::vault::Error;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show the text of version 1", line: "kedang notice show 1" },
    Example {
        what: "Write it to a file, to publish it or to compare its hash",
        line: "kedang notice show 1 -o privacy.txt",
    },
];

/// Show the text of a notice, byte for byte as its hash has it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The version
    #[arg(value_name = "N")]
    pub number: u32,

    /// Write to a new file, complete or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs `kedang notice show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "notice show")?;
    let policy = vault.policy();
    let notices = vault.notices()?;
    let found = notices.iter().find(|notice| notice.version == args.number);
    let notice = found.ok_or(Error::NoNotice(args.number))?;
    if let Some(path) = &args.output {
        if path.symlink_metadata().is_ok() {
            return Err(Failure::new(Code::FileExists).arg("path", path.as_path()));
        }
        let mut file = target::create(path)?;
        file.write_all(notice.text.as_bytes()).map_err(|error| Failure::io(path, error))?;
        if !globals.dry_run {
            file.publish_new()?;
            let message = Message::new("notice-written").arg("version", notice.version);
            ui.status(message.arg("path", path.as_path()));
        }
    } else if ui.format() == Format::Table {
        ui.bytes(notice.text.as_bytes())?;
    } else {
        let row = Row { text: Some(&notice.text), ..Row::new(ui, policy, notice) };
        ui.record("kedang.notice.show/1", &row)?;
    }
    Ok(Exit::Done)
}
