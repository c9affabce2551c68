//! The end of the table of codes: what stands against a share, what is damaged, older, unfinished or newer, and what the system did.

/// Hands `$then` the entries that are given, and these behind them.
macro_rules! with_grave {
    ($then:ident! $($entries:tt)*) => {
        $then! {
            $($entries)*

            /// A copy that is said to exist no more lies where it is registered. Args: `name`, `path`.
            DestinationThere = "destination-there", Conflict;
            /// A destination is that of the vault beside which this one was restored. Args: `name`.
            DestinationDetached = "destination-detached", Conflict;
            /// The same, and that vault lives. Args: `name`, `path`.
            DestinationOfLiving = "destination-of-living", Conflict;
            /// An option wants a file and got `-`. Args: `option`.
            NeedsFile = "needs-file", Usage;
            /// A file would lie in a vault or a backup destination. Args: `path`, `within`.
            FileInside = "file-inside", Conflict;
            /// A share was issued, and not lent: it is not given back. Args: `share`.
            ShareIssued = "share-issued", Conflict;
            /// Storage is not registered as keeping versions. Args: `name`.
            NoVersions = "no-versions", Conflict;
            /// A key file was not rewritten since the last destruction. Args: `name`.
            KeyFileNotRewritten = "key-file-not-rewritten", Conflict;
            /// A copy of data is of before the keys were renewed. Args: `name`, `artefact`.
            BeforeRotation = "before-rotation", Conflict;
            /// A medium is not destroyed by this method. Args: `medium`, `method`.
            NotSoDestroyed = "not-so-destroyed", Usage;
            /// More things than are destroyed at once. Args: `limit`.
            TooManyThings = "too-many-things", Usage;
            /// One witness stands twice. Args: `witness`.
            WitnessTwice = "witness-twice", Usage;
            /// A JSON object has a number with an exponent. Args: `line`.
            JsonExponent = "json-exponent", Malformed;
            /// A key stands in a JSON object twice. Args: `key`.
            JsonTwice = "json-twice", Malformed;
            /// One field was given and declined at once. Args: `field`.
            GivenAndDeclined = "given-and-declined", Conflict;
            /// A field with a value cannot have been declined. Args: `record`, `field`.
            NotDeclined = "not-declined", Conflict;
            /// A page or XML under the name of a table. Args: `path`.
            Markup = "markup", Malformed;
            /// A file that is to be imported is compressed.
            Compressed = "compressed", Malformed;
            /// An option says something of another form of file than was given. Args: `option`.
            WrongOption = "wrong-option", Usage;
            /// A file called sealed would be sealed to nobody. Args: `path`.
            Unsealed = "unsealed", Usage;
            /// Smaller counts were asked for than the policy lets anybody see. Args: `given`, `floor`.
            SmallK = "small-k", Usage;
            /// A record cannot be without this field. Args: `field`.
            FieldStays = "field-stays", Usage;

            /// A page to print was to be verified; the text beside it is signed. Args: `path`, `text`.
            PrintedCertificate = "printed-certificate", Malformed;

            /// Several things stand against a share. Args: `count`.
            NotShared = "not-shared", Capability;
            /// There is no agreement with a recipient. Args: `name`.
            NoAgreement = "no-agreement", Capability;
            /// The agreement with a recipient has ended. Args: `name`, `day`.
            AgreementOver = "agreement-over", Capability;
            /// A share would be out longer than the agreement runs. Args: `name`, `day`.
            OutlivesAgreement = "outlives-agreement", Capability;
            /// Nothing is known that a file for a recipient could be sealed to. Args: `name`.
            NoRecipientKey = "no-recipient-key", Capability;
            /// A recipient is abroad, and nothing is named that lets it go there. Args: `name`, `country`.
            Abroad = "abroad", Capability;
            /// The policy lets nothing go abroad. Args: `name`, `country`.
            NeverAbroad = "never-abroad", Capability;
            /// The operator was revoked.
            Revoked = "revoked", Capability;

            /// A part of the vault is damaged or was tampered with. Args: `part`, `what`, `where`.
            Damaged = "damaged", Damaged;
            /// The certificate or its signature is not genuine. Args: `path`.
            ForgedCertificate = "forged-certificate", Damaged;
            /// An opening opens none of a certificate's commitments. Args: `path`.
            WrongOpening = "wrong-opening", Damaged;
            /// A copy of data lies under another name than its manifest gives. Args: `path`, `name`.
            RenamedArtefact = "renamed-artefact", Damaged;
            /// A certificate's lines do not stand in the destruction log. Args: `path`, `log`.
            NotInLog = "not-in-log", Damaged;
            /// Records of a backup have no key, and nothing says that they were destroyed. Args: `count`,
            /// `numbers`.
            RecordsWithoutKey = "records-without-key", Damaged;
            /// A certificate is signed by a key that is not among those given. Args: `path`.
            UnknownSigner = "unknown-signer", Damaged;

            /// The vault is older than the last head seen. Args: `found`, `seen`.
            Older = "older", Older;
            /// The database is of an earlier epoch than the keyhole. Args: `found`.
            OlderThanKeyhole = "older-than-keyhole", Older;
            /// The log at a backup destination goes on differently. Args: `name`, `entry`.
            DestinationBranch = "destination-branch", Older;
            /// A backup's key file is older than what is known from elsewhere. Args: `sources`, `withheld`,
            /// `numbers`, `erased`, `parts`, `unknown`, `header`.
            StaleKeyFile = "stale-key-file", Older;
            /// A backup destination knows of a later state than the vault, or has records that live
            /// there only. Args: `name`, `path`, `count`, `numbers`.
            DestinationAhead = "destination-ahead", Older;
            /// A backup destination tells that records were destroyed that live in the vault. Args: `name`,
            /// `path`, `count`, `numbers`, `known`, `certificates`.
            DestinationTells = "destination-tells", Older;
            /// Another destination knows of a later state than the backup. Args: `path`, `found`, `seen`.
            RestoreElsewhere = "restore-elsewhere", Older;
            /// A copy of data is newer than log and keys that it would be restored with. Args: `path`,
            /// `found`, `seen`.
            CopyNewer = "copy-newer", Older;
            /// This user has seen more of the log than a backup has. Args: `found`, `seen`.
            RestoreBehind = "restore-behind", Older;
            /// The vault where another is to be restored has records, or later states of them, that would
            /// not come back. Args: `path`, `count`, `numbers`, `older`, `parts`.
            RestoreGivesUp = "restore-gives-up", Older;
            /// No restore explains that the log is not the one last seen. Args: `found`, `seen`.
            HeadNotExplained = "head-not-explained", Older;

            /// Destroyed, but the proof is not complete; any writing command finishes it.
            Unfinished = "unfinished", Unfinished;
            /// A rotation of all keys is past its point of no return, but not finished.
            RotationUnfinished = "rotation-unfinished", Unfinished;

            /// The log could not be written, so nothing was shown.
            LogUnwritable = "log-unwritable", LogUnwritable;

            /// The disk is full. Args: `path`.
            DiskFull = "disk-full", DiskIo;
            /// A backup destination is not where it is registered. Args: `name`.
            DestinationUnreachable = "destination-unreachable", DiskIo;
            /// The system failed while a change was confirmed: nobody can say whether it is there.
            Uncertain = "uncertain", DiskIo;
            /// Input/output failed. Args: `path`.
            Io = "io", DiskIo;
            /// There is no such file. Args: `path`.
            NoFile = "no-file", DiskIo;
            /// The system does not let the file be opened. Args: `path`.
            FileDenied = "file-denied", DiskIo;

            /// The format is newer than this program. Args: `found`.
            NewerFormat = "newer-format", Format;
            /// The policy in force has what this version does not know. Args: `word`, `where`.
            NewerPolicy = "newer-policy", Format;
            /// A certificate is of a newer form. Args: `path`.
            NewerCertificate = "newer-certificate", Format;
            /// Parameters of the key derivation are outside what is safe.
            RefusedParameters = "refused-parameters", Format;

            /// A bug.
            Bug = "bug", Bug;
            /// Interrupted.
            Interrupted = "interrupted", Interrupted;
            /// The reader of the output went away; nothing is said, since nobody listens.
            ReaderGone = "reader-gone", ReaderGone;
        }
    };
}

pub(super) use with_grave;
