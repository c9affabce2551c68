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
approval-no-export = it is no export
approval-form = it was approved for another format
approval-operators = this program does not carry out such a proposal
