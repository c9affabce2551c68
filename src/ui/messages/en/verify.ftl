verify-none-due = nothing is due
verify-summary = { $count } × { $finding }
verify-scanned = { $scanned ->
    [one] one record scanned
   *[other] { $scanned } records scanned
 }, { $found ->
    [0] nothing found
    [one] one finding
   *[other] { $found } findings
 }
verify-why-cycle = its cycle
verify-why-event = an event wants it
verify-score = score { $score } of 100 on average; { $serious } serious, { $minor } minor; { $failing ->
    [0] no record is below { $pass }
    [one] one record is below { $pass }
   *[other] { $failing } records are below { $pass }
 }
verify-lost = what no verification brings back to life can be proposed for destruction: kedang verify mark { $records } --method phone --result destroy --reason expired
verify-contact-invalid = { $record }: { $contact } is invalid now; next to try: { $next }
verify-contact-last = { $record }: { $contact } is invalid now, and no other contact is left
verify-contact-half = { $record }: { $contact } is valid when another method confirms it too
verify-unseen-fields = { $count ->
    [one] one field is above your clearance and was not checked
   *[other] { $count } fields are above your clearance and were not checked
 }
verify-unseen-records = { $count ->
    [one] one record is not yours and was not checked
   *[other] { $count } records are not yours and were not checked
 }
