//! `kedang audit log` shows who did what.

use super::{stats, terms, verb_name};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, purge, session, share};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Column, Ui, View};
use crate::vault::{Act, Code, Logged, Question, Reference, Rows};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show the last twenty entries", line: "kedang audit log --limit 20" },
    Example { what: "Show what was done to one record", line: "kedang audit log K-12" },
    Example {
        what: "Show what one operator handed out or saw in full since the year began",
        line: "kedang audit log by:wang verb:export,show since:2026-01-01",
    },
    Example {
        what: "Show what was refused this month",
        line: "kedang audit log act:refused since:30d",
    },
    Example { what: "Count who did how much, by verb", line: "kedang audit log --stats since:1y" },
];

/// Show the log: who did what, when, to which records
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Terms about entries (by:wang verb:export act:refused since:30d until:2026-01-31
    /// on:2026-01-31 purpose:marketing level:1 revealed:yes) or records: numbers (K-12) or terms
    /// (grade:A); - reads those from standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Show at most this many entries, the newest
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Show sums by operator and verb instead
    #[arg(long, conflicts_with = "limit")]
    pub stats: bool,
}

/// Runs `kedang audit log`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "audit log")?;
    let words = terms::read(&vault, &args.selector)?;
    let selector = selection::read(host, &vault, &words.rest, Takes::Look);
    let selector = selector.map_err(|failure| words.placed(failure))?;
    let question = Question { selector: &selector, inquiry: &words.inquiry };
    if args.stats {
        stats::show(ui, &vault.tally_log(&question)?)?;
        return Ok(Exit::Done);
    }
    let limit = args.limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let columns = Row::COLUMNS.iter().map(|id| Column::new(id)).collect();
    let mut list = ui.list("kedang.audit.log/1", columns)?;
    vault.read_log(&question, limit, |entry| list.push(&Row::new(ui, entry)))?;
    list.finish()?;
    Ok(Exit::Done)
}

/// One entry.
#[derive(serde::Serialize)]
struct Row<'a> {
    seq: u64,
    time: i64,
    operator: String,
    name: &'a str,
    act: &'static str,
    verb: Option<&'a str>,
    records: String,
    count: u64,
    levels: Vec<u8>,
    revealed: bool,
    purpose: Option<&'a str>,
    reason: Option<&'a str>,
    basis: Option<&'a str>,
    /// The number of the share that it is, or that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    /// To whom it was handed over, or who was registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
    /// For whom pseudonyms left instead of what identifies; empty where no name is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pseudonyms_for: Option<&'a [String]>,
    /// For whom an export was sealed: names of the register, else keys.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    sealed_for: &'a [String],
    /// How many records the purpose did not cover, by reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<&'a Rows>,
    #[serde(skip)]
    people: String,
    /// What was done, in words.
    #[serde(skip)]
    kind: String,
    /// Why, in words.
    #[serde(skip)]
    reason_name: String,
    /// The verb, in words.
    #[serde(skip)]
    verb_name: String,
}

impl<'a> Row<'a> {
    fn new(ui: &Ui<'_>, logged: &'a Logged) -> Self {
        let act = &logged.entry.act;
        let numbers = logged.records();
        let mut row = Self {
            seq: logged.seq,
            time: logged.entry.time,
            operator: logged.entry.operator.to_string(),
            name: &logged.name,
            act: act.name(),
            verb: None,
            records: if numbers.is_empty() { String::new() } else { numbers.to_string() },
            count: numbers.len(),
            levels: Vec::new(),
            revealed: false,
            purpose: None,
            reason: None,
            reason_name: String::new(),
            basis: None,
            share: None,
            recipient: None,
            pseudonyms_for: act.pseudonyms().map(|told| told.recipients.as_slice()),
            sealed_for: act.sealed_for(),
            left_out: None,
            people: purge::brief(&numbers),
            kind: ui.text(&Message::new(format!("audit-{}", act.name()))),
            verb_name: String::new(),
        };
        match act {
            Act::Change { verb, collected, .. } => {
                row.verb = Some(verb.as_str());
                if let Some(terms) = collected {
                    row.purpose = terms.purpose.as_ref().map(Code::as_str);
                    let reference = terms.ticket.as_ref().or(terms.justified.as_ref());
                    row.basis = reference.map(Reference::as_str);
                }
            }
            Act::Refused { verb, why, level } => {
                row.verb = Some(verb.as_str());
                row.reason = Some(why.as_str());
                row.levels = level.iter().map(|level| level.get()).collect();
            }
            Act::Disclose { verb, count, levels, purpose, revealed, terms, .. } => {
                let terms = terms.as_deref();
                row.left_out = terms.map(|terms| &terms.left_out).filter(|all| !all.is_empty());
                row.basis =
                    terms.and_then(|terms| terms.assessment.as_ref()).map(Reference::as_str);
                row.verb = Some(verb.as_str());
                row.count = *count;
                row.levels = levels.iter().map(|level| level.get()).collect();
                row.purpose = purpose.as_ref().map(Code::as_str);
                row.revealed = *revealed;
            }
            Act::Proposed(_) | Act::Used { .. } => row.verb = Some(logged.verb()),
            Act::Decided(decided) => {
                row.verb = Some(logged.verb());
                row.basis = decided.reference.as_ref().map(Reference::as_str);
            }
            Act::Anomaly(tripped) => {
                row.verb = Some(tripped.verb.as_str());
                row.count = tripped.count;
                row.basis = Some(tripped.rule.as_str());
            }
            Act::Backup { records, .. } => row.count = *records,
            Act::GaveUp { destination, .. } => row.basis = Some(destination),
            Act::Verified { findings, .. } => {
                row.verb = Some(logged.verb());
                row.reason = Some(if *findings == 0 { "sound" } else { "damaged" });
            }
            Act::Intent { reason, basis, .. } => {
                row.reason = Some(reason.id());
                row.basis = Some(basis.as_str());
            }
            _ => {}
        }
        row.tell_share(logged);
        if let Some(reason) = row.reason {
            row.reason_name = ui.text(&Message::new(format!("cell-{reason}")));
        }
        row.verb_name = row.verb.map_or_else(String::new, |verb| verb_name(ui, verb));
        row
    }

    /// The verb; of an export also whether it had pseudonyms, was sealed, and for whom.
    fn verb_cell(&self) -> Cell {
        let Some(verb) = self.verb else { return Cell::Empty };
        let mut told = vec![Cell::Named { id: verb.to_owned(), name: self.verb_name.clone() }];
        if let Some(names) = self.pseudonyms_for {
            told.push(Cell::Word("pseudonymised"));
            told.extend(names.iter().map(|name| Cell::text(name.as_str())));
        }
        if !self.sealed_for.is_empty() {
            told.push(Cell::Word("sealed"));
            told.extend(self.sealed_for.iter().map(|name| Cell::text(brief(name))));
        }
        if let [_] = told.as_slice() { told.remove(0) } else { Cell::Many(told) }
    }

    /// What it says of recipients and shares, if it is about them.
    fn tell_share(&mut self, logged: &'a Logged) {
        match &logged.entry.act {
            Act::Recipient(one) => {
                self.verb = Some(logged.verb());
                self.recipient = Some(&one.name);
                self.basis = one.agreement.as_ref().map(Reference::as_str);
            }
            Act::Share(event) => {
                self.verb = Some(logged.verb());
                self.share = Some(share::name(event.share));
                self.basis = event.reference.as_ref().map(Reference::as_str);
            }
            act => {
                let Some(shared) = act.shared() else { return };
                self.share = Some(share::name(shared.number));
                self.recipient = Some(&shared.handover.recipient);
                self.basis = Some(shared.handover.agreement.as_str());
            }
        }
    }
}

/// A name, or the beginning of a key: the whole of it is in JSON.
fn brief(name: &str) -> String {
    match name.get(..12) {
        Some(first) if first.starts_with("age1") => format!("{first}…"),
        _ => name.to_owned(),
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "seq", "time", "operator", "act", "verb", "records", "count", "levels", "purpose",
        "reason", "basis",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.seq),
            Cell::Time(self.time),
            Cell::text(self.name),
            Cell::Named { id: self.act.to_owned(), name: self.kind.clone() },
            self.verb_cell(),
            Cell::text(self.people.as_str()),
            if self.count > 0 { Cell::count(self.count) } else { Cell::Empty },
            Cell::Many(self.levels.iter().map(|level| Cell::count((*level).into())).collect()),
            Cell::maybe(self.purpose),
            self.reason.map_or(Cell::Empty, |id| Cell::Named {
                id: id.to_owned(),
                name: self.reason_name.clone(),
            }),
            Cell::maybe(self.basis),
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::error::{Code, Exit};
    use crate::ui::{Catalogue, Language};
    use crate::vault::Act;

    #[test]
    fn every_refusal_has_its_words_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let catalogue = Catalogue::new(language);
            let logged = |code: &&Code| matches!(code.exit(), Exit::Clearance | Exit::Capability);
            for code in Code::ALL.iter().filter(logged) {
                assert!(catalogue.get(&format!("cell-{}", code.id())).is_some(), "{}", code.id());
            }
        }
    }

    #[test]
    fn every_act_has_its_words_in_both_languages() {
        for language in [Language::English, Language::Chinese] {
            let catalogue = Catalogue::new(language);
            for act in Act::NAMES {
                assert!(catalogue.get(&format!("audit-{act}")).is_some(), "{language:?} {act}");
            }
        }
    }
}
