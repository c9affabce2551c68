//! Values that come back: what was erased of a record, an import may bring again.
//!
//! A file that was written before the erasure still has what was erased. The row is taken, for the
//! customer may have given the value anew; but it is said of which records, so that nobody finds
//! out by accident. What was erased destruction.log tells: record by record, by level and field.

use super::results::print;
use crate::files;
use crate::log::Numbers;
use crate::log::destruction::destructions;
use crate::model::{FieldId, Fields, Part, RecordNumber};
use crate::vault::error::Result;
use crate::vault::session::Vault;
use std::collections::BTreeMap;

impl Vault {
    /// Those of the records of which a field `changed` that said nothing before and had been erased of
    /// them, by itself or with its level. A line of destruction.log that cannot be read says nothing;
    /// `check` names it.
    pub(super) fn erased_before(
        &self,
        changed: &BTreeMap<RecordNumber, Vec<(FieldId, u64)>>,
    ) -> Result<Numbers> {
        // The first line says whose log it is.
        if changed.is_empty() || self.state.checkpoint.destruction_lines < 2 {
            return Ok(Numbers::new());
        }
        let (policy, mut found) = (self.policy, Numbers::new());
        let bytes = files::read_if_there(&self.paths.destruction_log(), 1 << 30)?;
        for (_, one) in destructions(&bytes.unwrap_or_default()) {
            let Ok(Some(said)) = one else { continue };
            let Some(scope) = &said.scope else { continue };
            let is_erased = |field: FieldId| {
                let level = match policy.part(field) {
                    Part::Level(level) => Some(level),
                    Part::Operational => None,
                };
                level.is_some_and(|level| scope.levels.contains(&level))
                    || scope.fields.iter().any(|id| policy.id(id.as_str()) == Some(field))
            };
            let back = changed.iter().filter(|(number, fields)| {
                said.numbers.contains(**number)
                    && fields.iter().any(|(field, before)| {
                        *before == print(*field, &Fields::new()) && is_erased(*field)
                    })
            });
            back.for_each(|(number, _)| found.insert(*number));
        }
        Ok(found)
    }
}
