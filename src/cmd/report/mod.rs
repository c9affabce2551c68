//! `kedang report` sums up what is there and how it is looked after: counts and sums, nobody's value.
//!
//! Figures that another verb shows too are worked out by that verb's own code: findings by
//! `verify scan`, reviews by `verify due`, destructions by `purge due`, sums of the log by `audit
//! log --stats`. What the keys or the role of who asks do not reach is not counted, and that is said.

pub mod aggregate;
mod cells;
mod census;
mod figures;
mod indicators;
pub mod kpi;
pub mod library;
mod print;
mod stock;
pub mod stocktake;

use crate::cmd::Globals;
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::Ui;
use crate::vault::Vault;
use jiff::civil::Date;

/// Sum up what is there and how it is looked after
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang report`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Stocktake(stocktake::Args),
    Kpi(kpi::Args),
    Library(library::Args),
    Aggregate(aggregate::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Stocktake(args) => stocktake::run(ui, host, globals, args),
        Command::Kpi(args) => kpi::run(ui, host, globals, args),
        Command::Library(args) => library::run(ui, host, globals, args),
        Command::Aggregate(args) => aggregate::run(ui, host, globals, args),
    }
}

/// From which size on counts are shown: from the policy's on, or a larger one that is asked for.
fn small(asked: Option<u64>, floor: u64) -> Result<u64> {
    match asked {
        Some(given) if given < floor => {
            Err(Failure::new(Code::SmallK).arg("given", given).arg("floor", floor))
        }
        _ => Ok(asked.unwrap_or(floor)),
    }
}

/// The day that `--since` names: a day, or a time ago.
fn since(vault: &Vault, text: &str) -> Result<Date> {
    let today = vault.today()?;
    let ago = || Duration::parse(text).map(|length| length.before(today));
    let day = parse_day(text).or_else(ago).filter(|day| *day <= today);
    day.ok_or_else(|| Failure::new(Code::BadDate).arg("argument", "--since"))
}

/// When a day begins where the user is, in milliseconds since 1970 UTC.
fn moment(host: &Host, day: Date) -> Result<i64> {
    let bad = |_| Failure::new(Code::BadDate).arg("argument", "--since");
    Ok(day.to_zoned(host.time_zone()).map_err(bad)?.timestamp().as_millisecond())
}
