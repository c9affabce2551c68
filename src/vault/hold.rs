//! Holds (暂缓销毁): why records must not be destroyed for the time being, who placed that and until when.
//!
//! A hold stands in the operational part, so that whoever destroys on schedule sees it without any
//! level's key. The policy says which roles place one and which lift it. The plain field `hold` is
//! one too, without a kind: whoever may write sets it, and only who administers clears it.

use super::change::{Aim, Altered};
use super::error::{Error, Result};
use super::restricted::called;
use super::session::Vault;
use crate::log::{Act, Code, Detail, Held};
use crate::model::{
    Capability, FieldId, Fields, Hold, Label, Level, RecordNumber, Reference, Selector, Value,
};
use crate::policy::{HoldKind, PLAIN_HOLD, Policy};
use jiff::civil::Date;

/// What the log and the history say was done.
const VERB: &str = "hold";

/// A hold to be placed.
pub struct NewHold<'a> {
    /// Its kind.
    pub kind: &'a HoldKind,
    /// The last day it stands; none: until it is lifted.
    pub until: Option<Date>,
    /// The number of a case.
    pub reference: Option<Reference>,
}

/// Which holds are to be lifted.
pub struct Lift<'a> {
    /// Their kind; none: the plain one of the field `hold`.
    pub kind: Option<&'a HoldKind>,
    /// Only those with this reference.
    pub reference: Option<Reference>,
}

/// Why a hold cannot be placed or lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldFault {
    /// The policy lets other roles do it.
    Role {
        /// The id of the kind; `hold` for the plain field.
        kind: String,
        /// The name of the kind.
        named: Label,
        /// Whether one was to be placed; otherwise lifted.
        places: bool,
        /// The ids of the roles that may; none: whoever administers.
        roles: Vec<String>,
    },
    /// Its last day is past.
    Over,
}

/// A hold of a record, and what it holds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingHold {
    /// The record.
    pub number: RecordNumber,
    /// The hold.
    pub hold: Hold,
    /// The last day the record is kept otherwise, and the id of the rule; none while no day is set.
    pub holds_up: Option<(Date, String)>,
    /// Whether that day is past, so that nothing but a hold keeps it.
    pub overdue: bool,
}

impl Vault {
    /// Places a hold on the selected records. Where one of that kind and reference stands, its last
    /// day is put off; who may not lift it does not bring it forward.
    pub fn place_hold(&mut self, aim: Aim<'_>, new: &NewHold<'_>) -> Result<Altered> {
        let (field, today) = (self.holds_field()?, self.today()?);
        self.require_role(new.kind, true)?;
        if new.until.is_some_and(|last| last < today) {
            return Err(Error::Hold(HoldFault::Over));
        }
        let shortens = self.require_role(new.kind, false).is_ok();
        let hold = Hold {
            kind: new.kind.id.clone(),
            since: today.to_string(),
            until: new.until.map_or_else(String::new, |day| day.to_string()),
            reference: new.reference.as_ref().map_or_else(String::new, ToString::to_string),
        };
        let refused = || refusal(new.kind, false);
        self.alter_each(aim, (VERB, Some(detail(&hold.kind, true)?)), &[field], |_, _| {
            Ok(move |_, fields: &mut Fields| {
                let mut all: Vec<Value> = fields.all(field).cloned().collect();
                match all.iter_mut().find_map(|value| same(value, &hold, today)) {
                    None => all.push(text(&hold)?),
                    Some((_, old)) if old.until == hold.until => {}
                    Some((_, old)) if earlier(&hold.until, &old.until) && !shortens => {
                        return Err(refused());
                    }
                    Some((value, old)) => {
                        *value = text(&Hold { until: hold.until.clone(), ..old })?;
                    }
                }
                fields.set(field, all);
                Ok(())
            })
        })
    }

    /// Lifts holds of the selected records: they stay in the history.
    pub fn lift_hold(&mut self, aim: Aim<'_>, lift: &Lift<'_>) -> Result<Altered> {
        self.require(Capability::Write)?;
        self.require_level(Level::Three, None)?;
        let Some(kind) = lift.kind else {
            let field = self.policy.known().hold;
            return self.alter(aim, (VERB, Some(detail(PLAIN_HOLD, false)?)), &[field], |_, _| {
                Ok(move |fields: &mut Fields| fields.set(field, []))
            });
        };
        let field = self.holds_field()?;
        self.require_role(kind, false)?;
        let reference = lift.reference.as_ref().map(ToString::to_string);
        let goes = |value: &Value| {
            Hold::parse(&value.text).is_some_and(|hold| {
                let named = reference.as_ref().is_none_or(|text| *text == hold.reference);
                hold.kind == kind.id && named
            })
        };
        self.alter(aim, (VERB, Some(detail(&kind.id, false)?)), &[field], |_, _| {
            Ok(|fields: &mut Fields| {
                let kept: Vec<Value> = fields.all(field).filter(|v| !goes(v)).cloned().collect();
                fields.set(field, kept);
            })
        })
    }

    /// The holds that stand, by record, of those that `selector` takes and this operator reaches;
    /// the look is logged.
    pub fn list_holds(&mut self, selector: &Selector) -> Result<Vec<StandingHold>> {
        self.require_one_of(&[Capability::Read, Capability::Purge])?;
        self.hold_exclusive()?;
        let listed = self.recover_to_look().and_then(|()| self.standing_holds(selector));
        self.release()?;
        listed
    }

    fn standing_holds(&mut self, selector: &Selector) -> Result<Vec<StandingHold>> {
        // Who destroys, or may look at restricted records, sees all of them: numbers, kinds, days.
        let purges = self.member()?.capabilities.has(Capability::Purge);
        let all = purges || self.sees_restricted()?;
        let found = if all { self.find_everywhere(selector)? } else { self.find(selector)? };
        let (policy, today) = (self.policy, self.today()?);
        let mut holds = Vec::new();
        for row in &self.state.buckets {
            self.each_operational(row, &mut |number, duties| {
                if found.numbers.binary_search(&number).is_err() {
                    return;
                }
                let verdict = policy.verdict(duties);
                let holds_up = verdict.map(|verdict| (verdict.day, verdict.rule.id()));
                let overdue = verdict.is_some_and(|verdict| verdict.day < today);
                holds.extend(policy.holds_of(duties, today).into_iter().map(|hold| StandingHold {
                    number,
                    hold,
                    holds_up: holds_up.clone(),
                    overdue,
                }));
            })?;
        }
        let act = Act::Disclose {
            verb: Code::fixed("hold-list"),
            numbers: holds.iter().map(|one| one.number).collect(),
            count: holds.len() as u64,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &found)?;
        Ok(holds)
    }

    /// Holds follow from level 3 like the days they stop, so who writes one opens that level.
    fn holds_field(&self) -> Result<FieldId> {
        self.require(Capability::Write)?;
        self.require_level(Level::Three, None)?;
        self.policy.known().holds.ok_or(Error::PolicyWithout("holds"))
    }

    /// Refuses unless the policy lets this operator's role place, or lift, holds of this kind.
    fn require_role(&self, kind: &HoldKind, places: bool) -> Result<()> {
        let member = self.member()?;
        let roles = if places { &kind.placed_by } else { &kind.lifted_by };
        let able = if roles.is_empty() {
            places || member.capabilities.has(Capability::Administer)
        } else {
            roles.iter().any(|role| role == member.role.as_str())
        };
        if able || self.mutated("holds-are-anybodys") { Ok(()) } else { Err(refusal(kind, places)) }
    }

    /// Whether this operator may clear the plain field `hold`.
    pub(in crate::vault) fn clears_holds(&self) -> Result<bool> {
        Ok(self.member()?.capabilities.has(Capability::Administer)
            || self.mutated("holds-are-anybodys"))
    }
}

/// Refuses a version of a record that has lost the plain hold it had.
pub(in crate::vault) fn require_held(
    policy: &Policy,
    before: &Fields,
    after: &Fields,
) -> Result<()> {
    let field = policy.known().hold;
    if before.text(field) == "yes" && after.text(field) != "yes" {
        let (kind, roles) = (PLAIN_HOLD.to_owned(), Vec::new());
        let named = called(policy, PLAIN_HOLD, PLAIN_HOLD);
        return Err(Error::Hold(HoldFault::Role { kind, named, places: false, roles }));
    }
    Ok(())
}

fn refusal(kind: &HoldKind, places: bool) -> Error {
    let roles = if places { &kind.placed_by } else { &kind.lifted_by };
    let (named, kind, roles) = (kind.label(), kind.id.clone(), roles.clone());
    Error::Hold(HoldFault::Role { kind, named, places, roles })
}

/// A hold of the same kind and reference that still stands, with what it is.
fn same<'v>(value: &'v mut Value, new: &Hold, today: Date) -> Option<(&'v mut Value, Hold)> {
    let hold = Hold::parse(&value.text)?;
    let same = hold.kind == new.kind && hold.reference == new.reference && hold.stands(today);
    same.then_some((value, hold))
}

/// Whether one last day comes before another; no last day comes after all.
fn earlier(one: &str, other: &str) -> bool {
    !one.is_empty() && (other.is_empty() || one < other)
}

fn text(hold: &Hold) -> Result<Value> {
    serde_json::to_string(hold).map(Value::plain).map_err(|_| Error::Bug("text of a hold"))
}

fn detail(kind: &str, placed: bool) -> Result<Detail> {
    let kind = kind.parse().map_err(|_| Error::Bug("kind of a hold"))?;
    Ok(Detail::Held(Held { kind, placed }))
}
