//! `kedang import` takes customers in from a file: a table, JSON, or an address book.

mod preview;

use std::cell::Cell as Counter;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::cmd::record_view::is_number;
use crate::cmd::{Example, Globals, covering, fields, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::policy::{ColumnMap, MapFault, Policy, ready_maps};
use crate::ui::{Cell, Ui, View, name_list};
use crate::vault::{self, Error, Fault, Import, Imported, RowsOptions, Why};

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

    /// Quarantine what a third party provided without the consent or basis that the policy asks for
    #[arg(long)]
    pub quarantine: bool,

    /// Write the rows left out to a new file, with line, field and reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
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
    encoding: &'static str,
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

/// Runs `kedang import`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    if let Some(path) = args.rejects.as_deref().filter(|path| path.exists()) {
        return Err(Failure::new(Code::FileExists).arg("path", path));
    }
    let (input, size) = input(host, &args.file)?;
    let mut vault = session::open(ui, host, globals, "import")?;
    let references = (args.justify.as_deref(), args.ticket.as_deref());
    let terms = (args.purpose.as_deref(), args.quarantine);
    covering::collect(ui, &mut vault, terms, references)?;
    let policy = vault.policy();
    let map = args.map.as_deref().map(|map| column_map(policy, map)).transpose()?;
    let bar = ui.progress(&Message::new("import-progress"), size);
    let seen = Counter::new(0);
    let source = fields::source(ui, policy, args.source.as_deref())?;
    let order = Import {
        source: source.as_deref(),
        map: map.as_ref(),
        read: read(args)?,
        on_conflict: args.on_conflict.into(),
        skip_errors: args.on_error == OnError::Skip,
        dry_run: globals.dry_run,
        rejects: args.rejects.as_deref(),
        word: &|fault| words(ui, policy, fault),
        progress: &|read| bar.advance(read.saturating_sub(seen.replace(read))),
    };
    if args.preview {
        let done = vault.preview(input, &order, preview::ROWS);
        bar.clear();
        let done = done.map_err(|error| failure(ui, policy, args, error))?;
        return preview::show(ui, policy, &done);
    }
    let done = vault.import(input, &order);
    bar.clear();
    let done = done.map_err(|error| failure(ui, policy, args, error))?;
    report(ui, policy, args, &done);
    let counts = done.counts;
    let row = Row {
        read: counts.read,
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        skipped: counts.skipped,
        rejected: counts.rejected,
        held: done.held,
        quarantined: done.quarantined,
        encoding: done.encoding,
        dry_run: globals.dry_run,
    };
    ui.record("kedang.import/1", &row)?;
    if globals.dry_run {
        ui.status("import-dry-run");
    }
    let left_out = counts.rejected > 0 || done.listed > 0;
    Ok(if left_out { Exit::Partly } else { Exit::Done })
}

/// The map of that name, or the one that the file holds.
fn column_map(policy: &Policy, name: &Path) -> Result<ColumnMap> {
    if let Some(map) = name.to_str().and_then(|name| policy.ready_map(name)) {
        return Ok(map);
    }
    let text = std::fs::read_to_string(name).map_err(|error| {
        let failure = Failure::io(name, error);
        let known = ready_maps().collect::<Vec<_>>().join(", ");
        failure.hint(Message::new("hint-ready-maps").arg("maps", known))
    })?;
    policy.column_map(&text).map_err(|fault| match fault {
        MapFault::Malformed { line } => {
            Failure::new(Code::BadMap).arg("path", name).arg("line", line)
        }
        MapFault::UnknownField { name } => Failure::new(Code::UnknownField).arg("field", name),
        MapFault::SystemField { name } => Failure::new(Code::SystemField).arg("field", name),
    })
}

/// What is known of the file's form.
fn read(args: &Args) -> Result<RowsOptions<'_>> {
    let delimiter = args.delimiter.as_deref().map(|text| match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' => Ok(*byte),
            _ => Err(Failure::new(Code::UnknownValue)
                .arg("option", "--delimiter")
                .arg("value", text)
                .arg("known", ", ; | tab")),
        },
    });
    Ok(RowsOptions {
        encoding: args.encoding.as_deref(),
        delimiter: delimiter.transpose()?,
        sheet: args.sheet.as_deref(),
        header_row: args.header_row,
        ..RowsOptions::default()
    })
}

/// The file and its size; standard input has none.
fn input(host: &Host, path: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>)> {
    if path.as_os_str() == "-" {
        return Ok((Box::new(host.take_stdin()?), None));
    }
    let wrong = |error| Failure::io(path, error);
    let file = File::open(path).map_err(wrong)?;
    let about = file.metadata().map_err(wrong)?;
    if about.is_dir() {
        return Err(wrong(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok((Box::new(file), about.is_file().then_some(about.len())))
}

/// Notes on what the numbers do not tell.
fn report(ui: &Ui, policy: &Policy, args: &Args, done: &Imported) {
    let sheet = done.sheet.as_ref().filter(|_| args.sheet.is_none());
    report_form(ui, &done.unknown, sheet);
    if done.held > 0 {
        ui.note(Message::new("import-held").arg("count", done.held));
    }
    if done.quarantined > 0 {
        ui.note(Message::new("import-quarantined").arg("count", done.quarantined));
    }
    if args.rejects.is_none() {
        for fault in &done.left_out {
            let (field, reason) = words(ui, policy, fault);
            let message = Message::new("import-left-out").arg("line", fault.line);
            ui.note(message.arg("field", field).arg("reason", reason));
        }
        let more =
            (done.counts.rejected + done.counts.skipped).saturating_sub(done.left_out.len() as u64);
        if more > 0 {
            ui.note(Message::new("import-left-out-more").arg("count", more));
        }
    } else if let Some(path) = args.rejects.as_deref().filter(|_| done.listed > 0) {
        ui.note(Message::new("import-rejects").arg("count", done.listed).arg("path", path));
    }
}

/// Which columns are passed over, and which sheet was read where there are several.
fn report_form(ui: &Ui, unknown: &[String], sheet: Option<&(String, usize)>) {
    // An export has the numbers of its records too; they mean nothing here.
    let unknown = unknown.iter().map(String::as_str).filter(|name| !is_number(name));
    let unknown: Vec<&str> = unknown.collect();
    if !unknown.is_empty() {
        let names = name_list(ui.language(), &unknown);
        let message = Message::new("import-unknown-columns").arg("count", unknown.len());
        ui.note(Message { args: [message.args, vec![("names", names)]].concat(), ..message });
    }
    if let Some((sheet, others)) = sheet.filter(|(_, others)| *others > 0) {
        let message = Message::new("import-sheet").arg("sheet", sheet.as_str());
        ui.note(message.arg("others", *others));
    }
}

/// The field of a fault and what is wrong, in words.
pub(super) fn words(ui: &Ui, policy: &Policy, fault: &Fault) -> (String, String) {
    let field = match fault.field {
        Some(field) => fields::label(policy, field, ui.language()).to_owned(),
        None => ui.text(&"import-whole-row".into()),
    };
    let message = match fault.why {
        Why::Value(code) => Message::new(format!("finding-{}", code.id())),
        Why::Columns { found, expected } => {
            Message::new("import-why-columns").arg("found", found).arg("expected", expected)
        }
        Why::InVault(record) => Message::new("import-why-in-vault").arg("record", record),
        Why::InFile => Message::new("import-why-in-file"),
        Why::Several => Message::new("import-why-several"),
        Why::TooMuch => Message::new("import-why-too-much"),
        Why::NoSeparateConsent => Message::new("import-why-no-separate-consent"),
        Why::Suppressed => Message::new("import-why-suppressed"),
        Why::NotAnObject => Message::new("import-why-not-an-object"),
        Why::NotACard => Message::new("import-why-not-a-card"),
        Why::Digits => Message::new("import-why-digits"),
        Why::CellError => Message::new("import-why-cell-error"),
        Why::Object => Message::new("import-why-object"),
        Why::Twice => Message::new("import-why-twice"),
        Why::NotOwn(record) => Message::new("import-why-not-own").arg("record", record),
        Why::GivenAway => Message::new("import-why-given-away"),
        Why::Restricted(record) => Message::new("import-why-restricted").arg("record", record),
    };
    (field, ui.text(&message))
}

/// The failure of an import, with the commands that may help.
fn failure(ui: &Ui, policy: &Policy, args: &Args, error: Error) -> Failure {
    let hint = |id| Message::new(id).arg("path", args.file.as_path());
    let (count, first, conflict) = match error {
        Error::BadRows { count, first } => (count, first, false),
        Error::Conflicts { count, first } => (count, first, true),
        other => {
            let failure = Failure::from(other);
            return match failure.code {
                Code::BadEncoding | Code::UnclearEncoding => failure.hint(hint("hint-encoding")),
                Code::UnpacksTooMuch | Code::SheetLocked | Code::BadSheet => {
                    failure.arg("path", args.file.as_path())
                }
                Code::UnknownEncoding => {
                    failure.arg("encoding", args.encoding.as_deref().unwrap_or_default())
                }
                _ => failure,
            };
        }
    };
    let (field, reason) = words(ui, policy, &first);
    let failure = match first.why {
        _ if conflict => Failure::new(Code::DuplicateRows).arg("count", count),
        Why::Columns { found, expected } if count == 1 => {
            Failure::new(Code::CsvColumns).arg("found", found).arg("expected", expected)
        }
        _ if count == 1 => Failure::new(Code::BadRow),
        _ => Failure::new(Code::BadRows).arg("count", count),
    };
    let failure = failure.arg("line", first.line).arg("field", field).arg("reason", reason);
    failure.hint(hint(if conflict { "hint-conflict" } else { "hint-rejects" }))
}

impl From<OnConflict> for vault::OnConflict {
    fn from(rule: OnConflict) -> Self {
        match rule {
            OnConflict::Fail => Self::Fail,
            OnConflict::Skip => Self::Skip,
            OnConflict::Update => Self::Update,
        }
    }
}
