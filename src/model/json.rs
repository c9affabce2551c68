//! JSON as the program reads it: what the values that are spelt as JSON have in common, and objects
//! in which no key stands twice, because of two values one would be lost without a word.
//!
//! Numbers are read as binary fractions, which keep neither `1.10` nor what has many digits. One that
//! would be spelt otherwise afterwards is a text as it stands, so that `12345678901234567890` and
//! `90071992547409.93` are kept to the last digit; one with an exponent has lost digits before, where it
//! was written, and is refused.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Whether a piece says nothing, so that it is left out of the spelling.
pub(super) fn is_default<T: Default + PartialEq>(piece: &T) -> bool {
    *piece == T::default()
}

/// Why a text is no object that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnObject {
    /// It is not JSON, or no object.
    Malformed {
        /// The line where that shows, counted from 1.
        line: usize,
    },
    /// It has a number with an exponent.
    Exponent {
        /// The line where that stands, counted from 1.
        line: usize,
    },
    /// A key stands in an object twice: the keys that lead to it, the outermost first.
    Repeated(Vec<String>),
}

/// The keys of the object that `text` is, in their order, with their values.
///
/// # Errors
/// Those of [`NotAnObject`]; neither has a value in it.
pub fn object(text: &str) -> Result<Map<String, Value>, NotAnObject> {
    let text = with_whole_numbers(text)?;
    let path = RefCell::default();
    let mut json = serde_json::Deserializer::from_str(&text);
    let read =
        Unrepeated(&path).deserialize(&mut json).and_then(|value| json.end().map(|()| value));
    match read {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(NotAnObject::Malformed { line: 1 }),
        Err(error) => match path.into_inner() {
            Path { keys, repeated: true } => Err(NotAnObject::Repeated(keys)),
            // The parser's own message is not kept: it can quote the input.
            Path { .. } => Err(NotAnObject::Malformed { line: error.line() }),
        },
    }
}

/// `text` with quotes around each number that would be spelt otherwise once it was read.
fn with_whole_numbers(text: &str) -> Result<Cow<'_, str>, NotAnObject> {
    let (mut quoted, mut copied) = (String::new(), 0);
    let (mut in_string, mut escaped, mut behind) = (false, false, 0);
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        in_string = byte == b'"';
        if at < behind || !(byte == b'-' || byte.is_ascii_digit()) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let ends = |c: char| !(c.is_ascii_digit() || "+-.eE".contains(c));
        let number = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        behind = at + number.len();
        let is_key = || rest.get(number.len()..).is_some_and(|r| r.trim_start().starts_with(':'));
        // What is no number the parser will refuse.
        if !is_number(number) {
            continue;
        }
        if number.contains(['e', 'E']) {
            let lines = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
            return Err(NotAnObject::Exponent { line: lines + 1 });
        }
        // One that is too large for the parser is none that it would spell.
        let spelt = serde_json::from_str::<Number>(number).map(|read| read.to_string());
        if spelt.is_ok_and(|spelt| spelt == number) || is_key() {
            continue;
        }
        quoted.push_str(text.get(copied..at).unwrap_or_default());
        quoted.extend(["\"", number, "\""]);
        copied = behind;
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(text));
    }
    quoted.push_str(text.get(copied..).unwrap_or_default());
    Ok(Cow::Owned(quoted))
}

/// Whether a text is a number of JSON, however large.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(part)
        && digits(power.strip_prefix(['+', '-']).unwrap_or(power))
}

/// Where the reader is.
#[derive(Default)]
struct Path {
    keys: Vec<String>,
    /// Whether the last of the keys stood there before.
    repeated: bool,
}

/// Reads any JSON, noting the way to a key that is repeated.
#[derive(Clone, Copy)]
struct Unrepeated<'p>(&'p RefCell<Path>);

impl<'de> DeserializeSeed<'de> for Unrepeated<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unrepeated<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = array.next_element_seed(self)? {
            all.push(one);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let mut path = self.0.borrow_mut();
            path.repeated = object.contains_key(&key);
            path.keys.push(key.clone());
            if path.repeated {
                return Err(A::Error::custom("a key twice"));
            }
            drop(path);
            let value = map.next_value_seed(self)?;
            self.0.borrow_mut().keys.pop();
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_in_its_order() {
        let text = r#"{"b":[1,-2,1.5,null,true],"a":{"c":"张"}}"#;
        let read = object(text).unwrap();
        assert_eq!(Value::Object(read).to_string(), text);
    }

    #[test]
    fn a_key_that_stands_twice_is_told_by_the_way_to_it() {
        for (text, keys) in [
            (r#"{"a":1,"b":2,"a":3}"#, &["a"][..]),
            (r#"{"x":0,"phone":[{"state":"a"},{"state":"b","state":"c"}]}"#, &["phone", "state"]),
            (r#"{"a":{"b":1},"b":2,"a":"#, &["a"]),
        ] {
            let keys = keys.iter().map(|&key| key.to_owned()).collect();
            assert_eq!(object(text), Err(NotAnObject::Repeated(keys)), "{text}");
        }
    }

    #[test]
    fn a_number_is_kept_as_it_is_typed_or_refused() {
        let kept = r#"{"a":1,"b":-0.5,"c":["7",12345678901234567],"d":"1.10, \"1.10"}"#;
        assert_eq!(Value::Object(object(kept).unwrap()).to_string(), kept);
        let typed = r#"{"a":12345678901234567890123,"b":[1.10, 90071992547409.93],"c":{"d":-0}}"#;
        let texts =
            r#"{"a":"12345678901234567890123","b":["1.10","90071992547409.93"],"c":{"d":"-0"}}"#;
        assert_eq!(Value::Object(object(typed).unwrap()).to_string(), texts);
        let long = "7".repeat(400);
        let kept = Value::Object(object(&format!("{{\"a\":[-{long}]}}")).unwrap()).to_string();
        assert_eq!(kept, format!("{{\"a\":[\"-{long}\"]}}"));
        for text in ["{\"a\":\n1E2}", "{\"a\":\n1e400}", "{\"b\":\n{\"a\":[1.38e+10]}}"] {
            assert_eq!(object(text), Err(NotAnObject::Exponent { line: 2 }), "{text}");
        }
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in [
            "",
            "[]",
            "1",
            "{\"a\":1",
            "{\"a\":1}x",
            "{a:1}",
            "\"\"",
            "{1.10:2}",
            "{\"a\":1.}",
            "{\"a\":01}",
            "{\"a\":1e}",
            "{\"a\":1-2}",
        ] {
            assert!(matches!(object(text), Err(NotAnObject::Malformed { .. })), "{text}");
        }
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(matches!(object(&deep), Err(NotAnObject::Malformed { line: 1 })));
        assert_eq!(object("{\n\n\"a\":}"), Err(NotAnObject::Malformed { line: 3 }));
    }
}
