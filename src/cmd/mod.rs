//! The command tree: one file for each verb, with its examples, arguments, view and `run`.
//!
//! A verb's file holds what the command line sees; its logic is a use case in `vault`. This
//! module holds the tree itself and the way from argv to an exit status.
//!
//! A verb gets its texts so: English help is the doc comment of the argument, Chinese help stands
//! in `ui/messages/zh/help.ftl` and `example.ftl`; what it says while it runs stands in the file
//! of its own name (`import-done` in `import.ftl`), headings in `column.ftl`, words in cells in
//! `cell.ftl`. A verb builds its rows, commits, and only then is anything printed: [`main`] prints
//! the buffer after `run` has returned and throws it away after a failure.

pub mod add;
mod alteration;
pub mod assess;
pub mod audit;
pub mod backup;
pub mod batch;
pub mod card;
pub mod certificate;
pub mod check;
pub mod consent;
mod contact;
mod covering;
pub mod demo;
mod duties;
mod early;
pub mod edit;
pub mod event;
mod evidence;
pub mod export;
mod fields;
mod form;
mod globals;
pub mod grade;
mod help;
pub mod history;
pub mod hold;
pub mod import;
pub mod init;
pub mod input;
mod left;
pub mod list;
pub mod needs;
mod noted;
pub mod notice;
mod numbered;
mod opened;
pub mod operator;
mod page;
mod paper;
pub mod policy;
pub mod purge;
pub mod recipient;
mod record_view;
pub mod report;
pub mod request;
mod selection;
mod session;
pub mod share;
pub mod show;
mod surroundings;
pub mod tag;
mod target;
pub mod template;
mod tree;
mod usage;
pub mod verify;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use crate::error::{Exit, Failure, Result};
use crate::host::Host;
use crate::ui::{Language, Settings, Ui};

pub use globals::{FormatName, Globals, secret};
pub use opened::Place;
pub use page::{Entry, Page, page, paths, tree};
pub use tree::examples;

/// An example of a verb's help page: what it does and the line to type.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it does, in English; the Chinese text is the message `example-<command>-<n>`.
    pub what: &'static str,
    /// The line, for a shell.
    pub line: &'static str,
}

/// Keep customer records from collection to destruction under a written policy
#[derive(Debug, clap::Parser)]
#[command(name = "kedang", version, subcommand_required = true, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// The verb.
    #[command(subcommand)]
    pub command: Command,

    /// Options of every command.
    #[command(flatten)]
    pub globals: Globals,
}

/// Every verb; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Init(init::Args),
    Demo(demo::Args),
    Add(Box<add::Args>),
    Import(Box<import::Args>),
    Batch(batch::Args),
    Template(template::Args),
    Edit(edit::Args),
    Event(event::Args),
    List(list::Args),
    Show(show::Args),
    History(history::Args),
    Card(card::Args),
    Tag(tag::Args),
    Grade(grade::Args),
    Assess(assess::Args),
    Verify(verify::Args),
    Notice(notice::Args),
    Consent(consent::Args),
    Export(export::Args),
    Share(share::Args),
    Recipient(recipient::Args),
    Request(request::Args),
    Hold(hold::Args),
    Purge(purge::Args),
    Certificate(certificate::Args),
    Policy(policy::Args),
    Audit(audit::Args),
    Report(report::Args),
    Backup(backup::Args),
    Check(check::Args),
    Operator(operator::Args),
}

/// Reads the command line, runs the verb and shows what came of it.
pub fn main(host: &Host) -> Exit {
    let early = early::look(host.args());
    let parsed = Cli::command()
        .try_get_matches_from(host.args())
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let ui = Ui::new(host, settings(host, &early, parsed.as_ref().ok()));
    let ended = match &parsed {
        Ok(cli) => cli.globals.opened.end(&ui, run(&ui, host, cli)),
        Err(error) => not_parsed(&ui, host, early.long_help, error),
    };
    match ended.and_then(|exit| ui.finish().map(|()| exit)) {
        Ok(exit) => exit,
        Err(failure) => fail(&ui, &failure),
    }
}

/// Shows a failure. What was written before it failed is shown first, because it happened; after
/// any other failure nothing of the result is.
fn fail(ui: &Ui, failure: &Failure) -> Exit {
    if failure.committed == Some(true) {
        ui.finish().ok();
    }
    ui.discard();
    ui.failure(failure);
    failure.exit()
}

fn settings(host: &Host, early: &early::Early, cli: Option<&Cli>) -> Settings {
    Settings {
        language: early.language.unwrap_or_else(|| Language::of_locale(host.locale())),
        color: early.color.unwrap_or_default(),
        format: early.format.unwrap_or_default(),
        quiet: cli.is_some_and(|cli| cli.globals.quiet),
        yes: cli.is_some_and(|cli| cli.globals.yes),
    }
}

/// Answers a command line that holds no verb to run: help, version, or a mistake.
fn not_parsed(ui: &Ui, host: &Host, long: bool, error: &clap::Error) -> Result<Exit> {
    match error.kind() {
        ErrorKind::DisplayVersion => ui.line(error.to_string().trim_end()).map(|()| Exit::Done),
        ErrorKind::DisplayHelp => {
            let page = page(ui.catalogue(), &help::asked_for(host.args()));
            ui.page(&help::render(ui, host, &page, long)).map(|()| Exit::Done)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let page = page(ui.catalogue(), &help::asked_for(host.args()));
            ui.explain(&help::render(ui, host, &page, long));
            Ok(Exit::Usage)
        }
        _ => Err(usage::failure(ui, error)),
    }
}

fn run(ui: &Ui, host: &Host, cli: &Cli) -> Result<Exit> {
    let globals = &cli.globals;
    let writes_files = match &cli.command {
        Command::Export(_) => true,
        Command::Share(args) => args.hands_over(),
        _ => false,
    };
    if !writes_files {
        globals.require_results()?;
    }
    match &cli.command {
        Command::Init(args) => init::run(ui, host, globals, args),
        Command::Demo(args) => demo::run(ui, host, globals, args),
        Command::Add(args) => add::run(ui, host, globals, args),
        Command::Import(args) => import::run(ui, host, globals, args),
        Command::Batch(args) => batch::run(ui, host, globals, args),
        Command::Template(args) => template::run(ui, host, globals, args),
        Command::Edit(args) => edit::run(ui, host, globals, args),
        Command::Event(args) => event::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
        Command::Show(args) => show::run(ui, host, globals, args),
        Command::History(args) => history::run(ui, host, globals, args),
        Command::Card(args) => card::run(ui, host, globals, args),
        Command::Tag(args) => tag::run(ui, host, globals, args),
        Command::Grade(args) => grade::run(ui, host, globals, args),
        Command::Assess(args) => assess::run(ui, host, globals, args),
        Command::Verify(args) => verify::run(ui, host, globals, args),
        Command::Notice(args) => notice::run(ui, host, globals, args),
        Command::Consent(args) => consent::run(ui, host, globals, args),
        Command::Export(args) => export::run(ui, host, globals, args),
        Command::Share(args) => share::run(ui, host, globals, args),
        Command::Recipient(args) => recipient::run(ui, host, globals, args),
        Command::Request(args) => request::run(ui, host, globals, args),
        Command::Hold(args) => hold::run(ui, host, globals, args),
        Command::Purge(args) => purge::run(ui, host, globals, args),
        Command::Certificate(args) => certificate::run(ui, host, globals, args),
        Command::Policy(args) => policy::run(ui, host, globals, args),
        Command::Audit(args) => audit::run(ui, host, globals, args),
        Command::Report(args) => report::run(ui, host, globals, args),
        Command::Backup(args) => backup::run(ui, host, globals, args),
        Command::Check(args) => check::run(ui, host, globals, args),
        Command::Operator(args) => operator::run(ui, host, globals, args),
    }
}
