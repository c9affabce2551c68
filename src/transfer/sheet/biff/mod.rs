//! An xls workbook, taken out of its container and made harmless before the parser sees it.
//!
//! An xls file is a small file system whose stream `Workbook` is a row of records: type, length, data
//! ([MS-XLS]; `CONTINUE` records carry on the one before). The parser believes what they claim, lays
//! out the rectangle that holds all cells of a sheet, and writes each formula out as text. So
//!
//! 1. the stream is read by a library that finds chains which go in circles, and is put into a new
//!    container that has nothing else;
//! 2. records that a table needs nothing of (formulas' text, names, claimed dimensions, merged cells)
//!    get a type that nobody reads: their lengths stay, because sheets are found by their offsets;
//! 3. what is left is walked as the parser walks it, and cells and text are counted.
//!
//! [MS-XLS]: https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-xls/

mod records;
mod strings;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use super::SheetError;
use records::{Record, Records, Walk, kind, long, short};
use strings::lengths;

/// The largest file in bytes: the parser holds several copies of it.
const FILE: u64 = 64 << 20;

/// Cells of all sheets, blank ones between others too; each takes the parser some 150 bytes.
const CELLS: u64 = 2_000_000;

/// Bytes of text in cells, as often as it stands there.
const TEXT: u64 = 128 << 20;

/// Sheets of a workbook.
const SHEETS: usize = 1024;

/// Where the type of a formula's text begins: its length.
const FORMULA_LENGTH: usize = 20;

/// The workbook of an xls file, alone in a container of its own.
pub(super) fn workbook(file: &[u8]) -> Result<Vec<u8>, SheetError> {
    if file.len() as u64 > FILE {
        return Err(SheetError::FileTooLarge { limit: FILE });
    }
    let mut stream = read(file).map_err(|_| SheetError::Malformed)?;
    if is_locked(&stream)? {
        return Err(SheetError::Locked);
    }
    silence(&mut stream, Walk::common())?;
    let mut walked = 0;
    for start in starts(&stream)? {
        walked += silence(&mut stream, Walk::sheet(start))?.saturating_sub(start);
        // Sheets that stand in each other.
        if walked > stream.len() {
            return Err(SheetError::Malformed);
        }
    }
    count(&stream)?;
    write(&stream).map_err(|_| SheetError::Malformed)
}

fn read(file: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut container = cfb::CompoundFile::open(Cursor::new(file))?;
    let name = if container.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    container.open_stream(name)?.take(file.len() as u64).read_to_end(&mut stream)?;
    Ok(stream)
}

/// In version 3, which xls files have; of version 4 the parser takes none without small streams.
fn write(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    container.create_stream("/Workbook")?.write_all(stream)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

/// Whether what records hold is enciphered; their types and lengths are not, whatever the method.
fn is_locked(stream: &[u8]) -> Result<bool, SheetError> {
    let mut records = Records { stream, walk: Walk::common() };
    while let Some(record) = records.next()? {
        if record.kind == kind::PASSWORD {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where the sheets begin.
fn starts(stream: &[u8]) -> Result<Vec<usize>, SheetError> {
    let (mut starts, mut seen) = (Vec::new(), HashSet::new());
    let mut records = Records { stream, walk: Walk::common() };
    while let Some(record) = records.next()? {
        if record.kind == kind::BOUND_SHEET {
            let at = usize::try_from(long(record.data, 0)?).map_err(|_| SheetError::Malformed)?;
            // A sheet that stands in the list twice would be laid out twice.
            if !seen.insert(at) || starts.len() == SHEETS {
                return Err(SheetError::Malformed);
            }
            starts.push(at);
        }
    }
    Ok(starts)
}

/// Takes its type from what a table needs nothing of, and its text from a formula. Gives where the
/// walk ends.
fn silence(stream: &mut [u8], mut walk: Walk) -> Result<usize, SheetError> {
    loop {
        let Some(Record { at: here, kind, .. }) = walk.next(stream)? else { return Ok(walk.at) };
        let end = walk.at;
        let (place, value) = match kind {
            kind::EXTERN_SHEET | kind::NAME | kind::MERGED | kind::DRAWINGS | kind::DIMENSIONS => {
                (here, kind::NOTHING)
            }
            kind::FORMULA => (here + 4 + FORMULA_LENGTH, 0),
            _ => continue,
        };
        if let Some(bytes) = stream.get_mut(place..place + 2).filter(|_| place + 2 <= end) {
            bytes.copy_from_slice(&value.to_le_bytes());
        }
    }
}

/// What all sheets come to.
#[derive(Default)]
struct Sum {
    cells: u64,
    text: u64,
}

impl Sum {
    fn add(&mut self, cells: u64, text: u64) -> Result<(), SheetError> {
        self.cells = self.cells.saturating_add(cells);
        self.text = self.text.saturating_add(text);
        let too_much = self.cells > CELLS || self.text > TEXT;
        if too_much { Err(SheetError::TooMuchInside) } else { Ok(()) }
    }
}

/// Refuses a workbook that comes to too much.
fn count(stream: &[u8]) -> Result<(), SheetError> {
    let mut strings = Vec::new();
    let mut records = Records { stream, walk: Walk::common() };
    while let Some(record) = records.next()? {
        match record.kind {
            kind::STRINGS => {
                strings = lengths(record.data, &records.carried_on()?)?;
                Sum::default().add(strings.len() as u64, 0)?;
            }
            kind::EXTERN_SHEET | kind::NAME => return Err(SheetError::Malformed),
            _ => {}
        }
    }
    let mut sum = Sum::default();
    for start in starts(stream)? {
        count_sheet(&mut Records { stream, walk: Walk::sheet(start) }, &strings, &mut sum)?;
    }
    Ok(())
}

/// Counts the text of a sheet, its cells as often as they are written, and the rectangle that holds
/// them.
fn count_sheet(
    records: &mut Records<'_>,
    strings: &[u32],
    sum: &mut Sum,
) -> Result<(), SheetError> {
    let (mut rows, mut columns, mut written) = (Span::default(), Span::default(), 0);
    // Where the parser puts the text of a formula: where the last one stood.
    let mut formula = (0, 0);
    while let Some(Record { kind, data, .. }) = records.next()? {
        let text = match kind {
            kind::NUMBER | kind::FLAG | kind::SHORT_NUMBER | kind::MANY_NUMBERS => 0,
            kind::FORMULA if short(data, FORMULA_LENGTH)? == 0 => {
                formula = (short(data, 0)?, short(data, 2)?);
                0
            }
            kind::TEXT | kind::RICH_TEXT => {
                claims_no_more(data, 6)?;
                data.len() as u64 * 3
            }
            kind::FORMULA_TEXT => {
                claims_no_more(data, 0)?;
                data.len() as u64 * 3
            }
            kind::SHARED_TEXT => {
                let string = usize::try_from(long(data, 6)?).ok();
                u64::from(string.and_then(|at| strings.get(at)).copied().unwrap_or_default())
            }
            kind::FORMULA | kind::DIMENSIONS | kind::MERGED => return Err(SheetError::Malformed),
            _ => continue,
        };
        let (row, column) = match kind {
            kind::FORMULA_TEXT => formula,
            _ => (short(data, 0)?, short(data, 2)?),
        };
        rows.take(row);
        columns.take(column);
        written += 1;
        if kind == kind::MANY_NUMBERS {
            columns.take(short(data, data.len().saturating_sub(2))?);
            written += data.len() as u64 / 6;
        }
        sum.add(0, text)?;
    }
    sum.add(written.max(rows.length().saturating_mul(columns.length())), 0)
}

/// The first and the last of what was taken.
#[derive(Default)]
struct Span(Option<(u16, u16)>);

impl Span {
    fn take(&mut self, at: u16) {
        let (first, last) = self.0.unwrap_or((at, at));
        self.0 = Some((first.min(at), last.max(at)));
    }

    fn length(&self) -> u64 {
        self.0.map_or(0, |(first, last)| u64::from(last - first) + 1)
    }
}

/// The parser makes room for as many characters as the text of a cell claims to have. That of a format
/// it drops again, so its claim, of one byte before Excel 97 and of two since, does not matter.
fn claims_no_more(data: &[u8], at: usize) -> Result<(), SheetError> {
    let claimed = usize::from(short(data, at)?);
    if claimed > data.len() { Err(SheetError::Malformed) } else { Ok(()) }
}
