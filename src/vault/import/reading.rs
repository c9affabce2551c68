//! What a worker makes of a row before its turn has come: its values, its faults, the hashes of
//! its identifiers, the record it may belong to, and the packed new record.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::known::Known;
use super::linking::{Named, settled, stand_in};
use super::met::{Age, Records, unsound};
use super::others::Called;
use super::rules::{Rules, Said};
use super::twins::Twins;
use super::{Fault, Why};
use crate::model::{FieldId, Fields, Link, Part, RecordNumber, Value};
use crate::policy::{Code, NamedLink, Policy};
use crate::transfer::{Record, RowBatch};
use crate::vault::bucket::Opener;
use crate::vault::error::{Error, Result};
use crate::vault::own::Own;
use crate::vault::packed::Packed;
use crate::vault::records::keep_system_fields;

/// A row as a worker leaves it.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) read: std::result::Result<Box<Good>, Vec<Fault>>,
}

/// A row without faults.
#[expect(clippy::struct_excessive_bools, reason = "four things that a row is, whatever else it is")]
pub(super) struct Good {
    /// Its identifiers, hashed.
    pub(super) identifiers: Vec<(FieldId, u64)>,
    pub(super) fingerprint: u64,
    /// What its customer is called.
    pub(super) called: Called,
    /// Level-1 values without a separate consent.
    pub(super) held: bool,
    /// A third party's, without a ground.
    pub(super) quarantined: bool,
    /// A record of its own would be due for destruction at once.
    pub(super) due: bool,
    /// What it lacks to be a record of its own.
    pub(super) missing: Vec<FieldId>,
    /// A field that a record of its own must not have without a separate consent.
    pub(super) unfounded: Option<FieldId>,
    /// What nobody was reached by, where a record of its own would not have it.
    pub(super) unmet: Option<FieldId>,
    /// How many values it has of a field to which rows add, at most.
    pub(super) size: u16,
    /// By which contacts somebody is reached, as bits: their places in the policy's order.
    pub(super) contacts: u32,
    /// The new record, unless it lacks something or a record of the vault has met.
    pub(super) packed: Option<Arc<Packed>>,
    /// Records of the vault that have one of its identifiers.
    pub(super) hits: Vec<Hit>,
    /// It may belong to a record that nobody has opened.
    pub(super) unverified: bool,
    /// What its links name: the field of each link, the field by which it names (none for a number of
    /// the file), the value hashed.
    pub(super) links: Vec<(FieldId, (Option<FieldId>, u64))>,
    /// Those of them, with the numbers, that name by a number what its record is linked to already.
    pub(super) settled: Vec<(u64, u64)>,
    /// The number that it had where the file was written, hashed, where links may name that.
    pub(super) had: Option<u64>,
    /// The number that another program gave it, hashed, where links may name that.
    pub(super) reference: Option<u64>,
    /// It has no identifier, and there are records that have none either: the hash of their name.
    pub(super) named: Option<u64>,
}

/// A record of the vault that has an identifier of the row.
pub(super) struct Hit {
    pub(super) number: RecordNumber,
    pub(super) equal: bool,
    /// Whether it is another customer than the row's by all that both say.
    pub(super) other: bool,
    /// How old it is beside the row.
    pub(super) age: Age,
    /// Why it is not to be updated, and the field that is to blame.
    pub(super) closed: Option<(FieldId, Why)>,
    /// Hashes of identifiers that the record would lose to the row's.
    pub(super) replaced: Vec<(FieldId, u64)>,
    /// Its links.
    pub(super) links: Vec<Link>,
}

/// Reads rows; each worker has one.
pub(super) struct Reader<'a> {
    pub(super) rules: &'a Rules,
    pub(super) known: &'a Known,
    pub(super) opener: &'a Opener<'a>,
    /// The records of the vault, where they may be opened: only under the lock.
    pub(super) records: Option<Records<'a>>,
    /// The numbers of records that the batch made or is about to make.
    pub(super) made: Range<u64>,
}

impl Reader<'_> {
    /// Reads the rows of a batch.
    pub(super) fn batch(&mut self, batch: &RowBatch) -> Result<Vec<Row>> {
        batch.records().map(|record| self.row(&record)).collect()
    }

    /// Whether a row says that nobody was reached by a contact which it has not, nor the record of an
    /// earlier row, which has these.
    pub(super) fn is_unmet(&self, batch: &RowBatch, at: usize, contacts: u32) -> bool {
        let Some((mut fields, _)) = self.record_of(batch, at) else { return true };
        for (field, place) in self.rules.policy.contacts().iter().zip(0..u32::BITS) {
            if contacts & 1 << place != 0 && fields.get(*field).is_none() {
                fields.push(*field, Value::plain("1"));
            }
        }
        self.rules.policy.unmet_failure(None, &fields).is_some()
    }

    /// What a record must not hold or would lose with a row, over what earlier rows are to change.
    pub(super) fn unsound(
        &mut self,
        (row, wanted): (&Fields, &[FieldId]),
        (number, earlier): (RecordNumber, Option<&Fields>),
    ) -> Result<Option<(FieldId, Why)>> {
        let Some(records) = &mut self.records else { return Ok(None) };
        let Some(record) = records.open(number)? else { return Ok(None) };
        Ok(unsound(self.rules, (row, wanted), (&record, earlier)))
    }

    /// Packs a row that was read before and found good.
    pub(super) fn pack(&self, batch: &RowBatch, at: usize) -> Option<Arc<Packed>> {
        Some(Packed::new(self.opener, &self.record_of(batch, at)?.0))
    }

    /// The record that such a row would be, and the fields of which it says something itself.
    fn record_of(&self, batch: &RowBatch, at: usize) -> Option<(Fields, Vec<FieldId>)> {
        let cells = batch.records().nth(at)?.cells.ok()?;
        let (mut fields, _) = self.rules.values(cells);
        let spoken = self.rules.spoken(&fields);
        self.claim(&mut fields);
        self.rules.found(&mut fields);
        keep_system_fields(self.rules.policy, (None, &mut fields), self.rules.today);
        Some((fields, spoken))
    }

    /// The record of this name without identifiers that such a row is, if there is one.
    pub(super) fn twin(
        &mut self,
        (batch, at): (&RowBatch, usize),
        name: u64,
        twins: &mut Twins,
    ) -> Result<Option<RecordNumber>> {
        let Some(named) = self.known.nameable.get(&name) else { return Ok(None) };
        let (fields, spoken) = self.record_of(batch, at).ok_or(Error::Bug("a row is gone"))?;
        let row = Said { fields: &fields, spoken: &spoken };
        let records = self.records.as_mut().ok_or(Error::Bug("records that may not be opened"))?;
        twins.find(self.rules, &row, (name, named), records)
    }

    /// Reads a row again, now that the record it met may be opened.
    pub(super) fn again(&mut self, batch: &RowBatch, at: usize) -> Result<Row> {
        let record = batch.records().nth(at).ok_or(Error::Bug("a row is gone"))?;
        self.row(&record)
    }

    /// Reads a row that is spelt with numbers of the vault.
    pub(super) fn spelt(&mut self, row: &RowBatch) -> Result<Row> {
        let record = row.records().next().ok_or(Error::Bug("a row is gone"))?;
        self.plain(&record, &[])
    }

    fn row(&mut self, record: &Record<'_>) -> Result<Row> {
        let line = record.line;
        match self.rules.named(record) {
            Ok(None) => self.plain(record, &[]),
            Ok(Some(Named { row, links })) => {
                let record = row.records().next().ok_or(Error::Bug("a row is gone"))?;
                self.plain(&record, &links)
            }
            Err((field, why)) => Ok(Row { line, read: Err(vec![Fault { line, field, why }]) }),
        }
    }

    /// Reads a row whose links by values were taken out of it.
    fn plain(&mut self, record: &Record<'_>, links: &[(FieldId, NamedLink)]) -> Result<Row> {
        let line = record.line;
        let (mut fields, faults) = self.rules.entered(record);
        if !faults.is_empty() {
            let fault = |(field, why)| Fault { line, field, why };
            return Ok(Row { line, read: Err(faults.into_iter().map(fault).collect()) });
        }
        let dead = self.dead_links(&fields)?;
        for (field, link) in links {
            if let Some(value) = stand_in(link) {
                fields.push(*field, value);
            }
            // Two may mean one record; but who is promised a number must go in.
            if !self.rules.policy.field(*field).traits.multi && fields.all(*field).count() > 1 {
                let why = Why::Value(Code::TooMany);
                return Ok(Row { line, read: Err(vec![Fault { line, field: Some(*field), why }]) });
            }
        }
        for (field, _) in fields.iter() {
            self.require_part(field)?;
            if self.rules.collecting.outside(self.rules.policy, field).is_some() {
                let fault = Fault { line, field: Some(field), why: Why::TooMuch };
                return Ok(Row { line, read: Err(vec![fault]) });
            }
        }
        let spoken = self.rules.spoken(&fields);
        if !self.claim(&mut fields) {
            let field = self.rules.own.as_ref().and_then(Own::field);
            return Ok(Row { line, read: Err(vec![Fault { line, field, why: Why::GivenAway }]) });
        }
        if let Some(field) = self.known.suppressed.first(self.rules.policy, &fields) {
            let fault = Fault { line, field: Some(field), why: Why::Suppressed };
            return Ok(Row { line, read: Err(vec![fault]) });
        }
        self.rules.found(&mut fields);
        keep_system_fields(self.rules.policy, (None, &mut fields), self.rules.today);
        if let Some(finding) = self.rules.policy.refusal(None, &fields, self.rules.today) {
            let why = Why::Value(finding.code);
            return Ok(Row {
                line,
                read: Err(vec![Fault { line, field: Some(finding.field), why }]),
            });
        }
        let day = match record.cells.map_or(Ok(None), |cells| self.rules.day(cells)) {
            Ok(day) => day,
            Err((field, why)) => {
                return Ok(Row { line, read: Err(vec![Fault { line, field, why }]) });
            }
        };
        // As it stands there: what a new record gets beside it is not laid over another.
        let entered = || record.cells.map(|cells| self.rules.values(cells).0).unwrap_or_default();
        let said = Said { fields: &fields, spoken: &spoken };
        let mut good = self.good((&said, day), &entered)?;
        // A link that its record has was right when it was said.
        let has = |link: &Link| matches!(&*good.hits, [met] if met.links.contains(link));
        if let Some((field, _)) = dead.iter().find(|(_, link)| !has(link)) {
            let why = Why::Value(Code::LinkTarget);
            return Ok(Row { line, read: Err(vec![Fault { line, field: Some(*field), why }]) });
        }
        let name = |link: &NamedLink| (link.by, self.rules.name(link));
        good.links = links.iter().map(|(field, link)| (*field, name(link))).collect();
        if let [met] = good.hits.as_slice() {
            good.settled = settled(self.rules, links, &met.links);
        }
        good.had = record.cells.ok().and_then(|cells| self.rules.number_had(cells));
        Ok(Row { line, read: Ok(Box::new(good)) })
    }

    /// The links to records that are not there, where records may be opened.
    fn dead_links(&mut self, fields: &Fields) -> Result<Vec<(FieldId, Link)>> {
        let (Some(records), mut dead) = (&mut self.records, Vec::new()) else {
            return Ok(Vec::new());
        };
        for (field, text) in self.rules.policy.new_links(None, fields) {
            let Some(link) = Link::parse(text) else { continue };
            if !self.made.contains(&link.to.get()) && !records.lives(link.to)? {
                dead.push((field, link));
            }
        }
        Ok(dead)
    }

    /// A new record is of who imports it, if he may write only his own; no when the row says
    /// somebody else's.
    fn claim(&self, fields: &mut Fields) -> bool {
        self.rules.own.as_ref().is_none_or(|own| own.claim(fields))
    }

    /// Refuses a value above the clearance: a header was asked at once, rows name them one by one.
    fn require_part(&self, field: FieldId) -> Result<()> {
        let clearance = self.opener.ring.clearance;
        match self.rules.policy.part(field) {
            Part::Level(needed) if !clearance.opens(needed) => {
                let id = self.rules.policy.field(field).id.clone();
                Err(Error::Clearance { needed, field: Some(id) })
            }
            _ => Ok(()),
        }
    }

    fn good(
        &mut self,
        (row, day): (&Said<'_>, Option<Date>),
        entered: &dyn Fn() -> Fields,
    ) -> Result<Good> {
        let fields = row.fields;
        let Rules { policy, keys, unique, today, .. } = self.rules;
        let name = policy.known().name;
        let mut identifiers = Vec::with_capacity(unique.len());
        for field in unique {
            for value in fields.all(*field) {
                identifiers.push((*field, keys.identifier(policy, *field, &value.text)));
            }
        }
        let owners: Vec<(FieldId, u64)> = identifiers
            .iter()
            .filter_map(|(field, hash)| Some((*field, *self.known.owners.get(hash)?)))
            .collect();
        let missing: Vec<FieldId> =
            self.rules.missing(fields).iter().filter_map(|group| group.first().copied()).collect();
        let hits = match (&mut self.records, owners.is_empty()) {
            (Some(records), false) => {
                records.hits(self.rules, (row, day), (owners.clone(), entered))?
            }
            _ => Vec::new(),
        };
        let leads = !policy.new_links(None, fields).is_empty();
        let named = Some(keys.identifier(policy, name, fields.text(name)))
            .filter(|name| identifiers.is_empty() && self.known.nameable.contains_key(name));
        let meets = !owners.is_empty() || leads || named.is_some();
        let unverified = self.records.is_none() && meets;
        let numbered = self.rules.reference.and_then(|field| Some((field, fields.get(field)?)));
        let reference = numbered.map(|(field, value)| keys.identifier(policy, field, &value.text));
        let new = missing.is_empty() && hits.is_empty() && !unverified;
        // Nobody asks where rows do not update.
        let updates = self.rules.updates();
        let called = if updates { Called::of(self.rules, fields) } else { Called::default() };
        Ok(Good {
            identifiers,
            fingerprint: self.rules.fingerprint(fields),
            called,
            held: policy.awaits_consent(fields, *today),
            quarantined: policy.is_quarantined(fields),
            due: policy.due(fields, *today).is_some(),
            packed: new.then(|| Packed::new(self.opener, fields)),
            missing,
            unfounded: policy.without_separate(None, fields, *today),
            unmet: policy.unmet_failure(None, fields).map(|finding| finding.field),
            size: size(policy, fields),
            contacts: contacts(policy, fields),
            hits,
            unverified,
            links: Vec::new(),
            settled: Vec::new(),
            had: None,
            reference,
            named,
        })
    }
}

/// How many values a row has of a field to which rows add, at most.
fn size(policy: &Policy, fields: &Fields) -> u16 {
    let all: Vec<FieldId> = fields.iter().map(|(field, _)| field).collect();
    let added = all.chunk_by(|a, b| a == b);
    let added = added.filter(|same| same.first().is_some_and(|field| policy.row_adds(*field)));
    added.map(|same| u16::try_from(same.len()).unwrap_or(u16::MAX)).max().unwrap_or(0)
}

/// The contacts that a row has, by their places in the policy's order.
fn contacts(policy: &Policy, fields: &Fields) -> u32 {
    let places = policy.contacts().iter().zip(0..u32::BITS);
    let has = places.filter(|(field, _)| fields.get(**field).is_some());
    has.fold(0, |bits, (_, place)| bits | 1 << place)
}
