//! The only code that prints or asks.
