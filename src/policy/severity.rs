//! How much each finding weighs, and the score of a record that follows from its findings.
//!
//! One table for the whole program: what a value says wrongly, or what keeps a record from being
//! used, is serious; what is only untidy, unsure or late is minor. How many points each takes off
//! is the policy's to say (`quality`).

use super::Policy;
use super::finding::Code;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record says something wrong, or cannot serve.
    Serious,
    /// It should be better.
    Minor,
}

impl Severity {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Serious => "serious",
            Self::Minor => "minor",
        }
    }
}

impl Code {
    /// How much it weighs.
    pub const fn severity(self) -> Severity {
        match self {
            Self::NoSource
            | Self::NoValueSource
            | Self::NotNormal
            | Self::UnknownRegion
            | Self::AmbiguousRegion
            | Self::FormerRegion
            | Self::RegionCode
            | Self::IdOldForm
            | Self::MissingForPurpose
            | Self::WrongKind
            | Self::ContactInvalid
            | Self::ContactToVerify
            | Self::ConsentOlder
            | Self::Overdue
            | Self::Incomplete => Severity::Minor,
            _ => Severity::Serious,
        }
    }
}

impl Policy {
    /// The score of a record with so many findings, of 100.
    pub fn score(&self, serious: u32, minor: u32) -> u8 {
        let quality = &self.document.quality;
        let lost = serious.saturating_mul(quality.serious_points.into());
        let lost = lost.saturating_add(minor.saturating_mul(quality.minor_points.into()));
        u8::try_from(100_u32.saturating_sub(lost)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_come_off_a_hundred_and_never_more() {
        let policy = Policy::builtin();
        assert_eq!(policy.score(0, 0), 100);
        assert_eq!(policy.score(1, 2), 70);
        assert_eq!(policy.score(5, 1), 0);
        assert_eq!(policy.score(u32::MAX, u32::MAX), 0);
    }

    #[test]
    fn what_is_false_is_serious_and_what_is_late_is_minor() {
        for code in [
            Code::IdCheckDigit,
            Code::Duplicate,
            Code::AddressRegion,
            Code::Dead,
            Code::Unreachable,
            Code::ConsentOutdated,
        ] {
            assert_eq!(code.severity(), Severity::Serious, "{}", code.id());
        }
        for code in [Code::Overdue, Code::NoSource, Code::MissingForPurpose, Code::ConsentOlder] {
            assert_eq!(code.severity(), Severity::Minor, "{}", code.id());
        }
    }
}
