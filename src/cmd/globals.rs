//! The options that every command takes.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::opened::Place;
use crate::error::{Code, Failure, Result};
use crate::host::{Host, Secret};
use crate::ui::{Color, Format, Language};

// No doc comment on the struct may reach the parser: it would replace the program's own.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
#[expect(missing_docs, reason = "a doc comment here would replace the program's description")]
pub struct Globals {
    /// Directory of the vault (also `KEDANG_VAULT`)
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,

    /// Identity file that opens the vault (also `KEDANG_IDENTITY`)
    #[arg(long, global = true, value_name = "FILE")]
    pub identity: Option<PathBuf>,

    /// Read the passphrase from a file
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "passphrase_fd")]
    pub passphrase_file: Option<PathBuf>,

    /// Read the passphrase from an open file descriptor
    #[arg(long, global = true, value_name = "N")]
    pub passphrase_fd: Option<u32>,

    /// Form of results [default: table]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = FormatName::of_results())]
    pub format: Option<FormatName>,

    /// Language of messages, instead of the locale's
    #[arg(long, global = true, value_name = "LANG", value_enum)]
    pub lang: Option<Language>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,

    /// Say nothing but results, warnings and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Answer questions with yes
    #[arg(long, short, global = true)]
    pub yes: bool,

    /// Show what would be done and stop
    #[arg(long, global = true)]
    pub dry_run: bool,

    /// Wait this long for another process's lock
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u32,

    /// The vault that the command has open.
    #[arg(skip)]
    pub opened: Place,
}

/// What `--format` may name: a form of results, or one of the files that only exports and shares
/// write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// Aligned columns for people
    Table,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header of column ids
    Csv,
    /// A workbook for spreadsheets
    Xlsx,
    /// vCards 4.0 for address books
    Vcard,
    /// A page with a table, to read or print
    Html,
}

impl FormatName {
    /// Reads it; pages of help name the forms of results.
    fn of_results() -> impl TypedValueParser<Value = Self> {
        Self::parser(|name| name.of_result().is_some())
    }

    /// The same where pages of help name the forms of files.
    pub fn of_files() -> impl TypedValueParser<Value = Self> {
        Self::parser(|name| name != Self::Table)
    }

    /// The same where the option names either.
    pub fn of_all() -> impl TypedValueParser<Value = Self> {
        Self::parser(|_| true)
    }

    /// All are read everywhere, so that an option in front of the verb is one behind it, too.
    fn parser(is_shown: fn(Self) -> bool) -> impl TypedValueParser<Value = Self> {
        let value = |name: &Self| Some(name.to_possible_value()?.hide(!is_shown(*name)));
        let values = Self::value_variants().iter().filter_map(value);
        PossibleValuesParser::new(values).try_map(|name| Self::from_str(&name, false))
    }

    /// Its word on the command line.
    pub fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The form of results that it names.
    pub const fn of_result(self) -> Option<Format> {
        match self {
            Self::Table => Some(Format::Table),
            Self::Json => Some(Format::Json),
            Self::Jsonl => Some(Format::Jsonl),
            Self::Csv => Some(Format::Csv),
            Self::Xlsx | Self::Vcard | Self::Html => None,
        }
    }
}

impl Globals {
    /// The form of results, for every verb that writes no file of another.
    pub fn require_results(&self) -> Result<()> {
        let Some(name) = self.format.filter(|name| name.of_result().is_none()) else {
            return Ok(());
        };
        Err(Failure::new(Code::UnknownValue)
            .arg("option", "--format")
            .arg("value", name.word())
            .arg("known", "table, json, jsonl, csv"))
    }

    /// The vault's directory: `--vault`, else `KEDANG_VAULT`, else the one under the home.
    pub fn vault(&self, host: &Host) -> Result<PathBuf> {
        let named = self.vault.clone().or_else(|| host.vault_variable());
        named
            .or_else(|| host.default_vault())
            .ok_or_else(|| Failure::new(Code::NoVaultNamed).hint("hint-vault"))
    }

    /// The identity file: `--identity`, else `KEDANG_IDENTITY`. A passphrase option on the
    /// command line goes before the variable.
    pub fn identity(&self, host: &Host) -> Option<PathBuf> {
        let passphrase = self.passphrase_file.is_some() || self.passphrase_fd.is_some();
        let variable = || if passphrase { None } else { host.identity_variable() };
        self.identity.clone().or_else(variable)
    }

    /// The passphrase that `--passphrase-file` or `--passphrase-fd` names; nothing without them.
    pub fn passphrase(&self, host: &Host) -> Result<Option<Secret>> {
        secret(host, self.passphrase_file.as_deref(), self.passphrase_fd)
    }
}

/// A passphrase from a file or from a descriptor, whichever is named.
pub fn secret(
    host: &Host,
    file: Option<&std::path::Path>,
    descriptor: Option<u32>,
) -> Result<Option<Secret>> {
    Ok(match (file, descriptor) {
        (Some(path), _) => Some(host.secret_from_file(path)?),
        (None, Some(number)) => Some(host.secret_from_descriptor(number)?),
        (None, None) => None,
    })
}
