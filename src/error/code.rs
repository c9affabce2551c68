//! The codes of failures: stable ASCII names for scripts, each with its exit status.
//!
//! This is the one table; its grave end stands in `grave.rs`, because one file would be too long. The
//! text of a code is the message `error-<code>` in both catalogues, and a test holds the three
//! together.

use super::Exit;
use super::grave::with_grave;
use super::table::codes;

with_grave! { codes!
    /// Failed for a reason without a code of its own.
    Failed = "failed", Failed;
    /// A vault cannot lie on network storage. Args: `path`, `name`.
    NetworkStorage = "network-storage", Failed;

    /// The parser of the command line refused; its own words are the message. Args: `message`.
    Usage = "usage", Usage;
    /// A hold would have ended before it is placed.
    HoldOver = "hold-over", Usage;
    /// A reason to destroy was given with a result that proposes no destruction.
    ReasonAlone = "reason-alone", Usage;
    /// A request was to be put off to a day that is no later. Args: `request`, `due`.
    NotLater = "not-later", Usage;
    /// A needed argument is missing and there is no terminal to ask on. Args: `argument`.
    MissingArgument = "missing-argument", Usage;
    /// A verb that changes or destroys got a bare word, which may be a name and is not repeated.
    BareWord = "bare-word", Usage;
    /// A selector cannot be read; it may hold a name. Args: `position`, `reason`.
    BadSelector = "bad-selector", Usage;
    /// A selector names a term that does not exist. Args: `position`.
    UnknownTerm = "unknown-term", Usage;
    /// The policy has no such field. Args: `field`.
    UnknownField = "unknown-field", Usage;
    /// Only the program sets this field. Args: `field`.
    SystemField = "system-field", Usage;
    /// Customers are not reached by this field, so it has no state. Args: `field`.
    NotAContact = "not-a-contact", Usage;
    /// What stands behind the colon of a contact is no place. Args: `field`.
    BadOrdinal = "bad-ordinal", Usage;
    /// A record has several of the contacts of which one is meant. Args: `record`, `field`, `count`.
    SeveralContacts = "several-contacts", Usage;
    /// More than one value for a field that holds one. Args: `field`.
    FieldTwice = "field-twice", Usage;
    /// Values of this field are only ever added. Args: `field`.
    OnlyGrows = "only-grows", Usage;
    /// The policy has no such value for an option. Args: `option`, `value`, `known`.
    UnknownValue = "unknown-value", Usage;
    /// The policy forbids the channel by which something is to be collected. Args: `value`.
    ForbiddenChannel = "forbidden-channel", Usage;
    /// An argument is no date. Args: `argument`.
    BadDate = "bad-date", Usage;
    /// An argument is no duration such as 30d. Args: `argument`.
    BadDuration = "bad-duration", Usage;
    /// A level-1 value stands in the command line. Args: `field`.
    SecretInArguments = "secret-in-arguments", Usage;
    /// `--set` without an equals sign; what was typed is not repeated, it may be a value.
    NoValue = "no-value", Usage;
    /// `--score` with something else than factors and whole numbers.
    BadScore = "bad-score", Usage;
    /// An edit that sets nothing.
    NothingToSet = "nothing-to-set", Usage;
    /// Two options read standard input.
    InputTwice = "input-twice", Usage;
    /// Two lists of an import would be one file. Args: `path`.
    ListTwice = "list-twice", Usage;
    /// A certificate is one file, and the records were destroyed on several occasions. Args: `count`.
    SeveralCertificates = "several-certificates", Usage;
    /// An opening for something else than one record at its owner's request.
    NoOpening = "no-opening", Usage;
    /// An opening with a request for something else than erasure.
    OpeningForErasure = "opening-for-erasure", Usage;
    /// What is to be recorded as destroyed is none at all, or of a day to come.
    NotDone = "not-done", Usage;
    /// A selector takes none or several records where one is meant. Args: `count`.
    NotOneRecord = "not-one-record", Usage;
    /// A day on which something is said to have happened lies ahead.
    DayAhead = "day-ahead", Usage;
    /// A request for the data is granted, and no file was named for them. Args: `request`.
    NothingHanded = "nothing-handed", Usage;
    /// A file was named for the data, and the request does not ask for them. Args: `request`.
    NoData = "no-data", Usage;
    /// No selector, but the verb needs one.
    NoSelector = "no-selector", Usage;
    /// A level-1 field was named without `--reveal`. Args: `field`.
    NotRevealed = "not-revealed", Usage;
    /// A field was named that an address book has no place for. Args: `field`.
    NoCardPlace = "no-card-place", Usage;
    /// Cards are to have no field by which they could be called.
    NoCardName = "no-card-name", Usage;
    /// Records are not counted by this field. Args: `field`.
    NotCountable = "not-countable", Usage;
    /// Counts by more fields at once than can be held against each other. Args: `limit`.
    TooManyFields = "too-many-fields", Usage;
    /// More counts, or more that are not shown, than can be held against each other. Args: `limit`.
    TooManyCounts = "too-many-counts", Usage;
    /// A count that is too small follows from sums by fewer fields.
    CountsTold = "counts-told", Usage;
    /// A field was named that does not leave where pseudonyms are asked for. Args: `field`.
    NoPseudonym = "no-pseudonym", Usage;
    /// More records than a sheet has rows. Args: `count`, `limit`.
    TooManyRows = "too-many-rows", Usage;
    /// A value is longer than a spreadsheet's cell. Args: `record`, `field`.
    CellTooLong = "cell-too-long", Usage;
    /// A field is outside what the purpose of the collection uses. Args: `field`, `purpose`.
    TooMuch = "too-much", Usage;
    /// The policy wants every import approved, and no ticket is named.
    NoTicket = "no-ticket", Usage;
    /// The number of an impact assessment is demanded. Args: `by` (law or policy), `act`.
    NeedsAssessment = "needs-assessment", Usage;
    /// The day by which a share is to come back, or be destroyed, is past. Args: `day`.
    SharePast = "share-past", Usage;
    /// A file that has to be new exists. Args: `path`.
    FileExists = "file-exists", Conflict;

    /// The question was answered with no, or nobody was there to answer.
    NotConfirmed = "not-confirmed", NotConfirmed;
    /// There is no terminal to confirm on, and no `--yes`.
    NoTerminal = "no-terminal", NotConfirmed;
    /// The count typed or given is not the count in the plan. Args: `given`, `planned`.
    CountDiffers = "count-differs", NotConfirmed;
    /// `--yes` without the count that must go with it. Args: `planned`.
    CountMissing = "count-missing", NotConfirmed;
    /// More would happen than `--max` allows. Args: `planned`, `maximum`.
    OverMaximum = "over-maximum", NotConfirmed;

    /// The input is malformed. Args: `path`.
    Malformed = "malformed", Malformed;
    /// A row has the wrong number of columns. Args: `line`, `found`, `expected`.
    CsvColumns = "csv-columns", Malformed;
    /// A quoted field is never closed. Args: `line`.
    CsvQuote = "csv-quote", Malformed;
    /// A NUL stands in the input. Args: `line`.
    CsvNul = "csv-nul", Malformed;
    /// A field is over its limit. Args: `line`, `limit`.
    FieldTooLong = "field-too-long", Malformed;
    /// The input is over its limit. Args: `limit`.
    InputTooLong = "input-too-long", Malformed;
    /// A file unpacks to more than any table needs: it was made to hurt. Args: `path`.
    UnpacksTooMuch = "unpacks-too-much", Malformed;
    /// A spreadsheet opens with a password only. Args: `path`.
    SheetLocked = "sheet-locked", Malformed;
    /// A spreadsheet is damaged, or none. Args: `path`.
    BadSheet = "bad-sheet", Malformed;
    /// No sheet has this name or number. Args: `sheets`.
    UnknownSheet = "unknown-sheet", Usage;
    /// The input is no JSON array of objects, or not to its end. Args: `line`.
    BadArray = "bad-array", Malformed;
    /// A map of columns is no TOML of its form. Args: `path`, `line`.
    BadMap = "bad-map", Malformed;
    /// The input is no vCard, or one without an end. Args: `line`.
    BadCard = "bad-card", Malformed;
    /// Bytes that the encoding does not have. Args: `line`, `encoding`.
    BadEncoding = "bad-encoding", Malformed;
    /// No such encoding. Args: `encoding`.
    UnknownEncoding = "unknown-encoding", Usage;
    /// There is no header, or it names no known column.
    NoHeader = "no-header", Malformed;
    /// Two columns of the header mean the same field. Args: `field`.
    ColumnTwice = "column-twice", Malformed;
    /// Rows are to be matched by a field for which the file has no column. Args: `field`.
    KeyNotInFile = "key-not-in-file", Malformed;
    /// The input is no JSON object with string values. Args: `line`.
    BadJson = "bad-json", Malformed;
    /// A value does not fit its field. Args: `field`, `reason`.
    BadValue = "bad-value", Malformed;
    /// Several faults of one record's values. Args: `count`, `faults`.
    BadValues = "bad-values", Malformed;
    /// A value of a row does not fit its field. Args: `line`, `field`, `reason`.
    BadRow = "bad-row", Malformed;
    /// Rows are wrong. Args: `count`, `line`, `field`, `reason`.
    BadRows = "bad-rows", Malformed;
    /// A row is over its limit. Args: `line`, `limit`.
    RowTooLong = "row-too-long", Malformed;
    /// A row has too many columns for any header. Args: `line`, `limit`.
    TooManyColumns = "too-many-columns", Malformed;
    /// The encoding cannot be told from the bytes.
    UnclearEncoding = "unclear-encoding", Malformed;
    /// Required fields are missing. Args: `fields`.
    MissingFields = "missing-fields", Malformed;
    /// The record would lose a required field. Args: `record`, `fields`.
    RecordLacks = "record-lacks", Malformed;
    /// What is no plain reference. Args: `argument`.
    BadReference = "bad-reference", Malformed;
    /// The policy refuses level-1 values without a separate consent. Args: `field`.
    NoSeparateConsent = "no-separate-consent", Malformed;
    /// What a person is said to have answered is not to be kept. Args: `count`, `reasons`.
    Unfounded = "unfounded", Malformed;
    /// What was given is no notice to persons. Args: `reason`.
    BadNotice = "bad-notice", Malformed;
    /// What is printed on a thing has characters that type plates do not have. Args: `argument`.
    BadMarking = "bad-marking", Malformed;
    /// A witness is unknown, a name, or the one who records.
    BadWitness = "bad-witness", Malformed;
    /// A passphrase is empty or unreadable. Args: `path`.
    BadPassphrase = "bad-passphrase", Malformed;
    /// A new passphrase is too short. Args: `shortest`.
    ShortPassphrase = "short-passphrase", Malformed;
    /// What was given is no age recipient, or its plugin is missing.
    BadRecipient = "bad-recipient", Malformed;
    /// What is to be registered is no recipient. Args: `reason`.
    BadRecipientEntry = "bad-recipient-entry", Malformed;
    /// What was given is no recovery code.
    BadRecoveryCode = "bad-recovery-code", Malformed;
    /// The name of a vault or an operator is empty, too long or has control characters.
    BadName = "bad-name", Malformed;
    /// Two passphrases typed differ, or the code typed back is wrong.
    TypedDiffers = "typed-differs", Malformed;
    /// A policy cannot be one, or contradicts itself. Args: `path`, `count`, `line`, `column`.
    BadPolicy = "bad-policy", Malformed;
    /// A file is no opening of a commitment. Args: `path`.
    BadOpening = "bad-opening", Malformed;
    /// The name of a backup destination cannot stand in a certificate.
    DestinationName = "destination-name", Malformed;
    /// The path of a backup destination is not UTF-8.
    DestinationPath = "destination-path", Malformed;
    /// A certificate cannot be read as one. Args: `path`.
    NoCertificate = "no-certificate", Malformed;

    /// No backup destination has the name. Args: `name`.
    NoDestination = "no-destination", NoRecord;
    /// There is no such record. Args: `record`.
    NoRecord = "no-record", NoRecord;
    /// No notice to persons has this version. Args: `version`.
    NoNotice = "no-notice", NoRecord;
    /// There is no such operator, or no longer.
    NoOperator = "no-operator", NoRecord;
    /// The record has been destroyed. Args: `record`.
    RecordPurged = "record-purged", NoRecord;
    /// A restore gave the record up. Args: `record`, `day`.
    RecordLost = "record-lost", NoRecord;
    /// The record has no such contact. Args: `record`, `field`.
    NoContact = "no-contact", NoRecord;
    /// There is no certificate for the record: it was not destroyed. Args: `record`.
    NotPurged = "not-purged", NoRecord;
    /// Nothing was proposed under this number. Args: `proposal`.
    NoProposal = "no-proposal", NoRecord;
    /// No import that wrote anything has this number. Args: `batch`.
    NoBatch = "no-batch", NoRecord;
    /// No request has this number. Args: `request`.
    NoRequest = "no-request", NoRecord;
    /// No recipient has the name. Args: `name`.
    NoRecipient = "no-recipient", NoRecord;
    /// No share has this number. Args: `share`.
    NoShare = "no-share", NoRecord;
    /// None of the selected records may be handed over.
    NothingToShare = "nothing-to-share", NoRecord;
    /// The record that a request was about is not there any more. Args: `request`.
    RequestGone = "request-gone", NoRecord;
    /// No line of destruction.log of this number records a destruction. Args: `line`.
    NoSuchLine = "no-such-line", NoRecord;

    /// A value that must be unique is another record's. Args: `field`, `record`.
    Duplicate = "duplicate", Conflict;
    /// A value is one of a destroyed person who is not to be entered again. Args: `field`.
    Suppressed = "suppressed", Conflict;
    /// Rows in conflict with each other or with records. Args: `count`, `line`, `field`.
    DuplicateRows = "duplicate-rows", Conflict;
    /// Other records than those confirmed are selected by now.
    SelectionChanged = "selection-changed", Conflict;
    /// A policy is no newer than the one in force. Args: `given`, `version`.
    PolicyVersion = "policy-version", Conflict;
    /// Records hold what a policy does not know any more. Args: `word`, `records`, `count`.
    PolicyOrphans = "policy-orphans", Conflict;
    /// A policy does away with a role that operators have. Args: `role`, `operators`.
    PolicyRole = "policy-role", Conflict;
    /// Another policy was put in force meanwhile.
    PolicyChanged = "policy-changed", Conflict;
    /// The policy in force has no field that the command needs. Args: `field`.
    PolicyWithout = "policy-without", Conflict;
    /// A request was answered already. Args: `request`.
    RequestAnswered = "request-answered", Conflict;
    /// A request is closed before it is answered. Args: `request`.
    RequestUnanswered = "request-unanswered", Conflict;
    /// A request is closed. Args: `request`.
    RequestClosed = "request-closed", Conflict;
    /// The answer to a request was put off before. Args: `request`, `until`.
    RequestExtended = "request-extended", Conflict;
    /// The day by which a person was to be told that the answer is put off is past. Args: `request`,
    /// `due`.
    RequestLate = "request-late", Conflict;
    /// The policy does not let an answer be put off so far. Args: `request`, `asked`, `last`, `most`.
    TooFar = "too-far", Conflict;
    /// A proposal is not to be decided on, or not to be carried out. Args: `proposal`, `why`.
    NotPending = "not-pending", Conflict;
    /// A policy has two persons for what fewer than two may do. Args: `what`.
    NobodyApproves = "nobody-approves", Conflict;
    /// An operator of that name exists.
    OperatorExists = "operator-exists", Conflict;
    /// A recipient of that name is registered. Args: `name`.
    RecipientExists = "recipient-exists", Conflict;
    /// Nothing of a share is out any more. Args: `share`.
    ShareOver = "share-over", Conflict;
    /// A share is revoked already. Args: `share`.
    ShareRevoked = "share-revoked", Conflict;
    /// Nobody would be left to administer.
    LastAdministrator = "last-administrator", Conflict;
    /// Nobody removes himself.
    RemovesSelf = "removes-self", Conflict;
    /// The record is kept by a hold, a statutory period or its owner's wish. Args: `record`, `by`,
    /// `until`.
    RecordHeld = "record-held", Conflict;
    /// There is a vault already. Args: `path`.
    VaultExists = "vault-exists", Conflict;
    /// Another vault lies where one is to be restored to. Args: `path`.
    OtherVault = "other-vault", Conflict;
    /// A vault would be restored into a backup destination or a vault. Args: `path`, `within`.
    RestoreInside = "restore-inside", Conflict;
    /// Another backup destination has the name. Args: `name`.
    DestinationNameTaken = "destination-name-taken", Conflict;
    /// A directory that is to become a backup destination holds something else. Args: `path`.
    DestinationOccupied = "destination-occupied", Conflict;
    /// A directory is a backup destination of another vault. Args: `path`.
    DestinationForeign = "destination-foreign", Conflict;
    /// A backup destination lies at two places. Args: `name`.
    DestinationCopied = "destination-copied", Conflict;
    /// A backup destination has another kind or name than was asked for. Args: `name`.
    DestinationOther = "destination-other", Conflict;
    /// A backup destination would lie in a vault or in another one. Args: `path`, `within`.
    DestinationInside = "destination-inside", Conflict;
    /// The storage keeps versions of what is overwritten. Args: `path`, `keeper`.
    KeepsVersions = "keeps-versions", Conflict;
    /// No copy would be left at a destination. Args: `name`.
    LastCopy = "last-copy", Conflict;
    /// A destination is a vault that was set aside. Args: `name`.
    KeptVault = "kept-vault", Conflict;

    /// There is no vault. Args: `path`.
    NoVault = "no-vault", NoVault;
    /// Neither `--vault` nor a home directory says where the vault is.
    NoVaultNamed = "no-vault-named", NoVault;
    /// A directory says nowhere that it is a backup destination. Args: `path`.
    NotADestination = "not-a-destination", NoVault;
    /// A backup destination has no key file. Args: `path`.
    NoKeyFile = "no-key-file", NoVault;
    /// There is no data artefact. Args: `path`.
    NoArtefact = "no-artefact", NoVault;

    /// Another process kept the lock. Args: `seconds`, `holder`.
    LockTimeout = "lock-timeout", LockTimeout;

    /// The passphrase opens no slot.
    WrongPassphrase = "wrong-passphrase", WrongKey;
    /// The recovery code opens no slot.
    WrongRecoveryCode = "wrong-recovery-code", WrongKey;
    /// The identity opens no slot. Args: `path`.
    WrongIdentity = "wrong-identity", WrongKey;
    /// The program that talks to a hardware key is not installed. Args: `program`.
    NoPlugin = "no-plugin", WrongKey;
    /// That program failed, or the key was not there.
    PluginFailed = "plugin-failed", WrongKey;
    /// The identity file is none. Args: `path`.
    BadIdentity = "bad-identity", WrongKey;
    /// The vault has no slot of the credential's kind.
    NoSlot = "no-slot", WrongKey;
    /// No credential was given, and only an identity opens the vault.
    NeedsIdentity = "needs-identity", WrongKey;
    /// No credential was given and there is no terminal to ask on.
    NoCredential = "no-credential", WrongKey;

    /// A field is above the operator's clearance. Args: `field`, `level`.
    Clearance = "clearance", Clearance;
    /// What remains of a record after an erasure is above the clearance. Args: `record`, `level`.
    RestAbove = "rest-above", Clearance;
    /// A person's data would not be all there is: some is above the clearance. Args: `level`.
    AnswerIncomplete = "answer-incomplete", Clearance;
    /// Destroyed persons are not to be entered again, and who they are is above the clearance.
    SuppressedAbove = "suppressed-above", Clearance;
    /// Who adds or removes an operator is cleared for less than that one.
    AboveOwn = "above-own", Clearance;
    /// An operator is to open more than the role gives. Args: `role`, `level`.
    AboveRole = "above-role", Capability;
    /// The operator lacks a capability. Args: `named`.
    Capability = "capability", Capability;
    /// The policy has two persons for this. Args: `what`.
    NeedsApproval = "needs-approval", Capability;
    /// Nobody approves what he proposed, nor carries out what another did. Args: `proposal`.
    NotYours = "not-yours", Capability;
    /// A rule about the extraordinary refuses a look. Args: `rule`, `count`, `above`.
    Extraordinary = "extraordinary", Capability;
    /// The record is not the operator's own, and the role reaches no other. Args: `record`.
    NotOwn = "not-own", Capability;
    /// The policy lets other roles place holds of this kind. Args: `kind`, `roles`.
    HoldPlaces = "hold-places", Capability;
    /// The policy lets other roles lift holds of this kind. Args: `kind`, `roles`.
    HoldLifts = "hold-lifts", Capability;
    /// The record is restricted, and the operator may not look at such. Args: `record`, `since`, `why`,
    /// `until`.
    Restricted = "restricted", Capability;
    /// The record would not be the operator's own any more, which is all that the role reaches.
    GivenAway = "given-away", Capability;
    /// The purpose does not cover the record. Args: `record`, `reason`.
    NotCovered = "not-covered", Capability;
    /// The purpose does not use what a field holds. Args: `field`, `purpose`.
    OutsidePurpose = "outside-purpose", Capability;
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
