//! A policy applied, foretold, and changed behind somebody's back.

use super::{Apply, VERB};
use crate::model::{
    About, Capability, Clearance, FieldId, Level, Part, RecordNumber, Selector, Value,
};
use crate::policy::{Choice, Document, FaultCode, Field, Policy};
use crate::vault::change::Aim;
use crate::vault::sample::{Sample, selector};
use crate::vault::tamper_tests::found;
use crate::vault::{Depth, Error, Result, Vault};

/// The built-in policy with a higher version and a change.
pub(super) fn changed(change: impl FnOnce(&mut Document)) -> Document {
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    change(&mut document);
    document
}

pub(super) fn field<'a>(document: &'a mut Document, id: &str) -> &'a mut Field {
    document.fields.iter_mut().find(|field| field.id == id).unwrap()
}

pub(super) fn apply(vault: &mut Vault, document: &Document) -> Result<super::Applied> {
    let document = Some(document);
    vault.apply_policy(&Apply { document, prospect: None, rehearsal: false, progress: &|_, _| {} })
}

fn number(n: u64) -> RecordNumber {
    RecordNumber::new(n).unwrap()
}

pub(super) fn people() -> Sample {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "11010519491231002X"), ("李娜", "13800000014", "")]);
    sample
}

fn set(vault: &mut Vault, n: u64, field: &str, text: &str) {
    let field = vault.policy().id(field).unwrap();
    let selector = selector(&format!("K-{n}"));
    let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
    let values = (!text.is_empty()).then(|| Value::plain(text)).into_iter().collect();
    vault.set_fields(aim, "edit", &[(field, values)]).unwrap();
}

#[track_caller]
fn assert_sound(sample: &Sample) {
    assert_eq!(found(sample, Depth::Everything).into_iter().collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_policy_applied_is_the_vaults_own_and_is_gone_again() {
    let sample = people();
    let mut vault = sample.open();
    let own = changed(|document| document.ladder[3].cycle_days = 300);
    let applied = apply(&mut vault, &own).unwrap();
    assert_eq!(applied.version, own.version);
    assert_eq!(vault.policy().document(), &own);
    assert_eq!(vault.state.checkpoint.policy_seq, applied.entry);
    drop(vault);
    let mut vault = sample.open();
    assert_eq!(vault.policy().document(), &own);
    assert_eq!(vault.policy_hash, applied.hash);
    // What is written from here on says so.
    set(&mut vault, 1, "position", "经理");
    let row = vault.store.entry(vault.state.checkpoint.seq).unwrap().unwrap();
    assert_eq!(vault.open_entry(&row).unwrap().policy, applied.hash);
    assert_sound(&sample);
    let back = Apply { document: None, prospect: None, rehearsal: false, progress: &|_, _| {} };
    vault.apply_policy(&back).unwrap();
    assert!(vault.has_default_policy());
    drop(vault);
    assert_eq!(sample.open().policy().document(), Policy::builtin().document());
    assert_sound(&sample);
}

#[test]
fn a_rehearsal_keeps_nothing() {
    let sample = people();
    let mut vault = sample.open();
    let (seq, hash) = (vault.state.checkpoint.seq, vault.policy_hash);
    let own = changed(|document| document.retention[1].months = 1);
    let order =
        Apply { document: Some(&own), prospect: None, rehearsal: true, progress: &|_, _| {} };
    vault.apply_policy(&order).unwrap();
    assert_eq!((vault.state.checkpoint.seq, vault.policy_hash), (seq, hash));
    assert_eq!(vault.policy().document(), Policy::builtin().document());
    assert_sound(&sample);
}

#[test]
fn only_a_higher_version_is_applied() {
    let sample = people();
    let mut vault = sample.open();
    let own = changed(|_| {});
    apply(&mut vault, &own).unwrap();
    let refused = apply(&mut vault, &own).unwrap_err();
    let expected = (own.version, own.version);
    assert!(
        matches!(refused, Error::PolicyVersion { given, in_force } if (given, in_force) == expected)
    );
}

#[test]
fn a_command_that_began_under_another_policy_does_nothing() {
    let sample = people();
    let (mut early, mut vault) = (sample.open(), sample.open());
    apply(&mut vault, &changed(|document| document.fields.rotate_left(1))).unwrap();
    let seq = vault.state.checkpoint.seq;
    let all = selector("kind:person");
    assert!(matches!(early.select(&all), Err(Error::PolicyChanged)));
    let aim = Aim { selector: &all, confirmed: None, rehearsal: false };
    let tagged = early.add_tags(aim, &[Value::plain("x")]);
    assert!(matches!(tagged, Err(Error::PolicyChanged)));
    drop(early);
    let vault = sample.open();
    assert_eq!(vault.state.checkpoint.seq, seq);
    assert_sound(&sample);
}

#[test]
fn what_is_foretold_is_what_there_is_afterwards() {
    let sample = people();
    sample.add(&[("王芳", "13800000015", "")]);
    let mut vault = sample.open();
    set(&mut vault, 1, "stage", "prospect");
    set(&mut vault, 1, "last_contact", "2024-06-01");
    set(&mut vault, 2, "position", "经理");
    set(&mut vault, 2, "last_contact", "2024-06-01");
    assert_eq!(vault.due(&Selector::default()).unwrap(), []);
    let own = changed(|document| {
        document.retention[1].months = 12;
        document.required[1].any = vec!["position".to_owned()];
        field(document, "position").kind = crate::policy::FieldKind::Number;
    });
    let foretold = vault.prospect(&own).unwrap();
    assert!(foretold.orphaned.is_empty());
    let effect = foretold.effect;
    let destruction = effect.destruction.unwrap();
    assert_eq!((destruction.before, destruction.after, destruction.gained), (0, 1, 1));
    assert_eq!(effect.missing.unwrap().gained, 1, "K-3; K-1 is restricted then");
    assert_eq!(effect.invalid.gained, 1, "K-2 has one that is no number");
    assert_eq!(foretold.rescheduled, Some(1));
    apply(&mut vault, &own).unwrap();
    let due = vault.due(&Selector::default()).unwrap();
    assert_eq!(due.iter().map(|due| due.number).collect::<Vec<_>>(), [number(1)]);
    // Nobody touched the record for it, and its history says what moved the day.
    let life = vault.history(&selector("K-1"), false).unwrap();
    let last = life[0].events.iter().rfind(|event| !event.changes.is_empty()).unwrap();
    assert_eq!(last.verb, VERB);
    assert_eq!(last.changes.len(), 1);
    assert_sound(&sample);
}

fn doubtful() -> Choice {
    let name = "doubtful".to_owned();
    let label_zh = "存疑".to_owned();
    Choice { id: name.clone(), label_zh, label_en: name, aliases: Vec::new() }
}

type Case = (fn(&mut Document), FaultCode);

#[test]
fn a_role_that_operators_have_stays() {
    let sample = people();
    sample.operator("viewer", 2, &[Capability::Read]);
    let mut vault = sample.open();
    let own = changed(|document| document.roles.retain(|role| role.id != "viewer"));
    let orphaned = vault.prospect(&own).unwrap().orphaned;
    let told: Vec<_> = orphaned.iter().map(|one| (one.fault.code, one.records)).collect();
    assert_eq!(told, [(FaultCode::HeldRole, Some(1))]);
    let refused = apply(&mut vault, &own).unwrap_err();
    assert!(matches!(refused, Error::PolicyRole { operators: 1, .. }), "{refused}");
    // Nobody has this one.
    let own = changed(|document| document.roles.retain(|role| role.id != "reviewer"));
    apply(&mut vault, &own).unwrap();
}

#[test]
fn what_records_hold_is_not_orphaned() {
    let sample = people();
    let mut vault = sample.open();
    set(&mut vault, 1, "qq", "10001");
    set(&mut vault, 1, "qq", "");
    set(&mut vault, 2, "grade", "C");
    set(&mut vault, 2, "stage", "loyal");
    let tags = vault.policy().known().tags;
    let two = selector("K-2");
    let aim = Aim { selector: &two, confirmed: None, rehearsal: false };
    let several = (tags, vec![Value::plain("a"), Value::plain("b")]);
    vault.set_fields(aim, "edit", &[several]).unwrap();
    let without = |change: fn(&mut Document)| {
        let mut document = changed(change);
        document.ladders.clear();
        document.lifecycles.clear();
        document
    };
    let cases: [Case; 5] = [
        (|d| d.fields.retain(|field| field.id != "qq"), FaultCode::HeldField),
        (|d| field(d, "qq").part = Part::Level(Level::Three), FaultCode::HeldLevel),
        (
            |d| {
                d.ladder.pop();
                d.quality.completeness.pop();
            },
            FaultCode::HeldGrade,
        ),
        (
            |d| {
                field(d, "stage").options.retain(|o| o.id != "loyal");
                d.floors.iter_mut().for_each(|floor| floor.stages.retain(|stage| stage != "loyal"));
            },
            FaultCode::HeldOption,
        ),
        (|d| field(d, "tags").traits.multi = false, FaultCode::HeldSeveral),
    ];
    for (change, code) in cases {
        let own = without(change);
        let orphaned = vault.prospect(&own).unwrap().orphaned;
        let told: Vec<_> = orphaned.iter().map(|one| (one.fault.code, one.records)).collect();
        assert_eq!(told, [(code, Some(1))]);
        let seq = vault.state.checkpoint.seq;
        assert!(matches!(apply(&mut vault, &own), Err(Error::PolicyOrphans { count: 1, .. })));
        assert_eq!(vault.state.checkpoint.seq, seq);
    }
    // A word by which something is known of a contact.
    let phone = vault.policy().known().phone;
    let mut value = Value::plain("+8613800000099");
    value.about = Some(Box::new(About::of_state("doubtful")));
    let mut own = changed(|document| {
        document.contact.states.push(doubtful());
    });
    apply(&mut vault, &own).unwrap();
    vault.set_fields(aim, "edit", &[(phone, vec![value])]).unwrap();
    own.version += 1;
    own.contact.states.pop();
    let orphaned = vault.prospect(&own).unwrap().orphaned;
    assert_eq!((orphaned.len(), orphaned[0].records), (1, Some(1)));
    // Nobody has another of the kind.
    let mut own = without(|d| {
        d.fields.retain(|field| field.id != "wechat");
        d.contact.order.retain(|id| id != "wechat");
        field(d, "stage").options.retain(|option| option.id != "churned");
        d.retention.retain(|rule| rule.id != "churned");
        d.floors.retain(|floor| floor.stages.is_empty());
        d.contact.states.push(doubtful());
    });
    own.version += 1;
    apply(&mut vault, &own).unwrap();
    assert_sound(&sample);
}

#[test]
fn what_lies_above_the_clearance_is_unknown_and_refused() {
    let sample = people();
    let mut vault = sample.open();
    vault.ring = vault.ring.limited(Clearance::new(3).unwrap());
    let own = changed(|document| document.fields.retain(|field| field.id != "family"));
    let foretold = vault.prospect(&own).unwrap();
    assert_eq!(foretold.orphaned[0].records, None);
    assert_eq!((foretold.effect.missing, foretold.effect.complete), (None, false));
    assert!(foretold.effect.review.is_some());
    let refused = apply(&mut vault, &own).unwrap_err();
    assert!(matches!(refused, Error::Clearance { needed: Level::One, .. }), "{refused}");
    vault.ring = vault.ring.limited(Clearance::new(0).unwrap());
    let shorter = changed(|document| document.retention[1].months = 12);
    assert_eq!(vault.prospect(&shorter).unwrap().effect.review, None);
    let refused = apply(&mut vault, &shorter).unwrap_err();
    assert!(matches!(refused, Error::Clearance { needed: Level::Three, .. }), "{refused}");
}

/// More than one bucket, so that segments are made in several.
#[test]
fn a_field_that_becomes_searchable_is_found_at_its_level_only() {
    let sample = Sample::new();
    let people: Vec<String> = (0..700).map(|n| format!("139{n:08}")).collect();
    let people: Vec<_> = people.iter().map(|phone| ("张伟", phone.as_str(), "")).collect();
    sample.add(&people);
    let mut vault = sample.open();
    set(&mut vault, 600, "position", "采购经理");
    let own = changed(|document| {
        let position = field(document, "position");
        (position.traits.searchable, position.traits.bare) = (true, true);
    });
    let done = std::cell::RefCell::new(Vec::new());
    let progress = |some, all| done.borrow_mut().push((some, all));
    let order =
        Apply { document: Some(&own), prospect: None, rehearsal: false, progress: &progress };
    vault.apply_policy(&order).unwrap();
    assert_eq!(*done.borrow(), [(3, 3)]);
    let found = |vault: &Vault, words: &str| {
        let today = vault.today().unwrap();
        let selector = Selector::parse(&[words], vault.policy(), today).unwrap();
        vault.find(&selector)
    };
    vault.hold_shared().unwrap();
    for words in ["采购", "position.has:经理"] {
        let found = found(&vault, words).unwrap();
        assert_eq!((found.numbers, found.stale), (vec![number(600)], Vec::new()), "{words}");
    }
    vault.ring = vault.ring.limited(Clearance::new(3).unwrap());
    let refused = found(&vault, "position:经理").err().unwrap();
    assert!(matches!(refused, Error::Clearance { needed: Level::Two, .. }), "{refused}");
    drop(vault);
    assert_sound(&sample);
}

/// Whoever applies a policy and may not open a level leaves its segments to the next who may.
#[test]
fn segments_above_the_clearance_are_made_by_the_next_search() {
    let sample = people();
    let mut vault = sample.open();
    let ring = vault.ring.limited(Clearance::FULL);
    vault.ring = ring.limited(Clearance::new(3).unwrap());
    let own = changed(|document| field(document, "position").traits.searchable = true);
    apply(&mut vault, &own).unwrap();
    vault.ring = ring;
    vault.hold_shared().unwrap();
    assert_eq!(vault.find(&selector("张伟")).unwrap().stale.len(), 1);
    vault.release().unwrap();
    assert_eq!(vault.count(&selector("张伟")).unwrap(), 1);
    vault.hold_shared().unwrap();
    assert!(vault.find(&selector("张伟")).unwrap().stale.is_empty());
    drop(vault);
    assert_sound(&sample);
}

/// Fields are found by their ids, whatever their places in the new document.
#[test]
fn a_dictionary_in_another_order_reads_every_record() {
    let sample = people();
    let mut vault = sample.open();
    let own = changed(|document| document.fields.reverse());
    apply(&mut vault, &own).unwrap();
    let name: FieldId = vault.policy().known().name;
    assert_ne!(name, Policy::builtin().known().name);
    vault.hold_shared().unwrap();
    let mut names = Vec::new();
    let two = Part::Level(Level::Two);
    vault
        .stream(&[number(1), number(2)], &[two], &mut |record| {
            names.push(record.fields.text(name).to_owned());
            Ok(())
        })
        .unwrap();
    assert_eq!(names, ["张伟", "李娜"]);
    drop(vault);
    assert_sound(&sample);
}

/// Between the plan and the deed somebody enters what the new policy has no place for.
#[test]
fn a_prospect_is_believed_only_while_nothing_was_written() {
    let sample = people();
    let mut vault = sample.open();
    let own = changed(|document| document.fields.retain(|field| field.id != "qq"));
    let prospect = vault.prospect(&own).unwrap();
    assert!(prospect.orphaned.is_empty());
    set(&mut sample.open(), 1, "qq", "10001");
    let order = Apply {
        document: Some(&own),
        prospect: Some(&prospect),
        rehearsal: false,
        progress: &|_, _| {},
    };
    assert!(matches!(vault.apply_policy(&order), Err(Error::PolicyOrphans { .. })));
    set(&mut sample.open(), 2, "stage", "loyal");
    assert_sound(&sample);
}

#[test]
fn a_kind_of_event_that_records_have_is_not_taken_away() {
    let sample = people();
    let mut vault = sample.open();
    set(&mut vault, 1, "events", r#"{"type":"purchase","date":"2026-01-31"}"#);
    let without = |id: &str| changed(|document| document.events.retain(|event| event.id != id));
    let orphaned = vault.prospect(&without("purchase")).unwrap().orphaned;
    let told: Vec<_> = orphaned.iter().map(|one| (&*one.fault.word, one.records)).collect();
    assert_eq!(told, [("purchase", Some(1))]);
    apply(&mut vault, &without("competitor")).unwrap();
    assert_sound(&sample);
}

/// Who shares an identifier is counted under either policy.
#[test]
fn a_field_that_becomes_unique_makes_twins() {
    let sample = people();
    let mut vault = sample.open();
    set(&mut vault, 1, "wechat", "wei");
    set(&mut vault, 2, "wechat", "wei");
    let own = changed(|document| field(document, "wechat").traits.unique = true);
    let effect = vault.prospect(&own).unwrap().effect;
    assert_eq!((effect.invalid.gained, effect.invalid.lost), (2, 0));
}
