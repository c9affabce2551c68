//! `kedang audit anomalies` lists what was out of the ordinary.

use jiff::tz::TimeZone;
use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Episode, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Look for it since yesterday", line: "kedang audit anomalies --since 1d" },
    Example {
        what: "Let cron mail what was found",
        line: "kedang audit anomalies --since 1d --quiet --format csv",
    },
];

/// List what was out of the ordinary by the policy; exits with status 4 when there is something
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only from this day on, or from so long ago, such as 30d
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
}

/// Runs `kedang audit anomalies`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "audit anomalies")?;
    let since = args.since.as_deref().map(|text| moment(&vault, host, text)).transpose()?;
    let found = vault.anomalies(since)?;
    let chinese = ui.language() == Language::Chinese;
    let rows = found.iter().map(|episode| Row { episode, chinese });
    if ui.rows("kedang.audit.anomalies/1", rows)? == 0 {
        ui.status("audit-nothing-extraordinary");
        return Ok(Exit::Done);
    }
    Ok(Exit::Found)
}

/// When a day begins, in milliseconds since 1970 UTC.
fn moment(vault: &Vault, host: &Host, text: &str) -> Result<i64> {
    let bad = || Failure::new(Code::BadDate).arg("argument", "--since");
    let today = vault.today()?;
    let ago = || Duration::parse(text).map(|length| length.before(today));
    let day = parse_day(text).or_else(ago).ok_or_else(bad)?;
    let zone: TimeZone = host.time_zone();
    Ok(day.to_zoned(zone).map_err(|_| bad())?.timestamp().as_millisecond())
}

/// One time during which somebody did what is out of the ordinary.
struct Row<'a> {
    episode: &'a Episode,
    chinese: bool,
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["anomaly", "operator", "from", "until", "count", "above", "noticed", "refused"];

    fn cells(&self) -> Vec<Cell> {
        let Episode { rule, known, name, from, until, count, noticed, refused, .. } = self.episode;
        let label = known.map(|rule| if self.chinese { &rule.label_zh } else { &rule.label_en });
        vec![
            Cell::Named { id: rule.clone(), name: label.unwrap_or(rule).clone() },
            Cell::text(name.as_str()),
            Cell::Time(*from),
            Cell::Time(*until),
            Cell::count(*count),
            known.map_or(Cell::Empty, |rule| Cell::count(rule.above)),
            Cell::count(*noticed),
            Cell::count(*refused),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Episode { rule, known, operator, name, from, until, count, noticed, refused } =
            self.episode;
        let mut object = serializer.serialize_struct("Anomaly", 10)?;
        object.serialize_field("anomaly", rule)?;
        object.serialize_field("what", &known.map(|rule| rule.what.id()))?;
        object.serialize_field("operator", &operator.to_string())?;
        object.serialize_field("name", name)?;
        object.serialize_field("from", from)?;
        object.serialize_field("until", until)?;
        object.serialize_field("count", count)?;
        object.serialize_field("above", &known.map(|rule| rule.above))?;
        object.serialize_field("noticed", noticed)?;
        object.serialize_field("refused", refused)?;
        object.end()
    }
}
