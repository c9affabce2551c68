//! Which requirements are about a record, and which of them it meets.

use super::Policy;
use super::rules::Requirement;
use crate::model::{FieldId, Fields};

/// A requirement that is about a record.
#[derive(Clone, Debug)]
pub struct Asked<'p> {
    /// Its place in the policy's list.
    pub place: usize,
    /// It.
    pub requirement: &'p Requirement,
    /// The fields of which one is needed.
    pub group: &'p [FieldId],
    /// Whether one of them has a value, or the person declined to give it.
    pub met: bool,
}

impl Policy {
    /// The requirements that are about a record of this kind, stage and source. Needs level 3, and
    /// the levels of their fields.
    pub fn asked(&self, fields: &Fields) -> impl Iterator<Item = Asked<'_>> {
        let kind = self.kind(fields);
        let known = self.known();
        let is_one_of = |known, ids: &[String]| {
            ids.is_empty() || ids.iter().any(|id| *id == fields.text(known))
        };
        let applies = move |r: &Requirement| {
            r.kind == kind
                && is_one_of(known.stage, &r.stages)
                && is_one_of(known.source, &r.sources)
        };
        let answered =
            |field: &FieldId| fields.get(*field).is_some() || self.declined(fields, *field);
        let all = self.document().required.iter().zip(&self.required).enumerate();
        let applies = all.filter(move |(_, (requirement, _))| applies(requirement));
        applies.map(move |(place, (requirement, group))| {
            let met = group.iter().any(answered);
            Asked { place, requirement, group, met }
        })
    }
}
