//! What leaves with a share, and what only where it is named.

use super::*;
use crate::model::{About, Value};

/// `K-1`, of whose phone and name more is known.
fn house() -> House {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    let mut about = About::of_state("valid");
    (about.source, about.failures) = (Some("referral".to_owned()), 1);
    (about.verified, about.method) = (Some("2026-02-01".to_owned()), Some("visit".to_owned()));
    let mut phone = Value::plain("+8613800000013");
    phone.about = Some(Box::new(about));
    let mut name = Value::plain("张伟");
    name.stem_from("exhibition");
    set(&house, "phone", phone);
    set(&house, "name", name);
    house
}

fn set(house: &House, field: &str, value: Value) {
    let one = selector("K-1");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let values = [(Policy::builtin().id(field).unwrap(), vec![value])];
    house.sample.open().set_fields(aim, "edit", &values).unwrap();
}

fn lines<'a>(fields: &'a [&'a str]) -> Wanted<'a> {
    Wanted { records: "K-1", fields, form: Form::JsonLines, ..Wanted::default() }
}

fn shared(house: &House, fields: &[&str]) -> String {
    house.text(&house.share(&lines(fields)).unwrap().1)
}

/// The own export of `K-1` as JSON lines.
fn exported(house: &House, purpose: &str) -> String {
    exported_to(house, purpose, &[])
}

/// The same, to be sealed for `to`.
fn exported_to(house: &House, purpose: &str, to: &[String]) -> String {
    exported_by(house.sample.open(), purpose, to)
}

fn exported_by(mut vault: Vault, purpose: &str, to: &[String]) -> String {
    let one = selector("K-1");
    let order = Export {
        selector: &one,
        columns: Vec::new(),
        purpose,
        reveal: false,
        form: Form::JsonLines,
        options: ExportOptions { to: to.to_vec(), ..ExportOptions::default() },
    };
    let mut text = Vec::new();
    let emit = &mut |bytes: &[u8]| {
        text.extend_from_slice(bytes);
        Ok(())
    };
    vault.export(&order, emit).unwrap();
    String::from_utf8(text).unwrap()
}

/// What is known of the phone and of the name of `K-1` where it is looked at.
fn looked_at(house: &House, purpose: &str) -> [Option<About>; 2] {
    looked_at_by(house.sample.open(), purpose)
}

fn looked_at_by(mut vault: Vault, purpose: &str) -> [Option<About>; 2] {
    let one = selector("K-1");
    let known = Policy::builtin().known();
    let request = crate::vault::Request {
        verb: "list",
        selector: &one,
        parts: vec![Policy::builtin().part(known.phone), Policy::builtin().part(known.name)],
        levels: Vec::new(),
        purpose: Some(purpose.to_owned()),
        revealed: false,
        order: None,
        limit: None,
    };
    let mut found = [None, None];
    let emit = &mut |record: &crate::vault::Record| {
        let about = |field| record.fields.get(field)?.about.as_deref().cloned();
        found = [about(known.phone), about(known.name)];
        assert!(record.fields.get(known.phone).is_some());
        Ok(())
    };
    vault.disclose(&request, emit).unwrap();
    found
}

/// Breaks when what is known of a value leaves with the value alone: the register would not say so, and
/// a purpose would see what it does not use.
#[test]
fn what_is_known_of_a_value_leaves_with_the_field_that_stands_for_it() {
    let house = house();
    assert_eq!(
        shared(&house, &["name", "phone"]),
        "{\"name\":\"张伟\",\"phone\":[\"+8613800000013\"],\"share\":\"S-1\"}\n"
    );
    let text = shared(&house, &["phone", "name", "source"]);
    let contact = r#""contacts":[{"field":"phone","value":"+8613800000013","source":"referral"}]"#;
    let source = r#""sources":[{"field":"name","value":"张伟","source":"exhibition"}]"#;
    assert!(text.contains(contact) && text.contains(source), "{text}");
    let text = shared(&house, &["phone", "verified", "verify_method", "verify_result"]);
    let known = r#""state":"valid","verified":"2026-02-01","method":"visit","failures":1}]"#;
    assert!(text.contains(known) && !text.contains("sources"), "{text}");
    house.agree("K-1", "marketing", None);
    let text = exported(&house, "marketing");
    assert!(text.contains("+8613800000013"), "{text}");
    assert!(!text.contains("referral") && !text.contains("sources"), "{text}");
    assert!(!text.contains("contacts"), "{text}");
    assert_eq!(looked_at(&house, "marketing"), [None, None], "nor when it is looked at");
    let [phone, name] = looked_at(&house, "service").map(Option::unwrap);
    assert_eq!((phone.failures, phone.state.as_deref()), (1, Some("valid")));
    assert_eq!(name.source.as_deref(), Some("exhibition"));
    let text = exported(&house, "service");
    assert!(text.contains(source) && text.contains(r#""source":"referral","verified""#), "{text}");
}

/// Breaks when all operational fields leave by themselves, or consents whole.
#[test]
fn what_the_organisation_keeps_for_itself_leaves_when_it_is_named() {
    let house = house();
    house.recipient("伙伴", "CN", None);
    house.agree("K-1", "service", Some("伙伴"));
    house.agree("K-1", "marketing", None);
    set(&house, "retain_until", Value::plain("2027-01-01"));
    let (done, sealed) = house.share(&lines(&[])).unwrap();
    let text = house.text(&sealed);
    assert!(text.contains("\"purpose\":\"marketing\"") && !text.contains("伙伴"), "{text}");
    assert!(!text.contains("retain_until") && text.contains("张伟"), "{text}");
    let left: Vec<&str> = done.handover.columns.iter().map(Code::as_str).collect();
    for own in ["holds", "requests", "proposed", "review_by", "destroy_on", "state"] {
        assert!(!left.contains(&own), "{own}");
    }
    assert!(left.contains(&"phone") && left.contains(&"consents"), "{left:?}");
    let text = shared(&house, &["retain_until", "consents"]);
    assert!(text.contains("2027-01-01") && !text.contains("伙伴"), "{text}");
    let own = exported(&house, "service");
    assert!(own.contains("伙伴") && own.contains("2027-01-01"), "one's own export has all of it");
    // Nor with a file that is sealed for one who is registered; for the other its own consents.
    let (one, other) = (house.key(), {
        let mut vault = house.sample.open();
        vault.keys_to_seal_to(&["@伙伴".to_owned()]).unwrap().remove(0)
    });
    for (to, names_partner) in
        [(vec![one.clone()], false), (vec![other.clone()], true), (vec![one, other], false)]
    {
        let text = exported_to(&house, "service", &to);
        assert!(text.contains("张伟") && text.contains("\"purpose\":\"marketing\""), "{text}");
        assert!(!text.contains("retain_until"), "{text}");
        assert_eq!(text.contains("伙伴"), names_partner, "{text}");
    }
    // A key that nobody is registered with may be one's own.
    assert!(exported_to(&house, "service", &[another_key()]).contains("retain_until"));
}

#[test]
fn a_program_that_hands_out_own_affairs_is_caught() {
    let house = house();
    set(&house, "retain_until", Value::plain("2027-01-01"));
    let vault = weak(&house, "own-affairs-leave");
    assert!(exported_by(vault, "service", &[house.key()]).contains("retain_until"));
}

/// What the tests above would see of programs that tell more.
#[test]
fn programs_that_tell_more_than_a_purpose_or_recipient_may_learn_are_caught() {
    let house = house();
    house.recipient("伙伴", "CN", None);
    house.agree("K-1", "marketing", None);
    house.agree("K-1", "service", Some("伙伴"));
    let vault = weak(&house, "own-affairs-leave");
    assert!(exported_by(vault, "service", &[house.key()]).contains("伙伴"));
    let shown = looked_at_by(weak(&house, "purpose-unheeded"), "marketing");
    assert!(shown[0].is_some(), "{shown:?}");
}
