"""What the desk's own pages, and other programs, ask for as JSON: one file a noun."""
