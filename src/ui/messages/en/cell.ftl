cell-passphrase = passphrase
cell-identity = identity file
cell-recovery = recovery code
cell-changed = changed
cell-added = added
cell-revealed = level 1 in full
