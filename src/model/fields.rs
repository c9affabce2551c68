//! The content of a record: fields and their values.

use super::{About, Part, wipe_text};

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
    /// What is known about it; none for nearly all values.
    pub about: Option<Box<About>>,
}

impl Value {
    /// A value that normalising left as it was.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), original: None, about: None }
    }

    /// Where it came from, if it says so itself.
    pub fn source(&self) -> Option<&str> {
        self.about.as_ref()?.source.as_deref()
    }

    /// States where it came from, unless it says so itself.
    pub fn stem_from(&mut self, source: &str) {
        let about = self.about.get_or_insert_default();
        about.source.get_or_insert_with(|| source.to_owned());
    }

    /// Whether it was given as one of several that its field holds.
    pub fn is_beside(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.beside)
    }

    /// Whether it was given as an event whose failure is counted already.
    pub fn is_counted(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.counted)
    }

    /// Whether it adds nothing to what `other` says: the same text in whatever spelling, and
    /// nothing new about it.
    pub fn adds_nothing_to(&self, other: &Self) -> bool {
        let nothing = About::default();
        let kept = other.about.as_deref().unwrap_or(&nothing);
        let known = |about: &About| about.over(kept) == *kept;
        self.text == other.text && self.about.as_deref().is_none_or(known)
    }

    /// Forgets that it was given beside others. That its failure is counted is asked once more when the
    /// record is kept, and is not written.
    fn settle(&mut self) {
        if self.is_beside() {
            let about = self.about.take().map(|about| Box::new(about.kept()));
            self.about = about.filter(|about| !about.is_blank());
        }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        wipe_text(&mut self.text);
        self.original.iter_mut().for_each(wipe_text);
    }
}

/// Never shows the value: a customer's data does not belong in a panic or a debug print.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}

/// A value of a field that the policy in force does not have, or has in another part: it is carried
/// along, so that it is there when a policy knows it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The part that holds it.
    pub part: Part,
    /// The field's id.
    pub id: String,
    /// The value.
    pub value: Value,
}

/// Values by field, ordered by field; a field can hold several values (tags, contacts). Beside them
/// those of which the field is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(FieldId, Value)>, Vec<Stray>);

impl Fields {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// All values in order of their fields.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &Value)> {
        self.0.iter().map(|(id, value)| (*id, value))
    }

    /// All values in order of their fields, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (FieldId, &mut Value)> {
        self.0.iter_mut().map(|(id, value)| (*id, value))
    }

    /// The first value of `field`.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.all(field).next()
    }

    /// The text of the first value of `field`, or the empty text.
    pub fn text(&self, field: FieldId) -> &str {
        self.get(field).map_or("", |value| &value.text)
    }

    /// Forgets how values were given. Nothing new would otherwise look like a change.
    pub fn settle(&mut self) {
        self.0.iter_mut().for_each(|(_, value)| value.settle());
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
        let start = self.0.partition_point(|(id, _)| *id < field);
        let end = self.0.partition_point(|(id, _)| *id <= field);
        drop(self.0.splice(start..end, values.into_iter().map(|value| (field, value))));
    }

    /// As [`Fields::set`], but the same value in another spelling is no news, and what is known
    /// about a value stays with it as far as the new one does not say otherwise.
    pub fn update(&mut self, field: FieldId, values: &[Value]) {
        let same = self.all(field).map(|value| &value.text).eq(values.iter().map(|v| &v.text));
        let updated = |value: &Value| {
            let Some(kept) = self.all(field).find(|kept| kept.text == value.text) else {
                return value.clone();
            };
            let mut updated = if same { kept.clone() } else { value.clone() };
            updated.about = match (&value.about, &kept.about) {
                (Some(new), Some(kept)) => Some(Box::new(new.over(kept))),
                (new, kept) => new.as_ref().or(kept.as_ref()).cloned(),
            };
            updated
        };
        let values: Vec<Value> = values.iter().map(updated).collect();
        self.set(field, values);
    }

    /// Adds those of `values` that `field` does not hold, each as often as it is among them; what it
    /// holds stays as it is.
    pub fn gather(&mut self, field: FieldId, values: &[Value]) {
        let mut held: Vec<&str> = self.all(field).map(|value| value.text.as_str()).collect();
        let mut new = Vec::new();
        for value in values {
            match held.iter().position(|text| *text == value.text) {
                Some(place) => drop(held.swap_remove(place)),
                None => new.push(value.clone()),
            }
        }
        for value in new {
            self.push(field, value);
        }
    }

    /// As [`Fields::update`], but what `field` holds besides `values` stays, before what is new.
    pub fn refresh(&mut self, field: FieldId, values: &[Value]) {
        let mut all: Vec<Value> = self.all(field).cloned().collect();
        for value in values {
            let Some(kept) = all.iter_mut().find(|kept| kept.text == value.text) else {
                all.push(value.clone());
                continue;
            };
            kept.about = match (&value.about, &kept.about) {
                (Some(new), Some(kept)) => Some(Box::new(new.over(kept))),
                (new, kept) => new.as_ref().or(kept.as_ref()).cloned(),
            };
        }
        self.set(field, all);
    }

    /// Changes what is known about the value at `place` of `field`, counted from 0; nothing when
    /// there is none.
    pub fn about_mut(&mut self, field: FieldId, place: usize) -> Option<&mut About> {
        let mut values = self.0.iter_mut().filter(|(id, _)| *id == field);
        let (_, value) = values.nth(place)?;
        Some(value.about.get_or_insert_default())
    }

    /// Values of fields that are not known, in the order in which they are kept.
    pub fn strays(&self) -> &[Stray] {
        &self.1
    }

    /// Carries along a value of a field that is not known.
    pub fn carry(&mut self, stray: Stray) {
        self.1.push(stray);
    }

    /// Keeps of the values of unknown fields only those that `keeps` holds for.
    pub fn retain_strays(&mut self, keeps: impl FnMut(&Stray) -> bool) {
        self.1.retain(keeps);
    }

    /// Whether there is no value of a known field at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of values of known fields.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<(FieldId, Value)> for Fields {
    fn from_iter<T: IntoIterator<Item = (FieldId, Value)>>(iter: T) -> Self {
        let mut all: Vec<_> = iter.into_iter().collect();
        all.sort_by_key(|(id, _)| *id);
        Self(all, Vec::new())
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
    fn what_is_known_stays_with_a_value_that_stays() {
        let mut fields = Fields::new();
        let about = |state| Some(Box::new(About::of_state(state)));
        let (text, original) = ("1".to_owned(), Some("#1".to_owned()));
        let one = Value { text, original, about: about("valid") };
        fields.set(A, [one, Value::plain("2")]);
        fields.update(A, &[Value::plain("1"), Value::plain("2")]);
        assert_eq!(fields.get(A).unwrap().original.as_deref(), Some("#1"), "no news");
        fields.update(A, &[Value::plain("3"), Value::plain("1")]);
        let states = |fields: &Fields| -> Vec<Option<String>> {
            fields.all(A).map(|v| v.about.as_ref().and_then(|a| a.state.clone())).collect()
        };
        assert_eq!(states(&fields), [None, Some("valid".to_owned())]);
        let mut three = Value::plain("3");
        three.about = about("invalid");
        fields.update(A, &[three]);
        assert_eq!(states(&fields), [Some("invalid".to_owned())]);
        fields.about_mut(A, 0).unwrap().failures = 2;
        assert_eq!(fields.get(A).unwrap().about.as_ref().unwrap().failures, 2);
        assert!(fields.about_mut(A, 1).is_none());
    }

    #[test]
    fn a_debug_print_shows_no_value() {
        assert!(!format!("{:?}", Value::plain("13800000013")).contains("138"));
    }
}
