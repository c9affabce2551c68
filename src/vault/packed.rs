//! A new record packed for its bucket: what its compartments and its search segments will hold.
//!
//! Packing needs neither the record's number nor a key, so an import packs rows where it reads
//! them, frees their many small texts there, and passes on one buffer a record.

use super::bucket::Opener;
use super::{content, segment};
use crate::model::{About, Fields, Part};
use std::ops::Range;
use zeroize::Zeroizing;

/// One record in one buffer.
pub(crate) struct Packed {
    bytes: Zeroizing<Vec<u8>>,
    parts: [Range<usize>; 4],
    bodies: [Range<usize>; 4],
}

impl Packed {
    /// Packs a record.
    pub(crate) fn new(opener: &Opener<'_>, fields: &Fields) -> Self {
        // Twice: in the compartment and in the segment. A buffer that grew would leave an unwiped
        // copy behind.
        let size = |text: &str| 2 * text.len() + 40;
        let about = |about: &About| {
            let words = [&about.state, &about.source, &about.verified, &about.method];
            words.into_iter().flatten().map(String::len).sum::<usize>() + 24
        };
        let total: usize = fields
            .iter()
            .map(|(_, value)| {
                size(&value.text)
                    + value.original.as_deref().map_or(0, size)
                    + value.about.as_deref().map_or(0, about)
            })
            .sum();
        let mut bytes = Zeroizing::new(Vec::with_capacity(total + 8));
        let mut since = 0;
        let mut put = |add: &mut dyn FnMut(&mut Vec<u8>)| {
            add(&mut bytes);
            let range = since..bytes.len();
            since = bytes.len();
            range
        };
        let parts = Part::ALL
            .map(|part| put(&mut |out| content::encode_into(out, opener.policy, part, fields)));
        let bodies = Part::ALL
            .map(|part| put(&mut |out| segment::body_into(out, fields, opener.searchable(part))));
        Self { bytes, parts, bodies }
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
