//! One request as its verbs show it.

use crate::model::{RecordNumber, Right, SubjectRequest};
use crate::policy::{Choice, Policy};
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::Aftermath;

/// How a request is called.
pub(in crate::cmd) fn name(number: u64) -> String {
    format!("R-{number}")
}

/// A right by its name in the policy.
pub(super) fn right(policy: &Policy, right: Right, chinese: bool) -> Cell {
    let kind = policy.request_kind(right);
    let label = kind.map(|kind| if chinese { &kind.label_zh } else { &kind.label_en });
    Cell::Named { id: right.id().to_owned(), name: label.cloned().unwrap_or_default() }
}

/// What an id means, by its name in the policy; nothing for an empty one.
pub(super) fn choice(choices: &[Choice], id: &str, chinese: bool) -> Cell {
    if id.is_empty() {
        return Cell::Empty;
    }
    let label = choices.iter().find(|choice| choice.id == id);
    let label = label.map(|one| if chinese { &one.label_zh } else { &one.label_en });
    Cell::Named { id: id.to_owned(), name: label.cloned().unwrap_or_else(|| id.to_owned()) }
}

/// A request and what becomes of its record.
pub(super) struct Row<'a> {
    policy: &'static Policy,
    chinese: bool,
    record: RecordNumber,
    request: &'a SubjectRequest,
    aftermath: Option<&'a Aftermath>,
    dry_run: bool,
}

impl<'a> Row<'a> {
    /// `request` of `record`; in a dry run as it would be.
    pub(super) fn new(
        (ui, policy): (&Ui<'_>, &'static Policy),
        (record, request): (RecordNumber, &'a SubjectRequest),
        aftermath: Option<&'a Aftermath>,
        dry_run: bool,
    ) -> Self {
        let chinese = ui.language() == Language::Chinese;
        Self { policy, chinese, record, request, aftermath, dry_run }
    }

    /// The last day of the record and what gives it.
    fn end(&self) -> Option<(String, String)> {
        let verdict = self.aftermath?.verdict?;
        Some((verdict.day.to_string(), verdict.rule.id()))
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "request",
        "number",
        "right",
        "opened",
        "answer_by",
        "first_answer_by",
        "put_off_because",
        "relation",
        "identity_check",
        "request_state",
        "answered",
        "refusal",
        "closed",
        "commitment",
        "kept_until",
        "rule",
    ];

    fn cells(&self) -> Vec<Cell> {
        let (policy, chinese, request) = (self.policy, self.chinese, self.request);
        let rule = self.aftermath.and_then(|aftermath| aftermath.verdict);
        let rule = rule.map_or(Cell::Empty, |verdict| Cell::Named {
            id: verdict.rule.id(),
            name: verdict.rule.name(chinese),
        });
        vec![
            Cell::text(name(request.number)),
            self.record.into(),
            right(policy, request.right, chinese),
            Cell::text(request.opened.as_str()),
            Cell::text(request.due.as_str()),
            Cell::text(request.first_due.as_str()),
            choice(policy.extensions(), &request.extension, chinese),
            choice(policy.relations(), &request.relation, chinese),
            choice(policy.identity_checks(), &request.checked, chinese),
            Cell::Word(state(request)),
            Cell::text(request.answered.as_str()),
            choice(policy.refusals(), &request.refusal, chinese),
            Cell::text(request.closed.as_str()),
            Cell::maybe(request.commitment.map(|commitment| commitment.to_string())),
            Cell::maybe(self.end().map(|(day, _)| day)),
            rule,
        ]
    }
}

/// Where it stands, as the message `cell-request-…` names it.
pub(in crate::cmd) fn state(request: &SubjectRequest) -> &'static str {
    use crate::model::RequestState::{Granted, Open, Refused};
    match request.state {
        _ if !request.closed.is_empty() => "asked-closed",
        Open => "asked-open",
        Granted => "asked-granted",
        Refused => "asked-refused",
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let request = self.request;
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("request", &name(request.number))?;
        map.serialize_entry("number", &self.record.to_string())?;
        map.serialize_entry("right", request.right.id())?;
        map.serialize_entry("opened", &request.opened)?;
        map.serialize_entry("answer_by", &request.due)?;
        map.serialize_entry("first_answer_by", &some(&request.first_due))?;
        map.serialize_entry("put_off_because", &some(&request.extension))?;
        map.serialize_entry("relation", &request.relation)?;
        map.serialize_entry("identity_check", &request.checked)?;
        map.serialize_entry("state", state(request).trim_start_matches("asked-"))?;
        map.serialize_entry("answered", &some(&request.answered))?;
        map.serialize_entry("refusal", &some(&request.refusal))?;
        map.serialize_entry("closed", &some(&request.closed))?;
        map.serialize_entry("commitment", &request.commitment.map(|one| one.to_string()))?;
        map.serialize_entry("kept_until", &self.end().map(|(day, _)| day))?;
        map.serialize_entry("rule", &self.end().map(|(_, rule)| rule))?;
        map.serialize_entry("held", &self.aftermath.is_some_and(|aftermath| aftermath.held))?;
        map.serialize_entry("dry_run", &self.dry_run)?;
        map.end()
    }
}
