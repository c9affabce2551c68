//! The one error that randomness can have; host and cipher share it.

/// The operating system gave no randomness; nothing may be sealed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no randomness from the operating system")]
pub struct RandomError;
