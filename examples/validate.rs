//! Says of each line of standard input, `field<TAB>value`, what kedang makes of the value:
//! `cargo run --release --example validate < values.tsv`.
//!
//! One line comes out for each: `ok` and what `verify scan` would remark, or the code of the
//! fault. `scripts/check_validators.py` compares this with python-stdnum.
#![expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]

use std::io::{BufRead as _, Write as _};

use anyhow::{Context as _, Result};
use kedang::model::{FieldId, Fields, Level, Part};
use kedang::policy::Policy;

/// The day that counts as today, so that the answers stay the same.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 30);

fn main() -> Result<()> {
    let policy = Policy::builtin();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (field, value) = line.split_once('\t').context("field, tab, value")?;
        let field = policy.id(field).context("no such field")?;
        writeln!(out, "{}", verdict(policy, field, value))?;
    }
    Ok(out.flush()?)
}

fn verdict(policy: &Policy, field: FieldId, value: &str) -> String {
    let values = match policy.normalise(field, value) {
        Ok(values) => values,
        Err(finding) => return finding.code.id().to_owned(),
    };
    if values.is_empty() {
        return "blank".to_owned();
    }
    let mut fields = Fields::new();
    fields.set(field, values);
    let remarks = policy.findings(&fields, &[Part::Level(Level::One)], TODAY);
    let remarks = remarks.iter().filter(|finding| finding.field == field);
    remarks.fold("ok".to_owned(), |all, finding| all + " " + finding.code.id())
}
