//! What a restore is going to do: everything is gathered, judged and counted before anything is
//! asked, and whoever rehearses stops here.

use super::artefact::{Artefact, signed_manifest};
use super::bench::{Bench, clear_leavings};
use super::evidence::{Clues, Evidence, Stale, Witness};
use super::heard::Heard;
use super::in_place::undone_since;
use super::lines::Lines;
use super::nearby::{self, Living};
use super::others::Found;
use super::publish::{Occupied, require_own_place};
use super::refusal::Unrestorable;
use super::sorting::{By, Sorted};
use super::source::{Source, damaged};
use super::undone::Undone;
use super::wishes::Wished;
use crate::files;
use crate::log::{Numbers, Roster};
use crate::model::{Capability, OperatorNumber};
use crate::store::Store;
use crate::vault::anchor::AnchorFile;
use crate::vault::backup::manifest::Manifest;
use crate::vault::check::{Replay, head_at};
use crate::vault::error::{Error, Result};
use crate::vault::session::{Environment, Vault, absolute};
use crate::vault::surroundings::require_local;
use crate::vault::unlock::Credential;
use std::path::{Path, PathBuf};

/// What is to be restored.
#[derive(Clone, Copy, Debug)]
pub struct RestoreOrder<'a> {
    /// The directory of the destination that has the key file.
    pub destination: &'a Path,
    /// The data artefact: a name at the destination, or a path anywhere; the newest without.
    pub data: Option<&'a Path>,
    /// Where the vault is to be.
    pub to: &'a Path,
    /// The vault that whoever restores works with.
    pub named: Option<&'a Path>,
    /// Further copies of destruction.log, which may know of later destructions.
    pub destruction_logs: &'a [PathBuf],
    /// Goes on with a key file that is older than what is known from elsewhere.
    pub accept_stale: bool,
    /// Goes on though this user has seen more of the log than there is here, or the vault at the place
    /// has records that do not come back.
    pub accept_rollback: bool,
}

/// What a restore will do.
#[derive(Clone, Debug)]
pub struct RestorePlan {
    /// The vault's name.
    pub vault: String,
    /// The registered name of the destination.
    pub destination: String,
    /// The name of the data artefact.
    pub artefact: String,
    /// When it was written, in milliseconds since 1970 UTC.
    pub created: i64,
    /// Where the vault will be.
    pub to: PathBuf,
    /// Where the vault lives on, when it does at another place: what is restored is a branch of it,
    /// with an anchor of its own.
    pub living: Option<PathBuf>,
    /// Where a damaged vault lies that this user saw at another place, with its keys.
    pub left: Option<PathBuf>,
    /// Copies of destruction.log that are damaged or break off: what they may have said besides was
    /// not heard.
    pub passed: Vec<PathBuf>,
    /// Whether a vault lies there, which will be set aside.
    pub occupied: bool,
    /// Records that come back.
    pub restored: Numbers,
    /// Records of the data that were destroyed since.
    pub destroyed: Numbers,
    /// Records that were living and do not come back: newer than the data, or of newer rows only.
    pub lost: Numbers,
    /// What was done to records that come back after their rows were written.
    pub undone: Undone,
    /// Destroyed since, whose persons wished never to be entered again and are not refused any more:
    /// nobody here has the hashes.
    pub unsuppressed: Numbers,
    /// Names of operators who may open the vault again, though a copy of destruction.log says that
    /// they were removed.
    pub returned: Vec<String>,
    /// How the key file is older than what is known, and what may come back with it.
    pub stale: Stale,
    /// The log entry that the data is of.
    pub base: u64,
    /// The last entry of the log that is continued.
    pub log_end: u64,
    /// The last entry that this user, or a manifest, has seen beyond that.
    pub lost_head: Option<u64>,
    /// The epoch that begins.
    pub epoch: u64,
    /// The number that the next record gets.
    pub next_record: u64,
}

/// A restore that is prepared. Dropped, it leaves nothing.
pub struct Restoring {
    pub(super) bench: Bench,
    pub(super) source: Source,
    /// The header's bytes, as they will be in the vault.
    pub(super) header: Vec<u8>,
    pub(super) occupied: Option<Occupied>,
    pub(super) anchor: AnchorFile,
    /// The vault beside which another is restored.
    pub(super) living: Option<Living>,
    pub(super) evidence: Evidence,
    pub(super) lines: Vec<Lines>,
    /// The artefacts, the chosen one first, with what is taken from each.
    pub(super) wanted: Vec<(Artefact, Numbers)>,
    pub(super) plan: RestorePlan,
    /// Whom imports go on refusing, and whom no more.
    pub(super) wished: Wished,
    /// Where other destinations lie now.
    pub(super) found: Vec<Found>,
}

impl Restoring {
    /// What it will do.
    pub fn plan(&self) -> &RestorePlan {
        &self.plan
    }
}

/// Gathers and judges everything that a restore needs; nothing that anybody knows is touched.
pub fn prepare_restore(
    order: &RestoreOrder<'_>,
    credential: &Credential,
    environment: Environment,
) -> Result<Restoring> {
    let target = absolute(order.to)?.dir().to_path_buf();
    require_local(&target, environment.storage.as_deref())?;
    require_own_place(&target)?;
    let (source, unlocked) = Source::open(order.destination, credential)?;
    if source.contradicted {
        (environment.warn)("warn-about");
    }
    require_administer(&unlocked.roster, unlocked.operator)?;
    let occupied = Occupied::find(&target, &source, &environment)?;
    files::create_dirs(files::parent(&target))?;
    clear_leavings(&target);
    let anchor = AnchorFile::main(&environment.anchors, source.header.vault, &target);
    let living = Living::find(source.header.vault, &anchor, order.named)?;
    let lives = living.as_ref().map(|living| living.dir.clone());
    let left = anchor.left_elsewhere(source.header.vault)?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".restoring-{}", std::process::id()));
    let dir = files::parent(&target).join(name);
    let mut bench = Bench::new(&dir, &source, unlocked, environment)?;
    let replay = take_log(&mut bench, &source, occupied.as_ref())?;
    let (header, header_fits) = header(&mut bench, &source, occupied.as_ref())?;
    let chosen = Artefact::choose(&bench.vault, &source.folder, order.data, &bench.vault)?;
    let beside = occupied.iter().map(|old| old.paths.dir().to_path_buf()).chain(lives.clone());
    let Heard { lines, known, mut seen, passed } =
        Heard::gather(order, (&bench.vault, &source), beside.collect(), &replay)?;
    let mut witnesses =
        nearby::witnesses(&bench.vault, &anchor, (occupied.as_ref(), lives.as_deref()))?;
    let seen_last = witnesses.iter().filter(|one| !one.here).map(|one| one.seq).max();
    witnesses.append(&mut manifests(&bench.vault, &source, &chosen)?);
    witnesses.append(&mut seen.witnesses);
    let here = bench.vault.state.checkpoint.seq;
    let clues = Clues {
        keys: &source.keys,
        replay: &replay,
        ordered: &bench.ordered,
        log: source.log()?.display().to_string(),
        lines: &lines,
        witnesses: &witnesses,
        seen: &seen,
        log_end: here,
        header_fits,
    };
    let mut evidence = clues.weigh();
    evidence.weaken(&bench.vault);
    if !evidence.stale.is_empty() && !order.accept_stale {
        return Err(Unrestorable::Stale(Box::new(evidence.stale)).into());
    }
    let accepted = order.accept_rollback || bench.vault.mutated("restore-rollback");
    // Beside a vault that lives on, nothing of it is given up.
    if !accepted && living.is_none() {
        require_newest(&clues, seen_last)?;
    }
    let by = By { keys: &source.keys, tombstones: &evidence.tombstones, lost: &replay.lost() };
    let sorted = by.sort(&chosen)?;
    let newer = by.newer(&bench.vault, &source.folder, (&chosen, &sorted.rekeyed))?;
    let mut plan = {
        let besides = seen.besides(living.is_some());
        let count = Count { replay: &replay, source: &source, evidence: &evidence, besides };
        let past = replay.past(&bench.vault, chosen.manifest.seq)?;
        count.plan((&chosen, &sorted), &newer, &past, (&target, occupied.is_some(), here))?
    };
    (plan.living, plan.left, plan.passed) = (lives, left, passed);
    plan.weaken(&bench.vault);
    let wanted: Vec<_> = std::iter::once((chosen, sorted.restore)).chain(newer).collect();
    let asked = occupied.as_ref().filter(|_| !accepted);
    plan.undone = undone_since(&bench.vault, &replay, (&plan, &wanted), asked)?;
    let wished = plan.hear(&mut bench, seen.wishes, (&lines, &known), &evidence.tombstones)?;
    Ok(Restoring {
        bench,
        source,
        header,
        occupied,
        anchor,
        living,
        evidence,
        lines,
        wanted,
        plan,
        wished,
        found: seen.found,
    })
}

/// Refuses to give up what this user has seen, or what another destination knows.
fn require_newest(clues: &Clues<'_>, seen_last: Option<u64>) -> Result<()> {
    let here = clues.log_end;
    if let Some(Witness { at: Some(at), seq, .. }) = clues.newest() {
        return Err(Unrestorable::Elsewhere { at: at.clone(), here, seen: *seq }.into());
    }
    seen_last.map_or(Ok(()), |seen| Err(Unrestorable::Behind { here, seen }.into()))
}

pub(super) fn require_administer(roster: &Roster, operator: OperatorNumber) -> Result<()> {
    let able = roster.get(operator).is_some_and(|m| m.capabilities.has(Capability::Administer));
    if able { Ok(()) } else { Err(Error::Capability(Capability::Administer)) }
}

/// The log of the destination, and what the vault at the place has behind it; checked, and held to
/// what the key file says of it.
fn take_log(bench: &mut Bench, source: &Source, occupied: Option<&Occupied>) -> Result<Replay> {
    let path = source.log()?;
    bench.take_log(&path)?;
    if let Some(old) = occupied
        && let Ok(store) = Store::open(&old.paths.records())
    {
        // A database that cannot be read any more is often why there is a restore.
        bench.continue_with(&store).or_else(|error| match error {
            Error::Damaged { .. } | Error::Store(_) => Ok(false),
            other => Err(other),
        })?;
    }
    let replay = bench.prove_log(&path)?;
    held_to_key_file(&bench.vault, source)?;
    Ok(replay)
}

/// The key file must speak of a state that the log has.
pub(super) fn held_to_key_file(vault: &Vault, source: &Source) -> Result<()> {
    let facts = &source.keys.facts;
    if head_at(vault, facts.seq)? == Some(facts.head) {
        Ok(())
    } else {
        Err(damaged(&source.folder.log(), "log", "damage-log-short"))
    }
}

/// The header that the log speaks of, if anybody has it; otherwise that of the key file.
fn header(
    bench: &mut Bench,
    source: &Source,
    occupied: Option<&Occupied>,
) -> Result<(Vec<u8>, bool)> {
    let checkpoint = bench.vault.state.checkpoint;
    let own = Some(source.header.hash);
    if own == Some(checkpoint.header) || own == checkpoint.header_next {
        return Ok((source.header_bytes.clone(), true));
    }
    let taken = match occupied {
        Some(old) => bench.take_header(&old.paths)?,
        None => None,
    };
    let own = || bench.header.clone().unwrap_or_else(|| source.header_bytes.clone());
    Ok(taken.map_or_else(|| (own(), false), |bytes| (bytes, true)))
}

/// Whoever else has seen states of the vault: every manifest that an operator signed.
fn manifests(vault: &Vault, source: &Source, chosen: &Artefact) -> Result<Vec<Witness>> {
    let mut all = Vec::new();
    let mut see = |name: String, (seq, head, epoch, next), begun| -> Result<()> {
        let here = head_at(vault, seq)? == Some(head);
        all.push(Witness { name, seq, head, epoch, next, here, begun, at: None, minor: false });
        Ok(())
    };
    let names = source.folder.artefacts()?;
    let there = names.iter().map(|name| source.folder.artefact(name));
    for dir in there.chain([chosen.dir.clone()]) {
        // What nobody signed says nothing.
        if let Ok(manifest) = signed_manifest(vault, &dir) {
            let name = dir.join("manifest").display().to_string();
            let Manifest { seq, head, epoch, next_record, .. } = manifest;
            see(name, (seq, head, epoch, next_record), Vec::new())?;
        }
    }
    Ok(all)
}

/// What is counted from.
struct Count<'a> {
    replay: &'a Replay,
    source: &'a Source,
    evidence: &'a Evidence,
    /// Whom other destinations have, of states that the log here does not have.
    besides: Numbers,
}

impl Count<'_> {
    fn plan(
        &self,
        (chosen, sorted): (&Artefact, &Sorted),
        newer: &[(Artefact, Numbers)],
        past: &Replay,
        (target, occupied, log_end): (&Path, bool, u64),
    ) -> Result<RestorePlan> {
        let Self { replay, source, evidence, besides } = self;
        let restored =
            newer.iter().fold(sorted.restore.clone(), |all, (_, numbers)| all.union(numbers));
        let then = past.all_living();
        if !sorted.restore.is_subset(&then) {
            // Signed, and yet not what the log says was there.
            let path = chosen.dir.join("manifest");
            return Err(damaged(&path, "manifest", "damage-manifest-branch"));
        }
        let with_key: Numbers = source.keys.living().collect();
        let known = then.union(&replay.all_living()).union(&with_key).union(&sorted.lost);
        let known = known.union(besides);
        let gone = sorted.destroyed.union(&sorted.withheld);
        let destroyed = gone.union(&known.intersection(&evidence.tombstones));
        let lost = known.difference(&restored).difference(&destroyed);
        let behind = restored.last().map_or(0, |number| number.get() + 1);
        Ok(RestorePlan {
            vault: source.header.header.head.name.clone(),
            destination: source.about.name.clone(),
            artefact: chosen.manifest.artefact.clone(),
            created: chosen.manifest.created,
            to: target.to_path_buf(),
            living: None,
            left: None,
            passed: Vec::new(),
            occupied,
            restored,
            destroyed,
            lost,
            undone: Undone::default(),
            unsuppressed: Numbers::new(),
            returned: Vec::new(),
            stale: evidence.stale.clone(),
            base: chosen.manifest.seq,
            log_end,
            lost_head: evidence.lost_head.map(|head| head.seq),
            epoch: evidence.epoch + 1,
            next_record: evidence.next_record.max(behind).max(chosen.manifest.next_record),
        })
    }
}
