//! Whom to tell of what became of the records that a share is of.

use super::*;
use crate::log::Scope;
use crate::model::{Level, Value};

/// `K-1` with its ID number (S-1), and with its region alone (S-2).
fn shared_twice() -> House {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    set(&house, "K-1", "sensitive_consent", "2026-01-15");
    set(&house, "K-1", "region", "310000 上海市");
    let number = Wanted { fields: &["id_number"], reveal: true, ..one() };
    house.share(&number).unwrap();
    house.share(&Wanted { fields: &["region"], ..one() }).unwrap();
    assert!(house.duties().is_empty());
    house
}

fn set(house: &House, number: &str, field: &str, text: &str) {
    let one = selector(number);
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let values = [(Policy::builtin().id(field).unwrap(), vec![Value::plain(text)])];
    house.sample.open().set_fields(aim, "edit", &values).unwrap();
}

fn one() -> Wanted<'static> {
    Wanted { records: "K-1", ..Wanted::default() }
}

fn withdraw(house: &House, purposes: &[&str], sensitive: bool) {
    let one = selector("K-1");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let purposes: Vec<String> = purposes.iter().map(|one| (*one).to_owned()).collect();
    let order =
        Withdrawal { purposes: &purposes, sensitive, recipient: None, date: day("2026-03-01") };
    house.sample.open().withdraw(aim, &order).unwrap();
}

/// The purpose itself rests on no consent; the ID number left on the separate one.
#[test]
fn whoever_ends_the_separate_consent_ends_what_level_1_left_on() {
    for (purposes, sensitive) in [(&[][..], true), (&[][..], false), (&["marketing"][..], true)] {
        let house = shared_twice();
        withdraw(&house, purposes, sensitive);
        assert_eq!(house.duties(), [(1, "tell-withdrawn")], "{purposes:?} {sensitive}");
        let numbers = RecordNumber::new(1).unwrap().into();
        assert_eq!(house.sample.open().shares_to_tell(&numbers).unwrap(), [1]);
        house.assert_sound();
    }
}

#[test]
fn a_part_that_is_destroyed_is_told_to_whom_it_was_given() {
    let parts: [(Scope, &[(u64, &str)]); 4] = [
        (Scope { levels: vec![Level::One], fields: vec![] }, &[(1, "tell-destroyed")]),
        (
            Scope { levels: vec![], fields: vec![Code::fixed("id_number")] },
            &[(1, "tell-destroyed")],
        ),
        (Scope { levels: vec![], fields: vec![Code::fixed("region")] }, &[(2, "tell-destroyed")]),
        (Scope { levels: vec![], fields: vec![Code::fixed("email")] }, &[]),
    ];
    for (scope, told) in parts {
        let house = shared_twice();
        let one = RecordNumber::new(1).unwrap();
        let order = crate::vault::Order { scope: Some(scope.clone()), ..purge_order(one.into()) };
        house.sample.open().purge(&order).unwrap();
        assert_eq!(house.duties(), told, "{scope:?}");
    }
}

/// Breaks when what is not said of a recipient is taken for what is said of a new one.
#[test]
fn an_agreement_that_is_renewed_brings_nobody_home() {
    let house = House::new();
    house.recipient("海外", "SG", None);
    let renewed = NewRecipient {
        name: "海外",
        contact: None,
        internal: false,
        country: None,
        agreement: Some(("NDA-3".parse().unwrap(), day("2026-02-01"))),
        until: Some(day("2027-02-01")),
        to: &[],
        replaces: true,
    };
    let dialogue = Dialogue::default();
    let mut vault = house.sample.open();
    let now = vault.add_recipient(&renewed, &dialogue, false).unwrap();
    assert_eq!((now.country.as_str(), now.contact.as_str()), ("SG", "ext. 12"));
    assert_eq!((now.to, now.until.as_str()), (vec![house.key()], "2027-02-01"));
    // A new key leaves the agreement as it is.
    let other =
        NewRecipient { agreement: None, until: None, to: &[house.key()], ..renewed.clone() };
    let now = vault.add_recipient(&other, &dialogue, false).unwrap();
    assert_eq!(now.agreement.unwrap().as_str(), "NDA-3");
    assert_eq!((now.agreed.as_str(), now.until.as_str()), ("2026-02-01", "2027-02-01"));
    // Who is not there yet has nothing to be taken over.
    let stranger = NewRecipient { name: "新", ..renewed };
    let refused = vault.add_recipient(&stranger, &dialogue, false).unwrap_err();
    assert!(
        matches!(refused, Error::Share(ShareFault::BadEntry("share-fault-contact"))),
        "{refused:?}"
    );
    drop(vault);
    house.assert_sound();
}

#[test]
fn who_is_limited_to_records_of_his_own_sees_what_was_shared_of_these() {
    let house = shared_twice();
    let selected = selector("K-1 K-2");
    let (wanted, mut sealed) = (Wanted::default(), Vec::new());
    let order = wanted.to_order(&selected);
    house.sample.open().share(&order, (&Dialogue::default(), &mut sealed)).unwrap();
    // The policy knows no such role, so it is the narrowest.
    let identity = house.sample.operator("guest", 2, &[Capability::Read, Capability::Export]);
    let seen = || {
        let shares = house.sample.open_as(&identity).unwrap().shares().unwrap();
        shares.iter().map(|share| (share.number, share.numbers.len())).collect::<Vec<_>>()
    };
    assert!(seen().is_empty(), "nothing is his");
    let all = house.sample.open().operators(false);
    let is_guest = |one: &crate::vault::Enrolled| one.operator.member.role.as_str() == "guest";
    let guest = all.into_iter().find(is_guest).unwrap();
    let name = guest.operator.member.name;
    set(&house, "K-2", "owner", &name);
    assert_eq!(seen(), [(3, 1)]);
    // Of the others' he notes nothing either.
    let mut vault = house.sample.open_as(&identity).unwrap();
    let refused = vault.take_step((1, ShareStep::Told), None, true).unwrap_err();
    assert!(matches!(refused, Error::Share(ShareFault::NoShare(1))), "{refused:?}");
    // What he handed over he follows to the end.
    let own = selector("K-2");
    vault.share(&wanted.to_order(&own), (&Dialogue::default(), &mut sealed)).unwrap();
    drop(vault);
    let two = RecordNumber::new(2).unwrap();
    house.sample.open().purge(&purge_order(two.into())).unwrap();
    let mut vault = house.sample.open_as(&identity).unwrap();
    let duties = vault.share_duties(day("2026-03-01")).unwrap();
    let duties: Vec<_> = duties.iter().map(|(share, duty)| (share.number, duty.id())).collect();
    assert_eq!(duties, [(4, "tell-destroyed")]);
}

/// Breaks when the register takes what was asked for for what left.
#[test]
fn what_was_withheld_did_not_leave() {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    set(&house, "K-2", "id_number", "110101199003070193");
    let both = Wanted { fields: &["name", "id_number"], reveal: true, ..Wanted::default() };
    let (done, _) = house.share(&both).unwrap();
    assert_eq!(done.exported.held, 2);
    set(&house, "K-1", "sensitive_consent", "2026-01-15");
    let selected = selector(both.records);
    let planned = house.sample.open().plan_share(&both.to_order(&selected), true).unwrap();
    let (done, _) = house.share(&both).unwrap();
    assert_eq!((planned.exported.held, done.exported.held), (1, 1), "a rehearsal tells it too");
    let shares = house.sample.open().shares().unwrap();
    let told = |share: &Share| {
        let withheld: Vec<_> = share.withheld.iter().map(RecordNumber::get).collect();
        (share.levels.contains(&Level::One), withheld)
    };
    assert_eq!(shares.iter().map(told).collect::<Vec<_>>(), [(false, vec![1, 2]), (true, vec![2])]);
    for (number, revealed) in [("K-1", [false, true]), ("K-2", [false, false])] {
        let lives = house.sample.open().history(&selector(number), false).unwrap();
        let handed = lives[0].events.iter().filter(|event| event.verb == "share-issue");
        let seen: Vec<bool> = handed.map(|event| event.revealed).collect();
        assert!(seen == revealed || seen.iter().rev().eq(&revealed), "{number}: {seen:?}");
    }
    // Nobody is told of what he never got: the purpose rests on no consent, and level 1 stayed.
    house.agree("K-2", "marketing", None);
    house.withdraw("K-2", None);
    assert!(house.duties().is_empty());
    let part = |field| Scope { levels: Vec::new(), fields: vec![Code::fixed(field)] };
    let erase = |number, field| {
        let number = RecordNumber::new(number).unwrap().into();
        let order = crate::vault::Order { scope: Some(part(field)), ..purge_order(number) };
        house.sample.open().purge(&order).unwrap();
    };
    erase(2, "id_number");
    assert!(house.duties().is_empty());
    house.withdraw("K-1", None);
    assert_eq!(house.duties(), [(2, "tell-withdrawn")]);
    erase(1, "id_number");
    assert_eq!(house.duties(), [(2, "tell-destroyed"), (2, "tell-withdrawn")]);
    house.assert_sound();
}
