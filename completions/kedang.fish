# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_kedang_global_optspecs
    string join \n vault= identity= passphrase-file= passphrase-fd= format= lang= color= q/quiet y/yes dry-run wait= h/help V/version
end

function __fish_kedang_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kedang_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_kedang_using_subcommand
    set -l cmd (__fish_kedang_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c kedang -n "__fish_kedang_needs_command" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_needs_command" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_needs_command" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_needs_command" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_needs_command" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_needs_command" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_needs_command" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_needs_command" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_needs_command" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_needs_command" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_needs_command" -s V -l version -d 'Print version'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "init" -d 'Make a vault and its first operator'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "demo" -d 'Show the whole life of some made-up customers in a throw-away vault'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "add" -d 'Enter one customer'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "import" -d 'Take customers in from a file, all or nothing'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "batch" -d 'Show what imports did, and take one back'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "template" -d 'Make an import template, or show the data dictionary'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "edit" -d 'Change fields of records'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "event" -d 'What happened with customers'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "list" -d 'List records, all of them or those selected'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "show" -d 'Show everything a record holds'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "history" -d 'Show what was changed in a record, when and by whom'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "card" -d 'Show the customer card of records, or write it to print'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "tag" -d 'Tags of records'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "grade" -d 'Grades of records'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "assess" -d 'Assess customers by a scorecard of the policy; without --score, show the newest ones'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "verify" -d 'Keep what records say true'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "notice" -d 'Notices to persons about the use of their data'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "consent" -d 'What persons agree to, refuse and withdraw, by purpose'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "export" -d 'Write records to a file for a stated purpose'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "share" -d 'Records handed over to others, as numbered, sealed files with a register'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "recipient" -d 'Who may be given records: recipients, with their agreements and keys'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "request" -d 'What persons ask about their own data'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "hold" -d 'Stop the destruction of records for the time being'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "purge" -d 'Destroy records, with proof'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "certificate" -d 'Certificates of destruction'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "policy" -d 'The rules by which records are kept'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "audit" -d 'The log of everything done'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "report" -d 'Sum up what is there and how it is looked after'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "backup" -d 'Copies that bring back every record but the destroyed ones'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "check" -d 'Open and check everything: log, signatures, records, keyhole, destruction log'
complete -c kedang -n "__fish_kedang_needs_command" -f -a "operator" -d 'Who may open the vault'
complete -c kedang -n "__fish_kedang_using_subcommand init" -l operator -d 'Name of the first operator [default: admin]' -r
complete -c kedang -n "__fish_kedang_using_subcommand init" -l name -d 'Name of the vault; the directory\'s if not given' -r
complete -c kedang -n "__fish_kedang_using_subcommand init" -l new-identity -d 'Make an identity file that opens the vault; it must not exist yet' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand init" -l recovery-file -d 'Write the recovery code to a new file instead of showing it' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand init" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand init" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand init" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand init" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand init" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand init" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand init" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand init" -l no-recovery -d 'Make no recovery code'
complete -c kedang -n "__fish_kedang_using_subcommand init" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand init" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand init" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l keep -d 'Leave the vault in this directory instead of deleting it' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand demo" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand demo" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand demo" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand add" -l json -d 'Read one JSON object of fields from a file; - is standard input' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand add" -l kind -d 'What the customer is: person or org' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l name -d 'Name' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l phone -d 'Phone number; may be given more than once' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l email -d 'E-mail address; may be given more than once' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l company -d 'Company' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l province -d 'Province' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l city -d 'City' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l address -d 'Address' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l stage -d 'Stage of the relationship' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l grade -d 'Grade' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l tag -d 'Tag; may be given more than once' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l source -d 'Where the information comes from' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l owner -d 'Who looks after the customer' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l notes -d 'Notes' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l consent-date -d 'Day of the customer\'s consent, YYYY-MM-DD' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l purpose -d 'What it is collected for: service, analysis, recommend, marketing or the Chinese name; fields that the purpose does not use are refused' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l justify -d 'Why more is collected than the purpose uses' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l set -d 'Any other field; FIELD=- reads its value from standard input' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l decline -d 'A field that the person declined to give: it counts as answered; several by repeating it' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand add" -l quarantine -d 'Quarantine what a third party provided without the consent or basis that the policy asks for'
complete -c kedang -n "__fish_kedang_using_subcommand add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand import" -l encoding -d 'Encoding of the file, instead of finding it out (utf-8, gb18030, utf-16le, …)' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l map -d 'What the columns mean: espocrm, fxiaoke, google, hubspot, outlook, salesforce, zoho, or a file with a map of your own' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l delimiter -d 'What separates the cells of a CSV file, instead of finding it out: a character, or tab' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l sheet -d 'The sheet of a spreadsheet, by its name or its number; otherwise the first that is shown' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l header-row -d 'The row that names the columns, where titles stand above it that are not told from it' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l on-conflict -d 'What to do with a phone, e-mail or ID number that is there already' -r -f -a "fail\t'Import nothing'
skip\t'Leave the row out'
update\t'Update the record that is there'
keep-newer\t'Update what was last changed there before the day of the row'"
complete -c kedang -n "__fish_kedang_using_subcommand import" -l key -d 'By which identifiers a row may update a record, separated by commas (phone, email, ID number); without, by any. A row that shares only another one is a conflict' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l as-of -d 'With --on-conflict keep-newer: the day on which the file was true, for rows whose own column for the date of the last change is empty or missing; without, the file\'s own date' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l on-error -d 'What to do with a row that is wrong' -r -f -a "fail\t'Import nothing'
skip\t'Leave the row out'"
complete -c kedang -n "__fish_kedang_using_subcommand import" -l purpose -d 'What it is collected for: service, analysis, recommend, marketing or the Chinese name; fields that the purpose does not use are refused' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l justify -d 'Why more is collected than the purpose uses' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l ticket -d 'The ticket by which the collection was approved' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l source -d 'Where the file comes from: kept with each value that names no source of its own' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l channel -d 'The channel by which all of it came, as the policy names it: kept with each new record, and where there is no --source with each value' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l consent -d 'What the customers who are new agreed to, separated by commas: analysis, recommend, marketing or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l method -d 'How they agreed: form, written, spoken, phone, online, email or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l evidence -d 'Where the evidence of it is: a form\'s number, a recording; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l notice -d 'The version of the notice that they were given before' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l consent-date -d 'The day on which they agreed; today without' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l rejects -d 'Write the rows left out to a new file, with line, field and reason' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l results -d 'Write to a new file what became of each row: line, result, record, fields that changed, reason' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l commit-every -d 'Commit after each so many rows; after a break the same command goes on where it was' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand import" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand import" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand import" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand import" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand import" -l preview -d 'Show which column holds which field and the first rows as they would be stored, and write nothing'
complete -c kedang -n "__fish_kedang_using_subcommand import" -l quarantine -d 'Quarantine what a third party provided without the consent or basis that the policy asks for'
complete -c kedang -n "__fish_kedang_using_subcommand import" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand import" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand import" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -f -a "list" -d 'List the imports that wrote something, with what became of their rows'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -f -a "show" -d 'List the records of an import, and what was changed or destroyed since'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and not __fish_seen_subcommand_from list show revert" -f -a "revert" -d 'Take an import back: destroy what it made and give back what it changed, unless touched since'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l changed -d 'Only the records that are not as the import left them'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l count -d 'With --yes: do it only if it is exactly this many records' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l propose -d 'Propose what is to be destroyed, for another to approve with `audit approve`, and change nothing; once that is approved, the same command without it gives back what was changed'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand batch; and __fish_seen_subcommand_from revert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand template" -s o -l output -d 'Write the template to a new file: FILE.xlsx with the data dictionary, or FILE.csv' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand template" -l kind -d 'Only fields of this kind of customer: person, org or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand template" -l fields -d 'Only these fields, in this order, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand template" -l dictionary -d 'Write the data dictionary to a new CSV file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand template" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand template" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand template" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand template" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand template" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand template" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand template" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand template" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand template" -l bom -d 'Begin CSV files with a byte order mark, for spreadsheets'
complete -c kedang -n "__fish_kedang_using_subcommand template" -l default -d 'Go by the built-in policy; needs no vault'
complete -c kedang -n "__fish_kedang_using_subcommand template" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand template" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand template" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand template" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l set -d 'Set a field; FIELD=- reads its value from standard input, FIELD= clears it' -r
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l json -d 'Read one JSON object of fields from a file; - is standard input' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l source -d 'Where the values come from, kept with each of them' -r
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l decline -d 'A field that the person declined to give: it counts as answered; several by repeating it' -r
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand edit" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand edit" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand edit" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -f -a "add" -d 'Enter something that happened: a purchase, a contact, a complaint'
complete -c kedang -n "__fish_kedang_using_subcommand event; and not __fish_seen_subcommand_from add list" -f -a "list" -d 'List what happened, the newest first for each record'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l type -d 'What happened: purchase, contact, feedback, complaint, … or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l date -d 'The day it happened (default: today)' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l amount -d 'The amount of money it was about' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l score -d 'The score that the customer gave, 0 to 100' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l next -d 'The day of the next step, which becomes the next visit' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l period -d 'The year or quarter it is about, such as 2026 or 2026Q3' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l failed -d 'The contact by which nobody was reached: phone, or phone:2 for the second' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l by -d 'Who dealt with the customer (default: the operator)' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l remark -d 'What else there is to say; - reads it from standard input' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l set -d 'Set a field in the same change; FIELD=- reads its value from standard input' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l major -d 'It is a major change'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l type -d 'Only events of this type' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l since -d 'Only from this day on, or from so long ago, such as 30d' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l until -d 'Only up to this day' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand event; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand list" -l sort -d 'Sort by this field; -FIELD turns the order round' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l limit -d 'List at most this many' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l columns -d 'Columns to show, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name; without, what your role is for' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l assessment -d 'The number of the impact assessment, where the policy demands one' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand list" -l count -d 'Print only how many there are'
complete -c kedang -n "__fish_kedang_using_subcommand list" -l reveal -d 'Show level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand show" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name; without, what your role is for' -r
complete -c kedang -n "__fish_kedang_using_subcommand show" -l assessment -d 'The number of the impact assessment, where the policy demands one' -r
complete -c kedang -n "__fish_kedang_using_subcommand show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand show" -l reveal -d 'Show level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand show" -l sources -d 'Say of each value where it came from, where that is known'
complete -c kedang -n "__fish_kedang_using_subcommand show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand history" -l assessment -d 'The number of the impact assessment, where the policy demands one' -r
complete -c kedang -n "__fish_kedang_using_subcommand history" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand history" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand history" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand history" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand history" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand history" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand history" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand history" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand history" -l reveal -d 'Show level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand history" -l evidence -d 'Show evidence instead: where it came from, under which consents, who checked it, who was given it, and what is due when and why'
complete -c kedang -n "__fish_kedang_using_subcommand history" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand history" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand history" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand card" -l assessment -d 'The number of the impact assessment, where the policy demands one' -r
complete -c kedang -n "__fish_kedang_using_subcommand card" -s o -l output -d 'Write the page to a new file, complete or not at all' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand card" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand card" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand card" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand card" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand card" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand card" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand card" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand card" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand card" -l reveal -d 'Show level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand card" -l html -d 'As a page to print on A4, each record on its own'
complete -c kedang -n "__fish_kedang_using_subcommand card" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand card" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand card" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand card" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -f -a "add" -d 'Put a tag on records'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -f -a "remove" -d 'Take a tag off records'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and not __fish_seen_subcommand_from add remove list" -f -a "list" -d 'List the tags in use and how many records have each'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -f -a "set" -d 'Give records a grade'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and not __fish_seen_subcommand_from set list" -f -a "list" -d 'List the grades, their review cycles and how many records have each'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand grade; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l standard -d 'The scorecard: 5c, 5p, 6a, partner or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l score -d 'The score of each factor, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l evidence -d 'What the scores rest on; - reads it from standard input' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l date -d 'The day of the assessment (default: today)' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l by -d 'Who assessed (default: the operator)' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand assess" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand assess" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand assess" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand assess" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -f -a "scan" -d 'Find records whose values are wrong, missing, stale or contradictory; exit status 4 if there are any'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -f -a "due" -d 'List the records to be reviewed as a work list, by owner and day, with the reason; without those proposed for destruction'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and not __fish_seen_subcommand_from scan due mark" -f -a "mark" -d 'Record that records were verified, how, and with what result'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l severity -d 'List and count for the exit status only findings of this severity' -r -f -a "serious\t'Says something wrong, or keeps the record from serving'
minor\t'Untidy, unsure or late'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l fail-under -d 'Exit with status 4 only if a record\'s score is below this: 0 to 100, or policy for the pass mark of the policy' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l summary -d 'Show only how many findings there are and the overall score'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l records -d 'Show each record with its score instead of the findings, the lowest first'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l owner -d 'Only the records of this owner' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l within -d 'Include what falls due within this time, such as 30d' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from due" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l method -d 'How it was verified: phone, email, visit, … or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l result -d 'What came of it' -r -f -a "confirmed\t'The record is true'
changed\t'The record had to be changed'
unreachable\t'Nobody was reached'
destroy\t'The record is of no use any more: propose to destroy it'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l reason -d 'Why it should be destroyed, with `--result destroy`: request, expired, ended, withdrawn, other or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l contact -d 'Only this contact, not the whole record: a field, or phone:2 for the second of several' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l contact-value -d 'Which contact, by its value; - reads it from standard input' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand verify; and __fish_seen_subcommand_from mark" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -f -a "add" -d 'Keep a new version of the notice that persons are given before their data is collected'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -f -a "list" -d 'List the versions of the notice: since when, for which purposes, with the hash of the text'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and not __fish_seen_subcommand_from add list show" -f -a "show" -d 'Show the text of a notice, byte for byte as its hash has it'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l purpose -d 'A purpose that it is about: service, analysis, recommend, marketing or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l retention -d 'How long data is kept and what happens then, in one line' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l from -d 'The day from which it is given, today or any other not before that of the last one' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l renews -d 'It changes purpose, method or categories: consents under older versions hold no more for its purposes'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -s o -l output -d 'Write to a new file, complete or not at all' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand notice; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -f -a "grant" -d 'Keep that persons agreed to a purpose after a notice'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -f -a "refuse" -d 'Keep that persons refused a purpose after a notice; consents to it end'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -f -a "withdraw" -d 'End consents from a day on, and say what follows for the records'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and not __fish_seen_subcommand_from grant refuse withdraw list" -f -a "list" -d 'List what persons agreed to or refused, one row an answer, and what it is worth today'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l purpose -d 'What it is about: analysis, recommend, marketing or the Chinese name; several by repeating it' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l recipient -d 'It is about handing over to this registered recipient, for the recipient\'s own ends or abroad' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l method -d 'How it was said: form, written, spoken, phone, online, email or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l evidence -d 'Where the evidence is: a form\'s number, a recording; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l notice -d 'The version of the notice that was given before' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l date -d 'The day it was said; today without' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l expires -d 'The last day it holds, or for how long, such as 1y; without, until it is withdrawn' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l sensitive -d 'It is about the separate consent to use level-1 values for the purpose'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l volunteered -d 'The customer came with it unasked, although it was refused a short time ago'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l purpose -d 'What it is about: analysis, recommend, marketing or the Chinese name; several by repeating it' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l recipient -d 'It is about handing over to this registered recipient, for the recipient\'s own ends or abroad' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l method -d 'How it was said: form, written, spoken, phone, online, email or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l evidence -d 'Where the evidence is: a form\'s number, a recording; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l notice -d 'The version of the notice that was given before' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l date -d 'The day it was said; today without' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l sensitive -d 'It is about the separate consent to use level-1 values for the purpose'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l volunteered -d 'The customer came with it unasked, although it was refused a short time ago'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from refuse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l purpose -d 'The purpose: analysis, recommend, marketing or the Chinese name; several by repeating it' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l recipient -d 'Only the consents to hand over to this recipient' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l date -d 'The day it was said; today without' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l all -d 'Everything that was agreed to'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l sensitive -d 'Only the separate consents to use level-1 values'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l purpose -d 'Only answers about this purpose' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l state -d 'Only answers in this state' -r -f -a "granted\t'It holds'
refused\t'It was a no'
withdrawn\t'It was withdrawn'
expired\t'Its time is over'
outdated\t'It was given under a notice that another replaced'
replaced\t'A later answer about the same holds'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l expires-within -d 'Only consents that hold and end within this time, such as 30d' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand consent; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l fields -d 'Fields to export, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l columns-lang -d 'Names of columns and choices in Chinese or as ids (default: the language of messages)' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand export" -l sort -d 'Sort by these fields; -FIELD turns the order round' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l limit -d 'Export at most this many, the first of them' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l pseudonym-key -d 'For whom the pseudonyms are, instead of the recipients of --to' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l assessment -d 'The number of the impact assessment, where the policy demands one' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l format -d 'Form of the file (default: what the ending of the file\'s name says, else csv)' -r -f -a "json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'
xlsx\t'A workbook for spreadsheets'
vcard\t'vCards 4.0 for address books'
html\t'A page with a table, to read or print'"
complete -c kedang -n "__fish_kedang_using_subcommand export" -s o -l output -d 'Write to a new file, complete or not at all (default, and -: standard output)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand export" -l to -d 'Seal the file for this age recipient (age1…), who opens it with age -d, or for a registered one (@NAME); can be given again' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l approved -d 'Carry out an approved proposal, once: its records, fields, purpose, assessment and recipients' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand export" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand export" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand export" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand export" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand export" -l pseudonymise -d 'Put pseudonyms in the place of what identifies; the same ones for the same recipient only'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l reveal -d 'Export level-1 values in full, not masked; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l propose -d 'Propose it, for another to approve with `audit approve`, and write nothing'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l bom -d 'Begin a CSV file with a byte order mark, for spreadsheets'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l plain -d 'Leave the cells of a CSV file as they are (but for one that `import` would take for guarded, or for an error), for programs; a spreadsheet may run what begins with ='
complete -c kedang -n "__fish_kedang_using_subcommand export" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand export" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand export" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "issue" -d 'Hand records over to stay with a recipient until they expire, sealed and numbered'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "lend" -d 'Lend records until a day, sealed and numbered'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "return" -d 'Note that a share was given back, or that the recipient destroyed it'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "revoke" -d 'End a share before its time; the recipient is to be told, and to confirm'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "tell" -d 'Note that the recipient was told of what was destroyed, withdrawn or revoked'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "due" -d 'List what is to be done about shares: fetch back, have confirmed, tell'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "list" -d 'List the register of shares: what went out, to whom, for what, until when'
complete -c kedang -n "__fish_kedang_using_subcommand share; and not __fish_seen_subcommand_from issue lend return revoke tell due list show" -f -a "show" -d 'Show one share: records, recipient, terms, and what became of it'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l recipient -d 'The registered recipient' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l fields -d 'Fields to hand over, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l relation -d 'What the recipient is in law: entrusted (works for the organisation), provided (for its own ends; the default), joint, or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l cross-border -d 'What lets it go abroad: the number of a contract, a certification, an approval' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l assessment -d 'The number of the impact assessment, which is demanded abroad and where the policy says so; with --approved it is the one that was approved' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -s o -l output -d 'Write to a new file, complete or not at all, which age -d opens' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l format -d 'Form of results, and of a file whose name does not end in one' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'
xlsx\t'A workbook for spreadsheets'
vcard\t'vCards 4.0 for address books'
html\t'A page with a table, to read or print'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l approved -d 'Carry out an approved proposal, once: its records, fields and terms' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l expires -d 'The last day, after which the recipient destroys it, or for how long, such as 3m' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l reveal -d 'Hand over level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l propose -d 'Propose it, for another to approve with `audit approve`, and write nothing'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l bom -d 'Begin a CSV file with a byte order mark, for spreadsheets'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from issue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l recipient -d 'The registered recipient' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l fields -d 'Fields to hand over, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l relation -d 'What the recipient is in law: entrusted (works for the organisation), provided (for its own ends; the default), joint, or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l cross-border -d 'What lets it go abroad: the number of a contract, a certification, an approval' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l assessment -d 'The number of the impact assessment, which is demanded abroad and where the policy says so; with --approved it is the one that was approved' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -s o -l output -d 'Write to a new file, complete or not at all, which age -d opens' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l format -d 'Form of results, and of a file whose name does not end in one' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'
xlsx\t'A workbook for spreadsheets'
vcard\t'vCards 4.0 for address books'
html\t'A page with a table, to read or print'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l approved -d 'Carry out an approved proposal, once: its records, fields and terms' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l due -d 'The day by which it is given back, or how long it is lent, such as 14d' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l reveal -d 'Hand over level-1 values in full; this is logged'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l propose -d 'Propose it, for another to approve with `audit approve`, and write nothing'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l bom -d 'Begin a CSV file with a byte order mark, for spreadsheets'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from lend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l reference -d 'What proves it: the number of a receipt, a letter, a message; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l destroyed -d 'The recipient confirmed to have destroyed it'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from return" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l reference -d 'What proves it: the number of a receipt, a letter, a message; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l reference -d 'What proves it: the number of a receipt, a letter, a message; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from tell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l within -d 'What ends within this time too, such as 30d' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from due" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l recipient -d 'Only what this recipient was given' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l open -d 'Only what is neither given back nor confirmed destroyed'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand share; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -f -a "add" -d 'Register a recipient: who it is, where, under which agreement, and what its files are sealed to'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -f -a "list" -d 'List the registered recipients'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -f -a "show" -d 'Show one registered recipient'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and not __fish_seen_subcommand_from add list show remove" -f -a "remove" -d 'Take a recipient off the register; what it has stays in the register of shares'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l contact -d 'How it is reached at work; no customer\'s data' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l country -d 'Where it is, by ISO 3166 (CN, SG, DE); of a new one without, where the organisation is' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l agreement -d 'The number of the agreement of confidentiality; without one nothing is shared' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l agreed -d 'The day of the agreement' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l until -d 'The last day of the agreement, or for how long it runs, such as 1y' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l to -d 'The age recipient (age1…) that files are sealed to; can be given again' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l internal -d 'It is part of the organisation'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l replace -d 'Change the recipient that has the name, as when an agreement is renewed; what is not given stays as it is'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand recipient; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -f -a "open" -d 'Register what a person asks about the own data; it gets a number and a day by which to answer'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -f -a "list" -d 'List the requests that wait for an answer'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -f -a "extend" -d 'Put off the day by which a request is to be answered, once; the person is told within the first period'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -f -a "answer" -d 'Answer a request: grant it, or refuse it with a reason'
complete -c kedang -n "__fish_kedang_using_subcommand request; and not __fish_seen_subcommand_from open list extend answer close" -f -a "close" -d 'Close a request that was answered and carried out; it lifts a restriction'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l right -d 'What is asked for: access, copy, portability, correction, erasure, restriction or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l relation -d 'Who asks, seen from the person: self, guardian, agent, relative or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l checked -d 'How it was made sure who asks: document, callback, account, email, `in_person` or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l date -d 'The day it came (default: today)' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l opening -d 'Write to a new file what the requester needs to show later that the certificate of destruction is about this record; for erasure' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l due-within -d 'Only what is to be answered within this time, such as 5d; overdue ones too' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l right -d 'Only requests for this: access, copy, portability, correction, erasure, restriction or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l all -d 'Include what is answered or closed, and what was asked about records that are destroyed'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l until -d 'To this day' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l by -d 'By so much from the day by which it was to be answered, such as 15d or 2m' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l reason -d 'Why: complex, many or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from extend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l refuse -d 'Refuse it, for this reason: identity, `not_kept`, others, statutory, excessive or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l html -d 'Write the person\'s data as a page to print to a new file, complete or not at all' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l json -d 'Write the person\'s data as JSON, for another system, to a new file, complete or not at all' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l grant -d 'Grant it'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l partial -d 'Let what is above the clearance be missing; the files say so'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from answer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand request; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -f -a "place" -d 'Keep records from being destroyed, whatever the rules say'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -f -a "lift" -d 'Lift holds, so that the rules apply again; what is overdue is destroyed by the next purge'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and not __fish_seen_subcommand_from place lift list" -f -a "list" -d 'List the holds that stand, and what they hold up'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l kind -d 'Why: litigation, inquiry, dispute or another kind of the policy, or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l until -d 'The last day it stands, or for how long, such as 1y; without, until it is lifted' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l reference -d 'The number of a case, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from place" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l kind -d 'Holds of this kind; hold is that of the plain field' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l reference -d 'Only those with this number of a case' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from lift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l overdue -d 'Only holds of records that would be destroyed without them'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand hold; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -f -a "due" -d 'List the records whose time is up, with the rule that says so, those proposed for destruction, and what a restore brought back that had been erased'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -f -a "run" -d 'Destroy records for good and sign that it was done'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and not __fish_seen_subcommand_from due run physical" -f -a "physical" -d 'Record that paper or media were destroyed, and sign for it'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l within -d 'Also what comes due within this time, such as 30d or 6m; nothing is destroyed earlier' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l explain -d 'Say where each rule comes from, since when the record is restricted, which statutory period or hold keeps it, what was consented to and who proposed it; also list what a hold stops'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from due" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l reason -d 'Why: request, expired, ended, withdrawn, other or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l basis -d 'Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l level -d 'Erase only this level, 1 or 2, and keep the rest of the record; may be repeated. A level that holds what a record must have, as level 2 does the name, cannot go by itself: erase its other fields with --field, or the whole record' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l field -d 'Erase only this field and keep the rest of the record; may be repeated' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l opening -d 'Write to a new file what the requester needs to show later that the certificate is about this record; for one record and --reason request' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l count -d 'With --yes: destroy only if it is exactly this many' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l max -d 'Do nothing if it would be more than this many' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l due -d 'Destroy exactly what `purge due` lists by a rule, reason and basis from each rule'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l proposed -d 'Destroy what `purge due` lists as proposed by `verify mark`, reason from each proposal'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l suppress -d 'Keep keyed hashes of phones, e-mails and ID numbers, so that imports refuse the person'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l propose -d 'Propose it, for another to approve with `audit approve`, and destroy nothing'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l medium -d 'What it was: paper, disk, ssd, tape, optical, usb, phone, other or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l quantity -d 'How many of it, up to ten million' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l make -d 'Who made it: up to 64 of A-Z a-z 0-9 space . / _ - and Chinese characters' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l model -d 'Its model, in the same characters but Chinese ones' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l serial -d 'Its serial number, in the same characters as the model' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l method -d 'How: shred, incinerate, degauss, crush, overwrite, other or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l witness -d 'Who saw it: another operator\'s number or a reference such as EMP-0042, never a name; may be repeated' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l reason -d 'Why: request, expired, ended, withdrawn, other or the Chinese name' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l basis -d 'Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l day -d 'The day it was done [default: today]' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand purge; and __fish_seen_subcommand_from physical" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -f -a "show" -d 'Show or write the certificate of a destroyed record'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -f -a "verify" -d 'Check a certificate or a destruction log; needs no vault and no passphrase'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and not __fish_seen_subcommand_from show verify open" -f -a "open" -d 'Check that an opening fits a certificate; needs no vault and no passphrase'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l line -d 'The certificate of this line of destruction.log, for everything it names' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -s o -l output -d 'Write to a new file, with FILE.sig and `allowed_signers` beside it; a page FILE.html goes with FILE.txt' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l html -d 'As a page to print, which holds the signed text'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l signers -d 'Accept only signers in this file, in the form of ssh-keygen\'s allowed signers' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l log -d 'Look for the certificate in this destruction.log' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l signers -d 'Accept only signers in this file, in the form of ssh-keygen\'s allowed signers' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand certificate; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -f -a "show" -d 'Show the policy in force as TOML, or with --format as JSON or CSV'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -f -a "check" -d 'Tell all that is wrong with the policy in a file, by line and column; exit status 7 if anything is'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -f -a "diff" -d 'Show what differs between the policy in force and the one in a file, and what it would do to the records'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -f -a "apply" -d 'Put the policy in a file in force; one that orphans what records hold is refused'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and not __fish_seen_subcommand_from show check diff apply levels" -f -a "levels" -d 'List the measures of each level of information: enforced by the program, evidenced by it, or left to the organisation'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l section -d 'Show only this section: field, grade, retention …' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l default -d 'Show the built-in policy, with its remarks; needs no vault'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l schema -d 'Show the JSON Schema that policies are checked by; needs no vault'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l from -d 'Compare with the policy in this file; needs no vault' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l default -d 'Compare with the built-in policy; needs no vault'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l records -d 'List each record whose days of restriction or destruction would move, with both'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l default -d 'Go back to the built-in policy'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l propose -d 'Propose it, for another to approve with `audit approve`, and change nothing'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l default -d 'Look at the built-in policy; needs no vault'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand policy; and __fish_seen_subcommand_from levels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "log" -d 'Show the log: who did what, when, to which records'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "verify" -d 'Check every entry, link and signature of the log'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "anomalies" -d 'List what was out of the ordinary by the policy; exits with status 4 when there is something'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "pending" -d 'List what was proposed and waits for a second person'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "approve" -d 'Approve what somebody else proposed, which carries it out; an export is carried out by whoever proposed it'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "reject" -d 'Reject what somebody proposed, or withdraw what one proposed oneself'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "bundle" -d 'Make a directory for an outside auditor: log, signatures, roster, policy, destruction log, and a page that explains how to check them with common tools; no customer\'s data'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and not __fish_seen_subcommand_from log verify anomalies pending approve reject bundle standard" -f -a "standard" -d 'List the duties of laws and standards: what enforces or evidences each here, and since when; an alignment, no claim of conformity'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l limit -d 'Show at most this many entries, the newest' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l stats -d 'Show sums by operator and verb instead'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l log -d 'Sign the result into the log, where `report kpi` looks for it; one with findings is no pass'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l since -d 'Only from this day on, or from so long ago, such as 30d' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from anomalies" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l exit-code -d 'Exit with status 4 if the list is not empty'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from pending" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l reference -d 'Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l reference -d 'Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l since -d 'Begin at this day (2026-01-31), or so long ago (30d, 1y), instead of at the first entry' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from bundle" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l law -d 'Only those of this law: pipl, dsl, ndr, csl, ecl, aml, gbt35273, gdpr, nist, records' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand audit; and __fish_seen_subcommand_from standard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -f -a "stocktake" -d 'Count the records by kind, stage, grade, owner, source and last verification, what they lack, and what is due; counts only, nobody\'s value'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -f -a "kpi" -d 'Hold the indicators of the policy against their targets: how complete, right, timely and covered by consents the records are, how requests, destructions, shares and backups are seen to'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -f -a "library" -d 'Sum up what was noted down, what was made of it, what was spent on customers, and what was handed over'
complete -c kedang -n "__fish_kedang_using_subcommand report; and not __fish_seen_subcommand_from stocktake kpi library aggregate" -f -a "aggregate" -d 'Count records by what they hold, without counts so small that they tell persons apart'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l since -d 'Also what the log says came and went since this day, or since so long ago, such as 1y' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l k -d 'Leave out counts below this (default: what the policy says)' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l html -d 'Write it to a new file as a page to print on A4, complete or not at all' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from stocktake" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l since -d 'What happened is counted since this day, or since so long ago, such as 90d (default: 1y)' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l fail -d 'Exit with status 4 if a target is missed'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from kpi" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l since -d 'Only events, scorecards and what was handed over since this day, or since so long ago, such as 1y' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l k -d 'Leave out what is about fewer records than this (default: what the policy says)' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from library" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l by -d 'Fields to count by, three at most, separated by commas' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l purpose -d 'What it is for: service, analysis, recommend, marketing or the Chinese name; without, what your role is for' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l k -d 'Leave out counts below this, and those from which they could be worked out (default: what the policy says, else 5)' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand report; and __fish_seen_subcommand_from aggregate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "run" -d 'Copy the vault to a destination: log, keys, then data'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "list" -d 'List the destinations and what lies there'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "verify" -d 'Check keys, log and data at destinations: signatures, sums, and a key for every record'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "drill" -d 'Rehearse a restore: open everything, compare it with the vault, keep nothing'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "restore" -d 'Put the vault together again from a backup: every record but the destroyed ones'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "scrub" -d 'Rewrite the keys of destinations that a purge could not reach, and sign for it'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and not __fish_seen_subcommand_from run list verify drill restore scrub forget" -f -a "forget" -d 'Delete old copies of data; keys and log are never touched'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l name -d 'Name of a new destination, as certificates call it [default: the directory\'s]' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l data-only -d 'Put sealed rows only into a new destination: no keys and no log'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l versioned-storage -d 'Accept that the storage keeps versions of what is overwritten, old keys too'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l attach -d 'Take over a destination that was left to the vault beside which this one was restored, now that this one takes its place'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l accept-rollback -d 'Give up what only the destination has: a later state, and its records, that a restore did not know'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l data -d 'Of the copies of data, check only this one' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l data -d 'Rehearse with this data: a name in the backup, or a directory anywhere [default: the newest]' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l tmp -d 'Check the backup\'s log in this directory [default: beside the anchors]; no key goes there' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from drill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l to -d 'Where the vault is to be; one that lies there is set aside' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l data -d 'Restore this data: a name in the backup, or a directory anywhere [default: the newest]' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l destruction-log -d 'Heed this copy of destruction.log too; may be given several times' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l recovery-file -d 'Read the recovery code from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l recovery-fd -d 'Read the recovery code from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l accept-stale -d 'Go on with a key file that is out of date, though destroyed records may come back'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Go on though you have seen the vault in a later state than the backup\'s'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l recovery -d 'Open the backup with the recovery code, typed at a question'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l gone -d 'State that the copy at a destination exists no more; it leaves the register' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l versions-gone -d 'State that no version of key file and keyhole from before the last destruction is kept' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from scrub" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l keep-last -d 'Keep the newest copies' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l keep-daily -d 'Keep the newest copy of so many days' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l keep-weekly -d 'Keep the newest copy of so many weeks' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l keep-monthly -d 'Keep the newest copy of so many months' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l keep-yearly -d 'Keep the newest copy of so many years' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l even-last -d 'Delete even the last copy of a destination when the rules keep none'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand backup; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand check" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand check" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand check" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand check" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand check" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand check" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand check" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand check" -l environment -d 'Check the machine instead: storage, swap, clock, permissions, key files'
complete -c kedang -n "__fish_kedang_using_subcommand check" -l accept-head -d 'Accept, once, that a restore gave up what you saw last; shows both heads and asks'
complete -c kedang -n "__fish_kedang_using_subcommand check" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand check" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand check" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "add" -d 'Let somebody into the vault'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "list" -d 'Show who may open the vault'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "show" -d 'Show an operator, and what the credential opens and may do'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "remove" -d 'Remove an operator, and make all keys anew'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "rotate" -d 'Make all keys anew and seal everything under them'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "passphrase" -d 'Change your passphrase'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and not __fish_seen_subcommand_from add list show remove rotate passphrase recover" -f -a "recover" -d 'Come back in with the recovery code, and set a new passphrase or identity'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l role -d 'Role in the policy' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l clearance -d 'Most sensitive level that the keys open (0 opens none), at most what the role gives' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l new-identity -d 'Make an identity file that opens the vault; it must not exist yet' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l recipient -d 'Let in whoever holds this age recipient (age1…), a hardware key\'s too' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l from-identity -d 'Let in whoever holds an identity file that exists' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l new-passphrase-file -d 'Read the new passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l new-passphrase-fd -d 'Read the new passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l propose -d 'Propose it, for another to approve with `audit approve`, and change nothing'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l all -d 'Show those who were removed too'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l can -d 'Show exactly what this credential opens and may do'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l no-rotate -d 'Keep the keys; with an old copy the one removed still reads what is written later'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l propose -d 'Propose it, for another to approve with `audit approve`, and change nothing'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l new-passphrase-file -d 'Read the new passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l new-passphrase-fd -d 'Read the new passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from passphrase" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l recovery-file -d 'Read the recovery code from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l recovery-fd -d 'Read the recovery code from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l new-identity -d 'Make an identity file that opens the vault; it must not exist yet' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l recipient -d 'Let in whoever holds this age recipient (age1…), a hardware key\'s too' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l from-identity -d 'Let in whoever holds an identity file that exists' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l new-passphrase-file -d 'Read the new passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l new-passphrase-fd -d 'Read the new passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l vault -d 'Directory of the vault (also `KEDANG_VAULT`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l identity -d 'Identity file that opens the vault (also `KEDANG_IDENTITY`)' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l passphrase-file -d 'Read the passphrase from a file' -r -F
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l passphrase-fd -d 'Read the passphrase from an open file descriptor' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l format -d 'Form of results [default: table]' -r -f -a "table\t'Aligned columns for people'
json\t'One JSON object'
jsonl\t'One JSON object a line'
csv\t'Comma-separated values with a header of column ids'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l lang -d 'Language of messages, instead of the locale\'s' -r -f -a "en\t'English'
zh\t'Simplified Chinese'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l wait -d 'Wait this long for another process\'s lock' -r
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -s q -l quiet -d 'Say nothing but results, warnings and errors'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -s y -l yes -d 'Answer questions with yes'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -l dry-run -d 'Show what would be done and stop'
complete -c kedang -n "__fish_kedang_using_subcommand operator; and __fish_seen_subcommand_from recover" -s h -l help -d 'Print help (see more with \'--help\')'
