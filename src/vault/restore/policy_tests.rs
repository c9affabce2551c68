//! Restores and drills of a vault whose policy was changed: the newest log says which is in force,
//! whatever the data was written under.

use super::DrillOrder;
use super::RestoreOrder;
use super::tests::{assert_sound, backup, crowd, lose, nas, number, plain, restore};
use crate::model::{Level, Part};
use crate::policy::{Document, Policy};
use crate::vault::sample::Sample;
use crate::vault::{Apply, Vault};
use std::path::Path;

/// The built-in policy, its fields in another order, in a version so much higher.
fn turned(more: u32) -> Document {
    let mut document = Policy::builtin().document().clone();
    document.version += more;
    document.fields.reverse();
    document
}

fn apply(sample: &Sample, document: &Document) {
    let document = Some(document);
    let order = Apply { document, prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
}

fn names(vault: &mut Vault) -> Vec<String> {
    let name = vault.policy().known().name;
    let mut names = Vec::new();
    vault.hold_shared().unwrap();
    let (numbers, two) = ([number(1), number(2)], [Part::Level(Level::Two)]);
    vault
        .stream(&numbers, &two, &mut |record| {
            names.push(record.fields.text(name).to_owned());
            Ok(())
        })
        .unwrap();
    vault.release().unwrap();
    names
}

#[test]
fn a_restore_brings_the_policy_that_the_copy_of_the_log_shows() {
    let sample = crowd(3);
    let first = backup(&sample);
    apply(&sample, &turned(1));
    backup(&sample);
    // No backup knows of this one.
    apply(&sample, &turned(2));
    lose(&sample);
    let (nas, to) = (nas(&sample), sample.dir());
    let old =
        RestoreOrder { data: Some(Path::new(&first)), accept_rollback: true, ..plain(&nas, &to) };
    assert_eq!(restore(&sample, &old).unwrap().plan.restored.len(), 3);
    let mut vault = sample.open();
    assert_eq!(vault.policy().document(), &turned(1));
    assert_eq!(names(&mut vault), ["客户0", "客户1"]);
    drop(vault);
    assert_sound(&sample);
}

#[test]
fn a_drill_compares_records_under_another_policy() {
    let sample = crowd(3);
    backup(&sample);
    apply(&sample, &turned(1));
    let place = sample.home.path().join("drill");
    let order = DrillOrder { destination: None, data: None, place: Some(&place) };
    let drilled = sample.open().drill(&order, &sample.credential()).unwrap();
    assert_eq!(drilled.len(), 1);
    assert_eq!((drilled[0].sampled, drilled[0].findings.len()), (3, 0), "{:?}", drilled[0]);
}
