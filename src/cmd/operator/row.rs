//! An operator as the verbs of this group show one.

use serde::Serialize;

use crate::model::Capability;
use crate::policy::{Policy, Role};
use crate::ui::{Cell, Language, View};
use crate::vault::Enrolled;

/// One operator.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) operator: String,
    pub(super) operator_name: String,
    pub(super) role: String,
    pub(super) clearance: u8,
    pub(super) capabilities: Vec<&'static str>,
    pub(super) slots: Vec<&'static str>,
    pub(super) since: Option<i64>,
    pub(super) until: Option<i64>,
    #[serde(skip)]
    pub(super) role_name: String,
}

impl Row {
    pub(super) fn new(policy: &Policy, language: Language, enrolled: &Enrolled) -> Self {
        let member = &enrolled.operator.member;
        let role = member.role.as_str();
        Self {
            operator: member.operator.to_string(),
            operator_name: member.name.clone(),
            role: role.to_owned(),
            clearance: member.clearance.get(),
            capabilities: member.capabilities.iter().map(Capability::id).collect(),
            slots: enrolled.opens.clone(),
            since: Some(enrolled.operator.since),
            until: enrolled.operator.until,
            role_name: policy
                .role(role)
                .map_or_else(|| role.to_owned(), |role| label(role, language).to_owned()),
        }
    }
}

/// A role's name in the language shown.
pub(super) fn label(role: &Role, language: Language) -> &str {
    if language == Language::Chinese { &role.label_zh } else { &role.label_en }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] = &[
        "operator",
        "operator_name",
        "role",
        "clearance",
        "capabilities",
        "slots",
        "since",
        "until",
    ];

    fn cells(&self) -> Vec<Cell> {
        let words =
            |ids: &[&'static str]| Cell::Many(ids.iter().map(|id| Cell::Word(id)).collect());
        vec![
            Cell::text(&self.operator),
            Cell::text(&self.operator_name),
            Cell::Named { id: self.role.clone(), name: self.role_name.clone() },
            Cell::count(self.clearance.into()),
            words(&self.capabilities),
            words(&self.slots),
            self.since.map_or(Cell::Empty, Cell::Time),
            self.until.map_or(Cell::Empty, Cell::Time),
        ]
    }
}
