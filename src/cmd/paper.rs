//! Documents to print: headings with facts under them, and the page that shows them.
//!
//! A page is self-contained (no script, no font, no request), is well-formed XML too, and
//! everything that it is given as text is escaped. Certificates and customer cards are such pages.

use crate::ui::Language;
use crate::vault::{IS_TEXT, guarded};

/// A heading and what stands under it.
pub(super) struct Section {
    /// The heading.
    pub(super) heading: String,
    /// What stands under it.
    pub(super) entries: Vec<Entry>,
}

/// A line of a section.
pub(super) enum Entry {
    /// A fact under its name.
    Fact {
        /// Its name.
        label: String,
        /// What it is.
        value: String,
    },
    /// A name, and room to write by hand.
    Blank(String),
    /// One thing of several.
    Item(String),
    /// A sentence.
    Sentence(String),
}

/// A4, black on white, with fonts for Chinese where the system has them.
const STYLE: &str = "\
@page{size:A4;margin:20mm 18mm}
body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",\
\"SimSun\",\"Helvetica Neue\",Arial,sans-serif;font-size:10.5pt;line-height:1.5;color:#000;\
background:#fff;max-width:174mm;margin:0 auto}
h1{font-size:18pt;text-align:center;letter-spacing:.1em;margin:6mm 0}
h2{font-size:12pt;margin:5mm 0 2mm;break-after:avoid}
table{width:100%;border-collapse:collapse}
th,td{border:1px solid #000;padding:1.2mm 2.5mm;text-align:left;vertical-align:top;\
overflow-wrap:anywhere}
th,td{mso-number-format:\"\\@\"}
th{width:34%;font-weight:normal;background:#f2f2f2}
tr{break-inside:avoid}
td.blank{height:11mm}
td{white-space:pre-line}
p{margin:2mm 0}
ul{margin:0;padding-left:6mm}
ul.annex{columns:3}
section.signed,article+article{break-before:page}
pre{font-family:\"Noto Sans Mono CJK SC\",\"DejaVu Sans Mono\",Consolas,monospace;font-size:7.5pt;\
line-height:1.35;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #000;padding:3mm}
";

/// A page up to its body.
pub(super) fn head(language: Language, title: &str) -> String {
    let language = match language {
        Language::Chinese => "zh-Hans",
        Language::English => "en",
    };
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\">\n\
         <head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
}

/// What ends a page.
pub(super) const TAIL: &str = "</body>\n</html>\n";

/// A heading with a table of its facts, a list of its items, and its sentences.
pub(super) fn section(section: &Section, class: &str) -> String {
    let heading = line(&section.heading);
    let kind = |entry: &Entry| std::mem::discriminant(&group(entry));
    let groups = section.entries.chunk_by(|a, b| kind(a) == kind(b)).map(|entries| {
        let rows: String = entries.iter().map(entry).collect();
        match entries.first().map(group) {
            Some(Group::Row) => format!("<table>\n{rows}</table>\n"),
            Some(Group::Item) if class.is_empty() => format!("<ul>\n{rows}</ul>\n"),
            Some(Group::Item) => format!("<ul class=\"{class}\">\n{rows}</ul>\n"),
            _ => rows,
        }
    });
    let groups: String = groups.collect();
    format!("<section>\n<h2>{heading}</h2>\n{groups}</section>\n")
}

/// What stands together: facts and blanks are rows of one table.
enum Group {
    Row,
    Item,
    Sentence,
}

const fn group(entry: &Entry) -> Group {
    match entry {
        Entry::Fact { .. } | Entry::Blank(_) => Group::Row,
        Entry::Item(_) => Group::Item,
        Entry::Sentence(_) => Group::Sentence,
    }
}

fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Fact { label, value } => {
            let (label, value) = (escape(label), escape(value));
            format!("<tr><th scope=\"row\" {IS_TEXT}>{label}</th><td {IS_TEXT}>{value}</td></tr>\n")
        }
        Entry::Blank(label) => {
            let label = escape(label);
            format!("<tr><th scope=\"row\" {IS_TEXT}>{label}</th><td class=\"blank\"></td></tr>\n")
        }
        Entry::Item(item) => format!("<li>{}</li>\n", line(item)),
        Entry::Sentence(sentence) => format!("<p>{}</p>\n", line(sentence)),
    }
}

/// A text outside a table, where nothing can say that it is one: a spreadsheet that opens the page makes
/// a cell of it, and would run it as a formula but for what nobody sees before it.
fn line(text: &str) -> String {
    format!("{}{}", if guarded(text) { "&#8288;" } else { "" }, escape(text))
}

/// A text that no reader of HTML takes for anything else.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks when a page has a cell that does not say that it is text, or a live line without a mark.
    #[test]
    fn a_spreadsheet_that_opens_a_page_runs_nothing_of_it() {
        let live = ["=1+1", " @x", "＝1", "'=1+1", "-2", "#N/A"];
        for text in live {
            let fact = Entry::Fact { label: text.to_owned(), value: text.to_owned() };
            let entries = vec![
                fact,
                Entry::Blank(text.to_owned()),
                Entry::Item(text.to_owned()),
                Entry::Sentence(text.to_owned()),
            ];
            let page = section(&Section { heading: text.to_owned(), entries }, "");
            let written = escape(text);
            for tag in ["h2", "li", "p"] {
                let marked = format!("<{tag}>&#8288;{written}</{tag}>");
                assert_eq!(page.matches(&marked).count(), 1, "{page}");
            }
            let cell = format!(" {IS_TEXT}>{written}</t");
            assert_eq!(page.matches(&cell).count(), 3, "{page}");
            assert_eq!(page.matches(&written).count(), 6, "{page}");
        }
        assert_eq!(line("张伟 <a@example.com>"), "张伟 &lt;a@example.com&gt;");
    }
}
