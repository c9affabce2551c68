//! What an import tells beside its numbers: what it passed over, left out or guessed.

use super::Args;
use super::faults::words;
use crate::cmd::record_view::is_number;
use crate::cmd::{batch, purge};
use crate::error::Message;
use crate::policy::{Policy, SHARE_COLUMNS};
use crate::ui::{Ui, name_list};
use crate::vault::{Ended, Imported, PassedOver, SheetPlace};

/// Notes on what the numbers do not tell.
pub(super) fn report(ui: &Ui, policy: &Policy, (args, dry_run): (&Args, bool), done: &Imported) {
    let sheet = done.sheet.filter(|_| args.sheet.is_none());
    report_encoding(ui, args, done.encoding);
    report_form(ui, &done.passed, sheet);
    if done.held > 0 {
        ui.note(Message::new("import-held").arg("count", done.held));
    }
    if done.quarantined > 0 {
        ui.note(Message::new("import-quarantined").arg("count", done.quarantined));
    }
    report_ended(ui, &done.ended, &done.batches);
    if args.rejects.is_none() {
        for fault in &done.left_out {
            let (field, reason) = words(ui, policy, fault);
            let message = Message::new("import-left-out").arg("line", fault.line);
            ui.note(message.arg("field", field).arg("reason", reason));
        }
        let more =
            (done.counts.rejected + done.counts.skipped).saturating_sub(done.left_out.len() as u64);
        if more > 0 {
            ui.note(Message::new("import-left-out-more").arg("count", more));
        }
    } else if let Some(path) = args.rejects.as_deref().filter(|_| done.listed > 0) {
        let id = if dry_run { "import-would-reject" } else { "import-rejects" };
        ui.note(Message::new(id).arg("count", done.listed).arg("path", path));
    }
}

/// Records whose use the import ended, that were due when it made them, or of which it brings back what
/// was erased; without batches it is a rehearsal.
pub(super) fn report_ended(ui: &Ui, ended: &Ended, batches: &[u64]) {
    let names: Vec<String> = batches.iter().map(|number| batch::name(*number)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (id, numbers) in [
        ("import-due", &ended.due),
        ("import-born-due", &ended.born),
        ("import-restricted", &ended.restricted),
        ("import-erased-back", &ended.back),
    ] {
        if numbers.is_empty() {
            continue;
        }
        let message = Message::new(id).arg("count", numbers.len());
        let message = message.arg("numbers", purge::brief(numbers)).arg("made", names.len());
        let batches = name_list(ui.language(), &names);
        ui.warning(Message {
            args: [message.args, vec![("batches", batches)]].concat(),
            ..message
        });
    }
}

/// In which encoding a text was read, where that was a guess.
pub(super) fn report_encoding(ui: &Ui, args: &Args, encoding: &'static str) {
    if args.encoding.is_none() && encoding.eq_ignore_ascii_case("gb18030") {
        let encoding = encoding.to_uppercase();
        ui.note(Message::new("import-read-as").arg("encoding", encoding));
    }
}

/// What is passed over, and which sheet was read where there are several.
pub(super) fn report_form(ui: &Ui, passed: &[PassedOver], sheet: Option<SheetPlace>) {
    let (mut values, mut unknown, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let rows_of = |name: &str, rows: u64| {
        let rows = Message::new("import-kept-rows").arg("count", rows);
        ui.text(&rows.arg("name", name))
    };
    let mut totals = Vec::new();
    for one in passed {
        match one {
            PassedOver::Value(name) => values.push(name.clone()),
            PassedOver::Unnamed(at) => {
                unknown.push(ui.text(&Message::new("import-column").arg("column", *at)));
            }
            PassedOver::Member => unknown.push(ui.text(&Message::new("import-member"))),
            PassedOver::Kept(name, rows) => kept.push(rows_of(name, *rows)),
            PassedOver::Totals(name, rows) => totals.push(rows_of(name, *rows)),
            // An export has the numbers of its records too, and a share its own; they mean nothing here.
            PassedOver::Column(name)
                if is_number(name) || SHARE_COLUMNS.contains(&name.as_str()) => {}
            PassedOver::Column(name) => unknown.push(name.clone()),
        }
    }
    let names = |names: &[String]| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        name_list(ui.language(), &names)
    };
    if !values.is_empty() {
        let names = names(&values);
        let message = Message::new("import-passed-over");
        ui.note(Message { args: vec![("names", names)], ..message });
    }
    if !unknown.is_empty() {
        let names = names(&unknown);
        let message = Message::new("import-unknown-columns").arg("count", unknown.len());
        ui.note(Message { args: [message.args, vec![("names", names)]].concat(), ..message });
    }
    for (id, all) in [("import-kept", &kept), ("import-totals", &totals)] {
        if !all.is_empty() {
            ui.note(Message { args: vec![("names", names(all))], ..Message::new(id) });
        }
    }
    if let Some(SheetPlace { number, of }) = sheet.filter(|sheet| sheet.of > 1) {
        ui.note(Message::new("import-sheet").arg("number", number).arg("of", of));
    }
}
