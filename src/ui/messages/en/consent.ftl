# What persons agree to, refuse and withdraw.
consent-none = no answers
consent-follows-destroyed = { $records }: kept until { $day }, then destroyed ({ $rule })
consent-follows-restricted = { $records }: used until { $day }, then restricted ({ $rule })
consent-follows-nothing = { $records }: stays, for what it is kept for without a consent
consent-fault-no-notice = no version of the notice is named (--notice)
consent-fault-unknown-notice = there is no version { $version } of the notice
consent-fault-not-in-notice = notice { $version } is not about { $purpose }
consent-fault-notice-later = notice { $version } was not given yet on that day
consent-fault-notice-replaced = notice { $version } was replaced by then: consent to { $purpose } is asked for anew
consent-fault-unknown-purpose = the policy has no purpose { $purpose }
consent-fault-needs-none = { $purpose } needs no consent (but for level-1 values: --sensitive)
consent-fault-unknown-method = no method { $method }; there are { $known }
consent-fault-future = the day has not come yet
consent-fault-ends-before = it would end before it begins
consent-fault-out-of-order = { $record } has a later answer to the same question
consent-fault-asked-again = { $record } refused a short time ago and is not asked again before { $day }
consent-is-restricted = it is restricted
consent-is-missing = there is no consent
consent-is-refused = the person refused
consent-is-withdrawn = the consent was withdrawn
consent-is-expired = the consent has run out
consent-is-outdated = the notice was changed, and consent is to be asked for anew
consent-left-out = left out: { $reasons }
consent-left-restricted = { $count } restricted
consent-left-no-consent = { $count } without consent
consent-left-refused = { $count } refused
consent-left-withdrawn = { $count } withdrawn
consent-left-expired = { $count } run out
consent-left-outdated = { $count } to be asked anew
consent-waits = { $record }: { $count ->
    [one] one value waits
   *[other] { $count } values wait
 } for a separate consent
consent-waits-more = values of { $count ->
    [one] one more record wait
   *[other] { $count } more records wait
 } for a separate consent
consent-act-sensitive = showing level-1 values
consent-act-export = an export
consent-act-share = sharing
consent-act-abroad = sharing abroad
consent-fault-unknown-recipient = no recipient { $recipient } is registered
consent-is-not-to-recipient = there is no separate consent that names the recipient
consent-left-not-to-recipient = { $count } without consent to this recipient
