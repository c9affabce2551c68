//! What a card says besides the facts (资料库): what they come to, and what was spent on the customer.
//!
//! Nothing of it is kept: it is reckoned from the events and scorecards that whoever looks may see.

use std::collections::BTreeMap;

use super::sections::{Fact, Maker, Section, Shown};
use crate::model::{Assessment, Event, Money};
use crate::policy::{FieldKind, SPEND};
use crate::ui::Language;
use crate::vault::Record;

/// How often something happened, and what it came to.
#[derive(Default)]
struct Sum {
    count: u64,
    money: Money,
}

impl Sum {
    fn add(&mut self, event: &Event) {
        self.count += 1;
        if !event.amount.is_empty() {
            self.money.add(&event.amount);
        }
    }

    /// How often, which `times` puts into words, and how much.
    fn values(&self, times: impl Fn(u64) -> String) -> Vec<Shown> {
        let count = Shown::told(self.count.to_string(), times(self.count));
        let money = self.money.sums().into_iter();
        [count].into_iter().chain(money.map(Shown::plain)).collect()
    }
}

impl Maker<'_, '_> {
    /// What was made of the facts, and what was spent; neither where there is nothing.
    pub(super) fn library(&self, record: &Record) -> [Section; 2] {
        let events = self.events(record);
        let mut types: BTreeMap<&str, Sum> = BTreeMap::new();
        let mut years: BTreeMap<&str, Sum> = BTreeMap::new();
        for event in &events {
            types.entry(&event.kind).or_default().add(event);
            if event.kind == SPEND {
                years.entry(event.date.get(..4).unwrap_or_default()).or_default().add(event);
            }
        }
        let times = |count| self.times(count);
        let chinese = self.language() == Language::Chinese;
        let known = self.policy().document().events.iter();
        let derived = known.filter(|about| about.id != SPEND).filter_map(|about| {
            let label = if chinese { &about.label_zh } else { &about.label_en };
            Some(Fact::several(&about.id, label, types.get(&*about.id)?.values(times)))
        });
        let mut derived: Vec<Fact> = derived.collect();
        derived.extend(self.assessed(record));
        let total = types
            .get(SPEND)
            .map(|sum| Fact::several("total", &self.say("total"), sum.values(times)));
        let years = years.iter().map(|(year, sum)| Fact::several(year, year, sum.values(times)));
        let spend = total.into_iter().chain(years).collect();
        [self.section("derived", derived), self.section("spend", spend)]
    }

    fn events(&self, record: &Record) -> Vec<Event> {
        let field = self.policy().known().events;
        let values = field.into_iter().flat_map(|field| record.fields.all(field));
        values.filter_map(|value| Event::parse(&value.text)).collect()
    }

    /// The newest total of each standard, and its day.
    fn assessed(&self, record: &Record) -> Vec<Fact> {
        let fields = self.policy().fields().filter(|(_, f)| f.kind == FieldKind::Assessment);
        let cards: Vec<Assessment> = fields
            .flat_map(|(field, _)| record.fields.all(field))
            .filter_map(|value| Assessment::parse(&value.text))
            .collect();
        let chinese = self.language() == Language::Chinese;
        let standards = self.policy().document().assessments.iter();
        let newest = standards.filter_map(|about| {
            let of_it = cards.iter().filter(|card| card.standard == about.id);
            let card = of_it.max_by(|one, other| one.date.cmp(&other.date))?;
            let label = if chinese { &about.label_zh } else { &about.label_en };
            let total = Shown::told(card.total.to_string(), format!("{}%", card.total));
            let values = vec![total, Shown::plain(card.date.clone())];
            Some(Fact::several(&about.id, label, values))
        });
        newest.collect()
    }
}
