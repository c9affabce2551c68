//! Links that name their record by a value, `works_at:external_id=C-1`: an identifier, or the number
//! that another program gave it (`external_id`).
//!
//! A file that says which numbers its rows had, as an export does, names them by these numbers: here
//! they are other records', or strangers'. Such a number means the row that had it, and nobody else.
//!
//! Such a row is read without these links first. When it is known which records they mean, it is
//! spelt with their numbers, and from there on it is a row like any other.

use super::lines::Wrong;
use super::rules::{Names, Rules};
use super::{Why, known};
use crate::model::{Clearance, Dictionary, FieldId, Link, RecordNumber, Value};
use crate::policy::{FieldKind, NamedLink, SaidLinks};
use crate::transfer::{Cells, OBJECT, Record, RowBatch, unguard};

/// The field that holds the number which another program gave a record; several may have one.
const REFERENCE: &str = "external_id";

/// A row without its links by values, and these.
pub(super) struct Named {
    pub(super) row: RowBatch,
    pub(super) links: Vec<(FieldId, NamedLink)>,
}

/// A cell that holds links.
struct LinkCell<'c> {
    field: FieldId,
    /// Its place, and that of the word which says that it is an object, if there is one.
    at: (usize, Option<usize>),
    text: &'c str,
}

impl Rules {
    /// Takes over the names of the columns, and finds the fields by which links may name records, if
    /// there are links at all.
    pub(super) fn link_by(&mut self, clearance: Clearance, header: &[String]) {
        let policy = self.policy;
        let has = |at: &usize| {
            header.get(*at).is_some_and(|name| RecordNumber::is_in_column(name.trim()))
        };
        self.numbers = match self.names() {
            Names::Header(headers) => headers.unknown().find(has),
            Names::Rows(..) => None,
        };
        self.header = header.to_vec();
        if self.mapped.iter().all(|field| policy.field(*field).kind != FieldKind::Link) {
            return;
        }
        let reference = policy.id(REFERENCE);
        for (field, about) in policy.fields() {
            let names = about.traits.unique || Some(field) == reference;
            if names && about.traits.searchable && clearance.opens_part(about.part) {
                self.linked_by.push(field);
            }
        }
        self.reference = reference.filter(|field| self.linked_by.contains(field));
    }

    /// The fields of which the vault's values are to be known.
    pub(super) fn looked_up(&self) -> Vec<FieldId> {
        let mut fields = self.unique.clone();
        fields.extend(self.linked_by.iter().filter(|field| !self.unique.contains(field)));
        fields
    }

    /// What stands for what a link names.
    pub(super) fn name(&self, link: &NamedLink) -> u64 {
        match link.by {
            Some(field) => self.keys.identifier(self.policy, field, &link.text),
            None => self.keys.number(&link.text),
        }
    }

    /// What stands for the number that a row had, where its file says such.
    pub(super) fn number_had(&self, cells: Cells<'_>) -> Option<u64> {
        let number: RecordNumber = self.said_number(cells)?.trim().parse().ok()?;
        (!self.linked_by.is_empty()).then(|| self.keys.number(&number.to_string()))
    }

    /// What a row says in the column of numbers, which may be nothing; none where there is no such
    /// column. A row that names its own values has the member or has it not.
    fn said_number<'c>(&self, cells: Cells<'c>) -> Option<&'c str> {
        match self.names() {
            Names::Header(_) => cells.get(self.numbers?).map(unguard),
            Names::Rows(_, _, map) => {
                let all: Vec<&str> = cells.iter().collect();
                let (values, _) = all.as_chunks::<3>();
                let is_it = |name: &str| {
                    RecordNumber::is_in_column(name)
                        && self.policy.resolve(name).is_none()
                        && map.as_ref().is_none_or(|map| !map.names_column(name))
                };
                values.iter().find(|[name, ..]| is_it(name)).map(|[_, _, text]| *text)
            }
        }
    }

    /// A row whose links name records by values, taken apart; nothing for any other.
    pub(super) fn named(&self, record: &Record<'_>) -> Result<Option<Named>, Wrong> {
        let mut links = Vec::new();
        let row = self.respelt(record, |field, said| {
            links.extend(said.named.into_iter().map(|link| (field, link)));
            said.numbered
        })?;
        Ok(row.map(|row| Named { row, links }))
    }

    /// A row with numbers in the place of what its links name.
    pub(super) fn linked(
        &self,
        record: &Record<'_>,
        number: impl Fn(u64) -> Option<RecordNumber>,
    ) -> Result<Option<RowBatch>, Wrong> {
        self.respelt(record, |_, said| {
            let mut all = said.numbered;
            for link in &said.named {
                all.extend(number(self.name(link)).map(|to| format!("{}:{to}", link.kind)));
            }
            all
        })
    }

    /// A row with what `spell` makes of the cells in which links name values; nothing when none is.
    fn respelt(
        &self,
        record: &Record<'_>,
        mut spell: impl FnMut(FieldId, SaidLinks) -> Vec<String>,
    ) -> Result<Option<RowBatch>, Wrong> {
        let Some(cells) = record.cells.ok().filter(|_| !self.linked_by.is_empty()) else {
            return Ok(None);
        };
        let mut changed = Vec::new();
        let of_file = self.said_number(cells).is_some();
        for cell in self.link_cells(cells) {
            let may = |field| self.linked_by.contains(&field);
            let said = self.policy.named_links(cell.field, (cell.text, of_file), may);
            let said = said.map_err(|wrong| (Some(wrong.field), Why::Value(wrong.code)))?;
            if let Some(said) = said {
                let (text, word) = cell.at;
                changed.push((text, spell(cell.field, said).join("; ")));
                changed.extend(word.map(|at| (at, String::new())));
            }
        }
        Ok((!changed.is_empty()).then(|| record.alone(&changed)))
    }

    fn link_cells<'c>(&self, cells: Cells<'c>) -> Vec<LinkCell<'c>> {
        let is_link = |field: &FieldId| self.policy.field(*field).kind == FieldKind::Link;
        match self.names() {
            Names::Header(headers) => {
                let columns = headers.columns().iter().enumerate();
                let linked = columns.filter_map(|(at, column)| {
                    let field = column.field(self.policy).filter(is_link)?;
                    let text = unguard(cells.get(at)?);
                    Some(LinkCell { field, at: (at, None), text })
                });
                linked.collect()
            }
            Names::Rows(..) => {
                let all: Vec<&str> = cells.iter().collect();
                let (values, _) = all.as_chunks::<3>();
                let values = values.iter().enumerate();
                let linked = values.filter_map(|(at, [name, word, text])| {
                    let field = self.policy.resolve(name).filter(is_link)?;
                    let word = (*word == OBJECT).then_some(3 * at + 1);
                    Some(LinkCell { field, at: (3 * at + 2, word), text })
                });
                linked.collect()
            }
        }
    }
}

/// The links by number that a record has already, as far as `links` say nothing else of them: to say
/// them again takes nobody for somebody else. Gives what stands for each number, and the number.
pub(super) fn settled(
    rules: &Rules,
    links: &[(FieldId, NamedLink)],
    has: &[Link],
) -> Vec<(u64, u64)> {
    let by_number = |link: &&NamedLink| link.by.is_none();
    let is_there = |link: &NamedLink| {
        has.iter().any(|one| one.kind == link.kind && one.to.to_string() == link.text)
    };
    let all = || links.iter().map(|(_, link)| link).filter(by_number);
    all()
        .filter(|link| all().all(|other| other.text != link.text || is_there(other)))
        .filter_map(|link| Some((rules.name(link), link.text.parse::<RecordNumber>().ok()?.get())))
        .collect()
}

/// What stands for a link of a row until its record is known, so that the row is judged with it.
pub(super) fn stand_in(link: &NamedLink) -> Option<Value> {
    let link = Link { kind: link.kind.clone(), to: RecordNumber::new(1)? };
    serde_json::to_string(&link).ok().map(Value::plain)
}

/// The records that have a value, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Meant {
    /// None.
    #[default]
    Nobody,
    /// One.
    One(u64),
    /// More than one.
    Several,
}

impl Meant {
    /// Takes in one record more.
    pub(super) fn add(&mut self, number: u64) {
        *self = match *self {
            Self::Nobody => Self::One(number),
            Self::One(known) if known == number => *self,
            _ => Self::Several,
        };
    }

    /// Takes in whatever `more` means.
    pub(super) fn join(&mut self, more: Self) {
        match more {
            Self::Nobody => {}
            Self::One(number) => self.add(number),
            Self::Several => *self = Self::Several,
        }
    }
}

/// Records by the hashes of the numbers that another program gave them.
pub(super) type References = known::Hashed<Meant>;
