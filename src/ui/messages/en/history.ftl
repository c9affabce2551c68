# Verbs and acts of the log.
history-verb-add = added
history-verb-edit = edited
history-verb-import = imported
history-verb-batch-revert = import taken back
history-verb-tag = tagged
history-verb-grade = graded
history-verb-verify = verified
history-verb-purge = erased in part
history-verb-policy = rescheduled by a new policy
history-verb-show = shown
history-verb-list = listed
history-verb-card = card shown
history-verb-export = exported
history-verb-history = history shown
history-verb-intent = destruction ordered
history-verb-destroyed = destroyed
history-verb-certificate = certificate issued
history-verb-entered = as entered
history-verb-restored = restored from a backup
history-verb-event = event entered
history-verb-assess = assessed
history-verb-register = events listed
history-verb-scorecards = scorecards listed
history-verb-consent = consent registered
history-verb-request = request
history-verb-hold = hold
history-verb-reapply = duties done again after a restore
history-times = { $count ->
    [one] once
   *[other] { $count } times
 }
history-verb-share-issue = issued
history-verb-share-lend = lent
