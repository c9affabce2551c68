cell-passphrase = passphrase
cell-identity = identity file
cell-recovery = recovery code
cell-revealed = level 1 in full
