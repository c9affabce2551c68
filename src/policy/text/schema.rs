//! The JSON Schema of a policy document, made from its types.
//!
//! It is shipped as `docs/policy.schema.json` for editors, and [`guided`](super::guided) reads
//! files by it, so that both refuse the same.

use serde_json::Value;

use crate::policy::document::Document;

/// The schema.
pub(super) fn schema() -> Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    if let Some(top) = schema.as_object_mut() {
        top.insert("title".to_owned(), "kedang policy (客户资料管理制度)".into());
    }
    schema
}

/// What a schema says of one place, with its reference followed and the null of an optional value
/// left out.
pub(super) fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let is_null = |one: &Value| one.get("type").and_then(Value::as_str) == Some("null");
    let any_of = schema.get("anyOf").and_then(Value::as_array);
    let schema = any_of.and_then(|list| list.iter().find(|one| !is_null(one))).unwrap_or(schema);
    let name = schema.get("$ref").and_then(Value::as_str);
    let name = name.and_then(|name| name.strip_prefix("#/$defs/"));
    name.and_then(|name| root.get("$defs")?.get(name)).unwrap_or(schema)
}

/// The words that a schema allows; none if it is no list of words.
pub(super) fn words(schema: &Value) -> Vec<&str> {
    let alternatives = schema.get("oneOf").and_then(Value::as_array);
    let each = alternatives.into_iter().flatten().chain([schema]);
    each.flat_map(|one| {
        let list = one.get("enum").and_then(Value::as_array).into_iter().flatten();
        list.chain(one.get("const")).filter_map(Value::as_str)
    })
    .collect()
}
