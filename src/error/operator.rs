//! What opens nothing, and what an operator may not do or cannot be.

use super::{Arg, Code, Failure, Message};
use crate::model::Capability;
use crate::vault::{Error, HoldFault};

/// The failure that such an error is.
pub(super) fn failure(error: Error) -> Failure {
    match error {
        Error::WrongPassphrase => Failure::new(Code::WrongPassphrase),
        Error::WrongRecoveryCode => Failure::new(Code::WrongRecoveryCode),
        Error::WrongIdentity => Failure::new(Code::WrongIdentity).hint("hint-identity"),
        Error::NoSlot(_) => {
            Failure::new(Code::NoSlot).hint("hint-identity").hint("hint-passphrase")
        }
        Error::NoPlugin(name) => Failure::new(Code::NoPlugin).arg("program", name),
        Error::PluginFailed => Failure::new(Code::PluginFailed).retryable(),
        Error::NotAnIdentity => Failure::new(Code::BadIdentity).hint("hint-identity"),
        Error::BadName => Failure::new(Code::BadName),
        Error::NoOperator => Failure::new(Code::NoOperator).hint("hint-operators"),
        Error::OperatorExists => Failure::new(Code::OperatorExists),
        Error::LastAdministrator => Failure::new(Code::LastAdministrator),
        Error::RemovesSelf => Failure::new(Code::RemovesSelf),
        Error::AboveOwn => Failure::new(Code::AboveOwn),
        Error::Revoked => Failure::new(Code::Revoked),
        Error::Clearance { needed, field } => Failure::new(Code::Clearance)
            .arg("field", field.map_or(Arg::Message("ui-what-is-needed"), Arg::Text))
            .arg("level", needed.get())
            .hint("hint-operators"),
        Error::Capability(capability) => Failure::new(Code::Capability)
            .arg("named", Arg::Message(named(capability)))
            .hint("hint-operators"),
        Error::NotOwn(number) => Failure::new(Code::NotOwn)
            .arg("record", number)
            .hint(Message::new("hint-owner").arg("record", number)),
        Error::Hold(HoldFault::Role { kind, named, places, roles }) => {
            let roles =
                if roles.is_empty() { "administrator".to_owned() } else { roles.join(", ") };
            Failure::new(if places { Code::HoldPlaces } else { Code::HoldLifts })
                .arg("kind", kind)
                .arg("named", named)
                .arg("roles", roles)
                .hint("hint-operators")
        }
        Error::Hold(HoldFault::Over) => Failure::new(Code::HoldOver),
        Error::Restricted(one) => Failure::new(Code::Restricted)
            .arg("record", one.number)
            .arg("since", one.since.map_or_else(|| "none".to_owned(), |day| day.to_string()))
            .arg("why", one.why)
            .arg("named", one.named)
            .arg("until", one.until.map_or_else(|| "none".to_owned(), |day| day.to_string()))
            .hint("hint-operators"),
        Error::GivenAway => Failure::new(Code::GivenAway),
        other => Failure::new(Code::Bug).because(other),
    }
}

/// The message that names a capability.
const fn named(capability: Capability) -> &'static str {
    match capability {
        Capability::Read => "cell-read",
        Capability::Write => "cell-write",
        Capability::Export => "cell-export",
        Capability::Purge => "cell-purge",
        Capability::Audit => "cell-audit",
        Capability::Backup => "cell-backup",
        Capability::Administer => "cell-administer",
        Capability::Restricted => "cell-restricted",
    }
}
