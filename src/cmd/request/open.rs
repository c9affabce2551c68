//! `kedang request open` registers a request.

use std::path::PathBuf;

use super::row::{self, Row};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::ui::Ui;
use crate::vault::NewRequest;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Register that a customer wants to see what is kept",
        line: "kedang request open K-12 --right access --relation self --checked document",
    },
    Example {
        what: "Register a wish to be erased, and give the requester something to check it by later",
        line: "kedang request open K-12 --right 删除 --relation 本人 --checked 当面 --opening o.json",
    },
];

/// Register what a person asks about the own data; it gets a number and a day by which to answer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The record: its number (K-12) or terms that take one record only; - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required = true)]
    pub selector: Vec<String>,

    /// What is asked for: access, copy, portability, correction, erasure, restriction or the
    /// Chinese name
    #[arg(long, value_name = "RIGHT")]
    pub right: String,

    /// Who asks, seen from the person: self, guardian, agent, relative or the Chinese name
    #[arg(long, value_name = "RELATION")]
    pub relation: String,

    /// How it was made sure who asks: document, callback, account, email, `in_person` or the Chinese
    /// name
    #[arg(long, value_name = "CHECK")]
    pub checked: String,

    /// The day it came (default: today)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// Write to a new file what the requester needs to show later that the certificate of
    /// destruction is about this record; for erasure
    #[arg(long, value_name = "FILE")]
    pub opening: Option<PathBuf>,
}

/// Runs `kedang request open`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    args.opening.as_deref().map(target::require_vacant).transpose()?;
    let mut vault = session::open(ui, host, globals, "request open")?;
    let policy = vault.policy();
    let bad_date = || Failure::new(Code::BadDate).arg("argument", "--date");
    let day = match &args.date {
        Some(text) => parse_day(text).ok_or_else(bad_date)?,
        None => vault.today()?,
    };
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let new = NewRequest {
        selector: &selector,
        right: super::right(ui, policy, &args.right)?,
        relation: super::choice(ui, policy.relations(), ("--relation", &args.relation))?,
        checked: super::choice(ui, policy.identity_checks(), ("--checked", &args.checked))?,
        day,
        opening: args.opening.as_deref(),
    };
    let done = vault.open_request(&new, globals.dry_run)?;
    let shown = Row::new((ui, policy), (done.record, &done.request), None, globals.dry_run);
    ui.record("kedang.request.open/1", &shown)?;
    if globals.dry_run {
        ui.status("request-rehearsed");
        return Ok(Exit::Done);
    }
    ui.status(
        Message::new("request-opened")
            .arg("request", row::name(done.request.number))
            .arg("due", done.request.due.as_str()),
    );
    if let Some(path) = args.opening.as_deref() {
        ui.status(Message::new("purge-opening").arg("path", path));
    }
    Ok(Exit::Done)
}
