//! Which line of a CSV file names the columns, told as of a sheet ([`head`](super::sheet::head)).

use super::csv_read::line_breaks;
use super::csv_split::{Splitter, Step};
use super::rows::Naming;
use super::sheet::head;

/// So much text is enough to look for the header in.
const AHEAD: usize = 64 << 10;

/// Whether enough of the text is there to look for the header: a pipe may be slow with the rest.
pub(super) fn is_enough(text: &str) -> bool {
    text.len() >= AHEAD || text.bytes().filter(|byte| *byte == b'\n').count() > head::LOOKED_AT
}

/// The line on which the header begins among the rows of `text`, of which the first begins on `line`,
/// and how many fields it names. What cannot be split is left to whoever reads it.
pub(super) fn find_header(
    (text, line, ended): (&str, u64, bool),
    mut splitter: Splitter,
    naming: &Naming,
) -> Option<(u64, usize)> {
    let (mut rest, mut line) = (text, line);
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    while rows.len() < head::LOOKED_AT
        && let Ok(Step::Row { end, next }) = splitter.step(rest.as_bytes(), ended)
    {
        let raw = rest.get(..end)?;
        let cells = splitter.cells().iter().filter_map(|span| raw.get(span.start..span.end));
        let cells: Vec<&str> = cells.map(|cell| cell.trim().trim_matches('"').trim()).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled > 0 {
            rows.push((filled, cells.iter().filter(|cell| naming(cell)).count()));
            lines.push(line);
        }
        line += 1 + if splitter.any_quoted() { line_breaks(raw) } else { 0 };
        rest = rest.get(next..)?;
        splitter.begin_row();
    }
    // Where no row names anything the first is told as what it is.
    let at = head::header(&rows)?;
    let (_, names) = rows.get(at).filter(|(_, names)| *names > 0)?;
    Some((lines.get(at).copied()?, *names))
}

#[cfg(test)]
mod tests {
    use super::super::{Rows, RowsOptions};
    use super::*;

    #[test]
    fn a_title_does_not_say_what_separates_the_cells() {
        let naming: Naming = std::sync::Arc::new(|name| ["姓名", "手机", "备注"].contains(&name));
        for title in ["客户，三月", "Customers, March 2026", "展会; 3号馆", "a\tb", "姓名, 等"]
        {
            for separator in [",", ";", "\t"] {
                let header = ["姓名", "手机", "别的"].join(separator);
                let text = format!("{title}\n\n{header}\n张伟{separator}1{separator}x,y;z\n");
                let rows = Rows::named(text.as_bytes(), RowsOptions::default(), naming.clone());
                let rows = rows.unwrap();
                assert_eq!(rows.header().unwrap(), ["姓名", "手机", "别的"], "{text}");
            }
        }
    }
}
