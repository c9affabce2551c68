//! A table as one page of HTML: self-contained (no script, no font, no request), to be read in a
//! browser and printed on A4.
//!
//! Everything that is given as text is escaped, and each cell is a direction of its own, so that a
//! text from right to left turns nothing round but itself.
//!
//! A spreadsheet that opens the page would run what begins with `=` and round long numbers. Each cell
//! says that it is text: in the words of `LibreOffice` (`sdnum`) and, in the style, of Excel.

/// How a cell of a page says to `LibreOffice` that it is text, which it would run or round otherwise; the
/// style says it to Excel.
pub const IS_TEXT: &str = "sdnum=\"1033;0;@\"";

/// A4 across, the header on every page, with fonts for Chinese where the system has them.
const STYLE: &str = "\
@page{size:A4 landscape;margin:12mm}
body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",\
\"SimSun\",\"Helvetica Neue\",Arial,sans-serif;font-size:9pt;line-height:1.4;color:#000;\
background:#fff}
h1{font-size:14pt;margin:0 0 4mm}
table{border-collapse:collapse}
thead{display:table-header-group}
th,td{border:1px solid #000;padding:.8mm 1.8mm;text-align:start;vertical-align:top;\
white-space:pre-line;overflow-wrap:anywhere}
th,td{mso-number-format:\"\\@\"}
th{background:#f2f2f2}
td{unicode-bidi:isolate}
tr{break-inside:avoid}
";

/// What ends the page.
pub const HTML_TAIL: &str = "</tbody>\n</table>\n</body>\n</html>\n";

/// The page up to its first row. `language` is a tag such as `zh-Hans`.
pub fn html_head(
    language: &str,
    title: &str,
    headings: impl IntoIterator<Item: AsRef<str>>,
) -> String {
    let (mut names, mut shown) = (String::new(), String::new());
    for heading in headings {
        names.extend(["<th scope=\"col\" ", IS_TEXT, ">"]);
        escape(heading.as_ref(), &mut names);
        names.push_str("</th>");
    }
    escape(title, &mut shown);
    format!(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\">\n\
         <head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <title>{shown}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{shown}</h1>\n\
         <table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n"
    )
}

/// Adds a row of the table.
pub fn html_row(cells: impl IntoIterator<Item: AsRef<str>>, out: &mut Vec<u8>) {
    let mut row = String::from("<tr>");
    for cell in cells {
        row.extend(["<td ", IS_TEXT, ">"]);
        escape(cell.as_ref(), &mut row);
        row.push_str("</td>");
    }
    row.push_str("</tr>\n");
    out.extend_from_slice(row.as_bytes());
}

/// Adds a text that no reader of HTML takes for anything else.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            // A page has none of these; a reader would take some for the end of the text.
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_well_formed_and_runs_nothing() {
        let mut page = html_head("zh-Hans", "客户服务 <1>", ["姓名", "a&b"]).into_bytes();
        html_row(["<script>alert(1)</script>", "\" onload='x' \u{0}\n=1+1"], &mut page);
        page.extend_from_slice(HTML_TAIL.as_bytes());
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("lang=\"zh-Hans\"") && page.contains("default-src 'none'"), "{page}");
        assert!(page.contains("@\">&lt;script&gt;alert(1)&lt;/script&gt;</td>"), "{page}");
        assert!(!page.contains("<script") && !page.contains("onload='"), "{page}");
        let (_, body) = page.split_once('\n').unwrap();
        let mut reader = quick_xml::Reader::from_str(body);
        let mut rows = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "tr" => rows += 1,
                _ => {}
            }
        }
        assert_eq!(rows, 2);
    }
}
