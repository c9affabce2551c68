//! One pass over records with everything that is wrong with each: what `verify scan` lists and what
//! reports count, so that both say the same.

use crate::cmd::record_view::disclose;
use crate::error::Result;
use crate::model::{Part, RecordNumber, Selector};
use crate::policy::Finding;
use crate::vault::{Record, Request, Twin, Vault};

/// What a pass comes by.
pub(in crate::cmd) enum Met<'a> {
    /// A record, in the order of numbers, with what is wrong with it alone.
    Record(&'a Record, &'a [Finding]),
    /// A record that shares an identifier with another; those come last.
    Twin(&'a Twin),
}

/// Takes up the records that `selector` selects, with all parts that are open; `verb` stands in the
/// log. No value is shown, and therefore no level is named there.
pub(in crate::cmd) fn pass(
    vault: &mut Vault,
    (verb, selector): (&'static str, &Selector),
    meet: &mut dyn FnMut(Met<'_>) -> Result<()>,
) -> Result<()> {
    let (policy, today) = (vault.policy(), vault.today()?);
    let parts = open_parts(vault);
    let request = Request {
        verb,
        selector,
        parts: parts.clone(),
        levels: Vec::new(),
        purpose: None,
        revealed: false,
        order: None,
        limit: None,
    };
    let notices = vault.notices_given(today)?;
    let mut twins = vault.twins();
    let mut seen: Vec<RecordNumber> = Vec::new();
    let everybody = selector.is_empty();
    disclose(vault, &request, |record| {
        twins.note(record);
        if !everybody {
            seen.push(record.number);
        }
        let mut findings = policy.findings(&record.fields, &parts, today);
        findings.extend(policy.aged_consents(&record.fields, today, &notices));
        meet(Met::Record(record, &findings))
    })?;
    if !everybody {
        vault.note_everybody(&mut twins)?;
    }
    let twins = twins.found(|number| everybody || seen.binary_search(&number).is_ok())?;
    twins.iter().try_for_each(|twin| meet(Met::Twin(twin)))
}

/// The parts that this operator's keys open.
pub(in crate::cmd) fn open_parts(vault: &Vault) -> Vec<Part> {
    let clearance = vault.clearance();
    Part::ALL.into_iter().filter(|part| clearance.opens_part(*part)).collect()
}
