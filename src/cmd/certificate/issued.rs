//! What `certificate show` hands out: which files, and the facts for a program.

use std::path::{Path, PathBuf};

use serde::ser::{SerializeStruct, Serializer};

use crate::error::{Arg, Code, Failure, Result};
use crate::ui::{Cell, View};
use crate::vault::{Certificate, Residual, Subject};

/// Where a certificate goes.
pub(super) struct Written {
    /// The page to print, if there is to be one.
    pub(super) page: Option<PathBuf>,
    /// The text, its signature, and the signers' keys.
    pub(super) signed: [PathBuf; 3],
}

impl Written {
    /// The files that `path` stands for: the text itself, or the page beside which the text lies.
    pub(super) fn beside(path: &Path, html: bool) -> Result<Self> {
        let text = if html { path.with_extension("txt") } else { path.to_path_buf() };
        if html && text == path {
            let message = Arg::Message("certificate-page-name");
            return Err(Failure::new(Code::Usage).arg("message", message));
        }
        let mut signature = text.as_os_str().to_owned();
        signature.push(".sig");
        let keys = text.with_file_name("allowed_signers");
        let page = html.then(|| path.to_path_buf());
        Ok(Self { page, signed: [text, signature.into(), keys] })
    }

    /// Their names as a person reads them.
    pub(super) fn names(&self) -> Vec<String> {
        self.page.iter().chain(&self.signed).map(|path| path.display().to_string()).collect()
    }
}

/// A certificate for a program.
pub(super) struct Row {
    pub(super) certificate: Certificate,
    pub(super) text: String,
    pub(super) page: Option<String>,
    pub(super) written: Vec<String>,
}

/// What kind of destruction a certificate is of.
pub(super) const fn kind(certificate: &Certificate) -> &'static str {
    match &certificate.subject {
        Subject::Records(_) => "records",
        Subject::Physical(_) => "physical",
    }
}

/// What became of a copy, for a program.
#[derive(serde::Serialize)]
pub(super) struct CopyFacts<'a> {
    name: &'a str,
    kind: &'static str,
    how: Option<&'a str>,
    time: Option<&'a str>,
    line: Option<u64>,
}

impl<'a> From<Residual<'a>> for CopyFacts<'a> {
    fn from(copy: Residual<'a>) -> Self {
        let settled = copy.settled;
        Self {
            name: copy.name,
            kind: copy.kind.id(),
            how: settled.map(|settled| settled.scrub.how.as_str()),
            time: settled.map(|settled| settled.scrub.time.utc()),
            line: settled.map(|settled| settled.line),
        }
    }
}

impl View for Row {
    const COLUMNS: &'static [&'static str] =
        &["certificate", "vault_id", "numbers", "reason", "basis", "started", "completed"];

    fn cells(&self) -> Vec<Cell> {
        let certificate = &self.certificate;
        vec![
            Cell::text(certificate.number()),
            Cell::text(certificate.vault().to_string()),
            Cell::Many(certificate.numbers.iter().map(Cell::from).collect()),
            Cell::Word(certificate.reason().id()),
            Cell::text(certificate.basis().as_str()),
            Cell::text(certificate.started().utc()),
            Cell::text(certificate.completed().utc()),
        ]
    }
}

impl serde::Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let certificate = &self.certificate;
        let numbers: Vec<String> = certificate.numbers.iter().map(|n| n.to_string()).collect();
        let copies: Vec<CopyFacts<'_>> = certificate.residual().map(CopyFacts::from).collect();
        let mut object = serializer.serialize_struct("Certificate", 16)?;
        object.serialize_field("certificate", certificate.number())?;
        object.serialize_field("vault_id", &certificate.vault())?;
        object.serialize_field("line", &certificate.line)?;
        object.serialize_field("kind", kind(certificate))?;
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("reason", certificate.reason().id())?;
        object.serialize_field("basis", certificate.basis().as_str())?;
        object.serialize_field("started", certificate.started().utc())?;
        object.serialize_field("completed", certificate.completed().utc())?;
        object.serialize_field("partial", &certificate.is_partial())?;
        object.serialize_field("restored", &certificate.comeback)?;
        object.serialize_field("unrefused", &certificate.unrefused)?;
        object.serialize_field("copies", &copies)?;
        object.serialize_field("files", &self.written)?;
        object.serialize_field("text", &self.text)?;
        match &self.page {
            Some(page) => object.serialize_field("html", page)?,
            None => object.skip_field("html")?,
        }
        object.end()
    }
}
