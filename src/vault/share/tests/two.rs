//! What two persons agree on is handed over as they agreed on it, or not at all.

use super::*;
use crate::vault::approval::{Needed, grants};
use crate::vault::tamper_tests::found;
use crate::vault::{Apply, Approve, ApprovedExport};

/// A house under a policy that has two persons for what goes abroad, and the second's identity.
fn house() -> (House, String) {
    let house = House::new();
    house.recipient("海外", "SG", None);
    for number in ["K-1", "K-2"] {
        house.agree(number, "service", Some("海外"));
    }
    let second = house.sample.operator("administrator", 1, &Capability::ALL);
    let mut vault = house.sample.open();
    let mut document = vault.policy().document().clone();
    document.version += 1;
    document.approval.share = true;
    let order =
        Apply { document: Some(&document), prospect: None, rehearsal: false, progress: &|_, _| {} };
    vault.apply_policy(&order).unwrap();
    drop(vault);
    (house, second)
}

fn wanted() -> Wanted<'static> {
    let ground = Some("SCC-1");
    let what = Wanted { recipient: "海外", fields: &["name"], ..Wanted::default() };
    Wanted { records: "K-1..K-2", cross_border: ground, assessment: ground, ..what }
}

fn vault(house: &House) -> Vault {
    let mut vault = house.sample.open();
    vault.cite_assessment(Some("PIA-1".parse().unwrap()));
    vault
}

/// Proposed by one and approved by the other.
fn approved((house, second): &(House, String)) -> u64 {
    let wanted = wanted();
    let selected = selector(wanted.records);
    let order = wanted.to_order(&selected);
    let (number, planned) = vault(house).propose_share(&order).unwrap();
    assert_eq!(planned.count, 2);
    let mut second = house.sample.open_as(second).unwrap();
    second.approve(&Approve { number, reference: None, progress: &|_, _| {} }).unwrap();
    number
}

fn carry_out(house: &House, number: u64) -> std::result::Result<u64, &'static str> {
    // The assessment need not be named again: it is part of what was approved.
    carry_out_as(house, (number, ShareKind::Issued, None))
}

fn carry_out_as(
    house: &House,
    (number, kind, assessment): (u64, ShareKind, Option<&str>),
) -> std::result::Result<u64, &'static str> {
    let mut sealed = Vec::new();
    let mut vault = house.sample.open();
    vault.cite_assessment(assessment.map(|text| text.parse().unwrap()));
    let done = vault.share_approved((number, kind, CSV), (&Dialogue::default(), &mut sealed));
    match done {
        Ok(done) => Ok(done.exported.count),
        Err(Error::NotPending(_, why)) => {
            assert!(sealed.is_empty());
            Err(why)
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn who_is_alone_is_told_so_beside_everything_else() {
    let (house, _) = house();
    let late = Wanted { until: Some(day("2026-02-28")), ..wanted() };
    let Err(Error::NotShared(all)) = house.share(&late) else { panic!() };
    let told: Vec<String> = all.iter().map(|one| format!("{one:?}")).collect();
    assert!(told.len() == 2 && told[1].contains("NeedsApproval"), "{told:?}");
    let selected = selector(late.records);
    let order = wanted();
    let order = order.to_order(&selected);
    assert!(matches!(vault(&house).plan_share(&order, true), Err(Error::NeedsApproval("share"))));
    assert_eq!(vault(&house).plan_share(&order, false).unwrap().exported.count, 2);
}

/// Breaks when what is carried out is not compared with what was approved.
#[test]
fn what_was_approved_is_carried_out_as_it_was() {
    let all = house();
    let number = approved(&all);
    let other = |kind, assessment| carry_out_as(&all.0, (number, kind, assessment));
    assert_eq!(other(ShareKind::Lent, None), Err("approval-kind"));
    assert_eq!(other(ShareKind::Issued, Some("PIA-2")), Err("approval-assessment"));
    assert_eq!(other(ShareKind::Issued, Some("PIA-1")), Ok(2));
    assert_eq!(carry_out(&all.0, number), Err("approval-used"));
    let shares = all.0.sample.open().shares().unwrap();
    assert_eq!(shares[0].handover.assessment, Some("PIA-1".parse().unwrap()));
    all.0.assert_sound();

    // The same recipient under another key is another one.
    let all = house();
    let number = approved(&all);
    all.0.recipient("海外", "SG", None);
    assert_eq!(carry_out(&all.0, number), Err("approval-recipient"));

    let all = house();
    let number = approved(&all);
    all.0.withdraw("K-2", Some("海外"));
    assert_ne!(carry_out_any(&all.0, number), Ok(2), "one of them agrees no more");

    let all = house();
    let number = approved(&all);
    let renewed = NewRecipient {
        name: "海外",
        contact: None,
        internal: false,
        country: None,
        agreement: Some(("NDA-3".parse().unwrap(), day("2026-02-01"))),
        until: None,
        to: &[],
        replaces: true,
    };
    all.0.sample.open().add_recipient(&renewed, &Dialogue::default(), false).unwrap();
    assert_eq!(carry_out(&all.0, number), Err("approval-agreement"));
}

/// How many left, or that none did.
fn carry_out_any(house: &House, number: u64) -> std::result::Result<u64, ()> {
    let mut sealed = Vec::new();
    let what = (number, ShareKind::Issued, CSV);
    let done = vault(house).share_approved(what, (&Dialogue::default(), &mut sealed));
    done.map(|done| done.exported.count).map_err(|_| assert!(sealed.is_empty()))
}

/// A program that asks nobody, and says of a recipient abroad that it is at home. Breaks when `check`
/// takes the share's word for where it went.
#[test]
fn what_one_handed_over_alone_is_found_in_the_log() {
    for lies in [false, true] {
        let (house, _) = house();
        let wanted = wanted();
        let selected = selector(wanted.records);
        let order = wanted.to_order(&selected);
        let mut vault = vault(&house);
        vault.hold_exclusive().unwrap();
        let judged = vault.judge(&order, false).unwrap();
        let mut act = vault.share_act(&order, &judged, &[]).unwrap();
        let Act::Disclose { terms: Some(terms), .. } = &mut act else { panic!() };
        let handover = &mut terms.share.as_mut().unwrap().handover;
        handover.abroad = !lies;
        vault.policy = Policy::builtin();
        vault.log_look(&act, &judged.found).unwrap();
        vault.release().unwrap();
        drop(vault);
        assert!(found(&house.sample, Depth::Log).contains("damage-approval"), "{lies}");
    }
}

/// Whoever got another key, because the first was lost, is not sealed for with the first.
#[test]
fn an_approved_export_is_not_sealed_to_a_key_that_was_replaced_since() {
    let (house, second) = house();
    let selected = selector("K-1..K-2");
    let order = Export {
        selector: &selected,
        columns: vec![],
        purpose: "service",
        reveal: false,
        form: CSV,
        options: ExportOptions::default(),
    };
    let proposed = [house.key(), another_key()].map(|key| {
        let to = vec![key];
        let (number, _) = house.sample.open().propose_export(&order, &to).unwrap();
        let mut second = house.sample.open_as(&second).unwrap();
        second.approve(&Approve { number, reference: None, progress: &|_, _| {} }).unwrap();
        ApprovedExport { number, form: CSV, to, pseudonyms: None }
    });
    let replaced = NewRecipient {
        name: "海外",
        contact: None,
        internal: false,
        country: None,
        agreement: None,
        until: None,
        to: &[another_key()],
        replaces: true,
    };
    house.sample.open().add_recipient(&replaced, &Dialogue::default(), false).unwrap();
    let [lost, other] =
        proposed.map(|order| house.sample.open().export_approved(&order, &mut |_| Ok(())));
    assert!(matches!(lost, Err(Error::NotPending(_, "approval-recipient"))), "{lost:?}");
    assert_eq!(other.unwrap().count, 2);
    house.assert_sound();
}

/// Of before terms and plans had the assessment, which the look always had.
#[test]
fn a_share_and_an_export_of_an_older_log_have_their_assessment() {
    let (house, _) = house();
    let wanted = Wanted { records: "K-1", fields: &["name"], ..Wanted::default() };
    house.recipient("呼叫中心", "CN", None);
    let selected = selector(wanted.records);
    let order = wanted.to_order(&selected);
    let mut vault = vault(&house);
    vault.hold_exclusive().unwrap();
    let judged = vault.judge(&order, true).unwrap();
    let mut act = vault.share_act(&order, &judged, &[]).unwrap();
    let Act::Disclose { terms: Some(terms), .. } = &mut act else { panic!() };
    terms.share.as_mut().unwrap().handover.assessment = None;
    vault.log_look(&act, &judged.found).unwrap();
    vault.release().unwrap();
    let cited = Some("PIA-1".parse().unwrap());
    assert_eq!(vault.shares().unwrap()[0].handover.assessment, cited);

    let plan = |assessment| Plan::Export {
        numbers: judged.numbers(),
        columns: Vec::new(),
        form: Code::fixed("csv"),
        purpose: Code::fixed("service"),
        reveal: false,
        assessment,
        to: Vec::new(),
    };
    let needed = Needed::Plan(plan(cited.clone()));
    let others = [None, cited, Some("PIA-2".parse().unwrap())];
    assert_eq!(others.map(|one| grants(&plan(one), &needed)), [true, true, false]);
}
