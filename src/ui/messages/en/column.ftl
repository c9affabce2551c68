# Headings of columns that the policy does not name.
column-number = Number
column-count = Count
column-name = Name
column-vault_id = Vault
column-fingerprint = Fingerprint
column-vault_name = Name
column-directory = Directory
column-operator = Operator
column-slots = Opened by
column-identity_file = Identity file
column-recovery_file = Recovery file
column-operator_name = Name
column-passphrase = Passphrase
column-selected = Selected
column-changed = Changed
column-numbers = Numbers
