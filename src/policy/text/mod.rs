//! A policy as text: read with the places of what is wrong, and written.

mod write;
