//! Doing again, for records that come back as they were, what was owed to persons since.
//!
//! The log tells kind and day, not references or evidence. So what protects is done again, with
//! what the log has; what would let somebody do more than the data does, a consent, is not: such a
//! record is only held. A record whose operational part was written since in a way that the log does not
//! tell is held too. One that was merely edited is held where it would be destroyed within a quarter:
//! the edit may have put that off. A hold is lifted by who looked.

use super::undone::{Owed, OwedSince, Undone};
use crate::log::{Consented, Held, Numbers, Requested};
use crate::model::date::{parse_day, plus_days};
use crate::model::{
    Answer, Consent, Fields, Hold, Level, RequestState, Right, SubjectRequest, Value,
};
use crate::policy::{PLAIN_HOLD, Policy};
use crate::vault::consent::{self, Withdrawal};
use crate::vault::error::Result;
use crate::vault::request;
use crate::vault::transaction::Transaction;
use jiff::civil::Date;

/// The verb under which log and trails speak of it.
pub(crate) const VERB: &str = "reapply";

/// So many days there are to enter anew what was edited, before a day that it may have put off.
const QUARTER: i32 = 90;

/// Stands where the log does not say how, or by whom.
const UNSAID: &str = "restore";

impl Transaction<'_> {
    /// Does again what a restore undoes of these records' duties, and holds those of which the log
    /// does not tell enough. Gives the records that were changed for it.
    pub(super) fn reapply(&mut self, undone: &Undone) -> Result<Numbers> {
        if self.vault.mutated("restore-forgets-duties") {
            return Ok(Numbers::new());
        }
        let policy = self.vault.policy;
        // The days that follow are worked out from level 3; whoever does not open it leaves that
        // to the next who does, and the record held.
        let opens = self.vault.ring.clearance.opens(Level::Three);
        let soon = plus_days(self.vault.today()?, QUARTER);
        let all = undone.guarded().union(&undone.edited);
        self.edit(VERB, &all, None, |number, fields| {
            if !undone.guards(number) {
                let day = parse_day(fields.text(policy.known().destroy_on));
                if day.is_some_and(|day| day <= soon) {
                    fields.set(policy.known().hold, [Value::plain("yes")]);
                }
                return Ok(());
            }
            let since = undone.duties.get(&number).map_or(&[][..], Vec::as_slice);
            let mut again = Again { policy, fields, placed: Vec::new(), unsure: !opens };
            for one in since {
                again.again(one);
            }
            again.place();
            if again.unsure || undone.unsaid.contains(number) {
                fields.set(policy.known().hold, [Value::plain("yes")]);
            }
            if opens {
                policy.schedule(fields);
            }
            Ok(())
        })
    }
}

/// One record's duties, done again.
struct Again<'a> {
    policy: &'static Policy,
    fields: &'a mut Fields,
    /// Kinds and days of the holds that were placed and not lifted.
    placed: Vec<(String, Date)>,
    /// Whether something could not be done again.
    unsure: bool,
}

impl Again<'_> {
    fn again(&mut self, OwedSince { day, duty }: &OwedSince) {
        let done = match duty {
            Owed::Held(held) => {
                self.held(held, *day);
                Some(())
            }
            Owed::Consented(said) => self.consented(said, *day),
            Owed::Requested(asked) => self.requested(asked, *day),
        };
        self.unsure |= done.is_none();
    }

    /// What was placed once and lifted is not placed again. Of several of a kind, nobody knows which
    /// one was lifted; a hold that the data has stands again.
    fn held(&mut self, held: &Held, day: Date) {
        let kind = held.kind.as_str();
        if held.placed {
            self.placed.push((kind.to_owned(), day));
        } else if self.placed.iter().filter(|(other, _)| other == kind).count() == 1 {
            self.placed.retain(|(other, _)| other != kind);
        }
    }

    fn place(&mut self) {
        for (kind, day) in std::mem::take(&mut self.placed) {
            let hold = Hold {
                kind,
                since: day.to_string(),
                until: String::new(),
                reference: String::new(),
            };
            let field = self.policy.known().holds.filter(|_| hold.kind != PLAIN_HOLD);
            match (field, serde_json::to_string(&hold)) {
                (Some(field), Ok(text)) => {
                    let all = self.fields.all(field).cloned().chain([Value::plain(text)]);
                    let all: Vec<Value> = all.collect();
                    self.fields.set(field, all);
                }
                _ => self.unsure = true,
            }
        }
    }

    fn consented(&mut self, said: &Consented, date: Date) -> Option<()> {
        let field = self.policy.known().consents?;
        let recipient = said.recipient.clone().unwrap_or_default();
        match said.answer.as_str() {
            "withdrawn" => {
                let order = Withdrawal {
                    purposes: &[],
                    sensitive: said.sensitive,
                    recipient: said.recipient.as_deref(),
                    date,
                };
                let purpose = Some(said.purpose.as_str()).filter(|id| *id != "all");
                order.end(self.policy, field, purpose, self.fields);
            }
            "refused" => {
                let refused = Consent {
                    purpose: said.purpose.to_string(),
                    sensitive: said.sensitive,
                    recipient,
                    answer: Answer::Refused,
                    date: date.to_string(),
                    method: UNSAID.to_owned(),
                    evidence: String::new(),
                    notice: said.notice,
                    until: String::new(),
                    withdrawn: String::new(),
                };
                consent::put(field, &refused, self.fields);
            }
            // Its evidence is gone: nothing is used on it, and nothing destroyed for want of it.
            _ => return None,
        }
        Some(())
    }

    fn requested(&mut self, asked: &Requested, day: Date) -> Option<()> {
        let field = self.policy.known().requests?;
        let known = request::requests_of(self.policy, &*self.fields);
        let known = known.into_iter().find(|one| one.number == asked.number);
        let opened = asked.step.as_str() == "opened";
        let mut one = if opened && known.is_none() { self.opened(asked, day)? } else { known? };
        match asked.step.as_str() {
            "granted" | "refused" => {
                let granted = asked.step.as_str() == "granted";
                one.state = if granted { RequestState::Granted } else { RequestState::Refused };
                one.answered = day.to_string();
                one.refusal = asked.refusal.as_ref().map(ToString::to_string).unwrap_or_default();
            }
            "extended" => {
                let most = self.policy.request_kind(one.right).map_or(0, |kind| kind.extend_days);
                let due = plus_days(parse_day(&one.due)?, i32::from(most));
                one.first_due = std::mem::replace(&mut one.due, due.to_string());
                let why = asked.extension.as_ref();
                one.extension = why.map(ToString::to_string).unwrap_or_default();
            }
            "closed" => one.closed = day.to_string(),
            "opened" => {}
            _ => return None,
        }
        request::put(self.fields, field, one.number, &serde_json::to_string(&one).ok()?);
        if one.is_granted(Right::Restriction) && !self.policy.is_quarantined(&*self.fields) {
            self.fields.set(self.policy.known().state, [Value::plain("restricted")]);
        }
        Some(())
    }

    /// A request as it was registered, with the day by which it is to be answered worked out anew.
    fn opened(&self, asked: &Requested, day: Date) -> Option<SubjectRequest> {
        let right = Right::ALL.into_iter().find(|right| right.id() == asked.right.as_str())?;
        let days = self.policy.request_kind(right)?.days;
        Some(SubjectRequest {
            number: asked.number,
            right,
            opened: day.to_string(),
            due: plus_days(day, i32::from(days)).to_string(),
            relation: UNSAID.to_owned(),
            checked: UNSAID.to_owned(),
            state: RequestState::Open,
            answered: String::new(),
            refusal: String::new(),
            closed: String::new(),
            extension: String::new(),
            first_due: String::new(),
            commitment: asked.commitment,
        })
    }
}
