//! One line to syslog for each checkpoint, so that a machine which collects logs keeps the heads
//! of the vault where no operator of the vault reaches: a log that was cut off, or a database that
//! was put back, does not continue what stands there.
//!
//! It says which vault, entry, head, operator and verb, and nothing of any record: whoever reads
//! the machine's log sees no more than that somebody worked.

use super::audit::verb_of;
use super::session::Vault;
use crate::files;
use crate::log::{Act, Checkpoint};

/// Facility authpriv (10), severity info (6), as RFC 3164 adds them up.
const PRIORITY: u8 = 10 * 8 + 6;

impl Vault {
    /// Sends the line of a checkpoint that was committed; `verb` is what led to it.
    pub(crate) fn tell_syslog(&self, checkpoint: &Checkpoint, verb: &str) {
        if let Some(path) = &self.environment.syslog {
            let text = line(&self.id().short(), checkpoint, verb);
            // Nobody may be there, and then there is nothing to do.
            files::send_datagram(path, text.as_bytes());
        }
    }
}

fn line(vault: &str, checkpoint: &Checkpoint, verb: &str) -> String {
    let Checkpoint { seq, head, operator, .. } = checkpoint;
    format!(
        "<{PRIORITY}>kedang[{}]: vault={vault} entry={seq} head={head} operator={operator} verb={verb}",
        std::process::id()
    )
}

/// The verb of a transaction: that of its first entry.
pub(crate) fn verb(acts: &[Act]) -> String {
    acts.first().map_or("", verb_of).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::vault::sample::{Sample, order, selector};
    use crate::vault::{Environment, Vault};
    use std::os::unix::net::UnixDatagram;

    /// What the listener at a socket got so far.
    fn heard(listener: &UnixDatagram) -> Vec<String> {
        listener.set_nonblocking(true).unwrap();
        let mut lines = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(length) = listener.recv(&mut buffer) {
            lines.push(String::from_utf8(buffer[..length].to_vec()).unwrap());
        }
        lines
    }

    #[test]
    fn every_checkpoint_is_one_line_that_names_its_head_and_nobody() {
        let sample = Sample::new();
        sample.add(&[("张伟芳", "13800000013", "11010519491231002X")]);
        let socket = sample.home.path().join("syslog");
        let listener = UnixDatagram::bind(&socket).unwrap();
        let environment = Environment { syslog: Some(socket), ..sample.environment() };
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        assert!(heard(&listener).is_empty(), "opening writes nothing");
        vault.count(&selector("张伟芳")).unwrap();
        let lines = heard(&listener);
        let checkpoint = &vault.state.checkpoint;
        let expected = format!(
            "vault={} entry={} head={} operator=O-1 verb=count",
            vault.id().short(),
            checkpoint.seq,
            checkpoint.head
        );
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("<86>kedang[") && lines[0].ends_with(&expected), "{lines:?}");
        vault.purge(&order(crate::model::RecordNumber::new(1).unwrap().into())).unwrap();
        let lines = heard(&listener);
        assert_eq!(lines.len(), 3, "intent, destroyed, done");
        let all = lines.concat();
        assert!(all.contains("verb=purge"));
        for secret in ["张", "138000", "110105", "wang", "K-", "REQ"] {
            assert!(!all.contains(secret), "{secret}");
        }
    }

    #[test]
    fn nobody_who_listens_is_no_failure() {
        let sample = Sample::new();
        let syslog = Some(sample.home.path().join("nobody"));
        let environment = Environment { syslog, ..sample.environment() };
        let mut vault = Vault::open(&sample.dir(), &sample.credential(), environment).unwrap();
        assert_eq!(vault.count(&selector("")).unwrap(), 0);
    }
}
