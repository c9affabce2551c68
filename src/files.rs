//! Private files: created 0600, replaced atomically, synced, locked.
