//! Failures of the command line, in both languages.
//!
//! The parser says what is wrong as data; the words are the catalogues' (`usage-…`). What was
//! typed is repeated only where it is an option or a command: a stray word may be a customer's
//! name.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::page;
use crate::error::{Code, Failure, Message};
use crate::ui::Ui;

/// The failure that the parser's `error` is.
pub(super) fn failure(ui: &Ui, error: &Error) -> Failure {
    let mut failure = Failure::new(Code::Usage).arg("message", ui.text(&message(ui, error)));
    for kind in
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
    {
        if let Some(suggestion) = text(error, kind) {
            failure = failure.hint(Message::new("usage-suggested").arg("suggestion", suggestion));
        }
    }
    let command = ["kedang".to_owned()].into_iter().chain(path(error)).collect::<Vec<_>>();
    failure.hint(Message::new("usage-help").arg("command", command.join(" ")))
}

fn message(ui: &Ui, error: &Error) -> Message {
    let argument = names(ui, error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let known = text(error, ContextKind::ValidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            Message::new("usage-unknown-option").arg("option", argument)
        }
        ErrorKind::UnknownArgument => Message::new("usage-too-many-arguments"),
        ErrorKind::InvalidValue if value.is_empty() => {
            Message::new("usage-missing-value").arg("argument", argument)
        }
        ErrorKind::InvalidValue if known.is_empty() => {
            Message::new("usage-bad-value").arg("argument", argument)
        }
        ErrorKind::InvalidValue => {
            Message::new("usage-unknown-value").arg("argument", argument).arg("known", known)
        }
        ErrorKind::ValueValidation => Message::new("usage-bad-value").arg("argument", argument),
        ErrorKind::InvalidSubcommand => Message::new("usage-unknown-command")
            .arg("command", text(error, ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::MissingSubcommand => Message::new("usage-missing-command"),
        ErrorKind::MissingRequiredArgument => {
            Message::new("usage-missing-arguments").arg("arguments", argument)
        }
        ErrorKind::NoEquals => Message::new("usage-no-equals").arg("argument", argument),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Message::new("usage-number-of-values").arg("argument", argument)
        }
        ErrorKind::ArgumentConflict => conflict(argument, names(ui, error, ContextKind::PriorArg)),
        ErrorKind::InvalidUtf8 => Message::new("usage-not-utf8"),
        _ => Message::new("usage-other"),
    }
}

fn conflict(argument: String, other: String) -> Message {
    if other.is_empty() || other == argument {
        return Message::new("usage-twice").arg("argument", argument);
    }
    Message::new("usage-conflict").arg("argument", argument).arg("other", other)
}

/// The arguments that the parser names (`--reason <REASON>`, `<SELECTOR>...`) as help names them.
fn names(ui: &Ui, error: &Error, kind: ContextKind) -> String {
    let all = match error.get(kind) {
        Some(ContextValue::String(name)) => std::slice::from_ref(name),
        Some(ContextValue::Strings(names)) => names.as_slice(),
        _ => &[],
    };
    let name = |name: &str| {
        let first = name.split_whitespace().next().unwrap_or_default();
        let plain = first.trim_end_matches("...").trim_matches(['<', '>', '[', ']']);
        let is_option = plain.starts_with('-');
        let chinese = || ui.catalogue().get(&page::value_key(plain));
        if is_option { None } else { chinese() }.unwrap_or_else(|| plain.to_owned())
    };
    // Of several that would do the parser says `<--until <DATE>|--by <TIME>>`.
    let either = |names: &String| names.split('|').map(name).collect::<Vec<_>>().join("|");
    all.iter().map(either).collect::<Vec<_>>().join(", ")
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The command that was being parsed: the words of the parser's usage line that are commands.
fn path(error: &Error) -> Vec<String> {
    let usage = text(error, ContextKind::Usage).unwrap_or_default();
    let tree = page::tree();
    let mut command = &tree;
    let mut path = Vec::new();
    for word in usage.split_whitespace().skip_while(|word| *word != "kedang").skip(1) {
        let Some(sub) = command.find_subcommand(word) else { break };
        command = sub;
        path.push(word.to_owned());
    }
    path
}
