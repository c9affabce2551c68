//! The domain, pure: record numbers, levels, fields and their values, selectors, dates.
//!
//! Nothing here knows a file, a cipher, a terminal or a policy; everything else may name it.

mod about;
pub mod date;
mod fields;
pub mod hex;
mod level;
mod media;
mod name;
mod number;
mod operator;
mod random;
mod reference;
mod sealed;
mod selector;

pub use about::About;
pub use fields::{FieldId, Fields, Value};
pub use level::{Clearance, Level, Part};
pub use media::{Marking, Means, Medium, NotAMarking, NotListed};
pub use name::Name;
pub use number::RecordNumber;
pub use operator::{Capabilities, Capability, OperatorNumber};
pub use random::RandomError;
pub use reference::{Reason, Reference, ReferenceError, UnknownReason};
pub use sealed::{Digest, Sealed};
pub use selector::{
    Dictionary, DueTest, Lookup, Needle, Op, Review, Selector, SelectorError, Term, Test, Unfit,
    Word,
};
