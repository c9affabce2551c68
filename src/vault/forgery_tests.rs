//! A log that somebody had his hands in: entries removed, moved, changed, cut off or forged, by
//! strangers, by holders of the vault key, and by operators.

use super::bucket::Bucket;
use super::tamper_tests::{
    assert_found, assert_log, busy, code, found, grade, number, refused, sound_until, sql,
};
use super::{Depth, Error, Vault};
use crate::crypto::{self, Purpose, SigningKey};
use crate::log::destruction::{self, Destruction, Event, Line, NAMESPACE, Payload};
use crate::log::{Act, Checkpoint, Entry, Numbers, PartChange, Rows};
use crate::model::{Digest, Part, Reason};
use crate::store::{LogRow, TrailRow};

/// Each breaks another of: the gap in the numbers, the number in the context of an entry, the
/// cipher's own proof, the comparison with the checkpoint's end.
#[test]
fn an_entry_removed_moved_changed_or_cut_off_is_found() {
    for (text, what) in [
        ("DELETE FROM log WHERE seq = 4", "damage-log-gap"),
        ("DELETE FROM log WHERE seq = 1", "damage-log-gap"),
        (
            "CREATE TEMP TABLE t AS SELECT seq, sealed FROM log WHERE seq IN (3, 4);
             UPDATE log SET sealed = (SELECT sealed FROM t WHERE t.seq = 7 - log.seq)
             WHERE seq IN (3, 4)",
            "damage-log-entry",
        ),
        ("UPDATE log SET sealed = randomblob(length(sealed)) WHERE seq = 4", "damage-log-entry"),
        ("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)", "damage-log-tail"),
        ("DELETE FROM log", "damage-log-gap"),
        ("DELETE FROM checkpoint WHERE seq > 3", "damage-log-tail"),
        ("DELETE FROM checkpoint", "damage-no-checkpoint"),
        (
            "UPDATE checkpoint SET sealed = randomblob(length(sealed)) WHERE seq = 4",
            "damage-checkpoint",
        ),
    ] {
        let sample = busy();
        let last = sample.open().state.checkpoint.seq;
        sql(&sample, text);
        assert_log(&sample, what, text);
        let until = if text.contains("max(seq)") { last } else { 4 };
        assert!(sound_until(&sample) < until, "{text}");
    }
}

/// The end of the log cut off together with its checkpoints is an older log: only the anchor, and
/// the buckets that moved on, tell.
#[test]
fn a_log_that_was_cut_off_is_older_than_what_was_seen() {
    let sample = busy();
    sql(
        &sample,
        "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log);
         DELETE FROM checkpoint WHERE seq = (SELECT max(seq) FROM checkpoint)",
    );
    assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::Older { .. })));
    assert_log(&sample, "damage-older", "cut off");
    grade_cut_off();
}

fn grade_cut_off() {
    let sample = busy();
    grade(&sample, 3, "B");
    sql(
        &sample,
        "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log);
         DELETE FROM checkpoint WHERE seq = (SELECT max(seq) FROM checkpoint)",
    );
    std::fs::remove_dir_all(sample.home.path().join("state")).unwrap();
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-root"));
    assert_found(&sample, "damage-revision", "an edit without its entry");
}

/// Seals `act` as entry `seq`, as whoever holds the vault key can.
fn seal_entry(vault: &mut Vault, seq: u64, act: Act) -> LogRow {
    let (operator, policy) = (vault.operator, vault.policy_hash);
    let entry = Entry { time: 0, operator, policy, machine: None, act };
    let context = vault.ring.log_context(Purpose::LogEntry, seq, 1);
    let key = vault.ring.current_log_key().unwrap().duplicate();
    let sealed = crypto::seal(&key, &context, &entry.to_bytes(), &mut vault.random);
    LogRow { seq, generation: 1, sealed }
}

/// An entry that the vault key sealed, in the place of another: the chain says that it is none.
#[test]
fn a_forged_entry_breaks_the_chain() {
    let sample = busy();
    let mut vault = sample.open();
    let forged = seal_entry(&mut vault, 4, Act::Recovered { intent: None, from: code("x") });
    vault.store.tamper("DELETE FROM log WHERE seq = 4");
    vault.store.insert_entry(&forged).unwrap();
    drop(vault);
    assert_log(&sample, "damage-log-chain", "replaced");
    assert!(sound_until(&sample) < 4);

    let sample = busy();
    let mut vault = sample.open();
    let next = vault.state.checkpoint.seq + 1;
    let forged = seal_entry(&mut vault, next, Act::Recovered { intent: None, from: code("x") });
    vault.store.insert_entry(&forged).unwrap();
    drop(vault);
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-log-tail"));
    assert_log(&sample, "damage-log-tail", "appended");
}

/// Whoever holds the vault key and no operator's signing key signs with one of his own. Breaks
/// without the check of the signature against the roster.
#[test]
fn a_checkpoint_of_a_stranger_is_found() {
    let sample = busy();
    let mut vault = sample.open();
    vault.half.signing_key = SigningKey::from_seed(&[7; 32]);
    vault
        .change(|transaction| {
            transaction.log(Act::Recovered { intent: None, from: code("x") });
            Ok(())
        })
        .unwrap();
    drop(vault);
    let what = "damage-checkpoint-signature";
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some(what));
    assert_log(&sample, what, "a stranger's");
}

/// An operator who signs what he did not do, or what cannot have been: the bookkeeping tells.
#[test]
fn signed_entries_that_do_not_fit_are_found() {
    let numbers = |n| Numbers::from(number(n));
    let part = Part::Operational;
    let cases: [(Act, &str); 6] = [
        (Act::Init {}, "damage-log-order"),
        (
            Act::Destroyed { intent: 3, numbers: numbers(9), epoch: 3, rows: Rows::new() },
            "damage-destroyed",
        ),
        (Act::Done { intent: 3, line: "{}".to_owned(), residual: Vec::new() }, "damage-done"),
        (Act::Recovered { intent: Some(4), from: code("x") }, "damage-log-order"),
        (
            Act::Change {
                verb: code("edit"),
                parts: vec![PartChange { part, numbers: numbers(9) }],
                created: numbers(9),
                detail: None,
                collected: None,
                follows: false,
            },
            "damage-log-order",
        ),
        (
            Act::Header { old: Digest::default(), new: Digest::default(), lines: Vec::new() },
            "damage-unknown-header",
        ),
    ];
    for (act, what) in cases {
        let sample = busy();
        let name = act.name();
        let logged = sample.open().change(|transaction| {
            transaction.log(act);
            Ok(())
        });
        logged.unwrap();
        assert_log(&sample, what, name);
    }
    // One that fits in itself, for a revision that no row has.
    let sample = busy();
    let parts = vec![PartChange { part, numbers: numbers(9) }];
    let act = Act::Change {
        verb: code("edit"),
        parts,
        created: Numbers::new(),
        detail: None,
        collected: None,
        follows: false,
    };
    sample
        .open()
        .change(|transaction| {
            transaction.log(act);
            Ok(())
        })
        .unwrap();
    assert_eq!(found(&sample, Depth::Log), [].into());
    assert_found(&sample, "damage-revision", "a revision that was never written");
}

/// An operator who signs that the vault is what its entries did not make it.
#[test]
fn a_checkpoint_that_does_not_follow_from_its_entries_is_found() {
    let changes: [fn(&mut Checkpoint); 4] = [
        |checkpoint| checkpoint.next_record += 5,
        |checkpoint| checkpoint.destruction_lines += 1,
        |checkpoint| checkpoint.destruction_head = Digest([7; 32]),
        |checkpoint| checkpoint.header_next = Some(Digest([7; 32])),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let sample = busy();
        let done = sample.open().change(|transaction| {
            change(&mut transaction.checkpoint);
            transaction.log(Act::Recovered { intent: None, from: code("x") });
            Ok(())
        });
        done.unwrap();
        assert_log(&sample, "damage-checkpoint-state", &n.to_string());
    }
}

/// An operator who logs a destruction that never was, with a line that fits, but for whom another
/// key signed. Breaks without the check of the line's own signature.
#[test]
fn a_destruction_line_of_a_stranger_is_found() {
    for (seed, expected) in [(None, false), (Some([7; 32]), true)] {
        let sample = busy();
        let mut vault = sample.open();
        let logged = vault.logged_lines().unwrap().remove(0);
        let Event::Destruction(before) = Line::parse(&logged).unwrap().payload.event else {
            panic!("a destruction was logged")
        };
        let checkpoint = vault.state.checkpoint;
        let (intent, numbers) = (checkpoint.seq + 1, Numbers::from(number(9)));
        let (line, epoch) = (checkpoint.destruction_lines + 1, checkpoint.epoch);
        let certificate = vault.certificate_number(line);
        let basis = before.basis.clone();
        let now = Destruction { intent, numbers: numbers.clone(), certificate, ..*before };
        let payload =
            Payload::new(line, checkpoint.destruction_head, Event::Destruction(Box::new(now)));
        let text = payload.to_text();
        let stranger = seed.map(|seed| SigningKey::from_seed(&seed));
        let key = stranger.as_ref().unwrap_or(&vault.half.signing_key);
        let signature = crypto::sshsig::sign(key, NAMESPACE, text.as_bytes());
        let line = destruction::line(&text, &signature);
        let done = vault.change(|transaction| {
            let (reason, commitments) = (Reason::Request, Vec::new());
            let named = numbers.clone();
            transaction.log(Act::Intent {
                numbers: named,
                reason,
                basis,
                epoch,
                commitments,
                scope: None,
                retention: None,
                late: None,
            });
            let (epoch, rows) = (epoch + 1, Rows::new());
            transaction.log(Act::Destroyed { intent, numbers, epoch, rows });
            transaction.log(Act::Done { intent, line, residual: Vec::new() });
            Ok(())
        });
        done.unwrap();
        drop(vault);
        assert_eq!(found(&sample, Depth::Log).contains("damage-done"), expected);
    }
}

/// An operator who writes a record's history anew, with its own keys: the directory has its hash.
#[test]
fn history_that_was_written_anew_is_found() {
    let sample = busy();
    let mut vault = sample.open();
    let opener = vault.opener();
    let row = vault.state.bucket(0).unwrap();
    let bucket = Bucket::load(&vault.store, &opener, row).unwrap();
    let step = vault.store.trail(number(2)).unwrap().remove(0);
    let ring = &vault.ring;
    let key = ring.compartment(&bucket.entry(number(2)).unwrap().key, number(2), step.part);
    let context = ring.trail_context(number(2), step.part, step.n);
    let sealed = crypto::seal(&key.unwrap(), &context, b"another past", &mut vault.random);
    vault.store.tamper("DELETE FROM trail WHERE record = 2 AND n = 1");
    vault.store.insert_trail(&TrailRow { sealed, ..step }).unwrap();
    drop(vault);
    assert_found(&sample, "damage-trail", "written anew");
}
