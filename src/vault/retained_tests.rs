//! A statutory period stops the destruction of records in use, whoever orders it and whatever of
//! them; and the certificate says by the operational part alone whether one ran.

use super::purge_tests::number;
use super::sample::{Sample, order, person, selector};
use super::{Apply, DueState, Error, Retained, Scope, Subject, Target, Vault, Wanted, scope};
use crate::log::destruction::Outcome;
use crate::model::{Capability, Fields, Level, Reason, Selector, Value};
use crate::policy::{Document, HoldKind, Policy};
use crate::vault::change::Aim;
use crate::vault::hold::{Lift, NewHold};

/// K-1 a customer, last dealt with on 15 June 2024; K-2 a prospect, whom no period binds.
fn sample_under(document: Option<&Document>) -> Sample {
    let sample = Sample::new();
    if document.is_some() {
        apply(&sample, document);
    }
    let policy = sample.open().policy();
    let record = |phone, id_number, stage| {
        let mut fields: Fields = person("张伟", phone, id_number)
            .iter()
            .map(|(id, value)| (policy.id(&Policy::builtin().field(id).id).unwrap(), value.clone()))
            .collect();
        fields.set(policy.known().stage, [Value::plain(stage)]);
        fields.set(policy.known().last_contact, [Value::plain("2024-06-15")]);
        fields
    };
    let records = vec![
        record("13800000013", "11010519491231002X", "active"),
        record("13800000014", "", "prospect"),
    ];
    sample.open().change(|transaction| transaction.add("add", records)).unwrap();
    sample
}

fn apply(sample: &Sample, document: Option<&Document>) {
    let order = Apply { document, prospect: None, rehearsal: false, progress: &|_, _| {} };
    sample.open().apply_policy(&order).unwrap();
}

/// The built-in policy as it was before statutory periods were kept with the records.
fn older() -> Document {
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    document.fields.retain(|field| !field.id.starts_with("floor_"));
    document
}

/// What a plan comes to: the numbers, or what keeps one of them.
fn plan(vault: &mut Vault, text: &str, scope: Option<Scope>) -> Result<String, Box<Retained>> {
    let selector = selector(text);
    let (reason, basis) = (Reason::Request, "REQ-7".parse().unwrap());
    let target = Target::Selected { selector: &selector, reason, basis, scope, suppress: false };
    match vault.plan_purge(&target) {
        Ok(orders) => Ok(orders.iter().map(|order| order.numbers.to_string()).collect()),
        Err(Error::Held(kept)) => Err(kept),
        Err(other) => panic!("{other}"),
    }
}

fn told(planned: Result<String, Box<Retained>>) -> String {
    planned.unwrap_or_else(|kept| format!("{} {} {}", kept.number, kept.by, kept.until))
}

fn open_on(sample: &Sample, identity: &str, day: &str) -> Vault {
    let mut environment = sample.environment();
    let millis = format!("{day}T09:00:00Z").parse::<jiff::Timestamp>().unwrap().as_millisecond();
    environment.now = Box::new(move || millis);
    let identity = crate::crypto::IdentityFile::parse(identity).unwrap();
    Vault::open(&sample.dir(), &super::Credential::Identity(identity), environment).unwrap()
}

/// What the certificate of a record says of statutory periods.
fn certified(sample: &Sample, text: &str) -> Outcome {
    let selector = selector(text);
    let wanted = Wanted::Records(&selector.numbers);
    let certificate = sample.open().certificates(wanted, false).unwrap().remove(0);
    let Subject::Records(destruction) = certificate.subject else { panic!("not of records") };
    destruction.retention.result
}

#[test]
fn a_record_in_use_is_not_destroyed_within_a_statutory_period() {
    let sample = sample_under(None);
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let kept = "K-000001 floor:ecommerce 2027-06-15";
    let policy = sample.open().policy();
    let level = scope(policy, &[Level::One], &[]);
    let field = scope(policy, &[], &[policy.known().last_contact]);
    for what in [None, level, field] {
        assert_eq!(told(plan(&mut sample.open(), "K-1", what.clone())), kept, "{what:?}");
        assert_eq!(told(plan(&mut sample.open_as(&reaps).unwrap(), "K-1 K-2", what)), kept);
    }
    let refused = plan(&mut sample.open(), "K-1", None).unwrap_err();
    assert!(refused.in_use && refused.by_law());
    assert!(refused.source.unwrap().contains("电子商务法"));
    let mut last = open_on(&sample, &reaps, "2027-06-15");
    assert_eq!(told(plan(&mut last, "K-1", None)), kept);
    let mut after = open_on(&sample, &reaps, "2027-06-16");
    assert_eq!(plan(&mut after, "K-1", None).unwrap(), "1");
}

/// Who opens no level certifies nevertheless.
#[test]
fn the_certificate_goes_by_the_operational_part() {
    let sample = sample_under(None);
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let mut night = sample.open_as(&reaps).unwrap();
    assert_eq!(plan(&mut night, "K-2", None).unwrap(), "2");
    night.purge(&order(number(2).into())).unwrap();
    assert_eq!(certified(&sample, "K-2"), Outcome::Pass);
    night.purge(&order(number(1).into())).unwrap();
    assert_eq!(certified(&sample, "K-1"), Outcome::Failed);
}

#[test]
fn under_an_older_policy_the_dates_tell_who_can_read_them() {
    let sample = sample_under(Some(&older()));
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let kept = "K-000001 floor:ecommerce 2027-06-15";
    assert_eq!(told(plan(&mut sample.open(), "K-1", None)), kept);
    assert_eq!(plan(&mut sample.open(), "K-2", None).unwrap(), "2");
    let mut night = sample.open_as(&reaps).unwrap();
    assert_eq!(plan(&mut night, "K-1", None).unwrap(), "1");
    night.purge(&order(number(2).into())).unwrap();
    assert_eq!(certified(&sample, "K-2"), Outcome::Unknown);
    // A policy that keeps them writes them into every record.
    apply(&sample, None);
    assert_eq!(told(plan(&mut sample.open_as(&reaps).unwrap(), "K-1", None)), kept);
}

/// Whoever enters it, and however: the floor runs from what happened last, not from what the field
/// says that anybody may set.
#[test]
fn a_dealing_lengthens_the_period_and_an_older_contact_does_not_shorten_it() {
    let sample = sample_under(None);
    let policy = sample.open().policy();
    let (events, last) = (policy.known().events.unwrap(), policy.known().last_contact);
    let one = selector("K-1");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let set = |field, text: &str| {
        let values = policy.normalise(field, text).unwrap();
        sample.open().set_fields(aim, "edit", &[(field, values)]).unwrap();
    };
    for (event, kept) in [
        (r#"{"type":"purchase","date":"2025-03-02"}"#, "2028-03-02"),
        (r#"{"type":"spend","date":"2025-03-01"}"#, "2028-03-02"),
        (r#"{"type":"complaint","date":"2025-03-03"}"#, "2028-03-03"),
        (r#"{"type":"unreachable","date":"2025-03-09"}"#, "2028-03-03"),
        (r#"{"type":"competitor","date":"2025-03-09"}"#, "2028-03-03"),
    ] {
        set(events, event);
        let kept = format!("K-000001 floor:ecommerce {kept}");
        assert_eq!(told(plan(&mut sample.open(), "K-1", None)), kept, "{event}");
    }
    set(last, "2019-01-01");
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let mut night = open_on(&sample, &reaps, "2028-03-03");
    assert_eq!(told(plan(&mut night, "K-1", None)), "K-000001 floor:ecommerce 2028-03-03");
    let mut after = open_on(&sample, &reaps, "2028-03-04");
    assert_eq!(plan(&mut after, "K-1", None).unwrap(), "1");
}

/// Days that do not say whether dealings were counted: who opens the dates works them out again, who
/// does not leaves the record alone.
#[test]
fn what_may_have_been_dealt_with_since_is_not_destroyed_on_schedule() {
    let sample = sample_under(Some(&older()));
    let reaps = sample.operator("reaper", 0, &[Capability::Purge]);
    let looks = sample.operator("custodian", 3, &[Capability::Purge]);
    let due = |identity: &str| -> Vec<String> {
        let orders = open_on(&sample, identity, "2026-06-16").plan_purge(&Target::Due).unwrap();
        orders.iter().map(|order| order.numbers.to_string()).collect()
    };
    assert_eq!(due(&reaps), [""; 0]);
    assert_eq!(due(&looks), ["2"]);
    let horizon = crate::model::date::day(2026, 7, 1).unwrap();
    let mut night = open_on(&sample, &reaps, "2026-06-16");
    let listed = night.foresee_due(&Selector::default(), horizon).unwrap();
    assert_eq!(listed.iter().map(|due| due.state).collect::<Vec<_>>(), [DueState::Unread]);
    // A program that trusts those days is found out.
    let mut environment = sample.environment();
    let now = "2026-06-16T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    (environment.now, environment.mutant) =
        (Box::new(move || now), Box::new(|weakness| weakness == "days-without-dealings"));
    let identity = crate::crypto::IdentityFile::parse(&reaps).unwrap();
    let credential = super::Credential::Identity(identity);
    let mut blind = Vault::open(&sample.dir(), &credential, environment).unwrap();
    assert_eq!(blind.plan_purge(&Target::Due).unwrap().len(), 1);
    apply(&sample, None);
    assert_eq!(due(&reaps), ["2"]);
}

/// The refusal is what stops it: without, the certificate has to say that a period ran.
#[test]
fn a_program_that_looks_at_restricted_records_only_is_found_out() {
    let sample = sample_under(None);
    let mut environment = sample.environment();
    environment.mutant = Box::new(|weakness| weakness == "floors-of-restricted-only");
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    assert_eq!(plan(&mut vault, "K-1", None).unwrap(), "1");
}

/// An older policy, or a restore of older data, may leave one behind.
#[test]
fn a_hold_of_a_kind_that_nobody_knows_is_lifted() {
    let sample = sample_under(None);
    let mut vault = sample.open();
    let kind = HoldKind::gone("flood_2019").unwrap();
    assert!(vault.policy().hold_kind(&kind.id).is_none());
    let one = selector("K-2");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let new = NewHold { kind: &kind, until: None, reference: None };
    vault.place_hold(aim, &new).unwrap();
    let lift = Lift { kind: Some(&kind), reference: None };
    assert_eq!(vault.lift_hold(aim, &lift).unwrap().changed.len(), 1);
    assert_eq!(vault.lift_hold(aim, &lift).unwrap().changed.len(), 0);
    assert!(HoldKind::gone("诉讼").is_none() && HoldKind::gone("case 12345678").is_none());
}
