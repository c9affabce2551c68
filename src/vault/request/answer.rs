//! Answering and closing a request, and what that means for the record.

use super::RequestFault;
use super::subject::Dossier;
use crate::model::date::parse_day;
use crate::model::{
    Capability, FieldId, Fields, Hold, Level, RecordNumber, RequestState, Right, Selector,
    SubjectRequest,
};
use crate::policy::{Ground, Policy, Standing, Verdict};
use crate::vault::disclose::not_logged;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use jiff::civil::Date;

/// What a person is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// 同意办理.
    Grant,
    /// 拒绝: the id of why.
    Refuse(&'a str),
}

/// What becomes of a record, as things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// The last day on which it is used, and what gives it, where it is kept longer than that.
    pub used: Option<(Date, Ground<'static>)>,
    /// Its last day and what gives it, if there is one.
    pub verdict: Option<Verdict<'static>>,
    /// Whether it is used on the day that was asked for.
    pub standing: Standing<'static>,
    /// Whether nothing keeps it any more: the next `purge run --due` destroys it.
    pub due: bool,
    /// Whether something keeps it from being destroyed.
    pub held: bool,
    /// The kinds of what does, where they are known.
    pub holds: Vec<String>,
}

/// A request that was answered or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The record.
    pub record: RecordNumber,
    /// The request as it is now.
    pub request: SubjectRequest,
    /// What becomes of the record.
    pub aftermath: Aftermath,
}

impl Reply<'_> {
    /// The step as the log names it.
    const fn step(self) -> &'static str {
        match self {
            Self::Grant => "granted",
            Self::Refuse(_) => "refused",
        }
    }

    /// Answers `request`, unless it was answered before.
    fn give(
        self,
        request: &mut SubjectRequest,
        today: Date,
    ) -> std::result::Result<(), RequestFault> {
        if request.state != RequestState::Open {
            return Err(RequestFault::Answered(request.number));
        }
        request.answered = today.to_string();
        match self {
            Self::Grant => request.state = RequestState::Granted,
            Self::Refuse(id) => {
                request.state = RequestState::Refused;
                id.clone_into(&mut request.refusal);
            }
        }
        Ok(())
    }
}

/// Whether somebody asks to be given the data.
const fn wants_data(right: Right) -> bool {
    matches!(right, Right::Access | Right::Copy | Right::Portability)
}

impl Aftermath {
    /// What becomes of a record with these fields, seen from `today`.
    pub(in crate::vault) fn of(policy: &'static Policy, fields: &Fields, today: Date) -> Self {
        let texts = policy.known().holds.into_iter().flat_map(|field| fields.all(field));
        let holds = texts.filter_map(|value| Hold::parse(&value.text));
        let known = policy.known();
        let text =
            |field: Option<FieldId>| field.map(|field| fields.text(field)).unwrap_or_default();
        let day = parse_day(text(known.restrict_on));
        let ground = policy.ground(text(known.restrict_rule));
        Self {
            used: day.zip(ground),
            verdict: policy.verdict(fields),
            standing: policy.standing(fields, today),
            due: policy.due(fields, today).is_some(),
            held: policy.is_held(fields, today),
            holds: holds.filter(|hold| hold.stands(today)).map(|hold| hold.kind).collect(),
        }
    }
}

impl Vault {
    /// Answers a request. Once answered it is not answered again. A request for the data is granted
    /// with [`Vault::hand_over`].
    pub fn answer_request(
        &mut self,
        number: u64,
        reply: Reply<'_>,
        rehearsal: bool,
    ) -> Result<Answered> {
        self.amend_request(number, reply.step(), rehearsal, |request, today| {
            if reply == Reply::Grant && wants_data(request.right) {
                return Err(RequestFault::NothingHanded(number));
            }
            reply.give(request, today)
        })
    }

    /// Grants a request for the data and gives them, once that stands in the log. Who was granted it
    /// may be handed them again until the request is closed. What is above the clearance is left out
    /// if it may be `partial`.
    pub fn hand_over(
        &mut self,
        number: u64,
        partial: bool,
        rehearsal: bool,
    ) -> Result<(Answered, Dossier)> {
        self.require(Capability::Write)?;
        self.require(Capability::Read)?;
        self.require_level(Level::Three, None)?;
        super::field(self.policy)?;
        self.hold_exclusive()?;
        let handed = self.handed_over(number, partial, rehearsal);
        let released = self.release();
        let handed = handed?;
        released?;
        Ok(handed)
    }

    fn handed_over(
        &mut self,
        number: u64,
        partial: bool,
        rehearsal: bool,
    ) -> Result<(Answered, Dossier)> {
        if !rehearsal {
            self.recover_to_look()?;
        }
        let (record, mut request) = self.request(number)?;
        self.require_reach(record)?;
        if !request.closed.is_empty() {
            return Err(Error::Request(RequestFault::Closed(number)));
        }
        if !wants_data(request.right) {
            return Err(Error::Request(RequestFault::NoData(number)));
        }
        // A restricted record is opened by those only who may look at it.
        self.find(&alone(record))?;
        let mut dossier = self.dossier(record, partial)?;
        let again = request.state == RequestState::Granted;
        if !again {
            Reply::Grant.give(&mut request, dossier.today).map_err(Error::Request)?;
            dossier.note(self.policy, &request)?;
        }
        let act = dossier.act(self.policy);
        let noticed = if rehearsal { Vec::new() } else { self.watch(&act)? };
        self.refuse_extraordinary(&act, &noticed)?;
        let mut aftermath = dossier.aftermath.clone();
        self.transact(|transaction| {
            transaction.log(act.clone());
            transaction.note(&act, &noticed);
            if !again {
                aftermath = transaction.put_request(record, &request, "granted")?;
            }
            if rehearsal {
                transaction.forget();
            }
            Ok(())
        })
        .map_err(not_logged)?;
        Ok((Answered { record, request, aftermath }, dossier))
    }

    /// Closes a request that was answered; a restriction ends with it, and a granted erasure that
    /// was not carried out yet does not stand any more.
    pub fn close_request(&mut self, number: u64, rehearsal: bool) -> Result<Answered> {
        self.amend_request(number, "closed", rehearsal, |request, today| {
            if request.state == RequestState::Open {
                return Err(RequestFault::Unanswered(number));
            }
            request.closed = today.to_string();
            Ok(())
        })
    }

    fn amend_request(
        &mut self,
        number: u64,
        step: &'static str,
        rehearsal: bool,
        amend: impl FnOnce(&mut SubjectRequest, Date) -> std::result::Result<(), RequestFault>,
    ) -> Result<Answered> {
        self.require(Capability::Write)?;
        self.require_level(Level::Three, None)?;
        super::field(self.policy)?;
        let today = self.today()?;
        self.alone(rehearsal, |transaction| {
            let (record, mut request) = transaction.vault.request(number)?;
            transaction.vault.require_reach(record)?;
            if !request.closed.is_empty() {
                return Err(Error::Request(RequestFault::Closed(number)));
            }
            amend(&mut request, today).map_err(Error::Request)?;
            let aftermath = transaction.put_request(record, &request, step)?;
            Ok(Answered { record, request, aftermath })
        })
    }

    /// Refuses a record for which this operator may not register anything.
    fn require_reach(&self, record: RecordNumber) -> Result<()> {
        let field = super::field(self.policy)?;
        self.find_to_change(&alone(record), &[field]).map(drop)
    }
}

/// What takes this record and no other.
fn alone(record: RecordNumber) -> Selector {
    Selector { numbers: vec![record..=record], ..Selector::default() }
}
