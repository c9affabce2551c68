# What imports did, and taking one back.
batch-none = nothing was imported
batch-untouched = { $count ->
    [one] its record is as the import left it
   *[other] all its { $count } records are as the import left them
 }
batch-plan-destroys = { $count ->
    [one] one record that the import made is to be destroyed for good
   *[other] { $count } records that the import made are to be destroyed for good
 } ({ $numbers })
batch-plan-restores = { $count ->
    [one] one record gets its former values back
   *[other] { $count } records get their former values back
 } ({ $numbers })
batch-rehearsed = nothing was done
batch-nothing = nothing of it is left to be taken back
batch-nothing-free = nothing is taken back
batch-all-edited = nothing is taken back: { $count ->
    [one] the record that is left of it was
   *[other] the { $count } records that are left of it were
 } changed since the import, and later work is not undone. See what was done with kedang history { $first }; correct with kedang edit, or purge what should not be there
batch-stays-restricted = { $count ->
    [one] one record is restricted or in quarantine, and would be with its former values too: it is left
   *[other] { $count } records are restricted or in quarantine, and would be with their former values too: they are left
 } ({ $numbers })
batch-stays-taken = { $count ->
    [one] one record is left: a phone, e-mail or ID number that it had
   *[other] { $count } records are left: a phone, e-mail or ID number that they had
 } is another record's by now, or is not to be entered again ({ $numbers })
batch-none-to-propose = nothing of it is to be destroyed; kedang batch revert { $batch } gives back what it changed
batch-proposed = once that is approved, kedang batch revert { $batch } gives { $count ->
    [one] one record its
   *[other] { $count } records their
 } former values back
batch-reverted = taken back: { $destroyed ->
    [one] one record
   *[other] { $destroyed } records
 } destroyed, checked and signed for, { $restored ->
    [one] one record
   *[other] { $restored } records
 } as before
