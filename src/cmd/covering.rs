//! What verbs that look at records for a purpose have in common: naming it, the assessment under
//! which it is done, and telling what was left out, by reasons and numbers.

use std::collections::BTreeMap;

use super::fields::find;
use super::notice::purpose_id;
use crate::error::{Code, Failure, Message, Result};
use crate::model::{FieldId, Fields, Reference, Value};
use crate::policy::Policy;
use crate::ui::{Rows, Ui, name_list};
use crate::vault::{Collecting, Disclosed, Error, LeftOut, Vault};

/// The id of the purpose that is named.
pub(super) fn purpose(
    ui: &Ui<'_>,
    vault: &Vault,
    named: Option<&str>,
) -> Result<Option<&'static str>> {
    named.map(|name| purpose_id(ui, vault.policy(), name)).transpose()
}

/// The reference that `argument` is given.
pub(super) fn reference(argument: &'static str, text: Option<&str>) -> Result<Option<Reference>> {
    let bad = |_| Failure::new(Code::BadReference).arg("argument", argument);
    text.map(|text| text.parse().map_err(bad)).transpose()
}

/// Notes under which impact assessment records are looked at or handed out.
pub(super) fn cite(vault: &mut Vault, assessment: Option<&str>) -> Result<()> {
    vault.cite_assessment(reference("--assessment", assessment)?);
    Ok(())
}

/// Notes on which terms a command collects: for what, and whether what lacks a ground is
/// quarantined; why more than that is collected, and who approved it.
pub(super) fn collect(
    ui: &Ui<'_>,
    vault: &mut Vault,
    (named, quarantine): (Option<&str>, bool),
    (justify, ticket): (Option<&str>, Option<&str>),
) -> Result<()> {
    if quarantine && !vault.policy().knows_quarantine() {
        return Err(Error::PolicyWithout("state=quarantined").into());
    }
    let id = purpose(ui, vault, named)?;
    let policy = vault.policy();
    let terms = Collecting {
        purpose: id.and_then(|id| policy.purpose(id)),
        justified: reference("--justify", justify)?,
        ticket: reference("--ticket", ticket)?,
        quarantine,
        ..Collecting::default()
    };
    vault.collect_on(terms);
    Ok(())
}

/// The fields that a person declined to give, as a value for the field that keeps that.
pub(super) fn declined(policy: &Policy, names: &[String]) -> Result<Option<(FieldId, Vec<Value>)>> {
    if names.is_empty() {
        return Ok(None);
    }
    let field = policy.known().declined.ok_or(Error::PolicyWithout("declined"))?;
    let id = |name: &String| {
        let id = find(policy, name)?;
        let about = policy.field(id);
        if about.traits.system {
            return Err(Failure::new(Code::SystemField).arg("field", about.id.as_str()));
        }
        Ok(Value::plain(about.id.clone()))
    };
    Ok(Some((field, names.iter().map(id).collect::<Result<_>>()?)))
}

/// Refuses a new record that has what the person is said to have declined.
pub(super) fn refuse_given(policy: &Policy, record: &Fields) -> Result<()> {
    let mut declined = policy.known().declined.into_iter().flat_map(|field| record.all(field));
    let given = |one: &&Value| policy.id(&one.text).is_some_and(|id| record.get(id).is_some());
    match declined.find(given) {
        Some(one) => Err(Failure::new(Code::GivenAndDeclined).arg("field", one.text.as_str())),
        None => Ok(()),
    }
}

/// Refuses a field that the purpose does not use.
pub(super) fn require_used(vault: &Vault, named: Option<&str>, field: FieldId) -> Result<()> {
    let Some(purpose) = vault.purpose(named)? else { return Ok(()) };
    let policy = vault.policy();
    if policy.sees(purpose, field) {
        return Ok(());
    }
    Err(Error::OutsidePurpose(policy.called(field), purpose.called()).into())
}

/// Tells what was left out, and which level-1 values wait for a separate consent.
pub(super) fn tell(ui: &Ui<'_>, done: &Disclosed) {
    note(ui, &done.left_out);
    for (record, values) in &done.waiting {
        ui.note(Message::new("consent-waits").arg("record", *record).arg("count", *values));
    }
    let more = done.waiting_records.saturating_sub(done.waiting.len() as u64);
    if more > 0 {
        ui.note(Message::new("consent-waits-more").arg("count", more));
    }
}

/// Tells how many records were left out, and why.
pub(super) fn note(ui: &Ui<'_>, left_out: &LeftOut) {
    if left_out.is_empty() {
        return;
    }
    let words = |(why, count): (crate::policy::Uncovered, u64)| {
        ui.text(&Message::new(format!("consent-left-{}", why.id())).arg("count", count))
    };
    let words: Vec<String> = left_out.reasons().map(words).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let message = Message::new("consent-left-out");
    ui.note(Message { args: vec![("reasons", name_list(ui.language(), &words))], ..message });
}

/// Completes a list; its JSON says what was left out.
pub(super) fn finish(list: Rows<'_, '_>, left_out: &LeftOut) -> Result<u64> {
    if left_out.is_empty() {
        return list.finish();
    }
    let counts: BTreeMap<&str, u64> =
        left_out.reasons().map(|(why, count)| (why.id(), count)).collect();
    list.finish_with("left_out", &counts)
}
