//! Address books: vCards 2.1, 3.0 and 4.0 as batches of rows.
//!
//! A row names its values as one of JSON lines does, in the ids of the built-in policy. A card is cut
//! out of the file by its first and last line, because the parser takes a card that is cut short
//! for a whole one.

use std::io::Read;

use super::RowBatch;
use super::card_fields::cells;
use super::csv_read::BATCH_BYTES;
use super::decode::Decoder;
use super::rows::RowsOptions;
use super::rows_error::RowsError;
use super::text_source::{TextSource, line_length};

/// The first line of a card.
const BEGIN: &str = "BEGIN:VCARD";
/// The last one.
const END: &str = "END:VCARD";

/// Reads vCards from `R`, in any supported encoding.
pub struct Cards<R> {
    text: TextSource<R>,
    /// The encoding of quoted-printable values that name none; none is UTF-8.
    label: Option<String>,
}

/// Whether a file that begins with `text` is an address book.
pub(super) fn begins(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.trim().eq_ignore_ascii_case(BEGIN)
}

impl<R: Read> Cards<R> {
    /// Goes on with `source`, of which `text` has been read.
    pub(super) fn over(source: Decoder<R>, text: String, options: RowsOptions<'_>) -> Self {
        let label = options.encoding.map(str::to_owned);
        Self { text: TextSource::over(source, text, options.limits.row), label }
    }

    /// The name of the file's encoding.
    pub fn encoding(&self) -> &'static str {
        self.text.encoding()
    }

    /// Puts the next rows into `batch`, in the place of those it has. Says whether there are any;
    /// none is the end.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn read_batch(&mut self, batch: &mut RowBatch, rows: usize) -> Result<bool, RowsError> {
        batch.clear_unruled();
        while batch.len() < rows && batch.bytes() < BATCH_BYTES {
            let rest = self.text.rest();
            let blank = rest.len() - rest.trim_start().len();
            self.text.advance(blank);
            if self.text.rest().is_empty() {
                if self.text.ended() {
                    break;
                }
                self.text.read_more()?;
                continue;
            }
            let length = self.card()?;
            let card = self.text.rest().get(..length).unwrap_or_default();
            let cells = cells(card, self.label.as_deref());
            batch.push_cells(self.text.line(), card, &cells);
            self.text.advance(length);
        }
        Ok(!batch.is_empty())
    }

    /// The length of the card that the rest begins with.
    fn card(&mut self) -> Result<usize, RowsError> {
        let (mut at, mut open) = (0, 0_u32);
        loop {
            let rest = self.text.rest();
            let Some(length) = line_length(rest.get(at..).unwrap_or_default(), self.text.ended())
            else {
                if self.text.ended() {
                    return Err(RowsError::Card { line: self.text.line() });
                }
                self.text.read_more()?;
                continue;
            };
            let line = rest.get(at..at + length).unwrap_or_default().trim();
            at += length;
            // An agent of vCard 2.1 is a card inside a card.
            if line.eq_ignore_ascii_case(BEGIN) {
                open += 1;
            } else if open == 0 {
                return Err(RowsError::Card { line: self.text.line() });
            } else if line.eq_ignore_ascii_case(END) {
                open -= 1;
                if open == 0 {
                    return Ok(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Form, Rows};
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, RowsError> {
        let mut rows = Rows::open(bytes, RowsOptions::default())?;
        assert_eq!(rows.form(), Form::Cards);
        let (mut batch, mut all) = (RowBatch::new(), Vec::new());
        while rows.read_batch(&mut batch, 2)? {
            for row in batch.records() {
                let cells: Vec<&str> = row.cells.unwrap().iter().collect();
                let (values, rest) = cells.as_chunks::<3>();
                assert!(rest.is_empty());
                let values = values.iter().map(|[name, _, text]| format!("{name}={text}"));
                all.push((row.line, values.collect()));
            }
        }
        Ok(all)
    }

    #[test]
    fn the_three_versions_are_read() {
        let two = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:\
                   =E5=BC=A0;=E4=BC=9F;;;\r\nTEL;CELL:138-0000-0013\r\nTEL;WORK;FAX:010-66666666\r\n\
                   END:VCARD\r\n";
        let three = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Example\nN:Example;Anna;;;\n\
                     EMAIL;TYPE=INTERNET:anna@example.com\nEMAIL:a@example.org\n\
                     ADR;TYPE=WORK:;;1 High Street;Leeds;;LS1 1AA;UK\nBDAY:1990-01-31\n\
                     CATEGORIES:expo,press\nNOTE:a\\nb\\, c\nEND:VCARD\n\n";
        let four = "begin:vcard\nVERSION:4.0\nKIND:org\nFN:示例公司\nORG:示例公司\n\
                    ADR:;;世纪大道1号;上海市;;200120;中国\nTEL;VALUE=uri:tel:+86-21-66666666\n\
                    X-WECHAT:wx-1\nend:vcard";
        let rows = read([two, three, four].concat().as_bytes()).unwrap();
        let expected = [
            (1, "name=张伟|phone=138-0000-0013|fax=010-66666666"),
            (
                7,
                "name=Anna Example|email=anna@example.com|email=a@example.org|\
                 tags=expo|tags=press|notes=a\nb, c|\
                 address=1 High Street, Leeds, UK|postcode=LS1 1AA|country=UK|birth_date=1990-01-31",
            ),
            (
                19,
                "kind=organisation|company=示例公司|phone=+86-21-66666666|wechat=wx-1|\
                 address=上海市世纪大道1号|postcode=200120|country=中国",
            ),
        ];
        let rows: Vec<_> = rows.iter().map(|(line, row)| (*line, row.join("|"))).collect();
        assert_eq!(rows, expected.map(|(line, row)| (line, row.to_owned())));
    }

    /// The names and texts of the only card.
    fn only(card: &str, label: Option<&str>) -> Vec<String> {
        let card = format!("BEGIN:VCARD\r\n{card}END:VCARD\r\n");
        let options = RowsOptions { encoding: label, ..RowsOptions::default() };
        let mut rows = Rows::open(card.as_bytes(), options).unwrap();
        let mut batch = RowBatch::new();
        assert!(rows.read_batch(&mut batch, 2).unwrap());
        let cells = batch.records().next().unwrap().cells.unwrap();
        let cells: Vec<&str> = cells.iter().collect();
        let (values, rest) = cells.as_chunks::<3>();
        let values = values.iter().map(|[name, _, text]| format!("{name}={text}"));
        values.chain(rest.iter().map(|&text| text.to_owned())).collect()
    }

    #[test]
    fn a_value_is_read_in_the_encoding_that_it_names() {
        let name = |charset: &str, value: &str| {
            format!("VERSION:2.1\r\nN{charset};ENCODING=QUOTED-PRINTABLE:{value}\r\n")
        };
        let (gbk, utf8) = ("=D5=C5;=CE=B0;;;", "=E5=BC=A0;=E4=BC=9F;;;");
        for charset in ["GBK", "GB2312", "gb18030"] {
            let card = name(&format!(";CHARSET={charset}"), gbk);
            assert_eq!(only(&card, None), ["name=张伟"], "{charset}");
        }
        assert_eq!(only(&name("", gbk), Some("gbk")), ["name=张伟"]);
        assert_eq!(only(&name("", utf8), None), ["name=张伟"]);
        for card in [name("", gbk), name(";CHARSET=UTF-8", gbk), name(";CHARSET=X", utf8)] {
            assert_eq!(only(&card, None), [super::super::UNDECODED], "{card}");
        }
    }

    /// A field with one value gets the one that the card prefers; nothing else is lost in silence.
    #[test]
    fn what_a_field_has_no_room_for_is_told() {
        let card = "VERSION:3.0\r\nFN:张伟\r\nN:张;伟;;;\r\nORG:示例公司;销售部\r\nORG:另一公司\r\n\
                    ADR;TYPE=HOME:;;一路1号;;;;\r\nADR;TYPE=WORK;TYPE=pref:;;二路2号;;;;\r\n\
                    URL:https://a.example\r\nURL:https://a.example\r\nTITLE:经理\r\nTITLE:主任\r\n\
                    NOTE:一\r\nNOTE:二\r\nNICKNAME:小张\r\nUID:1\r\nX-ABLABEL:x\r\n";
        assert_eq!(
            only(card, None),
            [
                "vCard ORG (2)=",
                "vCard ORG [2]=",
                "name=张伟",
                "company=示例公司",
                "vCard NICKNAME=",
                "notes=一\n二",
                "vCard TITLE (2)=",
                "position=经理",
                "website=https://a.example",
                "vCard ADR (2)=",
                "address=二路2号",
            ]
        );
    }

    /// A firm is a card of that kind, or one whose name has no parts.
    #[test]
    fn a_person_may_be_called_as_the_firm_is() {
        for (card, wanted) in [
            ("N:Müller;Hans;;;\r\nFN:Hans Müller\r\nORG:Hans Müller", &["name", "company"][..]),
            ("N:;;;;\r\nFN:Hans Müller\r\nORG:Hans Müller", &["kind", "company"]),
            ("FN:Hans Müller\r\nORG:Hans Müller", &["kind", "company"]),
            ("KIND:org\r\nFN:Hans Müller\r\nORG:Hans Müller", &["kind", "company"]),
            (
                "KIND:org\r\nN:Hans Müller;;;;\r\nFN:Hans Müller\r\nORG:Hans Müller",
                &["kind", "name", "company"],
            ),
        ] {
            let all = only(&format!("VERSION:4.0\r\n{card}\r\n"), None);
            let names: Vec<&str> =
                all.iter().filter_map(|one| Some(one.split_once('=')?.0)).collect();
            assert_eq!(names, wanted, "{card}");
        }
    }

    #[test]
    fn a_card_of_another_version_is_none() {
        assert_eq!(only("VERSION:9.0\r\nFN:a\r\n", None), [""]);
        assert_eq!(only("FN:a\r\n", None), ["name=a"]);
    }

    #[test]
    fn a_birthday_without_its_year_is_none() {
        for day in [
            "VERSION:3.0\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-03-07",
            "VERSION:3.0\r\nBDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-03-07",
            "VERSION:4.0\r\nBDAY;X-APPLE-OMIT-YEAR=1604:16040307",
            "VERSION:3.0\r\nBDAY:--0307",
            "VERSION:4.0\r\nBDAY:--0307",
            "VERSION:4.0\r\nBDAY:--03-07",
        ] {
            let card = format!("{day}\r\nFN:a\r\n");
            assert_eq!(only(&card, None), ["name=a", "vCard BDAY (--MM-DD)="], "{day}");
        }
        let card = "VERSION:4.0\r\nBDAY:19900131\r\nFN:a\r\n";
        assert_eq!(only(card, None), ["name=a", "birth_date=1990-01-31"]);
    }

    #[test]
    fn a_card_that_is_cut_short_is_refused_with_its_line() {
        for (text, at) in [
            ("BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\n", 4),
            ("BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\n", 1),
            ("BEGIN:VCARD\nEND:VCARD\nFN:b\n", 3),
        ] {
            let result = read(text.as_bytes());
            assert!(matches!(result, Err(RowsError::Card { line }) if line == at), "{text}");
        }
    }

    #[test]
    fn a_card_without_end_does_not_fill_the_memory() {
        for line in [&b"NOTE:x\n"[..], b"x"] {
            let endless = line.repeat(9 << 20);
            let result = read(&[b"BEGIN:VCARD\n", &*endless].concat());
            assert!(matches!(result, Err(RowsError::RowTooLong { line: 1, .. })));
        }
    }
}
