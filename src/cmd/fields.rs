//! Fields as they are entered on a command line: names to fields, texts to values, and all that is
//! wrong with them told at once.

use super::input::{Entered, Texts};
use super::selection::near;
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::model::{Dictionary, FieldId, Fields, Level, Part, Selector, Value};
use crate::policy::{Choice, Code as PolicyCode, FieldKind, Finding, Policy, nearest_of};
use crate::ui::{Language, Ui, name_list};
use crate::vault::Request;

/// What fields are to hold; no values clear a field.
pub(super) type Values = Vec<(FieldId, Vec<Value>)>;

/// The field with this id or name. A wrong name is repeated only when it looks like one: what
/// stands in a field's place may be a customer's name or number.
pub(super) fn find(policy: &Policy, name: &str) -> Result<FieldId> {
    policy.resolve(name).ok_or_else(|| {
        let nearest = policy.nearest(name);
        let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
        let shown = nearest.is_some() || name.len() <= 20 && name.bytes().all(plain);
        let failure = Failure::new(Code::UnknownField).arg("field", if shown { name } else { "…" });
        near(failure, nearest.as_deref())
    })
}

/// A field's name in the language shown.
pub(super) fn label(policy: &Policy, field: FieldId, language: Language) -> &str {
    let field = policy.field(field);
    if language == Language::Chinese { &field.label_zh } else { &field.label_en }
}

/// Refuses level-1 values in `--set`, where other users of the machine can see them.
pub(super) fn refuse_secrets(policy: &Policy, set: &[String]) -> Result<()> {
    for pair in set {
        let Some((name, value)) = pair.split_once(['=', '＝']) else { continue };
        let field = find(policy, name)?;
        let id = policy.field(field).id.as_str();
        let hint = Message::new("hint-value-stdin").arg("field", id);
        refuse_typed(policy, field, value).map_err(|failure| failure.hint(hint))?;
    }
    Ok(())
}

/// Refuses a value of level 1 that was typed among the arguments.
pub(super) fn refuse_typed(policy: &Policy, field: FieldId, value: &str) -> Result<()> {
    if policy.part(field) == Part::Level(Level::One) && !matches!(value, "" | "-") {
        let id = policy.field(field).id.as_str();
        return Err(Failure::new(Code::SecretInArguments).arg("field", id));
    }
    Ok(())
}

/// A look at values of level 2 and at whose they are.
pub(super) fn look<'s>(verb: &'static str, selector: &'s Selector) -> Request<'s> {
    Request {
        verb,
        selector,
        levels: vec![Level::Two],
        parts: vec![Part::Level(Level::Two)],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    }
}

/// The value that `text` names of a field with a list of values; `option` is what the command line
/// calls it.
pub(super) fn option(
    ui: &Ui<'_>,
    policy: &Policy,
    (field, option): (FieldId, &'static str),
    text: &str,
) -> Result<Value> {
    let nearest = match policy.normalise(field, text) {
        Ok(mut values) => match values.pop() {
            Some(value) => return Ok(value),
            None => None,
        },
        Err(finding) => meant(ui, policy, &finding).map(str::to_owned),
    };
    let chinese = ui.language() == Language::Chinese;
    let label = |choice: &Choice| {
        if chinese { choice.label_zh.clone() } else { choice.id.clone() }
    };
    let known: Vec<String> = if field == policy.known().grade {
        policy.ladder().iter().map(|grade| grade.id.clone()).collect()
    } else {
        policy.choices(field).iter().map(label).collect()
    };
    let failure = Failure::new(Code::UnknownValue)
        .arg("value", text)
        .arg("option", option)
        .arg("known", known.join(if chinese { "、" } else { ", " }));
    Err(near(failure, nearest.as_deref()))
}

/// Values and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// What fields are to hold.
    pub(super) values: Values,
    /// Values that were refused.
    pub(super) findings: Vec<Finding>,
}

/// Reads what was entered. Province, city and district become one region; a field that is kept
/// by the program, is unknown, or is given twice is refused at once.
pub(super) fn read(policy: &Policy, entered: &Entered) -> Result<Read> {
    let mut read = Read::default();
    let region = policy.known().region;
    let mut pieces: Vec<(&str, &str)> = Vec::new();
    for (name, texts) in entered {
        let field = find(policy, name)?;
        let id = || policy.field(field).id.as_str();
        if policy.field(field).traits.system {
            return Err(Failure::new(Code::SystemField).arg("field", id()));
        }
        if field == region && !texts.is_empty() {
            pieces.extend(texts.iter().map(|text| (name.as_str(), text.as_str())));
            continue;
        }
        let mut values = Vec::new();
        for text in texts.iter() {
            if texts.each_is_one && policy.divides(field, text) {
                read.findings.push(Finding::new(field, PolicyCode::Divided));
            }
            match policy.enter(field, text) {
                Ok(more) => values.extend(more),
                Err(finding) => read.findings.push(finding),
            }
        }
        put(policy, &mut read.values, field, values)?;
    }
    if !pieces.is_empty() {
        let (names, texts): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
        let id = policy.field(region).id.as_str();
        let twice = |_| Failure::new(Code::FieldTwice).arg("field", id);
        let (fields, faults) = policy.headers(&names).map_err(twice)?.read(policy, texts);
        read.findings.extend(faults.into_iter().map(|(_, finding)| finding));
        put(policy, &mut read.values, region, fields.all(region).cloned().collect())?;
    }
    Ok(read)
}

/// Says of which scorecards the total that was entered is not the one that the scores come to.
pub(super) fn tell_totals(ui: &Ui<'_>, policy: &Policy, entered: &Entered) {
    let other = |(name, texts): &(String, Texts)| {
        let field = policy.resolve(name)?;
        let other = texts.iter().any(|text| policy.counts_otherwise(field, text));
        other.then(|| label(policy, field, ui.language()))
    };
    let names: Vec<&str> = entered.iter().filter_map(other).collect();
    if !names.is_empty() {
        let names = name_list(ui.language(), &names);
        ui.note(Message::new("import-totals").arg("names", names));
    }
}

/// Puts `values` behind those that the field has; only some fields may have several.
fn put(policy: &Policy, all: &mut Values, field: FieldId, values: Vec<Value>) -> Result<()> {
    if all.iter().all(|(id, _)| *id != field) {
        all.push((field, Vec::new()));
    }
    let Some((_, kept)) = all.iter_mut().find(|(id, _)| *id == field) else { return Ok(()) };
    // The same may happen twice on one day.
    let happens = policy.field(field).kind == FieldKind::Event;
    for mut value in values {
        match kept.iter_mut().find(|other| !happens && other.text == value.text) {
            Some(other) => {
                let beside = [&value, &*other].iter().all(|one| one.is_beside());
                other.about = match (value.about.take(), other.about.take()) {
                    (Some(new), Some(kept)) => Some(Box::new(new.over(&kept))),
                    (new, kept) => new.or(kept),
                };
                if let Some(about) = &mut other.about {
                    about.beside = beside;
                }
            }
            None => kept.push(value),
        }
    }
    if kept.len() > 1 && !policy.field(field).traits.multi {
        let id = policy.field(field).id.as_str();
        return Err(Failure::new(Code::FieldTwice).arg("field", id));
    }
    Ok(())
}

impl Read {
    /// The values, or one failure that names every fault.
    pub(super) fn values(self, ui: &Ui<'_>, policy: &Policy) -> Result<Values> {
        match faults(ui, policy, &self.findings, &[]) {
            Some(failure) => Err(failure),
            None => Ok(self.values),
        }
    }

    /// The fields of a new record, or one failure that names every fault and all that is missing;
    /// whether what lacks a ground is to be quarantined.
    pub(super) fn record(self, ui: &Ui<'_>, policy: &Policy, quarantine: bool) -> Result<Fields> {
        let pairs = self.values.into_iter();
        let mut fields: Fields =
            pairs.flat_map(|(id, all)| all.into_iter().map(move |value| (id, value))).collect();
        policy.complete(&mut fields);
        policy.quarantine(&mut fields, quarantine);
        let mut missing = policy.missing(&fields);
        // A refused value is there; it is not called missing as well.
        missing.retain(|group| self.findings.iter().all(|fault| !group.contains(&fault.field)));
        match faults(ui, policy, &self.findings, &missing) {
            Some(failure) => Err(failure),
            None => Ok(fields),
        }
    }
}

/// The failure that says all that is wrong; nothing when nothing is.
fn faults(
    ui: &Ui<'_>,
    policy: &Policy,
    findings: &[Finding],
    missing: &[Vec<FieldId>],
) -> Option<Failure> {
    let name = |field: FieldId| label(policy, field, ui.language());
    let any_of =
        |group: &Vec<FieldId>| group.iter().map(|field| name(*field)).collect::<Vec<_>>().join("/");
    let (colon, comma, semicolon) = match ui.language() {
        Language::Chinese => ("：", "、", "；"),
        Language::English => (": ", ", ", "; "),
    };
    let failure = match (findings, missing) {
        ([], []) => return None,
        ([], groups) => {
            let names: Vec<String> = groups.iter().map(any_of).collect();
            Failure::new(Code::MissingFields).arg("fields", names.join(comma))
        }
        ([one], []) => Failure::new(Code::BadValue)
            .arg("field", name(one.field))
            .arg("reason", Arg::Text(reason(ui, one))),
        (several, groups) => {
            let told = |name: &str, what: &str| format!("{name}{colon}{what}");
            let bad = several.iter().map(|one| told(name(one.field), &reason(ui, one)));
            let none = ui.text(&"finding-missing".into());
            let none = groups.iter().map(|group| told(&any_of(group), &none));
            let all: Vec<String> = bad.chain(none).collect();
            Failure::new(Code::BadValues).arg("count", all.len()).arg("faults", all.join(semicolon))
        }
    };
    let nearest = findings.iter().filter_map(|finding| meant(ui, policy, finding));
    Some(nearest.fold(failure, |failure, name| near(failure, Some(name))))
}

/// The value that `text` spells of a field; the failure says what is wrong with it.
pub(super) fn value(ui: &Ui<'_>, policy: &Policy, field: FieldId, text: &str) -> Result<Value> {
    let mut values = policy.normalise(field, text).map_err(|finding| {
        let reason = Arg::Text(reason(ui, &finding));
        let name = label(policy, field, ui.language());
        let failure = Failure::new(Code::BadValue).arg("field", name).arg("reason", reason);
        near(failure, meant(ui, policy, &finding))
    })?;
    values.pop().ok_or_else(|| Failure::new(Code::NothingToSet))
}

/// The source that is named by an option.
pub(super) fn source(ui: &Ui<'_>, policy: &Policy, named: Option<&str>) -> Result<Option<String>> {
    let field = policy.known().source;
    let named = named.map(|text| value(ui, policy, field, text)).transpose()?;
    Ok(named.map(|value| value.text.clone()))
}

/// The failure of an option whose value must be one of a list, told with the names of all.
pub(super) fn not_listed<'a>(
    ui: &Ui<'_>,
    (option, text): (&'static str, &str),
    known: impl Iterator<Item = (&'a str, &'a str)>,
) -> Failure {
    let chinese = ui.language() == Language::Chinese;
    let known: Vec<(&str, &str)> = known.collect();
    let names: Vec<&str> = known.iter().map(|(id, zh)| if chinese { *zh } else { *id }).collect();
    let all: Vec<String> =
        known.iter().flat_map(|(id, zh)| [*id, *zh]).map(str::to_owned).collect();
    let failure = Failure::new(Code::UnknownValue)
        .arg("value", text)
        .arg("option", option)
        .arg("known", names.join(if chinese { "、" } else { ", " }));
    near(failure, nearest_of(text, &all).as_deref())
}

/// The value that may have been meant, by its id or, in Chinese, by its name.
pub(super) fn meant<'a>(ui: &Ui<'_>, policy: &'a Policy, finding: &'a Finding) -> Option<&'a str> {
    let chinese = ui.language() == Language::Chinese;
    let place = policy.place_of_nearest(finding);
    let listed = place.and_then(|place| policy.choice_at(finding.field, place, chinese));
    listed.or(finding.nearest.as_deref())
}

/// What is wrong with a value, in words.
pub(super) fn reason(ui: &Ui<'_>, finding: &Finding) -> String {
    ui.text(&Message::new(format!("finding-{}", finding.code.id())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::ui::Settings;

    fn entered(pairs: &[(&str, &[&str])]) -> Entered {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let given = |all| Texts::from(texts(all));
        pairs.iter().map(|(name, all)| ((*name).to_owned(), given(all))).collect()
    }

    fn fields(pairs: &[(&str, &[&str])]) -> Result<Fields> {
        let host = Host::from_process();
        let ui = Ui::new(&host, Settings::default());
        read(Policy::builtin(), &entered(pairs))?.record(&ui, Policy::builtin(), false)
    }

    #[test]
    fn names_in_both_languages_and_pieces_of_a_region_come_together() {
        let fields = fields(&[
            ("姓名", &["张伟"]),
            ("手机", &["138-0000-0013"]),
            ("座机", &["021-61234567"]),
            ("city", &["深圳"]),
            ("province", &["广东省"]),
            ("tags", &["展会;VIP"]),
        ])
        .unwrap();
        let known = Policy::builtin().known();
        assert_eq!(fields.text(known.name), "张伟");
        assert_eq!(fields.all(known.phone).count(), 2);
        assert_eq!(fields.text(known.region), "440300 广东省深圳市");
        let tags: Vec<_> = fields.all(known.tags).map(|tag| tag.text.as_str()).collect();
        assert_eq!(tags, ["展会", "VIP"]);
        assert_eq!(fields.text(known.source), "unstated");
    }

    #[test]
    fn every_fault_is_told_and_no_value() {
        let person: [(&str, &[&str]); 2] = [("姓名", &["张伟"]), ("手机", &["13800000013"])];
        let split: (&str, &[&str]) = ("tags", &["展会;VIP", "展会"]);
        let divided = fields(&[person[0], person[1], split]).unwrap_err();
        assert_eq!(divided.code, Code::BadValue, "{divided:?}");
        let failure = fields(&[("phone", &["12"]), ("grade", &["高价"])]).unwrap_err();
        assert_eq!(failure.code, Code::BadValues);
        let told = format!("{failure:?}");
        for word in ["phone: ", "grade: ", "name: ", "VIP"] {
            assert!(told.contains(word), "{told}");
        }
        assert!(!told.contains("高价"), "{told}");
        assert_eq!(
            fields(&[("phone", &["1"]), ("name", &["a"])]).unwrap_err().code,
            Code::BadValue
        );
        assert_eq!(fields(&[("name", &["a"])]).unwrap_err().code, Code::MissingFields);
    }

    #[test]
    fn what_cannot_be_entered_is_refused() {
        for (pairs, code) in [
            (&[("nmae", &["a"][..])][..], Code::UnknownField),
            (&[("created", &["2026-01-01"])], Code::SystemField),
            (&[("name", &["a"]), ("姓名", &["b"])], Code::FieldTwice),
            (&[("city", &["上海"]), ("市", &["北京"])], Code::FieldTwice),
        ] {
            assert_eq!(fields(pairs).unwrap_err().code, code);
        }
        for name in ["张三13812345678", "Zhang San", "zhang.san@example.com"] {
            let failure = fields(&[(name, &["a"])]).unwrap_err();
            assert_eq!(failure.code, Code::UnknownField);
            assert!(!format!("{:?}", failure.args).contains(name), "may be a customer's");
        }
        let set = |pair: &str| refuse_secrets(Policy::builtin(), &[pair.to_owned()]);
        assert_eq!(set("身份证=11010519491231002X").unwrap_err().code, Code::SecretInArguments);
        assert!(set("id_number=-").is_ok() && set("id_number=").is_ok() && set("name=x").is_ok());
    }
}
