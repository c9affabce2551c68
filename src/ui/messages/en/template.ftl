# Import templates and the data dictionary.
template-sheet = Customers
template-dictionary = Data dictionary
template-written = { $count ->
    [one] one field
   *[other] { $count } fields
 } written to { $files }
template-would-write = would write { $files }
template-several = several values: put ; between them
template-required = { $kind }: required
template-required-any = { $kind }: this or { $others }
template-needed = { $kind }: for { $purposes }
template-needed-any = { $kind }: this or { $others }, for { $purposes }
template-type-text = text
template-type-note = text of several lines
template-type-name = name
template-type-phone = telephone number
template-type-email = e-mail address
template-type-postcode = postcode
template-type-id_number = ID number
template-type-credit_code = credit code
template-type-bank_account = bank account
template-type-region = region
template-type-amount = amount
template-type-number = whole number
template-type-date = date
template-type-deadline = date ahead
template-type-choice = one of the options
template-type-open_choice = one of the options, or any text
template-type-grade = grade
template-type-tags = tags
template-type-event = event
template-type-assessment = scorecard
template-type-link = link to a record
template-category-identity = identity
template-category-contact = contact
template-category-transaction = dealings
template-category-preference = preference
template-category-classification = classification
template-category-system = record
