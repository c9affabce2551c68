//! Figures that move when another policy comes into force.

/// How a figure moves with a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// What it is now.
    pub before: u64,
    /// What it will be.
    pub after: u64,
    /// How many come to it.
    pub gained: u64,
    /// How many it loses.
    pub lost: u64,
}

impl Shift {
    /// One record that counts, or not, before and after.
    pub(super) fn one(&mut self, before: bool, after: bool) {
        self.before += u64::from(before);
        self.after += u64::from(after);
        self.gained += u64::from(after && !before);
        self.lost += u64::from(before && !after);
    }

    /// What is found of one record before and after; the same thing is neither gained nor lost.
    pub(super) fn several<T: PartialEq>(&mut self, before: Vec<T>, after: Vec<T>) {
        self.before += before.len() as u64;
        self.after += after.len() as u64;
        let mut left = before;
        for one in after {
            match left.iter().position(|other| *other == one) {
                Some(same) => drop(left.swap_remove(same)),
                None => self.gained += 1,
            }
        }
        self.lost += left.len() as u64;
    }

    /// Adds the figures of other records.
    pub(super) fn add(&mut self, other: Self) {
        self.before += other.before;
        self.after += other.after;
        self.gained += other.gained;
        self.lost += other.lost;
    }
}
