//! `kedang demo` shows the whole life of some customers in a throw-away vault.

mod stage;
mod tour;

use std::path::PathBuf;

use serde::Serialize;

use crate::cmd::{Example, Globals};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Column, Format, Ui, View};
use stage::{Shown, Stage};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Watch the tour", line: "kedang demo" },
    Example { what: "Keep the vault to try things out", line: "kedang demo --keep ./demo" },
];

/// Show the whole life of some made-up customers in a throw-away vault
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave the vault in this directory instead of deleting it
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

const SCHEMA: &str = "kedang.demo/1";

/// One command of the tour and what came of it, for programs.
#[derive(Debug, Serialize)]
struct Row {
    what: String,
    command: String,
    exit: Option<u8>,
    output: Option<String>,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["what", "command", "exit", "output"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.what),
            Cell::text(&self.command),
            self.exit.map_or(Cell::Empty, |exit| Cell::Number(exit.into())),
            Cell::maybe(self.output.as_deref()),
        ]
    }
}

/// Runs `kedang demo`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    if globals.dry_run {
        let rows = tour::steps().map(|step| Row::new(ui, step.what, step.line, None));
        ui.rows(SCHEMA, rows)?;
        return Ok(Exit::Done);
    }
    let stage = Stage::new(ui, host, args.keep.as_deref())?;
    let exit = match ui.format() {
        Format::Table => for_people(ui, &stage)?,
        _ => for_programs(ui, &stage)?,
    };
    ui.finish()?;
    if exit == Exit::Done && args.keep.is_some() {
        let dir = stage.keep();
        ui.status(Message::new("demo-kept").arg("path", dir.as_path()));
    } else {
        ui.status("demo-deleted");
    }
    Ok(exit)
}

/// Shows each command before it runs, and then what it says.
fn for_people(ui: &Ui, stage: &Stage) -> Result<Exit> {
    ui.say("demo-intro")?;
    ui.line("")?;
    ui.line(&format!("$ cd {}", stage.dir().display()))?;
    ui.line("$ export KEDANG_VAULT=./vault KEDANG_IDENTITY=./identity")?;
    for step in tour::steps() {
        ui.line("")?;
        ui.line(&format!("# {}", ui.text(&step.what.into())))?;
        ui.line(&format!("$ {}", step.line))?;
        // What a command says on standard error comes behind its line.
        ui.finish()?;
        let shown = stage.run(&step)?;
        ui.lines(&shown.output)?;
        if shown.exit != step.exit {
            return Ok(shown.exit);
        }
    }
    Ok(Exit::Done)
}

fn for_programs(ui: &Ui, stage: &Stage) -> Result<Exit> {
    let columns = Row::COLUMNS.iter().map(|id| Column::new(id)).collect();
    let mut rows = ui.list(SCHEMA, columns)?;
    for step in tour::steps() {
        let shown = stage.run(&step)?;
        rows.push(&Row::new(ui, step.what, step.line, Some(&shown)))?;
        if shown.exit != step.exit {
            rows.finish()?;
            return Ok(shown.exit);
        }
    }
    rows.finish()?;
    Ok(Exit::Done)
}

impl Row {
    fn new(ui: &Ui, what: &'static str, line: &str, shown: Option<&Shown>) -> Self {
        Self {
            what: ui.text(&what.into()),
            command: line.to_owned(),
            exit: shown.map(|shown| shown.exit.status()),
            output: shown.map(|shown| shown.output.clone()),
        }
    }
}
