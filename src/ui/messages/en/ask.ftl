# Questions that several commands ask.
ask-again = Once more
ask-passphrase = Passphrase of { $vault }
ask-new-passphrase = New passphrase
ask-count = Type { $count } to go on, or press Enter to stop
ask-recovery = Recovery code
