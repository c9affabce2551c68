# What the machine does to a vault's promises: check --environment, init.
environment-in-place = { $what }: writes blocks in place
environment-in-place-xfs = { $what }: writes blocks in place; whether files were cloned (reflink) cannot be seen
environment-memory = { $what }: in memory; the vault is gone when the machine restarts
environment-copy-on-write = { $what }: writes a block to another place and may keep the old one, so that a destroyed key may survive in it or in a snapshot
environment-shared = { $what }: a directory shared by a host or a program, of which nothing more can be seen; it may be a network or keep versions
environment-network = { $what }: served by another machine; neither locking nor overwriting can be relied on
environment-unknown = { $what }: not known to this program; it may keep old blocks
environment-journals-data = file content goes through the journal too (data=journal), which may keep a destroyed key for a while
environment-journals-no-data = the journal holds no file content, as far as the mount options tell
environment-no-versions = no snapshots, version control or synchronisation can be seen here
environment-versions = { $what } keeps versions of what is overwritten, and with it a destroyed key
environment-no-swap = no memory is swapped to a disk in the clear
environment-open-swap = memory may be swapped to { $what } in the clear, keys with it
environment-swap-unseen = the system does not say where it swaps
environment-overwritten = a block of a file like the keyhole was overwritten, and zeros were read back
environment-not-overwritten = a block of a file like the { $what } could not be overwritten and read back
environment-no-key-file = there is no key file at any destination: if the vault is lost, everything in it is
environment-old-key-file = the newest key file is older than a day: what was written since is lost with the vault
environment-key-file = the newest key file is not older than a day
environment-clock = the clock is not behind the newest log entry
environment-clock-behind = the newest log entry is of the future: the clock was ahead, or was put back
environment-private = the directory and its files are open to their owner only
environment-open = open to others: { $what }; chmod go= them
environment-fine = nothing stands in the way of the vault's promises
environment-key-file-missing = { $what }: the key file is missing; without it nothing there opens
environment-key-file-damaged = { $what }: the key file is empty or damaged; nothing there opens with it
environment-key-file-older = { $what }: the key file is older than the one that was written there last
environment-key-file-away = no destination with a key file can be reached now: { $what }
environment-copies-versioned = { $what }: this backup lies on storage that keeps versions, and older versions of its key file may open what was destroyed
