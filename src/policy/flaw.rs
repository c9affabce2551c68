//! What a finding takes from the data (完整、真实、及时、唯一): one table, from which indicators are counted.

use super::finding::Code;

/// What a finding takes from the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// 不完整: something that has to be there is not.
    Absent,
    /// 不真实: a value is wrong in itself, or contradicts another.
    Wrong,
    /// 不及时: nobody looked after the record in time.
    Stale,
    /// 重复: another record has the same identifier.
    Double,
    /// 无从联系或待核实: true as far as anybody knows, but of little or no use.
    Unsure,
}

impl Code {
    /// What it takes from the data.
    pub const fn flaw(self) -> Flaw {
        match self {
            Self::Missing | Self::MissingForPurpose | Self::NoSource | Self::Incomplete => {
                Flaw::Absent
            }
            Self::Overdue | Self::Dead => Flaw::Stale,
            Self::Duplicate => Flaw::Double,
            Self::AwaitingConsent
            | Self::Unreachable
            | Self::ContactInvalid
            | Self::ContactToVerify => Flaw::Unsure,
            _ => Flaw::Wrong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_late_or_double_is_not_wrong() {
        for (code, flaw) in [
            (Code::IdCheckDigit, Flaw::Wrong),
            (Code::AddressRegion, Flaw::Wrong),
            (Code::Missing, Flaw::Absent),
            (Code::Incomplete, Flaw::Absent),
            (Code::Overdue, Flaw::Stale),
            (Code::Duplicate, Flaw::Double),
            (Code::AwaitingConsent, Flaw::Unsure),
        ] {
            assert_eq!(code.flaw(), flaw, "{}", code.id());
        }
    }
}
