//! What a stocktake says, section by section.

use super::cells::{Line, suppress};
use super::census::{AGES, Census, NONE, OTHER};
use super::figures::Figures;
use crate::cmd::fields::label;
use crate::error::Message;
use crate::model::{FieldId, Level};
use crate::policy::{Policy, Requirement};
use crate::ui::{Language, Ui};
use crate::vault::{Movement, Operational};
use jiff::civil::Date;

/// Lines under a heading.
pub(super) struct Section {
    /// Its ASCII id.
    pub(super) id: String,
    /// The heading.
    pub(super) heading: String,
    /// The lines.
    pub(super) lines: Vec<Line>,
}

/// Makes the sections in one language.
pub(super) struct Maker<'a, 'h> {
    /// Where words come from.
    pub(super) ui: &'a Ui<'h>,
    /// The policy in force.
    pub(super) policy: &'static Policy,
    /// Counts below this are left out.
    pub(super) k: u64,
}

impl Maker<'_, '_> {
    /// All of them; `since` is the day from which on the log was asked, and the one of the stocktake
    /// before.
    pub(super) fn sections(
        &self,
        figures: &Figures,
        since: Option<(Date, Option<Date>)>,
    ) -> Vec<Section> {
        let mut sections = vec![self.vault(&figures.operational)];
        if let Some(census) = &figures.census {
            let words = census.by_word.iter();
            sections.extend(words.map(|(field, _)| self.by_word(census, *field)));
            sections.push(self.verified(census));
            sections.extend(census.opens(Level::Two).then(|| self.required(census)));
            sections.push(self.care(census));
            sections.push(self.findings(census));
        }
        if let Some((movement, (day, before))) = figures.movement.as_ref().zip(since) {
            sections.push(self.since(movement, figures.operational.records, (day, before)));
        }
        sections
    }

    fn chinese(&self) -> bool {
        self.ui.language() == Language::Chinese
    }

    fn word(&self, id: &str) -> String {
        self.ui.text(&Message::new(format!("report-{id}")))
    }

    /// A line that the program names.
    fn line(&self, id: &str, count: u64) -> Line {
        Line::new(id, self.word(id), count)
    }

    fn section(&self, id: &str, mut lines: Vec<Line>, adds_up: bool) -> Section {
        suppress(&mut lines, self.k, adds_up);
        Section { id: id.to_owned(), heading: self.word(&format!("section-{id}")), lines }
    }

    fn vault(&self, sums: &Operational) -> Section {
        // How large the vault is tells nobody apart.
        let mut lines = vec![
            self.line("records", sums.records),
            self.line("in-use", sums.in_use()),
            self.line("restricted", sums.restricted),
            self.line("unseen", sums.records - sums.within),
        ];
        let size = lines.len();
        // Whatever other states the policy has, such as 待核.
        for (state, count) in sums.states.iter().filter(|(state, _)| *state != "active") {
            let name = self.policy.shown(self.policy.known().state, state, self.chinese());
            lines.push(Line::new(state, name, *count));
        }
        lines.push(self.line("held", sums.held));
        lines.push(self.line("due", sums.due));
        if let Some(rest) = lines.get_mut(size..) {
            suppress(rest, self.k, false);
        }
        Section { id: "vault".to_owned(), heading: self.word("section-vault"), lines }
    }

    /// Records by the value of a field: in the order of the policy, otherwise the most first.
    fn by_word(&self, census: &Census, field: FieldId) -> Section {
        let counts = census.by_word.iter().find(|(other, _)| *other == field);
        let mut rows: Vec<(&str, u64)> = counts
            .map(|(_, words)| words.iter().map(|(word, count)| (word.as_str(), *count)).collect())
            .unwrap_or_default();
        let known = self.policy.known();
        let mut order: Vec<&str> = self.policy.choices(field).iter().map(|c| &*c.id).collect();
        if field == known.grade {
            order = self.policy.ladder().iter().map(|grade| &*grade.id).collect();
        }
        let place = |word: &str| order.iter().position(|one| *one == word).unwrap_or(order.len());
        rows.sort_by_key(|(word, count)| (*word == NONE, place(word), u64::MAX - count));
        let name = |word: &str| match word {
            NONE => self.word("none"),
            OTHER if !order.is_empty() => self.word("other"),
            word => self.policy.shown(field, word, self.chinese()).to_owned(),
        };
        let line =
            |(word, count): (&str, u64)| Line::new(word, name(word), count).of(census.seen());
        let mut lines: Vec<Line> = rows.into_iter().map(line).collect();
        suppress(&mut lines, self.k, true);
        let heading = label(self.policy, field, self.ui.language());
        let heading = crate::cmd::record_view::capital(heading);
        Section { id: self.policy.field(field).id.clone(), heading, lines }
    }

    fn verified(&self, census: &Census) -> Section {
        let within = AGES.iter().map(|(id, _)| *id);
        let ids = ["never"].into_iter().chain(within).chain(["older"]);
        let lines = ids.zip(census.verified).map(|(id, count)| {
            Line::new(id, self.word(&format!("verified-{id}")), count).of(census.seen())
        });
        self.section("verified", lines.collect(), true)
    }

    /// How many records have what the policy requires.
    fn required(&self, census: &Census) -> Section {
        let rules = self.policy.document().required.iter();
        let lines = rules.zip(&census.required).filter(|(_, (of, _))| *of > 0);
        // It tells how many there are of a kind, too.
        let lines = lines.map(|(rule, (of, met))| {
            let line = self.requirement(rule).counted(*met).of(*of);
            line.telling(*of).telling(census.seen() - of)
        });
        self.section("required", lines.collect(), false)
    }

    fn requirement(&self, rule: &Requirement) -> Line {
        let (kind, stage) = (self.policy.known().kind, self.policy.known().stage);
        let source = self.policy.known().source;
        let shown = |field, id: &str| self.policy.shown(field, id, self.chinese()).to_owned();
        let fields = rule.any.iter().filter_map(|id| self.policy.id(id));
        let names: Vec<&str> =
            fields.map(|field| label(self.policy, field, self.ui.language())).collect();
        let mut only = vec![shown(kind, &rule.kind)];
        only.extend(rule.stages.iter().map(|id| shown(stage, id)));
        only.extend(rule.sources.iter().map(|id| shown(source, id)));
        let mut id = vec![rule.kind.clone()];
        id.extend([&rule.stages, &rule.sources, &rule.purposes].into_iter().flatten().cloned());
        let name = format!("{} ({})", names.join("/"), only.join(", "));
        Line::new(format!("{}:{}", id.join("+"), rule.any.join("/")), name, 0)
    }

    /// What `verify due` and `verify scan` find, by records.
    fn care(&self, census: &Census) -> Section {
        let (with, seen) = (census.with, census.seen());
        let mut lines = vec![self.line("overdue", census.overdue), self.line("dead", with.dead)];
        if census.opens(Level::Two) {
            lines.push(self.line("incomplete", with.absent));
            lines.push(self.line("wrong", with.wrong));
            lines.push(self.line("duplicates", with.double));
        }
        if census.opens(Level::One) {
            lines.push(self.line("unconsented", with.unconsented));
        }
        lines.push(self.line("failing", census.health.summary().failing));
        self.section("care", lines.into_iter().map(|line| line.of(seen)).collect(), false)
    }

    fn findings(&self, census: &Census) -> Section {
        // Most things are found once in a record at most.
        let line = |(code, count): (&crate::policy::Code, &u64)| {
            let line = Line::new(code.id(), self.ui.text(&code.message().into()), *count);
            line.telling(census.seen().saturating_sub(*count))
        };
        self.section("findings", census.health.codes().iter().map(line).collect(), false)
    }

    /// What the log says of the time since a day.
    fn since(
        &self,
        movement: &Movement,
        records: u64,
        (day, before): (Date, Option<Date>),
    ) -> Section {
        let created = movement.sum(|one| one.created);
        let destroyed = movement.sum(|one| one.destroyed);
        let written = movement.sum(|one| if one.verb == "purge" { 0 } else { one.changed });
        let mut lines = vec![
            self.line("created", created),
            self.line("changed", written - created.min(written)),
            self.line("purged", destroyed),
        ];
        suppress(&mut lines, self.k, false);
        // What was restored came and went otherwise, and what is left out is not to be worked out.
        if !movement.restored && lines.iter().all(|line| line.count.is_some()) {
            let then = (records + destroyed).saturating_sub(created);
            lines.push(self.line("records-then", then));
        }
        if let Some((before, (_, count))) = before.zip(movement.stocktake) {
            let name = Message::new("report-stocktake-then").arg("day", before.to_string());
            lines.push(Line::new("stocktake-then", self.ui.text(&name), count));
        }
        let heading = Message::new("report-section-since").arg("day", day.to_string());
        Section { id: "since".to_owned(), heading: self.ui.text(&heading), lines }
    }
}
