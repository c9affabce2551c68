//! The only reader of argv, environment, terminal, clock, randomness and home.
