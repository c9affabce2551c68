//! What of records is to be erased, when it is not the whole of them: read from the command line,
//! and put into words.

use crate::cmd::fields::{find, label};
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::model::{FieldId, Level};
use crate::policy::Policy;
use crate::ui::{Language, Ui, name_list};
use crate::vault::{self, Order, Scope, scope};

/// The levels that can be erased: of the third every record has what the program needs of it.
const ERASABLE: [(Level, &str, &str); 2] = [(Level::One, "1", "一级"), (Level::Two, "2", "二级")];

/// What of the records is meant; none is the whole.
pub(super) fn read_scope(
    ui: &Ui<'_>,
    policy: &Policy,
    (levels, fields): (&[String], &[String]),
) -> Result<Option<Scope>> {
    let chinese = ui.language() == Language::Chinese;
    let level = |text: &String| {
        let named =
            |(_, digit, name): &&(Level, &str, &str)| [*digit, *name].contains(&text.trim());
        let known = ERASABLE.map(|(_, digit, name)| if chinese { name } else { digit });
        let unknown = || {
            Failure::new(Code::UnknownValue)
                .arg("value", text.as_str())
                .arg("option", "--level")
                .arg("known", name_list(ui.language(), &known))
        };
        ERASABLE.iter().find(named).map(|(level, ..)| *level).ok_or_else(unknown)
    };
    let field = |name: &String| {
        let field = find(policy, name)?;
        let about = policy.field(field);
        if about.traits.system {
            return Err(Failure::new(Code::SystemField).arg("field", about.id.as_str()));
        }
        let known = policy.known();
        if [known.kind, known.source].contains(&field) {
            let id = about.id.as_str();
            return Err(Failure::new(Code::FieldStays)
                .arg("field", label(policy, field, ui.language()))
                .hint(Message::new("hint-edit-field").arg("field", id)));
        }
        Ok(field)
    };
    let levels: Vec<Level> = levels.iter().map(level).collect::<Result<_>>()?;
    let fields: Vec<FieldId> = fields.iter().map(field).collect::<Result<_>>()?;
    Ok(scope(policy, &levels, &fields))
}

/// What an order destroys of its records, in words; nothing for the whole of them.
fn what(ui: &Ui<'_>, policy: &Policy, order: &Order) -> Option<Arg> {
    let Scope { levels, fields } = order.scope.as_ref()?;
    let level =
        |level: &Level| ui.text(&Message::new(format!("certificate-level-{}", level.get())));
    let field = |id: &vault::Code| match policy.id(id.as_str()) {
        Some(field) => label(policy, field, ui.language()).to_owned(),
        None => id.as_str().to_owned(),
    };
    let names: Vec<String> = levels.iter().map(level).chain(fields.iter().map(field)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Some(name_list(ui.language(), &names))
}

/// A message about all orders: `id`, or `id` with `-part` when they take a part of records.
pub(super) fn told(ui: &Ui<'_>, policy: &Policy, id: &str, orders: &[Order]) -> Message {
    let count: u64 = orders.iter().map(|order| order.numbers.len()).sum();
    match orders.first().and_then(|order| what(ui, policy, order)) {
        Some(what) => Message::new(format!("{id}-part")).arg("count", count).arg("what", what),
        None => Message::new(id.to_owned()).arg("count", count),
    }
}
