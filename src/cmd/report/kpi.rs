//! `kedang report kpi` holds indicators against their targets (指标).

use super::figures::Figures;
use super::indicators::{Measuring, Unit, Value, source, undated, unit};
use super::{moment, since};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::policy::{Indicator, Measured, Policy};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Reporting, RequestQuestion};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.report.kpi/1";

/// The time that it is about, where none is named.
const YEAR: &str = "1y";

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Hold the indicators of the past year against their targets",
        line: "kedang report kpi",
    },
    Example {
        what: "Let a program know when a target is missed",
        line: "kedang report kpi --fail --format json --quiet",
    },
    Example { what: "Look at this quarter", line: "kedang report kpi --since 90d" },
];

/// Hold the indicators of the policy against their targets: how complete, right, timely and covered
/// by consents the records are, how requests, destructions, shares and backups are seen to
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What happened is counted since this day, or since so long ago, such as 90d (default: 1y)
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,

    /// Exit with status 4 if a target is missed
    #[arg(long)]
    pub fail: bool,
}

/// Runs `kedang report kpi`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "report kpi")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let day = since(&vault, args.since.as_deref().unwrap_or(YEAR))?;
    let figures = Figures::take(&mut vault, Reporting::Indicators, Some(moment(host, day)?))?;
    let asked = RequestQuestion { all: true, ..RequestQuestion::default() };
    let known = policy.known().requests.is_some();
    let requests = if known { Some(vault.list_requests(&asked)?) } else { None };
    let shares = vault.share_sums(Some(day))?;
    let measuring = Measuring {
        figures: &figures,
        shares: &shares,
        requests: requests.as_deref(),
        since: day,
        today,
        zone: host.time_zone(),
    };
    let teller = Teller { ui, policy };
    let rows: Vec<Row> = Measured::ALL
        .iter()
        .flat_map(|measured| {
            let values = measuring.values(*measured);
            values.into_iter().map(|(about, value)| teller.row(*measured, about, value))
        })
        .collect();
    let missed = rows.iter().filter(|row| row.met == Some(false)).count();
    ui.rows(SCHEMA, rows)?;
    for message in figures.unseen(true) {
        ui.note(message);
    }
    let undated = requests.map_or(0, |all| undated(&all, day));
    if undated > 0 {
        ui.note(Message::new("report-undated").arg("count", undated));
    }
    let message = Message::new("report-missed").arg("count", missed as u64);
    ui.status(message.arg("day", day.to_string()));
    Ok(if args.fail && missed > 0 { Exit::Found } else { Exit::Done })
}

/// Puts indicators into rows of one language.
struct Teller<'a, 'h> {
    ui: &'a Ui<'h>,
    policy: &'static Policy,
}

impl Teller<'_, '_> {
    fn row(&self, measured: Measured, about: Option<&'static str>, value: Value) -> Row {
        let indicators = &self.policy.document().indicators;
        let indicator = indicators.iter().find(|one| one.id == measured);
        let number = value.number();
        let met = indicator.filter(|one| one.has_target()).and_then(|one| match value {
            Value::Never => Some(false),
            _ => number.map(|number| one.is_met(number)),
        });
        let (part, of) = match value {
            Value::Share(part, of) => (Some(part), Some(of)),
            _ => (None, None),
        };
        Row {
            indicator: measured.id(),
            about,
            figure: number,
            unit: unit(measured),
            part,
            of,
            at_least: indicator.and_then(|one| one.at_least),
            at_most: indicator.and_then(|one| one.at_most),
            met,
            why: value.lack(),
            from: source(measured),
            name: self.name(measured, indicator, about),
        }
    }

    /// What the policy calls it, or the program; with the purpose it is about.
    fn name(
        &self,
        measured: Measured,
        indicator: Option<&Indicator>,
        about: Option<&str>,
    ) -> String {
        let chinese = self.ui.language() == Language::Chinese;
        let builtin = || Policy::builtin().document().indicators.iter();
        let named = indicator.or_else(|| builtin().find(|one| one.id == measured));
        let name =
            named.map_or(measured.id(), |one| if chinese { &one.label_zh } else { &one.label_en });
        let purpose = about.and_then(|id| self.policy.purpose(id));
        let purpose = purpose.map(|one| if chinese { &one.label_zh } else { &one.label_en });
        match purpose {
            Some(purpose) if chinese => format!("{name}：{purpose}"),
            Some(purpose) => format!("{name}: {purpose}"),
            None => name.to_owned(),
        }
    }
}

/// An indicator.
#[derive(serde::Serialize)]
struct Row {
    indicator: &'static str,
    /// The purpose it is about.
    about: Option<&'static str>,
    figure: Option<f64>,
    #[serde(serialize_with = "id")]
    unit: Unit,
    /// Of a share, the part and the whole.
    part: Option<u64>,
    of: Option<u64>,
    at_least: Option<u32>,
    at_most: Option<u32>,
    /// Whether the target is reached; none without one, or without a value to judge.
    met: Option<bool>,
    /// Why there is no value.
    why: Option<&'static str>,
    /// The command that shows the number behind it.
    from: &'static str,
    #[serde(skip)]
    name: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references to fields")]
fn id<S: serde::Serializer>(unit: &Unit, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.id())
}

impl Row {
    fn shown(&self) -> Option<String> {
        let value = self.figure?;
        let number =
            if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") };
        Some(match self.unit {
            Unit::Percent => format!("{value:.1}"),
            Unit::Days | Unit::Count => number,
        })
    }

    fn target(&self) -> String {
        let least = self.at_least.map(|least| format!("≥ {least}"));
        let most = self.at_most.map(|most| format!("≤ {most}"));
        least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["indicator", "figure", "unit", "target", "met", "shown_by"];

    fn cells(&self) -> Vec<Cell> {
        let id = match self.about {
            Some(about) => format!("{}:{about}", self.indicator),
            None => self.indicator.to_owned(),
        };
        let met = self.met.map(|met| if met { "met" } else { "missed" });
        vec![
            Cell::Named { id, name: self.name.clone() },
            self.shown().map_or_else(|| self.why.map_or(Cell::Empty, Cell::Word), Cell::Text),
            Cell::Word(self.unit.id()),
            Cell::text(self.target()),
            met.map_or(Cell::Empty, Cell::Word),
            Cell::text(self.from),
        ]
    }
}
