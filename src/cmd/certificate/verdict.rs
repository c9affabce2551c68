//! What is said of a certificate or a destruction log that was found valid.

use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::purge;
use crate::ui::{Cell, View};
use crate::vault::{Certificate, Examined};

/// A certificate that was found valid.
pub(super) struct Verdict {
    pub(super) known: bool,
    pub(super) name: Option<String>,
    pub(super) examined: Examined,
    pub(super) certificate: Certificate,
}

/// What the verdict is called.
pub(super) const fn result(known: bool) -> &'static str {
    if known { "valid" } else { "valid-signer-unknown" }
}

impl View for Verdict {
    const COLUMNS: &'static [&'static str] = &[
        "result",
        "signer",
        "fingerprint",
        "certificate",
        "vault_id",
        "numbers",
        "reason",
        "basis",
        "completed",
    ];

    fn cells(&self) -> Vec<Cell> {
        let Certificate { numbers, destruction, .. } = &self.certificate;
        vec![
            if self.known { Cell::Word("valid") } else { Cell::Word("valid-signer-unknown") },
            Cell::maybe(self.name.as_deref()),
            Cell::text(self.examined.signer.fingerprint.as_str()),
            Cell::text(destruction.certificate.as_str()),
            Cell::text(destruction.vault.to_string()),
            Cell::text(purge::brief(numbers)),
            Cell::Word(destruction.reason.id()),
            Cell::text(destruction.basis.as_str()),
            Cell::text(destruction.completed.utc()),
        ]
    }
}

impl serde::Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Certificate { numbers, destruction, .. } = &self.certificate;
        let Examined { signer, executor, .. } = &self.examined;
        let numbers: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
        let mut object = serializer.serialize_struct("Verdict", 12)?;
        object.serialize_field("result", result(self.known))?;
        object.serialize_field("signer", &self.name)?;
        object.serialize_field("fingerprint", &signer.fingerprint)?;
        object.serialize_field("executor", &destruction.executor.operator.to_string())?;
        object.serialize_field("executor_fingerprint", &executor.fingerprint)?;
        object.serialize_field("signer_founded_vault", &signer.founded(destruction.vault))?;
        object.serialize_field("certificate", &destruction.certificate)?;
        object.serialize_field("vault_id", &destruction.vault)?;
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("reason", destruction.reason.id())?;
        object.serialize_field("basis", destruction.basis.as_str())?;
        object.serialize_field("completed", destruction.completed.utc())?;
        object.end()
    }
}

/// A destruction log that was found valid as far as it goes.
#[derive(serde::Serialize)]
pub(super) struct LogVerdict {
    pub(super) result: &'static str,
    pub(super) signer: Option<String>,
    pub(super) fingerprint: String,
    pub(super) vault_id: String,
    pub(super) lines: u64,
    pub(super) destructions: u64,
}

impl View for LogVerdict {
    const COLUMNS: &'static [&'static str] =
        &["result", "signer", "fingerprint", "vault_id", "lines", "destructions"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Word(self.result),
            Cell::maybe(self.signer.as_deref()),
            Cell::text(self.fingerprint.as_str()),
            Cell::text(self.vault_id.as_str()),
            Cell::count(self.lines),
            Cell::count(self.destructions),
        ]
    }
}
