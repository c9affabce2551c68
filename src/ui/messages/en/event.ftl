event-none = no events
event-by = By
