//! Records of one's own: what a role limits to those is limited here, wherever records are selected.
//!
//! A record is somebody's own when its field `owner` has his name. No key stands behind that: who
//! is limited holds the keys of his clearance like anybody else, and a program of his own making
//! would open with them what this one does not select. It is the program that enforces it, and the
//! log that tells.
//!
//! Everything selects through [`Vault::find`], [`Vault::find_for`] or [`Vault::find_to_change`], which
//! leave out restricted records as well ([`super::restricted`]). Two looks go beyond, and show
//! no record: whether an identifier that must be unique is taken, whoever has it, and what an
//! administrator asks of all.

use super::error::{Error, Result};
use super::search::Found;
use super::session::Vault;
use crate::log::Numbers;
use crate::model::{
    Capability, Clearance, FieldId, Fields, Op, RecordNumber, Selector, Term, Test, Value,
};
use crate::policy::Role;

/// Whose records somebody reaches.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// The field that says it; none: the policy has none, so nobody has records of his own.
    field: Option<FieldId>,
    /// The operator's name, as the field has it.
    name: Value,
}

impl Own {
    /// Whether a record is one of these.
    pub(crate) fn has(&self, fields: &Fields) -> bool {
        let is = |value: &Value| value.text.eq_ignore_ascii_case(&self.name.text);
        self.field.is_some_and(|field| fields.all(field).any(is))
    }

    /// Makes a record that is nobody's one of these; no when it is, or would be, somebody else's.
    pub(crate) fn claim(&self, fields: &mut Fields) -> bool {
        if let Some(field) = self.field
            && fields.get(field).is_none()
        {
            fields.set(field, [self.name.clone()]);
        }
        self.has(fields)
    }

    /// The field that says whose a record is.
    pub(crate) fn field(&self) -> Option<FieldId> {
        self.field
    }

    /// Of what `selector` takes only those of one's own; none where nobody has any.
    fn only(&self, selector: &Selector) -> Option<Selector> {
        let tests = vec![Test::Equal(self.name.text.clone())];
        let mut only = selector.clone();
        only.terms.push(Term::Field { field: self.field?, op: Op::Is, tests });
        Some(only)
    }
}

impl Vault {
    /// The role of this operator in the policy in force.
    pub fn role(&self) -> Option<&'static Role> {
        let member = self.roster.get(self.operator)?;
        self.policy.roles().iter().find(|role| role.id == member.role.as_str())
    }

    /// The records that `capability` reaches; none: all. Where the policy does not know the role,
    /// as after a restore of an older one, it is the narrowest.
    pub(crate) fn own(&self, capability: Capability) -> Result<Option<Own>> {
        let member = self.member()?;
        let everywhere = member.capabilities.has(Capability::Administer);
        // Who opens no level cannot read whose a record is, nor anything else of it.
        if everywhere || self.clearance() == Clearance::NONE || self.mutated("all-are-own") {
            return Ok(None);
        }
        let limited = match self.role() {
            Some(role) => role.limits(capability),
            None => Role::can_limit(capability),
        };
        if !limited {
            return Ok(None);
        }
        let field = self.policy.owner();
        let kept = field.and_then(|field| self.policy.normalise(field, &member.name).ok());
        let kept = kept.and_then(|values| values.into_iter().next());
        let name = kept.unwrap_or_else(|| Value::plain(member.name.clone()));
        Ok(Some(Own { field, name }))
    }

    /// The records that every one of `capabilities` that this operator has is limited to; none where
    /// one of them reaches all.
    pub(crate) fn own_numbers(&self, capabilities: &[Capability]) -> Result<Option<Numbers>> {
        let held = self.member()?.capabilities;
        let mut own = None;
        for capability in capabilities.iter().filter(|one| held.has(**one)) {
            own = self.own(*capability)?;
            if own.is_none() {
                return Ok(None);
            }
        }
        let Some(own) = own else { return Ok(None) };
        let Some(only) = own.only(&Selector::default()) else { return Ok(Some(Numbers::new())) };
        Ok(Some(self.find_everywhere(&only)?.numbers.into_iter().collect()))
    }

    /// How many records this operator may not look at because they are others'; restricted ones are
    /// nobody's.
    pub fn others(&mut self) -> Result<u64> {
        self.require(Capability::Read)?;
        self.hold_shared()?;
        let counted = self.count_others();
        self.release()?;
        counted
    }

    fn count_others(&self) -> Result<u64> {
        let all = Selector::default();
        let Some(own) = self.own(Capability::Read)? else { return Ok(0) };
        let mine = own.only(&all).map(|only| self.find_apart(&only)).transpose()?;
        let mine = mine.map_or(0, |found| found.numbers.len());
        Ok(self.find_apart(&all)?.numbers.len().saturating_sub(mine) as u64)
    }

    /// The records that `selector` takes and this operator may look at.
    pub(crate) fn find(&self, selector: &Selector) -> Result<Found> {
        self.find_for(Capability::Read, selector)
    }

    /// The records that `selector` takes and `capability` reaches. One that is typed out and is not
    /// the operator's own is refused.
    pub(crate) fn find_for(&self, capability: Capability, selector: &Selector) -> Result<Found> {
        let mut found = self.find_own(capability, selector)?;
        self.admit_restricted(capability, selector, &mut found)?;
        Ok(found)
    }

    /// The same to change these fields: a duty is registered of restricted records too, which are
    /// reached by their numbers.
    pub(crate) fn find_to_change(&self, selector: &Selector, fields: &[FieldId]) -> Result<Found> {
        let mut found = self.find_own(Capability::Write, selector)?;
        if self.registers_duty(fields) {
            let typed = found.restricted.iter().copied().filter(|n| selector.types_out(*n));
            found.numbers.extend(typed);
            found.numbers.sort_unstable();
            let reached = &found.numbers;
            found.restricted.retain(|number| reached.binary_search(number).is_err());
        }
        self.admit_restricted(Capability::Write, selector, &mut found)?;
        Ok(found)
    }

    fn find_own(&self, capability: Capability, selector: &Selector) -> Result<Found> {
        let Some(own) = self.own(capability)? else { return self.find_apart(selector) };
        let found = match own.only(selector) {
            Some(only) => self.find_apart(&only)?,
            None => Found::default(),
        };
        for range in selector.numbers.iter().filter(|range| range.start() == range.end()) {
            let number = *range.start();
            let reached = [&found.numbers, &found.restricted];
            if !reached.iter().any(|all| all.binary_search(&number).is_ok())
                && !self.is_own(&own, number)?
            {
                return Err(Error::NotOwn(number));
            }
        }
        Ok(found)
    }

    fn is_own(&self, own: &Own, number: RecordNumber) -> Result<bool> {
        let alone = Selector { numbers: vec![number..=number], ..Selector::default() };
        let Some(alone) = own.only(&alone) else { return Ok(false) };
        Ok(!self.find_everywhere(&alone)?.numbers.is_empty())
    }
}
