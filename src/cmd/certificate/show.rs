//! `kedang certificate show` issues the certificate of what was destroyed.

use std::path::PathBuf;

use super::issued::{Row, Written};
use super::{html, text};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, purge, session, target};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::files;
use crate::host::Host;
use crate::ui::{Format, Ui, name_list};
use crate::vault::{Certificate, CopyKind, Vault, Wanted};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Show it", line: "kedang certificate show K-3" },
    Example {
        what: "Write it with its signature and the signers' keys beside it",
        line: "kedang certificate show K-3 -o c.txt",
    },
    Example {
        what: "Write a page to print as well",
        line: "kedang --lang zh certificate show K-3 --html -o c.html",
    },
    Example {
        what: "Show that of one line of destruction.log",
        line: "kedang certificate show --line 2",
    },
];

/// Show or write the certificate of a destroyed record
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR", required_unless_present = "line", conflicts_with = "line")]
    pub selector: Vec<String>,

    /// The certificate of this line of destruction.log, for everything it names
    #[arg(long, value_name = "N")]
    pub line: Option<u64>,

    /// As a page to print, which holds the signed text
    #[arg(long)]
    pub html: bool,

    /// Write to a new file, with FILE.sig and `allowed_signers` beside it; a page FILE.html goes
    /// with FILE.txt
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs `kedang certificate show`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let written =
        args.output.as_deref().map(|path| Written::beside(path, args.html)).transpose()?;
    args.output.as_deref().map(target::require_apart).transpose()?;
    let mut vault = session::open(ui, host, globals, "certificate show")?;
    let certificates = wanted(host, &mut vault, globals, args)?;
    if certificates.is_empty() {
        ui.status("certificate-nobody");
        return Ok(Exit::Done);
    }
    if let ([_, _, ..], Some(_)) = (certificates.as_slice(), &written) {
        return Err(Failure::new(Code::SeveralCertificates).arg("count", certificates.len()));
    }
    let names = written.as_ref().map(Written::names).unwrap_or_default();
    if globals.dry_run {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let id =
            if names.is_empty() { "certificate-would-show" } else { "certificate-would-write" };
        ui.status(Message::new(id).arg("files", name_list(ui.language(), &names)));
        return Ok(Exit::Done);
    }
    if let ([certificate], Some(written)) = (certificates.as_slice(), &written) {
        write(ui, &vault, certificate, written)?;
    }
    show(ui, &certificates, &names, args.html)
}

fn wanted(
    host: &Host,
    vault: &mut Vault,
    globals: &Globals,
    args: &Args,
) -> Result<Vec<Certificate>> {
    if let Some(line) = args.line {
        return Ok(vault.certificates(Wanted::Line(line), globals.dry_run)?);
    }
    let selector = selection::read(host, vault, &args.selector, Takes::Change)?;
    if selector.looks_inside() || selector.is_empty() {
        // There is nothing left to look into.
        return Err(Failure::new(Code::BadSelector)
            .arg("position", 1_u8)
            .arg("reason", Arg::Message("usage-selector-numbers")));
    }
    Ok(vault.certificates(Wanted::Records(&selector.numbers), globals.dry_run)?)
}

fn write(ui: &Ui<'_>, vault: &Vault, certificate: &Certificate, written: &Written) -> Result<()> {
    let text = text::render(ui.catalogue(), certificate);
    let attested = vault.attest(certificate, &text)?;
    let page = written.page.as_ref().map(|path| (path, page_of(ui, certificate, &text)));
    let contents = [&text, &attested.signature, &attested.allowed_signers];
    let signed = written.signed.iter().zip(contents);
    let all = page.iter().map(|(path, page)| (*path, page)).chain(signed);
    let files: Vec<(PathBuf, &[u8])> =
        all.map(|(path, text)| (path.clone(), text.as_bytes())).collect();
    // That it was issued stands in the log by now.
    files::create_together(&files).map_err(|error| Failure::from(error).committed())
}

fn page_of(ui: &Ui<'_>, certificate: &Certificate, text: &str) -> String {
    let document = text::document(ui.catalogue(), certificate);
    html::page(ui.catalogue(), certificate.number(), &document, text)
}

/// Shows the texts to a person, unless they were written; the facts to a program.
fn show(ui: &Ui<'_>, certificates: &[Certificate], written: &[String], html: bool) -> Result<Exit> {
    if ui.format() != Format::Table {
        let row = |certificate: &'_ Certificate| {
            let text = text::render(ui.catalogue(), certificate);
            let page = html.then(|| page_of(ui, certificate, &text));
            Row { certificate: certificate.clone(), text, page, written: written.to_vec() }
        };
        ui.rows("kedang.certificate/1", certificates.iter().map(row))?;
    } else if written.is_empty() {
        for (n, certificate) in certificates.iter().enumerate() {
            if n > 0 {
                ui.line("")?;
            }
            let text = text::render(ui.catalogue(), certificate);
            ui.lines(&if html { page_of(ui, certificate, &text) } else { text })?;
        }
    }
    if !written.is_empty() {
        let names: Vec<&str> = written.iter().map(String::as_str).collect();
        let files = name_list(ui.language(), &names);
        ui.status(Message::new("certificate-written").arg("files", files));
    }
    let kinds = [
        (CopyKind::KeyFile, "certificate-partial"),
        (CopyKind::Versioned, "certificate-partial-versioned"),
        (CopyKind::SetAside, "certificate-partial-set-aside"),
    ];
    let mut exit = Exit::Done;
    for back in certificates.iter().filter_map(Certificate::is_back) {
        let message = Message::new("certificate-back").arg("entry", back.entry);
        let day = back.time.local().get(..10).unwrap_or_default();
        ui.warning(message.arg("day", day).arg("records", purge::brief(&back.numbers)));
        exit = Exit::Residual;
    }
    for (kind, told) in kinds {
        let copies = certificates.iter().flat_map(Certificate::residual);
        let left = copies.filter(|copy| copy.settled.is_none() && copy.kind == kind);
        let mut names: Vec<&str> = left.map(|copy| copy.name).collect();
        names.dedup();
        if !names.is_empty() {
            ui.warning(Message::new(told).arg("names", name_list(ui.language(), &names)));
            exit = Exit::Residual;
        }
    }
    Ok(exit)
}
