//! Rules about the extraordinary that could never trip, or always would, and targets that nothing
//! reaches.

use super::references::each;
use super::{Fault, FaultCode, Path, names};
use crate::policy::document::Document;
use crate::policy::oversight::Watched;

pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    for (index, one) in document.indicators.iter().enumerate() {
        if one.at_least.zip(one.at_most).is_some_and(|(least, most)| least > most) {
            let at = Path::entry("indicator", index);
            let fault = Fault::new(FaultCode::Contradiction, at.key("at_least"));
            faults.push(fault.word(one.id.id()).other(at.key("at_most")));
        }
    }
    let roles: Vec<&str> = document.roles.iter().map(|role| &*role.id).collect();
    for (index, rule) in document.anomalies.iter().enumerate() {
        let at = Path::entry("anomaly", index);
        if rule.what.has_window() != (rule.within_minutes > 0) {
            faults.push(Fault::new(FaultCode::NoWindow, at.clone()).word(&rule.id));
        }
        let fits =
            if rule.what == Watched::OffHours { rule.has_hours() } else { rule.is_hourless() };
        if !fits {
            faults.push(Fault::new(FaultCode::BadHours, at.clone()).word(&rule.id));
        }
        names::code(&rule.id, &at, faults);
        // Without roles of its own a policy goes by those of the program, and may name any.
        if !roles.is_empty() {
            each(&rule.roles, &at.key("roles"), &roles, faults);
            each(&rule.except_roles, &at.key("except_roles"), &roles, faults);
        }
        for (place, role) in rule.roles.iter().enumerate() {
            if let Some(other) = rule.except_roles.iter().position(|one| one == role) {
                let fault = Fault::new(FaultCode::Contradiction, at.key("roles").at(place));
                faults.push(fault.word(role).other(at.key("except_roles").at(other)));
            }
        }
    }
}
