//! What persons agree to, refuse and withdraw (同意、拒绝、撤回), purpose by purpose.
//!
//! An answer is kept only with all that makes it one: a notice that was given before and is about
//! the purpose, a day that has come, a method. Everything that is missing is told at once, so that
//! whoever enters a stack of forms need not try seven times. Whoever refused is left alone for the
//! time that the policy sets. A new answer ends the one before it about the same; a withdrawal ends
//! what lives, and what follows from it for the record's days is worked out in the same transaction.

mod ending;
mod judge;

pub use ending::Following;
pub use judge::Unfounded;

use crate::log::{Code, Consented, Detail, Numbers};
use crate::model::date::{parse_day, plus_days};
use crate::model::{
    Answer, Consent, FieldId, Fields, Part, RecordNumber, Reference, Selector, Value,
};
use crate::policy::{AnswerState, Policy};
use crate::vault::change::{Aim, Altered};
use crate::vault::disclose::Request;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use ending::following;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the history and the log call all of it.
const VERB: &str = "consent";

/// What persons answered.
pub struct Answers<'a> {
    /// What they said.
    pub answer: Answer,
    /// The purposes, by id or name, as they were typed.
    pub purposes: &'a [String],
    /// Whether it is about level-1 values (单独同意).
    pub sensitive: bool,
    /// The registered recipient to whom the data may be handed over (向第三方提供), as it was typed;
    /// none where it is about the organisation's own use.
    pub recipient: Option<&'a str>,
    /// The method, by id or name, as it was typed.
    pub method: &'a str,
    /// Where the evidence is.
    pub evidence: Option<&'a Reference>,
    /// The version of the notice that was given before.
    pub notice: Option<u32>,
    /// The day it was said.
    pub date: Date,
    /// The last day it holds.
    pub until: Option<Date>,
    /// Whether the customer came with it unasked (客户主动).
    pub volunteered: bool,
}

/// What persons withdraw.
pub struct Withdrawal<'a> {
    /// The purposes, by id or name, as they were typed; none: all.
    pub purposes: &'a [String],
    /// Only the separate consents to level-1 values.
    pub sensitive: bool,
    /// Only the separate consents to hand over to this recipient.
    pub recipient: Option<&'a str>,
    /// The day it was said.
    pub date: Date,
}

/// One answer of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// The record.
    pub number: RecordNumber,
    /// The answer.
    pub consent: Consent,
    /// What it is worth today.
    pub state: AnswerState,
}

/// What is done to the records of one purpose.
type Step<'s> = (Option<Detail>, Box<dyn FnMut(RecordNumber, &mut Fields) -> Result<()> + 's>);

impl Vault {
    /// Keeps an answer of the selected records' persons, or says all that stands against it. Those
    /// who said the same before are left as they are.
    pub fn answer(&mut self, aim: Aim<'_>, order: &Answers<'_>) -> Result<Altered> {
        let (policy, today) = (self.policy, self.today()?);
        let field = consents_field(policy)?;
        self.alter_steps(aim, VERB, &[field], |transaction, numbers| {
            let vault = &*transaction.vault;
            let mut against = order.against(policy, &vault.given_notices()?, today);
            let known = |name| Ok::<_, Error>(vault.recipient_now(name)?.is_some());
            if let Some(name) = order.recipient
                && !known(name)?
            {
                against.push(Unfounded::UnknownRecipient(name.to_owned()));
            }
            let new = order.consents(policy);
            let asked = vault.asked_of_all(numbers, &new)?;
            // Who withdrew while it rested on consent says anew that it may be used.
            let again = |one: &Unfounded| {
                matches!(one, Unfounded::NeedsNone(purpose) if asked.contains(purpose))
            };
            against.retain(|one| !again(one));
            against.extend(vault.against_each(numbers, &new, order)?);
            if !against.is_empty() {
                return Err(Error::Unfounded(against));
            }
            let steps = new.into_iter().map(|consent| step(field, consent));
            steps.collect()
        })
    }

    /// What the persons of a whole file answered, if nothing stands against it; and as the log tells
    /// it.
    pub(super) fn answers_of_file(
        &mut self,
        order: &Answers<'_>,
    ) -> Result<(Vec<Consent>, Vec<Consented>)> {
        consents_field(self.policy)?;
        self.hold_shared()?;
        let notices = self.given_notices();
        self.release()?;
        let against = order.against(self.policy, &notices?, self.today()?);
        if !against.is_empty() {
            return Err(Error::Unfounded(against));
        }
        let new = order.consents(self.policy);
        let consented = new.iter().map(told).collect::<Result<_>>()?;
        Ok((new, consented))
    }

    /// Ends consents of the selected records' persons; gives what follows for each that changed.
    pub fn withdraw(
        &mut self,
        aim: Aim<'_>,
        order: &Withdrawal<'_>,
    ) -> Result<(Altered, BTreeMap<RecordNumber, Following>)> {
        let (policy, today) = (self.policy, self.today()?);
        let field = consents_field(policy)?;
        let mut follows = BTreeMap::new();
        let noted = std::cell::RefCell::new(&mut follows);
        let altered = self.alter_steps(aim, VERB, &[field], |transaction, numbers| {
            let (purposes, mut against) = order.purposes(policy, today);
            against.extend(transaction.vault.against_withdrawing(numbers, order, &purposes)?);
            if !against.is_empty() {
                return Err(Error::Unfounded(against));
            }
            let noted = &noted;
            let step = |purpose: Option<String>| -> Result<Step<'_>> {
                let detail = order.detail(purpose.as_deref())?;
                let edit = move |number, fields: &mut Fields| {
                    if order.end(policy, field, purpose.as_deref(), fields) {
                        noted.borrow_mut().insert(number, following(policy, fields));
                    }
                    Ok(())
                };
                Ok((Some(detail), Box::new(edit)))
            };
            purposes.into_iter().map(step).collect()
        })?;
        Ok((altered, follows))
    }

    /// Every answer of the selected records' persons; a look at those records.
    pub fn answers(&mut self, selector: &Selector) -> Result<Vec<GivenAnswer>> {
        let (policy, today) = (self.policy, self.today()?);
        consents_field(policy)?;
        self.hold_shared()?;
        let renewed = self.renewals(today)?;
        let request = Request {
            verb: "consent-list",
            selector,
            parts: vec![Part::Operational],
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        let mut all = Vec::new();
        self.disclose(&request, &mut |record| {
            let number = record.number;
            let answers = policy.answers(&record.fields, today, &renewed).into_iter();
            all.extend(answers.map(|(consent, state)| GivenAnswer { number, consent, state }));
            Ok(())
        })?;
        Ok(all)
    }

    /// The purposes of `new` about which every one of the records has an answer.
    fn asked_of_all(&self, numbers: &Numbers, new: &[Consent]) -> Result<Vec<String>> {
        let mut all: Vec<&Consent> = new.iter().collect();
        let Some(field) = self.policy.known().consents else { return Ok(Vec::new()) };
        self.each_answered(numbers, &mut |_, fields| {
            all.retain(|one| last_about(fields, field, one).is_some());
        })?;
        Ok(all.into_iter().map(|one| one.purpose.clone()).collect())
    }

    fn each_answered(
        &self,
        numbers: &Numbers,
        each: &mut dyn FnMut(RecordNumber, &Fields),
    ) -> Result<()> {
        let numbers: Vec<RecordNumber> = numbers.iter().collect();
        self.stream(&numbers, &[Part::Operational], &mut |record| {
            each(record.number, &record.fields);
            Ok(())
        })
    }
}

/// The field that holds answers, which a policy may do without.
fn consents_field(policy: &Policy) -> Result<FieldId> {
    policy.known().consents.ok_or(Error::PolicyWithout("consents"))
}

/// What the log says of an answer.
fn told(consent: &Consent) -> Result<Consented> {
    let answer = match consent.answer {
        Answer::Granted => Code::fixed("granted"),
        Answer::Refused => Code::fixed("refused"),
    };
    Ok(Consented {
        purpose: consent.purpose.parse().map_err(|_| Error::Bug("purpose"))?,
        answer,
        sensitive: consent.sensitive,
        notice: consent.notice,
        recipient: Some(consent.recipient.clone()).filter(|name| !name.is_empty()),
    })
}

/// What is done for one new answer.
fn step<'s>(field: FieldId, consent: Consent) -> Result<Step<'s>> {
    let detail = Detail::Consented(told(&consent)?);
    let edit = move |_, fields: &mut Fields| {
        put(field, &consent, fields);
        Ok(())
    };
    Ok((Some(detail), Box::new(edit)))
}

/// Puts an answer behind the others, unless it is there. What was agreed to before ends with it: by
/// a refusal as by a withdrawal, by another consent on the day before.
pub(super) fn put(field: FieldId, new: &Consent, fields: &mut Fields) {
    if last_about(fields, field, new).is_some_and(|last| is_same(&last, new)) {
        return;
    }
    let mut all: Vec<Value> = fields.all(field).cloned().collect();
    for value in &mut all {
        let Some(mut one) = Consent::parse(&value.text) else { continue };
        let living = one.answer == Answer::Granted && one.withdrawn.is_empty();
        if !living || !same_question(&one, new) {
            continue;
        }
        let ends_anyway = parse_day(&one.until).zip(new.day()).is_some_and(|(u, day)| u < day);
        match (new.answer, new.day()) {
            _ if ends_anyway => {}
            (Answer::Refused, _) => one.withdrawn.clone_from(&new.date),
            (Answer::Granted, Some(day)) => one.until = plus_days(day, -1).to_string(),
            (Answer::Granted, None) => {}
        }
        *value = spelt(&one);
    }
    all.push(spelt(new));
    fields.set(field, all);
}

fn parsed(fields: &Fields, field: FieldId) -> impl Iterator<Item = Consent> {
    fields.all(field).filter_map(|value| Consent::parse(&value.text))
}

fn last_about(fields: &Fields, field: FieldId, new: &Consent) -> Option<Consent> {
    parsed(fields, field).filter(|one| same_question(one, new)).last()
}

fn same_question(one: &Consent, other: &Consent) -> bool {
    (&one.purpose, one.sensitive, &one.recipient)
        == (&other.purpose, other.sensitive, &other.recipient)
}

/// Whether `new` says nothing that `last` did not: the same answer under the same notice. A refusal
/// is a new one on another day.
fn is_same(last: &Consent, new: &Consent) -> bool {
    let same_day = last.date == new.date;
    let in_force = new.day().is_some_and(|day| last.holds(day));
    last.withdrawn.is_empty()
        && (last.answer, last.notice, &last.until) == (new.answer, new.notice, &new.until)
        && (same_day || new.answer == Answer::Granted && in_force)
}

fn spelt(consent: &Consent) -> Value {
    // A plain struct of texts cannot fail to be written.
    Value::plain(serde_json::to_string(consent).unwrap_or_default())
}

#[cfg(test)]
mod tests;
