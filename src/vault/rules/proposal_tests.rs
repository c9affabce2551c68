//! What a policy does to records that somebody proposes to destroy.

use super::tests::{apply, changed, people};
use crate::model::{Reason, Selector, Value};
use crate::policy::{Document, Policy};
use crate::vault::change::Aim;
use crate::vault::sample::selector;

/// A proposal is carried out, or kept by a statutory period: as much as what is due by a rule.
#[test]
fn proposals_that_a_period_keeps_or_frees_are_foretold() {
    let sample = people();
    let mut vault = sample.open();
    let one = selector("K-1");
    let aim = || Aim { selector: &one, confirmed: None, rehearsal: false };
    let stage = Policy::builtin().known().stage;
    vault.set_fields(aim(), "edit", &[(stage, vec![Value::plain("active")])]).unwrap();
    let how = (&Value::plain("phone"), &Value::plain("destroy"));
    vault.propose_destruction(aim(), how, Reason::Ended).unwrap();
    assert_eq!(vault.due(&Selector::default()).unwrap(), []);
    let free = changed(|document| {
        document.floors.iter_mut().for_each(|floor| floor.applies = false);
    });
    let bound = Document {
        version: free.version + 1,
        floors: Policy::builtin().document().floors.clone(),
        ..free.clone()
    };
    for (document, expected) in [(free, (0, 1, 1, 0)), (bound, (1, 0, 0, 1))] {
        let foretold = vault.prospect(&document).unwrap().effect.destruction.unwrap();
        let told = (foretold.before, foretold.after, foretold.gained, foretold.lost);
        assert_eq!(told, expected);
        apply(&mut vault, &document).unwrap();
        assert_eq!(vault.due(&Selector::default()).unwrap().len() as u64, expected.1);
    }
}
