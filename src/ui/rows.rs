//! Writes results in the four formats.

use std::cell::RefMut;
use std::io::Write;

use jiff::Timestamp;

use super::table::{Drawer, Entry, PIECE};
use super::{Cell, Column, Format, Out, Ui, View, json, sanitise};
use crate::error::{Message, Result};

/// A list being written, row by row; it is complete after [`Rows::finish`].
#[must_use]
#[derive(Debug)]
pub struct Rows<'u, 'h> {
    ui: &'u Ui<'h>,
    columns: Vec<Column>,
    waiting: Vec<Vec<Entry>>,
    drawer: Drawer,
    count: u64,
}

impl<'h> Ui<'h> {
    /// Writes all `rows` as a list; returns how many there were. `schema` is the JSON schema's
    /// name with its version, `kedang.list/1`.
    pub fn rows<V: View>(&self, schema: &str, rows: impl IntoIterator<Item = V>) -> Result<u64> {
        let mut list = self.list(schema, V::COLUMNS.iter().map(|id| Column::new(id)).collect())?;
        for row in rows {
            list.push(&row)?;
        }
        list.finish()
    }

    /// Begins a list with columns known only at run time, or one written row by row.
    pub fn list(&self, schema: &str, columns: Vec<Column>) -> Result<Rows<'_, 'h>> {
        match self.format() {
            Format::Json => {
                let mut out = self.out();
                out.write_all(b"{\"schema\":")?;
                json::write(&mut *out, &schema)?;
                out.write_all(b",\"items\":[")?;
            }
            Format::Csv => {
                let ids: Vec<&str> = columns.iter().map(|column| &*column.id).collect();
                csv_line(self.out(), &ids)?;
            }
            Format::Table | Format::Jsonl => {}
        }
        let drawer = Drawer::default();
        Ok(Rows { ui: self, columns, waiting: Vec::new(), drawer, count: 0 })
    }

    /// Writes one object: a line for each column in a table, `{"schema":…,"item":…}` in JSON.
    pub fn record<V: View>(&self, schema: &str, view: &V) -> Result<()> {
        self.record_with(schema, V::COLUMNS.iter().map(|id| Column::new(id)).collect(), view)
    }

    /// As [`Ui::record`], with columns known only at run time. A table leaves out empty cells.
    pub fn record_with(&self, schema: &str, columns: Vec<Column>, view: &impl View) -> Result<()> {
        match self.format() {
            Format::Table => self.vertical(&columns, &view.cells())?,
            Format::Json => {
                let mut out = self.out();
                out.write_all(b"{\"schema\":")?;
                json::write(&mut *out, &schema)?;
                out.write_all(b",\"item\":")?;
                json::write(&mut *out, view)?;
                out.write_all(b"}\n")?;
            }
            Format::Jsonl | Format::Csv => {
                let mut list = self.list(schema, columns)?;
                list.push(view)?;
                list.finish()?;
            }
        }
        Ok(())
    }

    /// Writes one number: bare in a table, for `n=$(kedang list --count)`.
    pub fn number(&self, schema: &str, id: &'static str, number: u64) -> Result<()> {
        match self.format() {
            Format::Table => self.line(&number.to_string()),
            _ => self.record_with(schema, vec![Column::new(id)], &Single { id, number }),
        }
    }

    fn vertical(&self, columns: &[Column], cells: &[Cell]) -> Result<()> {
        let headings: Vec<String> = columns.iter().map(|column| self.heading(column)).collect();
        let wide = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        let width = headings.iter().map(|heading| wide(heading)).max().unwrap_or(0);
        let mut out = self.out();
        for (heading, cell) in headings.iter().zip(cells) {
            if *cell != Cell::Empty {
                let blanks = " ".repeat(width - wide(heading));
                let lines = match cell {
                    Cell::Array(cells) => cells.as_slice(),
                    one => std::slice::from_ref(one),
                };
                let shown: Vec<String> = lines.iter().map(|cell| self.shown(cell)).collect();
                let below = format!("\n{}  ", " ".repeat(width));
                writeln!(out, "{heading}{blanks}  {}", shown.join(&below))?;
            }
        }
        Ok(())
    }

    fn heading(&self, column: &Column) -> String {
        match &column.heading {
            Some(heading) => sanitise(heading).into_owned(),
            None => self.text(&Message::new(format!("column-{}", column.id))),
        }
    }

    /// A cell as a person sees it.
    fn shown(&self, cell: &Cell) -> String {
        match cell {
            Cell::Word(id) => self.text(&Message::new(format!("cell-{id}"))),
            Cell::Named { name, .. } => sanitise(name).into_owned(),
            Cell::Time(ms) => Timestamp::from_millisecond(*ms).map_or_else(
                |_| ms.to_string(),
                |time| time.to_zoned(self.host().time_zone()).strftime("%F %H:%M").to_string(),
            ),
            Cell::Many(cells) => {
                cells.iter().map(|cell| self.shown(cell)).collect::<Vec<_>>().join(", ")
            }
            Cell::Array(cells) => {
                cells.iter().map(|cell| self.shown(cell)).collect::<Vec<_>>().join("; ")
            }
            plain => sanitise(&raw(plain)).into_owned(),
        }
    }
}

impl Rows<'_, '_> {
    /// Writes one more row.
    pub fn push(&mut self, row: &impl View) -> Result<()> {
        match self.ui.format() {
            Format::Table => {
                let entry = |cell: &Cell| (self.ui.shown(cell), matches!(cell, Cell::Number(_)));
                self.waiting.push(row.cells().iter().map(entry).collect());
                if self.waiting.len() == PIECE {
                    self.draw()?;
                }
            }
            Format::Json => {
                let mut out = self.ui.out();
                out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
                json::write(&mut *out, row)?;
            }
            Format::Jsonl => {
                let mut out = self.ui.out();
                json::write(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
            Format::Csv => {
                let cells: Vec<String> = row.cells().iter().map(raw).collect();
                csv_line(self.ui.out(), &cells)?;
            }
        }
        self.count += 1;
        Ok(())
    }

    /// Completes the list; returns how many rows it has. An empty table prints nothing.
    pub fn finish(self) -> Result<u64> {
        self.end(|_| Ok(()))
    }

    /// Completes the list; one JSON object gets what the rows come to beside them, as `key`.
    pub fn finish_with(self, key: &str, whole: &impl serde::Serialize) -> Result<u64> {
        self.end(|out| {
            out.write_all(b",")?;
            json::write(&mut *out, &key)?;
            out.write_all(b":")?;
            json::write(&mut *out, whole)?;
            Ok(())
        })
    }

    fn end(mut self, tail: impl FnOnce(&mut Out) -> Result<()>) -> Result<u64> {
        match self.ui.format() {
            Format::Table if !self.waiting.is_empty() => self.draw()?,
            Format::Json => {
                let mut out = self.ui.out();
                out.write_all(if self.count == 0 { b"]" } else { b"\n]" })?;
                tail(&mut out)?;
                out.write_all(b"}\n")?;
            }
            Format::Table | Format::Jsonl | Format::Csv => {}
        }
        Ok(self.count)
    }

    fn draw(&mut self) -> Result<()> {
        let headings: Vec<String> =
            self.columns.iter().map(|column| self.ui.heading(column)).collect();
        let text = self.drawer.draw(&headings, std::mem::take(&mut self.waiting));
        self.ui.out().write_all(text.as_bytes())?;
        Ok(())
    }
}

/// A cell as a program reads it.
fn raw(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Word(id) => (*id).to_owned(),
        Cell::Named { id, .. } => id.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Time(ms) => {
            Timestamp::from_millisecond(*ms).map_or_else(|_| ms.to_string(), |t| t.to_string())
        }
        Cell::Many(cells) => cells.iter().map(raw).collect::<Vec<_>>().join(","),
        Cell::Array(cells) => {
            format!("[{}]", cells.iter().map(raw).collect::<Vec<_>>().join(","))
        }
    }
}

/// Writes a line into the buffer that waits for the end of the command.
fn csv_line(mut out: RefMut<'_, Out>, cells: &[impl AsRef<[u8]>]) -> Result<()> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells).map_err(std::io::Error::other)?;
    let line = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(out.write_all(&line)?)
}

/// A result that is one number.
struct Single {
    id: &'static str,
    number: u64,
}

impl serde::Serialize for Single {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.id, self.number)])
    }
}

impl View for Single {
    fn cells(&self) -> Vec<Cell> {
        vec![Cell::count(self.number)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::ui::{Language, Settings, out::tests::Seen};

    #[derive(serde::Serialize)]
    struct Row {
        number: &'static str,
        name: &'static str,
        count: u64,
    }

    impl View for Row {
        const COLUMNS: &'static [&'static str] = &["number", "name", "count"];

        fn cells(&self) -> Vec<Cell> {
            vec![Cell::text(self.number), Cell::text(self.name), Cell::count(self.count)]
        }
    }

    const ROWS: [Row; 2] = [
        Row { number: "K-000001", name: "张\u{202e}三", count: 7 },
        Row { number: "K-000002", name: "a \"b\", c", count: 12 },
    ];

    fn printed(format: Format, print: impl Fn(&Ui)) -> String {
        let host = Host::from_process();
        let settings = Settings { format, language: Language::English, ..Settings::default() };
        let (seen, ui) = (Seen::default(), Ui::new(&host, settings));
        *ui.out() = Out::new(Box::new(seen.clone()));
        print(&ui);
        ui.finish().unwrap();
        seen.text()
    }

    #[test]
    fn one_view_gives_four_formats() {
        let list =
            |format| printed(format, |ui| assert_eq!(ui.rows("kedang.test/1", ROWS).unwrap(), 2));
        assert_eq!(
            list(Format::Table),
            "Number    Name          Count\n\
             ------------------------------\n\
             K-000001  张\\u{202e}三      7\n\
             K-000002  a \"b\", c         12\n"
        );
        assert_eq!(
            list(Format::Jsonl),
            "{\"number\":\"K-000001\",\"name\":\"张\\u202e三\",\"count\":7}\n\
             {\"number\":\"K-000002\",\"name\":\"a \\\"b\\\", c\",\"count\":12}\n"
        );
        let json: serde_json::Value = serde_json::from_str(&list(Format::Json)).unwrap();
        assert_eq!(json.pointer("/schema").unwrap(), "kedang.test/1");
        assert_eq!(json.pointer("/items/1/count").unwrap(), 12);
        assert_eq!(
            list(Format::Csv),
            "number,name,count\r\nK-000001,张\u{202e}三,7\r\nK-000002,\"a \"\"b\"\", c\",12\r\n"
        );
    }

    #[test]
    fn nothing_is_an_empty_list() {
        let none = |format| {
            printed(format, |ui| assert_eq!(ui.rows("kedang.test/1", [] as [Row; 0]).unwrap(), 0))
        };
        assert_eq!(none(Format::Table), "");
        assert_eq!(none(Format::Json), "{\"schema\":\"kedang.test/1\",\"items\":[]}\n");
        assert_eq!(none(Format::Csv), "number,name,count\r\n");
    }

    #[test]
    fn one_object_stands_upright() {
        let one = |format| printed(format, |ui| ui.record("kedang.test/1", &ROWS[1]).unwrap());
        assert_eq!(one(Format::Table), "Number  K-000002\nName    a \"b\", c\nCount   12\n");
        assert!(one(Format::Json).starts_with("{\"schema\":\"kedang.test/1\",\"item\":{"));
        let object =
            |name: &str| Cell::Named { id: format!("{{\"{name}\":1}}"), name: name.into() };
        let array = Cell::Array(vec![object("a"), object("b")]);
        assert_eq!(raw(&array), r#"[{"a":1},{"b":1}]"#);
        let upright = printed(Format::Table, |ui| {
            ui.vertical(
                &[Column::new("number"), Column::new("name")],
                &[Cell::text("K-1"), array.clone()],
            )
            .unwrap();
        });
        assert_eq!(upright, "Number  K-1\nName    a\n        b\n");
        let number = |format| printed(format, |ui| ui.number("kedang.test/1", "count", 3).unwrap());
        assert_eq!(number(Format::Table), "3\n");
        assert_eq!(number(Format::Jsonl), "{\"count\":3}\n");
    }
}
