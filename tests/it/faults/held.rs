//! A command, and its recovery, while another process has the database open.

use std::io::Write;
use std::process::{Child, Stdio};

use super::shim::{Fault, Shim};
use super::trial::{Said, Trial, said};
use crate::sandbox::Sandbox;

/// How somebody else holds the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// An SQLite client reads, and ends only before a writer finishes what was left.
    Reading,
    /// `kedang list -` has opened the vault and waits for its input.
    Waiting,
}

/// Whoever holds it.
pub(super) enum Holder {
    Reader(rusqlite::Connection),
    Waiter(Waiter),
}

/// A process that waits for its input; it does not outlive who holds it.
pub(super) struct Waiter(Option<Child>);

impl Drop for Waiter {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

impl Hold {
    pub(super) fn take(self, home: &Sandbox) -> Holder {
        match self {
            Self::Reading => {
                let reader = rusqlite::Connection::open(home.path("vault/records.db")).unwrap();
                reader.execute_batch("BEGIN; SELECT count(*) FROM log;").unwrap();
                Holder::Reader(reader)
            }
            Self::Waiting => {
                let mut list = home.kedang(["list", "-", "--format", "jsonl"]).command();
                list.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
                let child = list.spawn().unwrap();
                // It reads its input once the vault is open.
                while !is_open(child.id(), "records.db-shm") {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
                Holder::Waiter(Waiter(Some(child)))
            }
        }
    }
}

/// Whether a process has a file of this name open.
fn is_open(process: u32, name: &str) -> bool {
    let open = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    open.filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|path| path.ends_with(name))
}

impl Holder {
    /// Lets it go on to its end.
    pub(super) fn end(self) -> Result<(), String> {
        match self {
            Self::Reader(reader) => reader.close().map_err(|(_, error)| error.to_string()),
            Self::Waiter(mut waiter) => {
                let mut child = waiter.0.take().unwrap();
                child.stdin.take().unwrap().write_all(b"K-1 K-2 K-257\n").unwrap();
                let output = child.wait_with_output().unwrap();
                let text = String::from_utf8_lossy(&output.stderr);
                // Who named a destroyed record is told so.
                if [Some(0), Some(8)].contains(&output.status.code()) {
                    Ok(())
                } else {
                    Err(format!("who waited: {:?} {text}", output.status))
                }
            }
        }
    }
}

/// The command, broken by `fault`, while somebody holds the database; then a writer beside him,
/// and the judgement when he has gone.
pub(super) fn held(
    shim: &Shim,
    trial: &Trial,
    hold: Hold,
    fault: Option<Fault>,
) -> Result<(), String> {
    let home = trial.prepared();
    let holder = hold.take(&home);
    let (run, _) = trial.run(shim, &home, fault);
    let said = said(&run)?;
    let describe = |error: String| format!("{error}\nafter: {run}");
    if hold == Hold::Reading {
        // Nothing can be proved while he reads, so nothing may be destroyed.
        trial.key_is_there(&home).map_err(describe)?;
        if said == Said::Done {
            return Err(format!("it is done while somebody reads the state before: {run}"));
        }
    }
    let (beside, _) = shim.run(home.kedang(["list", "--count"]), home.home(), None);
    if hold == Hold::Waiting && beside.status != Some(0) {
        return Err(format!("beside one who waits: {beside}\nafter: {run}"));
    }
    if hold == Hold::Reading {
        trial.key_is_there(&home).map_err(describe)?;
    }
    holder.end().map_err(describe)?;
    trial.judge(&home, said).map_err(describe)
}
