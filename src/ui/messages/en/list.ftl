list-none = no records
list-left-out = left out because they are above your clearance: { $columns }
list-outside = left out because { $purpose } does not use them: { $columns }
