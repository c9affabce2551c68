//! A document, or a section of it, as TOML that a person would write: one block for each entry,
//! lists of small tables inside it one to a line.

use std::fmt::Write;

use serde_json::{Map, Value};

/// `document` as TOML; `section` names the only top-level key to write, if any.
pub(super) fn toml(document: &Map<String, Value>, section: Option<&str>) -> String {
    let chosen = |(key, _): &(&String, &Value)| section.is_none_or(|only| only == *key);
    let (blocks, plain): (Vec<_>, Vec<_>) =
        document.iter().filter(chosen).partition(|(_, value)| is_block(value));
    let mut out = String::new();
    for (key, value) in plain {
        entry(&mut out, key, value);
    }
    for (key, value) in blocks {
        match value {
            Value::Array(list) => {
                for one in list {
                    block(&mut out, &format!("[[{key}]]"), one);
                }
            }
            one => block(&mut out, &format!("[{key}]"), one),
        }
    }
    out
}

/// Whether `value` is written as blocks of its own at the top level.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(list) => list.iter().any(Value::is_object),
        _ => false,
    }
}

fn block(out: &mut String, head: &str, value: &Value) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(head);
    out.push('\n');
    for (key, value) in value.as_object().into_iter().flatten() {
        entry(out, key, value);
    }
}

fn entry(out: &mut String, key: &str, value: &Value) {
    out.push_str(key);
    out.push_str(" = ");
    match value {
        Value::Array(list) if list.iter().any(Value::is_object) => {
            out.push_str("[\n");
            for one in list {
                out.push_str("  ");
                inline(out, one);
                out.push_str(",\n");
            }
            out.push(']');
        }
        value => inline(out, value),
    }
    out.push('\n');
}

/// A value in one line.
fn inline(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => string(out, text),
        Value::Array(list) => {
            out.push('[');
            separated(out, list, inline);
            out.push(']');
        }
        Value::Object(table) => {
            out.push_str("{ ");
            separated(out, table, |out, (key, value)| {
                out.push_str(key);
                out.push_str(" = ");
                inline(out, value);
            });
            out.push_str(" }");
        }
        // Numbers and booleans are written alike in both languages; a document has no null.
        other => out.push_str(&other.to_string()),
    }
}

fn separated<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    mut one: impl FnMut(&mut String, T),
) {
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        one(out, item);
    }
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // What cannot stand in a TOML string, or would attack a terminal.
            c if c.is_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lists_and_strings() {
        let json = r#"{"a":{"x":[{"id":"m","n":["男"]}],"y":true},"version":2,
            "field":[{"id":"q\"\\\u001b\n"},{"id":"b","z":[]}]}"#;
        let Value::Object(document) = serde_json::from_str(json).unwrap() else { unreachable!() };
        let text = "version = 2\n\n[a]\nx = [\n  { id = \"m\", n = [\"男\"] },\n]\ny = true\n\n\
            [[field]]\nid = \"q\\\"\\\\\\u001B\\n\"\n\n[[field]]\nid = \"b\"\nz = []\n";
        assert_eq!(toml(&document, None), text);
        assert_eq!(toml(&document, Some("version")), "version = 2\n");
        assert!(toml::from_str::<Value>(text).is_ok());
    }
}
