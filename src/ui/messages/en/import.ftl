# What an import says.
import-progress = importing
import-unknown-columns = { $count ->
    [one] one column has
   *[other] { $count } columns have
 } no field's name and { $count ->
    [one] is
   *[other] are
 } passed over: { $names }
import-read-as = read as { $encoding }; if names look wrong, name the encoding: --encoding
import-passed-over = passed over, as no field takes it: { $names }
import-kept = kept by the program itself and not taken over: { $names }
import-totals = totals that the scores do not come to were worked out anew: { $names }
import-kept-rows = { $name } ({ $count ->
    [one] one row
   *[other] { $count } rows
 })
import-column = column { $column }
import-member = a member that is no field
import-held = { $count ->
    [one] one new record has
   *[other] { $count } new records have
 } level-1 values without a separate consent: they are held, neither exported nor shared
import-left-out = line { $line } is left out: { $field }: { $reason }
import-left-out-more = { $count ->
    [one] one more row is
   *[other] { $count } more rows are
 } left out; --rejects FILE writes them to a file
import-rejects = { $count ->
    [one] one row that was left out is
   *[other] { $count } rows that were left out are
 } in { $path }
import-committed = { $batch } is committed: { $rows ->
    [one] the first row of the file is done
   *[other] the first { $rows } rows of the file are done
 }; after a break the same command goes on from there
import-would-reject = { $count ->
    [one] one row would be left out and written
   *[other] { $count } rows would be left out and written
 } to { $path }; --results lists them now
import-why-near = { $reason }; did you mean { $name }?
import-why-columns = { $found } columns, the header has { $expected }
import-why-in-vault = the same as in record { $record }
import-why-in-file = the same as in an earlier row
import-why-other-on-line = line { $line } of the file, which has the same one, is of another customer
import-why-other-in-file = an earlier row of the file, which has the same one, is of another customer
import-why-several = it belongs to several records
import-why-quarantined = record { $record } is in quarantine and not to be changed until a consent or basis is stated, or somebody releases it (kedang edit { $record } --set state=active)
import-why-restricted = record { $record } is restricted and not to be changed
import-why-not-own = record { $record } is not one of yours, and your role changes only those
import-why-given-away = the records that your role enters are yours
import-why-suppressed = suppressed, as somebody whose record was destroyed asked for it
import-why-digits = a number of more than fifteen digits, of which the spreadsheet has kept fifteen; format the column as text and enter it again
import-why-format = the format of the cell shows another amount than its number, or a currency that cannot be told; write it into the cell as text, such as USD 100 or 100万
import-why-shown = the format of the cell shows more than its number, such as leading zeros or letters; format the column as text and enter what is shown
import-why-cell-error = the cell shows an error
import-why-quotes = there is text behind the quote that closes the cell; a quote inside is written twice: "a ""b"" c"
import-why-formula = a formula without a value: open and save the file in a spreadsheet program
import-why-card-encoding = quoted-printable text that is not in the encoding that it names, or names none and is not UTF-8; name the encoding with --encoding
import-why-not-a-card = the parser of address books finds no vCard of version 2.1, 3.0 or 4.0 here
import-sheet = read sheet { $number } of { $of }; --sheet names another one
import-line = Line { $line }
import-dry-run = nothing was written
import-whole-row = the whole row
import-why-not-an-object = the line is no JSON object, or has a number with an exponent (1.5e10), whose digits may be lost: write it as a string
import-why-object = an object means nothing here
import-why-twice = more than one value for a field that has one
import-why-repeated = a key of the object stands there twice
import-why-too-much = the purpose does not use it
import-why-no-separate-consent = no separate consent
import-quarantined = { $count ->
    [one] one record of which a third party told is
   *[other] { $count } records of which a third party told are
 } in quarantine, until a consent or basis is stated: kedang list state:quarantined
import-due = { $count ->
    [one] one record that was there falls due for destruction by this
   *[other] { $count } records that were there fall due for destruction by this
 } ({ $numbers }): { $made ->
    [0] if that is wrong, mend the file
    [1] if that is wrong, take the import back before the next purge run --due: kedang batch revert { $batches }
   *[other] if that is wrong, take the import back before the next purge run --due (kedang batch revert of { $batches }, the last one first)
 }
import-born-due = { $count ->
    [one] one new record is due for destruction already
   *[other] { $count } new records are due for destruction already
 } ({ $numbers }), by the dates that the file gives: { $made ->
    [0] if that is wrong, mend the file
    [1] if that is wrong, correct them before the next purge run --due, or take the import back: kedang batch revert { $batches }
   *[other] if that is wrong, correct them before the next purge run --due, or take the import back (kedang batch revert of { $batches }, the last one first)
 }
import-erased-back = { $count ->
    [one] one record has a value again in what was erased of it
   *[other] { $count } records have values again in what was erased of them
 } ({ $numbers }): { $made ->
    [0] what was not given anew, take out of the file
   *[other] what was not given anew, erase again (kedang purge run with --field or --level); taking the import back would leave it in the history
 }
import-restricted = { $count ->
    [one] one record that was in use is restricted by this
   *[other] { $count } records that were in use are restricted by this
 } ({ $numbers }): { $made ->
    [0] if that is wrong, mend the file
    [1] if that is wrong, take the import back: kedang batch revert { $batches }
   *[other] if that is wrong, take the import back (kedang batch revert of { $batches }, the last one first)
 }
import-why-too-many-links = too many rows of one batch are linked by values; import fewer at a time with --commit-every
import-why-older = record { $record } was changed on the day of the row or later
import-why-undated = no date says how new the row is: name the day of the file with --as-of
