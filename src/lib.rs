//! kedang (客档): customer records from collection to destruction under a written policy.
//!
//! # Layers
//!
//! Each names only what stands below it; `tests/it/architecture.rs` reads the imports and fails
//! on an arrow that points up or sideways.
//!
//! ```text
//! main → lib → cmd → { ui, vault, error, host, policy, files, model }
//!              ui → { error, host, model }
//!              host → model
//!              error → { host, vault, store, crypto, log, transfer, policy, files, model }
//!              vault → { store, crypto, log, transfer, policy, files } → model
//! ```
//!
//! * [`host`] is the only reader of argv, environment, terminal, clock, randomness and home.
//! * [`cmd`] holds one file for each verb: examples, arguments, view, `run`.
//! * [`ui`] is the only code that prints or asks.
//! * [`vault`] holds the use cases, one transaction each; the on-disk format is described there.
//! * [`store`] is the only module that names rusqlite; it sees numbers, hashes and sealed blobs.
//! * [`crypto`] is pure and the only module that names ciphers; it sees no path and no row.
//! * [`log`] holds the formats of the log, of the destruction log and of certificates.
//! * [`transfer`] holds streaming codecs for what is imported and exported.
//! * [`policy`] is the policy document, its checks, and the normalisers of fields.
//! * [`files`] makes private files, replaces them atomically, syncs and locks them.
//! * [`model`] is the pure domain.

pub mod cmd;
pub mod crypto;
pub mod error;
pub mod files;
pub mod host;
pub mod log;
pub mod model;
pub mod policy;
pub mod store;
pub mod transfer;
pub mod ui;
pub mod vault;

use std::process::ExitCode;

use error::Exit;

/// Runs the program with this process's arguments, environment and terminal.
///
/// A panic is a bug: it ends with [`Exit::Bug`], and its message, which may hold anything, is
/// not shown beyond the place in the source.
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // A parser that stumbles over a damaged file is told as such by whoever waits for it.
        if std::thread::current().name() != Some(transfer::PARSER) {
            ui::report_bug(panic.location());
        }
    }));
    let host = host::Host::from_process();
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| cmd::main(&host)));
    ExitCode::from(ended.unwrap_or(Exit::Bug).status())
}
