//! A certificate as a document: headings with facts under them, in the words of one language.
//!
//! What it says is decided once, for the text that is signed and for the page that is printed.

use crate::cmd::paper::{Entry, Section};
use crate::error::{Arg, Message};
use crate::model::{Level, Part};
use crate::ui::{Catalogue, Language};
use crate::vault::{Code, Moment, Numbers, Outcome};

/// So many ranges of record numbers are written where they are named; more go into the annex.
const IN_PLACE: usize = 8;

/// What is left free for a hand to fill in.
const BLANK: &str = "____________________";

/// A document in the words of one language.
pub(super) struct Document {
    /// Its title.
    pub(super) title: String,
    /// Its sections, in order.
    pub(super) sections: Vec<Section>,
    /// The annex with the records, where they are many.
    pub(super) annex: Option<Section>,
}

impl Document {
    /// The text, with an empty line at its end.
    pub(super) fn to_text(&self, catalogue: &Catalogue) -> String {
        let words = Words(catalogue);
        let mut lines = vec![self.title.clone(), String::new()];
        for section in self.sections.iter().chain(&self.annex) {
            lines.push(section.heading.clone());
            lines.extend(section.entries.iter().map(|entry| match entry {
                Entry::Fact { label, value } => words.pair(label, value),
                Entry::Blank(label) => words.pair(label, BLANK),
                Entry::Item(item) => format!("- {item}"),
                Entry::Sentence(sentence) => sentence.clone(),
            }));
            lines.push(String::new());
        }
        lines.join("\n") + "\n"
    }
}

/// The words of certificates: the messages `attest-…`.
///
/// Certificates that were issued are compared with them, so a change of one is a new form.
#[derive(Clone, Copy)]
pub(super) struct Words<'a>(pub(super) &'a Catalogue);

impl Words<'_> {
    /// The message `attest-<id>`.
    pub(super) fn say(self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `attest-<id>` with arguments.
    pub(super) fn with(self, id: &str, args: &[(&'static str, &str)]) -> String {
        let message = Message::new(format!("attest-{id}"));
        let message = args.iter().fold(message, |m, (name, value)| m.arg(name, Arg::from(*value)));
        self.0.text(&message)
    }

    fn pair(self, label: &str, value: &str) -> String {
        self.with("pair", &[("label", label), ("value", value)])
    }

    /// A fact under the name `attest-<id>`.
    pub(super) fn fact(self, id: &str, value: impl Into<String>) -> Entry {
        Entry::Fact { label: self.say(id), value: value.into() }
    }

    /// Room to write by hand under the name `attest-<id>`.
    pub(super) fn blank(self, id: &str) -> Entry {
        Entry::Blank(self.say(id))
    }

    /// The sentence `attest-<id>`.
    pub(super) fn sentence(self, id: &str) -> Entry {
        Entry::Sentence(self.say(id))
    }

    /// A section under the heading `attest-<id>`.
    pub(super) fn section(self, id: &str, entries: Vec<Entry>) -> Section {
        Section { heading: self.say(id), entries }
    }

    /// What a code means; a code without a text stands for itself.
    pub(super) fn word(self, kind: &str, code: &str) -> String {
        self.0.get(&format!("attest-{kind}-{code}")).unwrap_or_else(|| code.to_owned())
    }

    /// What several codes mean.
    pub(super) fn words(self, kind: &str, codes: &[Code]) -> Vec<String> {
        codes.iter().map(|code| self.word(kind, code.as_str())).collect()
    }

    /// Several things in a row, or that there is none.
    pub(super) fn list(self, items: &[String]) -> String {
        let separator = match self.0.language() {
            Language::Chinese => "、",
            Language::English => ", ",
        };
        if items.is_empty() { self.say("none") } else { items.join(separator) }
    }

    /// A moment as people read it where the vault is, and in UTC.
    pub(super) fn moment(self, moment: &Moment) -> String {
        let local = moment.local();
        let part = |from: usize, to: usize| local.get(from..to).unwrap_or_default();
        let [year, month, day] = [part(0, 4), part(5, 7), part(8, 10)];
        let offset = local.get(19..).unwrap_or_default();
        let time = part(11, 19);
        self.with(
            "moment",
            &[
                ("year", year),
                ("month", month),
                ("day", day),
                ("time", time),
                ("offset", offset),
                ("utc", moment.utc()),
            ],
        )
    }

    /// A day as stated, `2026-11-21`.
    pub(super) fn day(self, day: &str) -> String {
        let part = |from: usize, to: usize| day.get(from..to).unwrap_or_default();
        let [year, month, day] = [part(0, 4), part(5, 7), part(8, 10)];
        self.with("day", &[("year", year), ("month", month), ("day", day)])
    }

    /// The result of a check.
    pub(super) fn outcome(self, outcome: Outcome) -> String {
        self.say(match outcome {
            Outcome::Pass => "pass",
            Outcome::Failed => "failed",
            Outcome::Unknown => "unknown",
        })
    }

    /// The name of a level; none is for what has no level.
    pub(super) fn level(self, level: Option<Level>) -> String {
        self.say(&format!("level-{}", level.map_or(0, Level::get)))
    }

    /// The name of a part of a record.
    pub(super) fn part(self, part: Part) -> String {
        match part {
            Part::Operational => self.level(None),
            Part::Level(level) => self.level(Some(level)),
        }
    }

    /// Something and how many of it.
    pub(super) fn counted(self, what: &str, count: u64) -> String {
        self.with("counted", &[("what", what), ("count", &count.to_string())])
    }

    /// An operator and the role.
    pub(super) fn person(self, operator: &str, role: &str) -> String {
        let role = self.word("role", role);
        self.with("person", &[("operator", operator), ("role", &role)])
    }

    /// Record numbers where they are named, and the annex for those that are too many for it.
    pub(super) fn numbers(self, numbers: &Numbers) -> (String, Option<Section>) {
        if numbers.ranges().count() <= IN_PLACE {
            let text = if numbers.is_empty() { self.say("none") } else { numbers.human() };
            return (text, None);
        }
        let count = numbers.len().to_string();
        let one = |(first, last)| {
            if first == last { format!("{first}") } else { format!("{first}…{last}") }
        };
        let entries = numbers.ranges().map(|range| Entry::Item(one(range))).collect();
        (self.with("in-annex", &[("count", &count)]), Some(self.section("annex", entries)))
    }
}
