add-ask = { $field }
add-held = level-1 values are held until the customer gives a separate consent (sensitive_consent); they are neither exported nor shared
add-rehearsed = nothing was added; the record would be { $record }
add-quarantined = a third party provided { $record }, and nothing says on what ground it is held: it is in quarantine, and destroyed after { $days } days unless a consent or basis is stated
