backup-progress = copying
backup-planned = { $count ->
    [one] one record would be copied; nothing was done
   *[other] { $count } records would be copied; nothing was done
 }
backup-done = { $count ->
    [one] one record copied
   *[other] { $count } records copied
 }
