//! What a person is given of the own data: a page to print, and JSON for another system.
//!
//! Both say the same. The page is in the language shown; in the JSON (`kedang.subject/1`) names stand
//! beside ids, and its `fields` are an object that `add --json` takes.

use serde_json::{Map, Value as Json, json};

use super::row;
use crate::cmd::duties::Words;
use crate::cmd::fields::label;
use crate::cmd::paper::{self, Entry, Section};
use crate::cmd::record_view::{capital, object};
use crate::error::Message;
use crate::model::{Consent, FieldId, SubjectRequest, Value};
use crate::policy::{Basis, Category, Standing, Uncovered};
use crate::vault::{Dossier, Given, Looks};

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
pub(super) struct Teller<'a> {
    /// The language, and the policy in force.
    pub(super) words: Words<'a>,
    /// The name of the vault.
    pub(super) organisation: String,
    /// The request that is answered.
    pub(super) request: &'a SubjectRequest,
    /// The data.
    pub(super) dossier: &'a Dossier,
}

impl Teller<'_> {
    fn chinese(&self) -> bool {
        self.words.chinese()
    }

    fn say(&self, id: &str) -> String {
        self.words.catalogue.text(&Message::new(format!("subject-{id}")))
    }

    fn text(&self, message: &Message) -> String {
        self.words.catalogue.text(message)
    }

    fn label(&self, field: FieldId) -> String {
        capital(label(self.words.policy, field, self.words.catalogue.language()))
    }

    /// A value in words.
    fn shown(&self, field: FieldId, value: &Value) -> String {
        let told = self.words.told(field, &value.text);
        told.unwrap_or_else(|| {
            self.words.policy.shown(field, &value.text, self.chinese()).to_owned()
        })
    }

    /// The fields that have values, in the order of the policy.
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let all = self.words.policy.fields().map(|(field, _)| field);
        all.filter(|field| self.dossier.own.get(*field).is_some())
    }

    /// The page to print.
    pub(super) fn page(&self) -> String {
        let title = self.say("title");
        let head = paper::head(self.words.catalogue.language(), &title);
        let title = paper::escape(&title);
        let sections = self.sections().into_iter().filter(|one| !one.entries.is_empty());
        let body: String = sections.map(|section| paper::section(&section, "")).collect();
        format!("{head}<h1>{title}</h1>\n{body}{}", paper::TAIL)
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
        let right = self.words.right(self.request);
        let request = format!("{} {right}", row::name(self.request.number));
        let mut entries = vec![
            Self::fact(self.say("organisation"), &*self.organisation),
            Self::fact(self.say("number"), self.dossier.record.to_string()),
            Self::fact(self.say("request"), request),
            Self::fact(self.say("answered"), self.dossier.today.to_string()),
        ];
        if !self.dossier.left_out.is_empty() {
            let levels = self.words.levels(&self.dossier.left_out);
            let message = Message::new("subject-left-out").arg("levels", levels);
            entries.push(Entry::Sentence(self.text(&message)));
        }
        Section { heading: self.say("request"), entries }
    }

    fn category(&self, category: Category, id: &str) -> Section {
        let of = |field: &FieldId| self.words.policy.field(*field).category == category;
        let fact = |field: FieldId| {
            let values = self.dossier.own.all(field).map(|value| self.shown(field, value));
            let lines =
                if self.words.policy.field(field).kind.is_structured() { "\n" } else { "; " };
            Self::fact(self.label(field), values.collect::<Vec<_>>().join(lines))
        };
        let heading = capital(&self.words.catalogue.text(&Message::new(id.to_owned())));
        Section { heading, entries: self.fields().filter(of).map(fact).collect() }
    }

    fn purposes(&self) -> Vec<(String, String)> {
        let told = |(id, why): &(String, Option<Uncovered>)| {
            let purpose = self.words.policy.purpose(id)?;
            let label = if self.chinese() { &purpose.label_zh } else { &purpose.label_en };
            let told = match why {
                None => {
                    Message::new("subject-purpose-used").arg("basis", self.basis(purpose.basis))
                }
                Some(why) => Message::new("subject-purpose-unused")
                    .arg("why", self.say(&format!("why-{}", why.id()))),
            };
            Some((label.clone(), self.text(&told)))
        };
        self.dossier.purposes.iter().filter_map(told).collect()
    }

    fn basis(&self, basis: Basis) -> String {
        self.say(&format!("basis-{}", basis_id(basis)))
    }

    fn consents(&self) -> Vec<(String, String)> {
        let told = |one: Consent| {
            let pieces = [one.date.clone(), self.words.consent(&one)];
            (self.words.purpose(&one.purpose), self.words.joined(&pieces))
        };
        self.dossier.consents(self.words.policy).into_iter().map(told).collect()
    }

    fn source(&self) -> Section {
        let known = self.words.policy.known();
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
                let source = self.words.policy.source(&verdict.rule);
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
        let fact = |given: &Given| Self::fact(day(given), self.words.given(given));
        let mut entries: Vec<Entry> = self.dossier.told.given.iter().map(fact).collect();
        if entries.is_empty() {
            entries.push(Entry::Sentence(self.say("given-none")));
        }
        Section { heading: self.say("given"), entries }
    }

    fn looks(&self) -> Vec<(String, String)> {
        let looks = self.dossier.told.looks.iter();
        let told = |((verb, purpose), looks): (&(String, Option<String>), &Looks)| {
            let purpose = purpose.as_deref().map(|id| self.words.purpose(id));
            let what = self.words.joined(&[self.words.verb(verb), purpose.unwrap_or_default()]);
            (what, looks.count.to_string())
        };
        looks.map(told).collect()
    }

    fn requests(&self) -> Vec<(String, String)> {
        let told = |one: &SubjectRequest| {
            let pieces = [one.opened.clone(), self.words.request(one)];
            (row::name(one.number), self.words.joined(&pieces))
        };
        self.dossier.requests(self.words.policy).iter().map(told).collect()
    }
}

/// The JSON.
impl Teller<'_> {
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
            "consents": dossier.consents(self.words.policy),
            "retention": {
                "restricted": aftermath.standing != Standing::Active,
                "kept_until": verdict.map(|verdict| verdict.day.to_string()),
                "rule": verdict.map(|verdict| verdict.rule.name(self.chinese())),
                "source": verdict.map(|verdict| self.words.policy.source(&verdict.rule)),
                "held": aftermath.held,
            },
            "given": dossier.told.given.iter().map(|one| self.json_given(one)).collect::<Vec<_>>(),
            "looks": self.json_looks(),
            "requests": self.json_requests(),
            "left_out_levels": left_out,
        });
        document.to_string() + "\n"
    }

    /// The values that `add --json` takes, by the ids of their fields.
    fn importable(&self) -> Json {
        let taken = |field: &FieldId| !self.words.policy.field(*field).traits.system;
        let pair = |field: FieldId| (self.words.policy.field(field).id.clone(), self.values(field));
        Json::Object(self.fields().filter(taken).map(pair).collect::<Map<_, _>>())
    }

    fn values(&self, field: FieldId) -> Json {
        let about = self.words.policy.field(field);
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
        let about = self.words.policy.field(field);
        let all = self.dossier.own.all(field);
        json!({
            "field": about.id,
            "name": self.label(field),
            "category": about.category,
            "level": self.words.policy.part(field).get(),
            "values": all.map(|value| self.shown(field, value)).collect::<Vec<_>>(),
        })
    }

    fn json_purposes(&self) -> Vec<Json> {
        let told = |(id, why): &(String, Option<Uncovered>)| {
            let basis = self.words.policy.purpose(id).map(|purpose| basis_id(purpose.basis));
            json!({
                "purpose": id,
                "name": self.words.purpose(id),
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
            "verb": given.deed.verb,
            "purpose": given.purpose,
            "levels": given.levels.iter().map(|level| level.get()).collect::<Vec<_>>(),
            "role": self.words.role(&given.deed.role),
            "pseudonymised": given.pseudonyms.is_some(),
        })
    }

    fn json_looks(&self) -> Vec<Json> {
        let looks = self.dossier.told.looks.iter();
        let told = |((verb, purpose), looks): (&(String, Option<String>), &Looks)| json!({ "verb": verb, "purpose": purpose, "count": looks.count });
        looks.map(told).collect()
    }

    fn json_requests(&self) -> Vec<Json> {
        let told = |one: &SubjectRequest| {
            json!({
                "request": row::name(one.number),
                "right": one.right.id(),
                "opened": one.opened,
                "due": one.due,
                "state": row::state(one).trim_start_matches("asked-"),
                "answered": one.answered,
                "refusal": one.refusal,
            })
        };
        self.dossier.requests(self.words.policy).iter().map(told).collect()
    }
}

/// The day on which something was handed out.
fn day(given: &Given) -> String {
    given.deed.day.map(|day| day.to_string()).unwrap_or_default()
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
