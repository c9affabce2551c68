//! What is sealed inside a compartment: the fields of one part of a record.
//!
//! ```text
//! version u8 | for each value: length, ASCII id of the field | length, UTF-8 text
//!            | length, UTF-8 text as entered (length 0: it was entered as it stands)
//! ```
//!
//! A field that the policy in force does not have, or has at another level, is passed over: no
//! policy is applied while records hold such a field, but a restore can bring back records of
//! before that. Its value stays where it is sealed until that part is written again.

use super::bytes::{Malformed, Reader, put_sized};
use crate::model::{FieldId, Fields, Part, Value};
use crate::policy::Policy;
use zeroize::Zeroizing;

/// Version byte of the layout; the schema number in the context of every compartment.
pub(crate) const VERSION: u8 = 1;

/// Packs the values that belong to `part`; nothing when there are none.
pub(crate) fn encode(policy: &Policy, part: Part, fields: &Fields) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(256));
    encode_into(&mut out, policy, part, fields);
    (!out.is_empty()).then_some(out)
}

/// Appends the values that belong to `part`, packed; nothing when there are none.
pub(crate) fn encode_into(out: &mut Vec<u8>, policy: &Policy, part: Part, fields: &Fields) {
    let start = out.len();
    out.push(VERSION);
    for (id, value) in fields.iter() {
        let field = policy.field(id);
        if field.part == part {
            put_sized(out, field.id.as_bytes());
            put_sized(out, value.text.as_bytes());
            put_sized(out, value.original.as_deref().unwrap_or_default().as_bytes());
        }
    }
    if out.len() == start + 1 {
        out.truncate(start);
    }
}

/// Unpacks the values of a part into `fields`.
pub(crate) fn decode(
    (policy, part): (&Policy, Part),
    bytes: &[u8],
    fields: &mut Fields,
) -> Result<(), Malformed> {
    each((policy, part), bytes, &mut |field, text, original| {
        let original = (!original.is_empty()).then(|| original.to_owned());
        fields.push(field, Value { text: text.to_owned(), original });
    })
}

/// Hands each value of a part to `take`: its field, its text, and the text as entered.
pub(crate) fn each<'b>(
    (policy, part): (&Policy, Part),
    bytes: &'b [u8],
    take: &mut dyn FnMut(FieldId, &'b str, &'b str),
) -> Result<(), Malformed> {
    let mut reader = Reader::new(bytes);
    if reader.u8()? != VERSION {
        return Err(Malformed);
    }
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
        let (text, original) = (reader.text()?, reader.text()?);
        if let Some(field) = field.filter(|field| policy.part(*field) == part) {
            take(field, text, original);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Level;

    #[test]
    fn values_come_back_with_their_originals() {
        let policy = Policy::builtin();
        let (name, phone) = (policy.id("name").unwrap(), policy.id("phone").unwrap());
        let grade = policy.id("grade").unwrap();
        let mut fields = Fields::new();
        fields.push(name, Value::plain("张伟"));
        fields.push(
            phone,
            Value { text: "+8613800000013".to_owned(), original: Some("138 0000 0013".to_owned()) },
        );
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
        // A policy without the field, or with it at another level, passes it over.
        let two = Part::Level(Level::Two);
        let bytes = encode(policy, two, &fields).unwrap();
        let mut document = policy.document().clone();
        document.fields.retain(|field| field.id != "occupation");
        let other = Policy::new(document).unwrap();
        for (policy, part) in [(&other, two), (policy, Part::Level(Level::Three))] {
            let mut back = Fields::new();
            decode((policy, part), &bytes, &mut back).unwrap();
            assert_eq!(back.len(), if part == two { 2 } else { 0 });
        }
    }
}
