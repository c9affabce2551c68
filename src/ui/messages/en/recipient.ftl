# Who may be given records.
recipient-added = { $name } is registered
recipient-would-add = { $name } would be registered; nothing was done
recipient-removed = { $name } is off the register and is given nothing any more; what it has stands in: kedang share list --open
recipient-would-remove = { $name } would be taken off the register; nothing was done
recipient-none = no recipients
