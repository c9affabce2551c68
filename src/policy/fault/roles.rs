//! Roles that say what cannot be: limited in what they may not do, or nobody to administer.

use super::fields::find;
use super::references::known;
use super::{Fault, FaultCode, Path};
use crate::model::{Capability, Level, Part};
use crate::policy::document::Document;
use crate::policy::roles::{OWNER, Role};

/// The role that whoever makes a vault has.
const ADMINISTRATOR: &str = "administrator";

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    if document.roles.is_empty() {
        faults.push(Fault::new(FaultCode::MissingKey, Path::default()).word("role"));
        return;
    }
    let purposes: Vec<_> = document.purposes.iter().map(|purpose| &*purpose.id).collect();
    for (index, role) in document.roles.iter().enumerate() {
        let at = Path::entry("role", index);
        if !role.purpose.is_empty() {
            known(&role.purpose, at.key("purpose"), &purposes, faults);
        }
        own(document, role, &at, faults);
    }
    administrators(document, faults);
}

/// Only somebody who can read whose a record is, and does nothing that is about all of them, can be
/// limited to some.
fn own(document: &Document, role: &Role, at: &Path, faults: &mut Vec<Fault>) {
    let everywhere = [Capability::Purge, Capability::Backup, Capability::Administer]
        .into_iter()
        .find(|one| role.capabilities.contains(one));
    for (place, one) in role.own.iter().enumerate() {
        let at = at.key("own").at(place);
        let fits = Role::can_limit(*one)
            && role.capabilities.contains(one)
            && role.clearance > 0
            && everywhere.is_none();
        if !fits {
            faults.push(Fault::new(FaultCode::OwnUnfit, at).word(one.id()).expected(&role.id));
        }
    }
    if role.own.is_empty() {
        return;
    }
    match find(document, OWNER) {
        None => faults.push(Fault::new(FaultCode::MissingField, at.key("own")).word(OWNER)),
        Some((_, field)) if field.part == Part::Level(Level::Three) => {}
        Some((index, _)) => {
            let fault = Fault::new(FaultCode::WrongLevel, at.key("own")).word(OWNER).expected("3");
            faults.push(fault.other(Path::entry("field", index).key("level")));
        }
    }
}

/// Somebody must be able to put another policy in force, and the first operator is one of those.
fn administrators(document: &Document, faults: &mut Vec<Fault>) {
    let able = |role: &&Role| role.capabilities.contains(&Capability::Administer);
    let named = document.roles.iter().position(|role| role.id == ADMINISTRATOR);
    let unable = named.filter(|index| !document.roles.get(*index).as_ref().is_some_and(able));
    let at = match unable {
        Some(index) => Path::entry("role", index).key("capabilities"),
        None if document.roles.iter().any(|role| able(&role)) => return,
        None => Path::entry("role", 0),
    };
    faults.push(Fault::new(FaultCode::NoAdministrator, at).word(ADMINISTRATOR));
}
