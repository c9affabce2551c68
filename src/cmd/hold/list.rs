//! `kedang hold list` lists what stops the destruction of records.

use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::StandingHold;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "List all that stand", line: "kedang hold list" },
    Example {
        what: "Let cron speak up only when a hold keeps what is overdue",
        line: "kedang hold list --overdue --exit-code --quiet",
    },
];

/// List the holds that stand, and what they hold up
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Only holds of records that would be destroyed without them
    #[arg(long)]
    pub overdue: bool,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang hold list`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "hold list")?;
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let mut holds = vault.list_holds(&selector)?;
    holds.retain(|one| one.overdue || !args.overdue);
    let (chinese, policy) = (ui.language() == Language::Chinese, vault.policy());
    let count = ui.rows(
        "kedang.hold.list/1",
        holds.into_iter().map(|hold| Row { one: hold, policy, chinese }),
    )?;
    if count == 0 {
        ui.status("hold-none");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// A hold that stands.
struct Row {
    one: StandingHold,
    policy: &'static Policy,
    chinese: bool,
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["number", "hold_kind", "hold_since", "hold_until", "reference", "kept_until", "rule"];

    fn cells(&self) -> Vec<Cell> {
        let StandingHold { number, hold, holds_up, .. } = &self.one;
        let kind = self.policy.hold_kind(&hold.kind);
        let name = kind.map_or(hold.kind.as_str(), |kind| {
            if self.chinese { &kind.label_zh } else { &kind.label_en }
        });
        let day = |text: &str| parse_day(text).map_or(Cell::Empty, Cell::Date);
        let rule = holds_up.as_ref().map_or(Cell::Empty, |(_, rule)| {
            let ground = self.policy.ground(rule);
            let name = ground.map_or_else(|| rule.clone(), |ground| ground.name(self.chinese));
            Cell::Named { id: rule.clone(), name }
        });
        vec![
            Cell::from(*number),
            Cell::Named { id: hold.kind.clone(), name: name.to_owned() },
            day(&hold.since),
            day(&hold.until),
            Cell::text(hold.reference.as_str()),
            holds_up.as_ref().map_or(Cell::Empty, |(day, _)| Cell::Date(*day)),
            rule,
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let StandingHold { number, hold, holds_up, overdue } = &self.one;
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut object = serializer.serialize_struct("Hold", 8)?;
        object.serialize_field("number", &number.to_string())?;
        object.serialize_field("hold_kind", &hold.kind)?;
        object.serialize_field("hold_since", &given(&hold.since))?;
        object.serialize_field("hold_until", &given(&hold.until))?;
        object.serialize_field("reference", &given(&hold.reference))?;
        let kept = holds_up.as_ref().map(|(day, _)| day.to_string());
        object.serialize_field("kept_until", &kept)?;
        object.serialize_field("rule", &holds_up.as_ref().map(|(_, rule)| rule))?;
        object.serialize_field("overdue", overdue)?;
        object.end()
    }
}
