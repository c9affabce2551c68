//! Levels of information, the parts a record is sealed in, and what a clearance opens.

/// How sensitive a field is; level 1 is the most sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 一级: identity numbers, bank accounts, health, family.
    One = 1,
    /// 二级: name, phone, e-mail, address, notes.
    Two = 2,
    /// 三级: kind, stage, grade, tags, region, owner, source, dates.
    Three = 3,
}

impl Level {
    /// All levels, the most sensitive first.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];

    /// 1, 2 or 3.
    pub const fn get(self) -> u8 {
        self as u8
    }
}

/// One separately sealed part of a record: the operational one, which every operator opens, or
/// one of the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// State, retention, hold, consent dates: what destruction on schedule needs.
    Operational,
    /// What the record holds at this level.
    Level(Level),
}

impl Part {
    /// All parts in their stored order: operational, then levels 1, 2, 3.
    pub const ALL: [Self; 4] = [
        Self::Operational,
        Self::Level(Level::One),
        Self::Level(Level::Two),
        Self::Level(Level::Three),
    ];

    /// Its number in the format: 0 is operational, 1–3 are the levels.
    pub const fn get(self) -> u8 {
        match self {
            Self::Operational => 0,
            Self::Level(level) => level.get(),
        }
    }

    /// The part with number `n` of the format.
    pub const fn from_number(n: u8) -> Option<Self> {
        match n {
            0 => Some(Self::Operational),
            1 => Some(Self::Level(Level::One)),
            2 => Some(Self::Level(Level::Two)),
            3 => Some(Self::Level(Level::Three)),
            _ => None,
        }
    }

    /// Its place in arrays of four.
    pub const fn index(self) -> usize {
        self.get() as usize
    }
}

/// What an operator's keys open: 1 opens levels 1–3, 2 opens 2–3, 3 opens 3, 0 opens none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clearance(u8);

impl Clearance {
    /// Opens the operational part only.
    pub const NONE: Self = Self(0);
    /// Opens everything.
    pub const FULL: Self = Self(1);

    /// The clearance `n`, 0–3.
    pub const fn new(n: u8) -> Option<Self> {
        if n <= 3 { Some(Self(n)) } else { None }
    }

    /// 0–3.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether it reaches `level`.
    pub const fn opens(self, level: Level) -> bool {
        self.0 != 0 && self.0 <= level.get()
    }

    /// Whether it reaches `part`; the operational part is open to all.
    pub const fn opens_part(self, part: Part) -> bool {
        match part {
            Part::Operational => true,
            Part::Level(level) => self.opens(level),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clearances_open_their_level_and_the_less_sensitive() {
        let opens = |n| Level::ALL.map(|level| Clearance(n).opens(level));
        assert_eq!(opens(0), [false, false, false]);
        assert_eq!(opens(1), [true, true, true]);
        assert_eq!(opens(2), [false, true, true]);
        assert_eq!(opens(3), [false, false, true]);
    }
}
