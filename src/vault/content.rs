//! What is sealed inside a compartment: the fields of one part of a record.
//!
//! ```text
//! version u8 | for each value: length, ASCII id of the field | length, UTF-8 text
//!            | length, UTF-8 text as entered (length 0: it was entered as it stands)
//!            | version 2 only: length, what is known about it (length 0: nothing), which is:
//!              length, state | length, source | length, day verified | length, method (each of
//!              length 0: unknown) | failures u16
//! ```
//!
//! Version 2 is written only for a part of which some value has something known about it, so the
//! bytes of all others are what they were before there was such a thing. Which version it is, the
//! sealed bytes themselves say: their authenticity covers the byte, and the context need not.
//!
//! No policy is applied while records hold a field that it does not have, or has at another level,
//! but a restore can bring back records of before that. Such a value is carried along behind the
//! others ([`Stray`]) whenever its part is written, and is there when a policy knows it again.

use super::bytes::{Malformed, Reader, put_sized};
use crate::model::{About, FieldId, Fields, Part, Stray, Value};
use crate::policy::Policy;
use zeroize::Zeroizing;

/// Version byte of the layout without anything about values; the schema number in the context of
/// every compartment, whichever of the two versions it has.
pub(crate) const VERSION: u8 = 1;
/// Version byte of the layout with it.
const WITH_ABOUT: u8 = 2;

/// Packs the values that belong to `part`; nothing when there are none.
pub(crate) fn encode(policy: &Policy, part: Part, fields: &Fields) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(256));
    encode_into(&mut out, policy, part, fields);
    (!out.is_empty()).then_some(out)
}

/// Appends the values that belong to `part`, packed; nothing when there are none.
pub(crate) fn encode_into(out: &mut Vec<u8>, policy: &Policy, part: Part, fields: &Fields) {
    let start = out.len();
    let strays = || fields.strays().iter().filter(|stray| stray.part == part);
    let with_about = fields.iter().any(|(id, v)| v.about.is_some() && policy.part(id) == part)
        || strays().any(|stray| stray.value.about.is_some());
    out.push(if with_about { WITH_ABOUT } else { VERSION });
    for (id, value) in fields.iter() {
        let field = policy.field(id);
        if field.part == part {
            put_sized(out, field.id.as_bytes());
            put_value(out, value, with_about);
        }
    }
    for stray in strays() {
        put_sized(out, stray.id.as_bytes());
        put_value(out, &stray.value, with_about);
    }
    if out.len() == start + 1 {
        out.truncate(start);
    }
}

/// Appends a value; a trail keeps values in the same way.
pub(crate) fn put_value(out: &mut Vec<u8>, value: &Value, with_about: bool) {
    put_sized(out, value.text.as_bytes());
    put_sized(out, value.original.as_deref().unwrap_or_default().as_bytes());
    if with_about {
        let about = value.about.as_deref().filter(|about| about.is_kept());
        put_sized(out, &about.map(packed).unwrap_or_default());
    }
}

fn packed(about: &About) -> Zeroizing<Vec<u8>> {
    let words = [&about.state, &about.source, &about.verified, &about.method];
    let words = words.map(|word| word.as_deref().unwrap_or_default());
    let size: usize = words.iter().map(|word| word.len() + 4).sum();
    let mut out = Zeroizing::new(Vec::with_capacity(size + 2));
    for word in words {
        put_sized(&mut out, word.as_bytes());
    }
    out.extend_from_slice(&about.failures.to_be_bytes());
    out
}

/// A value where its bytes lie.
#[derive(Clone, Copy)]
pub(crate) struct Stored<'b> {
    pub(crate) text: &'b str,
    /// As it was entered; empty: as it stands.
    original: &'b str,
    /// What is known about it; empty: nothing.
    about: &'b [u8],
}

impl<'b> Stored<'b> {
    pub(crate) fn read(reader: &mut Reader<'b>, with_about: bool) -> Result<Self, Malformed> {
        let (text, original) = (reader.text()?, reader.text()?);
        let about = if with_about { reader.sized()? } else { &[] };
        Ok(Self { text, original, about })
    }

    /// What is known about it.
    pub(crate) fn about(&self) -> Result<Option<Box<About>>, Malformed> {
        if self.about.is_empty() {
            return Ok(None);
        }
        let mut reader = Reader::new(self.about);
        let mut word = || Ok(Some(reader.text()?.to_owned()).filter(|word| !word.is_empty()));
        let (state, source, verified, method) = (word()?, word()?, word()?, word()?);
        let failures = reader.u16()?;
        reader.end()?;
        let (beside, counted) = (false, false);
        Ok(Some(Box::new(About { state, source, verified, method, failures, beside, counted })))
    }

    pub(crate) fn to_value(self) -> Result<Value, Malformed> {
        let original = (!self.original.is_empty()).then(|| self.original.to_owned());
        Ok(Value { text: self.text.to_owned(), original, about: self.about()? })
    }
}

/// Whether a part was written by a program newer than this one: then it is not damaged.
pub(crate) fn is_newer(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|version| *version > WITH_ABOUT)
}

/// Unpacks the values of a part into `fields`.
pub(crate) fn decode(
    of: (&Policy, Part),
    bytes: &[u8],
    fields: &mut Fields,
) -> Result<(), Malformed> {
    let mut strays = Vec::new();
    each(of, bytes, &mut |named, stored| {
        match named {
            Ok(field) => fields.push(field, stored.to_value()?),
            Err(id) => strays.push((id, stored.to_value()?)),
        }
        Ok(())
    })?;
    for (id, value) in strays {
        let id = std::str::from_utf8(id).map_err(|_| Malformed)?.to_owned();
        fields.carry(Stray { part: of.1, id, value });
    }
    Ok(())
}

/// Hands each value of a part to `take`, with its field, or the id of one that is not known there.
pub(crate) fn each<'b>(
    (policy, part): (&Policy, Part),
    bytes: &'b [u8],
    take: &mut dyn FnMut(Result<FieldId, &'b [u8]>, Stored<'b>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut reader = Reader::new(bytes);
    let with_about = match reader.u8()? {
        VERSION => false,
        WITH_ABOUT => true,
        _ => return Err(Malformed),
    };
    // Values stand in the order of the dictionary, so the next field is rarely far.
    let mut rest = policy.fields().peekable();
    while !reader.is_empty() {
        let id = reader.sized()?;
        while rest.next_if(|(_, field)| field.id.as_bytes() != id).is_some() {}
        let field = if let Some((field, _)) = rest.peek() {
            Some(*field)
        } else {
            rest = policy.fields().peekable();
            policy.id(std::str::from_utf8(id).map_err(|_| Malformed)?)
        };
        let stored = Stored::read(&mut reader, with_about)?;
        take(field.filter(|field| policy.part(*field) == part).ok_or(id), stored)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::state::State;
    use super::*;
    use crate::model::Level;

    #[test]
    fn values_come_back_with_their_originals() {
        let policy = Policy::builtin();
        let (name, phone) = (policy.id("name").unwrap(), policy.id("phone").unwrap());
        let grade = policy.id("grade").unwrap();
        let mut fields = Fields::new();
        fields.push(name, Value::plain("张伟"));
        let mut mobile = Value::plain("+8613800000013");
        mobile.original = Some("138 0000 0013".to_owned());
        fields.push(phone, mobile);
        fields.push(grade, Value::plain("A"));
        fields.push(policy.id("occupation").unwrap(), Value::plain("木工"));
        let mut back = Fields::new();
        for part in Part::ALL {
            if let Some(bytes) = encode(policy, part, &fields) {
                decode((policy, part), &bytes, &mut back).unwrap();
                assert!(
                    decode((policy, part), &bytes[..bytes.len() - 1], &mut Fields::new()).is_err()
                );
            }
        }
        assert_eq!(back, fields);
        assert!(encode(policy, Part::Level(Level::One), &fields).is_none());
        // A policy without the field, or with it at another level, carries it along.
        let two = Part::Level(Level::Two);
        let bytes = encode(policy, two, &fields).unwrap();
        let mut document = policy.document().clone();
        document.fields.retain(|field| field.id != "occupation");
        let other = Policy::new(document).unwrap();
        for (policy, part) in [(&other, two), (policy, Part::Level(Level::Three))] {
            let mut back = Fields::new();
            decode((policy, part), &bytes, &mut back).unwrap();
            assert_eq!(back.len(), if part == two { 2 } else { 0 });
            assert_eq!(back.strays().len(), if part == two { 1 } else { 3 });
        }
    }

    proptest::proptest! {
        /// What a policy does not know is there when one knows it again, whatever was written in
        /// between.
        #[test]
        fn what_is_not_known_outlives_rewriting(
            texts in proptest::collection::vec(("[a-z]{1,9}", 0..3_usize, 0..2_u8), 1..6),
            gone in proptest::collection::vec(0..5_usize, 0..5),
        ) {
            const IDS: [&str; 5] = ["position", "occupation", "website", "needs", "phone"];
            let policy = Policy::builtin();
            let two = Part::Level(Level::Two);
            let mut fields = Fields::new();
            for (text, at, sourced) in &texts {
                let mut value = Value::plain(text.as_str());
                if *sourced == 1 {
                    value.stem_from("visit");
                }
                fields.push(policy.id(IDS[*at]).unwrap(), value);
            }
            let mut document = policy.document().clone();
            let lost = |id: &str| gone.iter().any(|at| IDS[*at] == id && id != "phone");
            document.fields.retain(|field| !lost(&field.id));
            let narrow = Policy::new(document).unwrap();
            let mut seen = Fields::new();
            decode((&narrow, two), &encode(policy, two, &fields).unwrap(), &mut seen).unwrap();
            let phone = Value::plain("+8613800000013");
            seen.set(narrow.known().phone, [phone.clone()]);
            let written = encode(&narrow, two, &seen).unwrap();
            let mut back = Fields::new();
            decode((policy, two), &written, &mut back).unwrap();
            fields.set(policy.known().phone, [phone]);
            proptest::prop_assert_eq!(back, fields);
        }
    }

    #[test]
    fn what_is_known_about_a_value_comes_back_and_costs_nobody_else_a_byte() {
        let policy = Policy::builtin();
        let (phone, email) = (policy.known().phone, policy.known().email);
        let mut fields = Fields::new();
        fields.push(phone, Value::plain("+8613800000013"));
        fields.push(email, Value::plain("a@example.com"));
        fields.push(policy.known().grade, Value::plain("A"));
        let two = Part::Level(Level::Two);
        let before = encode(policy, two, &fields).unwrap();
        assert_eq!(before[0], VERSION);
        let mut blank = fields.clone();
        blank.about_mut(email, 0).unwrap();
        let about = fields.about_mut(phone, 0).unwrap();
        *about = About::of_state("invalid");
        (about.source, about.failures) = (Some("exhibition".to_owned()), 300);
        let bytes = encode(policy, two, &fields).unwrap();
        assert_eq!(bytes[0], WITH_ABOUT);
        let mut back = Fields::new();
        decode((policy, two), &bytes, &mut back).unwrap();
        fields.set(policy.known().grade, []);
        assert_eq!(back, fields);
        for cut in 1..bytes.len() {
            let mut part = Fields::new();
            let whole = decode((policy, two), &bytes[..cut], &mut part);
            assert!(whole.is_err() || part.len() < 2, "{cut}");
        }
        let mut back = Fields::new();
        decode((policy, two), &encode(policy, two, &blank).unwrap(), &mut back).unwrap();
        assert!(back.get(email).unwrap().about.is_none());
        let three = Part::Level(Level::Three);
        assert_eq!(encode(policy, three, &blank).unwrap()[0], VERSION);
        let newer = [&[WITH_ABOUT + 1], &bytes[1..]].concat();
        assert!(is_newer(&newer) && !is_newer(&bytes));
        assert_eq!(decode((policy, two), &newer, &mut Fields::new()), Err(Malformed));
    }

    #[test]
    fn a_part_that_a_newer_program_wrote_is_newer_and_not_damaged() {
        use super::super::bucket::{Bucket, Opener, seal_part};
        use super::super::directory::row_hash;
        use super::super::sample::{Sample, selector};
        use super::super::{Error, Request};
        use crate::model::RecordNumber;
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", "")]);
        let (mut vault, two) = (sample.open(), Part::Level(Level::Two));
        vault
            .change(|transaction| {
                transaction.log_nothing();
                let vault = &mut *transaction.vault;
                let (store, random) = (&vault.store, &mut vault.random);
                let State { checkpoint, wrap, .. } = &vault.state;
                let opener = Opener::new(&vault.ring, wrap, checkpoint.epoch, vault.policy);
                let mut bucket = Bucket::load(store, &opener, &store.bucket(0)?.unwrap())?;
                let number = RecordNumber::new(1).unwrap();
                let mut row = bucket.row(store, number)?;
                let entry = bucket.directory.0.get_mut(&number.place()).unwrap();
                let bytes = [WITH_ABOUT + 1, 1, 2, 3];
                row.parts[two.index()] =
                    seal_part(&opener, (number, &entry.key), (two, 1), &bytes, random)?;
                entry.row = row_hash(1, entry.revisions, &row.parts);
                let mut writes = bucket.finish(&opener, random)?;
                writes.updated = vec![row];
                writes.apply(store)
            })
            .unwrap();
        let one = selector("K-1");
        let request = Request {
            verb: "show",
            selector: &one,
            parts: vec![two],
            levels: vec![Level::Two],
            purpose: None,
            revealed: false,
            order: None,
            limit: None,
        };
        let shown = vault.disclose(&request, &mut |_| Ok(()));
        assert!(matches!(shown, Err(Error::Newer("record"))), "{shown:?}");
    }
}
