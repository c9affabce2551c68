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
verify-contact-invalid = { $record }: { $contact } is invalid now; next to try: { $next }
verify-contact-last = { $record }: { $contact } is invalid now, and no other contact is left
verify-contact-half = { $record }: { $contact } is valid when another method confirms it too
