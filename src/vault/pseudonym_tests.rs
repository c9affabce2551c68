//! For one recipient pseudonyms join, for two they do not, and nothing that identifies is among them.

use super::*;
use crate::model::Value;
use crate::transfer::CsvStyle;
use crate::vault::sample::{Sample, person, selector};
use crate::vault::{Environment, Export, ExportOptions, Form, Vault};
use std::collections::BTreeSet;

const PEOPLE: u64 = 40;

fn people() -> Sample {
    let sample = Sample::new();
    let policy = Policy::builtin();
    let records = (0..PEOPLE).map(|n| {
        let mut fields = person(&format!("张伟{n}"), &format!("138000000{n:02}"), "");
        for (id, text) in
            [("notes", "机密"), ("grade", "A"), ("wechat", "wx"), ("source", "朋友王伟")]
        {
            fields.set(policy.id(id).unwrap(), [Value::plain(text)]);
        }
        let region =
            if n % 2 == 0 { "310000 上海市老王家13800000013" } else { "999999 张伟" };
        fields.set(policy.id("region").unwrap(), [Value::plain(region)]);
        fields
    });
    let records = records.collect();
    sample.open().change(|transaction| transaction.add("add", records)).unwrap();
    sample
}

/// The rows for a recipient, without the header.
fn rows(vault: &mut Vault, names: &[&str], recipient: &str) -> Result<Vec<Vec<String>>> {
    let policy = Policy::builtin();
    let column = |name: &&str| match *name {
        "number" => ExportColumn::Number,
        name => ExportColumn::Field(policy.id(name).unwrap()),
    };
    let selector = selector("");
    let order = Export {
        selector: &selector,
        columns: names.iter().map(column).collect(),
        purpose: "service",
        reveal: false,
        form: Form::Csv { style: CsvStyle::GUARDED, chinese: false },
        options: ExportOptions {
            pseudonyms: Some(Audience::Name(recipient.to_owned())),
            ..ExportOptions::default()
        },
    };
    let mut text = Vec::new();
    vault.export(&order, &mut |bytes| {
        text.extend_from_slice(bytes);
        Ok(())
    })?;
    let text = String::from_utf8(text).unwrap();
    for secret in ["张伟", "138000000", "K-0", "机密", "wx", "王伟", "老王家", "999999"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

const COLUMNS: &[&str] = &["number", "name", "phone", "grade", "source", "region"];

/// How many records can be found in both, by any pseudonym or by their place.
fn joined(one: &[Vec<String>], two: &[Vec<String>], order: &[usize]) -> usize {
    let names = |rows: &[Vec<String>]| -> BTreeSet<String> {
        rows.iter().flatten().filter(|cell| cell.starts_with('p')).cloned().collect()
    };
    let by_name = names(one).intersection(&names(two)).count();
    by_name + order.iter().enumerate().filter(|(at, place)| at == *place).count()
}

/// The places at which the records of `one` come in `two`, by what only the vault knows.
fn places(vault: &Vault, recipients: [&str; 2]) -> Vec<usize> {
    let policy = Policy::builtin();
    let numbers: Vec<_> = (1..=PEOPLE).map(|n| RecordNumber::new(n).unwrap()).collect();
    let sorted = |recipient: &str| {
        let all = Pseudonyms::new(policy, &vault.ring, &Audience::Name(recipient.to_owned()));
        let mut all: Vec<_> = numbers.iter().map(|n| (all.number(*n).unwrap(), *n)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, number)| number).collect::<Vec<_>>()
    };
    let [one, two] = recipients.map(sorted);
    one.iter().map(|n| two.iter().position(|other| other == n).unwrap()).collect()
}

#[test]
fn one_recipient_joins_and_two_do_not() {
    let sample = people();
    let mut vault = sample.open();
    let one = rows(&mut vault, COLUMNS, "a").unwrap();
    assert_eq!(rows(&mut vault, COLUMNS, "a").unwrap(), one);
    let two = rows(&mut vault, COLUMNS, "b").unwrap();
    assert_eq!((one.len(), two.len()), (40, 40));
    // What identifies nobody leaves, and what somebody made up in its place does not.
    assert!(one.iter().all(|row| row[3] == "A" && row[4].is_empty()), "{one:?}");
    let regions: BTreeSet<&str> = one.iter().map(|row| row[5].as_str()).collect();
    assert_eq!(regions, ["", "310000 上海市"].into());
    // By chance a record in forty stands at the same place.
    assert!(joined(&one, &two, &places(&vault, ["a", "b"])) < 8);
}

#[test]
fn a_program_that_gives_all_the_same_is_caught() {
    let sample = people();
    let environment = Environment {
        mutant: Box::new(|name| name == "one-pseudonym-for-all"),
        ..sample.environment()
    };
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    let one = rows(&mut vault, COLUMNS, "a").unwrap();
    let two = rows(&mut vault, COLUMNS, "b").unwrap();
    assert_eq!(joined(&one, &two, &[]), 120);
}

#[test]
fn a_rotation_makes_new_pseudonyms() {
    let sample = people();
    let before = rows(&mut sample.open(), COLUMNS, "a").unwrap();
    let mut vault = sample.open();
    let planned = vault.plan_rotation().unwrap();
    vault.rotate(None, &planned, &|_, _| {}).unwrap();
    drop(vault);
    let after = rows(&mut sample.open(), COLUMNS, "a").unwrap();
    assert_eq!(joined(&before, &after, &[]), 0);
}

#[test]
fn free_text_stays_unless_it_is_named_and_lists_always() {
    let policy = Policy::builtin();
    let told = |id: &str, named| fate(policy, policy.id(id).unwrap(), named);
    for (id, unnamed, named) in [
        ("name", Fate::Replaced(Level::Two), Fate::Replaced(Level::Two)),
        ("phone", Fate::Replaced(Level::Two), Fate::Replaced(Level::Two)),
        ("birth_date", Fate::Replaced(Level::Two), Fate::Replaced(Level::Two)),
        ("id_number", Fate::Replaced(Level::One), Fate::Replaced(Level::One)),
        ("family", Fate::Stays, Fate::Replaced(Level::One)),
        ("address", Fate::Stays, Fate::Replaced(Level::Two)),
        ("notes", Fate::Stays, Fate::Kept),
        ("industry", Fate::Stays, Fate::Kept),
        ("tags", Fate::Stays, Fate::Kept),
        ("events", Fate::Stays, Fate::Stays),
        ("grade", Fate::Kept, Fate::Kept),
        ("region", Fate::Kept, Fate::Kept),
        ("created", Fate::Kept, Fate::Kept),
    ] {
        assert_eq!((told(id, false), told(id, true)), (unnamed, named), "{id}");
    }
    let sample = people();
    let refused = rows(&mut sample.open(), &["number", "events"], "a");
    assert!(
        matches!(refused, Err(Error::Export(ExportFault::NoPseudonym(field))) if field == "events")
    );
}

/// The log outlives the records: a name that may be a customer's is not kept in it.
#[test]
fn the_log_says_so_and_for_whom_as_far_as_a_name_is_nobodys_data() {
    let registered = |name: &str, key: &str| Recipient {
        name: name.to_owned(),
        contact: "desk".to_owned(),
        internal: false,
        country: "CN".to_owned(),
        agreement: None,
        agreed: String::new(),
        until: String::new(),
        to: vec![key.to_owned()],
        removed: false,
        previous: 0,
    };
    let register = [registered("示例研究所", "age1a"), registered("示例公司", "age1b")];
    let keys = |keys: &[&str]| Audience::Keys(keys.iter().map(|key| (*key).to_owned()).collect());
    let name = |name: &str| Audience::Name(name.to_owned());
    for (audience, told) in [
        (name("study 2026"), &["study 2026"][..]),
        (name("示例研究所"), &["示例研究所"]),
        (name("张伟"), &[]),
        (name("13800000013"), &[]),
        (keys(&["age1b"]), &["示例公司"]),
        (keys(&["age1a", "age1b", "age1x"]), &["示例公司", "示例研究所"]),
        (keys(&["age1x"]), &[]),
    ] {
        assert_eq!(audience.told(&register).recipients, told, "{audience:?}");
    }
    let sample = people();
    let mut vault = sample.open();
    let last = |vault: &Vault| {
        let row = vault.store.entry(vault.state.checkpoint.seq).unwrap().unwrap();
        vault.open_entry(&row).unwrap().act.pseudonyms().cloned()
    };
    for (name, told) in [("a", vec!["a".to_owned()]), ("张伟", vec![])] {
        rows(&mut vault, COLUMNS, name).unwrap();
        assert_eq!(last(&vault), Some(Pseudonymised { recipients: told }));
    }
    vault.history(&selector("K-1"), false).unwrap();
    assert_eq!(last(&vault), None);
}
