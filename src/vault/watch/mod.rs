//! What is out of the ordinary when somebody looks at records, by the rules of the policy.
//!
//! Each look is held to the rules before it is logged, and so before anything is shown. The log is
//! read from its end backwards for that, as far as the longest window of a rule reaches and at most
//! [`FAR`] entries, so that a look stays a matter of milliseconds; where many work at once a rule
//! over a long time may see too little here. [`replay`] reads all of the log and sees everything.
//!
//! The rules are kept by the program and not by keys, and go by the clock of the machine: they find
//! who is careless or curious. What they find stands in the log, once for each window.

mod replay;
mod weight;

use super::error::{Error, Result};
use super::session::Vault;
use super::transaction::Transaction;
use crate::log::{Act, Entry, Machine, Tripped};
use crate::model::Selector;
use crate::policy::{Anomaly, Reaction, Watched};
pub use replay::Episode;

/// So many entries back are looked at before something is shown.
const FAR: u64 = 1000;

/// Something out of the ordinary.
#[derive(Clone, Debug)]
pub struct Noticed {
    /// The rule that says so.
    pub rule: &'static Anomaly,
    /// What was counted.
    pub count: u64,
    /// Whether the log says so already, for this window.
    known: bool,
}

/// One rule, and what was counted for it so far.
struct Count {
    rule: &'static Anomaly,
    sum: u64,
    known: bool,
}

impl Vault {
    /// What is extraordinary about a look that is about to be logged; the lock is held.
    pub(super) fn watch(&self, act: &Act) -> Result<Vec<Noticed>> {
        let Act::Disclose { .. } = act else { return Ok(Vec::new()) };
        let now = (self.environment.now)();
        let role = self.member()?.role.as_str();
        let mut counts = Vec::new();
        for rule in self.policy.document().anomalies.iter().filter(|rule| rule.concerns(role)) {
            let sum = match rule.what {
                Watched::NewHost => 0,
                Watched::NotOwn => self.not_own(act)?,
                Watched::ExportAfterRoleChange if !self.is_new_in_role(rule, now) => continue,
                _ => weight::of(rule, act, now, &self.environment.zone),
            };
            counts.push(Count { rule, sum, known: false });
        }
        // What weighs nothing now cannot trip by this look.
        counts.retain(|count| count.sum > 0 || count.rule.what == Watched::NewHost);
        self.look_back(now, &mut counts)?;
        let tripped = counts.into_iter().filter(|count| count.sum > count.rule.above);
        Ok(tripped.map(|Count { rule, sum, known }| Noticed { rule, count: sum, known }).collect())
    }

    /// Adds what this operator did before.
    fn look_back(&self, now: i64, counts: &mut [Count]) -> Result<()> {
        let longest = counts.iter().map(|count| count.rule.window_ms()).max().unwrap_or_default();
        let mut machines = self.machine().map(Machines::new);
        let asked = counts.iter().any(|count| count.rule.what == Watched::NewHost);
        machines = machines.filter(|_| asked);
        let mut seq = self.state.checkpoint.seq;
        let last = seq.saturating_sub(FAR);
        while seq > last {
            let Some(row) = self.store.entry(seq)? else { break };
            let entry = self.open_entry(&row)?;
            let inside = entry.time > now - longest;
            if !inside && machines.as_ref().is_none_or(Machines::settled) {
                break;
            }
            if entry.operator == self.operator {
                if let Some(machines) = &mut machines {
                    machines.see(&entry);
                }
                for count in counts.iter_mut().filter(|_| inside) {
                    self.add(count, &entry, now);
                }
            }
            seq -= 1;
        }
        let new = machines.is_some_and(|machines| machines.is_new());
        for count in counts.iter_mut().filter(|count| count.rule.what == Watched::NewHost) {
            count.sum = if new { count.rule.above + 1 } else { 0 };
        }
        Ok(())
    }

    fn add(&self, count: &mut Count, entry: &Entry, now: i64) {
        if entry.time <= now - count.rule.window_ms() {
            return;
        }
        match &entry.act {
            Act::Anomaly(Tripped { rule, .. }) => count.known |= rule.as_str() == count.rule.id,
            act => count.sum += weight::of(count.rule, act, entry.time, &self.environment.zone),
        }
    }

    /// How many of the records shown somebody else has. Who cannot see owners has no records of his
    /// own, and is not told apart by them.
    fn not_own(&self, act: &Act) -> Result<u64> {
        let Act::Disclose { numbers, .. } = act else { return Ok(0) };
        let known = self.policy.id("owner");
        let opens =
            known.is_some_and(|owner| self.ring.clearance.opens_part(self.policy.part(owner)));
        if numbers.is_empty() || !opens {
            return Ok(0);
        }
        let term = format!("owner:{}", self.operator_name()?.replace(',', "\\,"));
        let own = Selector::parse(&[term.as_str()], self.policy, self.today()?);
        let own = self.find(&own.map_err(|_| Error::Bug("owner"))?)?.numbers.into_iter().collect();
        Ok(numbers.difference(&own).len())
    }

    /// Whether this operator has had his role for less than the window of `rule`.
    fn is_new_in_role(&self, rule: &Anomaly, now: i64) -> bool {
        let present = self
            .roster
            .everybody()
            .iter()
            .rfind(|one| one.member.operator == self.operator && one.until.is_none());
        present.is_some_and(|operator| operator.since > now - rule.window_ms())
    }

    /// What this machine is called in the log, if the policy asks for that: the same machine is
    /// called otherwise in another vault.
    pub(super) fn machine(&self) -> Option<Machine> {
        let rules = &self.policy.document().anomalies;
        rules.iter().find(|rule| rule.what == Watched::NewHost)?;
        let id = self.environment.machine.as_ref()?;
        let hash = super::hash(&[b"kedang/k1/machine", self.id().as_bytes(), id.as_bytes()]);
        hash.0.first_chunk().copied().map(Machine)
    }

    /// Refuses the rehearsal of a look that [would be refused](Self::refuse_extraordinary); nothing is
    /// logged, for nobody looked.
    pub(super) fn require_ordinary(&self, act: &Act) -> Result<()> {
        let noticed = self.watch(act)?;
        match noticed.into_iter().find(|one| one.rule.action == Reaction::Refuse) {
            Some(Noticed { rule, count, .. }) => Err(Error::Extraordinary { rule, count }),
            None => Ok(()),
        }
    }

    /// Refuses a look for what is extraordinary about it, and logs that; the refusal itself is
    /// logged by who answers for the command, as any other is.
    pub(super) fn refuse_extraordinary(&mut self, act: &Act, noticed: &[Noticed]) -> Result<()> {
        let refuses = |one: &&Noticed| one.rule.action == Reaction::Refuse;
        let Some(first) = noticed.iter().find(refuses) else { return Ok(()) };
        let (rule, count) = (first.rule, first.count);
        self.transact_on_ballast(|transaction| {
            transaction.note(act, noticed);
            Ok(())
        })
        .map_err(super::disclose::not_logged)?;
        Err(Error::Extraordinary { rule, count })
    }
}

impl Transaction<'_> {
    /// Notes what is extraordinary about a look, unless the log says so for this window.
    pub(super) fn note(&mut self, act: &Act, noticed: &[Noticed]) {
        let Act::Disclose { verb, .. } = act else { return };
        let refused = noticed.iter().any(|one| one.rule.action == Reaction::Refuse);
        for Noticed { rule, count, .. } in noticed.iter().filter(|one| !one.known) {
            // An id that is no code is a fault of the policy, and found when it is checked.
            if let Ok(rule) = rule.id.parse() {
                let (count, verb) = (*count, verb.clone());
                self.log(Act::Anomaly(Tripped { rule, count, verb, refused }));
            }
        }
    }
}

/// From which machines an operator came.
struct Machines {
    here: Machine,
    seen_here: bool,
    seen_elsewhere: bool,
}

impl Machines {
    const fn new(here: Machine) -> Self {
        Self { here, seen_here: false, seen_elsewhere: false }
    }

    fn see(&mut self, entry: &Entry) {
        if let Some(machine) = entry.machine {
            self.seen_here |= machine == self.here;
            self.seen_elsewhere |= machine != self.here;
        }
    }

    /// Whether nothing older could change it.
    const fn settled(&self) -> bool {
        self.seen_here
    }

    /// Somebody of whom no machine is known is not new on this one: the rule is.
    const fn is_new(&self) -> bool {
        self.seen_elsewhere && !self.seen_here
    }
}

#[cfg(test)]
mod tests;
