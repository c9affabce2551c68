//! `kedang policy levels` says what becomes of the measures that each level asks for.

use super::{either, in_force};
use crate::cmd::{Example, Globals};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "See what is left to the organisation", line: "kedang policy levels" },
    Example {
        what: "The same of the built-in policy, without a vault",
        line: "kedang policy levels --default --format csv",
    },
];

/// List the measures of each level of information: enforced by the program, evidenced by it, or left
/// to the organisation
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Look at the built-in policy; needs no vault
    #[arg(long)]
    pub default: bool,
}

/// Runs `kedang policy levels`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let policy = in_force(ui, host, globals, (args.default, "policy levels"))?;
    let rows = policy.document().levels().map(|(level, measure)| Row {
        level,
        measure: &measure.id,
        name: either(ui, &measure.label_zh, &measure.label_en),
        how: measure.how().id(),
        by: measure.feature.map(|feature| {
            let id = format!("policy-feature-{}", feature.id());
            (feature.id(), ui.text(&Message::new(id)))
        }),
    });
    ui.rows("kedang.policy.levels/1", rows)?;
    Ok(Exit::Done)
}

/// One measure of one level.
#[derive(serde::Serialize)]
struct Row<'a> {
    level: u8,
    measure: &'a str,
    #[serde(skip)]
    name: &'a str,
    how: &'static str,
    #[serde(serialize_with = "id_only")]
    by: Option<(&'static str, String)>,
}

#[expect(clippy::ref_option, reason = "the signature serde calls")]
fn id_only<S: serde::Serializer>(
    by: &Option<(&'static str, String)>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&by.as_ref().map(|(id, _)| *id), serializer)
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["level", "measure", "how", "by"];

    fn cells(&self) -> Vec<Cell> {
        let by = self.by.as_ref();
        vec![
            Cell::Number(self.level.into()),
            Cell::Named { id: self.measure.to_owned(), name: self.name.to_owned() },
            Cell::Word(self.how),
            by.map_or(Cell::Empty, |(id, name)| Cell::Named {
                id: (*id).to_owned(),
                name: name.clone(),
            }),
        ]
    }
}
