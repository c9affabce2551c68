# What is wrong with a command line.
usage-unknown-option = there is no option { $option } here
usage-too-many-arguments = there is an argument too many
usage-missing-value = { $argument } needs a value
usage-bad-value = the value of { $argument } cannot be read
usage-unknown-value = the value of { $argument } must be one of { $known }
usage-unknown-command = there is no command “{ $command }”
usage-missing-command = a command is missing
usage-missing-arguments = missing: { $arguments }
usage-no-equals = { $argument } needs an equals sign before its value
usage-number-of-values = { $argument } has the wrong number of values
usage-conflict = { $argument } cannot be used together with { $other }
usage-twice = { $argument } can be given only once
usage-not-utf8 = an argument is not valid UTF-8
usage-other = the command line cannot be read
usage-suggested = did you mean { $suggestion }?
usage-help = { $command } --help

# Why a selector cannot be read.
usage-selector-operator = the operators are not, has, before, after, over and under
usage-selector-range = no record can have this number, or the range ends before it begins
usage-selector-empty = there is nothing there
usage-selector-not-a-day = before and after need a field that holds days
usage-selector-day = a day (2026-01-31) or a time (30d, 6m, 1y) is expected
usage-selector-not-a-number = over and under need a field that holds amounts or numbers
usage-selector-number = an amount or a whole number is expected
usage-selector-choice = the field has no such value
usage-selector-numbers = only numbers can name what was destroyed
usage-selector-nobody = no operator, present or past, has this name or number
usage-selector-level = the levels are 1, 2 and 3
usage-selector-yes = yes or no is expected
usage-selector-verb = there is no such verb or act
