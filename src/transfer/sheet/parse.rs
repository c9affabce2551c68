//! The parser's thread: opens the workbook, finds sheet and header, and hands over rows.

use std::io::{Cursor, Read, Seek};
use std::sync::mpsc::SyncSender;

use calamine::{
    CellType, Data, DataRef, Ods, OdsError, Range, Reader, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};

use super::archive::Kind;
use super::digits::{Digits, of_style};
use super::money::{Money, Named};
use super::{Begun, Next, Place, SheetError, cell, head};
use crate::transfer::RowsError;
use crate::transfer::csv_read::BATCH_BYTES;
use crate::transfer::{Flaw, Limits, Naming, RowBatch};

/// Rows of a batch.
const ROWS: usize = 512;

/// Bytes of text in a sheet: a text that is written once may stand in every cell.
const TEXT: u64 = 1 << 30;

/// What is to be read.
pub(super) struct Wanted {
    pub(super) kind: Kind,
    /// The sheet by its name or its number from 1; none is the first that is not hidden.
    pub(super) sheet: Option<String>,
    /// The header's row as a spreadsheet counts, from 1; none is to find it.
    pub(super) header: Option<u32>,
    pub(super) limits: Limits,
    /// Tells the names of fields from titles.
    pub(super) naming: Naming,
}

/// Reads a workbook and hands its rows over, until nobody takes them.
pub(super) fn parse(
    bytes: &[u8],
    wanted: &Wanted,
    begin: &SyncSender<Result<Begun, RowsError>>,
    give: &SyncSender<Next>,
) {
    let mut sink = Sink::new(wanted, begin, give);
    let done = match wanted.kind {
        Kind::Xlsx => xlsx(bytes, &mut sink),
        Kind::Xls => whole::<Xls<_>>(bytes, &mut sink),
        Kind::Ods => whole::<Ods<_>>(bytes, &mut sink),
    };
    match done.and_then(|()| sink.end()) {
        Ok(()) | Err(Stop::NobodyListens) => {}
        Err(Stop::Wrong(error)) => sink.fail(error),
    }
}

/// Why the thread ends early.
enum Stop {
    Wrong(RowsError),
    NobodyListens,
}

impl<E: Into<RowsError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Wrong(error.into())
    }
}

/// Reads a sheet cell by cell. Where formats say currencies it is read twice at once, since the parser
/// tells either formulas or formats.
fn xlsx(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), Stop> {
    let open = || Xlsx::new(Cursor::new(bytes)).map_err(|error| opened(&error));
    let mut book = open()?;
    let (name, place) = sheet(&book, sink.wanted)?;
    sink.sheet = place;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| opened(&error))?;
    let formats: Vec<(Money, Digits)> = cells.styles().iter().map(of_style).collect();
    let says = formats.iter().any(|shown| *shown != Default::default());
    let mut again = says.then(open).transpose()?;
    let again = again.as_mut().map(|book| book.worksheet_cells_reader(&name));
    let mut again = again.transpose().map_err(|error| opened(&error))?;
    while let Some(cell) =
        cells.next_cell_with_formula_metadata().map_err(|error| opened(&error))?
    {
        sink.shown = Default::default();
        if let Some(again) = &mut again {
            let styled = again.next_cell_with_style_id().map_err(|error| opened(&error))?;
            let styled = styled.filter(|(same, _)| same.get_position() == cell.pos);
            let (_, style) = styled.ok_or(SheetError::Malformed)?;
            sink.shown = formats.get(style).cloned().unwrap_or_default();
        }
        if cell.value == DataRef::Empty && cell.formula.is_some() {
            sink.formula(cell.pos)?;
        } else {
            sink.cell(cell.pos, &cell.value)?;
        }
    }
    Ok(())
}

/// Reads a sheet that the parser holds as a whole.
fn whole<'b, B: Reader<Cursor<&'b [u8]>>>(bytes: &'b [u8], sink: &mut Sink<'_>) -> Result<(), Stop>
where
    B::Error: Opening,
{
    let mut book = B::new(Cursor::new(bytes)).map_err(|error| opened(&error))?;
    let (name, place) = sheet(&book, sink.wanted)?;
    sink.sheet = place;
    let range = book.worksheet_range(&name).map_err(|error| opened(&error))?;
    let is_ods = sink.wanted.kind == Kind::Ods;
    let named = is_ods.then(|| Named::read(bytes, place.number)).transpose()?.unwrap_or_default();
    let formulas = if is_ods {
        let formulas = book.worksheet_formula(&name).map_err(|error| opened(&error))?;
        let empty = |place: &(u32, u32)| range.get_value(*place).is_none_or(|v| *v == Data::Empty);
        used(&formulas).map(|(place, _)| place).filter(empty).collect()
    } else {
        // The values of formulas in an xls file have no form in which they could be absent.
        Vec::new()
    };
    let mut formulas = formulas.into_iter().peekable();
    for (place, value) in used(&range) {
        while let Some(before) = formulas.next_if(|formula| *formula < place) {
            sink.formula(before)?;
        }
        sink.shown.0.clone_from(named.at(place));
        let value = borrowed(value);
        let error = cell::error_of(&value).filter(|_| is_ods).map(DataRef::Error);
        sink.cell(place, error.as_ref().unwrap_or(&value))?;
    }
    formulas.try_for_each(|place| sink.formula(place))
}

/// The cells of a range that hold something, with their places in the sheet, row by row.
fn used<T: CellType>(range: &Range<T>) -> impl Iterator<Item = ((u32, u32), &T)> {
    let (top, left) = range.start().unwrap_or_default();
    let place = |base: u32, at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    range
        .used_cells()
        .map(move |(row, column, value)| ((place(top, row), place(left, column)), value))
}

/// A cell without its text being copied.
fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(time) => DataRef::DateTimeIso(time.clone()),
        Data::DurationIso(time) => DataRef::DurationIso(time.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// The name of the sheet that is wanted, and its place.
fn sheet<R, B: Reader<R>>(book: &B, wanted: &Wanted) -> Result<(String, Place), SheetError>
where
    R: Read + Seek,
{
    let about = book.sheets_metadata();
    let of = about.len();
    let found = match &wanted.sheet {
        Some(name) => about.iter().position(|sheet| sheet.name == *name).or_else(|| {
            let number: usize = name.parse().ok()?;
            number.checked_sub(1)
        }),
        None => about.iter().position(|sheet| sheet.visible == SheetVisible::Visible).or(Some(0)),
    };
    match found.and_then(|at| Some((about.get(at)?.name.clone(), at + 1))) {
        Some((name, number)) => Ok((name, Place { number, of })),
        None if of == 0 => Err(SheetError::Malformed),
        None => Err(SheetError::NoSheet { sheets: of }),
    }
}

/// A parser's error. What it says may quote the file, so only its kind is kept.
trait Opening {
    fn is_password(&self) -> bool;
}

impl Opening for XlsxError {
    fn is_password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Opening for XlsError {
    fn is_password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

impl Opening for OdsError {
    fn is_password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

fn opened(error: &impl Opening) -> SheetError {
    if error.is_password() { SheetError::Locked } else { SheetError::Malformed }
}

/// A row as it is put together.
#[derive(Default)]
struct Line {
    /// Counted from 0.
    row: u32,
    cells: Vec<String>,
    flaws: Vec<(usize, Flaw)>,
}

impl Line {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// Puts cells together to rows, and rows to batches.
struct Sink<'a> {
    wanted: &'a Wanted,
    begin: &'a SyncSender<Result<Begun, RowsError>>,
    give: &'a SyncSender<Next>,
    sheet: Place,
    /// What is known of the next cell.
    shown: (Money, Digits),
    line: Line,
    /// The first rows, until the header is found among them.
    first: Vec<Line>,
    /// How many columns the header has, once it is found.
    columns: Option<usize>,
    batch: RowBatch,
    size: usize,
    total: u64,
}

impl<'a> Sink<'a> {
    fn new(
        wanted: &'a Wanted,
        begin: &'a SyncSender<Result<Begun, RowsError>>,
        give: &'a SyncSender<Next>,
    ) -> Self {
        Self {
            wanted,
            begin,
            give,
            sheet: Place { number: 0, of: 0 },
            shown: Default::default(),
            line: Line::default(),
            first: Vec::new(),
            columns: None,
            batch: RowBatch::new(),
            size: 0,
            total: 0,
        }
    }

    /// Takes the next cell, a formula without a value.
    fn formula(&mut self, (row, column): (u32, u32)) -> Result<(), Stop> {
        self.begin_row(row)?;
        self.line.flaws.push((column as usize, Flaw::Formula));
        Ok(())
    }

    fn begin_row(&mut self, row: u32) -> Result<(), Stop> {
        if row != self.line.row {
            self.end_row()?;
            self.line.row = row;
        }
        Ok(())
    }

    /// Takes the next cell; cells come row by row.
    fn cell(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), Stop> {
        self.begin_row(row)?;
        if *value == DataRef::Empty {
            return Ok(());
        }
        let (column, limits) = (column as usize, self.wanted.limits);
        let line = u64::from(row) + 1;
        if column >= limits.columns {
            return Err(RowsError::TooManyColumns { line, limit: limits.columns }.into());
        }
        let mut text = String::new();
        let flaw = cell::write_number(value, &self.shown, &mut text);
        if text.len() > limits.cell {
            let (column, limit) = (column + 1, limits.cell);
            return Err(RowsError::CellTooLong { line, column, limit }.into());
        }
        self.size += text.len();
        if self.size > limits.row {
            return Err(RowsError::RowTooLong { line, limit: limits.row }.into());
        }
        self.total += text.len() as u64;
        if self.total > TEXT {
            return Err(SheetError::TooMuchInside.into());
        }
        if self.line.cells.len() <= column {
            self.line.cells.resize(column + 1, String::new());
        }
        if let Some(place) = self.line.cells.get_mut(column) {
            *place = text;
        }
        self.line.flaws.extend(flaw.map(|flaw| (column, flaw)));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        let line = std::mem::take(&mut self.line);
        self.size = 0;
        if line.filled() == 0 && line.flaws.is_empty() {
            return Ok(());
        }
        if let Some(columns) = self.columns {
            return self.push(line, columns);
        }
        match self.wanted.header {
            Some(header) if line.row + 1 < header => Ok(()),
            Some(_) => {
                self.first.push(line);
                self.find_header(Some(0))
            }
            None => {
                self.first.push(line);
                if self.first.len() == head::LOOKED_AT { self.guess_header() } else { Ok(()) }
            }
        }
    }

    fn guess_header(&mut self) -> Result<(), Stop> {
        let names =
            |line: &Line| line.cells.iter().filter(|cell| (self.wanted.naming)(cell)).count();
        let rows: Vec<_> = self.first.iter().map(|line| (line.filled(), names(line))).collect();
        self.find_header(head::header(&rows))
    }

    /// Says what the header is, and goes on with the rows behind it.
    fn find_header(&mut self, at: Option<usize>) -> Result<(), Stop> {
        let at = at.ok_or(RowsError::Empty)?;
        let mut rows = std::mem::take(&mut self.first).into_iter().skip(at);
        let mut header = rows.next().ok_or(RowsError::Empty)?.cells;
        trim(&mut header);
        let columns = header.len();
        self.columns = Some(columns);
        self.batch.clear(columns);
        let begun = Begun { header, sheet: self.sheet };
        self.begin.send(Ok(begun)).map_err(|_| Stop::NobodyListens)?;
        rows.try_for_each(|row| self.push(row, columns))
    }

    fn push(&mut self, mut line: Line, columns: usize) -> Result<(), Stop> {
        trim(&mut line.cells);
        if line.cells.len() < columns {
            line.cells.resize(columns, String::new());
        }
        // What has no place under the header is shown as a whole.
        let raw = if line.cells.len() == columns { String::new() } else { line.cells.join("\t") };
        self.batch.push_cells(u64::from(line.row) + 1, &raw, &line.cells);
        self.batch.add_flaws(&line.flaws);
        if self.batch.len() >= ROWS || self.batch.bytes() >= BATCH_BYTES {
            self.hand_over(columns)?;
        }
        Ok(())
    }

    fn hand_over(&mut self, columns: usize) -> Result<(), Stop> {
        let full = std::mem::take(&mut self.batch);
        self.batch.clear(columns);
        self.give.send(Ok(full)).map_err(|_| Stop::NobodyListens)
    }

    /// The last row, and an empty batch behind it: the end.
    fn end(&mut self) -> Result<(), Stop> {
        self.end_row()?;
        if self.columns.is_none() {
            self.guess_header()?;
        }
        let columns = self.columns.unwrap_or_default();
        if !self.batch.is_empty() {
            self.hand_over(columns)?;
        }
        self.hand_over(columns)
    }

    fn fail(&self, error: RowsError) {
        // Whoever does not listen any more has an error of its own.
        if self.columns.is_none() {
            drop(self.begin.send(Err(error)));
        } else {
            drop(self.give.send(Err(error)));
        }
    }
}

/// Takes blank cells off the end.
fn trim(cells: &mut Vec<String>) {
    let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    cells.truncate(used);
}
