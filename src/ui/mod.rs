//! The only code that prints or asks.
//!
//! One [`Ui`] is made for a command. Language, colour, format and whether there is a terminal
//! are decided there once. Results go to standard output through one buffer, everything else to
//! standard error; every cell and every argument of a message is sanitised on the way, so that
//! nobody has to remember it. A verb describes its rows by a [`View`] and gets the table, JSON,
//! JSON lines and CSV from it.

pub mod aside;
mod catalogue;
mod failure;
mod json;
mod language;
mod out;
mod progress;
mod prompt;
mod rows;
mod sanitise;
mod table;
mod view;
mod voice;
mod wrap;

use std::cell::{RefCell, RefMut};
use std::io::Write;

use anstyle::{AnsiColor, Style};

pub use catalogue::Catalogue;
pub use language::Language;
pub use progress::Progress;
pub use rows::Rows;
pub use sanitise::{is_harmful, sanitise, sanitise_lines};
pub use view::{Cell, Column, View};
pub use voice::Voice;
pub use wrap::wrap;

use crate::error::{Arg, Message, Result};
use crate::host::Host;
use out::Out;

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns for people
    #[default]
    Table,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header of column ids
    Csv,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What the command line says about output.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The language of messages.
    pub language: Language,
    /// When messages are coloured.
    pub color: Color,
    /// The format of results.
    pub format: Format,
    /// No status, notes and progress.
    pub quiet: bool,
    /// Questions are answered with yes.
    pub yes: bool,
}

/// Prints and asks.
#[derive(Debug)]
pub struct Ui<'h> {
    host: &'h Host,
    settings: Settings,
    colored: bool,
    colored_page: bool,
    catalogue: Catalogue,
    out: RefCell<Out>,
}

impl<'h> Ui<'h> {
    /// The printing and asking side of this process.
    pub fn new(host: &'h Host, settings: Settings) -> Self {
        let colored = |is_terminal: bool| match settings.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !host.wants_plain_text(),
        };
        let colored_page = colored(host.stdout_is_terminal());
        let colored = colored(host.stderr_is_terminal());
        let catalogue = Catalogue::new(settings.language);
        let out = RefCell::new(Out::new(Box::new(std::io::stdout())));
        Self { host, settings, colored, colored_page, catalogue, out }
    }

    /// The same with results going to `sink` instead of standard output.
    pub fn into_sink(host: &'h Host, settings: Settings, sink: Box<dyn Write>) -> Self {
        Self { out: RefCell::new(Out::new(sink)), ..Self::new(host, settings) }
    }

    /// What it was made with.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// The format of results.
    pub fn format(&self) -> Format {
        self.settings.format
    }

    /// Whether questions are answered with yes (`--yes`).
    pub fn says_yes(&self) -> bool {
        self.settings.yes
    }

    /// Whether status and notes are left out (`--quiet`).
    pub fn is_quiet(&self) -> bool {
        self.settings.quiet
    }

    /// Whether help pages on standard output have styles.
    pub fn has_styled_pages(&self) -> bool {
        self.colored_page
    }

    /// The catalogue in use.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// A message in words.
    pub fn text(&self, message: &Message) -> String {
        self.catalogue.text(message)
    }

    /// Writes a line of the result, sanitised; for results that are text and not rows.
    pub fn line(&self, text: &str) -> Result<()> {
        writeln!(self.out(), "{}", sanitise(text))?;
        Ok(())
    }

    /// Writes a result of several lines as it stands, sanitised but for its line ends.
    pub fn lines(&self, text: &str) -> Result<()> {
        self.out().write_all(sanitise_lines(text).as_bytes())?;
        Ok(())
    }

    /// Writes a help page: the program's own text with its styles.
    pub fn page(&self, page: &str) -> Result<()> {
        self.out().write_all(page.as_bytes())?;
        Ok(())
    }

    /// Shows a help page on standard error, where it stands for a failure.
    pub fn explain(&self, page: &str) {
        complain(page.trim_end());
    }

    /// Writes bytes of a result as they are: exports, which are data for a program.
    pub fn bytes(&self, bytes: &[u8]) -> Result<()> {
        self.out().write_all(bytes)?;
        Ok(())
    }

    /// Writes a message as a line of the result.
    pub fn say(&self, message: impl Into<Message>) -> Result<()> {
        let text = self.text(&message.into());
        writeln!(self.out(), "{text}")?;
        Ok(())
    }

    /// Says on standard error what was done; silent with `--quiet`.
    pub fn status(&self, message: impl Into<Message>) {
        if !self.settings.quiet {
            complain(&self.text(&message.into()));
        }
    }

    /// Says on standard error something worth knowing; silent with `--quiet`.
    pub fn note(&self, message: impl Into<Message>) {
        if !self.settings.quiet {
            let label = self.label("ui-note", AnsiColor::Green.on_default());
            complain(&format!("{label}{}", self.text(&message.into())));
        }
    }

    /// Says on standard error something that may be wrong; `--quiet` does not silence it.
    pub fn warning(&self, message: impl Into<Message>) {
        let label = self.label("ui-warning", AnsiColor::Yellow.on_default().bold());
        complain(&format!("{label}{}", self.text(&message.into())));
    }

    /// Prints the result that waits in the buffer; a reader that went away is a failure of its
    /// own ([`crate::error::Code::ReaderGone`]).
    pub fn finish(&self) -> Result<()> {
        self.out().flush()?;
        Ok(())
    }

    /// Forgets the result that waits in the buffer: nothing was logged, so nothing is shown.
    pub fn discard(&self) {
        self.out().discard();
    }

    fn host(&self) -> &'h Host {
        self.host
    }

    fn out(&self) -> RefMut<'_, Out> {
        self.out.borrow_mut()
    }

    fn shows_progress(&self) -> bool {
        !self.settings.quiet && self.host.stderr_is_terminal()
    }

    /// A label such as `error:` in its style.
    fn label(&self, id: &'static str, style: Style) -> String {
        let text = self.text(&id.into());
        if self.colored { format!("{style}{text}{style:#}") } else { text }
    }
}

/// A line on standard error. When nobody can read it, there is nobody left to tell.
fn complain(line: &str) {
    writeln!(std::io::stderr().lock(), "{line}").ok();
}

/// A list of names for a message, separated the way the language does it.
pub fn name_list(language: Language, names: &[&str]) -> Arg {
    Arg::Text(listed(language, names))
}

fn listed(language: Language, names: &[&str]) -> String {
    names.join(if language == Language::Chinese { "、" } else { ", " })
}

/// Says on standard error that the program has a bug, in both languages because nobody knows at
/// this point which one is wanted; the place is all that is safe to show.
pub fn report_bug(place: Option<&std::panic::Location<'_>>) {
    let place = place.map(ToString::to_string).unwrap_or_default();
    for language in Language::ALL {
        let message = Message::new("error-bug").arg("place", place.as_str());
        complain(&Catalogue::new(language).text(&message));
    }
}
