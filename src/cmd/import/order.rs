//! What the command line says of a file: where it is, what its columns mean, what holds for all of it.

use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use jiff::civil::Date;

use super::Args;
use crate::cmd::fields;
use crate::error::{Code, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::model::{Answer, Dictionary, FieldId, Reference};
use crate::policy::{self, ColumnMap, MapFault, Policy, ready_maps};
use crate::ui::{Language, Ui, name_list};
use crate::vault::{Answers, RowsOptions, Vault};

/// The map of that name, or the one that the file holds.
pub(super) fn column_map(policy: &Policy, name: &Path) -> Result<ColumnMap> {
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
pub(super) fn read(args: &Args) -> Result<RowsOptions<'_>> {
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

/// The channel of the policy that `named` is.
pub(super) fn channel(ui: &Ui<'_>, policy: &Policy, named: &str) -> Result<String> {
    let channels = policy.choices(policy.known().source);
    let entered = match policy.normalise(policy.known().source, named) {
        Err(finding) if finding.code == policy::Code::ForbiddenChannel => {
            return Err(Failure::new(Code::ForbiddenChannel).arg("value", named));
        }
        entered => entered.ok(),
    };
    let text = entered.and_then(|values| Some(values.first()?.text.clone()));
    let is_known = |text: &String| channels.iter().any(|channel| channel.id == *text);
    text.filter(is_known).ok_or_else(|| {
        // What is forbidden is none of those to choose from.
        let open = |id: &str| policy.normalise(policy.known().source, id).is_ok();
        let channels = channels.iter().filter(|one| open(&one.id));
        let known = channels.map(|one| (one.id.as_str(), one.label_zh.as_str()));
        fields::not_listed(ui, ("--channel", named), known)
    })
}

/// What the persons of new records agreed to.
pub(super) fn answers<'a>(
    vault: &Vault,
    args: &'a Args,
    evidence: Option<&'a Reference>,
) -> Result<Option<Answers<'a>>> {
    if args.consent.is_empty() {
        return Ok(None);
    }
    let bad = || Failure::new(Code::BadDate).arg("argument", "--consent-date");
    let date = match args.consent_date.as_deref() {
        None => vault.today()?,
        Some(text) => parse_day(text).ok_or_else(bad)?,
    };
    Ok(Some(Answers {
        answer: Answer::Granted,
        purposes: &args.consent,
        sensitive: false,
        recipient: None,
        method: args.method.as_deref().unwrap_or_default(),
        evidence,
        notice: args.notice,
        date,
        until: None,
        volunteered: false,
    }))
}

/// The fields that rows are matched by.
pub(super) fn keys(ui: &Ui<'_>, policy: &Policy, names: &[String]) -> Result<Vec<FieldId>> {
    let chinese = ui.language() == Language::Chinese;
    let known: Vec<&str> = policy
        .fields()
        .filter(|(_, field)| field.traits.unique)
        .map(|(_, field)| if chinese { field.label_zh.as_str() } else { field.id.as_str() })
        .collect();
    let key = |name: &String| {
        let field = policy.resolve(name.trim());
        field.filter(|field| policy.field(*field).traits.unique).ok_or_else(|| {
            Failure::new(Code::UnknownValue)
                .arg("option", "--key")
                .arg("value", name.as_str())
                .arg("known", name_list(ui.language(), &known))
        })
    };
    names.iter().map(key).collect()
}

/// The day of rows that have none: the one that is named, else that of the file.
pub(super) fn as_of(
    vault: &Vault,
    named: Option<&str>,
    changed: Option<SystemTime>,
) -> Result<Option<Date>> {
    let today = vault.today()?;
    let Some(text) = named else {
        let since = changed.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let millis = since.and_then(|since| i64::try_from(since.as_millis()).ok());
        // A file may come from a machine whose clock is ahead.
        let day = millis.and_then(|millis| vault.day_at(millis));
        return Ok(day.map(|day| day.min(today)));
    };
    let bad = |code| Failure::new(code).arg("argument", "--as-of");
    let day = parse_day(text).ok_or_else(|| bad(Code::BadDate))?;
    if day > today { Err(bad(Code::DayAhead)) } else { Ok(Some(day)) }
}

/// What is imported.
pub(super) struct File {
    pub(super) input: Box<dyn Read + Send>,
    /// Its size in bytes, and when it was last changed; standard input has neither.
    pub(super) size: Option<u64>,
    pub(super) changed: Option<SystemTime>,
}

/// Whether two names are of one file, which need not be there.
pub(super) fn is_one_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let dir = path.parent().filter(|dir| *dir != Path::new("")).unwrap_or(Path::new("."));
        Some((dir.canonicalize().ok()?, path.file_name()?.to_owned()))
    };
    one == other || place(one).is_some_and(|one| Some(one) == place(other))
}

pub(super) fn input(host: &Host, path: &Path) -> Result<File> {
    if path.as_os_str() == "-" {
        return Ok(File { input: Box::new(host.take_stdin()?), size: None, changed: None });
    }
    let wrong = |error| Failure::io(path, error);
    let file = std::fs::File::open(path).map_err(wrong)?;
    let about = file.metadata().map_err(wrong)?;
    if about.is_dir() {
        return Err(wrong(std::io::ErrorKind::IsADirectory.into()));
    }
    let plain = about.is_file();
    Ok(File {
        input: Box::new(file),
        size: plain.then_some(about.len()),
        changed: about.modified().ok().filter(|_| plain),
    })
}
