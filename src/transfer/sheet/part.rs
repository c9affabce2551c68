//! One part of an archive, unpacked and counted before a parser is given it.
//!
//! A parser of XML keeps three things in memory: one piece (a tag, a text, a comment) as a whole, the
//! names of the tags that are open, and what it makes of them. So there is a limit to the size of a
//! piece, to the depth, and, in parts that a parser holds, to the number of tags; and what is not
//! well-formed is no spreadsheet.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::SheetError;

/// Bytes of a part that is held in memory.
const HELD: u64 = 96 << 20;

/// Bytes of a part that is no XML: a picture.
const PICTURE: u64 = 32 << 20;

/// A piece of XML, in bytes: a cell of 1 MiB whose every sign is an entity.
const PIECE: u64 = 6 << 20;

/// Tags within tags. A sheet has six, a drawing some twenty.
const DEPTH: usize = 256;

/// Tags of a part with styles, names or relations: Excel has at most 65,490 styles of cells.
const TAGS: u64 = 1_000_000;

/// Shared strings; each takes the parser 24 bytes beside its text.
const STRINGS: u64 = 6_000_000;

/// What a parser does with a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Reads it tag by tag.
    Sheet,
    /// Keeps every string of it.
    Strings,
    /// Keeps something for each of its tags.
    Tables,
    /// Keeps it, or looks at none of it.
    Other,
}

impl Use {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let is = |end: &str| name.ends_with(end);
        if is("sharedstrings.xml") {
            Self::Strings
        } else if is("styles.xml") || is("workbook.xml") || is(".rels") || is("theme1.xml") {
            Self::Tables
        } else if name.starts_with("xl/worksheets/") {
            Self::Sheet
        } else {
            Self::Other
        }
    }
}

/// Unpacks a part and gives its size, which is at most `most`.
pub(super) fn measure(name: &str, part: impl Read, most: u64) -> Result<u64, SheetError> {
    let what = Use::of(name);
    let limit = if what == Use::Sheet { most } else { most.min(HELD) };
    let meter = Rc::new(Meter::default());
    let mut source = BufReader::with_capacity(64 << 10, Metered { part, meter: Rc::clone(&meter) });
    let begin = std::io::BufRead::fill_buf(&mut source).map_err(|_| SheetError::Malformed)?;
    if !is_xml(begin) {
        meter.allow(limit.min(PICTURE));
        let copied = std::io::copy(&mut source, &mut std::io::sink());
        return copied.map_err(|_| meter.why());
    }
    let mut xml = Reader::from_reader(source);
    let (mut piece, mut count) = (Vec::new(), Count { what, tags: 0, strings: 0, depth: 0 });
    loop {
        piece.clear();
        meter.allow(limit.min(xml.buffer_position() + PIECE));
        match xml.read_event_into(&mut piece).map_err(|_| meter.why())? {
            Event::Start(tag) => count.open(&tag)?,
            Event::Empty(tag) => count.tag(&tag)?,
            Event::End(_) => count.depth = count.depth.saturating_sub(1),
            // A parser may wait for ever for the end of a tag that is never closed.
            Event::Eof if count.depth > 0 => return Err(SheetError::Malformed),
            Event::Eof => return Ok(meter.taken.get()),
            _ => {}
        }
    }
}

/// Whether a part that begins so is read as XML.
fn is_xml(begin: &[u8]) -> bool {
    let text = begin.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begin);
    text.trim_ascii_start().first() == Some(&b'<')
}

/// How much was taken of a part, and how much may be.
#[derive(Default)]
struct Meter {
    taken: Cell<u64>,
    allowed: Cell<u64>,
    over: Cell<bool>,
}

impl Meter {
    /// Lets so many bytes be taken, and what the buffer reads ahead.
    fn allow(&self, bytes: u64) {
        self.allowed.set(bytes);
    }

    fn why(&self) -> SheetError {
        if self.over.get() { SheetError::TooMuchInside } else { SheetError::Malformed }
    }
}

struct Metered<R> {
    part: R,
    meter: Rc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        let meter = &self.meter;
        // What stands in the buffer already was asked for before the limit was known.
        if read > 0 && meter.taken.get() > meter.allowed.get() {
            meter.over.set(true);
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        meter.taken.set(meter.taken.get() + read as u64);
        Ok(read)
    }
}

/// What was seen of a part.
struct Count {
    what: Use,
    tags: u64,
    strings: u64,
    depth: usize,
}

impl Count {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(SheetError::TooMuchInside);
        }
        self.tag(tag)
    }

    fn tag(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        self.tags += 1;
        let too_many = match self.what {
            Use::Strings => self.is_too_much(tag),
            Use::Tables => self.tags > TAGS,
            Use::Sheet | Use::Other => false,
        };
        if too_many { Err(SheetError::TooMuchInside) } else { Ok(()) }
    }

    /// The parser makes room at once for as many strings as the part claims to have.
    fn is_too_much(&mut self, tag: &BytesStart<'_>) -> bool {
        match tag.local_name().as_ref() {
            "si" => {
                self.strings += 1;
                self.strings > STRINGS
            }
            "sst" => tag.attributes().with_checks(false).flatten().any(|attribute| {
                let claimed = attribute.value.trim().parse::<u128>();
                attribute.key.local_name().as_ref() == "uniqueCount"
                    && claimed.is_ok_and(|count| count > u128::from(STRINGS))
            }),
            _ => false,
        }
    }
}
