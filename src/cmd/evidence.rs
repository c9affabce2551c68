//! What `kedang history --evidence` shows: where a record came from, what it rests on, who checked
//! it, what it was used for, and what is due when and why, each with its day.

use super::duties::Words;
use super::request;
use crate::error::{Message, Result};
use crate::model::Consent;
use crate::policy::Ground;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Account, Vault};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.history.evidence/1";

/// Shows accounts; gives how many lines there were.
pub(super) fn show(ui: &Ui<'_>, vault: &Vault, accounts: &[Account]) -> Result<u64> {
    let words = Words { catalogue: ui.catalogue(), policy: vault.policy() };
    let mut list =
        ui.list(SCHEMA, Row::COLUMNS.iter().map(|id| crate::ui::Column::new(id)).collect())?;
    for account in accounts {
        let teller = Teller { words: &words, account };
        teller.rows().iter().try_for_each(|row| list.push(row))?;
    }
    list.finish()
}

/// One line of evidence.
#[derive(serde::Serialize)]
struct Row {
    number: String,
    /// What it is about: collected, source, consent, verified, given, looked, request, hold,
    /// `use_ends`, destroyed.
    about: &'static str,
    date: Option<String>,
    /// The id of what it is: a verb, a purpose, a request, a kind, a rule.
    id: String,
    what: String,
    /// Where the rule comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &["number", "about", "date", "what"];

    fn cells(&self) -> Vec<Cell> {
        let what = match &self.source {
            Some(source) if !source.is_empty() => format!("{} ({source})", self.what),
            _ => self.what.clone(),
        };
        let about = match self.about {
            "collected" => "evidence-collected",
            "source" => "evidence-source",
            "consent" => "evidence-consent",
            "verified" => "evidence-verified",
            "given" => "evidence-given",
            "looked" => "evidence-looked",
            "request" => "evidence-request",
            "hold" => "evidence-hold",
            "use_ends" => "evidence-use-ends",
            _ => "evidence-destroyed",
        };
        vec![
            Cell::text(&*self.number),
            Cell::Word(about),
            Cell::maybe(self.date.as_deref()),
            Cell::text(what),
        ]
    }
}

/// Puts one account into rows.
struct Teller<'a> {
    words: &'a Words<'a>,
    account: &'a Account,
}

impl Teller<'_> {
    fn rows(&self) -> Vec<Row> {
        let mut rows = self.collected();
        rows.extend(self.duties());
        rows.extend(self.uses());
        rows.extend(self.ends());
        rows
    }

    fn row(&self, about: &'static str, date: Option<String>, (id, what): (String, String)) -> Row {
        let number = self.account.record.to_string();
        Row { number, about, date, id, what, source: None, count: None }
    }

    fn collected(&self) -> Vec<Row> {
        let (words, told) = (self.words, &self.account.told);
        let mut rows = Vec::new();
        if let Some(deed) = &told.collected {
            let what = words.joined(&[words.verb(&deed.verb), words.by(deed)]);
            let day = deed.day.map(|day| day.to_string());
            rows.push(self.row("collected", day, (deed.verb.clone(), what)));
        }
        if let Some(source) = &self.account.source {
            let field = words.policy.known().source;
            let name = words.policy.shown(field, source, words.chinese());
            rows.push(self.row("source", None, (source.clone(), name.to_owned())));
        }
        for one in &told.verified {
            let known = words.policy.known();
            let shown = |field, id| words.policy.shown(field, id, words.chinese()).to_owned();
            let what = words.joined(&[
                shown(known.verify_method, &one.method),
                shown(known.verify_result, &one.result),
                words.by(&one.deed),
            ]);
            let day = one.deed.day.map(|day| day.to_string());
            rows.push(self.row("verified", day, (one.result.clone(), what)));
        }
        rows
    }

    fn duties(&self) -> Vec<Row> {
        let (words, policy) = (self.words, self.words.policy);
        let consent = |one: &Consent| {
            let what = words.joined(&[words.purpose(&one.purpose), words.consent(one)]);
            self.row("consent", Some(one.date.clone()), (one.purpose.clone(), what))
        };
        let mut rows: Vec<Row> = self.account.consents(policy).iter().map(consent).collect();
        for one in self.account.requests(policy) {
            let name = request::name(one.number);
            let what = words.joined(&[name.clone(), words.request(&one)]);
            rows.push(self.row("request", Some(one.opened.clone()), (name, what)));
        }
        for one in self.account.holds(policy) {
            rows.push(self.row(
                "hold",
                Some(one.since.clone()),
                (one.kind.clone(), words.hold(&one)),
            ));
        }
        rows
    }

    fn uses(&self) -> Vec<Row> {
        let (words, told) = (self.words, &self.account.told);
        let mut rows = Vec::new();
        for one in &told.given {
            let day = one.deed.day.map(|day| day.to_string());
            rows.push(self.row("given", day, (one.deed.verb.clone(), words.given(one))));
        }
        for ((verb, purpose), looks) in &told.looks {
            let times = Message::new("history-times").arg("count", looks.count);
            let purpose = purpose.as_deref().map(|id| words.purpose(id)).unwrap_or_default();
            let what = words.joined(&[words.verb(verb), purpose, words.catalogue.text(&times)]);
            let day = looks.last.map(|day| day.to_string());
            let row = self.row("looked", day, (verb.clone(), what));
            rows.push(Row { count: Some(looks.count), ..row });
        }
        rows
    }

    fn ends(&self) -> Vec<Row> {
        let aftermath = &self.account.aftermath;
        let row = |about, day: jiff::civil::Date, ground: &Ground<'static>| {
            let name = ground.name(self.words.chinese());
            let row = self.row(about, Some(day.to_string()), (ground.id(), name));
            let source = Some(self.words.policy.source(ground).to_owned());
            Row { source: source.filter(|source| !source.is_empty()), ..row }
        };
        let used = aftermath.used.as_ref().map(|(day, ground)| row("use_ends", *day, ground));
        let kept = aftermath.verdict.as_ref().map(|end| row("destroyed", end.day, &end.rule));
        used.into_iter().chain(kept).collect()
    }
}
