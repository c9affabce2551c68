//! What was out of the ordinary, from the whole log and by the rules in force now: a rule that is
//! new finds what happened before it.

use super::super::error::{Error, Result};
use super::super::session::Vault;
use super::weight;
use crate::log::{Act, Code, Entry, Machine, Tripped};
use crate::model::{Capability, OperatorNumber};
use crate::policy::{Anomaly, Watched};
use std::collections::{HashMap, HashSet, VecDeque};

/// A time during which somebody did what is out of the ordinary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// The id of the rule.
    pub rule: String,
    /// The rule, if the policy in force has it.
    pub known: Option<&'static Anomaly>,
    /// Who.
    pub operator: OperatorNumber,
    /// The name of who.
    pub name: String,
    /// When it began, in milliseconds since 1970 UTC.
    pub from: i64,
    /// When it was seen last.
    pub until: i64,
    /// The most that was counted within the time of the rule.
    pub count: u64,
    /// How often it was noticed as it happened.
    pub noticed: u64,
    /// How often something was refused for it.
    pub refused: u64,
}

/// What one operator did under one rule, within its time.
#[derive(Default)]
struct Window {
    acts: VecDeque<(i64, u64)>,
    sum: u64,
    /// The place of the episode that is still going on.
    open: Option<usize>,
}

impl Vault {
    /// What was out of the ordinary since `since`, in milliseconds since 1970 UTC, in the order in
    /// which it began. That it was asked for is logged first.
    pub fn anomalies(&mut self, since: Option<i64>) -> Result<Vec<Episode>> {
        self.require(Capability::Audit)?;
        self.log_reading(Code::fixed("audit-anomalies"))?;
        self.hold_shared()?;
        let mut replay = Replay::new(self);
        let read = self.store.each_entry(1, |row| {
            replay.take(&self.open_entry(&row)?);
            Ok::<_, Error>(true)
        });
        let mut episodes = replay.episodes;
        self.release()?;
        read?;
        episodes.retain(|episode| since.is_none_or(|since| episode.until >= since));
        Ok(episodes)
    }
}

struct Replay<'v> {
    vault: &'v Vault,
    rules: &'static [Anomaly],
    windows: HashMap<(OperatorNumber, usize), Window>,
    machines: HashMap<OperatorNumber, HashSet<Machine>>,
    episodes: Vec<Episode>,
}

impl<'v> Replay<'v> {
    fn new(vault: &'v Vault) -> Self {
        let rules = &vault.policy.document().anomalies;
        let (windows, machines, episodes) = (HashMap::new(), HashMap::new(), Vec::new());
        Self { vault, rules, windows, machines, episodes }
    }

    fn take(&mut self, entry: &Entry) {
        let new = self.machine(entry);
        if let Act::Anomaly(tripped) = &entry.act {
            self.noticed(entry, tripped);
        }
        for (index, rule) in self.rules.iter().enumerate() {
            if !self.concerns(rule, entry) {
                continue;
            }
            match rule.what {
                Watched::NewHost if new => drop(self.begin(rule, entry, entry.time, 1)),
                Watched::NewHost | Watched::NotOwn => {}
                _ => self.count(index, rule, entry),
            }
        }
    }

    /// Whether an operator known from other machines comes from one not seen before.
    fn machine(&mut self, entry: &Entry) -> bool {
        let Some(machine) = entry.machine else { return false };
        let known = self.machines.entry(entry.operator).or_default();
        let others = !known.is_empty();
        known.insert(machine) && others
    }

    /// Whether a rule is about who made an entry, by the role that he has or had last.
    fn concerns(&self, rule: &Anomaly, entry: &Entry) -> bool {
        let mut everybody = self.vault.roster.everybody().iter();
        let one = everybody.rfind(|one| one.member.operator == entry.operator);
        one.is_some_and(|one| {
            let fresh = rule.what != Watched::ExportAfterRoleChange
                || (one.since..one.since.saturating_add(rule.window_ms())).contains(&entry.time);
            fresh && rule.concerns(one.member.role.as_str())
        })
    }

    fn count(&mut self, index: usize, rule: &'static Anomaly, entry: &Entry) {
        let weight = weight::of(rule, &entry.act, entry.time, &self.vault.environment.zone);
        if weight == 0 {
            return;
        }
        let window = self.windows.entry((entry.operator, index)).or_default();
        window.add(entry.time, weight, rule.window_ms());
        if window.sum <= rule.above {
            window.open = None;
            return;
        }
        let (sum, open) = (window.sum, window.open);
        let first = window.acts.front().map_or(entry.time, |(time, _)| *time);
        if let Some(episode) = open.and_then(|at| self.episodes.get_mut(at)) {
            episode.until = entry.time;
            episode.count = episode.count.max(sum);
            return;
        }
        let at = self.begin(rule, entry, first, sum);
        if let Some(window) = self.windows.get_mut(&(entry.operator, index)) {
            window.open = Some(at);
        }
    }

    fn begin(&mut self, rule: &'static Anomaly, entry: &Entry, from: i64, count: u64) -> usize {
        self.episodes.push(Episode {
            rule: rule.id.clone(),
            known: Some(rule),
            operator: entry.operator,
            name: self.vault.name_of(entry.operator),
            from,
            until: entry.time,
            count,
            noticed: 0,
            refused: 0,
        });
        self.episodes.len() - 1
    }

    /// What was noticed as it happened belongs to the episode that goes on, if there is one.
    fn noticed(&mut self, entry: &Entry, tripped: &Tripped) {
        let rule = self.rules.iter().find(|rule| rule.id == tripped.rule.as_str());
        let window = rule.map_or(0, Anomaly::window_ms);
        let same = |episode: &&mut Episode| {
            episode.operator == entry.operator
                && episode.rule == tripped.rule.as_str()
                && entry.time <= episode.until.saturating_add(window)
        };
        let at = self.episodes.iter_mut().rev().find(same);
        let count = |episode: &mut Episode| {
            episode.noticed += 1;
            episode.refused += u64::from(tripped.refused);
            episode.count = episode.count.max(tripped.count);
            episode.until = episode.until.max(entry.time);
        };
        if let Some(episode) = at {
            return count(episode);
        }
        let mut episode = Episode {
            rule: tripped.rule.as_str().to_owned(),
            known: rule,
            operator: entry.operator,
            name: self.vault.name_of(entry.operator),
            from: entry.time,
            until: entry.time,
            count: 0,
            noticed: 0,
            refused: 0,
        };
        count(&mut episode);
        self.episodes.push(episode);
    }
}

impl Window {
    /// Takes up what was done at `time`, and lets go of what lies `length` or more before it.
    fn add(&mut self, time: i64, weight: u64, length: i64) {
        self.acts.push_back((time, weight));
        self.sum += weight;
        while let Some((first, weight)) = self.acts.front().copied()
            && first <= time.saturating_sub(length)
        {
            self.acts.pop_front();
            self.sum -= weight;
        }
    }
}
