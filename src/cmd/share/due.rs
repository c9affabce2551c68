//! `kedang share due` lists what is to be done about shares.

use super::row::Row;
use crate::cmd::purge::brief;
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Share, ShareDuty};
use serde::ser::SerializeMap;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "List what is to come back, to be confirmed destroyed, or to be told",
        line: "kedang share due",
    },
    Example {
        what: "Let cron speak up only when something is due within a week",
        line: "kedang share due --within 7d --exit-code --quiet",
    },
];

/// List what is to be done about shares: fetch back, have confirmed, tell
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What ends within this time too, such as 30d
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,

    /// Exit with status 4 if the list is not empty
    #[arg(long)]
    pub exit_code: bool,
}

/// Runs `kedang share due`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "share due")?;
    let (policy, today) = (vault.policy(), vault.today()?);
    let bad = || Failure::new(Code::BadDuration).arg("argument", "--within");
    let within = args.within.as_deref();
    let within = within.map(|text| date::Duration::parse(text).ok_or_else(bad)).transpose()?;
    let day = within.map_or(today, |length| length.after(today));
    let duties = vault.share_duties(day)?;
    let rows = duties.iter().map(|(share, duty)| Todo {
        row: Row::new((ui, policy), share, today),
        share,
        duty,
    });
    let count = ui.rows("kedang.share.due/1", rows)?;
    if count == 0 {
        ui.status("share-none-due");
    }
    Ok(if args.exit_code && count > 0 { Exit::Found } else { Exit::Done })
}

/// One thing to do about one share.
struct Todo<'a> {
    row: Row<'a>,
    share: &'a Share,
    duty: &'a ShareDuty,
}

impl View for Todo<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "share",
        "share_kind",
        "recipient",
        "legal_relation",
        "purpose",
        "shared_on",
        "until",
        "share_duty",
        "numbers",
    ];

    fn cells(&self) -> Vec<Cell> {
        let duty = match self.duty.id() {
            "back" => "handed-back",
            "confirm" => "handed-confirm",
            "tell-destroyed" => "handed-tell-destroyed",
            "tell-withdrawn" => "handed-tell-withdrawn",
            _ => "handed-tell-revoked",
        };
        let numbers = self.duty.numbers().unwrap_or(&self.share.numbers);
        let tail = [
            self.share.until().map_or(Cell::Empty, Cell::Date),
            Cell::Word(duty),
            Cell::text(brief(numbers)),
        ];
        self.row.head().into_iter().chain(tail).collect()
    }
}

impl serde::Serialize for Todo<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("duty", self.duty.id())?;
        let numbers = self.duty.numbers().unwrap_or(&self.share.numbers);
        let numbers: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
        map.serialize_entry("about", &numbers)?;
        self.row.entries(&mut map)?;
        map.end()
    }
}
