//! Rotations that nobody entitled ordered, and steps of one that never was.

use super::leaver_tests::READS;
use super::tests::{few, rotate_in, told};
use crate::log::Act;
use crate::vault::sample::Sample;
use crate::vault::{Depth, Error, Result, Vault};

/// What `check` finds wrong.
fn found(sample: &Sample) -> Vec<&'static str> {
    let (credential, environment) = (sample.credential(), sample.environment());
    let report = Vault::check(&sample.dir(), &credential, environment, Depth::Log).unwrap();
    report.findings().map(|finding| finding.place.what).collect()
}

/// Signs an act that says that a rotation is pending.
fn begin(vault: &mut Vault, generation: u32) -> Result<()> {
    vault.change(|transaction| {
        let epoch = transaction.checkpoint.epoch;
        transaction.checkpoint.pending = transaction.log(Act::Rotation { generation, epoch });
        Ok(())
    })
}

/// Whoever holds every key and may not administer: nothing is sealed, and no key destroyed.
#[test]
fn a_rotation_of_nobody_entitled_is_refused_and_nothing_is_destroyed() {
    for (entitled, generation) in [(false, 2), (true, 1), (true, 3)] {
        let sample = few();
        let clerk = sample.operator("clerk", 1, READS);
        let keyhole = std::fs::read(sample.dir().join("keyhole")).unwrap();
        let mut vault = if entitled { sample.open() } else { sample.open_as(&clerk).unwrap() };
        begin(&mut vault, generation).unwrap();
        drop(vault);
        let refused = rotate_in(&mut sample.open());
        let Err(Error::Damaged { place, .. }) = &refused else { panic!("{refused:?}") };
        assert_eq!(place.what, "damage-intent");
        assert_eq!(std::fs::read(sample.dir().join("keyhole")).unwrap(), keyhole);
        assert_eq!(sample.open().state.checkpoint.generation, 1);
        let what = if entitled { "damage-rotation" } else { "damage-log-capability" };
        assert!(found(&sample).contains(&what), "{:?}", found(&sample));
    }
}

#[test]
fn steps_of_a_rotation_that_never_was_are_found() {
    for act in [
        Act::Resealed { rotation: 3, generation: 2, epoch: 2, records: 3 },
        Act::Rotated { rotation: 3 },
    ] {
        let sample = few();
        let name = act.name();
        let before = told(&sample);
        let logged = sample.open().change(|transaction| {
            transaction.log(act);
            Ok(())
        });
        logged.unwrap();
        assert!(found(&sample).contains(&"damage-rotation"), "{name}");
        assert_eq!(told(&sample), before);
    }
}

/// A checkpoint that says another generation than its entries led to.
#[test]
fn a_generation_that_nothing_led_to_is_found() {
    let sample = few();
    super::tests::rotate(&sample);
    let logged = sample.open().change(|transaction| {
        transaction.checkpoint.generation = 1;
        transaction.log(Act::Segments { part: crate::model::Part::Operational, buckets: vec![0] });
        Ok(())
    });
    logged.unwrap();
    assert!(found(&sample).contains(&"damage-checkpoint-state"), "{:?}", found(&sample));
}
