//! What a new policy would orphan if records hold it: values that nothing in it gives a meaning any
//! more.
//!
//! A value that only fails a new type is none of these: it stays what it was, can be read and
//! corrected, and is counted as invalid until then. One that would mean something else is: an amount
//! in another currency, a score of a scale that ends below it.

use super::dictionary::{Field, FieldKind};
use super::document::Document;
use super::fault::{Fault, FaultCode, Path};
use super::risk_words::{Lost, lost, words};
use crate::model::{About, Assessment, FieldId, Fields, Part, Value};
use serde_json::{Map, Value as Json};

/// Something that a new policy does away with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What is wrong if records hold it; its place lies in the new document.
    pub fault: Fault,
    /// The id of the field in the old document.
    pub field: String,
    /// The part that holds it.
    pub part: Part,
    /// Which values it is about.
    pub held: Held,
}

/// Which values of a field would be orphaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Every value, past ones too: history would not be read any more.
    Any,
    /// This one.
    Text(String),
    /// All but the first.
    Several,
    /// Those of which this is known.
    Known(Aspect, String),
    /// JSON objects that have this word at this key: events by their type, scorecards by their
    /// standard, links by what they say, consents by their purpose, holds by their kind.
    Object(&'static str, String),
    /// Of these the ones that have something at another key: events of a type that carry an amount.
    Piece(&'static str, String, &'static str),
    /// Scorecards of a standard with a score of this factor.
    Factor(String, String),
    /// Scorecards of a standard with a score above this.
    Score(String, u16),
    /// All but these, whatever the case of their letters.
    Other(Vec<String>),
    /// Those of which anything is known that only a contact has.
    Contact,
}

/// What is known of a contact by a word of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Its state.
    State,
    /// Where it came from.
    Source,
    /// How it was verified.
    Method,
}

impl Held {
    /// Whether a record holds such a value of `field`; past ones are not in `fields`.
    pub fn is_in(&self, fields: &Fields, field: FieldId) -> bool {
        let mut all = fields.all(field);
        match self {
            Self::Any => all.next().is_some(),
            Self::Text(text) => all.any(|value| value.text == *text),
            Self::Several => all.nth(1).is_some(),
            Self::Known(aspect, word) => all.any(|value| {
                let about = value.about.as_deref();
                let said = about.and_then(|about| match aspect {
                    Aspect::State => about.state.as_ref(),
                    Aspect::Source => about.source.as_ref(),
                    Aspect::Method => about.method.as_ref(),
                });
                said == Some(word)
            }),
            Self::Contact => all.any(|value| {
                value.about.as_deref().is_some_and(|about| {
                    let About { state, verified, method, failures, .. } = about;
                    state.is_some() || verified.is_some() || method.is_some() || *failures > 0
                })
            }),
            Self::Object(key, word) => all.any(|value| object(value, (key, word)).is_some()),
            Self::Piece(key, word, piece) => all.any(|value| {
                object(value, (key, word)).is_some_and(|object| object.contains_key(*piece))
            }),
            Self::Factor(standard, factor) => {
                all.any(|value| scores(value, standard).any(|(judged, _)| judged == *factor))
            }
            Self::Score(standard, best) => {
                all.any(|value| scores(value, standard).any(|(_, score)| score > *best))
            }
            Self::Other(listed) => {
                all.any(|value| listed.iter().all(|known| !known.eq_ignore_ascii_case(&value.text)))
            }
        }
    }
}

/// A value that is a JSON object with this word at this key.
fn object(value: &Value, (key, word): (&str, &str)) -> Option<Map<String, Json>> {
    let object = serde_json::from_str::<Map<String, Json>>(&value.text).ok();
    object.filter(|object| object.get(key).and_then(Json::as_str) == Some(word))
}

/// The scores of a scorecard of this standard, by factor.
fn scores(value: &Value, standard: &str) -> impl Iterator<Item = (String, u16)> {
    let card = Assessment::parse(&value.text).filter(|card| card.standard == standard);
    card.map(|card| card.scores.0.clone()).unwrap_or_default().into_iter()
}

/// Everything that `new` does away with of `old`.
pub fn risks(old: &Document, new: &Document) -> Vec<Risk> {
    let mut risks = Vec::new();
    for field in &old.fields {
        let place = new.fields.iter().position(|one| one.id == field.id);
        let found = place.and_then(|place| Some((place, new.fields.get(place)?)));
        let mut risk = |code, at: Path, word: &str, held| {
            let fault = Fault::new(code, at).word(word).expected(&field.id);
            risks.push(Risk { fault, field: field.id.clone(), part: field.part, held });
        };
        let Some((place, now)) = found else {
            risk(FaultCode::HeldField, Path::top("field"), &field.id, Held::Any);
            continue;
        };
        let at = Path::entry("field", place);
        if now.part != field.part {
            risk(FaultCode::HeldLevel, at.key("level"), &field.id, Held::Any);
        }
        if field.traits.multi && !now.traits.multi {
            risk(FaultCode::HeldSeveral, at.key("traits"), &field.id, Held::Several);
        }
        for option in gone_options(field, now) {
            let word = option.to_owned();
            let held = match field.kind {
                FieldKind::Link => Held::Object("kind", word),
                _ => Held::Text(word),
            };
            risk(FaultCode::HeldOption, at.key("options"), option, held);
        }
        for words in words(field.kind) {
            let at = words.at.iter().fold(Path::default(), |path, key| path.key(key));
            let (before, stays) = ((words.ids)(old), (words.ids)(new));
            for word in before.into_iter().filter(|word| !stays.contains(word)) {
                risk(words.code, at.clone(), word, Held::Object(words.key, word.to_owned()));
            }
        }
        if !field.unit.is_empty() && now.unit != field.unit {
            risk(FaultCode::HeldUnit, at.key("unit"), &field.unit, Held::Any);
        }
        let reached = |document: &Document| document.contact.order.contains(&field.id);
        if reached(old) && !reached(new) {
            let at = Path::top("contact").key("order");
            risk(FaultCode::HeldContact, at, &field.id, Held::Contact);
        }
        if field.kind == FieldKind::Grade && now.kind == FieldKind::Grade {
            for grade in gone_grades(old, new) {
                let held = Held::Text(grade.to_owned());
                risk(FaultCode::HeldGrade, Path::top("grade"), grade, held);
            }
        }
        for Lost { code, at, word, of, held } in lost(field.kind, (old, new)) {
            let fault = Fault::new(code, at).word(word).expected(of);
            risks.push(Risk { fault, field: field.id.clone(), part: field.part, held });
        }
    }
    contacts(old, new, &mut risks);
    risks
}

/// Words by which something is known of contacts.
fn contacts(old: &Document, new: &Document, risks: &mut Vec<Risk>) {
    let named = |document: &Document, id: &str| -> Vec<String> {
        let field = document.fields.iter().find(|field| field.id == id);
        field.iter().flat_map(|field| field.choices()).map(|one| one.id.clone()).collect()
    };
    let states = |document: &Document| -> Vec<String> {
        document.contact.states.iter().map(|state| state.id.clone()).collect()
    };
    let at = |id: &str| {
        let place = new.fields.iter().position(|field| field.id == id);
        Path::entry("field", place.unwrap_or_default()).key("options")
    };
    let state = Path::top("contact").key("state");
    let all = [
        (Aspect::State, "contact", state, states(old), states(new)),
        (Aspect::Source, "source", at("source"), named(old, "source"), named(new, "source")),
        (
            Aspect::Method,
            "verify_method",
            at("verify_method"),
            named(old, "verify_method"),
            named(new, "verify_method"),
        ),
    ];
    for (aspect, of, at, before, after) in all {
        for word in before.into_iter().filter(|word| !after.contains(word)) {
            let code = FaultCode::HeldOption;
            let fault = Fault::new(code, at.clone()).word(&word).expected(of);
            // Any value may say where it came from.
            let said = |field: &&Field| {
                aspect == Aspect::Source && !field.traits.system && !field.kind.is_structured()
                    || old.contact.order.contains(&field.id)
            };
            let fields = old.fields.iter().filter(said);
            risks.extend(fields.map(|field| Risk {
                fault: fault.clone(),
                field: field.id.clone(),
                part: field.part,
                held: Held::Known(aspect, word.clone()),
            }));
        }
    }
}

fn gone_options<'a>(old: &'a Field, new: &'a Field) -> impl Iterator<Item = &'a str> {
    let chooses = |field: &Field| {
        matches!(field.kind, FieldKind::Choice | FieldKind::OpenChoice | FieldKind::Link)
    };
    let listed = if chooses(old) && chooses(new) { old.choices() } else { &[] };
    let gone = |id: &&str| new.choices().iter().all(|option| option.id != *id);
    listed.iter().map(|option| option.id.as_str()).filter(gone)
}

fn gone_grades<'a>(old: &'a Document, new: &'a Document) -> impl Iterator<Item = &'a str> {
    let gone = |id: &&str| new.ladder.iter().all(|grade| grade.id != *id);
    old.ladder.iter().map(|grade| grade.id.as_str()).filter(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;
    use crate::policy::Policy;

    fn told(change: impl Fn(&mut Document)) -> Vec<String> {
        let old = Policy::builtin().document();
        let mut new = old.clone();
        change(&mut new);
        let told = |risk: Risk| {
            let Fault { code, at, word, .. } = risk.fault;
            format!("{} {} {word} {:?}", code.id(), at.name, risk.held)
        };
        risks(old, &new).into_iter().map(told).collect()
    }

    fn field<'a>(document: &'a mut Document, id: &str) -> &'a mut Field {
        document.fields.iter_mut().find(|field| field.id == id).unwrap()
    }

    #[test]
    fn what_goes_is_told_and_what_only_changes_is_not() {
        assert!(told(|_| {}).is_empty());
        let renamed = |document: &mut Document| {
            field(document, "qq").label_en = "QQ number".to_owned();
            field(document, "position").kind = FieldKind::Number;
            field(document, "stage").options.swap(0, 1);
            document.ladder[0].cycle_days = 30;
            document.fields.rotate_left(1);
        };
        assert!(told(renamed).is_empty());
    }

    #[test]
    fn a_list_left_out_is_the_programs_own() {
        let left_out = |document: &mut Document| {
            document.consent.methods.clear();
            document.holds.clear();
        };
        assert!(told(left_out).is_empty());
    }

    #[test]
    fn only_a_value_with_a_state_is_orphaned_as_a_contact() {
        let field = FieldId(3);
        let with = |about: Option<About>| {
            let mut value = Value::plain("a@example.com");
            value.about = about.map(Box::new);
            Held::Contact.is_in(&Fields::from_iter([(field, value)]), field)
        };
        let mut sourced = About::default();
        sourced.source = Some("visit".to_owned());
        assert!(!with(None) && !with(Some(sourced)));
        assert!(with(Some(About::of_state("valid"))));
    }

    #[test]
    fn each_thing_that_goes_is_a_risk() {
        let gone = told(|document| {
            document.fields.retain(|field| field.id != "qq");
            field(document, "fax").part = Part::Level(Level::Three);
            field(document, "phone").traits.multi = false;
            field(document, "stage").options.pop();
            document.ladder.pop();
            document.events.retain(|event| event.id != "purchase");
            document.assessments.retain(|one| one.id != "5p");
            document.assessments[0].factors.pop();
            document.assessments[0].max_score = 4;
            document.tags.open = false;
            document.tags.groups.clear();
            field(document, "registered_capital").unit = "USD".to_owned();
            let spend = document.events.iter_mut().find(|event| event.id == "spend").unwrap();
            spend.carries.clear();
            document.purposes.retain(|one| one.id != "marketing");
            document.consent.methods.retain(|one| one.id != "form");
            document.request.refusals.pop();
            document.holds.retain(|one| one.id != "litigation");
            document.contact.order.retain(|one| one != "email");
        });
        let phone = "held-several field[17].traits phone Several";
        let expected = [
            phone,
            "held-field field qq Any",
            "held-level field[20].level fax Any",
            "held-option field[33].options churned Text(\"churned\")",
            "held-grade grade C Text(\"C\")",
            "held-option event purchase Object(\"type\", \"purchase\")",
            "held-option assessment 5p Object(\"standard\", \"5p\")",
            "held-option condition Factor(\"5c\", \"condition\")",
            "held-score 4 Score(\"5c\", 4)",
            "held-unit CNY Any",
            "held-option amount Piece(\"type\", \"spend\", \"amount\")",
            "held-tags tags  Other([])",
            "held-purpose purpose marketing Object(\"purpose\", \"marketing\")",
            "held-option consent.method form Object(\"method\", \"form\")",
            "held-option request.refusal excessive Object(\"refusal\", \"excessive\")",
            "held-hold hold litigation Object(\"kind\", \"litigation\")",
            "held-contact contact.order email Contact",
        ];
        let kinds = |all: &[String]| -> Vec<String> {
            let mut all: Vec<_> = all
                .iter()
                .map(|line| {
                    line.split(' ').filter(|w| !w.contains('[')).collect::<Vec<_>>().join(" ")
                })
                .collect();
            all.sort();
            all
        };
        assert_eq!(kinds(&gone), kinds(&expected.map(str::to_owned)));
    }
}
