//! What issuing and lending have in common: what is handed over, to whom, and the file it becomes.

use std::path::{Path, PathBuf};

use crate::cmd::audit::proposal;
use crate::cmd::notice::purpose_id;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{FormatName, Globals, covering, export, form, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::{Format, Language, Ui};
use crate::vault::{
    CsvStyle, Error, Export, ExportOptions, Form, Handed, Relation, ShareKind, ShareOrder, Vault,
};

/// What is handed over, to whom and for what: the options that issuing and lending share.
#[derive(Debug, clap::Args)]
pub struct What {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// The registered recipient
    #[arg(long, value_name = "NAME", required_unless_present = "approved")]
    pub recipient: Option<String>,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name
    #[arg(long, value_name = "PURPOSE", required_unless_present = "approved")]
    pub purpose: Option<String>,

    /// Fields to hand over, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,

    /// Hand over level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// What the recipient is in law: entrusted (works for the organisation), provided (for its own
    /// ends; the default), joint, or the Chinese name
    #[arg(long, value_name = "RELATION")]
    pub relation: Option<String>,

    /// What lets it go abroad: the number of a contract, a certification, an approval
    #[arg(long, value_name = "REFERENCE")]
    pub cross_border: Option<String>,

    /// The number of the impact assessment, which is demanded abroad and where the policy says so; with
    /// --approved it is the one that was approved
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,

    /// Write to a new file, complete or not at all, which age -d opens
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Form of results, and of a file whose name does not end in one
    #[arg(long, value_name = "FORMAT", value_parser = FormatName::of_all())]
    pub format: Option<FormatName>,

    /// Propose it, for another to approve with `audit approve`, and write nothing
    #[arg(long, conflicts_with = "output")]
    pub propose: bool,

    /// Carry out an approved proposal, once: its records, fields and terms
    #[arg(
        long,
        value_name = "PROPOSAL",
        conflicts_with_all = [
            "selector", "recipient", "purpose", "fields", "reveal", "relation", "cross_border",
            "propose",
        ]
    )]
    pub approved: Option<String>,

    /// Begin a CSV file with a byte order mark, for spreadsheets
    #[arg(long)]
    pub bom: bool,
}

/// In what issuing and lending differ.
pub(super) struct Way<'a> {
    pub(super) command: &'static str,
    pub(super) schema: &'static str,
    pub(super) kind: ShareKind,
    /// The option that names the last day, and what it says.
    pub(super) until: (&'static str, Option<&'a str>),
}

/// Hands over, proposes to, or plans it.
pub(super) fn run(
    ui: &Ui,
    host: &Host,
    globals: &Globals,
    (way, what): (&Way<'_>, &What),
) -> Result<Exit> {
    let form = form(ui, globals, what)?;
    let output = output(globals, what)?;
    let cross_border = covering::reference("--cross-border", what.cross_border.as_deref())?;
    let relation = what.relation.as_deref().map(|name| relation(ui, name)).transpose()?;
    let approved = what.approved.as_deref();
    let approved = approved.map(|typed| proposal::to_carry_out(ui, globals, typed)).transpose()?;
    let mut vault = session::open(ui, host, globals, way.command)?;
    covering::cite(&mut vault, what.assessment.as_deref())?;
    if let Some(number) = approved {
        let path = output.ok_or_else(no_output)?;
        return write(ui, (way, path), &mut vault, |vault, sink| {
            vault.share_approved((number, way.kind, form), (&session::dialogue(), sink))
        });
    }
    let policy = vault.policy();
    let purpose = purpose_id(ui, policy, what.purpose.as_deref().unwrap_or_default())?;
    let columns =
        what.fields.iter().map(|name| export::column(policy, name)).collect::<Result<_>>()?;
    let until = last_day(&vault, way.until)?;
    let selector = selection::read(host, &vault, &what.selector, Takes::Look)?;
    let order = ShareOrder {
        what: Export {
            selector: &selector,
            columns,
            purpose,
            reveal: what.reveal,
            form,
            options: ExportOptions::default(),
        },
        kind: way.kind,
        recipient: what.recipient.as_deref().unwrap_or_default().trim(),
        relation,
        until,
        cross_border,
    };
    if globals.dry_run {
        let plan = vault.plan_share(&order, !what.propose)?;
        export::report(ui, &plan.exported);
        ui.status(about("share-plan", &plan));
        return Ok(Exit::Done);
    }
    if what.propose {
        let (number, plan) = vault.propose_share(&order)?;
        export::report(ui, &plan);
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    write(ui, (way, output.ok_or_else(no_output)?), &mut vault, |vault, sink| {
        vault.share(&order, (&session::dialogue(), sink))
    })
}

/// Lets `share` write to the file, complete or not at all, and says what it is.
fn write(
    ui: &Ui,
    (way, path): (&Way<'_>, &Path),
    vault: &mut Vault,
    share: impl FnOnce(&mut Vault, &mut dyn std::io::Write) -> std::result::Result<Handed, Error>,
) -> Result<Exit> {
    let wrong = |error: crate::files::FileError| Failure::io(path, error.source);
    let mut file = target::create(path)?;
    let close = |number| Message::new("hint-share-close").arg("share", super::name(number));
    let done = share(vault, &mut file).map_err(|error| match error {
        Error::Halfway(source) => {
            let failure = match *source {
                Error::Output(source) => Failure::io(path, source),
                source => source.into(),
            };
            failure.committed().hint(close(vault.newest_share()))
        }
        other => other.into(),
    })?;
    file.publish_new().map_err(|error| wrong(error).committed().hint(close(done.number)))?;
    export::report(ui, &done.exported);
    if ui.format() != Format::Table {
        ui.record(way.schema, &super::row::Handed::new(&done))?;
    }
    ui.status(about("share-done", &done).arg("path", path));
    Ok(Exit::Done)
}

/// A message about what is, or would be, handed over.
fn about(id: &'static str, done: &Handed) -> Message {
    let message = Message::new(id).arg("share", super::name(done.number));
    message.arg("count", done.exported.count).arg("recipient", done.handover.recipient.as_str())
}

fn no_output() -> Failure {
    Failure::new(Code::MissingArgument).arg("argument", "--output")
}

/// Where it is written, after it is clear that it can be.
fn output<'a>(globals: &Globals, what: &'a What) -> Result<Option<&'a Path>> {
    let Some(path) = what.output.as_deref() else {
        return if globals.dry_run || what.propose { Ok(None) } else { Err(no_output()) };
    };
    form::require_file("--output", path)?;
    target::require_vacant(path)?;
    Ok(Some(path))
}

/// What the name of the file ends in; else what is named, which is the form of results too; else CSV.
fn form(ui: &Ui, globals: &Globals, what: &What) -> Result<Form> {
    let chinese = ui.language() == Language::Chinese;
    let path = what.output.as_deref();
    let named = globals.format.filter(|name| *name != FormatName::Table);
    let ending = path.map_or(Ok(None), form::ending);
    let ending = if named.is_some() { ending.unwrap_or_default() } else { ending? };
    let separator = path.map(form::separator).unwrap_or_default();
    let style = CsvStyle { bom: what.bom, separator, ..CsvStyle::GUARDED };
    let form = ending.or(named).unwrap_or(FormatName::Csv);
    if what.bom && form != FormatName::Csv {
        return Err(form::unknown(form, "csv"));
    }
    form::form_of(form, style, chinese)
}

/// What a recipient is in law, by its id or its Chinese name.
fn relation(ui: &Ui, name: &str) -> Result<Relation> {
    let chinese = |relation| match relation {
        Relation::Entrusted => "委托",
        Relation::Provided => "提供",
        Relation::Joint => "共同处理",
    };
    let name = name.trim();
    let is = |one: &Relation| one.id().eq_ignore_ascii_case(name) || chinese(*one) == name;
    let known =
        |one: Relation| if ui.language() == Language::Chinese { chinese(one) } else { one.id() };
    Relation::ALL.into_iter().find(is).ok_or_else(|| {
        let known: Vec<&str> = Relation::ALL.into_iter().map(known).collect();
        Failure::new(Code::UnknownValue)
            .arg("option", "--relation")
            .arg("value", name)
            .arg("known", crate::ui::name_list(ui.language(), &known))
    })
}

/// The last day, which is typed as a day or as a time from today.
fn last_day(
    vault: &Vault,
    (option, typed): (&'static str, Option<&str>),
) -> Result<Option<jiff::civil::Date>> {
    let Some(text) = typed else { return Ok(None) };
    let today = vault.today()?;
    let length = || Duration::parse(text).map(|length| length.after(today));
    let day = parse_day(text).or_else(length);
    day.map(Some).ok_or_else(|| Failure::new(Code::BadDate).arg("argument", option))
}
