//! Who is limited to records of his own finds, counts, changes and hands out no others, and each use
//! case is tried.

use super::sample::{self, Sample, person, plain_import, selector};
use super::{
    Aim, Error, Export, ExportColumn, Form, Import, Inquiry, OnConflict, Question, Reporting, Vault,
};
use crate::log::Act;
use crate::model::{Capability, Level, RecordNumber, Value};
use crate::policy::{Document, Policy};
use crate::vault::Apply;

const READ_WRITE: [Capability; 2] = [Capability::Read, Capability::Write];
const EXPORTS: [Capability; 3] = [Capability::Read, Capability::Write, Capability::Export];

/// Three records: of `clerk 1`, of somebody else, of nobody. With a policy under which clerks export
/// too, and are limited in what `own` says.
fn sample(own: &[Capability]) -> (Sample, String) {
    let sample = Sample::new();
    let identity = sample.operator("clerk", 2, &EXPORTS);
    let mut document = Policy::builtin().document().clone();
    document.version = 90;
    let clerk = document.roles.iter_mut().find(|role| role.id == "clerk").unwrap();
    clerk.capabilities = EXPORTS.to_vec();
    clerk.own = own.to_vec();
    apply(&sample, &document);
    let mut vault = sample.open();
    let owners = [Some("clerk 1"), Some("clerk 2"), None];
    for (n, owner) in owners.into_iter().enumerate() {
        let mut fields = person("张伟", &format!("1380000001{n}"), "");
        fields.set(owner_field(), owner.map(Value::plain));
        fields.set(Policy::builtin().known().tags, [Value::plain("展会")]);
        vault.add_record(fields, false).unwrap();
    }
    (sample, identity)
}

fn apply(sample: &Sample, document: &Document) {
    let order =
        Apply { document: Some(document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
}

fn owner_field() -> crate::model::FieldId {
    Policy::builtin().owner().unwrap()
}

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

/// The records that a look shows, or the one for which it is refused.
fn shown(vault: &mut Vault, text: &str) -> Result<Vec<u64>, RecordNumber> {
    refused(sample::shown(vault, text))
}

fn refused<T>(done: Result<T, Error>) -> Result<T, RecordNumber> {
    done.map_err(|error| match error {
        Error::NotOwn(number) => number,
        other => panic!("{other}"),
    })
}

fn export(vault: &mut Vault, text: &str) -> Result<u64, RecordNumber> {
    let selector = selector(text);
    let order = Export {
        selector: &selector,
        columns: vec![ExportColumn::Number],
        purpose: "service",
        reveal: false,
        form: Form::JsonLines,
        options: crate::vault::ExportOptions::default(),
    };
    let planned = refused(vault.plan_export(&order, true).map(|done| done.count));
    let mut bytes = Vec::new();
    let done = vault.export(&order, &mut |some| {
        bytes.extend_from_slice(some);
        Ok(())
    });
    let done = refused(done.map(|done| done.count));
    assert_eq!(planned, done);
    done
}

fn tag(vault: &mut Vault, text: &str) -> Result<String, RecordNumber> {
    let selector = selector(text);
    for rehearsal in [true, false] {
        let aim = Aim { selector: &selector, confirmed: None, rehearsal };
        let done = refused(vault.add_tags(aim, &[Value::plain("新")]))?;
        if !rehearsal {
            return Ok(done.changed.to_string());
        }
    }
    unreachable!()
}

fn life(vault: &mut Vault, text: &str) -> Result<usize, RecordNumber> {
    refused(vault.history(&selector(text), false).map(|lives| lives.len()))
}

#[test]
fn who_reads_only_his_own_finds_counts_and_hands_out_no_others() {
    let (sample, identity) = sample(&[Capability::Read]);
    let mut vault = sample.open_as(&identity).unwrap();
    for text in ["", "K-1", "K-1..K-9", "张伟", "tag:展会"] {
        assert_eq!(shown(&mut vault, text), Ok(vec![1]), "{text}");
        assert_eq!(vault.count(&selector(text)).unwrap(), 1, "{text}");
        assert_eq!(vault.select(&selector(text)).unwrap().to_string(), "1", "{text}");
        assert_eq!(life(&mut vault, text), Ok(1), "{text}");
        assert_eq!(export(&mut vault, text), Ok(1), "{text}");
        let tags = Policy::builtin().known().tags;
        let counts = vault.tally("tag", &selector(text), tags).unwrap();
        assert_eq!(counts.get("展会"), Some(&1), "{text}");
    }
    for text in ["owner:clerk", "13800000011", "K-2..K-9", "owner.not:x 13800000012"] {
        assert_eq!(shown(&mut vault, text), Ok(vec![]), "{text}");
    }
    for (text, record) in [("K-2", 2), ("K-1 K-3", 3), ("K-2 tag:none", 2)] {
        assert_eq!(shown(&mut vault, text), Err(number(record)), "{text}");
        assert_eq!(life(&mut vault, text), Err(number(record)), "{text}");
        assert_eq!(export(&mut vault, text), Err(number(record)), "{text}");
        assert_eq!(tag(&mut vault, text), Err(number(record)), "{text}");
    }
    // His own is not refused because a term does not hold, and one that nobody has is not his.
    assert_eq!(shown(&mut vault, "K-1 tag:none"), Ok(vec![]));
    let none = vault.count(&selector("K-9"));
    assert!(matches!(none, Err(Error::NoRecord(_))));
    let mut twins = vault.twins();
    vault.note_everybody(&mut twins).unwrap();
    assert!(twins.found(|_| true).unwrap().is_empty());
    assert_eq!(tag(&mut vault, ""), Ok("1".to_owned()));
    assert_eq!(shown(&mut sample.open(), "tag:新"), Ok(vec![1]));
}

#[test]
fn who_writes_only_his_own_sees_the_others_and_changes_none() {
    let (sample, identity) = sample(&[Capability::Write]);
    let mut vault = sample.open_as(&identity).unwrap();
    assert_eq!(shown(&mut vault, "张伟"), Ok(vec![1, 2, 3]));
    assert_eq!(export(&mut vault, ""), Ok(3));
    assert_eq!(tag(&mut vault, "K-2"), Err(number(2)));
    assert_eq!(tag(&mut vault, "张伟"), Ok("1".to_owned()));
    let chosen = vault.select_for(Capability::Write, &selector("张伟")).unwrap();
    assert_eq!(chosen.to_string(), "1");
}

#[test]
fn the_owner_is_not_for_the_limited_to_decide() {
    let (sample, identity) = sample(&[Capability::Write]);
    let mut vault = sample.open_as(&identity).unwrap();
    let one = selector("K-1");
    for given in [Some("clerk 2"), None] {
        let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
        let values: Vec<Value> = given.map(Value::plain).into_iter().collect();
        let done = vault.set_fields(aim, "edit", &[(owner_field(), values)]);
        assert!(matches!(done, Err(Error::GivenAway)), "{given:?}");
    }
    let mut other = person("李娜", "13800000021", "");
    let new = vault.add_record(other.clone(), false).unwrap();
    let mine = vault.select_for(Capability::Write, &selector("")).unwrap();
    assert!(mine.contains(new));
    other = person("王芳", "13800000022", "");
    other.set(owner_field(), [Value::plain("clerk 2")]);
    assert!(matches!(vault.add_record(other, false), Err(Error::GivenAway)));
}

fn import(vault: &mut Vault, text: &str, skip_errors: bool) -> Result<(u64, u64, u64), Error> {
    let order = Import { on_conflict: OnConflict::Update, skip_errors, ..plain_import() };
    let input = std::io::Cursor::new(text.to_owned().into_bytes());
    let counts = vault.import(Box::new(input), &order)?.counts;
    Ok((counts.created, counts.updated, counts.rejected))
}

#[test]
fn an_import_makes_records_of_ones_own_and_updates_no_others() {
    let (sample, identity) = sample(&[Capability::Write]);
    let mut vault = sample.open_as(&identity).unwrap();
    let rows = "name,phone,tags\n张一,13800000010,x\n张二,13800000011,x\n张三,13800000031,x\n";
    assert!(matches!(import(&mut vault, rows, false), Err(Error::BadRows { count: 1, .. })));
    assert_eq!(import(&mut vault, rows, true).unwrap(), (1, 1, 1));
    let mine = vault.select_for(Capability::Write, &selector("")).unwrap();
    assert_eq!(mine.to_string(), "1,4");
    let rows =
        "name,phone,owner\n张四,13800000041,clerk 2\n张五,13800000042,Clerk 1\n张六,13800000043,\n";
    assert_eq!(import(&mut vault, rows, true).unwrap(), (2, 0, 1));
    let mine = vault.select_for(Capability::Write, &selector("")).unwrap();
    assert_eq!(mine.to_string(), "1,4-6");
}

/// Which of a batch's records others changed, when and how, is told of one's own alone.
#[test]
fn of_an_import_ones_own_records_are_shown() {
    let (sample, identity) = sample(&[Capability::Read]);
    let text = "name,phone,owner\n张四,13800000041,clerk 1\n张五,13800000042,clerk 2\n";
    import(&mut sample.open(), text, false).unwrap();
    let batch = sample.open().batches().unwrap().last().unwrap().number;
    let set = [(Policy::builtin().known().tags, vec![Value::plain("x")])];
    let selector = selector("K-4..K-5");
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    sample.open().set_fields(aim, "edit", &set).unwrap();
    let told = |vault: &mut Vault| {
        let (batch, since) = vault.batch(batch).unwrap();
        (batch.created.to_string(), since.0.len())
    };
    assert_eq!(told(&mut sample.open()), ("4-5".to_owned(), 2));
    assert_eq!(told(&mut sample.open_as(&identity).unwrap()), ("4".to_owned(), 1));
}

#[test]
fn a_role_that_the_policy_does_not_know_is_the_narrowest_and_an_administrators_is_not_limited() {
    let sample = Sample::new();
    let stranger = sample.operator("stranger", 2, &READ_WRITE);
    sample.add(&[("张伟", "13800000013", "")]);
    assert_eq!(shown(&mut sample.open_as(&stranger).unwrap(), ""), Ok(vec![]));
    let all = sample.operator("stranger", 1, &Capability::ALL);
    assert_eq!(shown(&mut sample.open_as(&all).unwrap(), ""), Ok(vec![1]));
}

#[test]
fn what_was_refused_stands_in_the_log_with_the_verb_and_the_level() {
    let sample = Sample::new();
    let viewer = sample.operator("viewer", 2, &[Capability::Read]);
    let mut vault = sample.open_as(&viewer).unwrap();
    vault.log_refused("purge-run", "capability", None).unwrap();
    vault.log_refused("show", "clearance", Some(Level::One)).unwrap();
    let mut told = Vec::new();
    let question = Question { selector: &selector(""), inquiry: &Inquiry::default() };
    let read = sample.open().read_log::<Error>(&question, None, |logged| {
        if let Act::Refused { verb, why, level } = &logged.entry.act {
            let level = level.map_or(0, Level::get);
            told.push(format!("{} {} {} {level}", logged.name, verb.as_str(), why.as_str()));
        }
        Ok(())
    });
    read.unwrap();
    assert_eq!(told, ["viewer 1 purge-run capability 0", "viewer 1 show clearance 1"]);
}

/// The mutant that takes the limit away is seen by the first test.
#[test]
fn without_the_limit_others_would_be_found() {
    let (sample, identity) = sample(&[Capability::Read]);
    let mut vault = sample.open_as(&identity).unwrap();
    vault.environment.mutant = Box::new(|weakness| weakness == "all-are-own");
    assert_eq!(shown(&mut vault, "K-2"), Ok(vec![2]));
}

/// A report counts one's own, and says that there are others; that is the limit's doing.
#[test]
fn a_report_is_about_ones_own() {
    let (sample, identity) = sample(&[Capability::Read]);
    let mut vault = sample.open_as(&identity).unwrap();
    let own = vault.operational(Reporting::Stocktake).unwrap();
    assert_eq!((own.records, own.within, own.in_use()), (3, 1, 1));
    let service = own.coverage.iter().find(|one| one.purpose.id == "service").unwrap();
    assert_eq!(service.covered, 1);
    vault.environment.mutant = Box::new(|weakness| weakness == "all-are-own");
    assert_eq!(vault.operational(Reporting::Stocktake).unwrap().within, 3);
}
