//! Taking customers in from a file of rows: all or nothing, in bounded memory.
//!
//! ```text
//! source ──batches──▶ workers ──rows──▶ sequencer ──whole buckets──▶ workers ──▶ sink
//!           read, unguard, normalise,   in file order:                 seal       one SQLite
//!           check, hash, pack           duplicates, numbers                       writer
//! ```
//! * One worker at a time reads the next batch ([`source`]); all of them read its rows
//!   ([`reading`]) and seal buckets ([`crew`]). The thread that called is the sequencer and the
//!   writer, because both must go in order.
//! * Duplicates are found by keyed 64-bit hashes of phone, e-mail and identity numbers, of what
//!   the vault holds ([`known`]) and of what the file brought so far. A hit in the vault is
//!   compared with the opened record.
//! * What the lock protects is short: the beginning of the file, up to [`AHEAD`] bytes, is read and
//!   sealed without it. Then the lock is taken. If nobody wrote meanwhile, what was sealed is
//!   written and the import goes on from there; otherwise, and when a row met a record that has to
//!   be opened, the rows read so far (they are kept until then) go through the same code once
//!   more, under the lock. So there is one way through the code, and no second way of numbering.
//! * What is left of a large file then goes into its place without the WAL, which would write it
//!   twice, if nobody else has the database open.
//! * Everything is one transaction. Updates are merged by record and applied in chunks with the
//!   history that an edit keeps; each chunk has its entry in the log, since an entry advances a
//!   revision by one. An import without updates has exactly one.
//! * After a row that makes the import fail, the rest of the file is still read and judged, so
//!   that one run tells how much there is to mend; nothing more is sealed.

mod commit;
mod crew;
mod known;
mod lines;
mod met;
mod preview;
mod reading;
mod rejects;
mod sequencer;
mod source;
#[cfg(test)]
mod tests;

pub(super) use known::{folded, identifiers};
pub use preview::{Preview, PreviewRow};

use std::io::Read;
use std::path::Path;

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::ImportCounts;
use crate::model::{FieldId, Level, Part, RecordNumber};
use crate::policy::{Code, ColumnMap, HeaderError};
use crate::transfer::RowsOptions;

use lines::Unknown;
use reading::{Names, Rules};
use rejects::Rejects;
use source::Source;

/// So much of the file is read before the lock is taken; sealed it is about four times as much.
/// Little in tests, so that they go all ways.
const AHEAD: usize = if cfg!(test) { 16 << 10 } else { 16 << 20 };

/// How a file is to be imported.
pub struct Import<'a> {
    /// Where the file comes from, as the field `source` has it: kept with each value that names no
    /// source of its own, and as that of a new record which names none.
    pub source: Option<&'a str>,
    /// What its columns and choices are called.
    pub map: Option<&'a ColumnMap>,
    /// What is known of the file's form.
    pub read: RowsOptions<'a>,
    /// What to do with an identifier that is there already.
    pub on_conflict: OnConflict,
    /// Whether wrong rows are left out; otherwise one of them makes the import fail.
    pub skip_errors: bool,
    /// Whether to stop before anything is written.
    pub dry_run: bool,
    /// Where rows that are left out are written.
    pub rejects: Option<&'a Path>,
    /// Words for a fault: its field, and what is wrong.
    pub word: &'a dyn Fn(&Fault) -> (String, String),
    /// Told how many bytes of the file have been read.
    pub progress: &'a dyn Fn(u64),
}

/// What to do with a row whose identifiers belong to another row or record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// Import nothing.
    Fail,
    /// Leave the row out.
    Skip,
    /// Update the record that is there.
    Update,
}

/// Why a row cannot go in as it is. It holds no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line on which the row begins.
    pub line: u64,
    /// The field, where one is to blame.
    pub field: Option<FieldId>,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The value of its field.
    Value(Code),
    /// The number of its cells.
    Columns {
        /// How many there are.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// An identifier that a record has.
    InVault(RecordNumber),
    /// An identifier that an earlier row has.
    InFile,
    /// Identifiers of several records.
    Several,
    /// The record is restricted, so it is not updated.
    Restricted(RecordNumber),
    /// The record is somebody else's, and this operator updates only his own.
    NotOwn(RecordNumber),
    /// It says that the record is somebody else's, and this operator enters only his own.
    GivenAway,
    /// Its field is outside what the purpose of the collection uses.
    TooMuch,
    /// A level-1 value for which the record has no separate consent, where the policy refuses such.
    NoSeparateConsent,
    /// A value of its field is one of a destroyed person who is not to be entered again.
    Suppressed,
    /// A line that is no JSON object, or has numbers that would lose digits.
    NotAnObject,
    /// What is no vCard to the parser.
    NotACard,
    /// A number that lost digits in a spreadsheet.
    Digits,
    /// A cell that shows an error.
    CellError,
    /// An object where its field takes none.
    Object,
    /// More than one value for a field that has one.
    Twice,
}

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What became of the rows.
    pub counts: ImportCounts,
    /// Created records whose level-1 values are held until there is a separate consent.
    pub held: u64,
    /// Created records of a third party that are in quarantine, for nothing carries them yet.
    pub quarantined: u64,
    /// Names of columns that no field has; they were passed over.
    pub unknown: Vec<String>,
    /// The file's encoding.
    pub encoding: &'static str,
    /// The sheet that was read, and how many others the file has.
    pub sheet: Option<(String, usize)>,
    /// The first of the rows that were left out.
    pub left_out: Vec<Fault>,
    /// Rows written to the list of rejects.
    pub listed: u64,
}

impl Vault {
    /// Imports `input`.
    pub fn import(&mut self, input: Box<dyn Read + Send>, order: &Import<'_>) -> Result<Imported> {
        self.require(crate::model::Capability::Write)?;
        self.require_ticket()?;
        let own = self.own(crate::model::Capability::Write)?;
        // Nobody waits while a slow pipe makes up its mind.
        self.release()?;
        let source = Source::open(input, order.read)?;
        let names = self.names(&source, order.map)?;
        // Every record has values of level 3: its kind, its source, its dates.
        self.require_level(Level::Three, None)?;
        let mut unknown = Vec::new();
        if let (Names::Header(headers), _) = &names {
            let header = source.header().unwrap_or_default();
            unknown.extend(headers.unknown().filter_map(|at| header.get(at).cloned()));
        }
        let (encoding, sheet) = (source.encoding(), source.sheet());
        let mut rules = Rules::new(self.policy, names, order.on_conflict, (self.today()?, own));
        rules.collecting = self.collecting.clone();
        rules.source = order.source.map(str::to_owned);
        let rejects = Rejects::new(order.rejects, source.header(), order.word);
        let done = self.import_rows(&rules, source, rejects, order);
        let released = self.release();
        let done = done?;
        released?;
        unknown.extend(rules.into_unknown());
        Ok(Imported {
            counts: done.counts,
            held: done.held,
            quarantined: done.quarantined,
            unknown,
            encoding,
            sheet,
            left_out: done.left_out,
            listed: done.listed,
        })
    }
    /// Where the names of values stand, and which fields they may be of. A header that names one
    /// above the clearance is refused; rows that do are refused when they are read.
    fn names(&self, source: &Source, map: Option<&ColumnMap>) -> Result<(Names, Vec<FieldId>)> {
        let policy = self.policy;
        let Some(header) = source.header() else {
            let open = |field: &FieldId| {
                let about = policy.field(*field);
                !about.traits.system && self.ring.clearance.opens_part(about.part)
            };
            let mapped = policy.fields().map(|(field, _)| field).filter(open).collect();
            let unknown = Unknown::default();
            return Ok((Names::Rows(source.form(), unknown, map.cloned()), mapped));
        };
        let headers = policy.headers_by(header, map).map_err(|error| match error {
            HeaderError::NoneKnown => Error::NoHeader,
            HeaderError::Twice { field, .. } => Error::ColumnTwice(policy.field(field).id.clone()),
        })?;
        let mapped = headers.fields(policy);
        for field in &mapped {
            if let Part::Level(level) = policy.part(*field) {
                self.require_level(level, Some(&policy.field(*field).id))?;
            }
            self.collecting.require(policy, *field)?;
        }
        Ok((Names::Header(headers), mapped))
    }
}
