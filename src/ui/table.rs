//! Tables for people: a heading, a rule, aligned columns, no borders.
//!
//! comfy-table keeps every cell until it prints, so a long list is drawn in pieces of a thousand
//! rows; the widths of the first piece hold for the rest, and memory stays bounded.

use comfy_table::{
    Cell as Drawn, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table,
    TableStyle, Width,
};

/// So many rows are drawn together.
pub(super) const PIECE: usize = 1000;

/// A text and whether it is aligned to the right.
pub(super) type Entry = (String, bool);

/// Draws tables of the same columns.
#[derive(Debug, Default)]
pub(super) struct Drawer {
    widths: Vec<u16>,
}

impl Drawer {
    /// Draws `rows`, under `headings` if these are the first; lines have no trailing blanks.
    pub(super) fn draw(&mut self, headings: &[String], rows: Vec<Vec<Entry>>) -> String {
        let mut table = Table::new();
        table.set_content_arrangement(ContentArrangement::Disabled);
        let rule = LineStyle::none().fill('-').junction('-');
        table.load_style(TableStyle::new().header_separator(rule));
        if self.widths.is_empty() {
            table.set_header(headings);
        }
        for row in rows {
            table.add_row(row.into_iter().map(|(text, right)| {
                let side = if right { CellAlignment::Right } else { CellAlignment::Left };
                Drawn::new(text).set_alignment(side)
            }));
        }
        self.align(&mut table);
        let mut text = table.trim_fmt();
        text.push('\n');
        text
    }

    fn align(&mut self, table: &mut Table) {
        let first = self.widths.is_empty();
        if first {
            self.widths = table.column_max_content_widths();
        }
        for (column, width) in table.column_iter_mut().zip(&self.widths) {
            column.set_padding((0, 1));
            if !first {
                let width = Width::Fixed(width.saturating_add(1));
                column.set_constraint(ColumnConstraint::LowerBoundary(width));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<Entry> {
        cells.iter().map(|cell| ((*cell).to_owned(), false)).collect()
    }

    #[test]
    fn wide_characters_line_up_and_no_line_ends_in_blanks() {
        let mut drawer = Drawer::default();
        let headings = ["编号".to_owned(), "姓名".to_owned(), "x".to_owned()];
        let text = drawer.draw(
            &headings,
            vec![row(&["K-000001", "欧阳娜娜", "a"]), row(&["K-000002", "Al", ""])],
        );
        assert_eq!(
            text,
            "编号      姓名      x\n\
             ----------------------\n\
             K-000001  欧阳娜娜  a\n\
             K-000002  Al\n"
        );
    }

    #[test]
    fn later_pieces_keep_the_widths_and_have_no_heading() {
        let mut drawer = Drawer::default();
        drawer.draw(&["first".to_owned(), "b".to_owned()], vec![row(&["longest", "1"])]);
        assert_eq!(drawer.draw(&[], vec![row(&["x", "2"])]), "x        2\n");
    }
}
