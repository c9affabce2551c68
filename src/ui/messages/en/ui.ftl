# Labels in front of what goes to standard error.
ui-error = error:
ui-cause = caused by:
ui-hint = hint:
ui-note = note:
ui-warning = warning:
