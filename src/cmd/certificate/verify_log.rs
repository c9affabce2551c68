//! A whole destruction log, checked without a vault, and a certificate looked up in one.

use std::path::Path;

use super::verdict::{InLog, result};
use super::verify::{Known, LIMIT, name_of, unknown};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::files;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Certificate, ExaminedLog, LineError, LineFault, examine_log};

/// Checks a destruction log and shows what it turned out to be.
pub(super) fn run(ui: &Ui<'_>, file: &Path, bytes: &[u8], pinned: Option<&Known>) -> Result<Exit> {
    let examined = examine_log(bytes, None).map_err(|error| Failure::io(file, error))?;
    if examined.wrong.is_empty() {
        let founder = examined.founder.as_ref().map(|(_, founder)| founder);
        let name = |known| founder.and_then(|founder| name_of(known, founder));
        let name = pinned.map(|known| name(known).ok_or_else(|| unknown(file))).transpose()?;
        warn(ui, file, &examined);
        let verdict = LogVerdict::new(ui, result(pinned.is_some()), name, &examined);
        ui.record("kedang.certificate.log/1", &verdict)?;
        return Ok(Exit::Done);
    }
    warn(ui, file, &examined);
    ui.record("kedang.certificate.log/1", &LogVerdict::new(ui, "damaged", None, &examined))?;
    Ok(Exit::Damaged)
}

/// Finds the lines of `certificate`, which is in `file`, in the destruction log at `path`.
pub(super) fn look_up(path: &Path, file: &Path, certificate: &Certificate) -> Result<InLog> {
    let bytes = files::read_limited(path, LIMIT)?;
    let examined = examine_log(bytes.as_slice(), Some(certificate))
        .map_err(|error| Failure::io(path, error))?;
    if let Some(first) = examined.wrong.first() {
        return Err(Failure::new(Code::Damaged)
            .arg("part", path)
            .arg("what", Arg::Message(fault(first.fault)))
            .arg("where", format!("#{}", first.line)));
    }
    let now = examined
        .now
        .ok_or_else(|| Failure::new(Code::NotInLog).arg("path", file).arg("log", path))?;
    let beyond = certificate.copies.iter().map(|copy| copy.name.clone());
    let beyond: Vec<String> =
        beyond.filter(|name| now.outstanding().all(|it| it != name)).collect();
    Ok(InLog {
        lines: examined.lines,
        // Of what the lines do not know they do not tell either that it is settled.
        partial: now.is_partial() || certificate.is_back().is_some() || !beyond.is_empty(),
        outstanding: now.outstanding().map(str::to_owned).chain(beyond).collect(),
    })
}

/// Says what is wrong: the first line by name, since those after it may be wrong in consequence.
fn warn(ui: &Ui<'_>, path: &Path, examined: &ExaminedLog) {
    if let Some(first) = examined.wrong.first() {
        ui.warning(
            Message::new("certificate-wrong-line")
                .arg("path", path)
                .arg("line", first.line.to_string())
                .arg("fault", Arg::Message(fault(first.fault))),
        );
    }
    let more = examined.wrong.len().saturating_sub(1);
    if more > 0 {
        ui.note(Message::new("certificate-wrong-more").arg("count", more));
    }
    if examined.unfinished {
        ui.warning("certificate-log-unfinished");
    }
    if may_be_torn(examined) {
        ui.note("certificate-log-own");
    }
}

/// Whether a power cut may have left the end so. A line with blank sectors is none that was read; nor is
/// one that is too long, or the first one of an empty file, which are no power cut's.
fn may_be_torn(examined: &ExaminedLog) -> bool {
    let blank = match examined.wrong.as_slice() {
        [last] => last.line > examined.lines && last.fault == LineFault::Line(LineError::Malformed),
        _ => false,
    };
    blank || examined.unfinished
}

/// The message that says what is wrong with a line.
const fn fault(fault: LineFault) -> &'static str {
    match fault {
        LineFault::Line(LineError::Newer) => "certificate-fault-newer",
        LineFault::Line(LineError::Malformed) => "certificate-fault-malformed",
        LineFault::TooLong => "certificate-fault-too-long",
        LineFault::Number => "certificate-fault-number",
        LineFault::Chain => "certificate-fault-chain",
        LineFault::Genesis => "certificate-fault-genesis",
        LineFault::Signer => "certificate-fault-signer",
        LineFault::Signature => "certificate-fault-signature",
        LineFault::Content => "certificate-fault-content",
    }
}

/// A destruction log, for a person or a program.
#[derive(serde::Serialize)]
struct LogVerdict {
    result: &'static str,
    signer: Option<String>,
    fingerprint: Option<String>,
    vault_id: Option<String>,
    lines: u64,
    destructions: u64,
    scrubs: u64,
    physical: u64,
    roster: u64,
    findings: Vec<Wrong>,
    unfinished: bool,
}

/// A wrong line, for a program.
#[derive(serde::Serialize)]
struct Wrong {
    line: u64,
    fault: &'static str,
    message: String,
}

impl LogVerdict {
    fn new(
        ui: &Ui<'_>,
        result: &'static str,
        signer: Option<String>,
        examined: &ExaminedLog,
    ) -> Self {
        let founder = examined.founder.as_ref();
        let wrong = examined.wrong.iter().map(|finding| Wrong {
            line: finding.line,
            fault: fault(finding.fault).trim_start_matches("certificate-fault-"),
            message: ui.text(&fault(finding.fault).into()),
        });
        Self {
            result,
            signer,
            fingerprint: founder.map(|(_, signer)| signer.fingerprint.clone()),
            vault_id: founder.map(|(vault, _)| vault.to_string()),
            lines: examined.lines,
            destructions: examined.counts.destruction,
            scrubs: examined.counts.scrub,
            physical: examined.counts.physical,
            roster: examined.counts.roster,
            findings: wrong.collect(),
            unfinished: examined.unfinished,
        }
    }
}

impl View for LogVerdict {
    const COLUMNS: &'static [&'static str] = &[
        "result",
        "signer",
        "fingerprint",
        "vault_id",
        "lines",
        "destructions",
        "scrubs",
        "physical",
        "roster",
        "wrong_lines",
    ];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Word(self.result),
            Cell::maybe(self.signer.as_deref()),
            Cell::maybe(self.fingerprint.as_deref()),
            Cell::maybe(self.vault_id.as_deref()),
            Cell::count(self.lines),
            Cell::count(self.destructions),
            Cell::count(self.scrubs),
            Cell::count(self.physical),
            Cell::count(self.roster),
            Cell::count(self.findings.len() as u64),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks when a line too long is told to be what a power cut left.
    #[test]
    fn a_power_cut_leaves_blank_sectors_and_unfinished_lines() {
        let examined = |bytes: &[u8]| examine_log(bytes, None).unwrap();
        let long = examined(&b"x".repeat((16 << 20) + 1));
        assert_eq!(long.wrong.first().map(|first| first.fault), Some(LineFault::TooLong));
        assert!(!may_be_torn(&long));
        for torn in [&b"{\"payload"[..], &[0; 512]] {
            assert!(may_be_torn(&examined(torn)), "{torn:?}");
        }
        for other in [&b"{}\n"[..], b""] {
            assert!(!may_be_torn(&examined(other)), "{other:?}");
        }
    }
}
