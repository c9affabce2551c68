//! Tests of entries, apart for their length.

use super::*;
use crate::log::{
    Consented, Handover, Held, ImportCounts, Kind, Later, LostHead, Pseudonymised, Relation,
    Requested, ShareKind, ShareStep, Shared, Step,
};
use crate::model::RecordNumber;
use proptest::prelude::*;

fn entry(act: Act) -> Entry {
    let policy = Digest([6; 32]);
    Entry { time: 1_793_671_811_000, operator: OperatorNumber(1), policy, machine: None, act }
}

fn code() -> impl Strategy<Value = Code> {
    "[a-z][a-z-]{0,8}".prop_map(|text| text.parse().unwrap())
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let numbers = proptest::collection::vec(1_u64..400, 0..60);
    numbers.prop_map(|all| all.into_iter().filter_map(RecordNumber::new).collect())
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

/// Below 2⁵³, as every integer of the format.
fn small() -> impl Strategy<Value = u64> {
    0..1_u64 << 53
}

fn part() -> impl Strategy<Value = Part> {
    proptest::sample::select(&Part::ALL[..])
}

fn change() -> impl Strategy<Value = Act> {
    let part_change = (part(), numbers()).prop_map(|(part, numbers)| PartChange { part, numbers });
    let counts = (small(), small()).prop_map(|(read, created)| {
        Detail::Imported(ImportCounts { read, created, ..ImportCounts::default() })
    });
    let verified =
        (code(), code()).prop_map(|(method, result)| Detail::Verified { method, result });
    let rows = proptest::collection::btree_map(code(), small(), 0..4);
    let erased = rows.prop_map(Detail::Erased);
    let consented = (code(), code(), any::<bool>(), any::<u32>()).prop_map(
        |(purpose, answer, sensitive, notice)| {
            Detail::Consented(Consented { purpose, answer, sensitive, notice, recipient: None })
        },
    );
    let maybe = || proptest::option::of(code());
    let commitment = proptest::option::of(any::<[u8; 32]>().prop_map(Digest));
    let requested = (small(), code(), code(), maybe(), maybe(), commitment).prop_map(
        |(number, right, step, refusal, extension, commitment)| {
            let asked = Requested { number, right, step, refusal, extension, commitment };
            Detail::Requested(asked)
        },
    );
    let held =
        (code(), any::<bool>()).prop_map(|(kind, placed)| Detail::Held(Held { kind, placed }));
    let told = prop_oneof![counts, verified, erased, consented, requested, held];
    let detail = proptest::option::of(told);
    (code(), proptest::collection::vec(part_change, 0..5), numbers(), detail).prop_map(
        |(verb, parts, created, detail)| {
            let (collected, follows) = (None, created.is_empty());
            Act::Change { verb, parts, created, detail, collected, follows }
        },
    )
}

fn look() -> impl Strategy<Value = Act> {
    let level = || proptest::option::of(proptest::sample::select(&Level::ALL[..]));
    let purpose = proptest::option::of(code());
    let disclose = (code(), numbers(), proptest::collection::vec(level(), 0..3), purpose).prop_map(
        |(verb, numbers, levels, purpose)| Act::Disclose {
            verb,
            count: numbers.len(),
            numbers,
            levels: levels.into_iter().flatten().collect(),
            revealed: purpose.is_some(),
            purpose,
            terms: None,
        },
    );
    let refused =
        (code(), code(), level()).prop_map(|(verb, why, level)| Act::Refused { verb, why, level });
    prop_oneof![disclose, refused, shared()]
}

fn shared() -> impl Strategy<Value = Act> {
    let handover = (any::<(String, String, bool)>(), small()).prop_map(
        |((recipient, contact, flag), previous)| {
            let reference = || "NDA-1".parse().unwrap();
            let handover = Handover {
                kind: if flag { ShareKind::Lent } else { ShareKind::Issued },
                recipient: recipient.clone(),
                agreement: reference(),
                relation: flag.then_some(Relation::Entrusted),
                columns: vec![Code::fixed("number")],
                form: Code::fixed("csv"),
                until: "2026-01-31".to_owned(),
                country: "CN".to_owned(),
                abroad: flag,
                cross_border: flag.then(reference),
                assessment: flag.then(reference),
            };
            let registered = Recipient {
                name: recipient,
                contact,
                internal: flag,
                country: "CN".to_owned(),
                agreement: flag.then(reference),
                agreed: String::new(),
                until: String::new(),
                to: vec!["age1x".to_owned()],
                removed: !flag,
                previous,
            };
            let event = ShareEvent { share: 3, step: ShareStep::Told, reference: None, previous };
            let share = Some(Box::new(Shared { number: 3, handover, previous }));
            let told = Pseudonymised { recipients: vec![registered.name.clone()] };
            let terms = Terms { share, pseudonyms: Some(told), ..Terms::default() };
            let terms = Terms { sealed_for: vec!["a".to_owned()], ..terms };
            (terms, registered, event, previous % 3)
        },
    );
    (handover, numbers(), code()).prop_map(|((terms, registered, event, pick), numbers, verb)| {
        match pick {
            0 => Act::Recipient(Box::new(registered)),
            1 => Act::Share(Box::new(event)),
            _ => Act::Disclose {
                verb,
                count: numbers.len(),
                numbers,
                levels: Vec::new(),
                revealed: false,
                purpose: None,
                terms: Some(Box::new(terms)),
            },
        }
    })
}

fn destroy() -> impl Strategy<Value = Act> {
    let intent = (numbers(), small(), proptest::collection::vec(digest(), 0..3)).prop_map(
        |(numbers, epoch, commitments)| Act::Intent {
            numbers,
            reason: Reason::Expired,
            basis: "PIPL 47".parse().unwrap(),
            epoch,
            commitments,
            scope: (epoch % 2 == 0)
                .then(|| Scope { levels: vec![Level::One], fields: vec![Code::fixed("phone")] }),
            retention: (epoch % 3 == 0).then_some(Outcome::Pass),
            late: (epoch % 5 == 0).then_some(7),
        },
    );
    let rows = proptest::collection::btree_map(code(), small(), 0..4);
    let destroyed = (small(), numbers(), small(), rows)
        .prop_map(|(intent, numbers, epoch, rows)| Act::Destroyed { intent, numbers, epoch, rows });
    let done = (small(), any::<String>(), any::<Vec<String>>())
        .prop_map(|(intent, line, residual)| Act::Done { intent, line, residual });
    let recovered = (proptest::option::of(small()), code())
        .prop_map(|(intent, from)| Act::Recovered { intent, from });
    let certificate =
        (small(), numbers()).prop_map(|(line, numbers)| Act::Certificate { line, numbers });
    let verified =
        (small(), small()).prop_map(|(until, findings)| Act::Verified { until, findings });
    prop_oneof![intent, destroyed, done, recovered, certificate, verified]
}

fn copies() -> impl Strategy<Value = Act> {
    let kind = prop_oneof![Just(Kind::Full), Just(Kind::DataOnly), Just(Kind::KeptVault)];
    let at = (any::<(String, String)>(), kind, digest(), proptest::option::of(small()));
    let destination =
        (at, [small(), small()]).prop_map(|(((name, path), kind, id, owed), [key, seq])| {
            Destination {
                name,
                kind,
                path,
                id,
                key,
                seq,
                reached: 7,
                drilled: 0,
                versions: owed == Some(1),
                detached: owed == Some(2),
                owed,
                copy_of: owed.map(|_| id),
            }
        });
    let destinations =
        proptest::collection::vec(destination, 0..3).prop_map(|all| Act::Destinations { all });
    let backup = (any::<(String, Option<String>)>(), [small(), small()], digest()).prop_map(
        |((destination, artefact), [records, bytes], manifest)| Act::Backup {
            destination,
            artefact,
            records,
            bytes,
            manifest,
        },
    );
    let restored = ([numbers(), numbers(), numbers()], digest(), any::<bool>()).prop_map(
        |([numbers, destroyed, lost], base_head, ahead)| {
            let lost_head = ahead.then_some(LostHead { seq: 9, head: base_head, epoch: 2 });
            let [artefact, data] = [(); 2].map(|()| "20261121T233015Z".to_owned());
            let later = Later { artefact: data, base: 8, base_head, numbers: numbers.clone() };
            let (base, epoch, next_record) = (7, 3, 12);
            Act::Restored(Box::new(Restored {
                artefact,
                base,
                base_head,
                suppressed: lost.clone(),
                unsuppressed: lost.clone(),
                numbers,
                destroyed,
                lost,
                epoch,
                next_record,
                lines: ahead.then(|| "line".to_owned()).into_iter().collect(),
                later: if ahead { vec![later] } else { Vec::new() },
                lost_head,
                unknown: if ahead { vec![2] } else { Vec::new() },
                returned: if ahead { vec![3] } else { Vec::new() },
            }))
        },
    );
    let lines = any::<String>().prop_flat_map(|line| {
        prop_oneof![Just(Act::Scrub { line: line.clone() }), Just(Act::Physical { line })]
    });
    let suppressed = (small(), small(), any::<String>())
        .prop_map(|(previous, count, sealed)| Act::Suppressed { previous, count, sealed });
    let drill =
        (any::<(String, String)>(), [small(), small(), small()]).prop_map(|(at, counts)| {
            let ((destination, artefact), [records, lines, findings]) = (at, counts);
            Act::Drill { destination, artefact, records, sampled: records, lines, findings }
        });
    let gave_up = (any::<String>(), numbers(), numbers())
        .prop_map(|(destination, numbers, anew)| Act::GaveUp { destination, numbers, anew });
    let forgot = any::<(String, Vec<String>)>()
        .prop_map(|(destination, artefacts)| Act::Forgot { destination, artefacts });
    prop_oneof![destinations, backup, restored, lines, suppressed, drill, forgot, gave_up]
}

fn act() -> impl Strategy<Value = Act> {
    let signed = any::<(String, String)>().prop_map(|(statement, signature)| Act::Roster {
        line: statement.len().is_multiple_of(2).then(|| statement.clone()),
        signed: Signed { statement, signature },
    });
    let lines = proptest::collection::vec(any::<String>(), 0..3);
    let header =
        (digest(), digest(), lines).prop_map(|(old, new, lines)| Act::Header { old, new, lines });
    let settled = digest().prop_map(|hash| Act::HeaderSettled { hash });
    let segments = (part(), proptest::collection::vec(small(), 0..5))
        .prop_map(|(part, buckets)| Act::Segments { part, buckets });
    let policy = (any::<u32>(), any::<Option<String>>())
        .prop_map(|(version, document)| Act::Policy { version, document });
    let rotation =
        (any::<u32>(), small()).prop_map(|(generation, epoch)| Act::Rotation { generation, epoch });
    let resealed = (small(), any::<u32>(), small(), small()).prop_map(
        |(rotation, generation, epoch, records)| Act::Resealed {
            rotation,
            generation,
            epoch,
            records,
        },
    );
    let rotated = small().prop_map(|rotation| Act::Rotated { rotation });
    let codes = proptest::collection::vec(code(), 0..4);
    let texts = any::<(String, String, bool)>();
    let notice = (any::<u32>(), codes, texts, digest(), small()).prop_map(
        |(version, purposes, (retention, text, renews), hash, previous)| {
            let from = "2026-01-31".to_owned();
            let notice =
                Notice { version, from, purposes, retention, renews, hash, text, previous };
            Act::Notice(Box::new(notice))
        },
    );
    let keys = prop_oneof![rotation, resealed, rotated, notice];
    let own = prop_oneof![Just(Act::Init {}), signed, header, settled, segments, policy, keys];
    prop_oneof![own, change(), look(), destroy(), copies(), oversight()]
}

fn oversight() -> impl Strategy<Value = Act> {
    let purge = (numbers(), any::<bool>()).prop_map(|(numbers, suppress)| Plan::Purge {
        numbers,
        reason: Reason::Withdrawn,
        basis: "REQ-7".parse().unwrap(),
        scope: suppress.then(|| Scope { levels: vec![Level::One], fields: vec![] }),
        suppress,
    });
    let export = (numbers(), proptest::collection::vec(code(), 0..4), code(), any::<bool>());
    let export = export.prop_map(|(numbers, columns, purpose, reveal)| {
        let assessment = reveal.then(|| "PIA-1".parse().unwrap());
        let (form, to) = (Code::fixed("csv"), columns.iter().map(ToString::to_string).collect());
        Plan::Export { numbers, columns, form, purpose, reveal, assessment, to }
    });
    let policy = (any::<u32>(), any::<Option<String>>())
        .prop_map(|(version, document)| Plan::Policy { version, document });
    let step = Step::Remove { operator: OperatorNumber(2) };
    let operators = proptest::option::of(any::<String>()).prop_map(move |slot| Plan::Operators {
        step: step.clone(),
        rotate: slot.is_none(),
        slot,
    });
    let proposed = prop_oneof![purge, export, policy, operators]
        .prop_map(|plan| Act::Proposed(Box::new(plan)));
    let decided = (small(), any::<bool>()).prop_map(|(proposal, approved)| {
        let reference = approved.then(|| "MEMO 3".parse().unwrap());
        Act::Decided(Decided { proposal, approved, reference })
    });
    let used = small().prop_map(|proposal| Act::Used { proposal });
    let anomaly =
        (code(), small(), code(), any::<bool>()).prop_map(|(rule, count, verb, refused)| {
            Act::Anomaly(Tripped { rule, count, verb, refused })
        });
    prop_oneof![proposed, decided, used, anomaly]
}

proptest! {
    #[test]
    fn every_entry_is_read_back(
        act in act(),
        time in -(1_i64 << 53)..1_i64 << 53,
        machine in proptest::option::of(any::<[u8; 8]>()),
    ) {
        let entry = Entry { time, machine: machine.map(Machine), ..entry(act) };
        let bytes = entry.to_bytes();
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&json["act"]["act"], entry.act.name());
        prop_assert!(Act::NAMES.contains(&entry.act.name()));
        prop_assert_eq!(Entry::from_bytes(&bytes), Ok(entry));
    }

    #[test]
    fn an_entry_with_one_byte_changed_is_another_or_none(act in act(), at: prop::sample::Index, to: u8) {
        let entry = entry(act);
        let mut bytes = entry.to_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert_ne!(Entry::from_bytes(&bytes), Ok(entry));
    }
}

#[test]
fn the_json_is_as_described() {
    let change = entry(Act::Change {
        verb: Code::fixed("add"),
        parts: vec![PartChange { part: Part::Operational, numbers: "1-3".parse().unwrap() }],
        created: "1-3".parse().unwrap(),
        detail: None,
        collected: None,
        follows: false,
    });
    let policy = "06".repeat(32);
    let expected = format!(
        r#"{{"time":1793671811000,"operator":1,"policy":"{policy}","act":{{"act":"change","verb":"add","parts":[{{"part":0,"numbers":"1-3"}}],"created":"1-3"}}}}"#
    );
    assert_eq!(String::from_utf8(change.to_bytes()).unwrap(), expected);
}

#[test]
fn what_is_not_canonical_is_refused_and_what_is_newer_is_told_apart() {
    let good = String::from_utf8(entry(Act::Init {}).to_bytes()).unwrap();
    assert!(Entry::from_bytes(good.as_bytes()).is_ok());
    let changed = |from: &str, to: &str| {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        Entry::from_bytes(text.as_bytes())
    };
    assert_eq!(changed(r#"{"act":"init"}"#, r#"{"act":"teleport","x":1}"#), Err(EntryError::Newer));
    for (from, to) in [
        (r#""init""#, r#""init","name":"x""#),
        (r#"{"time""#, r#"{"extra":1,"time""#),
        (r#"{"time""#, r#"{ "time""#),
        (r#"{"time":"#, r#"{"time":1,"time":"#),
        (r#""operator":1"#, r#""operator":0"#),
        (r#""operator":1"#, r#""operator":1.0"#),
        ("0606", "06zz"),
        ("}}", "}}x"),
        ("}}", "}"),
    ] {
        assert_eq!(changed(from, to), Err(EntryError::Malformed), "{from} → {to}");
    }
}

#[test]
fn a_remark_has_no_field_to_slip_into() {
    let (verb, why) = (Code::fixed("show"), Code::fixed("clearance"));
    let refused = entry(Act::Refused { verb, why, level: Some(Level::One) });
    let text = String::from_utf8(refused.to_bytes()).unwrap();
    for remark in ["张三", "13800000013", "Zhang San"] {
        let read = Entry::from_bytes(text.replacen("clearance", remark, 1).as_bytes());
        assert_eq!(read, Err(EntryError::Malformed), "{remark}");
    }
}
