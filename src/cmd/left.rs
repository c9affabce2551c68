//! What restores left to be done, as `check` says it.

use crate::cmd::purge;
use crate::error::Message;
use crate::policy::Policy;
use crate::ui::Ui;
use crate::vault::{self, Report, Revived, Unkept};

/// Says it all; `day` writes the day of an instant.
pub(super) fn tell(ui: &Ui, report: &Report, day: &dyn Fn(i64) -> String) {
    for one in &report.revived {
        ui.warning(revived(ui, (report.policy, one), day));
    }
    for one in &report.unexplained {
        ui.warning(purge::unexplained(one, &day(one.time)));
    }
    for one in &report.unkept {
        let message = Message::new("check-unkept").arg("entry", one.entry);
        let message = message.arg("day", day(one.time));
        ui.warning(message.arg("numbers", purge::brief(&one.numbers)));
    }
    for one in &report.returned {
        let message = match one.restore {
            Some((entry, time)) => {
                Message::new("check-returned-since").arg("entry", entry).arg("day", day(time))
            }
            None => Message::new("check-returned").arg("destination", one.destination.as_str()),
        };
        ui.warning(message.arg("name", one.name.as_str()));
    }
}

/// What a restore brought back that had been erased, and what erases it again.
fn revived(
    ui: &Ui,
    (policy, revived): (Option<&Policy>, &Revived),
    day: &dyn Fn(i64) -> String,
) -> Message {
    let message = match &revived.told {
        None => {
            Message::new("check-revived").arg("entry", revived.entry).arg("day", day(revived.time))
        }
        Some(by) => Message::new("check-told")
            .arg("name", by.name.as_str())
            .arg("known", u64::from(by.certificate.is_some()))
            .arg("certificate", by.certificate.as_deref().unwrap_or_default()),
    };
    let message = message
        .arg("numbers", purge::brief(&revived.numbers))
        .arg("what", purge::what(ui, policy, revived.scope.as_ref()));
    message.arg("command", purge::again(revived))
}

/// Whom imports do not refuse any more, for a script.
#[derive(serde::Serialize)]
pub(super) struct Unrefused {
    entry: u64,
    time: i64,
    numbers: Vec<String>,
}

/// An operator who is back, for a script.
#[derive(serde::Serialize)]
pub(super) struct Returned<'a> {
    operator: String,
    name: &'a str,
    destination: &'a str,
    restore: Option<u64>,
}

impl From<&Unkept> for Unrefused {
    fn from(Unkept { entry, time, numbers }: &Unkept) -> Self {
        let numbers = numbers.iter().map(|number| number.to_string()).collect();
        Self { entry: *entry, time: *time, numbers }
    }
}

impl<'a> From<&'a vault::Returned> for Returned<'a> {
    fn from(one: &'a vault::Returned) -> Self {
        let vault::Returned { operator, name, destination, restore } = one;
        let restore = restore.map(|(entry, _)| entry);
        Self { operator: operator.to_string(), name, destination, restore }
    }
}
