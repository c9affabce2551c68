# What an entry records.
audit-init = vault made
audit-roster = operators changed
audit-header = header announced
audit-header-settled = header settled
audit-change = changed
audit-disclose = shown
audit-refused = refused
audit-intent = destruction decided
audit-destroyed = destroyed
audit-done = destruction proved
audit-recovered = taken up again
audit-segments = segments rebuilt
audit-certificate = certificate issued
audit-destinations = destinations noted
audit-backup = backed up
audit-scrub = copies out of reach
audit-forgot = copies deleted
