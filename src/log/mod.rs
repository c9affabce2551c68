//! Formats of the log: entries, chain, checkpoints, destruction log, certificates.
