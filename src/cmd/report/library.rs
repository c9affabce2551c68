//! `kedang report library` sums up the three parts of the library (资料库): what was noted down
//! (原始记录), what was made of it (统计分析资料), and what the organisation spent (公司投入记录); and
//! what of it was handed over (借阅、发放).

use std::collections::BTreeMap;

use super::since;
use crate::cmd::verify::health::Health;
use crate::cmd::verify::pass::{Met, pass};
use crate::cmd::{Example, Globals, event, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::model::{Assessment, Event, FieldId, Money, Selector};
use crate::policy::{Code, FieldKind, Policy, SPEND};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Record, Reporting, ShareSum, ShareSums};
use jiff::civil::Date;

/// The schema of its JSON.
const SCHEMA: &str = "kedang.report.library/1";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Sum up the library", line: "kedang report library" },
    Example {
        what: "See what was spent on customers and what they bought this year",
        line: "kedang report library --since 1y",
    },
];

/// Sum up what was noted down, what was made of it, what was spent on customers, and what was handed
/// over
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only events, scorecards and what was handed over since this day, or since so long ago, such as
    /// 1y
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// Leave out what is about fewer records than this (default: what the policy says)
    #[arg(long, value_name = "N")]
    pub k: Option<u64>,
}

/// Runs `kedang report library`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "report library")?;
    let policy = vault.policy();
    let field = event::field(policy)?;
    vault.require_field(field)?;
    let since = args.since.as_deref().map(|text| since(&vault, text)).transpose()?;
    let mut library = Library::new(policy, (field, since));
    let everybody = Selector::default();
    pass(&mut vault, (Reporting::Library.verb(), &everybody), &mut |met| {
        match met {
            Met::Record(record, findings) => {
                library.take(record);
                library.health.begin(record.number);
                let codes = findings.iter().map(|finding| finding.code);
                codes.for_each(|code| library.health.note(record.number, code));
            }
            Met::Twin(twin) => library.health.note(twin.number, Code::Duplicate),
        }
        Ok(())
    })?;
    let k = super::small(args.k, policy.document().report.small_cells.into())?;
    let chinese = ui.language() == Language::Chinese;
    let teller = Teller { ui, policy, chinese, k };
    let mut rows = teller.rows(&library);
    rows.extend(teller.handed(&vault.share_sums(since)?));
    ui.rows(SCHEMA, rows)?;
    if policy.event_type(SPEND).is_none() {
        ui.note("report-no-spend");
    }
    if k > 1 {
        ui.note(Message::new("report-suppressed").arg("k", k));
    }
    Ok(Exit::Done)
}

/// What something comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sum {
    /// In how many records.
    records: u64,
    /// How often.
    entries: u64,
    /// How much money.
    money: Money,
    /// The sum of scores, in percent.
    points: u64,
}

/// The library so far.
struct Library {
    policy: &'static Policy,
    field: FieldId,
    since: Option<Date>,
    records: u64,
    events: BTreeMap<String, Sum>,
    /// What was spent, by year.
    years: BTreeMap<String, Sum>,
    cards: BTreeMap<String, Sum>,
    grades: BTreeMap<String, u64>,
    health: Health,
}

impl Library {
    fn new(policy: &'static Policy, (field, since): (FieldId, Option<Date>)) -> Self {
        Self {
            policy,
            field,
            since,
            records: 0,
            events: BTreeMap::new(),
            years: BTreeMap::new(),
            cards: BTreeMap::new(),
            grades: BTreeMap::new(),
            health: Health::new(policy),
        }
    }

    fn is_wanted(&self, day: &str) -> bool {
        self.since.is_none_or(|since| parse_day(day).is_some_and(|day| day >= since))
    }

    fn take(&mut self, record: &Record) {
        self.records += 1;
        let grade = record.fields.text(self.policy.known().grade);
        *self.grades.entry(grade.to_owned()).or_default() += 1;
        let mut of_record: BTreeMap<String, Sum> = BTreeMap::new();
        let mut years: BTreeMap<String, Sum> = BTreeMap::new();
        for value in record.fields.all(self.field) {
            let Some(event) = Event::parse(&value.text) else { continue };
            if self.is_wanted(&event.date) {
                of_record.entry(event.kind.clone()).or_default().event(&event);
                if event.kind == SPEND {
                    let year = event.date.get(..4).unwrap_or_default().to_owned();
                    years.entry(year).or_default().event(&event);
                }
            }
        }
        let mut cards: BTreeMap<String, Sum> = BTreeMap::new();
        let kinds = self.policy.fields().filter(|(_, about)| about.kind == FieldKind::Assessment);
        for value in kinds.flat_map(|(field, _)| record.fields.all(field)) {
            let Some(card) = Assessment::parse(&value.text) else { continue };
            if self.is_wanted(&card.date) {
                let sum = cards.entry(card.standard.clone()).or_default();
                sum.entries += 1;
                sum.points += u64::from(card.total);
            }
        }
        join(&mut self.events, of_record);
        join(&mut self.years, years);
        join(&mut self.cards, cards);
    }
}

/// Adds what one record has.
fn join(all: &mut BTreeMap<String, Sum>, of_record: BTreeMap<String, Sum>) {
    for (id, one) in of_record {
        let sum = all.entry(id).or_default();
        sum.records += 1;
        sum.entries += one.entries;
        sum.points += one.points;
        one.money.sums().iter().for_each(|amount| {
            sum.money.add(amount);
        });
    }
}

impl Sum {
    fn event(&mut self, event: &Event) {
        self.entries += 1;
        if !event.amount.is_empty() {
            self.money.add(&event.amount);
        }
    }

    fn mean(&self) -> Option<f64> {
        let tenths = (self.points * 10 + self.entries / 2).checked_div(self.entries)?;
        u32::try_from(tenths).ok().map(|tenths| f64::from(tenths) / 10.0)
    }
}

/// Puts the sums into rows of one language.
struct Teller<'a, 'h> {
    ui: &'a Ui<'h>,
    policy: &'static Policy,
    chinese: bool,
    k: u64,
}

impl Teller<'_, '_> {
    fn rows(&self, library: &Library) -> Vec<Row> {
        let whole = Sum { records: library.records, ..Sum::default() };
        let mut rows = vec![self.row("facts", "records", self.word("records"), &whole)];
        let types = self.policy.document().events.iter();
        let facts = types.filter(|one| one.id != SPEND);
        rows.extend(facts.filter_map(|one| {
            let sum = library.events.get(&one.id)?;
            Some(self.row("facts", &one.id, self.label(&one.label_zh, &one.label_en), sum))
        }));
        rows.extend(self.derived(library));
        if let Some(sum) = library.events.get(SPEND) {
            rows.push(self.row("spend", "total", self.word("total"), sum));
        }
        let years = library.years.iter();
        rows.extend(years.map(|(year, sum)| self.row("spend", year, year.clone(), sum)));
        rows
    }

    /// What was handed over, and what is still to be done about it; nothing where nothing ever was.
    fn handed(&self, sums: &ShareSums) -> Vec<Row> {
        let row = |id: &str, sum: &ShareSum| {
            let records = sum.records.len();
            let sum = Sum { records, entries: sum.shares, ..Sum::default() };
            self.row("handed", id, self.word(&format!("handed-{id}")), &sum)
        };
        let all = [
            ("issued", &sums.issued),
            ("lent", &sums.lent),
            ("out", &sums.out),
            ("overdue", &sums.overdue),
            ("untold", &sums.untold),
        ];
        let all = all.into_iter().filter(|_| sums.ever > 0);
        all.map(|(id, sum)| row(id, sum)).collect()
    }

    fn derived(&self, library: &Library) -> Vec<Row> {
        let mut rows = Vec::new();
        let graded = self.policy.ladder().iter().filter_map(|grade| {
            let records = *library.grades.get(&grade.id)?;
            let id = format!("grade:{}", grade.id);
            let name = format!("{} {}", self.word("grade"), grade.id);
            Some(self.row("derived", &id, name, &Sum { records, ..Sum::default() }))
        });
        rows.extend(graded);
        let cards = self.policy.document().assessments.iter().filter_map(|one| {
            let sum = library.cards.get(&one.id)?;
            let name = self.label(&one.label_zh, &one.label_en);
            let row = self.row("derived", &format!("assessment:{}", one.id), name, sum);
            Some(Row { mean: row.records.and_then(|_| sum.mean()), ..row })
        });
        rows.extend(cards);
        let summary = library.health.summary();
        let whole = Sum { records: library.records, ..Sum::default() };
        let row = self.row("derived", "score", self.word("score"), &whole);
        rows.push(Row { mean: row.records.and_then(|_| summary.mean()?.parse().ok()), ..row });
        rows
    }

    fn label(&self, zh: &str, en: &str) -> String {
        if self.chinese { zh } else { en }.to_owned()
    }

    fn word(&self, id: &str) -> String {
        self.ui.text(&Message::new(format!("report-{id}")))
    }

    /// A row, of which only the name is left where it is about too few.
    fn row(&self, part: &'static str, id: &str, name: String, sum: &Sum) -> Row {
        let small = sum.records > 0 && sum.records < self.k;
        let entries = (sum.entries > 0 && !small).then_some(sum.entries);
        Row {
            part,
            id: id.to_owned(),
            records: (!small).then_some(sum.records),
            entries,
            amount: if small { Vec::new() } else { sum.money.sums() },
            mean: None,
            suppressed: small,
            part_name: self.word(&format!("part-{part}")),
            name,
        }
    }
}

/// A sum.
#[derive(serde::Serialize)]
struct Row {
    part: &'static str,
    id: String,
    records: Option<u64>,
    entries: Option<u64>,
    /// Each currency by itself.
    amount: Vec<String>,
    /// The mean of scores, of 100.
    mean: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suppressed: bool,
    #[serde(skip)]
    part_name: String,
    #[serde(skip)]
    name: String,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["part", "value", "records", "entered", "amount", "mean"];

    fn cells(&self) -> Vec<Cell> {
        let named = |id: &str, name: &str| Cell::Named { id: id.into(), name: name.into() };
        vec![
            named(self.part, &self.part_name),
            named(&self.id, &self.name),
            self.records.map_or(Cell::Word("suppressed"), Cell::count),
            self.entries.map_or(Cell::Empty, Cell::count),
            Cell::Many(self.amount.iter().map(Cell::text).collect()),
            self.mean.map_or(Cell::Empty, |mean| Cell::text(format!("{mean:.1}"))),
        ]
    }
}
