//! Lines of destruction.log that were torn or written by somebody else, against the log.

use super::sample::{order, selector};
use super::tamper_tests::{busy, found, number, path, sql};
use super::{Depth, Environment, Error, Vault};
use crate::log::destruction;
use crate::{crypto, files};

/// The power goes before all sectors of new lines are on the device: noted, and put right by the
/// next writer, whichever sector is missing.
#[test]
fn a_line_of_the_destruction_log_that_was_torn_is_written_again() {
    const SECTOR: usize = 512;
    let sample = busy();
    let file = path(&sample, "destruction.log");
    let before = std::fs::metadata(&file).unwrap().len();
    sample.open().purge(&order(number(9).into())).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let start = usize::try_from(before).unwrap();
    for sector in start / SECTOR..=(whole.len() - 1) / SECTOR {
        let mut torn = whole.clone();
        torn[start.max(sector * SECTOR)..whole.len().min((sector + 1) * SECTOR)].fill(0);
        files::replace(&file, &torn).unwrap();
        let report =
            Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log)
                .unwrap();
        let notices: Vec<&str> = report.notices.iter().map(|(id, _)| *id).collect();
        assert_eq!(report.findings().count(), 0, "{sector}");
        assert_eq!(notices, ["check-lines-missing", "check-unfinished-line"], "{sector}");
        sample.open().count(&selector("")).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), whole, "{sector}");
    }
}

/// A line that an operator signed anew, with another basis, and nothing behind it that would
/// contradict: only the log knows which line it gave. Breaks without the comparison with it.
#[test]
fn a_line_that_was_signed_again_is_found() {
    let sample = busy();
    sample.open().purge(&order(number(9).into())).unwrap();
    let file = path(&sample, "destruction.log");
    let whole = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let line = destruction::Line::parse(lines[1]).unwrap();
    let other = line.signed.replacen("REQ-7", "REQ-8", 1);
    assert_ne!(other, line.signed);
    let key = &sample.open().half.signing_key;
    let signature = crypto::sshsig::sign(key, destruction::NAMESPACE, other.as_bytes());
    let forged = destruction::line(&other, &signature);
    files::replace(&file, format!("{}\n{forged}\n", lines[0]).as_bytes()).unwrap();
    assert_eq!(found(&sample, Depth::Log), ["damage-line"].into());
}

/// An old entry of the log that cannot be read keeps no destruction from its end: its line is appended,
/// and `check` names the entry. One that has the line which is missing does.
#[test]
fn a_destruction_ends_though_an_old_entry_of_the_log_is_damaged() {
    let sample = busy();
    let damage = "UPDATE log SET sealed = randomblob(length(sealed)) WHERE seq = 3";
    sql(&sample, damage);
    let file = path(&sample, "destruction.log");
    let lines = || std::fs::read_to_string(&file).unwrap().lines().count();
    let before = lines();
    sample.open().purge(&order(number(9).into())).unwrap();
    assert_eq!(lines(), before + 1);
    assert!(found(&sample, Depth::Log).contains("damage-log-entry"));
    let weakness = Box::new(|named: &str| named == "lines-from-the-first");
    let environment = Environment { mutant: weakness, ..sample.environment() };
    let mut weak = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert!(weak.purge(&order(number(10).into())).is_err(), "not caught");
    drop(weak);
    assert_eq!(lines(), before + 1);
    let newest = "UPDATE log SET sealed = randomblob(length(sealed))
        WHERE seq > (SELECT max(seq) - 2 FROM log)";
    sql(&sample, newest);
    let vault = Vault::open(&sample.dir(), &sample.credential(), sample.environment()).unwrap();
    let named = vault.repair_destruction_log().unwrap_err();
    assert!(matches!(named, Error::Damaged { place, .. } if place.index > Some(3)));
}
