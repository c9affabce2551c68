# What was handed over, and what becomes of it.
share-plan = { $share }: { $count ->
    [one] one record would be handed over
   *[other] { $count } records would be handed over
 } to { $recipient }; nothing was done
share-done = { $share }: { $count ->
    [one] one record
   *[other] { $count } records
 } for { $recipient }, sealed, written to { $path }
share-none = no shares
share-none-due = nothing is to be done about shares
share-returned = { $share } is given back by { $recipient }
share-destroyed = { $share } is destroyed at { $recipient }
share-revoked = { $share } is revoked; { $recipient } is to be told: kedang share tell { $share } --reference REF
share-told = { $recipient } was told about { $share }
share-would = it would be noted for { $share }, { $recipient }; nothing was done
share-tell = { $count ->
    [one] one share has
   *[other] { $count } shares have
 } such records, and the recipients are to be told ({ $shares }): kedang share due
share-tell-unknown = whether recipients are to be told of this could not be looked up; ask again: kedang share due
share-fault-contact = its contact is empty, longer than 200 characters or more than a line
share-fault-country = its country is not two capital letters of ISO 3166
share-fault-agreed = its agreement is of a day to come
share-fault-until = its agreement would end before it begins
share-fault-key = one of its keys is no age recipient, or its plugin is missing
share-fault-key-taken = one of its keys is another recipient's
