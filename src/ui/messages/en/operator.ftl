# kedang operator
operator-passphrase-changed = the new passphrase opens the vault from now on
operator-planned = nothing was changed
