//! Quoted-printable values of vCards, which name an encoding of their own (`CHARSET=GBK`), in UTF-8.
//!
//! The parser of cards knows few encodings, takes a value that names none for Latin, and puts
//! replacement characters where it cannot read on. So the values are decoded here, strictly, and the
//! parser is given them as quoted-printable UTF-8. What cannot be decoded is refused.

use std::borrow::Cow;
use std::fmt::Write;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::detect;

/// A value is not in the encoding that it names, or nobody knows that encoding.
pub(super) struct Undecodable;

/// The last line of a card, at which a value ends whatever it says.
const END: &str = "END:VCARD";

/// `card` with its quoted-printable values in UTF-8; `label` is the encoding of those that name none.
pub(super) fn to_utf8<'c>(card: &'c str, label: Option<&str>) -> Result<Cow<'c, str>, Undecodable> {
    let mut spelt = String::new();
    let (mut lines, mut any) = (card.split_inclusive('\n').peekable(), false);
    while let Some(line) = lines.next() {
        let Some(begun) = Begun::of(line) else {
            spelt.push_str(line);
            continue;
        };
        any = true;
        let mut value = begun.value.trim_end().to_owned();
        while value.ends_with('=') {
            value.pop();
            let is_end = |line: &&str| line.trim().eq_ignore_ascii_case(END);
            let Some(more) = lines.next_if(|line| !is_end(line)) else { break };
            value.push_str(more.trim_end());
        }
        let encoding = encoding(begun.charset.or(label))?;
        let value = in_utf8(&value, encoding).ok_or(Undecodable)?;
        _ = write!(spelt, "{};CHARSET=UTF-8:{value}\r\n", begun.head);
    }
    Ok(if any { Cow::Owned(spelt) } else { Cow::Borrowed(card) })
}

/// A line with which a quoted-printable value begins.
struct Begun<'l> {
    /// Its name and parameters, without that of the encoding.
    head: String,
    charset: Option<&'l str>,
    value: &'l str,
}

impl<'l> Begun<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        let is_encoding = |text: &str| text.trim().eq_ignore_ascii_case("QUOTED-PRINTABLE");
        let (mut kept, mut charset, mut printable) = (Vec::new(), None, false);
        for (at, piece) in head.split(';').enumerate() {
            let (name, text) = piece.split_once('=').unwrap_or(("", piece));
            if at > 0 && name.trim().eq_ignore_ascii_case("CHARSET") {
                charset = Some(text.trim_matches([' ', '"']));
                continue;
            }
            printable |= at > 0 && is_encoding(text);
            kept.push(piece);
        }
        printable.then(|| Self { head: kept.join(";"), charset, value })
    }
}

/// The encoding of this label. What does not keep ASCII as it is has no place in a card's line.
fn encoding(label: Option<&str>) -> Result<&'static Encoding, Undecodable> {
    let Some(label) = label else { return Ok(UTF_8) };
    let found = detect::named(label).map_err(|_| Undecodable)?;
    if [UTF_16LE, UTF_16BE, ISO_2022_JP].contains(&found) { Err(Undecodable) } else { Ok(found) }
}

/// A piece of a quoted-printable value.
#[derive(Clone, Copy)]
enum Piece {
    /// A sign that stands for itself.
    Sign(char),
    /// `=D5`.
    Byte(u8),
}

impl Piece {
    /// It as a byte of the encoding; a sign may be the second byte of a character.
    fn byte(self) -> Option<u8> {
        match self {
            Self::Byte(byte) => Some(byte),
            Self::Sign(sign) => u8::try_from(sign).ok().filter(u8::is_ascii),
        }
    }
}

/// A value in quoted-printable UTF-8; nothing if it is malformed. What separates the parts of a value
/// stays as it stands there.
fn in_utf8(value: &str, encoding: &'static Encoding) -> Option<String> {
    let pieces = pieces(value);
    let (mut spelt, mut rest) = (String::new(), pieces.as_slice());
    while let [first, behind @ ..] = rest {
        match *first {
            Piece::Sign(sign) if sign.is_ascii() => spelt.push(sign),
            Piece::Sign(sign) => quote(&mut spelt, sign.encode_utf8(&mut [0; 4])),
            Piece::Byte(byte) if byte.is_ascii() => _ = write!(spelt, "={byte:02X}"),
            Piece::Byte(_) => {
                let (text, length) = character(rest, encoding)?;
                quote(&mut spelt, &text);
                rest = rest.get(length..)?;
                continue;
            }
        }
        rest = behind;
    }
    Some(spelt)
}

/// The character with which `rest` begins, and of how many bytes it is.
fn character(rest: &[Piece], encoding: &'static Encoding) -> Option<(String, usize)> {
    let bytes: Vec<u8> = rest.iter().take(4).map_while(|piece| piece.byte()).collect();
    (1..=bytes.len()).find_map(|length| {
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(bytes.get(..length)?)?
            .into_owned();
        Some((text, length))
    })
}

fn quote(spelt: &mut String, text: &str) {
    for byte in text.bytes() {
        _ = write!(spelt, "={byte:02X}");
    }
}

fn pieces(value: &str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::with_capacity(value.len()), value);
    while let Some(sign) = rest.chars().next() {
        let hex = rest.get(1..3).filter(|_| sign == '=');
        let byte = hex.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(byte) = byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            pieces.push(Piece::Byte(byte));
            rest = rest.get(3..).unwrap_or_default();
        } else {
            // A sign of equality that quotes nothing stands for itself.
            pieces.push(if sign == '=' { Piece::Byte(b'=') } else { Piece::Sign(sign) });
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(card: &str, label: Option<&str>) -> Option<String> {
        to_utf8(card, label).ok().map(Cow::into_owned)
    }

    #[test]
    fn values_are_spelt_in_utf8() {
        let expected = "N;CHARSET=UTF-8:=E5=BC=A0;=E4=BC=9F=3B;;\r\n";
        let expected = expected.replacen("N;", "N;ENCODING=QUOTED-PRINTABLE;", 1);
        for charset in ["GBK", "gb2312", "GB18030", "cp936"] {
            let card =
                format!("N;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:=D5=C5;=CE=B0=3B;;\n");
            assert_eq!(spelt(&card, None).as_deref(), Some(&*expected), "{charset}");
        }
        let card = "N;ENCODING=QUOTED-PRINTABLE:=D5=C5;=\r\n=CE=B0=3B;;\r\n";
        assert_eq!(spelt(card, Some("gbk")).as_deref(), Some(&*expected));
        assert_eq!(spelt(&expected, None).as_deref(), Some(&*expected));
        // The second byte of 丂 is a sign of ASCII, which some leave as it is.
        let card = "N;QUOTED-PRINTABLE;CHARSET=GBK:=81@\n";
        let expected = "N;QUOTED-PRINTABLE;CHARSET=UTF-8:=E4=B8=82\r\n";
        assert_eq!(spelt(card, None).as_deref(), Some(expected));
        assert_eq!(spelt("N:a=\n", None).as_deref(), Some("N:a=\n"));
    }

    #[test]
    fn what_cannot_be_decoded_is_refused() {
        for head in ["", ";CHARSET=UTF-8", ";CHARSET=KLINGON", ";CHARSET=UTF-16LE"] {
            let card = format!("N{head};ENCODING=QUOTED-PRINTABLE:=D5=C5;=CE=B0;;;\r\n");
            assert_eq!(spelt(&card, None), None, "{head}");
        }
        assert_eq!(spelt("N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5\r\n", None), None);
    }

    #[test]
    fn a_value_ends_with_its_card() {
        let card = "BEGIN:VCARD\r\nN;ENCODING=QUOTED-PRINTABLE:a=\r\nEND:VCARD\r\n";
        assert!(spelt(card, None).unwrap().ends_with("CHARSET=UTF-8:a\r\nEND:VCARD\r\n"));
    }
}
