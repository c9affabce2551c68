//! `kedang consent` keeps what persons agree to, refuse and withdraw.

mod answer;
pub mod grant;
pub mod list;
pub mod refuse;
pub mod withdraw;

use crate::cmd::Globals;
use crate::cmd::selection::near;
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::policy::Policy;
use crate::ui::{Language, Ui};
use crate::vault::{Error, Unfounded, Vault};
use jiff::civil::Date;

/// What persons agree to, refuse and withdraw, by purpose
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands of `kedang consent`; each one's help is in its file.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "a doc comment here would replace the help in the verb's file")]
pub enum Command {
    Grant(grant::Args),
    Refuse(refuse::Args),
    Withdraw(withdraw::Args),
    List(list::Args),
}

/// Runs the subcommand.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    match &args.command {
        Command::Grant(args) => grant::run(ui, host, globals, args),
        Command::Refuse(args) => refuse::run(ui, host, globals, args),
        Command::Withdraw(args) => withdraw::run(ui, host, globals, args),
        Command::List(args) => list::run(ui, host, globals, args),
    }
}

/// The day that an option names; today without it.
fn day(vault: &Vault, option: &'static str, typed: Option<&str>) -> Result<Date> {
    match typed.map(parse_day) {
        None => Ok(vault.today()?),
        Some(Some(day)) => Ok(day),
        Some(None) => Err(Failure::new(Code::BadDate).arg("argument", option)),
    }
}

/// The name of a purpose in the language shown.
fn purpose_name(ui: &Ui<'_>, policy: &Policy, id: &str) -> String {
    let chinese = ui.language() == Language::Chinese;
    let name = policy.purpose(id).map(|one| if chinese { &one.label_zh } else { &one.label_en });
    name.map_or_else(|| id.to_owned(), Clone::clone)
}

/// The failure that tells all reasons in words.
pub(in crate::cmd) fn told(ui: &Ui<'_>, policy: &Policy, error: Error) -> Failure {
    let Error::Unfounded(reasons) = error else { return error.into() };
    let separator = if ui.language() == Language::Chinese { "；" } else { "; " };
    let words: Vec<String> = reasons.iter().map(|one| ui.text(&reason(ui, policy, one))).collect();
    let codes = reasons.iter().map(|one| one.id().to_owned()).collect();
    let failure = Failure::new(Code::Unfounded)
        .arg("count", reasons.len())
        .arg("reasons", words.join(separator))
        .reasons(codes);
    let nearest = reasons.iter().filter_map(|one| match one {
        Unfounded::UnknownPurpose(_, nearest) => nearest.as_deref(),
        _ => None,
    });
    let named = |id: &str| {
        let chinese = policy.purpose(id).filter(|_| ui.language() == Language::Chinese);
        chinese.map_or_else(|| id.to_owned(), |purpose| purpose.label_zh.clone())
    };
    let failure = nearest.fold(failure, |failure, id| near(failure, Some(&named(id))));
    let hint = |failure: Failure, (of, hint): (fn(&Unfounded) -> bool, &'static str)| {
        if reasons.iter().any(of) { failure.hint(hint) } else { failure }
    };
    let of_notice: fn(&Unfounded) -> bool =
        |one| matches!(one, Unfounded::NoNotice | Unfounded::UnknownNotice(_));
    let of_refusal: fn(&Unfounded) -> bool = |one| matches!(one, Unfounded::AskedAgain(..));
    let of_recipient: fn(&Unfounded) -> bool = |one| matches!(one, Unfounded::UnknownRecipient(_));
    [
        (of_notice, "hint-notice-list"),
        (of_refusal, "hint-volunteered"),
        (of_recipient, "hint-recipients"),
    ]
    .into_iter()
    .fold(failure, hint)
}

/// One reason in words.
fn reason(ui: &Ui<'_>, policy: &Policy, one: &Unfounded) -> Message {
    let message = Message::new(format!("consent-fault-{}", one.id()));
    let purpose = |id: &str| purpose_name(ui, policy, id);
    match one {
        Unfounded::UnknownNotice(version) | Unfounded::NoticeLater(version) => {
            message.arg("version", *version)
        }
        Unfounded::NotInNotice(version, id) | Unfounded::NoticeReplaced(version, id) => {
            message.arg("version", *version).arg("purpose", purpose(id))
        }
        Unfounded::UnknownRecipient(name) => message.arg("recipient", name.as_str()),
        Unfounded::UnknownPurpose(name, _) => message.arg("purpose", name.as_str()),
        Unfounded::NeedsNone(id) => message.arg("purpose", purpose(id)),
        Unfounded::UnknownMethod(name) => {
            let chinese = ui.language() == Language::Chinese;
            let choices = policy.consent_methods().iter();
            let names: Vec<&str> = choices
                .map(|one| if chinese { one.label_zh.as_str() } else { one.id.as_str() })
                .collect();
            let known = names.join(if chinese { "、" } else { ", " });
            message.arg("method", name.as_str()).arg("known", known)
        }
        Unfounded::OutOfOrder(record) => message.arg("record", *record),
        Unfounded::AskedAgain(record, day) => {
            message.arg("record", *record).arg("day", day.to_string())
        }
        Unfounded::NoNotice | Unfounded::Future | Unfounded::EndsBefore => message,
    }
}
