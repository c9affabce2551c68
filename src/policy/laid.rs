//! What becomes of the values that a field has when a person or a row gives it others.
//!
//! Nearly every field then holds what was given. What happened, and what was judged, only grows: an
//! event or a scorecard that is there already is the same one, a scorecard whatever its total is by the
//! weights of today, and none goes because a list does not name it. A row of a file that names a contact of the record leaves the others, for a file knows one
//! telephone of a customer who has two; one that names none of them tells of a new number, and the old
//! one may be somebody else's by now. Who edits a record says what it is to hold. What is given under
//! `contacts` is beside the others, by whomever: it adds and renews, and takes none away.

use super::Policy;
use super::contact::INVALID;
use super::dictionary::FieldKind;
use crate::model::{Assessment, FieldId, Fields, Value};

/// Who gives values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Somebody who edits the record.
    Edit,
    /// A row that updates it.
    Row,
}

impl Policy {
    /// Whether values of `field` are only ever added.
    pub fn only_grows(&self, field: FieldId) -> bool {
        matches!(self.field(field).kind, FieldKind::Event | FieldKind::Assessment)
    }

    /// Whether a row may add to what `field` holds.
    pub fn row_adds(&self, field: FieldId) -> bool {
        self.only_grows(field) || self.is_contact(field) && self.field(field).traits.multi
    }

    /// Whether `values` of a row leave what else `record` holds of `field`.
    pub fn row_leaves(&self, (field, values): (FieldId, &[Value]), record: &Fields) -> bool {
        let held = |value: &Value| record.all(field).any(|kept| kept.text == value.text);
        self.only_grows(field)
            || self.row_adds(field) && values.iter().any(held)
            || self.says_of_some((field, values))
    }

    /// Whether `values` are some of those that a contact holds, given beside the others.
    fn says_of_some(&self, (field, values): (FieldId, &[Value])) -> bool {
        let several = self.is_contact(field) && self.field(field).traits.multi;
        several && !values.is_empty() && values.iter().all(Value::is_beside)
    }

    /// Whether `values` say only of another contact than the one there that it is good no more.
    fn says_of_none((field, values): (FieldId, &[Value]), fields: &Fields) -> bool {
        let invalid = |value: &Value| {
            let state = value.about.as_ref().and_then(|about| about.state.as_deref());
            value.is_beside() && state == Some(INVALID)
        };
        let strange = |value: &Value| fields.all(field).all(|kept| kept.text != value.text);
        fields.get(field).is_some() && values.iter().all(|one| invalid(one) && strange(one))
    }

    /// Gives `values` to `field`.
    pub fn lay(&self, by: By, (field, values): (FieldId, &[Value]), fields: &mut Fields) {
        if self.only_grows(field) {
            let values: Vec<Value> =
                values.iter().map(|value| held_card(fields, field, value)).collect();
            fields.gather(field, &values);
        } else if by == By::Row && self.row_leaves((field, values), fields)
            || self.says_of_some((field, values))
        {
            fields.refresh(field, values);
        } else if values.is_empty() || !Self::says_of_none((field, values), fields) {
            fields.update(field, values);
        }
    }

    /// Whether `values` of a row would change nothing of what `field` holds.
    pub fn row_is_known(&self, field: FieldId, row: &Fields, record: &Fields) -> bool {
        let mut laid: Fields = record.all(field).map(|value| (field, value.clone())).collect();
        let values: Vec<Value> = row.all(field).cloned().collect();
        self.lay(By::Row, (field, &values), &mut laid);
        laid.settle();
        laid.all(field).eq(record.all(field))
    }
}

/// `value`, or the scorecard of `fields` that says the same by the weights of its day.
fn held_card(fields: &Fields, field: FieldId, value: &Value) -> Value {
    let card = |text: &str| {
        let mut card = Assessment::parse(text)?;
        card.total = 0;
        Some(card)
    };
    let Some(given) = card(&value.text) else { return value.clone() };
    let same = fields.all(field).find(|kept| card(&kept.text).as_ref() == Some(&given));
    same.unwrap_or(value).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(fields: &Fields, field: FieldId) -> Vec<&str> {
        fields.all(field).map(|value| value.text.as_str()).collect()
    }

    /// A value as `contacts` lists it.
    fn beside(text: &str, state: &str) -> Value {
        let mut value = Value::plain(text);
        let mut about = crate::model::About::of_state(state);
        about.beside = true;
        value.about = Some(Box::new(about));
        value
    }

    #[test]
    fn what_happened_stays_and_contacts_that_a_row_does_not_name() {
        let policy = Policy::builtin();
        let (events, phone) = (policy.known().events.unwrap(), policy.known().phone);
        let mut record = Fields::new();
        for text in ["a", "a", "b"] {
            record.push(events, Value::plain(text));
        }
        record.push(phone, Value::plain("1"));
        record.push(phone, Value::plain("2"));
        let given = |all: &[&str]| all.iter().map(|text| Value::plain(*text)).collect::<Vec<_>>();
        for by in [By::Edit, By::Row] {
            let mut after = record.clone();
            policy.lay(by, (events, &given(&["b", "a"])), &mut after);
            assert_eq!(after, record);
            policy.lay(by, (events, &given(&["c", "a", "a", "a"])), &mut after);
            assert_eq!(texts(&after, events), ["a", "a", "b", "c", "a"]);
            policy.lay(by, (phone, &given(&["3", "2"])), &mut after);
            let kept: &[&str] = if by == By::Row { &["1", "2", "3"] } else { &["3", "2"] };
            assert_eq!(texts(&after, phone), kept);
            policy.lay(by, (phone, &given(&["4"])), &mut after);
            assert_eq!(texts(&after, phone), ["4"], "a new number");
            policy.lay(by, (events, &[]), &mut after);
            assert_eq!(texts(&after, events).len(), 5);
        }
        // A scorecard that was weighted otherwise.
        let cards = policy.known().assessments.unwrap();
        let card = |day: &str, total: u8| {
            format!(
                r#"{{"standard":"5c","date":"{day}","scores":{{"capital":3}},"total":{total}}}"#
            )
        };
        let held = card("2026-01-31", 60);
        record.push(cards, Value::plain(held.as_str()));
        let mut after = record.clone();
        let (again, other) = (card("2026-01-31", 72), card("2026-02-01", 72));
        policy.lay(By::Row, (cards, &given(&[&again, &other])), &mut after);
        assert_eq!(texts(&after, cards), [held.as_str(), &other]);
        // What is told of one contact, beside the others.
        for by in [By::Edit, By::Row] {
            let mut after = record.clone();
            policy.lay(by, (phone, &[beside("9", "invalid")]), &mut after);
            assert_eq!(texts(&after, phone), ["1", "2", "9"]);
            policy.lay(by, (phone, &[beside("2", "valid")]), &mut after);
            assert_eq!(texts(&after, phone), ["1", "2", "9"]);
            let wechat = policy.id("wechat").unwrap();
            after.set(wechat, [Value::plain("good")]);
            policy.lay(by, (wechat, &[beside("bad", "invalid")]), &mut after);
            assert_eq!(texts(&after, wechat), ["good"]);
            policy.lay(by, (wechat, &[beside("new", "valid")]), &mut after);
            assert_eq!(texts(&after, wechat), ["new"]);
        }
        let row = |field, all: &[&str]| given(all).into_iter().map(|v| (field, v)).collect();
        for (field, all, known) in [
            (events, &["b"][..], true),
            (events, &["a", "a", "a"], false),
            (phone, &["2"], true),
            (phone, &["3"], false),
        ] {
            assert_eq!(policy.row_is_known(field, &row(field, all), &record), known, "{all:?}");
        }
    }

    #[test]
    fn a_contact_that_is_there_and_of_which_nothing_is_said_is_no_news() {
        let policy = Policy::builtin();
        let phone = policy.known().phone;
        let record: Fields =
            ["1", "2"].map(|text| (phone, Value::plain(text))).into_iter().collect();
        let mut again = beside("2", "");
        again.about.as_mut().unwrap().state = None;
        for by in [By::Edit, By::Row] {
            let mut after = record.clone();
            policy.lay(by, (phone, std::slice::from_ref(&again)), &mut after);
            after.settle();
            assert_eq!(after, record);
        }
        // Two rows about one that is not there leave the others, as each of them does.
        let mut rows = Fields::new();
        for state in ["valid", "invalid"] {
            policy.lay(By::Row, (phone, &[beside("9", state)]), &mut rows);
        }
        let rows: Vec<Value> = rows.all(phone).cloned().collect();
        let mut after = record.clone();
        policy.lay(By::Row, (phone, &rows), &mut after);
        assert_eq!(texts(&after, phone), ["1", "2", "9"]);
        assert!(again.adds_nothing_to(&Value::plain("2")));
        assert!(!beside("2", "valid").adds_nothing_to(&Value::plain("2")));
        let one: Fields = std::iter::once((phone, again)).collect();
        assert!(policy.row_is_known(phone, &one, &record));
    }
}
