//! What is owed to persons, in words: consents, requests, holds, what was handed out and by whom.

use crate::error::Message;
use crate::model::{Answer, Consent, FieldId, Hold, Level, Proposed, SubjectRequest};
use crate::policy::{FieldKind, NO_FLOOR, Policy};
use crate::ui::{Catalogue, Language};
use crate::vault::{Deed, Given, Pseudonymised};

/// Puts these things into words of the language shown.
pub(super) struct Words<'a> {
    /// Where words come from.
    pub(super) catalogue: &'a Catalogue,
    /// The policy in force.
    pub(super) policy: &'static Policy,
}

impl Words<'_> {
    /// Whether they are Chinese.
    pub(super) fn chinese(&self) -> bool {
        self.catalogue.language() == Language::Chinese
    }

    fn label<'l>(&self, zh: &'l str, en: &'l str) -> &'l str {
        if self.chinese() { zh } else { en }
    }

    /// A value that is no word yet: what is owed to a person, an event, a rule; its day first, where it
    /// has one.
    pub(super) fn told(&self, field: FieldId, text: &str) -> Option<String> {
        let known = self.policy.known();
        match self.policy.field(field).kind {
            FieldKind::Consent => Consent::parse(text).map(|one| {
                let what = self.joined(&[self.purpose(&one.purpose), self.consent(&one)]);
                format!("{} {what}", one.date)
            }),
            FieldKind::Request => SubjectRequest::parse(text).map(|one| {
                let what = self.joined(&[super::request::name(one.number), self.request(&one)]);
                format!("{} {what}", one.opened)
            }),
            FieldKind::Hold => {
                Hold::parse(text).map(|one| format!("{} {}", one.since, self.hold(&one)))
            }
            _ if field == known.destroy_rule
                || [known.restrict_rule, known.floor_rule].contains(&Some(field)) =>
            {
                let text = Policy::floor_named(text);
                let none = || (text == NO_FLOOR).then(|| self.label("无", "none").to_owned());
                self.policy.ground(text).map(|ground| ground.name(self.chinese())).or_else(none)
            }
            _ if Some(field) == known.proposed => Proposed::parse(text).map(|one| {
                let reason = Message::new(super::purge::reason(one.reason));
                format!("{} {}", one.day, self.catalogue.text(&reason))
            }),
            _ => self.policy.told(field, text, self.chinese()),
        }
    }

    /// The pieces that are there, with a comma between.
    pub(super) fn joined(&self, pieces: &[String]) -> String {
        let there: Vec<&str> =
            pieces.iter().map(String::as_str).filter(|piece| !piece.is_empty()).collect();
        there.join(if self.chinese() { "，" } else { ", " })
    }

    /// Levels by number.
    pub(super) fn levels(&self, levels: &[Level]) -> String {
        let numbers: Vec<String> = levels.iter().map(|level| level.get().to_string()).collect();
        numbers.join(if self.chinese() { "、" } else { ", " })
    }

    /// A purpose by its id.
    pub(super) fn purpose(&self, id: &str) -> String {
        let purpose = self.policy.purpose(id);
        purpose.map_or(id, |one| self.label(&one.label_zh, &one.label_en)).to_owned()
    }

    /// A role by its id.
    pub(super) fn role(&self, id: &str) -> String {
        let role = self.policy.roles().iter().find(|role| role.id == id);
        role.map_or(id, |one| self.label(&one.label_zh, &one.label_en)).to_owned()
    }

    /// A verb of the log.
    pub(super) fn verb(&self, verb: &str) -> String {
        let id = format!("verb-{verb}");
        self.catalogue.get(&id).unwrap_or_else(|| verb.to_owned())
    }

    /// By whom something was done.
    pub(super) fn by(&self, deed: &Deed) -> String {
        self.catalogue.text(&Message::new("subject-given-by").arg("role", self.role(&deed.role)))
    }

    /// What was agreed to or refused, besides purpose and day.
    pub(super) fn consent(&self, one: &Consent) -> String {
        let answer = match one.answer {
            Answer::Granted => "subject-consent-granted",
            Answer::Refused => "subject-consent-refused",
        };
        let mut pieces = vec![self.catalogue.text(&answer.into())];
        if one.sensitive {
            pieces.push(self.catalogue.text(&"subject-consent-sensitive".into()));
        }
        if !one.recipient.is_empty() {
            let to = Message::new("subject-consent-recipient");
            pieces.push(self.catalogue.text(&to.arg("recipient", one.recipient.as_str())));
        }
        let notice = Message::new("subject-consent-notice").arg("version", one.notice);
        pieces.push(self.catalogue.text(&notice));
        let ends =
            [("subject-consent-until", &one.until), ("subject-consent-withdrawn", &one.withdrawn)];
        for (id, day) in ends.into_iter().filter(|(_, day)| !day.is_empty()) {
            pieces.push(self.catalogue.text(&Message::new(id).arg("day", day.as_str())));
        }
        self.joined(&pieces)
    }

    /// How, for what purpose and by whom something was handed out.
    pub(super) fn given(&self, given: &Given) -> String {
        let levels = Message::new("subject-given-levels").arg("levels", self.levels(&given.levels));
        let share = given.share.as_ref().map(|(number, recipient)| {
            let to = Message::new("subject-given-share").arg("recipient", recipient.as_str());
            self.catalogue.text(&to.arg("share", super::share::name(*number)))
        });
        let pieces = [
            self.verb(&given.deed.verb),
            share.unwrap_or_default(),
            given.pseudonyms.as_ref().map(|told| self.pseudonyms(told)).unwrap_or_default(),
            given.purpose.as_deref().map(|id| self.purpose(id)).unwrap_or_default(),
            if given.levels.is_empty() { String::new() } else { self.catalogue.text(&levels) },
            self.by(&given.deed),
        ];
        self.joined(&pieces)
    }

    /// That pseudonyms left instead of what identifies, and for whom.
    pub(super) fn pseudonyms(&self, told: &Pseudonymised) -> String {
        let word = self.catalogue.text(&Message::new("cell-pseudonymised"));
        let all: Vec<String> = [word].into_iter().chain(told.recipients.iter().cloned()).collect();
        self.joined(&all)
    }

    /// What is asked for.
    pub(super) fn right(&self, request: &SubjectRequest) -> String {
        let kind = self.policy.request_kind(request.right);
        let label = kind.map(|kind| self.label(&kind.label_zh, &kind.label_en));
        label.unwrap_or_default().to_owned()
    }

    /// What was asked for and what became of it.
    pub(super) fn request(&self, one: &SubjectRequest) -> String {
        let state = Message::new(format!("cell-{}", super::request::state(one)));
        let refusal = self.policy.refusals().iter().find(|choice| choice.id == one.refusal);
        let refusal = refusal.map(|choice| self.label(&choice.label_zh, &choice.label_en));
        let until = Message::new("subject-request-until").arg("day", one.due.as_str());
        let put_off = self.policy.extensions().iter().find(|choice| choice.id == one.extension);
        let put_off = put_off.map(|choice| {
            let why = self.label(&choice.label_zh, &choice.label_en);
            let message = Message::new("subject-request-put-off").arg("why", why);
            self.catalogue.text(&message.arg("day", one.first_due.as_str()))
        });
        let pieces = [
            self.right(one),
            self.catalogue.text(&state),
            one.answered.clone(),
            refusal.unwrap_or_default().to_owned(),
            if one.is_open() { self.catalogue.text(&until) } else { String::new() },
            put_off.unwrap_or_default(),
        ];
        self.joined(&pieces)
    }

    /// Why a record is kept.
    pub(super) fn hold(&self, one: &Hold) -> String {
        let kind = self.policy.hold_kind(&one.kind);
        let label =
            kind.map_or(one.kind.as_str(), |kind| self.label(&kind.label_zh, &kind.label_en));
        let until = Message::new("subject-consent-until").arg("day", one.until.as_str());
        let until = if one.until.is_empty() { String::new() } else { self.catalogue.text(&until) };
        self.joined(&[label.to_owned(), until, one.reference.clone()])
    }
}
