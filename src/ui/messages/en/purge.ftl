purge-none-due = nothing is due
purge-plan = { $count ->
    [one] one record is to be destroyed for good
   *[other] { $count } records are to be destroyed for good
 } ({ $numbers }): { $reason }, basis { $basis }
purge-rehearsed = { $count ->
    [one] one record would be destroyed; nothing was done
   *[other] { $count } records would be destroyed; nothing was done
 }
purge-done = { $count ->
    [one] one record destroyed, checked and signed for
   *[other] { $count } records destroyed, checked and signed for
 }
purge-physical-rehearsed = this would be recorded and signed; nothing was done
purge-opening = { $path } holds the person's own data: hand it to the requester and delete it; it is stored nowhere else and cannot be made again
purge-physical-done = recorded and signed as line { $line } of destruction.log; its certificate: kedang certificate show --line { $line }
purge-residual = { $count ->
    [one] one backup could not be reached and still opens a copy
   *[other] { $count } backups could not be reached and still open a copy
 }: { $names }; once they are back, run `kedang backup scrub`
purge-plan-part = of { $count ->
    [one] one record
   *[other] { $count } records
 } ({ $numbers }) this is to be erased for good, and the rest kept: { $what }; { $reason }, basis { $basis }
purge-rehearsed-part = of { $count ->
    [one] one record
   *[other] { $count } records
 } this would be erased: { $what }; nothing was done
purge-done-part = of { $count ->
    [one] one record
   *[other] { $count } records
 } this was erased, checked and signed for: { $what }
purge-none-held = none of these records holds any of it
purge-suppresses = keyed hashes of phones, e-mails and ID numbers are kept, so that nobody of these is entered again
purge-proposed = proposed for destruction
purge-none-proposed = nothing is proposed for destruction, or something keeps what is: kedang purge due --explain
purge-none-upcoming = nothing is due, and nothing comes due within that time
purge-older-days = the days of keeping were worked out under the built-in policy of another program version; “kedang policy apply --default” works them out again
purge-residual-versioned = { $count ->
    [one] the storage of one backup keeps versions
   *[other] the storage of { $count } backups keeps versions
 }, and an older key file may still open a copy: { $names }; once the older versions are deleted, state it: `kedang backup scrub --versions-gone NAME`
purge-residual-set-aside = { $count ->
    [one] one vault that a restore set aside or made beside this one still opens a copy
   *[other] { $count } vaults that restores set aside or made beside this one still open a copy
 }: { $names }; delete its directory, then state it: `kedang backup scrub --gone NAME`
purge-back-up-now = back up now: { $count ->
    [one] one record
   *[other] { $count } records
 } cannot come back from copies made before
purge-revived = a restore brought it back: { $what }
purge-unexplained = before the restore of { $day } (entry { $entry } of the log) { $count ->
    [one] a destruction happened that nothing in reach tells of: a record
   *[other] { $count } destructions may have happened that nothing in reach tells of: records
 } among { $numbers } may have been destroyed and be back; look for a destination, a copy of destruction.log or certificates from then, and destroy again whom they name
purge-whole = the whole record
purge-told = destroyed as { $name } tells{ $known ->
    [0] {""}
   *[other] {" "}(certificate { $certificate })
 }, and back: { $what }
purge-again = what a restore brought back is not destroyed by --due; see whose record it is (a number that was given anew since is another record's, which stays), then erase it again, and lift first what holds it: { $command }
