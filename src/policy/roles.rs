//! Roles in a policy document: what an operator is for, and what comes with it.
//!
//! Three different things hold a role in its bounds. The clearance is keys: what lies above it does
//! not open. The capabilities stand in the roster, signed by an administrator when the operator was
//! added, and are asked for by the program. The limit to records of one's own is looked up here
//! whenever records are selected: no key stands behind it, only the program and the log.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultCode, Path};
use super::{Policy, builtin, names};
use crate::model::{Capability, Clearance, FieldId, Level, Part};

/// What an operator is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// ASCII id; it stands in the roster and in certificates.
    #[schemars(length(min = 1), regex(pattern = r"^[a-z0-9_]+$"))]
    pub id: String,
    /// Chinese name.
    #[serde(rename = "zh")]
    #[schemars(length(min = 1))]
    pub label_zh: String,
    /// English name.
    #[serde(rename = "en")]
    #[schemars(length(min = 1))]
    pub label_en: String,
    /// What it is for, in Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_zh: String,
    /// What it is for, in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_en: String,
    /// The most sensitive level that its keys open: 1 opens all, 3 the third, 0 none.
    #[schemars(range(min = 0, max = 3))]
    pub clearance: u8,
    /// What it may do.
    #[schemars(length(min = 1))]
    pub capabilities: Vec<Capability>,
    /// Of `read`, `write` and `export` those that reach only records whose `owner` is the operator
    /// (仅限本人负责的客户); who reads only those writes and exports only those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Capability>,
    /// Id of the purpose for which it looks at records when none is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
}

impl Role {
    /// What its keys open.
    pub fn clearance(&self) -> Clearance {
        // The schema allows no other numbers.
        Clearance::new(self.clearance).unwrap_or(Clearance::NONE)
    }

    /// Whether a role can limit `capability` to records of one's own.
    pub fn can_limit(capability: Capability) -> bool {
        LIMITABLE.contains(&capability)
    }

    /// Whether `capability` reaches only records of the operator's own.
    pub fn limits(&self, capability: Capability) -> bool {
        Self::can_limit(capability)
            && (self.own.contains(&capability) || self.own.contains(&Capability::Read))
    }
}

/// What can be limited to records of one's own; everything else is about the whole vault.
const LIMITABLE: [Capability; 3] = [Capability::Read, Capability::Write, Capability::Export];

/// The field that says whose a record is.
pub(super) const OWNER: &str = "owner";

impl Policy {
    /// The roles. A policy that was applied before there were any goes by those of the program.
    pub fn roles(&self) -> &[Role] {
        match self.document.roles.as_slice() {
            [] => Self::builtin_roles(),
            own => own,
        }
    }

    fn builtin_roles() -> &'static [Role] {
        static ROLES: std::sync::OnceLock<Vec<Role>> = std::sync::OnceLock::new();
        ROLES.get_or_init(|| builtin::document().roles)
    }

    /// The role with this id or name, in either language.
    pub fn role(&self, name: &str) -> Option<&Role> {
        names::named(self.roles(), name)
    }

    /// What is wrong with it where an operator has the role `id`; nothing if it knows the role.
    pub fn lost_role(&self, id: &str) -> Option<Fault> {
        let lost = self.roles().iter().all(|role| role.id != id);
        lost.then(|| Fault::new(FaultCode::HeldRole, Path::top("role")).word(id))
    }

    /// The field that says whose a record is; a policy may do without it.
    pub fn owner(&self) -> Option<FieldId> {
        self.id(OWNER).filter(|field| self.part(*field) == Part::Level(Level::Three))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_roles_are_eight_and_known_in_both_languages() {
        let policy = Policy::builtin();
        let told: Vec<String> = policy
            .roles()
            .iter()
            .map(|role| {
                let ids = |list: &[Capability]| {
                    list.iter().map(|one| one.id()).collect::<Vec<_>>().join(" ")
                };
                assert_eq!(policy.role(&role.label_zh), Some(role));
                assert_eq!(policy.role(&role.label_en.to_uppercase()), Some(role));
                assert!(!role.note_zh.is_empty() && !role.note_en.is_empty(), "{}", role.id);
                let own = ids(&role.own);
                format!("{} {}: {} / {own}", role.id, role.clearance, ids(&role.capabilities))
            })
            .collect();
        assert_eq!(
            told,
            [
                "administrator 1: read write export purge audit backup administer restricted / ",
                "custodian 1: read write export / ",
                "clerk 2: read write / write",
                "viewer 2: read / ",
                "reviewer 3: read / ",
                "auditor 0: audit / ",
                "reaper 0: purge / ",
                "backup 0: backup / ",
            ]
        );
        assert_eq!(policy.role("保管员").map(|role| role.id.as_str()), Some("custodian"));
        assert_eq!(policy.role("nobody"), None);
    }

    #[test]
    fn who_reads_only_his_own_writes_and_exports_only_his_own() {
        let mut role = Policy::builtin().role("custodian").unwrap().clone();
        let limited = |role: &Role| Capability::ALL.map(|one| role.limits(one));
        assert_eq!(limited(&role), [false; 8]);
        role.own = vec![Capability::Export];
        assert_eq!(limited(&role), [false, false, true, false, false, false, false, false]);
        role.own = vec![Capability::Read];
        assert_eq!(limited(&role), [true, true, true, false, false, false, false, false]);
    }

    #[test]
    fn a_policy_from_before_there_were_roles_goes_by_those_of_the_program() {
        let mut document = Policy::builtin().document().clone();
        document.roles.clear();
        let text = document.to_canonical();
        assert!(!text.contains("\"role\""));
        let policy = Policy::from_stored(&text).unwrap();
        assert_eq!(policy.roles(), Policy::builtin().roles());
    }
}
