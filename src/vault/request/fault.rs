//! Why nothing is done about a request.

use crate::model::Level;

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
}
