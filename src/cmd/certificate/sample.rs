//! Lines of a destruction log for tests, really signed, and certificates of them.

use crate::crypto::{SigningKey, VaultId, sha256, sshsig};
use crate::log::destruction::{
    self, Destruction, Event, Executor, Line, NAMESPACE, Payload, Physical, Scrub,
    certificate_number,
};
use crate::log::{Code, Moment, Numbers, Scope};
use crate::model::{Digest, Level, OperatorNumber};
use crate::vault::Certificate;

/// The line of the certificate that version 0.1.0 issued.
pub(super) const ISSUED: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/vault-0.1.0/c.txt"));

/// A log that grows, with the keys of its operators 1 and 2.
pub(super) struct Log {
    keys: [SigningKey; 2],
    pub(super) lines: Vec<String>,
}

pub(super) fn numbers(text: &str) -> Numbers {
    text.parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn moment(second: i64) -> Moment {
    Moment::new(1_793_671_811_000 + second * 1000, 8 * 3600).unwrap()
}

impl Log {
    /// An empty log; as no test looks at the first line, something stands for it.
    pub(super) fn new() -> Self {
        let keys = [1, 2].map(|seed| SigningKey::from_seed(&[seed; 32]));
        Self { keys, lines: vec!["genesis".to_owned()] }
    }

    pub(super) fn vault(&self) -> Digest {
        Digest(*VaultId::of(&self.keys[0].verifying_key()).as_bytes())
    }

    fn executor(by: u32) -> Executor {
        Executor { operator: OperatorNumber(by), role: code("administrator") }
    }

    fn next(&self) -> u64 {
        self.lines.len() as u64 + 1
    }

    /// Adds a line, signed by the operator that it names.
    pub(super) fn push(&mut self, event: Event) -> String {
        let by = usize::try_from(event.signer().0).unwrap() - 1;
        let before = sha256(self.lines.last().unwrap().as_bytes());
        let text = Payload::new(self.next(), before, event).to_text();
        let signature = sshsig::sign(&self.keys[by], NAMESPACE, text.as_bytes());
        self.lines.push(destruction::line(&text, &signature));
        self.lines.last().unwrap().clone()
    }

    /// A destruction as 0.1.0 wrote it, of this vault, changed by `change`.
    pub(super) fn destroy(&mut self, change: impl FnOnce(&mut Destruction)) -> String {
        let line = crate::vault::extract_block(ISSUED).unwrap();
        let Event::Destruction(mut said) = Line::parse(&line).unwrap().payload.event else {
            panic!("a destruction")
        };
        said.vault = self.vault();
        said.certificate = certificate_number(said.vault, self.next());
        change(&mut said);
        said.count = said.numbers.len();
        self.push(Event::Destruction(said))
    }

    /// One with everything that a destruction can say: copies at `usb` and `nas`, rows only at
    /// `cloud`, two levels and a field of records 3–4, two commitments, suppressed.
    pub(super) fn destroy_fully(&mut self) -> String {
        self.destroy(|said| {
            said.residual = vec!["usb".to_owned(), "nas".to_owned()];
            said.data_only = vec!["cloud".to_owned()];
            let levels = vec![Level::One, Level::Two];
            said.scope = Some(Scope { levels, fields: vec![code("id_number"), code("mystery")] });
            said.commitments = vec![Digest([7; 32]), Digest([8; 32])];
            said.suppressed = true;
            said.after = code("erased-in-part");
        })
    }

    /// A copy at `destination` settled up to the last line.
    pub(super) fn scrub(&mut self, destination: &str, how: &str, by: u32) -> String {
        let through = self.lines.len() as u64;
        let key = (how == "key-file-rewritten").then_some(4);
        let scrub = Scrub {
            vault: self.vault(),
            destination: destination.to_owned(),
            how: code(how),
            through,
            key,
            executor: Self::executor(by),
            time: moment(9),
        };
        self.push(Event::Scrub(scrub))
    }

    /// A disk that was shredded.
    pub(super) fn shred(&mut self, held: &str) -> String {
        let physical = Physical {
            certificate: certificate_number(self.vault(), self.next()),
            vault: self.vault(),
            medium: code("disk"),
            quantity: 2,
            make: Some("ACME".to_owned()),
            model: None,
            serial: Some("SN-1/2".to_owned()),
            numbers: numbers(held),
            method: code("shred"),
            reason: "expired".parse().unwrap(),
            basis: "POLICY 3".parse().unwrap(),
            day: "2026-11-03".to_owned(),
            witnesses: vec!["O-2".parse().unwrap(), "VISITOR 7".parse().unwrap()],
            executor: Self::executor(1),
            time: moment(9),
            tool: code("kedang"),
            version: "0.2.0".to_owned(),
            policy: Digest([6; 32]),
            log_head: Digest([8; 32]),
            log_seq: 42,
        };
        self.push(Event::Physical(Box::new(physical)))
    }

    /// The signature of operator 1 over a text.
    pub(super) fn sign(&self, text: &str) -> String {
        sshsig::sign(&self.keys[0], NAMESPACE, text.as_bytes())
    }
}

/// The certificate for `numbers` that carries `lines`.
pub(super) fn certificate(lines: &[&str], held: &str) -> Certificate {
    Certificate::from_lines(&lines.join("\n"), &numbers(held)).unwrap()
}
