//! `kedang import` takes customers in from a file: a table, JSON, or an address book.

mod faults;
mod order;
mod preview;
mod report;

use std::cell::Cell as Counter;
use std::num::NonZeroU64;
use std::path::PathBuf;

use crate::cmd::{Example, Globals, batch, covering, fields, form, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{self, Ended, Import, Imported};
use faults::{broken_off, failure, words};
use order::File;
use report::{report, report_encoding, report_ended};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Import a file, whatever its encoding", line: "kedang import customers.csv" },
    Example { what: "See first what it would do", line: "kedang import customers.csv --dry-run" },
    Example {
        what: "Import the good rows and keep the bad ones apart",
        line: "kedang import customers.csv --on-error skip --rejects rejects.csv",
    },
    Example {
        what: "Import a sheet of a workbook",
        line: "kedang import visitors.xlsx --sheet 展会",
    },
    Example {
        what: "See which column holds which field, in an export of another system",
        line: "kedang import contacts.csv --map salesforce --preview",
    },
    Example {
        what: "Update by phone what the file knows better since February",
        line: "kedang import customers.csv --on-conflict keep-newer --key phone --as-of 2026-02-01",
    },
    Example {
        what: "Import what an exhibition brought, with the consents on its forms",
        line: "kedang import customers.csv --channel exhibition --consent marketing --method form --notice 1 --evidence FAIR-2026",
    },
    Example {
        what: "See what became of each row",
        line: "kedang import customers.csv --on-conflict update --results results.csv",
    },
    Example {
        what: "Update the customers that are there already",
        line: "kedang import - --on-conflict update < customers.csv",
    },
];

/// Take customers in from a file, all or nothing
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file: a table whose first row names the columns (CSV, xlsx, xls, ods), JSON or JSON lines
    /// as export writes them, or vCards; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Encoding of the file, instead of finding it out (utf-8, gb18030, utf-16le, …)
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,

    /// What the columns mean: espocrm, fxiaoke, google, hubspot, outlook, salesforce, zoho, or a
    /// file with a map of your own
    #[arg(long, value_name = "MAP")]
    pub map: Option<PathBuf>,

    /// Show which column holds which field and the first rows as they would be stored, and write
    /// nothing
    #[arg(long, conflicts_with = "rejects")]
    pub preview: bool,

    /// What separates the cells of a CSV file, instead of finding it out: a character, or tab
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,

    /// The sheet of a spreadsheet, by its name or its number; otherwise the first that is shown
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,

    /// The row that names the columns, where titles stand above it that are not told from it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub header_row: Option<u32>,

    /// What to do with a phone, e-mail or ID number that is there already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub on_conflict: OnConflict,

    /// By which identifiers a row may update a record, separated by commas (phone, email, ID number);
    /// without, by any. A row that shares only another one is a conflict
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub key: Vec<String>,

    /// With --on-conflict keep-newer: the day on which the file was true, for rows whose own column
    /// for the date of the last change is empty or missing; without, the file's own date
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,

    /// What to do with a row that is wrong
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub on_error: OnError,

    /// What it is collected for: service, analysis, recommend, marketing or the Chinese name; fields
    /// that the purpose does not use are refused
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// Why more is collected than the purpose uses
    #[arg(long, value_name = "REFERENCE", requires = "purpose")]
    pub justify: Option<String>,

    /// The ticket by which the collection was approved
    #[arg(long, value_name = "REFERENCE")]
    pub ticket: Option<String>,

    /// Where the file comes from: kept with each value that names no source of its own
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,

    /// The channel by which all of it came, as the policy names it: kept with each new record, and where
    /// there is no --source with each value
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,

    /// What the customers who are new agreed to, separated by commas: analysis, recommend, marketing
    /// or the Chinese name
    #[arg(long, value_name = "PURPOSES", value_delimiter = ',', requires_all = ["method", "notice"])]
    pub consent: Vec<String>,

    /// How they agreed: form, written, spoken, phone, online, email or the Chinese name
    #[arg(long, value_name = "METHOD", requires = "consent")]
    pub method: Option<String>,

    /// Where the evidence of it is: a form's number, a recording; no customer's data
    #[arg(long, value_name = "REFERENCE", requires = "consent")]
    pub evidence: Option<String>,

    /// The version of the notice that they were given before
    #[arg(long, value_name = "N", requires = "consent")]
    pub notice: Option<u32>,

    /// The day on which they agreed; today without
    #[arg(long, value_name = "DAY", requires = "consent")]
    pub consent_date: Option<String>,

    /// Quarantine what a third party provided without the consent or basis that the policy asks for
    #[arg(long)]
    pub quarantine: bool,

    /// Write the rows left out to a new file, with line, field and reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    /// Write to a new file what became of each row: line, result, record, fields that changed, reason
    #[arg(long, value_name = "FILE", conflicts_with = "preview")]
    pub results: Option<PathBuf>,

    /// Commit after each so many rows; after a break the same command goes on where it was
    #[arg(long, value_name = "ROWS")]
    pub commit_every: Option<NonZeroU64>,
}

/// What to do with a row whose phone, e-mail or ID number belongs to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnConflict {
    /// Import nothing
    #[default]
    Fail,
    /// Leave the row out
    Skip,
    /// Update the record that is there
    Update,
    /// Update what was last changed there before the day of the row
    KeepNewer,
}

/// What to do with a row that is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OnError {
    /// Import nothing
    #[default]
    Fail,
    /// Leave the row out
    Skip,
}

/// What became of the rows.
#[derive(serde::Serialize)]
struct Row {
    read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
    rejected: u64,
    held: u64,
    quarantined: u64,
    due: u64,
    restricted: u64,
    erased_back: u64,
    encoding: &'static str,
    batches: Vec<String>,
    dry_run: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["read", "created", "updated", "unchanged", "skipped", "rejected", "held"];

    fn cells(&self) -> Vec<Cell> {
        let Self { read, created, updated, unchanged, skipped, rejected, held, .. } = *self;
        [read, created, updated, unchanged, skipped, rejected, held].map(Cell::count).to_vec()
    }
}

impl Row {
    fn new(done: &Imported, dry_run: bool) -> Self {
        let counts = done.counts;
        Self {
            read: counts.read,
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            skipped: counts.skipped,
            rejected: counts.rejected,
            held: done.held,
            quarantined: done.quarantined,
            due: done.ended.due.len() + done.ended.born.len(),
            restricted: done.ended.restricted.len(),
            erased_back: done.ended.back.len(),
            encoding: done.encoding,
            batches: done.batches.iter().map(|batch| batch::name(*batch)).collect(),
            dry_run,
        }
    }
}

/// Runs `kedang import`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    require_lists(args)?;
    let File { input, size, changed } = order::input(host, &args.file)?;
    let mut vault = session::open(ui, host, globals, "import")?;
    let references = (args.justify.as_deref(), args.ticket.as_deref());
    let terms = (args.purpose.as_deref(), args.quarantine);
    covering::collect(ui, &mut vault, terms, references)?;
    let policy = vault.policy();
    let map = args.map.as_deref().map(|map| order::column_map(policy, map)).transpose()?;
    let bar = ui.progress(&Message::new("import-progress"), size);
    let seen = Counter::new(0);
    let there = Counter::new((Vec::new(), 0, Ended::default()));
    let channel = args.channel.as_deref().map(|named| order::channel(ui, policy, named));
    let channel = channel.transpose()?;
    let source = fields::source(ui, policy, args.source.as_deref())?;
    let evidence = covering::reference("--evidence", args.evidence.as_deref())?;
    let answers = order::answers(&vault, args, evidence.as_ref())?;
    let keys = order::keys(ui, policy, &args.key)?;
    let as_of = order::as_of(&vault, args.as_of.as_deref(), changed)?;
    let order = Import {
        source: source.as_deref(),
        channel: channel.as_deref(),
        map: map.as_ref(),
        read: order::read(args)?,
        on_conflict: args.on_conflict.into(),
        consents: answers.as_ref(),
        keys: &keys,
        as_of,
        skip_errors: args.on_error == OnError::Skip,
        dry_run: globals.dry_run,
        commit_every: args.commit_every,
        rejects: args.rejects.as_deref(),
        results: args.results.as_deref(),
        word: &|fault| words(ui, policy, fault),
        progress: &|read| bar.advance(read.saturating_sub(seen.replace(read))),
        committed: &|batch, rows, ended| {
            let (mut all, before, mut all_ended) = there.take();
            all.extend(batch);
            all_ended.add(ended);
            // Whoever is interrupted behind it has read how far it came.
            if let Some(batch) = batch.filter(|_| args.commit_every.is_some()) {
                let message = Message::new("import-committed").arg("batch", batch::name(batch));
                bar.beside(|| ui.status(message.arg("rows", before + rows)));
            }
            there.set((all, before + rows, all_ended));
        },
    };
    if args.preview {
        let done = vault.preview(input, &order, preview::ROWS);
        bar.clear();
        let done = done.map_err(|error| failure(ui, policy, args, error))?;
        report_encoding(ui, args, done.encoding);
        return preview::show(ui, policy, &done);
    }
    let done = vault.import(input, &order);
    bar.clear();
    let done = done.map_err(|error| {
        let (batches, rows, ended) = there.take();
        report_ended(ui, &ended, &batches);
        broken_off(failure(ui, policy, args, error), (&batches, rows))
    })?;
    report(ui, policy, (args, globals.dry_run), &done);
    ui.record("kedang.import/1", &Row::new(&done, globals.dry_run))?;
    if globals.dry_run {
        ui.status("import-dry-run");
    }
    let left_out = done.counts.rejected > 0 || done.listed > 0;
    Ok(if left_out { Exit::Partly } else { Exit::Done })
}

/// Refuses lists that are there already or would lie in a vault, and one file for both. Neither goes to standard output, which
/// has what became of the whole.
fn require_lists(args: &Args) -> Result<()> {
    for (option, list) in [("--rejects", &args.rejects), ("--results", &args.results)] {
        let Some(path) = list.as_deref() else { continue };
        form::require_file(option, path)?;
        target::require_apart(path)?;
    }
    let lists = args.rejects.iter().chain(&args.results);
    if let Some(path) = lists.into_iter().find(|path| path.exists()) {
        return Err(Failure::new(Code::FileExists).arg("path", path.as_path()));
    }
    match (&args.rejects, &args.results) {
        (Some(rejects), Some(results)) if order::is_one_file(rejects, results) => {
            Err(Failure::new(Code::ListTwice).arg("path", results.as_path()))
        }
        _ => Ok(()),
    }
}

impl From<OnConflict> for vault::OnConflict {
    fn from(rule: OnConflict) -> Self {
        match rule {
            OnConflict::Fail => Self::Fail,
            OnConflict::Skip => Self::Skip,
            OnConflict::Update => Self::Update,
            OnConflict::KeepNewer => Self::KeepNewer,
        }
    }
}
