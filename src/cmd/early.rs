//! What has to be known before the command line is parsed, because a wrong one must also be
//! answered in the right language and form.

use std::ffi::OsString;

use clap::ValueEnum;

use crate::ui::{Color, Format, Language};

/// What a first look at the arguments finds; values that cannot be read count as not given.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Early {
    pub(super) language: Option<Language>,
    pub(super) format: Option<Format>,
    pub(super) color: Option<Color>,
    /// `--help` rather than `-h`.
    pub(super) long_help: bool,
}

/// Looks through `args` up to `--`.
pub(super) fn look(args: &[OsString]) -> Early {
    let mut words = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|a| a != "--");
    let mut early = Early::default();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word.to_string(), None),
        };
        if name == "--help" {
            early.long_help = true;
        }
        if !matches!(name.as_str(), "--lang" | "--format" | "--color") {
            continue;
        }
        let value = value.or_else(|| words.next().map(|word| word.to_string())).unwrap_or_default();
        match name.as_str() {
            "--lang" => early.language = Language::from_id(&value).or(early.language),
            "--format" => early.format = Format::from_str(&value, false).ok().or(early.format),
            _ => early.color = Color::from_str(&value, false).ok().or(early.color),
        }
    }
    early
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_at(line: &str) -> Early {
        look(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn both_spellings_are_seen_and_only_before_two_dashes() {
        assert_eq!(look_at("kedang --lang zh list").language, Some(Language::Chinese));
        assert_eq!(look_at("kedang list --lang=en --help").language, Some(Language::English));
        assert_eq!(look_at("kedang list -- --lang zh").language, None);
        assert_eq!(look_at("kedang list --format json").format, Some(Format::Json));
        assert_eq!(look_at("kedang --lang xx").language, None);
        assert!(look_at("kedang --help").long_help);
    }
}
