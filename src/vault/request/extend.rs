//! Putting off the day by which a request is to be answered.
//!
//! That is done once, while the first period still runs, because the person is to be told within it
//! and why (GDPR 12(3)); and no further than the policy lets.

use super::{Answered, RequestFault};
use crate::model::RequestState;
use crate::model::date::{Duration, parse_day, plus_days};
use crate::vault::error::Result;
use crate::vault::session::Vault;
use jiff::civil::Date;

/// How far an answer is put off.
#[derive(Clone, Copy, Debug)]
pub enum PutOff {
    /// To this day.
    Until(Date),
    /// By so much, from the day by which it was to be answered.
    By(Duration),
}

impl Vault {
    /// Puts off the answer to a request; `why` is an id of the policy.
    pub fn extend_request(
        &mut self,
        number: u64,
        (to, why): (PutOff, &str),
        rehearsal: bool,
    ) -> Result<Answered> {
        let policy = self.policy;
        self.amend_request(number, "extended", rehearsal, |request, today| {
            let fault = |fault| Err(fault);
            if request.state != RequestState::Open {
                return fault(RequestFault::Answered(number));
            }
            let first = parse_day(&request.due).ok_or(RequestFault::Unknown(number))?;
            if !request.extension.is_empty() {
                return fault(RequestFault::Extended(number, first));
            }
            if first < today {
                return fault(RequestFault::Late(number, first));
            }
            let most = policy.request_kind(request.right).map_or(0, |kind| kind.extend_days);
            let last = plus_days(first, i32::from(most));
            let asked = match to {
                PutOff::Until(day) => day,
                PutOff::By(length) => length.after(first),
            };
            if asked <= first {
                return fault(RequestFault::NotLater(number, first));
            }
            if asked > last {
                return fault(RequestFault::TooFar { number, asked, last, most });
            }
            request.first_due = std::mem::replace(&mut request.due, asked.to_string());
            why.clone_into(&mut request.extension);
            Ok(())
        })
    }
}
