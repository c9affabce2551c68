//! Failures as a person or a script sees them: kind, code, message, hints and exit code.
