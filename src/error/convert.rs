//! The conversions from the errors of lower modules, each with its hint.

use std::io::ErrorKind;
use std::path::Path;

use super::{Arg, Code, Failure};
use crate::host::HostError;

impl Failure {
    /// An input/output error on the file at `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::new(io_code(source.kind())).arg("path", path).because(source)
    }
}

fn io_code(kind: ErrorKind) -> Code {
    match kind {
        ErrorKind::NotFound => Code::NoFile,
        ErrorKind::AlreadyExists => Code::FileExists,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Code::FileDenied,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Code::DiskFull,
        ErrorKind::Interrupted => Code::Interrupted,
        _ => Code::Io,
    }
}

/// An error of a stream that has no path: standard input or output.
impl From<std::io::Error> for Failure {
    fn from(source: std::io::Error) -> Self {
        match source.kind() {
            ErrorKind::BrokenPipe => Self::new(Code::ReaderGone),
            kind => Self::new(io_code(kind)).arg("path", Arg::Message("ui-stream")).because(source),
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        match error {
            HostError::InputTaken => Self::new(Code::InputTwice),
            HostError::NoTerminal => Self::new(Code::NoTerminal).hint("hint-yes"),
            HostError::Interrupted => Self::new(Code::Interrupted),
            HostError::EmptySecret(path) | HostError::BadSecret(path) => {
                Self::new(Code::BadPassphrase).arg("path", path.as_path())
            }
            HostError::Read { path, source } => Self::io(&path, source),
            HostError::NoRandomness => Self::new(Code::Failed).because(error),
            HostError::Terminal(source) => Self::io(Path::new("/dev/tty"), source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_gone_reader_have_their_own_status() {
        let status = |kind| Failure::from(std::io::Error::from(kind)).exit().status();
        assert_eq!(status(ErrorKind::StorageFull), 24);
        assert_eq!(status(ErrorKind::BrokenPipe), 141);
        assert_eq!(status(ErrorKind::AlreadyExists), 9);
    }
}
