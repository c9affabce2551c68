//! destruction.log: the facts of a destruction, its signed line, and the file kept in step with
//! the log.

use super::backup::Copies;
use super::erase::HELD;
use super::error::{Error, Place, Result};
use super::pending::{Pending, not_genuine};
use super::purge::Order;
use super::session::Vault;
use crate::crypto::{self, PrivateHalf};
use crate::files;
use crate::log::destruction::{
    self, Check, Destruction, Event, Executor, Genesis, KeyFacts, Line, Outcome, PartCount,
    Payload, Retention,
};
use crate::log::{Act, Code, Detail, Moment, Roster, Rows};
use crate::model::{Capability, Digest, Level, OperatorNumber, Part};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Longer than a line about a few thousand records.
const TAIL: u64 = 64 << 10;

/// Nobody destroys that often; a larger file is none of ours.
const LIMIT: u64 = 1 << 30;

/// What a pending intent says, once it was verified.
pub(crate) struct Facts {
    pub(crate) intent: u64,
    pub(crate) order: Order,
    commitments: Vec<Digest>,
    /// What an erasure counted as it took it.
    pub(crate) erased: Rows,
    pub(crate) epoch: u64,
    /// The hash of that epoch's key, as the checkpoint behind the intent has it.
    epoch_hash: Digest,
    started: i64,
    /// Whether the statutory periods were over.
    retention: Option<Outcome>,
}

/// A moment as people where the vault is see it, and in UTC.
pub(crate) fn moment(millis: i64, zone: &TimeZone) -> Result<Moment> {
    let stamp = Timestamp::from_millisecond(millis).map_err(|_| Error::Bug("clock"))?;
    let offset = zone.to_offset(stamp).seconds();
    Moment::new(millis, offset).ok_or(Error::Bug("clock"))
}

/// The first lines of a new destruction.log, so that the file verifies by itself: the genesis key
/// with operator 1. Gives the text, and how many lines with the last one's hash.
pub(crate) fn first_lines(
    half: &PrivateHalf,
    roster: &Roster,
    now: i64,
    zone: &TimeZone,
) -> Result<(String, (u64, Digest))> {
    let member = roster.get(OperatorNumber(1)).ok_or(Error::Bug("roster"))?;
    let event = Event::Genesis(Genesis {
        vault: Digest(*half.vault().as_bytes()),
        operator: member.operator,
        role: member.role.clone(),
        key: half.genesis.to_openssh(),
        time: moment(now, zone)?,
        head: roster.head(),
    });
    let line = signed_line(half, &Payload::new(1, Digest::default(), event));
    let hash = crypto::sha256(line.as_bytes());
    Ok((line + "\n", (1, hash)))
}

/// The line for `payload`, signed by the operator whose private half this is.
pub(crate) fn signed_line(half: &PrivateHalf, payload: &Payload) -> String {
    let text = payload.to_text();
    let signature =
        crypto::sshsig::sign(&half.signing_key, destruction::NAMESPACE, text.as_bytes());
    destruction::line(&text, &signature)
}

impl Vault {
    /// Reads the pending intent and believes it only when it was verified and its signer had the
    /// capability then.
    pub(crate) fn verified_intent(&self) -> Result<Facts> {
        let intent = self.state.checkpoint.pending;
        let Pending { entry, before, covering, signer } = self.verified_pending()?;
        let (mut erased, mut suppress) = (Rows::new(), false);
        // What stands before the intent in its transaction belongs to it.
        for act in before {
            match act {
                Act::Change { detail: Some(Detail::Erased(rows)), .. } => erased = rows,
                Act::Suppressed { .. } => suppress = true,
                _ => {}
            }
        }
        let Act::Intent { numbers, reason, basis, epoch, commitments, scope, retention, .. } =
            entry.act
        else {
            return Err(not_genuine(intent));
        };
        if !signer.capabilities.has(Capability::Purge) || epoch != covering.epoch {
            return Err(not_genuine(intent));
        }
        Ok(Facts {
            intent,
            order: Order { numbers, reason, basis, scope, suppress },
            commitments,
            erased,
            epoch,
            epoch_hash: covering.epoch_hash,
            started: entry.time,
            retention,
        })
    }

    /// What the DESTROYED entry of an intent counted.
    pub(crate) fn destroyed_rows(&self, facts: &Facts) -> Result<Rows> {
        let mut found = None;
        self.store.each_entry(facts.intent + 1, |row| {
            if let Act::Destroyed { intent, rows, .. } = self.open_entry(&row)?.act
                && intent == facts.intent
            {
                found = Some(rows);
            }
            Ok::<_, Error>(found.is_none())
        })?;
        found.ok_or(Error::damaged(Place::new("records.db", "damage-destroyed").at(facts.intent)))
    }

    /// The number of the certificate that a line of destruction.log gives.
    pub(crate) fn certificate_number(&self, line: u64) -> String {
        destruction::certificate_number(Digest(*self.id().as_bytes()), line)
    }

    /// The signed line of a destruction that is finished but for its log entry, with its number.
    /// Who finishes signs for it, whoever began; the intent's entry names that one.
    pub(crate) fn destruction_line(
        &self,
        facts: &Facts,
        rows: &Rows,
        cleared: i64,
    ) -> Result<(u64, String)> {
        self.require(Capability::Purge)?;
        let order = &facts.order;
        let checkpoint = &self.state.checkpoint;
        let zone = &self.environment.zone;
        let vault = Digest(*self.id().as_bytes());
        let line = checkpoint.destruction_lines + 1;
        let parts = part_counts(rows);
        let Copies { residual, versioned, set_aside, data_only } = self.copies()?;
        let (tool, version) = self.environment.tool.split_once(' ').unwrap_or(("kedang", ""));
        let destruction = Destruction {
            certificate: self.certificate_number(line),
            vault,
            started: moment(facts.started, zone)?,
            completed: moment((self.environment.now)(), zone)?,
            count: order.numbers.len(),
            numbers: order.numbers.clone(),
            before: most_sensitive(&parts),
            parts,
            rows: rows
                .iter()
                .filter(|(id, _)| matches!(id.as_str(), "record" | "trail" | "part" | "value"))
                .map(|(id, n)| (id.clone(), *n))
                .collect(),
            reason: order.reason,
            basis: order.basis.clone(),
            intent: facts.intent,
            executor: Executor { operator: self.operator, role: self.member()?.role.clone() },
            method: Code::fixed("purge"),
            techniques: codes(&["cryptographic-erase", "key-block-overwrite", "row-deletion"]),
            key: KeyFacts {
                algorithm: Code::fixed("xchacha20-poly1305"),
                bits: 256,
                epoch: facts.epoch,
                hash: facts.epoch_hash,
                location: Code::fixed("keyhole"),
                cleared: moment(cleared, zone)?,
            },
            checks: checks(),
            retention: self.retention_of(facts),
            after: Code::fixed(if order.scope.is_some() { "erased-in-part" } else { "destroyed" }),
            tool: tool.parse().map_err(|_| Error::Bug("tool"))?,
            version: version.to_owned(),
            policy: self.policy_hash,
            log_head: checkpoint.head,
            log_seq: checkpoint.seq,
            residual,
            not_proved: codes(&["ssd-remapping", "copy-on-write", "snapshots", "copies-taken-out"]),
            commitments: facts.commitments.clone(),
            scope: order.scope.clone(),
            data_only,
            versioned,
            set_aside,
            suppressed: order.suppress,
        };
        let event = Event::Destruction(Box::new(destruction));
        let payload = Payload::new(line, checkpoint.destruction_head, event);
        Ok((line, signed_line(&self.half, &payload)))
    }

    /// What the certificate says of statutory periods: those that bind the organisation by the policy
    /// in force, and whether they were over.
    fn retention_of(&self, facts: &Facts) -> Retention {
        let bind = self.policy.floors().filter_map(|floor| floor.id.parse().ok());
        let rules = facts.retention.map_or_else(Vec::new, |_| bind.collect());
        Retention { rules, result: facts.retention.unwrap_or(Outcome::Unknown) }
    }

    /// Refuses unless destruction.log is what the log says it is, down to its first line: the
    /// signed checkpoint has the hash of the last one, and each has that of the one before.
    pub(crate) fn require_sound_destruction_log(&self) -> Result<()> {
        self.repair_destruction_log()?;
        let bytes = files::read_limited(&self.paths.destruction_log(), LIMIT)?;
        let mut before = Digest::default();
        for (at, line) in (1..).zip(bytes.split(|byte| *byte == b'\n').filter(|l| !l.is_empty())) {
            let text = std::str::from_utf8(line).unwrap_or_default();
            if previous_of(text) != Some(before) {
                return Err(Error::damaged(Place::new("destruction.log", "damage-line").at(at)));
            }
            before = crypto::sha256(line);
        }
        Ok(())
    }

    /// Appends lines that the log has and the file lacks, and cuts an unfinished last one and what
    /// a power cut left of lines that were just being written; anything else that differs is
    /// damage.
    pub(crate) fn repair_destruction_log(&self) -> Result<()> {
        let path = self.paths.destruction_log();
        let checkpoint = &self.state.checkpoint;
        if self.ends_with_last_line() {
            return Ok(());
        }
        let bytes = files::read_if_there(&path, LIMIT)?
            .ok_or(Error::damaged(Place::new("destruction.log", "damage-missing")))?;
        let written = bytes.split(|byte| *byte == destruction::BLANK).next().unwrap_or_default();
        let whole = written.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let kept = bytes.get(..whole).unwrap_or_default();
        let lines: Vec<&[u8]> = kept.split(|byte| *byte == b'\n').collect();
        let count = lines.len().saturating_sub(1) as u64;
        let last = lines.iter().rev().nth(1).copied().unwrap_or_default();
        let current = count == checkpoint.destruction_lines
            && crypto::sha256(last) == checkpoint.destruction_head;
        if current && whole == bytes.len() {
            return Ok(());
        }
        let damaged = || Error::damaged(Place::new("destruction.log", "damage-line").at(count));
        if current {
            return Ok(files::cut_and_append(&path, whole as u64, &[])?);
        }
        let missing = checkpoint.destruction_lines.checked_sub(count).ok_or_else(damaged)?;
        let (logged, unread) = self.newest_lines(missing)?;
        let damaged = || unread.unwrap_or_else(damaged);
        let mut head = crypto::sha256(last);
        let mut text = String::new();
        for line in &logged {
            if previous_of(line) != Some(head) {
                return Err(damaged());
            }
            head = crypto::sha256(line.as_bytes());
            text.push_str(line);
            text.push('\n');
        }
        if head != checkpoint.destruction_head {
            return Err(damaged());
        }
        Ok(files::cut_and_append(&path, whole as u64, text.as_bytes())?)
    }

    /// Whether the file ends, finished, with the line whose hash was signed last: the chain in the
    /// lines binds those before it, and `check` follows it. Every writer asks, so it is cheap.
    pub(super) fn ends_with_last_line(&self) -> bool {
        let Ok(tail) = files::read_tail(&self.paths.destruction_log(), TAIL) else { return false };
        let Some(body) = tail.strip_suffix(b"\n") else { return false };
        if body.contains(&destruction::BLANK) {
            // Several lines were written at once, and one of those before the last was torn.
            return false;
        }
        let start = body.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let last = body.get(start..).unwrap_or_default();
        crypto::sha256(last) == self.state.checkpoint.destruction_head
    }

    /// The newest `count` lines of destruction.log that the log has, in order. Older entries are not
    /// asked: one of them that cannot be read must keep no destruction from its end. So the first
    /// that could not be read is passed over and given too; whoever follows the chain misses its line.
    fn newest_lines(&self, count: u64) -> Result<(Vec<String>, Option<Error>)> {
        let (mut lines, mut unread) = (Vec::new(), None);
        let mut seq = self.state.checkpoint.seq;
        let from_first = self.mutated("lines-from-the-first");
        while seq > 0 && (from_first || (lines.len() as u64) < count) {
            let row = self.store.entry(seq)?.ok_or_else(|| {
                Error::damaged(Place::new("records.db", "damage-log-entry").at(seq))
            })?;
            match self.open_entry(&row) {
                Ok(entry) => lines.extend(lines_of(entry.act).into_iter().rev()),
                Err(error) if from_first => return Err(error),
                Err(error @ Error::Damaged { .. }) => unread = unread.or(Some(error)),
                Err(error) => return Err(error),
            }
            seq -= 1;
        }
        lines.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        lines.reverse();
        Ok((lines, unread))
    }

    /// The lines of destruction.log that the log has, in order; the first ones stand in the file
    /// alone.
    pub(crate) fn logged_lines(&self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        self.store.each_entry(1, |row| {
            lines.extend(lines_of(self.open_entry(&row)?.act));
            Ok::<_, Error>(true)
        })?;
        Ok(lines)
    }
}

/// The lines of destruction.log that an entry has.
fn lines_of(act: Act) -> Vec<String> {
    match act {
        Act::Done { line, .. }
        | Act::Scrub { line }
        | Act::Physical { line }
        | Act::Roster { line: Some(line), .. } => vec![line],
        // A copy of the file outlived the log that it came from.
        Act::Restored(restored) => restored.lines,
        _ => Vec::new(),
    }
}

/// The hash of the line before, as a line states it.
fn previous_of(line: &str) -> Option<Digest> {
    let line = Line::parse(line).ok()?;
    Some(line.payload.prev)
}

fn codes(ids: &[&'static str]) -> Vec<Code> {
    ids.iter().map(|id| Code::fixed(id)).collect()
}

/// What was checked before the line is written: reaching this point means that each passed.
fn checks() -> Vec<Check> {
    let passed = [
        "new-wraps-open",
        "wal-folded",
        "old-key-overwritten",
        "old-key-read-back-zero",
        "old-wrap-closed",
    ];
    passed.into_iter().map(|id| Check { check: Code::fixed(id), result: Outcome::Pass }).collect()
}

fn part_counts(rows: &Rows) -> Vec<PartCount> {
    Part::ALL
        .into_iter()
        .zip(HELD)
        .filter_map(|(part, id)| {
            let count = rows.get(&Code::fixed(id)).copied().filter(|count| *count > 0)?;
            Some(PartCount { part, count })
        })
        .collect()
}

fn most_sensitive(parts: &[PartCount]) -> Option<Level> {
    parts
        .iter()
        .filter_map(|count| match count.part {
            Part::Level(level) => Some(level),
            Part::Operational => None,
        })
        .min()
}
