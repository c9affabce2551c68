//! A search segment: what selectors look at, of one bucket and one part, packed for scanning.
//!
//! Texts lie side by side, so that one `memmem` over the whole segment tells whether a word occurs
//! anywhere in it before any record is looked at.
//!
//! ```text
//! version u8 | fields u8, each: length, ASCII id | records: place u8, length, body
//! body: for each value, in the order of that list: field u8 (its place there), length, UTF-8 text
//! ```

use super::bytes::{Malformed, Reader, put_sized};
use super::packed::Packed;
use crate::model::{FieldId, Fields, Part};
use crate::policy::Policy;
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Version byte of the layout.
const VERSION: u8 = 1;

/// A segment with its records' bodies, ready for changes.
#[derive(Default)]
pub(crate) struct Segment {
    bodies: BTreeMap<u8, Body>,
}

/// What a segment holds of a record.
enum Body {
    Own(Zeroizing<Vec<u8>>),
    /// What was packed of a new record for this part.
    Packed(Arc<Packed>, Part),
}

impl Body {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Packed(packed, part) => packed.body(*part),
        }
    }
}

/// The searchable fields of a part, in the order of the dictionary; a body names them by place.
pub(crate) fn searchable(policy: &Policy, part: Part) -> Vec<FieldId> {
    policy
        .fields()
        .filter(|(_, field)| field.part == part && field.traits.searchable)
        .map(|(id, _)| id)
        .collect()
}

/// Appends the body of a record: its searchable values.
pub(crate) fn body_into(out: &mut Vec<u8>, fields: &Fields, searchable: &[FieldId]) {
    // Both stand in the order of the dictionary.
    let mut places = searchable.iter().enumerate().peekable();
    for (field, value) in fields.iter() {
        while places.next_if(|(_, place)| **place < field).is_some() {}
        let Some((index, _)) = places.peek().filter(|(_, place)| **place == field) else {
            continue;
        };
        out.push(u8::try_from(*index).unwrap_or(u8::MAX));
        put_sized(out, value.text.as_bytes());
    }
}

impl Segment {
    /// Puts a record's searchable values in the place of what was kept of it.
    pub(crate) fn put(&mut self, place: u8, fields: &Fields, searchable: &[FieldId]) {
        let mut body = Zeroizing::new(Vec::with_capacity(64));
        body_into(&mut body, fields, searchable);
        self.put_body(place, Body::Own(body));
    }

    /// Puts what was packed of a new record in.
    pub(crate) fn put_packed(&mut self, place: u8, packed: &Arc<Packed>, part: Part) {
        self.put_body(place, Body::Packed(Arc::clone(packed), part));
    }

    /// Puts a body in the place of what was kept of a record. One without searchable values in
    /// this part is left out; its place is known anyway.
    fn put_body(&mut self, place: u8, body: Body) {
        if body.bytes().is_empty() {
            self.bodies.remove(&place);
        } else {
            self.bodies.insert(place, body);
        }
    }

    /// Forgets a record.
    pub(crate) fn remove(&mut self, place: u8) {
        self.bodies.remove(&place);
    }

    /// The layout above.
    pub(crate) fn encode(&self, policy: &Policy, searchable: &[FieldId]) -> Zeroizing<Vec<u8>> {
        let size: usize = self.bodies.values().map(|body| body.bytes().len() + 4).sum();
        let mut out = Zeroizing::new(Vec::with_capacity(size + 256));
        out.push(VERSION);
        out.push(u8::try_from(searchable.len()).unwrap_or(u8::MAX));
        for field in searchable {
            put_sized(&mut out, policy.field(*field).id.as_bytes());
        }
        for (place, body) in &self.bodies {
            out.push(*place);
            put_sized(&mut out, body.bytes());
        }
        out
    }

    /// Reads a segment whose list of fields is `searchable`; one with another list was written
    /// under another policy and is as good as absent.
    pub(crate) fn decode(
        bytes: &[u8],
        policy: &Policy,
        searchable: &[FieldId],
    ) -> Result<Option<Self>, Malformed> {
        let Some(view) = View::read(bytes, policy, searchable)? else { return Ok(None) };
        let mut bodies = BTreeMap::new();
        for record in view.records() {
            let (place, body) = record?;
            bodies.insert(place, Body::Own(Zeroizing::new(body.to_vec())));
        }
        Ok(Some(Self { bodies }))
    }
}

/// An opened segment, read in place.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    records: Reader<'a>,
}

impl<'a> View<'a> {
    /// Checks the head of a segment; nothing when its list of fields is another.
    pub(crate) fn read(
        bytes: &'a [u8],
        policy: &Policy,
        searchable: &[FieldId],
    ) -> Result<Option<Self>, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != VERSION {
            return Err(Malformed);
        }
        let count = reader.u8()?;
        let mut same = usize::from(count) == searchable.len();
        for index in 0..usize::from(count) {
            let id = reader.sized()?;
            same &= searchable.get(index).is_some_and(|f| policy.field(*f).id.as_bytes() == id);
        }
        Ok(same.then_some(Self { records: reader }))
    }

    /// Every record's place and body, in order.
    pub(crate) fn records(self) -> impl Iterator<Item = Result<(u8, &'a [u8]), Malformed>> {
        let mut reader = self.records;
        std::iter::from_fn(move || {
            if reader.is_empty() {
                return None;
            }
            let record = reader.u8().and_then(|place| Ok((place, reader.sized()?)));
            if record.is_err() {
                reader = Reader::new(&[]);
            }
            Some(record)
        })
    }
}

/// Hands every value that `body` holds to `take`: the place of its field, and the text.
pub(crate) fn each_value<'b>(body: &'b [u8], take: &mut dyn FnMut(usize, &'b str)) {
    let mut reader = Reader::new(body);
    while let (Ok(field), Ok(text)) = (reader.u8(), reader.text()) {
        take(usize::from(field), text);
    }
}

/// Hands every text that `body` holds of the field at `index` to `found`, until it says
/// yes; tells whether it did.
pub(crate) fn any_value(body: &[u8], index: usize, found: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut reader = Reader::new(body);
    while let (Ok(field), Ok(text)) = (reader.u8(), reader.sized()) {
        if usize::from(field) > index {
            break;
        }
        // UTF-8 text went in, and a cipher vouches that it is unchanged.
        if usize::from(field) == index && std::str::from_utf8(text).is_ok_and(&mut *found) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Value};

    #[test]
    fn a_segment_comes_back() {
        let policy = Policy::builtin();
        let part = Part::Level(Level::Two);
        let searchable = searchable(policy, part);
        let email = policy.id("email").unwrap();
        let name = policy.id("name").unwrap();
        let mut fields = Fields::new();
        fields.push(email, Value::plain("Wei.Zhang@example.com"));
        fields.push(name, Value::plain("张伟芳"));
        let mut segment = Segment::default();
        segment.put(3, &fields, &searchable);
        segment.put(100, &Fields::new(), &searchable);
        let mut other = Fields::new();
        other.push(name, Value::plain("李娜"));
        segment.put(200, &other, &searchable);
        let bytes = segment.encode(policy, &searchable);
        let view = View::read(&bytes, policy, &searchable).unwrap().unwrap();
        let records: Vec<_> = view.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [3, 200]);
        let at = |field| searchable.iter().position(|f| *f == field).unwrap();
        let has = |field, text: &str| any_value(records[0].1, at(field), &mut |t| t == text);
        assert!(has(email, "Wei.Zhang@example.com"));
        assert!(has(name, "张伟芳") && !has(name, "张"));
        let mut back = Segment::decode(&bytes, policy, &searchable).unwrap().unwrap();
        assert_eq!(*back.encode(policy, &searchable), *bytes);
        back.remove(3);
        assert_ne!(*back.encode(policy, &searchable), *bytes);
        assert!(Segment::decode(&bytes, policy, &searchable[1..]).unwrap().is_none());
        assert!(Segment::decode(&bytes[..bytes.len() - 2], policy, &searchable).is_err());
    }
}
