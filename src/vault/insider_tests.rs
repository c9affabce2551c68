//! What somebody can do who works here: a valid credential, the vault key in it, and write access
//! to every file. Each attack is found by the colleague's next command or by `audit verify`, and
//! nothing is destroyed by any. `docs/audit.md` names these tests.

use super::bucket::Bucket;
use super::header::{Header, Slot};
use super::sample::{Sample, copy_dir, selector};
use super::tamper_tests::{assert_found, assert_log, code, found, number, path, refused, sql};
use super::{Depth, Environment, Error, Request, Vault};
use crate::crypto::{self, Purpose};
use crate::files;
use crate::log::{Act, Checkpoint, Entry, Member, Numbers, SignedCheckpoint, Step};
use crate::model::{Capabilities, Capability, Clearance, Level, OperatorNumber, Part, Value};
use crate::store::LogRow;
use crate::vault::unlock::Credential;

/// A vault of three customers, kept by wang, an administrator, and a clerk, who may read and write
/// up to level 2; with the clerk's identity.
fn office() -> (Sample, String) {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", ""), ("王芳", "", "")]);
    let identity = sample.operator("clerk", 2, &[Capability::Read, Capability::Write]);
    (sample, identity)
}

/// The vault as the clerk opens it, from an account of his own.
fn clerk(sample: &Sample, identity: &str) -> Vault {
    let anchors = sample.home.path().join("clerk");
    let environment = Environment { anchors, ..sample.environment() };
    let identity = crypto::IdentityFile::parse(identity).unwrap();
    Vault::open(&sample.dir(), &Credential::Identity(identity), environment).unwrap()
}

/// What wang sees when he looks at everybody.
fn look(sample: &Sample) -> super::Result<u64> {
    let everybody = selector("");
    let request = Request {
        verb: "list",
        selector: &everybody,
        parts: vec![Part::Level(Level::Two)],
        levels: vec![Level::Two],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    sample.try_open_at(&sample.dir())?.disclose(&request, &mut |_| Ok(())).map(|done| done.count)
}

/// Nobody was destroyed: there are as many rows as ever, and the epoch's key is the first.
#[track_caller]
fn assert_nothing_destroyed(sample: &Sample) {
    let store = crate::store::Store::open(&path(sample, "records.db")).unwrap();
    assert_eq!(store.count_records().unwrap(), 3);
    let keyhole = crate::vault::keyhole::Keyhole::read(&path(sample, "keyhole")).unwrap();
    assert_eq!(keyhole.newest(), Some(1));
}

/// Opens level 2 of one record with the keys that a clerk has, and seals it as another's.
fn put_in_place_of(vault: &mut Vault, of: u64, as_of: u64) {
    let part = Part::Level(Level::Two);
    let row = vault.state.bucket(0).unwrap().clone();
    let bucket = Bucket::load(&vault.store, &vault.opener(), &row).unwrap();
    let seal_of = |n| {
        let entry = bucket.entry(number(n)).unwrap();
        let key = vault.ring.compartment(&entry.key, number(n), part).unwrap();
        let revision = entry.revisions[part.index()];
        (key, vault.ring.compartment_context(number(n), part, revision))
    };
    let (key, context) = seal_of(of);
    let from = vault.store.record(number(of)).unwrap().unwrap();
    let plain = crypto::open(&key, &context, from.parts[part.index()].as_bytes()).unwrap();
    let (key, context) = seal_of(as_of);
    let mut to = vault.store.record(number(as_of)).unwrap().unwrap();
    to.parts[part.index()] = crypto::seal(&key, &context, &plain, &mut vault.random);
    vault.store.update_record(&to).unwrap();
}

#[test]
fn a_row_that_an_insider_sealed_anew_is_refused() {
    let (sample, identity) = office();
    put_in_place_of(&mut clerk(&sample, &identity), 2, 1);
    assert!(matches!(look(&sample), Err(Error::Damaged { .. })));
    assert_found(&sample, "damage-record", "edited");
}

#[test]
fn two_rows_that_an_insider_swapped_are_refused() {
    let (sample, identity) = office();
    let mut vault = clerk(&sample, &identity);
    // The second is put back first from a copy, so that both end up as the other.
    let two = vault.store.record(number(2)).unwrap().unwrap();
    put_in_place_of(&mut vault, 1, 2);
    let swapped = vault.store.record(number(2)).unwrap().unwrap();
    vault.store.update_record(&two).unwrap();
    put_in_place_of(&mut vault, 2, 1);
    vault.store.update_record(&swapped).unwrap();
    drop(vault);
    assert!(matches!(look(&sample), Err(Error::Damaged { .. })));
    assert_found(&sample, "damage-record", "swapped");
}

/// He writes as the program writes, directory and root included, and signs; but logs a look.
#[test]
fn a_change_that_was_logged_as_a_look_is_found() {
    let (sample, identity) = office();
    let mut vault = clerk(&sample, &identity);
    let grade = vault.policy().known().grade;
    let changed = vault.change(|transaction| {
        transaction.edit("grade", &number(1).into(), None, |_, fields| {
            fields.set(grade, [Value::plain("A")]);
            Ok(())
        })?;
        transaction.forget();
        transaction.log(Act::Disclose {
            verb: code("show"),
            numbers: number(1).into(),
            count: 1,
            levels: Vec::new(),
            purpose: None,
            revealed: false,
            terms: None,
        });
        Ok(())
    });
    changed.unwrap();
    assert_log(&sample, "damage-unlogged", "a look that changed something");
    assert_found(&sample, "damage-unlogged", "a look that changed something");
}

/// The whole vault as it was, put back by somebody who has a copy: wang has seen more.
#[test]
fn an_old_vault_that_an_insider_put_back_is_older_than_what_the_colleague_saw() {
    for tail_only in [true, false] {
        let (sample, identity) = office();
        drop(clerk(&sample, &identity));
        sample.open().store.fold_wal().unwrap();
        let kept = sample.home.path().join("kept");
        copy_dir(&sample.dir(), &kept);
        sample.open().count(&selector("")).unwrap();
        if tail_only {
            let newest = "(SELECT max(seq) FROM log)";
            sql(
                &sample,
                &format!(
                    "DELETE FROM checkpoint WHERE seq = {newest}; DELETE FROM log WHERE seq = {newest}"
                ),
            );
        } else {
            std::fs::remove_dir_all(sample.dir()).unwrap();
            copy_dir(&kept, &sample.dir());
        }
        // For who has not seen it, the vault is in order: that is why everybody has an anchor.
        drop(clerk(&sample, &identity));
        assert!(matches!(look(&sample), Err(Error::Older { .. })));
        assert_log(&sample, "damage-older", "put back");
        assert_nothing_destroyed(&sample);
    }
}

/// Seals `act` as the next entry in the name of `operator`, with a checkpoint that says so, signed
/// with the key that `vault` has.
fn forge(vault: &mut Vault, act: Act, entry_by: u32, checkpoint_by: u32) {
    let before = vault.state.checkpoint;
    let mut chain = crate::log::Chain::resume(before.seq, before.head);
    let seq = before.seq + 1;
    let (operator, policy) = (OperatorNumber(entry_by), vault.policy_hash);
    let entry = Entry { time: before.time, operator, policy, machine: None, act };
    let key = vault.ring.current_log_key().unwrap().duplicate();
    let generation = vault.ring.generation;
    let mut seal = |purpose, bytes: &[u8]| {
        let context = vault.ring.log_context(purpose, seq, generation);
        let sealed = crypto::seal(&key, &context, bytes, &mut vault.random);
        LogRow { seq, generation, sealed }
    };
    let row = seal(Purpose::LogEntry, &entry.to_bytes());
    let head = chain.advance(row.sealed.as_bytes(), crypto::sha256);
    let operator = OperatorNumber(checkpoint_by);
    let bytes = Checkpoint { seq, head, operator, ..before }.encode();
    let signature = vault.half.signing_key.sign(super::state::CHECKPOINT_LABEL, &bytes).0;
    let checkpoint = seal(Purpose::Checkpoint, &SignedCheckpoint { bytes, signature }.encode());
    vault.store.insert_entry(&row).unwrap();
    vault.store.insert_checkpoint(&checkpoint).unwrap();
}

#[test]
fn an_entry_in_a_colleagues_name_is_found() {
    let act = || Act::Recovered { intent: None, from: code("x") };
    let (sample, identity) = office();
    forge(&mut clerk(&sample, &identity), act(), 1, 1);
    let what = "damage-checkpoint-signature";
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some(what));
    assert_log(&sample, what, "his signature under the colleague's name");

    let (sample, identity) = office();
    forge(&mut clerk(&sample, &identity), act(), 1, 2);
    assert_log(&sample, "damage-log-operator", "the colleague's name over his own signature");

    // The counter-test: what he does in his own name is in order.
    let (sample, identity) = office();
    forge(&mut clerk(&sample, &identity), act(), 2, 2);
    assert_eq!(found(&sample, Depth::Everything), [].into());
}

/// Writes a header with a MAC and a hash that fit, as every holder of the vault key can.
fn write_header(sample: &Sample, vault: &Vault, change: impl FnOnce(&mut Header)) {
    let mut header = vault.header.header.clone();
    change(&mut header);
    let (bytes, _) = header.encode(&vault.ring.header_mac_key()).unwrap();
    files::replace(&path(sample, "header"), &bytes).unwrap();
}

/// He writes a statement that makes him an administrator under wang's name, signs it himself, logs
/// it and signs the checkpoint over it.
#[test]
fn a_key_under_anothers_name_is_refused_in_header_and_log() {
    let (sample, identity) = office();
    let mut vault = clerk(&sample, &identity);
    let stranger = crypto::SigningKey::from_seed(&[9; 32]);
    let member = Member {
        operator: OperatorNumber(3),
        name: "wang".to_owned(),
        role: code("administrator"),
        clearance: Clearance::new(2).unwrap(),
        capabilities: Capabilities::all(),
        signing_key: stranger.verifying_key().to_string(),
        recipient: "age1stranger".to_owned(),
    };
    let statement = vault.roster.next(vault.operator, 0, Step::Add(member)).to_text();
    let signature = vault.half.signing_key.sign("kedang/k1/roster", statement.as_bytes());
    let signed = crate::log::Signed { statement, signature: signature.to_string() };
    forge(&mut vault, Act::Roster { signed: signed.clone(), line: None }, 2, 2);
    assert_log(&sample, "damage-roster", "in the log alone");
    write_header(&sample, &vault, |header| header.roster.push(signed));
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-roster"));
    assert_log(&sample, "damage-roster", "in both");
    assert_nothing_destroyed(&sample);
}

/// He may not destroy, but he can log that it was decided, and sign that.
#[test]
fn an_intent_of_somebody_who_may_not_destroy_destroys_nothing() {
    let (sample, identity) = office();
    let mut vault = clerk(&sample, &identity);
    let decided = vault.change(|transaction| {
        transaction.checkpoint.pending = transaction.next_seq();
        transaction.log(Act::Intent {
            numbers: Numbers::from(number(1)),
            reason: crate::model::Reason::Request,
            basis: "REQ-1".parse().unwrap(),
            epoch: 1,
            commitments: Vec::new(),
            scope: None,
            retention: None,
            late: None,
        });
        Ok(())
    });
    decided.unwrap();
    drop(vault);
    for _ in 0..2 {
        let refused = sample.open().count(&selector("")).unwrap_err();
        assert!(
            matches!(&refused, Error::Damaged { place, .. } if place.what == "damage-intent"),
            "{refused:?}"
        );
    }
    assert_log(&sample, "damage-log-capability", "an intent of a clerk");
    assert_nothing_destroyed(&sample);
}

/// Whoever only backs up may not give up what a destination has, whatever his program logs.
#[test]
fn what_somebody_gives_up_who_may_not_is_found() {
    let sample = Sample::new();
    let may = [&[Capability::Backup, Capability::Administer][..], &[Capability::Backup][..]];
    for capabilities in may {
        let identity = sample.operator("keeper", 1, capabilities);
        let mut vault = clerk(&sample, &identity);
        let done = vault.transact(|transaction| {
            let (destination, numbers) = ("nas".to_owned(), Numbers::from(number(1)));
            transaction.log(Act::GaveUp { destination, numbers, anew: Numbers::new() });
            Ok(())
        });
        done.unwrap();
        drop(vault);
        let found = found(&sample, Depth::Log);
        let entitled = capabilities.contains(&Capability::Administer);
        assert_eq!(found.contains("damage-log-capability"), !entitled, "{found:?}");
    }
}

#[test]
fn a_header_of_another_vault_opens_nothing() {
    let (sample, _) = office();
    let (other, _) = office();
    files::replace(&path(&sample, "header"), &std::fs::read(path(&other, "header")).unwrap())
        .unwrap();
    assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::WrongIdentity)));
    // Who has a credential of the other vault opens that header, and nothing behind it.
    let here = Vault::open(&sample.dir(), &other.credential(), other.environment());
    assert_eq!(refused(here), Some("damage-checkpoint"));
    assert_nothing_destroyed(&sample);
}

/// What somebody makes of a header, and what that is.
type Edit = (fn(&mut Header), &'static str);

/// A slot that was taken from a colleague, replaced by one's own, or added.
#[test]
fn a_slot_that_was_edited_is_refused() {
    let changes: [Edit; 3] = [
        (|header| header.slots.retain(|slot| slot.operator() != OperatorNumber(1)), "taken"),
        (
            |header| {
                let own = header.slots.iter().find_map(|slot| match slot {
                    Slot::Bundle { operator: 2, sealed } => Some(sealed.clone()),
                    _ => None,
                });
                for slot in &mut header.slots {
                    if let Slot::Bundle { operator: 1, sealed } = slot {
                        *sealed = own.clone().unwrap();
                    }
                }
            },
            "replaced",
        ),
        (
            |header| {
                let own = header.slots.iter().find(|slot| slot.operator().0 == 2).cloned();
                header.slots.extend(own);
            },
            "added",
        ),
    ];
    for (change, how) in changes {
        let (sample, identity) = office();
        let vault = clerk(&sample, &identity);
        write_header(&sample, &vault, change);
        drop(vault);
        assert!(sample.try_open_at(&sample.dir()).is_err(), "{how}");
        // Who still has his slot is told that the log does not know this header.
        let again = sample.open_as(&identity);
        assert_eq!(refused(again), Some("damage-unknown-header"), "{how}");
        assert_nothing_destroyed(&sample);
    }
}

/// The header of before, with less in it; and one that claims less than the format has.
#[test]
fn a_downgraded_header_is_refused() {
    let (sample, _) = office();
    let before = std::fs::read(path(&sample, "header")).unwrap();
    sample.operator("auditor", 0, &[Capability::Audit]);
    files::replace(&path(&sample, "header"), &before).unwrap();
    let what = "damage-checkpoint-signer";
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some(what));
    assert_log(&sample, what, "the header of before");

    let (sample, identity) = office();
    let vault = clerk(&sample, &identity);
    write_header(&sample, &vault, |header| header.head.generation = 0);
    drop(vault);
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-bundle"));
}
