//! `kedang policy show` writes the policy, or a section of it.

use serde_json::{Map, Value};

use super::in_force;
use crate::cmd::selection::near;
use crate::cmd::{Example, Globals};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::policy::{self, Policy};
use crate::ui::{Cell, Column, Format, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Show when records are destroyed",
        line: "kedang policy show --section retention",
    },
    Example {
        what: "Begin a policy of one's own",
        line: "kedang policy show --default > own.toml",
    },
    Example {
        what: "Let an editor complete and check it",
        line: "kedang policy show --schema > policy.schema.json",
    },
];

/// Show the policy in force as TOML, or with --format as JSON or CSV
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show only this section: field, grade, retention …
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,

    /// Show the built-in policy, with its remarks; needs no vault
    #[arg(long)]
    pub default: bool,

    /// Show the JSON Schema that policies are checked by; needs no vault
    #[arg(long, conflicts_with_all = ["section", "default"])]
    pub schema: bool,
}

/// Runs `kedang policy show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    if args.schema {
        ui.lines(&policy::json_schema())?;
        return Ok(Exit::Done);
    }
    let section = args.section.as_deref().map(known_section).transpose()?;
    let policy = in_force(ui, host, globals, (args.default, "policy show"))?;
    match ui.format() {
        Format::Table if args.default && section.is_none() => {
            ui.lines(Policy::builtin_text())?;
        }
        Format::Table => ui.lines(&policy.document().to_toml(section.as_deref()))?,
        Format::Json => ui.record_with(
            "kedang.policy.show/1",
            Vec::new(),
            &Whole { tree: chosen(policy, section.as_deref()) },
        )?,
        Format::Jsonl | Format::Csv => {
            let columns = ["section", "id", "entry"].map(Column::new);
            let mut list = ui.list("kedang.policy.show/1", columns.into())?;
            for (section, value) in chosen(policy, section.as_deref()) {
                for entry in entries(value) {
                    list.push(&Row { section: &section, entry })?;
                }
            }
            list.finish()?;
        }
    }
    Ok(Exit::Done)
}

/// The section with this name.
fn known_section(name: &str) -> Result<String> {
    let known = policy::sections();
    if known.iter().any(|one| one == name) {
        return Ok(name.to_owned());
    }
    let failure = Failure::new(Code::UnknownValue)
        .arg("option", "--section")
        .arg("value", name)
        .arg("known", known.join(", "));
    Err(near(failure, policy::nearest_of(name, &known).as_deref()))
}

fn chosen(policy: &Policy, section: Option<&str>) -> Map<String, Value> {
    let tree = policy.document().to_tree();
    tree.into_iter().filter(|(key, _)| section.is_none_or(|only| only == key)).collect()
}

/// The entries of a section; one that is no list is one entry.
fn entries(section: Value) -> Vec<Value> {
    match section {
        Value::Array(list) => list,
        one => vec![one],
    }
}

/// The document, or a section of it.
#[derive(serde::Serialize)]
#[serde(transparent)]
struct Whole {
    tree: Map<String, Value>,
}

impl View for Whole {
    fn cells(&self) -> Vec<Cell> {
        Vec::new()
    }
}

/// One entry of a section.
#[derive(serde::Serialize)]
struct Row<'a> {
    section: &'a str,
    entry: Value,
}

impl View for Row<'_> {
    fn cells(&self) -> Vec<Cell> {
        let id = self.entry.get("id").and_then(Value::as_str);
        vec![Cell::text(self.section), Cell::maybe(id), Cell::text(self.entry.to_string())]
    }
}
