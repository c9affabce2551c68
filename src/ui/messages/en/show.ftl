show-held = (awaiting consent)
