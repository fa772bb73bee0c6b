"""What the desk shows, one file a page: an `Asked` to HTML."""
