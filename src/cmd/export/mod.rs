//! `kedang export` hands records out as a file: CSV, JSON, a workbook, vCards, a page.

mod sink;

use std::path::{Path, PathBuf};

use crate::cmd::audit::proposal;
use crate::cmd::form::{ending, form_of, has_columns, is_sealed, separator, unknown};
use crate::cmd::list::order;
use crate::cmd::notice::purpose_id;
use crate::cmd::record_view::is_number;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, FormatName, Globals, covering, fields, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::policy::Policy;
use crate::ui::{Language, Ui};
use crate::vault::{
    ApprovedExport, Audience, CsvStyle, Error, Export, ExportColumn, ExportOptions, Exported, Form,
    Plan, Recipients, ShareFault, Vault,
};
use sink::write;

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
        what: "Export for a spreadsheet",
        line: "kedang export --purpose 客户服务 -o all.xlsx",
    },
    Example {
        what: "Export the ten best customers that were not called for longest",
        line: "kedang export --purpose service --sort grade,last_contact --limit 10 -o calls.xlsx",
    },
    Example {
        what: "Export for an analysis, with pseudonyms that are the same next month",
        line: "kedang export --purpose analysis --pseudonymise --pseudonym-key study -o study.csv",
    },
    Example {
        what: "Export to an address book",
        line: "kedang export owner:wang --purpose service --format vcard -o contacts.vcf",
    },
];

/// Write records to a file for a stated purpose
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
#[command(group = clap::ArgGroup::new("whom").args(["to", "pseudonym_key"]).multiple(true))]
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

    /// Names of columns and choices in Chinese or as ids (default: the language of messages)
    #[arg(long, value_name = "LANG", value_enum)]
    pub columns_lang: Option<Language>,

    /// Sort by these fields; -FIELD turns the order round
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,

    /// Export at most this many, the first of them
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Put pseudonyms in the place of what identifies; the same ones for the same recipient only
    #[arg(long, requires = "whom", conflicts_with_all = ["propose", "sort"])]
    pub pseudonymise: bool,

    /// For whom the pseudonyms are, instead of the recipients of --to
    #[arg(long, value_name = "NAME", requires = "pseudonymise")]
    pub pseudonym_key: Option<String>,

    /// Export level-1 values in full, not masked; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,

    /// Form of the file (default: what the ending of the file's name says, else csv)
    #[arg(long, value_name = "FORMAT", value_parser = FormatName::of_files())]
    pub format: Option<FormatName>,

    /// Write to a new file, complete or not at all (default, and -: standard output)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Seal the file for this age recipient (age1…), who opens it with age -d, or for a registered one
    /// (@NAME); can be given again
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Vec<String>,

    /// Propose it, for another to approve with `audit approve`, and write nothing
    #[arg(long, conflicts_with = "output")]
    pub propose: bool,

    /// Carry out an approved proposal, once: its records, fields, purpose, assessment and
    /// recipients
    #[arg(
        long,
        value_name = "PROPOSAL",
        conflicts_with_all = ["selector", "purpose", "fields", "reveal", "propose", "sort", "limit"]
    )]
    pub approved: Option<String>,

    /// Begin a CSV file with a byte order mark, for spreadsheets
    #[arg(long)]
    pub bom: bool,

    /// Leave the cells of a CSV file as they are (but for one that `import` would take for guarded, or
    /// for an error), for programs; a spreadsheet may run what begins with =
    #[arg(long)]
    pub plain: bool,
}

/// Runs `kedang export`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let form = form(ui, globals, args)?;
    output(args).map(target::require_vacant).transpose()?;
    let approved = args.approved.as_deref();
    let approved = approved.map(|typed| proposal::to_carry_out(ui, globals, typed)).transpose()?;
    // For whom a proposal is sealed, it says itself.
    require_place(host, (args, form), approved.is_none().then_some(!args.to.is_empty()))?;
    // A key that is none is told before anything is asked.
    args.to.iter().filter(|to| !to.starts_with('@')).try_for_each(|to| sealed_for(to).map(drop))?;
    require_key(args, form)?;
    let mut vault = session::open(ui, host, globals, "export")?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    if let Some(number) = approved {
        return carry_out((ui, host), &mut vault, (args, form), number);
    }
    let keys = keys(&mut vault, &args.to)?;
    let recipients = keys.iter().map(|key| sealed_for(key)).collect::<Result<Vec<_>>>()?;
    let pseudonyms = pseudonyms(args, &keys);
    let policy = vault.policy();
    let purpose = purpose_id(ui, policy, args.purpose.as_deref().unwrap_or_default())?;
    let columns = args.fields.iter().map(|name| column(policy, name)).collect::<Result<_>>()?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let options = ExportOptions { pseudonyms, to: keys.clone(), ..options(&vault, args)? };
    let order =
        Export { selector: &selector, columns, purpose, reveal: args.reveal, form, options };
    if globals.dry_run {
        let plan = vault.plan_export(&order, !args.propose)?;
        report(ui, &plan);
        ui.status(Message::new("export-plan").arg("count", plan.count));
        return Ok(Exit::Done);
    }
    if args.propose {
        let (number, plan) = vault.propose_export(&order, &keys)?;
        report(ui, &plan);
        return proposal::made(ui, &mut vault, &[number]).map(|()| Exit::Done);
    }
    let done = write(ui, (output(args), &recipients), |emit| vault.export(&order, emit))?;
    Ok(told(ui, args, &done))
}

/// Carries out an approved export: for whom it is sealed was approved, and need not be said again.
fn carry_out(
    (ui, host): (&Ui, &Host),
    vault: &mut Vault,
    (args, form): (&Args, Form),
    number: u64,
) -> Result<Exit> {
    let to = match vault.proposal(number)?.plan {
        Plan::Export { to, .. } if args.to.is_empty() => keys(vault, &to)?,
        _ => keys(vault, &args.to)?,
    };
    require_place(host, (args, form), Some(!to.is_empty()))?;
    let recipients = to.iter().map(|key| sealed_for(key)).collect::<Result<Vec<_>>>()?;
    let pseudonyms = pseudonyms(args, &to);
    let order = ApprovedExport { number, form, to, pseudonyms };
    let done = write(ui, (output(args), &recipients), |emit| vault.export_approved(&order, emit))?;
    Ok(told(ui, args, &done))
}

/// The new file; none for standard output, which `-` is as well.
fn output(args: &Args) -> Option<&Path> {
    args.output.as_deref().filter(|path| path.as_os_str() != "-")
}

/// Refuses bytes on a terminal, and a name that ends as a sealed file's for one that is not; as far as
/// it is known whether it is `sealed`.
fn require_place(host: &Host, (args, form): (&Args, Form), sealed: Option<bool>) -> Result<()> {
    let binary = sealed == Some(true) || matches!(form, Form::Xlsx { .. });
    match output(args) {
        None if binary && host.stdout_is_terminal() => {
            Err(Failure::new(Code::MissingArgument).arg("argument", "--output"))
        }
        Some(path) if sealed == Some(false) && is_sealed(path) => {
            Err(Failure::new(Code::Unsealed).arg("path", path))
        }
        _ => Ok(()),
    }
}

/// To which keys the file is sealed, in order.
fn keys(vault: &mut Vault, typed: &[String]) -> Result<Vec<String>> {
    vault.keys_to_seal_to(typed).map_err(|error| match error {
        // Of whom the register knows nothing wrong, a share may be what is meant.
        Error::Share(ShareFault::NoRecipient(_)) => Failure::from(error),
        Error::Share(_) | Error::NotShared(_) | Error::NeedsAssessment(_) => {
            Failure::from(error).hint("hint-share-issue")
        }
        error => Failure::from(error),
    })
}

fn sealed_for(key: &str) -> Result<Recipients> {
    Recipients::parse(key, &session::dialogue()).map_err(|_| Failure::new(Code::BadRecipient))
}

/// Says what was written, and where.
fn told(ui: &Ui, args: &Args, done: &Exported) -> Exit {
    report(ui, done);
    if let Some(path) = output(args) {
        let message = Message::new("export-done").arg("count", done.count);
        ui.status(message.arg("path", path));
    }
    Exit::Done
}

/// What is named, else what the file's name says; a table is for people.
fn form(ui: &Ui, globals: &Globals, args: &Args) -> Result<Form> {
    let chinese = args.columns_lang.unwrap_or_else(|| ui.language()) == Language::Chinese;
    let path = output(args);
    let named = match globals.format {
        Some(named) => named,
        None => path.map_or(Ok(None), ending)?.unwrap_or(FormatName::Csv),
    };
    if args.columns_lang.is_some() && !has_columns(named) {
        return Err(unknown(named, "csv, xlsx, html"));
    }
    if args.bom && named != FormatName::Csv {
        return Err(unknown(named, "csv"));
    }
    if args.plain && named != FormatName::Csv {
        return Err(unknown(named, "csv"));
    }
    let separator = path.map(separator).unwrap_or_default();
    form_of(named, CsvStyle { guard: !args.plain, bom: args.bom, separator }, chinese)
}

/// In which order, and how many.
fn options(vault: &Vault, args: &Args) -> Result<ExportOptions> {
    let sort = args.sort.iter().map(|name| order(vault, name.trim())).collect::<Result<_>>()?;
    let limit = args.limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(ExportOptions { sort, limit, masks: true, ..ExportOptions::default() })
}

/// Refuses pseudonyms without a form or a key for them, before anything is opened.
fn require_key(args: &Args, form: Form) -> Result<()> {
    if !args.pseudonymise {
        return Ok(());
    }
    if form == Form::Cards {
        return Err(unknown(FormatName::Vcard, "csv, json, jsonl, xlsx, html"));
    }
    match &args.pseudonym_key {
        Some(name) if !name.trim().is_empty() => Ok(()),
        None if !args.to.is_empty() => Ok(()),
        _ => Err(Failure::new(Code::MissingArgument).arg("argument", "--pseudonym-key")),
    }
}

/// For whom pseudonyms are: the name that is given, else who can open the file. A name of the
/// register is none to go by: another may have it later.
fn pseudonyms(args: &Args, keys: &[String]) -> Option<Audience> {
    let name = args.pseudonym_key.as_deref().map(|name| Audience::Name(name.trim().to_owned()));
    args.pseudonymise.then(|| name.unwrap_or_else(|| Audience::Keys(keys.to_vec())))
}

/// The column that a name means.
pub(super) fn column(policy: &Policy, name: &str) -> Result<ExportColumn> {
    match name.trim() {
        name if is_number(name) => Ok(ExportColumn::Number),
        name => Ok(ExportColumn::Field(fields::find(policy, name)?)),
    }
}

/// Notes on what did not leave.
pub(super) fn report(ui: &Ui, done: &Exported) {
    if done.restricted > 0 {
        ui.note(Message::new("export-restricted").arg("count", done.restricted));
    }
    covering::note(ui, &done.left_out);
    if done.held > 0 {
        ui.note(Message::new("export-held").arg("count", done.held));
    }
}
