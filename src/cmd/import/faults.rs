//! What is wrong with rows, in words, and the failure of an import with the commands that may help.

use super::{Args, OnConflict, OnError};
use crate::cmd::{batch, consent, fields};
use crate::error::{Arg, Code, Failure, Message};
use crate::policy::Policy;
use crate::ui::{Language, Ui};
use crate::vault::{Error, Fault, Flaw, Why};

/// The field of a fault and what is wrong, in words.
pub(super) fn words(ui: &Ui, policy: &Policy, fault: &Fault) -> (String, String) {
    let field = match fault.field {
        Some(field) => fields::label(policy, field, ui.language()).to_owned(),
        None => ui.text(&"import-whole-row".into()),
    };
    let message = match fault.why {
        Why::Near(code, place) => {
            let chinese = ui.language() == Language::Chinese;
            let name = fault.field.and_then(|field| policy.choice_at(field, place, chinese));
            let reason = Arg::Text(ui.text(&Message::new(code.message())));
            Message::new("import-why-near").arg("reason", reason).arg("name", name.unwrap_or("?"))
        }
        Why::Value(code) => Message::new(format!("finding-{}", code.id())),
        Why::Columns { found, expected } => {
            Message::new("import-why-columns").arg("found", found).arg("expected", expected)
        }
        Why::InVault(record) => Message::new("import-why-in-vault").arg("record", record),
        Why::Repeated => Message::new("import-why-repeated"),
        Why::InFile => Message::new("import-why-in-file"),
        Why::OtherInFile(line) => other(line),
        Why::Several => Message::new("import-why-several"),
        Why::TooMuch => Message::new("import-why-too-much"),
        Why::NoSeparateConsent => Message::new("import-why-no-separate-consent"),
        Why::Suppressed => Message::new("import-why-suppressed"),
        Why::NotAnObject => Message::new("import-why-not-an-object"),
        Why::NotACard => Message::new("import-why-not-a-card"),
        Why::Cell(Flaw::Digits) => Message::new("import-why-digits"),
        Why::CardEncoding => Message::new("import-why-card-encoding"),
        Why::Cell(Flaw::Formula) => Message::new("import-why-formula"),
        Why::Cell(Flaw::Format) => Message::new("import-why-format"),
        Why::Cell(Flaw::Shown) => Message::new("import-why-shown"),
        Why::Cell(Flaw::Error) => Message::new("import-why-cell-error"),
        Why::Cell(Flaw::Quotes) => Message::new("import-why-quotes"),
        Why::Object => Message::new("import-why-object"),
        Why::Twice => Message::new("import-why-twice"),
        Why::Older(record) => Message::new("import-why-older").arg("record", record),
        Why::TooManyLinks => Message::new("import-why-too-many-links"),
        Why::Undated => Message::new("import-why-undated"),
        Why::NotOwn(record) => Message::new("import-why-not-own").arg("record", record),
        Why::GivenAway => Message::new("import-why-given-away"),
        Why::Quarantined(record) => Message::new("import-why-quarantined").arg("record", record),
        Why::Restricted(record) => Message::new("import-why-restricted").arg("record", record),
    };
    (field, ui.text(&message))
}

/// That a row of the file, on this line if that is known, is another customer.
fn other(line: Option<u64>) -> Message {
    match line {
        Some(line) => Message::new("import-why-other-on-line").arg("line", line),
        None => Message::new("import-why-other-in-file"),
    }
}

/// The failure of an import, with the commands that may help.
pub(super) fn failure(ui: &Ui, policy: &Policy, args: &Args, error: Error) -> Failure {
    let hint = |id| Message::new(id).arg("path", args.file.as_path());
    let (count, first, conflict) = match error {
        Error::BadRows { count, first } => (count, first, false),
        Error::Conflicts { count, first } => (count, first, true),
        error @ Error::Unfounded(_) => return consent::told(ui, policy, error),
        Error::Halfway(error) => return failure(ui, policy, args, *error).committed(),
        other => {
            let failure = Failure::from(other);
            return match failure.code {
                // What is no GB18030 either is damaged, or of an encoding that only its owner knows.
                Code::BadEncoding if read_as(&failure, "gb18030") => {
                    failure.hint("hint-damaged-text")
                }
                Code::BadEncoding => failure.hint(hint("hint-encoding").arg("encoding", "gb18030")),
                Code::UnclearEncoding => {
                    let likely = failure.args.iter().find(|(name, _)| *name == "encoding");
                    let likely = likely.map(|(_, arg)| arg.clone());
                    failure.hint(match likely {
                        Some(likely) => hint("hint-encoding").arg("encoding", likely),
                        None => hint("hint-encoding-either"),
                    })
                }
                Code::NoHeader if args.header_row.is_none() && args.map.is_none() => {
                    failure.hint(hint("hint-header-row"))
                }
                Code::UnpacksTooMuch | Code::SheetLocked | Code::BadSheet | Code::Markup => {
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
    let ending = args.file.extension().and_then(|ending| ending.to_str());
    let ending = match ending.unwrap_or_default() {
        "json" | "jsonl" | "ndjson" => "jsonl",
        "vcf" => "vcf",
        _ => "csv",
    };
    let updates = matches!(args.on_conflict, OnConflict::Update | OnConflict::KeepNewer);
    let hint = hint(match args.on_error {
        _ if matches!(first.why, Why::OtherInFile(_)) => "hint-other-customer",
        // What updating does not help is left out.
        _ if conflict && updates => "hint-conflicts-left-out",
        _ if conflict => "hint-conflict",
        OnError::Fail => "hint-rejects",
        // Rows that are sound each by itself: one after the other, the last of them is left out.
        OnError::Skip => "hint-row-by-row",
    });
    let failure = match first.why {
        Why::OtherInFile(line) => Failure { causes: vec![other(line)], ..failure },
        _ => failure,
    };
    let rule = if args.on_conflict == OnConflict::KeepNewer { "keep-newer" } else { "update" };
    failure.hint(hint.arg("ending", ending).arg("rule", rule))
}

/// Whether a failure is about a text in this encoding.
fn read_as(failure: &Failure, encoding: &str) -> bool {
    let is_it = |arg: &Arg| matches!(arg, Arg::Text(name) if name == encoding);
    failure.args.iter().any(|(name, arg)| *name == "encoding" && is_it(arg))
}

/// The failure of an import of which some batches are there: which they are, and how to go on.
pub(super) fn broken_off(failure: Failure, (batches, rows): (&[u64], u64)) -> Failure {
    let (Some(first), Some(last)) = (batches.first(), batches.last()) else { return failure };
    let message = Message::new("hint-import-there").arg("count", batches.len()).arg("rows", rows);
    failure.hint(message.arg("first", batch::name(*first)).arg("last", batch::name(*last)))
}
