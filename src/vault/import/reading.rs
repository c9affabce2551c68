//! What a worker makes of a row before its turn has come: its values, its faults, the hashes of
//! its identifiers, the record it may belong to, and the packed new record.

use std::hash::{Hash, Hasher};

use jiff::civil::Date;

use super::known::{Keys, Known};
use super::lines::{self, Unknown, Wrong};
use super::met::Records;
use super::{Fault, OnConflict, Why};
use crate::model::{FieldId, Fields, Link, Part, RecordNumber, Value};
use crate::policy::{Code, ColumnMap, Finding, Headers, Policy, stem_from};
use crate::transfer::{Cells, Flaw, Form, Record, RowBatch, unguard};
use crate::vault::bucket::Opener;
use crate::vault::collect::Collecting;
use crate::vault::error::{Error, Result};
use crate::vault::own::Own;
use crate::vault::packed::Packed;
use crate::vault::records::keep_system_fields;

/// What holds for the whole file.
pub(super) struct Rules {
    pub(super) policy: &'static Policy,
    names: Names,
    /// The fields that have a column; of JSON lines those that a row may name.
    pub(super) mapped: Vec<FieldId>,
    /// Those of them that no two records share.
    pub(super) unique: Vec<FieldId>,
    pub(super) on_conflict: OnConflict,
    pub(super) keys: Keys,
    pub(super) today: Date,
    /// Whose records this operator may write; none: everybody's.
    pub(super) own: Option<Own>,
    /// On which terms is collected.
    pub(super) collecting: Collecting,
    /// Where what names no source comes from.
    pub(super) source: Option<String>,
}

/// Where the names of values stand.
pub(super) enum Names {
    /// In the header.
    Header(Headers),
    /// In each row; those that no field has are remembered.
    Rows(Form, Unknown, Option<ColumnMap>),
}

impl Rules {
    pub(super) fn new(
        policy: &'static Policy,
        (names, mapped): (Names, Vec<FieldId>),
        on_conflict: OnConflict,
        (today, own): (Date, Option<Own>),
    ) -> Self {
        let is_unique = |field: &FieldId| policy.field(*field).traits.unique;
        let unique = mapped.iter().copied().filter(is_unique).collect();
        let (keys, collecting) = (Keys::default(), Collecting::default());
        let source = None;
        Self { policy, names, mapped, unique, on_conflict, keys, today, own, collecting, source }
    }

    /// The values of a row's cells, and where they come from.
    pub(super) fn values(&self, cells: Cells<'_>) -> (Fields, Vec<Wrong>) {
        let (mut fields, wrong) = self.spelt(cells);
        if let Some(source) = &self.source {
            stem_from(self.policy, fields.iter_mut(), source);
        }
        (fields, wrong)
    }

    /// Fills in what a new record has of the file, and whether it must wait for a ground.
    fn found(&self, fields: &mut Fields) {
        let source = self.policy.known().source;
        if let Some(of_file) = self.source.as_ref().filter(|_| fields.get(source).is_none()) {
            fields.set(source, [Value::plain(of_file.as_str())]);
        }
        self.policy.quarantine(fields, self.collecting.quarantine);
    }

    /// The values of a row's cells, as they stand there.
    fn spelt(&self, cells: Cells<'_>) -> (Fields, Vec<Wrong>) {
        match &self.names {
            Names::Header(headers) => {
                let (fields, faults) = headers.read(self.policy, cells.iter().map(unguard));
                let wrong =
                    |(_, finding): (_, Finding)| (Some(finding.field), Why::Value(finding.code));
                (fields, faults.into_iter().map(wrong).collect())
            }
            Names::Rows(form, unknown, map) => {
                lines::read((self.policy, map.as_ref()), cells, (*form, unknown))
            }
        }
    }

    /// The values of a row, and what is wrong with it as it stands there.
    pub(super) fn entered(&self, record: &Record<'_>) -> (Fields, Vec<Wrong>) {
        let cells = match record.cells {
            Ok(cells) => cells,
            Err(count) => {
                let why = Why::Columns { found: count.found, expected: count.expected };
                return (Fields::new(), vec![(None, why)]);
            }
        };
        let flawed = self.flawed(record.flaws);
        let (fields, faults) = self.values(cells);
        (fields, if flawed.is_empty() { faults } else { flawed })
    }

    /// What is wrong with the cells of a spreadsheet that do not say what was entered, where a field
    /// has the column.
    fn flawed(&self, flaws: &[(usize, Flaw)]) -> Vec<Wrong> {
        let Names::Header(headers) = &self.names else { return Vec::new() };
        let wrong = |(column, flaw): &(usize, Flaw)| {
            let field = headers.columns().get(*column)?.field(self.policy)?;
            let why = match flaw {
                Flaw::Digits => Why::Digits,
                Flaw::Error => Why::CellError,
            };
            Some((Some(field), why))
        };
        flaws.iter().filter_map(wrong).collect()
    }

    /// Names in rows that no field has.
    pub(super) fn into_unknown(self) -> Vec<String> {
        match self.names {
            Names::Header(_) => Vec::new(),
            Names::Rows(_, unknown, _) => unknown.into_names(),
        }
    }

    /// Whether a row says of every field that has a column what the record says; a row that names
    /// its own fields says nothing of the others.
    pub(super) fn equal(&self, row: &Fields, record: &Fields) -> bool {
        let of_file = |field| {
            field == self.policy.known().source && self.source.as_deref() == Some(row.text(field))
        };
        let silent = |field| {
            matches!(self.names, Names::Rows(..)) && row.get(field).is_none() || of_file(field)
        };
        self.mapped.iter().filter(|field| !silent(**field)).all(|field| {
            row.all(*field).count() == record.all(*field).count()
                && row
                    .all(*field)
                    .zip(record.all(*field))
                    .all(|(new, kept)| new.adds_nothing_to(kept))
        })
    }

    /// Stands for all that a row says of the fields that have a column.
    fn fingerprint(&self, row: &Fields) -> u64 {
        let mut hasher = self.keys.hasher();
        for field in &self.mapped {
            for value in row.all(*field) {
                hasher.write_u16(field.0);
                hasher.write_usize(value.text.len());
                hasher.write(value.text.as_bytes());
                if let Some(about) = &value.about {
                    about.hash(&mut hasher);
                }
            }
        }
        hasher.finish()
    }
}

/// A row as a worker leaves it.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) read: std::result::Result<Box<Good>, Vec<Fault>>,
}

/// A row without faults.
pub(super) struct Good {
    /// Its identifiers, hashed.
    pub(super) identifiers: Vec<(FieldId, u64)>,
    pub(super) fingerprint: u64,
    /// Level-1 values without a separate consent.
    pub(super) held: bool,
    /// A third party's, without a ground.
    pub(super) quarantined: bool,
    /// What it lacks to be a record of its own.
    pub(super) missing: Vec<FieldId>,
    /// The new record, unless it lacks something or a record of the vault has met.
    pub(super) packed: Option<Packed>,
    /// Records of the vault that have one of its identifiers.
    pub(super) hits: Vec<Hit>,
    /// It may belong to a record that nobody has opened.
    pub(super) unverified: bool,
}

/// A record of the vault that has an identifier of the row.
pub(super) struct Hit {
    pub(super) number: RecordNumber,
    pub(super) field: FieldId,
    pub(super) equal: bool,
    /// Why it is not to be updated.
    pub(super) closed: Option<Why>,
    /// Hashes of identifiers that the record would lose to the row's.
    pub(super) replaced: Vec<u64>,
}

/// Reads rows; each worker has one.
pub(super) struct Reader<'a> {
    pub(super) rules: &'a Rules,
    pub(super) known: &'a Known,
    pub(super) opener: &'a Opener<'a>,
    /// The records of the vault, where they may be opened: only under the lock.
    pub(super) records: Option<Records<'a>>,
}

impl Reader<'_> {
    /// Reads the rows of a batch.
    pub(super) fn batch(&mut self, batch: &RowBatch) -> Result<Vec<Row>> {
        batch.records().map(|record| self.row(&record)).collect()
    }

    /// Packs a row that was read before and found good.
    pub(super) fn pack(&self, batch: &RowBatch, at: usize) -> Option<Packed> {
        let cells = batch.records().nth(at)?.cells.ok()?;
        let (mut fields, _) = self.rules.values(cells);
        self.claim(&mut fields);
        self.rules.found(&mut fields);
        keep_system_fields(self.rules.policy, (None, &mut fields), self.rules.today);
        Some(Packed::new(self.opener, &fields))
    }

    /// Reads a row again, now that the record it met may be opened.
    pub(super) fn again(&mut self, batch: &RowBatch, at: usize) -> Result<Row> {
        let record = batch.records().nth(at).ok_or(Error::Bug("a row is gone"))?;
        self.row(&record)
    }

    fn row(&mut self, record: &Record<'_>) -> Result<Row> {
        let line = record.line;
        let (mut fields, faults) = self.rules.entered(record);
        if !faults.is_empty() {
            let fault = |(field, why)| Fault { line, field, why };
            return Ok(Row { line, read: Err(faults.into_iter().map(fault).collect()) });
        }
        for (field, _) in fields.iter() {
            self.require_part(field)?;
            if self.rules.collecting.outside(self.rules.policy, field).is_some() {
                let fault = Fault { line, field: Some(field), why: Why::TooMuch };
                return Ok(Row { line, read: Err(vec![fault]) });
            }
        }
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
        if let Some(fault) = self.refusal(line, &fields)? {
            return Ok(Row { line, read: Err(vec![fault]) });
        }
        let good = self.good(&fields)?;
        let unfounded = || self.rules.policy.without_separate(None, &fields, self.rules.today);
        if let Some(field) = good.hits.is_empty().then(unfounded).flatten() {
            let fault = Fault { line, field: Some(field), why: Why::NoSeparateConsent };
            return Ok(Row { line, read: Err(vec![fault]) });
        }
        Ok(Row { line, read: Ok(Box::new(good)) })
    }

    /// What a record must not hold, whatever it held before; a link only where records may be
    /// opened.
    fn refusal(&mut self, row: u64, fields: &Fields) -> Result<Option<Fault>> {
        let Rules { policy, today, .. } = self.rules;
        let fault = |field, code| Fault { line: row, field: Some(field), why: Why::Value(code) };
        if let Some(finding) = policy.refusal(None, fields, *today) {
            return Ok(Some(fault(finding.field, finding.code)));
        }
        let Some(records) = &mut self.records else { return Ok(None) };
        for (field, text) in policy.new_links(None, fields) {
            let Some(link) = Link::parse(text) else { continue };
            if !records.lives(link.to)? {
                return Ok(Some(fault(field, Code::LinkTarget)));
            }
        }
        Ok(None)
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

    fn good(&mut self, fields: &Fields) -> Result<Good> {
        let Rules { policy, keys, unique, .. } = self.rules;
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
            policy.missing(fields).into_iter().filter_map(|group| group.first().copied()).collect();
        let hits = match (&mut self.records, owners.is_empty()) {
            (Some(records), false) => records.hits(self.rules, fields, owners.clone())?,
            _ => Vec::new(),
        };
        let leads = !policy.new_links(None, fields).is_empty();
        let unverified = self.records.is_none() && (!owners.is_empty() || leads);
        let new = missing.is_empty() && hits.is_empty() && !unverified;
        Ok(Good {
            identifiers,
            fingerprint: self.rules.fingerprint(fields),
            held: policy.awaits_consent(fields),
            quarantined: policy.is_quarantined(fields),
            packed: new.then(|| Packed::new(self.opener, fields)),
            missing,
            hits,
            unverified,
        })
    }
}
