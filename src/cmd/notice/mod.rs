//! `kedang notice` keeps what persons are told about the use of their data.

pub mod add;
pub mod list;
pub mod show;

use crate::cmd::{Globals, selection};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::SubjectNotice;

/// Notices to persons about the use of their data
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang notice`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
    }
}

/// The id of the purpose that `name` means.
pub(in crate::cmd) fn purpose_id<'p>(
    ui: &Ui<'_>,
    policy: &'p Policy,
    name: &str,
) -> Result<&'p str> {
    if let Some(purpose) = policy.purpose(name) {
        return Ok(&purpose.id);
    }
    let chinese = ui.language() == Language::Chinese;
    let purposes = policy.document().purposes.iter();
    let known: Vec<&str> =
        purposes.map(|one| if chinese { one.label_zh.as_str() } else { one.id.as_str() }).collect();
    let failure = Failure::new(Code::UnknownValue)
        .arg("option", "--purpose")
        .arg("value", name)
        .arg("known", known.join(if chinese { "、" } else { ", " }));
    let nearest = policy.nearest_purpose(name);
    let nearest = nearest.as_deref().map(|id| match policy.purpose(id) {
        Some(purpose) if chinese => &purpose.label_zh,
        _ => id,
    });
    Err(selection::near(failure, nearest))
}

/// One notice.
#[derive(serde::Serialize)]
struct Row<'a> {
    version: u32,
    from: &'a str,
    purposes: Vec<&'a str>,
    retention: &'a str,
    renews: bool,
    hash: String,
    /// Only where the one notice is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip)]
    names: Vec<String>,
}

impl<'a> Row<'a> {
    fn new(ui: &Ui<'_>, policy: &Policy, notice: &'a SubjectNotice) -> Self {
        let chinese = ui.language() == Language::Chinese;
        let name = |id: &str| match policy.purpose(id) {
            Some(one) => if chinese { &one.label_zh } else { &one.label_en }.clone(),
            None => id.to_owned(),
        };
        let purposes: Vec<&str> = notice.purposes.iter().map(crate::vault::Code::as_str).collect();
        Self {
            version: notice.version,
            from: &notice.from,
            names: purposes.iter().map(|id| name(id)).collect(),
            purposes,
            retention: &notice.retention,
            renews: notice.renews,
            hash: notice.hash.to_string(),
            text: None,
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["version", "from", "purposes", "retention", "renews", "hash"];

    fn cells(&self) -> Vec<Cell> {
        let named = self.purposes.iter().zip(&self.names);
        let named =
            named.map(|(id, name)| Cell::Named { id: (*id).to_owned(), name: name.clone() });
        vec![
            Cell::count(self.version.into()),
            Cell::text(self.from),
            Cell::Many(named.collect()),
            Cell::text(self.retention),
            Cell::Word(if self.renews { "yes" } else { "no" }),
            Cell::text(self.hash.as_str()),
        ]
    }
}
