//! Looks that show no record: counting them, and reading the log.

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

    pub(super) fn find_covered(
        &self,
        purpose: Option<&str>,
        selector: &Selector,
    ) -> Result<(Found, LeftOut)> {
        let mut found = self.find(selector)?;
        let left_out = match self.lens(purpose)? {
            Some(lens) => self.cover(&lens, &mut found)?,
            None => LeftOut::default(),
        };
        Ok((found, left_out))
    }

    /// Logs that the log is read, which shows no value of any record.
    pub(crate) fn log_reading(&mut self, verb: Code) -> Result<()> {
        let (numbers, levels) = (Numbers::new(), Vec::new());
        let act = Act::Disclose {
            verb,
            numbers,
            count: 0,
            levels,
            purpose: None,
            revealed: false,
            terms: None,
        };
        self.log_only(&act)
    }

    /// Logs a disclosure that shows no record of its own: reading the log, say.
    pub(crate) fn log_only(&mut self, act: &Act) -> Result<()> {
        self.hold_exclusive()?;
        self.recover_to_look()?;
        let logged = self.log_look(act, &Found::default());
        self.release()?;
        logged
    }
}
