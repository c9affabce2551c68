//! Why nothing is done about a request of a person, as failures with hints.

use super::{Code, Failure, Message};
use crate::vault::RequestFault;

/// The failure that such a fault is.
pub(super) fn failure(fault: RequestFault) -> Failure {
    let of = |code, number: u64| Failure::new(code).arg("request", format!("R-{number}"));
    match fault {
        RequestFault::NotOne(count) => Failure::new(Code::NotOneRecord).arg("count", count),
        RequestFault::Ahead => Failure::new(Code::DayAhead),
        RequestFault::NotErasure => Failure::new(Code::OpeningForErasure),
        RequestFault::Unknown(number) => of(Code::NoRequest, number).hint("hint-requests"),
        RequestFault::Gone(number) => of(Code::RequestGone, number).hint("hint-requests"),
        RequestFault::Answered(number) => of(Code::RequestAnswered, number).hint("hint-requests"),
        RequestFault::Unanswered(number) => of(Code::RequestUnanswered, number)
            .hint(Message::new("hint-request-answer").arg("request", format!("R-{number}"))),
        RequestFault::Incomplete(level) => {
            Failure::new(Code::AnswerIncomplete).arg("level", level.get()).hint("hint-partial")
        }
        RequestFault::NothingHanded(number) => of(Code::NothingHanded, number)
            .hint(Message::new("hint-hand-over").arg("request", format!("R-{number}"))),
        RequestFault::NoData(number) => of(Code::NoData, number).hint("hint-requests"),
        RequestFault::Extended(number, until) => of(Code::RequestExtended, number)
            .arg("until", until.to_string())
            .hint(Message::new("hint-request-answer").arg("request", format!("R-{number}"))),
        RequestFault::Late(number, due) => of(Code::RequestLate, number)
            .arg("due", due.to_string())
            .hint(Message::new("hint-request-answer").arg("request", format!("R-{number}"))),
        RequestFault::NotLater(number, due) => {
            of(Code::NotLater, number).arg("due", due.to_string())
        }
        RequestFault::TooFar { number, asked, last, most } => of(Code::TooFar, number)
            .arg("asked", asked.to_string())
            .arg("last", last.to_string())
            .arg("most", most)
            .hint("hint-policy-request"),
        RequestFault::Closed(number) => of(Code::RequestClosed, number).hint("hint-requests"),
    }
}
