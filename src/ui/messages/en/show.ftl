show-held = (awaiting consent)
show-destroyed = (destroyed)
