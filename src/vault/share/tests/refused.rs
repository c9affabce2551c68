//! What stands against a share, and against an entry in the register of recipients.

use super::*;

/// Whether a refusal is the expected one.
type Told = fn(&Error) -> bool;

/// One test for each thing that stands against a share, and one for many at once.
#[test]
fn each_reason_against_a_share_is_told_as_what_it_is() {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    house.recipient("旧伙伴", "CN", Some("2026-02-28"));
    house.recipient("海外", "SG", None);
    let bare = NewRecipient {
        name: "新伙伴",
        contact: Some("x"),
        internal: false,
        country: None,
        agreement: None,
        until: None,
        to: &[another_key()],
        replaces: false,
    };
    house.sample.open().add_recipient(&bare, &Dialogue::default(), false).unwrap();
    let keyless = NewRecipient {
        name: "无密钥",
        agreement: Some(("NDA-2".parse().unwrap(), day("2026-01-01"))),
        to: &[],
        ..bare
    };
    house.sample.open().add_recipient(&keyless, &Dialogue::default(), false).unwrap();
    let to = |recipient| Wanted { recipient, ..Wanted::default() };
    house.recipient("半年", "CN", Some("2026-06-30"));
    let past = Some(day("2026-02-28"));
    let ground = Some("SCC-1");
    let provided = Some(Relation::Provided);
    let cases: &[(Wanted<'_>, Told)] = &[
        (to("无人"), |e| matches!(e, Error::Share(ShareFault::NoRecipient(_)))),
        (to("新伙伴"), |e| matches!(e, Error::Share(ShareFault::NoAgreement(_)))),
        (to("旧伙伴"), |e| matches!(e, Error::Share(ShareFault::AgreementOver(..)))),
        (to("无密钥"), |e| matches!(e, Error::Share(ShareFault::NoKey(_)))),
        (Wanted { until: past, ..Wanted::default() }, |e| {
            matches!(e, Error::Share(ShareFault::DayPast(_)))
        }),
        (
            Wanted { recipient: "半年", until: Some(day("2026-07-01")), ..Wanted::default() },
            |e| matches!(e, Error::Share(ShareFault::Outlives(..))),
        ),
        (
            Wanted { records: "K-1", relation: provided, ..Wanted::default() },
            |e| matches!(e, Error::NotCovered(_, bar) if bar.recipient.is_some()),
        ),
        (
            Wanted { records: "K-1", purpose: "marketing", ..Wanted::default() },
            |e| matches!(e, Error::NotCovered(_, bar) if bar.recipient.is_none()),
        ),
        (Wanted { records: "grade:A", ..Wanted::default() }, |e| {
            matches!(e, Error::Share(ShareFault::Nothing(..)))
        }),
        (Wanted { fields: &["id_number"], ..Wanted::default() }, |e| {
            matches!(e, Error::NotRevealed(_))
        }),
        (Wanted { records: "K-9", ..Wanted::default() }, |e| matches!(e, Error::NoRecord(_))),
        (
            Wanted {
                recipient: "海外",
                cross_border: ground,
                records: "name:x",
                assessment: ground,
                ..Wanted::default()
            },
            |e| matches!(e, Error::Share(ShareFault::Nothing(..))),
        ),
    ];
    for (wanted, is) in cases {
        let refused = house.share(wanted).unwrap_err();
        assert!(is(&refused), "{refused:?}");
    }
    assert!(house.sample.open().shares().unwrap().is_empty(), "nothing was handed over");
}

/// Breaks when a number that is not there stands for all that stays.
#[test]
fn a_missing_number_does_not_hide_why_a_range_stays() {
    let house = House::new();
    house.recipient("旧伙伴", "CN", Some("2026-02-28"));
    let provided = Some(Relation::Provided);
    let wanted = Wanted {
        recipient: "旧伙伴",
        records: "K-1..K-3 K-77",
        relation: provided,
        ..Wanted::default()
    };
    let Err(Error::NotShared(all)) = house.share(&wanted) else { panic!() };
    assert!(
        matches!(
            all.as_slice(),
            [
                Error::Share(ShareFault::AgreementOver(..)),
                Error::NoRecord(_),
                Error::Share(ShareFault::Nothing(0, _)),
            ]
        ),
        "{all:?}"
    );
}

/// Abroad takes the ground, the assessment, and each person's consent.
#[test]
fn what_goes_abroad_needs_all_of_it() {
    let house = House::new();
    house.recipient("海外", "SG", None);
    let past = Some(day("2026-02-28"));
    let ground = Some("SCC-1");
    let abroad = Wanted { recipient: "海外", records: "K-1", until: past, ..Wanted::default() };
    let Err(Error::NotShared(all)) = house.share(&abroad) else { panic!() };
    let told: Vec<String> = all.iter().map(|one| format!("{one:?}")).collect();
    assert_eq!(all.len(), 4, "{told:?}");
    assert!(told[0].contains("Abroad") && told[1] == "NeedsAssessment(None)", "{told:?}");
    assert!(told[2].contains("DayPast") && told[3].contains("NotToRecipient"), "{told:?}");
    house.agree("K-1", "service", Some("海外"));
    let given = Wanted {
        recipient: "海外",
        records: "K-1",
        cross_border: ground,
        assessment: ground,
        ..Wanted::default()
    };
    let (done, _) = house.share(&given).unwrap();
    assert!(done.handover.abroad && done.handover.cross_border.is_some());
    house.assert_sound();
}

#[test]
fn a_clearance_too_low_is_a_reason_beside_the_others() {
    let house = House::new();
    house.recipient("旧伙伴", "CN", Some("2026-02-28"));
    let low = house.sample.operator("exporter", 3, &[Capability::Export]);
    let wanted = Wanted { recipient: "旧伙伴", ..Wanted::default() };
    let selected = selector(wanted.records);
    let mut sealed = Vec::new();
    let mut vault = house.sample.open_as(&low).unwrap();
    let refused =
        vault.share(&wanted.to_order(&selected), (&Dialogue::default(), &mut sealed)).unwrap_err();
    let Error::NotShared(all) = refused else { panic!("{refused:?}") };
    let clearance = all.iter().filter(|one| matches!(one, Error::Clearance { .. })).count();
    // The agreement, name and phone, and two records of others.
    assert_eq!((clearance, all.len()), (2, 5), "{all:?}");
    assert!(sealed.is_empty());
}

#[test]
fn recipients_are_changed_and_removed_and_their_entries_stay() {
    let house = House::new();
    house.recipient("伙伴", "CN", None);
    house.recipient("伙伴", "SG", None);
    let mut vault = house.sample.open();
    let all = vault.recipients().unwrap();
    assert_eq!(all.iter().map(|one| one.country.as_str()).collect::<Vec<_>>(), ["SG"]);
    let again = NewRecipient {
        name: "伙伴",
        contact: Some("x"),
        internal: true,
        country: None,
        agreement: None,
        until: None,
        to: &[],
        replaces: false,
    };
    let dialogue = Dialogue::default();
    let known = vault.add_recipient(&again, &dialogue, false).unwrap_err();
    assert!(matches!(known, Error::Share(ShareFault::KnownRecipient(_))), "{known:?}");
    // One name in two spellings would be two recipients.
    let latin = NewRecipient { name: "Call Centre", ..again.clone() };
    vault.add_recipient(&latin, &dialogue, true).unwrap();
    vault.add_recipient(&latin, &dialogue, false).unwrap();
    // So would one that is removed and comes back.
    for is_removed in [false, true] {
        if is_removed {
            vault.remove_recipient("Call Centre", false).unwrap();
        }
        for name in ["call centre", "Ｃａｌｌ Centre", "CallCentre"] {
            let like = NewRecipient { name, replaces: true, ..again.clone() };
            let refused = vault.add_recipient(&like, &dialogue, false);
            let Err(Error::Share(ShareFault::SpeltOtherwise(other))) = refused else {
                panic!("{name}")
            };
            assert_eq!(other, "Call Centre");
        }
    }
    vault.add_recipient(&latin, &dialogue, true).unwrap();
    let ahead = Some(("NDA-1".parse().unwrap(), day("2026-03-02")));
    let short = Some(("NDA-1".parse().unwrap(), day("2026-03-01")));
    let faults = [
        (NewRecipient { contact: Some(" "), ..again.clone() }, "share-fault-contact"),
        (NewRecipient { country: Some("China"), ..again.clone() }, "share-fault-country"),
        (NewRecipient { to: &["age1x".to_owned()], ..again.clone() }, "share-fault-key"),
        (NewRecipient { agreement: ahead, ..again.clone() }, "share-fault-agreed"),
        (
            NewRecipient { agreement: short, until: Some(day("2026-02-01")), ..again.clone() },
            "share-fault-until",
        ),
    ];
    for (new, expected) in faults {
        let refused = vault.add_recipient(&new, &dialogue, false).unwrap_err();
        assert!(matches!(refused, Error::Share(ShareFault::BadEntry(why)) if why == expected));
    }
    // A key is one recipient's, and stays so when that one has another or is removed.
    let (key, other) = (house.key(), another_key());
    let taker = NewRecipient { name: "另一方", to: std::slice::from_ref(&key), ..again.clone() };
    let refused = vault.add_recipient(&taker, &dialogue, false).unwrap_err();
    let is_his = |e: &Error| matches!(e, Error::Share(ShareFault::KeyTaken(who)) if who == "伙伴");
    assert!(is_his(&refused), "{refused:?}");
    let renewed =
        NewRecipient { to: std::slice::from_ref(&other), replaces: true, ..again.clone() };
    vault.add_recipient(&renewed, &dialogue, false).unwrap();
    assert_eq!(names_of(&mut vault, &key), ["伙伴"]);
    assert!(names_of(&mut vault, &another_key()).is_empty());
    vault.remove_recipient("伙伴", true).unwrap();
    assert_eq!(vault.recipients().unwrap().len(), 1, "a rehearsal keeps nothing");
    vault.remove_recipient("伙伴", false).unwrap();
    assert!(vault.recipients().unwrap().is_empty());
    assert_eq!(names_of(&mut vault, &other), ["伙伴"]);
    assert!(vault.remove_recipient("伙伴", false).is_err());
    drop(vault);
    house.assert_sound();
}

/// Breaks when the newest entry of any spelling stands for all, or a program lets another spelling in.
#[test]
fn a_name_in_two_spellings_of_an_older_vault_comes_back_in_none_of_the_removed() {
    let house = House::new();
    let dialogue = Dialogue::default();
    let spelt = |name| NewRecipient {
        name,
        contact: Some("x"),
        internal: true,
        country: None,
        agreement: None,
        until: None,
        to: &[],
        replaces: false,
    };
    let (one, two) = ("call centre", "Call Centre");
    house.sample.open().add_recipient(&spelt(one), &dialogue, false).unwrap();
    weak(&house, "recipient-respelt").add_recipient(&spelt(two), &dialogue, false).unwrap();
    let all = house.sample.open().recipients().unwrap();
    let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, [two, one], "the weakness lets both in");
    house.sample.open().remove_recipient(two, false).unwrap();
    let refused = |name| match house.sample.open().add_recipient(&spelt(name), &dialogue, true) {
        Err(Error::Share(ShareFault::SpeltOtherwise(other))) => Some(other),
        added => added.map(|_| None).unwrap(),
    };
    assert_eq!(refused(two).as_deref(), Some(one), "the first holds");
    house.sample.open().remove_recipient(one, false).unwrap();
    assert_eq!(refused(two).as_deref(), Some(one), "the first was removed last");
    assert_eq!(refused(one), None);
}

/// A disk without room.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_no_sheet_holds_gets_no_number_and_what_fails_behind_it_names_it() {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    let (notes, one) = (Policy::builtin().id("notes").unwrap(), RecordNumber::new(1).unwrap());
    let note = crate::model::Value::plain("长".repeat(32_768));
    house
        .sample
        .open()
        .change(|transaction| {
            transaction.edit("edit", &one.into(), None, |_, fields| {
                fields.set(notes, [note.clone()]);
                Ok(())
            })
        })
        .unwrap();
    let sheet = Form::Xlsx { chinese: false };
    let wanted = Wanted { fields: &["name", "notes"], form: sheet, ..Wanted::default() };
    let refused = house.share(&wanted).unwrap_err();
    assert!(
        matches!(&refused, Error::Export(crate::vault::ExportFault::CellTooLong(of, _)) if *of == one),
        "{refused:?}"
    );
    let selected = selector(wanted.records);
    let mut vault = house.sample.open();
    assert!(vault.plan_share(&wanted.to_order(&selected), true).is_err());
    assert!(vault.propose_share(&wanted.to_order(&selected)).is_err());
    assert_eq!(vault.newest_share(), 0);
    let wanted = Wanted::default();
    let failed = vault.share(&wanted.to_order(&selected), (&Dialogue::default(), &mut Full));
    assert!(matches!(failed, Err(Error::Halfway(_))));
    assert_eq!((vault.newest_share(), house.sample.open().newest_share()), (1, 1));
}
