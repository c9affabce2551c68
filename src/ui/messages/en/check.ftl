check-finding = { $part }: { $what } { $where }
check-trust = up to entry { $entry } the log is sound; what came later needs another proof: a colleague's anchor, a backup, the destruction log
check-sound = everything is as it was signed
check-unfinished = a destruction is past its point of no return; the next writing command finishes it
check-stranger = { $file } does not belong into a vault
check-permissions = { $file } is open to others than its owner
