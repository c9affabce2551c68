//! Who is an operator, as far as the roster tells.

use super::super::header::Slot;
use super::Vault;
use crate::log::Operator;
use crate::model::OperatorNumber;

/// An operator, present or past.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// What the roster says.
    pub operator: Operator,
    /// The kinds of slots that let the operator in: `passphrase`, `identity`, `recovery`.
    pub opens: Vec<&'static str>,
    /// Whether it is who asks.
    pub own: bool,
}

impl Vault {
    /// All operators in the order of their coming; the former ones too if `former`.
    pub fn operators(&self, former: bool) -> Vec<Enrolled> {
        let all = self.roster.everybody().iter();
        let wanted = all.filter(|operator| former || operator.until.is_none());
        wanted.map(|operator| self.enrolled(operator)).collect()
    }

    /// The operator that a name or a number (`O-2`, `2`) means; of namesakes the one who is
    /// present.
    pub fn operator_named(&self, text: &str) -> Option<Enrolled> {
        let number =
            text.strip_prefix(['O', 'o']).map_or(text, |rest| rest.trim_start_matches('-'));
        let number = number.parse().ok().map(OperatorNumber);
        let wanted = text.to_lowercase();
        let all = self.roster.everybody().iter();
        let mut named: Vec<&Operator> = all
            .filter(|o| Some(o.member.operator) == number || o.member.name.to_lowercase() == wanted)
            .collect();
        named.sort_by_key(|operator| operator.until.is_some());
        named.first().map(|operator| self.enrolled(operator))
    }

    /// The number that the next operator gets.
    pub fn next_operator(&self) -> OperatorNumber {
        self.roster.next_number()
    }

    fn enrolled(&self, operator: &Operator) -> Enrolled {
        let number = operator.member.operator;
        let own = self.header.header.slots.iter().filter(|slot| slot.operator() == number);
        let kinds = own.filter_map(|slot| match slot {
            Slot::Bundle { .. } => None,
            Slot::Passphrase { .. } => Some("passphrase"),
            Slot::Recovery { .. } => Some("recovery"),
            Slot::Identity { .. } => Some("identity"),
        });
        Enrolled {
            operator: operator.clone(),
            opens: kinds.collect(),
            own: number == self.operator,
        }
    }
}
