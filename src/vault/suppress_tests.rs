//! Who asked not to be entered again is refused however he is spelled, and nothing that is kept
//! for it says who he is.

use super::erase_tests::destruction;
use super::purge_tests::{assert_sound, number};
use super::sample::{Sample, order, person, selector};
use super::{Aim, Depth, Error, Order, Vault};
use crate::crypto::{Generation, Key};
use crate::log::{Act, Numbers};
use crate::model::{Clearance, Fields, RecordNumber, Value};
use crate::policy::Policy;
use crate::vault::keys::KeyRing;

const PHONE: &str = "13800000013";
const MAIL: &str = "Wei.Zhang@example.com";
const ID: &str = "11010519491231002X";

fn fields(entered: &[(&str, &str)]) -> Fields {
    let policy = Policy::builtin();
    let values = |(name, text): &(&str, &str)| {
        let field = policy.id(name).unwrap();
        policy.normalise(field, text).unwrap().into_iter().map(move |value| (field, value))
    };
    entered.iter().flat_map(values).collect()
}

/// A vault with 张伟 and 李娜.
fn two() -> Sample {
    let sample = Sample::new();
    let wei = fields(&[("name", "张伟"), ("phone", PHONE), ("email", MAIL), ("id_number", ID)]);
    sample.open().add_record(wei, false).unwrap();
    sample.add(&[("李娜", "13800000014", "")]);
    sample
}

fn suppress(numbers: impl Into<Numbers>) -> Order {
    Order { suppress: true, ..order(numbers.into()) }
}

/// The same, but 张伟 is destroyed and not to be entered again.
fn suppressed() -> Sample {
    let sample = two();
    sample.open().purge(&suppress(number(1))).unwrap();
    sample
}

fn limited(sample: &Sample, clearance: u8) -> Vault {
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(Clearance::new(clearance).unwrap());
    vault
}

#[track_caller]
fn assert_refused<T>(result: super::Result<T>, field: &str) {
    match result {
        Err(Error::Suppressed(found)) => assert_eq!(found, field),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{field} was taken"),
    }
}

#[test]
fn every_spelling_is_refused() {
    let sample = suppressed();
    let seq = sample.open().state.checkpoint.seq;
    for (field, text) in [
        ("phone", "13800000013"),
        ("phone", "138-0000-0013"),
        ("phone", "+86 138 0000 0013"),
        ("phone", "１３８００００００１３"),
        ("email", "wei.zhang@EXAMPLE.COM"),
        ("email", "WEI.ZHANG@example.com"),
        ("id_number", "11010519491231002x"),
        ("id_number", "１１０１０５１９４９１２３１００２Ｘ"),
    ] {
        let new = || fields(&[("name", "某人"), ("phone", "13900000099"), (field, text)]);
        assert_refused(sample.open().add_record(new(), false), field);
        assert_refused(sample.open().add_record(new(), true), field);
        let two = selector("K-2");
        let aim = Aim { selector: &two, confirmed: None, rehearsal: false };
        let id = Policy::builtin().id(field).unwrap();
        let values: Vec<Value> = new().all(id).cloned().collect();
        assert_refused(sample.open().set_fields(aim, "edit", &[(id, values)]), field);
    }
    assert_eq!(sample.open().state.checkpoint.seq, seq, "something was written");
    sample.open().add_record(person("张伟", "13800000015", ""), false).unwrap();
    assert_sound(&sample);
}

#[test]
fn the_list_grows_and_the_line_says_that_it_is_kept() {
    let sample = suppressed();
    let last = || destruction(&sample).suppressed;
    assert!(last());
    sample.add(&[("王芳", "13800000015", ""), ("赵敏", "13800000016", "")]);
    // An ordinary purge in between keeps nothing of whom it destroys.
    sample.open().purge(&order(number(2).into())).unwrap();
    assert!(!last());
    let both: Numbers = [3, 4].into_iter().filter_map(RecordNumber::new).collect();
    sample.open().purge(&suppress(both)).unwrap();
    for phone in [PHONE, "13800000015", "13800000016"] {
        assert_refused(sample.open().add_record(person("某人", phone, ""), false), "phone");
    }
    sample.open().add_record(person("李娜", "13800000014", ""), false).unwrap();
    assert_sound(&sample);
}

/// Nothing to hash, nothing kept, and nothing said about it.
#[test]
fn a_record_without_identifiers_leaves_no_list() {
    let sample = Sample::new();
    let bare = fields(&[("name", "张伟"), ("wechat", "wei")]);
    sample.open().change(|transaction| transaction.add("add", vec![bare])).unwrap();
    sample.open().purge(&suppress(number(1))).unwrap();
    assert_eq!(sample.open().state.checkpoint.suppressed, 0);
    assert!(!destruction(&sample).suppressed);
    assert_sound(&sample);
}

/// A plain hash of a phone number is as good as the number. Breaks when the entry is not sealed,
/// or hashes are made without a key.
#[test]
fn neither_values_nor_their_hashes_lie_open_anywhere() {
    let sample = suppressed();
    let sealed = sample.open();
    let list = sealed.suppressed().unwrap();
    assert!(list.has(sealed.policy, sealed.policy.known().phone, "+8613800000013"));
    let mut needles: Vec<Vec<u8>> = Vec::new();
    for text in [PHONE, "+8613800000013", MAIL, &MAIL.to_lowercase(), ID] {
        needles.push(text.as_bytes().to_vec());
        for kind in 0..=3_u8 {
            let labelled = [b"kedang/k1/suppressed", &[kind][..], text.as_bytes()].concat();
            needles.push(crate::crypto::sha256(&labelled).0.to_vec());
        }
        needles.push(crate::crypto::sha256(text.as_bytes()).0.to_vec());
    }
    // Not even to who opens the log: what he reads is sealed once more, under level 1.
    let mut entries = Vec::new();
    sealed
        .store
        .each_entry(1, |row| {
            entries.extend(sealed.open_entry(&row)?.to_bytes());
            Ok::<_, Error>(true)
        })
        .unwrap();
    assert!(String::from_utf8_lossy(&entries).contains("suppressed"));
    let keys = sealed.ring.suppressed_keys(1).unwrap();
    let hash = |text: &str| {
        let bytes = [b"kedang/k1/suppressed", &[1][..], text.as_bytes()].concat();
        crate::crypto::mac::authenticate(&keys.hash, &bytes).to_vec()
    };
    needles.push(hash("+8613800000013"));
    let mut files = vec![entries];
    for dir in [sample.dir(), sample.home.path().join("state")] {
        let read = |file: std::io::Result<std::fs::DirEntry>| std::fs::read(file.unwrap().path());
        files.extend(std::fs::read_dir(dir).unwrap().map(|file| read(file).unwrap()));
    }
    for needle in &needles {
        let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, needle);
        for bytes in &files {
            assert!(memchr::memmem::find(bytes, needle).is_none(), "{}", needle.escape_ascii());
            assert!(memchr::memmem::find(bytes, text.as_bytes()).is_none(), "{text}");
        }
    }
    // What is sealed under level 1 opens with its key alone.
    assert!(limited(&sample, 2).ring.suppressed_keys(1).is_none());
}

/// Who cannot read the list enters nothing that might be on it, and everything else.
#[test]
fn whoever_cannot_read_the_list_is_refused() {
    let sample = two();
    limited(&sample, 2).add_record(person("王芳", "13800000015", ""), false).unwrap();
    let refused = limited(&sample, 2).purge(&suppress(number(3))).err().unwrap();
    assert!(matches!(refused, Error::Clearance { .. }), "{refused:?}");
    assert_eq!(sample.open().state.checkpoint.pending, 0);

    sample.open().purge(&suppress(number(1))).unwrap();
    let refused = limited(&sample, 2).add_record(person("赵敏", "13800000016", ""), false);
    assert!(matches!(refused, Err(Error::SuppressedAbove)), "{refused:?}");
    let mut vault = limited(&sample, 2);
    let (two, address) = (selector("K-2"), vault.policy().id("address").unwrap());
    let aim = Aim { selector: &two, confirmed: None, rehearsal: false };
    vault.set_fields(aim, "edit", &[(address, vec![Value::plain("后海2号")])]).unwrap();
    let phone = vault.policy().known().phone;
    let refused = vault.set_fields(aim, "edit", &[(phone, vec![Value::plain("+8613800000017")])]);
    assert!(matches!(refused, Err(Error::SuppressedAbove)), "{refused:?}");
    drop(vault);
    assert_sound(&sample);
}

/// Older generations' lists open with the older keys of level 1, which come with the newest.
#[test]
fn a_list_of_an_older_generation_takes_that_generations_key() {
    let key = |n| Key::from_bytes([n; 32]);
    let generation = |number, level| Generation { number, vault_key: key(9), levels: level };
    let one = generation(1, [Some(key(1)), None, None]);
    let blind = generation(1, [None, None, None]);
    let now = || [Some(key(2)), Some(key(3)), Some(key(4))];
    let vault = Sample::new().open().id();
    let ring = |older: &[Generation]| KeyRing::new(vault, &generation(2, now()), older);
    let keys = |ring: &KeyRing, n| ring.suppressed_keys(n).map(|keys| (keys.seal, keys.hash));
    let first = KeyRing::new(vault, &generation(1, [Some(key(1)), None, None]), &[]);
    assert_eq!(keys(&ring(&[one]), 1), keys(&first, 1));
    let seeing = ring(&[]);
    assert!(keys(&seeing, 2).is_some() && keys(&seeing, 2) != keys(&first, 1));
    assert!(keys(&ring(&[blind]), 1).is_none());
}

/// The line says what the log says, whoever finishes.
#[test]
fn a_crash_behind_the_intent_loses_neither_list_nor_line() {
    let sample = two();
    let stop = || {
        let mut environment = sample.environment();
        environment.reached = Box::new(|step| assert_ne!(step, "purge-intent", "stopped"));
        Vault::open(&sample.dir(), &sample.credential(), environment).unwrap()
    };
    let died = std::panic::catch_unwind(|| stop().purge(&suppress(number(1))).map(drop));
    assert!(died.is_err());
    assert_refused(sample.open().add_record(person("某人", PHONE, ""), false), "phone");
    assert!(destruction(&sample).suppressed);
    assert_sound(&sample);
}

/// A list that is cut off, or does not open, is damage and no empty list.
#[test]
fn a_list_that_was_cut_or_replaced_is_found() {
    for (previous, sealed) in [(0, "AAAA"), (1, "AAAA")] {
        let sample = suppressed();
        let (sealed, count) = (sealed.to_owned(), 1);
        let log = |transaction: &mut super::transaction::Transaction<'_>| {
            let previous = if previous == 0 { 0 } else { transaction.checkpoint.suppressed };
            let act = Act::Suppressed { previous, count, sealed };
            transaction.checkpoint.suppressed = transaction.log(act);
            Ok(())
        };
        sample.open().change(log).unwrap();
        let refused = sample.open().add_record(person("某人", PHONE, ""), false);
        assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
        let (dir, environment) = (sample.dir(), sample.environment());
        let report = Vault::check(&dir, &sample.credential(), environment, Depth::Everything);
        let found: Vec<_> = report.unwrap().findings().map(|finding| finding.place.what).collect();
        assert!(found.contains(&"damage-suppressed"), "{found:?}");
        assert_eq!(found.contains(&"damage-log-order"), previous == 0, "{found:?}");
    }
}
