//! What a policy would do to the records, for a person before deciding and for a program.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::error::Message;
use crate::policy::{Fault, FaultCode};
use crate::ui::{Cell, Ui};
use crate::vault::{Effect, Orphaned, Prospect, Shift};

/// One figure, by the verb that shows it.
pub(super) struct Figure {
    /// The verb's id.
    pub(super) id: &'static str,
    /// What it says, in the language shown.
    pub(super) name: String,
    /// How it moves; none where nobody can tell.
    pub(super) shift: Option<Shift>,
}

/// All figures, in the order in which they are told.
pub(super) fn figures(ui: &Ui<'_>, effect: &Effect) -> Vec<Figure> {
    let all = [
        ("verify_due", effect.review),
        ("purge_due", effect.destruction),
        ("verify_scan_missing", effect.missing),
        ("verify_scan_other", Some(effect.invalid)),
        ("unknown_fields", Some(effect.unknown)),
        ("said_no", Some(effect.refused)),
    ];
    // Only a restore brings the one, and another basis of a purpose the other.
    let told = |(id, shift): &(&str, Option<Shift>)| {
        !["unknown_fields", "said_no"].contains(id) || *shift != Some(Shift::default())
    };
    let figure = |(id, shift)| Figure {
        id,
        name: ui.text(&Message::new(format!("policy-figure-{id}"))),
        shift,
    };
    all.into_iter().filter(told).map(figure).collect()
}

/// Tells a person what moves, and what stands in the way.
pub(super) fn tell(ui: &Ui<'_>, prospect: &Prospect) {
    let Prospect { effect, orphaned, rescheduled, .. } = prospect;
    let Effect { review, destruction, missing, invalid, refused, complete, .. } = effect;
    let mut moves = false;
    for (ids, shift) in [
        (["policy-effect-review", "policy-effect-review-less"], *review),
        (["policy-effect-destruction", "policy-effect-destruction-less"], *destruction),
        (["policy-effect-missing", "policy-effect-missing-less"], *missing),
        (["policy-effect-invalid", "policy-effect-invalid-less"], Some(*invalid)),
    ] {
        let Shift { gained, lost, .. } = shift.unwrap_or_default();
        for (id, count) in ids.into_iter().zip([gained, lost]).filter(|(_, count)| *count > 0) {
            ui.note(Message::new(id).arg("count", count));
            moves = true;
        }
    }
    if let Some(count) = rescheduled.filter(|count| *count > 0) {
        ui.note(Message::new("policy-effect-rescheduled").arg("count", count));
        moves = true;
    }
    if refused.after > 0 {
        ui.note(Message::new("policy-effect-said-no").arg("count", refused.after));
        moves = true;
    }
    if !moves {
        ui.note("policy-effect-none");
    }
    if !complete {
        ui.note("policy-effect-above");
    }
    for orphan in orphaned {
        ui.warning(about(ui, orphan));
    }
}

/// What records hold and the policy does not know any more, with its place.
fn about(ui: &Ui<'_>, orphan: &Orphaned) -> Message {
    let Orphaned { fault, records } = orphan;
    let id = match records {
        _ if fault.code == FaultCode::HeldRole => "policy-orphan-role",
        Some(_) => "policy-orphan",
        None => "policy-orphan-above",
    };
    let (line, column) = fault.at.place.unwrap_or((1, 1));
    let count = records.unwrap_or_default();
    Message::new(id)
        .arg("line", line)
        .arg("column", column)
        .arg("what", said(ui, fault))
        .arg("count", count)
}

/// A fault in words.
fn said(ui: &Ui<'_>, fault: &Fault) -> String {
    let id = format!("policy-{}", fault.code.id());
    ui.text(&Message::new(id).arg("word", &*fault.word).arg("expected", &*fault.expected))
}

impl Figure {
    /// Its cells among those of differences.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let count = |count: fn(&Shift) -> u64| {
            self.shift.as_ref().map_or(Cell::Word("unknown"), |shift| Cell::count(count(shift)))
        };
        vec![
            Cell::Word("effect"),
            Cell::Named { id: self.id.to_owned(), name: self.name.clone() },
            count(|shift| shift.before),
            count(|shift| shift.after),
        ]
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shift = self.shift.as_ref();
        let mut object = serializer.serialize_struct("Figure", 7)?;
        object.serialize_field("change", "effect")?;
        object.serialize_field("section", &None::<&str>)?;
        object.serialize_field("where", self.id)?;
        object.serialize_field("before", &shift.map(|shift| shift.before))?;
        object.serialize_field("after", &shift.map(|shift| shift.after))?;
        object.serialize_field("gained", &shift.map(|shift| shift.gained))?;
        object.serialize_field("lost", &shift.map(|shift| shift.lost))?;
        object.end()
    }
}

/// Something orphaned, as a row among the differences.
pub(super) struct Orphan<'a>(pub(super) &'a Orphaned, pub(super) String);

impl<'a> Orphan<'a> {
    pub(super) fn new(ui: &Ui<'_>, orphaned: &'a Orphaned) -> Self {
        Self(orphaned, said(ui, &orphaned.fault))
    }

    /// Its cells among those of differences.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let Orphaned { fault, records } = self.0;
        vec![
            Cell::Word("orphaned"),
            Cell::text(fault.at.name.as_str()),
            records.map_or(Cell::Word("unknown"), Cell::count),
            Cell::Named { id: fault.code.id().to_owned(), name: self.1.clone() },
        ]
    }
}

impl Serialize for Orphan<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Orphaned { fault, records } = self.0;
        let mut object = serializer.serialize_struct("Orphan", 9)?;
        object.serialize_field("change", "orphaned")?;
        object.serialize_field("section", &None::<&str>)?;
        object.serialize_field("where", &fault.at.name)?;
        object.serialize_field("before", records)?;
        object.serialize_field("after", &None::<u64>)?;
        object.serialize_field("code", fault.code.id())?;
        object.serialize_field("word", &fault.word)?;
        object.serialize_field("line", &fault.at.place.map(|(line, _)| line))?;
        object.serialize_field("column", &fault.at.place.map(|(_, column)| column))?;
        object.end()
    }
}
