//! Streaming codecs for what comes in and goes out.
