//! What a person is given of the own data: a page to print, and JSON for another system.
//!
//! Both say the same. The page is in the language shown; in the JSON (`kedang.subject/1`) names stand
//! beside ids, and its `fields` are an object that `add --json` takes.

use serde_json::{Map, Value as Json, json};

use super::row;
use crate::cmd::fields::label;
use crate::cmd::paper::{self, Entry, Section};
use crate::cmd::record_view::{capital, object};
use crate::error::Message;
use crate::model::{Answer, Consent, FieldId, Level, SubjectRequest, Value};
use crate::policy::{Basis, Category, Policy, Standing, Uncovered};
use crate::ui::{Language, Ui};
use crate::vault::{Dossier, Given};

/// The schema of the JSON.
const SCHEMA: &str = "kedang.subject/1";

/// The categories of information, in the order in which they stand on the page.
const CATEGORIES: [(Category, &str); 6] = [
    (Category::Identity, "template-category-identity"),
    (Category::Contact, "template-category-contact"),
    (Category::Transaction, "template-category-transaction"),
    (Category::Preference, "template-category-preference"),
    (Category::Classification, "template-category-classification"),
    (Category::System, "template-category-system"),
];

/// Puts a person's data into words.
pub(super) struct Teller<'a, 'h> {
    /// Where words come from.
    pub(super) ui: &'a Ui<'h>,
    /// The policy in force.
    pub(super) policy: &'static Policy,
    /// The name of the vault.
    pub(super) organisation: String,
    /// The request that is answered.
    pub(super) request: &'a SubjectRequest,
    /// The data.
    pub(super) dossier: &'a Dossier,
}

impl Teller<'_, '_> {
    fn chinese(&self) -> bool {
        self.ui.language() == Language::Chinese
    }

    fn say(&self, id: &str) -> String {
        self.ui.text(&Message::new(format!("subject-{id}")))
    }

    fn text(&self, message: Message) -> String {
        self.ui.text(&message)
    }

    fn label(&self, field: FieldId) -> String {
        capital(label(self.policy, field, self.ui.language()))
    }

    /// A value in words.
    fn shown(&self, field: FieldId, value: &Value) -> String {
        let told = self.policy.told(field, &value.text, self.chinese());
        told.unwrap_or_else(|| self.policy.shown(field, &value.text, self.chinese()).to_owned())
    }

    /// The fields that have values, in the order of the policy.
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let all = self.policy.fields().map(|(field, _)| field);
        all.filter(|field| self.dossier.own.get(*field).is_some())
    }

    fn levels(&self, levels: &[Level]) -> String {
        let numbers: Vec<String> = levels.iter().map(|level| level.get().to_string()).collect();
        numbers.join(if self.chinese() { "、" } else { ", " })
    }

    /// The page to print.
    pub(super) fn page(&self) -> String {
        let title = self.say("title");
        let mut page = paper::head(self.ui.language(), &title);
        page += &format!("<h1>{}</h1>\n", paper::escape(&title));
        for section in self.sections().iter().filter(|section| !section.entries.is_empty()) {
            page += &paper::section(section, "");
        }
        page + paper::TAIL
    }

    fn sections(&self) -> Vec<Section> {
        let mut all = vec![self.head()];
        all.extend(CATEGORIES.map(|(category, id)| self.category(category, id)));
        all.push(self.listed("purposes", self.purposes()));
        all.push(self.listed("consents", self.consents()));
        all.push(self.source());
        all.push(self.retention());
        all.push(self.given());
        all.push(self.listed("looks", self.looks()));
        all.push(self.listed("requests", self.requests()));
        let rights = Entry::Sentence(self.say("rights"));
        if let Some(last) = all.last_mut() {
            last.entries.push(rights);
        }
        all
    }

    fn fact(label: impl Into<String>, value: impl Into<String>) -> Entry {
        Entry::Fact { label: label.into(), value: value.into() }
    }

    fn listed(&self, id: &str, facts: Vec<(String, String)>) -> Section {
        let entries = facts.into_iter().map(|(label, value)| Self::fact(label, value)).collect();
        Section { heading: self.say(id), entries }
    }

    fn head(&self) -> Section {
        let right = self.right(self.request);
        let request = format!("{} {right}", row::name(self.request.number));
        let mut entries = vec![
            Self::fact(self.say("organisation"), &*self.organisation),
            Self::fact(self.say("number"), self.dossier.record.to_string()),
            Self::fact(self.say("request"), request),
            Self::fact(self.say("answered"), self.dossier.today.to_string()),
        ];
        if !self.dossier.left_out.is_empty() {
            let levels = self.levels(&self.dossier.left_out);
            let message = Message::new("subject-left-out").arg("levels", levels);
            entries.push(Entry::Sentence(self.text(message)));
        }
        Section { heading: self.say("request"), entries }
    }

    fn category(&self, category: Category, id: &str) -> Section {
        let of = |field: &FieldId| self.policy.field(*field).category == category;
        let fact = |field: FieldId| {
            let values = self.dossier.own.all(field).map(|value| self.shown(field, value));
            let lines = if self.policy.field(field).kind.is_structured() { "\n" } else { "; " };
            Self::fact(self.label(field), values.collect::<Vec<_>>().join(lines))
        };
        let heading = capital(&self.ui.text(&Message::new(id.to_owned())));
        Section { heading, entries: self.fields().filter(of).map(fact).collect() }
    }

    fn purposes(&self) -> Vec<(String, String)> {
        let told = |(id, why): &(String, Option<Uncovered>)| {
            let purpose = self.policy.purpose(id)?;
            let label = if self.chinese() { &purpose.label_zh } else { &purpose.label_en };
            let told = match why {
                None => {
                    Message::new("subject-purpose-used").arg("basis", self.basis(purpose.basis))
                }
                Some(why) => Message::new("subject-purpose-unused")
                    .arg("why", self.say(&format!("why-{}", why.id()))),
            };
            Some((label.clone(), self.text(told)))
        };
        self.dossier.purposes.iter().filter_map(told).collect()
    }

    fn basis(&self, basis: Basis) -> String {
        self.say(&format!("basis-{}", basis_id(basis)))
    }

    fn consents(&self) -> Vec<(String, String)> {
        let told = |one: Consent| {
            let purpose = self.policy.purpose(&one.purpose);
            let label = purpose.map(|it| if self.chinese() { &it.label_zh } else { &it.label_en });
            let label = label.cloned().unwrap_or_else(|| one.purpose.clone());
            (label, self.consent(&one))
        };
        self.dossier.consents(self.policy).into_iter().map(told).collect()
    }

    fn consent(&self, one: &Consent) -> String {
        let answer = match one.answer {
            Answer::Granted => self.say("consent-granted"),
            Answer::Refused => self.say("consent-refused"),
        };
        let mut pieces = vec![one.date.clone(), answer];
        if one.sensitive {
            pieces.push(self.say("consent-sensitive"));
        }
        let notice = Message::new("subject-consent-notice").arg("version", one.notice);
        pieces.push(self.text(notice));
        for (id, day) in
            [("subject-consent-until", &one.until), ("subject-consent-withdrawn", &one.withdrawn)]
        {
            if !day.is_empty() {
                pieces.push(self.text(Message::new(id).arg("day", day.as_str())));
            }
        }
        pieces.join(" ")
    }

    fn source(&self) -> Section {
        let known = self.policy.known();
        let fact = |id: &str, field: FieldId| {
            let value = self.dossier.own.get(field)?;
            Some(Self::fact(self.say(id), self.shown(field, value)))
        };
        let facts = [fact("source-channel", known.source), fact("source-since", known.created)];
        Section { heading: self.say("source"), entries: facts.into_iter().flatten().collect() }
    }

    fn retention(&self) -> Section {
        let aftermath = &self.dossier.aftermath;
        let mut entries = Vec::new();
        if let Standing::Ended { day, .. } = aftermath.standing {
            entries.push(Self::fact(self.say("restricted-since"), day.to_string()));
        }
        match aftermath.verdict {
            Some(verdict) => {
                let name = verdict.rule.name(self.chinese());
                let source = self.policy.source(&verdict.rule);
                entries.push(Self::fact(self.say("kept-until"), verdict.day.to_string()));
                entries.push(Self::fact(self.say("kept-by"), format!("{name}\n{source}")));
            }
            None => entries.push(Entry::Sentence(self.say("kept-open"))),
        }
        if aftermath.held {
            entries.push(Entry::Sentence(self.say("held")));
        }
        Section { heading: self.say("retention"), entries }
    }

    fn given(&self) -> Section {
        let fact = |given: &Given| {
            let mut pieces = vec![self.verb(&given.verb)];
            pieces.extend(given.purpose.as_ref().map(|id| self.purpose_name(id)));
            if !given.levels.is_empty() {
                let levels = self.levels(&given.levels);
                pieces.push(self.text(Message::new("subject-given-levels").arg("levels", levels)));
            }
            let role = Message::new("subject-given-by").arg("role", self.role(&given.role));
            pieces.push(self.text(role));
            Self::fact(day(given), pieces.join(if self.chinese() { "，" } else { ", " }))
        };
        let mut entries: Vec<Entry> = self.dossier.given.iter().map(fact).collect();
        if entries.is_empty() {
            entries.push(Entry::Sentence(self.say("given-none")));
        }
        Section { heading: self.say("given"), entries }
    }

    fn looks(&self) -> Vec<(String, String)> {
        let told = |(verb, count): (&String, &u64)| (self.verb(verb), count.to_string());
        self.dossier.looks.iter().map(told).collect()
    }

    fn requests(&self) -> Vec<(String, String)> {
        let told = |one: &SubjectRequest| {
            let until = Message::new("subject-request-until").arg("day", one.due.as_str());
            let stands = self.ui.text(&Message::new(format!("cell-{}", row::state(one))));
            let told =
                format!("{} {} {stands} ({})", one.opened, self.right(one), self.text(until));
            (row::name(one.number), told)
        };
        self.dossier.requests(self.policy).iter().map(told).collect()
    }

    fn right(&self, request: &SubjectRequest) -> String {
        let kind = self.policy.request_kind(request.right);
        let label = kind.map(|kind| if self.chinese() { &kind.label_zh } else { &kind.label_en });
        label.cloned().unwrap_or_default()
    }

    fn verb(&self, verb: &str) -> String {
        let id = format!("verb-{verb}");
        self.ui.catalogue().get(&id).unwrap_or_else(|| verb.to_owned())
    }

    fn purpose_name(&self, id: &str) -> String {
        let purpose = self.policy.purpose(id);
        let label = purpose.map(|one| if self.chinese() { &one.label_zh } else { &one.label_en });
        label.cloned().unwrap_or_else(|| id.to_owned())
    }

    fn role(&self, id: &str) -> String {
        let role = self.policy.roles().iter().find(|role| role.id == id);
        let label = role.map(|one| if self.chinese() { &one.label_zh } else { &one.label_en });
        label.cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// The JSON.
impl Teller<'_, '_> {
    /// It, as text with a newline.
    pub(super) fn json(&self) -> String {
        let dossier = self.dossier;
        let aftermath = &dossier.aftermath;
        let verdict = aftermath.verdict;
        let left_out: Vec<u8> = dossier.left_out.iter().map(|level| level.get()).collect();
        let document = json!({
            "schema": SCHEMA,
            "organisation": self.organisation,
            "number": dossier.record.to_string(),
            "request": row::name(self.request.number),
            "right": self.request.right.id(),
            "date": dossier.today.to_string(),
            "fields": self.importable(),
            "data": self.fields().map(|field| self.datum(field)).collect::<Vec<_>>(),
            "purposes": self.json_purposes(),
            "consents": dossier.consents(self.policy),
            "retention": {
                "restricted": aftermath.standing != Standing::Active,
                "kept_until": verdict.map(|verdict| verdict.day.to_string()),
                "rule": verdict.map(|verdict| verdict.rule.name(self.chinese())),
                "source": verdict.map(|verdict| self.policy.source(&verdict.rule)),
                "held": aftermath.held,
            },
            "given": dossier.given.iter().map(|one| self.json_given(one)).collect::<Vec<_>>(),
            "looks": dossier.looks,
            "requests": self.json_requests(),
            "left_out_levels": left_out,
        });
        document.to_string() + "\n"
    }

    /// The values that `add --json` takes, by the ids of their fields.
    fn importable(&self) -> Json {
        let taken = |field: &FieldId| !self.policy.field(*field).traits.system;
        let pair = |field: FieldId| (self.policy.field(field).id.clone(), self.values(field));
        Json::Object(self.fields().filter(taken).map(pair).collect::<Map<_, _>>())
    }

    fn values(&self, field: FieldId) -> Json {
        let about = self.policy.field(field);
        let value = |value: &Value| {
            let object = object(&value.text).filter(|_| about.kind.is_structured());
            object.unwrap_or_else(|| value.text.as_str().into())
        };
        let mut all = self.dossier.own.all(field).map(value);
        if about.traits.multi {
            return all.collect();
        }
        all.next().unwrap_or_default()
    }

    fn datum(&self, field: FieldId) -> Json {
        let about = self.policy.field(field);
        let all = self.dossier.own.all(field);
        json!({
            "field": about.id,
            "name": self.label(field),
            "category": about.category,
            "level": self.policy.part(field).get(),
            "values": all.map(|value| self.shown(field, value)).collect::<Vec<_>>(),
        })
    }

    fn json_purposes(&self) -> Vec<Json> {
        let told = |(id, why): &(String, Option<Uncovered>)| {
            let basis = self.policy.purpose(id).map(|purpose| basis_id(purpose.basis));
            json!({
                "purpose": id,
                "name": self.purpose_name(id),
                "basis": basis,
                "used": why.is_none(),
                "why": why.map(Uncovered::id),
            })
        };
        self.dossier.purposes.iter().map(told).collect()
    }

    fn json_given(&self, given: &Given) -> Json {
        json!({
            "date": day(given),
            "verb": given.verb,
            "purpose": given.purpose,
            "levels": given.levels.iter().map(|level| level.get()).collect::<Vec<_>>(),
            "role": self.role(&given.role),
        })
    }

    fn json_requests(&self) -> Vec<Json> {
        let told = |one: &SubjectRequest| {
            json!({
                "request": row::name(one.number),
                "right": one.right.id(),
                "opened": one.opened,
                "due": one.due,
                "state": row::state(one).trim_start_matches("request-"),
                "answered": one.answered,
                "refusal": one.refusal,
            })
        };
        self.dossier.requests(self.policy).iter().map(told).collect()
    }
}

/// The day on which something was handed out.
fn day(given: &Given) -> String {
    given.day.map(|day| day.to_string()).unwrap_or_default()
}

const fn basis_id(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "consent",
        Basis::Contract => "contract",
        Basis::LegalDuty => "legal_duty",
        Basis::Emergency => "emergency",
        Basis::PublicInterest => "public_interest",
        Basis::Published => "published",
        Basis::OtherLaw => "other_law",
    }
}
