//! The currency of an amount, where a sheet shows it and its cell has nothing but a number.
//!
//! An xlsx file says it in the cell's number format, an ods file in an attribute of the cell. A
//! format of the system's own, that shows whatever the reader's system does, says none.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::SheetError;
use super::digits::behind_general;
use crate::model::{currency, is_currency_sign};

/// What a number means beside its digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Money {
    /// Nothing that is known here.
    #[default]
    Plain,
    /// An amount in a currency, by its code.
    In(String),
    /// What is shown is another amount than the number, or one in a currency that cannot be told.
    Untold,
}

/// Units that make a number another one, what is longer first.
const UNITS: [&str; 9] = ["百万", "千", "万", "亿", "MN", "BN", "K", "M", "W"];

/// Formats of the system's own: the sign that they have is not the one that is shown.
const SYSTEM: [&str; 2] = ["_($* #,##0_)", "_($* #,##0.00_)"];

impl Money {
    /// What a number format says of its numbers.
    pub(super) fn of_format(format: &str) -> Self {
        if SYSTEM.iter().any(|system| format.starts_with(system)) {
            return Self::Plain;
        }
        let (mut run, mut said, mut in_units) = (String::new(), Self::Plain, false);
        let (mut scales, mut comma) = (false, false);
        let mut all = format.chars();
        loop {
            // A number as it is stands where digits would.
            let c = match behind_general(all.as_str()) {
                Some(behind) => {
                    all = behind.chars();
                    Some('0')
                }
                None => all.next(),
            };
            let before = std::mem::replace(&mut comma, c == Some(','));
            // A comma behind the last digit leaves three digits out.
            scales |= before && !matches!(c, Some('0' | '#' | '?' | ','));
            match c {
                Some('"') => run.extend(all.by_ref().take_while(|c| *c != '"')),
                Some('\\' | '!') => run.extend(all.next()),
                Some('_' | '*') => drop(all.next()),
                // A letter of ASCII without quotes is a part of a date.
                Some(c) if is_currency_sign(c) || !c.is_ascii() => run.push(c),
                Some(c) if !matches!(c, '[' | ';' | '0' | '#' | '?') => {}
                other => {
                    let (beside, has_unit) = Self::of_literal(&std::mem::take(&mut run));
                    said = said.or(beside);
                    in_units |= has_unit;
                    if other == Some('[') {
                        let inside: String = all.by_ref().take_while(|c| *c != ']').collect();
                        said = said.or(inside.strip_prefix('$').map_or(Self::Plain, Self::of_sign));
                    } else if matches!(other, None | Some(';')) {
                        break;
                    }
                }
            }
        }
        // With digits left out the number is the amount, and the unit says which.
        if in_units && !scales { Self::Untold } else { said }
    }

    fn or(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Plain, _) | (_, Self::Untold) => other,
            (Self::In(one), Self::In(another)) if one != another => Self::Untold,
            _ => self,
        }
    }

    /// What a text beside the number says, and whether it has a unit.
    fn of_literal(text: &str) -> (Self, bool) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "-+():".contains(c));
        let known = |text| currency(text).map(|code| Self::In(code.to_owned()));
        if let Some(known) = known(text) {
            return (known, false);
        }
        let capital = text.to_uppercase();
        for rest in UNITS.iter().filter_map(|unit| capital.strip_prefix(unit)) {
            match known(rest.trim()) {
                Some(known) => return (known, true),
                None if rest.is_empty() => return (Self::Plain, true),
                None => {}
            }
        }
        (if text.contains(is_currency_sign) { Self::Untold } else { Self::Plain }, false)
    }

    /// What a sign with its place says, such as `€-407`.
    fn of_sign(text: &str) -> Self {
        let (sign, place) = text.split_once('-').unwrap_or((text, ""));
        let place = u32::from_str_radix(place, 16).map_or(0, |place| place & 0xFFFF);
        let code = match (sign.trim(), place) {
            ("", _) => return Self::Plain,
            ("$", 0 | 0x409) => "USD",
            ("$", 0xC04) => "HKD",
            ("$", 0x404) => "TWD",
            ("$", _) => return Self::Untold,
            ("¥" | "￥", 0x411) => "JPY",
            (sign, _) => return Self::of_code(sign),
        };
        Self::In(code.to_owned())
    }

    /// What a name says that is one of a currency.
    fn of_code(text: &str) -> Self {
        match Self::of_literal(text) {
            (_, true) => Self::Untold,
            (Self::Plain, _) if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) => {
                Self::In(text.to_owned())
            }
            (Self::Plain, _) => Self::Untold,
            (known, _) => known,
        }
    }
}

/// The cells of a table that name a currency, by the first of rows that are alike: how many these are
/// and their cells.
#[derive(Default)]
pub(super) struct Named(BTreeMap<u32, (u32, Vec<Repeated>)>);

/// The first column of cells that are alike, how many these are, and their currency.
type Repeated = (u32, u32, Money);

impl Named {
    /// Those of an ods file's table `number`, from 1.
    pub(super) fn read(bytes: &[u8], number: usize) -> Result<Self, SheetError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Malformed)?;
        let content = archive.by_name("content.xml").map_err(|_| SheetError::Malformed)?;
        Self::of(content, number)
    }

    fn of(content: impl Read, number: usize) -> Result<Self, SheetError> {
        let mut xml = Reader::from_reader(BufReader::new(content));
        let (mut buffer, mut named) = (Vec::new(), Self::default());
        let (mut table, mut row, mut rows, mut column) = (0, 0_u32, 0_u32, 0_u32);
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer).map_err(|_| SheetError::Malformed)?;
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                if event == Event::Eof {
                    return Ok(named);
                }
                continue;
            };
            match tag.name().as_ref() {
                "table:table" => (table, row, rows) = (table + 1, 0, 0),
                "table:table-row" => {
                    row = row.saturating_add(rows);
                    (rows, column) = (times(&tag, "table:number-rows-repeated"), 0);
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let columns = times(&tag, "table:number-columns-repeated");
                    if let Some(code) = said(&tag, "office:currency").filter(|_| table == number) {
                        let (_, cells) = named.0.entry(row).or_insert((rows, Vec::new()));
                        cells.push((column, columns, Money::of_code(&code)));
                    }
                    column = column.saturating_add(columns);
                }
                _ => {}
            }
        }
    }

    /// What is said of the cell in a row and a column.
    pub(super) fn at(&self, (row, column): (u32, u32)) -> &Money {
        let within = |(first, count): (u32, u32), at: u32| at >= first && at - first < count;
        let found = self.0.range(..=row).next_back();
        let found = found.filter(|(first, (rows, _))| within((**first, *rows), row));
        let cells = found.map_or(&[][..], |(_, (_, cells))| cells);
        let before = cells.partition_point(|(first, ..)| *first <= column);
        let cell = before.checked_sub(1).and_then(|at| cells.get(at));
        cell.filter(|(first, count, _)| within((*first, *count), column))
            .map_or(&Money::Plain, |(.., money)| money)
    }
}

fn said(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.trim().to_owned()).filter(|text| !text.is_empty())
}

fn times(tag: &BytesStart<'_>, name: &str) -> u32 {
    said(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_the_currency() {
        let money = |code: &str| Money::In(code.to_owned());
        for (format, said) in [
            ("General", Money::Plain),
            ("#,##0.00", Money::Plain),
            ("0.0,", Money::Plain),
            ("[Red]0;[$-804]0", Money::Plain),
            ("0\"分\"", Money::Plain),
            ("_($* #,##0.00_);_($* (#,##0.00)", Money::Plain),
            ("\"$\"#,##0.00", money("USD")),
            ("$#,##0", money("USD")),
            ("\\$0", money("USD")),
            ("[$USD] #,##0.00", money("USD")),
            ("[$$-409]#,##0", money("USD")),
            ("[$$-C09]#,##0", Money::Untold),
            ("#,##0.00\\ [$€-407]", money("EUR")),
            ("[$HK$-C04]0", money("HKD")),
            ("[$¥-411]0", money("JPY")),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ", money("CNY")),
            ("0.00\"元\"", money("CNY")),
            ("[$CHF] 0", money("CHF")),
            ("[$kr-41D] 0", Money::Untold),
            ("0.00\"万\"", Money::Untold),
            ("\"$\"0.0\"万元\"", Money::Untold),
            ("0!.0,\"万\"", Money::Plain),
            ("0,\"K\"", Money::Plain),
            ("\"$\"#,##0,\"K\"", money("USD")),
            ("\"$\"#,##0\"K\"", Money::Untold),
            ("0!.0,\"万美元\"", money("USD")),
            ("0.0\"万美元\"", Money::Untold),
            ("\"$\"0\"元\"", Money::Untold),
            ("\"CHF\" 0.00", money("CHF")),
            ("\"CHF\"\\-0", money("CHF")),
            ("0.00\"澳元\"", money("AUD")),
            ("₩#,##0", money("KRW")),
            ("\"₽\"0", money("RUB")),
            ("[$₹-4009]0", money("INR")),
            ("0元", money("CNY")),
            ("G/通用格式", Money::Plain),
            ("G/通用格式\"万\"", Money::Untold),
            ("G/通用格式\"美元\"", money("USD")),
            ("\"¥\"G/通用格式", money("CNY")),
            ("General\"元\"", money("CNY")),
            ("0.0万", Money::Untold),
            ("\"₠\"0", Money::Untold),
            ("\"合计$\"0", Money::Untold),
            ("0\"top\"", Money::Plain),
            ("yyyy年m月d日", Money::Plain),
        ] {
            assert_eq!(Money::of_format(format), said, "{format}");
        }
    }

    #[test]
    fn a_cell_of_an_ods_file_says_it() {
        let cell = |more: &str| format!("<table:table-cell {more}/>");
        let many = "table:number-columns-repeated=\"2\"";
        let euro = "office:value=\"1\" office:currency=\"EUR\"";
        let content = format!(
            "<a><table:table/><table:table><table:table-row table:number-rows-repeated=\"3\"/>\
             <table:table-row table:number-rows-repeated=\"2\">{}{}{}</table:table-row>\
             </table:table></a>",
            cell(many),
            cell(&format!("{euro} {many}")),
            cell("office:value=\"1\"")
        );
        let named = Named::of(content.as_bytes(), 2).unwrap();
        let euro = Money::In("EUR".to_owned());
        for (at, said) in [((3, 2), &euro), ((4, 3), &euro)] {
            assert_eq!(named.at(at), said, "{at:?}");
        }
        for at in [(2, 2), (5, 2), (3, 1), (3, 4), (0, 0)] {
            assert_eq!(named.at(at), &Money::Plain, "{at:?}");
        }
    }
}
