//! Writes vCards 4.0 (RFC 6350), which address books read and [`Rows`](super::Rows) gives back.
//!
//! Lines are folded at 75 bytes, never inside a character; commas, semicolons, backslashes and line
//! breaks of a value are escaped.

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// One card, line by line. It is complete after [`CardWriter::end`].
#[must_use]
pub struct CardWriter<'o> {
    out: &'o mut Vec<u8>,
}

impl<'o> CardWriter<'o> {
    /// Begins a card behind what `out` has.
    pub fn begin(out: &'o mut Vec<u8>) -> Self {
        out.extend_from_slice(b"BEGIN:VCARD\r\nVERSION:4.0\r\n");
        Self { out }
    }

    /// Writes a property, such as `TEL;TYPE=cell`, with a text.
    pub fn text(&mut self, property: &str, text: &str) {
        self.list(property, [text]);
    }

    /// Writes a property with several texts.
    pub fn list(&mut self, property: &str, texts: impl IntoIterator<Item: AsRef<str>>) {
        self.property(property, texts, ',');
    }

    /// Writes a property that has parts, such as a name or an address.
    pub fn parts(&mut self, property: &str, parts: impl IntoIterator<Item: AsRef<str>>) {
        self.property(property, parts, ';');
    }

    /// Ends the card.
    pub fn end(self) {
        self.out.extend_from_slice(b"END:VCARD\r\n");
    }

    fn property(
        &mut self,
        property: &str,
        texts: impl IntoIterator<Item: AsRef<str>>,
        between: char,
    ) {
        let mut line = format!("{property}:");
        for (at, text) in texts.into_iter().enumerate() {
            if at > 0 {
                line.push(between);
            }
            escape(text.as_ref(), &mut line);
        }
        self.fold(&line);
    }

    fn fold(&mut self, line: &str) {
        let (mut rest, mut room) = (line, LINE);
        loop {
            let at = rest.floor_char_boundary(room.min(rest.len()));
            let (now, later) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.extend_from_slice(now.as_bytes());
            self.out.extend_from_slice(b"\r\n");
            if later.is_empty() {
                return;
            }
            self.out.push(b' ');
            (rest, room) = (later, LINE - 1);
        }
    }
}

fn escape(text: &str, line: &mut String) {
    let mut all = text.chars().peekable();
    while let Some(c) = all.next() {
        match c {
            '\\' | ',' | ';' => line.extend(['\\', c]),
            // Of a line's end only the feed is kept.
            '\r' if all.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => line.push_str("\\n"),
            // Other controls a card cannot hold.
            c if c.is_control() && c != '\t' => {}
            c => line.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RowBatch, Rows, RowsOptions};
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_come_back() {
        for length in 60..90 {
            let note = format!(
                "{}𠮷{}, 甲;乙\\n\r\n\"=1+1\"\r甲\u{85}乙",
                "x".repeat(length),
                "长".repeat(60)
            );
            let mut out = Vec::new();
            let mut card = CardWriter::begin(&mut out);
            card.text("FN", "张, 伟");
            card.text("NOTE", &note);
            card.list("CATEGORIES", ["展会", "a,b"]);
            card.end();
            let text = std::str::from_utf8(&out).unwrap();
            assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
            let mut rows = Rows::open(&*out, RowsOptions::default()).unwrap();
            let mut batch = RowBatch::new();
            assert!(rows.read_batch(&mut batch, 9).unwrap());
            let cells: Vec<String> = batch
                .records()
                .flat_map(|row| row.cells.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            let kept = note.replace("\r\n", "\n").replace(['\r', '\u{85}'], "\n");
            let wanted =
                ["name", "", "张, 伟", "tags", "", "展会", "tags", "", "a,b", "notes", "", &kept];
            assert_eq!(cells, wanted);
        }
    }
}
