# Hints: one line that can be pasted into a shell.
hint-yes = run it on a terminal, or add --yes
hint-vault = kedang --vault DIR …, or export KEDANG_VAULT=DIR
hint-init = kedang --vault { $path } init
hint-check = kedang check
hint-log = kedang audit log
hint-identity = kedang --identity FILE …, or export KEDANG_IDENTITY=FILE
hint-passphrase = kedang --passphrase-file FILE …
hint-stdin = kedang { $command } --json - < FILE
hint-operators = kedang operator list
hint-no-rotate = whoever is cleared for level 1 can make all keys anew; to remove without that: kedang operator remove … --no-rotate
hint-owner = for a custodian: kedang edit { $record } --set owner=NAME
hint-list = kedang list
hint-help = kedang { $command } --help
hint-wait = kedang --wait 300 …
hint-certificate = kedang certificate show { $record }
hint-rejects = kedang import { $path } --on-error skip --rejects rejects.{ $ending }
hint-row-by-row = kedang import { $path } --on-conflict update --on-error skip --commit-every 1
hint-conflict = kedang import { $path } --on-conflict update
hint-conflicts-left-out = kedang import { $path } --on-conflict { $rule } --on-error skip --rejects rejects.{ $ending }
hint-other-customer = give each customer a value of its own, such as a telephone number with its extension (021-61234567转801); or, where both are one customer, delete the row that is out of date; or leave such rows out, now and each time the file is imported: kedang import { $path } --on-conflict { $rule } --on-error skip --rejects rejects.{ $ending }
hint-ready-maps = the maps that come with kedang are { $maps }
hint-encoding-either = kedang import { $path } --preview --encoding utf-8, or gb18030: take the one that shows the right text
hint-header-row = kedang import { $path } --header-row 1
hint-encoding = kedang import { $path } --encoding { $encoding }
hint-purge-explain = kedang purge due --explain --within 3650d
hint-purge-due = kedang purge due
hint-policy-check = kedang policy check { $path }
hint-columns = kedang list --columns number,grade,tags
hint-new-identity = kedang init --new-identity { $path }
hint-nearest = did you mean { $name }?
hint-value-stdin = --set { $field }=- < FILE
hint-selector-stdin = kedang list - < FILE
hint-init-script = kedang init --operator NAME --new-identity FILE --no-recovery
hint-number-anew = first see whose record it is: a number that was given anew since is another record's here; do not destroy that one, and back up to a destination of its own
hint-backup-name = kedang backup run DIR --name NAME
hint-backup-list = kedang backup list
hint-backup-data-only = kedang backup run { $path } --data-only
hint-backup-versioned = kedang backup run { $path } --versioned-storage

hint-accept-head = if the vault was restored from a backup: kedang check --accept-head
hint-destination = kedang backup restore DESTINATION --to DIR, with a directory that kedang backup run wrote to
hint-other-key-file = look for the files “key” and “keyhole” at another destination of this vault
hint-data = --data NAME or --data PATH names the directory with “manifest” and “data”
hint-newer-key-file = restore with the key file of the destination that was written to last
hint-older-data = or choose an older copy: --data NAME or --data PATH
hint-restore-from = kedang backup restore { $path } --to DIR
hint-other-copy = take another copy of this vault’s backup; while the vault itself is whole, kedang backup run to a new directory makes one
hint-accept-stale = kedang backup restore … --accept-stale
hint-backup-first = if that vault still opens, back it up first: kedang backup run { $name }
hint-accept-rollback = kedang backup restore … --accept-rollback
hint-policy-version = write version = { $next }
hint-policy-role = put it back, or first see who has it: kedang operator list
hint-policy-level = a field gets another level once no record holds it, in its history either: export its values (kedang export --fields number,{ $word }), take it out (kedang purge run K-12 --field { $word }), apply the policy, and enter the values again; a statutory period that runs refuses that
hint-policy-unit = a field gets another unit once no record holds it, in its history either: export its values (kedang export --fields number,{ $word }), take it out (kedang purge run K-12 --field { $word }), apply the policy, and enter the values again in the new unit; a statutory period that runs refuses that
hint-policy-orphans = put it back, or first change the records: kedang list, kedang edit, kedang purge run --field
hint-propose = { $command } --propose
hint-pending = kedang audit pending
hint-batches = kedang batch list
hint-anomalies = kedang audit anomalies
hint-notice-list = kedang notice list
hint-volunteered = if the customer came with it unasked: --volunteered
hint-policy-without = add it from the built-in policy (kedang policy show --default), then kedang policy apply FILE
hint-consents = kedang consent list { $record }
hint-assessment = --assessment NUMBER
hint-justify = leave it out, or say why: --justify REFERENCE
hint-ticket = --ticket REFERENCE
hint-separate-consent = with the day of the separate consent: sensitive_consent=YYYY-MM-DD, or kedang consent grant … --sensitive
hint-policy-default = kedang policy show --default
hint-requests = kedang request list --all
hint-policy-request = kedang policy show --section request
hint-request-answer = kedang request answer { $request } --grant
hint-partial = have it answered by whoever is cleared for it, or add --partial
hint-hand-over = kedang request answer { $request } --grant --html FILE --json FILE
hint-restrict = kedang request open { $record } --right erasure --relation self --checked document
hint-export-csv = CSV and JSON have no such limit: --format csv, --format jsonl
hint-recipients = kedang recipient list
hint-recipient-key-taken = the key is registered for { $name }: kedang recipient show { $name }; each recipient has keys of its own
hint-recipient-spelt = a recipient keeps its name, also when it was removed: kedang recipient add "{ $name }" --replace …
hint-recipient-replace = kedang recipient add NAME --replace --agreement REF --agreed DAY …
hint-recipient-key = kedang recipient add NAME --replace --to age1… …
hint-cross-border = kedang share … --cross-border REF --assessment REF
hint-policy-share = kedang policy show --section share
hint-last-day = --expires 1y (share issue), --due 14d (share lend)
hint-share-terms = kedang list SELECTOR --purpose PURPOSE
hint-shares = kedang share list
hint-share-issue = kedang share issue … --recipient NAME
hint-share-close = kedang share return { $share } --destroyed --reference REF
hint-delete-vault = delete the directory { $path }, then: kedang backup scrub --gone { $name }
hint-delete-copy = kedang backup scrub { $name } puts what was destroyed out of its reach; to give it up, delete { $path } and then: kedang backup scrub --gone { $name }
hint-vault-is-back = delete the directory { $path } again; that it is gone was stated before, and counts from then on
hint-copy-is-back = kedang backup scrub puts what was destroyed out of its reach and registers it again; to give it up, delete { $path }: that it is gone was stated before
hint-backup-scrub = kedang backup scrub { $name }
hint-backup-again = kedang backup run { $name }
hint-rename-artefact = mv { $path } { $right }
hint-edit-field = kedang edit NUMBER --set { $field }=VALUE
hint-backup-attach = if this vault has taken the place of that one: kedang backup run { $name } --attach
hint-backup-give-up = if what only it has is given up: kedang backup run { $name } --accept-rollback
hint-backup-others = { $numbers } { $count ->
    [one] is somebody else there than here: since the two parted the number was given
   *[other] are others there than here: since the two parted these numbers were given
 } out here as well
hint-erase-fields = what a record must have goes with the whole record only: erase other fields (--field FIELD), or destroy the record (without --level and --field)
hint-verify-text = kedang certificate verify { $text }
hint-decline = kedang edit { $record } --set { $field }= --decline { $field }
hint-damaged-text = save the file as UTF-8 where it comes from, or name its encoding, such as --encoding big5
hint-import-there = { $count ->
    [one] { $first } with the first { $rows } rows of the file is there
   *[other] { $first } to { $last } with the first { $rows } rows of the file are there
 }; once it is mended, the same command finds them unchanged and goes on behind them
