//! A stocktake as rows, and as a page to print.

use super::cells::Line;
use super::stock::Section;
use crate::cmd::paper;
use crate::error::{Message, Result};
use crate::ui::{Cell, Column, Ui, View, sanitise_lines};

/// A line of a section.
#[derive(serde::Serialize)]
struct Row<'a> {
    section: &'a str,
    id: Option<&'a str>,
    records: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<f64>,
    /// That the count is too small to be shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suppressed: bool,
    #[serde(skip)]
    heading: &'a str,
    #[serde(skip)]
    name: &'a str,
}

impl<'a> Row<'a> {
    fn new(section: &'a Section, line: &'a Line) -> Self {
        Self {
            section: &section.id,
            id: Some(line.id.as_str()).filter(|id| !id.is_empty()),
            records: line.count,
            of: line.of.filter(|_| line.count.is_some()),
            percent: line.percent(),
            suppressed: line.count.is_none(),
            heading: &section.heading,
            name: &line.name,
        }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &["section", "value", "records", "percent"];

    fn cells(&self) -> Vec<Cell> {
        let named = |id: &str, name: &str| Cell::Named { id: id.into(), name: name.into() };
        vec![
            named(self.section, self.heading),
            named(self.id.unwrap_or_default(), self.name),
            self.records.map_or(Cell::Word("suppressed"), Cell::count),
            self.percent.map_or(Cell::Empty, |percent| Cell::text(format!("{percent:.1}"))),
        ]
    }
}

/// Writes the lines in the format that was asked for, with `summary` beside them in JSON.
pub(super) fn rows(
    ui: &Ui<'_>,
    schema: &str,
    sections: &[Section],
    summary: &impl serde::Serialize,
) -> Result<()> {
    let columns = Row::COLUMNS.iter().map(|id| Column::new(id)).collect();
    let mut list = ui.list(schema, columns)?;
    for section in sections {
        section.lines.iter().try_for_each(|line| list.push(&Row::new(section, line)))?;
    }
    list.finish_with("summary", summary)?;
    Ok(())
}

/// A page on A4: a table for each section, what is to be known under it, and room to sign.
pub(super) fn page(ui: &Ui<'_>, title: &str, sections: &[Section], notes: &[String]) -> String {
    let fact = |line: &Line| {
        let count = line
            .count
            .map_or_else(|| ui.text(&"cell-suppressed".into()), |count| count.to_string());
        let percent = line.percent().map(|percent| format!(" ({percent:.1} %)"));
        let value = format!("{count}{}", percent.unwrap_or_default());
        paper::Entry::Fact { label: line.name.clone(), value }
    };
    let section = |one: &Section| paper::Section {
        heading: one.heading.clone(),
        entries: one.lines.iter().map(fact).collect(),
    };
    let filled = sections.iter().filter(|one| !one.lines.is_empty());
    let mut all: Vec<paper::Section> = filled.map(section).collect();
    let text = |id: &str| ui.text(&Message::new(format!("report-{id}")));
    let sentences = notes.iter().cloned().map(paper::Entry::Sentence);
    let blanks = ["signature", "signed-on"].map(|id| paper::Entry::Blank(text(id)));
    let entries = sentences.chain(blanks).collect();
    all.push(paper::Section { heading: text("section-notes"), entries });
    let body: String = all.iter().map(|one| paper::section(one, "")).collect();
    let head = paper::head(ui.language(), title);
    let article = format!("<article>\n<h1>{}</h1>\n{body}</article>\n", paper::escape(title));
    format!("{head}{}{}", sanitise_lines(&article), paper::TAIL)
}
