# What went wrong without stopping anything.
warn-anchor = the vault is written, but this user's note of its last state could not be moved forward; the next command tries again
warn-destruction-log = destruction.log does not agree with the log; run `kedang check`
