//! What a new policy would orphan if records hold it: values that nothing in it gives a meaning any
//! more.
//!
//! A value that only fails a new type is none of these: it stays what it was, can be read and
//! corrected, and is counted as invalid until then.

use super::dictionary::{Field, FieldKind};
use super::document::Document;
use super::fault::{Fault, FaultCode, Path};
use crate::model::{FieldId, Fields, Part};
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
    /// standard, links by what they say.
    Object(&'static str, String),
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
            Self::Object(key, word) => all.any(|value| {
                let object = serde_json::from_str::<Map<String, Json>>(&value.text).ok();
                object.and_then(|object| object.get(*key)?.as_str().map(|it| it == word))
                    == Some(true)
            }),
        }
    }
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
        let (list, key, gone) = match field.kind {
            FieldKind::Event => ("event", "type", gone_ids(old, new, events)),
            FieldKind::Assessment => ("assessment", "standard", gone_ids(old, new, standards)),
            _ => ("", "", Vec::new()),
        };
        for word in gone {
            let held = Held::Object(key, word.to_owned());
            risk(FaultCode::HeldOption, Path::top(list), word, held);
        }
        if field.kind == FieldKind::Grade && now.kind == FieldKind::Grade {
            for grade in gone_grades(old, new) {
                let held = Held::Text(grade.to_owned());
                risk(FaultCode::HeldGrade, Path::top("grade"), grade, held);
            }
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

fn events(document: &Document) -> Vec<&str> {
    document.events.iter().map(|one| one.id.as_str()).collect()
}

fn standards(document: &Document) -> Vec<&str> {
    document.assessments.iter().map(|one| one.id.as_str()).collect()
}

/// What is on a list of `old` and not on that of `new`.
fn gone_ids<'a>(
    old: &'a Document,
    new: &'a Document,
    list: fn(&Document) -> Vec<&str>,
) -> Vec<&'a str> {
    let stays = list(new);
    list(old).into_iter().filter(|id| !stays.contains(id)).collect()
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
    fn each_thing_that_goes_is_a_risk() {
        let gone = told(|document| {
            document.fields.retain(|field| field.id != "qq");
            field(document, "fax").part = Part::Level(Level::Three);
            field(document, "phone").traits.multi = false;
            field(document, "stage").options.pop();
            document.ladder.pop();
            document.events.retain(|event| event.id != "purchase");
            document.assessments.retain(|one| one.id != "5p");
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
