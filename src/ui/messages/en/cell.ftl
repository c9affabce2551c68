cell-passphrase = passphrase
cell-identity = identity file
cell-recovery = recovery code
