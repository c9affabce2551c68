//! `kedang event list` is the register of what happened (客户信息登记表).

use jiff::civil::Date;

use crate::cmd::record_view::disclose;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, fields, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::model::{Event, FieldId};
use crate::policy::Policy;
use crate::ui::{Cell, Column, Format, Language, Ui, View};
use crate::vault::Record;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List what happened with one customer", line: "kedang event list K-12" },
    Example {
        what: "List this month's contacts as a register",
        line: "kedang event list --type contact --since 30d --format csv",
    },
    Example {
        what: "List the complaints of one person's customers",
        line: "kedang event list owner:王 --type 投诉",
    },
];

/// List what happened, the newest first for each record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Only events of this type
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,

    /// Only from this day on, or from so long ago, such as 30d
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// Only up to this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// Runs `kedang event list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "event list")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let field = super::field(policy)?;
    vault.require_field(field)?;
    let wanted = Wanted {
        field,
        kind: args.kind.as_deref().map(|name| super::type_id(ui, policy, name)).transpose()?,
        since: day("--since", args.since.as_deref(), today)?,
        until: day("--until", args.until.as_deref(), today)?,
    };
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let request = fields::look("register", &selector);
    let chinese = ui.language() == Language::Chinese;
    let words = Shown { table: ui.format() == Format::Table, chinese, policy };
    let mut columns = words.columns();
    columns.push(Column::named("by", ui.text(&"event-by".into())));
    let mut list = ui.list("kedang.event.list/1", columns)?;
    let shown = disclose(&mut vault, &request, |record| {
        wanted.events(record).try_for_each(|event| list.push(&Row::of(&words, record, &event)))
    })?;
    if covering::finish(list, &shown.left_out)? == 0 {
        ui.status("event-none");
    }
    covering::tell(ui, &shown);
    Ok(Exit::Done)
}

/// The day that an option names: a day, or a time ago.
fn day(option: &'static str, typed: Option<&str>, today: Date) -> Result<Option<Date>> {
    let Some(text) = typed else { return Ok(None) };
    let ago = || Duration::parse(text).map(|length| length.before(today));
    let day = parse_day(text).or_else(ago);
    day.map(Some).ok_or_else(|| Failure::new(Code::BadDate).arg("argument", option))
}

/// Which events are wanted.
struct Wanted<'a> {
    field: FieldId,
    kind: Option<&'a str>,
    since: Option<Date>,
    until: Option<Date>,
}

impl Wanted<'_> {
    /// Those of a record, the newest first; of one day the one that was entered last.
    fn events(&self, record: &Record) -> impl Iterator<Item = Event> {
        let all = record.fields.all(self.field).filter_map(|value| Event::parse(&value.text));
        let mut events: Vec<Event> = all.filter(|event| self.takes(event)).collect();
        events.reverse();
        events.sort_by(|one, other| other.date.cmp(&one.date));
        events.into_iter()
    }

    fn takes(&self, event: &Event) -> bool {
        let day = parse_day(&event.date);
        self.kind.is_none_or(|kind| event.kind == kind)
            && self.since.is_none_or(|since| day.is_some_and(|day| day >= since))
            && self.until.is_none_or(|until| day.is_some_and(|day| day <= until))
    }
}

/// How events are shown.
struct Shown {
    table: bool,
    chinese: bool,
    policy: &'static Policy,
}

impl Shown {
    /// All but the last; a table has the pieces of an event in one column, for most types carry one of them.
    fn columns(&self) -> Vec<Column> {
        const TABLE: &[&str] = &["number", "name", "date", "event", "details", "remark"];
        const CSV: &[&str] = &[
            "number", "name", "date", "type", "amount", "score", "period", "next", "failed",
            "major", "remark",
        ];
        (if self.table { TABLE } else { CSV }).iter().map(|id| Column::new(id)).collect()
    }
}

/// One event of one record.
#[derive(serde::Serialize)]
struct Row<'a> {
    number: String,
    name: Option<&'a str>,
    #[serde(flatten)]
    event: &'a Event,
    #[serde(skip)]
    shown: &'a Shown,
}

impl<'a> Row<'a> {
    fn of(shown: &'a Shown, record: &'a Record, event: &'a Event) -> Self {
        let known = shown.policy.known();
        let text = |field| record.fields.get(field).map(|value| value.text.as_str());
        let name = text(known.name).or_else(|| text(known.company));
        Self { number: record.number.to_string(), name, event, shown }
    }

    fn kind(&self) -> Cell {
        let id = self.event.kind.clone();
        let about = self.shown.policy.event_type(&id);
        let name =
            about.map_or(
                &id,
                |about| {
                    if self.shown.chinese { &about.label_zh } else { &about.label_en }
                },
            );
        Cell::Named { name: name.clone(), id }
    }
}

impl View for Row<'_> {
    fn cells(&self) -> Vec<Cell> {
        let event = self.event;
        let head = [Cell::text(&self.number), Cell::maybe(self.name), Cell::text(&event.date)];
        let mut cells = head.to_vec();
        cells.push(self.kind());
        if self.shown.table {
            cells.push(Cell::text(self.shown.policy.event_details(event, self.shown.chinese)));
        } else {
            let score = event.score.map_or(Cell::Empty, |score| Cell::count(score.into()));
            let pieces = [&event.period, &event.next, &event.failed].map(Cell::text);
            let [period, next, failed] = pieces;
            let major = if event.major { Cell::text("yes") } else { Cell::Empty };
            cells.extend([Cell::text(&event.amount), score, period, next, failed, major]);
        }
        cells.extend([Cell::text(&event.remark), Cell::text(&event.by)]);
        cells
    }
}
