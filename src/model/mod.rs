//! The domain, pure: record numbers, levels, fields and their values, selectors, dates.
//!
//! Nothing here knows a file, a cipher, a terminal or a policy; everything else may name it.

mod fields;
mod level;
mod number;
mod operator;
mod sealed;

pub use fields::{FieldId, Fields, Value};
pub use level::{Clearance, Level, Part};
pub use number::RecordNumber;
pub use operator::{Capabilities, Capability, OperatorNumber};
pub use sealed::{Digest, Sealed};
