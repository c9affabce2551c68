//! The text of a certificate: the facts of its lines in words, for people.
//!
//! It says nothing that these and its last line do not say, and the same lines always give the same text; so
//! [`is_genuine`] writes it again and compares. The last line above the block names the form, the
//! language and the records it is made out for:
//!
//! ```text
//! kedang-certificate/2 zh 3
//! ```
//!
//! What is issued has the newest form that it needs; every form that was ever issued is still
//! compared. The third is the second with what the lines do not know: that a restore took records
//! back to before their destruction. The fourth has beside that the copies that open them, where the
//! lines do not name these or say that they were settled. The fifth has what the fourth has, and that a
//! restore had not the hashes which the line says are kept, so that imports do not refuse the person.
//!
//! ```text
//! kedang-certificate/3 zh 3 {"entry":57,"time":{…},"numbers":"3"}
//! kedang-certificate/4 zh 3 {"copies":[{"name":"nas","kind":"key-file"}],"restored":null}
//! kedang-certificate/5 zh 3 {"copies":[],"restored":null,"unrefused":{"entry":57,"time":{…},"numbers":"3"}}
//! ```

use super::document::Document;
use super::{first, physical, records};
use crate::ui::{Catalogue, Language};
use crate::vault::{Certificate, Comeback, Copied, Numbers, Subject, Unrefused};
use serde::{Deserialize, Serialize};

/// The form of what is issued.
const FORM: &str = "kedang-certificate/2";

/// The form of what a restore took back.
const BACK_FORM: &str = "kedang-certificate/3";

/// The form of what copies open.
const COPIES_FORM: &str = "kedang-certificate/4";

/// The form of whom imports do not refuse any more.
const UNREFUSED_FORM: &str = "kedang-certificate/5";

/// What the fourth form and the fifth say of what the lines do not know.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beyond {
    copies: Vec<Copied>,
    restored: Option<Comeback>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unrefused: Option<Unrefused>,
}

/// Stands for no records, where the numbers of records stand.
const NO_RECORDS: &str = "-";

/// What a certificate says, in the language of `catalogue`.
pub(super) fn document(catalogue: &Catalogue, certificate: &Certificate) -> Document {
    match &certificate.subject {
        Subject::Records(destruction) => records::document(catalogue, certificate, destruction),
        Subject::Physical(physical) => physical::document(catalogue, certificate, physical),
    }
}

/// The whole certificate in the language of `catalogue`.
pub(super) fn render(catalogue: &Catalogue, certificate: &Certificate) -> String {
    let language = catalogue.language().id();
    let numbers = certificate.numbers.to_string();
    let numbers = if numbers.is_empty() { NO_RECORDS } else { &numbers };
    let text = document(catalogue, certificate).to_text(catalogue);
    let (form, json) = beyond(certificate);
    let beyond = json.map(|json| format!(" {json}")).unwrap_or_default();
    format!("{text}{form} {language} {numbers}{beyond}\n{}", certificate.block())
}

/// The form that a certificate needs, and what it says of what the lines do not know.
fn beyond(certificate: &Certificate) -> (&'static str, Option<String>) {
    let Certificate { comeback, copies, unrefused, .. } = certificate;
    if !copies.is_empty() || unrefused.is_some() {
        let form = if unrefused.is_some() { UNREFUSED_FORM } else { COPIES_FORM };
        let (restored, unrefused) = (comeback.clone(), unrefused.clone());
        let beyond = Beyond { copies: copies.clone(), restored, unrefused };
        return (form, serde_json::to_string(&beyond).ok());
    }
    match comeback.as_ref().and_then(|comeback| serde_json::to_string(comeback).ok()) {
        Some(json) => (BACK_FORM, Some(json)),
        None => (FORM, None),
    }
}

/// What a check of the wording finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// The text says what the lines say, about these records.
    Genuine(Box<Certificate>),
    /// It says something else, or about records that the line does not name.
    Other,
    /// It is in a form that this version does not know.
    Newer,
}

/// Whether `text` is what `lines`, which it carries, give.
pub(super) fn is_genuine(text: &str, lines: &str) -> Wording {
    let Some(form) = text.lines().rev().find(|line| line.starts_with("kedang-certificate/")) else {
        return Wording::Other;
    };
    let mut words = form.splitn(4, ' ');
    let (form, language, numbers) = (words.next(), words.next(), words.next());
    let newest = matches!(form, Some(COPIES_FORM | UNREFUSED_FORM));
    if !newest && !matches!(form, Some(FORM | BACK_FORM | first::FORM)) {
        return Wording::Newer;
    }
    let language = language.and_then(Language::from_id);
    let numbers = numbers.map(|text| if text == NO_RECORDS { "" } else { text });
    let numbers = numbers.and_then(|text| text.parse::<Numbers>().ok());
    let (Some(language), Some(numbers)) = (language, numbers) else { return Wording::Other };
    let Ok(mut certificate) = Certificate::from_lines(lines, &numbers) else {
        return Wording::Other;
    };
    let json = words.next();
    if newest {
        let Some(Beyond { copies, restored, unrefused }) =
            json.and_then(|text| serde_json::from_str(text).ok())
        else {
            return Wording::Other;
        };
        (certificate.copies, certificate.comeback) = (copies, restored);
        certificate.unrefused = unrefused;
    } else {
        certificate.comeback = json.and_then(|json| serde_json::from_str(json).ok());
    }
    let catalogue = Catalogue::new(language);
    let written = match form {
        Some(first::FORM) => first::render(&catalogue, &certificate),
        _ => Some(render(&catalogue, &certificate)),
    };
    if written.as_deref() == Some(text) {
        Wording::Genuine(Box::new(certificate))
    } else {
        Wording::Other
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
