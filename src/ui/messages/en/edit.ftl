# Also what other verbs say that change selected records.
edit-plan = { $count } records are to be changed, from { $first } to { $last }
edit-done = { $changed ->
    [one] one record changed
   *[other] { $changed } records changed
 }
edit-done-some = { $changed } of { $selected } records changed; the others were so already
edit-unchanged = { $selected ->
    [one] nothing to do: the record is so already
   *[other] nothing to do: all { $selected } records are so already
 }
edit-restricted = { $count ->
    [one] one record is restricted or in quarantine and was
   *[other] { $count } records are restricted or in quarantine and were
 } left out
edit-rehearsed = { $changed } of { $selected } records would change; nothing was done
