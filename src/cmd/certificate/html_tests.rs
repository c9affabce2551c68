//! Tests of the page: well-formed, escaped, with the signed text in it.

use super::super::sample::{Log, certificate};
use super::super::text;
use super::*;
use crate::ui::Language;
use crate::vault::Certificate;

fn page_of(language: Language, certificate: &Certificate) -> (String, String) {
    let catalogue = Catalogue::new(language);
    let text = text::render(&catalogue, certificate);
    let document = text::document(&catalogue, certificate);
    (page(&catalogue, certificate.number(), &document, &text), text)
}

fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Holds every tag to the one it closes, and every ampersand to an entity.
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let body = html.strip_prefix("<!DOCTYPE html>\n").unwrap();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains('>'), "{text}");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "in {open:?}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        for entity in text.split('&').skip(1) {
            let (name, _) = entity.split_once(';').unwrap();
            assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "{name}");
        }
    }
    assert_eq!(open, [] as [&str; 0]);
}

fn hostile() -> Certificate {
    let mut log = Log::new();
    let line = log.destroy(|said| {
        said.residual = vec!["<script>alert('x')</script>".to_owned(), "a&b\"</pre>".to_owned()];
    });
    certificate(&[&line], "3-4")
}

#[test]
fn it_is_well_formed_and_holds_the_signed_text() {
    let mut log = Log::new();
    let (fully, disk) = (log.destroy_fully(), log.shred("3"));
    for certificate in [certificate(&[&fully], "3"), certificate(&[&disk], "3"), hostile()] {
        for language in Language::ALL {
            let (html, text) = page_of(language, &certificate);
            assert_well_formed(&html);
            let pre = html.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap();
            assert_eq!(unescape(pre), text, "the exact text that is signed");
            for absent in ["<script", "<link", "<img", "@import", "url("] {
                assert!(!html.contains(absent), "{absent}");
            }
        }
    }
}

/// Breaks when anything is written without `escape`.
#[test]
fn what_a_line_says_is_never_taken_for_html() {
    let (html, _) = page_of(Language::Chinese, &hostile());
    assert!(!html.contains("<script") && !html.contains("</pre>\"") && !html.contains("a&b"));
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
}

#[test]
fn it_is_a_document_with_room_for_hands_and_seal() {
    let mut log = Log::new();
    let line = log.destroy(|_| {});
    let (html, _) = page_of(Language::Chinese, &certificate(&[&line], "3"));
    assert!(html.contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-Hans\">"));
    assert!(html.contains("size:A4"));
    for blank in ["单位名称", "经办人", "监销人", "复核人", "日期", "单位盖章"] {
        let row = format!(">{blank}</th><td class=\"blank\"></td></tr>");
        assert!(html.contains(&row), "{blank}");
    }
    assert!(html.contains(">证明编号</th>"));
}
