show-held = (awaiting consent)
show-failed = failed
