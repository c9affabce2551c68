//! Tests of checking a destruction log: each kind of break, deliberately made.

use super::super::sample::{destruction, genesis, key, lines, numbers, roster, signed, vault};
use super::*;
use crate::log::destruction::Destruction;
use crate::log::toy;
use proptest::prelude::*;

const PURGE: &[Capability] = &[Capability::Purge];

/// Genesis, an operator who may purge, a destruction by each of the two, the operator goes, a
/// last destruction.
fn whole() -> Vec<String> {
    lines(vec![
        genesis(),
        roster(1, Change::Add, 2, PURGE),
        destruction(3, 1, numbers([1, 2])),
        destruction(4, 2, numbers([3])),
        roster(1, Change::Remove, 2, PURGE),
        destruction(6, 1, numbers([5, 7])),
    ])
}

fn check(text: &str) -> Report {
    verify(text.as_bytes(), toy::hash, toy::verify, |_, _| ()).unwrap()
}

fn check_lines(lines: &[String]) -> Vec<(u64, Fault)> {
    let report = check(&format!("{}\n", lines.join("\n")));
    report.findings.iter().map(|finding| (finding.line, finding.fault)).collect()
}

/// The findings after `change` was done to the whole log.
fn broken(change: impl FnOnce(&mut Vec<String>)) -> Vec<(u64, Fault)> {
    let mut lines = whole();
    change(&mut lines);
    check_lines(&lines)
}

/// The findings for a log of `events`, chained and signed as they say.
fn said(events: Vec<Event>) -> Vec<(u64, Fault)> {
    check_lines(&lines(events))
}

/// A second line that records a destruction, changed by `change` before it was signed.
fn lying(change: impl FnOnce(&mut Destruction)) -> Vec<(u64, Fault)> {
    let mut event = destruction(2, 1, numbers([1]));
    if let Event::Destruction(destruction) = &mut event {
        change(destruction);
    }
    said(vec![genesis(), event])
}

#[test]
fn a_whole_log_verifies_by_itself() {
    let whole = whole();
    let text = format!("{}\n", whole.join("\n"));
    let mut seen = Vec::new();
    let each = |line: &Line, text: &str| seen.push((line.payload.line, text.to_owned()));
    let report = verify(text.as_bytes(), toy::hash, toy::verify, each).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!((report.lines, report.length, report.unfinished), (6, text.len() as u64, false));
    assert_eq!(report.head, toy::hash(whole[5].as_bytes()));
    assert_eq!(report.genesis.map(|genesis| genesis.vault), Some(vault()));
    let expected: Vec<_> = (1..).zip(whole).collect();
    assert_eq!(seen, expected);
}

#[test]
fn an_empty_file_is_no_damage_and_says_so() {
    assert_eq!(check(""), Report::default());
}

#[test]
fn an_unfinished_line_is_told_from_damage() {
    let whole = whole();
    let good = format!("{}\n", whole[..5].join("\n"));
    for cut in [1, 20, whole[5].len()] {
        let report = check(&format!("{good}{}", whole[5].get(..cut).unwrap()));
        assert_eq!((report.findings, report.unfinished), (vec![], true));
        assert_eq!((report.lines, report.length), (5, good.len() as u64));
    }
    // Blank sectors in the last line but one: what follows it is not finished either.
    let at = whole[..4].iter().map(|line| line.len() + 1).sum::<usize>();
    let torn = format!("{good}{}\n", whole[5]).into_bytes();
    let sector = (at + 1).next_multiple_of(512);
    for blank in [at..sector, sector..sector + 512] {
        let mut torn = torn.clone();
        torn[blank].fill(0);
        let report = check(std::str::from_utf8(&torn).unwrap());
        assert_eq!((report.findings, report.lines, report.unfinished), (vec![], 4, true));
    }
    // No device leaves less than that out: this was written.
    for blank in [at + 9..at + 40, at + 9..at + 10, sector..sector + 1, sector - 1..sector] {
        let mut damaged = torn.clone();
        damaged[blank].fill(0);
        let report = check(std::str::from_utf8(&damaged).unwrap());
        assert_eq!(report.findings.first().map(|finding| finding.line), Some(5));
        assert!(!report.unfinished);
    }
    let mut damaged = whole;
    damaged[5].truncate(20);
    assert_eq!(check_lines(&damaged), [(6, LineError::Malformed.into())]);
}

#[test]
fn what_is_missing_doubled_or_out_of_order_is_found() {
    assert_eq!(broken(|l| drop(l.remove(2))), [(3, Fault::Number)]);
    assert_eq!(broken(|l| l.swap(2, 3))[0], (3, Fault::Number));
    assert_eq!(broken(|l| l.insert(3, l[2].clone()))[0], (4, Fault::Number));
    assert_eq!(broken(|l| drop(l.remove(0)))[0], (1, Fault::Number));
    assert_eq!(broken(|l| l.insert(2, String::new()))[0], (3, LineError::Malformed.into()));
    // Lines cut off at the end show in the count and in the head.
    let cut = check(&format!("{}\n", whole()[..5].join("\n")));
    assert_eq!((cut.lines, cut.findings.len()), (5, 0));
    assert_ne!(cut.head, toy::hash(whole()[5].as_bytes()));
}

#[test]
fn what_was_altered_is_found() {
    let altered = |from: &'static str, to: &'static str| {
        broken(move |lines| {
            let changed = lines[2].replacen(from, to, 1);
            assert_ne!(changed, lines[2]);
            lines[2] = changed;
        })
    };
    let malformed = Fault::Line(LineError::Malformed);
    let newer = Fault::Line(LineError::Newer);
    assert_eq!(altered("REQ-2026/17", "REQ-2026/18"), [(3, Fault::Signature), (4, Fault::Chain)]);
    assert_eq!(altered(r#"\"count\":2"#, r#"\"count\":3"#)[0], (3, Fault::Signature));
    assert_eq!(altered(r#"{"payload""#, r#"{ "payload""#), [(3, malformed), (4, Fault::Chain)]);
    assert_eq!(altered(r#"\"count\":2"#, r#"\"count\":2,\"x\":1"#)[0], (3, malformed));
    assert_eq!(altered("REQ-2026/17", "13800000013")[0], (3, malformed));
    assert_eq!(altered("destruction/1", "destruction/2")[0], (3, newer));
    assert_eq!(altered(r#"\"destruction\""#, r#"\"deposit\""#)[0], (3, newer));
    assert_eq!(
        broken(|lines| lines[0] = lines[0].replacen("owner", "clerk", 1))[0].1,
        Fault::Signature
    );
}

#[test]
fn a_forged_line_is_found() {
    let forged = |line: u64, by: u32| {
        broken(move |lines| {
            lines.truncate(usize::try_from(line).unwrap() - 1);
            let prev = toy::hash(lines.last().unwrap().as_bytes());
            let event = destruction(line, 1, numbers([9]));
            lines.push(signed(&Payload::new(line, prev, event), by));
        })
    };
    assert_eq!(forged(4, 1), []);
    assert_eq!(forged(4, 2), [(4, Fault::Signature)]);
    // The same text, chained elsewhere.
    let moved = broken(|lines| {
        let event = destruction(6, 1, numbers([5, 7]));
        lines[5] = signed(&Payload::new(6, Digest::default(), event), 1);
    });
    assert_eq!(moved, [(6, Fault::Chain)]);
}

#[test]
fn only_those_sign_who_may_at_that_point() {
    let add = |by, operator, may| roster(by, Change::Add, operator, may);
    let by_two = |line| destruction(line, 2, numbers([1]));
    assert_eq!(said(vec![genesis(), by_two(2)]), [(2, Fault::Signer)]);
    let reader = add(1, 2, &[Capability::Read]);
    assert_eq!(said(vec![genesis(), reader, by_two(3)]), [(3, Fault::Signer)]);
    let gone = vec![genesis(), add(1, 2, PURGE), roster(1, Change::Remove, 2, PURGE), by_two(4)];
    assert_eq!(said(gone), [(4, Fault::Signer)]);
    let not_admin = vec![genesis(), add(1, 2, PURGE), add(2, 3, PURGE)];
    assert_eq!(said(not_admin), [(3, Fault::Signer)]);
    let twice = vec![genesis(), add(1, 2, PURGE), add(1, 2, PURGE)];
    assert_eq!(said(twice), [(3, Fault::Content)]);
    assert_eq!(said(vec![genesis(), roster(1, Change::Remove, 2, PURGE)]), [(2, Fault::Content)]);
}

#[test]
fn the_genesis_line_stands_first_and_fits_its_vault() {
    assert_eq!(said(vec![genesis(), genesis()]), [(2, Fault::Genesis)]);
    let wrong = |change: &dyn Fn(&mut Genesis)| {
        let Event::Genesis(mut genesis) = genesis() else { unreachable!() };
        change(&mut genesis);
        said(vec![Event::Genesis(genesis)])
    };
    assert_eq!(wrong(&|g| g.vault = Digest([0; 32])), [(1, Fault::Genesis)]);
    assert_eq!(wrong(&|g| g.key = key(2)), [(1, Fault::Genesis)]);
    assert_eq!(wrong(&|g| g.key += " comment"), [(1, Fault::Genesis)]);
    assert_eq!(wrong(&|g| g.operator = OperatorNumber(2)), [(1, Fault::Genesis)]);
}

#[test]
fn a_signed_line_that_contradicts_itself_is_found() {
    let content = [(2, Fault::Content)];
    assert_eq!(lying(|_| ()), []);
    assert_eq!(lying(|d| d.count += 1), content);
    assert_eq!(lying(|d| d.vault = Digest([9; 32])), content);
    assert_eq!(lying(|d| d.certificate.push('1')), content);
    assert_eq!(lying(|d| d.intent = d.log_seq + 1), content);
}

#[test]
fn a_line_without_end_is_not_read_into_memory() {
    let endless = std::io::BufReader::new(std::io::repeat(b'x').take(LONGEST as u64 * 4));
    let report = verify(endless, toy::hash, toy::verify, |_, _| ()).unwrap();
    assert_eq!(report.findings, [Finding { line: 1, fault: Fault::TooLong }]);
    assert!(!report.unfinished);
}

proptest! {
    #[test]
    fn no_byte_can_be_changed_unseen(at: prop::sample::Index, to: u8) {
        let mut bytes = format!("{}\n", whole().join("\n")).into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        let report = verify(bytes.as_slice(), toy::hash, toy::verify, |_, _| ()).unwrap();
        prop_assert!(!report.findings.is_empty() || report.unfinished);
    }
}
