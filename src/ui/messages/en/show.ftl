show-held = (awaiting consent)
show-destroyed = (not there any more)
show-failed = failed
show-restricted =
    { $since ->
        [none] { $why ->
            [quarantine] { $record } is in quarantine until a consent or basis is stated: not used
           *[other] { $record } is restricted at the person’s wish: kept and not used
        }
       *[other] { $record } is restricted: last used { $since } ({ $named }), kept and not used
    }{ $until ->
        [none] {""}
       *[other] , destroyed after { $until } ({ $rule })
    }
show-unknown = { $record } holds values of fields that the policy in force does not know, which are kept as they are: { $fields } (--format json shows them)
