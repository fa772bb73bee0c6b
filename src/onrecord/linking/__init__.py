"""Reports beside each other: whose names may be one, which text is a copy of which, which reports tell one event."""
