# kedang operator
operator-passphrase-changed = the new passphrase opens the vault from now on
operator-planned = nothing was changed
operator-added = { $name } may open the vault from now on, as { $number }
operator-removing = { $number } { $name } will no longer open the vault
operator-removed = { $name } opens the vault no more
operator-rotating = all keys are made anew: { $count ->
    [one] one record is
   *[other] { $count } records are
 } sealed again, { $operators ->
    [one] one operator gets
   *[other] { $operators } operators get
 } the new keys, and nobody else
operator-rotated = all keys are new, and { $count ->
    [one] one record is
   *[other] { $count } records are
 } sealed under them; the old ones open none of them any more
operator-progress = sealing under new keys
operator-residual = { $count ->
    [one] one backup could not be reached and still opens with the old keys
   *[other] { $count } backups could not be reached and still open with the old keys
 }: { $names }; once they are back, run `kedang backup scrub`
operator-still-reads = the keys stay as they were: with an old copy of the header { $name } still opens what is written, { $level ->
    [0] though no level
   *[other] from level { $level } on
  }; `kedang operator rotate` makes all keys anew
operator-recovered = the recovery code stays as it is; keep it apart from the vault
operator-may-read = see records and search them
operator-may-write = add, edit, import, tag, grade, verify
operator-may-export = take records out of the vault
operator-may-purge = destroy records, make backups forget them
operator-may-audit = read the log
operator-may-backup = run backups, look into them
operator-may-administer = change operators and policy, restore
operator-may-restricted = look at restricted records by their numbers
