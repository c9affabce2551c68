//! A policy as text: read with the places of all that is wrong, and written.

#[cfg(test)]
mod day_tests;
mod guided;
mod places;
mod schema;
#[cfg(test)]
mod tests;
mod write;

use serde_json::{Map, Value};
use toml::de::DeTable;

use super::document::Document;
use super::fault::{self, Fault, FaultCode, Path, Spot};
use places::Places;

/// Bytes that a policy may have.
pub const LONGEST: u64 = 4 << 20;

/// Reads a document; everything that is wrong with it is told at once, in the order of the text.
pub fn parse(text: &str) -> Result<Document, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax(text, error)).collect());
    }
    let table = table.get_ref();
    let guided = guided::read(&schema::schema(), table);
    let mut faults = guided.faults;
    let document = serde_json::from_value::<Document>(guided.value);
    if let Ok(document) = &document {
        // What stands for something else may contradict anything.
        let real = |spot: &Spot| !guided.mended.contains(spot.path.entry_of());
        let mut found = fault::check(document);
        found.retain(|fault| real(&fault.at) && fault.other.as_ref().is_none_or(real));
        faults.append(&mut found);
    }
    let places = Places::new(text, table);
    for fault in &mut faults {
        places.locate(&mut fault.at);
        fault.other.iter_mut().for_each(|other| places.locate(other));
    }
    faults.sort_by_key(|fault| fault.at.place);
    match document {
        Ok(document) if faults.is_empty() => Ok(document),
        Err(error) if faults.is_empty() => {
            Err(vec![Fault::new(FaultCode::Syntax, Path::default()).word(error.to_string())])
        }
        _ => Err(faults),
    }
}

/// Fills in where in `text`, which is a document, each fault lies.
pub fn locate(text: &str, faults: &mut [&mut Fault]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, _) = DeTable::parse_recoverable(text);
    let places = Places::new(text, table.get_ref());
    for fault in faults {
        places.locate(&mut fault.at);
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> Fault {
    let mut fault = Fault::new(FaultCode::Syntax, Path::default()).word(error.message());
    let start = error.span().map_or(text.len(), |span| span.start);
    fault.at.place = Some(places::place(text, start));
    fault
}

/// The JSON Schema of a policy document, as it is shipped.
pub fn json_schema() -> String {
    let mut text = format!("{:#}", schema::schema());
    text.push('\n');
    text
}

/// The sections of a document: its keys, in their order.
pub fn sections() -> Vec<String> {
    let schema = schema::schema();
    let keys = schema.get("properties").and_then(Value::as_object);
    keys.into_iter().flat_map(Map::keys).cloned().collect()
}

/// What is wrong with a document that was kept as JSON and is not read: it is written as TOML and
/// read as a file, so that the same is said of both.
pub(super) fn fault_of_stored(json: &str) -> Fault {
    let none = || Fault::new(FaultCode::Syntax, Path::default());
    let Ok(Value::Object(mut tree)) = serde_json::from_str(json) else { return none() };
    state_bases(&mut tree);
    let faults = parse(&write::toml(&tree, None)).err();
    faults.and_then(|faults| faults.into_iter().next()).unwrap_or_else(none)
}

impl Document {
    /// The first thing that is wrong with it, as this program judges.
    pub fn first_fault(&self) -> Option<Fault> {
        let faulty = !fault::check(self).is_empty();
        faulty.then(|| fault_of_stored(&self.to_canonical()))
    }

    /// The document as JSON without blanks, always the same text for the same document; its hash
    /// names the policy in the log.
    ///
    /// # Panics
    /// Never: a tree of text, numbers and lists always serialises.
    pub fn to_canonical(&self) -> String {
        #[expect(
            clippy::expect_used,
            reason = "a tree of text, numbers and lists always serialises"
        )]
        serde_json::to_string(self).expect("a document is plain data")
    }

    /// The document as a tree of JSON.
    pub fn to_tree(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(tree)) => tree,
            _ => Map::new(),
        }
    }

    /// The document as TOML without remarks; `section` names the only section to write, if any.
    pub fn to_toml(&self, section: Option<&str>) -> String {
        let mut tree = self.to_tree();
        state_bases(&mut tree);
        write::toml(&tree, section)
    }
}

/// Writes out what makes each purpose lawful, which a kept document leaves out where it is consent.
fn state_bases(tree: &mut Map<String, Value>) {
    let purposes = tree.get_mut("purpose").and_then(Value::as_array_mut);
    for purpose in purposes.into_iter().flatten().filter_map(Value::as_object_mut) {
        if !purpose.contains_key("basis") {
            purpose.insert("basis".to_owned(), "consent".into());
        }
    }
}
