//! Files that are too large for memory: compared and copied piece by piece.

use super::{PendingFile, Result, at, open_regular};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// What is held in memory of each at a time.
const PIECE: usize = 1 << 20;

/// Whether a file is the beginning of another, or all of it. What cannot be read is not.
pub fn is_prefix(path: &Path, of: &Path) -> bool {
    let (Ok(mut file), Ok(mut whole)) = (reader(path), reader(of)) else { return false };
    loop {
        let (Ok(part), Ok(other)) = (file.fill_buf(), whole.fill_buf()) else { return false };
        let count = part.len().min(other.len());
        if part.is_empty() || count == 0 {
            return part.is_empty();
        }
        if part.get(..count) != other.get(..count) {
            return false;
        }
        file.consume(count);
        whole.consume(count);
    }
}

/// Whether two files hold the same.
pub fn are_same(a: &Path, b: &Path) -> bool {
    let length = |path: &Path| path.metadata().map(|about| about.len()).ok();
    length(a) == length(b) && is_prefix(a, b)
}

/// Copies a file to a new private one that is complete or absent, durable.
pub fn copy_whole(from: &Path, to: &Path) -> Result<()> {
    let mut source = reader(from)?;
    let mut copy = PendingFile::create(to)?;
    loop {
        let part = at(from, source.fill_buf())?;
        let count = part.len();
        if count == 0 {
            return copy.publish_new();
        }
        at(to, copy.write_all(part))?;
        source.consume(count);
    }
}

fn reader(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::with_capacity(PIECE, open_regular(path)?))
}

#[expect(clippy::disallowed_methods, reason = "files as somebody left them")]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compared_and_copied_across_pieces() {
        let dir = tempfile::tempdir().unwrap();
        let [one, two, short, copy] = ["one", "two", "short", "copy"].map(|n| dir.path().join(n));
        let mut bytes: Vec<u8> = (0..=u8::MAX).cycle().take(PIECE + 4097).collect();
        std::fs::write(&one, &bytes).unwrap();
        std::fs::write(&short, &bytes[..=PIECE]).unwrap();
        bytes[PIECE + 4000] ^= 1;
        std::fs::write(&two, &bytes).unwrap();
        assert!(is_prefix(&short, &one) && is_prefix(&short, &two) && is_prefix(&one, &one));
        assert!(!is_prefix(&one, &short) && !is_prefix(&one, &two) && !are_same(&one, &two));
        assert!(!are_same(&short, &one) && !is_prefix(&copy, &one));
        copy_whole(&one, &copy).unwrap();
        assert!(are_same(&one, &copy));
        assert!(copy_whole(&two, &copy).is_err() && are_same(&one, &copy));
    }
}
