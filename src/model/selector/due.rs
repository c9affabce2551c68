//! The term `due`, which asks when a record is to be verified again.

use jiff::civil::Date;

use super::{FieldId, Lookup, Op};
use crate::model::review::{Reckoner, Review};

/// The day that the next verification must lie before or after.
#[derive(Clone, Debug)]
pub struct DueTest {
    reckoner: Reckoner,
    day: Date,
    after: bool,
}

impl DueTest {
    /// Whether that day lies on the `op` side of `day`, as seen on `today`.
    pub(super) fn new(review: &Review, (op, day): (Op, Date), today: Date) -> Self {
        Self { reckoner: review.on(today), day, after: op == Op::After }
    }

    pub(super) fn fields(&self) -> Vec<FieldId> {
        self.reckoner.fields()
    }

    pub(super) fn matches(&self, record: &impl Lookup) -> bool {
        let due = self.reckoner.due(record);
        due.is_some_and(|due| if self.after { due.day > self.day } else { due.day < self.day })
    }
}
