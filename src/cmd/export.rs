//! `kedang export` hands records out as CSV or JSON.

use std::io::Write;
use std::path::PathBuf;

use crate::cmd::audit::proposal;
use crate::cmd::notice::purpose_id;
use crate::cmd::record_view::is_number;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, fields, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::files::{FileError, PendingFile};
use crate::host::Host;
use crate::policy::Policy;
use crate::ui::{Format, Language, Ui};
use crate::vault::{
    ApprovedExport, Error, Export, ExportColumn, Exported, Form, Recipients, SealedWriter,
    SealingError,
};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Export a tag's customers for a service call",
        line: "kedang export tag:expo --purpose service -o expo.csv",
    },
    Example {
        what: "Export some fields as JSON lines to a program",
        line: "kedang export grade:A --purpose analysis --fields number,grade,city --format jsonl",
    },
    Example {
        what: "Seal it for somebody, who opens it with age -d",
        line: "kedang export tag:expo --purpose service --to \
               age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa -o expo.csv.age",
    },
    Example {
        what: "Propose an export, where the policy wants a second person to agree",
        line: "kedang export tag:expo --purpose service --propose",
    },
    Example {
        what: "Carry it out once it is approved",
        line: "kedang export --approved P-41 -o expo.csv",
    },
    Example {
        what: "Export for a spreadsheet on Windows",
        line: "kedang export --purpose 客户服务 --bom -o all.csv",
    },
];

/// Write records to a file for a stated purpose
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name
    #[arg(long, value_name = "PURPOSE", required_unless_present = "approved")]
    pub purpose: Option<String>,

    /// Fields to export, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,

    /// Export level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,

    /// Write to a new file, complete or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Seal the file for this age recipient (age1…), who opens it with age -d; can be given again
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Vec<String>,

    /// Propose it, for another to approve with `audit approve`, and write nothing
    #[arg(long, conflicts_with = "output")]
    pub propose: bool,

    /// Carry out an approved proposal, once: its records, fields and purpose
    #[arg(
        long,
        value_name = "PROPOSAL",
        conflicts_with_all = ["selector", "purpose", "fields", "reveal", "propose"]
    )]
    pub approved: Option<String>,

    /// Begin a CSV file with a byte order mark, for spreadsheets
    #[arg(long)]
    pub bom: bool,
}

/// Runs `kedang export`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let form = form(ui, globals, args)?;
    if let Some(path) = args.output.as_deref().filter(|path| path.symlink_metadata().is_ok()) {
        return Err(Failure::new(Code::FileExists).arg("path", path));
    }
    if !args.to.is_empty() && args.output.is_none() && host.stdout_is_terminal() {
        return Err(Failure::new(Code::MissingArgument).arg("argument", "--output"));
    }
    recipients(args)?;
    let mut vault = session::open(ui, host, globals, "export")?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    if let Some(number) = &args.approved {
        let order = ApprovedExport { number: proposal::number(number)?, form };
        let done = write(ui, args, |emit| vault.export_approved(&order, emit))?;
        return Ok(told(ui, args, &done));
    }
    let policy = vault.policy();
    let purpose = purpose_id(ui, policy, args.purpose.as_deref().unwrap_or_default())?;
    let columns = args.fields.iter().map(|name| column(policy, name)).collect::<Result<_>>()?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let order = Export { selector: &selector, columns, purpose, reveal: args.reveal, form };
    if globals.dry_run {
        let plan = vault.plan_export(&order)?;
        report(ui, &plan);
        ui.status(Message::new("export-plan").arg("count", plan.count));
        return Ok(Exit::Done);
    }
    if args.propose {
        let (number, plan) = vault.propose_export(&order)?;
        report(ui, &plan);
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    let done = write(ui, args, |emit| vault.export(&order, emit))?;
    Ok(told(ui, args, &done))
}

/// Where the text of an export goes.
type Emit<'e> = dyn FnMut(&[u8]) -> std::io::Result<()> + 'e;

/// Lets `export` write to the file that is named, complete or not at all, or to standard output.
fn write(
    ui: &Ui,
    args: &Args,
    export: impl FnOnce(&mut Emit<'_>) -> std::result::Result<Exported, Error>,
) -> Result<Exported> {
    let recipients = recipients(args)?;
    let Some(path) = &args.output else {
        return Ok(pass(&recipients, Standard(ui), export)?.0);
    };
    let wrong = |error: FileError| Failure::io(path, error.source);
    let file = PendingFile::create(path).map_err(wrong)?;
    let (done, file) = pass(&recipients, file, export).map_err(|error| match error {
        Error::Output(source) => Failure::io(path, source),
        other => other.into(),
    })?;
    file.publish_over().map_err(|error| wrong(error).committed())?;
    Ok(done)
}

/// Lets `export` write to `sink`, sealed if it is for somebody, and gives the sink back.
fn pass<W: Write>(
    recipients: &[Recipients],
    sink: W,
    export: impl FnOnce(&mut Emit<'_>) -> std::result::Result<Exported, Error>,
) -> std::result::Result<(Exported, W), Error> {
    if recipients.is_empty() {
        let mut sink = sink;
        let done = export(&mut |bytes| sink.write_all(bytes))?;
        return Ok((done, sink));
    }
    let seal = |sink| {
        SealedWriter::new(recipients, sink).map_err(|error| match error {
            SealingError::Io(error) => error,
            SealingError::Box(error) => std::io::Error::other(error),
        })
    };
    // Nothing is written before there is something to write: an export may be refused.
    let (mut waiting, mut begun) = (Some(sink), None);
    let done = export(&mut |bytes| {
        if let Some(sink) = waiting.take() {
            begun = Some(seal(sink)?);
        }
        begun.as_mut().map_or(Ok(()), |writer| writer.write_all(bytes))
    })?;
    let writer = match (begun, waiting) {
        (Some(writer), _) => writer,
        (None, Some(sink)) => seal(sink).map_err(Error::Output)?,
        (None, None) => return Err(Error::Bug("sink")),
    };
    Ok((done, writer.finish().map_err(Error::Output)?))
}

/// For whom the file is sealed.
fn recipients(args: &Args) -> Result<Vec<Recipients>> {
    let bad = |_| Failure::new(Code::BadRecipient);
    let one = |text: &String| Recipients::parse(text, &session::dialogue()).map_err(bad);
    args.to.iter().map(one).collect()
}

/// Standard output.
struct Standard<'u, 'h>(&'u Ui<'h>);

impl Write for Standard<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.bytes(bytes).map_err(|failure| match failure.code {
            Code::ReaderGone => std::io::ErrorKind::BrokenPipe.into(),
            Code::DiskFull => std::io::ErrorKind::StorageFull.into(),
            _ => std::io::Error::other("standard output"),
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Says what was written, and where.
fn told(ui: &Ui, args: &Args, done: &Exported) -> Exit {
    report(ui, done);
    if let Some(path) = args.output.as_deref() {
        let message = Message::new("export-done").arg("count", done.count);
        ui.status(message.arg("path", path));
    }
    Exit::Done
}

/// CSV unless another format is named; a table is for people.
fn form(ui: &Ui, globals: &Globals, args: &Args) -> Result<Form> {
    let form = match globals.format {
        None | Some(Format::Csv) => {
            Form::Csv { bom: args.bom, chinese: ui.language() == Language::Chinese }
        }
        Some(Format::Json) => Form::Json,
        Some(Format::Jsonl) => Form::JsonLines,
        Some(Format::Table) => {
            return Err(Failure::new(Code::UnknownValue)
                .arg("option", "--format")
                .arg("value", "table")
                .arg("known", "csv, json, jsonl"));
        }
    };
    Ok(form)
}

fn column(policy: &Policy, name: &str) -> Result<ExportColumn> {
    match name.trim() {
        name if is_number(name) => Ok(ExportColumn::Number),
        name => Ok(ExportColumn::Field(fields::find(policy, name)?)),
    }
}

/// Notes on what did not leave.
fn report(ui: &Ui, done: &Exported) {
    if done.restricted > 0 {
        ui.note(Message::new("export-restricted").arg("count", done.restricted));
    }
    covering::note(ui, &done.left_out);
    if done.held > 0 {
        ui.note(Message::new("export-held").arg("count", done.held));
    }
}
