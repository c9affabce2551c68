//! `kedang template` makes a form for an import, and the data dictionary that explains it.

mod dictionary;

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cmd::{Example, Globals, fields, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::files::FileError;
use crate::host::Host;
use crate::model::FieldId;
use crate::policy::{FieldKind, Policy};
use crate::ui::{Language, Ui, View, name_list};
use crate::vault::{CsvStyle, CsvWriter, XlsxColumn, XlsxSheet, workbook};
use dictionary::{Entry, Words};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Make a workbook with lists to choose from and the data dictionary",
        line: "kedang --lang zh template -o new.xlsx",
    },
    Example {
        what: "Make a CSV file for organisations, and its dictionary",
        line: "kedang template --kind org -o orgs.csv --dictionary fields.csv",
    },
    Example {
        what: "Read the data dictionary; needs no vault",
        line: "kedang template --default --fields name,phone,source",
    },
];

/// Make an import template, or show the data dictionary
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the template to a new file: FILE.xlsx with the data dictionary, or FILE.csv
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Only fields of this kind of customer: person, org or the Chinese name
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Only these fields, in this order, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub fields: Vec<String>,

    /// Write the data dictionary to a new CSV file
    #[arg(long, value_name = "FILE")]
    pub dictionary: Option<PathBuf>,

    /// Begin CSV files with a byte order mark, for spreadsheets
    #[arg(long)]
    pub bom: bool,

    /// Go by the built-in policy; needs no vault
    #[arg(long)]
    pub default: bool,
}

/// Runs `kedang template`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let form = args.output.as_deref().map(Form::of).transpose()?;
    let paths: Vec<&Path> =
        [&args.output, &args.dictionary].into_iter().flatten().map(PathBuf::as_path).collect();
    paths.iter().try_for_each(|path| target::require_vacant(path))?;
    let template = Template::read(ui, host, globals, args)?;
    let words = Words::new(ui, template.policy);
    let entries: Vec<Entry> = template.fields.iter().map(|field| words.entry(*field)).collect();
    if paths.is_empty() {
        ui.rows("kedang.template/1", entries)?;
        return Ok(Exit::Done);
    }
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let list = name_list(ui.language(), &names);
    if globals.dry_run {
        ui.status(Message::new("template-would-write").arg("files", list));
        return Ok(Exit::Done);
    }
    if let (Some(path), Some(form)) = (&args.output, form) {
        let bytes = match form {
            Form::Csv => table(&[template.headings(ui)], args.bom),
            Form::Xlsx => workbook(&template.sheets(ui, &words, &entries), template.made()),
        };
        write(path, &bytes?)?;
    }
    if let Some(path) = &args.dictionary {
        let rows = [words.headings()].into_iter().chain(entries.iter().map(Entry::texts));
        write(path, &table(&rows.collect::<Vec<_>>(), args.bom)?)?;
    }
    ui.status(Message::new("template-written").arg("count", entries.len()).arg("files", list));
    Ok(Exit::Done)
}

/// How the template is written, by the end of the file's name.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Xlsx,
}

impl Form {
    fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Failure::new(Code::UnknownValue)
                .arg("option", "--output")
                .arg("value", path)
                .arg("known", "FILE.csv, FILE.xlsx")),
        }
    }
}

/// The fields of a template, under a policy.
struct Template {
    policy: &'static Policy,
    fields: Vec<FieldId>,
    today: Date,
}

impl Template {
    fn read(ui: &Ui<'_>, host: &Host, globals: &Globals, args: &Args) -> Result<Self> {
        let open = || session::open(ui, host, globals, "template");
        let opened = (!args.default).then(open).transpose()?;
        let policy = opened.as_ref().map_or_else(Policy::builtin, |vault| vault.policy());
        let today = match &opened {
            Some(vault) => vault.today()?,
            None => host.today(),
        };
        let mut fields = Vec::new();
        for name in &args.fields {
            let field = fields::find(policy, name)?;
            if policy.field(field).traits.system {
                let id = policy.field(field).id.as_str();
                return Err(Failure::new(Code::SystemField).arg("field", id));
            }
            if let Some(vault) = &opened {
                vault.require_field(field)?;
            }
            fields.push(field);
        }
        if fields.is_empty() {
            let known = policy.known().kind;
            let kind = args.kind.as_deref();
            let kind = kind.map(|kind| fields::option(ui, policy, (known, "--kind"), kind));
            let kind = kind.transpose()?;
            // What somebody may not see, an import does not take from him either.
            let opens = |field| {
                opened.as_ref().is_none_or(|vault| vault.clearance().opens_part(policy.part(field)))
            };
            let all = policy.fields().filter(|(field, about)| {
                let of_kind = kind
                    .as_ref()
                    .is_none_or(|kind| about.kinds.is_empty() || about.kinds.contains(&kind.text));
                let by_hand = !about.traits.system && !about.kind.is_structured();
                of_kind && by_hand && opens(*field)
            });
            fields = all.map(|(field, _)| field).collect();
        }
        Ok(Self { policy, fields, today })
    }

    /// The day on which it is made, as a workbook says it.
    fn made(&self) -> (u16, u8, u8) {
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(self.today.year()).unwrap_or(1900);
        (year, part(self.today.month()), part(self.today.day()))
    }

    /// The header row.
    fn headings(&self, ui: &Ui<'_>) -> Vec<String> {
        let label = |field| fields::label(self.policy, field, ui.language()).to_owned();
        self.fields.iter().copied().map(label).collect()
    }

    /// A sheet to fill in, and the data dictionary.
    fn sheets(&self, ui: &Ui<'_>, words: &Words<'_, '_>, entries: &[Entry]) -> [XlsxSheet; 2] {
        let chinese = ui.language() == Language::Chinese;
        let column = |(field, heading): (&FieldId, String)| {
            let about = self.policy.field(*field);
            // A list would take only one of several values.
            let offered =
                if about.traits.multi { Vec::new() } else { self.policy.offered(*field, chinese) };
            XlsxColumn {
                heading,
                marked: self.policy.requirements(*field).any(|r| r.purposes.is_empty()),
                choices: offered.into_iter().map(str::to_owned).collect(),
                open: about.kind == FieldKind::OpenChoice,
            }
        };
        let form = XlsxSheet {
            name: ui.text(&"template-sheet".into()),
            columns: self.fields.iter().zip(self.headings(ui)).map(column).collect(),
            rows: Vec::new(),
        };
        let heading = |heading| XlsxColumn { heading, ..XlsxColumn::default() };
        let dictionary = XlsxSheet {
            name: ui.text(&"template-dictionary".into()),
            columns: words.headings().into_iter().map(heading).collect(),
            rows: entries.iter().map(Entry::texts).collect(),
        };
        [form, dictionary]
    }
}

/// Rows as CSV.
fn table(rows: &[Vec<String>], bom: bool) -> std::io::Result<Vec<u8>> {
    let mut writer = CsvWriter::new(Vec::new(), CsvStyle { bom, ..CsvStyle::GUARDED });
    rows.iter().try_for_each(|row| writer.row(row))?;
    writer.finish()
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let wrong = |error: FileError| Failure::io(path, error.source);
    let mut file = target::create(path)?;
    file.write_all(bytes).map_err(|error| Failure::io(path, error))?;
    file.publish_new().map_err(wrong)
}

/// The ids of the dictionary's columns.
const COLUMNS: &[&str] = <Entry as View>::COLUMNS;
