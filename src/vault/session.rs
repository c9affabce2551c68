//! An open vault: unlocked with a credential, its state proved, its lock in hand.

use super::anchor::AnchorFile;
use super::bucket::Opener;
use super::collect::Collecting;
use super::error::{Error, Place, Result};
use super::header::Unverified;
use super::keys::KeyRing;
use super::paths::Paths;
use super::rules::InForce;
use super::state::State;
use super::unlock::{self, Credential, Unlocked};
use super::watch::Noticed;
use crate::crypto::{OsRandom, PrivateHalf, Random, VaultId};
use crate::files::{self, Held, Lock};
use crate::log::{Decided, Member, Roster};
use crate::model::{Capability, Clearance, Digest, Level, OperatorNumber, Reference};
use crate::policy::Policy;
use crate::store::Store;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Told the id of a message, and the name that it is about.
pub(crate) type WarnAt = Box<dyn Fn(&'static str, &str)>;

/// What a vault needs from its host.
pub struct Environment {
    /// Milliseconds since 1970 UTC.
    pub now: Box<dyn Fn() -> i64>,
    /// The operating system's randomness.
    pub random: OsRandom,
    /// The zone of dates that people see.
    pub zone: TimeZone,
    /// Where this user's anchors lie.
    pub anchors: PathBuf,
    /// How long to wait for the lock.
    pub wait: Duration,
    /// Told once, after a second of waiting, what the holder of the lock says of itself.
    pub waiting: Box<dyn Fn(&str)>,
    /// What this process writes into the lock: its verb and number.
    pub process: String,
    /// Told the name of each step of a dangerous protocol, when it is reached; a test stops there.
    pub reached: Box<dyn Fn(&'static str)>,
    /// Whether a test wants the program to have this weakness, and see it caught.
    pub mutant: Box<dyn Fn(&'static str) -> bool>,
    /// What this machine is known by; none where nothing tells.
    pub machine: Option<String>,
    /// Told what is out of the ordinary, before it is shown all the same.
    pub noticed: Box<dyn Fn(&Noticed)>,
    /// Told what went wrong without stopping anything, as the id of a message.
    pub warn: Box<dyn Fn(&'static str)>,
    /// Told the same of a destination, with its name.
    pub warn_at: WarnAt,
    /// The file system that a test wants the vault to lie on; none looks.
    pub storage: Option<String>,
    /// The socket that takes lines for the machine's log; none is told nothing.
    pub syslog: Option<PathBuf>,
    /// Name and version of this program, for certificates.
    pub tool: &'static str,
}

/// An open vault. Its state is the one it was opened with until a use case takes the lock.
pub struct Vault {
    pub(crate) paths: Paths,
    pub(crate) environment: Environment,
    pub(crate) lock: Lock,
    pub(crate) store: Store,
    pub(crate) header: Unverified,
    pub(crate) roster: Roster,
    pub(crate) ring: KeyRing,
    pub(crate) half: PrivateHalf,
    pub(crate) operator: OperatorNumber,
    /// The policy in force, from the first proof of the state on.
    pub(crate) policy: &'static Policy,
    pub(crate) policy_hash: Digest,
    pub(crate) random: Random,
    pub(crate) anchor: AnchorFile,
    pub(crate) state: State,
    /// What this operator decided on somebody else's proposal, while it is carried out.
    pub(crate) decision: Option<Decided>,
    /// The number of the impact assessment that was named for what is shown.
    pub(crate) assessment: Option<Reference>,
    /// On which terms this command collects.
    pub(crate) collecting: Collecting,
    /// Whether this command took the room of the ballast, and leaves it to the next to put it back.
    pub(crate) ballast_spent: bool,
    /// The destination of which this command gives up what only it has.
    pub(crate) gives_up: Option<Digest>,
}

/// A header is small; a larger file is none.
const HEADER_LIMIT: u64 = 16 << 20;

/// What can be said of a vault without a credential.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The vault's name.
    pub name: String,
    /// Its id.
    pub id: VaultId,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether an identity file opens it.
    pub identity: bool,
}

impl Summary {
    /// What a header says to anybody.
    pub(crate) fn of(header: &Unverified) -> Self {
        Self {
            name: header.header.head.name.clone(),
            id: header.vault,
            passphrase: unlock::has_passphrase(&header.header),
            identity: unlock::has_identity(&header.header),
        }
    }
}

impl Vault {
    /// Reads what the header says to anybody.
    pub fn summary(dir: &Path) -> Result<Summary> {
        Ok(Summary::of(&read_header(&absolute(dir)?)?))
    }

    /// Opens the vault in `dir`: header, slots, roster, then, under the shared lock, anchor,
    /// keyhole and the newest checkpoint.
    pub fn open(dir: &Path, credential: &Credential, environment: Environment) -> Result<Self> {
        let mut vault = Self::unlocked(dir, credential, environment)?;
        vault.refresh()?;
        // Whoever opened it may now read standard input, or ask a person: a vault must not be
        // locked meanwhile, least of all for the command at the other end of the pipe.
        vault.release()?;
        Ok(vault)
    }

    /// As [`Vault::open`], but the state is not proved yet and the lock is held, shared: for who
    /// wants to name everything that is wrong, not the first thing.
    pub(crate) fn unlocked(
        dir: &Path,
        credential: &Credential,
        environment: Environment,
    ) -> Result<Self> {
        let paths = absolute(dir)?;
        let header = read_header(&paths)?;
        // The key derivation takes half a second: nobody is kept waiting for it.
        let unlocked = unlock::unlock(&header, credential)?;
        let mut lock = Lock::open(&paths.lock())?;
        lock.shared(environment.wait, &*environment.waiting)?;
        let (header, unlocked) = reread(&paths, header, unlocked)?;
        let Unlocked { half, ring, operator, roster } = unlocked;
        let anchor = AnchorFile::of(&environment.anchors, header.vault, paths.dir());
        let InForce { policy, hash: policy_hash } = InForce::builtin();
        let mut store = open_store(&paths)?;
        super::mutant::weaken(&mut store, &environment)?;
        Ok(Self {
            store,
            lock,
            header,
            roster,
            ring,
            half,
            operator,
            policy,
            policy_hash,
            random: Random::new(environment.random)?,
            anchor,
            state: State::nothing(),
            ballast_spent: false,
            gives_up: None,
            decision: None,
            assessment: None,
            collecting: Collecting::default(),
            paths,
            environment,
        })
    }

    /// Reads the state again: others may have written since.
    pub(crate) fn refresh(&mut self) -> Result<()> {
        self.store.rollback();
        let now = read_header(&self.paths)?;
        if now.hash != self.header.hash {
            // Another slot, another operator, other keys: what is ours of it, the private half
            // opens without the credential.
            (self.ring, self.roster) = unlock::enter(&now, self.operator, &self.half)?;
            self.header = now;
        }
        self.store.snapshot()?;
        let state = self.load_state().and_then(|state| {
            self.keep_policy(&state.checkpoint)?;
            Ok(state)
        });
        self.store.rollback();
        self.state = state?;
        Ok(())
    }

    /// Takes the lock shared, and with it a fresh state.
    pub(crate) fn hold_shared(&mut self) -> Result<()> {
        if self.lock.held() == Held::Shared {
            return Ok(());
        }
        self.lock.shared(self.environment.wait, &*self.environment.waiting)?;
        self.refresh()
    }

    /// Takes the lock alone, and with it a fresh state.
    pub(crate) fn hold_exclusive(&mut self) -> Result<()> {
        self.store.rollback();
        let Environment { process, wait, waiting, .. } = &self.environment;
        self.lock.exclusive(process, *wait, &**waiting)?;
        self.refresh()
    }

    /// Lets go of the lock, as whoever asks a person something has to.
    pub fn release(&mut self) -> Result<()> {
        self.store.rollback();
        Ok(self.lock.release()?)
    }

    /// What sealing and opening need at this moment.
    pub(crate) fn opener(&self) -> Opener<'_> {
        let State { checkpoint, wrap, .. } = &self.state;
        Opener::new(&self.ring, wrap, checkpoint.epoch, self.policy)
    }

    /// The policy in force.
    pub fn policy(&self) -> &'static Policy {
        self.policy
    }

    /// The vault's id, whose digits are its fingerprint.
    pub fn id(&self) -> VaultId {
        self.header.vault
    }

    /// The vault's name.
    pub fn name(&self) -> &str {
        &self.header.header.head.name
    }

    /// The directory of the vault.
    pub fn dir(&self) -> &Path {
        self.paths.dir()
    }

    /// Who works.
    pub fn operator(&self) -> OperatorNumber {
        self.operator
    }

    /// The name of who works.
    pub fn operator_name(&self) -> Result<&str> {
        Ok(&self.member()?.name)
    }

    /// What the roster says of who works.
    pub(crate) fn member(&self) -> Result<&Member> {
        self.roster.get(self.operator).ok_or(Error::Bug("operator without a member"))
    }

    /// How much the keys of this operator open.
    pub fn clearance(&self) -> Clearance {
        self.ring.clearance
    }

    /// Refuses unless this operator may do that.
    pub fn require(&self, capability: Capability) -> Result<()> {
        self.require_one_of(&[capability])
    }

    /// Refuses unless this operator may do one of these; without any, everybody may.
    pub fn require_one_of(&self, capabilities: &[Capability]) -> Result<()> {
        let able = self.member()?.capabilities;
        match capabilities.first() {
            Some(first) if !capabilities.iter().any(|one| able.has(*one)) => {
                if self.mutated("all-is-allowed") { Ok(()) } else { Err(Error::Capability(*first)) }
            }
            _ => Ok(()),
        }
    }

    /// Refuses unless the keys of this operator open `level`.
    pub fn require_level(&self, level: Level, field: Option<&str>) -> Result<()> {
        if self.ring.clearance.opens(level) {
            return Ok(());
        }
        Err(Error::Clearance { needed: level, field: field.map(ToOwned::to_owned) })
    }

    /// When a day begins where the user is, in milliseconds since 1970 UTC.
    pub fn begin_of(&self, day: Date) -> Option<i64> {
        let zoned = day.to_zoned(self.environment.zone.clone()).ok()?;
        Some(zoned.timestamp().as_millisecond())
    }

    /// Today's date where the user is.
    pub fn today(&self) -> Result<Date> {
        self.day_at((self.environment.now)()).ok_or(Error::Bug("clock"))
    }

    /// The day at a time in milliseconds since 1970 UTC, where the operator is.
    pub fn day_at(&self, millis: i64) -> Option<Date> {
        crate::model::date::day_at(millis, &self.environment.zone)
    }
}

pub(crate) fn absolute(dir: &Path) -> Result<Paths> {
    let source = match Paths::new(dir) {
        Ok(paths) => return Ok(paths),
        Err(source) => source,
    };
    Err(files::FileError { path: dir.to_path_buf(), source }.into())
}

pub(crate) fn read_header(paths: &Paths) -> Result<Unverified> {
    match files::read_if_there(&paths.header(), HEADER_LIMIT) {
        Ok(Some(bytes)) => Unverified::read(&bytes),
        Ok(None) => Err(Error::NoVault(paths.dir().to_path_buf())),
        Err(error) if error.source.kind() == std::io::ErrorKind::NotADirectory => {
            Err(Error::NoVault(paths.dir().to_path_buf()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The header may have been replaced while the key derivation ran.
fn reread(paths: &Paths, before: Unverified, unlocked: Unlocked) -> Result<(Unverified, Unlocked)> {
    let now = read_header(paths)?;
    if now.hash == before.hash {
        return Ok((before, unlocked));
    }
    let (ring, roster) = unlock::enter(&now, unlocked.operator, &unlocked.half)?;
    Ok((now, Unlocked { ring, roster, ..unlocked }))
}

/// A directory with a header and without a database is damaged, not empty.
fn open_store(paths: &Paths) -> Result<Store> {
    let path = paths.records();
    Store::open(&path).map_err(|error| match path.symlink_metadata() {
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => {
            Error::damaged(Place::new("records.db", "damage-missing"))
        }
        _ => error.into(),
    })
}
