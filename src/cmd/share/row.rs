//! One share as its verbs show it.

use crate::cmd::fields;
use crate::cmd::purge::brief;
use crate::error::Message;
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View};
use crate::vault::{Handed as Done, Reference, Share, ShareStanding, ShareStep, Taken};
use jiff::civil::Date;
use serde::ser::SerializeMap;

/// A share and what became of it.
pub(super) struct Row<'a> {
    share: &'a Share,
    standing: ShareStanding,
    purpose: String,
    fields: Vec<Cell>,
    steps: Vec<Cell>,
}

impl<'a> Row<'a> {
    pub(super) fn new((ui, policy): (&Ui<'_>, &Policy), share: &'a Share, today: Date) -> Self {
        let chinese = ui.language() == Language::Chinese;
        let name = policy.purpose(&share.purpose);
        let name = name.map(|one| if chinese { &one.label_zh } else { &one.label_en });
        let purpose = name.unwrap_or(&share.purpose).clone();
        let fields = share.handover.columns.iter().map(|id| column((ui, policy), id.as_str()));
        let steps = share.steps.iter().map(|taken| step(ui, taken));
        let (fields, steps) = (fields.collect(), steps.collect());
        Self { share, standing: share.standing(today), purpose, fields, steps }
    }

    /// What stands in every table of shares.
    pub(super) fn head(&self) -> [Cell; 6] {
        let terms = &self.share.handover;
        [
            Cell::text(super::name(self.share.number)),
            Cell::Word(terms.kind.id()),
            Cell::text(terms.recipient.as_str()),
            terms.relation.map_or(Cell::Empty, |relation| Cell::Word(relation.id())),
            Cell::Named { id: self.share.purpose.clone(), name: self.purpose.clone() },
            self.share.day.map_or(Cell::Empty, Cell::Date),
        ]
    }

    /// What stands in the JSON of every share.
    pub(super) fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let (share, terms) = (self.share, &self.share.handover);
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let all = |one: &dyn std::fmt::Display| one.to_string();
        map.serialize_entry("share", &super::name(share.number))?;
        map.serialize_entry("kind", terms.kind.id())?;
        map.serialize_entry("recipient", &terms.recipient)?;
        map.serialize_entry("agreement", terms.agreement.as_str())?;
        map.serialize_entry("relation", &terms.relation.map(crate::vault::Relation::id))?;
        map.serialize_entry("purpose", &share.purpose)?;
        map.serialize_entry("day", &share.day.map(|day| day.to_string()))?;
        map.serialize_entry("until", &some(&terms.until))?;
        map.serialize_entry("country", &terms.country)?;
        map.serialize_entry("abroad", &terms.abroad)?;
        map.serialize_entry("cross_border", &terms.cross_border.as_ref().map(|one| all(one)))?;
        map.serialize_entry("assessment", &terms.assessment.as_ref().map(|one| all(one)))?;
        map.serialize_entry("form", terms.form.as_str())?;
        map.serialize_entry("fields", &terms.columns)?;
        let levels: Vec<u8> = share.levels.iter().map(|level| level.get()).collect();
        map.serialize_entry("levels", &levels)?;
        map.serialize_entry("count", &share.numbers.len())?;
        let numbers: Vec<String> = share.numbers.iter().map(|number| number.to_string()).collect();
        map.serialize_entry("numbers", &numbers)?;
        let withheld = share.withheld.iter().map(|number| number.to_string());
        map.serialize_entry("withheld", &withheld.collect::<Vec<_>>())?;
        map.serialize_entry("operator", &share.name)?;
        map.serialize_entry("standing", self.standing.id())?;
        let steps: Vec<Step<'_>> = share.steps.iter().map(Step).collect();
        map.serialize_entry("steps", &steps)
    }
}

/// What was handed over of each record: a field, or its number.
fn column((ui, policy): (&Ui<'_>, &Policy), id: &str) -> Cell {
    let field = policy.id(id).map(|field| fields::label(policy, field, ui.language()).to_owned());
    let name = field.unwrap_or_else(|| match id {
        "number" => ui.text(&Message::new("column-number")),
        gone => gone.to_owned(),
    });
    Cell::Named { id: id.to_owned(), name }
}

/// What was done, with what proves it.
fn step(ui: &Ui<'_>, taken: &Taken) -> Cell {
    let word = match taken.step {
        ShareStep::Returned => "cell-handed-returned",
        ShareStep::Destroyed => "cell-handed-destroyed",
        ShareStep::Revoked => "cell-handed-revoked",
        ShareStep::Told => "cell-handed-told",
    };
    let proved = taken.reference.as_ref().map(|one| format!(" {one}")).unwrap_or_default();
    Cell::Named {
        id: format!("{}{proved}", taken.step.id()),
        name: format!("{}{proved}", ui.text(&Message::new(word))),
    }
}

/// A step that was taken.
struct Step<'a>(&'a Taken);

impl serde::Serialize for Step<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("step", self.0.step.id())?;
        map.serialize_entry("time", &self.0.time)?;
        map.serialize_entry("operator", &self.0.name)?;
        map.serialize_entry("reference", &self.0.reference.as_ref().map(ToString::to_string))?;
        map.end()
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "share",
        "share_kind",
        "recipient",
        "legal_relation",
        "purpose",
        "shared_on",
        "until",
        "count",
        "without_level_1",
        "numbers",
        "fields",
        "levels",
        "form",
        "agreement",
        "country",
        "cross_border",
        "assessment",
        "operator",
        "standing",
        "steps",
    ];

    fn cells(&self) -> Vec<Cell> {
        let (share, terms) = (self.share, &self.share.handover);
        let levels = share.levels.iter().map(|level| Cell::count(level.get().into()));
        let reference = |one: &Option<Reference>| Cell::maybe(one.as_ref().map(Reference::as_str));
        let withheld = share.withheld.len();
        let withheld = if withheld == 0 { Cell::Empty } else { Cell::count(withheld) };
        let tail = [
            share.until().map_or(Cell::Empty, Cell::Date),
            Cell::count(share.numbers.len()),
            withheld,
            Cell::text(brief(&share.numbers)),
            Cell::Many(self.fields.clone()),
            Cell::Many(levels.collect()),
            Cell::text(terms.form.as_str()),
            Cell::text(terms.agreement.as_str()),
            Cell::text(terms.country.as_str()),
            reference(&terms.cross_border),
            reference(&terms.assessment),
            Cell::text(share.name.as_str()),
            Cell::Word(word(self.standing)),
            Cell::Many(self.steps.clone()),
        ];
        self.head().into_iter().chain(tail).collect()
    }
}

/// Where it stands, as the message `cell-handed-…` names it.
fn word(standing: ShareStanding) -> &'static str {
    match standing {
        ShareStanding::Out => "handed-out",
        ShareStanding::Overdue => "handed-overdue",
        ShareStanding::Revoked => "handed-revoked",
        ShareStanding::Returned => "handed-returned",
        ShareStanding::Destroyed => "handed-destroyed",
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

/// What was handed over just now.
#[derive(serde::Serialize)]
pub(super) struct Handed<'a> {
    share: String,
    recipient: &'a str,
    count: u64,
    until: Option<&'a str>,
    relation: Option<&'static str>,
}

impl<'a> Handed<'a> {
    pub(super) fn new(done: &'a Done) -> Self {
        Self {
            share: super::name(done.number),
            recipient: &done.handover.recipient,
            count: done.exported.count,
            until: Some(done.handover.until.as_str()).filter(|day| !day.is_empty()),
            relation: done.handover.relation.map(crate::vault::Relation::id),
        }
    }
}

impl View for Handed<'_> {
    const COLUMNS: &'static [&'static str] =
        &["share", "recipient", "count", "until", "legal_relation"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.share.as_str()),
            Cell::text(self.recipient),
            Cell::count(self.count),
            Cell::maybe(self.until),
            self.relation.map_or(Cell::Empty, Cell::Word),
        ]
    }
}
