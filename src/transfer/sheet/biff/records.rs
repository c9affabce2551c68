//! The records of an xls stream, walked as the parser walks them.

use super::SheetError;

/// Types of records.
pub(super) mod kind {
    pub(in crate::transfer::sheet) const FORMULA: u16 = 0x0006;
    pub(in crate::transfer::sheet) const END: u16 = 0x000A;
    pub(in crate::transfer::sheet) const EXTERN_SHEET: u16 = 0x0017;
    pub(in crate::transfer::sheet) const NAME: u16 = 0x0018;
    pub(in crate::transfer::sheet) const PASSWORD: u16 = 0x002F;
    pub(in crate::transfer::sheet) const CONTINUE: u16 = 0x003C;
    pub(in crate::transfer::sheet) const BOUND_SHEET: u16 = 0x0085;
    pub(in crate::transfer::sheet) const MANY_NUMBERS: u16 = 0x00BD;
    pub(in crate::transfer::sheet) const RICH_TEXT: u16 = 0x00D6;
    pub(in crate::transfer::sheet) const MERGED: u16 = 0x00E5;
    pub(in crate::transfer::sheet) const DRAWINGS: u16 = 0x00EB;
    pub(in crate::transfer::sheet) const STRINGS: u16 = 0x00FC;
    pub(in crate::transfer::sheet) const SHARED_TEXT: u16 = 0x00FD;
    pub(in crate::transfer::sheet) const DIMENSIONS: u16 = 0x0200;
    pub(in crate::transfer::sheet) const NUMBER: u16 = 0x0203;
    pub(in crate::transfer::sheet) const TEXT: u16 = 0x0204;
    pub(in crate::transfer::sheet) const FLAG: u16 = 0x0205;
    pub(in crate::transfer::sheet) const FORMULA_TEXT: u16 = 0x0207;
    pub(in crate::transfer::sheet) const SHORT_NUMBER: u16 = 0x027E;
    pub(in crate::transfer::sheet) const BEGIN: u16 = 0x0809;
    /// Of no record.
    pub(in crate::transfer::sheet) const NOTHING: u16 = 0xFFFF;
}

/// A record: where it stands, its type, and its own data.
pub(super) struct Record<'a> {
    pub(super) at: usize,
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

/// A walk over records from an offset on, until the end of their part of the stream.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    pub(super) at: usize,
    /// How many parts have begun and not ended, the sheet's own first; what stands in others, as in
    /// a chart, is not the sheet's. None in what holds for all sheets: it ends at the first end.
    open: Option<u32>,
}

/// The records of a part of the stream.
pub(super) struct Records<'a> {
    pub(super) stream: &'a [u8],
    pub(super) walk: Walk,
}

impl Walk {
    pub(super) fn common() -> Self {
        Self { at: 0, open: None }
    }

    pub(super) fn sheet(at: usize) -> Self {
        Self { at, open: Some(0) }
    }

    /// The next record of the part itself.
    pub(super) fn next<'a>(&mut self, stream: &'a [u8]) -> Result<Option<Record<'a>>, SheetError> {
        loop {
            let Some(record) = self.step(stream)? else { return Ok(None) };
            match (record.kind, self.open) {
                (kind::BEGIN, Some(open)) => self.open = Some(open + 1),
                (kind::END, Some(open @ 2..)) => self.open = Some(open - 1),
                (kind::END, _) => return Ok(None),
                (_, Some(2..)) => {}
                _ => return Ok(Some(record)),
            }
        }
    }

    fn step<'a>(&mut self, stream: &'a [u8]) -> Result<Option<Record<'a>>, SheetError> {
        let rest = stream.get(self.at..).ok_or(SheetError::Malformed)?;
        if rest.is_empty() {
            return Ok(None);
        }
        let (head, rest) = rest.split_first_chunk::<4>().ok_or(SheetError::Malformed)?;
        let [low, high, short, long] = *head;
        let length = usize::from(u16::from_le_bytes([short, long]));
        let data = rest.get(..length).ok_or(SheetError::Malformed)?;
        let record = Record { at: self.at, kind: u16::from_le_bytes([low, high]), data };
        self.at += 4 + length;
        Ok(Some(record))
    }
}

impl<'a> Records<'a> {
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, SheetError> {
        self.walk.next(self.stream)
    }

    /// What the records behind one carry on of it.
    pub(super) fn carried_on(&mut self) -> Result<Vec<&'a [u8]>, SheetError> {
        let mut pieces = Vec::new();
        loop {
            let here = self.walk;
            match self.walk.step(self.stream)? {
                Some(record) if record.kind == kind::CONTINUE => pieces.push(record.data),
                _ => {
                    self.walk = here;
                    return Ok(pieces);
                }
            }
        }
    }
}

pub(super) fn short(data: &[u8], at: usize) -> Result<u16, SheetError> {
    let bytes = data.get(at..).and_then(<[u8]>::first_chunk).ok_or(SheetError::Malformed)?;
    Ok(u16::from_le_bytes(*bytes))
}

pub(super) fn long(data: &[u8], at: usize) -> Result<u32, SheetError> {
    let bytes = data.get(at..).and_then(<[u8]>::first_chunk).ok_or(SheetError::Malformed)?;
    Ok(u32::from_le_bytes(*bytes))
}
