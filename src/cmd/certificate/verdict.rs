//! What is said of a certificate that was found valid.

use serde::ser::{SerializeStruct, Serializer};

use super::issued::kind;
use crate::cmd::purge;
use crate::ui::{Cell, View};
use crate::vault::{Certificate, Examined};

/// A certificate that was found valid.
pub(super) struct Verdict {
    pub(super) known: bool,
    pub(super) name: Option<String>,
    pub(super) examined: Examined,
    pub(super) certificate: Certificate,
    pub(super) log: Option<InLog>,
}

/// What the destruction log says of it by now.
#[derive(serde::Serialize)]
pub(super) struct InLog {
    /// How many lines the log has.
    pub(super) lines: u64,
    /// Whether a copy is still known to remain.
    pub(super) partial: bool,
    /// Which.
    pub(super) outstanding: Vec<String>,
}

/// What the verdict is called.
pub(super) const fn result(known: bool) -> &'static str {
    if known { "valid" } else { "valid-signer-unknown" }
}

const fn status(partial: bool) -> Cell {
    if partial { Cell::Word("partial") } else { Cell::Word("complete") }
}

fn status_of(certificate: &Certificate) -> Cell {
    match certificate.is_back() {
        Some(_) => Cell::Word("brought-back"),
        None if certificate.unrefused.is_some() && !certificate.is_partial() => {
            Cell::Word("unrefused")
        }
        None => status(certificate.is_partial()),
    }
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
        "status",
        "outstanding",
        "status_now",
        "outstanding_now",
    ];

    fn cells(&self) -> Vec<Cell> {
        let certificate = &self.certificate;
        let outstanding: Vec<Cell> = certificate.outstanding().map(Cell::text).collect();
        let later = self.log.as_ref().map(|log| log.outstanding.iter().map(Cell::text).collect());
        let many =
            |cells: Vec<Cell>| if cells.is_empty() { Cell::Empty } else { Cell::Many(cells) };
        vec![
            Cell::Word(result(self.known)),
            Cell::maybe(self.name.as_deref()),
            Cell::text(self.examined.signer.fingerprint.as_str()),
            Cell::text(certificate.number()),
            Cell::text(certificate.vault().to_string()),
            Cell::text(purge::brief(&certificate.numbers)),
            Cell::Word(certificate.reason().id()),
            Cell::text(certificate.basis().as_str()),
            Cell::text(certificate.completed().utc()),
            status_of(certificate),
            many(outstanding),
            self.log.as_ref().map_or(Cell::Empty, |log| status(log.partial)),
            many(later.unwrap_or_default()),
        ]
    }
}

impl serde::Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let certificate = &self.certificate;
        let Examined { signer, executors, .. } = &self.examined;
        let executor = executors.first().map(|executor| &executor.fingerprint);
        let numbers: Vec<String> = certificate.numbers.iter().map(|n| n.to_string()).collect();
        let outstanding: Vec<&str> = certificate.outstanding().collect();
        let mut object = serializer.serialize_struct("Verdict", 19)?;
        object.serialize_field("result", result(self.known))?;
        object.serialize_field("signer", &self.name)?;
        object.serialize_field("fingerprint", &signer.fingerprint)?;
        object.serialize_field("executor", &certificate.executor().operator.to_string())?;
        object.serialize_field("executor_fingerprint", &executor)?;
        object.serialize_field("signer_founded_vault", &signer.founded(certificate.vault()))?;
        object.serialize_field("certificate", certificate.number())?;
        object.serialize_field("vault_id", &certificate.vault())?;
        object.serialize_field("line", &certificate.line)?;
        object.serialize_field("kind", kind(certificate))?;
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("reason", certificate.reason().id())?;
        object.serialize_field("basis", certificate.basis().as_str())?;
        object.serialize_field("completed", certificate.completed().utc())?;
        object.serialize_field("partial", &certificate.is_partial())?;
        object.serialize_field("restored", &certificate.comeback)?;
        object.serialize_field("unrefused", &certificate.unrefused)?;
        object.serialize_field("outstanding", &outstanding)?;
        object.serialize_field("log", &self.log)?;
        object.end()
    }
}
