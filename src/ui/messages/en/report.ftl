# Reports: headings, and what is counted that the policy does not name.
report-section-vault = Vault
report-section-verified = Last verified
report-section-required = Has what is required
report-section-care = To be seen to
report-section-findings = Findings
report-section-since = Since { $day }
report-section-notes = Notes
report-records = records
report-in-use = in use
report-restricted = restricted
report-unseen = others’, not looked at
report-held = on hold
report-due = due for destruction
report-none = (none)
report-other = other
report-verified-never = never
report-verified-d90 = within 90 days
report-verified-d180 = within 180 days
report-verified-d365 = within a year
report-verified-d730 = within two years
report-verified-older = longer ago
report-overdue = review due
report-dead = dead
report-incomplete = incomplete
report-wrong = a value is wrong
report-duplicates = share an identifier
report-unconsented = level 1 without a separate consent
report-failing = below the pass mark
report-created = new records
report-changed = changes of records
report-purged = records destroyed
report-records-then = records at that time, by the log
report-stocktake-then = records at the stocktake of { $day }
report-total = total
report-grade = grade
report-score = data quality, mean of scores
report-part-facts = facts
report-part-derived = derived
report-part-spend = spend
report-part-handed = handed over
report-handed-issued = issued
report-handed-lent = lent
report-handed-out = of all, still out
report-handed-overdue = of these, beyond their last day
report-handed-untold = whose recipient is to be told
report-signature = Signature
report-signed-on = Date
report-title-stocktake = Stocktake of { $day }
report-written = stocktake written to { $path }
report-suppressed = counts below { $k } are left out, and others with them from which they could be worked out
report-unseen-records = no record was opened: your capabilities or your clearance do not reach
report-unseen-levels = above your clearance and not counted: level { $levels }
report-unseen-others = { $count ->
    [one] one record is not yours and was not counted
   *[other] { $count } records are not yours and were not counted
 }
report-unseen-log = the log was not asked: that needs the capability audit
report-undated = { $count ->
    [one] one request was answered whose record is gone; nobody knows by when it was due, and it is left out
   *[other] { $count } requests were answered whose records are gone; nobody knows by when they were due, and they are left out
 }
report-missed = { $count ->
    [0] no target is missed
    [one] one target is missed
   *[other] { $count } targets are missed
 }; what happened is counted since { $day }
report-no-spend = the policy in force has no event “spend”; apply one that has it
