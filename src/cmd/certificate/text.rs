//! The text of a certificate: the facts of a destruction line in words, for people.
//!
//! It says nothing that the line does not say, and the same line always gives the same text; so
//! [`is_genuine`] writes it again and compares.

use crate::error::{Arg, Message};
use crate::model::{Level, Part};
use crate::ui::{Catalogue, Language};
use crate::vault::{Certificate, Destruction, Moment, Numbers, Outcome};

/// Begins the line behind which the machine-readable part stands: the form of the text, its
/// language, and the records it is made out for.
const FORM: &str = "kedang-certificate/1";

/// The whole certificate in the language of `catalogue`.
pub(super) fn render(catalogue: &Catalogue, certificate: &Certificate) -> String {
    let mut text = Text { catalogue, out: String::new() };
    let destruction = &certificate.destruction;
    text.title();
    text.what(certificate);
    text.why(destruction);
    text.how(destruction);
    text.checks(destruction);
    text.limits(destruction);
    let language = catalogue.language().id();
    text.line(&format!("{FORM} {language} {}", certificate.numbers));
    text.out + &certificate.block()
}

/// What a check of the wording finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// The text says what the line says, about these records.
    Genuine(Box<Certificate>),
    /// It says something else, or about records that the line does not name.
    Other,
    /// It is in a form that this version does not write.
    Newer,
}

/// Whether `text` is what `line`, which it carries, gives.
pub(super) fn is_genuine(text: &str, line: &str) -> Wording {
    let Some(form) = text.lines().rev().find(|line| line.starts_with("kedang-certificate/")) else {
        return Wording::Other;
    };
    let Some(rest) = form.strip_prefix(FORM).and_then(|rest| rest.strip_prefix(' ')) else {
        return Wording::Newer;
    };
    let read = rest.split_once(' ').and_then(|(language, numbers)| {
        let language = Language::from_id(language)?;
        Some((language, numbers.parse::<Numbers>().ok()?))
    });
    let Some((language, numbers)) = read else { return Wording::Other };
    match Certificate::from_line(line, &numbers) {
        Ok(certificate) if render(&Catalogue::new(language), &certificate) == text => {
            Wording::Genuine(Box::new(certificate))
        }
        _ => Wording::Other,
    }
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

    fn what(&mut self, certificate: &Certificate) {
        let destruction = &certificate.destruction;
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
    use crate::vault::examine;
    use crate::vault::sample::{Sample, order, selector};

    fn certificate(sample: &Sample) -> Certificate {
        let records = sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
        sample.open().purge(&order(records)).unwrap();
        sample.open().certificates(&selector("K-2").numbers, false).unwrap().remove(0)
    }

    #[test]
    fn both_languages_are_written_again_and_compared() {
        let sample = Sample::new();
        let certificate = certificate(&sample);
        for language in Language::ALL {
            let text = render(&Catalogue::new(language), &certificate);
            let genuine = Wording::Genuine(Box::new(certificate.clone()));
            assert_eq!(is_genuine(&text, &certificate.text), genuine);
            assert!(!text.contains("certificate-"), "a text is missing: {text}");
        }
    }

    /// An operator who signs a text of his own making gets a good signature under it, and still
    /// cannot make it say what the line does not.
    #[test]
    fn a_text_that_says_something_else_is_not_genuine_whoever_signed_it() {
        let sample = Sample::new();
        let certificate = certificate(&sample);
        let text = render(&Catalogue::new(Language::English), &certificate);
        let newer = text.replacen("kedang-certificate/1", "kedang-certificate/2", 1);
        for (lie, expected) in [
            (text.replacen("Basis: REQ-7", "Basis: REQ-8", 1), Wording::Other),
            (text.replacen("K-000002", "K-000007", 1), Wording::Other),
            (
                text.replacen("kedang-certificate/1 en 2", "kedang-certificate/1 en 3", 1),
                Wording::Other,
            ),
            (text.replacen("kedang-certificate/1 en 2\n", "", 1), Wording::Other),
            (newer, Wording::Newer),
        ] {
            assert_ne!(lie, text);
            let attested = sample.open().attest(&certificate, &lie).unwrap();
            let examined = examine(lie.as_bytes(), &attested.signature).unwrap();
            assert_eq!(is_genuine(&lie, &examined.line), expected);
        }
    }
}
