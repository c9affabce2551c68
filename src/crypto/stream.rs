//! An age file that is sealed while it is written, for what is too large to be held in memory. What
//! comes out is what `age -d` opens.

use std::io::{self, Write};

use age::stream::StreamWriter;

use super::boxes::BoxError;
use super::identity::Recipients;

/// Seals to all `recipients` what is written to it. The file is whole only after
/// [`SealedWriter::finish`]: without that, age refuses its end.
#[must_use]
pub struct SealedWriter<W: Write>(StreamWriter<W>);

impl<W: Write> SealedWriter<W> {
    /// Begins a file on `sink`.
    ///
    /// # Errors
    /// [`BoxError`] when a plugin cannot be used; those of the sink.
    pub fn new(recipients: &[Recipients], sink: W) -> Result<Self, SealingError> {
        let all = recipients.iter().flat_map(Recipients::each);
        let encryptor = age::Encryptor::with_recipients(all).map_err(BoxError::from)?;
        Ok(Self(encryptor.wrap_output(sink)?))
    }

    /// Writes the end and gives the sink back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Why a sealed file cannot be begun.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The recipients do not fit together, or a plugin cannot be used.
    #[error(transparent)]
    Box(#[from] BoxError),
    /// The sink failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

#[cfg(test)]
mod tests {
    use super::super::identity::{IdentityFile, NoCallbacks};
    use super::*;

    #[test]
    fn each_recipient_opens_what_was_written_in_pieces_and_a_torn_file_is_refused() {
        let files = [(), ()].map(|()| {
            IdentityFile::parse(&IdentityFile::generate("2026-03-01T09:00:00+08:00")).unwrap()
        });
        let recipients = files.each_ref().map(|file| file.recipients(&NoCallbacks).unwrap());
        let text = "合成数据\n".repeat(20_000).into_bytes();
        let mut writer = SealedWriter::new(&recipients, Vec::new()).unwrap();
        for piece in text.chunks(1000) {
            writer.write_all(piece).unwrap();
        }
        let sealed = writer.finish().unwrap();
        for file in &files {
            assert_eq!(file.open(&sealed, &NoCallbacks).unwrap().as_slice(), text);
            assert!(file.open(&sealed[..sealed.len() - 20], &NoCallbacks).is_err());
        }
    }
}
