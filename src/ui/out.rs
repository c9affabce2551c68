//! Standard output: one buffer, so that results are printed when locks are released.
//!
//! A command fills the buffer while it works and [`super::Ui::finish`] prints it when the store
//! is closed: a slow reader (`kedang list | less`) then holds nobody up, and a command that fails
//! has printed nothing. A result of more than 64 MiB is passed on as it comes.

use std::io::Write;

/// Up to here the output waits for the end of the command.
const BUFFER: usize = 64 << 20;

/// A writer that keeps 64 MiB back.
pub(super) struct Out {
    buffer: Vec<u8>,
    sink: Box<dyn Write>,
}

impl std::fmt::Debug for Out {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Out").field("waiting", &self.buffer.len()).finish_non_exhaustive()
    }
}

impl Out {
    /// A buffer before `sink`; it grows only when it is used.
    pub(super) fn new(sink: Box<dyn Write>) -> Self {
        Self { buffer: Vec::new(), sink }
    }

    /// Forgets what waits.
    pub(super) fn discard(&mut self) {
        self.buffer.clear();
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() > BUFFER {
            self.sink.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.write_all(&self.buffer)?;
        self.buffer.clear();
        self.sink.flush()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    pub(in crate::ui) struct Seen(Arc<Mutex<Vec<u8>>>);

    impl Seen {
        pub(in crate::ui) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Seen {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn small_results_wait_and_large_ones_stream() {
        let seen = Seen::default();
        let mut out = Out::new(Box::new(seen.clone()));
        out.write_all(b"small").unwrap();
        assert!(seen.0.lock().unwrap().is_empty());
        out.write_all(&vec![b'x'; BUFFER]).unwrap();
        assert_eq!(seen.0.lock().unwrap().len(), BUFFER + 5);
    }

    #[test]
    fn what_was_discarded_is_not_printed() {
        let seen = Seen::default();
        let mut out = Out::new(Box::new(seen.clone()));
        out.write_all(b"secret").unwrap();
        out.discard();
        out.flush().unwrap();
        assert!(seen.0.lock().unwrap().is_empty());
    }
}
