//! Values of fields that the policy in force does not know, as a restore brings them back: they
//! outlive whatever is written meanwhile, but not their destruction.

use super::change::Aim;
use super::rules::InForce;
use super::sample::{Sample, selector};
use super::tamper_tests::found;
use super::{Depth, Vault};
use crate::model::{RecordNumber, Value};
use crate::policy::Policy;
use crate::vault::disclose::read_group;

/// The built-in policy without one field.
fn without(id: &str) -> (InForce, String) {
    let mut document = Policy::builtin().document().clone();
    document.version += 1;
    document.fields.retain(|field| field.id != id);
    InForce::of(&document).unwrap()
}

/// Puts a policy in force though records hold what it does not know.
fn put(sample: &Sample, (new, text): (InForce, Option<String>)) {
    let mut vault = sample.open();
    vault
        .change(|transaction| {
            transaction.put_in_force(new, text);
            Ok(())
        })
        .unwrap();
}

fn set(vault: &mut Vault, id: &str, text: &str) {
    let one = selector("K-1");
    let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
    let field = vault.policy().id(id).unwrap();
    vault.set_fields(aim, "edit", &[(field, vec![Value::plain(text)])]).unwrap();
}

/// What K-1 holds of `id`, and the ids of what is not known.
fn held(vault: &Vault, id: &str) -> (Option<String>, Vec<String>) {
    let one = [RecordNumber::new(1).unwrap()];
    let parts = super::bucket::reachable(&vault.ring);
    let record =
        read_group(&vault.store, &vault.state, &vault.opener(), &one, &parts).unwrap().remove(0);
    let text = vault.policy().id(id).and_then(|id| record.fields.get(id).map(|v| v.text.clone()));
    (text, record.fields.strays().iter().map(|stray| stray.id.clone()).collect())
}

fn lived_through(weakness: &'static str) -> Option<String> {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", "")]);
    set(&mut sample.open(), "occupation", "木工");
    let (narrow, text) = without("occupation");
    put(&sample, (narrow, Some(text)));
    let mut environment = sample.environment();
    environment.mutant = Box::new(move |asked| asked == weakness);
    let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
    set(&mut vault, "notes", "来电");
    drop(vault);
    let lost = weakness == "strays-lost";
    let strays = if lost { Vec::new() } else { vec!["occupation".to_owned()] };
    assert_eq!(held(&sample.open(), "notes"), (Some("来电".to_owned()), strays));
    put(&sample, (InForce::builtin(), None));
    assert!(found(&sample, Depth::Everything).is_empty());
    held(&sample.open(), "occupation").0
}

#[test]
fn what_the_policy_does_not_know_is_there_when_one_knows_it_again() {
    assert_eq!(lived_through("none").as_deref(), Some("木工"));
}

/// A program that forgot them is caught by the test above.
#[test]
fn a_program_that_forgets_them_loses_them() {
    assert_eq!(lived_through("strays-lost"), None);
}

#[test]
fn another_policy_foretells_how_many_records_hold_such() {
    let sample = Sample::new();
    sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
    set(&mut sample.open(), "occupation", "木工");
    let (narrow, text) = without("occupation");
    put(&sample, (narrow, Some(text)));
    let mut document = Policy::builtin().document().clone();
    document.version += 2;
    let unknown = sample.open().prospect(&document).unwrap().effect.unknown;
    assert_eq!((unknown.before, unknown.after, unknown.lost), (1, 0, 1));
}
