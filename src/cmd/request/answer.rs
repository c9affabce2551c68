//! `kedang request answer` answers a request: granted, or refused with a reason.

use super::row::{self, Row};
use crate::cmd::{Example, Globals, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::{RequestState, Right};
use crate::policy::{Policy, Standing};
use crate::ui::{Language, Ui};
use crate::vault::{Answered, Reply};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Grant a request", line: "kedang request answer R-1 --grant" },
    Example {
        what: "Refuse it, with the reason",
        line: "kedang request answer R-1 --refuse identity",
    },
];

/// Answer a request: grant it, or refuse it with a reason
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("reply").required(true)))]
pub struct Args {
    /// The request: R-3
    #[arg(value_name = "REQUEST")]
    pub request: String,

    /// Grant it
    #[arg(long, group = "reply")]
    pub grant: bool,

    /// Refuse it, for this reason: identity, not_kept, others, statutory, excessive or the Chinese
    /// name
    #[arg(long, value_name = "REASON", group = "reply")]
    pub refuse: Option<String>,
}

/// Runs `kedang request answer`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = super::number(&args.request)?;
    let mut vault = session::open(ui, host, globals, "request answer")?;
    let policy = vault.policy();
    let reply = match &args.refuse {
        Some(name) => Reply::Refuse(super::choice(ui, policy.refusals(), ("--refuse", name))?),
        None => Reply::Grant,
    };
    let done = vault.answer_request(number, reply, globals.dry_run)?;
    let shown = Row::new(
        (ui, policy),
        (done.record, &done.request),
        Some(&done.aftermath),
        globals.dry_run,
    );
    ui.record("kedang.request.answer/1", &shown)?;
    if globals.dry_run {
        ui.status("request-rehearsed");
    } else {
        ui.status(told(ui, policy, &done));
    }
    Ok(Exit::Done)
}

/// What follows, in words.
fn told(ui: &Ui, policy: &Policy, done: &Answered) -> Message {
    let about = |id: &'static str| {
        let message = Message::new(id).arg("request", row::name(done.request.number));
        message.arg("record", done.record)
    };
    match done.request.right {
        _ if done.request.state == RequestState::Refused => about("request-refused"),
        Right::Erasure => erased(ui, policy, done, &about),
        Right::Restriction => about("request-restricted"),
        Right::Correction => about("request-correct"),
        Right::Access | Right::Copy | Right::Portability => about("request-granted"),
    }
}

/// When the record is destroyed, or what keeps it.
fn erased(
    ui: &Ui,
    policy: &Policy,
    done: &Answered,
    about: &dyn Fn(&'static str) -> Message,
) -> Message {
    let chinese = ui.language() == Language::Chinese;
    if done.aftermath.held {
        let label = |id: &String| match policy.hold_kind(id) {
            Some(kind) => if chinese { &kind.label_zh } else { &kind.label_en }.clone(),
            None => id.clone(),
        };
        let mut names: Vec<String> = done.aftermath.holds.iter().map(label).collect();
        if names.is_empty() {
            names
                .push(crate::cmd::fields::label(policy, policy.known().hold, ui.language()).into());
        }
        return about("request-held").arg("holds", names.join(if chinese { "、" } else { ", " }));
    }
    match (done.aftermath.standing, done.aftermath.verdict) {
        (Standing::Ended { .. } | Standing::Requested, Some(verdict)) => about("request-floor")
            .arg("day", verdict.day.to_string())
            .arg("rule", verdict.rule.name(chinese)),
        _ => about("request-due"),
    }
}
