//! Counting records: a look at how many there are, which names none.

use super::cover::{Disclosed, LeftOut};
use super::error::{Error, Result};
use super::search::Found;
use super::session::Vault;
use crate::log::{Act, Code, Numbers};
use crate::model::{Capability, Selector};

impl Vault {
    /// Counts the records a selector takes, and logs that as what it is: a look.
    pub fn count(&mut self, selector: &Selector) -> Result<u64> {
        Ok(self.count_for(None, selector)?.count)
    }

    /// Counts those that a purpose covers; without one, that of the role does.
    pub fn count_for(&mut self, purpose: Option<&str>, selector: &Selector) -> Result<Disclosed> {
        self.require(Capability::Read)?;
        self.hold_shared()?;
        let (mut found, mut left_out) = self.find_covered(purpose, selector)?;
        let seen = self.state.checkpoint.seq;
        self.hold_exclusive()?;
        self.recover_to_look()?;
        if self.written_since(seen)? {
            (found, left_out) = self.find_covered(purpose, selector)?;
        }
        let act = Act::Disclose {
            verb: Code::fixed("count"),
            numbers: Numbers::new(),
            count: found.numbers.len() as u64,
            levels: Vec::new(),
            purpose: purpose.map(str::parse).transpose().map_err(|_| Error::Bug("purpose"))?,
            revealed: false,
            terms: self.terms(&left_out),
        };
        self.log_look(&act, &found)?;
        self.release()?;
        let count = found.numbers.len() as u64;
        Ok(Disclosed { count, left_out, ..Disclosed::default() })
    }

    fn find_covered(&self, purpose: Option<&str>, selector: &Selector) -> Result<(Found, LeftOut)> {
        let mut found = self.find(selector)?;
        let left_out = match self.lens(purpose)? {
            Some(lens) => self.cover(&lens, &mut found)?,
            None => LeftOut::default(),
        };
        Ok((found, left_out))
    }
}
