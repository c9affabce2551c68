//! Settling what destinations owe: their key files rewritten, and signed for in destruction.log.
//!
//! A purge marks every destination that may still open what it destroyed. Whoever reaches one
//! rewrites its key file, and only then says so: register, line and log entry in one transaction.
//! Where storage keeps versions the older ones stay, so that a rewriting settles nothing there; that
//! is stated, as in [`super::gone`].

use super::folder::Folder;
use super::rewrite::{Contents, NewKey};
use crate::crypto;
use crate::log::destruction::{self, Event, Executor, Payload, Scrub};
use crate::log::{Act, Code, Destination, Kind};
use crate::model::Digest;
use crate::vault::destruction::moment;
use crate::vault::error::{Error, Result, Unfit};
use crate::vault::session::Vault;
use crate::vault::transaction::Transaction;

/// How a copy was put beyond reach.
const REWRITTEN: Code = Code::fixed("key-file-rewritten");

/// What became of a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// Its key file was rewritten, and that settles what it owed.
    Settled,
    /// Its key file was rewritten; it owed nothing.
    Rewritten,
    /// Its key file was rewritten, but its storage keeps the older versions.
    Versions,
    /// Somebody states that the older versions of its key file exist no more.
    VersionsGone,
    /// Somebody states that it exists no more.
    Gone,
    /// It is a vault that was set aside, which opens what was destroyed until it is deleted.
    SetAside,
    /// It could not be reached, or not written.
    Outstanding,
    /// It was reached but could not be written, and owes nothing.
    Unwritten,
    /// It could not be reached, and owes nothing.
    Unreachable,
    /// It is left to the living vault, and owes nothing.
    LeftAlone,
}

impl Scrubbed {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Rewritten => "rewritten",
            Self::Versions => "versions-kept",
            Self::VersionsGone => "versions-gone",
            Self::Gone => "gone",
            Self::SetAside => "set-aside",
            Self::Outstanding => "outstanding",
            Self::Unwritten => "unwritten",
            Self::Unreachable => "unreachable",
            Self::LeftAlone => "left-alone",
        }
    }
}

/// A destination and what became of it.
#[derive(Debug)]
pub struct ScrubbedDestination {
    /// Its registered name.
    pub name: String,
    /// What became of it.
    pub what: Scrubbed,
    /// The number of the key that its key file lies under now.
    pub key: u64,
    /// Why it could not be written, though it was reached.
    pub why: Option<Error>,
}

/// A destination whose key file was rewritten.
pub(crate) struct Rewritten {
    pub(crate) destination: Destination,
    pub(crate) folder: Folder,
    pub(crate) key: NewKey,
}

impl Vault {
    /// Rewrites the key files of destinations that owe or whose key file is lost, or of those
    /// named, whether they owe or not, and signs for it.
    pub fn scrub(&mut self, names: &[String]) -> Result<Vec<ScrubbedDestination>> {
        self.require_keeper()?;
        let done = self.hold_exclusive().and_then(|()| {
            self.recover()?;
            let wanted = self.wanted_of(names)?;
            self.scrub_these(wanted)
        });
        let released = self.release();
        let done = done?;
        released.map(|()| done)
    }

    /// What [`Vault::scrub`] would take up now, and whether it could be reached.
    pub fn plan_scrub(&mut self, names: &[String]) -> Result<Vec<ScrubbedDestination>> {
        self.require_keeper()?;
        self.hold_shared()?;
        let wanted = self.wanted_of(names);
        let planned = wanted.map(|wanted| {
            let plan = |destination: &Destination| outcome(self, destination, 0, None);
            wanted.iter().map(plan).collect()
        });
        self.release()?;
        planned
    }

    /// The names of those that owe.
    pub(crate) fn outstanding(&self) -> Result<Vec<String>> {
        let all = self.places()?.into_iter();
        Ok(all.filter(|known| known.owed.is_some()).map(|known| known.name).collect())
    }

    fn wanted_of(&mut self, names: &[String]) -> Result<Vec<Destination>> {
        if names.is_empty() {
            let mut wanted = Vec::new();
            for known in self.destinations()? {
                let known = self.as_it_lies(known);
                let owes = known.owed.is_some() || self.needs_key_file(&known);
                if owes || self.is_told_at(&known)? {
                    wanted.push(known);
                }
            }
            let weak = self.mutated("back-as-registered");
            let lies = |known| if weak { known } else { self.as_it_lies(known) };
            wanted.extend(self.back_if_told().into_iter().map(lies));
            return Ok(wanted);
        }
        let with_keys = |name: &String| {
            let found = self.meant_to_scrub(name)?;
            match found.kind {
                Kind::DataOnly => Err(Error::Unfit(Unfit::Other(found.name))),
                _ => Ok(self.as_it_lies(found)),
            }
        };
        names.iter().map(with_keys).collect()
    }

    /// Whether a destination in reach tells of a destruction of somebody who lives here: nothing is
    /// written there, and that is to be said.
    fn is_told_at(&self, known: &Destination) -> Result<bool> {
        let folder = self.reach(known).filter(|_| known.kind == Kind::Full);
        let Some(folder) = folder else { return Ok(false) };
        let told = self.told_at((known, &folder), &|numbers| self.living_of(numbers))?;
        Ok(!told.is_empty())
    }

    /// Step 6 of a purge: whatever owes and can be reached is rewritten. The destruction itself is
    /// done, so nothing that goes wrong here undoes or fails it; gives the names of those that
    /// still owe.
    pub(crate) fn scrub_owed(&mut self) -> Vec<String> {
        let scrubbed = self.wanted_of(&[]).and_then(|wanted| match wanted.as_slice() {
            [] => Ok(()),
            _ => self.scrub_these(wanted).map(|_| ()),
        });
        if scrubbed.is_err() {
            (self.environment.warn)("warn-scrub");
        }
        self.outstanding().unwrap_or_default()
    }

    /// Brings a changed header to every key file that can be reached: what opened the old one
    /// would open it there for ever. The change itself is in force, so nothing here fails it;
    /// tells whether it is in every key file.
    pub(in crate::vault) fn renew_key_files(&mut self) -> bool {
        let done = |one: &ScrubbedDestination| one.key > 0;
        let renewed = self.with_key_file().and_then(|all| {
            if all.is_empty() {
                return Ok(true);
            }
            self.require_keeper()?;
            Ok(self.scrub_these(all)?.iter().all(done))
        });
        let everywhere = renewed.unwrap_or(false);
        if !everywhere {
            (self.environment.warn)("warn-backup-header");
        }
        everywhere
    }

    /// Whether no destination has a key file, and so none an old header; warns if one has.
    pub(in crate::vault) fn key_files_need_nothing(&self) -> bool {
        let none = self.with_key_file().is_ok_and(|all| all.is_empty());
        if !none {
            (self.environment.warn)("warn-backup-header");
        }
        none
    }

    fn with_key_file(&self) -> Result<Vec<Destination>> {
        let all = self.destinations()?.into_iter();
        let with_keys = all.filter(|known| known.kind == Kind::Full && known.key > 0);
        Ok(with_keys.map(|known| self.as_it_lies(known)).collect())
    }

    /// Rewrites what can be reached, signs for all of it in one transaction.
    fn scrub_these(&mut self, wanted: Vec<Destination>) -> Result<Vec<ScrubbedDestination>> {
        let (rewritten, done) = self.rewrite_these(wanted)?;
        self.settle(&rewritten)?;
        Ok(done)
    }

    /// Rewrites the key files that can be reached; whoever calls it settles what was rewritten.
    pub(super) fn rewrite_these(
        &mut self,
        wanted: Vec<Destination>,
    ) -> Result<(Vec<Rewritten>, Vec<ScrubbedDestination>)> {
        self.note_seen(&wanted)?;
        let registered = self.destinations()?;
        let mut contents = None;
        let mut rewritten = Vec::new();
        let mut done = Vec::new();
        for destination in wanted {
            let folder = match destination.kind {
                Kind::Full => self.reach(&destination),
                Kind::DataOnly | Kind::KeptVault => None,
            };
            let Some(folder) = folder else {
                done.push(outcome(self, &destination, 0, None));
                continue;
            };
            let contents: &Contents = match &contents {
                Some(contents) => contents,
                None => contents.insert(self.key_file_contents()?),
            };
            let is_other =
                |known: &Destination| known.name == destination.name && known.id != destination.id;
            let written = if registered.iter().any(is_other) {
                Err(Error::Unfit(Unfit::NameTaken(destination.name.clone())))
            } else if self.mutated("signed-unwritten") {
                Ok(NewKey { number: destination.key + 1, destroyed: Some(destination.key) })
            } else {
                self.rewrite(&destination, &folder, contents)
            };
            match written {
                Ok(key) => {
                    done.push(outcome(self, &destination, key.number, None));
                    rewritten.push(Rewritten { destination, folder, key });
                }
                Err(why) => done.push(outcome(self, &destination, 0, Some(why))),
            }
        }
        Ok((rewritten, done))
    }

    /// Notes in register and log what was rewritten, signs the lines of those that owed, and
    /// brings them to destruction.log and to the destinations; tells whether the log as it is now
    /// is at each of these.
    pub(crate) fn settle(&mut self, rewritten: &[Rewritten]) -> Result<bool> {
        if rewritten.is_empty() {
            return Ok(true);
        }
        let (seq, now) = (self.state.checkpoint.seq, (self.environment.now)());
        let weak = self.mutated("versions-settled");
        let keeps = |known: &Destination| known.versions && !weak;
        let settles = |known: &Destination| known.owed.is_some() && !keeps(known);
        let owed = rewritten.iter().any(|one| settles(&one.destination));
        self.transact_on_ballast(|transaction| {
            let mut all = transaction.vault.destinations()?;
            for Rewritten { destination, key, .. } in rewritten {
                if settles(destination) {
                    transaction.sign_scrub(&destination.name, REWRITTEN, key.destroyed)?;
                }
                if all.iter().all(|known| known.id != destination.id) {
                    // It came back.
                    all.push(destination.clone());
                }
                let known = all.iter_mut().find(|known| known.id == destination.id);
                let known = known.ok_or(Error::Bug("destination without an entry"))?;
                let (path, key, versions) =
                    (destination.path.clone(), key.number, destination.versions);
                let (reached, owed) = (now, destination.owed.filter(|_| keeps(destination)));
                let is = Destination { copy_of: None, ..known.clone() };
                *known = Destination { path, key, seq, reached, versions, owed, ..is };
            }
            transaction.register(all);
            Ok(())
        })?;
        (self.environment.reached)("scrub-logged");
        if owed {
            self.publish_lines().map_err(|error| Error::Halfway(Box::new(error)))?;
        }
        let mut everywhere = true;
        for Rewritten { destination, folder, .. } in rewritten {
            // The key file is what counts and is there; the next run brings the rest.
            if self.copy_log(destination, folder).is_err() {
                everywhere = false;
                (self.environment.warn_at)("warn-backup-log", &destination.name);
            }
        }
        (self.environment.reached)("scrub-done");
        Ok(everywhere)
    }

    /// Appends what was signed to destruction.log, once no power cut can take it from the log.
    pub(super) fn publish_lines(&mut self) -> Result<()> {
        self.fold_wal()?;
        self.on_ballast(|vault| vault.repair_destruction_log())
    }
}

impl Transaction<'_> {
    /// Signs that a copy is beyond reach for every destruction so far, and logs the line.
    pub(super) fn sign_scrub(&mut self, name: &str, how: Code, key: Option<u64>) -> Result<()> {
        let through = self.vault.state.checkpoint.destruction_lines;
        let vault = &*self.vault;
        let executor = Executor { operator: vault.operator, role: vault.member()?.role.clone() };
        let time = moment((vault.environment.now)(), &vault.environment.zone)?;
        let destination = name.to_owned();
        let id = Digest(*vault.id().as_bytes());
        let scrub = Scrub { vault: id, destination, how, through, key, executor, time };
        let line = self.checkpoint.destruction_lines + 1;
        let payload = Payload::new(line, self.checkpoint.destruction_head, Event::Scrub(scrub));
        let text = payload.to_text();
        let key = &vault.half.signing_key;
        let signature = crypto::sshsig::sign(key, destruction::NAMESPACE, text.as_bytes());
        let line_text = destruction::line(&text, &signature);
        self.checkpoint.destruction_lines = line;
        self.checkpoint.destruction_head = crypto::sha256(line_text.as_bytes());
        self.log(Act::Scrub { line: line_text });
        Ok(())
    }
}

/// What became of a destination; `key` is 0 when its key file was not rewritten.
fn outcome(
    vault: &Vault,
    destination: &Destination,
    key: u64,
    why: Option<Error>,
) -> ScrubbedDestination {
    let planned = key == 0 && why.is_none() && vault.reach(destination).is_some();
    let what = match (key > 0 || planned && destination.kind == Kind::Full, destination.owed) {
        (true, Some(_)) if destination.versions => Scrubbed::Versions,
        (true, Some(_)) => Scrubbed::Settled,
        (true, None) => Scrubbed::Rewritten,
        (false, Some(_)) if destination.kind == Kind::KeptVault => Scrubbed::SetAside,
        (false, Some(_)) => Scrubbed::Outstanding,
        (false, None) if why.is_some() => Scrubbed::Unwritten,
        (false, None) if destination.detached => Scrubbed::LeftAlone,
        (false, None) => Scrubbed::Unreachable,
    };
    ScrubbedDestination { name: destination.name.clone(), what, key, why }
}
