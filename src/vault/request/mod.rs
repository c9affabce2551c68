//! Requests of persons about their own data (个人信息主体的请求): registered, answered by a day,
//! closed.
//!
//! A request is a value of the record's operational part and dies with it. Its number is given out
//! once, by the checkpoint, and the log tells each step by that number: so what became of a request
//! is known although the record is not there any more. What an answer brings about follows from the
//! value by itself ([`Policy::schedule`](crate::policy::Policy::schedule)): a granted erasure is due
//! the next time somebody destroys what is due, a granted restriction ends the record's use.

mod answer;
mod extend;
mod fault;
mod list;
mod open;
mod subject;

pub use answer::{Aftermath, Answered, Reply};
pub use extend::PutOff;
pub use fault::RequestFault;
pub use list::{Became, ListedRequest, RequestQuestion};
pub use open::{NewRequest, Registered};
pub use subject::Dossier;

use super::error::{Error, Result};
use super::session::Vault;
use super::transaction::Transaction;
use crate::log::{Code, Detail, Numbers, Requested};
use crate::model::{Digest, FieldId, Fields, Lookup, RecordNumber, SubjectRequest, Value};
use crate::policy::Policy;
use crate::store::BucketRow;
use std::collections::BTreeSet;

/// The verb under which log and trails speak of requests.
pub(crate) const VERB: &str = "request";

/// The field of requests, which an older policy does not have.
fn field(policy: &Policy) -> Result<FieldId> {
    policy.known().requests.ok_or(Error::PolicyWithout("requests"))
}

/// The requests that a record's operational part has, the oldest first.
pub(super) fn requests_of(policy: &Policy, record: &impl Lookup) -> Vec<SubjectRequest> {
    let mut all = Vec::new();
    if let Some(field) = policy.known().requests {
        record.any(field, |text| {
            all.extend(SubjectRequest::parse(text));
            false
        });
    }
    all
}

impl Vault {
    /// Hands over the requests of every living record; looks at the operational segments only.
    fn each_request(&self, each: &mut dyn FnMut(RecordNumber, SubjectRequest)) -> Result<()> {
        self.each_request_in(&mut self.state.buckets.iter(), each)
    }

    fn each_request_in(
        &self,
        rows: &mut dyn Iterator<Item = &BucketRow>,
        each: &mut dyn FnMut(RecordNumber, SubjectRequest),
    ) -> Result<()> {
        let policy = self.policy;
        // Nobody asked for anything yet: no record need be opened.
        let asked = self.state.checkpoint.requests > 0;
        for row in rows.filter(|_| asked) {
            self.each_operational(row, &mut |record, duties| {
                for one in requests_of(policy, duties) {
                    each(record, one);
                }
            })?;
        }
        Ok(())
    }

    /// The request of this number and its record; the lock is held.
    fn request(&self, number: u64) -> Result<(RecordNumber, SubjectRequest)> {
        let mut found = None;
        self.each_request(&mut |record, one| {
            if one.number == number {
                found = Some((record, one));
            }
        })?;
        let given_out = (1..=self.state.checkpoint.requests).contains(&number);
        let fault = if given_out { RequestFault::Gone } else { RequestFault::Unknown };
        found.ok_or(Error::Request(fault(number)))
    }

    /// The commitments that stand in the requests of `numbers`, whose destruction is to name them.
    pub(crate) fn promised(&self, numbers: &Numbers) -> Result<Vec<Digest>> {
        let mut promised = Vec::new();
        let theirs: BTreeSet<_> = numbers.iter().map(RecordNumber::bucket).collect();
        let mut rows = theirs.into_iter().filter_map(|id| self.state.bucket(id));
        self.each_request_in(&mut rows, &mut |record, one| {
            if numbers.contains(record) {
                promised.extend(one.commitment);
            }
        })?;
        Ok(promised)
    }
}

impl Transaction<'_> {
    /// Puts a request in its place among those of a record, or behind them, and logs the step.
    fn put_request(
        &mut self,
        record: RecordNumber,
        request: &SubjectRequest,
        step: &'static str,
    ) -> Result<Aftermath> {
        let (policy, today) = (self.vault.policy, self.vault.today()?);
        let field = field(policy)?;
        let text = serde_json::to_string(request).map_err(|_| Error::Bug("a request"))?;
        let code = |id: &String| -> Result<Option<Code>> {
            let id = Some(id).filter(|id| !id.is_empty());
            id.map(|id| id.parse()).transpose().map_err(|_| Error::Bug("an id of the policy"))
        };
        let detail = Detail::Requested(Requested {
            number: request.number,
            right: Code::fixed(request.right.id()),
            step: Code::fixed(step),
            refusal: code(&request.refusal)?,
            extension: code(&request.extension)?,
            commitment: request.commitment.filter(|_| step == "opened"),
        });
        let mut aftermath = None;
        self.edit(VERB, &record.into(), Some(detail), |_, fields| {
            put(fields, field, request.number, &text);
            // What follows is written behind this; it is worked out here to be told.
            let mut then = fields.clone();
            policy.schedule(&mut then);
            aftermath = Some(Aftermath::of(policy, &then, today));
            Ok(())
        })?;
        aftermath.ok_or(Error::Bug("no record was edited"))
    }
}

/// Replaces the request of this number, or adds it.
pub(super) fn put(fields: &mut Fields, field: FieldId, number: u64, text: &str) {
    let mut values: Vec<Value> = fields.all(field).cloned().collect();
    let is = |value: &&mut Value| {
        SubjectRequest::parse(&value.text).is_some_and(|one| one.number == number)
    };
    match values.iter_mut().find(is) {
        Some(value) => text.clone_into(&mut value.text),
        None => values.push(Value::plain(text)),
    }
    fields.set(field, values);
}

#[cfg(test)]
mod tests;
