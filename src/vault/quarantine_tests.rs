//! What is in quarantine is found by its number and by one term, by those who may, is handed out to
//! nobody, and goes back into use or is destroyed.

use super::sample::{Sample, person, plain_import, selector};
use super::{
    Aim, Collecting, Error, Export, ExportColumn, Form, Import, OnConflict, Request, Vault,
};
use crate::model::{Capability, Level, Part, RecordNumber, Value};
use crate::policy::Policy;

/// K-1 is in use; a partner provided K-2.
fn sample() -> Sample {
    let sample = Sample::new();
    let policy = Policy::builtin();
    let mut provided = person("张伟", "13800000014", "");
    provided.set(policy.known().source, [Value::plain("partner")]);
    assert!(policy.quarantine(&mut provided, true));
    let records = vec![person("张伟", "13800000013", ""), provided];
    sample.open().change(|transaction| transaction.add("add", records)).unwrap();
    sample
}

fn shown(vault: &mut Vault, text: &str) -> Result<Vec<u64>, String> {
    let selector = selector(text);
    let request = Request {
        verb: "list",
        selector: &selector,
        parts: vec![Part::Operational, Part::Level(Level::Two)],
        levels: vec![Level::Two],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let mut shown = Vec::new();
    let done = vault.disclose(&request, &mut |record| {
        shown.push(record.number.get());
        Ok(())
    });
    vault.release().unwrap();
    match done {
        Ok(_) => Ok(shown),
        Err(Error::Restricted(one)) => Err(one.why),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn it_is_found_by_number_and_by_its_state_and_by_those_who_may() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &[Capability::Read, Capability::Write]);
    let able = [Capability::Read, Capability::Write, Capability::Restricted];
    let sees = sample.operator("custodian", 1, &able);
    for (identity, found) in [(&works, &[][..]), (&sees, &[2])] {
        let mut vault = sample.open_as(identity).unwrap();
        assert_eq!(shown(&mut vault, "state:quarantined").unwrap(), found);
        assert_eq!(shown(&mut vault, "状态:待核 张伟").unwrap(), found);
        for text in ["", "张伟", "13800000014", "K-1..K-9", "state:active,quarantined"] {
            let expected: &[u64] = if text.starts_with("138") { &[] } else { &[1] };
            assert_eq!(shown(&mut vault, text).unwrap(), expected, "{text}");
            assert_eq!(vault.count(&selector(text)).unwrap(), expected.len() as u64, "{text}");
        }
    }
    let refused = shown(&mut sample.open_as(&works).unwrap(), "K-2");
    assert_eq!(refused, Err("quarantine".to_owned()));
    assert_eq!(shown(&mut sample.open_as(&sees).unwrap(), "K-2"), Ok(vec![2]));
}

/// A search that did not look is caught by the test above.
#[test]
fn a_search_that_does_not_look_finds_it() {
    let sample = sample();
    let mut environment = sample.environment();
    environment.mutant = Box::new(|weakness| weakness == "restricted-found");
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert_eq!(shown(&mut vault, "张伟"), Ok(vec![1, 2]));
}

#[test]
fn it_is_never_handed_out() {
    let sample = sample();
    for text in ["", "K-1 K-2", "state:quarantined"] {
        let selector = selector(text);
        let columns = vec![ExportColumn::Number];
        let (purpose, reveal, form) = ("service", false, Form::JsonLines);
        let order = Export {
            selector: &selector,
            columns,
            purpose,
            reveal,
            form,
            options: crate::vault::ExportOptions::default(),
        };
        let mut bytes = Vec::new();
        let done = sample.open().export(&order, &mut |more| {
            bytes.extend_from_slice(more);
            Ok(())
        });
        let count = u64::from(!text.starts_with("state"));
        assert_eq!(done.map(|done| (done.count, done.restricted)).unwrap(), (count, 1), "{text}");
        assert!(!String::from_utf8(bytes).unwrap().contains("K-000002"), "{text}");
    }
}

/// Imports a row of a partner that changes K-1, with its channel in a column of its own or as the
/// file's; gives whether K-1 is used afterwards.
fn told(sample: &Sample, mutant: Option<&'static str>, (file, by): (&str, Option<&str>)) -> bool {
    let mut environment = sample.environment();
    environment.mutant = Box::new(move |weakness| Some(weakness) == mutant);
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    vault.collect_on(Collecting { quarantine: true, ..Collecting::default() });
    let order = Import { on_conflict: OnConflict::Update, source: by, ..plain_import() };
    let bytes = std::io::Cursor::new(file.as_bytes().to_vec());
    let done = vault.import(Box::new(bytes), &order).unwrap();
    let one = RecordNumber::new(1).unwrap();
    let used = vault.restriction(one).unwrap().is_none();
    assert!(done.counts.updated > 0);
    assert_eq!(done.quarantined, u64::from(!used));
    used
}

const IN_COLUMN: (&str, Option<&str>) = ("phone,source,region\n13800000013,partner,上海\n", None);
/// A partner's row, and one of somebody who was there.
const BY_TWO: (&str, Option<&str>) =
    ("phone,source,region,notes\n13800000013,partner,上海,\n13800000013,visit,,来过\n", None);
const OF_FILE: (&str, Option<&str>) = ("phone,region\n13800000013,上海\n", Some("partner"));

/// Free text of a row's own is no channel.
const OF_FILE_AND_TEXT: (&str, Option<&str>) =
    ("phone,source,region\n13800000013,展会名单,上海\n", Some("partner"));

#[test]
fn a_new_record_of_a_third_partys_file_goes_there_whatever_source_it_names() {
    for (of_file, weak, held) in
        [("partner", "", 4), ("visit", "", 1), ("partner", "channel-of-file-unheard", 2)]
    {
        let sample = sample();
        let mut environment = sample.environment();
        // The last is a program that goes by what a row says alone.
        environment.mutant = Box::new(move |weakness| weakness == weak);
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        vault.collect_on(Collecting { quarantine: true, ..Collecting::default() });
        let order = Import { channel: Some(of_file), ..plain_import() };
        let file = "name,phone,source\n甲,13800000031,展会名单\n乙,13800000032,visit\n\
                    丙,13800000033,\n丁,13800000034,partner\n";
        let bytes = std::io::Cursor::new(file.as_bytes().to_vec());
        let done = vault.import(Box::new(bytes), &order).unwrap();
        assert_eq!((done.counts.created, done.quarantined), (4, held), "{of_file}");
        let state = shown(&mut vault, "state:quarantined").unwrap();
        // One is there already.
        assert_eq!(state.len() as u64, held + 1);
    }
}

#[test]
fn a_record_of_which_a_third_party_tells_more_goes_there_too() {
    for (file, used) in [
        (IN_COLUMN, false),
        (OF_FILE, false),
        (OF_FILE_AND_TEXT, false),
        (BY_TWO, false),
        (("phone,region\n13800000013,上海\n", Some("visit")), true),
        (("phone,region,consent_date\n13800000013,上海,2026-02-01\n", Some("partner")), true),
    ] {
        let sample = sample();
        assert_eq!(told(&sample, None, file), used, "{file:?}");
        let mut vault = sample.open();
        let due = vault.due(&selector("")).unwrap();
        assert!(due.is_empty(), "nobody is destroyed for what others say of him");
        let found = Vault::check(
            &sample.dir(),
            &sample.credential(),
            sample.environment(),
            super::Depth::Everything,
        );
        assert_eq!(found.unwrap().findings().count(), 0);
    }
}

/// An import that only holds back what is new is caught by the test above.
#[test]
fn an_import_that_does_not_hold_it_leaves_it_in_use() {
    for file in [IN_COLUMN, OF_FILE] {
        assert!(told(&sample(), Some("told-in-use"), file), "{file:?}");
    }
}

#[test]
fn who_may_look_at_it_releases_it_by_number() {
    let sample = sample();
    let works = sample.operator("custodian", 1, &[Capability::Read, Capability::Write]);
    let release = |vault: &mut Vault, text: &str| {
        let selector = selector(text);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        let done = vault.release_quarantined(aim);
        done.map(|done| done.changed.to_string())
    };
    let refused = release(&mut sample.open_as(&works).unwrap(), "K-2");
    assert!(matches!(refused, Err(Error::Restricted(_))), "{refused:?}");
    let mut vault = sample.open();
    assert_eq!(release(&mut vault, "state:quarantined").unwrap(), "");
    assert_eq!(release(&mut vault, "K-1 K-2").unwrap(), "2");
    assert_eq!(vault.restriction(RecordNumber::new(2).unwrap()).unwrap(), None);
    assert_eq!(shown(&mut vault, "张伟"), Ok(vec![1, 2]));
}
