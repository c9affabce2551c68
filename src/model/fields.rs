//! The content of a record: fields and their values.

use zeroize::Zeroize;

/// A field of the policy's dictionary, by its place there. What is stored is the field's ASCII
/// id, never this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

/// One value of a field: the normalised text, and what was entered where that differed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Value {
    /// The normalised text, never empty.
    pub text: String,
    /// What was entered, when normalising changed it.
    pub original: Option<String>,
}

impl Value {
    /// A value that normalising left as it was.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), original: None }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.text.zeroize();
        self.original.zeroize();
    }
}

/// Never shows the value: a customer's data does not belong in a panic or a debug print.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}

/// Values by field, ordered by field; a field can hold several values (tags, contacts).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(FieldId, Value)>);

impl Fields {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// All values in order of their fields.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &Value)> {
        self.0.iter().map(|(id, value)| (*id, value))
    }

    /// The first value of `field`.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.all(field).next()
    }

    /// The text of the first value of `field`, or the empty text.
    pub fn text(&self, field: FieldId) -> &str {
        self.get(field).map_or("", |value| &value.text)
    }

    /// Every value of `field`.
    pub fn all(&self, field: FieldId) -> impl Iterator<Item = &Value> {
        let start = self.0.partition_point(|(id, _)| *id < field);
        self.0.iter().skip(start).take_while(move |(id, _)| *id == field).map(|(_, value)| value)
    }

    /// Adds one more value behind those that `field` has.
    pub fn push(&mut self, field: FieldId, value: Value) {
        let at = self.0.partition_point(|(id, _)| *id <= field);
        self.0.insert(at, (field, value));
    }

    /// Puts `values` in the place of whatever `field` held; none clears it.
    pub fn set(&mut self, field: FieldId, values: impl IntoIterator<Item = Value>) {
        self.0.retain(|(id, _)| *id != field);
        for value in values {
            self.push(field, value);
        }
    }

    /// Whether there is no value at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<(FieldId, Value)> for Fields {
    fn from_iter<T: IntoIterator<Item = (FieldId, Value)>>(iter: T) -> Self {
        let mut all: Vec<_> = iter.into_iter().collect();
        all.sort_by_key(|(id, _)| *id);
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: FieldId = FieldId(1);
    const B: FieldId = FieldId(2);

    #[test]
    fn a_field_keeps_the_order_of_its_values() {
        let mut fields = Fields::new();
        fields.push(B, Value::plain("x"));
        fields.push(A, Value::plain("1"));
        fields.push(A, Value::plain("2"));
        let texts: Vec<_> = fields.all(A).map(|v| v.text.as_str()).collect();
        assert_eq!(texts, ["1", "2"]);
        fields.set(A, []);
        assert_eq!(fields.len(), 1);
        assert_eq!(fields.text(B), "x");
    }

    #[test]
    fn a_debug_print_shows_no_value() {
        assert!(!format!("{:?}", Value::plain("13800000013")).contains("138"));
    }
}
