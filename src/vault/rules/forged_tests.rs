//! Policies that nobody entitled put in force, or that are not what was signed.

use super::InForce;
use super::tests::{apply, changed, field, people};
use crate::crypto::{self, Purpose, SigningKey};
use crate::log::{Act, Code, Member, Numbers, Signed, Step};
use crate::model::{Capability, Clearance, Digest, OperatorNumber};
use crate::policy::Document;
use crate::vault::sample::Sample;
use crate::vault::tamper_tests::{assert_log, found, refused, sql};
use crate::vault::unlock::{ROSTER_LABEL, verify_statement};
use crate::vault::{Depth, Error, Vault};

/// Seals `text` as the policy of entry `seq`, as whoever holds the vault key can.
fn forge(sample: &Sample, seq: u64, text: &str) {
    let mut vault = sample.open();
    let row = vault.store.entry(seq).unwrap().unwrap();
    let mut entry = vault.open_entry(&row).unwrap();
    let Act::Policy { document, .. } = &mut entry.act else { panic!("no policy") };
    *document = Some(text.to_owned());
    let context = vault.ring.log_context(Purpose::LogEntry, seq, row.generation);
    let key = vault.ring.current_log_key().unwrap().duplicate();
    let sealed = crypto::seal(&key, &context, &entry.to_bytes(), &mut vault.random);
    sql(sample, &format!("DELETE FROM log WHERE seq = {seq}"));
    vault.store.insert_entry(&crate::store::LogRow { sealed, ..row }).unwrap();
}

#[test]
fn a_forged_document_is_refused() {
    let sample = people();
    let mut vault = sample.open();
    let own = changed(|_| {});
    let entry = apply(&mut vault, &own).unwrap().entry;
    drop(vault);
    let laxer = changed(|document| document.collection.forbidden.clear());
    forge(&sample, entry, &laxer.to_canonical());
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-policy"));
    assert_log(&sample, "damage-log-policy", "another document");
    assert!(found(&sample, Depth::Everything).contains("damage-policy"));
}

/// A signed checkpoint that names an entry which is no policy, or the policy of nobody entitled.
#[test]
fn a_checkpoint_that_names_no_policy_is_refused() {
    let sample = people();
    let mut vault = sample.open();
    vault
        .change(|transaction| {
            transaction.checkpoint.policy_seq = 1;
            transaction.log(Act::Recovered { intent: None, from: Code::fixed("x") });
            Ok(())
        })
        .unwrap();
    drop(vault);
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-policy"));
    assert_log(&sample, "damage-checkpoint-state", "no policy");
}

/// Whoever opens the vault and signs checkpoints could put rules in force by a program of his own.
/// Breaks without the question at open who signed.
#[test]
fn a_policy_of_somebody_who_does_not_administer_is_refused() {
    let sample = people();
    let mut vault = sample.open();
    let clerk = SigningKey::from_seed(&[9; 32]);
    let others = Capability::ALL.into_iter().filter(|one| *one != Capability::Administer);
    let member = Member {
        operator: OperatorNumber(2),
        name: "zhao".to_owned(),
        role: Code::fixed("clerk"),
        clearance: Clearance::FULL,
        capabilities: others.collect(),
        signing_key: clerk.verifying_key().to_string(),
        recipient: "age1clerk".to_owned(),
    };
    vault.hold_exclusive().unwrap();
    let statement = vault.roster.next(vault.operator, 0, Step::Add(member)).to_text();
    let signature = vault.half.signing_key.sign(ROSTER_LABEL, statement.as_bytes()).to_string();
    let signed = Signed { statement, signature };
    vault.roster.take(&signed, crypto::sha256, verify_statement).unwrap();
    let log = |vault: &mut Vault, act: Act| {
        vault.transact(|transaction| {
            transaction.log(act);
            Ok(())
        })
    };
    log(&mut vault, Act::Roster { signed, line: None }).unwrap();
    let put = |vault: &mut Vault, document: &Document| {
        let (new, text) = InForce::of(document).unwrap();
        vault.transact(|transaction| Ok(transaction.put_in_force(new, Some(text)))).unwrap();
        let checkpoint = vault.state.checkpoint;
        vault.policy_at(&checkpoint).map(|found| found.hash == new.hash)
    };
    assert!(put(&mut vault, &changed(|_| {})).unwrap());
    (vault.operator, vault.half.signing_key) = (OperatorNumber(2), clerk);
    let laxer = changed(|document| document.collection.forbidden.clear());
    let refused = put(&mut vault, &laxer).err().unwrap();
    let Error::Damaged { place, .. } = refused else { panic!("{refused}") };
    assert_eq!(place.what, "damage-policy");
}

/// Entries say under which policy they were written; one that says another is found.
#[test]
fn an_entry_under_another_policy_than_the_one_in_force_is_found() {
    let sample = people();
    let mut vault = sample.open();
    apply(&mut vault, &changed(|_| {})).unwrap();
    vault.policy_hash = Digest([7; 32]);
    vault
        .change(|transaction| {
            transaction.log(Act::Disclose {
                verb: Code::fixed("list"),
                numbers: Numbers::new(),
                count: 0,
                levels: Vec::new(),
                purpose: None,
                revealed: false,
                terms: None,
            });
            Ok(())
        })
        .unwrap();
    drop(vault);
    assert_log(&sample, "damage-log-policy", "another hash");
    assert_eq!(refused(sample.try_open_at(&sample.dir())), Some("damage-policy"));
}

/// A later program may judge more strictly than the one by which a policy was applied.
#[test]
fn a_policy_in_force_opens_whatever_would_be_said_of_it_now() {
    let sample = people();
    let mut vault = sample.open();
    let faulty = changed(|document| field(document, "phone").traits.searchable = false);
    assert!(faulty.first_fault().is_some());
    assert!(InForce::of(&faulty).is_err());
    let text = faulty.to_canonical();
    let in_force = InForce::stored(&text).unwrap();
    vault
        .change(|transaction| {
            transaction.put_in_force(in_force, Some(text));
            Ok(())
        })
        .unwrap();
    drop(vault);
    assert_eq!(sample.open().policy().document(), &faulty);
}

#[test]
fn a_policy_with_unknown_words_names_them() {
    let sample = people();
    let mut vault = sample.open();
    let text = changed(|_| {}).to_canonical();
    let newer = text.replacen(r#""type":"phone""#, r#""type":"hologram""#, 1);
    assert_ne!(text, newer);
    let hash = crypto::sha256(newer.as_bytes());
    let stands_for = InForce { hash, ..InForce::builtin() };
    vault
        .change(|transaction| {
            transaction.put_in_force(stands_for, Some(newer));
            Ok(())
        })
        .unwrap();
    drop(vault);
    let refused = sample.try_open_at(&sample.dir()).err().unwrap();
    let Error::PolicyUnreadable { word, at } = refused else { panic!("{refused}") };
    assert_eq!((word.as_str(), at.as_str()), ("hologram", "field[phone].type"));
}
