//! `backup run`: log, key file, then data, so that keys are always a superset of the data's. Where
//! the data goes without keys, the key files are those of other destinations ([`super::opens`]).
//!
//! The key file is written under the exclusive lock. The data, which may take minutes, is copied
//! under the shared one: readers go on, and nobody writes. When somebody wrote in between, log and
//! key file are written once more.

use super::data::{self, Copied};
use super::folder::{About, Folder, is_artefact};
use super::manifest::{FORMAT, Manifest};
use super::only_there::OnlyThere;
use super::opens::{Behind, Openers};
use super::register::{BackupTo, Found};
use super::settle::Rewritten;
use crate::files::{self, PendingDir};
use crate::log::{Act, Destination, Kind};
use crate::model::{Capability, Digest};
use crate::vault::bucket::Bucket;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::Vault;
use std::path::Path;

/// After so many tries the data is copied under the exclusive lock.
const PATIENCE: u32 = 3;

/// What is to be backed up, and where to.
pub struct Backup<'a> {
    /// Where to.
    pub wanted: BackupTo<'a>,
    /// Told how many of how many buckets are copied.
    pub progress: &'a dyn Fn(u64, u64),
}

/// What was backed up, or would be.
#[derive(Debug)]
pub struct BackedUp {
    /// The destination's registered name.
    pub destination: String,
    /// What it holds.
    pub kind: Kind,
    /// The absolute path of its directory.
    pub path: String,
    /// The name of the data artefact; none in a plan.
    pub artefact: Option<String>,
    /// How many records it has.
    pub records: u64,
    /// How many bytes; 0 in a plan.
    pub bytes: u64,
    /// The number of the key that the key file lies under now; 0 without one.
    pub key: u64,
    /// The names of the destinations whose key file opens the data.
    pub opened_at: Vec<String>,
    /// Those whose key file should, and could not be brought up to date.
    pub behind: Vec<Behind>,
}

/// The key files that go before the data.
struct Keys {
    /// The number of the key that the destination's own lies under; 0 without one.
    number: u64,
    /// Those of other destinations, where it has none.
    elsewhere: Openers,
}

/// A destination that is registered and can be written to.
struct At {
    destination: Destination,
    folder: Folder,
}

impl Vault {
    /// Writes log, key file and a data artefact to a destination, which is registered first.
    pub fn backup(&mut self, backup: &Backup<'_>) -> Result<BackedUp> {
        self.require_may_back_up(&backup.wanted)?;
        let done = self.backup_under_lock(backup);
        self.gives_up = None;
        let released = self.release();
        let done = done?;
        released.map(|()| done)
    }

    /// Where [`Vault::backup`] would write to, and how much.
    pub fn plan_backup(&mut self, wanted: &BackupTo<'_>) -> Result<BackedUp> {
        self.require_may_back_up(wanted)?;
        self.hold_shared()?;
        let planned = self.find_destination(wanted).and_then(|found| {
            let Found { destination, .. } = found;
            self.gives_up = wanted.accept_rollback.then_some(destination.id);
            if destination.kind == Kind::Full {
                self.require_writable(&destination, &Folder::new(Path::new(&destination.path)))?;
            }
            let records = self.count_living()?;
            let elsewhere = match destination.kind {
                Kind::Full => Openers::default(),
                _ => self.find_openers()?,
            };
            let copied = Copied { records, ..Copied::default() };
            Ok(report(destination, None, copied, Keys { number: 0, elsewhere }))
        });
        self.gives_up = None;
        self.release()?;
        planned
    }

    /// Whoever gives something up is one who could restore.
    fn require_may_back_up(&self, wanted: &BackupTo<'_>) -> Result<()> {
        self.require(Capability::Backup)?;
        if wanted.accept_rollback { self.require(Capability::Administer) } else { Ok(()) }
    }

    /// How many records the directories list.
    fn count_living(&self) -> Result<u64> {
        let opener = self.opener();
        let count = |row| Ok(Bucket::load(&self.store, &opener, row)?.directory.0.len() as u64);
        self.state.buckets.iter().map(count).sum()
    }

    fn backup_under_lock(&mut self, backup: &Backup<'_>) -> Result<BackedUp> {
        self.hold_exclusive()?;
        self.recover()?;
        let found = self.find_destination(&backup.wanted)?;
        self.gives_up = backup.wanted.accept_rollback.then_some(found.destination.id);
        let before = self.state.checkpoint.seq;
        let at = self.establish(found)?;
        files::remove_leavings(at.folder.dir())?;
        let halfway = |error| Error::Halfway(Box::new(error));
        let keys = self.log_given_up(&at).and_then(|()| self.bring_up_to_date(&at));
        // What was registered, or given up, stays so: a key may lie there from now on.
        let wrote = self.state.checkpoint.seq != before;
        let keys = keys.map_err(|error| if wrote { halfway(error) } else { error })?;
        self.copy_out(at, keys, backup).map_err(halfway)
    }

    /// The data artefact, behind a key file that has the keys to it.
    fn copy_out(&mut self, at: At, mut keys: Keys, backup: &Backup<'_>) -> Result<BackedUp> {
        let pending = PendingDir::create(at.folder.dir())?;
        let mut tries = 0;
        loop {
            tries += 1;
            if tries > PATIENCE {
                break;
            }
            let seen = self.state.checkpoint.seq;
            self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
            self.refresh()?;
            let keyless = at.destination.kind != Kind::Full && keys.elsewhere.ahead.is_empty();
            if keyless || !self.written_since(seen)? {
                break;
            }
            self.hold_exclusive()?;
            self.recover()?;
            keys = self.bring_up_to_date(&at)?;
        }
        let (manifest, copied) = self.write_artefact(&at, pending.path(), backup.progress)?;
        (self.environment.reached)("backup-data");
        pending.publish(&at.folder.artefact(&manifest.artefact))?;
        (self.environment.reached)("backup-published");
        let artefact = manifest.artefact.clone();
        self.log_backup(&at, &manifest, copied)?;
        self.bring_logs(&at, &keys.elsewhere);
        (self.environment.reached)("backup-logged");
        Ok(report(at.destination, Some(artefact), copied, keys))
    }

    /// Makes the directory of a new destination, and registers it before any key lies there.
    fn establish(&mut self, found: Found) -> Result<At> {
        let Found { mut destination, new } = found;
        let folder = Folder::new(Path::new(&destination.path));
        if new && folder.key().symlink_metadata().is_ok() {
            // It left the register, or a restore did not know it: what it has may open the destroyed.
            destination.owed = self.owed_at(&folder)?;
        }
        let vault = Digest(*self.id().as_bytes());
        let Destination { id, name, kind, .. } = destination.clone();
        let about = About::new(vault, id, name, kind);
        if !new && !folder.about().is_ok_and(|there| there.as_ref() == Some(&about)) {
            // Lost or damaged: the directory was known by its key file.
            folder.describe(&about)?;
        }
        if new {
            files::create_dirs_durable(folder.dir())?;
            folder.describe(&about)?;
            (self.environment.reached)("backup-described");
            self.transact(|transaction| transaction.register_one(destination.clone()))?;
            (self.environment.reached)("backup-registered");
        } else {
            // Taken over, or accepted as storage that keeps versions.
            let now = |one: &Destination| (one.detached, one.versions);
            let all = self.destinations()?;
            if all.iter().any(|known| known.id == id && now(known) != now(&destination)) {
                // What is left to another vault stays so where this one may not write.
                if kind == Kind::Full {
                    self.require_writable(&destination, &folder)?;
                }
                self.transact(|transaction| transaction.register_one(destination.clone()))?;
            }
        }
        Ok(At { destination, folder })
    }

    /// Signs into the log what this command gives up, before it is written over.
    fn log_given_up(&mut self, at: &At) -> Result<()> {
        if self.gives_up.is_none() || at.destination.kind != Kind::Full {
            return Ok(());
        }
        let Some(only) = self.given_up_at(&at.destination, &at.folder)? else { return Ok(()) };
        if self.mutated("given-up-unlogged") {
            return Ok(());
        }
        let OnlyThere { numbers, anew, .. } = only;
        let destination = at.destination.name.clone();
        self.transact(|transaction| {
            transaction.log(Act::GaveUp { destination, numbers, anew });
            Ok(())
        })
    }

    /// Log and key file, of the destination or, where it has none, of those that have.
    fn bring_up_to_date(&mut self, at: &At) -> Result<Keys> {
        if at.destination.kind != Kind::Full {
            return Ok(Keys { number: 0, elsewhere: self.bring_openers_up_to_date()? });
        }
        let registered = self.as_owed(self.registered(at)?);
        self.note_seen(std::slice::from_ref(&registered))?;
        let contents = self.key_file_contents()?;
        let key = self.rewrite(&registered, &at.folder, &contents)?;
        let folder = at.folder.clone();
        let rewritten = Rewritten { destination: registered, folder, key };
        if !self.settle(std::slice::from_ref(&rewritten))? {
            // Nobody restores data whose state the log beside it does not know.
            self.copy_log(&rewritten.destination, &rewritten.folder)
                .map_err(|error| Error::Halfway(Box::new(error)))?;
        }
        Ok(Keys { number: key.number, elsewhere: Openers::default() })
    }

    /// The destination as the register has it now, at the place where it was found.
    fn registered(&self, at: &At) -> Result<Destination> {
        let all = self.destinations()?;
        let known = all.into_iter().find(|known| known.id == at.destination.id);
        let known = known.ok_or(Error::Unfit(Unfit::Unknown(at.destination.name.clone())))?;
        Ok(Destination { path: at.destination.path.clone(), ..known })
    }

    /// Writes data and manifest into `dir`, durable.
    fn write_artefact(
        &mut self,
        at: &At,
        dir: &Path,
        progress: &dyn Fn(u64, u64),
    ) -> Result<(Manifest, Copied)> {
        self.store.snapshot()?;
        let copied = data::write(self, &dir.join("data"), progress);
        self.store.rollback();
        let copied = copied?;
        let manifest = self.manifest(at, copied)?;
        files::write_new(&dir.join("manifest"), &manifest.sign(&self.half.signing_key)?)?;
        Ok((manifest, copied))
    }

    fn manifest(&self, at: &At, copied: Copied) -> Result<Manifest> {
        let checkpoint = &self.state.checkpoint;
        let row = self.store.last_checkpoint()?.filter(|row| row.seq == checkpoint.seq);
        let row = row.ok_or(Error::Bug("checkpoint"))?;
        let created = (self.environment.now)();
        let mut sealed = String::new();
        crate::model::hex::write(&mut sealed, row.sealed.as_bytes())
            .map_err(|_| Error::Bug("hex"))?;
        Ok(Manifest {
            format: FORMAT.to_owned(),
            vault: Digest(*self.id().as_bytes()),
            destination: at.destination.id,
            artefact: free_name(&at.folder, created)?,
            created,
            operator: self.operator.0,
            tool: self.environment.tool.to_owned(),
            seq: checkpoint.seq,
            head: checkpoint.head,
            root: checkpoint.root,
            epoch: checkpoint.epoch,
            next_record: checkpoint.next_record,
            records: copied.records,
            trail: copied.trail,
            bytes: copied.bytes,
            data: copied.hash,
            generation: row.generation,
            checkpoint: sealed,
        })
    }

    fn log_backup(&mut self, at: &At, manifest: &Manifest, copied: Copied) -> Result<()> {
        let signed = manifest.sign(&self.half.signing_key)?;
        self.hold_exclusive()?;
        self.recover()?;
        let mut destination = self.registered(at)?;
        destination.reached = (self.environment.now)();
        let name = destination.name.clone();
        self.transact(|transaction| {
            transaction.log(Act::Backup {
                destination: name,
                artefact: Some(manifest.artefact.clone()),
                records: copied.records,
                bytes: copied.bytes,
                manifest: crate::crypto::sha256(&signed),
            });
            transaction.register_one(destination)
        })
    }

    /// The entry of the backup goes where keys are: a restore there must know as much as whoever
    /// has seen it.
    fn bring_logs(&self, at: &At, elsewhere: &Openers) {
        let own = (at.destination.kind == Kind::Full).then_some((&at.destination, &at.folder));
        let others = elsewhere.ahead.iter().map(|(destination, folder)| (destination, folder));
        for (destination, folder) in own.into_iter().chain(others) {
            if self.copy_log(destination, folder).is_err() {
                (self.environment.warn_at)("warn-backup-log", &destination.name);
            }
        }
    }
}

fn report(
    destination: Destination,
    artefact: Option<String>,
    copied: Copied,
    keys: Keys,
) -> BackedUp {
    let Destination { name, kind, path, .. } = destination;
    let Copied { records, bytes, .. } = copied;
    let Keys { number: key, elsewhere } = keys;
    let opened_at = if kind == Kind::Full { vec![name.clone()] } else { elsewhere.names() };
    let behind = elsewhere.behind;
    BackedUp { destination: name, kind, path, artefact, records, bytes, key, opened_at, behind }
}

/// The name of an artefact written at `now`: its UTC time, with a number behind it where another
/// was written in the same second.
fn free_name(folder: &Folder, now: i64) -> Result<String> {
    let time = jiff::Timestamp::from_millisecond(now).map_err(|_| Error::Bug("clock"))?;
    let stamp = time.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut name = stamp.clone();
    let mut n = 1;
    while folder.artefact(&name).symlink_metadata().is_ok() {
        n += 1;
        name = format!("{stamp}-{n}");
    }
    if is_artefact(&name) { Ok(name) } else { Err(Error::Bug("clock")) }
}

#[expect(clippy::disallowed_methods, reason = "what strangers and crashes do to files")]
#[cfg(test)]
#[path = "run_tests.rs"]
pub(super) mod tests;
