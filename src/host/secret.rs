//! Passphrases: from a file, an open descriptor or the terminal, and wiped from memory.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Host, HostError};

/// A passphrase in memory that is wiped when it goes.
pub type Secret = Zeroizing<String>;

/// Longer than any passphrase a person types, short enough not to swallow a wrong file.
const LONGEST: u64 = 1024;

impl Host {
    /// The passphrase in the file at `path`, without its line end; `-` is standard input.
    pub fn secret_from_file(&self, path: &Path) -> Result<Secret, HostError> {
        if path.as_os_str() == "-" {
            return read_secret(self.take_stdin()?.lock(), path);
        }
        let file = File::open(path).map_err(|source| read_error(path, source))?;
        read_secret(file, path)
    }

    /// The passphrase that waits on the open descriptor `number`, without its line end; 0 is
    /// standard input and counts as having been read.
    pub fn secret_from_descriptor(&self, number: u32) -> Result<Secret, HostError> {
        if number == 0 {
            return self.secret_from_file(Path::new("-"));
        }
        self.secret_from_file(&PathBuf::from(format!("/dev/fd/{number}")))
    }
}

fn read_error(path: &Path, source: std::io::Error) -> HostError {
    HostError::Read { path: path.to_path_buf(), source }
}

fn read_secret(input: impl Read, path: &Path) -> Result<Secret, HostError> {
    // Allocated at once: a buffer that grows would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(2048));
    input.take(LONGEST + 3).read_to_end(&mut bytes).map_err(|e| read_error(path, e))?;
    for end in [b'\n', b'\r'] {
        if bytes.last() == Some(&end) {
            bytes.pop();
        }
    }
    if bytes.is_empty() {
        return Err(HostError::EmptySecret(path.to_path_buf()));
    }
    let too_long = u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST);
    match std::str::from_utf8(&bytes) {
        Ok(text) if !too_long => Ok(Zeroizing::new(text.to_owned())),
        _ => Err(HostError::BadSecret(path.to_path_buf())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, HostError> {
        read_secret(bytes, Path::new("p")).map(|secret| secret.to_string())
    }

    #[test]
    fn one_line_end_is_cut_and_nothing_else() {
        for (given, want) in [
            ("hunter2", "hunter2"),
            ("a\n", "a"),
            ("a\r\n", "a"),
            (" a \n", " a "),
            ("a\n\n", "a\n"),
        ] {
            assert_eq!(read(given.as_bytes()).unwrap(), want, "{given:?}");
        }
    }

    #[test]
    fn empty_overlong_and_binary_passphrases_are_refused() {
        assert!(matches!(read(b"\n"), Err(HostError::EmptySecret(_))));
        assert!(matches!(read(&[b'x'; 1025]), Err(HostError::BadSecret(_))));
        assert!(matches!(read(&[0xff, 0xfe]), Err(HostError::BadSecret(_))));
    }

    #[test]
    fn a_missing_file_is_named() {
        let missing = Path::new("/nonexistent/passphrase");
        let error = Host::from_process().secret_from_file(missing);
        assert!(matches!(error, Err(HostError::Read { path, .. }) if path == missing));
    }

    #[test]
    fn a_descriptor_can_be_read_although_the_process_is_not_dumpable() {
        use std::io::{Seek, Write};
        use std::os::fd::AsRawFd;
        let host = Host::from_process();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all("通行短语\n".as_bytes()).unwrap();
        file.rewind().unwrap();
        let number = u32::try_from(file.as_raw_fd()).unwrap();
        assert_eq!(*host.secret_from_descriptor(number).unwrap(), "通行短语");
    }
}
