restore-plan = { $count ->
    [one] one record of “{ $vault }” comes back, as it was in { $artefact }
   *[other] { $count } records of “{ $vault }” come back, as they were in { $artefact }
 }
restore-destroyed = { $count ->
    [one] one record was destroyed since and stays so ({ $numbers })
   *[other] { $count } records were destroyed since and stay so ({ $numbers })
 }
restore-lost = { $count ->
    [one] one record does not come back: it is newer than the data, or the data has it in a form that is no longer opened ({ $numbers })
   *[other] { $count } records do not come back: they are newer than the data, or the data has them in a form that is no longer opened ({ $numbers })
 }
restore-withheld = { $count ->
    [one] the key file still opens one record that was destroyed since ({ $numbers }); it is left out, and the key file has to be rewritten by a backup
   *[other] the key file still opens { $count } records that were destroyed since ({ $numbers }); they are left out, and the key file has to be rewritten by a backup
 }
restore-erased = { $count ->
    [one] what was erased of one record since comes back with it ({ $numbers })
   *[other] what was erased of { $count } records since comes back with them ({ $numbers })
 }
restore-unknown = { $count ->
    [one] there may have been a destruction since of which nothing here says what it took: those records would come back
   *[other] there may have been up to { $count } destructions since of which nothing here says what they took: those records would come back
 }
restore-header = passphrases and identities that were replaced since open the vault again
restore-given-up = what was done after entry { $found } is given up; entry { $seen } has been seen
restore-occupied = the vault in { $path } is set aside; it stays a copy with all its keys
restore-living = the vault lives on in { $path }: what is restored is another one from here on, a copy with all its keys that no destruction there reaches; delete it when it has served
restore-rehearsed = nothing was done
restore-done = { $count ->
    [one] one record restored to { $path }
   *[other] { $count } records restored to { $path }
 }; back it up again soon
restore-kept = the vault that was there lies in { $path }; until it is deleted and that is stated (kedang backup scrub --gone { $name }), no destruction is complete
restore-unopened = { $count ->
    [one] one record was damaged in the backup and does not come back ({ $numbers })
   *[other] { $count } records were damaged in the backup and do not come back ({ $numbers })
 }
