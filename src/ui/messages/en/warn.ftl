# What went wrong without stopping anything.
warn-lines-damaged = destruction.log at “{ $name }” was damaged and is written anew; as it was it is kept beside it, as destruction.log.damaged-…: hold it against the vault's own
warn-beside = the vault beside which this one was restored could not be told of it: certificates made there by other users do not name this copy; purge there with this user, or delete this copy
warn-copy-seen = what lies at a backup destination is an older copy of what was written there last: another disk, or a directory that was put back. The one written last is registered as “{ $name }” from now on, and owes every destruction until it is seen again and rewritten; if there is no such disk, run `kedang backup scrub --gone { $name }`
warn-anchor = the vault is written, but this user's note of its last state could not be moved forward; the next command tries again
warn-destruction-log = destruction.log does not agree with the log; run `kedang check`
warn-header = the change is in force, but the log could not confirm it; the next writing command does
warn-scrub = what was destroyed is destroyed, but the backups could not be signed for; run `kedang backup scrub`
warn-backup-log = the keys at “{ $name }” are up to date, but its copy of the log is not; the next backup brings it there
warn-backup-header = the change is in force, but backups that could not be reached still take the old passphrase; once they are back, run `kedang backup run` for each
warn-refusal = the refusal could not be logged
warn-segments = the policy is in force, but searches could not be prepared for it; the next search does
warn-unread = records were left alone whose day has come by what an older program wrote, or was written under a policy without `floor_rule` or `activity`: dealings were not counted, or purchases not told from others; let somebody who opens level 3 and the events run the command, or apply the policy anew (a file with a higher `version`, or `kedang policy apply --default`)
warn-anomaly = { $rule }: { $count }, and more than { $above } is out of the ordinary; it is on record (kedang audit anomalies)
warn-about = the file “about” there says that it is another destination than the key file does; the key file, which keys vouch for, was believed
warn-copy-in-part = the copy { $name } has no manifest, so it was never whole here: an older one was taken instead; if it lies whole somewhere else, name that with --data
