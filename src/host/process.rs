//! The process itself: its arguments, its environment, and what the system may do to it.

use std::ffi::OsString;

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, Signal, getpid, kill_process, set_dumpable_behavior,
    setrlimit, umask,
};

/// Makes every file born private, and keeps keys out of core dumps and of debuggers of the same
/// user. A system that refuses (a sandbox) is no reason not to work: both are a second line.
pub(super) fn harden() {
    umask(rustix::fs::Mode::from_raw_mode(0o077));
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none).ok();
    set_dumpable_behavior(DumpableBehavior::NotDumpable).ok();
}

/// The arguments, the program's name first. `help VERB`, as other programs have it, is `VERB --help`.
#[expect(clippy::disallowed_methods, reason = "the one place that reads argv")]
pub(super) fn args() -> Vec<OsString> {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args.get(1).is_some_and(|word| word == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    args
}

/// One environment variable.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(super) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Ends this process as a power cut would.
pub fn kill_self() {
    kill_process(getpid(), Signal::KILL).ok();
}

#[cfg(test)]
mod tests {
    use rustix::process::{Resource, getrlimit, umask};

    #[test]
    fn a_hardened_process_dumps_no_core_and_makes_private_files() {
        super::harden();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        let private = rustix::fs::Mode::from_raw_mode(0o077);
        assert_eq!(umask(private), private);
    }
}
