# kedang init
init-ask-name = Name of the vault
init-ask-operator = Your name as its first operator
init-recovery = This is the recovery code. It opens the vault when all else is lost, and it is never shown again. Write it down on paper:
init-ask-recovery = Type its last four characters
init-recovery-differs = those are not its last four characters
init-two-identities = --identity and --new-identity name different files
init-planned = nothing was made
init-done = made the vault in { $path }; write its fingerprint down, it tells your vault from any other
init-no-recovery = there is no recovery code: whoever loses what opens the vault has lost everything in it
