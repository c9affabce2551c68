//! Vaults for the tests of this module.

use super::{Credential, Environment, NewOperator, NewVault, Opens, Vault, prepare};
use crate::crypto::{IdentityFile, NoCallbacks, RandomError};
use crate::log::{Code, Numbers, Reason};
use crate::model::{Capability, Clearance, Fields, Level, Part, Selector};
use crate::policy::Policy;
use crate::transfer::RowsOptions;
use crate::vault::{Import, OnConflict, Order, Request};
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// 2026-03-01 08:00 in Shanghai.
const NOW: i64 = 1_772_323_200_000;

/// A vault in a temporary directory that an identity opens.
pub(crate) struct Sample {
    pub(crate) home: tempfile::TempDir,
    identity: String,
}

pub(crate) fn os_random(bytes: &mut [u8]) -> Result<(), RandomError> {
    getrandom::fill(bytes).map_err(|_| RandomError)
}

/// An import without any option, of which nobody asks for words.
pub(crate) fn plain_import() -> Import<'static> {
    Import {
        source: None,
        channel: None,
        map: None,
        read: RowsOptions::default(),
        on_conflict: OnConflict::Fail,
        skip_errors: false,
        dry_run: false,
        rejects: None,
        results: None,
        keys: &[],
        as_of: None,
        consents: None,
        commit_every: None,
        word: &|_| Default::default(),
        progress: &|_| {},
        committed: &|_, _, _| {},
    }
}

impl Sample {
    /// An empty vault.
    pub(crate) fn new() -> Self {
        Self::in_home(tempfile::tempdir().unwrap())
    }

    /// An empty vault, all its files below `home`.
    pub(crate) fn in_home(home: tempfile::TempDir) -> Self {
        let identity = IdentityFile::generate("2026-03-01T00:00:00Z").to_string();
        let recipients = IdentityFile::parse(&identity).unwrap().recipients(&NoCallbacks).unwrap();
        let sample = Self { home, identity };
        let new = NewVault {
            name: "东方贸易".to_owned(),
            operator: "wang".to_owned(),
            passphrase: None,
            recipients: Some(recipients),
            recovery: None,
        };
        prepare(&sample.dir(), &new, sample.environment()).unwrap().publish().unwrap();
        sample
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("vault")
    }

    pub(crate) fn environment(&self) -> Environment {
        Environment {
            now: Box::new(|| NOW),
            random: os_random,
            zone: TimeZone::fixed(jiff::tz::offset(8)),
            anchors: self.home.path().join("state"),
            wait: Duration::from_secs(5),
            waiting: Box::new(|_| {}),
            process: "test".to_owned(),
            reached: Box::new(|_| {}),
            mutant: Box::new(|_| false),
            warn: Box::new(|_| {}),
            warn_at: Box::new(|_, _| {}),
            storage: None,
            machine: None,
            noticed: Box::new(|_| {}),
            syslog: None,
            tool: "kedang 0.0.0",
        }
    }

    pub(crate) fn credential(&self) -> Credential {
        Credential::Identity(IdentityFile::parse(&self.identity).unwrap())
    }

    /// Adds an operator with an identity of its own, which is given.
    pub(crate) fn operator(
        &self,
        role: &'static str,
        clearance: u8,
        capabilities: &[Capability],
    ) -> String {
        let identity = IdentityFile::generate("2026-03-01T00:00:00Z").to_string();
        let recipients = IdentityFile::parse(&identity).unwrap().recipients(&NoCallbacks).unwrap();
        let new = NewOperator {
            name: format!("{role} {}", self.open().operators(true).len()),
            role: Code::fixed(role),
            clearance: Clearance::new(clearance).unwrap(),
            capabilities: capabilities.iter().copied().collect(),
        };
        self.open().add_operator(&new, &Opens::Recipients(recipients)).unwrap();
        identity
    }

    /// Opens the vault with the text of an identity file.
    pub(crate) fn open_as(&self, identity: &str) -> super::Result<Vault> {
        let credential = Credential::Identity(IdentityFile::parse(identity).unwrap());
        Vault::open(&self.dir(), &credential, self.environment())
    }

    pub(crate) fn try_open_at(&self, dir: &Path) -> super::Result<Vault> {
        Vault::open(dir, &self.credential(), self.environment())
    }

    pub(crate) fn open(&self) -> Vault {
        self.try_open_at(&self.dir()).unwrap()
    }

    /// Adds a synthetic customer for each `(name, phone, id number)`.
    pub(crate) fn add(&self, people: &[(&str, &str, &str)]) -> Numbers {
        let records = people.iter().map(|(name, phone, id)| person(name, phone, id)).collect();
        self.open().change(|transaction| transaction.add("add", records)).unwrap()
    }
}

/// The normalised fields of a synthetic customer; an empty text leaves the field out.
pub(crate) fn person(name: &str, phone: &str, id_number: &str) -> Fields {
    let policy = Policy::builtin();
    let known = policy.known();
    let entered = [(known.name, name), (known.phone, phone), (known.id_number, id_number)];
    entered
        .into_iter()
        .flat_map(|(field, text)| {
            policy.normalise(field, text).unwrap().into_iter().map(move |value| (field, value))
        })
        .collect()
}

/// The selector that `text` spells.
pub(crate) fn selector(text: &str) -> Selector {
    let today = crate::model::date::day(2026, 3, 1).unwrap();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    Selector::parse(&tokens, Policy::builtin(), today).unwrap()
}

/// The numbers of the records that a look by `text` shows with levels 2 and 3.
pub(crate) fn shown(vault: &mut Vault, text: &str) -> super::Result<Vec<u64>> {
    let selector = selector(text);
    let request = Request {
        verb: "show",
        selector: &selector,
        parts: vec![Part::Operational, Part::Level(Level::Two), Part::Level(Level::Three)],
        levels: vec![Level::Two, Level::Three],
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let mut shown = Vec::new();
    vault.disclose(&request, &mut |record| {
        shown.push(record.number.get());
        Ok(())
    })?;
    Ok(shown)
}

/// An order to destroy what `text` selects.
pub(crate) fn order(numbers: Numbers) -> Order {
    let basis = "REQ-7".parse().unwrap();
    Order { numbers, reason: Reason::Request, basis, scope: None, suppress: false }
}

/// Copies a directory with everything in it.
pub(crate) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
