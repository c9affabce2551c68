//! One JSON object, as a person or a script types a record: keys with texts.
//!
//! Strict where guessing would lose something: a key twice, a nested object, anything behind the
//! object, and numbers that cannot be kept exactly are refused. A fault names the key and never
//! the value.

use std::fmt;
use std::io::{self, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

/// The largest object that is read, in bytes.
pub const OBJECT_LIMIT: usize = 1 << 20;

/// Whole numbers up to this are exact in JSON's usual double precision.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Why an object was refused.
#[derive(Debug, thiserror::Error)]
pub enum JsonFault {
    /// It is longer than [`OBJECT_LIMIT`].
    #[error("longer than {OBJECT_LIMIT} bytes")]
    TooLong,
    /// It is not UTF-8.
    #[error("not UTF-8 at byte {offset}")]
    NotUtf8 {
        /// Where the malformed sequence begins, counted from 0.
        offset: usize,
    },
    /// It is not JSON.
    #[error("malformed at line {line}, column {column}")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The byte in the line, counted from 1.
        column: usize,
    },
    /// It is JSON, but not an object.
    #[error("not an object")]
    NotAnObject,
    /// Something follows the object.
    #[error("something follows the object at line {line}")]
    Trailing {
        /// The line, counted from 1.
        line: usize,
    },
    /// A key stands there twice.
    #[error("key {key:?} twice")]
    Duplicate {
        /// The key.
        key: String,
    },
    /// The value of a key is an object, or an array with arrays or objects in it.
    #[error("nested value of key {key:?}")]
    Nested {
        /// The key.
        key: String,
    },
    /// A number of a key would lose digits; it has to be written as a string.
    #[error("inexact number of key {key:?}")]
    Inexact {
        /// The key.
        key: String,
    },
    /// The source could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads one object: its keys in their order, each with its values as texts. A string is itself,
/// a number or boolean its JSON spelling, an array several values. `null` and `[]` are no value:
/// the key is there with an empty list.
///
/// # Errors
/// Every [`JsonFault`].
pub fn read_object(source: impl Read) -> Result<Vec<(String, Vec<String>)>, JsonFault> {
    let mut bytes = Zeroizing::new(Vec::new());
    let limit = u64::try_from(OBJECT_LIMIT).unwrap_or(u64::MAX);
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > OBJECT_LIMIT {
        return Err(JsonFault::TooLong);
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| JsonFault::NotUtf8 { offset: error.valid_up_to() })?;
    parse(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

fn parse(text: &str) -> Result<Vec<(String, Vec<String>)>, JsonFault> {
    let mut fault = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let result = Object { fault: &mut fault }.deserialize(&mut json);
    match (result, fault) {
        (_, Some(fault)) => Err(fault),
        (Err(error), None) if error.is_data() => Err(JsonFault::NotAnObject),
        (Err(error), None) => Err(JsonFault::Syntax { line: error.line(), column: error.column() }),
        (Ok(fields), None) => match json.end() {
            Err(error) => Err(JsonFault::Trailing { line: error.line() }),
            Ok(()) => Ok(fields),
        },
    }
}

/// Reads the object; its own faults go to `fault`, because serde's errors are prose.
struct Object<'f> {
    fault: &'f mut Option<JsonFault>,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<(String, Vec<String>)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<(String, Vec<String>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                *self.fault = Some(JsonFault::Duplicate { key });
                return Err(A::Error::custom(""));
            }
            let mut trouble = None;
            let mut texts = Vec::new();
            let result = map.next_value_seed(OneValue {
                texts: &mut texts,
                nested: false,
                trouble: &mut trouble,
            });
            *self.fault = trouble.map(|trouble| match trouble {
                Trouble::Nested => JsonFault::Nested { key: key.clone() },
                Trouble::Inexact => JsonFault::Inexact { key: key.clone() },
            });
            result?;
            fields.push((key, texts));
        }
        Ok(fields)
    }
}

enum Trouble {
    Nested,
    Inexact,
}

/// Reads a value of a key and adds its texts.
struct OneValue<'t> {
    texts: &'t mut Vec<String>,
    /// Whether this is the inside of an array.
    nested: bool,
    trouble: &'t mut Option<Trouble>,
}

impl OneValue<'_> {
    fn refuse<E: Error>(self, trouble: Trouble) -> Result<(), E> {
        *self.trouble = Some(trouble);
        Err(E::custom(""))
    }
}

impl<'de> DeserializeSeed<'de> for OneValue<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.texts.push(text.into());
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        self.texts.push(text);
        Ok(())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.texts.push(flag.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.texts.push(number.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.texts.push(number.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if number.abs() >= EXACT {
            return self.refuse(Trouble::Inexact);
        }
        self.texts.push(number.to_string());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        if self.nested {
            return self.refuse(Trouble::Nested);
        }
        let OneValue { texts, trouble, .. } = self;
        while array.next_element_seed(OneValue { texts, nested: true, trouble })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse(Trouble::Nested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Vec<String>)>, JsonFault> {
        read_object(text.as_bytes())
    }

    fn expect(text: &str, fields: &[(&str, &[&str])]) {
        let read = read(text).unwrap();
        let fields: Vec<_> = fields
            .iter()
            .map(|(key, texts)| {
                ((*key).to_owned(), texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(read, fields, "{text}");
    }

    #[test]
    fn keys_keep_their_order_and_values_become_texts() {
        expect("{}", &[]);
        expect(
            "\u{FEFF} {\"b\":\"张\\n\\u4f1f\",\"a\":\"\"}\n",
            &[("b", &["张\n伟"]), ("a", &[""])],
        );
        expect(
            r#"{"phone":13800000013,"held":true,"rate":-1.5,"tags":["VIP",2,null,false]}"#,
            &[
                ("phone", &["13800000013"]),
                ("held", &["true"]),
                ("rate", &["-1.5"]),
                ("tags", &["VIP", "2", "false"]),
            ],
        );
        expect(
            r#"{"card":6222021234567890123,"a":null,"b":[]}"#,
            &[("card", &["6222021234567890123"]), ("a", &[]), ("b", &[])],
        );
    }

    #[test]
    fn faults_name_the_key_and_not_the_value() {
        let shown = |text: &str| {
            let fault = read(text).unwrap_err();
            let shown = format!("{fault} {fault:?}");
            assert!(!shown.contains("110101"), "{shown}");
            fault
        };
        for text in [r#"{"id":{"x":"110101"}}"#, r#"{"id":[["110101"]]}"#, r#"{"id":[{}]}"#] {
            assert!(matches!(shown(text), JsonFault::Nested { key } if key == "id"), "{text}");
        }
        let twice = shown(r#"{"a":1,"id":"110101","id":"110101"}"#);
        assert!(matches!(twice, JsonFault::Duplicate { key } if key == "id"));
        let inexact = shown(r#"{"id":110101199003070012345}"#);
        assert!(matches!(inexact, JsonFault::Inexact { key } if key == "id"));
        let syntax = shown("{\"id\":\n\"110101");
        assert!(matches!(syntax, JsonFault::Syntax { line: 2, .. }));
    }

    #[test]
    fn what_is_not_one_object_is_refused() {
        for text in ["[]", "\"110101\"", "1", "null", "true"] {
            assert!(matches!(read(text), Err(JsonFault::NotAnObject)), "{text}");
        }
        for text in ["", "{", "{\"a\"}", "{\"a\":1,}", "{'a':1}", "nonsense", "{\"a\":NaN}"] {
            assert!(matches!(read(text), Err(JsonFault::Syntax { .. })), "{text}");
        }
        for text in ["{}{}", "{}\n]", "{} x"] {
            assert!(matches!(read(text), Err(JsonFault::Trailing { .. })), "{text}");
        }
        let not_utf8 = read_object(&b"{\"a\":\"\xFF\"}"[..]);
        assert!(matches!(not_utf8, Err(JsonFault::NotUtf8 { offset: 6 })));
    }

    #[test]
    fn the_limit_is_kept_to_the_byte_and_depth_is_harmless() {
        let object = format!("{{\"a\":\"{}\"}}", "x".repeat(OBJECT_LIMIT - 8));
        assert_eq!(object.len(), OBJECT_LIMIT);
        assert!(read(&object).is_ok());
        assert!(matches!(read(&format!("{object} ")), Err(JsonFault::TooLong)));
        assert!(matches!(read_object(io::repeat(b'[')), Err(JsonFault::TooLong)));
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(matches!(read(&deep), Err(JsonFault::Nested { .. })));
        assert!(matches!(read(&"[".repeat(100_000)), Err(JsonFault::NotAnObject)));
    }
}
