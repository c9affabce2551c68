//! What the certificate of a destruction of paper or media says, section by section.

use super::document::{Document, Words};
use crate::cmd::paper::Section;
use crate::ui::Catalogue;
use crate::vault::{Certificate, Physical};

/// The document of `physical`, which `certificate` is made out for.
pub(super) fn document(
    catalogue: &Catalogue,
    certificate: &Certificate,
    physical: &Physical,
) -> Document {
    let words = Words(catalogue);
    let (records, annex) = words.numbers(&certificate.numbers);
    let sections = vec![
        words.section(
            "basics",
            vec![
                words.fact("number", certificate.number()),
                words.blank("organisation"),
                words.fact("vault", certificate.vault().to_string()),
                words.fact(
                    "line",
                    words.with("line-of", &[("lines", &certificate.line.to_string())]),
                ),
            ],
        ),
        object(words, physical, records),
        words.section(
            "why",
            vec![
                words.fact("reason", words.word("reason", physical.reason.id())),
                words.fact("basis", physical.basis.as_str()),
            ],
        ),
        how(words, physical),
        conclusion(words),
    ];
    Document { title: words.say("title-physical"), sections, annex }
}

fn object(words: Words<'_>, physical: &Physical, records: String) -> Section {
    let stated = |text: &Option<String>| text.clone().unwrap_or_else(|| words.say("not-stated"));
    words.section(
        "object",
        vec![
            words.fact("medium", words.word("medium", physical.medium.as_str())),
            words.fact("quantity", physical.quantity.to_string()),
            words.fact("make", stated(&physical.make)),
            words.fact("model", stated(&physical.model)),
            words.fact("serial", stated(&physical.serial)),
            words.fact("held", records),
        ],
    )
}

fn how(words: Words<'_>, physical: &Physical) -> Section {
    let witnesses: Vec<_> = physical.witnesses.iter().map(ToString::to_string).collect();
    let executor = &physical.executor;
    let person = words.person(&executor.operator.to_string(), executor.role.as_str());
    words.section(
        "how",
        vec![
            words.fact("method", words.word("means", physical.method.as_str())),
            words.fact("day-of", words.day(&physical.day)),
            words.fact("witnesses", words.list(&witnesses)),
            words.fact("recorder", person),
            words.fact("recorded", words.moment(&physical.time)),
            words.fact("tool", format!("{} {}", physical.tool, physical.version)),
            words.fact("policy", physical.policy.to_string()),
            words.fact("entry-recorded", physical.log_seq.to_string()),
            words.fact("head-recorded", physical.log_head.to_string()),
        ],
    )
}

fn conclusion(words: Words<'_>) -> Section {
    let mut entries = vec![words.sentence("said-physical")];
    entries
        .extend(["handled", "supervised", "reviewed", "dated", "seal"].map(|id| words.blank(id)));
    words.section("conclusion", entries)
}
