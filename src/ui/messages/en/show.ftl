show-held = (awaiting consent)
show-destroyed = (destroyed)
show-failed = failed
