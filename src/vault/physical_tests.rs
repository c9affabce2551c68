//! Tests of recording what was destroyed by hand.

use super::*;
use crate::model::RecordNumber;
use crate::vault::sample::{Sample, order};
use crate::vault::{Depth, Subject, Wanted, examine_log};

fn shredded(numbers: &str) -> Discarded {
    Discarded {
        medium: Medium::Paper,
        quantity: 3,
        make: None,
        model: None,
        serial: Some("BOX-7".parse().unwrap()),
        numbers: numbers.parse().unwrap(),
        method: Means::Shred,
        reason: Reason::Expired,
        basis: "PLAN 2026-1".parse().unwrap(),
        day: crate::model::date::day(2026, 2, 28).unwrap(),
        witnesses: vec!["VISITOR 12".parse().unwrap()],
    }
}

fn two() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟芳", "13800000013", ""), ("李娜", "13800000014", "")]);
    sample
}

fn assert_sound(sample: &Sample) {
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything)
            .unwrap();
    assert_eq!(report.findings().count(), 0, "{:?}", report.findings().collect::<Vec<_>>());
}

#[test]
fn it_is_a_signed_line_between_the_others() {
    let sample = two();
    let first = sample.open().discard(&shredded("1-2")).unwrap();
    assert_eq!(first.line, 2);
    sample.open().purge(&order(RecordNumber::new(1).unwrap().into())).unwrap();
    let after = sample.open().discard(&shredded("1")).unwrap();
    assert_eq!(after.line, 4, "a record that is gone may have been on paper");
    assert!(first.certificate.ends_with("-2"));
    assert_sound(&sample);
    let log = std::fs::read(sample.dir().join("destruction.log")).unwrap();
    let examined = examine_log(log.as_slice(), None).unwrap();
    assert_eq!((examined.counts.physical, examined.counts.destruction), (2, 1));
    assert!(examined.wrong.is_empty());
    let issued = sample.open().certificates(Wanted::Line(2), false).unwrap().remove(0);
    let Subject::Physical(physical) = &issued.subject else { panic!("of paper") };
    assert_eq!((physical.quantity, issued.numbers.to_string()), (3, "1-2".to_owned()));
}

#[test]
fn what_cannot_be_so_is_refused_and_leaves_nothing() {
    let sample = two();
    let refuse = |change: &dyn Fn(&mut Discarded)| {
        let mut what = shredded("1");
        change(&mut what);
        sample.open().discard(&what).unwrap_err()
    };
    let witness = |text: &'static str| {
        refuse(&move |what| what.witnesses = vec!["V-1".parse().unwrap(), text.parse().unwrap()])
    };
    for text in ["O-1", "o-1", "O-2", "O-x", "Zhang San"] {
        assert!(matches!(witness(text), Error::BadWitness), "{text}");
    }
    assert!(matches!(refuse(&|what| what.witnesses.clear()), Error::BadWitness));
    assert!(matches!(refuse(&|what| what.quantity = 0), Error::NotDone));
    let tomorrow = crate::model::date::day(2026, 3, 2).unwrap();
    assert!(matches!(refuse(&move |what| what.day = tomorrow), Error::NotDone));
    let never = refuse(&|what| what.numbers = "1,3".parse().unwrap());
    assert!(matches!(never, Error::NoRecord(number) if number.get() == 3), "{never:?}");
    let log = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    assert_eq!(log.lines().count(), 1);
    assert_sound(&sample);
}

/// The log has the line before the file: a crash in between leaves it to the next writer.
#[test]
fn a_line_that_the_file_lacks_is_appended_by_the_next_writer() {
    let sample = two();
    let path = sample.dir().join("destruction.log");
    let before = std::fs::read(&path).unwrap();
    sample.open().discard(&shredded("")).unwrap();
    let after = std::fs::read(&path).unwrap();
    crate::files::replace(&path, &before).unwrap();
    sample.add(&[("赵敏", "13800000016", "")]);
    assert_eq!(std::fs::read(&path).unwrap(), after);
    assert_sound(&sample);
}
