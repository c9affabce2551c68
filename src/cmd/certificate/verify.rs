//! `kedang certificate verify` checks a certificate without a vault.

use std::path::PathBuf;

use crate::cmd::{Example, Globals, not_built};
use crate::error::{Exit, Result};
use crate::host::Host;
use crate::ui::Ui;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Check a certificate with the files beside it",
        line: "kedang certificate verify c.txt",
    },
    Example {
        what: "Check it against keys known from elsewhere",
        line: "kedang certificate verify c.txt --signers known_signers",
    },
];

/// Check a certificate's signature; needs no vault and no passphrase
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The certificate; its signature is in FILE.sig
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Accept only signers in this file, in the form of ssh-keygen's allowed signers
    #[arg(long, value_name = "FILE")]
    pub signers: Option<PathBuf>,
}

/// Runs `kedang certificate verify`.
pub fn run(_ui: &Ui, _host: &Host, _globals: &Globals, _args: &Args) -> Result<Exit> {
    Err(not_built("certificate verify"))
}
