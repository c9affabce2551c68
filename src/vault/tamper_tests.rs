//! A vault that somebody had his hands in: whatever was changed, put back or copied from
//! elsewhere is found, and the right thing is said of it.

use super::header::{Header, Unverified};
use super::sample::{Sample, order, selector};
use super::{Depth, Error, Result, Vault};
use crate::crypto::{self, Purpose, SigningKey};
use crate::log::{Act, Entry, Member, Numbers, Step};
use crate::model::{Capabilities, Clearance, OperatorNumber, RecordNumber, Value};
use crate::store::{LogRow, Store};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// Records in two buckets, one of them changed, one destroyed; everything in records.db itself.
fn busy() -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..260).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    grade(&sample, 2, "A");
    sample.open().purge(&order(number(5).into())).unwrap();
    sample.open().count(&selector("")).unwrap();
    fold(&sample);
    sample
}

fn grade(sample: &Sample, n: u64, grade: &str) {
    let mut vault = sample.open();
    let field = vault.policy().known().grade;
    vault
        .change(|transaction| {
            transaction.edit("grade", &number(n).into(), None, |_, fields| {
                fields.set(field, [Value::plain(grade)]);
                Ok(())
            })
        })
        .unwrap();
}

fn fold(sample: &Sample) {
    sample.open().store.fold_wal().unwrap();
}

fn path(sample: &Sample, file: &str) -> PathBuf {
    sample.dir().join(file)
}

/// What a stranger does to the database with an SQLite client of his own.
fn sql(sample: &Sample, text: &str) {
    let store = Store::open(&path(sample, "records.db")).unwrap();
    store.tamper(text);
    store.fold_wal().unwrap();
}

/// Keeps records.db as it is now, under another name.
fn keep(sample: &Sample) -> PathBuf {
    fold(sample);
    let kept = sample.home.path().join("kept.db");
    std::fs::copy(path(sample, "records.db"), &kept).unwrap();
    kept
}

/// What a check finds, by the ids of its messages; what ends it is among them.
fn found(sample: &Sample, depth: Depth) -> BTreeSet<&'static str> {
    match Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth) {
        Ok(report) => report.findings().map(|finding| finding.place.what).collect(),
        Err(Error::Damaged { place, .. }) => [place.what].into(),
        Err(error) => panic!("{error:?}"),
    }
}

#[track_caller]
fn assert_found(sample: &Sample, what: &str, how: &str) {
    let found = found(sample, Depth::Everything);
    assert!(found.contains(what), "{how}: {found:?}");
}

/// The same for what `audit verify` must find by itself.
#[track_caller]
fn assert_log(sample: &Sample, what: &str, how: &str) {
    let found = found(sample, Depth::Log);
    assert!(found.contains(what), "{how}: {found:?}");
}

fn sound_until(sample: &Sample) -> u64 {
    Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log)
        .unwrap()
        .sound_until
}

fn refused(result: Result<Vault>) -> Option<&'static str> {
    match result {
        Err(Error::Damaged { place, .. }) => Some(place.what),
        Err(error) => panic!("{error:?}"),
        Ok(_) => None,
    }
}

#[test]
fn a_vault_in_order_has_no_findings() {
    let sample = busy();
    assert_eq!(found(&sample, Depth::Everything), [].into());
    let vault = sample.open();
    assert_eq!(sound_until(&sample), vault.state.checkpoint.seq);
}

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
    let entry = Entry { time: 0, operator: vault.operator, policy: vault.policy_hash, act };
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

fn code(text: &str) -> crate::log::Code {
    text.parse().unwrap()
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
    let part = crate::model::Part::Operational;
    let cases: [(Act, &str); 6] = [
        (Act::Init {}, "damage-log-order"),
        (
            Act::Destroyed { intent: 3, numbers: numbers(9), epoch: 3, rows: Default::default() },
            "damage-destroyed",
        ),
        (Act::Done { intent: 3, line: "{}".to_owned(), residual: Vec::new() }, "damage-done"),
        (Act::Recovered { intent: Some(4), from: code("x") }, "damage-log-order"),
        (
            Act::Change {
                verb: code("edit"),
                parts: vec![crate::log::PartChange { part, numbers: numbers(9) }],
                created: numbers(9),
                detail: None,
            },
            "damage-log-order",
        ),
        (Act::Header { old: Default::default(), new: Default::default() }, "damage-unknown-header"),
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
    let parts = vec![crate::log::PartChange { part, numbers: numbers(9) }];
    let act = Act::Change { verb: code("edit"), parts, created: Numbers::new(), detail: None };
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

/// A row, part, directory, bucket or segment that was put back, copied from another place or
/// removed. Each is another link: row hash, directory hash, root, context, counts, chain.
#[test]
fn what_is_not_in_its_place_and_time_is_found() {
    let cases = [
        (
            "an old row",
            "UPDATE record SET level3 = (SELECT level3 FROM old.record o
          WHERE o.number = record.number) WHERE number = 2",
            "damage-record",
        ),
        (
            "another's part",
            "UPDATE record SET level2 = (SELECT level2 FROM record WHERE number = 7)
          WHERE number = 6",
            "damage-record",
        ),
        (
            "another's row",
            "UPDATE record SET (operational, level1, level2, level3) =
          (SELECT operational, level1, level2, level3 FROM old.record o WHERE o.number = 7)
          WHERE number = 6",
            "damage-record",
        ),
        (
            "a destroyed row",
            "INSERT INTO record SELECT * FROM old.record WHERE number = 8",
            "damage-record-unknown",
        ),
        (
            "a row beyond all buckets",
            "INSERT INTO record SELECT 99999, operational, level1, level2,
          level3 FROM record WHERE number = 6",
            "damage-record-count",
        ),
        ("a missing row", "DELETE FROM record WHERE number = 6", "damage-record-missing"),
        (
            "an old directory",
            "UPDATE directory SET sealed = (SELECT sealed FROM old.directory o
          WHERE o.bucket = 0) WHERE bucket = 0",
            "damage-directory",
        ),
        (
            "another's directory",
            "UPDATE directory SET sealed = (SELECT sealed FROM directory
          WHERE bucket = 1) WHERE bucket = 0",
            "damage-directory",
        ),
        (
            "a directory too many",
            "INSERT INTO directory SELECT 9, sealed FROM directory
          WHERE bucket = 0",
            "damage-directory-count",
        ),
        (
            "an old bucket",
            "UPDATE bucket SET (directory_hash, wrapped_key, counter0, counter1,
          counter2, counter3) = (SELECT directory_hash, wrapped_key, counter0, counter1, counter2,
          counter3 FROM old.bucket o WHERE o.id = 0) WHERE id = 0",
            "damage-root",
        ),
        ("a missing bucket", "DELETE FROM bucket WHERE id = 1", "damage-root"),
        (
            "another's key",
            "UPDATE bucket SET wrapped_key = (SELECT wrapped_key FROM old.bucket o
          WHERE o.id = 0) WHERE id = 1",
            "damage-bucket-key",
        ),
        ("an old counter", "UPDATE bucket SET counter3 = counter3 - 1 WHERE id = 0", "damage-root"),
        (
            "an old segment",
            "UPDATE segment SET sealed = (SELECT sealed FROM old.segment o
          WHERE o.id = segment.id) WHERE id % 256 = 0",
            "damage-segment",
        ),
        ("another's history", "UPDATE trail SET record = 3 WHERE record = 2", "damage-trail"),
        ("less history", "DELETE FROM trail WHERE record = 2", "damage-trail"),
        (
            "history of nobody",
            "INSERT INTO trail (record, n, part, sealed)
          SELECT 9, 1, part, sealed FROM trail WHERE record = 2 LIMIT 1",
            "damage-trail-count",
        ),
        (
            "changed history",
            "UPDATE trail SET sealed = randomblob(length(sealed))
          WHERE record = 2",
            "damage-trail",
        ),
    ];
    for (how, text, what) in cases {
        let sample = busy();
        let old = keep(&sample);
        grade(&sample, 2, "B");
        sample.open().purge(&order(number(8).into())).unwrap();
        sql(&sample, &format!("ATTACH '{}' AS old; {text}", old.display()));
        assert_found(&sample, what, how);
    }
}

/// What stands in records is not shown when it is not what was signed, by any verb.
#[test]
fn an_ordinary_command_refuses_what_it_reads_in_the_wrong_place() {
    let sample = busy();
    let old = keep(&sample);
    grade(&sample, 2, "B");
    sql(
        &sample,
        &format!(
            "ATTACH '{}' AS old; UPDATE record SET level3 = (SELECT level3 FROM old.record o
             WHERE o.number = 2) WHERE number = 2",
            old.display()
        ),
    );
    let mut vault = sample.open();
    let known = vault.policy().known();
    let mut edit = |n| {
        vault.change(|transaction| {
            transaction.edit("grade", &number(n).into(), None, |_, fields| {
                fields.set(known.grade, [Value::plain("C")]);
                Ok(())
            })
        })
    };
    assert!(matches!(edit(2), Err(Error::Damaged { .. })));
    assert!(edit(3).is_ok(), "what is in order goes on working");
}

/// Both with a destruction in between, when the keyhole tells, and without, when the anchor does.
#[test]
fn an_older_database_put_back_is_older_and_not_damaged() {
    for purge in [false, true] {
        let sample = busy();
        let old = keep(&sample);
        grade(&sample, 2, "B");
        if purge {
            sample.open().purge(&order(number(6).into())).unwrap();
        }
        fold(&sample);
        std::fs::copy(&old, path(&sample, "records.db")).unwrap();
        for file in ["records.db-wal", "records.db-shm"] {
            drop(std::fs::remove_file(path(&sample, file)));
        }
        let refused = sample.try_open_at(&sample.dir()).err().unwrap();
        assert!(matches!(refused, Error::Older { .. }), "{refused:?}");
        assert_log(&sample, "damage-older", "put back");
        assert_found(&sample, "damage-older", "put back");
    }
}

fn flip(sample: &Sample, file: &str, at: usize) {
    let path = path(sample, file);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[at] ^= 0x10;
    std::fs::write(path, bytes).unwrap();
}

/// The header at open, the keyhole's key at open, destruction.log by a check.
#[test]
fn a_flipped_byte_in_the_small_files_is_damage() {
    let sample = busy();
    let header = std::fs::read(path(&sample, "header")).unwrap();
    for at in (0..header.len()).step_by(97) {
        flip(&sample, "header", at);
        let refused = sample.try_open_at(&sample.dir()).err().unwrap();
        assert!(matches!(refused, Error::Damaged { .. }), "header {at}: {refused:?}");
        flip(&sample, "header", at);
    }
    let keyhole = std::fs::read(path(&sample, "keyhole")).unwrap();
    let used = keyhole.iter().position(|byte| *byte != 0).unwrap();
    for at in (used..used + 4096).step_by(31) {
        flip(&sample, "keyhole", at);
        assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-no-epoch"), "{at}");
        flip(&sample, "keyhole", at);
    }
    let lines = std::fs::read(path(&sample, "destruction.log")).unwrap();
    // The last byte is a line end: without it the line was never finished, and is written anew.
    for at in (0..lines.len() - 1).step_by(101) {
        flip(&sample, "destruction.log", at);
        let found = found(&sample, Depth::Log);
        assert!(!found.is_empty(), "destruction.log {at}");
        flip(&sample, "destruction.log", at);
    }
    assert_eq!(found(&sample, Depth::Everything), [].into());
}

/// Everything that the database holds, as one text.
fn content(store: &Store) -> Option<String> {
    let mut all = format!("{:?}{:?}", store.buckets().ok()?, store.directory_ids().ok()?);
    for id in 0..2 {
        let rows = store.records_of(id).ok()?;
        all += &format!("{:?}{rows:?}", store.directory(id).ok()?);
        for row in rows {
            all += &format!("{:?}", store.trail(row.number).ok()?);
        }
        for part in crate::model::Part::ALL {
            all += &format!("{:?}", store.segment(part, id).ok()?);
        }
    }
    store
        .each_entry(1, |row| {
            all += &format!("{row:?}");
            Ok::<_, crate::store::Error>(true)
        })
        .ok()?;
    Some(all + &format!("{:?}", store.checkpoints().ok()?))
}

/// A flipped byte in records.db is found, unless it lies where nothing is stored at all.
#[test]
fn a_flipped_byte_in_the_database_is_damage_wherever_something_is_stored() {
    let sample = busy();
    let db = path(&sample, "records.db");
    let before = content(&Store::open(&db).unwrap()).unwrap();
    let length = usize::try_from(std::fs::metadata(&db).unwrap().len()).unwrap();
    let mut caught = 0;
    for at in (19..length).step_by(length / 60) {
        flip(&sample, "records.db", at);
        let same =
            Store::open(&db).ok().and_then(|store| content(&store)).as_ref() == Some(&before);
        let checked = Vault::check(
            &sample.dir(),
            &sample.credential(),
            sample.environment(),
            Depth::Everything,
        );
        let damaged = match checked {
            Ok(report) => report.findings().next().is_some(),
            Err(Error::Damaged { .. }) => true,
            Err(error) => panic!("{at}: {error:?}"),
        };
        assert!(damaged || same, "byte {at} of {length}");
        caught += usize::from(damaged);
        flip(&sample, "records.db", at);
    }
    assert!(caught > 20, "{caught}");
    assert_eq!(found(&sample, Depth::Everything), [].into());
}

/// Writes a header as a holder of the vault key can: with a MAC and a hash that fit.
fn write_header(sample: &Sample, change: impl FnOnce(&mut Header, &Vault)) {
    let vault = sample.open();
    let mut header = vault.header.header.clone();
    change(&mut header, &vault);
    let (bytes, _) = header.encode(&vault.ring.header_mac_key()).unwrap();
    Unverified::read(&bytes).unwrap();
    std::fs::write(path(sample, "header"), bytes).unwrap();
}

/// A holder of the vault key cannot put his key under another's name, nor an administrator add an
/// operator whom the log does not know.
#[test]
fn a_header_whose_roster_the_log_does_not_sign_is_refused() {
    let sample = busy();
    write_header(&sample, |header, _| {
        let statement = &mut header.roster[0].statement;
        *statement = statement.replacen("wang", "weng", 1);
    });
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-roster"));
    assert_eq!(found(&sample, Depth::Log), ["damage-roster"].into());

    let sample = busy();
    write_header(&sample, |header, vault| {
        let stranger = SigningKey::from_seed(&[9; 32]);
        let member = Member {
            operator: OperatorNumber(2),
            name: "zhao".to_owned(),
            role: code("clerk"),
            clearance: Clearance::FULL,
            capabilities: Capabilities::all(),
            signing_key: stranger.verifying_key().to_string(),
            recipient: "age1stranger".to_owned(),
        };
        let next = vault.roster.next(vault.operator, 0, Step::Add(member)).to_text();
        let signature = vault.half.signing_key.sign("kedang/k1/roster", next.as_bytes());
        let signature = signature.to_string();
        header.roster.push(crate::log::Signed { statement: next, signature });
    });
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-roster"));
    assert_log(&sample, "damage-roster", "an operator whom the log does not know");
}

#[test]
fn a_header_that_the_log_does_not_know_is_refused() {
    let sample = busy();
    write_header(&sample, |header, _| header.head.name = "西方贸易".to_owned());
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-unknown-header"));
    assert_log(&sample, "damage-unknown-header", "another name");
}

#[test]
fn a_newer_format_is_refused_untouched() {
    let sample = busy();
    let db = std::fs::read(path(&sample, "records.db")).unwrap();
    sql(&sample, "PRAGMA user_version = 2");
    assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::Newer("schema"))));
    std::fs::write(path(&sample, "records.db"), db).unwrap();
    let header = std::fs::read_to_string(path(&sample, "header")).unwrap();
    let (body, _) = header.trim_end().rsplit_once('\n').unwrap();
    let body = body.replacen("\"k1\"", "\"k2\"", 1) + "\n";
    let hash = crypto::sha256(body.as_bytes());
    let newer = format!("{body}{{\"sha256\":\"{hash}\"}}\n");
    std::fs::write(path(&sample, "header"), &newer).unwrap();
    assert!(matches!(sample.try_open_at(&sample.dir()), Err(Error::Newer("format"))));
    assert_eq!(std::fs::read_to_string(path(&sample, "header")).unwrap(), newer);
}

/// Lines missing at the end are what a crash leaves: noted, and appended by the next writer. A
/// line that is missing before the last, or one too many, is damage.
#[test]
fn a_destruction_log_that_lacks_or_has_lines_is_told_apart() {
    let sample = busy();
    sample.open().purge(&order(number(9).into())).unwrap();
    let file = path(&sample, "destruction.log");
    let whole = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert_eq!(lines.len(), 3);
    std::fs::write(&file, lines[..2].concat()).unwrap();
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log)
            .unwrap();
    assert_eq!((report.findings().count(), report.notices[0].0), (0, "check-lines-missing"));
    sample.open().count(&selector("")).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), whole);
    for wrong in [
        [lines[0], lines[2]].concat(),
        [lines[1], lines[2]].concat(),
        [&whole, lines[2]].concat(),
        String::new(),
    ] {
        std::fs::write(&file, wrong).unwrap();
        assert!(!found(&sample, Depth::Log).is_empty());
    }
    std::fs::remove_file(&file).unwrap();
    assert_log(&sample, "damage-missing", "no file");
}
