# The customer card: its title, its headings, and what is no field.
card-title = Customer card
card-head = Card
card-identity = Identity
card-contact = Contact
card-transaction = Dealings
card-preference = Needs and preferences
card-classification = Classification
card-system = Record
card-derived = Derived
card-spend = Spent on the customer
card-times = { $count ->
    [one] once
   *[other] { $count } times
 }
card-total = total
card-consents = Consents
card-signatures = Review
card-review_due = Next verification
card-signature = Supervisor's signature
card-signed_on = Date
card-earlier = { $count ->
    [one] and one earlier
   *[other] and { $count } earlier
 }
card-plan = { $count ->
    [one] one card would be shown
   *[other] { $count } cards would be shown
 }
card-written = { $count ->
    [one] one card
   *[other] { $count } cards
 } written to { $path }
