# Notices to persons.
notice-added = notice { $version } is given from { $from } on; SHA-256 { $hash }
notice-would-add = it would be notice { $version }, given from { $from } on; nothing was done
notice-none = no notice yet
notice-written = the text of notice { $version } written to { $path }
notice-fault-empty = it has no text
notice-fault-long = it is longer than 64 KiB
notice-fault-characters = it holds control characters or others that are not seen
notice-fault-purposes = it names no purpose
notice-fault-retention = what it says about retention is empty, longer than 200 characters or more than a line
notice-fault-day = the last one is given from a later day
