# Labels in front of what goes to standard error.
ui-error = error:{" "}
ui-cause = caused by:{" "}
ui-hint = hint:{" "}
ui-note = note:{" "}
ui-warning = warning:{" "}
ui-stream = standard input or output

# Help pages.
ui-usage = Usage: { $usage }
ui-usage-options = [OPTIONS]
ui-usage-command = COMMAND
ui-commands = Commands:
ui-arguments = Arguments:
ui-options = Options:
ui-global-options = Options of every command:
ui-examples = Examples:
ui-exit-status = Exit status:
ui-default = { $text } (default: { $value })
ui-values = { $text } ({ $values })
ui-help-option = Show this page; -h shows the short one
ui-version-option = Show the version
ui-more-help = --help shows the options of every command and the exit statuses too

ui-disk = the disk
ui-what-is-needed = what this needs
ui-reader = a command that reads
ui-stranger = a program that does not take the lock
ui-waiting = waiting for the vault, held by: { $holder }
ui-os-not-found = there is no such file or directory
ui-os-denied = the system does not permit it
ui-os-exists = it exists already
ui-os-full = no space is left
ui-os-quota = the quota is used up
ui-os-too-large = the file would be too large
ui-os-read-only = the file system is read-only
ui-os-directory = it is a directory
ui-os-no-directory = it is no directory
ui-os-not-empty = the directory is not empty
ui-os-name = the name is too long or not allowed
ui-os-busy = something else is using it
ui-os-timed-out = it took too long
ui-os-ended = it ends too early
ui-os-stale = the network storage lost the file
ui-os-memory = there is not enough memory
ui-os-io = the device failed to read or write
ui-os-files = too many files are open
