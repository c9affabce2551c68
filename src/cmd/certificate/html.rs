//! A certificate as a page to print: what the text says, in tables, and the signed text itself.
//!
//! The page is for the eye and for the file of paper; the signature is over the text alone, which
//! is why the text stands in it whole.

use super::document::{Document, Words};
use crate::cmd::paper::{self, escape};
use crate::ui::Catalogue;

/// The page of `document`, with the exact `text` that is signed; `number` is the certificate's.
pub(super) fn page(catalogue: &Catalogue, number: &str, document: &Document, text: &str) -> String {
    let words = Words(catalogue);
    let head = paper::head(catalogue.language(), &format!("{} {number}", document.title));
    let title = escape(&document.title);
    let body: String = document.sections.iter().map(|part| paper::section(part, "")).collect();
    let annex = document.annex.as_ref().map(|part| paper::section(part, "annex"));
    let annex = annex.unwrap_or_default();
    let signed = escape(&words.say("signed"));
    let over = escape(&words.say("signed-over"));
    let text = escape(text);
    let tail = paper::TAIL;
    format!(
        "{head}<h1>{title}</h1>\n{body}{annex}\
         <section class=\"signed\">\n<h2>{signed}</h2>\n<p>{over}</p>\n<pre>{text}</pre>\n\
         </section>\n{tail}"
    )
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
