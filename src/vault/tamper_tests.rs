//! A vault that somebody had his hands in: whatever was changed, put back or copied from
//! elsewhere is found, and the right thing is said of it.

use super::header::{Header, Unverified};
use super::sample::{Sample, order, selector};
use super::{Depth, Error, Result, Vault};
use crate::crypto::{self, SigningKey};
use crate::files;
use crate::log::{Member, Step};
use crate::model::{Capabilities, Clearance, OperatorNumber, RecordNumber, Value};
use crate::store::Store;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(super) fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// Records in two buckets, one of them changed, one destroyed; everything in records.db itself.
pub(super) fn busy() -> Sample {
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

pub(super) fn grade(sample: &Sample, n: u64, grade: &str) {
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

pub(super) fn path(sample: &Sample, file: &str) -> PathBuf {
    sample.dir().join(file)
}

/// What a stranger does to the database with an SQLite client of his own.
pub(super) fn sql(sample: &Sample, text: &str) {
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
pub(super) fn found(sample: &Sample, depth: Depth) -> BTreeSet<&'static str> {
    match Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth) {
        Ok(report) => report.findings().map(|finding| finding.place.what).collect(),
        Err(Error::Damaged { place, .. }) => [place.what].into(),
        Err(error) => panic!("{error:?}"),
    }
}

#[track_caller]
pub(super) fn assert_found(sample: &Sample, what: &str, how: &str) {
    let found = found(sample, Depth::Everything);
    assert!(found.contains(what), "{how}: {found:?}");
}

/// The same for what `audit verify` must find by itself.
#[track_caller]
pub(super) fn assert_log(sample: &Sample, what: &str, how: &str) {
    let found = found(sample, Depth::Log);
    assert!(found.contains(what), "{how}: {found:?}");
}

/// The last entry of the log before the first break.
pub(super) fn sound_until(sample: &Sample) -> u64 {
    Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log)
        .unwrap()
        .sound_until
}

pub(super) fn refused(result: Result<Vault>) -> Option<&'static str> {
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

/// How, by which statement (`old` is an earlier database), and what is said of it.
const MISPLACED: &[(&str, &str, &str)] = &[
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

/// A row, part, directory, bucket or segment that was put back, copied from another place or
/// removed. Each is another link: row hash, directory hash, root, context, counts, chain.
#[test]
fn what_is_not_in_its_place_and_time_is_found() {
    for (how, text, what) in MISPLACED {
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

/// Writes a header as a holder of the vault key can: with a MAC and a hash that fit.
fn write_header(sample: &Sample, change: impl FnOnce(&mut Header, &Vault)) {
    let vault = sample.open();
    let mut header = vault.header.header.clone();
    change(&mut header, &vault);
    let (bytes, _) = header.encode(&vault.ring.header_mac_key()).unwrap();
    Unverified::read(&bytes).unwrap();
    files::replace(&path(sample, "header"), &bytes).unwrap();
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
    files::replace(&path(&sample, "records.db"), &db).unwrap();
    let header = std::fs::read_to_string(path(&sample, "header")).unwrap();
    let (body, _) = header.trim_end().rsplit_once('\n').unwrap();
    let body = body.replacen("\"k1\"", "\"k2\"", 1) + "\n";
    let hash = crypto::sha256(body.as_bytes());
    let newer = format!("{body}{{\"sha256\":\"{hash}\"}}\n");
    files::replace(&path(&sample, "header"), newer.as_bytes()).unwrap();
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
    files::replace(&file, lines[..2].concat().as_bytes()).unwrap();
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
        files::replace(&file, wrong.as_bytes()).unwrap();
        assert!(!found(&sample, Depth::Log).is_empty());
    }
    std::fs::remove_file(&file).unwrap();
    assert_log(&sample, "damage-missing", "no file");
}

pub(super) fn code(text: &str) -> crate::log::Code {
    text.parse().unwrap()
}
