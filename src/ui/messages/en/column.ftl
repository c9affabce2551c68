# Headings of columns that the policy does not name.
column-number = Number
column-count = Count
column-name = Name
