//! What a spreadsheet's archive holds, measured before a parser is given it.
//!
//! Sizes in a zip directory can lie, so each part is unpacked and counted, and thrown away.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{COMPOUND, SheetError, grid, part};

/// Parts of an archive; a workbook has some dozens.
const PARTS: usize = 10_000;

/// Bytes of all parts, unpacked.
const INSIDE: u64 = 1 << 30;

/// So many times its packed size a large file may be; sheets come to some twenty.
const RATIO: u64 = 150;

/// Below this nobody looks at the ratio.
const SMALL: u64 = 16 << 20;

/// Which kind of spreadsheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// Finds out what `bytes` are, and refuses what is made to hurt.
pub(super) fn examine(bytes: &[u8]) -> Result<Kind, SheetError> {
    if bytes.starts_with(COMPOUND) {
        return if is_locked(bytes) { Err(SheetError::Locked) } else { Ok(Kind::Xls) };
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    if archive.len() > PARTS {
        return Err(SheetError::TooMuchInside);
    }
    let most = (bytes.len() as u64).saturating_mul(RATIO).clamp(SMALL, INSIDE);
    let (mut kind, mut inside) = (None, 0);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| wrong(&error))?;
        let name = part.name().map_err(|error| wrong(&error))?.into_owned();
        match &*name {
            "xl/workbook.xml" => kind = Some(Kind::Xlsx),
            "content.xml" => kind = Some(Kind::Ods),
            _ => {}
        }
        inside += part::measure(&name, part, most)?;
        if inside > most {
            return Err(SheetError::TooMuchInside);
        }
    }
    match kind {
        Some(Kind::Ods) => {
            let content = archive.by_name("content.xml").map_err(|error| wrong(&error))?;
            grid::examine(content)?;
            Ok(Kind::Ods)
        }
        Some(kind) => Ok(kind),
        None => Err(SheetError::Malformed),
    }
}

fn wrong(error: &ZipError) -> SheetError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Locked,
        _ => SheetError::Malformed,
    }
}

/// Whether a compound file holds an encrypted xlsx file: the name of its stream, in UTF-16.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}
