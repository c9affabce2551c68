//! Lines of destruction.log that were torn or written by somebody else, against the log.

use super::sample::{order, selector};
use super::tamper_tests::{busy, found, number, path};
use super::{Depth, Vault};
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
