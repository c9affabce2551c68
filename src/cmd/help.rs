//! A help page on the terminal: short for `-h`, whole for `--help`.

use std::ffi::OsString;

use anstyle::Style;
use clap::Command;
use unicode_width::UnicodeWidthStr;

use super::page::{Entry, Page};
use crate::error::Message;
use crate::host::Host;
use crate::ui::{Catalogue, Ui, wrap};

/// The widest a page gets, and the widest a term gets before its text moves to the next line.
const WIDEST: usize = 100;
const WIDEST_TERM: usize = 30;

/// The command whose help the arguments ask for. The parser knows it and does not say it: so
/// each command's help is replaced by its path, and the arguments are parsed once more.
pub(super) fn asked_for(args: &[OsString]) -> Vec<String> {
    fn label(command: Command, path: &str) -> Command {
        let labelled = |sub: Command| {
            let path = format!("{path} {}", sub.get_name());
            label(sub, &path)
        };
        command.mut_subcommands(labelled).override_help(path.to_owned())
    }
    let answer = label(super::tree(), "").try_get_matches_from(args);
    let path = answer.err().map(|error| error.to_string()).unwrap_or_default();
    path.split_whitespace().map(str::to_owned).collect()
}

/// The text of `page`; `long` adds global options, the meanings of values and exit statuses.
pub(super) fn render(ui: &Ui, host: &Host, page: &Page, long: bool) -> String {
    let width = host.width().map_or(WIDEST, usize::from).min(WIDEST);
    let shape = Shape { width, colored: ui.has_styled_pages(), long };
    let catalogue = ui.catalogue();
    let mut text = Text { catalogue, shape, written: String::new() };
    text.paragraph(&page.about, 0);
    text.line("", "");
    let usage = Message::new("ui-usage").arg("usage", page.usage.as_str());
    text.line("", &catalogue.text(&usage));
    text.section("ui-commands", &page.commands);
    text.section("ui-arguments", &page.arguments);
    text.section("ui-options", &page.options);
    if shape.long {
        text.section("ui-global-options", &page.global_options);
    }
    text.examples(&page.examples);
    if shape.long {
        text.section("ui-exit-status", &page.exits);
    } else {
        text.line("", "");
        text.paragraph(&catalogue.text(&"ui-more-help".into()), 0);
    }
    text.written
}

/// How a page is shown.
#[derive(Clone, Copy, Debug)]
struct Shape {
    width: usize,
    colored: bool,
    long: bool,
}

/// A page being written.
struct Text<'a> {
    catalogue: &'a Catalogue,
    shape: Shape,
    written: String,
}

impl Text<'_> {
    fn line(&mut self, indent: &str, line: &str) {
        if !line.is_empty() {
            self.written.push_str(indent);
            self.written.push_str(line);
        }
        self.written.push('\n');
    }

    fn paragraph(&mut self, text: &str, indent: usize) {
        for line in wrap(text, self.shape.width.saturating_sub(indent)) {
            self.line(&" ".repeat(indent), &line);
        }
    }

    fn heading(&mut self, id: &'static str) {
        let title = self.catalogue.text(&id.into());
        let style = if self.shape.colored { Style::new().bold() } else { Style::new() };
        self.line("", "");
        self.line("", &format!("{style}{title}{style:#}"));
    }

    fn section(&mut self, title: &'static str, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        self.heading(title);
        let widths = entries.iter().map(|entry| entry.term.width());
        let width = widths.filter(|width| *width <= WIDEST_TERM).max().unwrap_or(WIDEST_TERM);
        for entry in entries {
            self.entry(entry, width);
        }
    }

    fn entry(&mut self, entry: &Entry, width: usize) {
        let indent = width + 4;
        let mut lines = wrap(&self.meaning(entry), self.shape.width.saturating_sub(indent).max(20));
        let room = width.checked_sub(entry.term.width());
        let first =
            if room.is_some() && !lines.is_empty() { lines.remove(0) } else { String::new() };
        let blanks = " ".repeat(room.unwrap_or(0) + 2);
        self.line("  ", format!("{}{blanks}{first}", entry.term).trim_end());
        for line in lines {
            self.line(&" ".repeat(indent), &line);
        }
        if self.shape.long {
            for (value, text) in &entry.values {
                self.line(&" ".repeat(indent), &format!("{value}: {text}"));
            }
        }
    }

    /// What an entry means; the short page names its values in brackets.
    fn meaning(&self, entry: &Entry) -> String {
        if entry.values.is_empty() || self.shape.long {
            return entry.text.clone();
        }
        let values: Vec<&str> = entry.values.iter().map(|(value, _)| value.as_str()).collect();
        let message = Message::new("ui-values").arg("text", entry.text.as_str());
        self.catalogue.text(&message.arg("values", values.join(", ")))
    }

    fn examples(&mut self, examples: &[(String, String)]) {
        if examples.is_empty() {
            return;
        }
        self.heading("ui-examples");
        for (what, line) in examples {
            self.paragraph(what, 2);
            self.line("    ", &format!("$ {line}"));
        }
    }
}
