//! JSON lines, or one JSON document, item by item.
//!
//! Items are anything serde can write, without a tree of values in between; where the fields are
//! known only when the program runs, [`JsonFields`] is such an item.

use std::io::{self, BufWriter, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

/// How much is collected before it is handed on.
const BUFFER: usize = 64 * 1024;

/// Writes items to `W`. What is written is complete only after [`JsonWriter::finish`].
#[must_use]
pub struct JsonWriter<W: Write> {
    sink: BufWriter<W>,
    form: Form,
}

enum Form {
    Lines,
    Document { first: bool },
}

impl<W: Write> JsonWriter<W> {
    /// JSON lines: one item on each line.
    pub fn lines(sink: W) -> Self {
        Self { sink: BufWriter::with_capacity(BUFFER, sink), form: Form::Lines }
    }

    /// One document, `{"schema":…,"items":[…]}`, with one item on each line.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn document(sink: W, schema: &str) -> io::Result<Self> {
        let mut sink = BufWriter::with_capacity(BUFFER, sink);
        sink.write_all(b"{\"schema\":")?;
        serde_json::to_writer(&mut sink, schema)?;
        sink.write_all(b",\"items\":[")?;
        Ok(Self { sink, form: Form::Document { first: true } })
    }

    /// Writes one item.
    ///
    /// # Errors
    /// Those of the sink, and those of `item`'s own `Serialize`; the item may then be there in
    /// part.
    pub fn item(&mut self, item: &(impl Serialize + ?Sized)) -> io::Result<()> {
        match &mut self.form {
            Form::Lines => {
                serde_json::to_writer(&mut self.sink, item)?;
                self.sink.write_all(b"\n")
            }
            Form::Document { first } => {
                let before: &[u8] = if *first { b"\n" } else { b",\n" };
                *first = false;
                self.sink.write_all(before)?;
                Ok(serde_json::to_writer(&mut self.sink, item)?)
            }
        }
    }

    /// Closes the document, hands on what is left, flushes the sink and gives it back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        match self.form {
            Form::Lines => {}
            Form::Document { first: true } => self.sink.write_all(b"]}\n")?,
            Form::Document { first: false } => self.sink.write_all(b"\n]}\n")?,
        }
        self.sink.flush()?;
        self.sink.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// One value of an item.
#[derive(Clone, Copy)]
pub enum JsonValue<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// Several texts.
    Texts(&'a [&'a str]),
    /// Several values, each spelt as JSON already.
    Spelt(&'a [&'a str]),
    /// Several objects.
    Objects(&'a [JsonFields<'a>]),
}

impl Serialize for JsonValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Spelt(values) => {
                let parsed = |text: &&str| serde_json::from_str::<serde_json::Value>(text);
                let all: Result<Vec<_>, _> = values.iter().map(parsed).collect();
                all.map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            Self::Objects(objects) => objects.serialize(serializer),
        }
    }
}

/// An item whose fields are known only when the program runs: an object with these keys and
/// values in this order.
#[derive(Clone, Copy)]
pub struct JsonFields<'a>(pub &'a [(&'a str, JsonValue<'a>)]);

impl Serialize for JsonFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: JsonFields<'static> = JsonFields(&[
        ("number", JsonValue::Number(12)),
        ("name", JsonValue::Text("张\"伟\"\n\u{7}")),
        ("tags", JsonValue::Texts(&["VIP", "展会"])),
        ("held", JsonValue::Flag(false)),
        ("grade", JsonValue::Null),
    ]);
    const TEXT: &str = r#"{"number":12,"name":"张\"伟\"\n\u0007","tags":["VIP","展会"],"held":false,"grade":null}"#;

    fn text(written: io::Result<Vec<u8>>) -> String {
        String::from_utf8(written.unwrap()).unwrap()
    }

    #[test]
    fn lines_are_items() {
        let mut writer = JsonWriter::lines(Vec::new());
        writer.item(&ITEM).unwrap();
        writer.item(&serde_json::json!({"b": 1, "a": 2})).unwrap();
        assert_eq!(text(writer.finish()), format!("{TEXT}\n{{\"b\":1,\"a\":2}}\n"));
        assert_eq!(text(JsonWriter::lines(Vec::new()).finish()), "");
    }

    #[test]
    fn a_document_holds_schema_and_items() {
        let mut writer = JsonWriter::document(Vec::new(), "kedang.list/1").unwrap();
        writer.item(&ITEM).unwrap();
        writer.item(&ITEM).unwrap();
        let written = text(writer.finish());
        assert_eq!(
            written,
            format!("{{\"schema\":\"kedang.list/1\",\"items\":[\n{TEXT},\n{TEXT}\n]}}\n")
        );
        let parsed: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(parsed["items"][1]["tags"][1], "展会");
        let none = JsonWriter::document(Vec::new(), "kedang.list/1").unwrap().finish();
        assert_eq!(text(none), "{\"schema\":\"kedang.list/1\",\"items\":[]}\n");
    }

    #[test]
    fn a_sink_that_fails_is_an_error() {
        let mut room = [0; 4];
        let mut writer = JsonWriter::lines(&mut room[..]);
        writer.item(&ITEM).unwrap();
        assert!(writer.finish().is_err());
        let mut writer = JsonWriter::lines(&mut room[..]);
        let long = "x".repeat(BUFFER);
        let error = writer.item(&long).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WriteZero, "the sink's own kind is kept");
    }
}
