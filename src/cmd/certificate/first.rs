//! The first form of a certificate's text, `kedang-certificate/1`.
//!
//! Version 0.1.0 issued it; it is written no more, only compared: certificates that people hold
//! must verify for ever. So nothing here and none of the texts it uses (the first part of
//! `certificate.ftl`) is ever changed, and a test holds both languages to their hash.

use crate::error::{Arg, Message};
use crate::model::{Level, Part};
use crate::ui::{Catalogue, Language};
use crate::vault::{Certificate, Destruction, Moment, Outcome, Subject};

/// Begins the line behind which the machine-readable part stands: the form of the text, its
/// language, and the records it is made out for.
pub(super) const FORM: &str = "kedang-certificate/1";

/// The whole certificate in the language of `catalogue`; nothing for what this form cannot say.
pub(super) fn render(catalogue: &Catalogue, certificate: &Certificate) -> Option<String> {
    let Subject::Records(destruction) = &certificate.subject else { return None };
    let partly = destruction.scope.is_some() || destruction.suppressed;
    if partly || !destruction.data_only.is_empty() || certificate.lines.len() > 1 {
        return None;
    }
    let mut text = Text { catalogue, out: String::new() };
    text.title();
    text.what(certificate, destruction);
    text.why(destruction);
    text.how(destruction);
    text.checks(destruction);
    text.limits(destruction);
    let language = catalogue.language().id();
    text.line(&format!("{FORM} {language} {}", certificate.numbers));
    Some(text.out + &certificate.block())
}

/// A text that grows line by line.
struct Text<'a> {
    catalogue: &'a Catalogue,
    out: String,
}

impl Text<'_> {
    fn say(&self, id: &str) -> String {
        self.catalogue.text(&Message::new(id.to_owned()))
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn heading(&mut self, id: &str) {
        let text = self.say(id);
        self.line("");
        self.line(&text);
    }

    /// `label: value`, as the language writes it.
    fn fact(&mut self, label: &str, value: impl Into<Arg>) {
        let label = self.say(&format!("certificate-{label}"));
        let message =
            Message::new("certificate-fact").arg("label", label.as_str()).arg("value", value);
        let text = self.catalogue.text(&message);
        self.line(&text);
    }

    /// What a code means; a code without a text stands for itself.
    fn word(&self, kind: &str, code: &str) -> String {
        let id = format!("certificate-{kind}-{code}");
        self.catalogue.get(&id).unwrap_or_else(|| code.to_owned())
    }

    fn list(&self, items: &[String]) -> String {
        let separator = match self.catalogue.language() {
            Language::Chinese => "、",
            Language::English => ", ",
        };
        if items.is_empty() { self.say("certificate-none") } else { items.join(separator) }
    }

    fn moment(&self, moment: &Moment) -> String {
        let message = Message::new("certificate-moment")
            .arg("local", moment.local())
            .arg("utc", moment.utc());
        self.catalogue.text(&message)
    }

    fn outcome(&self, outcome: Outcome) -> String {
        self.say(match outcome {
            Outcome::Pass => "certificate-pass",
            Outcome::Failed => "certificate-failed",
            Outcome::Unknown => "certificate-unknown",
        })
    }

    fn level(&self, level: Option<Level>) -> String {
        match level {
            Some(level) => self.say(&format!("certificate-level-{}", level.get())),
            None => self.say("certificate-level-0"),
        }
    }

    fn title(&mut self) {
        let title = self.say("certificate-title");
        self.line(&title);
        self.line("");
    }

    fn what(&mut self, certificate: &Certificate, destruction: &Destruction) {
        self.fact("number", destruction.certificate.as_str());
        self.fact("vault", destruction.vault.to_string());
        self.fact("records", certificate.numbers.human());
        self.fact("together", destruction.count.to_string());
        let part = |part: Part| match part {
            Part::Operational => self.say("certificate-level-0"),
            Part::Level(level) => self.level(Some(level)),
        };
        let counted = |(what, count): (String, u64)| {
            let message = Message::new("certificate-counted").arg("what", what).arg("count", count);
            self.catalogue.text(&message)
        };
        let parts: Vec<_> =
            destruction.parts.iter().map(|p| counted((part(p.part), p.count))).collect();
        let rows: Vec<_> = destruction
            .rows
            .iter()
            .map(|(table, count)| counted((self.word("table", table.as_str()), *count)))
            .collect();
        self.fact("parts", self.list(&parts));
        self.fact("rows", self.list(&rows));
        self.fact("before", self.level(destruction.before));
        self.fact("after", self.word("state", destruction.after.as_str()));
    }

    fn why(&mut self, destruction: &Destruction) {
        self.heading("certificate-why");
        self.fact("reason", self.word("reason", destruction.reason.id()));
        self.fact("basis", destruction.basis.as_str());
        self.fact("decided", destruction.intent.to_string());
        let commitments: Vec<_> = destruction.commitments.iter().map(ToString::to_string).collect();
        self.fact("request", self.list(&commitments));
        let rules: Vec<_> = destruction.retention.rules.iter().map(ToString::to_string).collect();
        self.fact("retention", self.outcome(destruction.retention.result));
        self.fact("rules", self.list(&rules));
    }

    fn how(&mut self, destruction: &Destruction) {
        self.heading("certificate-how");
        self.fact("started", self.moment(&destruction.started));
        self.fact("completed", self.moment(&destruction.completed));
        let role = self.word("role", destruction.executor.role.as_str());
        let executor = Message::new("certificate-person")
            .arg("operator", destruction.executor.operator.to_string())
            .arg("role", role);
        self.fact("executor", self.catalogue.text(&executor));
        self.fact("method", self.word("method", destruction.method.as_str()));
        let techniques: Vec<_> = destruction
            .techniques
            .iter()
            .map(|technique| self.word("technique", technique.as_str()))
            .collect();
        self.fact("techniques", self.list(&techniques));
        let key = &destruction.key;
        self.fact("epoch", key.epoch.to_string());
        self.fact("algorithm", format!("{} ({} bit)", key.algorithm, key.bits));
        self.fact("key", key.hash.to_string());
        self.fact("location", self.word("location", key.location.as_str()));
        self.fact("cleared", self.moment(&key.cleared));
        self.fact("tool", format!("{} {}", destruction.tool, destruction.version));
        self.fact("policy", destruction.policy.to_string());
        self.fact("entry", destruction.log_seq.to_string());
        self.fact("head", destruction.log_head.to_string());
    }

    fn checks(&mut self, destruction: &Destruction) {
        self.heading("certificate-checks");
        for check in &destruction.checks {
            let what = self.word("check", check.check.as_str());
            let result = self.outcome(check.result);
            let message = Message::new("certificate-fact").arg("label", what).arg("value", result);
            let text = self.catalogue.text(&message);
            self.line(&format!("- {text}"));
        }
    }

    fn limits(&mut self, destruction: &Destruction) {
        self.heading("certificate-residual");
        if destruction.residual.is_empty() {
            let none = self.say("certificate-no-residual");
            self.line(&format!("- {none}"));
        }
        for name in &destruction.residual {
            self.line(&format!("- {name}"));
        }
        self.heading("certificate-said");
        self.heading("certificate-not-proved");
        for code in &destruction.not_proved {
            let what = self.word("limit", code.as_str());
            self.line(&format!("- {what}"));
        }
        self.line("");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmd::certificate::sample::ISSUED;

    #[test]
    fn what_was_issued_once_is_written_the_same_for_ever() {
        let lines = crate::vault::extract_block(ISSUED).unwrap();
        let certificate = Certificate::from_lines(&lines, &"3".parse().unwrap()).unwrap();
        let write = |language| render(&Catalogue::new(language), &certificate).unwrap();
        assert_eq!(write(Language::English), ISSUED);
        let hash = crate::crypto::sha256(write(Language::Chinese).as_bytes());
        assert_eq!(
            hash.to_string(),
            "d29bb24c6cdefa7c7678ffb555ec9b78d48a177157735890e58d0a3b26ab9e4f"
        );
    }
}
