backup-progress = copying
backup-planned = { $count ->
    [one] one record would be copied; nothing was done
   *[other] { $count } records would be copied; nothing was done
 }
backup-done = { $count ->
    [one] one record copied
   *[other] { $count } records copied
 }
backup-nothing-owed = no backup opens a copy of anything destroyed
backup-rehearsed = nothing was done
backup-not-written = { $name } was reached but could not be written: { $reason }
backup-unreachable = { $name } could not be reached; it opens no copy of anything destroyed
backup-gone-plan = it is to be stated, and signed, that the copy “{ $name }” exists no more; nothing can check that
