//! One file for each verb: examples, arguments, view, run.
