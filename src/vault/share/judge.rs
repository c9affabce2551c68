//! What stands against a share, all of it at once.

use super::{ShareFault, ShareOrder};
use crate::log::{Code, Handover, Recipient, Relation, asks_each};
use crate::model::date::parse_day;
use crate::model::{Capability, Selector};
use crate::policy::Abroad;
use crate::vault::approval;
use crate::vault::cover::Lens;
use crate::vault::error::{Error, Result};
use crate::vault::export::{Export, ExportColumn, Exported};
use crate::vault::search::Found;
use crate::vault::session::Vault;
use jiff::civil::Date;

/// So many reasons are told at once; each costs a search of its own.
const MANY: usize = 20;

/// A share that nothing stands against.
pub(super) struct Judged {
    pub(super) handover: Handover,
    pub(super) keys: Vec<String>,
    pub(super) lens: Lens,
    pub(super) columns: Vec<ExportColumn>,
    pub(super) found: Found,
    pub(super) stayed: Exported,
}

/// What stands against it so far.
struct Against(Vec<Error>);

impl Against {
    fn fault(&mut self, fault: ShareFault) {
        self.0.push(Error::Share(fault));
    }

    /// Notes an error that is a reason; any other, such as damage, ends the judging.
    fn note<T>(&mut self, done: Result<T>) -> Result<Option<T>> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(error) if is_reason(&error) => {
                self.0.push(error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// A single reason is told as what it is.
    fn end(mut self) -> Result<()> {
        match self.0.len() {
            0 => Ok(()),
            1 => Err(self.0.remove(0)),
            _ => Err(Error::NotShared(self.0)),
        }
    }
}

impl Vault {
    /// Judges an order; the lock is held. What the policy has two persons for stands against it when
    /// it is done `alone`.
    pub(super) fn judge(&self, order: &ShareOrder<'_>, alone: bool) -> Result<Judged> {
        self.require(Capability::Export)?;
        let today = self.today()?;
        let mut against = Against(Vec::new());
        let recipient = self.recipient_now(order.recipient)?;
        let lens = self.lens_of(&order.what)?;
        let (mut lens, mut handover) = (lens, None);
        if let Some(recipient) = &recipient {
            let abroad = recipient.country != self.policy.document().share.home;
            let relation = relation_to(recipient, order.relation);
            let asks = asks_each(abroad, relation);
            lens = lens.for_recipient(asks.then(|| recipient.name.clone()));
            refuse_recipient(recipient, today, &mut against);
            let ground = order.cross_border.is_some();
            self.refuse_abroad((recipient, abroad), ground, &mut against);
            handover = recipient.agreement.clone().map(|agreement| Handover {
                kind: order.kind,
                recipient: recipient.name.clone(),
                agreement,
                relation,
                columns: Vec::new(),
                form: approval::form(order.what.form),
                until: order.until.map_or_else(String::new, |day| day.to_string()),
                country: recipient.country.clone(),
                abroad,
                cross_border: order.cross_border.clone().filter(|_| abroad),
                assessment: self.assessment.clone(),
            });
        } else {
            against.fault(ShareFault::NoRecipient(order.recipient.to_owned()));
        }
        if let Some(day) = order.until.filter(|day| *day < today) {
            against.fault(ShareFault::DayPast(day));
        }
        let ends = recipient.as_ref().and_then(|one| Some((one, parse_day(&one.until)?)));
        if let Some((one, last)) = ends.filter(|(_, last)| *last >= today)
            && order.until.is_some_and(|day| day > last)
        {
            against.fault(ShareFault::Outlives(one.name.clone(), last));
        }
        let assessed = self.require_assessment(order.kind.verb(), order.what.reveal);
        if !against.0.iter().any(|error| matches!(error, Error::NeedsAssessment(_))) {
            against.note(assessed)?;
        }
        let columns = self.judge_columns(&order.what, &mut against)?;
        let taken = self.judge_records(order, &lens, &mut against)?;
        if let Some(handover) = handover.as_ref().filter(|_| alone) {
            let count = taken.as_ref().map_or(0, |(found, _)| found.numbers.len() as u64);
            against.note(self.require_share_alone(handover, count))?;
        }
        if let Some((found, _)) = taken.as_ref().filter(|_| !columns.is_empty()) {
            let fits = self.require_fits(&order.what, (&found.numbers, &columns), &lens);
            against.note(fits)?;
        }
        against.end()?;
        let (Some(mut handover), Some((found, stayed))) = (handover, taken) else {
            return Err(Error::Bug("a share without terms"));
        };
        handover.columns = self.ids_of(&columns)?;
        let keys = recipient.map(|recipient| recipient.to).unwrap_or_default();
        Ok(Judged { handover, keys, lens, columns, found, stayed })
    }

    /// Refuses a recipient for whom no file without a number may be sealed: what stands against a share
    /// by the register alone stands against that too, and nothing can be named that lets it go abroad.
    pub(super) fn require_sealable(&self, recipient: &Recipient) -> Result<()> {
        let mut against = Against(Vec::new());
        let abroad = recipient.country != self.policy.document().share.home;
        refuse_recipient(recipient, self.today()?, &mut against);
        self.refuse_abroad((recipient, abroad), false, &mut against);
        against.end()
    }

    fn refuse_abroad(
        &self,
        (recipient, abroad): (&Recipient, bool),
        ground: bool,
        against: &mut Against,
    ) {
        if !abroad {
            return;
        }
        let (name, country) = (recipient.name.clone(), recipient.country.clone());
        if self.policy.document().share.abroad == Abroad::Never {
            against.fault(ShareFault::NeverAbroad(name, country));
            return;
        }
        if !ground {
            against.fault(ShareFault::Abroad(name, country));
        }
        if self.assessment.is_none() {
            against.0.push(Error::NeedsAssessment(None));
        }
    }

    /// The columns that may leave. Each that is named is judged by itself, so that all are told.
    fn judge_columns(&self, what: &Export<'_>, against: &mut Against) -> Result<Vec<ExportColumn>> {
        let of =
            |columns: Vec<ExportColumn>| Export { columns, options: what.options.clone(), ..*what };
        if what.columns.is_empty() {
            let all = against.note(self.export_columns(&of(Vec::new())))?.unwrap_or_default();
            let leaves = |column: &ExportColumn| match *column {
                ExportColumn::Number => true,
                ExportColumn::Field(field) => !self.policy.is_own_affair(field),
            };
            return Ok(all.into_iter().filter(leaves).collect());
        }
        let mut columns = Vec::new();
        for column in &what.columns {
            columns
                .extend(against.note(self.export_columns(&of(vec![*column])))?.unwrap_or_default());
        }
        Ok(columns)
    }

    /// The records that may leave. One that is typed out and may not is a reason; of those that terms
    /// take, the others are left out.
    fn judge_records(
        &self,
        order: &ShareOrder<'_>,
        lens: &Lens,
        against: &mut Against,
    ) -> Result<Option<(Found, Exported)>> {
        let selector = order.what.selector;
        let Some((mut found, restricted)) = self.reachable(selector, against)? else {
            return Ok(None);
        };
        // A number that is not there says nothing of why the others stay.
        let before = against.0.len();
        let (left_out, which) = self.cover_each(lens, &mut found)?;
        let mut typed = which.into_iter().filter(|(number, _)| selector.types_out(*number));
        against.0.extend(typed.by_ref().map(|(number, bar)| Error::NotCovered(number, bar)));
        if found.numbers.is_empty() && against.0.len() == before {
            against.fault(ShareFault::Nothing(restricted, left_out));
        }
        Ok(Some((found, Exported { restricted, left_out, ..Exported::default() })))
    }

    /// The records that may leave, with how many restricted ones stay. A number that is typed out and
    /// may not is a reason, and the others are looked at without it.
    fn reachable(
        &self,
        selector: &Selector,
        against: &mut Against,
    ) -> Result<Option<(Found, u64)>> {
        let mut selector = selector.clone();
        loop {
            let error = match self.may_leave(&selector) {
                Ok(found) => return Ok(Some(found)),
                Err(error) => error,
            };
            let number = match &error {
                Error::NoRecord(number)
                | Error::Destroyed(number)
                | Error::GivenUp(number, ..)
                | Error::NotOwn(number) => *number,
                Error::Restricted(restriction) => restriction.number,
                _ => return against.note(Err(error)),
            };
            against.0.push(error);
            let all = selector.numbers.len();
            selector.numbers.retain(|range| *range != (number..=number));
            // With no number left, the terms alone would take others; and each reason is told once.
            let told = selector.numbers.len() == all || against.0.len() >= MANY;
            if told || selector.numbers.is_empty() {
                return Ok(None);
            }
        }
    }

    fn ids_of(&self, columns: &[ExportColumn]) -> Result<Vec<Code>> {
        let id = |column: &ExportColumn| match column {
            ExportColumn::Number => Ok(Code::fixed("number")),
            ExportColumn::Field(field) => {
                self.policy.field(*field).id.parse().map_err(|_| Error::Bug("id of a field"))
            }
        };
        columns.iter().map(id).collect()
    }
}

/// What a recipient is in law. A part of the organisation is nothing of the kind; of another, when
/// nothing is said, the strictest is taken.
fn relation_to(recipient: &Recipient, said: Option<Relation>) -> Option<Relation> {
    (!recipient.internal).then(|| said.unwrap_or(Relation::Provided))
}

/// What stands against giving a recipient anything at all.
fn refuse_recipient(recipient: &Recipient, today: Date, against: &mut Against) {
    let name = || recipient.name.clone();
    if recipient.agreement.is_none() {
        against.fault(ShareFault::NoAgreement(name()));
    } else if let Some(until) = parse_day(&recipient.until).filter(|until| *until < today) {
        against.fault(ShareFault::AgreementOver(name(), until));
    }
    if recipient.to.is_empty() {
        against.fault(ShareFault::NoKey(name()));
    }
}

/// Whether an error says that something must not be handed over, and not that something is broken.
const fn is_reason(error: &Error) -> bool {
    matches!(
        error,
        Error::NoRecord(_)
            | Error::Destroyed(_)
            | Error::GivenUp(..)
            | Error::NotOwn(_)
            | Error::Restricted(_)
            | Error::Clearance { .. }
            | Error::NotRevealed(_)
            | Error::OutsidePurpose(..)
            | Error::NeedsAssessment(_)
            | Error::NeedsApproval(_)
            | Error::Export(_)
    )
}
