//! How files of records are written: what is named, else what the ending of a file's name says.

use std::path::Path;

use crate::cmd::FormatName;
use crate::error::{Code, Failure, Result};
use crate::vault::{CsvStyle, Form, Separator};

/// How a file is written whose form has this name; a table is for people.
pub(super) fn form_of(named: FormatName, style: CsvStyle, chinese: bool) -> Result<Form> {
    Ok(match named {
        FormatName::Csv => Form::Csv { style, chinese },
        FormatName::Json => Form::Json,
        FormatName::Jsonl => Form::JsonLines,
        FormatName::Xlsx => Form::Xlsx { chinese },
        FormatName::Vcard => Form::Cards,
        FormatName::Html => Form::Html { chinese },
        FormatName::Table => return Err(unknown(named, "csv, json, jsonl, xlsx, vcard, html")),
    })
}

/// Whether its columns have names in a language; JSON has ids, and a card names of its own.
pub(super) const fn has_columns(name: FormatName) -> bool {
    matches!(name, FormatName::Csv | FormatName::Xlsx | FormatName::Html)
}

pub(super) fn unknown(name: FormatName, known: &str) -> Failure {
    let failure = Failure::new(Code::UnknownValue).arg("option", "--format");
    failure.arg("value", name.word()).arg("known", known)
}

/// The ending of a file's name, where the file may be sealed.
fn end(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let (_, end) = name.strip_suffix(".age").unwrap_or(&name).rsplit_once('.')?;
    Some(end.to_owned())
}

/// Whether a file of this name is to be sealed.
pub(super) fn is_sealed(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("age"))
}

/// What the ending of a file's name says, if it has one: nobody expects CSV in a PDF.
pub(super) fn ending(path: &Path) -> Result<Option<FormatName>> {
    let Some(end) = end(path) else { return Ok(None) };
    Ok(Some(match end.as_str() {
        "csv" | "tsv" | "tab" => FormatName::Csv,
        "json" => FormatName::Json,
        "jsonl" | "ndjson" => FormatName::Jsonl,
        "xlsx" => FormatName::Xlsx,
        "vcf" => FormatName::Vcard,
        "html" | "htm" => FormatName::Html,
        _ => {
            let failure = Failure::new(Code::UnknownValue).arg("option", "--output");
            let known = ".csv, .tsv, .json, .jsonl, .xlsx, .vcf, .html";
            return Err(failure.arg("value", format!(".{end}")).arg("known", known));
        }
    }))
}

/// Refuses `-` where only a file will do.
pub(super) fn require_file(option: &str, path: &Path) -> Result<()> {
    let is_file = path.as_os_str() != "-";
    is_file.then_some(()).ok_or_else(|| Failure::new(Code::NeedsFile).arg("option", option))
}

/// What stands between the cells of a table in a file of this name.
pub(super) fn separator(path: &Path) -> Separator {
    match end(path).as_deref() {
        Some("tsv" | "tab") => Separator::Tab,
        _ => Separator::Comma,
    }
}
