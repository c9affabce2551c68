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
restore-undone = { $count ->
    [one] one record comes back as it was on { $day }
   *[other] { $count } records come back as they were on { $day }
 }; since then { $act ->
    [hold-placed] a hold was placed
    [hold-lifted] a hold was lifted
    [consent-granted] a consent was given
    [consent-refused] a consent was refused
    [consent-withdrawn] a consent was withdrawn
    [request-opened] a request came
    [request-extended] the answer to a request was put off
    [request-granted] a request was granted
    [request-refused] a request was refused
    [request-closed] a request was closed
    [erasure-granted] erasure was granted
    [restriction-granted] a restriction was granted
   *[other] { $act } was registered
 } ({ $numbers })
restore-guarded = { $count ->
    [one] what protects the person is done again for one record as far as the log tells it, and what it does not tell is held ({ $numbers })
   *[other] what protects the persons is done again for { $count } records as far as the log tells it, and what it does not tell is held ({ $numbers })
 }
restore-outdated = { $count ->
    [one] one record was changed after { $day }, and that change is undone ({ $numbers })
   *[other] { $count } records were changed after { $day }, and those changes are undone ({ $numbers })
 }
restore-reapplied = { $count ->
    [one] one record has holds, withdrawals and requests again as the log tells them, without references and evidence
   *[other] { $count } records have holds, withdrawals and requests again as the log tells them, without references and evidence
 } ({ $numbers }): compare them with the files (kedang history), then lift what need not be held (kedang hold lift --kind hold)
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
restore-passed = { $path } is damaged or breaks off in a line: what it may have told of destructions besides was not heard
restore-returned = { $name } was removed since and may open the vault again; if that is not to be: kedang operator remove "{ $name }"
restore-unrefused = { $count ->
    [one] the person of one destroyed record wished never to be entered again, but
   *[other] the persons of { $count } destroyed records wished never to be entered again, but
 } what imports would refuse them by is not here, and they would be entered anew ({ $numbers }); a backup whose log goes further has it, if there is one
restore-given-up = what was done after entry { $found } is given up; entry { $seen } has been seen
restore-occupied = the vault in { $path } is set aside; it stays a copy with all its keys
restore-living = the vault lives on in { $path }: what is restored is another one from here on, a copy with all its keys that no destruction there reaches; it leaves that vault's backup destinations alone; delete it when it has served
restore-rehearsed = nothing was done
restore-done = { $count ->
    [one] one record restored to { $path }
   *[other] { $count } records restored to { $path }
 }; back it up again soon
restore-leaves = in { $path }, where you saw the vault last, lies one that cannot be opened as it is; it stays there, a copy with all its keys
restore-left = the damaged vault in { $path } may still open what was destroyed; until it is deleted and that is stated (kedang backup scrub --gone { $name }), no destruction is complete
restore-kept = the vault that was there lies in { $path }; until it is deleted and that is stated (kedang backup scrub --gone { $name }), no destruction is complete
restore-unopened = { $count ->
    [one] one record was damaged in the backup and does not come back ({ $numbers })
   *[other] { $count } records were damaged in the backup and do not come back ({ $numbers })
 }
