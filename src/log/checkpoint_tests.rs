//! Checkpoints are read back as they were written, and in no other spelling.

use super::*;
use proptest::prelude::*;

fn digest() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

fn checkpoint() -> impl Strategy<Value = Checkpoint> {
    let integers = any::<([u64; 6], u32, i64, Option<[u8; 32]>)>();
    let later = prop_oneof![
        Just([0; 8]),
        any::<[u64; 2]>().prop_map(|[a, b]| [a, b, 0, 0, 0, 0, 0, 0]),
        any::<[u64; 3]>().prop_map(|[a, b, c]| [a, b, c, 0, 0, 0, 0, 0]),
        any::<[u64; 5]>().prop_map(|[a, b, c, d, e]| [a, b, c, d, e, 0, 0, 0]),
        any::<[u64; 8]>()
    ];
    (integers, proptest::array::uniform7(digest()), 1..=u32::MAX, later).prop_map(
        |((n, generation, time, next), d, operator, later)| {
            let [destinations, suppressed, policy_seq, notices, requests, rest @ ..] = later;
            let [recipients, shares, share_numbers] = rest;
            Checkpoint {
                seq: n[0],
                head: d[0],
                root: d[1],
                buckets: n[1],
                epoch: n[2],
                epoch_hash: d[2],
                generation,
                next_record: n[3],
                pending: n[4],
                roster: d[3],
                header: d[4],
                header_next: next.map(Digest),
                policy: d[5],
                destruction_lines: n[5],
                destruction_head: d[6],
                time,
                operator: OperatorNumber(operator),
                destinations,
                suppressed,
                policy_seq,
                notices,
                requests,
                recipients,
                shares,
                share_numbers,
            }
        },
    )
}

proptest! {
    #[test]
    fn every_checkpoint_is_read_back(checkpoint in checkpoint(), signature: [u8; 32]) {
        let bytes = checkpoint.encode();
        prop_assert_eq!(Some(bytes.len()), length(bytes[0]));
        prop_assert_eq!(Checkpoint::decode(&bytes), Ok(checkpoint));
        let signature = *[signature, signature].concat().first_chunk().unwrap();
        let signed = SignedCheckpoint { bytes, signature };
        let stored = signed.encode();
        prop_assert_eq!(SignedCheckpoint::decode(&stored), Ok(signed));
        prop_assert!(SignedCheckpoint::decode(&stored[1..]).is_err());
        prop_assert!(SignedCheckpoint::decode(&stored[..stored.len() - 1]).is_err());
    }

    #[test]
    fn no_two_byte_strings_are_one_checkpoint(checkpoint in checkpoint(), at: prop::sample::Index, to: u8) {
        let mut bytes = checkpoint.encode();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        prop_assert_ne!(Checkpoint::decode(&bytes), Ok(checkpoint));
    }

    #[test]
    fn every_other_length_is_refused(checkpoint in checkpoint(), length: prop::sample::Index) {
        let mut bytes = checkpoint.encode();
        let length = length.index(bytes.len());
        prop_assert!(Checkpoint::decode(&bytes[..length]).is_err());
        bytes.push(0);
        prop_assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Malformed));
    }
}

#[test]
fn the_fields_lie_where_the_page_says() {
    let mut bytes = vec![0; 326];
    (bytes[0], bytes[8], bytes[317], bytes[325]) = (1, 2, 3, 4);
    (bytes[205], bytes[206]) = (1, 9);
    let read = Checkpoint::decode(&bytes).unwrap();
    assert_eq!((read.seq, read.time, read.operator), (2, 3, OperatorNumber(4)));
    assert_eq!(read.header_next.map(|digest| digest.0[0]), Some(9));
    // A hash behind an empty flag, a flag beyond 1, no operator, one beyond 32 bits.
    for (at, value) in [(205, 0), (205, 2), (325, 0), (320, 1)] {
        let mut bytes = bytes.clone();
        bytes[at] = value;
        assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Malformed), "{at}");
    }
    bytes[0] = 2;
    assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Malformed));
    bytes.extend([0; 16]);
    assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Malformed), "written as 1");
    bytes[333] = 5;
    assert_eq!(Checkpoint::decode(&bytes).map(|read| read.destinations), Ok(5));
    let mut third = bytes.clone();
    third.extend([0; 8]);
    third[0] = 3;
    assert_eq!(Checkpoint::decode(&third), Err(CheckpointError::Malformed), "written as 2");
    third[349] = 6;
    let read = Checkpoint::decode(&third).unwrap();
    assert_eq!((read.destinations, read.policy_seq), (5, 6));
    let mut fourth = third.clone();
    fourth.extend([0; 16]);
    fourth[0] = 4;
    assert_eq!(Checkpoint::decode(&fourth), Err(CheckpointError::Malformed), "written as 3");
    fourth[365] = 7;
    let read = Checkpoint::decode(&fourth).unwrap();
    assert_eq!((read.policy_seq, read.notices, read.requests), (6, 0, 7));
    let mut fifth = fourth.clone();
    fifth.extend([0; 24]);
    fifth[0] = 5;
    assert_eq!(Checkpoint::decode(&fifth), Err(CheckpointError::Malformed), "written as 4");
    (fifth[373], fifth[381], fifth[389]) = (8, 9, 2);
    let read = Checkpoint::decode(&fifth).unwrap();
    assert_eq!((read.requests, read.recipients, read.shares, read.share_numbers), (7, 8, 9, 2));
    bytes[0] = 6;
    assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Newer));
    assert_eq!(SignedCheckpoint::decode(&[6; 70]), Err(CheckpointError::Newer));
    bytes[0] = 0;
    assert_eq!(Checkpoint::decode(&bytes), Err(CheckpointError::Malformed));
}
