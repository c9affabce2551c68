//! The domain, pure: record numbers, levels, fields and their values, selectors, dates.
//!
//! Nothing here knows a file, a cipher, a terminal or a policy; everything else may name it.

mod about;
mod assessment;
mod consent;
mod currency;
pub mod date;
mod event;
mod fields;
pub mod hex;
mod hold;
mod json;
mod label;
mod level;
mod link;
mod media;
mod money;
mod name;
mod number;
mod operator;
mod proposed;
mod random;
mod reference;
pub mod review;
mod sealed;
mod selector;
mod subject_request;
mod wipe;

pub use about::About;
pub use assessment::{Assessment, Scores};
pub use consent::{Answer, Consent};
pub use currency::{currency, is_currency_sign, stated_currency};
pub use event::Event;
pub use fields::{FieldId, Fields, Stray, Value};
pub use hold::Hold;
pub use json::{NotAnObject, object};
pub use label::Label;
pub use level::{Clearance, Level, Part};
pub use link::Link;
pub use media::{Marking, Means, Medium, NotAMarking, NotListed};
pub use money::{Money, Quantity};
pub use name::{Name, by_sound, folded_name, has_han, shown, shown_bytes, simplified, whole_name};
pub use number::RecordNumber;
pub use operator::{Capabilities, Capability, OperatorNumber};
pub use proposed::Proposed;
pub use random::RandomError;
pub use reference::{Reason, Reference, ReferenceError, UnknownReason};
pub use review::Review;
pub use sealed::{Digest, Sealed};
pub use selector::{
    Dictionary, DueTest, Lookup, Needle, Op, Selector, SelectorError, Term, Test, Unfit, Word,
};
pub use subject_request::{RequestState, Right, SubjectRequest};
pub use wipe::{wipe, wipe_text};
