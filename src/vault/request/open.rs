//! Registering a request.

use super::{RequestFault, VERB, field};
use crate::files;
use crate::model::date::plus_days;
use crate::model::{
    Capability, Level, RecordNumber, RequestState, Right, Selector, SubjectRequest,
};
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::path::Path;

/// A request that somebody made.
pub struct NewRequest<'a> {
    /// Which record it is about.
    pub selector: &'a Selector,
    /// What is asked for.
    pub right: Right,
    /// Id of who asks, seen from the person.
    pub relation: &'a str,
    /// Id of how it was made sure that it is that person.
    pub checked: &'a str,
    /// The day it came.
    pub day: Date,
    /// A new file for the opening of the commitment that a later destruction will name.
    pub opening: Option<&'a Path>,
}

/// A request that was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The record.
    pub record: RecordNumber,
    /// The request.
    pub request: SubjectRequest,
}

impl Vault {
    /// Registers a request under a number of its own; after a rehearsal the one it would have had.
    pub fn open_request(&mut self, new: &NewRequest<'_>, rehearsal: bool) -> Result<Registered> {
        self.require(Capability::Write)?;
        // What follows for the record's end is worked out from its level 3.
        self.require_level(Level::Three, None)?;
        field(self.policy)?;
        if new.day > self.today()? {
            return Err(Error::Request(RequestFault::Ahead));
        }
        if new.opening.is_some() && new.right != Right::Erasure {
            return Err(Error::Request(RequestFault::NotErasure));
        }
        let mut written = None;
        let opened = self.alone(rehearsal, |transaction| {
            let record = transaction.vault.one_record(new.selector)?;
            let number = transaction.checkpoint.requests + 1;
            transaction.checkpoint.requests = number;
            let mut request = new.request(number, transaction.vault)?;
            if let Some(file) = new.opening.filter(|_| !rehearsal) {
                let handed = transaction.vault.commit_to(record, file, VERB)?;
                written = Some(file);
                request.commitment = Some(handed.commitment);
                transaction.log(handed.disclosed);
            }
            transaction.put_request(record, &request, "opened")?;
            Ok(Registered { record, request })
        });
        if let (Some(file), Err(error)) = (written, &opened)
            && !matches!(error, Error::Uncertain(_))
        {
            // It opens nothing that anybody signed.
            drop(files::remove(file));
        }
        opened
    }

    /// The one record that `selector` takes, of those that may be written.
    fn one_record(&self, selector: &Selector) -> Result<RecordNumber> {
        let found = self.find_to_change(selector, &[field(self.policy)?])?.numbers;
        match found.as_slice() {
            [one] => Ok(*one),
            all => Err(Error::Request(RequestFault::NotOne(all.len() as u64))),
        }
    }
}

impl NewRequest<'_> {
    fn request(&self, number: u64, vault: &Vault) -> Result<SubjectRequest> {
        let kind = vault.policy.request_kind(self.right);
        let days = kind.map(|kind| kind.days).ok_or(Error::Bug("a right without a period"))?;
        Ok(SubjectRequest {
            number,
            right: self.right,
            opened: self.day.to_string(),
            due: plus_days(self.day, i32::from(days)).to_string(),
            relation: self.relation.to_owned(),
            checked: self.checked.to_owned(),
            state: RequestState::Open,
            answered: String::new(),
            refusal: String::new(),
            closed: String::new(),
            extension: String::new(),
            first_due: String::new(),
            commitment: None,
        })
    }
}
