//! The chain of the log: each head commits to every sealed entry before it.
//!
//! Over sealed bytes, not over their content, so that the chain is checked without a key and
//! never has to be made anew. The first link hangs on the vault id, so that an entry of another
//! vault fits nowhere.

use super::Hash;
use crate::model::Digest;

/// Keeps the chain's hash apart from every other hash of the format.
const LABEL: &[u8] = b"kedang/k1/log";

/// How far a chain has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The number of the last entry; 0 before the first.
    pub seq: u64,
    /// The head: the hash over that entry and all before it.
    pub head: Digest,
}

impl Chain {
    /// Before the first entry of the vault with this id.
    pub const fn start(vault_id: Digest) -> Self {
        Self { seq: 0, head: vault_id }
    }

    /// After entry `seq`, whose head is known, as from a checkpoint.
    pub const fn resume(seq: u64, head: Digest) -> Self {
        Self { seq, head }
    }

    /// What is hashed for the next entry, `sealed`: label, previous head, its number, its bytes.
    pub fn preimage(&self, sealed: &[u8]) -> Vec<u8> {
        let seq = (self.seq + 1).to_be_bytes();
        [LABEL, &self.head.0, &seq, sealed].concat()
    }

    /// Takes up the next entry and gives the new head.
    pub fn advance(&mut self, sealed: &[u8], hash: Hash) -> Digest {
        self.head = hash(&self.preimage(sealed));
        self.seq += 1;
        self.head
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy;
    use super::*;

    const VAULT: Digest = Digest([7; 32]);

    fn head(entries: &[&[u8]]) -> Digest {
        let mut chain = Chain::start(VAULT);
        for entry in entries {
            chain.advance(entry, toy::hash);
        }
        chain.head
    }

    #[test]
    fn the_preimage_is_label_head_number_bytes() {
        let chain = Chain::resume(0x0102, Digest([9; 32]));
        let expected =
            [b"kedang/k1/log".as_slice(), &[9; 32], &[0, 0, 0, 0, 0, 0, 1, 3], b"sealed"].concat();
        assert_eq!(chain.preimage(b"sealed"), expected);
    }

    #[test]
    fn any_change_of_the_entries_changes_the_head() {
        let whole = head(&[b"one", b"two", b"three"]);
        let broken: [&[&[u8]]; 7] = [
            &[b"one", b"two"],
            &[b"one", b"three"],
            &[b"two", b"one", b"three"],
            &[b"one", b"two", b"thrEe"],
            &[b"one", b"two", b"thre"],
            &[b"one", b"two", b"three", b"four"],
            &[b"onetwo", b"three"],
        ];
        for entries in broken {
            assert_ne!(head(entries), whole, "{entries:?}");
        }
    }

    #[test]
    fn a_chain_is_resumed_where_it_was_left() {
        let mut chain = Chain::start(VAULT);
        chain.advance(b"one", toy::hash);
        let mut resumed = Chain::resume(chain.seq, chain.head);
        assert_eq!(resumed.advance(b"two", toy::hash), head(&[b"one", b"two"]));
        assert_eq!(resumed.seq, 2);
    }
}
