drill-planned = these would be rehearsed: { $names }; nothing was done
drill-none = there is no backup with keys to rehearse
drill-passed = everything opens, and is what it is in the vault
drill-finding = { $name }: { $what }
drill-other-log = the log there is not the one of this vault
drill-missing = { $count ->
    [one] one record that was living then is not in the data
   *[other] { $count } records that were living then are not in the data
 } ({ $numbers })
drill-unopened = { $count ->
    [one] one record does not open
   *[other] { $count } records do not open
 } ({ $numbers })
drill-differ = { $count ->
    [one] one record did not change since and yet differs from the vault's
   *[other] { $count } records did not change since and yet differ from the vault's
 } ({ $numbers })
drill-rekeyed = { $count ->
    [one] one living record cannot come back from here: a part of it was erased
   *[other] { $count } living records cannot come back from here: a part of each was erased
 } after the data was written ({ $numbers }); back up now
drill-given-up = { $count ->
    [one] one record of the data was given up by a restore, and no key here opens it
   *[other] { $count } records of the data were given up by a restore, and no key here opens them
 } ({ $numbers })
drill-away = { $name } could not be reached, so nothing of it was rehearsed
