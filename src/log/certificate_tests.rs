//! Tests of what a certificate takes from its lines.

use super::super::destruction::sample;
use super::*;

fn line() -> String {
    let events = vec![sample::genesis(), sample::destruction(2, 1, sample::numbers([3, 4, 9]))];
    sample::lines(events).remove(1)
}

/// A log: genesis, a destruction with copies at `usb` and `nas`, and scrubs of `(name, through)`.
fn log(scrubs: &[(&str, u64)]) -> Vec<String> {
    let mut event = sample::destruction(2, 1, sample::numbers([3, 4, 9]));
    if let Event::Destruction(destruction) = &mut event {
        destruction.residual = vec!["usb".to_owned(), "nas".to_owned()];
    }
    let mut events = vec![sample::genesis(), event];
    events.extend(scrubs.iter().map(|(name, through)| sample::scrub(name, *through, 1)));
    sample::lines(events)
}

fn certified(scrubs: &[(&str, u64)]) -> Certificate {
    let lines = log(scrubs);
    let mut certificate = Certificate::from_line(&lines[1], &sample::numbers([3])).unwrap();
    for line in &lines[2..] {
        certificate.settle(line).unwrap();
    }
    certificate
}

#[test]
fn it_is_made_out_for_those_who_were_destroyed() {
    let line = line();
    let certificate = Certificate::from_line(&line, &sample::numbers([3, 9])).unwrap();
    assert_eq!((certificate.line, certificate.numbers.len()), (2, 2));
    assert!(!certificate.is_partial());
    for others in [sample::numbers([]), sample::numbers([5]), sample::numbers([3, 10])] {
        let refused = Certificate::from_line(&line, &others);
        assert_eq!(refused, Err(CertificateError::NotAmong), "{others}");
    }
    let genesis = sample::lines(vec![sample::genesis()]).remove(0);
    let refused = Certificate::from_line(&genesis, &sample::numbers([3]));
    assert_eq!(refused, Err(CertificateError::NotADestruction));
}

#[test]
fn it_is_partial_until_every_copy_is_settled() {
    assert_eq!(certified(&[]).outstanding().collect::<Vec<_>>(), ["usb", "nas"]);
    let half = certified(&[("nas", 2)]);
    assert_eq!(half.outstanding().collect::<Vec<_>>(), ["usb"]);
    let whole = certified(&[("nas", 2), ("usb", 3)]);
    assert!(!whole.is_partial());
    assert_eq!(whole.lines.len(), 3);
    let copies: Vec<_> = whole.residual().map(|c| (c.name, c.settled.unwrap().line)).collect();
    assert_eq!(copies, [("usb", 4), ("nas", 3)]);
}

/// A rewritten key file leaves its older versions where versions are kept.
#[test]
fn where_versions_are_kept_a_statement_settles_and_nothing_else() {
    let mut event = sample::destruction(2, 1, sample::numbers([3]));
    if let Event::Destruction(destruction) = &mut event {
        destruction.residual = vec!["usb".to_owned(), "cloud".to_owned(), "old".to_owned()];
        destruction.versioned = vec!["cloud".to_owned()];
        destruction.set_aside = vec!["old".to_owned()];
    }
    let stated = |mut event: Event, how: &str| {
        if let Event::Scrub(scrub) = &mut event {
            scrub.how = how.parse().unwrap();
        }
        event
    };
    let events = vec![
        sample::genesis(),
        event,
        sample::scrub("cloud", 2, 1),
        stated(sample::scrub("cloud", 2, 1), "stated-versions-gone"),
        stated(sample::scrub("old", 2, 1), "stated-gone"),
    ];
    let lines = sample::lines(events);
    let mut certificate = Certificate::from_line(&lines[1], &sample::numbers([3])).unwrap();
    let kinds: Vec<_> = certificate.residual().map(|copy| copy.kind.id()).collect();
    assert_eq!(kinds, ["key-file", "versioned", "set-aside"]);
    assert!(!certificate.settle(&lines[2]).unwrap());
    assert!(certificate.settle(&lines[3]).unwrap());
    assert!(certificate.settle(&lines[4]).unwrap());
    assert_eq!(certificate.outstanding().collect::<Vec<_>>(), ["usb"]);
}

#[test]
fn what_comes_later_changes_a_complete_certificate_no_more() {
    let whole = certified(&[("nas", 2), ("usb", 3)]);
    assert_eq!(certified(&[("nas", 2), ("usb", 3), ("nas", 4), ("usb", 5)]), whole);
}

#[test]
fn a_scrub_that_does_not_reach_the_line_settles_nothing() {
    // Up to line 1 only, another destination, and one of the future.
    for scrub in [("nas", 1), ("tape", 2), ("nas", 9)] {
        assert_eq!(certified(&[scrub]).outstanding().count(), 2, "{scrub:?}");
    }
}

#[test]
fn the_lines_it_carries_are_exactly_its_own() {
    let all = log(&[("nas", 2), ("usb", 3), ("nas", 4)]);
    let numbers = sample::numbers([3]);
    let read = |lines: &[&String]| {
        let lines: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
        Certificate::from_lines(&lines.join("\n"), &numbers)
    };
    assert_eq!(read(&[&all[1], &all[2], &all[3]]), Ok(certified(&[("nas", 2), ("usb", 3)])));
    assert!(read(&[&all[1], &all[2]]).unwrap().is_partial());
    for stray in [
        [&all[1], &all[3], &all[2]],
        [&all[1], &all[2], &all[4]],
        [&all[1], &all[2], &all[2]],
        [&all[1], &all[2], &all[1]],
        [&all[1], &all[0], &all[2]],
    ] {
        assert_eq!(read(&stray), Err(CertificateError::Stray));
    }
    assert_eq!(read(&[&all[2]]), Err(CertificateError::NotADestruction));
}

#[test]
fn paper_and_media_have_one_too() {
    let line = sample::lines(vec![sample::genesis(), sample::physical(2, 1)]).remove(1);
    let numbers = sample::numbers([3]);
    let certificate = Certificate::from_line(&line, &numbers).unwrap();
    assert!(matches!(certificate.subject, Subject::Physical(_)));
    assert!(!certificate.is_partial());
    let none = Certificate::from_line(&line, &Numbers::new());
    assert_eq!(none, Err(CertificateError::NotAmong));
}
