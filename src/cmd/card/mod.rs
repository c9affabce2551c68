//! `kedang card` shows the customer card (资料卡) of records.
//!
//! What a card says is decided in `sections`; here it becomes lines for a terminal, a page to
//! print, or an object for a program. It is a disclosure as `show` is one.

mod library;
mod sections;

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::ser::{SerializeMap, Serializer};

use crate::cmd::record_view::{Columns, disclose};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, paper, session, target};
use crate::error::{Exit, Failure, Message, Result};
use crate::files::FileError;
use crate::host::Host;
use crate::model::Level;
use crate::ui::{Cell, Column, Format, Ui, View, sanitise_lines};
use crate::vault::{Disclosed, Record, Request, Vault};
use sections::{Card, Fact, Maker, Section};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.card/1";

/// Room to write by hand.
const BLANK: &str = "____________________";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show a customer's card", line: "kedang card K-12" },
    Example {
        what: "Write the cards of a grade to print, one page each",
        line: "kedang --lang zh card grade:VIP --html -o cards.html",
    },
    Example { what: "Show it to a program", line: "kedang card K-12 --format json" },
];

/// Show the customer card of records, or write it to print
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,

    /// As a page to print on A4, each record on its own
    #[arg(long, conflicts_with = "format")]
    pub html: bool,

    /// Write the page to a new file, complete or not at all
    #[arg(short, long, value_name = "FILE", requires = "html")]
    pub output: Option<PathBuf>,
}

/// Runs `kedang card`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    args.output.as_deref().map(target::require_vacant).transpose()?;
    let mut vault = session::open(ui, host, globals, "card")?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    if globals.dry_run {
        let count = vault.select(&selector)?.len();
        ui.status(Message::new("card-plan").arg("count", count));
        return Ok(Exit::Done);
    }
    let columns = Columns::everything(ui, &vault)?;
    let request = Request {
        verb: "card",
        selector: &selector,
        parts: columns.parts(),
        levels: columns.levels(),
        purpose: None,
        revealed: args.reveal && vault.clearance().opens(Level::One),
        order: None,
        limit: None,
    };
    let maker = Maker::new(ui, &vault, args.reveal)?;
    let count = match (&args.output, args.html) {
        (Some(path), _) => write(ui, &mut vault, &request, &maker, path)?,
        (None, true) => page(&mut vault, &request, &maker, &mut |piece| ui.lines(piece))?,
        (None, false) => show(ui, &mut vault, &request, &maker)?,
    };
    covering::tell(ui, &count);
    if count.count == 0 {
        ui.status("list-none");
    }
    Ok(Exit::Done)
}

/// Shows cards on standard output: lines for people, objects for programs, facts in CSV.
fn show(
    ui: &Ui<'_>,
    vault: &mut Vault,
    request: &Request<'_>,
    maker: &Maker<'_, '_>,
) -> Result<Disclosed> {
    match ui.format() {
        Format::Table => {
            let mut first = true;
            disclose(vault, request, |record| {
                if !std::mem::take(&mut first) {
                    ui.line("")?;
                }
                lines(ui, maker, record)
            })
        }
        Format::Csv => {
            let columns = ["number", "section", "field", "value"].map(Column::new);
            let mut list = ui.list(SCHEMA, columns.into())?;
            let count = disclose(vault, request, |record| {
                let card = maker.card(record);
                let mut facts =
                    card.sections.iter().flat_map(|s| s.told().map(|f| (s.id.as_str(), f)));
                facts.try_for_each(|(section, fact)| list.push(&Row { card: &card, section, fact }))
            })?;
            list.finish()?;
            Ok(count)
        }
        Format::Json | Format::Jsonl => {
            let mut list = ui.list(SCHEMA, Vec::new())?;
            let done = disclose(vault, request, |record| list.push(&maker.card(record)))?;
            covering::finish(list, &done.left_out)?;
            Ok(done)
        }
    }
}

/// A card for a terminal.
fn lines(ui: &Ui<'_>, maker: &Maker<'_, '_>, record: &Record) -> Result<()> {
    let card = maker.card(record);
    ui.line(&format!("{}  {}", card.title, card.number))?;
    for section in &card.sections {
        ui.line("")?;
        ui.line(&section.heading)?;
        let heading = |fact: &Fact| Column::named(&*fact.id, format!("  {}", fact.label));
        let (facts, earlier) = section.shown();
        ui.record_with(SCHEMA, facts.iter().map(heading).collect(), &Upright(facts))?;
        if earlier > 0 {
            ui.line(&format!("  {}", maker.earlier(earlier)))?;
        }
    }
    Ok(())
}

/// Gives the page of all cards to `put`, piece by piece.
fn page(
    vault: &mut Vault,
    request: &Request<'_>,
    maker: &Maker<'_, '_>,
    put: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<Disclosed> {
    put(&paper::head(maker.language(), &maker.title()))?;
    let count =
        disclose(vault, request, |record: &Record| put(&sanitise_lines(&article(maker, record))))?;
    put(paper::TAIL)?;
    Ok(count)
}

/// A card on a page of its own.
fn article(maker: &Maker<'_, '_>, record: &Record) -> String {
    let card = maker.card(record);
    let (title, number) = (paper::escape(&card.title), paper::escape(&card.number));
    let entry = |fact: &Fact| {
        let label = fact.label.clone();
        if fact.blank {
            return paper::Entry::Blank(label);
        }
        paper::Entry::Fact { label, value: fact.shown() }
    };
    let section = |section: &Section| {
        let (facts, earlier) = section.shown();
        let more = (earlier > 0).then(|| paper::Entry::Sentence(maker.earlier(earlier)));
        let entries = facts.iter().map(entry).chain(more).collect();
        paper::Section { heading: section.heading.clone(), entries }
    };
    let sections: String =
        card.sections.iter().map(|one| paper::section(&section(one), "")).collect();
    format!("<article>\n<h1>{title} {number}</h1>\n{sections}</article>\n")
}

fn write(
    ui: &Ui<'_>,
    vault: &mut Vault,
    request: &Request<'_>,
    maker: &Maker<'_, '_>,
    path: &Path,
) -> Result<Disclosed> {
    let wrong = |error: FileError| Failure::io(path, error.source);
    let mut file = target::create(path)?;
    let count = page(vault, request, maker, &mut |piece| {
        file.write_all(piece.as_bytes()).map_err(|error| Failure::io(path, error))
    })?;
    if count.count > 0 {
        // That the cards were shown stands in the log by now.
        file.publish_new().map_err(|error| wrong(error).committed())?;
        ui.status(Message::new("card-written").arg("count", count.count).arg("path", path));
    }
    Ok(count)
}

/// The facts of a section, one a line.
struct Upright<'a>(&'a [Fact]);

impl View for Upright<'_> {
    fn cells(&self) -> Vec<Cell> {
        let cell = |fact: &Fact| {
            if fact.blank { Cell::text(BLANK) } else { Cell::text(fact.shown()) }
        };
        self.0.iter().map(cell).collect()
    }
}

impl serde::Serialize for Upright<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0)
    }
}

/// A fact of a card as a line of CSV.
struct Row<'a> {
    card: &'a Card,
    section: &'a str,
    fact: &'a Fact,
}

impl View for Row<'_> {
    fn cells(&self) -> Vec<Cell> {
        let values = self.fact.values.iter().map(|value| Cell::text(&*value.text)).collect();
        vec![
            Cell::text(&self.card.number),
            Cell::text(self.section),
            Cell::text(&*self.fact.id),
            Cell::Many(values),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(&*self.fact.id, self.fact)?;
        map.end()
    }
}

impl View for Card {
    fn cells(&self) -> Vec<Cell> {
        Vec::new()
    }
}
