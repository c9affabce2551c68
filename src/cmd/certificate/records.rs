//! What the certificate of a destruction of records says, section by section.

use super::document::{Document, Words};
use crate::cmd::paper::{Entry, Section};
use crate::ui::Catalogue;
use crate::vault::{Certificate, Comeback, CopyKind, Destruction, Residual, Scope, Unrefused};

/// The document of `destruction`, which `certificate` is made out for.
pub(super) fn document(
    catalogue: &Catalogue,
    certificate: &Certificate,
    destruction: &Destruction,
) -> Document {
    let words = Words(catalogue);
    let (records, annex) = words.numbers(&certificate.numbers);
    let title = match (&destruction.scope, certificate.is_partial()) {
        (None, false) => "title",
        (None, true) => "title-incomplete",
        (Some(_), false) => "title-part",
        (Some(_), true) => "title-part-incomplete",
    };
    let sections = vec![
        basics(words, certificate),
        object(words, destruction, records),
        why(words, certificate, destruction),
        how(words, destruction),
        checks(words, destruction),
        copies(words, certificate, destruction),
        limits(words, destruction),
        conclusion(words, certificate),
    ];
    Document { title: words.say(title), sections, annex }
}

/// Which certificate it is, of whom, and from where.
fn basics(words: Words<'_>, certificate: &Certificate) -> Section {
    let lines: Vec<String> = std::iter::once(certificate.line)
        .chain(certificate.settled.iter().map(|settled| settled.line))
        .map(|line| line.to_string())
        .collect();
    let outstanding = certificate.outstanding().count();
    let status = match (certificate.is_back(), outstanding) {
        (Some(_), _) => words.say("undone"),
        (None, 0) if certificate.unrefused.is_some() => words.say("complete-unrefused"),
        (None, 0) => words.say("complete"),
        (None, _) => words.with("incomplete", &[("count", &outstanding.to_string())]),
    };
    let mut entries = vec![
        words.fact("number", certificate.number()),
        words.blank("organisation"),
        words.fact("vault", certificate.vault().to_string()),
        words.fact("line", words.with("line-of", &[("lines", &words.list(&lines))])),
        words.fact("status", status),
    ];
    entries.extend(certificate.comeback.as_ref().map(|back| words.fact("back", told(words, back))));
    words.section("basics", entries)
}

/// Which restore took which records back, and what became of that.
fn told(words: Words<'_>, comeback: &Comeback) -> String {
    let (entry, time) = (comeback.entry.to_string(), words.moment(&comeback.time));
    let records = comeback.numbers.human();
    let args = [("records", records.as_str()), ("entry", &entry), ("time", &time)];
    let said = words.with("back-by", &args);
    let then = comeback.again.map(|line| words.with("back-again", &[("line", &line.to_string())]));
    said + &then.unwrap_or_else(|| words.say("back-still"))
}

/// What was destroyed.
fn object(words: Words<'_>, destruction: &Destruction, records: String) -> Section {
    let parts: Vec<_> =
        destruction.parts.iter().map(|p| words.counted(&words.part(p.part), p.count)).collect();
    let rows: Vec<_> = destruction
        .rows
        .iter()
        .map(|(table, count)| words.counted(&words.word("table", table.as_str()), *count))
        .collect();
    let mut entries = vec![
        words.fact("records", records),
        words.fact("together", destruction.count.to_string()),
        words.fact("scope", scope(words, destruction.scope.as_ref())),
        words.fact("parts", words.list(&parts)),
        words.fact("rows", words.list(&rows)),
        words.fact("before", words.level(destruction.before)),
        words.fact("after", words.word("state", destruction.after.as_str())),
    ];
    if destruction.scope.is_some() {
        entries.push(words.sentence("scope-kept"));
    }
    words.section("object", entries)
}

/// Which levels and fields.
fn scope(words: Words<'_>, scope: Option<&Scope>) -> String {
    let Some(Scope { levels, fields }) = scope else { return words.say("scope-whole") };
    let mut named: Vec<_> = levels.iter().map(|level| words.level(Some(*level))).collect();
    named.extend(fields.iter().map(|field| {
        let id = field.as_str();
        words.with("scope-field", &[("name", &words.word("field", id)), ("id", id)])
    }));
    words.list(&named)
}

fn why(words: Words<'_>, certificate: &Certificate, destruction: &Destruction) -> Section {
    let commitments: Vec<_> = destruction.commitments.iter().map(ToString::to_string).collect();
    let rules: Vec<_> = destruction.retention.rules.iter().map(ToString::to_string).collect();
    let suppressed = match &certificate.unrefused {
        Some(one) => unrefused(words, one),
        None if destruction.suppressed => words.say("suppressed"),
        None => words.say("not-suppressed"),
    };
    words.section(
        "why",
        vec![
            words.fact("reason", words.word("reason", destruction.reason.id())),
            words.fact("basis", destruction.basis.as_str()),
            words.fact(
                "decided",
                words.with("entry-of", &[("entry", &destruction.intent.to_string())]),
            ),
            words.fact("retention", words.outcome(destruction.retention.result)),
            words.fact("rules", words.list(&rules)),
            words.fact("request", words.list(&commitments)),
            words.fact("suppression", suppressed),
        ],
    )
}

/// Which restore had not the hashes of which records.
fn unrefused(words: Words<'_>, unrefused: &Unrefused) -> String {
    let (entry, time) = (unrefused.entry.to_string(), words.moment(&unrefused.time));
    let records = unrefused.numbers.human();
    words.with("unrefused", &[("records", records.as_str()), ("entry", &entry), ("time", &time)])
}

fn how(words: Words<'_>, destruction: &Destruction) -> Section {
    let executor = &destruction.executor;
    let person = words.person(&executor.operator.to_string(), executor.role.as_str());
    let techniques = words.words("technique", &destruction.techniques);
    let key = &destruction.key;
    let cipher = words
        .with("cipher", &[("algorithm", key.algorithm.as_str()), ("bits", &key.bits.to_string())]);
    words.section(
        "how",
        vec![
            words.fact("method", words.word("method", destruction.method.as_str())),
            words.fact("techniques", words.list(&techniques)),
            words.fact("started", words.moment(&destruction.started)),
            words.fact("completed", words.moment(&destruction.completed)),
            words.fact("executor", person),
            words.fact("epoch", key.epoch.to_string()),
            words.fact("algorithm", cipher),
            words.fact("key", key.hash.to_string()),
            words.fact("location", words.word("location", key.location.as_str())),
            words.fact("cleared", words.moment(&key.cleared)),
            words.fact("tool", format!("{} {}", destruction.tool, destruction.version)),
            words.fact("policy", destruction.policy.to_string()),
            words.fact("entry", destruction.log_seq.to_string()),
            words.fact("head", destruction.log_head.to_string()),
        ],
    )
}

fn checks(words: Words<'_>, destruction: &Destruction) -> Section {
    let checks = destruction.checks.iter().map(|check| Entry::Fact {
        label: words.word("check", check.check.as_str()),
        value: words.outcome(check.result),
    });
    words.section("checks", checks.collect())
}

/// Where copies were, and what became of them.
fn copies(words: Words<'_>, certificate: &Certificate, destruction: &Destruction) -> Section {
    let mut entries: Vec<_> = certificate
        .residual()
        .map(|copy| Entry::Fact { label: copy.name.to_owned(), value: fate(words, copy) })
        .collect();
    entries.extend(
        destruction
            .data_only
            .iter()
            .map(|name| Entry::Fact { label: name.clone(), value: words.say("copy-data-only") }),
    );
    if entries.is_empty() {
        entries.push(words.sentence("no-copies"));
    }
    words.section("copies", entries)
}

fn fate(words: Words<'_>, copy: Residual<'_>) -> String {
    let Some(settled) = copy.settled else {
        return words.say(match copy.kind {
            CopyKind::KeyFile => "copy-outstanding",
            CopyKind::Versioned => "copy-versioned",
            CopyKind::SetAside => "copy-set-aside",
        });
    };
    let scrub = &settled.scrub;
    let executor = &scrub.executor;
    let how = words.word("copy", scrub.how.as_str());
    let key = match scrub.key {
        Some(key) => words.with("copy-key", &[("key", &key.to_string())]),
        None if scrub.how.as_str() == "key-file-rewritten" => words.say("copy-key-missing"),
        None => String::new(),
    };
    words.with(
        "copy-settled",
        &[
            ("how", &(how + &key)),
            ("time", &words.moment(&scrub.time)),
            ("person", &words.person(&executor.operator.to_string(), executor.role.as_str())),
            ("line", &settled.line.to_string()),
        ],
    )
}

fn limits(words: Words<'_>, destruction: &Destruction) -> Section {
    let items = words.words("limit", &destruction.not_proved).into_iter().map(Entry::Item);
    words.section("not-proved", items.collect())
}

fn conclusion(words: Words<'_>, certificate: &Certificate) -> Section {
    let mut entries = vec![words.sentence("said")];
    if certificate.is_back().is_some() {
        entries.push(words.sentence("said-undone"));
    }
    if certificate.unrefused.is_some() {
        entries.push(words.sentence("said-unrefused"));
    }
    if certificate.outstanding().next().is_some() {
        entries.push(words.sentence("said-incomplete"));
    }
    entries
        .extend(["handled", "supervised", "reviewed", "dated", "seal"].map(|id| words.blank(id)));
    words.section("conclusion", entries)
}
