//! Where the text of an export goes: a new file or standard output, sealed if it is for somebody.

use std::io::Write;
use std::path::Path;

use crate::cmd::target;
use crate::error::{Code, Failure, Result};
use crate::files::FileError;
use crate::ui::Ui;
use crate::vault::{Error, Exported, Recipients, SealedWriter, SealingError};

/// Where the text of an export goes.
type Emit<'e> = dyn FnMut(&[u8]) -> std::io::Result<()> + 'e;

/// Lets `export` write to the file that is named, complete or not at all, or to standard output.
pub(super) fn write(
    ui: &Ui,
    (path, recipients): (Option<&Path>, &[Recipients]),
    export: impl FnOnce(&mut Emit<'_>) -> std::result::Result<Exported, Error>,
) -> Result<Exported> {
    let Some(path) = path else {
        return Ok(pass(recipients, Standard(ui), export)?.0);
    };
    let wrong = |error: FileError| Failure::io(path, error.source);
    let file = target::create(path)?;
    let (done, file) = pass(recipients, file, export).map_err(|error| match error {
        Error::Halfway(source) => match *source {
            Error::Output(source) => Failure::io(path, source).committed(),
            source => Failure::from(source).committed(),
        },
        other => other.into(),
    })?;
    file.publish_over().map_err(|error| wrong(error).committed())?;
    Ok(done)
}

/// Lets `export` write to `sink`, sealed if it is for somebody, and gives the sink back.
fn pass<W: Write>(
    recipients: &[Recipients],
    sink: W,
    export: impl FnOnce(&mut Emit<'_>) -> std::result::Result<Exported, Error>,
) -> std::result::Result<(Exported, W), Error> {
    if recipients.is_empty() {
        let mut sink = sink;
        let done = export(&mut |bytes| sink.write_all(bytes))?;
        return Ok((done, sink));
    }
    let seal = |sink| {
        SealedWriter::new(recipients, sink).map_err(|error| match error {
            SealingError::Io(error) => error,
            SealingError::Box(error) => std::io::Error::other(error),
        })
    };
    let late = |error| Error::Halfway(Box::new(Error::Output(error)));
    // Nothing is written before there is something to write: an export may be refused.
    let (mut waiting, mut begun) = (Some(sink), None);
    let done = export(&mut |bytes| {
        if let Some(sink) = waiting.take() {
            begun = Some(seal(sink)?);
        }
        begun.as_mut().map_or(Ok(()), |writer| writer.write_all(bytes))
    })?;
    let writer = match (begun, waiting) {
        (Some(writer), _) => writer,
        (None, Some(sink)) => seal(sink).map_err(late)?,
        (None, None) => return Err(Error::Bug("sink")),
    };
    Ok((done, writer.finish().map_err(late)?))
}

/// Standard output.
struct Standard<'u, 'h>(&'u Ui<'h>);

impl Write for Standard<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.bytes(bytes).map_err(|failure| match failure.code {
            Code::ReaderGone => std::io::ErrorKind::BrokenPipe.into(),
            Code::DiskFull => std::io::ErrorKind::StorageFull.into(),
            _ => std::io::Error::other("standard output"),
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
