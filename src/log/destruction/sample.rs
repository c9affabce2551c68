//! A destruction log for tests, signed with toy keys.

use super::*;
use crate::log::{Moment, toy};
use crate::model::{Capabilities, Capability, Digest, Level, OperatorNumber, Part, RecordNumber};
use std::collections::BTreeMap;

/// The OpenSSH text of the key whose 32 bytes are all `byte`.
pub(in crate::log) fn key(byte: u8) -> String {
    let blob = [b"\0\0\0\x0bssh-ed25519\0\0\0\x20".as_slice(), &[byte; 32]].concat();
    format!("ssh-ed25519 {}", crate::log::base64::encode(&blob))
}

pub(in crate::log) fn vault() -> Digest {
    toy::hash(&[1; 32])
}

pub(in crate::log) fn moment(second: i64) -> Moment {
    Moment::new(1_793_671_811_000 + second * 1000, 8 * 3600).unwrap()
}

pub(in crate::log) fn numbers(numbers: impl IntoIterator<Item = u64>) -> Numbers {
    numbers.into_iter().filter_map(RecordNumber::new).collect()
}

pub(in crate::log) fn genesis() -> Event {
    Event::Genesis(Genesis {
        vault: vault(),
        operator: OperatorNumber(1),
        role: "owner".parse().unwrap(),
        key: key(1),
        time: moment(0),
        head: Digest([3; 32]),
    })
}

pub(in crate::log) fn roster(by: u32, act: Change, operator: u32, may: &[Capability]) -> Event {
    Event::Roster(RosterChange {
        by: OperatorNumber(by),
        act,
        operator: OperatorNumber(operator),
        role: "clerk".parse().unwrap(),
        capabilities: may.iter().copied().collect::<Capabilities>(),
        key: key(u8::try_from(operator).unwrap()),
        time: moment(1),
    })
}

pub(in crate::log) fn destruction(line: u64, by: u32, numbers: Numbers) -> Event {
    let code = |text: &str| text.parse().unwrap();
    Event::Destruction(Box::new(Destruction {
        certificate: certificate_number(vault(), line),
        vault: vault(),
        started: moment(2),
        completed: moment(3),
        count: numbers.len(),
        parts: vec![PartCount { part: Part::Level(Level::Two), count: numbers.len() }],
        numbers,
        rows: BTreeMap::from([(code("record"), 3), (code("event"), 9)]),
        reason: "request".parse().unwrap(),
        basis: "REQ-2026/17".parse().unwrap(),
        intent: 41,
        executor: Executor { operator: OperatorNumber(by), role: code("owner") },
        method: code("purge"),
        techniques: vec![code("cryptographic-erase"), code("key-block-overwrite")],
        key: KeyFacts {
            algorithm: code("xchacha20-poly1305"),
            bits: 256,
            epoch: 7,
            hash: Digest([5; 32]),
            location: code("keyhole"),
            cleared: moment(3),
        },
        checks: vec![Check { check: code("old-wrap-closed"), result: Outcome::Pass }],
        retention: Retention { rules: vec![code("aml-10y")], result: Outcome::Pass },
        before: Some(Level::Two),
        after: code("destroyed"),
        tool: code("kedang"),
        version: "0.1.0".to_owned(),
        policy: Digest([6; 32]),
        log_head: Digest([8; 32]),
        log_seq: 42,
        residual: Vec::new(),
        not_proved: vec![code("ssd-remapping")],
        commitments: Vec::new(),
        scope: None,
        data_only: Vec::new(),
        versioned: Vec::new(),
        set_aside: Vec::new(),
        suppressed: false,
    }))
}

/// Copies at `destination` settled up to line `through`.
pub(in crate::log) fn scrub(destination: &str, through: u64, by: u32) -> Event {
    Event::Scrub(Scrub {
        vault: vault(),
        destination: destination.to_owned(),
        how: "key-file-rewritten".parse().unwrap(),
        through,
        key: Some(4),
        executor: Executor { operator: OperatorNumber(by), role: "owner".parse().unwrap() },
        time: moment(4),
    })
}

/// A disk with record 3 on it, shredded.
pub(in crate::log) fn physical(line: u64, by: u32) -> Event {
    let code = |text: &str| text.parse().unwrap();
    Event::Physical(Box::new(Physical {
        certificate: certificate_number(vault(), line),
        vault: vault(),
        medium: code("disk"),
        quantity: 1,
        make: Some("ACME".to_owned()),
        model: None,
        serial: Some("SN-1".to_owned()),
        numbers: numbers([3]),
        method: code("shred"),
        reason: "expired".parse().unwrap(),
        basis: "POLICY 3".parse().unwrap(),
        day: "2026-11-03".to_owned(),
        witnesses: vec!["O-2".parse().unwrap()],
        executor: Executor { operator: OperatorNumber(by), role: code("owner") },
        time: moment(4),
        tool: code("kedang"),
        version: "0.1.0".to_owned(),
        policy: Digest([6; 32]),
        log_head: Digest([8; 32]),
        log_seq: 42,
    }))
}

/// The line for `payload`, signed by the holder of the key of `by`.
pub(in crate::log) fn signed(payload: &Payload, by: u32) -> String {
    let text = payload.to_text();
    line(&text, &toy::sign(&key(u8::try_from(by).unwrap()), text.as_bytes()))
}

/// A chained log of `events`, each signed by whom it names.
pub(in crate::log) fn lines(events: Vec<Event>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for event in events {
        let prev = lines.last().map_or(Digest::default(), |line| toy::hash(line.as_bytes()));
        let by = event.signer().0;
        lines.push(signed(&Payload::new(lines.len() as u64 + 1, prev, event), by));
    }
    lines
}
