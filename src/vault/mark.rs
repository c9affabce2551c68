//! Writing down that somebody checked what records say: records as a whole, or one contact of each.

use super::change::{Aim, Altered};
use super::error::{Error, Result};
use super::session::Vault;
use crate::log::{Code, Detail};
use crate::model::{FieldId, Fields, RecordNumber, Value};
use crate::policy::{NotFound, Noted, Which};

/// What became of the contact of each record.
pub type Marked = Vec<(RecordNumber, Noted)>;

impl Vault {
    /// Notes that somebody checked the selected records, how, and with what result; both are ids
    /// of the policy. `reached` says whether the records are known to be true now: only then does
    /// the day of their last verification move on, and with it the day of the next.
    pub fn mark_verified(
        &mut self,
        aim: Aim<'_>,
        (method, result): (&Value, &Value),
        reached: bool,
    ) -> Result<Altered> {
        let known = self.policy.known();
        let (verified, updated, review_by) = (known.verified, known.updated, known.review_by);
        let proposed = known.proposed;
        let (how, what) = (known.verify_method, known.verify_result);
        let detail = detail(method, result)?;
        let today = Value::plain(self.today()?.to_string());
        let touched = [verified, how, what];
        self.alter(aim, ("verify", Some(detail)), &touched, |_, _| {
            Ok(|fields: &mut Fields| {
                if reached {
                    fields.set(verified, [today.clone()]);
                    // What an event wanted has been done, and who proposed to destroy it was wrong.
                    for field in [review_by, proposed].into_iter().flatten() {
                        fields.set(field, []);
                    }
                }
                // An attempt on another day is one more attempt, even with the same result.
                fields.set(updated, [today.clone()]);
                fields.set(how, [method.clone()]);
                fields.set(what, [result.clone()]);
            })
        })
    }

    /// Notes that somebody tried one contact of each selected record: found right, or nobody was
    /// reached. What that makes of it is the policy's to say. The rest of the record is not
    /// verified by it, so its review stays due. Nothing is done where one record has no such
    /// contact.
    pub fn mark_contact(
        &mut self,
        aim: Aim<'_>,
        which: &Which,
        (method, result): (&Value, &Value),
        reached: bool,
    ) -> Result<(Altered, Marked)> {
        let policy = self.policy;
        let detail = detail(method, result)?;
        let today = self.today()?;
        let touched: [FieldId; 2] = [which.field, policy.known().updated];
        let mut marked = Marked::new();
        let noted = &mut marked;
        let altered = self.alter_each(aim, ("verify", Some(detail)), &touched, |_, _| {
            Ok(move |record, fields: &mut Fields| {
                let field = || policy.field(which.field).id.clone();
                let missing = |NotFound(count)| Error::Contact { record, field: field(), count };
                let contact = which.find(fields).map_err(missing)?;
                let done = if reached {
                    policy.note_confirmed(fields, contact, (&method.text, today))
                } else {
                    policy.note_failure(fields, contact)
                };
                noted.extend(done.map(|done| (record, done)));
                Ok(())
            })
        })?;
        Ok((altered, marked))
    }
}

/// What the log says of a verification.
pub(super) fn detail(method: &Value, result: &Value) -> Result<Detail> {
    let code = |value: &Value| -> Result<Code> {
        value.text.parse().map_err(|_| Error::Bug("an option's id"))
    };
    Ok(Detail::Verified { method: code(method)?, result: code(result)? })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, selector};
    use super::*;
    use crate::model::Selector;
    use crate::policy::{By, INVALID, Policy, VALID};

    fn aim(selector: &Selector) -> Aim<'_> {
        Aim { selector, confirmed: None, rehearsal: false }
    }

    fn people() -> Sample {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014;13800000015", "")]);
        sample
    }

    #[test]
    fn only_somebody_reached_moves_the_next_review() {
        let sample = people();
        let mut vault = sample.open();
        let (one, phone) = (selector("K-1"), Value::plain("phone"));
        let mut mark = |result: &str, reached| {
            let result = Value::plain(result);
            vault.mark_verified(aim(&one), (&phone, &result), reached).unwrap().changed.len()
        };
        assert_eq!(mark("unreachable", false), 1);
        assert!(sample.open().select(&selector("verified:2026")).unwrap().is_empty());
        assert_eq!(mark("confirmed", true), 1);
        assert_eq!(sample.open().select(&selector("verified:2026-03-01")).unwrap().len(), 1);
    }

    #[test]
    fn a_contact_fails_and_is_found_right_and_the_history_tells_it() {
        let sample = people();
        let mut vault = sample.open();
        let known = Policy::builtin().known();
        let (one, method) = (selector("K-1"), Value::plain("phone"));
        let which = Which { field: known.phone, by: By::Only };
        let mut mark = |result: &str, reached, rehearsal| {
            let aim = Aim { rehearsal, ..aim(&one) };
            let result = Value::plain(result);
            let (altered, marked) =
                vault.mark_contact(aim, &which, (&method, &result), reached).unwrap();
            assert_eq!((altered.changed.len(), marked.len()), (1, 1));
            (marked[0].1.state.clone(), marked[0].1.failures)
        };
        assert_eq!(mark("unreachable", false, true), (None, 1), "a rehearsal keeps nothing");
        assert_eq!(mark("unreachable", false, false), (None, 1));
        assert_eq!(mark("unreachable", false, false), (None, 2));
        assert_eq!(mark("unreachable", false, false), (Some(INVALID.to_owned()), 3));
        assert_eq!(mark("confirmed", true, false), (Some(VALID.to_owned()), 0));
        assert!(sample.open().select(&selector("verified:2026")).unwrap().is_empty());
        let select = |text| sample.open().select(&selector(text)).unwrap().to_string();
        assert_eq!(select("联系状态:有效"), "1");
        assert_eq!(select("contact_state:invalid,to_verify"), "");
        assert_eq!(select("contact_state.not:valid kind:person"), "2");
        let lives = sample.open().history(&one, false).unwrap();
        let changes = lives[0].events.iter().filter(|event| event.verb == "verify");
        let states: Vec<(u16, Option<String>)> = changes
            .flat_map(|event| &event.changes)
            .map(|change| change.after[0].about.as_deref().unwrap())
            .map(|about| (about.failures, about.state.clone()))
            .collect();
        let word = |word: &str| Some(word.to_owned());
        assert_eq!(states, [(1, None), (2, None), (3, word(INVALID)), (0, word(VALID))]);
    }

    #[test]
    fn nothing_is_done_where_one_record_has_no_such_contact() {
        let sample = people();
        let mut vault = sample.open();
        let (both, seq) = (selector("K-1 K-2"), vault.state.checkpoint.seq);
        let (method, result) = (Value::plain("phone"), Value::plain("confirmed"));
        let known = Policy::builtin().known();
        for (field, by, number, count) in [
            (known.phone, By::Only, 2, 2),
            (known.phone, By::Ordinal(2), 1, 1),
            (known.email, By::Only, 1, 0),
            (known.phone, By::Text("+8613800000013".to_owned()), 2, 2),
        ] {
            let which = Which { field, by };
            let done = vault.mark_contact(aim(&both), &which, (&method, &result), true);
            let Err(Error::Contact { record, count: found, .. }) = done else {
                panic!("{which:?}")
            };
            assert_eq!((record.get(), found), (number, count));
            assert_eq!(vault.state.checkpoint.seq, seq);
        }
    }
}
