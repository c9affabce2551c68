//! What of records is to be erased, when it is not the whole of them: read from the command line,
//! and put into words.

use super::brief;
use crate::cmd::fields::{find, label};
use crate::error::{Arg, Code, Failure, Message, Result};
use crate::model::{FieldId, Level};
use crate::policy::Policy;
use crate::ui::{Language, Ui, name_list};
use crate::vault::{self, Order, Revived, Scope, Teller, Unexplained, scope};

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

/// What of records is meant, in words; fields by their ids where no policy is at hand.
pub(in crate::cmd) fn what(ui: &Ui<'_>, policy: Option<&Policy>, scope: Option<&Scope>) -> Arg {
    let Some(Scope { levels, fields }) = scope else { return Arg::Message("purge-whole") };
    let level =
        |level: &Level| ui.text(&Message::new(format!("certificate-level-{}", level.get())));
    let field = |id: &vault::Code| {
        let known = policy.and_then(|policy| Some((policy, policy.id(id.as_str())?)));
        let named = known.map(|(policy, field)| label(policy, field, ui.language()).to_owned());
        named.unwrap_or_else(|| id.as_str().to_owned())
    };
    let names: Vec<String> = levels.iter().map(level).chain(fields.iter().map(field)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    name_list(ui.language(), &names)
}

/// The command that erases again what a restore brought back.
pub(in crate::cmd) fn again(revived: &Revived) -> String {
    let Revived { numbers, scope, reason, basis, .. } = revived;
    let range = |(first, last)| {
        if first == last { format!(" {first}") } else { format!(" {first}..{last}") }
    };
    let numbers: String = numbers.ranges().map(range).collect();
    let levels = scope.iter().flat_map(|scope| &scope.levels);
    let levels = levels.map(|level| format!(" --level {}", level.get()));
    let fields = scope.iter().flat_map(|scope| &scope.fields);
    let fields = fields.map(|field| format!(" --field {field}"));
    let what: String = levels.chain(fields).collect();
    let what = if revived.suppress { what + " --suppress" } else { what };
    let why = match &revived.told {
        // Nothing there says why: whoever does it says so.
        Some(Teller { certificate: None, .. }) => "--reason … --basis …".to_owned(),
        _ => format!("--reason {} --basis \"{basis}\"", reason.id()),
    };
    format!("kedang purge run{numbers}{what} {why}")
}

/// Says that records may have been destroyed before a restore brought them back.
pub(in crate::cmd) fn unexplained(one: &Unexplained, day: &str) -> Message {
    Message::new("purge-unexplained")
        .arg("entry", one.entry)
        .arg("day", day)
        .arg("count", one.count)
        .arg("numbers", brief(&one.numbers))
}

/// A message about all orders: `id`, or `id` with `-part` when they take a part of records.
pub(super) fn told(ui: &Ui<'_>, policy: &Policy, id: &str, orders: &[Order]) -> Message {
    let count: u64 = orders.iter().map(|order| order.numbers.len()).sum();
    match orders.first().and_then(|order| order.scope.as_ref()) {
        Some(scope) => Message::new(format!("{id}-part"))
            .arg("count", count)
            .arg("what", what(ui, Some(policy), Some(scope))),
        None => Message::new(id.to_owned()).arg("count", count),
    }
}

/// What a restore brought back, for a program.
#[derive(serde::Serialize)]
pub(in crate::cmd) struct Back<'a> {
    /// The entry of the restore, and when it was; none of what only a destination tells of.
    entry: Option<u64>,
    time: Option<i64>,
    /// The line of destruction.log about the erasure.
    line: Option<u64>,
    /// The destination that tells of it, and the number of the certificate there.
    destination: Option<&'a str>,
    certificate: Option<&'a str>,
    /// Whether the whole of them was destroyed.
    whole: bool,
    numbers: Vec<String>,
    levels: Vec<u8>,
    fields: Vec<&'a str>,
}

impl<'a> From<&'a Revived> for Back<'a> {
    fn from(revived: &'a Revived) -> Self {
        let Revived { numbers, scope, line, entry, time, told, .. } = revived;
        let by = told.as_ref();
        let levels = scope.iter().flat_map(|scope| &scope.levels);
        let fields = scope.iter().flat_map(|scope| &scope.fields);
        Self {
            entry: by.is_none().then_some(*entry),
            time: by.is_none().then_some(*time),
            line: *line,
            destination: by.map(|by| by.name.as_str()),
            certificate: by.and_then(|by| by.certificate.as_deref()),
            whole: scope.is_none(),
            numbers: numbers.iter().map(|number| number.to_string()).collect(),
            levels: levels.map(|level| level.get()).collect(),
            fields: fields.map(vault::Code::as_str).collect(),
        }
    }
}
