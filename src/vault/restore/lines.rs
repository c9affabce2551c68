//! Copies of destruction.log: each believed once it verifies by itself, from its first line on.

use crate::crypto;
use crate::files;
use crate::log::destruction::{self, Change, Event};
use crate::log::{Numbers, Scope};
use crate::model::{Digest, RecordNumber};
use crate::policy::Policy;
use crate::vault::anew::Restores;
use crate::vault::error::{Error, Place, Result};
use crate::vault::examine::verify_line;
use crate::vault::revived::Undoings;
use crate::vault::session::Vault;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// destruction.log is read into memory; a hundred thousand purges are 200 MB.
const LIMIT: u64 = 1 << 30;

/// A copy of destruction.log that verifies.
pub(crate) struct Lines {
    /// Where it lay.
    pub(crate) path: PathBuf,
    texts: Vec<String>,
    /// The hash of each line.
    hashes: Vec<Digest>,
    told: Vec<Told>,
    /// The lines that say that an operator may not sign any more: the hash, and the key in OpenSSH
    /// text.
    removed: Vec<(Digest, String)>,
    /// Whether it breaks off in a line.
    unfinished: bool,
}

/// What a line says was destroyed.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// The line, from 1.
    pub(crate) line: u64,
    /// The epoch whose key was destroyed.
    pub(crate) epoch: u64,
    /// The records.
    pub(crate) numbers: Numbers,
    /// Those whose numbers are others' here.
    others: Numbers,
    /// Whether they are gone, not a part of them only.
    pub(crate) whole: bool,
    /// Whether the persons are not to be entered again.
    suppressed: bool,
    /// What of them, then.
    scope: Option<Scope>,
}

/// Of copies that tell what a restore gave up, leaves out whose numbers are others' here, and what was
/// erased again since; `known` are the lines of the log in `vault`.
pub(super) fn leave_out_settled(
    vault: &Vault,
    all: &mut [Lines],
    known: &BTreeSet<Digest>,
) -> Result<()> {
    if all.iter().any(|lines| lines.beyond(known).next().is_some()) {
        let restores = Restores::of(vault)?;
        for lines in all.iter_mut() {
            let shared = lines.shared(known);
            // A log that goes on from ours has seen what ours has: so far each of its own lines has not.
            let Some(epoch) = lines.beyond(known).next().map(|told| told.epoch) else { continue };
            for told in lines.told.iter_mut().filter(|told| told.line > shared) {
                let same = restores.same(&told.numbers, (epoch, None));
                told.others = told.numbers.difference(&same);
                told.numbers = same;
            }
        }
    }
    if all.iter().any(|lines| lines.beyond(known).any(|told| !told.whole)) {
        let undoings = vault.undoings()?;
        for lines in all {
            lines.leave_out_erased(vault.policy, &undoings, known);
        }
    }
    Ok(())
}

impl Lines {
    /// The copy at `path`; nothing when there is none. A last line that was never finished is left
    /// out.
    pub(crate) fn read(path: &Path, vault: Digest) -> Result<Option<Self>> {
        let Some(bytes) = files::read_if_there(path, LIMIT)? else { return Ok(None) };
        Self::parse(path, &bytes, vault).map(Some)
    }

    /// The copy that somebody names: it may come out of a pipe.
    pub(crate) fn given(path: &Path, vault: Digest) -> Result<Self> {
        Self::parse(path, &files::read_limited(path, LIMIT)?, vault)
    }

    /// The copy that `bytes` hold. A last line that only lacks its line end is believed like the
    /// others.
    pub(crate) fn parse(path: &Path, bytes: &[u8], vault: Digest) -> Result<Self> {
        if bytes.last().is_some_and(|last| *last != b'\n') {
            let whole = [bytes, b"\n"].concat();
            if let Ok(lines) = Self::parse(path, &whole, vault) {
                return Ok(lines);
            }
        }
        let damaged = |what, line| Error::Damaged {
            place: Place::new("destruction.log", what).at(line),
            path: Some(path.to_path_buf()),
        };
        let (mut texts, mut hashes, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let mut removed = Vec::new();
        let each = |line: &destruction::Line, text: &str| {
            texts.push(text.to_owned());
            let hash = crypto::sha256(text.as_bytes());
            hashes.push(hash);
            if let Event::Roster(change) = &line.payload.event
                && change.act == Change::Remove
            {
                removed.push((hash, change.key.clone()));
            }
            if let Event::Destruction(done) = &line.payload.event {
                told.push(Told {
                    line: line.payload.line,
                    epoch: done.key.epoch,
                    numbers: done.numbers.clone(),
                    others: Numbers::new(),
                    whole: done.scope.is_none(),
                    suppressed: done.suppressed,
                    scope: done.scope.clone(),
                });
            }
        };
        let read = destruction::verify(bytes, crypto::sha256, verify_line, each);
        let report = files::at(path, read)?;
        if let Some(finding) = report.findings.first() {
            return Err(damaged("damage-line-unsigned", finding.line));
        }
        match report.genesis {
            Some(genesis) if genesis.vault == vault => {}
            Some(_) => return Err(damaged("damage-other-vault", 1)),
            None => return Err(damaged("damage-line-unsigned", 1)),
        }
        let unfinished = report.unfinished;
        Ok(Self { path: path.to_path_buf(), texts, hashes, told, removed, unfinished })
    }

    /// Refuses a copy that breaks off in a line: nobody knows whom that names.
    pub(super) fn require_finished(self) -> Result<Self> {
        if self.unfinished {
            let place = Place::new("destruction.log", "damage-line-unfinished");
            let place = place.at(self.count() + 1);
            return Err(Error::Damaged { place, path: Some(self.path) });
        }
        Ok(self)
    }

    /// Whether it breaks off in a line that none of the others has, by the lines that the log knows:
    /// it may tell of a destruction of which nobody else does.
    pub(super) fn ends_unheard(&self, others: &[Self], logged: &[Digest]) -> bool {
        let Some(last) = self.hashes.last().filter(|_| self.unfinished) else { return false };
        // The log does not have the first line.
        let behind = logged.iter().position(|hash| hash == last).map_or(0, |at| at + 1);
        let known = behind > 0 || self.count() == 1;
        let by_log = known && logged.len() > behind;
        !by_log
            && !others.iter().any(|o| o.ends_with(self.count(), *last) && o.count() > self.count())
    }

    /// Whether it breaks off in a line.
    pub(crate) const fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> u64 {
        self.texts.len() as u64
    }

    /// The hash of every line.
    pub(crate) fn hashes(&self) -> BTreeSet<Digest> {
        self.hashes.iter().copied().collect()
    }

    /// Whether its line `last` has this hash; the chain binds those before it.
    pub(crate) fn ends_with(&self, last: u64, hash: Digest) -> bool {
        self.hash(last) == Some(&hash)
    }

    /// Whether its line of this number is among `known`.
    pub(crate) fn shares(&self, line: u64, known: &BTreeSet<Digest>) -> bool {
        self.hash(line).is_some_and(|hash| known.contains(hash))
    }

    /// The hash of a line, from 1.
    fn hash(&self, line: u64) -> Option<&Digest> {
        self.hashes.get(usize::try_from(line).ok()?.checked_sub(1)?)
    }

    /// The text up to line `last`.
    pub(crate) fn text(&self, last: u64) -> String {
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        self.texts.iter().take(last).map(|line| line.clone() + "\n").collect()
    }

    /// Every record that it says was destroyed as a whole.
    pub(crate) fn tombstones(&self) -> Numbers {
        let whole = self.told.iter().filter(|told| told.whole);
        whole.map(|told| &told.numbers).collect()
    }

    /// What it says was destroyed and a log does not know, given the hashes of the lines that the
    /// log has.
    pub(crate) fn beyond<'a>(
        &'a self,
        known: &'a BTreeSet<Digest>,
    ) -> impl Iterator<Item = &'a Told> {
        self.told.iter().filter(|told| !self.shares(told.line, known))
    }

    /// Leaves out what parts of records it tells were erased that `undoings` says were erased again
    /// since, by lines of the log: those behind the ones among `known`.
    fn leave_out_erased(&mut self, policy: &Policy, undoings: &Undoings, known: &BTreeSet<Digest>) {
        let shared = self.shared(known);
        for told in self.told.iter_mut().filter(|told| told.line > shared) {
            if let Some(scope) = &told.scope {
                let again = undoings.erased_behind(policy, shared, scope);
                told.numbers = told.numbers.difference(&again);
            }
        }
    }

    /// The epochs that it says began with a destruction.
    pub(crate) fn begun(&self) -> impl Iterator<Item = u64> {
        self.told.iter().map(|told| told.epoch + 1)
    }

    /// How many of its first lines are among `known`.
    pub(crate) fn shared(&self, known: &BTreeSet<Digest>) -> u64 {
        self.hashes.iter().take_while(|hash| known.contains(hash)).count() as u64
    }

    /// What its lines say that are not among `known`, with their hashes.
    pub(crate) fn events_beyond(&self, known: &BTreeSet<Digest>) -> Vec<(Digest, Event)> {
        let all = self.hashes.iter().zip(&self.texts).filter(|(hash, _)| !known.contains(hash));
        let event = |text: &String| destruction::Line::parse(text).ok().map(|it| it.payload.event);
        all.filter_map(|(hash, text)| Some((*hash, event(text)?))).collect()
    }

    /// The keys of those of whom it says that they are no operators any more, and `known` does not.
    pub(crate) fn removed_beyond<'a>(
        &'a self,
        known: &'a BTreeSet<Digest>,
    ) -> impl Iterator<Item = &'a str> {
        let beyond = self.removed.iter().filter(|(line, _)| !known.contains(line));
        beyond.map(|(_, key)| key.as_str())
    }

    /// Destroyed records whose persons are not to be entered again, as it says and `known` does not.
    /// And those whose numbers are others' here.
    pub(super) fn wished_beyond(&self, known: &BTreeSet<Digest>) -> (Numbers, Numbers) {
        let wished = || self.beyond(known).filter(|told| told.suppressed);
        let same = wished().map(|told| &told.numbers).collect();
        (same, wished().map(|told| &told.others).collect())
    }

    /// The highest number that it names, whoever has it here.
    pub(super) fn highest(&self) -> Option<u64> {
        let all = self.told.iter().flat_map(|told| [told.numbers.last(), told.others.last()]);
        all.flatten().map(RecordNumber::get).max()
    }

    /// The newest epoch that it says began with a destruction that `known` does not have; nothing
    /// when every line of it is known.
    pub(crate) fn newest_beyond(&self, known: &BTreeSet<Digest>) -> Option<u64> {
        let news = self.hashes.iter().any(|hash| !known.contains(hash));
        let epoch = self.beyond(known).map(|told| told.epoch + 1).max().unwrap_or_default();
        news.then_some(epoch)
    }

    /// The lines behind the `lines` that end with `head`, as far as operators signed them whom the
    /// vault knows; nothing when this copy does not go on from there.
    pub(crate) fn continuing(&self, vault: &Vault, (lines, head): (u64, Digest)) -> Vec<String> {
        let at = usize::try_from(lines).unwrap_or(usize::MAX);
        if !self.ends_with(lines, head) {
            return Vec::new();
        }
        let known = |text: &&String| {
            destruction::Line::parse(text).is_ok_and(|line| {
                let event = &line.payload.event;
                let key = vault.signer_key(event.signer());
                let signed = |key: crypto::VerifyingKey| {
                    verify_line(&key.to_openssh(), line.signed.as_bytes(), &line.signature)
                };
                !matches!(event, Event::Genesis(_) | Event::Roster(_)) && key.is_some_and(signed)
            })
        };
        self.texts.iter().skip(at).take_while(known).cloned().collect()
    }
}
