//! The records counted, one after the other: how many of each kind, stage, grade, owner and source,
//! when they were verified, what they lack, what is wrong with them.
//!
//! A count for each word that the policy has, and for each owner; besides that 24 bytes for a
//! record and 32 for an identifier, as in `verify scan`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::cmd::verify::health::Health;
use crate::cmd::verify::pass::{Met, open_parts, pass};
use crate::error::Result;
use crate::model::date::parse_day;
use crate::model::review::Reckoner;
use crate::model::{Dictionary, FieldId, Level, Part, RecordNumber, Selector};
use crate::policy::{Code, Finding, Flaw, Policy};
use crate::vault::{Record, Reporting, Vault};

/// The word under which records without a value are counted, and others than the options.
pub(super) const NONE: &str = "";
/// The word for values that are no option of their field.
pub(super) const OTHER: &str = "other";

/// So many days ago at most; what was verified before the last of them is older.
pub(super) const AGES: [(&str, i32); 4] =
    [("d90", 90), ("d180", 180), ("d365", 365), ("d730", 730)];

/// The records that were counted.
pub(super) struct Census {
    policy: &'static Policy,
    parts: Vec<Part>,
    today: Date,
    reckoner: Reckoner,
    /// What is counted by its words.
    pub(super) by_word: Vec<(FieldId, BTreeMap<String, u64>)>,
    /// Records by when they were last verified: never, within each of [`AGES`], before.
    pub(super) verified: [u64; AGES.len() + 2],
    /// For each requirement of the policy: of how many records it is asked, and how many meet it.
    pub(super) required: Vec<(u64, u64)>,
    /// Records whose review is due.
    pub(super) overdue: u64,
    /// Records by what they were found to suffer from.
    pub(super) with: With,
    /// Everything that was found, as `verify scan` counts it.
    pub(super) health: Health,
    seen: u64,
    last_double: Option<RecordNumber>,
}

/// How many records something was found of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct With {
    /// They lack what has to be there.
    pub(super) absent: u64,
    /// A value is wrong.
    pub(super) wrong: u64,
    /// Nobody looked after them for very long.
    pub(super) dead: u64,
    /// They share an identifier.
    pub(super) double: u64,
    /// They have level-1 values.
    pub(super) sensitive: u64,
    /// Those of them without a separate consent.
    pub(super) unconsented: u64,
}

impl Census {
    /// Counts every record that this operator may look at.
    pub(super) fn take(vault: &mut Vault) -> Result<Self> {
        let mut census = Self::new(vault)?;
        let everybody = Selector::default();
        pass(vault, (Reporting::Records.verb(), &everybody), &mut |met| {
            match met {
                Met::Record(record, findings) => census.count(record, findings),
                Met::Twin(twin) => census.double(twin.number),
            }
            Ok(())
        })?;
        Ok(census)
    }

    fn new(vault: &Vault) -> Result<Self> {
        let (policy, today) = (vault.policy(), vault.today()?);
        let known = policy.known();
        let words = [known.kind, known.stage, known.grade].into_iter();
        let words = words.chain(policy.owner()).chain([known.source]);
        Ok(Self {
            policy,
            parts: open_parts(vault),
            today,
            reckoner: policy.review().on(today),
            by_word: words.map(|field| (field, BTreeMap::new())).collect(),
            verified: [0; AGES.len() + 2],
            required: vec![(0, 0); policy.document().required.len()],
            overdue: 0,
            with: With::default(),
            health: Health::new(policy),
            seen: 0,
            last_double: None,
        })
    }

    /// How many records were counted.
    pub(super) const fn seen(&self) -> u64 {
        self.seen
    }

    /// Whether the keys open what is kept at `level`.
    pub(super) fn opens(&self, level: Level) -> bool {
        self.parts.contains(&Part::Level(level))
    }

    /// The levels that they do not open.
    pub(super) fn closed(&self) -> Vec<Level> {
        Level::ALL.into_iter().filter(|level| !self.opens(*level)).collect()
    }

    fn count(&mut self, record: &Record, findings: &[Finding]) {
        let (policy, fields) = (self.policy, &record.fields);
        self.seen += 1;
        self.health.begin(record.number);
        for (field, words) in &mut self.by_word {
            let text = fields.text(*field);
            *words.entry(word(policy, *field, text).to_owned()).or_default() += 1;
        }
        let place = age(fields.text(policy.known().verified), self.today);
        if let Some(count) = self.verified.get_mut(place) {
            *count += 1;
        }
        if self.opens(Level::Two) {
            for asked in policy.asked(fields) {
                if let Some((of, met)) = self.required.get_mut(asked.place) {
                    *of += 1;
                    *met += u64::from(asked.met);
                }
            }
        }
        let due = self.reckoner.due(fields).is_some_and(|due| due.day <= self.today);
        self.overdue += u64::from(due);
        for finding in findings {
            self.health.note(record.number, finding.code);
        }
        self.suffer(findings);
        let is_sensitive = |field| policy.part(field) == Part::Level(Level::One);
        self.with.sensitive += u64::from(fields.iter().any(|(field, _)| is_sensitive(field)));
    }

    fn suffer(&mut self, findings: &[Finding]) {
        let any = |is: &dyn Fn(Code) -> bool| u64::from(findings.iter().any(|one| is(one.code)));
        // That nobody said where a record came from, or that a purpose needs more, is no field that
        // a record must have.
        self.with.absent += any(&|code| matches!(code, Code::Missing | Code::Incomplete));
        self.with.wrong += any(&|code| code.flaw() == Flaw::Wrong);
        self.with.dead += any(&|code| code == Code::Dead);
        self.with.unconsented += any(&|code| code == Code::AwaitingConsent);
    }

    /// A record that shares an identifier; one that shares several comes several times in a row.
    fn double(&mut self, number: RecordNumber) {
        self.health.note(number, Code::Duplicate);
        if self.last_double != Some(number) {
            self.with.double += 1;
            self.last_double = Some(number);
        }
    }
}

/// The word under which a value is counted. A field with options may take other values too, which
/// anybody may have typed: those are not shown.
fn word<'t>(policy: &Policy, field: FieldId, text: &'t str) -> &'t str {
    let choices = policy.choices(field);
    let known = choices.is_empty() || choices.iter().any(|choice| choice.id == text);
    if text.is_empty() || known { text } else { OTHER }
}

/// The place of a day among [`AGES`]: 0 for none, the last for what is older.
fn age(verified: &str, today: Date) -> usize {
    let Some(day) = parse_day(verified) else { return 0 };
    let days = today.since(day).map_or(i32::MAX, |span| span.get_days());
    1 + AGES.iter().position(|(_, most)| days <= *most).unwrap_or(AGES.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::day;

    #[test]
    fn a_verification_is_as_old_as_its_day() {
        let today = day(2026, 3, 1).unwrap();
        for (verified, place) in [
            ("", 0),
            ("2026-03-01", 1),
            ("2025-12-01", 1),
            ("2025-11-30", 2),
            ("2025-03-01", 3),
            ("2024-03-01", 4),
            ("2023-01-01", 5),
        ] {
            assert_eq!(age(verified, today), place, "{verified}");
        }
    }

    #[test]
    fn a_word_that_somebody_made_up_is_not_shown() {
        let policy = Policy::builtin();
        let known = policy.known();
        assert_eq!(word(policy, known.source, "exhibition"), "exhibition");
        assert_eq!(word(policy, known.source, "王伟介绍"), OTHER);
        assert_eq!(word(policy, known.source, ""), NONE);
        assert_eq!(word(policy, policy.owner().unwrap(), "李敏"), "李敏");
        assert_eq!(word(policy, known.grade, "VIP"), "VIP");
    }
}
