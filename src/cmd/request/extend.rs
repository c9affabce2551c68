//! `kedang request extend` puts off the day by which a request is to be answered.

use super::row::{self, Row};
use crate::cmd::{Example, Globals, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::Ui;
use crate::vault::PutOff;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Put off an answer by fifteen days, because the request is complex",
        line: "kedang request extend R-2 --by 15d --reason complex",
    },
    Example {
        what: "See first what putting it off to a day would come to",
        line: "kedang request extend R-2 --until 2026-03-20 --reason 请求数量多 --dry-run",
    },
];

/// Put off the day by which a request is to be answered, once; the person is told within the first
/// period
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("to").required(true)))]
pub struct Args {
    /// The request: R-3
    #[arg(value_name = "REQUEST")]
    pub request: String,

    /// To this day
    #[arg(long, value_name = "DATE", group = "to")]
    pub until: Option<String>,

    /// By so much from the day by which it was to be answered, such as 15d or 2m
    #[arg(long, value_name = "TIME", group = "to")]
    pub by: Option<String>,

    /// Why: complex, many or the Chinese name
    #[arg(long, value_name = "REASON")]
    pub reason: String,
}

/// Runs `kedang request extend`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = super::number(&args.request)?;
    let to = to(args)?;
    let mut vault = session::open(ui, host, globals, "request extend")?;
    let policy = vault.policy();
    let why = super::choice(ui, policy.extensions(), ("--reason", &args.reason))?;
    let done = vault.extend_request(number, (to, why), globals.dry_run)?;
    let shown = Row::new(
        (ui, policy),
        (done.record, &done.request),
        Some(&done.aftermath),
        globals.dry_run,
    );
    ui.record("kedang.request.extend/1", &shown)?;
    if globals.dry_run {
        ui.status("request-rehearsed");
    } else {
        let message = Message::new("request-extended").arg("request", row::name(number));
        let message = message.arg("due", done.request.due.as_str());
        ui.status(message.arg("first", done.request.first_due.as_str()));
    }
    Ok(Exit::Done)
}

/// How far it is put off.
fn to(args: &Args) -> Result<PutOff> {
    let bad = |code, argument| Failure::new(code).arg("argument", argument);
    if let Some(text) = &args.until {
        let day = parse_day(text).ok_or_else(|| bad(Code::BadDate, "--until"))?;
        return Ok(PutOff::Until(day));
    }
    let length = args.by.as_deref().and_then(Duration::parse);
    length.map(PutOff::By).ok_or_else(|| bad(Code::BadDuration, "--by"))
}
