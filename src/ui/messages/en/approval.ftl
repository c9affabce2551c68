# Two persons: what is proposed.
approval-purge = destroying records
approval-export = exporting so many records
approval-policy-apply = putting a policy in force
approval-operators-change = changing operators

# Why a proposal is not decided on, or not carried out.
approval-open = nobody has approved it yet
approval-approved = it is approved already
approval-rejected = it was rejected or withdrawn
approval-used = it was carried out already
approval-expired = its time is up
approval-left = who proposed it may not do so any more
approval-policy = another policy is in force since it was proposed
approval-rotated = the keys of the vault were changed since it was proposed
approval-records = records changed since it was proposed
approval-number = another operator was added since it was proposed
approval-no-export = it is no export
approval-form = it was approved for another format
approval-to = it was approved sealed for other recipients, or not sealed at all; leave --to away, or propose it anew

# What the verbs say.
approval-none = nothing waits for a second person
approval-made = { $proposal }: proposed; somebody else approves it with: kedang audit approve { $proposal }
approval-done = { $proposal }: approved and carried out
approval-granted = { $proposal }: approved; who proposed it may run, once: kedang export --approved { $proposal } -o FILE
approval-said-no = { $proposal }: rejected
approval-detail = in detail: { $detail }
approval-tell-purge = { $proposal } by { $name }: { $count ->
    [one] one record is to be destroyed for good
   *[other] { $count } records are to be destroyed for good
 } ({ $numbers }), basis { $basis }
approval-tell-export = { $proposal } by { $name }: { $count ->
    [one] one record is to be exported
   *[other] { $count } records are to be exported
 } ({ $numbers }) for the purpose { $purpose }
approval-tell-policy = { $proposal } by { $name }: version { $version } of the policy is to be put in force
approval-tell-operators = { $proposal } by { $name }: who is an operator is to change
approval-share = handing over abroad, or so many records
approval-no-share = it is no share
approval-kind = it was approved for the other of share issue and share lend
approval-recipient = what the register says of the recipient changed since it was proposed
approval-agreement = the agreement with the recipient is another one since it was proposed
approval-relation = what the recipient is in law changed since it was proposed
approval-country = the recipient is in another country since it was proposed
approval-ground = what lets it go abroad is not what was approved
approval-assessment = the impact assessment is not the one that was approved
approval-terms = the terms are not those that were approved
approval-granted-share = { $proposal }: approved; who proposed it may run, once: kedang share issue (or lend) --approved { $proposal } -o FILE
approval-tell-share = { $proposal } by { $name }: { $count ->
    [one] one record is to be handed over
   *[other] { $count } records are to be handed over
 } ({ $numbers }) to { $recipient } for the purpose { $purpose }
