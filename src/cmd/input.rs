//! What verbs read besides their arguments: selectors, fields and values, so that personal data
//! can come through standard input and need not stand in a command line.

use std::io::Read;
use std::path::Path;

use serde_json::Value;

use crate::error::{Code, Failure, Result};
use crate::files;
use crate::host::Host;
use crate::model::{self, NotAnObject};

/// The longest input read at once. Selectors and the fields of one record are far shorter; a
/// wrong file on standard input must not fill the memory.
const LONGEST: u64 = 16 << 20;

/// A field's id or name as it was typed, and its values; no value clears the field.
pub type Entered = Vec<(String, Texts)>;

/// What a field is to hold, as it was typed.
#[derive(Debug)]
pub struct Texts {
    all: Vec<String>,
    /// Whether each is one value, as an element of a list is.
    pub each_is_one: bool,
}

impl From<Vec<String>> for Texts {
    fn from(all: Vec<String>) -> Self {
        Self { each_is_one: all.len() > 1, all }
    }
}

impl std::ops::Deref for Texts {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.all
    }
}

/// `words` with each `-` replaced by the words on standard input, one or several a line; `words_of`
/// tells those of a line.
pub fn selectors(
    host: &Host,
    words: &[String],
    words_of: &dyn Fn(&str) -> Vec<String>,
) -> Result<Vec<String>> {
    let mut all = Vec::with_capacity(words.len());
    for word in words {
        if word == "-" {
            all.extend(standard_input(host)?.lines().flat_map(words_of));
        } else {
            all.push(word.clone());
        }
    }
    Ok(all)
}

/// The fields of `--set FIELD=VALUE`; `FIELD=-` takes all of standard input but its last line
/// end, `FIELD=` clears the field.
pub fn pairs(host: &Host, set: &[String]) -> Result<Entered> {
    let mut entered = Entered::new();
    for pair in set {
        let Some((field, value)) = pair.split_once(['=', '＝']) else {
            return Err(Failure::new(Code::NoValue));
        };
        let value = value_of(host, value)?;
        let values = if value.is_empty() { Vec::new() } else { vec![value] };
        entered.push((field.to_owned(), values.into()));
    }
    Ok(entered)
}

/// The value of an option: what was typed, or with `-` all of standard input but its last line end.
pub fn value_of(host: &Host, typed: &str) -> Result<String> {
    if typed == "-" { standard_input(host) } else { Ok(typed.to_owned()) }
}

/// All of the file at `path`, which is UTF-8 and at most `longest` bytes long; `-` is standard
/// input.
pub fn text(host: &Host, path: &Path, longest: u64) -> Result<String> {
    if path.as_os_str() == "-" {
        return standard_input(host);
    }
    let bytes = files::read_limited(path, longest)?;
    let bad = |_| Failure::new(Code::Malformed).arg("path", path);
    String::from_utf8(bytes).map_err(bad)
}

/// The fields of one JSON object in the file at `path`; `-` is standard input. A key for which
/// `takes_object` holds with its text may have objects inside, which come as their JSON text.
pub fn json(
    host: &Host,
    path: &Path,
    takes_object: &dyn Fn(&str, &str) -> bool,
) -> Result<Entered> {
    let text = if path.as_os_str() == "-" {
        standard_input(host)?
    } else {
        let file = std::fs::File::open(path).map_err(|error| Failure::io(path, error))?;
        read(file)?
    };
    object(&text, takes_object)
}

fn object(text: &str, takes_object: &dyn Fn(&str, &str) -> bool) -> Result<Entered> {
    let bad = |line: usize| Failure::new(Code::BadJson).arg("line", line);
    let fields = model::object(text).map_err(|wrong| match wrong {
        NotAnObject::Malformed { line } => bad(line),
        NotAnObject::Exponent { line } => Failure::new(Code::JsonExponent).arg("line", line),
        NotAnObject::Repeated(keys) => Failure::new(Code::JsonTwice).arg("key", keys.join(".")),
    })?;
    let entry = |(field, value): (String, Value)| {
        let each_is_one = value.is_array();
        let all = values(value, &|text| takes_object(&field, text))?;
        Some((field, Texts { all, each_is_one }))
    };
    fields.into_iter().map(entry).collect::<Option<_>>().ok_or_else(|| bad(1))
}

/// The values of one key: none for null and the empty text, several for an array. An object
/// inside the object means something only to some fields.
fn values(value: Value, takes: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    match value {
        Value::Array(all) => {
            let all = all.into_iter().map(|one| values(one, takes));
            all.collect::<Option<Vec<_>>>().map(|all| all.concat())
        }
        Value::Null => Some(Vec::new()),
        Value::String(text) if text.is_empty() => Some(Vec::new()),
        Value::String(text) => Some(vec![text]),
        Value::Bool(_) | Value::Number(_) => Some(vec![value.to_string()]),
        Value::Object(_) => {
            Some(vec![value.to_string()]).filter(|all| all.iter().all(|text| takes(text)))
        }
    }
}

fn standard_input(host: &Host) -> Result<String> {
    let mut text = read(host.take_stdin()?.lock())?;
    for end in ['\n', '\r'] {
        if text.ends_with(end) {
            text.pop();
        }
    }
    Ok(text)
}

fn read(input: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    input.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST) {
        return Err(Failure::new(Code::InputTooLong).arg("limit", LONGEST));
    }
    let text = String::from_utf8(bytes);
    text.map_err(|_| Failure::new(Code::BadEncoding).arg("line", 1).arg("encoding", "UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Arg;

    fn words(entered: Entered) -> Vec<(String, String)> {
        entered.into_iter().map(|(field, values)| (field, values.join("|"))).collect()
    }

    #[test]
    fn an_object_gives_its_fields_in_order() {
        let text = r#"{"name":"张伟","tags":["a","b"],"notes":"","owner":null,"n":7}"#;
        let fields = words(object(text, &|_, _| false).unwrap());
        let fields: Vec<_> = fields.iter().map(|(f, v)| (f.as_str(), v.as_str())).collect();
        assert_eq!(
            fields,
            [("name", "张伟"), ("tags", "a|b"), ("notes", ""), ("owner", ""), ("n", "7")]
        );
    }

    #[test]
    fn what_is_no_flat_object_is_refused_without_being_quoted() {
        for text in ["", "[]", "{\"name\":\"张伟\"", "{\"a\":{\"b\":1}}", "{\"name\":张伟}"] {
            let failure = object(text, &|field, _| field == "phone").unwrap_err();
            assert_eq!(failure.code, Code::BadJson, "{text}");
            assert!(failure.source.is_none());
        }
    }

    #[test]
    fn a_number_is_text_as_it_is_typed_or_refused() {
        let long = r#"{"n":12345678901234567890123,"events":{"amount":90071992547409.93}}"#;
        let fields = words(object(long, &|_, _| true).unwrap());
        let texts: Vec<_> = fields.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["12345678901234567890123", r#"{"amount":"90071992547409.93"}"#]);
        let failure = object("{\n\"n\":1E2}", &|_, _| false).unwrap_err();
        assert_eq!(failure.code, Code::JsonExponent);
    }

    #[test]
    fn a_key_that_stands_twice_is_named() {
        let twice = r#"{"name":"张伟","phone":[{"value":"1","value":"2"}]}"#;
        let failure = object(twice, &|_, _| true).unwrap_err();
        assert_eq!(failure.code, Code::JsonTwice);
        assert_eq!(failure.args, [("key", Arg::Text("phone.value".to_owned()))]);
    }

    #[test]
    fn an_object_inside_is_handed_on_where_it_means_something() {
        let text = r#"{"phone":["1",{"value":"2"}],"email":{"value":"x"}}"#;
        let both = |field: &str, _: &str| ["phone", "email"].contains(&field);
        let fields = words(object(text, &both).unwrap());
        let expected = [("phone", r#"1|{"value":"2"}"#), ("email", r#"{"value":"x"}"#)];
        assert_eq!(fields, expected.map(|(f, v)| (f.to_owned(), v.to_owned())));
        assert!(object(text, &|field, _| field == "phone").is_err());
    }

    #[test]
    fn pairs_are_split_at_the_first_sign() {
        let host = Host::from_process();
        let set = ["city=上海", "notes=a=b", "owner="].map(str::to_owned);
        let pairs = words(pairs(&host, &set).unwrap());
        let plain = |f: &str, v: &str| (f.to_owned(), v.to_owned());
        assert_eq!(pairs, [plain("city", "上海"), plain("notes", "a=b"), plain("owner", "")]);
        let none = super::pairs(&host, &["张伟".to_owned()]).unwrap_err();
        assert_eq!(none.code, Code::NoValue);
        assert!(none.args.is_empty(), "a word without a sign may be a name");
    }
}
