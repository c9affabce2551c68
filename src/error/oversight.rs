//! What people may not do alone, and what is out of the ordinary, as failures with hints.

use super::{Arg, Code, Failure, Message};
use crate::vault::Error;

/// The failure for what two persons, or a rule about the extraordinary, stand in the way of.
pub(super) fn failure(error: Error) -> Failure {
    let proposal = |number: u64| format!("P-{number}");
    match error {
        Error::NeedsApproval(what) => Failure::new(Code::NeedsApproval)
            .arg("what", Arg::Message(named(what)))
            .hint(Message::new("hint-propose").arg("command", command(what))),
        Error::NoProposal(number) => {
            Failure::new(Code::NoProposal).arg("proposal", proposal(number)).hint("hint-pending")
        }
        Error::NoBatch(number) => {
            Failure::new(Code::NoBatch).arg("batch", format!("B-{number}")).hint("hint-batches")
        }
        Error::NotPending(number, why) => Failure::new(Code::NotPending)
            .arg("proposal", proposal(number))
            .arg("why", Arg::Message(why))
            .hint("hint-pending"),
        Error::NotYours(number) => {
            Failure::new(Code::NotYours).arg("proposal", proposal(number)).hint("hint-pending")
        }
        Error::NobodyApproves(what) => {
            Failure::new(Code::NobodyApproves).arg("what", Arg::Message(named(what)))
        }
        Error::Extraordinary { rule, count } => Failure::new(Code::Extraordinary)
            .arg("rule", rule.id.as_str())
            .arg("count", count)
            .arg("above", rule.above)
            .hint("hint-anomalies"),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// The message that names what is proposed, by its id.
fn named(what: &str) -> &'static str {
    match what {
        "purge" => "approval-purge",
        "export" => "approval-export",
        "share" => "approval-share",
        "policy" => "approval-policy-apply",
        _ => "approval-operators-change",
    }
}

/// The command that proposes it, as far as it is known here.
const fn command(what: &str) -> &'static str {
    match what.as_bytes() {
        b"purge" => "kedang purge run …",
        b"export" => "kedang export …",
        b"share" => "kedang share …",
        b"policy" => "kedang policy apply …",
        _ => "kedang operator …",
    }
}
