//! Answering and closing a request, and what that means for the record.

use super::RequestFault;
use crate::model::{Capability, Fields, Hold, Level, RecordNumber, RequestState, SubjectRequest};
use crate::policy::{Policy, Standing, Verdict};
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
    /// Its last day and what gives it, if there is one.
    pub verdict: Option<Verdict<'static>>,
    /// Whether it is used on the day that was asked for.
    pub standing: Standing<'static>,
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

impl Aftermath {
    /// What becomes of a record with these fields, seen from `today`.
    pub(super) fn of(policy: &'static Policy, fields: &Fields, today: Date) -> Self {
        let texts = policy.known().holds.into_iter().flat_map(|field| fields.all(field));
        let holds = texts.filter_map(|value| Hold::parse(&value.text));
        Self {
            verdict: policy.verdict(fields),
            standing: policy.standing(fields, today),
            held: policy.is_held(fields, today),
            holds: holds.filter(|hold| hold.stands(today)).map(|hold| hold.kind).collect(),
        }
    }
}

impl Vault {
    /// Answers a request. Once answered it is not answered again.
    pub fn answer_request(
        &mut self,
        number: u64,
        answer: Reply<'_>,
        rehearsal: bool,
    ) -> Result<Answered> {
        let (state, step, refusal) = match answer {
            Reply::Grant => (RequestState::Granted, "granted", ""),
            Reply::Refuse(id) => (RequestState::Refused, "refused", id),
        };
        self.amend_request(number, step, rehearsal, |request, today| {
            if request.state != RequestState::Open {
                return Err(RequestFault::Answered(number));
            }
            request.state = state;
            request.answered = today.to_string();
            refusal.clone_into(&mut request.refusal);
            Ok(())
        })
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

    /// Refuses a record that this operator may not write.
    fn require_reach(&self, record: RecordNumber) -> Result<()> {
        let alone = crate::model::Selector {
            numbers: vec![record..=record],
            ..crate::model::Selector::default()
        };
        let requests: Vec<_> = self.policy.known().requests.into_iter().collect();
        self.find_to_change(&alone, &requests).map(drop)
    }
}
