# One message for each code of src/error/code.rs; arguments are named there.
error-failed = it failed

error-network-storage = { $path } lies on network storage ({ $name }), where neither locking nor overwriting can be relied on, and a destroyed key may be kept; make the vault on a disk of this machine
error-usage = { $message }
error-missing-argument = { $argument } is missing and there is no terminal to ask on
error-bare-word = a command that changes or destroys takes numbers (K-12) and named terms (grade:A) only, no bare words
error-bad-selector = selector { $position } cannot be read: { $reason }
error-unknown-term = selector { $position } names no term that there is
error-unknown-field = there is no field “{ $field }”
error-system-field = { $field } is kept by the program and cannot be set by hand
error-field-twice = { $field } can have one value only
error-only-grows = values of { $field } are only added, it is never cleared; kedang purge run --field { $field } erases them
error-not-a-contact = { $field } is no way to reach a customer, by the policy's list contact.order, and has no state
error-bad-ordinal = behind { $field }: stands which of its values is meant, counted from 1: { $field }:2; beside --contact-value there is nothing behind it
error-several-contacts = record { $record } has { $count } values of { $field }; say which is meant: { $field }:1, or --contact-value
error-forbidden-channel = the policy forbids the channel “{ $value }”: nothing is collected by it
error-unknown-value = “{ $value }” is not a value of { $option }; known are { $known }
error-needs-file = { $option } takes the name of a file, not - (standard output)
error-bad-date = { $argument } is not a date such as 2026-01-31
error-bad-duration = { $argument } is not a time such as 30d
error-secret-in-arguments = { $field } is of level 1 and must not stand in a command line; give it on standard input
error-no-value = --set needs FIELD=VALUE
error-nothing-to-set = say what to change: --set FIELD=VALUE or --json FILE
error-input-twice = two options read standard input; only one can
error-list-twice = --rejects and --results both name { $path }; each needs a file of its own
error-no-opening = an opening is for exactly one record, destroyed with --reason request, that has a name or a number by which its owner is known; nothing was done
error-not-done = the quantity must be at least 1, and the day not one to come
error-no-selector = say which records: numbers or terms
error-not-revealed = { $field } is of level 1, which is exported only with --reveal
error-no-card-place = an address book has no place for { $field }
error-no-card-name = a card must have a name: add number, name or company to the fields
error-not-countable = records are not counted by { $field }: a field that lists its values is needed, or a word of level 3
error-too-many-fields = counts are made by { $limit } fields at most: by more, nobody could tell whether one count gives another away; name fewer
error-too-many-counts = these fields make more than { $limit } small groups, too many to tell whether one count gives another away; count by fewer fields, or by ones with larger groups
error-counts-told = by these fields a count too small to be shown could be worked out from counts by fewer of them, even if none of the table were shown; count by fewer fields, or by ones with larger groups
error-no-pseudonym = { $field } does not leave with pseudonyms: it is kept as lists of facts and remarks
error-too-many-rows = these are { $count } records, and a sheet has { $limit } rows for them
error-cell-too-long = { $field } of { $record } is longer than a cell of a spreadsheet
error-unknown-encoding = there is no encoding “{ $encoding }”

error-not-confirmed = not confirmed; nothing was done
error-no-terminal = there is no terminal to confirm on; nothing was done
error-count-differs = { $given } was given but there are { $planned }; nothing was done
error-over-maximum = there are { $planned }, more than the maximum of { $maximum }; nothing was done

error-malformed = { $path } is malformed
error-csv-columns = line { $line } has { $found } columns, the header has { $expected }
error-csv-quote = the quoted field that begins in line { $line } is never closed
error-csv-nul = there is a NUL in line { $line }
error-field-too-long = a field in line { $line } is longer than { $limit } bytes, or its quote is never closed
error-input-too-long = the input is longer than { $limit } bytes
error-unpacks-too-much = the file unpacks to more than any customer list needs; it was not read
error-sheet-locked = the spreadsheet is protected by a password; save it without one
error-bad-sheet = the file is a damaged spreadsheet, or none that can be read (xlsx, xls and ods can)
error-unknown-sheet = there is no such sheet; the file has { $sheets ->
    [one] one
   *[other] { $sheets }
 }, to be given by name or by number
error-bad-array = line { $line }: the input is no whole JSON array of objects
error-bad-map = line { $line } of { $path }: not a map of columns
error-bad-card = line { $line }: the input is no whole vCard
error-bad-encoding = line { $line } is not valid { $encoding }
error-no-header = no line is surely the header: none names known columns, or one looks like a customer
error-column-twice = two columns of the header mean the same field: { $first }, { $second }
error-key-not-in-file = no column of the file is { $field }, by which its rows are to be matched
error-bad-json = the input is not one JSON object of fields (line { $line })
error-json-exponent = line { $line } of the JSON has a number with an exponent (1.5e10), whose digits may be lost: write it as a string
error-json-twice = the key { $key } stands in the JSON twice; put several values in an array
error-bad-value = the value of { $field } is refused: { $reason }
error-bad-values = { $count } values are refused: { $faults }
error-bad-row = line { $line }: the value of { $field } is refused: { $reason }
error-bad-rows = { $count } rows are wrong; the first is line { $line }, { $field }: { $reason }
error-row-too-long = the row in line { $line } is longer than { $limit } bytes
error-too-many-columns = the row in line { $line } has more than { $limit } columns
error-compressed = the file is compressed with gzip; unpack it (gunzip) and import what is in it
error-wrong-option = { $option } says nothing of a file of this form; leave it out
error-unclear-encoding = the encoding of the file cannot be told; it has to be named
error-missing-fields = required fields are missing: { $fields }
error-record-lacks = record { $record } would be left without { $fields }, which it must have
error-bad-reference = { $argument } must be a reference: 1 to 64 characters of A-Z a-z 0-9 space . / _ - without seven digits in a row
error-bad-marking = { $argument } must be 1 to 64 characters of A-Z a-z 0-9 space . / _ -; --make may have Chinese characters too
error-bad-witness = a witness is another operator's number (O-2) or a reference with a digit in it (EMP-0042), of A-Z a-z 0-9 space . / _ - without seven digits in a row; never a name, and not the one who records it
error-bad-passphrase = the passphrase in { $path } is empty, too long or not UTF-8
error-typed-differs = what was typed the second time differs
error-bad-opening = { $path } is not the opening of a commitment
error-no-certificate = { $path } is not a certificate
error-bad-policy = { $path } is not a policy: { $count ->
    [one] one fault, in line { $line }, column { $column }
   *[other] { $count } faults, the first in line { $line }, column { $column }
 }

error-no-record = there is no record { $record }
error-no-contact = record { $record } has no such { $field }
error-record-purged = record { $record } has been destroyed
error-record-lost = record { $record } is not in this vault since it was restored on { $day } from data that had it not; nothing tells that it was destroyed, and copies from before that restore may still have it{ $count ->
    [0] {""}
   *[other] , at { $names }
 } (kedang backup list)
error-no-such-line = line { $line } of destruction.log records no destruction
error-not-purged = record { $record } was not destroyed, so it has no certificate

error-duplicate = { $field } is the same as in record { $record }
error-suppressed = { $field } is that of somebody whose record was destroyed and who asked not to be entered again; nothing was done
error-duplicate-rows = { $count ->
    [one] one row is in conflict
   *[other] { $count } rows are in conflict
 } with another row or a record; the first is line { $line }, field { $field }
error-selection-changed = other records are selected now than were confirmed; nothing was done
error-record-held = { $by ->
    [wish] record { $record } is restricted at the person’s wish and kept{ $until ->
        [none] {" "}for as long as that stands
       *[other] {" "}until { $until }
    }
   *[other] record { $record } must not be destroyed: { $named } ({ $by }) stands{ $until ->
        [none] {" "}until it is lifted
       *[other] {" "}until { $until }
    }{ $source ->
        [none] {""}
       *[other] {" "}({ $source })
    }
}
error-vault-exists = there is a vault in { $path } already
error-file-exists = { $path } exists already

error-no-vault = there is no vault in { $path }
error-no-vault-named = nothing says where the vault is

error-lock-timeout = another process has kept the vault locked for { $seconds } seconds: { $holder }

error-wrong-passphrase = wrong passphrase
error-wrong-identity = the identity { $path } does not open this vault
error-no-plugin = { $program }, which talks to the hardware key, is not installed or not on the PATH
error-plugin-failed = the plugin of the hardware key failed: is the key plugged in, was it touched, was the PIN right?
error-bad-identity = { $path } is not an identity file
error-no-credential = neither an identity nor a passphrase was given, and there is no terminal to ask on

error-clearance = { $field } is of level { $level }, above your clearance
error-rest-above = what remains of { $record } has to be sealed anew, and holds level { $level }, above your clearance; nothing was done
error-suppressed-above = some people are not to be entered again, and telling who takes level 1, above your clearance; have somebody cleared for it enter phones, e-mails and ID numbers
error-above-role = the role { $role } opens level { $level } at most (0 opens none); choose another role, or a clearance within it
error-bad-recipient = what was given is no age recipient, or the plugin that it needs is not installed
error-above-own = the operator is cleared for more than you; somebody with that clearance has to do it
error-capability = you lack the capability “{ $named }”
error-reason-alone = --reason says why a record should be destroyed, and goes with --result destroy
error-hold-over = the last day of the hold is past
error-hold-places = holds of the kind “{ $named }” ({ $kind }) are placed by: { $roles }
error-hold-lifts = holds of the kind “{ $named }” ({ $kind }) are lifted by: { $roles }
error-restricted = { $since ->
    [none] { $why ->
        [quarantine] { $record } is in quarantine: a third party provided it, and nothing says yet on what ground it is held; it is not used, and only those with the capability “restricted” look at it
       *[other] { $record } is restricted at the person’s wish: it is kept and not used, and only those with the capability “restricted” look at it
    }
   *[other] { $record } is restricted since { $since }: { $named } ({ $why }){ $until ->
        [none] {""}
       *[other] , kept until { $until }
    }: it is not used, and only those with the capability “restricted” look at it
}
error-not-own = { $record } is not one of your records, and your role reaches only those; a custodian can do it, or make it yours
error-given-away = the records that your role enters or changes stay yours; a custodian can give them to somebody else
error-no-operator = there is no such operator, or no longer
error-operator-exists = an operator of that name exists; the log tells operators apart by name, so choose another
error-last-administrator = nobody would be left to administer the vault; make somebody else an administrator first
error-removes-self = nobody removes himself; let another administrator do it
error-revoked = this operator has been revoked

error-damaged = { $part } is damaged or was tampered with: { $what } { $where }
error-forged-certificate = { $path } or its signature is not genuine

error-older = the vault is at entry { $found } but entry { $seen } has been seen before: it was replaced by an older copy

error-unfinished = destroyed for good, but the last steps are not proved yet; any writing command finishes them
error-rotation-unfinished = making all keys anew has begun for good, but is not finished; the next writing command of somebody cleared for level 1 finishes it

error-log-unwritable = the log could not be written, so nothing was shown

error-disk-full = the disk is full: { $path }
error-uncertain = the disk failed while the change was being confirmed: it may have been made or not
error-io = cannot read or write { $path }
error-no-file = there is no file { $path }
error-file-denied = the system does not let { $path } be opened

error-newer-format = the vault has format { $found }, newer than this program
error-refused-parameters = the key derivation's parameters are outside what is safe

error-bug = this is a bug in kedang, at { $place }
error-interrupted = interrupted
error-reader-gone = the reader of the output went away

error-no-slot = the vault has no slot for this kind of credential
error-bad-name = the name must be 1 to 64 characters without control characters
error-older-than-keyhole = records.db (entry { $found }) is older than the keyhole: it is a copy from before a destruction
error-short-passphrase = the passphrase must have at least { $shortest } characters
error-needs-identity = this vault is opened by an identity file, and none was given
error-count-missing = --yes alone does not destroy: add --count { $planned } if that is how many you mean; nothing was done
error-several-certificates = the records were destroyed on { $count } occasions, and a file holds one certificate; name the records of one
error-wrong-opening = this opening opens none of the commitments in { $path }
error-not-in-log = what { $path } carries does not stand in { $log }
error-unknown-signer = { $path } is signed by a key that the file of signers does not list
error-newer-certificate = { $path } is of a newer form than this program

error-destination-name = the name of a destination must be 1 to 32 characters without slashes, control characters or seven digits in a row, because certificates show it to anybody
error-destination-path = the path of a destination must be UTF-8
error-destination-name-taken = another destination is called “{ $name }”
error-no-destination = there is no destination “{ $name }”
error-destination-unreachable = the destination “{ $name }” is not where it is registered: the disk may not be there, or another one is
error-destination-occupied = { $path } holds something else; a destination begins as an empty directory
error-destination-foreign = { $path } is a backup destination of another vault
error-destination-copied = the destination “{ $name }” lies at two places; delete the one that is a copy, or make it a destination of its own, which purges reach too: run `kedang backup run` with its path
error-destination-other = the destination “{ $name }” is registered with another name or for something else
error-destination-inside = { $path } lies in a vault or in another backup destination ({ $within }) and would be lost with it
error-file-inside = { $path } lies in a vault or a backup destination ({ $within }), which hold only files of their own; name another place
error-destination-branch = the log at the destination “{ $name }” goes on differently from entry { $entry } on: it was written from another copy of this vault; use a new directory
error-keeps-versions = { $path } is on storage that keeps versions of what is overwritten ({ $keeper }): keys of destroyed records would live on there
error-kept-vault = “{ $name }” is a vault that was set aside, not a destination
error-not-a-destination = { $path } is no backup destination
error-no-key-file = { $path } has no key file, and without one the data there opens for nobody
error-no-artefact = { $path } has no backed-up data
error-other-vault = { $path } is another vault than the one in the backup
error-stale-key-file = the key file is out of date, as can be seen from { $sources }{ $withheld ->
    [0] { "" }
    [one] ; it opens one record that was destroyed since ({ $numbers })
   *[other] ; it opens { $withheld } records that were destroyed since ({ $numbers })
 }{ $erased ->
    [0] { "" }
    [one] ; of one record a part was erased since ({ $parts })
   *[other] ; of { $erased } records a part was erased since ({ $parts })
 }{ $unknown ->
    [0] { "" }
    [one] ; there may have been a destruction since of which nothing here says what it took
   *[other] ; there may have been up to { $unknown } destructions since of which nothing here says what they took
 }{ $header ->
    [0] { "" }
   *[other] ; passphrases or identities that were replaced since would open the vault again
 }
error-destination-ahead = the destination “{ $name }” ({ $path }) { $count ->
    [0] knows of a later state of this vault than the vault itself: what stands there of destructions, operators and destinations would be lost
    [one] was written before a restore that did not know it, and the record { $numbers } lives only there: it would be lost
   *[other] was written before a restore that did not know it, and { $count } records live only there ({ $numbers }): they would be lost
 }; so nothing was written
error-destination-tells = the destination “{ $name }” ({ $path }) tells that { $numbers } { $count ->
    [one] was
   *[other] were
 } destroyed{ $known ->
    [0] {""}
   *[other] {" "}(certificate { $certificates })
 }, and a restore that did not know it brought { $count ->
    [one] this record
   *[other] these records
 } back; nothing was written: destroy { $listed ->
    [0] { $count ->
        [one] it
       *[other] them
    } again with `kedang purge run`
   *[other] again what `kedang purge due` lists
 }, then back up
error-restore-inside = { $path } is a backup destination or a vault, or lies in one ({ $within }); a vault is restored to a place of its own
error-restore-elsewhere = the destination at { $path } knows of a later state: its log goes to entry { $seen }, and what this backup has ends at entry { $found }
error-copy-newer = { $path } is newer than log and keys at this destination: it is of log entry { $seen }, and the log here ends at entry { $found }; only data up to that can be restored from here
error-restore-gives-up = the vault in { $path } has what this backup has not{ $count ->
    [0] { "" }
    [one] ; one record would be given up ({ $numbers })
   *[other] ; { $count } records would be given up ({ $numbers })
 }{ $older ->
    [0] { "" }
    [one] ; one record would be again as it was when the data was written ({ $parts })
   *[other] ; { $older } records would be again as they were when the data was written ({ $parts })
 }
error-restore-behind = the backup's log ends at entry { $found }, but you, or the vault that lies there, saw entry { $seen }: what was done after the backup would be given up
error-head-not-explained = the log here ends at entry { $found } and you have seen entry { $seen }, but no restore in the log explains that: it was replaced by an older copy or another one
error-records-without-key = { $count ->
    [one] one record of the data has no key
   *[other] { $count } records of the data have no key
 }, and nothing says that { $count ->
    [one] it was destroyed
   *[other] they were destroyed
 }: { $numbers }
error-wrong-recovery-code = this recovery code does not open the vault
error-bad-recovery-code = what was given is no recovery code: it has eight groups of four letters and digits
error-last-copy = the rules would keep no copy at “{ $name }”; add --even-last if that is meant
error-bad-score = --score takes factors with whole numbers, such as character=4,capacity=3
error-newer-policy = the policy in force has { $word } ({ $where }), which this version of kedang does not understand; use the version that applied it, or a newer one
error-policy-changed = somebody applied another policy meanwhile, so nothing was done; run the command again
error-policy-version = the policy in the file is version { $given }, and version { $version } is in force: give it a higher one
error-policy-role = the policy does away with the role { $role }, which { $operators ->
    [one] an operator has
   *[other] { $operators } operators have
 }; nothing was applied
error-policy-orphans = the policy orphans what records hold: { $word }, in { $records ->
    [one] one record
   *[other] { $records } records
 }{ $count ->
    [one] {""}
   *[other] , and more, { $count } things in all
 }; nothing was applied
error-no-proposal = nothing was proposed as { $proposal }
error-no-batch = no import has the number { $batch }
error-not-pending = { $proposal }: { $why }
error-nobody-approves = the policy wants two persons for this, and fewer than two operators may do it: { $what }
error-needs-approval = the policy wants two persons for this: { $what }
error-not-yours = { $proposal } is for somebody else: nobody approves what he proposed, and nobody carries out what another did
error-extraordinary = nothing is shown: by the rule { $rule } of the policy { $count } is too many, more than { $above }
error-opening-for-erasure = an opening goes with a request for erasure only
error-bad-notice = this is no notice: { $reason }
error-no-notice = there is no version { $version } of the notice
error-unfounded = refused: { $reasons }
error-policy-without = the policy in force has no field { $field }, which this command needs
error-not-covered = { $by ->
    [recipient] { $record } must not be given to { $recipient }: { $reason }
   *[purpose] { $record } must not be used for this purpose: { $reason }
 }
error-outside-purpose = { $field } is not used for { $purpose }
error-needs-assessment = { $by ->
    [law] { $act } takes an impact assessment, whatever the policy says
   *[policy] for { $act } the policy demands an impact assessment
}
error-too-much = { $field } is not collected for { $purpose }
error-no-ticket = the policy wants every import approved: name the ticket
error-no-separate-consent = { $field } needs a separate consent
error-not-one-record = this takes { $count } records, and exactly one is meant
error-day-ahead = that day has not come yet
error-no-request = there is no request { $request }
error-request-gone = the record that { $request } was about is not there any more
error-request-answered = { $request } was answered already
error-request-unanswered = { $request } was not answered yet, so it is not closed
error-request-closed = { $request } is closed
error-request-extended = the answer to { $request } was put off once, to { $until }, and that cannot be done again
error-request-late = { $request } was to be answered by { $due }; the person had to be told by then that it takes longer
error-not-later = { $request } is to be answered by { $due } as it is
error-too-far = { $most ->
    [0] the policy lets no such answer be put off: { $request } is to be answered by { $last }, not { $asked }
   *[other] the policy lets { $request } be put off to { $last } at most, not to { $asked }
}
error-answer-incomplete = the answer would be incomplete: the record has information of level { $level }, which is above your clearance
error-nothing-handed = { $request } asks for the data; name a file for them
error-no-data = { $request } does not ask for the data, so none are handed over
error-share-past = the last day { $day } is past
error-bad-recipient-entry = this recipient is not registered: { $reason }
error-no-recipient = no recipient { $name } is registered
error-no-share = there is no share { $share }
error-nothing-to-share = none of these records may be handed over
error-recipient-exists = the register has a recipient { $name } already
error-share-over = nothing of { $share } is out any more; what proves it may be added with --reference
error-share-issued = { $share } was issued to stay with the recipient; what ends it is that it is destroyed there
error-share-revoked = { $share } is revoked already
error-not-shared = nothing was handed over, for { $count } reasons
error-no-agreement = there is no agreement of confidentiality with { $name }
error-outlives-agreement = the agreement with { $name } ends on { $day }, and the share would be out longer
error-agreement-over = the agreement with { $name } ended on { $day }
error-no-recipient-key = no age key of { $name } is registered that a file could be sealed to
error-abroad = { $name } is abroad ({ $country }), and nothing is named that lets records go there
error-never-abroad = { $name } is abroad ({ $country }), and the policy lets no records go there
error-destination-there = “{ $name }” is there: { $path }; nothing is signed that is not so
error-no-versions = the storage of “{ $name }” is not registered as keeping versions: rewriting its key file settles what it owes
error-key-file-not-rewritten = the key file of “{ $name }” was not rewritten since the last destruction, so that the present one still opens a copy
error-before-rotation = the newest data at “{ $name }”, { $artefact }, is of before the keys were renewed, and only somebody with the keys of all levels can rehearse it; back up first
error-not-so-destroyed = { $medium } is not destroyed by { $method }
error-too-many-things = nobody destroys more than { $limit } things at once; check --quantity
error-witness-twice = the witness { $witness } is named twice; each is named once
error-field-stays = a record cannot be without “{ $field }”, so it is not erased by itself
error-given-and-declined = { $field } has a value, so it was not declined; leave out the value or --decline { $field }
error-not-declined = record { $record } has a value of { $field }, so it was not declined; clear the value with the same command if it is to go
error-renamed-artefact = { $path } is not what its name says: it is the copy of data { $name }
error-destination-detached = the destination “{ $name }” is that of the vault beside which this one was restored for a trial; nothing is written there
error-destination-of-living = the destination “{ $name }” is that of the vault in { $path }, beside which this one was restored; nothing of this one is written there while that vault lives
error-printed-certificate = { $path } is a page to print and carries no signature; the signature is over the text that was written beside it, { $text }
error-markup = { $path } is a page of HTML or XML, whatever its name: open it in a spreadsheet program and save it as xlsx
error-unsealed = { $path } is called sealed, and nobody is named who could open it: name them with --to, or leave out .age
error-small-k = --k { $given } is below what the policy wants: counts below { $floor } are shown to nobody; a larger one is possible
