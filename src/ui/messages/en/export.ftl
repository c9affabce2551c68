# What an export says.
export-plan = { $count ->
    [one] one record would be exported
   *[other] { $count } records would be exported
 }
export-done = { $count ->
    [one] one record
   *[other] { $count } records
 } written to { $path }
export-restricted = { $count ->
    [one] one record is restricted and was
   *[other] { $count } records are restricted and were
 } left out
export-held = the level-1 values of { $count ->
    [one] one record were
   *[other] { $count } records were
 } left out: there is no separate consent
