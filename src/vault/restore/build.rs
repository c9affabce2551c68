//! Carrying a restore out: the new vault built, proved, and given its place.

use super::bench::Bench;
use super::beside::Debts;
use super::others::{Found, Known};
use super::plan::{RestorePlan, Restoring};
use super::publish::{aside, publish};
use super::rebuild::{Rows, With};
use super::source::Source;
use crate::crypto::{self, Key};
use crate::files;
use crate::log::{Act, Checkpoint, Destination, Kind, Later, Numbers, Restored};
use crate::model::Digest;
use crate::vault::anchor::{AnchorFile, is_one};
use crate::vault::backup::folder::{About, Folder};
use crate::vault::bucket::Opener;
use crate::vault::error::{Error, Result};
use crate::vault::keyhole::{Epoch, Keyhole};
use crate::vault::session::{Vault, absolute};
use crate::vault::state::State;
use crate::vault::transaction::Transaction;
use std::path::{Path, PathBuf};

/// Where a copy lies, and the name it is registered by.
type Named = (PathBuf, String);

/// What a restore did.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The plan, with what really came back.
    pub plan: RestorePlan,
    /// Records whose rows were not what their key sealed; they are among the lost.
    pub unopened: Numbers,
    /// The last entry of the log now.
    pub seq: u64,
    /// The head of the log now.
    pub head: Digest,
    /// Where the vault is that lay there before, and the name it is registered by.
    pub kept: Option<(PathBuf, String)>,
    /// The same of a damaged one that lies where it was.
    pub left: Option<(PathBuf, String)>,
}

impl Restoring {
    /// Does what the plan says.
    pub fn carry_out(mut self) -> Result<Brought> {
        let now = (self.bench.vault.environment.now)();
        let (kept, left) = self.copies(now)?;
        let epoch =
            Epoch { number: self.plan.epoch, key: Key::generate(&mut self.bench.vault.random)? };
        self.begin(&epoch);
        let adopted = self.adopted();
        let beside = self.beside(&adopted, (kept.as_ref(), left.as_ref()))?;
        let unopened = self.fill(&adopted, beside)?;
        self.plan.restored = self.plan.restored.difference(&unopened);
        self.plan.lost = self.plan.lost.union(&unopened);
        self.write_files(&epoch)?;
        (self.bench.vault.environment.reached)("restore-built");
        self.publish(unopened, (kept, left))
    }

    /// Where the vault goes that lies at the place, and where a damaged one stays, each with a name
    /// that no destination has.
    fn copies(&self, now: i64) -> Result<(Option<Named>, Option<Named>)> {
        let (path, name) = aside(&self.plan.to, now)?;
        let all = self.bench.vault.destinations()?;
        let name = free(&all, &name);
        let occupied = self.occupied.is_some();
        let other = if occupied { free(&all, &format!("{name}-2")) } else { name.clone() };
        let left = self.plan.left.clone().map(|path| (path, other));
        Ok((occupied.then_some((path, name)), left))
    }

    /// These as the register has them, with what they owe.
    fn beside(
        &mut self,
        adopted: &[String],
        (kept, left): (Option<&Named>, Option<&Named>),
    ) -> Result<Vec<Destination>> {
        let vault = &mut self.bench.vault;
        let debts = Debts::read(vault, adopted)?;
        let (known, seq) = match &self.occupied {
            Some(old) => {
                (debts.known_at(vault, &old.paths), old.end(vault)?.map_or(0, |end| end.seq))
            }
            None => (0, 0),
        };
        let mut all = Vec::new();
        let kept = kept.map(|kept| (kept, (known, seq)));
        for ((path, name), (known, seq)) in kept.into_iter().chain(left.map(|left| (left, (0, 0))))
        {
            let id = Digest(vault.random.nonce());
            let place = place_of((name.clone(), Kind::KeptVault), path, id);
            let reached = (vault.environment.now)();
            let owed = debts.behind(known).filter(|_| !vault.mutated("restore-owes-nothing"));
            all.push(Destination { seq, reached, owed, ..place });
        }
        Ok(all)
    }

    /// The state that the restoring transaction goes on from: the newest of the log, in a new
    /// epoch.
    fn begin(&mut self, epoch: &Epoch) {
        let vault = &mut self.bench.vault;
        let wrap = vault.ring.wrap_key(epoch);
        let checkpoint = Checkpoint {
            epoch: epoch.number,
            epoch_hash: epoch.hash(),
            next_record: self.plan.next_record,
            generation: vault.ring.generation,
            ..vault.state.checkpoint
        };
        vault.state = State { checkpoint, wrap, buckets: Vec::new() };
    }

    /// The lines that a copy of destruction.log has behind those of the log: the most that anyone
    /// has.
    fn adopted(&self) -> Vec<String> {
        let vault = &self.bench.vault;
        let Checkpoint { destruction_lines, destruction_head, .. } = vault.state.checkpoint;
        let end = (destruction_lines, destruction_head);
        let behind = self.lines.iter().map(|lines| lines.continuing(vault, end));
        behind.max_by_key(Vec::len).unwrap_or_default()
    }

    /// Records, log and checkpoint in one transaction; gives the records that did not open.
    fn fill(&mut self, adopted: &[String], beside: Vec<Destination>) -> Result<Numbers> {
        let Self { bench, source, evidence, wanted, plan, wished, found, .. } = self;
        let destinations = destinations(&mut bench.vault, (plan, found), source, adopted)?;
        let mut unopened = Numbers::new();
        let mut rows = Rows::new(wanted)?;
        bench.vault.store.overwrite_deleted(false)?;
        bench.vault.transact(|transaction| {
            {
                let Vault { store, ring, state, policy, random, .. } = &mut *transaction.vault;
                let opener = Opener::new(ring, &state.wrap, state.checkpoint.epoch, policy);
                let with = With::new(&opener, &source.keys, wanted);
                with.rebuild(&mut rows, random, &mut |rebuilt| {
                    unopened = unopened.union(&rebuilt.unopened);
                    rebuilt.writes.apply(store)
                })?;
            }
            let numbers = plan.restored.difference(&unopened);
            let later = wanted.iter().skip(1).map(|(artefact, numbers)| Later {
                artefact: artefact.manifest.artefact.clone(),
                base: artefact.manifest.seq,
                base_head: artefact.manifest.head,
                numbers: numbers.difference(&unopened),
            });
            let base_head = wanted.first().map(|(artefact, _)| artefact.manifest.head);
            let restored = Restored {
                artefact: plan.artefact.clone(),
                base: plan.base,
                base_head: base_head.ok_or(Error::Bug("artefact"))?,
                numbers,
                destroyed: plan.destroyed.clone(),
                lost: plan.lost.union(&unopened),
                epoch: plan.epoch,
                next_record: plan.next_record,
                lines: adopted.to_vec(),
                later: later.filter(|later| !later.numbers.is_empty()).collect(),
                lost_head: evidence.lost_head,
                unknown: evidence.unknown.iter().copied().collect(),
                suppressed: wished.taken.clone(),
                unsuppressed: wished.lost.clone(),
                returned: wished.returned.iter().map(|operator| operator.0).collect(),
            };
            transaction.take_header()?;
            transaction.adopt(adopted);
            transaction.log_hashes(&wished.hashes)?;
            transaction.log(Act::Restored(Box::new(restored)));
            plan.undone.forget(&unopened);
            let held = transaction.reapply(&plan.undone)?;
            plan.undone.note_held(&held);
            transaction.register_restored(destinations, beside);
            Ok(())
        })?;
        Ok(unopened)
    }

    /// The files beside the database. The keyhole comes last: without it nothing here opens.
    fn write_files(&mut self, epoch: &Epoch) -> Result<()> {
        let Self { bench, header, lines, .. } = self;
        let dir = bench.place.dir().to_path_buf();
        let vault = &mut bench.vault;
        files::write_new(&vault.paths.header(), header)?;
        let checkpoint = vault.state.checkpoint;
        let own = lines.first().ok_or(Error::Bug("destruction.log"))?;
        let text = own.text(checkpoint.destruction_lines);
        files::write_new(&vault.paths.destruction_log(), text.as_bytes())?;
        vault.repair_destruction_log()?;
        files::remove(&dir.join("anchor"))?;
        vault.store.return_to_wal()?;
        Keyhole::create(&vault.paths.keyhole(), epoch)?;
        vault.prove_durable()?;
        Ok(files::sync_dir(&dir)?)
    }

    /// Gives the vault its place, and lets this user's anchor follow.
    fn publish(
        self,
        unopened: Numbers,
        (kept, left): (Option<Named>, Option<Named>),
    ) -> Result<Brought> {
        let Self { bench, anchor, living, plan, occupied, .. } = self;
        let kept_anchor =
            living.as_ref().map_or(Ok(()), |living| living.keep_anchor(&bench.vault, &anchor));
        let noted = living.map_or(Ok(()), |living| living.note(&bench.vault, &plan.to));
        let Bench { vault, mut place, .. } = bench;
        let Vault { store, lock, environment, state, .. } = vault;
        // SQLite knows its files by their old names.
        drop(store);
        let places = (plan.to.as_path(), kept.as_ref().map(|(path, _)| path.as_path()));
        publish(&mut place, places, &*environment.reached)?;
        let Checkpoint { seq, head, .. } = state.checkpoint;
        if kept_anchor.and_then(|()| follow(&anchor, &plan, &state.checkpoint)).is_err() {
            // Until `check --accept-head` this user is told that the vault is an older one.
            (environment.warn)("warn-anchor");
        }
        if noted.is_err() {
            (environment.warn)("warn-beside");
        }
        (environment.reached)("restore-done");
        drop((lock, occupied));
        Ok(Brought { plan, unopened, seq, head, kept, left })
    }
}

/// Lets this user's anchor follow. That of a vault which lives on stays where it is: what was
/// restored beside it gets one of its own.
fn follow(anchor: &AnchorFile, plan: &RestorePlan, to: &Checkpoint) -> Result<()> {
    let mut begun = anchor.trace()?.begun;
    begun.push(plan.epoch);
    let own = anchor.beside(&plan.to);
    if plan.living.is_some() {
        return own.set(Vault::anchor_of(to), begun);
    }
    anchor.set(Vault::anchor_of(to), begun)?;
    Ok(files::remove(&own.path)?)
}

/// The register as the newest log has it, with what this restore knows better: of the destination it
/// came from, and of every other that it found. A trial leaves them all to the vault that lives on.
fn destinations(
    vault: &mut Vault,
    (plan, found): (&RestorePlan, &[Found]),
    source: &Source,
    adopted: &[String],
) -> Result<Vec<Destination>> {
    let mut all = vault.destinations()?;
    let facts = &source.keys.facts;
    let place = absolute(source.folder.dir())?.dir().to_path_buf();
    let debts = Debts::read(vault, adopted)?;
    let there = (&source.about, &place, Known { key: source.number, lines: Some(facts.lines) });
    let found = found.iter().map(|one| (&one.about, &one.path, one.known));
    let mut lies = Vec::new();
    for (about, path, known) in [there].into_iter().chain(found) {
        let id = register_found(vault, &mut all, (about, path, known), &debts)?;
        lies.push((id, path, known));
    }
    let own = lies.first().map(|(id, ..)| *id);
    for known in all.iter_mut().filter(|known| Some(known.id) == own) {
        known.key = known.key.max(source.number);
        known.seq = known.seq.max(facts.seq);
        known.reached = known.reached.max(facts.time);
    }
    for place in &mut all {
        // A copy of it that lies elsewhere says nothing of what lies here.
        let here = Path::new(&place.path).canonicalize().ok();
        let same = |path: &Path| here.is_some() && path.canonicalize().ok() == here;
        let there = lies.iter().find(|(id, path, _)| *id == place.id && same(path));
        place.owed = debts.of(place, there.map(|(.., known)| *known));
    }
    for known in all.iter_mut().filter(|known| known.kind != Kind::KeptVault) {
        known.detached = plan.living.is_some() && !vault.mutated("restore-attached");
    }
    Ok(all)
}

/// Puts a destination that was found at `path` into the register; gives the id that it has there.
fn register_found(
    vault: &mut Vault,
    all: &mut Vec<Destination>,
    (about, path, known): (&About, &Path, Known),
    debts: &Debts,
) -> Result<Digest> {
    let mut id = vault.one_of(about.id, &Folder::new(path), None);
    let mut copy_of = None;
    match all.iter_mut().find(|one| one.id == id && one.kind != Kind::KeptVault) {
        // The disk may be mounted elsewhere today.
        Some(one) if vault.hear(one).is_none() => {
            one.path = path.display().to_string();
            return Ok(id);
        }
        // What also lies where it is registered is a copy, and opens as much.
        Some(one) if about.kind == Kind::Full && !is_one(Path::new(&one.path), path) => {
            if vault.mutated("restore-copy-forgotten") {
                return Ok(id);
            }
            copy_of = Some(id);
            id = Digest(vault.random.nonce());
        }
        Some(_) => return Ok(id),
        None => {}
    }
    let versions = about.kind == Kind::Full && files::keeper(path)?.is_some();
    let new = place_of((free(all, &about.name), about.kind), path, id);
    // Where nobody can tell what its key file knows, it may know nothing.
    let owed = debts.behind(0).filter(|_| about.kind == Kind::Full && known.lines.is_none());
    all.push(Destination { key: known.key, owed, versions, copy_of, ..new });
    Ok(id)
}

/// A place of which nothing is known but that it is there.
pub(crate) fn place_of((name, kind): (String, Kind), path: &Path, id: Digest) -> Destination {
    let path = path.display().to_string();
    let (key, seq, reached, drilled) = (0, 0, 0, 0);
    let (versions, detached, owed, copy_of) = (false, false, None, None);
    Destination {
        name,
        kind,
        path,
        id,
        key,
        seq,
        reached,
        drilled,
        versions,
        detached,
        owed,
        copy_of,
    }
}

/// The name, or one like it that nobody has.
pub(crate) fn free(all: &[Destination], name: &str) -> String {
    let taken = |name: &str| all.iter().any(|known| known.name == name);
    let mut names = (2..).map(|n| format!("{name}-{n}"));
    let other = if taken(name) { names.find(|name| !taken(name)) } else { None };
    other.unwrap_or_else(|| name.to_owned())
}

impl Transaction<'_> {
    /// Makes the header that the vault will have the one that the log speaks of.
    fn take_header(&mut self) -> Result<()> {
        let hash = self.vault.header.hash;
        let Checkpoint { header, header_next, .. } = self.checkpoint;
        if header == hash && header_next.is_none() {
            return Ok(());
        }
        if header_next == Some(hash) || header == hash {
            return self.settle_header();
        }
        let lines = self.lines_for_new_statements()?;
        self.log(Act::Header { old: header, new: hash, lines: lines.clone() });
        self.settle_with(lines)
    }

    fn adopt(&mut self, lines: &[String]) {
        self.checkpoint.destruction_lines += lines.len() as u64;
        if let Some(last) = lines.last() {
            self.checkpoint.destruction_head = crypto::sha256(last.as_bytes());
        }
    }

    /// The register, with the vaults that stay beside this one.
    fn register_restored(&mut self, mut all: Vec<Destination>, beside: Vec<Destination>) {
        if !self.vault.mutated("restore-kept") {
            all.extend(beside);
        }
        self.checkpoint.destinations = self.log(Act::Destinations { all });
    }
}
