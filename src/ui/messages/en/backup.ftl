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
backup-keys-away = { $name } could not be reached: its log and keys do not open this copy before its next backup
backup-keys-behind = log and keys at { $name } were not brought up to date and do not open this copy before its next backup: { $reason }
backup-opens-later = no log and keys in reach open this copy: without the vault it cannot be restored before the next backup of a destination with keys (`kedang backup run DEST` without `--data-only`)
backup-unreachable = { $name } could not be reached; it opens no copy of anything destroyed
backup-left-alone = { $name } was left alone: it is left to the living vault (`kedang backup run NAME --attach` takes it over once that vault is gone)
backup-gone-plan = it is to be stated, and signed, that the copy “{ $name }” exists no more; nothing can check that
backup-none = no destination is registered; `kedang backup run DIR` makes one
backup-sound = everything is as it was signed, and every record has its key or its tombstone
backup-sound-reached = what could be reached is as it was signed, and every record has its key or its tombstone
backup-signed = everything is as it was signed; whether every record has its key or its tombstone could not be seen everywhere
backup-keys-unseen = { $name } has no keys, and no destination that has them could be read: nobody looked whether its copies open
backup-not-reached = { $name } could not be reached, so nothing of it was checked
backup-finding = { $name }, { $file }: { $what } { $where }
backup-stray-slot = { $name }: a second slot of the { $file } is in use; the next backup clears it
backup-unfinished = { $name }: the end of the { $file } was never finished; the next backup puts it right
backup-renewed = { $name }: some records in { $file } were erased in part since and no longer open from it
backup-given-up = { $name }: { $file } is of what a restore gave up; a restore passes over it, and `kedang backup forget` deletes it
backup-copy-gone = { $name }: { $file } was written there and is not there any more, though no `kedang backup forget` deleted it
backup-forget-plan = { $count ->
    [one] one copy of data is to be deleted
   *[other] { $count } copies of data are to be deleted
 }
backup-would-forget = { $count ->
    [one] one copy would be deleted; nothing was done
   *[other] { $count } copies would be deleted; nothing was done
 }
backup-forgot = { $count ->
    [one] one copy deleted
   *[other] { $count } copies deleted
 }
backup-versions-gone-plan = it is to be stated, and signed, that of “{ $name }” no older version of key file and keyhole exists any more; nothing can check that
