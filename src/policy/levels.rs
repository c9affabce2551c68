//! What becomes of the measures that each level of information asks for.

use super::document::Document;
use super::upkeep::{Feature, Measure};

/// What the program does for a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The program lets nobody do otherwise.
    Enforced,
    /// People do it, and the program keeps the evidence.
    Evidenced,
    /// The organisation's duty; the program neither does it nor knows of it.
    Organisation,
}

impl How {
    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Enforced => "enforced",
            Self::Evidenced => "evidenced",
            Self::Organisation => "organisation",
        }
    }
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::SealedStorage,
        Self::LevelKeys,
        Self::Masking,
        Self::NoArguments,
        Self::SeparateConsent,
        Self::AccessLog,
        Self::IntegrityCheck,
        Self::Review,
        Self::Destruction,
    ];

    /// Whether it leaves no choice, or shows what was done.
    pub const fn how(self) -> How {
        match self {
            Self::SealedStorage
            | Self::LevelKeys
            | Self::Masking
            | Self::NoArguments
            | Self::SeparateConsent => How::Enforced,
            Self::AccessLog | Self::IntegrityCheck | Self::Review | Self::Destruction => {
                How::Evidenced
            }
        }
    }

    /// Its ASCII id, with hyphens.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SealedStorage => "sealed-storage",
            Self::LevelKeys => "level-keys",
            Self::Masking => "masking",
            Self::NoArguments => "no-arguments",
            Self::SeparateConsent => "separate-consent",
            Self::AccessLog => "access-log",
            Self::IntegrityCheck => "integrity-check",
            Self::Review => "review",
            Self::Destruction => "destruction",
        }
    }
}

impl Measure {
    /// What the program does for it.
    pub fn how(&self) -> How {
        self.feature.map_or(How::Organisation, Feature::how)
    }
}

impl Document {
    /// Each level with each of its measures, the most sensitive level first.
    pub fn levels(&self) -> impl Iterator<Item = (u8, &Measure)> {
        (1..=3).flat_map(|level| {
            let asked = self.measures.iter().filter(move |one| one.levels.contains(&level));
            asked.map(move |measure| (level, measure))
        })
    }
}
