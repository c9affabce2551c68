//! Finds the cells of one CSV row, without copying and without ever going back.
//!
//! RFC 4180 with what real files need besides: rows end at LF, CRLF or a lone CR; a quote inside
//! an unquoted cell is data. Text behind a closing quote is told of its cell, since nobody knows
//! what was meant. Only a quoted cell that is never closed is a fault, which is why the `csv` crate, which reads on to the end of the file
//! without a word, is not used. The state is kept between calls, so a row that arrives in pieces
//! is looked at once; the limits end a file without quotes or line breaks early.

/// How large the parts of a file may be; more is refused as soon as it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of UTF-8 in one cell, as it stands in the file with its quotes.
    pub cell: usize,
    /// Bytes of UTF-8 in one row.
    pub row: usize,
    /// Columns of a row.
    pub columns: usize,
}

impl Default for Limits {
    /// 4 MiB a cell, as an export writes thousands of long events; 8 MiB a row, 1,024 columns.
    fn default() -> Self {
        Self { cell: 4 << 20, row: 8 << 20, columns: 1024 }
    }
}

/// Where a cell stands, in bytes from the beginning of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The text is not the bytes between the quotes: [`unquote`] makes it from the span.
    pub(super) composed: bool,
}

/// What [`Splitter::step`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The row goes on behind the text given.
    More,
    /// The row is `..end`, the next one begins at `next`.
    Row { end: usize, next: usize },
    /// There are no more rows.
    End,
}

/// What makes the rest of a file unreadable, and where in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    /// Where the cell begins, or for a NUL where it stands.
    pub(super) place: usize,
    /// The column, counted from 1.
    pub(super) column: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    OpenQuote,
    Nul,
    CellTooLong,
    RowTooLong,
    TooManyColumns,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// Outside of quotes.
    Plain,
    /// Within quotes.
    Quoted,
    /// Behind a quote within quotes: it closes them or is the first of two.
    Closing,
}

pub(super) struct Splitter {
    delimiter: u8,
    limits: Limits,
    state: State,
    /// How far the row has been looked at.
    at: usize,
    /// Where the present cell begins, and what is known of it.
    start: usize,
    quoted: bool,
    composed: bool,
    cells: Vec<Span>,
    /// Whether any cell of the row was quoted: only then can it hold line breaks.
    any_quoted: bool,
}

impl Splitter {
    pub(super) fn new(delimiter: u8, limits: Limits) -> Self {
        Self {
            delimiter,
            limits,
            state: State::Start,
            at: 0,
            start: 0,
            quoted: false,
            composed: false,
            cells: Vec::new(),
            any_quoted: false,
        }
    }

    /// Another one of the same kind that has not looked at anything.
    pub(super) fn fresh(&self) -> Self {
        Self::new(self.delimiter, self.limits)
    }

    /// The cells of the row that [`Step::Row`] announced.
    pub(super) fn cells(&self) -> &[Span] {
        &self.cells
    }

    /// Whether the row may hold line breaks.
    pub(super) const fn any_quoted(&self) -> bool {
        self.any_quoted
    }

    /// Forgets the row; the next step begins another one.
    pub(super) fn begin_row(&mut self) {
        self.at = 0;
        self.begin_cell();
        self.cells.clear();
        self.any_quoted = false;
    }

    /// Goes on in a row whose first bytes are `text`; `ended` says that no more will come. Text
    /// given before must still be there. A fault stays: asking again finds it again.
    pub(super) fn step(&mut self, text: &[u8], ended: bool) -> Result<Step, Fault> {
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            let Some(next) = rest.first() else { return self.out_of_text(ended) };
            match self.state {
                State::Start if *next == b'"' => {
                    self.quoted = true;
                    self.any_quoted = true;
                    self.state = State::Quoted;
                    self.at += 1;
                }
                State::Start => self.state = State::Plain,
                State::Plain => {
                    if let Some(step) = self.plain(rest, ended)? {
                        return Ok(step);
                    }
                }
                State::Quoted => self.within_quotes(rest)?,
                State::Closing if *next == b'"' => {
                    self.composed = true;
                    self.state = State::Quoted;
                    self.at += 1;
                }
                State::Closing => {
                    self.composed |= !matches!(next, b'\r' | b'\n') && *next != self.delimiter;
                    self.state = State::Plain;
                }
            }
        }
    }

    fn plain(&mut self, rest: &[u8], ended: bool) -> Result<Option<Step>, Fault> {
        let (delimiter, highest) = (self.delimiter, self.delimiter.max(b'\r'));
        // Nearly every byte of a customer's row is above all of these: one comparison for it.
        let special = |b: &u8| *b <= highest && (*b == delimiter || matches!(b, b'\n' | b'\r' | 0));
        let found = rest.iter().position(special);
        self.at += found.unwrap_or(rest.len());
        let mut rest = rest.iter().skip(found.unwrap_or(rest.len()));
        match (rest.next(), rest.next()) {
            (None, _) => Ok(None),
            (Some(0), _) => Err(self.fault(FaultKind::Nul, self.at)),
            (Some(b'\r'), None) if !ended => Ok(Some(Step::More)),
            (Some(b'\r'), Some(b'\n')) => self.end_row(2).map(Some),
            (Some(b'\r' | b'\n'), _) => self.end_row(1).map(Some),
            (Some(_), _) => {
                self.end_cell()?;
                self.at += 1;
                self.begin_cell();
                Ok(None)
            }
        }
    }

    fn within_quotes(&mut self, rest: &[u8]) -> Result<(), Fault> {
        let found = memchr::memchr2(b'"', 0, rest);
        self.at += found.unwrap_or(rest.len());
        match found.and_then(|n| rest.get(n)) {
            Some(0) => return Err(self.fault(FaultKind::Nul, self.at)),
            Some(_) => {
                self.state = State::Closing;
                self.at += 1;
            }
            None => {}
        }
        Ok(())
    }

    fn out_of_text(&mut self, ended: bool) -> Result<Step, Fault> {
        self.check_lengths()?;
        match self.state {
            _ if !ended => Ok(Step::More),
            State::Quoted => Err(self.fault(FaultKind::OpenQuote, self.start)),
            State::Start if self.at == 0 => Ok(Step::End),
            _ => self.end_row(0),
        }
    }

    fn end_row(&mut self, terminator: usize) -> Result<Step, Fault> {
        self.end_cell()?;
        Ok(Step::Row { end: self.at, next: self.at + terminator })
    }

    fn begin_cell(&mut self) {
        self.state = State::Start;
        self.start = self.at;
        self.quoted = false;
        self.composed = false;
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        self.check_lengths()?;
        if self.cells.len() >= self.limits.columns {
            return Err(self.fault(FaultKind::TooManyColumns, self.start));
        }
        let quote = usize::from(self.quoted && !self.composed);
        let (start, end) = (self.start + quote, self.at - quote);
        self.cells.push(Span { start, end, composed: self.composed });
        Ok(())
    }

    fn check_lengths(&self) -> Result<(), Fault> {
        if self.at - self.start > self.limits.cell {
            let kind = FaultKind::CellTooLong;
            return Err(self.fault(kind, self.start));
        }
        if self.at > self.limits.row {
            return Err(self.fault(FaultKind::RowTooLong, 0));
        }
        Ok(())
    }

    fn fault(&self, kind: FaultKind, place: usize) -> Fault {
        Fault { kind, place, column: self.cells.len() + 1 }
    }
}

/// Appends to `out` the text of a quoted cell: doubled quotes are one, and what follows the
/// closing quote is taken as it is. Says whether that is more than blanks.
pub(super) fn unquote(cell: &str, out: &mut String) -> bool {
    let mut rest = cell.strip_prefix('"').unwrap_or(cell);
    while let Some((before, after)) = rest.split_once('"') {
        out.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            out.push_str(after);
            return !after.trim().is_empty();
        };
        out.push('"');
        rest = more;
    }
    out.push_str(rest);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limits = Limits { cell: 8, row: 20, columns: 3 };

    /// The rows of `text`, given in two pieces cut at `cut`.
    fn split(text: &str, cut: usize, limits: Limits) -> Result<Vec<Vec<String>>, FaultKind> {
        let mut splitter = Splitter::new(b',', limits);
        let (mut rows, mut at, mut upto) = (Vec::new(), 0, cut);
        loop {
            let rest = text.get(at..upto.max(at)).unwrap();
            match splitter.step(rest.as_bytes(), upto == text.len()).map_err(|f| f.kind)? {
                Step::More => upto = text.len(),
                Step::End => return Ok(rows),
                Step::Row { end, next } => {
                    rows.push(splitter.cells().iter().map(|span| cell(rest, *span)).collect());
                    assert!(splitter.cells().last().unwrap().end <= end);
                    splitter.begin_row();
                    at += next;
                }
            }
        }
    }

    fn cell(row: &str, span: Span) -> String {
        let mut out = String::new();
        match row.get(span.start..span.end).unwrap() {
            text if span.composed => drop(unquote(text, &mut out)),
            text => out.push_str(text),
        }
        out
    }

    fn expect(text: &str, rows: &[&[&str]]) {
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            assert_eq!(split(text, cut, Limits::default()).unwrap(), rows, "{text:?} at {cut}");
        }
    }

    fn refuse(text: &str, limits: Limits, kind: FaultKind) {
        for cut in 0..=text.len() {
            assert_eq!(split(text, cut, limits), Err(kind), "{text:?} at {cut}");
        }
    }

    #[test]
    fn cells_and_rows_are_found_wherever_the_text_is_cut() {
        expect("", &[]);
        expect("a,b\nc,d", &[&["a", "b"], &["c", "d"]]);
        expect("张,\r\n,伟\r", &[&["张", ""], &["", "伟"]]);
        expect("a\r\rb\n\nc", &[&["a"], &[""], &["b"], &[""], &["c"]]);
        expect("a,b,", &[&["a", "b", ""]]);
    }

    #[test]
    fn quotes_follow_rfc_4180() {
        expect("\"a,b\",\"c\r\nd\"\n", &[&["a,b", "c\r\nd"]]);
        expect("\"\",\"\"\"\"", &[&["", "\""]]);
        expect("\"a \"\"b\"\" c\"\r\nd", &[&["a \"b\" c"], &["d"]]);
    }

    #[test]
    fn quotes_that_rfc_4180_does_not_know_lose_nothing() {
        expect("a\"b,5\"\n", &[&["a\"b", "5\""]]);
        expect(" \"a\",b", &[&[" \"a\"", "b"]]);
        expect("\"a\"b\"c,\"\"d\n", &[&["ab\"c", "d"]]);
    }

    #[test]
    fn only_a_quote_left_open_is_a_fault() {
        refuse("a,\"b", Limits::default(), FaultKind::OpenQuote);
        refuse("\"a\"\"", Limits::default(), FaultKind::OpenQuote);
        refuse("a\n\"b\n", Limits::default(), FaultKind::OpenQuote);
    }

    #[test]
    fn a_nul_is_a_fault() {
        refuse("a,b\0", SMALL, FaultKind::Nul);
        refuse("\"a\0\"", SMALL, FaultKind::Nul);
        refuse("\"a\"\0", SMALL, FaultKind::Nul);
    }

    #[test]
    fn limits_are_kept_to_the_byte() {
        assert!(split("12345678,12345678,1\n", 0, SMALL).is_ok());
        refuse("123456789\n", SMALL, FaultKind::CellTooLong);
        refuse("\"1234567\"", SMALL, FaultKind::CellTooLong);
        refuse("1234567,1234567,12345\n", SMALL, FaultKind::RowTooLong);
        refuse("1,2,3,4\n", SMALL, FaultKind::TooManyColumns);
    }
}
