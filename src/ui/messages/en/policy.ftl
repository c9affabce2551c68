# What is wrong with a policy; every code of src/policy/fault/mod.rs.
policy-syntax = not TOML: { $word }
policy-unknown-key = there is no { $word } here
policy-missing-key = { $word } is missing
policy-wrong-type = { $word } where { $expected } belongs
policy-unknown-word = { $word } is none of: { $expected }
policy-out-of-range = { $word } is not within { $expected }
policy-empty = must not be empty
policy-bad-id = the id { $word } has other characters than a–z, 0–9 and _
policy-name-taken = the name { $word } has another meaning already
policy-reserved-name = a field cannot be called { $word }: the program itself uses that name beside the fields
policy-missing-field = the field { $word } is missing, which the program relies on
policy-wrong-level = the program relies on { $word } having level { $expected }
policy-wrong-kind = the program relies on { $word } having type { $expected }
policy-missing-option = the option { $word } of { $expected } is missing, which the program relies on
policy-unresolved = nothing is called { $word }
policy-no-options = { $word } is a choice without options
policy-needless-options = { $word } has options, but is no choice
policy-mask-unfit = the mask of { $word } does not fit its type
policy-not-a-currency = { $word } is no currency: amounts of { $expected } are kept in whole units of one (CNY, 元, USD); 万 may stand in the amount itself. What records hold in { $word } already has to be exported, taken out (kedang purge run --field { $expected }) and entered again
policy-unmasked = { $word } is of level 1 and has no mask
policy-trait-unfit = { $expected } cannot be { $word }
policy-not-read = { $word }: of this type the program reads only the field { $expected }; what stands in another one would move no period and no review
policy-not-system = { $word }: only the program's own fields are set by the program (system), and each of them is
policy-unfillable = nobody could fill in { $word } for { $expected }: it is set by the program, of level 1, or not a field of that kind
policy-purpose-unfit = the purpose { $word } may not use { $expected }
policy-cycle-order = { $word } would be verified less often than { $expected }, which is below it
policy-step-order = { $word } means something that comes before the word in front of it
policy-below-floor = { $word } months; the law asks for { $expected }
policy-shadowed = { $word } never applies: an earlier rule always does
policy-not-a-day = { $word } holds no day
policy-day-unseen = no period can run from { $word }: who writes a record without opening the level of { $word } would work out its days without it; put it on level 3
policy-day-worked-out = no period can run from { $word }: the program works that day out from the periods
policy-one-value = { $word } has one value: the program goes by it
policy-bad-basis = { $word } is no plain reference: at most 64 of A–Z a–z 0–9 blank . / _ -, without 7 digits in a row
policy-forbidden-used = { $word } is forbidden, but the program needs it for records whose source nobody stated
policy-own-unfit = { $expected } cannot be limited to its own records in “{ $word }”: only read, write and export can, of a role that has them, opens level 3, and neither purges, backs up nor administers
policy-no-administrator = nobody could administer: some role must, and the one called { $word }
policy-contradiction = { $word } says another thing about the same
policy-repeated = { $word } stands in the list already
policy-too-small = { $word } is less than { $expected }, and must not be
policy-role-unable = the role { $word } can never do it: it has no capability { $expected }
policy-no-tags = no other tags are allowed, and none is listed
policy-weights = the weights of { $word } make { $expected }, not 100
policy-not-a-contact = nobody is reached by { $word }
policy-no-days = { $word }: within_days goes with clock = "pull_forward", and only with it
policy-no-window = { $word }: within_minutes goes with every kind of rule but new_host and not_own, and with none of these two
policy-bad-hours = { $word }: off_hours needs from and until as HH:MM, or days; no other kind of rule takes them
policy-other = see line { $line }, column { $column } ({ $name })
policy-not-searchable = { $word } must be searchable: the program looks for it
policy-too-many-searchable = { $word } is one searchable field too many of its level: at most { $expected }
policy-held-field = records hold the field { $word }, now or in their history, and it is missing here
policy-held-level = records hold the field { $word }, now or in their history, at another level
policy-held-several = records hold several values of { $word }
policy-held-option = records hold the option { $word } of { $expected }, which is missing here
policy-held-role = operators have the role { $word }, which is missing here
policy-held-grade = records hold the grade { $word }, which is missing here
policy-held-purpose = records hold consents for the purpose { $word }, which is missing here
policy-held-hold = records are under a hold of the kind { $word }, which is missing here
policy-held-unit = records hold values of { $expected }, now or in their history, that were entered in { $word }
policy-held-score = records hold scores of { $expected } above { $word }
policy-held-tags = records have tags that are not in the list, which is closed here
policy-held-contact = records hold states of contacts of { $word }, which is missing here

# What the commands say.
policy-fine = { $path }: nothing is wrong
policy-faults = { $path }: { $count ->
    [one] one fault
   *[other] { $count } faults
 }
policy-differs = { $count ->
    [0] no difference
    [one] one difference
   *[other] { $count } differences
 }

# What the program does for the protection of information.
policy-feature-sealed-storage = everything is sealed before it is written
policy-feature-level-keys = each level has its own keys
policy-feature-masking = level 1 is masked unless --reveal is given
policy-feature-no-arguments = level 1 is read from standard input only
policy-feature-separate-consent = held, but neither exported nor shared
policy-feature-access-log = kedang audit log
policy-feature-integrity-check = kedang check
policy-feature-review = kedang verify due, kedang verify scan
policy-feature-destruction = kedang purge, with certificates

# What a policy does to the records.
policy-figure-verify_due = due for review
policy-figure-purge_due = due for destruction
policy-figure-verify_scan_missing = required and missing
policy-figure-verify_scan_other = other findings of verify scan
policy-figure-said_no = withdrew or refused, and stay so
policy-effect-review = { $count ->
    [one] one record becomes due for review
   *[other] { $count } records become due for review
 }
policy-effect-review-less = { $count ->
    [one] one record is no longer due for review
   *[other] { $count } records are no longer due for review
 }
policy-effect-destruction = { $count ->
    [one] one record becomes due for destruction
   *[other] { $count } records become due for destruction
 }
policy-effect-destruction-less = { $count ->
    [one] one record is no longer due for destruction
   *[other] { $count } records are no longer due for destruction
 }
policy-effect-missing = { $count ->
    [one] one record lacks a field that becomes required
   *[other] { $count } times a record lacks a field that becomes required
 }
policy-effect-missing-less = { $count ->
    [one] one missing field is no longer required
   *[other] { $count } missing fields are no longer required
 }
policy-effect-invalid = { $count ->
    [one] one other finding of verify scan comes up
   *[other] { $count } other findings of verify scan come up
 }
policy-effect-invalid-less = { $count ->
    [one] one other finding of verify scan goes away
   *[other] { $count } other findings of verify scan go away
 }
policy-effect-rescheduled = { $count ->
    [one] one record gets another day of destruction
   *[other] { $count } records get another day of destruction
 }
policy-effect-said-no = { $count ->
    [one] one person has
   *[other] { $count } persons have
 } withdrawn or refused consent to a purpose that rests on it no more: they stay left out until they say otherwise
policy-effect-none = nothing becomes due, and verify scan finds the same
policy-effect-above = levels above your clearance are not counted
policy-orphan = line { $line }, column { $column }: { $what } ({ $count ->
    [one] one record
   *[other] { $count } records
 })
policy-orphan-above = line { $line }, column { $column }: { $what } (whether any do is above your clearance)
policy-orphan-role = line { $line }, column { $column }: { $what } ({ $count ->
    [one] one operator
   *[other] { $count } operators
 })
policy-change-added = added { $where }: { $after }
policy-change-removed = removed { $where }: { $before }
policy-change-changed = changed { $where }: { $before } → { $after }
policy-change-moved = moved { $where }
policy-change-more = { $count ->
    [one] and one more difference
   *[other] and { $count } more differences
 }; see kedang policy diff
policy-progress = Preparing for searches
policy-rehearsed = nothing was applied
policy-applied = version { $version } of the policy is in force
policy-default-already = the built-in policy is in force already
policy-figure-unknown_fields = records with fields that the policy does not know
