//! What belongs to an intent and stands before it, when two persons decided on that.

use super::tests::{Two, approve, numbers};
use crate::log::Reason;
use crate::model::Value;
use crate::vault::sample::selector;
use crate::vault::{Target, scope};

/// The decision stands between hashes or an erasure and the intent: the log is sound all the same.
#[test]
fn a_wish_and_a_part_may_be_decided_on_by_two() {
    let two = Two::under(|demand| demand.purge = true);
    let (mut first, mut second) = (two.first(), two.second());
    let grade = first.policy().known().grade;
    first
        .change(|transaction| {
            transaction.edit("edit", &numbers("K-2"), None, |_, fields| {
                fields.set(grade, [Value::plain("A")]);
                Ok(())
            })
        })
        .unwrap();
    let part = scope(first.policy(), &[], &[grade]);
    for (text, scope, suppress) in [("K-1", None, true), ("K-2", part, false)] {
        let (reason, basis) = (Reason::Request, "REQ-7".parse().unwrap());
        let one = selector(text);
        let target = Target::Selected { selector: &one, reason, basis, scope, suppress };
        let planned = first.plan_purge(&target).unwrap();
        let number = first.propose_purge(&target, &planned).unwrap()[0];
        approve(&mut second, number).unwrap();
        two.assert_sound();
    }
    let kept = first.kept_out().unwrap().kept;
    assert_eq!(kept, numbers("K-1"));
}
