//! Putting another policy in force.
//!
//! One transaction has it all: the entry with the policy, and for each record whose day of
//! destruction the new rules move, that day. So at no moment do the rules say one thing and the
//! records another; somebody who opens no level may destroy by those days.
//!
//! Search segments follow behind, some buckets at a time: they are a cache, and whoever finds one
//! that lists other fields than the policy makes it anew. But that would be the next search, of
//! everything at once; so who applies a policy does it, as far as his keys reach.

use super::prospect::{Prospect, orphaned, refused};
use super::scan::Scan;
use super::{InForce, VERB};
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, Digest, FieldId, Fields, Level, Part, RecordNumber};
use crate::policy::{Document, Policy};
use crate::vault::bucket::reachable;
use crate::vault::error::{Error, Result};
use crate::vault::records::Touched;
use crate::vault::segment::searchable;
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;

/// So many buckets get their new segments in one transaction: 16,384 records.
const BUCKETS: usize = 64;

/// From so many changed records on the WAL is not left to grow.
const MANY: usize = 10_000;

/// Which policy is to be put in force.
pub struct Apply<'a> {
    /// The document; none for the policy that the program brings along.
    pub document: Option<&'a Document>,
    /// What was foretold of it, to be believed while nothing was written since.
    pub prospect: Option<&'a Prospect>,
    /// Do everything but keep nothing.
    pub rehearsal: bool,
    /// Told how many of how many buckets are done.
    pub progress: &'a dyn Fn(u64, u64),
}

/// A policy that was put in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its version.
    pub version: u32,
    /// Its hash, by which the log names it.
    pub hash: Digest,
    /// The entry that holds it.
    pub entry: u64,
    /// How many records got another day of destruction.
    pub rescheduled: u64,
}

impl Vault {
    /// Puts a policy in force. Refuses one that orphans what records hold, one that is no newer
    /// than the one in force, and one whose effect is above the clearance.
    pub fn apply_policy(&mut self, order: &Apply<'_>) -> Result<Applied> {
        self.require(Capability::Administer)?;
        let done = self.hold_exclusive().and_then(|()| {
            if !order.rehearsal {
                self.recover()?;
            }
            if !order.rehearsal {
                self.require_policy_alone()?;
            }
            self.apply_locked(order)
        });
        let released = self.release();
        let done = done?;
        released?;
        Ok(done)
    }

    /// Whether the policy that the program brings along is in force, and follows it.
    pub fn has_default_policy(&self) -> bool {
        self.state.checkpoint.policy_seq == 0
    }

    /// Whether the days of records were worked out under the built-in policy of another program than
    /// this one. Applying it anew works them out again.
    pub fn has_older_days(&self) -> bool {
        self.has_default_policy() && self.state.checkpoint.policy != self.policy_hash
    }

    /// Refuses a document that is no newer than the policy in force; one may always go back to the
    /// program's own.
    pub fn require_newer(&self, document: Option<&Document>) -> Result<()> {
        let in_force = self.policy.document().version;
        match document.map(|document| document.version).filter(|given| *given <= in_force) {
            Some(given) => Err(Error::PolicyVersion { given, in_force }),
            None => Ok(()),
        }
    }

    /// The same under the lock, whether or not a second person has to agree.
    pub(in crate::vault) fn apply_locked(&mut self, order: &Apply<'_>) -> Result<Applied> {
        let (new, text) = match order.document {
            Some(document) => InForce::of(document).map(|(new, text)| (new, Some(text)))?,
            None => (InForce::builtin(), None),
        };
        let old = InForce { policy: self.policy, hash: self.policy_hash };
        self.require_newer(order.document)?;
        self.require_approvers(new.policy)?;
        let scan = Scan::new(self, new, false)?;
        let (moved, rescheduled) = self.moved_by((old, new), &scan, order.prospect)?;
        let many = if self.mutated("little-ahead") { 0 } else { MANY };
        let direct = !order.rehearsal && moved.len() > many && self.store.leave_wal()?;
        let done = self.transact(|transaction| {
            let entry = transaction.put_in_force(new, text);
            transaction.reschedule(&moved, &scan)?;
            if order.rehearsal {
                transaction.forget();
            }
            Ok(entry)
        });
        if order.rehearsal || done.is_err() {
            (self.policy, self.policy_hash) = (old.policy, old.hash);
        }
        let returned = if direct { self.store.return_to_wal() } else { Ok(()) };
        let entry = done?;
        // The policy is in force whatever becomes of the journal.
        returned.map_err(|error| Error::Halfway(Box::new(error.into())))?;
        if !order.rehearsal {
            (self.environment.reached)("policy-applied");
            if self.renew_segments(old.policy, order.progress).is_err() {
                (self.environment.warn)("warn-segments");
            }
        }
        let version = new.policy.document().version;
        Ok(Applied { version, hash: new.hash, entry, rescheduled })
    }

    /// The records to be written anew, and how many of them get other days; refuses where records
    /// hold what the new policy does not know, or where nobody can tell.
    fn moved_by(
        &self,
        (old, new): (InForce, InForce),
        scan: &Scan,
        prospect: Option<&Prospect>,
    ) -> Result<(Vec<RecordNumber>, u64)> {
        let same = scheduling(old.policy.document()) == scheduling(new.policy.document());
        if !same && !scan.opens(Level::Three) {
            return Err(Error::Clearance { needed: Level::Three, field: None });
        }
        // Which marks a record has follows from its events.
        if scan.other_dealings
            && !scan.opens_events()
            && let Some(events) = new.policy.known().events
            && let Part::Level(needed) = new.policy.part(events)
        {
            let field = Some(new.policy.field(events).id.clone());
            return Err(Error::Clearance { needed, field });
        }
        if let Some(risk) = scan.risks.iter().find(|risk| !scan.can_tell(risk))
            && let Part::Level(needed) = risk.part
        {
            return Err(Error::Clearance { needed, field: Some(risk.field.clone()) });
        }
        if let Some(Prospect { orphaned, basis, .. }) = prospect
            && basis.policy == new.hash
            && !self.written_since(basis.seq)?
        {
            let moved = || Ok((basis.moved.clone(), basis.days));
            return refused(orphaned).map_or_else(moved, Err);
        }
        let numbers = self.find_to_rule()?.numbers;
        let seen = self.look(scan, &numbers)?;
        refused(&orphaned(scan, &seen)).map_or(Ok((seen.moved, seen.rescheduled)), Err)
    }

    /// Makes the segments anew that list other fields now, as far as the keys reach.
    fn renew_segments(&mut self, old: &Policy, progress: &dyn Fn(u64, u64)) -> Result<()> {
        let names = |policy: &Policy, part: Part| -> Vec<String> {
            let name = |field: FieldId| policy.field(field).id.clone();
            searchable(policy, part).into_iter().map(name).collect()
        };
        let mut parts = reachable(&self.ring);
        parts.retain(|part| names(old, *part) != names(self.policy, *part));
        if parts.is_empty() {
            return Ok(());
        }
        let all: Vec<u64> = self.state.buckets.iter().map(|bucket| bucket.id).collect();
        let mut done = 0;
        for some in all.chunks(BUCKETS) {
            let stale: Vec<(Part, u64)> =
                parts.iter().flat_map(|part| some.iter().map(|id| (*part, *id))).collect();
            self.transact(|transaction| transaction.rebuild_segments(&stale))?;
            (self.environment.reached)("policy-segments");
            done += some.len() as u64;
            progress(done, all.len() as u64);
        }
        Ok(())
    }
}

/// Everything in a policy from which days of restriction and destruction follow, and what of it is
/// written into records.
pub(super) fn scheduling(document: &Document) -> impl PartialEq + '_ {
    let Document { retention, floors, consent, purposes, collection, required, fields, .. } =
        document;
    let written = ["restrict_on", "restrict_rule", "floor_on", "floor_rule"];
    let written = written.map(|id| fields.iter().any(|field| field.id == id));
    (retention, floors, consent, purposes, collection, required, written, dealings(document))
}

/// Which types of events are dealings, and which of these transactions; and whether marks of them
/// are kept, for there are none of what was dealt under a policy that keeps none.
pub(super) fn dealings(document: &Document) -> (Vec<(&str, bool)>, bool) {
    let all = document.events.iter().filter(|kind| kind.is_dealing());
    let all = all.map(|kind| (kind.id.as_str(), kind.transaction)).collect();
    (all, document.fields.iter().any(|field| field.id == "activity"))
}

impl Transaction<'_> {
    /// Sets the day of destruction of these records as the policy in force has it.
    fn reschedule(&mut self, numbers: &[RecordNumber], scan: &Scan) -> Result<()> {
        let mut touched = Touched::default();
        let mut edit = |_, fields: &mut Fields| {
            scan.schedule(fields);
            Ok(())
        };
        for group in numbers.chunk_by(|a, b| a.bucket() == b.bucket()) {
            self.edit_bucket(VERB, group, &mut touched, &mut edit)?;
        }
        let parts = touched.into_parts();
        if !parts.is_empty() {
            let (verb, created) = (Code::fixed(VERB), Numbers::new());
            let (detail, collected, follows) = (None, None, true);
            self.log(Act::Change { verb, parts, created, detail, collected, follows });
        }
        Ok(())
    }
}
