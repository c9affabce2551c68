//! What is wrong with a policy document: a code and the places, one fault for each thing.
//!
//! The checks here look at a whole [`Document`] and know only paths inside it; where a path lies in
//! a file is told by [`text`](super::text). Every name in a fault is the document's own, never a
//! customer's.

mod fields;
mod lists;
mod names;
mod oversight;
mod references;
mod retention;
mod rights;
mod roles;

use std::fmt;

use super::document::Document;

/// Everything that is wrong with `document`, in the order of the checks.
pub(super) fn check(document: &Document) -> Vec<Fault> {
    let mut faults = Vec::new();
    names::check(document, &mut faults);
    fields::check(document, &mut faults);
    references::check(document, &mut faults);
    retention::check(document, &mut faults);
    rights::check(document, &mut faults);
    roles::check(document, &mut faults);
    lists::check(document, &mut faults);
    oversight::check(document, &mut faults);
    faults
}

/// Something wrong with a policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// Where.
    pub at: Spot,
    /// The other place, where two contradict each other.
    pub other: Option<Spot>,
    /// The word that is wrong, or the thing that is missing.
    pub word: String,
    /// A known word that looks like it.
    pub nearest: Option<String>,
    /// What is expected or allowed there.
    pub expected: String,
}

/// A place in a document, and where in its text that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The way to it from the top.
    pub path: Path,
    /// The path with the ids of entries instead of their numbers: `field[phone].aliases[1]`.
    pub name: String,
    /// Line and column, both from 1, a column being a character; none without a text.
    pub place: Option<(usize, usize)>,
}

impl Fault {
    pub(super) fn new(code: FaultCode, at: Path) -> Self {
        let at = Spot { name: at.to_string(), path: at, place: None };
        Self { code, at, other: None, word: String::new(), nearest: None, expected: String::new() }
    }

    pub(super) fn word(mut self, word: impl Into<String>) -> Self {
        self.word = word.into();
        self
    }

    pub(super) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    pub(super) fn nearest(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }

    pub(super) fn other(mut self, path: Path) -> Self {
        self.other = Some(Spot { name: path.to_string(), path, place: None });
        self
    }
}

/// The way to a value inside a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Step>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a table, by a key.
    Key(String),
    /// Into a list, by a place counted from 0.
    Index(usize),
}

impl Path {
    /// An entry of a list at the top: `field[3]`.
    pub(super) fn entry(list: &str, index: usize) -> Self {
        Self::top(list).at(index)
    }

    /// A key at the top.
    pub(super) fn top(key: &str) -> Self {
        Self::default().key(key)
    }

    pub(super) fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    pub(super) fn at(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.0.push(step);
        path
    }

    /// The entry it lies in: its first two steps.
    pub(super) fn entry_of(&self) -> &[Step] {
        self.0.get(..2).unwrap_or(&self.0)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if place == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Declares [`FaultCode`] with its ids from one list.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What can be wrong with a policy document; its id leads to the message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultCode {
            $($(#[$doc])* $name,)*
        }

        impl FaultCode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its ASCII id, also the end of the key of its message.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

codes! {
    /// Not TOML; `word` is what the parser says.
    Syntax = "syntax",
    /// A key that does not exist there.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value of another type than `expected`.
    WrongType = "wrong-type",
    /// A word that is not on the list `expected`.
    UnknownWord = "unknown-word",
    /// A number outside `expected`.
    OutOfRange = "out-of-range",
    /// An empty text or list.
    Empty = "empty",
    /// An id with other characters than lower-case ASCII letters, digits and underscores.
    BadId = "bad-id",
    /// A name that belongs to another entry already.
    NameTaken = "name-taken",
    /// A name of a field that means something else wherever fields are named.
    ReservedName = "reserved-name",
    /// A field that the program relies on is missing.
    MissingField = "missing-field",
    /// A field that the program relies on has another level than `expected`.
    WrongLevel = "wrong-level",
    /// A field that the program relies on has another type than `expected`.
    WrongKind = "wrong-kind",
    /// A field of a type of which the program reads one field, `expected`, and no other.
    NotRead = "not-read",
    /// An option that the program relies on is missing.
    MissingOption = "missing-option",
    /// A name that nothing has.
    Unresolved = "unresolved",
    /// A choice without options.
    NoOptions = "no-options",
    /// Options of a field that is no choice.
    NeedlessOptions = "needless-options",
    /// A mask for values of another type.
    MaskUnfit = "mask-unfit",
    /// Amounts in what is no currency, as 万元 is none.
    NotACurrency = "not-a-currency",
    /// A level-1 field that is shown whole.
    Unmasked = "unmasked",
    /// A property that a field of this type or level cannot have.
    TraitUnfit = "trait-unfit",
    /// Only the program sets such a field, and it does not know this one.
    NotSystem = "not-system",
    /// A field that the program looks for in search segments is not in them.
    NotSearchable = "not-searchable",
    /// More searchable fields of a level than there may be; `expected` is how many.
    TooManySearchable = "too-many-searchable",
    /// Nobody could fill in what is required.
    Unfillable = "unfillable",
    /// A purpose needs a field of a class of information that it may not use.
    PurposeUnfit = "purpose-unfit",
    /// A higher grade is verified less often than a lower one.
    CycleOrder = "cycle-order",
    /// A vocabulary's words stand in another order than what they mean.
    StepOrder = "step-order",
    /// A period is shorter than the law allows.
    BelowFloor = "below-floor",
    /// A rule that never applies, because an earlier one always does.
    Shadowed = "shadowed",
    /// A period runs from a field that is no day.
    NotADay = "not-a-day",
    /// A period runs from a day that not everybody reads who writes the record.
    DayUnseen = "day-unseen",
    /// A period runs from a day that the program works out from periods.
    DayWorkedOut = "day-worked-out",
    /// The program reads one value of the field, and no other.
    OneValue = "one-value",
    /// A reference that the log does not take.
    BadBasis = "bad-basis",
    /// A channel that is forbidden is needed by the program itself.
    ForbiddenUsed = "forbidden-used",
    /// A role is limited to its own records in what it may not do at all, or while it does what
    /// reaches all records.
    OwnUnfit = "own-unfit",
    /// No role administers, or the one of that name does not.
    NoAdministrator = "no-administrator",
    /// Two entries say different things about the same.
    Contradiction = "contradiction",
    /// A word stands twice in a list in which it counts once.
    Repeated = "repeated",
    /// A number is less than another that it must not be less than; `word` is its key, `expected`
    /// the other.
    TooSmall = "too-small",
    /// A role is to do what it has no capability for.
    RoleUnable = "role-unable",
    /// Only known tags are allowed, and none is known.
    NoTags = "no-tags",
    /// The weights of a scorecard do not make 100.
    Weights = "weights",
    /// A field in the order of contacts by which nobody is reached.
    NotAContact = "not-a-contact",
    /// An event that pulls the review forward does not say how far.
    NoDays = "no-days",
    /// A rule about the extraordinary says over what time it counts, and must not, or the reverse.
    NoWindow = "no-window",
    /// The hours of a rule about the extraordinary are none, or not its business.
    BadHours = "bad-hours",
    /// Records hold a field that is no more; `expected` is its id, `word` as well.
    HeldField = "held-field",
    /// Records hold a field that has another level now.
    HeldLevel = "held-level",
    /// Records hold several values of a field that has one now.
    HeldSeveral = "held-several",
    /// Records hold an option that is no more.
    HeldOption = "held-option",
    /// Records hold consents, or refusals, for a purpose that is no more.
    HeldPurpose = "held-purpose",
    /// Records are under a hold of a kind that is no more.
    HeldHold = "held-hold",
    /// Records hold what is known of contacts of a field that is in the order of contacts no more.
    HeldContact = "held-contact",
    /// Records hold amounts that were entered in another unit.
    HeldUnit = "held-unit",
    /// Records hold scores that there are no more.
    HeldScore = "held-score",
    /// Records have tags that a closed list does not have.
    HeldTags = "held-tags",
    /// Records hold a grade that is no more.
    HeldGrade = "held-grade",
    /// Operators have a role that is no more.
    HeldRole = "held-role",
}
