//! Changing records as a person asks for it: one record added, or fields of some set, each as one
//! transaction that is also what a dry run runs through, and then forgets.

use super::error::{Error, Result};
use super::mark::Marked;
use super::session::Vault;
use super::transaction::Transaction;
use crate::log::{Detail, Numbers};
use crate::model::{Capability, FieldId, Fields, Level, Part, RecordNumber, Selector, Value, Word};
use crate::policy::{LaidBy, NotFound, Policy, Which};

/// Which records are to be changed, and how far.
#[derive(Clone, Copy)]
pub struct Aim<'a> {
    /// Which records.
    pub selector: &'a Selector,
    /// Those that somebody was shown and confirmed; if others are selected by now, nothing is done.
    pub confirmed: Option<&'a Numbers>,
    /// Do everything but keep nothing.
    pub rehearsal: bool,
}

/// One more value of a field: an event, a scorecard.
pub struct Addition<'a> {
    /// What the log and the history say was done.
    pub verb: &'static str,
    /// The field.
    pub field: FieldId,
    /// The value.
    pub value: &'a Value,
    /// Fields that are set in the same change.
    pub more: &'a [(FieldId, Vec<Value>)],
    /// The contact by which nobody was reached; where a record has none such, nothing is done.
    pub failed: Option<&'a Which>,
}

/// What became of the selected records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// How many there were.
    pub selected: u64,
    /// Those that were not so already.
    pub changed: Numbers,
    /// How many stand restricted in a range of numbers, and were left out. Those that terms would
    /// take are not counted: that would tell what they hold.
    pub restricted: usize,
}

impl Vault {
    /// Adds one record, unless one of its values that must be unique is another record's. Gives
    /// its number; after a rehearsal the number it would have had.
    pub fn add_record(&mut self, mut fields: Fields, rehearsal: bool) -> Result<RecordNumber> {
        self.require(Capability::Write)?;
        if self.own(Capability::Write)?.is_some_and(|own| !own.claim(&mut fields)) {
            return Err(Error::GivenAway);
        }
        for (field, _) in fields.iter() {
            self.require_field(field)?;
            self.collecting.require(self.policy, field)?;
        }
        self.alone(rehearsal, |transaction| {
            let given: Vec<_> = fields.iter().collect();
            transaction.vault.refuse_suppressed(&given)?;
            transaction.vault.refuse_duplicates(&given, &Numbers::new())?;
            let created = transaction.add("add", vec![fields])?;
            created.first().ok_or(Error::Bug("no number was given out"))
        })
    }

    /// Puts one more value behind those that a field of the selected records has. It is added even
    /// where the same stands there, for the same may happen twice.
    pub fn add_value(&mut self, aim: Aim<'_>, one: &Addition<'_>) -> Result<(Altered, Marked)> {
        let policy = self.policy;
        let others = one.more.iter().map(|(field, _)| *field);
        let touched: Vec<FieldId> =
            others.chain(one.failed.map(|which| which.field)).chain([one.field]).collect();
        let mut marked = Marked::new();
        let noted = &mut marked;
        let altered =
            self.alter_each(aim, (one.verb, None), &touched, |transaction, numbers| {
                transaction.vault.require_new(one.more, numbers)?;
                Ok(move |record, fields: &mut Fields| {
                    put(policy, one.more, fields);
                    fields.push(one.field, one.value.clone());
                    let Some(which) = one.failed else { return Ok(()) };
                    let field = || policy.field(which.field).id.clone();
                    let missing =
                        |NotFound(count)| Error::Contact { record, field: field(), count };
                    let contact = which.find(fields).map_err(missing)?;
                    noted.extend(policy.note_failure(fields, contact).map(|done| (record, done)));
                    Ok(())
                })
            })?;
        Ok((altered, marked))
    }

    /// Sets fields of the selected records; no values clear a field, but for those that only grow
    /// ([`Policy::lay`]). `verb` is what the log and
    /// the history say was done.
    pub fn set_fields(
        &mut self,
        aim: Aim<'_>,
        verb: &'static str,
        values: &[(FieldId, Vec<Value>)],
    ) -> Result<Altered> {
        let touched: Vec<FieldId> = values.iter().map(|(field, _)| *field).collect();
        let policy = self.policy;
        self.alter_each(aim, (verb, None), &touched, |transaction, numbers| {
            transaction.vault.require_new(values, numbers)?;
            let declined = policy.known().declined;
            Ok(move |record, fields: &mut Fields| {
                for (field, values) in values {
                    // What else the person declined stays so.
                    let before = (Some(*field) == declined).then(|| fields.all(*field).cloned());
                    let mut all: Vec<Value> = before.into_iter().flatten().collect();
                    let new = |value: &&Value| !all.iter().any(|one| one.text == value.text);
                    let more: Vec<Value> = values.iter().filter(new).cloned().collect();
                    all.extend(more);
                    policy.lay(LaidBy::Edit, (*field, &all), fields);
                }
                let says = values.iter().filter(|(field, _)| Some(*field) == declined);
                let given = |one: &&Value| {
                    policy.id(&one.text).is_some_and(|field| fields.get(field).is_some())
                };
                match says.flat_map(|(_, ids)| ids).find(given) {
                    Some(one) => Err(Error::NotDeclined(record, one.text.clone())),
                    None => Ok(()),
                }
            })
        })
    }

    /// Lets go of the selected records that are in quarantine, though nobody said on what ground
    /// they are held: it is decided by somebody who may look at them, and the history has it.
    pub fn release_quarantined(&mut self, aim: Aim<'_>) -> Result<Altered> {
        let (policy, state) = (self.policy, self.policy.known().state);
        self.alter(aim, ("edit", None), &[state], |_, _| {
            Ok(move |fields: &mut Fields| {
                if policy.is_quarantined(fields) {
                    fields.set(state, [Value::plain("active")]);
                }
            })
        })
    }

    /// Refuses values that are not to be entered, or that must be unique and would not be.
    fn require_new(&self, values: &[(FieldId, Vec<Value>)], numbers: &Numbers) -> Result<()> {
        let given: Vec<(FieldId, &Value)> =
            values.iter().flat_map(|(id, all)| all.iter().map(|v| (*id, v))).collect();
        self.refuse_suppressed(&given)?;
        self.refuse_duplicates(&given, numbers)?;
        let unique = given.iter().map(|(id, _)| self.policy.field(*id)).find(|f| f.traits.unique);
        if let (Some(other), Some(field), true) = (numbers.first(), unique, numbers.len() > 1) {
            return Err(Error::Conflict { field: field.id.clone(), other });
        }
        Ok(())
    }

    /// Puts tags on the selected records, behind those that they have.
    pub fn add_tags(&mut self, aim: Aim<'_>, more: &[Value]) -> Result<Altered> {
        let tags = self.policy.known().tags;
        self.alter(aim, ("tag", None), &[tags], |_, _| {
            Ok(|fields: &mut Fields| {
                for tag in more {
                    if fields.all(tags).all(|other| !same_tag(other, tag)) {
                        fields.push(tags, tag.clone());
                    }
                }
            })
        })
    }

    /// Takes tags off the selected records.
    pub fn remove_tags(&mut self, aim: Aim<'_>, fewer: &[Value]) -> Result<Altered> {
        let tags = self.policy.known().tags;
        self.alter(aim, ("tag", None), &[tags], |_, _| {
            Ok(|fields: &mut Fields| {
                let stays = |tag: &&Value| fewer.iter().all(|other| !same_tag(other, tag));
                let kept: Vec<Value> = fields.all(tags).filter(stays).cloned().collect();
                fields.set(tags, kept);
            })
        })
    }

    /// One change of the selected records. `prepare` looks at the whole before anything is
    /// written, and gives what is done to each.
    pub(super) fn alter<E: FnMut(&mut Fields)>(
        &mut self,
        aim: Aim<'_>,
        act: (&'static str, Option<Detail>),
        touched: &[FieldId],
        prepare: impl FnOnce(&Transaction<'_>, &Numbers) -> Result<E>,
    ) -> Result<Altered> {
        self.alter_each(aim, act, touched, |transaction, numbers| {
            let mut edit = prepare(transaction, numbers)?;
            Ok(move |_, fields: &mut Fields| {
                edit(fields);
                Ok(())
            })
        })
    }

    /// As [`Vault::alter`], where what is done to a record may fail, and then nothing is done.
    pub(super) fn alter_each<E: FnMut(RecordNumber, &mut Fields) -> Result<()>>(
        &mut self,
        aim: Aim<'_>,
        (verb, detail): (&'static str, Option<Detail>),
        touched: &[FieldId],
        prepare: impl FnOnce(&Transaction<'_>, &Numbers) -> Result<E>,
    ) -> Result<Altered> {
        self.alter_steps(aim, verb, touched, |transaction, numbers| {
            Ok(vec![(detail, prepare(transaction, numbers)?)])
        })
    }

    /// As [`Vault::alter_each`], several changes one behind the other, of which the log tells each.
    pub(super) fn alter_steps<E: FnMut(RecordNumber, &mut Fields) -> Result<()>>(
        &mut self,
        aim: Aim<'_>,
        verb: &'static str,
        touched: &[FieldId],
        prepare: impl FnOnce(&Transaction<'_>, &Numbers) -> Result<Vec<(Option<Detail>, E)>>,
    ) -> Result<Altered> {
        self.require(Capability::Write)?;
        for field in touched {
            self.require_field(*field)?;
        }
        let policy = self.policy;
        let own = self.own(Capability::Write)?;
        let open = |level| self.clearance().opens(level);
        let judges = open(Level::Two) && open(Level::Three);
        self.alone(aim.rehearsal, |transaction| {
            let found = transaction.vault.find_to_change(aim.selector, touched)?;
            let numbers: Numbers = found.numbers.into_iter().collect();
            let restricted = if aim.selector.looks_inside() { 0 } else { found.restricted.len() };
            if aim.confirmed.is_some_and(|confirmed| *confirmed != numbers) {
                return Err(Error::SelectionChanged);
            }
            let steps = prepare(transaction, &numbers)?;
            let mut changed = Numbers::new();
            for (detail, mut edit) in steps {
                let done = transaction.edit(verb, &numbers, detail, |record, fields| {
                    let before = if judges { policy.missing(fields) } else { Vec::new() };
                    edit(record, fields)?;
                    // Who may change only his own records does not decide whose they are.
                    if own.as_ref().is_some_and(|own| !own.has(fields)) {
                        return Err(Error::GivenAway);
                    }
                    let lost = if judges { policy.missing(fields) } else { Vec::new() };
                    match lost.into_iter().find(|group| !before.contains(group)) {
                        None => Ok(()),
                        Some(group) => {
                            let id = |field: &FieldId| policy.field(*field).id.clone();
                            Err(Error::Lacks { record, any: group.iter().map(id).collect() })
                        }
                    }
                })?;
                changed = changed.union(&done);
            }
            Ok(Altered { selected: numbers.len(), changed, restricted })
        })
    }

    /// A change as one transaction, or its rehearsal.
    pub(super) fn alone<T>(
        &mut self,
        rehearsal: bool,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        if !rehearsal {
            return self.change(work);
        }
        // Nothing is recovered: a rehearsal finishes nobody's work either.
        let done = self.hold_exclusive().and_then(|()| {
            self.transact(|transaction| {
                let done = work(transaction)?;
                transaction.forget();
                Ok(done)
            })
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// Refuses unless the keys of this operator open the part that holds `field`.
    pub fn require_field(&self, field: FieldId) -> Result<()> {
        match self.policy.part(field) {
            Part::Operational => Ok(()),
            Part::Level(level) => self.require_level(level, Some(&self.policy.field(field).id)),
        }
    }

    /// Refuses values that must be unique and are those of a record outside `own`. Values above
    /// the clearance cannot be looked for.
    fn refuse_duplicates(&self, values: &[(FieldId, &Value)], own: &Numbers) -> Result<()> {
        let is_unique = |(field, _): &&(FieldId, &Value)| {
            let field = self.policy.field(*field);
            field.traits.unique && self.ring.clearance.opens_part(field.part)
        };
        let wanted: Vec<&(FieldId, &Value)> = values.iter().filter(is_unique).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        // One of them is enough, as with the fields in which a bare word is looked for.
        let test =
            |(field, value): &&(FieldId, &Value)| (*field, self.policy.equal(*field, &value.text));
        let word: Word = wanted.iter().map(test).collect();
        let selector = Selector { words: vec![word], ..Selector::default() };
        let found = self.find_everywhere(&selector)?;
        let Some(other) = found.numbers.into_iter().find(|number| !own.contains(*number)) else {
            return Ok(());
        };
        let mut shared = String::new();
        let mut parts: Vec<Part> =
            wanted.iter().map(|(field, _)| self.policy.part(*field)).collect();
        parts.sort_unstable();
        parts.dedup();
        self.stream(&[other], &parts, &mut |record| {
            let has = |(field, value): &&&(FieldId, &Value)| {
                let same = self.policy.equal(*field, &value.text);
                record.fields.all(*field).any(|kept| same.holds(&kept.text))
            };
            if let Some((field, _)) = wanted.iter().find(has) {
                shared.clone_from(&self.policy.field(*field).id);
            }
            Ok(())
        })?;
        Err(Error::Conflict { field: shared, other })
    }
}

/// Sets fields of one record.
fn put(policy: &Policy, values: &[(FieldId, Vec<Value>)], fields: &mut Fields) {
    for (field, values) in values {
        policy.lay(LaidBy::Edit, (*field, values), fields);
    }
}

/// Tags are one whatever the case of their letters, as selectors find them.
fn same_tag(one: &Value, other: &Value) -> bool {
    one.text.eq_ignore_ascii_case(&other.text)
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
