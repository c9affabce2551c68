//! Records as rows.
