//! What each byte of an SQLite file is for, by the file format that SQLite documents
//! (<https://sqlite.org/fileformat2.html>): so that a test can tell a flipped byte that nobody
//! reads from one that went unnoticed.

use std::ops::Range;

/// What a byte is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing is stored here: the room between cell pointers and cells, freed cells, pages of the
    /// free list, the rest of an overflow page.
    Free,
    /// A field of the file's header that says nothing about its content.
    Idle,
    /// The row that SQLite counts row ids in; any number there is as good.
    Sequence,
    /// Structure, or content of a table.
    Kept,
    /// The value of a column of this record's row.
    Record(u64),
}

/// Fields of the header that nothing depends on in a database that is opened anew: the change
/// counter (24) and the schema cookie (40), by which open connections notice each other, and the
/// change counter and version of the library that wrote last (92).
const IDLE: [Range<usize>; 3] = [24..28, 40..44, 92..100];

/// A file, and what was found of it.
struct Map<'a> {
    bytes: &'a [u8],
    page: usize,
    uses: Vec<Use>,
}

/// What each byte of `bytes` is for.
pub(super) fn uses(bytes: &[u8]) -> Vec<Use> {
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let mut map = Map { bytes, page, uses: vec![Use::Free; bytes.len()] };
    map.mark(0..100, Use::Kept);
    for idle in IDLE {
        map.mark(idle, Use::Idle);
    }
    map.free_list();
    let mut roots = Vec::new();
    map.tree(1, "", &mut |record| roots.push((text(record, 2), number(record, 3))));
    for (table, root) in roots {
        map.tree(root, &table, &mut |_| ());
    }
    map.uses
}

impl Map<'_> {
    fn mark(&mut self, range: Range<usize>, what: Use) {
        self.uses[range].fill(what);
    }

    fn int(&self, at: usize, size: usize) -> usize {
        self.bytes[at..at + size].iter().fold(0, |all, byte| all << 8 | usize::from(*byte))
    }

    /// A variable-length integer, and where it ends.
    fn varint(&self, mut at: usize) -> (u64, usize) {
        let mut value = 0;
        for _ in 0..8 {
            let byte = self.bytes[at];
            at += 1;
            value = value << 7 | u64::from(byte & 0x7f);
            if byte < 0x80 {
                return (value, at);
            }
        }
        (value << 8 | u64::from(self.bytes[at]), at + 1)
    }

    /// The trunks of the free list; what is in its leaves is nothing.
    fn free_list(&mut self) {
        let mut trunk = self.int(32, 4);
        while trunk > 0 {
            let at = (trunk - 1) * self.page;
            self.mark(at..at + 8 + 4 * self.int(at + 4, 4), Use::Kept);
            trunk = self.int(at, 4);
        }
    }

    /// The page `n` and everything below it; each row of a table is handed to `row`.
    fn tree(&mut self, n: usize, table: &str, row: &mut dyn FnMut(&[u8])) {
        let base = (n - 1) * self.page;
        let head = if n == 1 { 100 } else { base };
        let kind = self.bytes[head];
        let (interior, is_table) = (kind == 2 || kind == 5, kind == 5 || kind == 13);
        let cells = self.int(head + 3, 2);
        let pointers = head + if interior { 12 } else { 8 };
        self.mark(head..pointers + 2 * cells, Use::Kept);
        for cell in 0..cells {
            let start = base + self.int(pointers + 2 * cell, 2);
            let mut at = start + if interior { 4 } else { 0 };
            if interior {
                self.tree(self.int(start, 4), table, row);
            }
            let (first, next) = self.varint(at);
            at = next;
            if interior && is_table {
                self.mark(start..at, Use::Kept);
                continue;
            }
            let mut id = 0;
            if is_table {
                (id, at) = self.varint(at);
            }
            self.mark(start..at, Use::Kept);
            let record = self.payload(at, first, is_table, (table, id));
            row(&record);
        }
        if interior {
            self.tree(self.int(head + 8, 4), table, row);
        }
    }

    /// Marks the payload of a cell, of `size` bytes, beginning at `at`; gives it.
    fn payload(
        &mut self,
        at: usize,
        size: u64,
        is_table: bool,
        (table, id): (&str, u64),
    ) -> Vec<u8> {
        let size = usize::try_from(size).unwrap();
        let usable = self.page - usize::from(self.bytes[20]);
        let most = if is_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        let least = (usable - 12) * 32 / 255 - 23;
        let some = least + (size.max(least) - least) % (usable - 4);
        let local = match (size <= most, some <= most) {
            (true, _) => size,
            (false, true) => some,
            (false, false) => least,
        };
        let first = at..at + local;
        let mut pieces: Vec<Range<usize>> = std::iter::once(first).collect();
        let mut link = at + local;
        let mut rest = size - local;
        while rest > 0 {
            let next = (self.int(link, 4) - 1) * self.page;
            self.mark(link..link + 4, Use::Kept);
            let here = rest.min(usable - 4);
            pieces.push(next + 4..next + 4 + here);
            self.mark(next..next + 4, Use::Kept);
            link = next;
            rest -= here;
        }
        let content: Vec<u8> =
            pieces.iter().flat_map(|piece| self.bytes[piece.clone()].iter().copied()).collect();
        let values = usize::from(content[0]);
        for (n, byte) in pieces.into_iter().flatten().enumerate() {
            self.uses[byte] = match table {
                "sqlite_sequence" => Use::Sequence,
                "record" if is_table && n >= values => Use::Record(id),
                _ => Use::Kept,
            };
        }
        content
    }
}

/// The bytes of column `n` of a record, whose serial types all fit in two bytes.
fn column(record: &[u8], n: usize) -> (u64, &[u8]) {
    let (mut at, mut start) = (1, usize::from(record[0]));
    for column in 0.. {
        let mut kind = u64::from(record[at]);
        at += 1;
        if kind >= 0x80 {
            kind = (kind & 0x7f) << 7 | u64::from(record[at]);
            at += 1;
        }
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).unwrap(),
            5 => 6,
            6 | 7 => 8,
            _ => usize::try_from((kind - 12) / 2).unwrap(),
        };
        if column == n {
            return (kind, &record[start..start + size]);
        }
        start += size;
    }
    unreachable!("columns are counted for ever")
}

fn text(record: &[u8], n: usize) -> String {
    String::from_utf8(column(record, n).1.to_vec()).unwrap()
}

fn number(record: &[u8], n: usize) -> usize {
    match column(record, n) {
        (9, _) => 1,
        (_, bytes) => bytes.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)),
    }
}
