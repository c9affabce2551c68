//! Buckets read by several threads, and rules of that broken on purpose.

use super::*;
use crate::model::RecordNumber;
use crate::vault::sample::{Sample, person};

/// A vault of so many buckets, and a bit.
fn vault(buckets: usize) -> Sample {
    let sample = Sample::new();
    let people = (0..buckets * 256).map(|n| person("张伟芳", &format!("138{n:08}"), ""));
    let people: Vec<_> = people.collect();
    sample.open().change(|transaction| transaction.add("add", people)).unwrap();
    sample
}

/// Hands over the number of a bucket and of each of its records.
fn numbers(_: &Store, bucket: Bucket, hand_over: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
    let Bucket { id, directory, .. } = bucket;
    let number = |place| RecordNumber::at(id, place).unwrap().get();
    directory.0.into_keys().map(number).try_for_each(hand_over)
}

#[test]
fn what_is_made_comes_in_the_order_of_buckets_whoever_made_it() {
    let sample = vault(4);
    let mut vault = sample.open();
    vault.hold_shared().unwrap();
    let all: Vec<u64> = (1..=4 * 256).collect();
    for threads in [1, 2, 3, 7] {
        let (mut seen, mut ends) = (Vec::new(), 0);
        let taken = vault.in_turns(threads, &numbers, &mut |number| {
            ends += usize::from(number.is_none());
            seen.extend(number);
            Ok(())
        });
        taken.unwrap();
        assert_eq!((&seen, ends), (&all, vault.state.buckets.len()), "{threads}");
    }
}

/// Whoever fails ends it for the others, who may be waiting; and the first failure is told, after
/// everything that comes before it.
#[test]
fn a_failure_on_either_side_ends_it() {
    let sample = vault(4);
    let mut vault = sample.open();
    vault.hold_shared().unwrap();
    let full = vault.in_turns(2, &numbers, &mut |number| match number {
        Some(300) => Err(Error::Bug("full")),
        _ => Ok(()),
    });
    assert!(matches!(full, Err(Error::Bug("full"))), "{full:?}");
    let mut seen = 0;
    let make: &Make<'_, u64> = &|store, bucket, hand_over| {
        if bucket.id >= 2 {
            return Err(Error::Bug(if bucket.id == 2 { "second" } else { "later" }));
        }
        numbers(store, bucket, hand_over)
    };
    let bad = vault.in_turns(3, make, &mut |number| {
        seen += u64::from(number.is_some());
        Ok(())
    });
    assert!(matches!(bad, Err(Error::Bug("second"))), "{bad:?}");
    assert_eq!(seen, 511, "all of the buckets before");
}

/// A stranger who knows no lock writes between the vault's own connection and the others.
#[test]
fn connections_that_see_another_state_are_noticed() {
    for (weakness, noticed) in [("none", true), ("turns-unlike", false)] {
        let sample = vault(1);
        let path = sample.dir().join("records.db");
        let mut environment = sample.environment();
        environment.mutant = Box::new(move |asked| asked == weakness);
        environment.reached = Box::new(move |step| {
            if step == "turns-begun" {
                Store::open(&path).unwrap().tamper(
                    "INSERT INTO checkpoint SELECT seq + 1, generation, sealed FROM checkpoint
                     ORDER BY seq DESC LIMIT 1",
                );
            }
        });
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        vault.hold_shared().unwrap();
        let read = vault.in_turns(2, &numbers, &mut |_| Ok(()));
        let busy = matches!(read, Err(Error::Store(store::Error::Busy)));
        assert_eq!((busy, read.is_ok()), (noticed, !noticed), "{weakness}: {read:?}");
    }
}
