//! `kedang recipient add` registers who may be given records.

use super::Row;
use crate::cmd::{Example, Globals, covering, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::{Duration, parse_day};
use crate::ui::{Format, Ui};
use crate::vault::NewRecipient;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Register a call centre that works for the organisation, under an agreement",
        line: "kedang recipient add 示例客服公司 --contact desk-12 --agreement NDA-2026-07 \
               --agreed 2026-02-01 --until 2y \
               --to age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
    },
    Example {
        what: "Register a department of one's own, which is lent to",
        line: "kedang recipient add 财务部 --internal --contact finance-office --agreement NDA-2026-08 \
               --agreed 2026-02-01",
    },
];

/// Register a recipient: who it is, where, under which agreement, and what its files are sealed to
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The name: an organisation or a department, no customer
    #[arg(value_name = "NAME")]
    pub name: String,

    /// How it is reached at work; no customer's data
    #[arg(long, value_name = "CONTACT", required_unless_present = "replace")]
    pub contact: Option<String>,

    /// It is part of the organisation
    #[arg(long)]
    pub internal: bool,

    /// Where it is, by ISO 3166 (CN, SG, DE); of a new one without, where the organisation is
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,

    /// The number of the agreement of confidentiality; without one nothing is shared
    #[arg(long, value_name = "REFERENCE", requires = "agreed")]
    pub agreement: Option<String>,

    /// The day of the agreement
    #[arg(long, value_name = "DAY", requires = "agreement")]
    pub agreed: Option<String>,

    /// The last day of the agreement, or for how long it runs, such as 1y
    #[arg(long, value_name = "DAY", requires = "agreement")]
    pub until: Option<String>,

    /// The age recipient (age1…) that files are sealed to; can be given again
    #[arg(long, value_name = "RECIPIENT")]
    pub to: Vec<String>,

    /// Change the recipient that has the name, as when an agreement is renewed; what is not given
    /// stays as it is
    #[arg(long)]
    pub replace: bool,
}

/// Runs `kedang recipient add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let bad_day = |argument| Failure::new(Code::BadDate).arg("argument", argument);
    let reference = covering::reference("--agreement", args.agreement.as_deref())?;
    let agreed = args.agreed.as_deref();
    let agreed =
        agreed.map(|text| parse_day(text).ok_or_else(|| bad_day("--agreed"))).transpose()?;
    let until = |text: &str| {
        let length = || Duration::parse(text).zip(agreed).map(|(length, day)| length.after(day));
        parse_day(text).or_else(length).ok_or_else(|| bad_day("--until"))
    };
    let new = NewRecipient {
        name: args.name.trim(),
        contact: args.contact.as_deref(),
        internal: args.internal,
        country: args.country.as_deref(),
        agreement: reference.zip(agreed),
        until: args.until.as_deref().map(until).transpose()?,
        to: &args.to,
        replaces: args.replace,
    };
    let mut vault = session::open(ui, host, globals, "recipient add")?;
    let added = vault.add_recipient(&new, &session::dialogue(), globals.dry_run)?;
    if ui.format() != Format::Table {
        ui.record("kedang.recipient.add/1", &Row::new(&added))?;
    }
    let id = if globals.dry_run { "recipient-would-add" } else { "recipient-added" };
    ui.status(Message::new(id).arg("name", added.name));
    Ok(Exit::Done)
}
