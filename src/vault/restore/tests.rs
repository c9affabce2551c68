//! Restores: everybody but the destroyed, whatever is missing, stale or forged.

use super::{Brought, RestoreOrder, prepare_restore};
use crate::log::Numbers;
use crate::model::{RecordNumber, Value};
use crate::vault::backup::{Backup, BackupTo as Wanted};
use crate::vault::sample::{Sample, order, selector};
use crate::vault::{Depth, Result, Vault};
use std::path::{Path, PathBuf};

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

fn range(first: u64, last: u64) -> Numbers {
    Numbers::range(number(first), number(last))
}

/// A vault with so many customers, in as many buckets as that takes.
fn crowd(count: usize) -> Sample {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..count).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    sample
}

fn nas(sample: &Sample) -> PathBuf {
    sample.home.path().join("nas")
}

/// Backs the vault up; gives the name of the artefact.
fn backup(sample: &Sample) -> String {
    backup_to(sample, &nas(sample))
}

fn backup_to(sample: &Sample, to: &Path) -> String {
    let wanted = Wanted { to, name: None, data_only: false, versioned: true };
    let backup = Backup { wanted, progress: &|_, _| {} };
    sample.open().backup(&backup).unwrap().artefact.unwrap()
}

fn purge(sample: &Sample, numbers: Numbers) {
    sample.open().purge(&order(numbers)).unwrap();
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

/// What is to be restored, by default the newest data to where the vault was.
fn plain<'a>(destination: &'a Path, to: &'a Path) -> RestoreOrder<'a> {
    RestoreOrder {
        destination,
        data: None,
        to,
        destruction_logs: &[],
        accept_stale: false,
        accept_rollback: false,
    }
}

fn restore(sample: &Sample, order: &RestoreOrder<'_>) -> Result<Brought> {
    prepare_restore(order, &sample.credential(), sample.environment())?.carry_out()
}

fn lose(sample: &Sample) {
    std::fs::remove_dir_all(sample.dir()).unwrap();
}

#[track_caller]
fn assert_sound(sample: &Sample) {
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    let findings: Vec<_> = report.findings().collect();
    assert!(findings.is_empty(), "{findings:?}");
    assert!(report.notices.is_empty(), "{:?}", report.notices);
}

fn count(sample: &Sample) -> u64 {
    sample.open().count(&selector("")).unwrap()
}

#[test]
fn a_lost_vault_comes_back_as_it_was() {
    let sample = crowd(300);
    grade(&sample, 2, "A");
    let artefact = backup(&sample);
    lose(&sample);
    let (nas, dir) = (nas(&sample), sample.dir());
    let brought = restore(&sample, &plain(&nas, &dir)).unwrap();
    assert_eq!(brought.plan.artefact, artefact);
    assert_eq!(brought.plan.restored, range(1, 300));
    assert!(brought.plan.lost.is_empty() && brought.plan.destroyed.is_empty());
    assert_sound(&sample);
    assert_eq!(count(&sample), 300);
    grade(&sample, 2, "B");
    let added = sample.add(&[("新客户", "13700000001", "")]);
    assert_eq!(added, range(301, 301));
    purge(&sample, range(2, 2));
    assert_sound(&sample);
    let names: Vec<_> = std::fs::read_dir(sample.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}
