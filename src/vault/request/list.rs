//! Which requests wait for an answer, and what became of the others.
//!
//! What waits is read from the operational segments, so that a credential which opens no level
//! watches the deadlines. What is over is read from the log, which names a request by its number and
//! outlives the record.

use super::field;
use crate::log::destruction::{Event, Line};
use crate::log::{Act, Code, Detail, Entry, Numbers};
use crate::model::date::{day_at, parse_day};
use crate::model::{Capability, RecordNumber, RequestState, Right, Selector, SubjectRequest};
use crate::vault::error::{Error, Result};
use crate::vault::search::Found;
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Which requests are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestQuestion {
    /// Those that are answered or closed as well, and those of records that are gone.
    pub all: bool,
    /// Only those whose answer is due on this day or before.
    pub due: Option<Date>,
    /// Only those for this right.
    pub right: Option<Right>,
}

/// Where a request stands, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// 待答复.
    Open,
    /// 逾期未答复.
    Overdue,
    /// 同意办理.
    Granted,
    /// 拒绝.
    Refused,
    /// 已办结.
    Closed,
    /// 档案已销毁.
    Destroyed,
}

impl Became {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Closed => "closed",
            Self::Destroyed => "destroyed",
        }
    }
}

/// A request, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRequest {
    /// Its number.
    pub number: u64,
    /// The record.
    pub record: RecordNumber,
    /// What is asked for.
    pub right: Right,
    /// The day it came; of a record that is gone, the day it was registered.
    pub opened: Option<Date>,
    /// The day by which it is to be answered; none where the record is gone.
    pub due: Option<Date>,
    /// The day by which it was to be answered before that was put off.
    pub first_due: Option<Date>,
    /// The id of why it was put off.
    pub extension: Option<String>,
    /// Where it stands.
    pub became: Became,
    /// Whether it was granted or refused, if it was answered.
    pub answer: Option<RequestState>,
    /// The day it was answered.
    pub answered: Option<Date>,
    /// The id of why it was refused.
    pub refusal: Option<String>,
    /// The day it was closed.
    pub closed: Option<Date>,
    /// The number of the certificate of the record's destruction.
    pub certificate: Option<String>,
}

impl Vault {
    /// The requests that are asked for, by number; the look is logged.
    pub fn list_requests(&mut self, question: &RequestQuestion) -> Result<Vec<ListedRequest>> {
        self.require_one_of(&[Capability::Read, Capability::Audit, Capability::Purge])?;
        field(self.policy)?;
        self.hold_exclusive()?;
        let listed = self.recover_to_look().and_then(|()| self.listed_requests(*question));
        self.release()?;
        listed
    }

    fn listed_requests(&mut self, question: RequestQuestion) -> Result<Vec<ListedRequest>> {
        let today = self.today()?;
        let mut found = if question.all { self.logged_requests()? } else { BTreeMap::new() };
        self.each_request(&mut |record, one| {
            found.insert(one.number, ListedRequest::living(record, &one, today));
        })?;
        let mut all: Vec<ListedRequest> = found.into_values().collect();
        let wanted = |one: &ListedRequest| {
            (question.all || one.is_waiting())
                && question.right.is_none_or(|right| right == one.right)
                && question.due.is_none_or(|last| one.is_waiting() && one.due <= Some(last))
        };
        all.retain(wanted);
        if self.own(Capability::Read)?.is_some() {
            let own: Numbers = self.find(&Selector::default())?.numbers.into_iter().collect();
            all.retain(|one| own.contains(one.record));
        }
        let act = Act::Disclose {
            verb: Code::fixed("request-list"),
            numbers: all.iter().map(|one| one.record).collect(),
            count: all.len() as u64,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_look(&act, &Found::default())?;
        Ok(all)
    }

    /// What the log says of requests, by number.
    fn logged_requests(&self) -> Result<BTreeMap<u64, ListedRequest>> {
        let mut found = BTreeMap::new();
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            let day = day_at(entry.time, &self.environment.zone);
            note(&mut found, &entry, day);
            Ok::<_, Error>(true)
        })?;
        Ok(found)
    }
}

/// Notes what an entry says of requests.
fn note(found: &mut BTreeMap<u64, ListedRequest>, entry: &Entry, day: Option<Date>) {
    match &entry.act {
        Act::Change { parts, detail: Some(Detail::Requested(asked)), .. } => {
            let record = parts.iter().find_map(|change| change.numbers.first());
            let right = Right::ALL.into_iter().find(|right| right.id() == asked.right.as_str());
            let (Some(record), Some(right)) = (record, right) else { return };
            let one = found
                .entry(asked.number)
                .or_insert_with(|| ListedRequest::registered((asked.number, record), right, day));
            one.step(asked.step.as_str(), day);
            one.refusal = one.refusal.take().or_else(|| Some(asked.refusal.as_ref()?.to_string()));
            one.extension = asked.extension.as_ref().map(ToString::to_string);
        }
        Act::Done { line, .. } => {
            let Ok(line) = Line::parse(line) else { return };
            let Event::Destruction(done) = line.payload.event else { return };
            let gone = |one: &&mut ListedRequest| {
                done.scope.is_none() && done.numbers.contains(one.record)
            };
            for one in found.values_mut().filter(gone) {
                one.became = Became::Destroyed;
                one.certificate = Some(done.certificate.clone());
            }
        }
        _ => {}
    }
}

impl ListedRequest {
    fn registered((number, record): (u64, RecordNumber), right: Right, day: Option<Date>) -> Self {
        Self {
            number,
            record,
            right,
            opened: day,
            due: None,
            first_due: None,
            extension: None,
            became: Became::Open,
            answer: None,
            answered: None,
            refusal: None,
            closed: None,
            certificate: None,
        }
    }

    /// A request of a record that lives.
    fn living(record: RecordNumber, one: &SubjectRequest, today: Date) -> Self {
        let due = parse_day(&one.due);
        let became = match one.state {
            _ if !one.closed.is_empty() => Became::Closed,
            RequestState::Open if due.is_some_and(|due| due < today) => Became::Overdue,
            RequestState::Open => Became::Open,
            RequestState::Granted => Became::Granted,
            RequestState::Refused => Became::Refused,
        };
        Self {
            due,
            first_due: parse_day(&one.first_due),
            extension: Some(one.extension.clone()).filter(|id| !id.is_empty()),
            became,
            answer: (one.state != RequestState::Open).then_some(one.state),
            answered: parse_day(&one.answered),
            refusal: Some(one.refusal.clone()).filter(|id| !id.is_empty()),
            closed: parse_day(&one.closed),
            ..Self::registered((one.number, record), one.right, parse_day(&one.opened))
        }
    }

    /// Whether somebody still waits for the answer.
    pub fn is_waiting(&self) -> bool {
        matches!(self.became, Became::Open | Became::Overdue)
    }

    fn step(&mut self, step: &str, day: Option<Date>) {
        let (became, answer) = match step {
            "granted" => (Became::Granted, Some(RequestState::Granted)),
            "refused" => (Became::Refused, Some(RequestState::Refused)),
            "closed" => (Became::Closed, None),
            _ => return,
        };
        self.became = became;
        match answer {
            Some(_) => (self.answer, self.answered) = (answer, day),
            None => self.closed = day,
        }
    }
}
