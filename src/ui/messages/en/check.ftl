check-finding = { $part }: { $what } { $where }
check-first = the first break of the log is at entry { $entry }: { $what }
check-trust = entries 1 to { $entry } hold (the last of { $day }), and so does every record that nothing after them touched; what came later needs another proof: a colleague's anchor, a backup, the destruction log
check-trust-nothing = no entry of the log can be trusted by itself; look for another proof: a colleague's anchor, a backup, the destruction log
check-drilled = a restore was last rehearsed on { $day }, from “{ $from }”
check-not-drilled = no restore was ever rehearsed: kedang backup drill
check-drill-due = the next one is due by { $day }
check-drill-overdue = a restore was to be rehearsed by { $day }: kedang backup drill
check-sound = everything is as it was signed
check-kept = the result is in the log
check-not-kept = the result was not written into the log
check-unfinished = a destruction or a rotation of all keys is past its point of no return; the next writing command finishes it
check-stranger = { $what } does not belong into a vault
check-permissions = { $what } is open to others than its owner
check-stale = { $what } search segments are absent or stale; whoever searches next rebuilds them
check-clearance = what lies above your clearance ({ $what }) was compared by its hash and not opened
check-stray-slot = a second slot of the { $what } is in use though nothing is being destroyed; the next writing command clears it
check-lines-missing = { $what } lacks lines at its end; the next writing command appends them from the log
check-unfinished-line = the last line of { $what } was never finished; the next writing command cuts it off
check-head = you have seen entry { $seen } (head { $seen_head }); a restore, entry { $restore } of the log here, gave it up, and the log is now at entry { $here } (head { $here_head })
check-head-accepted = from now on you go on from the restored log
check-head-fits = the log goes on from what you saw; there is nothing to accept
check-accept-head = if somebody restored the vault from a backup: kedang check --accept-head
check-key-file = the key file of “{ $what }” is damaged or missing: kedang backup verify says more, kedang backup run writes it anew
check-key-file-older = the key file of “{ $what }” is an older one that was put back, and may open what was destroyed since: kedang backup scrub writes it anew
check-came-back = { $what } was stated to be gone and lies there again, with keys of destroyed records: kedang backup scrub rewrites them; where it does not, delete that directory
check-never-drilled = no restore from “{ $what }” was ever rehearsed: kedang backup drill
check-beside = a vault of the same id lies in { $what }, restored beside this one or beside which this one was restored: a copy with all its keys, which no destruction here reaches; from the next purge on certificates name it until it is gone; delete it when it has served
check-older-days = the days of keeping were worked out under the built-in policy of another program version; “kedang policy apply --default” works them out again
check-revived = a restore on { $day } (entry { $entry } of the log) took { $numbers } back to before an erasure, and what was erased is there again: { $what }; erase it again: { $command }
check-told = { $name } tells that { $numbers } was destroyed{ $known ->
    [0] {""}
   *[other] {" "}(certificate { $certificate })
 }, which this vault does not know, and it is here: { $what }; destroy it again, unless the number was given anew and is another record's now: { $command }
check-unkept = { $numbers }: the person wished never to be entered again, and the restore of { $day } (entry { $entry } of the log) did not have the hashes by which imports refuse: they enter the person anew; where a copy has a log with them, restore from it instead
check-returned = the destination { $destination } tells that { $name } was removed, and since a restore { $name } may open the vault again: kedang operator remove "{ $name }"
check-returned-since = the restore of { $day } (entry { $entry } of the log) was told that { $name } was removed, and { $name } may open the vault again: kedang operator remove "{ $name }"; who is to stay is added anew
check-sound-but = apart from that everything is as it was signed
