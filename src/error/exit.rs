//! The exit statuses: one table for the code, the help pages and the README.

/// How a command ended. Scripts rely on these numbers; none is ever given a second meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Done, or there was nothing to do.
    Done = 0,
    /// Failed for a reason that has no status of its own.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Done in part: rejects were written.
    Partly = 3,
    /// A check ran and found something.
    Found = 4,
    /// Not confirmed, so nothing was done.
    NotConfirmed = 5,
    /// Irrevocably done, residual copies remain.
    Residual = 6,
    /// The input is malformed or over its limits.
    Malformed = 7,
    /// There is no such record.
    NoRecord = 8,
    /// In conflict with what is there.
    Conflict = 9,
    /// There is no vault.
    NoVault = 10,
    /// Another process kept the lock too long.
    LockTimeout = 11,
    /// Wrong passphrase or identity.
    WrongKey = 12,
    /// The clearance is too low.
    Clearance = 13,
    /// A capability is missing or revoked.
    Capability = 14,
    /// Damaged or tampered with.
    Damaged = 20,
    /// Older than the last head seen.
    Older = 21,
    /// Irrevocable but unfinished; any writing command finishes it.
    Unfinished = 22,
    /// The log could not be written, so nothing was shown.
    LogUnwritable = 23,
    /// Disk full or input/output error.
    DiskIo = 24,
    /// The format is newer than this program, or its parameters are refused.
    Format = 25,
    /// A bug in kedang.
    Bug = 70,
    /// Interrupted.
    Interrupted = 130,
    /// The reader of the output went away.
    ReaderGone = 141,
}

impl Exit {
    /// Every status in order; what each means is the message `exit-<number>`.
    pub const ALL: [Self; 24] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::Partly,
        Self::Found,
        Self::NotConfirmed,
        Self::Residual,
        Self::Malformed,
        Self::NoRecord,
        Self::Conflict,
        Self::NoVault,
        Self::LockTimeout,
        Self::WrongKey,
        Self::Clearance,
        Self::Capability,
        Self::Damaged,
        Self::Older,
        Self::Unfinished,
        Self::LogUnwritable,
        Self::DiskIo,
        Self::Format,
        Self::Bug,
        Self::Interrupted,
        Self::ReaderGone,
    ];

    /// The number that the process returns.
    pub const fn status(self) -> u8 {
        self as u8
    }
}
