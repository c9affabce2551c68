//! The policy in force: the one that the newest checkpoint names, read from the log.
//!
//! A policy lies in the log because the log is sealed under the vault key, so that everybody who
//! opens the vault reads it, and goes to every backup by itself. The checkpoint names the entry and
//! the hash; the one who signed for the entry must have been an administrator, which is asked at
//! every open and not only by `check`: a policy decides what is destroyed.
//!
//! A policy that was read is kept until the process ends. Fields are numbered by their place in
//! it, everything that is done to a record hangs on it, and a process opens one vault: what that
//! costs is a few kilobytes, and it spares a lifetime in every type that names a policy.

use crate::crypto;
use crate::log::{Act, Checkpoint};
use crate::model::{Capability, Digest};
use crate::policy::{Document, Policy};
use crate::vault::error::{Error, Place, Result};
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;
use std::sync::{Mutex, PoisonError};

/// The policies that this process has read.
static READ: Mutex<Vec<InForce>> = Mutex::new(Vec::new());

/// A policy and the hash by which the log names it.
#[derive(Clone, Copy)]
pub(crate) struct InForce {
    pub(crate) policy: &'static Policy,
    pub(crate) hash: Digest,
}

impl InForce {
    /// The policy that the program brings along.
    pub(crate) fn builtin() -> Self {
        let hash = crypto::sha256(Policy::builtin_canonical().as_bytes());
        Self { policy: Policy::builtin(), hash }
    }

    /// The policy that `text` is, as the log keeps it.
    pub(crate) fn stored(text: &str) -> Result<Self> {
        let hash = crypto::sha256(text.as_bytes());
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if read.is_empty() {
            read.push(Self::builtin());
        }
        if let Some(known) = read.iter().find(|known| known.hash == hash) {
            return Ok(*known);
        }
        let policy = Policy::from_stored(text)
            .map_err(|fault| Error::PolicyUnreadable { word: fault.word, at: fault.at.name })?;
        let new = Self { policy: Box::leak(Box::new(policy)), hash };
        read.push(new);
        Ok(new)
    }

    /// The policy that a document is, and its text as the log keeps it.
    pub(crate) fn of(document: &Document) -> Result<(Self, String)> {
        if let Some(fault) = document.first_fault() {
            return Err(Error::PolicyUnreadable { word: fault.word, at: fault.at.name });
        }
        let text = document.to_canonical();
        Ok((Self::stored(&text)?, text))
    }
}

impl Vault {
    /// Takes up the policy that a proved checkpoint names.
    pub(crate) fn take_policy(&mut self, checkpoint: &Checkpoint) -> Result<()> {
        let InForce { policy, hash } = self.policy_at(checkpoint)?;
        (self.policy, self.policy_hash) = (policy, hash);
        Ok(())
    }

    /// Takes up the policy when the vault is opened; later it must be the same still.
    pub(crate) fn keep_policy(&mut self, checkpoint: &Checkpoint) -> Result<()> {
        if self.state.checkpoint.seq == 0 {
            return self.take_policy(checkpoint);
        }
        // The command has read its arguments by the fields of the other one.
        let same = self.state.checkpoint.policy_seq == checkpoint.policy_seq;
        if same { Ok(()) } else { Err(Error::PolicyChanged) }
    }

    pub(super) fn policy_at(&self, checkpoint: &Checkpoint) -> Result<InForce> {
        let seq = checkpoint.policy_seq;
        if seq == 0 {
            return Ok(InForce::builtin());
        }
        let damaged = || Error::damaged(Place::new("records.db", "damage-policy").at(seq));
        let row = self.store.entry(seq)?.ok_or_else(damaged)?;
        let Act::Policy { document: Some(text), .. } = self.open_entry(&row)?.act else {
            return Err(damaged());
        };
        let signed = crypto::sha256(text.as_bytes()) == checkpoint.policy;
        if signed && self.was_put_in_force(seq, checkpoint.policy)? {
            InForce::stored(&text)
        } else {
            Err(damaged())
        }
    }

    /// Whether an administrator signed for the entry `seq`, and for this policy.
    fn was_put_in_force(&self, seq: u64, hash: Digest) -> Result<bool> {
        let Some(row) = self.store.checkpoint_covering(seq)? else { return Ok(false) };
        let then = self.verified_checkpoint(&row)?;
        let count = self.roster.count_at(then.roster);
        let member = count.and_then(|count| self.roster.get_at(then.operator, count));
        let able = member.is_some_and(|member| member.capabilities.has(Capability::Administer));
        Ok(able && then.policy == hash && then.policy_seq == seq)
    }
}

impl Transaction<'_> {
    /// Puts a policy in force; `text` is it as the log keeps it, none for the program's own. All
    /// entries of the transaction carry the new hash.
    pub(crate) fn put_in_force(&mut self, new: InForce, text: Option<String>) -> u64 {
        (self.vault.policy, self.vault.policy_hash) = (new.policy, new.hash);
        let own = text.is_some();
        let version = new.policy.document().version;
        let seq = self.log(Act::Policy { version, document: text });
        self.checkpoint.policy_seq = if own { seq } else { 0 };
        seq
    }
}
