//! Looking at records for a purpose: what the purpose may see, of the records that it covers.
//!
//! A purpose that rests on consent covers the records whose persons agreed to it; one with another
//! basis all but those whose persons were asked and said no. The operational segments tell, so no level
//! is opened to know what must stay closed. Of each record it sees the
//! fields of the categories that it uses, what is known of a value as far as it sees the fields for
//! the same, and level-1 values only with a separate consent. What is left out is counted by reason, in the log too, and never named.
//!
//! Keeping records true, counting them, and looking after the persons' own rights is no use for a
//! purpose.

use super::due::Duties;
use super::error::{Error, Result};
use super::records::Record;
use super::restricted;
use super::search::Found;
use super::session::Vault;
use crate::log::{Code, Numbers, Rows, Terms};
use crate::model::{About, Fields, Level, Lookup, Part, RecordNumber, Reference, Selector};
use crate::policy::{Basis, Demanded, Policy, Purpose, Renewed, Uncovered};
use jiff::civil::Date;

/// How many of the selected records were left out, by reason; one can be left out for two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut([u64; Uncovered::ALL.len()]);

impl LeftOut {
    /// The reasons there were, each with its number of records.
    pub fn reasons(&self) -> impl Iterator<Item = (Uncovered, u64)> {
        Uncovered::ALL.into_iter().zip(self.0).filter(|(_, count)| *count > 0)
    }

    /// Whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.reasons().next().is_none()
    }

    pub(super) fn note(&mut self, why: Uncovered) {
        let all = Uncovered::ALL.iter().zip(&mut self.0);
        all.filter(|(known, _)| **known == why).for_each(|(_, count)| *count += 1);
    }

    fn rows(&self) -> Rows {
        self.reasons().map(|(why, count)| (Code::fixed(why.id()), count)).collect()
    }
}

/// What was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosed {
    /// How many records.
    pub count: u64,
    /// Those that the purpose does not cover.
    pub left_out: LeftOut,
    /// The first records with level-1 values that wait for a separate consent, and how many.
    pub waiting: Vec<(RecordNumber, u64)>,
    /// How many such records there are.
    pub waiting_records: u64,
}

/// Of so many records it is told one by one what waits.
const FEW: usize = 20;

impl Disclosed {
    pub(super) fn waits(&mut self, number: RecordNumber, values: u64) {
        if values > 0 {
            self.waiting_records += 1;
            if self.waiting.len() < FEW {
                self.waiting.push((number, values));
            }
        }
    }
}

/// Why a record is not covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is the matter with the consent.
    pub why: Uncovered,
    /// The recipient whom that consent has to name; otherwise it is the one to the purpose.
    pub recipient: Option<String>,
}

impl Bar {
    /// As what it is counted.
    const fn counted(&self) -> Uncovered {
        if self.recipient.is_some() { Uncovered::NotToRecipient } else { self.why }
    }
}

/// A purpose, as records are held against it.
pub(crate) struct Lens {
    policy: &'static Policy,
    pub(crate) purpose: &'static Purpose,
    renewed: Renewed,
    today: Date,
    /// The recipient whom each person has to have agreed to, by name.
    recipient: Option<String>,
}

impl Lens {
    /// Whether level-1 values of a record may be used, by its operational part.
    pub(crate) fn covers_sensitive(&self, record: &impl Lookup) -> bool {
        self.policy.covers_sensitive(self.purpose, record, self.today, &self.renewed)
    }

    /// What it is for, and the day: the title of what is handed out.
    pub(crate) fn title(&self, chinese: bool) -> String {
        let name = if chinese { &self.purpose.label_zh } else { &self.purpose.label_en };
        format!("{name} {}", self.today)
    }

    /// Why it does not cover a record, by its operational part: the consent to the purpose and the one
    /// that names the recipient are two, and each can be missing.
    fn bars(&self, record: &impl Lookup) -> Vec<Bar> {
        // Who may look at what is restricted does so without anybody's consent, but not against a no.
        let lawful = self.purpose.basis != Basis::Consent && self.recipient.is_none();
        let own = if lawful {
            self.policy.unagreed(self.purpose, record, self.today, &self.renewed)
        } else {
            self.policy.uncovered(self.purpose, record, self.today, &self.renewed)
        };
        let asked = self.recipient.as_deref().filter(|_| own != Some(Uncovered::Restricted));
        let other = asked.and_then(|name| {
            let asked = (self.purpose, name);
            let why = self.policy.unshared(asked, record, self.today, &self.renewed)?;
            Some(Bar { why, recipient: Some(name.to_owned()) })
        });
        own.map(|why| Bar { why, recipient: None }).into_iter().chain(other).collect()
    }

    /// The same where each person has to have agreed to a recipient.
    pub(crate) fn for_recipient(self, recipient: Option<String>) -> Self {
        Self { recipient, ..self }
    }

    /// The parts to open for it where `parts` are wanted: the operational one tells whether level 1
    /// may be used.
    pub(crate) fn parts(parts: &[Part]) -> Vec<Part> {
        let mut parts = parts.to_vec();
        if parts.contains(&Part::Level(Level::One)) && !parts.contains(&Part::Operational) {
            parts.push(Part::Operational);
            parts.sort_unstable();
        }
        parts
    }

    /// Takes from a record what the purpose may not see, and what was not asked for; gives how many
    /// level-1 values wait for a separate consent.
    pub(crate) fn narrow(&self, record: &mut Record, parts: &[Part]) -> u64 {
        let level_one = |field| self.policy.part(field) == Part::Level(Level::One);
        let holds = record.fields.iter().any(|(field, _)| level_one(field));
        let open = !holds || self.covers_sensitive(&record.fields);
        let mut waiting = 0;
        let mut kept = Fields::new();
        for (field, value) in record.fields.iter() {
            if !self.policy.sees(self.purpose, field) || !parts.contains(&self.policy.part(field)) {
                continue;
            }
            if level_one(field) && !open {
                waiting += 1;
            } else {
                let mut value = value.clone();
                value.about = value.about.as_deref().and_then(|about| self.told(about));
                kept.push(field, value);
            }
        }
        record.fields = kept;
        waiting
    }

    /// What the purpose may see of what is known of a value: as of a record, by the fields that the
    /// policy has for the same.
    fn told(&self, about: &About) -> Option<Box<About>> {
        let (known, mut about) = (self.policy.known(), about.clone());
        let hidden = |field| !self.policy.sees(self.purpose, field);
        if hidden(known.verify_result) {
            (about.state, about.failures) = (None, 0);
        }
        for (field, word) in [
            (known.source, &mut about.source),
            (known.verified, &mut about.verified),
            (known.verify_method, &mut about.method),
        ] {
            if hidden(field) {
                *word = None;
            }
        }
        about.is_kept().then(|| Box::new(about))
    }
}

/// What leaves of records: which levels, and of which of the records level 1 does not.
pub(super) struct Leaving {
    pub(super) levels: Vec<Level>,
    pub(super) withheld: Numbers,
}

impl Leaving {
    /// Whether level 1 leaves.
    pub(super) fn reveals(&self) -> bool {
        self.levels.contains(&Level::One)
    }
}

impl Vault {
    /// What of `parts` leaves of the records `numbers`, ascending. Which have no separate consent their
    /// operational parts tell, so nothing is opened that stays.
    pub(super) fn leaving(
        &self,
        lens: &Lens,
        numbers: &[RecordNumber],
        parts: &[Part],
    ) -> Result<Leaving> {
        let mut levels: Vec<Level> =
            Level::ALL.into_iter().filter(|level| parts.contains(&Part::Level(*level))).collect();
        let mut withheld = Numbers::new();
        if levels.contains(&Level::One) {
            let mut note = |number, covers: bool| {
                if !covers {
                    withheld.insert(number);
                }
            };
            // A policy of one's own may leave out of the segments what tells it.
            let told = self.policy.known().sensitive_consent;
            if self.opener().searchable(Part::Operational).contains(&told) {
                let covers = |duties: &Duties<'_>| lens.covers_sensitive(duties);
                for (number, covers) in self.by_duties(numbers, &covers)? {
                    note(number, covers);
                }
            } else {
                self.stream(numbers, &[Part::Operational], &mut |record| {
                    note(record.number, lens.covers_sensitive(&record.fields));
                    Ok(())
                })?;
            }
            if withheld.len() == numbers.len() as u64 {
                levels.retain(|level| *level != Level::One);
            }
        }
        Ok(Leaving { levels, withheld })
    }

    /// The purpose for which this operator looks: the one that is named, else that of the role, if
    /// it has one.
    pub fn purpose(&self, named: Option<&str>) -> Result<Option<&'static Purpose>> {
        let of_role = || self.role().map(|role| role.purpose.as_str()).filter(|id| !id.is_empty());
        let Some(id) = named.or_else(of_role) else { return Ok(None) };
        let policy: &'static Policy = self.policy;
        Ok(Some(policy.purpose(id).ok_or(Error::Bug("purpose"))?))
    }

    /// The purpose of a look, as records are held against it.
    pub(crate) fn lens(&self, named: Option<&str>) -> Result<Option<Lens>> {
        let Some(purpose) = self.purpose(named)? else { return Ok(None) };
        let today = self.today()?;
        let renewed = self.renewals(today)?;
        Ok(Some(Lens { policy: self.policy, purpose, renewed, today, recipient: None }))
    }

    /// Leaves out the records that the purpose does not cover.
    pub(crate) fn cover(&self, lens: &Lens, found: &mut Found) -> Result<LeftOut> {
        Ok(self.cover_each(lens, found)?.0)
    }

    /// The same; a record whose number is typed out is refused.
    pub(crate) fn cover_or_refuse(
        &self,
        lens: &Lens,
        selector: &Selector,
        found: &mut Found,
    ) -> Result<LeftOut> {
        let (left_out, which) = self.cover_each(lens, found)?;
        let typed = |number: &RecordNumber| {
            let mut all = selector.numbers.iter();
            all.any(|range| range.start() == range.end() && range.start() == number)
        };
        match which.into_iter().find(|(number, _)| typed(number)) {
            Some((record, bar)) => Err(Error::NotCovered(record, bar)),
            None => Ok(left_out),
        }
    }

    /// The same, with the records that are left out and why; one of them twice where both consents are
    /// missing.
    pub(super) fn cover_each(
        &self,
        lens: &Lens,
        found: &mut Found,
    ) -> Result<(LeftOut, Vec<(RecordNumber, Bar)>)> {
        let (mut left_out, mut which) = (LeftOut::default(), Vec::new());
        if self.mutated("all-is-covered") {
            return Ok((left_out, which));
        }
        let numbers = std::mem::take(&mut found.numbers);
        for (number, bars) in self.by_duties(&numbers, &|duties| lens.bars(duties))? {
            if bars.is_empty() {
                found.numbers.push(number);
            }
            for bar in bars {
                left_out.note(bar.counted());
                which.push((number, bar));
            }
        }
        Ok((left_out, which))
    }

    /// What `judge` says of each of `numbers`, ascending, by what its operational segment has.
    fn by_duties<T: Send>(
        &self,
        numbers: &[RecordNumber],
        judge: &(dyn Fn(&Duties<'_>) -> T + Sync),
    ) -> Result<Vec<(RecordNumber, T)>> {
        let groups: Vec<&[RecordNumber]> =
            numbers.chunk_by(|a, b| a.bucket() == b.bucket()).collect();
        let (opener, state) = (self.opener(), &self.state);
        let judged = self.in_shares(&groups, &|store, groups| {
            let mut judged = Vec::new();
            for group in groups {
                let row = group.first().and_then(|first| state.bucket(first.bucket()));
                let row = row.ok_or(Error::Bug("bucket"))?;
                restricted::each(store, &opener, row, &mut |number, duties| {
                    if group.binary_search(&number).is_ok() {
                        judged.push((number, judge(duties)));
                    }
                })?;
            }
            Ok(judged)
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    /// Names the impact assessment (评估编号) under which this operator looks or hands out.
    pub fn cite_assessment(&mut self, reference: Option<Reference>) {
        self.assessment = reference;
    }

    /// The terms of a look as its entry tells them.
    pub(crate) fn terms(&self, left_out: &LeftOut) -> Option<Box<Terms>> {
        let (left_out, assessment) = (left_out.rows(), self.assessment.clone());
        let terms = Terms { left_out, assessment, ..Terms::default() };
        (terms != Terms::default()).then(|| Box::new(terms))
    }

    /// Refuses a look for which the policy demands an impact assessment and none is named.
    pub(crate) fn require_assessment(&self, verb: &str, revealed: bool) -> Result<()> {
        let demands = |act| self.policy.document().impact.demanded_for.contains(&act);
        let shares = verb.starts_with("share");
        let demanded = [
            (Demanded::Share, shares),
            (Demanded::Export, verb == "export" || shares),
            (Demanded::Sensitive, revealed),
        ];
        let missing = demanded.into_iter().find(|(act, is)| *is && demands(*act));
        match missing {
            Some((act, _)) if self.assessment.is_none() => Err(Error::NeedsAssessment(Some(act))),
            _ => Ok(()),
        }
    }
}

/// Whether a look by this verb uses records for a purpose.
pub(crate) fn is_use(verb: &str) -> bool {
    !["verify", "consent", "request", "report"].iter().any(|care| verb.starts_with(care))
}
