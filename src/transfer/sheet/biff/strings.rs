//! The shared strings of an xls workbook, as far as their lengths go.

use super::SheetError;
use super::records::{long, short};

/// The length of each shared string in bytes, at most.
pub(super) fn lengths(first: &[u8], more: &[&[u8]]) -> Result<Vec<u32>, SheetError> {
    let mut pieces = Pieces { now: first.get(8..).ok_or(SheetError::Malformed)?, more };
    let mut lengths = Vec::new();
    while !pieces.now.is_empty() || pieces.turn() {
        if pieces.now.is_empty() {
            lengths.push(0);
            continue;
        }
        let head = pieces.now;
        let (characters, flags) = (short(head, 0)?, short(head, 1)? >> 8);
        let is_rich = flags & 0x8 != 0;
        let runs = if is_rich { u64::from(short(head, 3)?) * 4 } else { 0 };
        let more_at = if is_rich { 5 } else { 3 };
        let is_extended = flags & 0x4 != 0;
        let more = if is_extended { u64::from(long(head, more_at)?) } else { 0 };
        let head_length = if is_extended { more_at + 4 } else { more_at };
        pieces.skip(head_length as u64)?;
        pieces.skip_text(u64::from(characters), flags & 0x1 != 0)?;
        pieces.skip(runs + more)?;
        lengths.push(u32::from(characters) * 3);
    }
    Ok(lengths)
}

/// What is left of a record and of those that carry it on.
struct Pieces<'a> {
    now: &'a [u8],
    more: &'a [&'a [u8]],
}

impl Pieces<'_> {
    /// Goes on with the next piece, if there is one.
    fn turn(&mut self) -> bool {
        let Some((next, more)) = self.more.split_first() else { return false };
        (self.now, self.more) = (next, more);
        true
    }

    fn skip(&mut self, mut bytes: u64) -> Result<(), SheetError> {
        while bytes > 0 {
            if self.now.is_empty() && !self.turn() {
                return Err(SheetError::Malformed);
            }
            let step = bytes.min(self.now.len() as u64);
            bytes -= step;
            let step = usize::try_from(step).unwrap_or(usize::MAX);
            self.now = self.now.get(step..).unwrap_or_default();
        }
        Ok(())
    }

    /// Characters of one byte or of two; each further piece says anew which.
    fn skip_text(&mut self, mut characters: u64, mut is_wide: bool) -> Result<(), SheetError> {
        loop {
            let width = if is_wide { 2 } else { 1 };
            let here = characters.min(self.now.len() as u64 / width);
            self.skip(here * width)?;
            characters -= here;
            if characters == 0 {
                return Ok(());
            }
            if !self.turn() {
                return Err(SheetError::Malformed);
            }
            let (flags, text) = self.now.split_first().ok_or(SheetError::Malformed)?;
            (is_wide, self.now) = (flags & 0x1 != 0, text);
        }
    }
}
