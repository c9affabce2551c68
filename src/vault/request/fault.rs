//! Why nothing is done about a request.

use crate::model::Level;
use jiff::civil::Date;

/// A reason, with the number of the request where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFault {
    /// The selector takes this many records, and a request is about one.
    NotOne(u64),
    /// The day on which it came lies ahead.
    Ahead,
    /// An opening is handed out for a destruction, and none is asked for.
    NotErasure,
    /// No request has this number.
    Unknown(u64),
    /// Its record is not there any more.
    Gone(u64),
    /// It was answered already.
    Answered(u64),
    /// It was not answered yet.
    Unanswered(u64),
    /// What is to be handed over would not be all there is: the most sensitive level that is above
    /// the clearance.
    Incomplete(Level),
    /// It asks for the data, and none was to be handed over.
    NothingHanded(u64),
    /// It does not ask for the data, so none is handed over.
    NoData(u64),
    /// It is closed.
    Closed(u64),
    /// Its answer was put off before, to this day.
    Extended(u64, Date),
    /// The day by which the person was to be told that is past.
    Late(u64, Date),
    /// It would be answered no later than by this day, as it is.
    NotLater(u64, Date),
    /// The policy does not let it be put off so far.
    TooFar {
        /// The request.
        number: u64,
        /// The day that was asked for.
        asked: Date,
        /// The last day the policy lets.
        last: Date,
        /// By how many days that is; 0: it lets none.
        most: u16,
    },
}
