//! Counting records by combinations of what they hold, for who may see the values only as numbers.
//!
//! Counted are the records that the purpose covers, as far as it may see them; restricted ones are
//! not among them. Fields that tell who somebody is, or are free text about a person, are no
//! words to count by. Counts that are too small, or tell of small ones, do not leave here: see
//! [`crossed`].

mod crossed;
mod moves;
mod solve;

use super::cover::{LeftOut, Lens};
use super::error::{Error, Result};
use super::export_fault::ExportFault;
use super::search::Found;
use super::session::Vault;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, FieldId, Level, Part, Selector};
use crate::policy::{FieldKind, Policy};
use crossed::{Counts, Heeds, TooFine};
use std::collections::BTreeMap;

/// The verb in the log.
const VERB: &str = "report-aggregate";

/// By no more fields is counted.
const MOST_FIELDS: usize = 3;

/// No more combinations are counted: to tell what may be shown of them, all have to be in memory.
const MOST_CELLS: usize = 100_000;

/// The word for values that are none of their field's, which somebody may have made up.
pub const OTHER_WORD: &str = "other";

/// What is to be counted.
pub struct Aggregate<'a> {
    /// Which records.
    pub selector: &'a Selector,
    /// By what.
    pub fields: &'a [FieldId],
    /// The id of the purpose; that of the role where none is named.
    pub purpose: Option<&'a str>,
    /// Counts below this are not shown.
    pub k: u64,
}

/// Records counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aggregated {
    /// How many hold each combination; an empty word is no value. Nothing: not to be shown.
    pub cells: BTreeMap<Vec<String>, Option<u64>>,
    /// Those that the purpose does not cover.
    pub left_out: LeftOut,
}

impl Vault {
    /// Counts records by the combinations of the values of some fields, and logs that as a look at
    /// their levels without numbers, since no record is named.
    pub fn aggregate(&mut self, order: &Aggregate<'_>) -> Result<Aggregated> {
        self.require(Capability::Read)?;
        self.require_countable(order)?;
        self.hold_shared()?;
        let (mut counted, mut found, mut count) = self.aggregated(order)?;
        let seen = self.state.checkpoint.seq;
        self.hold_exclusive()?;
        self.recover_to_look()?;
        if self.written_since(seen)? {
            (counted, found, count) = self.aggregated(order)?;
        }
        let parts = self.parts_of(order.fields);
        let of_level = |level: &Level| parts.contains(&Part::Level(*level));
        let purpose = self.purpose(order.purpose)?.map(|purpose| purpose.id.parse());
        let act = Act::Disclose {
            verb: Code::fixed(VERB),
            numbers: Numbers::new(),
            count,
            levels: Level::ALL.into_iter().filter(of_level).collect(),
            purpose: purpose.transpose().map_err(|_| Error::Bug("purpose"))?,
            revealed: false,
            terms: self.terms(&counted.left_out),
        };
        self.log_look(&act, &found)?;
        self.release()?;
        Ok(counted)
    }

    fn require_countable(&self, order: &Aggregate<'_>) -> Result<()> {
        let purpose = self.purpose(order.purpose)?;
        if order.fields.len() > MOST_FIELDS {
            return Err(Error::Export(ExportFault::TooManyFields { limit: MOST_FIELDS }));
        }
        for field in order.fields {
            let id = &self.policy.field(*field).id;
            self.require_field(*field)?;
            if !is_countable(self.policy, *field) {
                return Err(Error::Export(ExportFault::NotCountable(id.clone())));
            }
            if let Some(purpose) = purpose.filter(|purpose| !self.policy.sees(purpose, *field)) {
                return Err(Error::OutsidePurpose(self.policy.called(*field), purpose.called()));
            }
        }
        Ok(())
    }

    /// The counts, of which records, and how many they are.
    fn aggregated(&self, order: &Aggregate<'_>) -> Result<(Aggregated, Found, u64)> {
        let (found, left_out) = self.find_covered(order.purpose, order.selector)?;
        let parts = self.parts_of(order.fields);
        let lens: Option<Lens> = self.lens(order.purpose)?;
        // What is hidden must not depend on the order in which the fields are named.
        let mut fields = order.fields.to_vec();
        fields.sort_unstable();
        let mut cells = Counts::new();
        self.stream(&found.numbers, &parts, &mut |record| {
            let mut record = record.clone();
            if let Some(lens) = &lens {
                lens.narrow(&mut record, &parts);
            }
            let word = |field: &FieldId| word(self.policy, *field, record.fields.text(*field));
            *cells.entry(fields.iter().map(word).collect()).or_default() += 1;
            if cells.len() > MOST_CELLS {
                return Err(Error::Export(ExportFault::TooManyCells { limit: MOST_CELLS }));
            }
            Ok(())
        })?;
        let count = cells.values().sum();
        let shown = self.shown(cells, &fields, order.k)?;
        let place = |field: &FieldId| fields.iter().position(|one| one == field);
        let places: Vec<usize> = order.fields.iter().filter_map(place).collect();
        let named = |words: Vec<String>| -> Vec<String> {
            places.iter().filter_map(|place| words.get(*place).cloned()).collect()
        };
        let cells = shown.into_iter().map(|(words, count)| (named(words), count)).collect();
        Ok((Aggregated { cells, left_out }, found, count))
    }

    /// The counts without those that must not be shown.
    fn shown(
        &self,
        cells: Counts,
        fields: &[FieldId],
        k: u64,
    ) -> Result<BTreeMap<Vec<String>, Option<u64>>> {
        let is_made_up = |field: &FieldId| self.policy.field(*field).kind == FieldKind::Text;
        let made_up: Vec<bool> = fields.iter().map(is_made_up).collect();
        let cells = crossed::fold(cells, (&made_up, OTHER_WORD), k);
        let heeds = if self.mutated("sums-unheeded") {
            Heeds::Nothing
        } else if self.mutated("bounds-unheeded") {
            Heeds::Sums
        } else {
            Heeds::Bounds
        };
        let hidden = crossed::hidden(&cells, (k, heeds)).map_err(|why| {
            Error::Export(match why {
                TooFine::Many => ExportFault::TooManyCells { limit: crossed::MOST_HIDDEN },
                TooFine::Told => ExportFault::Told,
            })
        })?;
        let cells = cells.into_iter().zip(hidden);
        Ok(cells.map(|((words, count), hidden)| (words, (!hidden).then_some(count))).collect())
    }

    fn parts_of(&self, fields: &[FieldId]) -> Vec<Part> {
        let mut parts: Vec<Part> = fields.iter().map(|field| self.policy.part(*field)).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// Whether records are counted by a field: one value of a list, or a word of level 3.
fn is_countable(policy: &Policy, field: FieldId) -> bool {
    let about = policy.field(field);
    let is_word = match about.kind {
        FieldKind::Choice | FieldKind::OpenChoice | FieldKind::Grade | FieldKind::Region => true,
        FieldKind::Text => policy.part(field) == Part::Level(Level::Three) && !about.traits.unique,
        _ => false,
    };
    is_word && !about.traits.multi && policy.part(field) != Part::Level(Level::One)
}

/// The word under which a value is counted.
fn word(policy: &Policy, field: FieldId, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        policy.listed(field, text).unwrap_or(OTHER_WORD).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, person, selector};
    use super::*;
    use crate::model::Value;
    use crate::vault::Environment;

    fn sample() -> Sample {
        let sample = Sample::new();
        let id = |id| Policy::builtin().id(id).unwrap();
        let records = (0..6).map(|n| {
            let mut fields = person("张伟", &format!("1380000001{n}"), "");
            fields.set(id("grade"), [Value::plain(if n < 4 { "A" } else { "B" })]);
            fields.set(id("region"), [Value::plain(["310000 上海市", "老王家"][n % 2])]);
            if n == 5 {
                fields.set(id("state"), [Value::plain("restricted")]);
            }
            fields
        });
        let records = records.collect();
        sample.open().change(|transaction| transaction.add("add", records)).unwrap();
        sample
    }

    fn count(sample: &Sample, names: &[&str], purpose: &str) -> Result<Aggregated> {
        let policy = Policy::builtin();
        let fields: Vec<FieldId> = names.iter().map(|name| policy.id(name).unwrap()).collect();
        let selector = selector("");
        let purpose = Some(purpose);
        sample.open().aggregate(&Aggregate { selector: &selector, fields: &fields, purpose, k: 1 })
    }

    #[test]
    fn combinations_are_counted_without_the_restricted_and_the_uncovered() {
        let sample = sample();
        let counted = count(&sample, &["grade", "region"], "service").unwrap();
        let cells: Vec<(String, u64)> =
            counted.cells.iter().map(|(words, count)| (words.join("|"), count.unwrap())).collect();
        let expected = [("A|310000 上海市", 2), ("A|other", 2), ("B|310000 上海市", 1)];
        assert_eq!(cells, expected.map(|(words, count)| (words.to_owned(), count)));
        let vault = sample.open();
        let row = vault.store.entry(vault.state.checkpoint.seq).unwrap().unwrap();
        let Act::Disclose { verb, numbers, count: of, levels, purpose, .. } =
            vault.open_entry(&row).unwrap().act
        else {
            panic!("no look");
        };
        assert_eq!((verb.as_str(), numbers.len(), of), (VERB, 0, 5));
        assert_eq!((levels, purpose.unwrap().as_str()), (vec![Level::Three], "service"));
        drop(vault);
        // Nobody agreed to it.
        let counted = count(&sample, &["grade"], "marketing").unwrap();
        assert!(counted.cells.is_empty() && !counted.left_out.is_empty());
    }

    /// A vault with so many customers of each grade in each region.
    fn grouped(groups: &[(&str, &str, usize)]) -> Sample {
        let sample = Sample::new();
        let id = |id| Policy::builtin().id(id).unwrap();
        let records = groups.iter().flat_map(|(grade, region, count)| {
            (0..*count).map(move |n| {
                let mut fields = person(&format!("{grade}{region}{n}"), "", "");
                fields.set(id("grade"), [Value::plain(*grade)]);
                fields.set(id("region"), [Value::plain(*region)]);
                fields
            })
        });
        let records = records.collect();
        sample.open().change(|transaction| transaction.add("add", records)).unwrap();
        sample
    }

    #[test]
    fn a_program_that_heeds_no_sums_is_caught() {
        let id = |id| Policy::builtin().id(id).unwrap();
        let (first, second) = ("110000 北京市", "310000 上海市");
        let sample = grouped(&[("A", first, 3), ("A", second, 20), ("B", first, 10)]);
        let (selector, fields) = (selector(""), [id("grade"), id("region")]);
        let order = |fields| Aggregate { selector: &selector, fields, purpose: None, k: 5 };
        let shown = |counted: Aggregated| counted.cells.into_values().collect::<Vec<_>>();
        let mut vault = sample.open();
        let refused = vault.aggregate(&order(&fields));
        assert!(matches!(refused, Err(Error::Export(ExportFault::Told))), "{refused:?}");
        assert_eq!(shown(vault.aggregate(&order(&fields[..1])).unwrap()), [Some(23), Some(10)]);
        assert_eq!(shown(vault.aggregate(&order(&fields[1..])).unwrap()), [Some(13), Some(20)]);
        drop(vault);
        let environment = Environment {
            mutant: Box::new(|name| name == "sums-unheeded"),
            ..sample.environment()
        };
        let mut weak = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        // None is shown, and yet the ten are all that B has, and thirteen less ten are the three.
        assert_eq!(shown(weak.aggregate(&order(&fields)).unwrap()), [None; 3]);
    }

    /// Counts that are exact because each listed combination is somebody's.
    #[test]
    fn a_program_that_heeds_no_bounds_is_caught() {
        let id = |id| Policy::builtin().id(id).unwrap();
        let (first, second, third) = ("110000 北京市", "310000 上海市", "500000 重庆市");
        let sample = grouped(&[
            ("A", first, 13),
            ("A", second, 2),
            ("A", third, 18),
            ("B", first, 6),
            ("B", second, 1),
            ("B", third, 11),
            ("C", first, 1),
            ("C", third, 9),
        ]);
        let (selector, fields) = (selector(""), [id("grade"), id("region")]);
        let order = Aggregate { selector: &selector, fields: &fields, purpose: None, k: 5 };
        let hides = |weakness: &'static str| {
            let mutant = Box::new(move |name: &str| name == weakness);
            let environment = Environment { mutant, ..sample.environment() };
            let vault = Vault::open(&sample.dir(), &sample.credential(), environment);
            let counted = vault.unwrap().aggregate(&order).unwrap();
            counted.cells.into_values().filter(Option::is_none).count()
        };
        assert!(hides("bounds-unheeded") < hides(""), "the weakness was not caught");
    }

    #[test]
    fn what_somebody_wrote_behind_a_division_is_no_word() {
        let region = Policy::builtin().id("region").unwrap();
        for (text, expected) in [
            ("310000 上海市", "310000 上海市"),
            ("310000 上海市老王家13800000013", "310000 上海市"),
            ("310115 上海市浦东新区张江镇", "310115 上海市浦东新区"),
            ("310000 张伟", OTHER_WORD),
            ("999999 张伟", OTHER_WORD),
            ("张伟", OTHER_WORD),
            ("", ""),
        ] {
            assert_eq!(word(Policy::builtin(), region, text), expected, "{text}");
        }
    }

    #[test]
    fn nobody_is_counted_by_what_tells_who_they_are() {
        let sample = sample();
        for name in ["name", "phone", "notes", "id_number", "tags", "address", "created"] {
            let refused = count(&sample, &[name], "service");
            assert!(
                matches!(refused, Err(Error::Export(ExportFault::NotCountable(field))) if field == name),
                "{name}"
            );
        }
    }
}
