//! Which columns are shown, and how.

use super::*;
use crate::error::Code;
use crate::host::Host;
use crate::model::Clearance;
use crate::ui::Settings;
use crate::vault::sample::Sample;

fn ids(columns: &Columns) -> Vec<String> {
    columns.headings().iter().map(|column| column.id.to_string()).collect()
}

#[test]
fn columns_above_the_clearance_are_left_out_or_refused() {
    let host = Host::from_process();
    let ui = Ui::new(&host, Settings { quiet: true, ..Settings::default() });
    let sample = Sample::new();
    let mut vault = sample.open();
    assert_eq!(ids(&Columns::default(&ui, &vault)).len(), 9);
    vault.ring.clearance = Clearance::new(3).unwrap();
    assert_eq!(ids(&Columns::default(&ui, &vault)), ["number", "stage", "grade", "tags", "region"]);
    let everything = Columns::everything(&ui, &vault).unwrap();
    assert_eq!(everything.parts(), [Part::Operational, Part::Level(Level::Three)]);
    let named = |name: &str| Columns::named(&ui, &vault, &[name.to_owned()]);
    assert_eq!(named("手机").unwrap_err().code, Code::Clearance);
    assert_eq!(ids(&named("等级").unwrap()), ["grade"]);
    assert_eq!(named("Number").unwrap().parts(), []);
}

#[test]
fn level_one_is_masked_even_without_a_mask() {
    let policy = Policy::builtin();
    let known = policy.known();
    assert_eq!(masked(policy, known.id_number, "11010519491231002X"), "110105********002X");
    assert_eq!(masked(policy, known.name, "张伟"), "张伟");
    let mut document = policy.document().clone();
    let bank = document.fields.iter_mut().find(|field| field.id == "bank_account").unwrap();
    bank.mask = crate::policy::Mask::None;
    let policy = Policy::new(document).unwrap();
    let bank = policy.id("bank_account").unwrap();
    assert_eq!(masked(&policy, bank, "6200000000000005"), "*".repeat(16));
}
