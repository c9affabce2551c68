//! What holds for the whole file: its columns, by what its rows are matched, and what they get of it.

use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::known::Keys;
use super::lines::{self, PassedOver, TOTAL, Unknown, Wrong, is_kept, loses};
use super::{Import, OnConflict, Why};
use crate::model::date::parse_day;
use crate::model::{Consent, FieldId, Fields, Value};
use crate::policy::{Code, Column, ColumnMap, Finding, Headers, Policy, stem_from};
use crate::transfer::{Cells, Flaw, Form, Record, YEARLESS, shows_error, unguard};
use crate::vault::collect::Collecting;
use crate::vault::consent;
use crate::vault::error::{Error, Result};
use crate::vault::own::Own;

/// What holds for the whole file.
pub(super) struct Rules {
    pub(super) policy: &'static Policy,
    names: Names,
    /// The fields by which links may name records; none where there are no links.
    pub(super) linked_by: Vec<FieldId>,
    /// That of them in which several records may have the same.
    pub(super) reference: Option<FieldId>,
    /// The column (from 0) of the numbers that rows had where the file was written.
    pub(super) numbers: Option<usize>,
    /// The names of the columns.
    pub(super) header: Vec<String>,
    /// Those with values that were passed over, and why.
    passed: Unknown,
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
    /// Where values come from that name no source.
    source: Option<String>,
    /// The source of a record that names none.
    came_by: Option<String>,
    /// What the persons of new records agreed to.
    pub(super) consents: Vec<Consent>,
    /// The identifiers by which a row may update a record; none: all.
    matched_by: Vec<FieldId>,
    /// The day of rows that have none of their own.
    pub(super) as_of: Option<Date>,
    /// Where days begin.
    pub(super) zone: TimeZone,
    /// Whether so much of a record may be opened that what it must have can be told.
    pub(super) judges: bool,
    /// Whether two names are two customers, and whether a new record is judged by the file's channel as
    /// well: only a deliberate break of a test says no.
    pub(super) tells_apart: bool,
    pub(super) heeds_channel: bool,
    /// The columns (from 0) of what only the program itself decides, or works out.
    kept: Vec<(usize, Column)>,
}

/// What a row says.
pub(super) struct Said<'a> {
    /// The record that it would be.
    pub(super) fields: &'a Fields,
    /// The fields of which it says something itself.
    pub(super) spoken: &'a [FieldId],
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
        debug_assert!(mapped.is_sorted(), "what is told apart is gone through in order");
        let unique = mapped.iter().copied().filter(is_unique).collect();
        let mut kept = Vec::new();
        if let Names::Header(headers) = &names {
            let columns = headers.columns().iter().enumerate();
            let columns = columns.map(|(at, column)| (at, *column));
            let works_out =
                |one: Column| matches!(one, Column::Field(field) if policy.works_out(field));
            kept.extend(columns.filter(|(_, one)| is_kept(policy, *one) || works_out(*one)));
        }
        Self {
            policy,
            names,
            linked_by: Vec::new(),
            reference: None,
            numbers: None,
            header: Vec::new(),
            passed: Unknown::default(),
            mapped,
            unique,
            on_conflict,
            keys: Keys::default(),
            today,
            own,
            collecting: Collecting::default(),
            source: None,
            came_by: None,
            consents: Vec::new(),
            matched_by: Vec::new(),
            as_of: None,
            zone: TimeZone::UTC,
            judges: false,
            tells_apart: true,
            heeds_channel: true,
            kept,
        }
    }

    /// Where the file comes from, and by which channel.
    pub(super) fn take_source(&mut self, order: &Import<'_>) {
        self.source = order.source.or(order.channel).map(str::to_owned);
        self.came_by = order.came_by().map(str::to_owned);
    }

    /// Lets rows update records by these identifiers only, for which the file must have a column.
    pub(super) fn match_by(&mut self, fields: &[FieldId]) -> Result<()> {
        if let Some(absent) = fields.iter().find(|field| !self.unique.contains(field)) {
            return Err(Error::KeyNotInFile(self.policy.field(*absent).id.clone()));
        }
        // A record is met by the first of them that it shares.
        self.unique.sort_by_key(|field| (!fields.contains(field), *field));
        self.matched_by = fields.to_vec();
        Ok(())
    }

    /// Where the names of values stand.
    pub(super) const fn names(&self) -> &Names {
        &self.names
    }

    /// Whether rows update records that share a value of `field`.
    pub(super) fn is_key(&self, field: FieldId) -> bool {
        self.matched_by.is_empty() || self.matched_by.contains(&field)
    }

    /// The day on which a row was true, where that matters.
    pub(super) fn day(&self, cells: Cells<'_>) -> std::result::Result<Option<Date>, Wrong> {
        if self.on_conflict != OnConflict::KeepNewer {
            return Ok(None);
        }
        let field = self.policy.known().updated;
        let text = match &self.names {
            Names::Header(headers) => {
                let is_it = |column: &Column| *column == Column::System(field);
                let at = headers.columns().iter().position(is_it);
                at.and_then(|at| cells.get(at)).map(unguard)
            }
            Names::Rows(_, _, map) => lines::said_of(field, (self.policy, map.as_ref()), cells),
        };
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(self.as_of) };
        let wrong = |finding: Finding| (Some(field), Why::Value(finding.code));
        let value = self.policy.normalise(field, text).map_err(wrong)?;
        match value.first().and_then(|value| parse_day(&value.text)) {
            Some(day) if day > self.today => Err((Some(field), Why::Value(Code::FutureDay))),
            day => Ok(day),
        }
    }

    /// The values of a row's cells, and where they come from.
    pub(super) fn values(&self, cells: Cells<'_>) -> (Fields, Vec<Wrong>) {
        self.sourced(cells, None)
    }

    /// The same, counted by its line where it says something that is not taken over.
    fn sourced(&self, cells: Cells<'_>, line: Option<u64>) -> (Fields, Vec<Wrong>) {
        let (mut fields, wrong) = self.spelt(cells, line);
        if let Some(source) = &self.source {
            stem_from(self.policy, fields.iter_mut(), source);
        }
        (fields, wrong)
    }

    /// Fills in what a new record has of the file, and whether it must wait for a ground.
    pub(super) fn found(&self, fields: &mut Fields) {
        let source = self.policy.known().source;
        if let Some(of_file) = self.came_by.as_ref().filter(|_| fields.get(source).is_none()) {
            fields.set(source, [Value::plain(of_file.as_str())]);
        }
        if let Some(field) = self.policy.known().consents {
            self.consents.iter().for_each(|one| consent::put(field, one, fields));
        }
        let held = self.policy.quarantine(fields, self.collecting.quarantine);
        // Whoever gave the file gave its rows, whatever they say of where they come from.
        if let Some(of_file) = self.came_by.as_ref().filter(|_| !held && self.heeds_channel) {
            self.policy.quarantine_given(fields, of_file, self.collecting.quarantine);
        }
    }

    /// By which channels a row came: its own, and that of the file.
    pub(super) fn channels<'f>(&'f self, row: &'f Fields) -> impl Iterator<Item = &'f str> {
        let own = row.get(self.policy.known().source).map(|value| value.text.as_str());
        own.into_iter().chain(self.came_by.as_deref())
    }

    /// What a row lacks to be a record of its own, by its own source and by the file's channel.
    pub(super) fn missing(&self, row: &Fields) -> Vec<Vec<FieldId>> {
        let (policy, source) = (self.policy, self.policy.known().source);
        let missing = policy.missing(row);
        let required = &policy.document().required;
        let is_asked = |of_file: &&String| required.iter().any(|one| one.sources.contains(of_file));
        let of_file = self.came_by.as_ref().filter(is_asked).filter(|_| self.heeds_channel);
        if let Some(of_file) = of_file.filter(|of_file| row.text(source) != of_file.as_str()) {
            let mut provided = row.clone();
            provided.set(source, [Value::plain(of_file.as_str())]);
            let mut more = policy.missing(&provided);
            more.retain(|one| !missing.contains(one));
            return [missing, more].concat();
        }
        missing
    }

    /// Keeps a record apart of which a row told something, if it needs it; says whether it does.
    pub(super) fn told(&self, record: &mut Fields, channel: &str) -> bool {
        self.policy.quarantine_told(record, channel, self.collecting.quarantine)
    }

    /// The values of a row's cells, as they stand there.
    fn spelt(&self, cells: Cells<'_>, line: Option<u64>) -> (Fields, Vec<Wrong>) {
        match &self.names {
            Names::Header(headers) => {
                let texts = || cells.iter().map(unguard).enumerate();
                let texts = || texts().map(|(at, cell)| headers.unmarked(self.policy, at, cell));
                for at in headers.yearless(self.policy, texts()) {
                    let name = self.header.get(at).map_or("", |name| name.trim());
                    self.passed.add_value(format!("{name}{YEARLESS}"));
                }
                if let Some(line) = line {
                    self.tell_kept(cells, line);
                }
                let (fields, faults) = headers.read(self.policy, texts());
                let wrong = |(_, finding): (_, Finding)| {
                    (Some(finding.field), Why::of(self.policy, &finding))
                };
                (fields, faults.into_iter().map(wrong).collect())
            }
            Names::Rows(form, unknown, map) => {
                lines::read((self.policy, map.as_ref()), cells, (*form, unknown, line))
            }
        }
    }

    /// Remembers what the row on `line` says of what only the program itself decides.
    fn tell_kept(&self, cells: Cells<'_>, line: u64) {
        for (at, column) in &self.kept {
            let text = cells.get(*at).map_or("", unguard);
            let name = self.header.get(*at).map_or("", |name| name.trim());
            match column {
                Column::Field(field) if self.policy.counts_otherwise(*field, text) => {
                    self.passed.add_kept(&format!("{name}{TOTAL}"), line);
                }
                _ if loses(self.policy, *column, text) => self.passed.add_kept(name, line),
                _ => {}
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
        let mut flaws = record.flaws.to_vec();
        // Without a guard it is the error of a cell.
        let errors = cells.iter().enumerate().filter(|(_, cell)| shows_error(cell));
        let known = |column| record.flaws.iter().any(|(flawed, _)| *flawed == column);
        let errors = errors.filter(|(column, _)| !known(*column));
        flaws.extend(errors.map(|(column, _)| (column, Flaw::Error)));
        let flawed = self.flawed(&flaws);
        let (fields, faults) = self.sourced(cells, Some(record.line));
        (fields, if flawed.is_empty() { faults } else { flawed })
    }

    /// What is wrong with the cells that do not say what was entered, where a field has the column.
    fn flawed(&self, flaws: &[(usize, Flaw)]) -> Vec<Wrong> {
        let Names::Header(headers) = &self.names else { return Vec::new() };
        let wrong = |(column, flaw): &(usize, Flaw)| {
            let field = headers.columns().get(*column)?.field(self.policy)?;
            Some((Some(field), Why::Cell(*flaw)))
        };
        flaws.iter().filter_map(wrong).collect()
    }

    /// What rows said that was passed over.
    pub(super) fn into_passed(self) -> Vec<PassedOver> {
        match self.names {
            Names::Header(_) => self.passed.into_passed(),
            Names::Rows(_, unknown, _) => unknown.into_passed(),
        }
    }

    /// Whether a row says of every field that it speaks of what the record says.
    pub(super) fn equal(row: &Said<'_>, record: &Fields) -> bool {
        row.spoken.iter().all(|field| says_the_same(*field, row.fields, record))
    }

    /// Whether a row says nothing that a record does not say: where it updates it, the record may
    /// have more of what rows add to.
    pub(super) fn adds_nothing(&self, row: &Said<'_>, record: &Fields) -> bool {
        row.spoken.iter().all(|field| self.is_known(*field, row.fields, record))
    }

    /// Whether rows are laid over what they meet.
    pub(super) fn updates(&self) -> bool {
        matches!(self.on_conflict, OnConflict::Update | OnConflict::KeepNewer)
    }

    /// Whether a record says of a field what the row says.
    pub(super) fn is_known(&self, field: FieldId, row: &Fields, record: &Fields) -> bool {
        let adds = self.updates() && self.policy.row_adds(field) && row.get(field).is_some();
        says_the_same(field, row, record) || adds && self.policy.row_is_known(field, row, record)
    }

    /// The fields of which a row says something, be it that there is nothing. `entered` is what stands
    /// in it, before a new record gets what it has of the file and of the policy: a row that names its
    /// own fields says nothing of the others, and none says what its file says.
    pub(super) fn spoken(&self, entered: &Fields) -> Vec<FieldId> {
        let source = self.policy.known().source;
        let own = entered.get(source).map(|value| value.text.as_str());
        let said = own.is_some() && own != self.came_by.as_deref();
        let of_file = |field| field == source && self.came_by.is_some() && !said;
        let by_value = |field| match &self.names {
            Names::Rows(..) => true,
            Names::Header(headers) => headers.is_by_label(field),
        };
        let silent = |field| by_value(field) && entered.get(field).is_none() || of_file(field);
        self.mapped.iter().copied().filter(|field| !silent(*field)).collect()
    }

    /// Stands for all that a row says of the fields that have a column.
    pub(super) fn fingerprint(&self, row: &Fields) -> u64 {
        let mut hasher = self.keys.hasher();
        // Both stand in the order of the dictionary.
        let mut mapped = self.mapped.iter().peekable();
        for (field, value) in row.iter() {
            while mapped.next_if(|one| **one < field).is_some() {}
            if mapped.peek() == Some(&&field) {
                hasher.write_u64(u64::from(field.0) << 48 | value.text.len() as u64);
                hasher.write(value.text.as_bytes());
                if let Some(about) = &value.about {
                    about.hash(&mut hasher);
                }
            }
        }
        hasher.finish()
    }
}

/// Whether a row says of a field what the record says.
fn says_the_same(field: FieldId, row: &Fields, record: &Fields) -> bool {
    let mut pairs = row.all(field).zip(record.all(field));
    row.all(field).count() == record.all(field).count()
        && pairs.all(|(new, kept)| new.adds_nothing_to(kept))
}
