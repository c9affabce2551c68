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
//! * The rest of a large file is not written twice: without the WAL, if nobody else is there.
//! * Everything is one transaction, which the log tells as a batch; with `--commit-every` each so many
//!   rows are one, as if the file were so many files. A dry run does all the same and keeps nothing
//!   ([`rehearsal`]). Updates are merged by record and applied in chunks with the history that an edit
//!   keeps; each has its entry in the log, since an entry advances a revision by one.
//! * A row whose links name records by values ([`linking`]) waits for the end of its batch, when all
//!   records are known that it may mean.
//! * After a row that makes the import fail, the rest of the file is still read and judged, so
//!   that one run tells how much there is to mend; nothing more is sealed.

mod commit;
#[cfg(test)]
mod course_tests;
mod crew;
mod erased;
#[cfg(test)]
mod erased_tests;
mod header;
mod known;
mod lines;
#[cfg(test)]
mod linked_tests;
mod linking;
mod listing;
mod met;
#[cfg(test)]
mod newer_tests;
mod others;
#[cfg(test)]
mod others_tests;
mod preview;
mod reading;
mod rehearsal;
mod rejects;
mod results;
mod rules;
mod sequencer;
#[cfg(test)]
mod sound_tests;
mod source;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod twin_tests;
mod twins;

use commit::Done;
pub(super) use commit::VERB;
pub(super) use known::{folded, identifiers};
pub use preview::{Preview, PreviewRow};

use std::io::Read;
use std::num::NonZeroU64;
use std::path::Path;

use super::consent::Answers;
use super::error::Result;
use super::records::Ended;
use super::session::Vault;
use crate::log::{Code, ImportCounts, Numbers};
use crate::model::{FieldId, Level, RecordNumber};
use crate::policy::{self, ColumnMap};
use crate::transfer::{Flaw, RowsOptions, SheetPlace};
use jiff::civil::Date;

use known::Known;
pub use lines::PassedOver;
use rejects::Rejects;
use results::Results;
use rules::Rules;
use source::Source;
use twins::Twins;

/// Words for a fault: its field, and what is wrong.
type Word<'a> = &'a dyn Fn(&Fault) -> (String, String);

/// So much of the file is read before the lock is taken; sealed it is about four times as much.
/// Little in tests, so that they go all ways.
const AHEAD: usize = if cfg!(test) { 16 << 10 } else { 16 << 20 };

/// How a file is to be imported.
pub struct Import<'a> {
    /// Where the file comes from, as the field `source` has it: kept with each value that names no
    /// source of its own, and as that of a new record which names none.
    pub source: Option<&'a str>,
    /// The channel by which all of it came, where that is not the source: then it is that of a new
    /// record, and where there is no source that of the values too.
    pub channel: Option<&'a str>,
    /// What its columns and choices are called.
    pub map: Option<&'a ColumnMap>,
    /// What is known of the file's form.
    pub read: RowsOptions<'a>,
    /// What to do with an identifier that is there already.
    pub on_conflict: OnConflict,
    /// The identifiers by which a row may update a record; none: all.
    pub keys: &'a [FieldId],
    /// The day of rows that have none of their own, for [`OnConflict::KeepNewer`].
    pub as_of: Option<Date>,
    /// What the persons of all new records agreed to.
    pub consents: Option<&'a Answers<'a>>,
    /// Whether wrong rows are left out; otherwise one of them makes the import fail.
    pub skip_errors: bool,
    /// Whether to stop before anything is written.
    pub dry_run: bool,
    /// So many rows are a transaction of their own; none: the whole file is one.
    pub commit_every: Option<NonZeroU64>,
    /// Where rows that are left out are written.
    pub rejects: Option<&'a Path>,
    /// Where it is written what became of each row.
    pub results: Option<&'a Path>,
    /// Words for a fault: its field, and what is wrong.
    pub word: Word<'a>,
    /// Told how many bytes of the file have been read.
    pub progress: &'a dyn Fn(u64),
    /// Told of each batch, which has no number where it changed nothing, and of its rows.
    pub committed: &'a dyn Fn(Option<u64>, u64, &Ended),
}

impl Import<'_> {
    /// The source of a new record that names none.
    fn came_by(&self) -> Option<&str> {
        self.channel.or(self.source)
    }
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
    /// Update those of its fields that were last changed before the day of the row.
    KeepNewer,
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
    Value(policy::Code),
    /// The value of its field is none of a list; the one at this place there looks like it.
    Near(policy::Code, u16),
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
    /// An identifier of another customer, of whom an earlier row of the file is: that on this line,
    /// where it is known.
    OtherInFile(Option<u64>),
    /// Identifiers of several records.
    Several,
    /// The record is restricted, so it is not updated.
    Restricted(RecordNumber),
    /// The record is in quarantine, so it is not updated.
    Quarantined(RecordNumber),
    /// The record is somebody else's, and this operator updates only his own.
    NotOwn(RecordNumber),
    /// It says that the record is somebody else's, and this operator enters only his own.
    GivenAway,
    /// Its field is outside what the purpose of the collection uses.
    TooMuch,
    /// A level-1 value for which the record has no separate consent, where the policy refuses such.
    NoSeparateConsent,
    /// What it says otherwise than the record was changed there on its day or later.
    Older(RecordNumber),
    /// No day is known on which it was true.
    Undated,
    /// A value of its field is one of a destroyed person who is not to be entered again.
    Suppressed,
    /// A line that is no JSON object, or has numbers with an exponent.
    NotAnObject,
    /// What is no vCard to the parser.
    NotACard,
    /// A card with a value that is not in the encoding that it names.
    CardEncoding,
    /// The cell does not say what was entered.
    Cell(Flaw),
    /// An object where its field takes none.
    Object,
    /// More than one value for a field that has one.
    Twice,
    /// A key of an object stands there twice.
    Repeated,
    /// More rows than are kept wait for the records that their links name.
    TooManyLinks,
}

impl Why {
    /// Why a value is refused.
    fn of(policy: &policy::Policy, finding: &policy::Finding) -> Self {
        match policy.place_of_nearest(finding) {
            Some(place) => Self::Near(finding.code, place),
            None => Self::Value(finding.code),
        }
    }

    /// The record that is in the way.
    fn record(self) -> Option<RecordNumber> {
        match self {
            Self::InVault(number)
            | Self::Restricted(number)
            | Self::Quarantined(number)
            | Self::NotOwn(number)
            | Self::Older(number) => Some(number),
            _ => None,
        }
    }
}

/// What is told of the rows of a file, from its first batch to its last.
struct Course<'w> {
    /// What came of the batches that are committed.
    done: Done,
    /// The identifiers of the vault behind them, and the entry of the log that it is true of.
    known: Option<(u64, Known)>,
    /// What those batches made or changed, as long as nobody else writes: what keeps such a record
    /// apart is the file itself, which may go on telling of it.
    ours: Numbers,
    rejects: Rejects<'w>,
    results: Results<'w>,
    /// Records without identifiers that rows without any may be. Only rows under the lock are asked,
    /// which are gone through once.
    twins: Twins,
}

impl Course<'_> {
    /// The batch is committed.
    fn keep(&mut self, order: &Import<'_>, done: Done) -> Result<()> {
        if !order.dry_run {
            (order.committed)(done.batches.first().copied(), done.counts.read, &done.ended);
        }
        self.ours = self.ours.union(&done.wrote);
        self.done.add(done);
        self.rejects.keep()?;
        self.results.keep()
    }

    /// Forgets what was said of the rows of the batch.
    fn rewind(&mut self) -> Result<()> {
        self.results.again()?;
        self.rejects.rewind()
    }

    /// Somebody else wrote: what is known of the vault is known no longer.
    fn forget(&mut self) {
        self.ours = Numbers::new();
        self.twins.forget();
    }

    /// Gives the lists their names. A dry run leaves nothing out, so it lists no rejects.
    fn publish(&mut self, order: &Import<'_>) -> Result<()> {
        let rejects = if order.dry_run { Ok(()) } else { self.rejects.publish() };
        rejects.and(self.results.publish())
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The numbers of the batches that the log has of it.
    pub batches: Vec<u64>,
    /// What became of the rows.
    pub counts: ImportCounts,
    /// Created records whose level-1 values are held until there is a separate consent.
    pub held: u64,
    /// Records in quarantine that a third party provided, or told something of, and nothing carries.
    pub quarantined: u64,
    /// Records that were there, and whose use it ended.
    pub ended: Ended,
    /// What was passed over.
    pub passed: Vec<PassedOver>,
    /// The file's encoding.
    pub encoding: &'static str,
    /// Which sheet was read.
    pub sheet: Option<SheetPlace>,
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
        let consents = order.consents.map(|answers| self.answers_of_file(answers)).transpose()?;
        let (consents, consented) = consents.unwrap_or_default();
        // Nobody waits while a slow pipe makes up its mind.
        self.release()?;
        let source = Source::open(input, order.read, self.naming(order.map))?;
        let names = self.names(&source, order)?;
        let header = source.header().unwrap_or_default().to_vec();
        // Every record has values of level 3: its kind, its source, its dates.
        self.require_level(Level::Three, None)?;
        let mut passed = header::unknown(&names.0, &header);
        let (encoding, sheet) = (source.encoding(), source.sheet());
        let mut rules = Rules::new(self.policy, names, order.on_conflict, (self.today()?, own));
        self.collecting.channel = order.came_by().and_then(|source| self.channel(source));
        self.collecting.consented = consented;
        rules.collecting = self.collecting.clone();
        rules.consents = consents;
        rules.tells_apart = !self.mutated("colleagues-renamed");
        rules.heeds_channel = !self.mutated("channel-of-file-unheard");
        rules.take_source(order);
        rules.match_by(order.keys)?;
        rules.link_by(self.ring.clearance, &header);
        rules.as_of = order.as_of;
        rules.zone = self.environment.zone.clone();
        rules.judges = [Level::Two, Level::Three].iter().all(|one| self.ring.clearance.opens(*one));
        let rejects = Rejects::new(order.rejects, (source.form(), source.header()), order.word);
        let results = Results::new(self.policy, order.results, order.word)?;
        let (done, known, ours, twins) = Default::default();
        let mut course = Course { done, known, ours, rejects, results, twins };
        self.import_batches(&rules, source, &mut course, order)?;
        passed.extend(rules.into_passed());
        let Course { rejects, done, .. } = course;
        Ok(Imported {
            batches: done.batches,
            counts: done.counts,
            held: done.held,
            quarantined: done.quarantined,
            ended: done.ended,
            passed,
            encoding,
            sheet,
            listed: rejects.listed(),
            left_out: rejects.told,
        })
    }

    /// The channel of the policy that `source` is, if it is one and no text of somebody's own.
    fn channel(&self, source: &str) -> Option<Code> {
        let channels = self.policy.choices(self.policy.known().source);
        channels.iter().find(|channel| channel.id == source)?.id.parse().ok()
    }
}
