//! What each command asks of whoever runs it: one table for the program, its tests and its readers.
//!
//! A command that opens the vault is refused here, before it reads its arguments' files or asks
//! anything; the vault's own use cases ask once more, each for itself, so that a command that was
//! forgotten here would still be refused what it may not do. A command without a row opens nothing.

use crate::model::Capability;

/// What is needed to run a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// No vault, or none that is open.
    Nothing,
    /// A credential that opens the vault.
    Opening,
    /// One of these capabilities.
    OneOf(&'static [Capability]),
}

const READ: Need = Need::OneOf(&[Capability::Read]);
const WRITE: Need = Need::OneOf(&[Capability::Write]);
const EXPORT: Need = Need::OneOf(&[Capability::Export]);
const PURGE: Need = Need::OneOf(&[Capability::Purge]);
const AUDIT: Need = Need::OneOf(&[Capability::Audit]);
const BACKUP: Need = Need::OneOf(&[Capability::Backup]);
const ADMINISTER: Need = Need::OneOf(&[Capability::Administer]);
/// Who destroys has to reach the copies as well.
const KEEPER: Need = Need::OneOf(&[Capability::Backup, Capability::Purge]);
/// What stops a destruction is asked by who may see the record, and by who destroys.
const READ_OR_PURGE: Need = Need::OneOf(&[Capability::Read, Capability::Purge]);
/// Taking an import back is a purge, an edit, or both.
const WRITE_OR_PURGE: Need = Need::OneOf(&[Capability::Write, Capability::Purge]);
/// `assess` lists scorecards, and with scores it adds one.
const READ_OR_WRITE: Need = Need::OneOf(&[Capability::Read, Capability::Write]);
/// Deadlines are watched by who answers, by who oversees, and by the job that destroys; a list shows
/// numbers and days. A report shows counts.
const WATCHER: Need = Need::OneOf(&[Capability::Read, Capability::Audit, Capability::Purge]);
/// What went out is asked by who hands over, by who answers persons, by who oversees, and by the job
/// that destroys; the register has numbers and days.
const REGISTER: Need =
    Need::OneOf(&[Capability::Read, Capability::Export, Capability::Audit, Capability::Purge]);
/// What a policy would do is asked by who may see the figures, and by who applies it.
const READ_OR_ADMINISTER: Need = Need::OneOf(&[Capability::Read, Capability::Administer]);

/// Every command, in the order of the tree.
pub const TABLE: &[(&str, Need)] = &[
    ("init", Need::Nothing),
    ("demo", Need::Nothing),
    ("add", WRITE),
    ("import", WRITE),
    ("batch list", READ_OR_WRITE),
    ("batch show", READ_OR_WRITE),
    // What it made is destroyed, what it changed is written: the vault asks for what it comes to.
    ("batch revert", WRITE_OR_PURGE),
    ("template", Need::Opening),
    ("edit", WRITE),
    ("event add", WRITE),
    ("event list", READ),
    ("list", READ),
    ("show", READ),
    ("history", READ),
    ("card", READ),
    ("tag add", WRITE),
    ("tag remove", WRITE),
    ("tag list", READ),
    ("grade set", WRITE),
    ("grade list", READ),
    ("assess", READ_OR_WRITE),
    ("verify scan", READ),
    ("verify due", READ),
    ("verify mark", WRITE),
    ("notice add", ADMINISTER),
    ("notice list", Need::Opening),
    ("notice show", Need::Opening),
    ("consent grant", WRITE),
    ("consent refuse", WRITE),
    ("consent withdraw", WRITE),
    ("consent list", READ),
    ("export", EXPORT),
    ("share issue", EXPORT),
    ("share lend", EXPORT),
    ("share return", EXPORT),
    ("share revoke", EXPORT),
    ("share tell", EXPORT),
    ("share due", REGISTER),
    ("share list", REGISTER),
    ("share show", REGISTER),
    ("recipient add", ADMINISTER),
    ("recipient list", Need::Opening),
    ("recipient show", Need::Opening),
    ("recipient remove", ADMINISTER),
    ("request open", WRITE),
    ("request list", WATCHER),
    ("request extend", WRITE),
    ("request answer", WRITE),
    ("request close", WRITE),
    ("hold place", WRITE),
    ("hold lift", WRITE),
    ("hold list", READ_OR_PURGE),
    ("purge due", PURGE),
    ("purge run", PURGE),
    ("purge physical", PURGE),
    ("certificate show", Need::Opening),
    ("certificate verify", Need::Nothing),
    ("certificate open", Need::Nothing),
    ("policy show", Need::Opening),
    ("policy check", Need::Nothing),
    ("policy diff", READ_OR_ADMINISTER),
    ("policy apply", ADMINISTER),
    ("policy levels", Need::Opening),
    ("operator add", ADMINISTER),
    ("operator list", Need::Opening),
    ("operator show", Need::Opening),
    ("operator remove", ADMINISTER),
    ("operator rotate", ADMINISTER),
    ("operator passphrase", Need::Opening),
    ("operator recover", Need::Opening),
    ("audit log", AUDIT),
    ("audit verify", AUDIT),
    ("audit anomalies", AUDIT),
    ("audit bundle", AUDIT),
    ("audit standard", AUDIT),
    // What is proposed is asked of who proposes it, and of who approves it.
    ("audit pending", Need::Opening),
    ("audit approve", Need::Opening),
    ("audit reject", Need::Opening),
    // Without a level there are still the figures that need none, and the log.
    ("report stocktake", WATCHER),
    ("report kpi", WATCHER),
    ("report library", READ),
    ("report aggregate", READ),
    ("backup run", BACKUP),
    ("backup list", KEEPER),
    ("backup verify", KEEPER),
    ("backup drill", BACKUP),
    // It opens a backup, not the vault; the backup's roster tells who may.
    ("backup restore", ADMINISTER),
    ("backup scrub", KEEPER),
    ("backup forget", BACKUP),
    ("check", Need::Opening),
];

/// What the command of these words needs; nothing for one that is not in the table.
pub fn need(command: &str) -> Option<Need> {
    TABLE.iter().find(|(name, _)| *name == command).map(|(_, need)| *need)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_has_one_row() {
        let rows: BTreeSet<&str> = TABLE.iter().map(|(name, _)| *name).collect();
        assert_eq!(rows.len(), TABLE.len());
        let paths = crate::cmd::paths();
        let is_group = |path: &[String]| {
            paths.iter().any(|other| other.len() > path.len() && other.starts_with(path))
        };
        for path in paths.iter().filter(|path| !is_group(path)) {
            assert!(rows.contains(path.join(" ").as_str()), "{path:?}");
        }
    }
}
