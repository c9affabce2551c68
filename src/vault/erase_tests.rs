//! A level or a field that is erased is gone from every copy, and the rest of the record lives.

use super::bucket::Bucket;
use super::purge_tests::{assert_sound, copy, keys_of_now, number, opened, set};
use super::sample::{Sample, order, selector};
use super::{Depth, Error, Numbers, Order, Vault, scope};
use crate::crypto::{self, Context, Key};
use crate::log::destruction::{Destruction, Event, Line};
use crate::log::{Act, Code, Detail};
use crate::model::{Clearance, Fields, Level, Part, RecordNumber, Sealed};
use crate::policy::Policy;
use crate::store::Store;
use std::path::Path;

const ID: &str = "11010519491231002X";
const OTHER_ID: &str = "110105194912310038";

/// Two people with a past in every level, and one who has nothing at level 1.
fn people() -> Sample {
    let sample = Sample::new();
    sample.add(&[
        ("张伟", "13800000013", ID),
        ("李娜", "13800000014", ""),
        ("王芳", "13800000015", ""),
    ]);
    set(&sample, 1, "address", "前门大街1号");
    set(&sample, 1, "address", "后海2号");
    set(&sample, 1, "id_number", OTHER_ID);
    set(&sample, 1, "grade", "A");
    sample
}

fn part(levels: &[Level], fields: &[&str], numbers: Numbers) -> Order {
    let policy = Policy::builtin();
    let fields: Vec<_> = fields.iter().map(|id| policy.id(id).unwrap()).collect();
    Order { scope: scope(policy, levels, &fields), ..order(numbers) }
}

fn level_one(n: u64) -> Order {
    part(&[Level::One], &[], number(n).into())
}

fn limited(sample: &Sample, clearance: u8) -> Vault {
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(Clearance::new(clearance).unwrap());
    vault
}

fn fields(sample: &Sample, n: u64) -> Fields {
    let vault = sample.open();
    let opener = vault.opener();
    let bucket = Bucket::load(&vault.store, &opener, vault.state.bucket(0).unwrap()).unwrap();
    let row = bucket.row(&vault.store, number(n)).unwrap();
    opener.fields(bucket.entry(number(n)).unwrap(), &row, &Part::ALL).unwrap()
}

fn text(sample: &Sample, n: u64, field: &str) -> String {
    fields(sample, n).text(Policy::builtin().id(field).unwrap()).to_owned()
}

/// What the last line of destruction.log says.
pub(super) fn destruction(sample: &Sample) -> Destruction {
    let log = std::fs::read_to_string(sample.dir().join("destruction.log")).unwrap();
    match Line::parse(log.lines().last().unwrap()).unwrap().payload.event {
        Event::Destruction(destruction) => *destruction,
        other => panic!("{other:?}"),
    }
}

/// Fields with their values before, of each event of a record, by the verbs.
fn told(sample: &Sample, n: u64) -> Vec<String> {
    let lives = sample.open().history(&selector(&format!("K-{n}")), true).unwrap();
    let policy = Policy::builtin();
    let event = |event: &super::Event| {
        let change = |c: &super::Changed| {
            let texts = |all: &[crate::model::Value]| {
                all.iter().map(|value| value.text.clone()).collect::<Vec<_>>().join("+")
            };
            format!(" {}:{}>{}", policy.field(c.field).id, texts(&c.before), texts(&c.after))
        };
        format!("{}{}", event.verb, event.changes.iter().map(change).collect::<String>())
    };
    lives[0].events.iter().map(event).filter(|told| !told.starts_with("history")).collect()
}

#[test]
fn a_level_goes_and_the_rest_stays() {
    let sample = people();
    let done = sample.open().purge(&level_one(1)).unwrap();
    assert_eq!(done.certificate.split_once('-').unwrap().1, "2");
    assert_eq!(text(&sample, 1, "id_number"), "");
    assert_eq!(text(&sample, 1, "address"), "后海2号");
    assert_eq!(text(&sample, 1, "grade"), "A");
    assert_sound(&sample);
    assert_eq!(sample.open().select(&selector("后海2号")).unwrap().to_string(), "");
    assert_eq!(sample.open().select(&selector("张伟")).unwrap().to_string(), "1");
    let found = sample.open().select(&selector(&format!("id_number:{OTHER_ID}"))).unwrap();
    assert!(found.is_empty());

    let said = destruction(&sample);
    assert_eq!(said.scope, level_one(1).scope);
    assert_eq!(
        (said.after.as_str(), said.before, said.count),
        ("erased-in-part", Some(Level::One), 1)
    );
    let rows: Vec<_> = said.rows.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    assert_eq!(rows, [("part", 1), ("trail", 1)]);
    assert_eq!(said.parts.iter().map(|part| part.count).collect::<Vec<_>>(), [1, 1, 1, 1]);

    assert_eq!(
        told(&sample, 1),
        [
            "add",
            "edit address:>前门大街1号",
            "edit address:前门大街1号>后海2号",
            "edit",
            "edit grade:>A",
            "purge"
        ]
    );
    // What comes later is joined with the right events.
    set(&sample, 1, "id_number", ID);
    set(&sample, 1, "grade", "B");
    assert_eq!(text(&sample, 1, "id_number"), ID);
    let told = told(&sample, 1);
    assert_eq!(told[5..], ["purge", &format!("edit id_number:>{ID}"), "edit grade:A>B"]);
    assert_sound(&sample);
    // And goes again, by itself and with the record.
    sample.open().purge(&level_one(1)).unwrap();
    sample.open().purge(&order(number(1).into())).unwrap();
    assert_eq!(destruction(&sample).after.as_str(), "destroyed");
    assert_sound(&sample);
}

#[test]
fn a_field_goes_from_present_and_past() {
    let sample = people();
    let both =
        part(&[], &["address", "id_number"], (1..=2).filter_map(RecordNumber::new).collect());
    let plan = |scope| super::Target::Selected {
        selector: Box::leak(Box::new(selector("K-1..K-3"))),
        reason: both.reason,
        basis: both.basis.clone(),
        scope,
        suppress: false,
    };
    // Whoever has nothing of it is no part of the order.
    let planned = sample.open().plan_purge(&plan(both.scope.clone())).unwrap();
    assert_eq!(planned[0].numbers.to_string(), "1");
    let none = part(&[], &["wechat"], Numbers::new());
    assert!(sample.open().plan_purge(&plan(none.scope)).unwrap().is_empty());

    let purged = sample.open().purge_planned(&plan(both.scope.clone()), &planned).unwrap();
    assert!(purged.failed.is_none() && purged.done[0].order == planned[0]);
    assert_eq!(text(&sample, 1, "address"), "");
    assert_eq!(text(&sample, 1, "id_number"), "");
    assert_eq!(text(&sample, 1, "name"), "张伟");
    assert_eq!(told(&sample, 1), ["add", "edit", "edit", "edit", "edit grade:>A", "purge"]);
    let said = destruction(&sample);
    assert_eq!(said.before, Some(Level::One));
    // Two that were there, and an address and an ID number from before.
    let rows: Vec<_> = said.rows.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    assert_eq!(rows, [("value", 4)]);
    assert_sound(&sample);
}

/// The sealed parts and trail of a record as they are now, each with its context.
fn sealed(sample: &Sample, n: u64, of: &dyn Fn(Part) -> bool) -> Vec<(Part, Context, Sealed)> {
    let vault = sample.open();
    let bucket =
        Bucket::load(&vault.store, &vault.opener(), vault.state.bucket(0).unwrap()).unwrap();
    let entry = bucket.entry(number(n)).unwrap();
    let row = bucket.row(&vault.store, number(n)).unwrap();
    let mut all = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| of(*part)) {
        let revision = entry.revisions[part.index()];
        let context = vault.ring.compartment_context(number(n), part, revision);
        all.push((part, context, row.parts[part.index()].clone()));
        for step in vault.store.trail(number(n)).unwrap().iter().filter(|s| s.part == part) {
            let context = vault.ring.trail_context(number(n), part, step.n);
            all.push((part, context, step.sealed.clone()));
        }
    }
    all
}

/// How many of `blobs` of a record open with one of `keys`, taken as any kind of key.
fn open_with(vault: &Vault, n: u64, keys: &[Key], blobs: &[(Part, Context, Sealed)]) -> usize {
    let opens = |(part, context, sealed): &&(Part, Context, Sealed)| {
        keys.iter().any(|key| {
            let derived = vault.ring.compartment(key, number(n), *part).unwrap();
            [&derived, key].iter().any(|key| crypto::open(key, context, sealed.as_bytes()).is_ok())
        })
    };
    blobs.iter().filter(opens).count()
}

fn holds_any(dir: &Path, blobs: &[(Part, Context, Sealed)]) -> bool {
    std::fs::read_dir(dir).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        blobs
            .iter()
            .any(|(_, _, sealed)| memchr::memmem::find(&bytes, &sealed.as_bytes()[..32]).is_some())
    })
}

/// Every file of before, but the keyhole's block, with every key of after. Breaks when the record
/// keeps its key, when its bucket does, and when an older epoch's key is left anywhere.
#[test]
fn old_files_with_everything_of_now_yield_nothing_that_was_erased() {
    let whole = |part: Part| part == Part::Level(Level::One);
    for order in [level_one(1), part(&[], &["id_number", "address"], number(1).into())] {
        let sample = people();
        let old = sealed(&sample, 1, &whole);
        assert!(old.len() == 2 && old.iter().all(|(_, _, sealed)| !sealed.is_empty()));
        let then = keys_of_now(&sample.open());
        let (before, epoch) = (copy(&sample, "before"), sample.open().state.checkpoint.epoch);
        // With the record key of then it all opens: the test can see.
        assert_eq!(open_with(&sample.open(), 1, &then, &old), old.len());
        assert!(holds_any(&before, &old));

        sample.open().purge(&order).unwrap();
        let vault = sample.open();
        let now = keys_of_now(&vault);
        assert_eq!(open_with(&vault, 1, &now, &old), 0);
        // Nor does what leads to the old record key: wraps, directories, segments of then.
        assert_eq!(opened(&before.join("records.db"), &vault, epoch, &now), 0);
        assert!(!holds_any(&sample.dir(), &old), "sealed bytes were left behind");
    }
}

/// The same with a program that lets the record keep its key: what was erased opens.
#[test]
fn a_record_that_keeps_its_key_yields_what_was_erased() {
    let sample = people();
    let old = sealed(&sample, 1, &|part| part == Part::Level(Level::One));
    let mut environment = sample.environment();
    environment.mutant = Box::new(|asked| asked == "record-key-kept");
    let mut weak = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    weak.purge(&level_one(1)).unwrap();
    let vault = sample.open();
    assert_eq!(open_with(&vault, 1, &keys_of_now(&vault), &old), old.len());
}

/// The keys of what remains are needed, and no others: nothing is done where one is missing.
#[test]
fn whoever_erases_a_level_needs_no_key_of_it() {
    let sample = people();
    let seq = sample.open().state.checkpoint.seq;
    for (clearance, needed) in [(3, Level::Two), (0, Level::Two)] {
        let refused = limited(&sample, clearance).purge(&level_one(1)).err().unwrap();
        let Error::RestAbove { record, needed: found } = refused else { panic!("{refused:?}") };
        assert_eq!((record, found), (number(1), needed));
    }
    let field = part(&[], &["id_number"], number(1).into());
    let refused = limited(&sample, 2).purge(&field).err().unwrap();
    assert!(matches!(refused, Error::RestAbove { needed: Level::One, .. }), "{refused:?}");
    assert_eq!(sample.open().state.checkpoint.seq, seq);

    limited(&sample, 2).purge(&level_one(1)).unwrap();
    assert_eq!(text(&sample, 1, "id_number"), "");
    assert_eq!(told(&sample, 1).last().unwrap(), "purge");
    // The level's segment could not be written; whoever searches there next makes it.
    let found = sample.open().count(&selector(&format!("id_number:{ID}"))).unwrap();
    assert_eq!(found, 0);
    assert_sound(&sample);
}

/// A record keeps what the policy asks of it; what it lacked before is no reason to refuse.
#[test]
fn what_a_record_must_have_is_not_erased() {
    let sample = people();
    for order in [
        part(&[], &["phone"], number(1).into()),
        part(&[], &["name"], number(1).into()),
        part(&[Level::Two], &[], number(1).into()),
    ] {
        let refused = sample.open().purge(&order).err().unwrap();
        assert!(matches!(refused, Error::Lacks { .. }), "{refused:?}");
    }
    let unseen = part(&[Level::Two], &[], number(3).into());
    let refused = limited(&sample, 3).purge(&unseen).err().unwrap();
    assert!(matches!(refused, Error::Lacks { .. }), "{refused:?}");
    assert_sound(&sample);
}

/// Whoever comes after a crash may hold no level's key.
#[test]
fn somebody_cleared_for_nothing_finishes_it() {
    let sample = people();
    let old = sealed(&sample, 1, &|part| part == Part::Level(Level::One));
    let stop = || {
        let mut environment = sample.environment();
        environment.reached = Box::new(|step| assert_ne!(step, "purge-intent", "stopped"));
        Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
    };
    let died = std::panic::catch_unwind(|| stop().purge(&level_one(1)).map(drop));
    assert!(died.is_err());
    assert_ne!(sample.open().state.checkpoint.pending, 0);
    let mut vault = limited(&sample, 0);
    vault.hold_exclusive().unwrap();
    vault.recover().unwrap();
    vault.release().unwrap();
    drop(vault);
    assert_eq!(text(&sample, 1, "id_number"), "");
    assert_eq!(text(&sample, 1, "address"), "后海2号");
    let said = destruction(&sample);
    assert_eq!((said.scope, said.rows.len()), (level_one(1).scope, 2));
    let vault = sample.open();
    assert_eq!(open_with(&vault, 1, &keys_of_now(&vault), &old), 0);
    drop(vault);
    assert_eq!(sample.open().count(&selector("张伟")).unwrap(), 1);
    sample.open().count(&selector(&format!("id_number:{ID} 李娜"))).unwrap();
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Everything);
    assert_eq!(report.unwrap().findings().count(), 0);
}

/// The change of an erasure is nothing without the intent that must stand right behind it, for
/// the same records.
#[test]
fn an_erasure_without_its_intent_is_found() {
    let erased = |numbers: Numbers| Act::Change {
        verb: Code::fixed("purge"),
        parts: vec![crate::log::PartChange { part: Part::Level(Level::Three), numbers }],
        created: Numbers::new(),
        detail: Some(Detail::Erased(crate::log::Rows::new())),
        collected: None,
        follows: false,
    };
    let sample = people();
    sample
        .open()
        .change(|transaction| {
            transaction.log(erased(number(1).into()));
            Ok(())
        })
        .unwrap();
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log);
    let found: Vec<_> = report.unwrap().findings().map(|finding| finding.place.what).collect();
    assert!(found.contains(&"damage-checkpoint-state"), "{found:?}");

    let sample = people();
    sample
        .open()
        .change(|transaction| {
            transaction.log(erased(number(1).into()));
            let Order { reason, basis, scope, .. } = level_one(2);
            let (numbers, epoch) = (number(2).into(), transaction.checkpoint.epoch);
            let (commitments, retention) = (Vec::new(), None);
            let act = Act::Intent {
                numbers,
                reason,
                basis,
                epoch,
                commitments,
                scope,
                retention,
                late: None,
            };
            transaction.checkpoint.pending = transaction.log(act);
            Ok(())
        })
        .unwrap();
    let report =
        Vault::check(&sample.dir(), &sample.credential(), sample.environment(), Depth::Log);
    let found: Vec<_> = report.unwrap().findings().map(|finding| finding.place.what).collect();
    assert!(found.contains(&"damage-intent"), "{found:?}");
}

/// Nothing that was erased is in the database, whoever reads it.
#[test]
fn several_records_in_two_buckets_at_once() {
    let sample = Sample::new();
    let people: Vec<(String, String)> =
        (0..300).map(|n| (format!("客户{n}"), format!("139{n:08}"))).collect();
    let people: Vec<_> = people.iter().map(|(n, p)| (n.as_str(), p.as_str(), "")).collect();
    sample.add(&people);
    for n in [2, 255, 256, 300] {
        set(&sample, n, "bank_name", "招商银行");
    }
    let all: Numbers = [2, 255, 256, 300].into_iter().filter_map(RecordNumber::new).collect();
    sample.open().purge(&part(&[Level::One], &[], all)).unwrap();
    assert_sound(&sample);
    let said = destruction(&sample);
    assert_eq!((said.count, said.rows[&Code::fixed("part")]), (4, 4));
    let store = Store::open(&sample.dir().join("records.db")).unwrap();
    assert_eq!(store.count_records().unwrap(), 300);
}
