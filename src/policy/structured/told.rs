//! These values as a person reads them, in one line.

use crate::model::review::{DEAL, TRADE};
use crate::model::{Assessment, Event, FieldId, Link};
use crate::policy::Policy;
use crate::policy::dictionary::FieldKind;
use crate::policy::names::Named;

impl Policy {
    /// An event, scorecard, link or mark in words, in Chinese or English; nothing for values that
    /// are words already.
    pub fn told(&self, field: FieldId, text: &str, chinese: bool) -> Option<String> {
        let about = self.field(field);
        match about.kind {
            FieldKind::Event => Event::parse(text).map(|event| self.told_event(&event, chinese)),
            FieldKind::Assessment => {
                Assessment::parse(text).map(|card| self.told_card(&card, chinese))
            }
            FieldKind::Link => {
                let link = Link::parse(text)?;
                let kind = about.options.iter().find(|choice| choice.id == link.kind);
                Some(format!("{} {}", named(kind, &link.kind, chinese), link.to))
            }
            _ if chinese && Some(field) == self.known().activity => {
                let (day, word) = text.split_once(' ')?;
                let told = match word {
                    DEAL => "往来",
                    TRADE => "交易",
                    _ => "变动",
                };
                Some(format!("{day} {told}"))
            }
            _ => None,
        }
    }

    fn told_event(&self, event: &Event, chinese: bool) -> String {
        let kind = self.document.events.iter().find(|kind| kind.id == event.kind);
        let head = format!("{} {}", event.date, named(kind, &event.kind, chinese));
        let details = self.event_details(event, chinese);
        let pieces = [head.as_str(), &details, &event.remark, &event.by];
        joined(&pieces, chinese)
    }

    /// What an event carries besides its day, its type and what was remarked.
    pub fn event_details(&self, event: &Event, chinese: bool) -> String {
        let score = event.score.map(|score| format!("{score}/100")).unwrap_or_default();
        let failed = event.failed().map(|(id, place)| {
            let field = self.document.fields.iter().find(|field| field.id == id);
            let name = named(field, id, chinese);
            place.map_or_else(|| name.to_owned(), |place| format!("{name} {place}"))
        });
        let next = (!event.next.is_empty()).then(|| format!("→ {}", event.next));
        let major = if event.major { "!" } else { "" };
        let pieces = [
            event.period.as_str(),
            &event.amount,
            &score,
            &failed.unwrap_or_default(),
            major,
            &next.unwrap_or_default(),
        ];
        joined(&pieces, chinese)
    }

    fn told_card(&self, card: &Assessment, chinese: bool) -> String {
        let (name, scores) = self.card_details(card, chinese);
        let head = format!("{} {name} {}% ({scores})", card.date, card.total);
        joined(&[head.as_str(), &card.evidence, &card.by], chinese)
    }

    /// The name of a scorecard's standard, and the scores of its factors.
    pub fn card_details(&self, card: &Assessment, chinese: bool) -> (String, String) {
        let standard = self.document.assessments.iter().find(|one| one.id == card.standard);
        let name = named(standard, &card.standard, chinese).to_owned();
        let factors = standard.map(|one| one.factors.as_slice()).unwrap_or_default();
        let score = |(id, score): &(String, u16)| {
            let factor = factors.iter().find(|factor| factor.id == *id);
            format!("{} {score}", named(factor, id, chinese))
        };
        let scores: Vec<String> = card.scores.0.iter().map(score).collect();
        (name, scores.join(if chinese { "、" } else { ", " }))
    }
}

/// The name of what a policy may have by now renamed or dropped, in the language shown.
fn named<'a>(one: Option<&'a impl Named>, id: &'a str, chinese: bool) -> &'a str {
    one.map_or(id, |one| {
        let (_, zh, en, _) = one.parts();
        if chinese { zh } else { en }
    })
}

/// The pieces that are there, with a comma between.
fn joined(pieces: &[&str], chinese: bool) -> String {
    let there: Vec<&str> = pieces.iter().copied().filter(|piece| !piece.is_empty()).collect();
    there.join(if chinese { "，" } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_in_both_languages() {
        let policy = Policy::builtin();
        let told = |field: &str, text: &str| {
            let field = policy.id(field).unwrap();
            [false, true].map(|chinese| policy.told(field, text, chinese).unwrap())
        };
        let event = r#"{"type":"unreachable","date":"2026-01-31","failed":"phone:2","remark":"x"}"#;
        assert_eq!(
            told("events", event),
            ["2026-01-31 unreachable, phone 2, x", "2026-01-31 无法接通，手机 2，x"]
        );
        let card = r#"{"standard":"5c","date":"2026-01-31","scores":{"capacity":3},"total":60}"#;
        assert_eq!(
            told("assessments", card),
            ["2026-01-31 5C credit 60% (capacity 3)", "2026-01-31 5C 信用评估 60% (能力 3)"]
        );
        let link = r#"{"kind":"works_at","to":"K-000007"}"#;
        assert_eq!(told("links", link), ["works at K-000007", "任职于 K-000007"]);
        assert_eq!(policy.told(policy.known().name, "x", true), None);
    }
}
