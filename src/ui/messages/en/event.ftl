event-none = no events
