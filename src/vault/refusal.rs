//! What somebody was refused stands in the log too: who tries doors is worth knowing.
//!
//! Nothing was shown, so a refusal that cannot be logged stays a refusal; the caller warns. No log
//! says anything of a vault that did not open: who stands before it has not proved who he is.

use super::error::{Error, Result};
use super::session::Vault;
use crate::log::Act;
use crate::model::Level;

impl Vault {
    /// Logs that `verb` (`purge-run`) was refused for `why`, the id of the failure's code, and which
    /// level it would have needed. Whatever was held or begun is let go of first.
    pub fn log_refused(&mut self, verb: &str, why: &str, level: Option<Level>) -> Result<()> {
        self.release()?;
        let code = |text: &str| text.parse().map_err(|_| Error::Bug("code of a refusal"));
        self.log_only(&Act::Refused { verb: code(verb)?, why: code(why)?, level })
    }
}
