//! Tests of the roster, apart for their length.

use super::*;
use crate::log::toy;

const ADMINISTER: &[Capability] = &[Capability::Administer];
const READ: &[Capability] = &[Capability::Read];

/// The toy key of an operator.
fn key(operator: u32) -> String {
    format!("{operator:064x}")
}

fn member(operator: u32, clearance: u8, may: &[Capability]) -> Member {
    Member {
        operator: OperatorNumber(operator),
        name: format!("操作员 {operator}"),
        role: "clerk".parse().unwrap(),
        clearance: Clearance::new(clearance).unwrap(),
        capabilities: may.iter().copied().collect(),
        signing_key: key(operator),
        recipient: format!("age1operator{operator}"),
    }
}

fn remove(operator: u32) -> Step {
    Step::Remove { operator: OperatorNumber(operator) }
}

fn sign(statement: &Statement, key: &str) -> Signed {
    let text = statement.to_text();
    Signed { signature: toy::sign(key, text.as_bytes()), statement: text }
}

fn replay(statements: &[Signed]) -> Result<Roster, RosterError> {
    Roster::replay(statements, &key(1), toy::hash, toy::verify)
}

/// Signs each step by its operator, whatever the rules say, and replays all.
fn steps(steps: &[(u32, Step)]) -> (Vec<Signed>, Result<Roster, RosterError>) {
    let mut all: Vec<Signed> = Vec::new();
    for (n, (by, step)) in steps.iter().enumerate() {
        let prev = all.last().map_or(Digest::default(), |signed| signed.digest(toy::hash));
        let (n, by) = (n as u64, OperatorNumber(*by));
        all.push(sign(&Statement { n, prev, by, since: 1000, step: step.clone() }, &key(by.0)));
    }
    let roster = replay(&all);
    (all, roster)
}

fn fault(of: &[(u32, Step)]) -> (u64, RosterFault) {
    let error = steps(of).1.unwrap_err();
    (error.statement, error.fault)
}

fn founder() -> (u32, Step) {
    (1, Step::Add(member(1, 1, ADMINISTER)))
}

fn present(roster: &Roster, count: u64) -> Vec<u32> {
    roster.members_at(count).map(|member| member.operator.0).collect()
}

#[test]
fn the_roster_knows_every_time() {
    let second = (1, Step::Add(member(2, 1, ADMINISTER)));
    let third = (2, Step::Add(member(3, 0, READ)));
    let (all, roster) = steps(&[founder(), second, third, (2, remove(1))]);
    let roster = roster.unwrap();
    assert_eq!(present(&roster, 0), [0; 0]);
    assert_eq!(present(&roster, 1), [1]);
    assert_eq!(present(&roster, 3), [1, 2, 3]);
    assert_eq!(present(&roster, 4), [2, 3]);
    assert_eq!(roster.get(OperatorNumber(1)), None);
    assert!(roster.get_at(OperatorNumber(1), 3).is_some());
    assert_eq!(roster.everybody()[0].until, Some(1000));
    assert_eq!(roster.next_number(), OperatorNumber(4));
    assert_eq!(roster.head(), all[3].digest(toy::hash));
    assert_eq!(roster.count_at(all[1].digest(toy::hash)), Some(2));
    assert_eq!(roster.count_at(Digest([1; 32])), None);
    assert_eq!(roster.count_at(Digest::default()), Some(0));
}

#[test]
fn what_is_asked_for_next_is_taken() {
    let mut roster = Roster::start(&key(1));
    for step in [Step::Add(member(1, 1, ADMINISTER)), Step::Add(member(2, 2, READ)), remove(2)] {
        let statement = roster.next(OperatorNumber(1), 5, step);
        let signer = roster.check(&statement).unwrap().to_owned();
        roster.take(&sign(&statement, &signer), toy::hash, toy::verify).unwrap();
    }
    assert_eq!((roster.count(), roster.members().count()), (3, 1));
}

#[test]
fn the_genesis_key_comes_first() {
    let genesis = |by, step| fault(&[(by, step)]);
    let other = Step::Add(Member { signing_key: key(9), ..member(1, 1, ADMINISTER) });
    for (by, step) in [
        (1, Step::Add(member(2, 1, ADMINISTER))),
        (2, Step::Add(member(1, 1, ADMINISTER))),
        (1, Step::Add(member(1, 1, READ))),
        (1, other),
        (1, remove(1)),
    ] {
        assert_eq!(genesis(by, step), (0, RosterFault::Genesis));
    }
}

#[test]
fn only_administrators_sign_and_only_within_their_clearance() {
    let clerk = || (1, Step::Add(member(2, 2, READ)));
    let low = || (1, Step::Add(member(2, 2, ADMINISTER)));
    let third = |by, clearance| (by, Step::Add(member(3, clearance, READ)));
    assert_eq!(fault(&[founder(), clerk(), third(2, 3)]), (2, RosterFault::Signer));
    assert_eq!(fault(&[founder(), third(7, 3)]), (1, RosterFault::Signer));
    let gone = [founder(), low(), (1, remove(2)), third(2, 3)];
    assert_eq!(fault(&gone), (3, RosterFault::Signer));
    assert_eq!(fault(&[founder(), low(), third(2, 1)]), (2, RosterFault::Clearance));
    assert_eq!(fault(&[founder(), low(), (2, remove(1))]), (2, RosterFault::Clearance));
    assert!(steps(&[founder(), low(), third(2, 0)]).1.is_ok());
}

#[test]
fn numbers_and_keys_are_used_once_and_somebody_administers() {
    let second = || (1, Step::Add(member(2, 2, READ)));
    let again = [founder(), second(), (1, remove(2)), second()];
    assert_eq!(fault(&again), (3, RosterFault::Reused));
    let key_of_one = Step::Add(Member { signing_key: key(1), ..member(3, 2, READ) });
    assert_eq!(fault(&[founder(), (1, key_of_one)]), (1, RosterFault::Reused));
    assert_eq!(fault(&[founder(), (1, remove(2))]), (1, RosterFault::Absent));
    assert_eq!(fault(&[founder(), second(), (1, remove(1))]), (2, RosterFault::LastAdministrator));
    for bad in [
        Member { name: "\u{1b}[2J".to_owned(), ..member(2, 2, READ) },
        Member { name: " ".to_owned(), ..member(2, 2, READ) },
        Member { signing_key: "AB".repeat(32), ..member(2, 2, READ) },
        Member { recipient: "ssh-rsa x".to_owned(), ..member(2, 2, READ) },
    ] {
        assert_eq!(fault(&[founder(), (1, Step::Add(bad))]), (1, RosterFault::Member));
    }
}

#[test]
fn what_was_tampered_with_is_found_where_it_was() {
    let second = (1, Step::Add(member(2, 2, READ)));
    let (all, _) = steps(&[founder(), second, (1, Step::Add(member(3, 3, READ))), (1, remove(2))]);
    let broken = |change: &dyn Fn(&mut Vec<Signed>)| {
        let mut statements = all.clone();
        change(&mut statements);
        let error = replay(&statements).unwrap_err();
        (error.statement, error.fault)
    };
    let text = RosterFault::Text(StatementError::Malformed);
    let newer = RosterFault::Text(StatementError::Newer);
    let edit = |at: usize, from: &'static str, to: &'static str| {
        move |s: &mut Vec<Signed>| s[at].statement = s[at].statement.replacen(from, to, 1)
    };
    assert_eq!(broken(&|s| drop(s.remove(1))), (1, RosterFault::Place));
    assert_eq!(broken(&|s| s.swap(1, 2)), (1, RosterFault::Place));
    assert_eq!(broken(&edit(1, "clerk", "owner")), (1, RosterFault::Signature));
    assert_eq!(broken(&edit(0, "clerk", "owner")), (0, RosterFault::Signature));
    assert_eq!(broken(&edit(2, "}}", "}")), (2, text));
    assert_eq!(broken(&edit(2, r#""act":"add""#, r#""act":"promote""#)), (2, newer));
    assert_eq!(broken(&|s| s[3].signature = "00".repeat(64)), (3, RosterFault::Signature));
    let forged = |s: &mut Vec<Signed>| {
        let statement = Statement::from_text(&s[3].statement).unwrap();
        s[3] = sign(&statement, &key(2));
    };
    assert_eq!(broken(&forged), (3, RosterFault::Signature));
    // A changed first statement, signed anew, no longer fits what follows.
    let anew = |s: &mut Vec<Signed>| {
        let mut statement = Statement::from_text(&s[0].statement).unwrap();
        statement.since += 1;
        s[0] = sign(&statement, &key(1));
    };
    assert_eq!(broken(&anew), (1, RosterFault::Place));
    // What is cut off at the end shows in the head, which every checkpoint carries.
    assert_ne!(replay(&all[..3]).unwrap().head(), replay(&all).unwrap().head());
}
