//! The use cases, one transaction each, and the on-disk format they keep.
