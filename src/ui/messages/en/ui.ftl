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
