//! A new record packed for its bucket: what its compartments and its search segments will hold.
//!
//! Packing needs neither the record's number nor a key, so an import packs rows where it reads
//! them, frees their many small texts there, and passes on one buffer a record. Search segments
//! share it until they are sealed.

use super::bucket::Opener;
use super::{content, segment};
use crate::model::{About, FieldId, Fields, Part, Value, wipe};
use crate::policy::Policy;
use std::ops::Range;
use std::sync::Arc;

/// One record in one buffer.
pub(crate) struct Packed {
    bytes: Vec<u8>,
    parts: [Range<usize>; 4],
    bodies: [Range<usize>; 4],
}

impl Packed {
    /// Packs a record.
    pub(crate) fn new(opener: &Opener<'_>, fields: &Fields) -> Arc<Self> {
        Arc::new(Self::of((opener.policy, &opener.searchable), fields))
    }

    fn of((policy, searchable): (&Policy, &[Vec<FieldId>; 4]), fields: &Fields) -> Self {
        let bytes = Vec::with_capacity(room(policy, fields));
        let mut packed = Self { bytes, parts: Default::default(), bodies: Default::default() };
        let Self { bytes, parts, bodies } = &mut packed;
        for (part, range) in Part::ALL.into_iter().zip(parts) {
            let start = bytes.len();
            content::encode_into(bytes, policy, part, fields);
            *range = start..bytes.len();
        }
        for (searchable, range) in searchable.iter().zip(bodies) {
            let start = bytes.len();
            segment::body_into(bytes, fields, searchable);
            *range = start..bytes.len();
        }
        packed
    }

    /// What a part's compartment is to hold; empty for a part that has no value.
    pub(crate) fn part(&self, part: Part) -> &[u8] {
        self.at(&self.parts, part)
    }

    /// What a part's segment is to hold of the record.
    pub(crate) fn body(&self, part: Part) -> &[u8] {
        self.at(&self.bodies, part)
    }

    fn at(&self, ranges: &[Range<usize>; 4], part: Part) -> &[u8] {
        let range = ranges.get(part.index()).cloned().unwrap_or_default();
        self.bytes.get(range).unwrap_or_default()
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        wipe(&mut self.bytes);
    }
}

/// How many bytes a record has when packed, at most: a buffer that grew would leave an unwiped copy
/// behind, and one that is too large is wiped in vain.
fn room(policy: &Policy, fields: &Fields) -> usize {
    let sized = |text: &str| text.len() + if text.len() < 0x80 { 1 } else { 4 };
    let about = |about: &About| {
        let words = [&about.state, &about.source, &about.verified, &about.method];
        words.into_iter().flatten().map(String::len).sum::<usize>() + 24
    };
    // In the compartment with the field's id and what was entered, in the segment with its place.
    let value = |id: &str, value: &Value| {
        let original = value.original.as_deref().unwrap_or_default();
        let about = value.about.as_deref().map_or(1, about);
        sized(id) + 2 * sized(&value.text) + sized(original) + about + 1
    };
    let known = fields.iter().map(|(field, one)| value(&policy.field(field).id, one));
    let strays = fields.strays().iter().map(|stray| value(&stray.id, &stray.value));
    known.chain(strays).sum::<usize>() + Part::ALL.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stray;

    #[test]
    fn the_buffer_never_grows() {
        let policy = Policy::builtin();
        let words = [1, 42, 43, 9000].map(|count| "长".repeat(count));
        let words = words.each_ref().map(String::as_str);
        for (text, original) in words.iter().flat_map(|text| words.map(|other| (*text, other))) {
            let said = || Some(text.to_owned());
            let (state, source, verified, method) = (said(), said(), said(), said());
            let about = About { state, source, verified, method, ..About::default() };
            for about in [None, Some(Box::new(about))] {
                let original = Some(original.to_owned());
                let value = Value { text: text.to_owned(), original, about };
                let mut fields: Fields =
                    policy.fields().map(|(id, _)| (id, value.clone())).collect();
                fields.push(policy.known().name, Value::plain(text));
                fields.carry(Stray { part: Part::Operational, id: "gone".to_owned(), value });
                let searchable = Part::ALL.map(|part| segment::searchable(policy, part));
                let packed = Packed::of((policy, &searchable), &fields);
                assert_eq!(packed.bytes.capacity(), room(policy, &fields));
            }
        }
    }
}
