//! Who gets the new keys, who does not, and what each can do while a rotation is under way.

use super::tests::{few, rotate, rotate_in, stop_at, told};
use crate::crypto;
use crate::model::{Capability, Level, OperatorNumber, Part};
use crate::vault::bucket::{Bucket, Opener};
use crate::vault::purge_tests::{assert_sound, copy};
use crate::vault::sample::{Sample, selector};
use crate::vault::{Credential, Error, IdentityFile, Rotated, Vault};

const CLERK: OperatorNumber = OperatorNumber(2);
pub(super) const READS: &[Capability] = &[Capability::Read, Capability::Write];

/// Rotates without an operator.
fn remove(sample: &Sample, leaver: OperatorNumber) -> Rotated {
    let mut vault = sample.open();
    let plan = vault.plan_rotation().unwrap();
    vault.rotate(Some(leaver), &plan, &|_, _| {}).unwrap()
}

#[test]
fn everybody_gets_the_new_keys_as_far_as_the_clearance_reaches() {
    let sample = few();
    let identities = [0, 1, 2, 3].map(|clearance| sample.operator("clerk", clearance, READS));
    rotate(&sample);
    rotate(&sample);
    for (clearance, identity) in (0..).zip(&identities) {
        let vault = sample.open_as(identity).unwrap();
        assert_eq!((vault.clearance().get(), vault.ring.generation), (clearance, 3));
        for generation in 1..=3 {
            let ring = vault.ring.at(generation).unwrap();
            for part in Part::ALL {
                let reaches = vault.clearance().opens_part(part);
                let key = ring.compartment(&vault.state.wrap, super::tests::first(), part);
                assert_eq!(key.is_ok(), reaches, "{clearance} {generation} {part:?}");
            }
        }
    }
    assert_sound(&sample);
}

/// Three things that somebody may have who leaves: the identity, the keys that it gave, a copy of
/// everything. The first two open nothing of what is there now, the third what was there then.
#[test]
fn who_leaves_opens_nothing_that_is_there_now() {
    let sample = few();
    let identity = sample.operator("clerk", 1, READS);
    let before = copy(&sample, "before");
    let mut his = sample.open_as(&identity).unwrap();
    his.release().unwrap();
    let rotated = remove(&sample, CLERK);
    assert_eq!((rotated.generation, rotated.records), (2, 3));
    assert!(matches!(sample.open_as(&identity), Err(Error::WrongIdentity)));
    assert_sound(&sample);
    // The session that he had open has every key of then.
    let now = sample.open();
    let path = now.paths.records();
    let keyhole = crate::vault::keyhole::Keyhole::read(&now.paths.keyhole()).unwrap();
    let checkpoint = now.state.checkpoint;
    let (_, epoch) = keyhole.find(checkpoint.epoch, checkpoint.epoch_hash).unwrap();
    let wrap = his.ring.wrap_key(epoch);
    let opener = Opener::new(&his.ring, &wrap, checkpoint.epoch, now.policy);
    let store = crate::store::Store::open(&path).unwrap();
    for row in store.buckets().unwrap() {
        assert!(Bucket::load(&store, &opener, &row).is_err());
    }
    let newest = store.last_checkpoint().unwrap().unwrap();
    assert!(his.ring.log_key(newest.generation).is_none());
    assert!(matches!(his.hold_shared(), Err(Error::Revoked)));
    // In the whole header no box opens with his key.
    let header = std::fs::read_to_string(now.paths.header()).unwrap();
    assert!(!header.contains(r#""slot":{"kind":"bundle","operator":2"#));
    for slot in &now.header.header.slots {
        if let crate::vault::header::Slot::Bundle { sealed, .. } = slot {
            assert!(crypto::Bundle::open(&sealed.0, &his.half.box_key, now.id()).is_err());
        }
    }
    drop(now);
    let mut environment = sample.environment();
    environment.anchors = sample.home.path().join("his");
    let credential = Credential::Identity(IdentityFile::parse(&identity).unwrap());
    let mut then = Vault::open(&before, &credential, environment).unwrap();
    assert_eq!(then.select(&selector("张伟芳")).unwrap().to_string(), "1");
}

/// Who lacks a level's key goes on reading, writes nothing, and spoils nothing; who has them all
/// finishes.
#[test]
fn who_lacks_a_key_reads_while_a_rotation_is_pending() {
    for step in ["rotate-header-settled", "rotate-new-epoch"] {
        let sample = few();
        let identity = sample.operator("clerk", 2, READS);
        let before = told(&sample);
        stop_at(&sample, step);
        let mut clerk = sample.open_as(&identity).unwrap();
        assert_eq!((clerk.ring.generation, clerk.ring.newest()), (1, 2));
        let lives = clerk.history(&selector("K-2"), false).unwrap();
        assert_eq!(lives.len(), 1, "{step}");
        let written = clerk.change(|transaction| {
            let fields = crate::vault::sample::person("陈静", "13800000099", "");
            transaction.add("add", vec![fields])
        });
        let Err(Error::LeftUnfinished(source)) = written else { panic!("{written:?}") };
        assert!(matches!(*source, Error::Clearance { needed: Level::One, .. }), "{source}");
        sample.add(&[("陈静", "13800000099", "")]);
        assert_sound(&sample);
        let mut clerk = sample.open_as(&identity).unwrap();
        assert_eq!(clerk.ring.generation, 2);
        assert_eq!(clerk.select(&selector("张伟芳")).unwrap().to_string(), "1");
        assert!(told(&sample).contains(before.lines().next().unwrap()));
    }
}

/// Behind T-B nobody needs a level's key any more.
#[test]
fn anybody_finishes_what_is_sealed_anew() {
    for step in ["rotate-resealed", "rotate-verified", "rotate-key-destroyed"] {
        let sample = few();
        let identity = sample.operator("reaper", 0, &[Capability::Purge]);
        stop_at(&sample, step);
        let mut reaper = sample.open_as(&identity).unwrap();
        reaper.hold_exclusive().unwrap();
        reaper.recover().unwrap();
        reaper.release().unwrap();
        assert_eq!(sample.open().state.checkpoint.pending, 0, "{step}");
        assert_sound(&sample);
    }
}

/// Cut short at any step, a removal is either not begun or will be done.
#[test]
fn a_removal_cut_short_is_whole_or_absent() {
    for (step, gone) in [
        ("rotate-announced", false),
        ("rotate-header-replaced", true),
        ("rotate-header-settled", true),
        ("rotate-resealed", true),
        ("rotate-logged", true),
    ] {
        let sample = few();
        let identity = sample.operator("clerk", 2, READS);
        super::tests::stopped(&sample, step, Some(CLERK));
        assert_eq!(sample.open_as(&identity).is_err(), gone, "{step}");
        sample.add(&[("陈静", "13800000099", "")]);
        assert_eq!(sample.open_as(&identity).is_err(), gone, "{step}");
        assert_eq!(sample.open().operators(false).len(), if gone { 1 } else { 2 });
        assert_sound(&sample);
    }
}

#[test]
fn a_rotation_takes_every_key_and_the_right() {
    let sample = few();
    let limited = sample.operator("administrator", 2, &[Capability::Administer]);
    let done = rotate_in(&mut sample.open_as(&limited).unwrap());
    assert!(matches!(done, Err(Error::Clearance { needed: Level::One, .. })));
    let clerk = sample.operator("clerk", 1, READS);
    let done = rotate_in(&mut sample.open_as(&clerk).unwrap());
    assert!(matches!(done, Err(Error::Capability(Capability::Administer))));
    assert_eq!(sample.open().ring.newest(), 1);
}
