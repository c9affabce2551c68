//! `kedang history` shows how records became what they are.

use std::borrow::Cow;

use crate::cmd::contact::{Beside, Told};
use crate::cmd::duties::Words;
use crate::cmd::fields::label;
use crate::cmd::record_view::{masked, object};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, evidence, session, share};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::{FieldId, Level, Part, RecordNumber, Value};
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Changed, Event, Life, Shared};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show the history of one customer", line: "kedang history K-12" },
    Example {
        what: "Show what a record rests on, what it was used for, and what is due when and why",
        line: "kedang history K-12 --evidence",
    },
];

/// Show what was changed in a record, when and by whom
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// Show level-1 values in full; this is logged
    #[arg(long)]
    pub reveal: bool,

    /// The number of the impact assessment, where the policy demands one
    #[arg(long, value_name = "REFERENCE")]
    pub assessment: Option<String>,

    /// Show evidence instead: where it came from, under which consents, who checked it, who was
    /// given it, and what is due when and why
    #[arg(long, conflicts_with = "reveal")]
    pub evidence: bool,
}

/// Runs `kedang history`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "history")?;
    covering::cite(&mut vault, args.assessment.as_deref())?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    if args.evidence {
        let accounts = vault.accounts(&selector)?;
        if evidence::show(ui, &vault, &accounts)? == 0 {
            ui.status("list-none");
        }
        return Ok(Exit::Done);
    }
    let lives = vault.history(&selector, args.reveal)?;
    let beside = Beside::new(ui).with_sources();
    let teller = Teller { ui, policy: vault.policy(), reveal: args.reveal, beside };
    if ui.rows("kedang.history/1", lives.iter().flat_map(|life| teller.rows(life)))? == 0 {
        ui.status("list-none");
    }
    Ok(Exit::Done)
}

/// Puts lives into rows.
struct Teller<'a, 'h> {
    ui: &'a Ui<'h>,
    policy: &'static Policy,
    reveal: bool,
    beside: Beside,
}

/// One event, or the values as they were entered.
#[derive(serde::Serialize)]
struct Row<'a> {
    number: String,
    seq: Option<u64>,
    time: Option<String>,
    operator: Option<String>,
    name: Option<&'a str>,
    verb: &'a str,
    /// 0 is the operational part.
    parts: Vec<u8>,
    revealed: bool,
    /// To whom it was handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Share<'a>>,
    /// For whom pseudonyms left instead of what identifies; empty where no name is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pseudonyms_for: Option<&'a [String]>,
    changes: Vec<Change<'a>>,
    #[serde(skip)]
    at: Option<i64>,
    #[serde(skip)]
    verb_shown: String,
    #[serde(skip)]
    what: String,
}

/// A share in which the record was.
#[derive(serde::Serialize)]
struct Share<'a> {
    number: String,
    recipient: &'a str,
    purpose: Option<&'a str>,
    until: Option<&'a str>,
}

/// One field of an event.
#[derive(serde::Serialize)]
struct Change<'a> {
    field: &'a str,
    before: Vec<Shown<'a>>,
    after: Vec<Shown<'a>>,
    /// What was known of contacts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contacts_before: Vec<Told<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contacts_after: Vec<Told<'a>>,
}

/// A value in JSON: events, scorecards and links are objects.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Text(Cow<'a, str>),
    Object(serde_json::Value),
}

/// RFC 3339 in UTC.
fn instant(ms: i64) -> Option<String> {
    jiff::Timestamp::from_millisecond(ms).ok().map(|instant| instant.to_string())
}

impl<'a> Teller<'a, '_> {
    fn rows(&'a self, life: &'a Life) -> impl Iterator<Item = Row<'a>> {
        let events = life.events.iter().map(|event| self.event(life.number, event));
        let entered = (!life.originals.is_empty()).then(|| self.entered(life));
        events.chain(entered)
    }

    fn event(&'a self, number: RecordNumber, event: &'a Event) -> Row<'a> {
        let mut shown: Vec<String> =
            event.changes.iter().map(|change| self.shown(change)).collect();
        shown.extend(event.share.as_deref().map(|shared| self.handed(shared, event)));
        let words = Words { catalogue: self.ui.catalogue(), policy: self.policy };
        shown.extend(event.pseudonyms.as_ref().map(|told| words.pseudonyms(told)));
        let share = event.share.as_deref().map(|shared| Share {
            number: share::name(shared.number),
            recipient: &shared.handover.recipient,
            purpose: event.purpose.as_deref(),
            until: Some(shared.handover.until.as_str()).filter(|day| !day.is_empty()),
        });
        Row {
            number: number.to_string(),
            seq: event.seq,
            time: instant(event.time),
            at: Some(event.time),
            operator: Some(event.operator.to_string()),
            name: Some(&event.name),
            verb: &event.verb,
            parts: event.parts.iter().map(|part| part.get()).collect(),
            revealed: event.revealed,
            share,
            pseudonyms_for: event.pseudonyms.as_ref().map(|told| told.recipients.as_slice()),
            changes: event.changes.iter().map(|change| self.change(change)).collect(),
            verb_shown: self.verb(&event.verb),
            what: shown.join(self.semicolon()),
        }
    }

    /// A share in words: `S-3 → 示例公司, customer service`.
    fn handed(&self, shared: &Shared, event: &Event) -> String {
        let words = Words { catalogue: self.ui.catalogue(), policy: self.policy };
        let purpose = event.purpose.as_deref().map(|id| words.purpose(id));
        let to = format!("{} → {}", share::name(shared.number), shared.handover.recipient);
        words.joined(&[to, purpose.unwrap_or_default()])
    }

    /// Present values in the spelling in which they were entered: before is what was typed.
    fn entered(&'a self, life: &'a Life) -> Row<'a> {
        let text = |field: FieldId, text: &'a str| self.text(field, text);
        let typed = |value: &'a Value| value.original.as_deref().unwrap_or(&value.text);
        let all = || life.originals.iter();
        let changes = all().map(|(field, value)| Change {
            field: &self.policy.field(*field).id,
            before: vec![Shown::Text(text(*field, typed(value)))],
            after: vec![Shown::Text(text(*field, &value.text))],
            contacts_before: Vec::new(),
            contacts_after: Vec::new(),
        });
        let shown = all().map(|(field, value)| {
            self.arrow(*field, &text(*field, typed(value)), &text(*field, &value.text))
        });
        Row {
            number: life.number.to_string(),
            seq: None,
            time: None,
            at: None,
            operator: None,
            name: None,
            verb: "entered",
            parts: Vec::new(),
            revealed: false,
            share: None,
            pseudonyms_for: None,
            changes: changes.collect(),
            verb_shown: self.verb("entered"),
            what: shown.collect::<Vec<_>>().join(self.semicolon()),
        }
    }

    fn change(&'a self, change: &'a Changed) -> Change<'a> {
        let structured = self.policy.field(change.field).kind.is_structured();
        let shown = |value: &'a Value| {
            let text = self.text(change.field, &value.text);
            match object(&text).filter(|_| structured) {
                Some(object) => Shown::Object(object),
                None => Shown::Text(text),
            }
        };
        let texts = |values: &'a [Value]| values.iter().map(shown).collect();
        let told = |value: &'a Value| {
            let about = value.about.as_deref()?;
            Some(Told::new(None, self.text(change.field, &value.text), about))
        };
        let known = |values: &'a [Value]| values.iter().filter_map(told).collect();
        Change {
            field: &self.policy.field(change.field).id,
            before: texts(&change.before),
            after: texts(&change.after),
            contacts_before: known(&change.before),
            contacts_after: known(&change.after),
        }
    }

    /// A change in words: `grade: B → A`.
    fn shown(&self, change: &Changed) -> String {
        let texts = |values: &[Value]| {
            let text = |value: &Value| {
                if self.reveal || self.policy.part(change.field) != Part::Level(Level::One) {
                    let words = Words { catalogue: self.ui.catalogue(), policy: self.policy };
                    if let Some(told) = words.told(change.field, &value.text) {
                        return told;
                    }
                }
                let text = self.text(change.field, &value.text).into_owned();
                let shown = self.policy.shown(change.field, &text, self.is_chinese());
                match &value.about {
                    Some(about) => format!("{shown}{}", self.beside.text(self.policy, about)),
                    None => shown.to_owned(),
                }
            };
            let all: Vec<String> = values.iter().map(text).collect();
            if all.is_empty() { "–".to_owned() } else { all.join(", ") }
        };
        self.arrow(change.field, &texts(&change.before), &texts(&change.after))
    }

    fn arrow(&self, field: FieldId, before: &str, after: &str) -> String {
        let colon = if self.is_chinese() { "：" } else { ": " };
        let label = label(self.policy, field, self.ui.language());
        format!("{label}{colon}{before} → {after}")
    }

    fn semicolon(&self) -> &'static str {
        if self.is_chinese() { "；" } else { "; " }
    }

    fn is_chinese(&self) -> bool {
        self.ui.language() == Language::Chinese
    }

    fn text<'t>(&self, field: FieldId, text: &'t str) -> Cow<'t, str> {
        if self.reveal {
            self.policy.bare(field, text).into()
        } else {
            masked(self.policy, field, text)
        }
    }

    /// The verb in the language shown; one without a text stands as it is.
    fn verb(&self, verb: &str) -> String {
        let id = format!("history-verb-{verb}");
        self.ui.catalogue().get(&id).unwrap_or_else(|| verb.to_owned())
    }
}

impl Row<'_> {
    /// The levels that were written or shown, in words.
    fn levels(&self) -> Cell {
        let operational = Part::Operational.get();
        let levels = self.parts.iter().filter(|part| **part != operational);
        Cell::Many(levels.map(|level| Cell::count(u64::from(*level))).collect())
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["number", "time", "operator", "verb", "levels", "what"];

    fn cells(&self) -> Vec<Cell> {
        let what = match (self.revealed, self.what.is_empty()) {
            (true, true) => Cell::Word("revealed"),
            _ => Cell::text(&self.what),
        };
        vec![
            Cell::text(&self.number),
            self.at.map_or(Cell::Empty, Cell::Time),
            Cell::maybe(self.name),
            Cell::Named { id: self.verb.to_owned(), name: self.verb_shown.clone() },
            self.levels(),
            what,
        ]
    }
}
