//! Making a vault: everything is built in a sibling directory and renamed into place, so that a
//! crash leaves no half vault.

use super::anchor::AnchorFile;
use super::collect::Collecting;
use super::error::{Error, Result};
use super::header::{Base64, Head, Header, Slot, Unverified};
use super::keyhole::{Epoch, Keyhole};
use super::keys::KeyRing;
use super::paths::Paths;
use super::rules::InForce;
use super::session::{Environment, Vault};
use super::state::State;
use super::transaction::{first_anchor, write_ballast};
use super::unlock::{ROSTER_LABEL, verify_statement};
use crate::crypto::slot::{IdentitySlot, Owner, PassphraseSlot, RecoverySlot};
use crate::crypto::{
    self, Bundle, Cost, Generation, Key, OsRandom, Passphrase, PrivateHalf, Random, Recipients,
    RecoveryCode, VaultId,
};
use crate::files::{self, Lock};
use crate::log::{Act, Checkpoint, Code, Member, Roster, Signed, Step};
use crate::model::{Capabilities, Clearance, Digest, OperatorNumber, Sealed};
use crate::store::Store;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a new vault is to be.
pub struct NewVault {
    /// Its name.
    pub name: String,
    /// The name of its first operator, its administrator.
    pub operator: String,
    /// Opens it, if there is to be a passphrase.
    pub passphrase: Option<Passphrase>,
    /// Open it, if there is to be an identity file.
    pub recipients: Option<Recipients>,
    /// Opens it when all else is lost, if there is to be one.
    pub recovery: Option<RecoveryCode>,
}

const FIRST: OperatorNumber = OperatorNumber(1);

/// The longest name of a vault or an operator, in characters.
const LONGEST_NAME: usize = 64;

/// A vault that is complete but has not its name yet. Dropped unpublished, it disappears.
pub struct Prepared {
    vault: VaultId,
    building: PathBuf,
    target: PathBuf,
    anchor: PathBuf,
    /// Directories above it that were made for it, the innermost first.
    above: Vec<PathBuf>,
    published: bool,
}

impl Prepared {
    /// The id it will have.
    pub fn id(&self) -> VaultId {
        self.vault
    }

    /// Where it will lie.
    pub fn dir(&self) -> &Path {
        &self.target
    }

    /// Gives it its place: from here on it is a vault.
    pub fn publish(mut self) -> Result<VaultId> {
        match files::rename_new(&self.building, &self.target) {
            Ok(()) => {
                self.published = true;
                Ok(self.vault)
            }
            Err(error) if error.source.kind() == ErrorKind::DirectoryNotEmpty => {
                Err(Error::Exists(self.target.clone()))
            }
            Err(error) => {
                if self.building.exists() {
                    return Err(error.into());
                }
                // It has its name, but nobody can say for how long: it goes under that name.
                self.building.clone_from(&self.target);
                match std::fs::remove_dir_all(&self.target) {
                    Ok(()) => Err(error.into()),
                    Err(_) => Err(Error::Uncertain(Box::new(error.into()))),
                }
            }
        }
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.published {
            // It holds nothing but fresh keys, and a failure here leaves nothing to be done.
            drop(std::fs::remove_dir_all(&self.building));
            drop(files::remove(&self.anchor));
            self.above.iter().for_each(|dir| drop(std::fs::remove_dir(dir)));
        }
    }
}

/// Where a vault called `dir` would lie; refused when something lies there.
pub fn vacant(dir: &Path) -> Result<PathBuf> {
    let target = Paths::new(dir)
        .map_err(|source| Error::from(files::FileError { path: dir.to_path_buf(), source }))?;
    let dir = target.dir().to_path_buf();
    match dir.symlink_metadata() {
        Ok(_) if target.header().exists() => Err(Error::Exists(dir)),
        Ok(_) => Err(Error::Taken(dir)),
        Err(_) => Ok(dir),
    }
}

/// Refuses what is no name for a vault or an operator: names stand in every listing and in
/// certificates.
pub fn check_name(name: &str) -> Result<()> {
    let shown = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if shown && name.chars().count() <= LONGEST_NAME { Ok(()) } else { Err(Error::BadName) }
}

/// A new recovery code.
pub fn recovery_code(random: OsRandom) -> Result<RecoveryCode> {
    Ok(RecoveryCode::generate(&mut Random::new(random)?)?)
}

/// Builds a vault beside `dir`, which must not exist; it is there once it is published.
pub fn prepare(dir: &Path, new: &NewVault, environment: Environment) -> Result<Prepared> {
    let target = vacant(dir)?;
    super::surroundings::require_local(&target, environment.storage.as_deref())?;
    check_name(&new.name)?;
    check_name(&new.operator)?;
    let parent = files::parent(&target);
    let absent = parent.ancestors().take_while(|dir| !dir.exists());
    let above = absent.map(Path::to_path_buf).collect();
    files::create_dirs(parent)?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".new-{}", std::process::id()));
    let building = parent.join(name);
    files::create_dir(&building)?;
    let mut random = Random::new(environment.random)?;
    let half = PrivateHalf::generate(None, &mut random)?;
    let vault = half.vault();
    let anchor = environment.anchors.join(vault.to_string());
    let prepared = Prepared { vault, building, target, anchor, above, published: false };
    build(&prepared.building, half, new, environment)?;
    files::sync_dir(&prepared.building)?;
    Ok(prepared)
}

fn build(dir: &Path, half: PrivateHalf, new: &NewVault, environment: Environment) -> Result<()> {
    let paths = Paths::new(dir)
        .map_err(|source| Error::from(files::FileError { path: dir.to_path_buf(), source }))?;
    let mut random = Random::new(environment.random)?;
    let vault = half.vault();
    let keys = Generation::generate(1, &mut random)?;
    let now = (environment.now)();
    let (signed, roster) = first_statement(&half, &new.operator, now)?;
    let slots = slots(&half, &keys, new, &mut random)?;
    let head = Head::new(half.genesis, new.name.clone(), now);
    let header = Header { head, roster: vec![signed.clone()], slots };
    let ring = KeyRing::new(vault, &keys, &[]);
    let (bytes, header_hash) = header.encode(&ring.header_mac_key())?;
    files::write_new(&paths.header(), &bytes)?;
    let epoch = Epoch { number: 1, key: Key::generate(&mut random)? };
    Keyhole::create(&paths.keyhole(), &epoch)?;
    let (text, lines) = super::destruction::first_lines(&half, &roster, now, &environment.zone)?;
    files::write_new(&paths.destruction_log(), text.as_bytes())?;
    write_ballast(&paths.ballast())?;
    let checkpoint = Checkpoint {
        seq: 0,
        head: Digest(*vault.as_bytes()),
        root: super::state::root(&[]),
        buckets: 0,
        epoch: 1,
        epoch_hash: epoch.hash(),
        generation: 1,
        next_record: 1,
        pending: 0,
        roster: roster.head(),
        header: header_hash,
        header_next: None,
        policy: Digest::default(),
        destruction_lines: lines.0,
        destruction_head: lines.1,
        time: now,
        operator: FIRST,
        destinations: 0,
        suppressed: 0,
        policy_seq: 0,
        notices: 0,
        requests: 0,
        recipients: 0,
        shares: 0,
        share_numbers: 0,
    };
    let wrap = ring.wrap_key(&epoch);
    let InForce { policy, hash: policy_hash } = InForce::builtin();
    // SQLite gives its other files the mode that this one has.
    drop(files::create_new(&paths.records())?);
    let mut vault_session = Vault {
        store: Store::create(&paths.records())?,
        lock: Lock::open(&paths.lock())?,
        header: Unverified::read(&bytes)?,
        roster,
        ring,
        half,
        operator: FIRST,
        policy,
        policy_hash,
        anchor: AnchorFile::main(&environment.anchors, vault, paths.dir()),
        random,
        state: State { checkpoint, wrap, buckets: Vec::new() },
        ballast_spent: false,
        gives_up: None,
        decision: None,
        assessment: None,
        collecting: Collecting::default(),
        paths,
        environment,
    };
    vault_session.transact(|transaction| {
        transaction.log(Act::Init {});
        transaction.log(Act::Roster { signed, line: None });
        Ok(())
    })?;
    vault_session.store.fold_wal()?;
    first_anchor(&vault_session.anchor, &vault_session.state.checkpoint)
}

/// The statement by which the genesis key makes its holder operator 1.
fn first_statement(half: &PrivateHalf, name: &str, now: i64) -> Result<(Signed, Roster)> {
    let mut roster = Roster::start(&half.genesis.to_string());
    let member = Member {
        operator: FIRST,
        name: name.to_owned(),
        role: Code::fixed("administrator"),
        clearance: Clearance::FULL,
        capabilities: Capabilities::all(),
        signing_key: half.signing_key.verifying_key().to_string(),
        recipient: half.box_key.recipient().to_string(),
    };
    let statement = roster.next(FIRST, now, Step::Add(member)).to_text();
    let signature = half.signing_key.sign(ROSTER_LABEL, statement.as_bytes()).to_string();
    let signed = Signed { statement, signature };
    roster.take(&signed, crypto::sha256, verify_statement).map_err(|_| Error::BadName)?;
    Ok((signed, roster))
}

fn slots(
    half: &PrivateHalf,
    keys: &Generation,
    new: &NewVault,
    random: &mut Random,
) -> Result<Vec<Slot>> {
    let vault = half.vault();
    let current = keys.for_clearance(Clearance::FULL);
    let bundle = Bundle { vault, current, older: Vec::new() };
    let boxed = bundle.seal(&half.box_key.recipient()).map_err(|_| Error::Bug("bundle"))?;
    let operator = FIRST.0;
    let mut slots = vec![Slot::Bundle { operator, sealed: (&boxed).into() }];
    if let Some(passphrase) = &new.passphrase {
        slots.push(passphrase_slot(half, FIRST, passphrase, random)?);
    }
    if let Some(recipients) = &new.recipients {
        slots.push(identity_slot(half, FIRST, recipients)?);
    }
    if let Some(code) = &new.recovery {
        let owner = Owner { vault, operator: FIRST };
        let slot = RecoverySlot::seal(half, owner, code, random)
            .map_err(|_| Error::Bug("recovery slot"))?;
        let RecoverySlot { salt, sealed } = slot;
        slots.push(Slot::Recovery {
            operator,
            salt: Base64(salt.to_vec()),
            sealed: (&sealed).into(),
        });
    }
    Ok(slots)
}

/// A slot that an identity file opens.
pub(crate) fn identity_slot(
    half: &PrivateHalf,
    operator: OperatorNumber,
    recipients: &Recipients,
) -> Result<Slot> {
    let slot = IdentitySlot::seal(half, recipients).map_err(|_| Error::NotAnIdentity)?;
    Ok(Slot::Identity { operator: operator.0, sealed: (&slot.sealed).into() })
}

/// A slot that a passphrase opens, at the default cost.
pub(crate) fn passphrase_slot(
    half: &PrivateHalf,
    operator: OperatorNumber,
    passphrase: &Passphrase,
    random: &mut Random,
) -> Result<Slot> {
    let owner = Owner { vault: half.vault(), operator };
    let slot = PassphraseSlot::seal(half, owner, passphrase, Cost::DEFAULT, random)
        .map_err(|_| Error::Bug("passphrase slot"))?;
    let PassphraseSlot { cost, salt, sealed } = slot;
    let sealed: &Sealed = &sealed;
    Ok(Slot::Passphrase {
        operator: operator.0,
        memory_kib: cost.memory_kib,
        time: cost.time,
        lanes: cost.lanes,
        salt: Base64(salt.to_vec()),
        sealed: sealed.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::sample::Sample;

    fn new(name: &str) -> NewVault {
        NewVault {
            name: name.to_owned(),
            operator: "wang".to_owned(),
            passphrase: None,
            recipients: None,
            recovery: None,
        }
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(dir).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_vault_that_is_not_published_leaves_nothing() {
        let sample = Sample::new();
        let dir = sample.home.path().join("a/b/other");
        let prepared = prepare(&dir, &new("other"), sample.environment()).unwrap();
        assert_eq!((prepared.dir(), dir.exists()), (dir.as_path(), false));
        assert_eq!(names(&sample.home.path().join("state")).len(), 2);
        drop(prepared);
        assert!(!sample.home.path().join("a").exists());
        assert_eq!(names(&sample.home.path().join("state")).len(), 1, "its anchor is gone");
    }

    #[test]
    fn of_two_who_make_the_same_vault_one_is_told() {
        let sample = Sample::new();
        let dir = sample.home.path().join("other");
        let first = prepare(&dir, &new("first"), sample.environment()).unwrap();
        let moved = sample.home.path().join("elsewhere");
        // As if another process built it: two in this one have the same name beside it.
        std::fs::rename(&first.building, &moved).unwrap();
        let second = prepare(&dir, &new("second"), sample.environment()).unwrap();
        second.publish().unwrap();
        std::fs::rename(&moved, &first.building).unwrap();
        assert!(matches!(first.publish(), Err(Error::Exists(path)) if path == dir));
        assert_eq!(Vault::summary(&dir).unwrap().name, "second");
    }

    #[test]
    fn names_are_short_and_visible() {
        for name in ["", "  ", "a\nb", &"长".repeat(65)] {
            assert!(matches!(check_name(name), Err(Error::BadName)), "{name:?}");
        }
        assert!(check_name(&"长".repeat(64)).is_ok());
    }
}
